"""设置: letters, branch, backups, password, the sample, and what this program is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app import __version__
from desktop_app.base.errors import UserError
from desktop_app.duties.basics.bodies import Roster
from desktop_app.records.roles import Act
from desktop_app.storage import keys
from desktop_app.storage.keys import Unlocked
from desktop_app.views.form.role_gate import gate, why_not_do
from desktop_app.views.page_parts.size_chooser import SizeChooser
from desktop_app.views.page_parts.two_columns import TwoColumns
from desktop_app.views.pages.office.handover_steps import words_left
from desktop_app.views.pages.office.settings_backups import AskFolder, BackupCard, Reopen
from desktop_app.views.pages.office.settings_fonts import FontCard
from desktop_app.views.pages.office.settings_lock import LockCard
from desktop_app.views.pages.office.settings_whole import CarryOut, WholeCard
from desktop_app.views.pages.start.password_dialogs import ChangePasswordDialog
from desktop_app.views.pages.start.start_page import NO_SECRETS
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class SettingsPage(LivePage):
    """Letters, backups and the password.

    ``leave_sample`` empties the sample and begins in earnest, ``change_points`` builds the window anew in
    another size of letters, ``reopen`` puts a backup, with its password, in place of the branch file,
    ``change_key`` gives the file, as it was unlocked, another password.
    """

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        leave_sample: Callable[[], object] | None = None,
        change_points: Callable[[int], object] | None = None,
        reopen: Reopen | None = None,
        carry_out: CarryOut | None = None,
        change_key: Callable[[Unlocked, str], object] | None = None,
        ask_folder: AskFolder | None = None,
    ) -> None:
        super().__init__(desk, shell, "设置与备份")
        self.sizes = SizeChooser(self.theme)
        self.sizes.chosen.connect(self._choose_points)
        sizes = Card(self.theme, "字的大小", "换好后窗口会重新打开")
        sizes.body.addWidget(self.sizes)
        self._change_points = change_points
        self._change_key = change_key
        ask_folder = ask_folder or FileDialogs(desk.settings).folder_words
        self.backups = BackupCard(desk, reopen, ask_folder)
        self.backups.check_asked.connect(lambda: shell.go("paper_check", choose=True))
        left, right = QVBoxLayout(), QVBoxLayout()
        unit = self.theme.unit
        for column in (left, right):
            column.setSpacing(unit(12))
        left.addWidget(sizes)
        left.addWidget(self.backups, 1)
        self.fonts = FontCard(desk)
        left.addWidget(self.fonts)
        self.templates_button = LinkButton(self.theme, "改材料的标题、栏和签字栏", "document")
        self.templates_button.clicked.connect(lambda: self.shell.go("paper_templates"))
        self.fonts.body.addWidget(self.templates_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._branch_card())
        if desk.is_sample:
            right.addWidget(self._sample_card(leave_sample))
        else:
            right.addWidget(self._password_card())
            self.lock = LockCard(desk)
            right.addWidget(self.lock)
        self.whole = WholeCard(desk, shell, carry_out, ask_folder)
        right.addWidget(self.whole)
        right.addWidget(self._about_card())
        right.addStretch(1)
        self._shut()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(unit(20), unit(16), unit(20), unit(16))
        whole.addWidget(TwoColumns(self.theme, left, right, (3, 2)))

    def _shut(self) -> None:
        """Leave grey what the role at the desk does not do; backups are made by everybody."""
        ledger = self.desk.ledger
        gate(why_not_do(ledger, Act.RESTORE), self.backups.restore_button)
        gate(why_not_do(ledger, Act.EXCHANGE), self.card_button)
        if not self.desk.is_sample:
            gate(why_not_do(ledger, Act.KEYS), self.password_button, self.roles_button)
            gate(why_not_do(ledger, Act.HAND_OVER), self.handover_button)

    def on_shown(self, **args: object) -> None:
        self.backups.refresh()  # a folder may have changed without our doing
        self.fonts.refresh()

    def refresh(self) -> None:
        """Name the branch."""
        with self.fresh.reading():
            roster = Roster.read(self.desk.ledger)
            self._branch_uid = roster.branch or ""
            name = self.desk.ledger.name(self._branch_uid) if self._branch_uid else "还没有写支部名称"
            self.branch_name.setText(name)
            self.branch_code.setText(f"支部代码 {self.desk.ledger.office}")
            if not self.desk.is_sample:
                under_way = words_left(self.desk)
                self.handover_words.setText(under_way)
                self.handover_words.setVisible(bool(under_way))

    # -- cards ---------------------------------------------------------------------------------------

    def _branch_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "本支部")
        self._branch_uid = ""
        self.branch_name = Words(theme, bold=True, wrap=True)
        self.branch_code = Words(theme, colour=theme.colours.text_soft)
        self.branch_button = PlainButton(theme, "打开支部信息", "building")
        self.branch_button.clicked.connect(self._open_branch)
        self.card_button = PlainButton(theme, "导出名片", "export")
        self.card_button.clicked.connect(lambda: self.shell.go("exchange"))
        card.body.addWidget(self.branch_name)
        card.body.addWidget(self.branch_code)
        card.body.addLayout(_side_by_side(theme.unit(8), self.branch_button, self.card_button))
        return card

    def _sample_card(self, leave_sample: Callable[[], object] | None) -> Card:
        theme = self.theme
        card = Card(theme, "示例")
        card.body.addWidget(
            Words(theme, "现在看的是虚构的示例支部。清空后建立自己的支部，示例不会留下痕迹。", wrap=True)
        )
        self.sample_button = PrimaryButton(theme, "清空示例，正式开始", "delete")
        if leave_sample is not None:
            self.sample_button.clicked.connect(lambda: leave_sample())
        card.body.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _password_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "密码和恢复单")
        card.body.addWidget(
            Words(
                theme,
                "换人、泄露或者恢复单丢了，就换一次密码，并打印新的恢复单。换的时候支部文件会换一把新的钥匙，"
                "旧密码和旧的钥匙文件再也打不开它；以前做的备份仍用当时的密码。",
                wrap=True,
            )
        )
        self.password_button = PlainButton(theme, "换密码", "key")
        self.password_button.clicked.connect(self.change_password)
        self.handover_words = Words(theme, "", colour=theme.colours.tone("due").ink, wrap=True)
        card.body.addWidget(self.handover_words)
        self.handover_button = PlainButton(theme, "书记交接", "member-move")
        self.handover_button.clicked.connect(lambda: self.shell.go("handover_secretary"))
        self.roles_button = PlainButton(theme, "分工与密码", "members")
        self.roles_button.clicked.connect(lambda: self.shell.go("roles"))
        buttons = (self.password_button, self.roles_button, self.handover_button)
        card.body.addLayout(_side_by_side(theme.unit(8), *buttons))
        return card

    def _about_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "关于")
        card.body.addWidget(Words(theme, f"支部台账 {__version__}"))
        card.body.addWidget(faint(theme, f"支部文件：{self.desk.backup_store.path}", wrap=True))
        card.body.addWidget(Words(theme, NO_SECRETS, colour=theme.colours.tone("due").ink, wrap=True))
        self.licence_button = LinkButton(theme, "部件、字体和图标的许可", "document")
        self.licence_button.clicked.connect(lambda: self.shell.go("help", topic="licences"))
        self.help_button = LinkButton(theme, "备份与恢复怎么做", "help")
        self.help_button.clicked.connect(lambda: self.shell.go("help", topic="backup"))
        card.body.addLayout(_side_by_side(theme.unit(4), self.help_button, self.licence_button))
        return card

    # -- doing ---------------------------------------------------------------------------------------

    def _choose_points(self, points: int) -> None:
        if self._change_points is not None:
            self._change_points(points)

    def _open_branch(self) -> None:
        args = {"uid": self._branch_uid} if self._branch_uid else {}
        self.shell.go("register:party_org", **args)

    def change_password(self) -> None:
        """Ask, look on the worker whether the present one is right, then have the program change it."""
        dialog = ChangePasswordDialog(self.theme, self)
        if not dialog.exec():
            return
        path, old, new = self.desk.backup_store.path, dialog.old.text(), dialog.fields.password()

        def change(unlocked: Unlocked) -> None:
            if self._change_key is not None:
                self._change_key(unlocked, new)

        self.desk.bridge.run(lambda: keys.unlock(path, old), done=change, failed=self._not_changed)

    def _not_changed(self, error: UserError) -> None:
        self.shell.show_notice(f"密码没有换：{error.sentence()}", tone="overdue")


def _side_by_side(gap: int, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
