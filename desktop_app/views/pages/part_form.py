"""The form of some bands of a record inside a page that shows heading, state and steps itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.records.record import Band, Record, Register
from desktop_app.views.form.record_form import RecordForm

if TYPE_CHECKING:
    from desktop_app.desk import Desk


@dataclass(frozen=True)
class PartRegister(Register):
    """A register whose form has only the bands named in ``shown``."""

    shown: tuple[str, ...] = ()

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """The bands shown, in their order."""
        return tuple(band for band in Register(self.model).bands if band.title in self.shown)


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
