"""Which registers name a record: what would lose it if it went into the bin."""

from collections.abc import Iterable

from desktop_app.records.links import Persons, RecordLink
from desktop_app.records.record import Record, Register
from desktop_app.storage.reader import Reader


def registers_naming(record: Record, reader: Reader) -> list[Register]:
    """The registers with a live record that links to ``record``, in the catalogue's order.

    Its own children are left out, as they go into the bin with it, and so is what never leaves this PC.
    """
    named = reader.catalogue.of(record)
    found = []
    for register in reader.catalogue:
        if register.stays_home or named.name in register.parent_registers:
            continue
        tests = list(_tests(register, named.name))
        if not tests:
            continue
        words = " OR ".join(test for test, _ in tests)
        sql = f'SELECT 1 FROM "{register.name}" WHERE removed_at IS NULL AND uid<>? AND ({words}) LIMIT 1'
        values = (record.uid, *(pattern.format(record.uid) for _, pattern in tests))
        if reader.select(sql, values).fetchone():
            found.append(register)
    return found


def _tests(register: Register, target: str) -> Iterable[tuple[str, str]]:
    """A condition and its value for every box of ``register`` that may link to a record of ``target``."""
    for name, box in register.boxes.items():
        if isinstance(box, RecordLink) and target in box.to:
            yield f'"{name}"=?', "{}"
        elif isinstance(box, Persons) and target in box.to:
            yield f'"{name}" LIKE ?', "%{}%"
