"""The form of some bands of a record inside a page that shows heading, state and steps itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.records.base import Record
from desktop_app.records.record import Register, Section
from desktop_app.views.form.record_form import RecordForm

if TYPE_CHECKING:
    from desktop_app.desk import Desk


@dataclass(frozen=True)
class PartRegister(Register):
    """A register whose form has only the bands named in ``shown``."""

    shown: tuple[str, ...] = ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The bands shown, in their order."""
        return tuple(band for band in Register(self.model).sections if band.title in self.shown)


class PartForm(RecordForm):
    """A record's form without its head: boxes, draft, lock and save only."""

    def __init__(
        self, desk: Desk, register: Register, shown: tuple[str, ...], record: Record, page: object
    ) -> None:
        super().__init__(desk, PartRegister(register.model, shown), record, page)
        theme, save = desk.theme, self.save_button
        # The page's own main button stays the only one in the accent.
        save.setProperty("look", "plain")
        save.setProperty("tall", "true")
        save.setIcon(theme.icons.icon("save", theme.colours.text_soft, theme.unit(20), gap=theme.unit(4)))
        save.setText("保存改动")

    def _show_head(self) -> None:
        super()._show_head()
        for widget in (self.back_button, self.heading, self.pill, self.figures):
            widget.hide()

    def _show_steps(self, record: Record) -> None:
        """The page has the steps."""


class FormTab(QWidget):
    """A tab with a ``PartForm``, built when first looked at: its editors are most of what a page costs.

    ``saved``, ``moved`` and ``closed`` are the form's; ``typed`` tells that a hand changed something.
    """

    saved = Signal(object)
    moved = Signal(int)
    closed = Signal()
    typed = Signal()

    def __init__(
        self, desk: Desk, register: Register, shown: tuple[str, ...], record: Record, page: object
    ) -> None:
        super().__init__()
        self._desk, self._register, self._sections, self._page = desk, register, shown, page
        self._record = record
        self.form: PartForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not yet saved."""
        return self.form is not None and self.form.is_dirty

    def show_record(self, record: Record) -> None:
        """Show the record as it stands now; what is typed and not saved stays."""
        self._record = record
        if self.form is not None and not self.form.is_dirty:
            self.form.show_record(record)

    def words(self) -> dict[str, str]:
        """What stands in the boxes of words by name, saved or being typed."""
        kept = self.form.body.kept() if self.form is not None else {}
        return {name: words for name, words in kept.items() if isinstance(words, str)}

    def save(self) -> None:
        """Write what is typed."""
        if self.form is not None:
            self.form.save()

    def keep_draft(self) -> None:
        """Keep what is typed so far."""
        if self.form is not None:
            self.form.keep_draft()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.form is None:
            self.form = PartForm(self._desk, self._register, self._sections, self._record, self._page)
            self.form.saved.connect(self.saved)
            self.form.moved.connect(self.moved)
            self.form.closed.connect(self.closed)
            self.form.body.edited.connect(self.typed)
            self._column.addWidget(self.form)
            # A widget laid in while its parent is being shown is not always shown along with it.
            self.form.show()
