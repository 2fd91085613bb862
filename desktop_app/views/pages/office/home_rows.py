"""Lines of the home page: a duty with its state and button, and a quiet line that opens something."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import ElidedWords, Words, faint
from desktop_app.views.parts.status import Pill
from desktop_app.views.parts.tips import folded

TONES = {
    Standing.DONE: "done",
    Standing.OPEN: "draft",
    Standing.NEAR: "due",
    Standing.OVERDUE: "overdue",
}


# Characters of words that have room beside a title.
_BESIDE = 18


class OneLine(ElidedWords):
    """Words on one line that give way: what does not fit ends in …, the whole stands in the tool tip."""

    def __init__(self, theme: Theme, text: str, *, steps: float = 0, bold: bool = False, colour: str = ""):
        super().__init__(theme, text, steps=steps, bold=bold, colour=colour)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(folded(text))


class DutyRow(QFrame):
    """One duty: its day, what it is, where it stands in words, and the button that goes there."""

    def __init__(self, theme: Theme, duty: Duty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.duty = duty
        done = duty.state is Standing.DONE
        colours = theme.colours
        day = f"{duty.due.month}月{duty.due.day}日" if duty.due is not None else "随时"
        when = Words(theme, day, colour=colours.text_soft)
        when.setFixedWidth(theme.text_width("12月30日") + theme.unit(6))
        self.title = OneLine(theme, duty.title, bold=not done)
        # 逾期 3 天 says its state by itself; 本月尚未记录 stands beside it; a sentence goes under the title.
        told = duty.words.startswith(duty.state.value)
        sentence = len(duty.words) > _BESIDE
        about = duty.words if sentence and not told else duty.about
        self.about = OneLine(theme, about, steps=-1, colour=colours.text_faint)
        self.about.setToolTip(
            folded("\n".join(part for part in (duty.about, duty.words, duty.source) if part))
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        self.words = faint(theme, "" if told or sentence else duty.words)
        self.pill = Pill(theme, duty.words if told else duty.state.value, TONES[duty.state])
        self.button = PlainButton(theme, "打开" if duty.uids or done else "去补")
        self.button.setFixedWidth(theme.text_width("去补") + theme.unit(34))
        self.button.setAccessibleName(f"{self.button.text()}：{duty.title}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.unit(5), 0, theme.unit(5))
        row.setSpacing(theme.unit(12))
        row.addWidget(when)
        row.addLayout(words, 1)
        row.addWidget(self.words)
        row.addWidget(self.pill)
        row.addWidget(self.button)
        # Only now: shown without a parent it would be a window for a moment, and take the keys with it.
        self.words.setVisible(not told and not sentence)
        self._line = QColor(colours.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._line))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))


class LinkLine(QAbstractButton):
    """Two lines of words that open something when clicked; the right-hand word tells when or how many."""

    def __init__(
        self, theme: Theme, title: str, note: str = "", right: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._note, self._right = theme, note, right
        self.setText(title)
        self.setToolTip(folded("\n".join(part for part in (title, note) if part)))
        self.setAccessibleName("，".join(part for part in (title, note, right) if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.unit(240), self._theme.unit(50 if self._note else 38))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(120), self.sizeHint().height())

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        near = self.isEnabled() and self.underMouse()
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.unit(4), theme.unit(4))
        inner = area.adjusted(0, theme.unit(4), 0, -theme.unit(4))
        painter.setFont(theme.font(-1))
        wide = painter.fontMetrics().horizontalAdvance(self._right) + theme.unit(8) if self._right else 0
        first = QRectF(inner)
        if self._note:
            first.setHeight(inner.height() / 2)
        painter.setPen(QColor(colours.text_faint))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(first, right, self._right)
        if self._note:
            second = inner.adjusted(0, inner.height() / 2, 0, 0)
            self._line(painter, second, self._note)
        font = theme.font()
        font.setUnderline(near)
        painter.setFont(font)
        painter.setPen(
            QColor(colours.focus if near else colours.text if self.isEnabled() else colours.text_soft)
        )
        self._line(painter, first.adjusted(0, 0, -wide, 0), self.text())

    @staticmethod
    def _line(painter: QPainter, area: QRectF, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
