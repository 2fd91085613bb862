"""Hours of work at one desk, in simulated time: does anything grow, get lost, or stop being true?

python -m tests.benchmarks.soak [--hours H] [--seed S] [--folder F]

A branch and its committee work with their real registers. Every few seconds of simulated time the branch does
one thing at random: it writes, deletes, undoes, imports, keeps a draft, sends to the committee, backs up,
restores, locks and unlocks, works under a clock that jumped; a child process that writes is killed. After
every simulated day it is looked at whether what was acknowledged is there, figures are as long as their list,
the chain is whole, the light says what is, and nothing lies about. Memory is measured then too.
"""

import argparse
import gc
import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.duties.summaries.month import month_figures
from desktop_app.duties.summaries.secretary_handover import secretary_handover
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.kinds import EVERYTHING, ContentChoice, selection
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore, restore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.kept_notes import draft_keys
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite import engine
from desktop_app.storage.verify_chain import tail_breaks
from desktop_app.workplace import courier_for
from tests.registers.invented_people import branch, id_number, member

BRANCH, COMMITTEE = "A01", "C00"
BEGIN = datetime(2026, 3, 2, 8, 30)
# Seconds between two things done, and how long a secretary sits at this a day.
PACE, A_DAY = 8, timedelta(minutes=30)
PEOPLE = 12
# A child is left alone for so long before it is killed, in seconds; so much of the days is warming up.
LIFE, WARM = (0.02, 0.25), 0.25
MOST_GROWTH = 1.10


def member_number(n: int) -> Member:
    """A person nobody is, with a number of his own for each ``n``."""
    one = member(n % 28)
    one.name = f"测{chr(0x4E00 + n % 200)}{chr(0x4E00 + n // 200 % 200)}"
    birth = one.birth_date or datetime(1980, 1, 1 + n % 28).date()
    one.birth_date = birth.replace(year=1960 + n // 28 % 40)
    one.id_number = id_number(one.birth_date, 100 + 2 * (n // 1120) + (n % 2))
    one.mobile = phone(n)
    return one


def phone(n: int) -> str:
    """A number in no network's hands."""
    return f"139{n % 100_000_000:08d}"


@dataclass
class Office:
    """One office's file, open or not."""

    path: Path
    setting: Setting
    ledger: Ledger

    def close(self) -> None:
        """Let go of the file."""
        branch_file.close(self.ledger)

    def reopen(self) -> None:
        """Open it as after a restart."""
        self.ledger = branch_file.open_file(self.path, self.setting)


@dataclass
class Report:
    """What a run came to."""

    deeds: Counter[str] = field(default_factory=Counter)
    days: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def growth(self) -> float:
        """Memory at its highest after warming up, measured against the end of that; 1.0 for too few days."""
        warm = max(1, round(len(self.memory) * WARM))
        return max(self.memory[warm:], default=0) / self.memory[warm - 1] if len(self.memory) > warm else 1.0


class Soak:
    """The two desks, what was acknowledged, and the deeds."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.clock = SetClock(BEGIN)
        self.report = Report()
        self.numbers = iter(range(10_000_000))
        self.truth: dict[str, str] = {}
        self.before: dict[str, str] | None = None
        self.kept: dict[Path, dict[str, str]] = {}
        setting = Setting(catalogue(), self.clock, lambda name: "")
        self.branch, self.committee = (self._found(code, setting) for code in (BRANCH, COMMITTEE))
        self._introduce()
        self.org = branch(org_code=BRANCH)
        self.branch.ledger.save(self.org)
        for _ in range(PEOPLE):
            self.add()
        self.raw = keys.unlock(self.branch.path, None).raw
        self.store = BackupStore(self.branch.path, self.raw, folder / "backup", self.clock)

    def _found(self, code: str, setting: Setting) -> Office:
        path = self.folder / code / "branch.zbf"
        ledger, _ = branch_file.create(path, setting, office=code, password=None)
        return Office(path, replace(setting, catalogue=setting.catalogue), ledger)

    def _introduce(self) -> None:
        desks = {
            office.ledger.office: courier_for(office.ledger, office.path.parent, self.clock)
            for office in (self.branch, self.committee)
        }
        cards = {code: desk.trust.introduce(code, f"{code}支部").public for code, desk in desks.items()}
        for code, desk in desks.items():
            for other, card in cards.items():
                if other != code:
                    desk.trust.keep(card)

    # -- deeds ---------------------------------------------------------------------------------------

    def add(self) -> None:
        """A new person."""
        one = member_number(next(self.numbers))
        one.branch = self.org.uid
        self._write(lambda: self.branch.ledger.save(one), _numbers(one))

    def edit(self) -> None:
        """Another number for one, or a few of them in one action."""
        some = [self._any() for _ in range(self.random.choice((1, 1, 1, 3)))]
        some = list({one.uid: one for one in some}.values())
        for one in some:
            one.mobile = phone(next(self.numbers))
        self._write(lambda: self.branch.ledger.save(*some), _numbers(*some))

    def swap_out(self) -> None:
        """One goes into the bin and another comes: the file grows by history alone."""
        gone = self._any()
        self._write(lambda: self.branch.ledger.remove(gone), {}, gone.uid)
        self.add()

    def turn_back(self) -> None:
        """Undo what was done last, and now and then do it again."""
        if self.before is None:
            return
        after = dict(self.truth)
        if self.branch.ledger.undo() is None:
            return
        self.truth, self.before = self.before, None
        if self.random.random() < 0.5:
            self.branch.ledger.redo()
            self.truth = after

    def import_some(self) -> None:
        """A batch in one action, some of it new; as many go."""
        fresh = [member_number(next(self.numbers)) for _ in range(10)]
        for one in fresh:
            one.branch = self.org.uid
        with self.branch.ledger.action("导入名册", kind="import") as action:
            action.save(*fresh)
        self._acknowledged(_numbers(*fresh))
        for one in fresh:
            self._write(lambda one=one: self.branch.ledger.remove(one), {}, one.uid)  # type: ignore[misc]

    def draft(self) -> None:
        """What is typed and not saved, kept and dropped."""
        self.branch.ledger.set_note("draft:member:new", json.dumps({"boxes": {"name": "测" * 30}}))
        if self.random.random() < 0.7:
            self.branch.ledger.set_note("draft:member:new", "")

    def attach(self) -> None:
        """A file is put into the branch file: the same few, so that they are kept once."""
        data = bytes([self.random.randrange(4)]) * 20_000
        assert self.branch.ledger.file_bytes(self.branch.ledger.keep_file(data, "照片.jpg").sha256) == data

    def send(self) -> None:
        """What is new goes to the committee, which takes it in; the receipt comes back or is lost."""
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        ours, theirs = (
            courier_for(one.ledger, one.path.parent, self.clock) for one in (self.branch, self.committee)
        )
        chosen = selection(
            self.branch.ledger, self.branch.ledger.catalogue, EVERYTHING, ContentChoice("", private=True)
        )
        try:
            parcel = ours.prepare(COMMITTEE, "全部资料", selection=chosen)
        except UserError as error:
            if "没有新的内容" in str(error):
                return
            raise
        # Asked for again on every copy.
        ours.notice.confirm()
        path = ours.write(parcel, stick)
        arrival = theirs.look_into(path)
        accepted = theirs.accept(arrival)
        arrival.close()
        if self.random.random() < 0.8:
            ours.read_receipt(accepted.data)
        shutil.rmtree(stick)
        self.before = None

    def back_up(self) -> None:
        """A backup; what it holds is remembered."""
        made = self.store.make("手动")
        self.kept[made.path] = dict(self.truth)
        self.kept = {path: truth for path, truth in self.kept.items() if path.exists()}

    def restore(self) -> None:
        """One of the last backups is put in place; what was written after it is gone, and is known to be."""
        known = [path for path in self.kept if path.exists()][-3:]
        if not known:
            self.back_up()
            return
        chosen = self.random.choice(known)
        self.branch.close()
        restore(chosen, self.branch.path, None)
        for aside in self.branch.path.parent.glob("branch-恢复前-*"):
            aside.unlink()
        self.branch.reopen()
        self.truth, self.before = dict(self.kept[chosen]), None

    def lock(self) -> None:
        """Closed, and opened again with the key."""
        self.branch.close()
        self.branch.reopen()

    def jump(self) -> None:
        """The clock is wrong for a while, then right again; what is refused meanwhile is told."""
        right = self.clock.now()
        self.clock.set(right + self.random.choice((-400, -1, 1, 400)) * timedelta(days=1))
        with suppress(UserError):
            self.edit()
        self.clock.set(right)
        self._settle_truth()

    def kill(self) -> None:
        """Another process opens the file and writes until it is killed."""
        self.branch.close()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            with suppress(BaseException):
                _write_on(self.branch, random.Random(self.random.random()), writer)
            os._exit(0)
        os.close(writer)
        told = _told_until_killed(child, reader, self.random.uniform(*LIFE))
        self.branch.reopen()
        self._acknowledged(told)
        self._settle_truth(most=1)
        self.before = None

    # -- what is true --------------------------------------------------------------------------------

    def _any(self) -> Member:
        found = self.branch.ledger.get(Member, self.random.choice(list(self.truth)))
        assert found is not None
        return found

    def _write(self, act: Callable[[], object], new: dict[str, str], gone: str = "") -> None:
        before = dict(self.truth)
        act()
        self._acknowledged(new)
        self.truth.pop(gone, None)
        self.before = before

    def _acknowledged(self, new: dict[str, str]) -> None:
        self.report.acknowledged += len(new)
        self.truth |= new

    def held(self) -> dict[str, str]:
        """What the file says of everybody."""
        return _numbers(*self.branch.ledger.find(Member.live()))

    def _settle_truth(self, most: int = 3) -> None:
        """Take what was on its way when it was cut off as it stands now; at most one action of it."""
        held = self.held()
        differ = {uid for uid in {*held, *self.truth} if held.get(uid) != self.truth.get(uid)}
        if len(differ) > most:
            self._is_wrong(f"{len(differ)} records are not as they were acknowledged")
        self.truth = held

    def _is_wrong(self, words: str) -> None:
        self.report.wrong.append(f"day {self.report.days} {words}")

    def look(self) -> None:
        """All that must be true, at the end of a day."""
        ledger = self.branch.ledger
        if self.held() != self.truth:
            self._is_wrong("the file is not what was acknowledged")
            self.truth = self.held()
        found = secretary_handover(ledger, ledger.catalogue, ledger.name, draft_keys(ledger))
        for one in found.registers:
            if one.count != ledger.count(ledger.catalogue[one.key].model.live()):
                self._is_wrong(f"{one.title} counts {one.count}")
        for figures in month_figures(ledger, Month.of(ledger.today)).values():
            for figure in figures:
                counted = figure.items and not figure.whole and figure.unit in _COUNTED
                if counted and figure.value != len(figure.items):
                    self._is_wrong(f"{figure.words} has {len(figure.items)} behind it")
        for broken in tail_breaks(ledger):
            self._is_wrong(f"chain: {broken}")
        self.back_up()
        light = self.store.light()
        if light.state == "good":
            self.store.prove(self.store.backups()[0])
        else:
            self._is_wrong(f"light after a good backup: {light.words}")
        engine.check_whole(ledger.database)
        left = {p.name for p in self.branch.path.parent.iterdir()} - _EXPECTED
        if left:
            self._is_wrong(f"left lying about: {sorted(left)}")
        gc.collect()
        self.report.memory.append(_resident())


_COUNTED = ("人", "条", "件", "名")
_EXPECTED = {"branch.zbf", "branch.zbf.key", "branch.zbf-wal", "branch.zbf-shm"}
DEEDS: tuple[tuple[Callable[[Soak], None], float], ...] = (
    (Soak.edit, 50),
    (Soak.swap_out, 12),
    (Soak.turn_back, 10),
    (Soak.draft, 10),
    (Soak.attach, 4),
    (Soak.import_some, 2),
    (Soak.send, 2),
    (Soak.lock, 3),
    (Soak.back_up, 1.5),
    (Soak.restore, 0.7),
    (Soak.jump, 1.5),
    (Soak.kill, 1.5),
)


def play(folder: Path, hours: float, seed: int, tell: Callable[[str], object] = lambda words: None) -> Report:
    """So many hours at the desk; the report."""
    soak = Soak(folder, seed)
    report, worked, day = soak.report, timedelta(), timedelta()
    acts, weights = zip(*DEEDS, strict=True)
    while worked < timedelta(hours=hours):
        step = timedelta(seconds=soak.random.uniform(0.3, 1.7) * PACE)
        soak.clock.set(soak.clock.now() + step)
        worked, day = worked + step, day + step
        act = soak.random.choices(acts, weights)[0]
        act(soak)
        report.deeds[act.__name__] += 1
        if day >= A_DAY:
            day = timedelta()
            report.days += 1
            soak.look()
            tell(f"day {report.days}: {report.deeds.total()} deeds, {report.memory[-1] >> 20} MiB")
            morning = soak.clock.now() + timedelta(days=1)
            soak.clock.set(morning.replace(hour=8, minute=30))
    soak.branch.close()
    soak.committee.close()
    return report


def _write_on(office: Office, chance: random.Random, writer: int) -> None:
    """In the child: open the file, write, and tell each acknowledged write."""
    office.reopen()
    people = office.ledger.find(Member.live())
    os.write(writer, b"ready\n")
    while True:
        one = chance.choice(people)
        one.mobile = phone(chance.randrange(10**8))
        office.ledger.save(one)
        os.write(writer, f"{one.uid} {one.mobile}\n".encode())


def _told_until_killed(child: int, reader: int, life: float) -> dict[str, str]:
    """What the child acknowledged before it was killed, ``life`` seconds after it was ready."""
    words, end = b"", time.monotonic() + 20
    while time.monotonic() < end:
        ready, _, _ = select.select([reader], [], [], max(0.0, end - time.monotonic()))
        piece = os.read(reader, 65536) if ready else b""
        if not piece:
            break
        if b"ready" not in words and b"ready" in words + piece:
            end = time.monotonic() + life
        words += piece
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reader, 65536):
        words += piece
    os.close(reader)
    whole = words.decode().rpartition("\n")[0].split("\n")
    return dict(line.split(" ", 1) for line in whole if " " in line)


def _numbers(*people: Member) -> dict[str, str]:
    """uid → telephone number, which is what is changed."""
    return {one.uid: one.mobile or "" for one in people}


def _resident() -> int:
    """Bytes of memory this process holds now."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> int:
    """Play and tell; 1 when anything was not as it must be."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--hours", type=float, default=4.0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path)
    args = asked.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="soak-"))
    began = time.monotonic()
    try:
        report = play(folder, args.hours, args.seed, lambda words: print(words, flush=True))
    finally:
        if args.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    for words in report.wrong:
        print("WRONG", words)
    print(
        f"{args.hours} simulated hours, {report.days} days, {report.deeds.total()} deeds in "
        f"{time.monotonic() - began:.0f} s: {report.acknowledged} acknowledged, {len(report.wrong)} wrong, "
        f"memory {report.growth():.3f} of that after warming up; {dict(report.deeds)}"
    )
    return int(bool(report.wrong) or report.growth() > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
