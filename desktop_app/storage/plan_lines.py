"""The lines of a preview, read from the scratch file as they are shown: a package may hold a million."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import overload

from desktop_app.records.base import STAMP
from desktop_app.records.box import Stored
from desktop_app.records.record import Register
from desktop_app.records.transfer import UNTOUCHED, BoxChange, Incoming, MergeOutcome, Place, PlanLine
from desktop_app.storage.reader import Reader
from desktop_app.storage.sqlite.staging import StageTables, StagingFile
from desktop_app.storage.statements import NOT_HERE

_TOLD = tuple(outcome for outcome in MergeOutcome if outcome not in UNTOUCHED)
# Register, uid, outcome, reason and remarks of one received record.
Verdict = tuple[str, str, MergeOutcome, str, str]
# Lines read at a time when all are walked through.
_PAGE = 500


class PlanLines(Sequence[PlanLine]):
    """The records of a package that a person has to look at, in the catalogue's order."""

    def __init__(
        self,
        reader: Reader,
        file: StagingFile,
        incoming: Incoming,
        outcomes: Iterable[MergeOutcome] = _TOLD,
        register: str = "",
    ) -> None:
        self._reader = reader
        self._file = file
        self._incoming = incoming
        self._outcomes = tuple(outcomes)
        self._register = register

    def of(self, outcomes: Iterable[MergeOutcome] = _TOLD, register: str = "") -> "PlanLines":
        """The lines with one of ``outcomes``, of one register or all."""
        return PlanLines(self._reader, self._file, self._incoming, outcomes, register)

    def __len__(self) -> int:
        with self._file.attached() as tables:
            counts = tables.counts()
        wanted = ((r, o) for r, o in counts if o in self._outcomes and self._register in ("", r))
        return sum(counts[place] for place in wanted)

    @overload
    def __getitem__(self, at: int) -> PlanLine: ...
    @overload
    def __getitem__(self, at: slice) -> "list[PlanLine]": ...
    def __getitem__(self, at: int | slice) -> PlanLine | list[PlanLine]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            return self._read(start, max(0, stop - start))[:: step or 1]
        found = self._read(at + len(self) if at < 0 else at, 1)
        if not found:
            raise IndexError(at)
        return found[0]

    def __iter__(self) -> Iterator[PlanLine]:
        start = 0
        while page := self._read(start, _PAGE):
            yield from page
            start += len(page)

    def verdicts(self) -> list[Verdict]:
        """What becomes of every record, without a word about it read."""
        with self._file.attached() as tables:
            return tables.verdicts(self._outcomes, self._register)

    def read(self, verdicts: Sequence[Verdict]) -> list[PlanLine]:
        """The lines of these records, in their order."""
        with self._file.attached() as tables:
            return self._worded(tables, verdicts)

    def persons(self) -> dict[Place, str]:
        """Whose each record is, by its place; '' where it is nobody's."""
        found: dict[Place, str] = {}
        with self._file.attached() as tables:
            naming = _Naming(self._reader, tables)
            for name, group in groupby(self.verdicts(), key=lambda verdict: verdict[0]):
                if name in self._reader.catalogue and name in tables.made:
                    uids = [uid for _, uid, outcome, *_ in group if outcome is not MergeOutcome.REFUSED]
                    found.update(self._persons(tables, naming, self._reader.catalogue[name], uids))
        return found

    def _persons(
        self, tables: StageTables, naming: "_Naming", register: Register, uids: Sequence[str]
    ) -> Iterator[tuple[Place, str]]:
        is_person, names = self._is_person(register), ["uid", *register.boxes]
        for start in range(0, len(uids), _PAGE):
            for row in tables.received(register.name, names, uids[start : start + _PAGE]):
                stored = dict(zip(names, row, strict=True))
                name = naming(row[0]) if is_person else _person(register, naming, stored)
                yield (register.name, row[0]), name

    def _is_person(self, register: Register) -> bool:
        """Whether a record of this register is a person."""
        links = [box for one in self._reader.catalogue for box in one.boxes.values() if box.kind == "person"]
        return any(register.name in getattr(box, "to", ()) for box in links)

    def _read(self, start: int, limit: int) -> list[PlanLine]:
        with self._file.attached() as tables:
            return self._worded(tables, tables.verdicts(self._outcomes, self._register, start, limit))

    def _worded(self, tables: StageTables, verdicts: Iterable[Verdict]) -> list[PlanLine]:
        naming = _Naming(self._reader, tables)
        lines: list[PlanLine] = []
        for name, group in groupby(verdicts, key=lambda verdict: verdict[0]):
            if name in self._reader.catalogue:
                lines += self._lines(tables, naming, self._reader.catalogue[name], list(group))
            else:
                lines += [PlanLine(r, u, o, "", reason=why) for r, u, o, why, _ in group]
        return lines

    def _lines(
        self,
        tables: StageTables,
        naming: "_Naming",
        register: Register,
        verdicts: Sequence[Verdict],
    ) -> Iterator[PlanLine]:
        names = ["uid", "owner_office", "removed_at", *register.boxes]
        uids = [uid for _, uid, *_ in verdicts]
        present = {
            row[0]: dict(zip(names, row, strict=True)) for row in tables.present(register.name, names, uids)
        }
        laid_out = register.name in tables.made
        rows = tables.received(register.name, names, uids) if laid_out else []
        received = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
        came = tables.made.get(register.name, frozenset()) - set(STAMP)
        is_person = self._is_person(register)
        for _, uid, outcome, reason, remarks in verdicts:
            ours, theirs = present.get(uid), received.get(uid)
            foreign = outcome is MergeOutcome.REFUSED and (
                theirs is None
                or theirs["owner_office"] != self._incoming.sender
                or (ours is not None and ours["owner_office"] != theirs["owner_office"])
            )
            if theirs is None or foreign:
                # What is not the sender's to say is not called by his words.
                heading = self._reader.names([uid]).get(uid, register.title)
                yield PlanLine(register.name, uid, outcome, heading, reason=reason)
                continue
            changes = tuple(
                _changes(register, naming, ours, theirs, came)
                if ours is not None
                else _filled(register, naming, theirs, came)
            )
            heading = naming.heading(register, uid, theirs)
            yield PlanLine(
                register.name,
                uid,
                outcome,
                heading,
                heading if is_person else _person(register, naming, theirs),
                changes,
                reason,
                tuple(remarks.split("\n")) if remarks else (),
            )


class _Naming:
    """What records are called: by the package where its word counts, else by the branch file."""

    def __init__(self, reader: Reader, tables: StageTables) -> None:
        self._reader = reader
        self._tables = tables
        self._known: dict[str, str] = {}

    def __call__(self, uid: str) -> str:
        if uid not in self._known:
            self._known[uid] = self._staged(uid) or self._reader.name(uid)
        return self._known[uid]

    def heading(self, register: Register, uid: str, stored: Stored) -> str:
        """What a received record is called."""
        return register.heading(register.of_stored(uid, stored), self)

    def _staged(self, uid: str) -> str:
        found = self._tables.outcome_of(uid)
        if found is None or found[1] is MergeOutcome.REFUSED:
            return ""
        register = self._reader.catalogue[found[0]]
        names = list(register.boxes)
        rows = self._tables.received(register.name, names, [uid])
        if not rows:
            return ""
        record = register.of_stored(uid, dict(zip(names, rows[0], strict=True)))
        # One step deep: a heading made of a heading made of a heading leads nowhere.
        return register.heading(record, self._reader.name)


def _changes(
    register: Register, naming: _Naming, ours: Stored, theirs: Stored, came: Iterable[str]
) -> Iterator[BoxChange]:
    if theirs["removed_at"] != ours["removed_at"]:
        yield BoxChange("状态", *("已删除" if row["removed_at"] else "在用" for row in (ours, theirs)))
    for name, box in register.boxes.items():
        if name in came and ours[name] != theirs[name]:
            words = box.masked if box.private else box.show
            yield BoxChange(
                box.title, *(words(box.python_value(row[name]), naming) for row in (ours, theirs))
            )


def _filled(register: Register, naming: _Naming, theirs: Stored, came: Iterable[str]) -> Iterator[BoxChange]:
    for name, box in register.boxes.items():
        if name in came and theirs[name] is not None and not box.machine:
            words = box.masked if box.private else box.show
            yield BoxChange(box.title, "", words(box.python_value(theirs[name]), naming))


def _person(register: Register, naming: _Naming, stored: Stored) -> str:
    """Whose record it is: the first person it links to, nobody's where that one never came here."""
    for name, box in register.boxes.items():
        if box.kind == "person" and stored[name]:
            called = naming(str(stored[name]))
            return "" if called == NOT_HERE else called
    return ""
