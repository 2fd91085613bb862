"""What is typed into a year's dues standards, as a draft keeps it: the rows a hand touched, by member."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex

from desktop_app.duties.people.dues_year import ToAssess


class Standards(Protocol):
    """The table's model, as far as a draft asks it."""

    rows: list[ToAssess]
    touched: set[int]

    def index(self, row: int, column: int) -> QModelIndex:
        """The cell at a place."""
        ...

    def data(self, index: QModelIndex) -> Any:
        """The words of a cell."""
        ...

    def setData(self, index: QModelIndex, value: object) -> bool:
        """Write a cell as a hand does."""
        ...


class StandardsFields:
    """The cells that are written by hand, ``columns`` in the order in which they follow from each other."""

    def __init__(self, model: Standards, columns: Collection[int]) -> None:
        self._model, self._columns = model, columns
        self.held: dict[str, Any] = {}
        self.begun: dict[str, Any] = {}

    def names(self) -> Collection[str]:
        """The members."""
        return [one.member for one in self._model.rows]

    def kept(self) -> dict[str, Any]:
        """The words of each row touched."""
        model = self._model
        return {
            model.rows[row].member: [model.data(model.index(row, column)) for column in self._columns]
            for row in sorted(model.touched)
        }

    def take_up(self, kept: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
        """Write the rows a draft kept, as a hand would."""
        for row, one in enumerate(self._model.rows):
            for column, words in zip(self._columns, kept.get(one.member, ()), strict=False):
                self._model.setData(self._model.index(row, column), words)

    def tell_clash(self, clash: Mapping[str, str]) -> None:
        """A row typed anew stands as it was typed last."""
