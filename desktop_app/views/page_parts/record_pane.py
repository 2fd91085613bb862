"""The pane of one record beside its list: heading, steps, tabs, one of them its form, and its children."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.records.base import Record
from desktop_app.storage.action import Change
from desktop_app.views.form.role_gate import why_not_write
from desktop_app.views.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.page_parts.pane_head import PaneHead
from desktop_app.views.page_parts.part_form import FormTab
from desktop_app.views.page_parts.record_dialog import RecordDialog, ask_and_save
from desktop_app.views.page_parts.step_buttons import StepButtons
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.tabs import Tabs
from desktop_app.views.parts.tall import TallWidget

if TYPE_CHECKING:
    from desktop_app.desk import Desk

T = TypeVar("T")
R = TypeVar("R", bound=Record)

# The least height of the tabs in units: a form shows three lines over its save line.
_TABS_LEAST = 194


class RecordPane(PageFrame, Generic[T, R]):
    """One record with its tabs, one of them its form; writes through the page's deeds.

    An heir declares its register, the bands of its form, the words of its print button and the tab it opens
    with; ``build`` lays out heading and tabs, ``show_item`` shows the record as it stands now. ``left`` tells
    that the hand goes back to the list.
    """

    register: ClassVar[str]
    sections: ClassVar[tuple[str, ...]]
    print_words: ClassVar[str] = "打印"
    # The least width in units.
    least: ClassVar[int] = 420
    # Whether the next record is opened on the tab this one was looked at.
    keeps_tab: ClassVar[bool] = False

    left = Signal()

    def __init__(self, desk: Desk, runner: ActionRunner, steps: StepRunner, item: T) -> None:
        super().__init__("card")
        self.desk, self.runner, self.steps, self.item = desk, runner, steps, item
        self._register = desk.ledger.catalogue[self.register]
        theme = desk.theme
        self.dialog: RecordDialog | None = None
        self.step_line: StepButtons | None = None
        self.print_button = LinkButton(theme, self.print_words, "print")
        self.tabs = Tabs()
        self.tabs.setMinimumHeight(theme.unit(_TABS_LEAST))
        self.tabs.setCornerWidget(self.print_button)
        self.head = PaneHead(theme, self.tabs)
        self.column = self.head.column
        self.form = FormTab(desk, self._register, self.sections, self.record_of(item), runner.page)
        # It goes with the pane also where no tab holds it.
        self.form.setParent(self)
        self.form.hide()
        self.form.saved.connect(self._saved)
        self.form.closed.connect(self.left)
        self.build()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.unit(16), theme.unit(8), theme.unit(16), theme.unit(8))
        whole.setSpacing(theme.unit(6))
        whole.addLayout(self.head)
        whole.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._make_room)
        self.show_item(item)

    @staticmethod
    @abstractmethod
    def record_of(item: Any) -> Any:
        """The record an item is about."""

    @abstractmethod
    def build(self) -> None:
        """Lay out the heading in ``column``, and the tabs."""

    @abstractmethod
    def show_item(self, item: T) -> None:
        """Show the record as it stands now."""

    def first_tab(self) -> int | None:
        """The tab the record opens on; None for that of the record before."""
        return None if self.keeps_tab else 0

    def whose(self) -> str:
        """The words before the title of an action on a child: WT-2026-001 的; '' for none."""
        return ""

    @property
    def uid(self) -> str:
        """The uid of the record."""
        return str(self.record_of(self.item).uid)

    # -- laying out ------------------------------------------------------------------------------------

    def add_steps(self, beside: QWidget | None = None) -> None:
        """Add the steps the record may take now, with what stands at their right."""
        self.step_line = StepButtons(self.desk.theme)
        self.step_line.asked.connect(self.take)
        if beside is None:
            self.column.addWidget(self.step_line)
            return
        line = QHBoxLayout()
        line.addWidget(self.step_line, 1)
        line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)

    def add_form(self, title: str) -> None:
        """The tab with the record's form."""
        self.tabs.addTab(self.form, title)

    def add_tab(self, title: str, *widgets: QWidget, button: QWidget | None = None) -> None:
        """A tab that scrolls, with the button for something new above what is there."""
        theme = self.desk.theme
        inside = TallWidget()  # words that wrap keep their lines
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

    def name_tabs(self, *titles: str | tuple[str, int]) -> None:
        """Name the tabs from the first on; (title, number) tells the number where there is one."""
        for at, title in enumerate(titles):
            if not isinstance(title, str):
                title = f"{title[0]} {title[1]}" if title[1] else title[0]
            self.tabs.setTabText(at, title)

    # -- steps and children ----------------------------------------------------------------------------

    def show_steps(self, leave_out: Sequence[str] = (), words: Mapping[str, str] | None = None) -> None:
        """Offer the steps the record may take now; ``words`` are other verbs than their titles, by name."""
        if self.step_line is not None:
            shut = why_not_write(self.desk.ledger, self._register)
            steps = [] if shut else self._register.steps_from(self.record_of(self.item))
            self.step_line.show_steps([one for one in steps if one.name not in leave_out], words)

    def take(self, name: str) -> None:
        """Take a step, once what is typed in the form is saved."""
        if not self.is_typing(f"办「{self._register.steps[name].title}」"):
            self.take_step(name)

    def take_step(self, name: str) -> None:
        """Take a step with nothing typed in the form."""
        self.steps.begin(self.record_of(self.item), name)

    def is_typing(self, then: str) -> bool:
        """Whether something typed is to be saved before ``then``, which is told."""
        if self.form.is_dirty:
            self.tabs.setCurrentWidget(self.form)
            self.runner.shell.show_notice(f"这里有没保存的改动，保存以后再{then}。", tone="due")
        return self.form.is_dirty

    def ask_child(
        self,
        record: Record,
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
        self.dialog = ask_and_save(
            self.runner, record, title, verb, action_title, boxes, note, about=about, parent=self
        )

    # -- keys ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Put the hand on what comes next: the first step, else the tabs."""
        buttons = self.step_line.buttons if self.step_line is not None else {}
        next(iter(buttons.values()), self.tabs.tabBar()).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def minimumSizeHint(self) -> QSize:
        theme = self.desk.theme
        height = theme.click_height + self.tabs.minimumHeight() + theme.unit(24)
        return QSize(super().minimumSizeHint().width(), height)

    def _make_room(self) -> None:
        """Where the screen is low the heading gives its room to what stands behind the tabs."""
        if self.isVisible():
            self.head.name = self._register.heading(self.record_of(self.item), self.desk.ledger.name)
            self.head.fit(self.contentsRect().size(), is_form=self.tabs.currentWidget() is self.form)

    def _saved(self, change: Change) -> None:
        self.runner.tell(f"已{change.title}", change.action)
