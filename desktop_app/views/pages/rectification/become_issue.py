"""转入问题清单: asks what an issue needs besides what its source tells, and writes both in one action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.base.errors import UserError
from desktop_app.registers.becoming import Source, issue_from, turned_into
from desktop_app.registers.rectification.issues import Issue
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.record_dialog import RecordDialog

WORDS = "转入问题清单"
_BOXES = (
    "category", "mode", "due_on", "lead_officer", "duty_unit", "owner", "description", "tag", "cause", "goal",
    "found_on", "source",
)  # fmt: skip


class IssueDoor(QObject):
    """Turns findings, grid events, deductions and measures into issues, for one page."""

    def __init__(self, runner: ActionRunner) -> None:
        super().__init__(runner)
        self.runner = runner
        self.dialog: RecordDialog | None = None

    def ask(self, source: Source, done: Callable[[], object] | None = None) -> None:
        """Ask for the rest of the issue ``source`` becomes; a source that became one is told in the bar."""
        desk, page = self.runner.desk, self.runner.page
        try:
            issue = issue_from(source, desk.ledger)
        except UserError as error:
            self.runner.refused(error)
            return
        dialog = self.dialog = RecordDialog(
            desk, desk.ledger.catalogue["issue"], issue, WORDS, WORDS, boxes=_BOXES,
            note="来源和内容已经带过来了，写上责任人和时限就行。撤销时两边一起退回。", about=source.uid,
            parent=page,
        )  # fmt: skip
        dialog.setMinimumWidth(desk.theme.unit(720))

        def written() -> None:
            dialog.accept()
            if done is not None:
                done()

        def write(filled: Issue) -> None:
            fresh = desk.ledger.get(type(source), source.uid) or source
            self.runner.run(
                f"转入问题清单 {str(filled.description)[:14]}",
                lambda action: action.save(*turned_into(fresh, filled)),
                done=written,
                failed=dialog.refused,
            )

        dialog.taken.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
