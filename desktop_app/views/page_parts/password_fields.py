"""Two boxes for a new password, with the rules beside them saying while one types what is still wanting."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.storage.keys import check_password
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import IconMark, Words

_LENGTH, _STRENGTH, _TWICE = "至少 8 个字符", "不容易猜到：不用连着或重复的字、生日、电话", "两次输的一样"
_LEAST = 8
Before = tuple[str, QWidget, str]


class PasswordFields(QWidget):
    """``password`` gives what was typed once it is good enough; ``changed`` tells every key.

    ``word`` is what the password is called, ``before`` the label, box and help of a row above it (``lead``).
    """

    changed = Signal()

    def __init__(self, theme: Theme, *, word: str = "密码", before: Before | None = None) -> None:
        super().__init__()
        self._theme = theme
        self.first = password_box()
        self.second = password_box()
        self.form = FormGrid(theme, columns=1)
        self.lead = self.form.add_row(*before, required=True) if before is not None else None
        self.form.add_row(word, self.first, help="比如一句好记的话的拼音，再加几个数字", required=True)
        self.form.add_row("再输一次", self.second, required=True)
        self.show_box = QCheckBox("显示密码")
        self.show_box.toggled.connect(self._show)
        self.rules = {words: _RuleLine(theme, words) for words in (_LENGTH, _STRENGTH, _TWICE)}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(4))
        column.addWidget(self.form)
        column.addWidget(self.show_box)
        for line in self.rules.values():
            column.addWidget(line)
        for box in (self.first, self.second):
            box.textChanged.connect(self._look)
        self._look()

    def password(self) -> str:
        """The password; UserError with the reason when it is too weak or the two differ."""
        check_password(self.first.text())
        if self.first.text() != self.second.text():
            raise UserError("两次输的密码不一样", todo="请把第二个框再输一遍")
        return self.first.text()

    def clear(self) -> None:
        """Empty both boxes."""
        self.first.clear()
        self.second.clear()

    def _look(self) -> None:
        typed = self.first.text()
        self.rules[_LENGTH].set_kept(len(typed) >= _LEAST)
        why = _weakness(typed)
        self.rules[_STRENGTH].set_kept(not why, why if len(typed) >= _LEAST else "")
        self.rules[_TWICE].set_kept(bool(typed) and typed == self.second.text())
        self.changed.emit()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for box in (self.first, self.second):
            box.setEchoMode(mode)


class _RuleLine(QWidget):
    """One rule: a tick and words once it is kept, a ring and grey words before."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme, self._rule = theme, words
        self.kept = False
        self.mark = IconMark(theme, "checklist", theme.colours.text_faint, 16)
        self.words = Words(theme, words, steps=-1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(6))
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        self.set_kept(False)

    def set_kept(self, kept: bool, why: str = "") -> None:
        """Show whether the rule is kept, in words too; ``why`` says what breaks it, in place of the rule."""
        self.kept = kept
        colours = self._theme.colours
        ink = colours.tone("done").ink if kept else colours.text_faint
        self.mark.show_icon("done" if kept else "info", ink, filled=kept)
        self.words.set_colour(ink)
        self.words.setText(f"{self._rule}，已做到" if kept else why or self._rule)


def password_box() -> QLineEdit:
    """A box whose letters are covered; the input method stays out of it."""
    box = QLineEdit()
    box.setEchoMode(QLineEdit.EchoMode.Password)
    box.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return box


def _weakness(password: str) -> str:
    """Why a password that is long enough is not taken; '' when it is, and a plain rule is kept or waits."""
    try:
        check_password(password)
    except UserError as error:
        return error.what
    return ""
