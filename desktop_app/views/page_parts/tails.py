"""Names in lists of lines told apart: who is called like another carries what tells who it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.namesakes import Namesake, namesakes
from desktop_app.views.page_parts.line_list import Line

Namesakes = Mapping[str, Namesake]


def with_tail(line: Line, people: Iterable[str], namesakes: Namesakes) -> Line:
    """The line with its people told apart, in the first of its words that name them."""
    for uid in people:
        found = namesakes.get(uid)
        if found is None:
            continue
        for words in ("title", "note"):
            said = getattr(line, words)
            if found.name in said and found.told not in said:
                line = replace(line, **{words: said.replace(found.name, found.told, 1)})
                break
    return line


def people_of(register: Register, record: Record | None, uid: str) -> list[str]:
    """The record itself and all it links to."""
    if record is None:
        return [uid]
    values = ((box, getattr(record, name)) for name, box in register.boxes.items())
    return [uid, *(one for box, value in values if value is not None for one in box.targets(value))]


class Tails:
    """Who is called like whom, and the lines of records of ``register`` told apart by it."""

    def __init__(self, ledger: Ledger, register: Register) -> None:
        self._ledger, self._register = ledger, register
        self._namesakes: Namesakes = {}

    def read(self) -> None:
        """Read who is called alike now."""
        self._namesakes = namesakes(self._ledger)

    def told(self, lines: Sequence[Line], records: Iterable[Record]) -> list[Line]:
        """The lines of ``records``, and the heads over them that stand for a person."""
        if not self._namesakes:
            return list(lines)
        known = {one.uid: one for one in records}
        return [
            with_tail(one, people_of(self._register, known.get(one.uid), one.uid), self._namesakes)
            for one in lines
        ]
