"""The grids beside the list of events: who leads and works in each, and the forces it can call on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.ids import is_uid
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.service.grid_actions import REGISTERS, Actions
from desktop_app.duties.service.grids import GridFile
from desktop_app.registers.service.grids import FORCE, PARTY_MEMBER, VOLUNTEER, WORKER, GridPerson
from desktop_app.views.page_parts.figure_cells import FigureGrid
from desktop_app.views.pages.rectification.issue_close import FactList
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.cards import Card, EmptyState
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class _Pile(QWidget):
    """Cards one under the other that are never squeezed: as high as their wrapped words ask, then scrolled.

    A scroll area takes the height for its width only from what is shown already; cards made anew are shown
    by themselves too late for it.
    """

    def fit(self) -> None:
        """Take the height the cards want at the present width."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(0, layout.totalHeightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class GridOverview(QWidget):
    """A card for every grid; ``asked`` tells a verb (open, print, events, new, table, or the register
    of an action to be written down) and a grid's uid, ``figure_asked`` a figure that was pressed.
    """

    asked = Signal(str, str)
    figure_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        theme = desk.theme
        self.setProperty("look", "clear")
        self._inside = _Pile()
        self._inside.setProperty("look", "clear")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.unit(4), 0)
        self._column.setSpacing(theme.unit(12))
        self.empty = EmptyState(
            theme, "grid", "还没有网格", "登记网格", hint="写上网格长、网格员和能调动的力量", main=False
        )
        self.empty.action.connect(lambda: self.asked.emit("new", ""))
        top = QHBoxLayout()
        top.setSpacing(theme.unit(12))
        self.new_button = PlainButton(theme, "登记网格", "add")
        self.new_button.clicked.connect(lambda: self.asked.emit("new", ""))
        self.table_button = PlainButton(theme, "打开事件表格", "table")
        self.table_button.clicked.connect(lambda: self.asked.emit("table", ""))
        top.addWidget(self.new_button)
        top.addWidget(self.table_button)
        top.addStretch(1)
        self._frame = QScrollArea()
        self._frame.setAccessibleName("网格一览")
        self._frame.setWidgetResizable(True)
        self._frame.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._frame)
        column.addWidget(self.empty)
        self._cards: list[QWidget] = []
        self.links: dict[tuple[str, str], LinkButton] = {}
        self.figures: dict[tuple[str, str], FigureGrid] = {}

    def show_files(self, files: Sequence[GridFile], done: Actions, *, any_grid: bool) -> None:
        """Show these grids with what was ``done`` in them; ``any_grid`` tells whether there is one at all."""
        while self._column.count():
            self._column.takeAt(0)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self.links = {}
        self.figures = {}
        self._cards = [self._card(one, done.of_grid(one.grid.uid)) for one in files]
        for card in self._cards:
            self._column.addWidget(card)
            card.show()
        self._column.addStretch(1)
        self._inside.fit()
        self._frame.setVisible(any_grid)
        self.empty.setVisible(not any_grid)

    def _card(self, file: GridFile, done: Actions) -> QWidget:
        theme, grid = self.desk.theme, file.grid
        size = "　".join(
            part for part in (grid.range or "", f"{grid.households} 户" if grid.households else "") if part
        )
        card = Card(theme, grid.name, f"{grid.code}　{size}")
        tools = QWidget()
        line = FlowLayout(tools, theme.unit(8), theme.unit(4))
        for key, words, icon in (
            ("events", f"未办事件 {len(file.open)} 件", "warning"),
            ("open", "改人员和力量", "edit"),
            ("print", "打印这个网格", "print"),
        ):
            button = self.links[key, grid.uid] = LinkButton(theme, words, icon)
            button.clicked.connect(partial(self.asked.emit, key, grid.uid))
            line.addWidget(button)
        facts = FactList(self.desk)
        facts.show_facts(self._facts(file))
        card.body.addWidget(facts)
        for action, figures in done.figures().items():
            card.body.addWidget(self._action(action, figures, grid.uid))
        card.body.addWidget(tools)
        return card

    def _action(self, action: str, figures: Sequence[Figure], grid: str) -> QWidget:
        """One of the three actions: its words, its figures of this year to press, and a way to write one."""
        theme = self.desk.theme
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, theme.unit(4), 0, 0)
        column.setSpacing(theme.unit(4))
        head = QHBoxLayout()
        head.addWidget(Words(theme, action, bold=True), 1)
        link = self.links[REGISTERS[action], grid] = LinkButton(theme, "登记一次", "add")
        link.clicked.connect(partial(self.asked.emit, REGISTERS[action], grid))
        head.addWidget(link)
        column.addLayout(head)
        cells = self.figures[action, grid] = FigureGrid(theme, len(figures))
        cells.show_figures(figures)
        by_key = {one.key: one for one in figures}
        cells.asked.connect(lambda key: self.figure_asked.emit(by_key[key]))
        column.addWidget(cells)
        return row

    def _facts(self, file: GridFile) -> list[tuple[str, str]]:
        grid = file.grid
        leader = f"{self._who(grid.leader)}　{grid.phone or ''}".strip()
        found = [("网格长", leader), ("包联领导", grid.officer or "")]
        for role in (WORKER, PARTY_MEMBER, VOLUNTEER):
            people = "、".join(self._person(one) for one in file.in_role(role))
            found.append((role, people or "还没有登记"))
        forces = "\n".join(f"{one.force}：{self._person(one)}" for one in file.in_role(FORCE))
        missing = f"还没有：{'、'.join(file.missing_forces)}" if file.missing_forces else ""
        found.append((FORCE, "\n".join(part for part in (forces, missing) if part)))
        return found

    def _person(self, one: GridPerson) -> str:
        more = "，".join(part for part in (one.phone or "", one.duty or "") if part)
        return f"{self._who(one.person)}（{more}）" if more else self._who(one.person)

    def _who(self, words: str | None) -> str:
        return self.desk.ledger.name(words) if words and is_uid(words) else words or ""
