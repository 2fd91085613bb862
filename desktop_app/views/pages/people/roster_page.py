"""党员花名册: the plain table; for a member opened who is on the books a transfer can be begun here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.registers.people.members import Member, belongs_on
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.parts.buttons import PlainButton

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


class RosterPage(RegisterPage):
    """The register with 转接组织关系 for the member opened."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "member")
        self.letter_button = PlainButton(desk.theme, "转接组织关系", "member-move")
        self.letter_button.clicked.connect(self.begin_letter)

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        buttons = super().actions()
        return (self.letter_button, *buttons) if self._may_leave() else buttons

    def _may_leave(self) -> bool:
        """Whether the member in sight is on the books today, and not one being written for the first time."""
        record = self.view.form.record if self.view is not None else None
        if not isinstance(record, Member) or record.is_new:
            return False
        return belongs_on(record, self.desk.ledger.today)

    def begin_letter(self) -> None:
        """Go to the transfers and begin one for the member in sight."""
        if self.view is not None:
            self.shell.go("transfers", member=self.view.form.record.uid)
