"""What tells a record from another of the same name, in the words of a question."""

from desktop_app.base.identity import grouped
from desktop_app.base.periods import PartialDate
from desktop_app.records.base import Record
from desktop_app.records.box import COVERED, Naming
from desktop_app.records.kinds import Numeric, YesNo
from desktop_app.records.record import Register

_MOST_TOLD = 4
_LONGEST = 20
_TAIL = 4


def number_box(register: Register) -> str | None:
    """The box with the number of a person, if the register has one."""
    return next((name for name, box in register.boxes.items() if box.kind == "id_number"), None)


def told_apart(register: Register, record: Record, naming: Naming) -> str:
    """张三（990101 19850701 3212，男，第一党小组…）: its name, the whole number, and what its list shows.

    As far as the role at the desk may see it: what is covered for it stays covered.
    """
    words = register.heading(record, naming)
    number = number_box(register)
    parts = [_number(getattr(record, number))] if number else []
    for name in register.listing:
        box = register.boxes.get(name)
        if box is None or box.private or isinstance(box, (YesNo, Numeric)) or len(parts) > _MOST_TOLD:
            continue
        value = getattr(record, name)
        if value in (None, "", ()):
            continue
        told = value.chinese() if isinstance(value, PartialDate) else box.masked(value, naming)
        told = " ".join(told.split())
        if told != words:
            parts.append(told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…")
    inside = "，".join(part for part in parts if part)
    return f"{words}（{inside}）" if inside else words


def _number(value: str | None) -> str:
    return grouped(value) if value and value != COVERED else value or ""


def tail(number: str | None) -> str:
    """The last four places of a number, by which people of one name are told apart."""
    return f"尾号{number[-_TAIL:]}" if number and number != COVERED else ""
