"""A list at the left and the record opened from it at the right: what such pages and their panes share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop_app.storage.action import Change
from desktop_app.views.form.destination_panel import TAB, DestinationPanel, has_room
from desktop_app.views.pages.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.destinations import follow
from desktop_app.views.pages.page_parts.line_list import LineList
from desktop_app.views.pages.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.pages.page_parts.part_form import FormTab
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.page import Page

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


class RecordPane(PageFrame):
    """One record of ``register`` with its tabs, one of them its form; writes through the page's deeds."""

    form: FormTab

    def __init__(
        self, desk: Desk, runner: ActionRunner, steps: StepRunner, register: str, print_words: str
    ) -> None:
        super().__init__("card")
        self.desk, self.runner, self.steps = desk, runner, steps
        self._register = desk.ledger.catalogue[register]
        theme = desk.theme
        self.dialog: RecordDialog | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        self.column.setSpacing(theme.unit(8))
        self.print_button = LinkButton(theme, print_words, "print")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setMinimumHeight(theme.unit(220))
        self.tabs.setCornerWidget(self.print_button)

    def is_typing(self, step: str) -> bool:
        """Whether something typed is to be saved before the step, which is then told."""
        if self.form.is_dirty:
            self.tabs.setCurrentWidget(self.form)
            title = self._register.steps[step].title
            self.runner.shell.show_notice(f"这里有没保存的改动，保存以后再办「{title}」。", tone="due")
        return self.form.is_dirty

    def ask_child(
        self,
        record: Any,
        title: str,
        verb: str,
        action_title: str,
        boxes: Sequence[str] = (),
        note: str = "",
        *,
        about: str = "",
    ) -> None:
        """Ask the boxes of a record under this one, and save it in an action called ``action_title``.

        ``about`` tells apart new records of one register that begin with something of their own.
        """
        register = self.desk.ledger.catalogue.of(record)
        dialog = RecordDialog(
            self.desk, register, record, title, verb, boxes=boxes, note=note, about=about, parent=self
        )
        dialog.taken.connect(
            lambda filled: self.runner.run(
                action_title, lambda action: action.save(filled), done=dialog.accept, failed=dialog.refused
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def add_form(self, title: str, sections: tuple[str, ...], record: Any) -> None:
        """The tab with the form of these bands."""
        self.form = FormTab(self.desk, self._register, sections, record, self.runner.page)
        self.form.saved.connect(self._saved)
        self.tabs.addTab(self.form, title)

    def add_tab(self, title: str, *widgets: QWidget, button: QWidget | None = None) -> None:
        """A tab that scrolls, with the button for something new above what is there."""
        theme = self.desk.theme
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.unit(10) if button else 0, theme.unit(4), 0)
        column.setSpacing(theme.unit(6))
        if button is not None:
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        frame = QScrollArea()
        frame.setWidgetResizable(True)
        frame.setWidget(inside)
        self.tabs.addTab(frame, title)

    def _saved(self, change: Change) -> None:
        self.runner.shell.show_notice(f"已{change.title}", "撤销", self.runner.undo)


class PanePage(Page):
    """Filters above, a list at the left, and the ``RecordPane`` of the chosen record at the right."""

    pane: RecordPane | None
    print_button: PlainButton
    new_button: PlainButton

    def __init__(self, desk: Desk, shell: Shell, title: str, register: str) -> None:
        super().__init__(desk.theme, title)
        self.desk, self.shell = desk, shell
        self.runner = ActionRunner(desk, shell, self)
        self._register = desk.ledger.catalogue[register]
        self.steps = StepRunner(self.runner, self._register)
        self.pane = None
        self._words = ""
        self.side = DestinationPanel(
            desk, beside=True
        )  # beside the pane of a wide window; a tab of the pane in a narrow one
        self.side.asked.connect(lambda destination: follow(shell, destination))
        self.table_button = PlainButton(self.theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: shell.go(f"register:{register}"))

    def lay_out(
        self,
        choice: ChoiceBox,
        chips: ChipRow,
        called: str,
        empty: QWidget,
        *,
        least: int,
        shares: tuple[int, int],
    ) -> QVBoxLayout:
        """Put the filters above, the list of things ``called`` so and ``empty`` beside each other.

        The list is at least ``least`` units wide, ``shares`` are the widths of list and pane to each other.
        Gives the place for what stands above the list.
        """
        theme, self.empty, self._share = self.theme, empty, shares[1]
        whole = page_column(self, theme)
        strip = self.strip = QHBoxLayout()
        strip.setSpacing(theme.unit(12))
        strip.addWidget(choice)
        strip.addWidget(chips, 1)
        whole.addLayout(strip)
        left = PageFrame("card")
        left.setMinimumWidth(theme.unit(least))
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        column.setSpacing(0)
        above = QVBoxLayout()
        column.addLayout(above)
        self.none = faint(theme, f"没有这样的{called}。换一个筛选，或者点右上角“新增{called}”。", wrap=True)
        self.none.setContentsMargins(theme.unit(14), theme.unit(12), theme.unit(14), theme.unit(12))
        self.list = LineList(theme, called)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self.body = QWidget()
        self._body = QHBoxLayout(self.body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.unit(12))
        self._body.addWidget(left, shares[0])
        self._body.addWidget(empty, shares[1])
        self._body.addWidget(self.side)
        self.side.hide()
        whole.addWidget(self.body, 1)
        self.whole = whole
        return above

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.new_button)

    def may_leave(self) -> bool:
        if self.pane is not None:
            self.pane.form.keep_draft()
        return True

    def put_up(self, pane: RecordPane, uid: str) -> None:
        """Show the pane of the record ``uid`` in place of the one before."""
        self.put_away()
        self.pane = pane
        pane.form.moved.connect(self.list.walk)
        self.empty.hide()
        self._body.insertWidget(self._body.indexOf(self.side), pane, self._share)
        self.list.mark(uid)
        record = self.desk.ledger.get(self._register.model, uid)
        destinations = self._destinations = DestinationPanel(self.desk)
        destinations.asked.connect(lambda destination: follow(self.shell, destination))
        pane.tabs.addTab(destinations, TAB)
        for panel in (destinations, self.side):
            panel.show_record(record)
        self._place_destinations()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_destinations()

    def _place_destinations(self) -> None:
        """Where the open record goes stands beside it, or behind a tab where there is no room."""
        wide = has_room(self, self.desk)
        self.side.setVisible(wide and self.pane is not None)
        if self.pane is not None:
            self.pane.tabs.setTabVisible(self.pane.tabs.indexOf(self._destinations), not wide)

    def put_away(self) -> None:
        """Close the pane; what was typed stays as a draft."""
        if self.pane is not None:
            self.pane.form.keep_draft()
            self._body.removeWidget(self.pane)
            self.pane.hide()
            self.pane.deleteLater()
            self.pane = None
            self.empty.show()
            self._place_destinations()
