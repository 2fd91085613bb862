"""A committee and three branches, one with two PCs, whose packages come in any order, twice or never."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.exchange.courier import Arrival, Courier
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.records.record import Register
from desktop_app.records.transfer import GIVE_BACK, STEP, MergeOutcome, Selection, whole
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.tables import ActionRow, Entry, IndexCard, Knowledge, Note
from tests.exchange.copies import ABOVE, BRANCH, COMMITTEE, FIRST, SECOND, World, has_nothing
from tests.storage.toy import Job, JobNote, JobVisit, Lost, Person

OTHER, THIRD = "other", "third"
OFFICES = {FIRST: BRANCH, SECOND: BRANCH, ABOVE: COMMITTEE, OTHER: "B01", THIRD: "D01"}
CODES = (BRANCH, COMMITTEE, "B01", "D01")
BRANCHES = (BRANCH, "B01", "D01")
ROSTER, HANDOUT = "roster", "handout"
# Who sends what to whom: sender, receiver, kind.
CHANNELS = (
    *((code, COMMITTEE, "everything") for code in BRANCHES),
    *((COMMITTEE, code, HANDOUT) for code in BRANCHES),
    (BRANCH, "B01", ROSTER),
    ("D01", BRANCH, ROSTER),
)
# The same a register at a time: register and boxes a channel covers in the end.
SCOPES: dict[str, tuple[type[Any], ...]] = {
    "everything": (Person, Job, JobNote, JobVisit, Lost),
    HANDOUT: (Person, Job, JobNote),
    ROSTER: (Person,),
}
# A version: its stamp with whether it lies in the bin, and its boxes as stored.
Version = tuple[int, str, int, str | None, tuple[object, ...]]
Rows = dict[tuple[str, str], Version]


def new_keys() -> tuple[OfficeKeys, ...]:
    """The keys of all four offices, in the order of a world's files."""
    return tuple(OfficeKeys.new(code, f"桂花里第{number}支部") for number, code in enumerate(CODES, 1))


class Cut(Exception):
    """The power fails."""


@dataclass(frozen=True)
class Letter:
    """A package on a stick: its file, who wrote it, for which office."""

    path: Path
    sender: str
    to: str


class Offices(World):
    """Five PCs of four offices; sticks lie about and are read in any order."""

    NAMES = (FIRST, ABOVE, OTHER, THIRD)

    def __init__(self, folder: Path, seed: int, keys: tuple[OfficeKeys, ...]) -> None:
        super().__init__(folder, seed, keys)
        self.letters: list[Letter] = []
        # Receipts on their way: to which PC, and what it acknowledges in which file.
        self.answers: list[tuple[str, bytes, str, Rows]] = []
        # What a receipt that was read says stands in a file: holder and owner → rows.
        self.acknowledged: dict[tuple[str, str], Rows] = {}
        self.put_back_once: set[str] = set()
        self.turned_away: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()

    # -- deeds at a desk --------------------------------------------------------------------------------

    def edit(self, pc: str) -> None:
        """A person at least, and often something else, in one action or in the next."""
        super().edit(pc)
        self.counts["edits"] += 1
        for deed in self.random.sample((self._code, self._job, self._line, self._step, self._remove), 2):
            self._minute()
            try:
                deed(pc)
                self.counts["edits"] += 1
            except UserError as error:
                self.turned_away[str(error)[:16]] += 1

    def _code(self, pc: str) -> None:
        for person in self._some(pc, Person):
            self.written += 1
            person.code = self.random.choice(("", f"{self.written:06d}"))
            self.open[pc].save(person)

    def _job(self, pc: str) -> None:
        self.written += 1
        doer = next((one.uid for one in self._some(pc, Person)), "")
        job = next(iter(self._some(pc, Job)), None) if self.random.random() < 0.5 else None
        if job is None:
            self.open[pc].save(Job(title=f"事项{self.written}", doer=doer))
        else:
            job.remark = f"备注{self.written}"
            self.open[pc].save(job)

    def _line(self, pc: str) -> None:
        for job in self._some(pc, Job):
            self.written += 1
            model = self.random.choice((JobNote, JobVisit))
            self.open[pc].save(model(job=job.uid, words=f"记录{self.written}"))

    def _step(self, pc: str) -> None:
        for job in self._some(pc, Job):
            if job.state == "待办":
                job.doer = job.doer or next((one.uid for one in self._some(pc, Person)), "")
                self.open[pc].save(job)
                self.open[pc].step(job, "begin")
            elif job.state == "办理中":
                self.open[pc].step(job, "finish", {"result": "办好了"})

    def _remove(self, pc: str) -> None:
        ledger = self.open[pc]
        model: Any = self.random.choice((Person, Person, Job, JobNote))
        mine = model.owner_office == ledger.office
        gone = ledger.find(model.select().where(mine, model.removed_at.is_null(False)))
        if gone and self.random.random() < 0.4:
            ledger.restore(self.random.choice(gone))
            self.counts["restored"] += 1
            return
        for record in self._some(pc, model):
            ledger.remove(record)
            self.counts["deletions"] += 1

    def decide(self, pc: str) -> None:
        """A conflict in the tray is decided; sometimes for the loser's name."""
        ledger = self.open[pc]
        for row in self._some(pc, Lost):
            if row.state != "待定":
                continue
            self._minute()
            person = ledger.get(Person, row.about)
            if person is not None and person.removed_at is None and self.random.random() < 0.5:
                self.written += 1
                person.name = f"定为{self.written}"
                ledger.save(person)
            ledger.step(row, "decide")
            self.counts["decided"] += 1

    def undo(self, pc: str) -> None:
        """What was done last is taken back; never anything older than the last merge."""
        ledger = self.open[pc]
        merges = ActionRow.select().where(ActionRow.kind == "merge", ActionRow.undone_by.is_null())
        merge = ledger.find(merges.order_by(ActionRow.id.desc()).limit(1))
        if ledger.can_undo() is None:
            return
        self._minute()
        try:
            ledger.undo()
        except UserError as error:
            self.turned_away[str(error)[-16:]] += 1
            return
        (last,) = ledger.find(ActionRow.select().order_by(ActionRow.id.desc()).limit(1))
        assert not merge or (last.undoes or 0) >= merge[0].id, f"{pc} took back what is older than a merge"
        if last.kind == "unmerge":
            self.counts["undone merges"] += 1
            self._forget(pc)

    def put_back(self, pc: str, *, whole_disk: bool) -> None:
        """What was acknowledged by this file may be gone with it."""
        super().put_back(pc, whole_disk=whole_disk)
        self._rolled_back(pc)

    def restore(self, pc: str) -> None:
        """Likewise."""
        super().restore(pc)
        self._rolled_back(pc)

    def _rolled_back(self, pc: str) -> None:
        self.counts["put back"] += 1
        self._forget(pc)
        self.put_back_once.add(OFFICES[pc])

    def _forget(self, holder: str) -> None:
        for code in CODES:
            self.acknowledged.pop((holder, code), None)

    # -- sticks -----------------------------------------------------------------------------------------

    def write(self, pc: str) -> None:
        """A package of what is new is written to a stick."""
        code = OFFICES[pc]
        ways = [(to, kind) for sender, to, kind in CHANNELS if sender == code]
        if code == BRANCH:
            ways += [(BRANCH, STEP)] * 4
        to, kind = self.random.choice(ways)
        if kind == STEP and SECOND not in self.open:
            return
        letter = self._written(pc, to, self._chosen(kind), full=self.random.random() < 0.1)
        if letter is not None:
            self.letters.append(letter)
            self.counts["packages written"] += 1

    def deliver(self) -> None:
        """Some stick is read at some PC of the office: the latest or an old one, once or again."""
        if not self.letters:
            return
        letter = self.letters[-1] if self.random.random() < 0.5 else self.random.choice(self.letters)
        fate = self.random.random()
        if fate < 0.12:
            self.letters.remove(letter)
            self.counts["lost"] += 1
            return
        if fate < 0.7:
            self.letters.remove(letter)
        else:
            self.counts["repeated"] += 1
        places = [pc for pc in self.open if OFFICES[pc] == letter.to and pc != letter.sender]
        if places:
            self._receive(letter, self.random.choice(places))

    def answer(self) -> None:
        """Some receipt is read, or lost."""
        if not self.answers:
            return
        told = self.random.choice(self.answers)
        if self.random.random() < 0.8:
            self.answers.remove(told)
        if self.random.random() < 0.15:
            self.counts["receipts lost"] += 1
            return
        pc, data, holder, rows = told
        receipt, _ = self.courier(pc).read_receipt(data)
        if not receipt.copied and not receipt.lacking and holder in self.open:
            # The holder may have thrown it away since.
            stands = self.rows(holder, OFFICES[pc])
            known = self.acknowledged.setdefault((holder, OFFICES[pc]), {})
            known.update({at: one for at, one in rows.items() if at in stands and stands[at][0] >= one[0]})

    def _written(self, pc: str, to: str, chosen: Selection, *, full: bool = False) -> Letter | None:
        self._minute()
        desk = self.courier(pc)
        desk.notice.confirm()
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        try:
            parcel = desk.prepare(to, "资料", selection=chosen, full=full)
        except UserError as error:
            if has_nothing(error):
                return None
            raise
        self.written += 1
        folder = stick / str(self.written)
        folder.mkdir()
        return Letter(desk.write(parcel, folder), pc, to)

    def _receive(self, letter: Letter, pc: str) -> None:
        """Look, perhaps cut off, perhaps leave something out, accept, perhaps take back and receive again."""
        self._minute()
        desk = self.courier(pc)
        if self.random.random() < 0.1:
            self._cut(pc, lambda progress: desk.look_into(letter.path, progress))
        try:
            arrival = desk.look_into(letter.path)
        except UserError as error:
            self.turned_away[str(error)[:16]] += 1
            return
        if self.random.random() < 0.1:
            self._cut(pc, lambda progress: desk.accept(arrival, progress=progress))
        leave_out = [
            (line.register, line.uid)
            for line in arrival.plan.lines
            if line.outcome is not MergeOutcome.REFUSED and self.random.random() < 0.3
        ]
        data = self._accept(desk, arrival, leave_out if self.random.random() < 0.15 else [])
        if self.random.random() < 0.12:
            self.undo(pc)
            if self.random.random() < 0.7:
                again = desk.look_into(letter.path)
                data = self._accept(desk, again, [])
            elif self.random.random() < 0.5:
                return
        self.answers.append((letter.sender, data, pc, self.rows(pc, OFFICES[letter.sender])))

    def _accept(self, desk: Courier, arrival: Arrival, leave_out: list[tuple[str, str]]) -> bytes:
        accepted = desk.accept(arrival, leave_out)
        arrival.close()
        self.counts["packages taken"] += 1
        self.counts["conflicts"] += accepted.receipt.counts.conflict
        self.counts["left out"] += len(leave_out)
        self.counts["forks"] += bool(accepted.receipt.copied)
        self.counts["lacking"] += accepted.receipt.lacking
        self.reasons.update(why for _, _, why in accepted.receipt.refused)
        return accepted.data

    def _cut(self, pc: str, deed: Any) -> None:
        """The power fails within ``deed``: everything is as before, to the last note."""
        before, left = self._all_of(pc), self.random.randint(0, 2)

        def fail(done: int, total: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Cut

        scratch = len(list(self._path(pc).parent.glob("incoming-*")))
        try:
            arrival = deed(fail)
        except Cut:
            self.counts["crashes"] += 1
            assert self._all_of(pc) == before, f"{pc} is not as before the power failed"
            assert len(list(self._path(pc).parent.glob("incoming-*"))) <= scratch
        except UserError:
            return
        else:
            if isinstance(arrival, Arrival):
                arrival.close()

    def _all_of(self, pc: str) -> list[object]:
        tables: tuple[Any, ...] = (Note, Knowledge, IndexCard)
        ledger = self.open[pc]
        return [
            *(sorted(map(repr, ledger.rows(table.select()))) for table in tables),
            ledger.rows(Entry.select(Entry.id)),
            *(self.rows(pc, code) for code in CODES),
        ]

    def _chosen(self, kind: str) -> Selection:
        """What goes; a roster with the codes or without."""
        chosen = whole(self._catalogue, kind)
        if kind not in SCOPES:
            return chosen
        chosen = self._cut_down(chosen, kind)
        if kind == ROSTER and self.random.random() < 0.5:
            person = tuple(name for name in chosen.boxes["person"] if name != "code")
            chosen = replace(chosen, boxes={"person": person})
        return chosen

    def _cut_down(self, chosen: Selection, kind: str) -> Selection:
        names = {self._catalogue.of(model).name for model in SCOPES[kind]}
        return replace(chosen, boxes={name: some for name, some in chosen.boxes.items() if name in names})

    # -- a history and its end --------------------------------------------------------------------------

    def _deed(self, pc: str) -> None:
        pc = self.random.choice(list(self.open))
        deed = self.random.random()
        if deed < 0.20:
            self.edit(pc)
        elif deed < 0.42:
            self.write(pc)
        elif deed < 0.66:
            self.deliver()
        elif deed < 0.80:
            self.answer()
        elif deed < 0.83:
            self.undo(pc)
        elif deed < 0.86:
            self.decide(pc)
        elif deed < 0.89:
            self.copy(self.random.choice(self.pcs()), whole_disk=self.random.random() < 0.4)
        elif deed < 0.93:
            self.keep(pc)
        elif deed < 0.97:
            self.put_back(pc, whole_disk=self.random.random() < 0.5)
        else:
            self.restore(pc)

    def pcs(self) -> list[str]:
        """The PCs of the branch that may have two."""
        return [pc for pc in (FIRST, SECOND) if pc in self.open]

    def play(self, deeds: int) -> None:
        """So many deeds at random, then the sticks go round until everybody has everything."""
        self.edit(FIRST)
        self.copy(FIRST, whole_disk=self.random.random() < 0.3)
        for _ in range(deeds):
            self._deed("")
        for pc in self.open:
            World.edit(self, pc)
        self.standing = {(pc, code): self.rows(pc, code) for pc in self.open for code in CODES}
        for number in range(8):
            # What comes back comes in the first two: by then everybody's files are known for copies.
            if not self._round(gives_back=number < 2):
                return
        raise AssertionError("the sticks go round for ever")

    def _round(self, *, gives_back: bool) -> bool:
        """All sticks go round once, none is lost; whether anything came of it."""
        before = self._everything()
        moved = False
        for sender, to, kind in self._ways():
            chosen = whole(self._catalogue, kind)
            if kind == GIVE_BACK:
                if not gives_back:
                    continue
                chosen = replace(chosen, owner=to)
            elif kind in SCOPES:
                chosen = self._cut_down(chosen, kind)
            moved |= self.hand(sender, to, chosen)
        return moved or before != self._everything()

    def _everything(self) -> list[Rows]:
        return [self.rows(pc, code) for pc in self.open for code in CODES]

    def _ways(self) -> Iterator[tuple[str, str, str]]:
        for sender in list(self.open):
            yield from ((sender, to, kind) for code, to, kind in CHANNELS if code == OFFICES[sender])
            if sender == ABOVE:
                yield from ((sender, to, GIVE_BACK) for to in BRANCHES)
            elif OFFICES[sender] == BRANCH and SECOND in self.open:
                yield sender, BRANCH, STEP

    def hand(self, sender: str, to: str, chosen: Selection) -> bool:
        """Every PC of an office reads what it is sent; whether a copy or a gap was told of."""
        for told in range(4):
            letter = self._written(sender, to, chosen)
            if letter is None:
                return bool(told)
            receipts = []
            for receiver in (pc for pc in self.open if OFFICES[pc] == to and pc != sender):
                desk = self.courier(receiver)
                data = self._accept(desk, desk.look_into(letter.path), [])
                receipts.append(self.courier(sender).read_receipt(data)[0])
            if not any(one.copied or one.lacking for one in receipts):
                return bool(told)
        return True

    # -- what stands ------------------------------------------------------------------------------------

    def rows(self, pc: str, owner: str, models: tuple[type[Any], ...] = SCOPES["everything"]) -> Rows:
        """Every record of ``owner`` in a file."""
        ledger, found = self.open[pc], {}
        for model in models:
            register = ledger.catalogue.of(model)
            # Asked in plain words: it is asked so often that making a query of it took most of the time.
            names = ", ".join(f'"{name}"' for name in register.boxes)
            query = f'SELECT uid, clock, replica, dot, removed_at, {names} FROM "{register.name}"'
            for row in ledger.database.execute_sql(f"{query} WHERE owner_office = ?", (owner,)):
                uid, clock, replica, dot, removed_at, *boxes = row
                found[register.name, uid] = (clock, replica, dot, removed_at, tuple(boxes))
        return found

    def pending(self, owner: str, receiver: str) -> set[tuple[str, str]]:
        """What an office was told that another one refuses."""
        desks = [self.courier(pc) for pc in self.open if OFFICES[pc] == owner]
        return {(r, u) for desk in desks for r, u, _ in desk.acknowledgements.pending((receiver,))}

    def is_stranded(self, pc: str, owner: str) -> bool:
        """Whether a later version may stand here for ever: nobody gives back what its owner put back."""
        return owner in self.put_back_once and OFFICES[pc] not in (owner, COMMITTEE)

    def _some(self, pc: str, model: type[Any]) -> list[Any]:
        """One live record of the office, if it has one."""
        ledger = self.open[pc]
        known = ledger.find(model.live().where(model.owner_office == ledger.office))
        return [self.random.choice(known)] if known else []


def check(world: Offices) -> None:
    """All files agree, in records, tray and names, and nothing that stood or was acknowledged is gone."""
    pcs = world.pcs()
    final = {code: world.rows(pc, code) for pc, code in ((FIRST, BRANCH), (ABOVE, COMMITTEE), *_SINGLE)}
    for pc in pcs:
        _same(world, pc, BRANCH, final[BRANCH], SCOPES["everything"])
    for sender, receiver, kind in CHANNELS:
        for pc in (pc for pc in world.open if OFFICES[pc] == receiver):
            _same(world, pc, sender, final[sender], SCOPES[kind])
    held = [*world.standing.items(), *world.acknowledged.items()]
    for (pc, code), rows in held:
        for at, one in rows.items():
            if world.is_stranded(pc, code):
                continue
            assert at in final[code], f"{at} of {code}, that {pc} had, is gone"
            assert final[code][at][0] >= one[0], f"{at} of {code} gave way to what is earlier than {pc} had"
    for pc, ledger in world.open.items():
        assert not list(world.folder.joinpath(pc).glob("incoming-*")), f"{pc} has a scratch file left"
        _names(pc, ledger)


_SINGLE = ((OTHER, "B01"), (THIRD, "D01"))


def _same(world: Offices, pc: str, owner: str, final: Rows, models: tuple[type[Any], ...]) -> None:
    names = {world.open[pc].catalogue.of(model).name for model in models}
    wanted = {at: one for at, one in final.items() if at[0] in names}
    here = world.rows(pc, owner, models)
    pending = world.pending(owner, OFFICES[pc])
    for at in wanted.keys() | here.keys():
        if here.get(at) == wanted.get(at) or at in pending:
            continue
        ours, theirs = here.get(at), wanted.get(at)
        if ours and (theirs is None or ours[0] > theirs[0]) and world.is_stranded(pc, owner):
            world.counts["stranded"] += 1
            continue
        raise AssertionError(f"{pc} holds {at} of {owner} as {ours}, not {theirs}")


def _names(pc: str, ledger: Ledger) -> None:
    cards = dict(ledger.rows(IndexCard.select(IndexCard.uid, IndexCard.heading)))
    for model in SCOPES["everything"]:
        register: Register = ledger.catalogue.of(model)
        for record in ledger.find(model.select()):
            called = register.heading(record, ledger.name)
            assert cards.get(record.uid) == called, (
                f"{pc} calls {record.uid} {cards.get(record.uid)}, not {called}"
            )
