"""What was read while a page was drawn: compared with a later change it tells whether the page is old."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

# Where a table stands in a select: behind FROM or JOIN, or as a further source of peewee's.
_SOURCE = re.compile(r'(?:\bFROM|\bJOIN)\s+"?(\w+)|,\s*"(\w+)" AS "', re.IGNORECASE)


@dataclass
class Reads:
    """What a reading rests on: whole registers, single records by uid, and the day if it was asked for."""

    registers: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    day: date | None = None

    def add(self, more: "Reads") -> None:
        """Rest on what ``more`` rests on as well; of two days the earlier is older news."""
        self.registers |= more.registers
        self.uids |= more.uids
        days = [day for day in (self.day, more.day) if day is not None]
        self.day = min(days, default=None)

    def clear(self) -> None:
        """Rest on nothing any more."""
        self.registers.clear()
        self.uids.clear()
        self.day = None

    def touched_by(self, touched: Iterable[tuple[str, str]]) -> bool:
        """Whether a change of these records (register, uid) may show in what was read."""
        return any(register in self.registers or uid in self.uids for register, uid in touched)

    def outlived(self, today: date) -> bool:
        """Whether the day was asked for and is over (or the clock was put to another)."""
        return self.day is not None and self.day != today


@lru_cache(maxsize=2048)
def tables_in(sql: str) -> frozenset[str]:
    """The tables a select reads from."""
    return frozenset(one or other for one, other in _SOURCE.findall(sql))
