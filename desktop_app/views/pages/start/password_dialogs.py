"""Dialogs about the password: asking for it, and changing it, which makes a new recovery sheet."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import PasswordFields, password_box
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Complaint, Words


class _Dialog(FittedDialog):
    """A title, words, a body, a line for what is wrong, and two buttons."""

    def __init__(self, theme: Theme, title: str, text: str, verb: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.unit(520))
        self.problem = Complaint(theme, self)
        self.cancel_button = PlainButton(theme, "先不做")
        self.cancel_button.setProperty("tall", "true")
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button = PrimaryButton(theme, verb)
        self.verb_button.clicked.connect(self.decide)
        self.body = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.verb_button)
        column = QVBoxLayout(self)
        edge = theme.unit(24)
        column.setContentsMargins(edge, edge, edge, theme.unit(20))
        column.setSpacing(theme.unit(12))
        column.addWidget(Words(theme, title, steps=2, bold=True, wrap=True))
        column.addWidget(Words(theme, text, colour=theme.colours.text_soft, wrap=True))
        column.addLayout(self.body)
        column.addWidget(self.problem)
        column.addLayout(row)

    def decide(self) -> None:
        """Close when what was typed stands, else say why not."""
        self.problem.setText("")
        try:
            self.check()
        except UserError as error:
            self.problem.setText(error.sentence())
        else:
            self.accept()

    def check(self) -> None:
        """UserError while what was typed does not stand."""


class PasswordDialog(_Dialog):
    """Asks for the password something was made under; it may be empty for what has none."""

    def __init__(self, theme: Theme, title: str, text: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, text, verb, parent)
        self.box = password_box()
        form = FormGrid(theme, columns=1)
        form.add_row("密码", self.box)
        KeyWalk(form).past_last.connect(self.decide)
        self.body.addWidget(form)
        self.box.setFocus()

    def password(self) -> str:
        """What was typed."""
        return self.box.text()


class ChangePasswordDialog(_Dialog):
    """Asks for the present password and twice for the new one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            "换密码",
            "支部文件会关上片刻，换一把新的钥匙。书记换密码会出一张新的恢复单，旧的那张作废。"
            "以前做的备份没有变，仍用做备份那天的密码打开。",
            "换成新密码",
            parent,
        )
        self.old = password_box()
        self.fields = PasswordFields(theme, word="新密码", before=("现在的密码", self.old, ""))
        KeyWalk(self.fields).past_last.connect(self.decide)
        self.body.addWidget(self.fields)
        self.old.setFocus()

    def check(self) -> None:
        if not self.old.text():
            raise UserError("还没有输现在的密码", todo="请先输现在用的密码")
        self.fields.password()


class RolePasswordDialog(_Dialog):
    """Asks the secretary's own password, who gets a role's, and twice for that one."""

    def __init__(self, theme: Theme, role: str, holder: str, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            f"{role}的密码",
            "密码由拿它的人自己来输最好。各人的密码不能一样：凭密码认人。",
            "设好",
            parent,
        )
        self.own = password_box()
        self.holder = QLineEdit(holder)
        self.fields = PasswordFields(theme, word=f"{role}的密码", before=("书记的密码", self.own, ""))
        form = FormGrid(theme, columns=1)
        form.add_row("给谁", self.holder)
        KeyWalk(self.fields).past_last.connect(self.decide)
        self.body.addWidget(form)
        self.body.addWidget(self.fields)
        self.holder.setFocus()

    def check(self) -> None:
        if not self.own.text():
            raise UserError("还没有输书记的密码", todo="请先输书记自己的密码")
        self.fields.password()
