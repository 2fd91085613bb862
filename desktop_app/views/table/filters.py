"""The filters above a table, offered by what its register is made of: year, state, choices, numbers."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Choice, Numeric
from desktop_app.records.record import Register
from desktop_app.storage.listing import Listing
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.table.titles import bare

MOST_FILTERS = 3
_LONGEST = 14


class TableFilters(QWidget):
    """Drop-down lists side by side, in lines where the room is narrow; ``changed`` when a hand picked."""

    changed = Signal()

    def __init__(self, theme: Theme, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = listing.register
        self.year: ChoiceBox | None = None
        self.boxes: dict[str, ChoiceBox] = {}
        row = FlowLayout(self, theme.unit(8), theme.unit(6))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if listing.register.period:
            self.year = self._list(theme, bare(listing.register.boxes[listing.register.period].title))
            row.addWidget(self.year)
        for name in filter_boxes(listing.register):
            self.boxes[name] = self._list(theme, bare(listing.register.boxes[name].title))
            row.addWidget(self.boxes[name])
        self.refresh(listing)

    def refresh(self, listing: Listing) -> None:
        """Read the years and numbers in use again."""
        if self.year is not None:
            self.year.set_pairs([(None, "全部年份"), *((y, f"{y} 年") for y in listing.years())])
        for name, box in self.boxes.items():
            field = self._register.boxes[name]
            if isinstance(field, Choice):
                pairs = list(field.options.items())
            else:
                pairs = [(v, str(v)) for v in reversed(listing.in_use(name))]
            box.set_pairs([(None, f"全部{bare(field.title)}"), *pairs])

    def filters(self) -> dict[str, Any]:
        """What was picked, by box."""
        return {name: box.value() for name, box in self.boxes.items() if box.value() is not None}

    def picked_year(self) -> int | None:
        """The year that was picked."""
        return cast("int | None", self.year.value()) if self.year is not None else None

    def set_filters(self, filters: dict[str, Any], year: int | None = None) -> None:
        """Pick for the user, as a link to the page asks."""
        for name, box in self.boxes.items():
            box.set_value(filters.get(name))
        if self.year is not None:
            self.year.set_value(year)

    def _list(self, theme: Theme, title: str) -> ChoiceBox:
        box = ChoiceBox(theme)
        box.setAccessibleName(f"只看：{title}")
        box.setMinimumContentsLength(7)
        box.activated.connect(lambda _at: self.changed.emit())
        return box


def filter_boxes(register: Register) -> list[str]:
    """Which boxes of a register can be filtered by: its state, then choices and indexed numbers it lists."""
    found = [register.state] if register.state else []
    for name in register.listing:
        if name != register.state and _narrows(register.boxes.get(name)):
            found.append(name)
    return found[:MOST_FILTERS]


def _narrows(box: AnyBox | None) -> bool:
    """Whether a box parts the records into few enough heaps to pick one."""
    if isinstance(box, Choice):
        return len(box.options) <= _LONGEST
    return isinstance(box, Numeric) and bool(box.index)
