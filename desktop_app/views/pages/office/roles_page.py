"""分工与密码: which role has a password of its own, who holds it, and what it may; for the secretary."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.base.errors import UserError
from desktop_app.duties.people.role_holders import holder_of, keep_holder
from desktop_app.records.roles import Act, NotYours, Role
from desktop_app.registers.exchange.audit_log import SHARED_OUT
from desktop_app.storage import keys
from desktop_app.views.form.role_gate import gate, why_not_do
from desktop_app.views.pages.start.password_dialogs import PasswordDialog, RolePasswordDialog
from desktop_app.views.parts.buttons import DangerButton, LinkButton, PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.why_not import allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

_MAY = {
    Role.SECRETARY: "看和记全部内容；设密码和分工、从备份恢复、办移交只有书记能做。",
    Role.ORGANIZER: "看和记全部内容，收发包；不管密码和分工，不恢复备份，不办移交。",
    Role.MEMBER: "记会议、学习、承诺、服务、积分、网格、调研和问题整改；其他台账只看。谈心谈话、"
    "批评和对照检查、处分和处置、发展党员、困难帮扶不显示，身份证号和电话盖住。",
    Role.READER: "看委员能看的，什么也不改，也不收发包。",
}
_WHEN_LEAVING = "换届或者有人离开：先收回或者换掉他的密码，再到“设置”里点“换密码”换一把新的钥匙。"
_OPENS_UNASKED = "这个支部文件没有密码，谁都能打开。先给它设密码，再分工。"


class RolesPage(LivePage):
    """A card for each role, with the button that gives it a password and the one that takes it back."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "分工与密码")
        theme = desk.theme
        self.back_button = LinkButton(theme, "返回设置", "previous")
        self.back_button.clicked.connect(lambda: shell.go("settings"))
        self.none = Words(theme, _OPENS_UNASKED, colour=theme.colours.tone("due").ink, wrap=True)
        self.states: dict[Role, Words] = {}
        self.set_buttons: dict[Role, PlainButton] = {}
        self.drop_buttons: dict[Role, DangerButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(20), theme.unit(16), theme.unit(20), theme.unit(16))
        column.setSpacing(theme.unit(12))
        column.addWidget(
            Words(
                theme,
                "每人用自己的密码打开同一个支部文件，能看什么、能改什么由支部文件自己守着。"
                "谁做的，操作日志里写着谁。",
                wrap=True,
            )
        )
        column.addWidget(self.none)
        for role in Role:
            column.addWidget(self._card(role))
        column.addWidget(faint(theme, _WHEN_LEAVING, wrap=True))
        column.addStretch(1)

    def actions(self) -> tuple[LinkButton, ...]:  # type: ignore[override]
        return (self.back_button,)

    def on_shown(self, **args: object) -> None:
        self.refresh()  # a key file may have changed without our doing

    def _card(self, role: Role) -> Card:
        theme = self.theme
        card = Card(theme)
        self.states[role] = Words(theme, "", bold=True)
        line = QHBoxLayout()
        line.setSpacing(theme.unit(8))
        line.addWidget(self.states[role], 1)
        if role is not Role.SECRETARY:
            self.set_buttons[role] = PlainButton(theme, "设密码", "key")
            self.set_buttons[role].setAccessibleName(f"{role}：设密码")
            self.set_buttons[role].clicked.connect(partial(self.give, role))
            self.drop_buttons[role] = DangerButton(theme, "收回密码")
            self.drop_buttons[role].setAccessibleName(f"{role}：收回密码")
            self.drop_buttons[role].clicked.connect(partial(self.take_back, role))
            line.addWidget(self.drop_buttons[role])
            line.addWidget(self.set_buttons[role])
            shut = why_not_do(self.desk.ledger, Act.KEYS)
            gate(shut, self.set_buttons[role], self.drop_buttons[role])
        card.body.addLayout(line)
        card.body.addWidget(faint(theme, _MAY[role], wrap=True))
        return card

    def refresh(self) -> None:
        """Show who holds which role, and whether it has a password."""
        with self.fresh.reading():
            try:
                held = keys.roles_of(self.desk.backup_store.path)
            except UserError as error:
                held = ()
                self.shell.show_notice(error.sentence(), tone="overdue")
            self.none.setVisible(not held)
            for role in Role:
                name = holder_of(self.desk.ledger, role) or "还没有写是谁"
                self.states[role].setText(f"{role}　{name}　{'有密码' if role in held else '没有密码'}")
            for role, button in self.set_buttons.items():
                button.setText("换密码" if role in held else "设密码")
                allow(button, "" if held else "这份资料没有密码，先在设置里给书记设密码")
                self.drop_buttons[role].setVisible(role in held)

    # -- doing ---------------------------------------------------------------------------------------

    def give(self, role: Role) -> None:
        """Ask for the secretary's password and the new one, and give it to the role."""
        known = holder_of(self.desk.ledger, role)
        dialog = RolePasswordDialog(self.theme, role, known, self)
        if not dialog.exec():
            return
        own, new, name = dialog.own.text(), dialog.fields.password(), dialog.holder.text()
        path, ledger, log = self.desk.backup_store.path, self.desk.ledger, self.desk.log

        def job() -> None:
            keys.set_door(path, self._secretary(own), role, new)
            keep_holder(ledger, role, name)
            log.note(SHARED_OUT, role, f"设密码：{name}" if name else "设密码")

        told = f"{role}有密码了。请当面告诉{name or '本人'}，不要写在纸上；本人第一次打开后可以请书记再换。"
        self.desk.bridge.run(job, done=lambda _: self._done(told), failed=self._failed)

    def take_back(self, role: Role) -> None:
        """Ask for the secretary's password, and take the role's away."""
        dialog = PasswordDialog(
            self.theme,
            f"收回{role}的密码",
            f"收回以后，{role}的密码打不开这个支部文件。已经记下的内容都在。请输书记自己的密码。",
            "收回",
            self,
        )
        if not dialog.exec():
            return
        own, path, ledger, log = (
            dialog.password(),
            self.desk.backup_store.path,
            self.desk.ledger,
            self.desk.log,
        )

        def job() -> None:
            keys.drop_door(path, self._secretary(own), role)
            keep_holder(ledger, role, "")
            log.note(SHARED_OUT, role, "收回密码")

        told = f"{role}的密码已收回。要连旧的钥匙也作废，请到“设置”里换一次密码。"
        self.desk.bridge.run(job, done=lambda _: self._done(told), failed=self._failed)

    def _secretary(self, password: str) -> bytes:
        """The raw key, by the secretary's own password alone."""
        self.desk.ledger.door.require(Act.KEYS)
        unlocked = keys.unlock(self.desk.backup_store.path, password)
        if unlocked.role is not Role.SECRETARY:
            raise NotYours(unlocked.role, Act.KEYS, [Role.SECRETARY])
        return unlocked.raw

    def _done(self, told: str) -> None:
        self.refresh()
        self.shell.show_notice(told, tone="done")

    def _failed(self, error: UserError) -> None:
        self.shell.show_notice(f"没有改成：{error.sentence()}", tone="overdue")
