"""流动党员: the plain table with one button more, so that a telephone call is noted in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.parts.buttons import PlainButton

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


class MobilePage(RegisterPage):
    """The register with 记一次联系 for the row chosen or the record opened."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "mobile_member")
        self.runner = ActionRunner(desk, shell, self)
        self.contact_dialog: RecordDialog | None = None
        self.contact_button = PlainButton(desk.theme, "记一次联系", "talk")
        self.contact_button.clicked.connect(self.note_contact)

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.contact_button, *super().actions())

    def note_contact(self) -> None:
        """Ask how one who is away was spoken to, today unless told otherwise."""
        chosen = [self.view.form.record.uid] if self.view is not None else self.table.uids()
        stay = self.desk.ledger.get(MobileMember, chosen[0] if len(chosen) == 1 else None)
        if stay is None:
            self.shell.show_notice("先点选一名流动党员，再记一次联系。", tone="due")
            return
        ledger = self.desk.ledger
        name = ledger.name(stay.uid)
        fresh = MobileContact(mobile_member=stay.uid, on=ledger.today, by=stay.liaison)
        register = ledger.catalogue["mobile_contact"]
        dialog = RecordDialog(self.desk, register, fresh, f"记一次联系：{name}", "保存这次联系", parent=self)

        def done() -> None:
            dialog.accept()
            if self.view is not None:
                self.view.reload()

        dialog.taken.connect(
            lambda filled: self.runner.run(
                f"记一次联系 {name}", lambda action: action.save(filled), done=done, failed=dialog.refused
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        self.contact_dialog = dialog
        dialog.open()
