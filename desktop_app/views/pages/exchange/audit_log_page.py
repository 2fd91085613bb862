"""操作日志: the plain table; where the chain of hashes is broken its head says so until it was explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.storage.verify_chain import Break
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.notices import Banner

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

# So many broken places are told one by one.
_TOLD = 5


class AuditLogPage(RegisterPage):
    """The register with the broken places above it, and a word of the secretary about them."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._banner: Banner | None = None
        super().__init__(desk, shell, "audit_log")
        self._banner = Banner(desk.theme, "", "写明情况", "overdue")
        self._banner.pressed.connect(self.begin_explaining)
        self.card.body.insertWidget(0, self._banner)
        self._show_breaks()

    def on_shown(self, **args: object) -> None:
        self._show_breaks()
        super().on_shown(**args)

    def refresh(self) -> None:
        super().refresh()
        self._show_breaks()

    def begin_explaining(self) -> None:
        """Ask for the word about all broken places."""
        dialog = ExplainDialog(self.desk, list(self.desk.ledger.breaks.values()))
        dialog.setParent(self, dialog.windowFlags())
        dialog.asked.connect(lambda: self._explain(dialog))
        dialog.open()

    def _explain(self, dialog: ExplainDialog) -> None:
        desk, words, breaks = self.desk, dialog.words.toPlainText(), dialog.breaks

        def told(error: UserError) -> None:
            dialog.tell(error.sentence())

        def done(_line: object) -> None:
            dialog.accept()
            self._show_breaks()
            self.shell.show_notice("已记下说明，从这里起继续核对")

        desk.bridge.run(lambda: desk.log.explain(breaks, words), done=done, failed=told)

    def _show_breaks(self) -> None:
        if self._banner is None:
            return
        breaks = list(self.desk.ledger.breaks.values())
        self._banner.words.setText(_told(breaks, titles=self.desk.ledger.door.rights.is_whole))
        secretary = self.desk.ledger.role is Role.SECRETARY
        self._banner.button.setVisible(secretary)
        self._banner.setVisible(bool(breaks))


class ExplainDialog(AskDialog):
    """What the secretary says of the broken places."""

    def __init__(self, desk: Desk, breaks: list[Break]) -> None:
        super().__init__(
            desk,
            "写明情况",
            "记下说明",
            "说明记进操作日志，不能再改；写了以后不再提示这几处，以后的照常核对。",
        )
        self.breaks = breaks
        self.body.addWidget(Words(self.theme, _told(breaks), wrap=True))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("说明")
        self.words.setPlaceholderText("比如：电脑送修时文件被人打开过，已和备份核对")
        self.words.setFixedHeight(self.theme.unit(96))
        self.body.addWidget(self.words)
        draft = FormDraft(
            desk,
            desk.ledger.catalogue["audit_log"],
            AuditLog(),
            "explain",
            place=("register:audit_log", {}),
            called=("情况说明", "记录链对不上的地方"),
        )
        self.keep_drafts(desk, LooseFields({"words": self.words}), draft)
        self.walk()
        self.words.setFocus()


def _told(breaks: list[Break], *, titles: bool = True) -> str:
    """The broken places; without ``titles``, in which names stand, for roles that do not see them all."""
    places = [one.place() + one.what if titles else f"第 {one.number} 次操作对不上" for one in breaks]
    more = [f"另有 {len(breaks) - _TOLD} 处"] if len(breaks) > _TOLD else []
    return "\n".join([f"记录链有 {len(breaks)} 处对不上：", *places[:_TOLD], *more])
