"""What a month and a year without hands do alike: a file, papers, the package there and back, a backup."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.courier import Accepted, Parcel
from desktop_app.exchange.stick import read_file
from desktop_app.founding import Founding, found_branch
from desktop_app.handsfree.terminal import Bar, Teller
from desktop_app.printing.documents.made_of import kept_of
from desktop_app.printing.documents.paper import Arguments, Printed
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.kinds import ContentChoice, PackageKind, selection
from desktop_app.registers.exchange.packages import SENT, package_called
from desktop_app.registers.exchange.printed_papers import IN_FOLDER
from desktop_app.sample import OPERATORS, SUPERIOR, SUPERIOR_OFFICE
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import OpenedBranch, lay_out


def new_file(path: Path, code: str, clock: SetClock, *, is_sample: bool = False) -> OpenedBranch:
    """A new branch file without a password, opened with the tools around it."""
    setting = branch_file.Setting(catalogue(), clock, load_pinyin().keys, actor=OPERATORS.get(code, "组织员"))
    ledger, _ = branch_file.create(path, setting, office=code, password=None)
    branch_file.close(ledger)
    raw = keys.unlock(path, None).raw
    backup_store = BackupStore(path, raw, path.parent.parent / "backup", clock)
    return lay_out(path, raw, setting, backup_store, is_sample=is_sample)


def hands(own: OpenedBranch) -> SetClock:
    """The clock of a file made here, which can be set."""
    assert isinstance(own.clock, SetClock)
    return own.clock


def printed(own: OpenedBranch, folder: Path, key: str, args: Arguments) -> Printed:
    """Make one paper and write it into ``folder`` under a name of its own."""
    paper = own.renderer.make(key, **args)
    path, number = folder / paper.file_name, 2
    while path.exists():
        path, number = folder / f"{Path(paper.file_name).stem}-{number}.pdf", number + 1
    path.write_bytes(paper.pdf)
    return paper


def print_papers(
    teller: Teller, own: OpenedBranch, folder: Path, title: str, papers: Sequence[tuple[str, Arguments]]
) -> int:
    """Make ``papers`` (key, arguments) of one kind below ``folder``; tells their pages, and gives them.

    What was printed is written down.
    """
    folder = folder / title
    folder.mkdir(parents=True, exist_ok=True)
    with teller.step(title) as line:
        pages, told, lines = 0, dict[str, None](), []
        for number, (key, args) in enumerate(papers, 1):
            paper = printed(own, folder, key, args)
            lines.append(own.prints.line(paper, key, kept_of(key, args), how=IN_FOLDER, copies=1))
            pages += paper.pages
            told.update(dict.fromkeys(f"{paper.file_name}：{words}" for words in paper.warnings))
            line.bar.show(number, len(papers))
        own.prints.printed_many(lines, f"打印{title}")
        line.words = f"{len(papers)} 份 {pages} 页" + (f"，{len(told)} 处请看下面" if told else "")
    for words in told:
        teller.note(words)
    return pages


def committee_file(teller: Teller, own: OpenedBranch, out: Path) -> OpenedBranch:
    """The superior's branch file, each side knowing the other's card."""
    with teller.step("新建上级文件") as line:
        clock = SetClock(own.clock.now())
        office = new_file(out / "committee" / "own" / "branch.zbf", SUPERIOR_OFFICE, clock)
        found_branch(office.ledger, office.courier, Founding(SUPERIOR, SUPERIOR_OFFICE, term_years=5))
        own.courier.trust.keep(office.courier.trust.card)
        own.courier.trust.set_superior(SUPERIOR_OFFICE)
        office.courier.trust.keep(own.courier.trust.card)
        line.words = f"{office.path}，双方名片已互换"
    return office


@dataclass(frozen=True)
class Errand:
    """One package to carry: what of which kind, and the folders of the stick and of its slip."""

    kind: PackageKind
    what: str
    choice: ContentChoice
    out: Path
    papers: Path


def handed_over(teller: Teller, own: OpenedBranch, committee: OpenedBranch, errand: Errand) -> None:
    """A package out on the stick, looked at, taken over, receipted, and the receipt read back at home.

    It goes from ``own`` to ``committee``, which may stand above or below it. Its slip is printed too.
    """
    stick = errand.out / "stick"
    stick.mkdir(exist_ok=True)
    with teller.step(f"写数据包：{errand.kind.title}") as line:
        chosen = selection(own.ledger, own.ledger.catalogue, errand.kind, errand.choice)
        parcel = own.courier.prepare(errand.choice.receiver, errand.what, selection=chosen)
        own.courier.notice.confirm()
        path = own.courier.write(parcel, stick, line.bar.show)
        size = f"{len(parcel.data) / 1024:.0f} KB"
        line.words = f"{path.name}，{sum(parcel.records.values())} 条 {size}，校验码 {parcel.code}"
    sent = package_called(own.ledger, parcel.manifest.id, SENT)
    if sent is not None:
        slip = Arguments(uid=str(sent.uid), file=path.name, size=len(parcel.data))
        print_papers(teller, own, errand.papers, "数据交接单", [("handover", slip)])
    with teller.step("对方预览") as line:
        arrival = committee.courier.look_into(path, line.bar.show)
        line.words = f"来自{arrival.sender.name}：{arrival.plan.words()}"
    with teller.step("对方接收") as line:
        committee.backup_store.make("接收前")
        accepted = committee.courier.accept(arrival, progress=line.bar.show)
        arrival.close()
        receipt = committee.courier.write_receipt(accepted, stick, path)
        line.words = f"{accepted.plan.words()}；接收前已备份，回执 {receipt.name}"
    _compare(parcel, accepted)
    with teller.step("再接收一次") as line:
        again = committee.courier.look_into(path, line.bar.show)
        line.words = committee.courier.accept(again).plan.words()
        again.close()
    with teller.step("读回执") as line:
        read, code = own.courier.read_receipt(read_file(receipt))
        if code != accepted.code:
            raise UserError(f"回执的核对码 {code} 和对方的 {accepted.code} 不同", "回执没有采用")
        taken = read.counts.new + read.counts.updated + read.counts.same
        line.words = f"对方已接收 {taken} 条，两边核对码都是 {code}"


def _compare(parcel: Parcel, accepted: Accepted) -> None:
    """UserError unless the receiver now holds every record that was sent."""
    sent, counts = sum(parcel.records.values()), accepted.receipt.counts
    there = counts.new + counts.updated + counts.same
    if sent != there or counts.refused or counts.conflict:
        raise UserError(f"发出 {sent} 条，对方收下 {there} 条，对不上", "两边的资料都在")


def backed_up(teller: Teller, own: OpenedBranch, why: str) -> None:
    """A backup, opened and counted to prove it."""
    with teller.step("备份") as line:
        backup = own.backup_store.make(why)
        counts = own.backup_store.prove(backup)
        line.words = f"已备份并试恢复，{sum(counts.values())} 行都在：{backup.path.name}"


def fresh_folder(out: Path) -> None:
    """Make ``out``; UserError when it holds an earlier run's result or cannot be made."""
    if (out / "data").exists():
        raise UserError(f"{out} 里已有上次的结果", "原来的文件没有动", "请换一个空文件夹")
    with os_errors(f"建不了文件夹（{out}）"):
        out.mkdir(parents=True, exist_ok=True)


def following(clock: SetClock, last: date, bar: Bar) -> Callable[[object], None]:
    """A listener to changes that moves ``bar`` along the calendar from now to ``last``."""
    first = clock.now().date()
    days = (last - first).days

    def follow(_: object) -> None:
        bar.show((clock.now().date() - first).days, days)

    return follow


def contents(ledger: Ledger, registers: Iterable[str]) -> str:
    """会议 7　到会情况 286: how many live records of some registers."""
    count = {name: ledger.count(ledger.catalogue[name].model.live()) for name in registers}
    return "　".join(f"{ledger.catalogue[name].title} {n}" for name, n in count.items())
