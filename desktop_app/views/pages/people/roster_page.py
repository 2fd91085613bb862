"""党员花名册: the plain table; for a member opened a transfer is begun, and what is held about them shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import ASKED
from desktop_app.registers.exchange.clearing import is_cleared, why_not_yet
from desktop_app.registers.people.members import Member, belongs_on
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.pages.people.clear_dialog import ClearDialog
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.form_grid import FormGrid

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


class RosterPage(RegisterPage):
    """The register with 转接组织关系 and 本人信息查阅 for the member opened."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "member")
        self.letter_button = PlainButton(desk.theme, "转接组织关系", "member-move")
        self.letter_button.clicked.connect(self.begin_letter)
        self.held_button = PlainButton(desk.theme, "本人信息查阅", "shield")
        self.held_button.clicked.connect(self.begin_asking)
        self.clear_button = PlainButton(desk.theme, "清除个人信息", "delete")
        self.clear_button.clicked.connect(self.begin_clearing)

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        buttons = super().actions()
        held = (self.held_button,) if self._member() is not None else ()
        letter = (self.letter_button,) if self._may_leave() else ()
        clear = (self.clear_button,) if self._may_clear() else ()
        return (*letter, *clear, *held, *buttons)

    def _may_clear(self) -> bool:
        """Whether the member in sight left, and the secretary is at the desk."""
        member = self._member()
        left = member is not None and member.exit_type is not None and not is_cleared(member)
        return left and self.desk.ledger.role is Role.SECRETARY

    def _member(self) -> Member | None:
        """The member in sight, and not one being written for the first time."""
        record = self.view.form.record if self.view is not None else None
        return record if isinstance(record, Member) and not record.is_new else None

    def _may_leave(self) -> bool:
        """Whether the member in sight is on the books today, and not one being written for the first time."""
        member = self._member()
        return member is not None and belongs_on(member, self.desk.ledger.today)

    def begin_letter(self) -> None:
        """Go to the transfers and begin one for the member in sight."""
        if self.view is not None:
            self.shell.go("transfers", member=self.view.form.record.uid)

    def begin_asking(self) -> None:
        """Ask who wants to see what is held about the member in sight, write it down, and show it."""
        member = self._member()
        if member is None:
            return
        dialog = WhoAsksDialog(self.desk, member, self)
        dialog.asked.connect(lambda: self._show_held(dialog, member))
        dialog.open()

    def _show_held(self, dialog: WhoAsksDialog, member: Member) -> None:
        who = dialog.who.text().strip()
        if not who:
            dialog.tell("请写是谁要看：本人，或者本人同意的人。")
            return
        args = {"uid": member.uid, "name": who}

        def done(_line: object) -> None:
            dialog.accept()
            back = self.shell.pages.current_key
            self.shell.go("preview", key="held_about", args=args, title="本人信息查阅单", back=back)

        log = self.desk.log
        self.desk.bridge.run(lambda: log.note(ASKED, member.name, f"查阅人：{who}"), done=done)

    def begin_clearing(self) -> None:
        """Ask before what is held about the member in sight goes; what stands against it is told at once."""
        member = self._member()
        if member is None:
            return
        reason = why_not_yet(member, self.desk.ledger)
        if reason is not None:
            self.desk.bridge.failed.emit(reason)
            return
        dialog = ClearDialog(self.desk, member, self)
        dialog.asked.connect(lambda: self._clear(dialog, member))
        dialog.open()

    def _clear(self, dialog: ClearDialog, member: Member) -> None:
        typed, log = dialog.typed(), self.desk.log
        if not typed:
            return

        def done(_nothing: object) -> None:
            dialog.accept()
            self.shell.show_notice(f"已清除{member.name}的个人信息；旧备份里还有的，请按规定销毁")

        self.desk.bridge.run(
            lambda: log.clear(member, typed),
            done=done,
            failed=lambda error: dialog.tell(error.sentence()),
        )


class WhoAsksDialog(AskDialog):
    """Asks who wants to see what is held about a member."""

    def __init__(self, desk: Desk, member: Member, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"{member.name}的本人信息查阅",
            "列出来",
            "本机各台账里关于这个人的内容全部列出，含身份证号和电话，可以打印签字。谁看过记入操作日志。",
            parent,
        )
        self.who = QLineEdit(member.name)
        self.who.setAccessibleName("查阅人")
        form = FormGrid(self.theme, columns=1)
        form.add_row("查阅人", self.who, help="本人，或者经本人同意的人", required=True)
        self.body.addWidget(form)
        draft = FormDraft(
            desk, desk.ledger.catalogue["member"], member, step="asked", called=("本人信息查阅", member.name)
        )
        self.keep_drafts(desk, LooseFields({"who": self.who}), draft)
        self.walk()
        self.who.setFocus()
