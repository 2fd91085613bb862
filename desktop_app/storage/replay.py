"""A record made anew from its history: every line says what the boxes were before and what they became."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import peewee

from desktop_app.base.clock import HybridClock
from desktop_app.records.box import Stored
from desktop_app.storage.stored_values import stored_values
from desktop_app.storage.tables import ActionRow, Entry, Knowledge

_EPOCH = datetime(1970, 1, 1)
_REMOVED = "removed_at"


class Line(NamedTuple):
    """One line of a record's history, with the time of its action; '' when that is not known."""

    number: int
    old: Stored | None
    new: Stored
    replica: str
    seq: int
    at: str


class Known(NamedTuple):
    """A record as it can be told: its stamps and boxes."""

    stamp: dict[str, Any]
    stored: Stored


class Histories:
    """The history of an open file, asked for one record at a time; ``ends`` whether its end is there."""

    def __init__(self, database: peewee.SqliteDatabase, *, ends: bool = True) -> None:
        self._database = database
        self.ends = ends
        self._offices = dict(Knowledge.select(Knowledge.replica, Knowledge.office).tuples().execute(database))
        numbers = Entry.select(Entry.id).order_by(Entry.id).tuples().execute(database)
        self._whole_from = _whole_from(number for (number,) in numbers)

    def lines(self, register: str, uid: str) -> list[Line]:
        """The lines of a record, the first one first."""
        query = (
            Entry.select(Entry.id, Entry.old, Entry.new, Entry.replica, Entry.seq, ActionRow.at)
            .join(ActionRow, peewee.JOIN.LEFT_OUTER, on=(ActionRow.id == Entry.action))
            .where(Entry.uid == uid, Entry.register == register)
            .order_by(Entry.id)
        )
        return [
            Line(number, stored_values(old) if old else None, stored_values(new), replica, seq, at or "")
            for number, old, new, replica, seq, at in query.tuples().execute(self._database)
        ]

    def latest(self, lines: list[Line], found: Known | None) -> Known | None:
        """The record as its history ends, from ``found``, an older state of it; None when it does not tell.

        Each line must begin where the one before it ended; where a line may be missing, nothing is made up.
        """
        if not lines or not self.ends:
            return None
        if found is None:
            if lines[0].old is not None or lines[0].replica not in self._offices or not lines[0].at:
                return None
            known = Known(self._first_stamp(lines[0]), {})
            begin = 0
        else:
            places = [at for at, line in enumerate(lines) if _same(line, found)]
            if not places:
                return None
            known, begin = Known(dict(found.stamp), dict(found.stored)), places[-1] + 1
        if lines[begin:] and lines[max(begin - 1, 0)].number < self._whole_from:
            return None
        for line in lines[begin:]:
            if not _follows(line, known) or not line.at:
                return None
            _take(line, known)
        return known

    def _first_stamp(self, line: Line) -> dict[str, Any]:
        return {
            "owner_office": self._offices[line.replica],
            "owner_epoch": 0,
            "replica": line.replica,
            "dot": line.seq,
            "clock": 0,
            "entered_at": line.at,
            _REMOVED: None,
        }


def is_latest(lines: list[Line], replica: str, dot: int) -> bool:
    """Whether a version is the one its history ends with; one without history tells nothing against it."""
    return not lines or (lines[-1].replica, lines[-1].seq) == (replica, dot)


def _whole_from(numbers: Iterable[int]) -> int:
    """The number from which on no line of the history is missing."""
    begin, before = 0, 0
    for number in numbers:
        if number != before + 1:
            begin = number
        before = number
    return begin


def _same(line: Line, found: Known) -> bool:
    return (line.replica, line.seq) == (found.stamp["replica"], found.stamp["dot"])


def _follows(line: Line, known: Known) -> bool:
    if line.old is None:
        return not known.stored
    return all(
        value == (known.stamp[_REMOVED] if name == _REMOVED else known.stored.get(name))
        for name, value in line.old.items()
    )


def _take(line: Line, known: Known) -> None:
    moment = datetime.fromisoformat(line.at).replace(tzinfo=None)
    clock = int((moment - _EPOCH).total_seconds() * 1000) << HybridClock.COUNTER_BITS
    known.stamp.update(replica=line.replica, dot=line.seq, clock=max(clock, known.stamp["clock"] + 1))
    for name, value in line.new.items():
        if name == _REMOVED:
            known.stamp[_REMOVED] = value
        else:
            known.stored[name] = value
