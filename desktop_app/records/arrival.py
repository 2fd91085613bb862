"""Judging what another office wrote, value by value: stamps and boxes, whole columns at a time."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from desktop_app.base.clock import HybridClock
from desktop_app.base.ids import is_office_code, is_replica, is_uid
from desktop_app.records.base import STAMP
from desktop_app.records.plain import one_line
from desktop_app.records.record import Register
from desktop_app.records.transfer import BLOBS, CHAINS, DIRECTORY

# A column of a block, and the sentences about those of its rows that cannot be let in.
Column = Sequence[object]
Reasons = dict[int, str]
# Why a stored scalar cannot be; None when it can.
Judge = Callable[[object], str | None]

# The days a stamp may tell of: no version was written before the first, none later than so far ahead of here.
FIRST_MOMENT = datetime(2000, 1, 1)
AHEAD = timedelta(days=400)
LARGEST_DOT = 2**53
_EPOCH = datetime(1970, 1, 1)
# The types of which equal values are the same value.
_PLAIN = {type(None), int, str}
_SHA256 = re.compile(r"[0-9a-f]{64}")
# As much of a hash as a point of a chain tells.
_LINK = re.compile(r"[0-9a-f]{16,64}")
_MOMENT_LENGTHS = (len("2026-10-10T09:00"), len("2026-10-10T09:00:00"))


def judged(register: Register, columns: Mapping[str, Column], now: datetime) -> Reasons:
    """Row → why it cannot be let in, of the rows of ``columns`` that cannot; never raises.

    ``columns`` are one block of ``register``, all of one length, each named as one of its stamps or boxes;
    ``now`` is the moment on the desk. A required box that is empty is refused in a record that is not in the
    bin; a box that did not come is not judged.
    """
    reasons: Reasons = {}
    judges = _stamp_judges(now)
    for name in ("uid", *STAMP):
        if name in columns:
            _judge_column(columns[name], judges[name], reasons)
            if name != "removed_at":
                _ask_for(f"这条记录缺少“{name}”", columns[name], None, reasons)
    removed = columns.get("removed_at")
    for name, box in register.boxes.items():
        if name not in columns:
            continue
        if box.required:
            _ask_for(f"「{box.title}」是必填的，没有填", columns[name], removed, reasons)
        _judge_column(columns[name], box.judged, reasons)
    return reasons


def told_uid(uid: object) -> str:
    """The uid by which a refused row is told to its sender; '' where it has none."""
    return uid if type(uid) is str and is_uid(uid) else ""


def fits_extra(table: str, columns: Mapping[str, Column]) -> bool:
    """Whether a block beside the registers holds what it may: pieces of files, points of a chain."""
    return all(all(map(holds, columns[name])) for name, holds in _EXTRA_JUDGES[table].items())


def clock_bounds(now: datetime) -> tuple[int, int]:
    """The least and the greatest hybrid clock of a version that arrives at ``now``."""
    return _clock(FIRST_MOMENT), _clock(now + AHEAD)


def _judge_column(column: Column, judge: Judge, reasons: Reasons) -> None:
    """Note in ``reasons`` the rows whose value ``judge`` faults; each different value once."""
    kinds = set(map(type, column))
    if kinds <= _PLAIN:
        wrong = {value: reason for value in set(column) - {None} if (reason := judge(value)) is not None}
        found = ((row, wrong.get(value)) for row, value in enumerate(column)) if wrong else ()
    else:
        # True, 1 and 1.0 are one key: told apart row by row. An honest column never comes here.
        found = ((row, None if value is None else judge(value)) for row, value in enumerate(column))
    for row, reason in found:
        if reason is not None:
            reasons.setdefault(row, one_line(reason))


def _ask_for(reason: str, column: Column, removed: Column | None, reasons: Reasons) -> None:
    if None in column:
        for row, value in enumerate(column):
            if value is None and (removed is None or removed[row] is None):
                reasons.setdefault(row, reason)


def _stamp_judges(now: datetime) -> dict[str, Judge]:
    """Stamp → what judges a value of it that is not None."""
    least, most = clock_bounds(now)
    first, last = FIRST_MOMENT.isoformat(), (now + AHEAD).isoformat(timespec="seconds")
    return {
        "uid": _told("编号", lambda value: type(value) is str and is_uid(value)),
        "owner_office": _told("所属党组织代码", lambda value: type(value) is str and is_office_code(value)),
        "owner_epoch": _told("归属", lambda value: type(value) is int and value == 0),
        "replica": _told("来源", lambda value: type(value) is str and is_replica(value)),
        "dot": _told("序号", lambda value: type(value) is int and 1 <= value <= LARGEST_DOT),
        "clock": _told("时间", lambda value: type(value) is int and least <= value <= most),
        "entered_at": _told("录入时间", lambda value: _is_moment(value, first, last)),
        "removed_at": _told("删除时间", lambda value: _is_moment(value, first, last)),
    }


def _told(what: str, holds: Callable[[object], bool]) -> Judge:
    reason = f"这条记录的{what}不成立"
    return lambda value: None if holds(value) else reason


def _is_moment(value: object, first: str, last: str) -> bool:
    """Whether ``value`` is a local moment as ``isoformat`` writes it, to the second or the minute."""
    if type(value) is not str or len(value) not in _MOMENT_LENGTHS or not first <= value <= last:
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return moment.isoformat()[: len(value)] == value


def _clock(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds() * 1000) << HybridClock.COUNTER_BITS


def _is_hex(value: object) -> bool:
    return type(value) is str and _SHA256.fullmatch(value) is not None


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_DOT


def _is_piece(value: object) -> bool:
    return type(value) is str and value.isascii() and "\0" not in value


_EXTRA_JUDGES: dict[str, dict[str, Callable[[object], bool]]] = {
    BLOBS: {
        "sha256": _is_hex,
        "part": _is_count,
        "parts": _is_count,
        "data": _is_piece,
    },
    DIRECTORY: {"part": _is_count, "parts": _is_count, "data": _is_piece},
    CHAINS: {
        "replica": lambda value: type(value) is str and is_replica(value),
        "seq": _is_count,
        "after": _is_count,
        "chain": lambda value: type(value) is str and _LINK.fullmatch(value) is not None,
    },
}
