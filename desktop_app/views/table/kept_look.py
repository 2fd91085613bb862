"""Keeps how a hand left a list of children: the order of its columns, their widths, what it is sorted by."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.records.roles import NotYours
from desktop_app.storage.listing import Listing
from desktop_app.views.table.list_layout import KeptLayouts, ListLayout, note_key
from desktop_app.views.table.record_table import RecordTable

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class KeptLook(QObject):
    """The look of ``table``, kept in the branch file under ``kept_as``."""

    def __init__(self, desk: Desk, table: RecordTable, kept_as: str) -> None:
        super().__init__(table)
        self._desk, self._table, self._key = desk, table, note_key(kept_as)
        self._kept = KeptLayouts(desk.ledger.note(self._key))
        table.set_widths(self._kept.now.widths)
        table.dragged.connect(self._drag)

    def begun(self, listing: Listing) -> Listing:
        """``listing`` looked at as it was left."""
        return self._kept.now.applied(listing)

    def keep(self) -> None:
        """Write down how the list looks, for the next time."""
        listing = self._table.records.listing
        now = ListLayout(listing.shown, self._table.hand_units(), listing.order)
        if now == self._kept.now:
            return
        self._kept.now = now
        ledger, key, words = self._desk.ledger, self._key, self._kept.note()

        def write() -> None:
            # A role that keeps nothing looks at the list this way until the program ends.
            with suppress(NotYours):
                ledger.set_note(key, words)

        self._desk.bridge.run(write)

    def _drag(self, names: list[str]) -> None:
        self._table.records.show_listing(replace(self._table.records.listing, shown=tuple(names)))
