"""Packages without hands: a folder of them looked into, or taken over and answered with receipts beside them.

One line or one JSON object a package. A bad one never stops the others, and their order makes no difference.
"""

import getpass
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.base.clock import SystemClock
from desktop_app.base.errors import Defect, UserError
from desktop_app.base.folder_lock import folder_locked
from desktop_app.base.os_errors import as_user_error, os_errors
from desktop_app.base.paths import data_folder, state_folder
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.courier import Arrival
from desktop_app.exchange.receipt import package_code
from desktop_app.exchange.refusal import OwnPackage
from desktop_app.exchange.stick import find_packages, receipt_name
from desktop_app.handsfree.terminal import Bar, Say
from desktop_app.records.plain import one_line
from desktop_app.records.transfer import CONFLICTS, TAKEN, UNTOUCHED, MergeOutcome, MergePlan
from desktop_app.registers.exchange.kinds import kind_called
from desktop_app.registers.exchange.packages import SENT, ExchangePackage
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.workplace import OpenedBranch, Workplace

# So many reasons are named of one package in JSON, and in a line.
_MOST_TOLD, _IN_A_LINE = 1000, 3
OWN = Path("own") / "branch.zbf"


@dataclass
class PackageTold:
    """What is told of one package; ``refused`` are the reasons, of the whole package or of its records."""

    file: str
    sender: str = ""
    kind: str = ""
    new: int = 0
    changed: int = 0
    removed: int = 0
    conflicts: int = 0
    same: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    applied: bool = False
    receipt: str = ""
    # Whether it was taken before, and whether this office wrote it itself.
    seen_before: bool = False
    own: bool = False

    @property
    def is_well(self) -> bool:
        """Whether nothing of it was refused."""
        return not self.refused

    def count(self, plan: MergePlan) -> None:
        """Take the counts of a plan."""
        self.new = plan.count(MergeOutcome.NEW)
        self.changed = plan.count(MergeOutcome.UPDATED)
        self.removed = plan.count(MergeOutcome.REMOVED)
        self.conflicts = plan.count(*CONFLICTS)
        self.same = plan.count(*UNTOUCHED)
        if plan.fork is not None and not self.refused:
            self.refuse(plan.fork.told().sentence())

    def refuse(self, reason: str, register: str = "", uid: str = "") -> None:
        """Note that it, or one record of it, is not taken."""
        record = {"register": register, "uid": uid} if register or uid else {}
        self.refused.append({**record, "reason": reason})

    def as_json(self) -> str:
        """One object on one line."""
        return json.dumps(vars(self), ensure_ascii=False)

    def line(self) -> str:
        """One line of words."""
        counts = (("新增", self.new), ("修改", self.changed), ("删除", self.removed))
        more = (("冲突", self.conflicts), ("不变", self.same), ("不接受", len(self.refused)))
        told = " ".join(f"{word}{n}" for word, n in (*counts, *more))
        reasons = "；".join(one["reason"] for one in self.refused[:_IN_A_LINE])
        if len(self.refused) > _IN_A_LINE:
            reasons += f"；等 {len(self.refused)} 处"
        if self.own:
            return "　".join((self.file, "本单位", "自己写的包，不用接收"))
        again = "已接收过" if self.seen_before else "没有接收"
        state = "已接收" if self.applied and not self.seen_before else again
        state += f"，回执 {self.receipt}" if self.receipt else ""
        parts = (self.file, self.sender or "不知道是谁的", self.kind, told, state, reasons)
        return "　".join(part for part in parts if part)


def look(folder: Path, data: Path, password: Path | None, *, as_json: bool, say: Say) -> bool:
    """Say of every package in ``folder`` what taking it over would do; whether nothing would be refused.

    UserError when the folder or the branch file cannot be opened.
    """
    with _opened(folder, data, password) as desk:
        return _each(folder, desk, as_json, say, lambda told, arrival, path: None)


def receive(folder: Path, data: Path, password: Path | None, *, as_json: bool, say: Say) -> bool:
    """Take over every package in ``folder``, receipts beside them; whether nothing was refused.

    The branch file is backed up before the first that changes anything.
    """
    with _opened(folder, data, password) as desk:
        taking = _Taking(desk)
        return _each(folder, desk, as_json, say, taking.take)


class _Taking:
    """Takes packages over one after the other; the backup is made once, before the first change."""

    def __init__(self, desk: OpenedBranch) -> None:
        self._desk = desk
        self._backed_up = False

    def take(self, told: PackageTold, arrival: Arrival, path: Path) -> None:
        """Take one over and write its receipt beside it, unless that is there already."""
        courier = self._desk.courier
        if arrival.plan.count(*TAKEN) and not self._backed_up:
            self._desk.backup_store.make("接收前")
            self._backed_up = True
        accepted = courier.accept(arrival)
        told.applied = accepted.plan.fork is None
        told.count(accepted.plan)
        beside = path.with_name(receipt_name(path, arrival.manifest.id))
        if arrival.seen_before and beside.exists():
            told.receipt = beside.name
            return
        try:
            told.receipt = courier.write_receipt(accepted, path.parent, path).name
        except UserError as error:
            told.refuse(f"已接收，但回执没有写成：{error.sentence()}")


def _each(
    folder: Path,
    desk: OpenedBranch,
    as_json: bool,
    say: Say,
    act: Callable[[PackageTold, Arrival, Path], None],
) -> bool:
    """Look into each package, do ``act`` with it, tell of it."""
    paths = sorted(find_packages(folder))
    if not paths:
        print(f"这个文件夹里没有数据包（{folder}）", file=sys.stderr)
    well = True
    for number, path in enumerate(paths, 1):
        # A name may hold what turns a line round, ends it or cannot be written out.
        name = one_line(path.name)
        bar = Bar(f"{number}/{len(paths)} {name}")
        told = PackageTold(name)
        try:
            _one(told, desk, path, bar, act)
        finally:
            bar.clear()
        say(told.as_json() if as_json else told.line())
        well = well and told.is_well
    return well


def _one(
    told: PackageTold,
    desk: OpenedBranch,
    path: Path,
    bar: Bar,
    act: Callable[[PackageTold, Arrival, Path], None],
) -> None:
    """One package; whatever is wrong with it is told as its reason."""
    try:
        arrival = desk.courier.look_into(path, progress=bar.show)
        try:
            told.seen_before = arrival.seen_before
            told.sender, told.kind = arrival.sender.name, _kind(arrival.manifest.kind)
            told.count(arrival.plan)
            titles = {register.name: register.title for register in desk.ledger.catalogue}
            for register, uid, reason in arrival.staged.refused(_MOST_TOLD):
                told.refuse(f"{titles.get(register, register)}：{reason}", register, uid)
            act(told, arrival, path)
        finally:
            arrival.close()
    except OwnPackage:
        told.own = True
    except UserError as error:
        # What went to others cannot be opened here: the log knows it by its check code.
        told.own = _is_own(desk, path)
        if not told.own:
            told.refuse(error.sentence())
    except Exception as error:  # noqa: BLE001  one bad package never stops the others
        fault = as_user_error(error)
        told.refuse(fault.sentence())
        if isinstance(fault, Defect):
            print(fault.detail, file=sys.stderr)


def _is_own(desk: OpenedBranch, path: Path) -> bool:
    """Whether this office wrote the package."""
    try:
        with path.open("rb") as file:
            code = package_code(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return False
    sent = (ExchangePackage.direction == SENT) & (ExchangePackage.check_code == code)
    return bool(desk.ledger.find(ExchangePackage.live().where(sent).limit(1)))


def _kind(name: str) -> str:
    """What a kind of package is called; one of an older format by its name."""
    kind = kind_called(name)
    return kind.word if kind is not None else name


# -- the branch file --------------------------------------------------------------------------------


@contextmanager
def _opened(folder: Path, data: Path, password: Path | None) -> Iterator[OpenedBranch]:
    """The branch file below ``data``, where there is a folder of packages."""
    with os_errors("放数据包的文件夹打不开", "没有改动任何内容"):
        is_folder = folder.is_dir()
    if not is_folder:
        raise UserError(
            f"找不到放数据包的文件夹（{folder}）",
            "没有改动任何内容",
            "请核对U盘插好了没有、文件夹写对了没有",
        )
    with opened_branch(data, password) as desk:
        yield desk


@contextmanager
def opened_branch(data: Path, password: Path | None) -> Iterator[OpenedBranch]:
    """The branch file below ``data`` with the tools around it, nobody else at it."""
    path = branch_at(data)
    home = home_of(path)
    with ExitStack() as held:
        with os_errors(f"支部文件打不开（{path}）", "没有改动任何内容"):
            held.enter_context(folder_locked(home))
            desk = _place(home, path).open(path, keys.unlock(path, password_for(path, password)))
        held.callback(branch_file.close, desk.ledger)
        yield desk


def home_of(path: Path) -> Path:
    """The data folder of the branch file at ``path``."""
    return path.parent.parent if path.parent.name == OWN.parent.name else path.parent


def branch_at(data: Path) -> Path:
    """The branch file that ``data`` is or holds; UserError when there is none."""
    for path in (data, data / OWN, data / OWN.name):
        with os_errors("支部文件打不开", "没有改动任何内容"):
            if path.is_file():
                return path
    raise UserError(
        f"找不到支部文件（{data}）",
        "没有改动任何内容",
        f"--data 写数据文件夹（里面有 {OWN.as_posix()}），或者 {OWN.name} 本身",
    )


def _place(home: Path, path: Path) -> Workplace:
    """The workplace of a branch file; this PC's own keeps its notes of it where the window keeps them."""
    state = None
    with suppress(UserError):
        if path == data_folder(os.environ, sys.platform) / OWN:
            state = state_folder(os.environ, sys.platform)
    return Workplace(home, Settings.load(home / "settings.json"), SystemClock(), load_pinyin(), state)


def password_for(path: Path, file: Path | None) -> str | None:
    """The password: the first line of ``file``, asked for at a terminal, or none."""
    if file is not None:
        with os_errors(f"密码文件读不出来（{file}）", "没有改动任何内容"):
            lines = file.read_text("utf-8-sig", "replace").splitlines()
        return lines[0] if lines else ""
    if not keys.needs_password(path):
        return None
    if sys.stdin.isatty():
        return getpass.getpass("支部文件的密码：", sys.stderr)
    raise UserError("这个支部文件需要密码", "没有改动任何内容", "请用 --password-file 写明密码放在哪个文件里")
