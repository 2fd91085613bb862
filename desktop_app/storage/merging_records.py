"""One entry made of two that are the same: values chosen by box, every link moved, both histories kept."""

import copy
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox, Scalar, Stored
from desktop_app.records.links import Persons, PersonWhy, RecordLink
from desktop_app.records.record import Register
from desktop_app.records.roles import NOT_SHOWN
from desktop_app.records.rules import refusals
from desktop_app.storage.action import Action
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.mentions import namers
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import ActionRow, Entry

# The verbs of a merge in the history: of what was kept, what went, what moved along.
KEPT, WENT, MOVED = "merge_kept", "merge_went", "merge_moved"
_REASONS = 3


@dataclass(frozen=True)
class Difference:
    """A box that the two fill differently, stored, and whether that of the one that goes is proposed."""

    box: AnyBox
    kept: Scalar
    gone: Scalar
    takes_gone: bool


@dataclass
class Outcome:
    """What a merge does: lines moved and lines that stood twice, by register, and what stands against it."""

    moved: Counter[str] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)
    stays: list[str] = field(default_factory=list)


class CannotMerge(UserError):
    """Something stands against the merge; nothing was written."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        more = f"（另有 {len(outcome.stays) - _REASONS} 处）" if len(outcome.stays) > _REASONS else ""
        super().__init__(
            f"这两条还不能合并：{'；'.join(outcome.stays[:_REASONS])}{more}",
            "两条都没有动",
            "请先改好这些，或者换一条保留",
        )


class _Rehearsed(Exception):
    """Ends a rehearsal so that nothing of it is written."""


def differences(reader: Reader, register: Register, kept: Record, gone: Record) -> list[Difference]:
    """The boxes to choose: filled goes before empty, else what was written later."""
    later = _written(reader, gone.uid) > _written(reader, kept.uid)
    found = []
    for name, box in register.boxes.items():
        one, other = (box.db_value(getattr(record, name)) for record in (kept, gone))
        if one != other and not box.machine and name not in (register.state, register.parent):
            takes = other is not None and (one is None or later)
            found.append(Difference(box, one, other, takes))
    return found


def rehearse(ledger: Ledger, register: Register, kept: str, gone: str, taken: Collection[str]) -> Outcome:
    """What the merge would do, tried in the file and taken back before anybody sees it."""
    outcome = Outcome()
    try:
        with ledger.action("试合并") as action:
            outcome = merge(action, ledger, register, kept, gone, taken)
            raise _Rehearsed
    except _Rehearsed:
        return outcome
    except CannotMerge as error:
        return error.outcome
    except UserError as error:
        return Outcome(stays=[error.what])


def merge(
    action: Action, reader: Reader, register: Register, kept: str, gone: str, taken: Collection[str]
) -> Outcome:
    """Let ``kept`` stand for both, with the boxes ``taken`` from ``gone``, which goes into the bin.

    CannotMerge, and nothing is written, where something cannot be moved.
    """
    return _Merge(action, reader, register, kept, gone).run(taken)


def absorbed(reader: Reader, uid: str) -> list[str]:
    """The records merged into this one and not taken apart again, the last first."""
    into = (
        Entry.select(Entry.action)
        .join(ActionRow, on=(ActionRow.id == Entry.action))
        .where(Entry.uid == uid, Entry.verb == KEPT, ActionRow.undone_by.is_null())
    )
    went = Entry.select(Entry.uid).where(Entry.verb == WENT, Entry.action.in_(into))
    return list(dict.fromkeys(str(one) for (one,) in reader.rows(went.order_by(Entry.id.desc()))))


class _Merge:
    def __init__(self, action: Action, reader: Reader, register: Register, kept: str, gone: str) -> None:
        self._action, self._reader, self._register = action, reader, register
        found = [reader.get(register.model, uid) for uid in (kept, gone)]
        if kept == gone or any(one is None or one.removed_at for one in found):
            raise UserError("这两条里有一条已经不在了", "没有合并", "请重新查一次")
        self._kept, self._gone = (cast(Record, one) for one in found)
        self.outcome = Outcome()

    def run(self, taken: Collection[str]) -> Outcome:
        reader, register, kept, gone = self._reader, self._register, self._kept, self._gone
        self._guard_both(kept, gone, taken)
        naming = [reader.locate(by) for _uid, by in namers(reader, {register.name: [gone.uid]})]
        lines = {one.uid: (book, one) for book, one in filter(None, naming) if one.uid != gone.uid}
        if lines.pop(kept.uid, None) is not None:
            self._stay(register, kept, "里写到了另一条，是两条才会这样写")
        # What was wrong before is no reason against it.
        before = {uid: self._wrong(one) for uid, (_, one) in ((kept.uid, (register, kept)), *lines.items())}
        stored = register.stored(gone)
        self._action.write_as(gone, stored, WENT, removed=True)
        old = copy.copy(kept)
        old.__data__ = dict(kept.__data__)
        for name in taken:
            setattr(kept, name, getattr(gone, name))
        if not register.is_locked(kept):
            register.fill(kept, reader)
        self._action.write_as(old, register.stored(kept), KEPT)
        moved = [one for book, one in lines.values() if self._move(book, one)]
        for uid in (kept.uid, *(one.uid for one in moved)):
            self._judge(uid, before[uid])
        self._judge_removal(gone)
        if self.outcome.stays:
            raise CannotMerge(self.outcome)
        return self.outcome

    def _guard_both(self, kept: Record, gone: Record, taken: Collection[str]) -> None:
        register, stays = self._register, self.outcome.stays
        for one in (kept, gone):
            if one.owner_office not in ("", self._reader.office):
                stays.append(f"{self._called(register, one)}是别的支部报来的")
        if register.append_only or register.stays_home:
            stays.append(f"{register.title}写下就不再改")
        if register.is_locked(gone):
            stays.append(f"{self._called(register, gone)}已经定下来，要留的该是它")
        if register.is_locked(kept) and set(taken) - register.amendable:
            stays.append(f"{self._called(register, kept)}已经定下来，不能再改它的内容")
        if stays:
            raise CannotMerge(self.outcome)

    # -- lines that name the one that goes ---------------------------------------------------------

    def _move(self, book: Register, line: Record) -> bool:
        """Let a line name the one kept instead; False where it stays, or stood twice and went."""
        reader = self._reader
        old = book.stored(line)
        new = {**old, **self._turned(book, line)}
        shut = self._is_shut(book, line)
        if line.owner_office not in ("", reader.office):
            return self._stay(book, line, "是别的支部报来的")
        if shut and not self._reads_alike(book, old, new):
            return self._stay(book, line, "已经定下来，改了名字就和签过的不一样")
        after = copy.copy(line)
        after.__data__ = dict(line.__data__)
        book.put(after, new)
        if self._has_twin(book, after):
            return self._drop(book, line, old, shut)
        if not shut:
            book.fill(after, reader)
            new = book.stored(after)
        self._action.write_as(line, new, MOVED)
        self.outcome.moved[book.title] += 1
        return True

    def _turned(self, book: Register, line: Record) -> Stored:
        """The boxes of a line that name the one that goes, with the one kept in its place."""
        kept, gone = self._kept.uid, self._gone.uid
        found: Stored = {}
        for name, box in book.boxes.items():
            value = getattr(line, name)
            if not isinstance(box, RecordLink | Persons) or gone not in box.targets(value):
                continue
            turned: Any = kept if isinstance(box, RecordLink) else _once(value, gone, kept)
            found[name] = box.db_value(turned)
        return found

    def _is_shut(self, book: Register, line: Record) -> bool:
        """Whether a line, or what it stands under, is settled or written once."""
        if book.append_only or book.is_locked(line):
            return True
        found = self._reader.locate(getattr(line, book.parent) or "") if book.parent else None
        if found is None:
            return False
        above, parent = found
        return above.is_locked(parent) and book.name not in above.amendable

    def _reads_alike(self, book: Register, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
        naming = self._reader.name
        changed = [box for name, box in book.boxes.items() if old[name] != new[name]]
        return all(
            box.show(box.python_value(old[box.name]), naming)
            == box.show(box.python_value(new[box.name]), naming)
            for box in changed
        )

    def _has_twin(self, book: Register, after: Record) -> bool:
        """Whether a line of the one kept says the same already, or bears the same number."""
        model: Any = book.model
        for group in (*book.unique, *book.natural):
            values = {name: getattr(after, name) for name in group}
            if any(value is None for value in values.values()):
                continue
            ours = model.owner_office.in_(("", self._reader.office))
            query = model.live().where(model.uid != after.uid, ours)
            for name, value in values.items():
                query = query.where(book.boxes[name] == value)
            for other in self._reader.find(query):
                if group in book.unique or _says_all(book, other, after):
                    return True
        return False

    def _drop(self, book: Register, line: Record, stored: Stored, shut: bool) -> bool:
        if shut:
            return self._stay(book, line, "两条都在里面，已经定下来，不能少一行")
        if next(iter(namers(self._reader, {book.name: [line.uid]})), None) is not None:
            return self._stay(book, line, "留下的一条也有这一行，下面还有别的记录")
        self._action.write_as(line, stored, MOVED, removed=True)
        self.outcome.doubled[book.title] += 1
        return False

    def _stay(self, book: Register, line: Record, why: str) -> bool:
        # Which of the hidden ones name a person is for nobody who does not open them.
        seen = self._reader.door.rights.may_read(book.name)
        told = f"{book.title}“{self._called(book, line)}”" if seen else f"{NOT_SHOWN}的台账里有一条"
        self.outcome.stays.append(told + why)
        return False

    # -- afterwards --------------------------------------------------------------------------------

    def _wrong(self, record: Record) -> set[tuple[str, str]]:
        judged = copy.copy(record)
        judged.__data__ = dict(record.__data__)
        return {(one.box, one.text) for one in refusals(self._reader.problems(judged, by_hand=False))}

    def _judge(self, uid: str, before: set[tuple[str, str]]) -> None:
        found = self._reader.locate(uid)
        assert found is not None
        book, record = found
        if record.uid != self._kept.uid and self._is_shut(book, record):
            return
        for problem in refusals(self._reader.problems(record, by_hand=False)):
            if (problem.box, problem.text) not in before:
                self._stay(book, record, f"：{problem.text}")

    def _judge_removal(self, gone: Record) -> None:
        rules = self._register.removal_rules
        for problem in refusals(p for rule in rules for p in rule(gone, self._reader)):
            self._stay(self._register, gone, f"：{problem.text}")

    def _called(self, book: Register, record: Record) -> str:
        return book.heading(record, self._reader.name)


def _once(value: Iterable[PersonWhy], gone: str, kept: str) -> tuple[PersonWhy, ...]:
    """A list of people with ``kept`` in the place of ``gone``, nobody twice; a reason is not lost."""
    people: dict[str, str] = {}
    for person, why in value:
        name = kept if person == gone else person
        people[name] = people.get(name) or why
    return tuple(PersonWhy(name, why) for name, why in people.items())


def _says_all(book: Register, other: Record, line: Record) -> bool:
    """Whether ``other`` says already all that ``line`` does."""
    return all(
        getattr(line, name) in (None, "", (), getattr(other, name))
        for name, box in book.boxes.items()
        if not box.machine
    )


def _written(reader: Reader, uid: str) -> int:
    """When a record was last written, in the order of the history."""
    found = reader.rows(Entry.select(Entry.id).where(Entry.uid == uid).order_by(Entry.id.desc()).limit(1))
    return int(found[0][0]) if found else 0
