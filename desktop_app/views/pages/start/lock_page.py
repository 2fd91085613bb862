"""The lock page: it takes the window's place while the branch file is closed, and asks for the password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import password_box
from desktop_app.views.parts.buttons import LinkButton, PrimaryButton
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Complaint, IconTile, Words, faint
from desktop_app.views.parts.why_not import BUSY, allow

_CLOSED = "支部文件已经关好。写了一半的内容都留着，打开后接着写。"


class LockPage(QWidget):
    """Shows nothing of the records but whose they are.

    ``unlock_asked`` carries the password, ``recovery_asked`` tells that it is forgotten.
    """

    unlock_asked = Signal(str)
    recovery_asked = Signal()

    def __init__(self, theme: Theme, branch: str, why: str) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle("支部台账 已上锁")
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.branch = Words(theme, branch, steps=2, bold=True, wrap=True)
        self.why = Words(theme, why, colour=theme.colours.text_soft, wrap=True)
        self.password = password_box()
        self.state = faint(theme, wrap=True)
        self.trouble = Complaint(theme, self)
        self.recovery_button = LinkButton(theme, "忘记密码，用恢复单", "key")
        self.recovery_button.clicked.connect(self.recovery_asked)
        self.open_button = PrimaryButton(theme, "打开")
        self.open_button.clicked.connect(self._ask)
        self._lay_out()
        self.show_waiting("正在把手上的事做完，做完就锁好……")

    # -- what the program says -------------------------------------------------------------------------

    def show_waiting(self, words: str) -> None:
        """Nothing can be asked for now: ``words`` say why."""
        self.state.setText(words)
        self._enable(False)

    def show_ready(self) -> None:
        """The file is closed; the password may come."""
        self.state.setText(_CLOSED)
        self._enable(True)
        self.password.setFocus()

    def show_trouble(self, error: UserError) -> None:
        """It did not open; the password is asked for again."""
        self.password.clear()
        self.show_ready()
        self.trouble.setText(error.sentence())

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme, unit = self.theme, self.theme.unit
        colours = theme.colours
        form = FormGrid(theme, columns=1)
        form.add_row("密码", self.password)
        KeyWalk(form).past_last.connect(self._ask)
        card = QFrame()
        card.setProperty("look", "card")
        card.setMaximumWidth(unit(520))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(unit(36), unit(28), unit(36), unit(28))
        inside.setSpacing(unit(10))
        head = QHBoxLayout()
        head.setSpacing(unit(14))
        head.addWidget(IconTile(theme, "lock", colours.on_accent, colours.accent, 48))
        names = QVBoxLayout()
        names.addWidget(Words(theme, "已上锁", steps=6, bold=True))
        names.addWidget(self.branch)
        head.addLayout(names, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.recovery_button)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        inside.addLayout(head)
        inside.addSpacing(unit(8))
        for widget in (self.why, self.state, form, self.trouble):
            inside.addWidget(widget)
        inside.addLayout(foot)
        middle = QWidget()
        middle.setProperty("look", "clear")
        around = QVBoxLayout(middle)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 1000)
        across.addStretch(1)
        around.addStretch(2)
        around.addLayout(across)
        around.addStretch(3)
        scroll = QScrollArea()
        scroll.setAccessibleName("打开")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.password.setFocus()

    def _enable(self, is_ready: bool) -> None:
        for widget in (self.password, self.open_button, self.recovery_button):
            allow(widget, "" if is_ready else BUSY)
        self.trouble.clear()

    def _ask(self) -> None:
        password = self.password.text()
        if not password:
            self.trouble.setText("还没有输密码。请输入打开这个支部文件的密码。")
            self.password.setFocus()
            return
        self.show_waiting("正在打开……")
        self.unlock_asked.emit(password)
