"""A duty: one thing the rules or the branch's own promises ask for by a day, told without blame."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.duties.basics.deadline import Standing

_LINE = 40


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the calendar.

    ``key`` names it across days, ``about`` says what is asked, ``words`` where it stands (本季尚未记录,
    逾期 3 天), ``source`` the rule. ``uids`` are the records of ``register`` it speaks of: what was recorded,
    or what waits. ``preset`` are (box, value) pairs a new record of ``register`` begins with (去补).
    """

    key: str
    title: str
    about: str
    due: date | None
    state: Standing
    words: str
    source: str
    register: str
    uids: tuple[str, ...] = ()
    preset: tuple[tuple[str, object], ...] = ()


def in_due_order(duties: Iterable[Duty]) -> list[Duty]:
    """By the day they are due, those without a day last."""
    return sorted(duties, key=lambda one: (one.due or date.max, one.key))


def short(text: str | None) -> str:
    """The first line of a text, cut to what fits a line."""
    line = (text or "").split("\n")[0]
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"
