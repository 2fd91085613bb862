"""The order of a list of two-line rows: by its first line, its second, its state, its words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from desktop_app.records.roles import NotYours
from desktop_app.storage.cell_words import cell_keys
from desktop_app.storage.ordering import FALLING, bare_name
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.parts.row_menu import RowVerb
from desktop_app.views.table.list_layout import note_key

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# Part of a row → what sorting by it is called, and the title its words are read under.
_PARTS = {
    "title": ("按第一行排", "姓名"),
    "note": ("按第二行排", ""),
    "pill": ("按状态排", ""),
    "aside": ("按右边的字排", ""),
}


class LineOrder:
    """Sorts ``lines`` as a hand chose it, under each heading by itself, and keeps that as ``kept_as``."""

    def __init__(self, desk: Desk, lines: LineList, kept_as: str) -> None:
        self._desk, self._lines = desk, lines
        self._key = note_key(f"lines:{kept_as}")
        kept = desk.ledger.note(self._key) or ""
        self.term = kept if bare_name(kept) in _PARTS else ""
        lines.arranged = self.arranged

    def verbs(self) -> list[RowVerb]:
        """What the menu of a row offers; the order that stands is not offered again."""
        found = [RowVerb()]
        for part, (words, _) in _PARTS.items():
            if self.term != part and any(getattr(one, part) for one in self._lines.given):
                found.append(RowVerb(words, partial(self.sort_by, part)))
        if self.term:
            turned = self.term.removeprefix(FALLING) if self.term[0] == FALLING else FALLING + self.term
            found.append(RowVerb("倒过来排", partial(self.sort_by, turned)))
            found.append(RowVerb("照列表自己的顺序", partial(self.sort_by, "")))
        return found

    def sort_by(self, term: str) -> None:
        """Sort by a part of the rows, a ``-`` before it turning it round; '' for the list's own order."""
        self.term = term
        current = self._lines.current()
        self._lines.show_lines(self._lines.given, current.uid if current is not None else "")
        ledger, key = self._desk.ledger, self._key

        def write() -> None:
            with suppress(NotYours):
                ledger.set_note(key, term)

        self._desk.bridge.run(write)

    def arranged(self, lines: Sequence[Line]) -> list[Line]:
        """The lines in this order; headings stay above theirs."""
        if not self.term:
            return list(lines)
        found: list[Line] = []
        under: list[Line] = []
        for one in (*lines, None):
            if one is None or one.head:
                found += self._sorted(under)
                under = []
                found += [one] if one is not None else []
            else:
                under.append(one)
        return found

    def _sorted(self, lines: Sequence[Line]) -> list[Line]:
        """What says nothing there stands last whichever way."""
        part = bare_name(self.term)
        filled = [one for one in lines if getattr(one, part)]
        keys = cell_keys([getattr(one, part) for one in filled], _PARTS[part][1])
        order = sorted(range(len(filled)), key=keys.__getitem__, reverse=self.term.startswith(FALLING))
        return [*(filled[at] for at in order), *(one for one in lines if not getattr(one, part))]
