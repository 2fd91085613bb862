"""The box of one question: about whom, what is asked, and the answers as buttons that show all of them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.exchange_parts import empty
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import Words

_MOST_BUTTONS = 7
_FIRST = 4


class AnswerButton(PlainButton):
    """A button whose words take as many lines as they need."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, "")
        self._text = text
        self.setAccessibleName(text)
        self._words = Words(theme, text, wrap=True)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.unit(12), theme.unit(6), theme.unit(12), theme.unit(6))
        line.addWidget(self._words)
        self._least = theme.unit(36)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The words on it."""
        return self._text

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(self._least, layout.heightForWidth(width) if layout is not None else 0)

    def sizeHint(self) -> QSize:
        return QSize(self._words.sizeHint().width(), self._least)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))


class QuestionBox(QWidget):
    """``chosen`` tells the index of the answer taken.

    The words keep a place of one height, so that the answers of the next question lie where those of the last
    did. Of many answers the nearest are buttons and the rest stand in a list.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.answers: list[PlainButton] = []
        self.more: ChoiceBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        self.who = Words(theme, "", steps=2, bold=True, wrap=True)
        self.what = Words(theme, "", wrap=True)
        self.around = Words(theme, "", steps=-1, colour=theme.colours.text_soft, wrap=True)
        self._told, told = quiet_scroll(theme)
        for words in (self.who, self.what, self.around):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told.addWidget(words)
        told.addStretch(1)
        self._told.setAccessibleName("问的是什么")
        self._told.setMinimumHeight(theme.unit(72))
        self._offered, self._place = quiet_scroll(theme)
        self._offered.setAccessibleName("可以选的回答")
        self._offered.setMinimumHeight(theme.unit(88))
        column.addWidget(self._told, 1)
        column.addWidget(self._offered, 1)

    def ask(self, who: str, what: str, around: str, labels: Sequence[str]) -> None:
        """Show a question from its beginning."""
        self.who.setText(who)
        self.what.setText(what)
        self.around.setText(around)
        empty(self._place)
        self.answers, self.more = [], None
        direct = set(range(len(labels)))
        if len(labels) > _MOST_BUTTONS:
            direct = {*range(_FIRST), len(labels) - 2, len(labels) - 1}
        for at, label in enumerate(labels):
            if at == _FIRST and len(direct) < len(labels):
                self._add_list([(n, one) for n, one in enumerate(labels) if n not in direct])
            if at in direct:
                self._add_answer(at, label)
        self._place.addStretch(1)
        for area in (self._told, self._offered):
            area.verticalScrollBar().setValue(0)

    def _add_answer(self, at: int, label: str) -> None:
        button = AnswerButton(self._theme, label)
        button.clicked.connect(lambda: self.chosen.emit(at))
        self.answers.append(button)
        self._place.addWidget(button)

    def _add_list(self, rest: list[tuple[int, str]]) -> None:
        self.more = ChoiceBox(self._theme, [(None, "其他选项…"), *rest])
        self.more.setAccessibleName("其他选项")
        self.more.activated.connect(self._take_listed)
        self._place.addWidget(self.more)

    def _take_listed(self) -> None:
        if self.more is not None and self.more.value() is not None:
            self.chosen.emit(self.more.value())


def quiet_scroll(theme: Theme) -> tuple[QScrollArea, QVBoxLayout]:
    """A quiet scroll area and the column inside it."""
    inside = QWidget()
    inside.setProperty("look", "plain-pane")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, theme.unit(8), 0)
    column.setSpacing(theme.unit(8))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area, column
