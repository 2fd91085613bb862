"""What tells two people of one name apart: the tail of the ID number."""

from desktop_app.records.base import Record
from desktop_app.records.box import COVERED
from desktop_app.records.record import Register

_DIGITS = 4
TAIL = "尾号"


def id_box_of(register: Register) -> str:
    """The box of the ID number, '' where a register has none."""
    return next((name for name, box in register.boxes.items() if box.kind == "id_number"), "")


def tail_of(register: Register, record: Record) -> str:
    """尾号 and the last digits; '' for who has no number, or whose is covered."""
    name = id_box_of(register)
    number = str(getattr(record, name) or "") if name else ""
    return f"{TAIL}{number[-_DIGITS:]}" if number and number != COVERED else ""
