"""What the program tells in passing: the bar with 撤销, the sample-data banner, progress of long work."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import IconMark, Words, faint
from desktop_app.views.parts.tall import TallWidget
from desktop_app.views.parts.why_not import allow

_ICONS = {
    "done": "done",
    "going": "info",
    "due": "warning",
    "overdue": "error",
    "draft": "info",
    "plain": "info",
}


class _Strip(TallWidget):
    """A strip of soft colour with an icon and words, right-hand buttons after them."""

    def __init__(self, theme: Theme, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.tone = theme, tone
        self.mark = IconMark(theme, _ICONS[tone], theme.colours.tone(tone).ink, filled=True)
        self.words = Words(theme, colour=theme.colours.tone(tone).ink, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.unit(16), theme.unit(4), theme.unit(8), theme.unit(4))
        self.row.setSpacing(theme.unit(8))
        self.row.addWidget(self.mark)
        self.row.addWidget(self.words, 1)
        self.setMinimumHeight(theme.unit(44))

    def set_tone(self, tone: str) -> None:
        """Colour the strip; its icon changes with it, so the meaning is not in colour alone."""
        self.tone = tone
        ink = self._theme.colours.tone(tone).ink
        self.mark.show_icon(_ICONS[tone], ink, filled=True)
        self.words.set_colour(ink)
        self.update()

    def least_height(self) -> int:
        return self._theme.unit(44)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.colours.tone(self.tone).soft))


class NoticeBar(_Strip):
    """「已保存… · 撤销」: stays until the next notice or until it is put away; hidden when empty.

    One without a button goes with the page it was told on: it must not take room where it means nothing.
    ``turned`` tells that it comes or goes.
    """

    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "done", parent)
        self._act: Callable[[], object] | None = None
        # What 撤销 would take back, asked when the mouse rests on it: its age grows.
        self.about_undo: Callable[[], str] | None = None
        self.button = PlainButton(theme, "", "undo")
        self.button.installEventFilter(self)
        self.button.clicked.connect(self._press)
        self.close_button = LinkButton(theme, "知道了")
        self.close_button.clicked.connect(self.put_away)
        self.row.addWidget(self.button)
        self.row.addWidget(self.close_button)
        for button in (self.button, self.close_button):
            # Pressed with the mouse, they leave the cursor where the work is.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def tell(
        self, text: str, action: str = "", act: Callable[[], object] | None = None, tone: str = "done"
    ) -> None:
        """Show ``text``; with ``action`` (「撤销」) a button that runs ``act`` once and puts the bar away."""
        self._act = act
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.set_tone(tone)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.show()
        self.turned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and watched is self.button:
            named = self.about_undo if self.button.text() == "撤销" else None
            self.button.setToolTip(named() if named is not None else "")
        return False

    def leave_page(self) -> None:
        """Another page comes into sight: words with nothing to press are put away."""
        if self._act is None:
            self.put_away()

    def put_away(self) -> None:
        """Hide the bar and forget its action."""
        self._act = None
        self.hide()
        self.turned.emit()

    def _press(self) -> None:
        act = self._act
        self.put_away()
        if act is not None:
            act()


class Banner(_Strip):
    """A lasting strip above the page, e.g. 示例数据, with at most one button."""

    pressed = Signal()

    def __init__(
        self, theme: Theme, text: str, action: str = "", tone: str = "due", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, tone, parent)
        self.words.setText(text)
        self.button = PlainButton(theme, action)
        self.button.clicked.connect(self.pressed)
        self.row.addWidget(self.button)
        self.button.setVisible(bool(action))  # only now: shown without a parent it would be a window


class ProgressPanel(QWidget):
    """Long work in sight: what is done, how far it is, and a button that stops it without a trace."""

    cancelled = Signal()

    def __init__(
        self, theme: Theme, title: str, cancel: str = "停止，不保留", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = Words(theme, title, bold=True)
        self.detail = faint(theme)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.button = PlainButton(theme, cancel, "dismiss")
        self.button.clicked.connect(self._stop)
        left = QVBoxLayout()
        left.setSpacing(theme.unit(6))
        for widget in (self.title, self.bar, self.detail):
            left.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(16))
        row.addLayout(left, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_progress(0, 0)

    def set_progress(self, done: int, total: int, text: str = "") -> None:
        """Show ``done`` of ``total``; a total of 0 means the length is not known."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counted = f"{done} / {total}" if total else ""
        self.detail.setText("　".join(part for part in (text, counted) if part))

    def begin(self, words: str = "") -> None:
        """Stand at the beginning of a job that can be stopped."""
        allow(self.button)
        self.set_progress(0, 0, words)

    def _stop(self) -> None:
        allow(self.button, "正在停止")
        self.detail.setText("正在停止…")
        self.cancelled.emit()
