"""Panes of the start page for a branch that exists: its password and its recovery sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.storage.keys import recovery_number_fits
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import PasswordFields, password_box
from desktop_app.views.pages.start.start_choice import OpenBranch, RecoverBranch
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Complaint, Words

DIGITS = 30


class Pane(QWidget):
    """A heading with its reason, a body, a line for what went wrong, and buttons; main one last."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, heading: str, why: str, verb: str, back: str = "返回") -> None:
        super().__init__()
        self._theme = theme
        self.heading = Words(theme, heading, steps=4, bold=True)
        self.why = Words(theme, why, colour=theme.colours.text_soft, wrap=True)
        self.problem = Complaint(theme, self)
        self.back_button = PlainButton(theme, back, "previous")
        self.back_button.setProperty("tall", "true")
        self.back_button.setVisible(bool(back))
        self.back_button.clicked.connect(self.left)
        self.main_button = PrimaryButton(theme, verb)
        self.main_button.clicked.connect(self.decide)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.unit(8))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.unit(8))
        self.buttons.addWidget(self.back_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.main_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        column.addWidget(self.heading)
        column.addWidget(self.why)
        column.addSpacing(theme.unit(12))
        column.addLayout(self.body, 1)
        column.addWidget(self.problem)
        column.addLayout(self.buttons)

    def decide(self) -> None:
        """Tell the choice, or say under the boxes why it does not stand."""
        self.problem.setText("")
        try:
            self.chosen.emit(self.choice())
        except UserError as error:
            self.problem.setText(error.sentence())

    def choice(self) -> object:
        """The choice made here; UserError while it does not stand."""
        raise AssertionError("a pane tells its own choice")


class OpenPane(Pane):
    """The password of the branch file there is."""

    recover_asked = Signal()
    restore_asked = Signal()

    def __init__(self, theme: Theme, branch: str) -> None:
        super().__init__(theme, "打开支部", branch, "打开", back="")
        self.password = password_box()
        form = FormGrid(theme, columns=1)
        form.add_row("密码", self.password)
        KeyWalk(form).past_last.connect(self.decide)
        self.recover_button = LinkButton(theme, "忘记密码，用恢复单", "key")
        self.recover_button.clicked.connect(self.recover_asked)
        self.restore_button = LinkButton(theme, "从备份恢复", "history")
        self.restore_button.clicked.connect(self.restore_asked)
        self.rescued_button = LinkButton(theme, "另存的文件", "history")
        links = QHBoxLayout()
        links.addWidget(self.recover_button)
        links.addWidget(self.restore_button)
        links.addWidget(self.rescued_button)
        links.addStretch(1)
        self.body.addWidget(form)
        self.body.addLayout(links)
        self.body.addStretch(1)

    def choice(self) -> OpenBranch:
        if not self.password.text():
            self.password.setFocus()
            raise UserError("还没有输密码", todo="请输入打开这个支部文件的密码")
        return OpenBranch(self.password.text())


class RecoverPane(Pane):
    """The number on the recovery sheet and a new password."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, "用恢复单打开", "照恢复单输入 30 位数字，空格可有可无；再设一个新密码。", "打开并换密码"
        )
        self.number = QLineEdit()
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.number.textChanged.connect(self._count)
        self.passwords = PasswordFields(
            theme, word="新密码", before=("恢复码", self.number, f"已输 0 位，共 {DIGITS} 位")
        )
        self.body.addWidget(self.passwords)
        self.body.addStretch(1)

    def choice(self) -> RecoverBranch:
        digits = digits_of(self.number.text())
        if len(digits) != DIGITS or not recovery_number_fits(digits):
            self.number.setFocus()
            raise UserError("恢复码有输错的数字", "数据没有改动", "请对照恢复单重新输入 30 位数字")
        return RecoverBranch(digits, self.passwords.password())

    def _count(self, text: str) -> None:
        digits = digits_of(text)
        words = f"已输 {len(digits)} 位，共 {DIGITS} 位"
        if len(digits) == DIGITS:
            words = "30 位已输完，校验通过" if recovery_number_fits(digits) else "30 位里有输错的，请再对一遍"
        if self.passwords.lead is not None:
            self.passwords.lead.set_help(words)


def digits_of(text: str) -> str:
    """The digits of what was typed."""
    return "".join(sign for sign in text if sign.isdigit() and sign.isascii())
