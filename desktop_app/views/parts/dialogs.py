"""Dialogs: an error told in three parts, and a question whose answers are verbs."""

from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QHBoxLayout,
    QLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import DangerButton, PlainButton, PrimaryButton
from desktop_app.views.parts.labels import IconMark, Words
from desktop_app.views.parts.on_screen import keep_on_screen, most_size


class TextSink(Protocol):
    """Where copied text goes; the clipboard in the program."""

    def setText(self, text: str) -> None: ...


# What scrolls in a dialog keeps room for so many lines on the smallest screen.
_LEAST_LINES = 6
# So many lines of the technical detail are in sight at once.
_DETAIL_LINES = 5


class ErrorPanel(QWidget):
    """What happened, what is safe, what to do, and last the detail for a technician.

    「复制给上级」 copies just what is in sight.
    """

    def __init__(
        self, theme: Theme, error: UserError, parent: QWidget | None = None, sink: TextSink | None = None
    ) -> None:
        super().__init__(parent)
        self._error = error
        self._sink = sink
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(12))
        colours = theme.colours
        parts = (
            ("error", colours.wrong, error.what, True),
            ("shield", colours.tone("done").ink, error.safe, False),
            ("hint", colours.tone("due").ink, error.todo, False),
        )
        for icon, ink, text, bold in parts:
            if text:
                column.addLayout(_line(theme, icon, ink, text, bold=bold))
        if error.detail:
            column.addWidget(_detail(theme, error.detail))
        self.copy_button = PlainButton(theme, "复制给上级", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.copied = Words(theme, "", steps=-1, colour=colours.tone("done").ink)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self.copied, 1)
        column.addLayout(row)
        column.addStretch(1)
        self.setAccessibleName(error.sentence())

    def report(self) -> str:
        """The text that is copied: the three parts and the detail."""
        return "\n".join(part for part in (*self._error.parts(), self._error.detail) if part)

    def _copy(self) -> None:
        (self._sink or QGuiApplication.clipboard()).setText(self.report())
        self.copied.setText("已复制，可粘贴到微信或文档中")


def _detail(theme: Theme, text: str) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setFont(theme.font(-1))
    box.setAccessibleName("给技术人员的说明")
    shown = min(len(text.splitlines()), _DETAIL_LINES) + 1
    box.setFixedHeight(box.fontMetrics().lineSpacing() * shown + theme.unit(8))
    return box


def _line(theme: Theme, icon: str, ink: str, text: str, *, bold: bool) -> QHBoxLayout:
    mark = IconMark(theme, icon, ink, 22, filled=True)
    words = Words(theme, text, bold=bold, wrap=True)
    words.setMinimumWidth(theme.unit(400))
    row = QHBoxLayout()
    row.setSpacing(theme.unit(12))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


class FittedDialog(QDialog):
    """A dialog as tall as its wrapped words need: Qt sizes a window as if they stood on one line."""

    # What of the screen's height a form may take: heading, note and verb stand beside it.
    share = 0.6

    def at_most(self, px: int) -> int:
        """``px``, but no more than leaves the verb in sight on a small screen with large type."""
        return min(px, round(self.screen().availableSize().height() * self.share))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._fit()
        return done

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        most = most_size(self)
        if self.minimumWidth() > most.width():
            self.setMinimumWidth(most.width())
        layout.activate()
        over = _least_height(layout, min(self.width(), most.width())) - most.height()
        if over > 0:
            self._press_frames(over)
            layout.activate()
        width = min(self.width(), most.width())
        needed = min(max(layout.totalHeightForWidth(width), _least_height(layout, width)), most.height())
        if needed > self.height() or self.width() > width or self.height() > most.height():
            self.resize(width, min(max(needed, self.height()), most.height()))
        keep_on_screen(self)

    def _press_frames(self, over: int) -> None:
        """Take ``over`` px from the least heights of what scrolls or holds a list, down to a few lines."""
        kinds: tuple[type[QWidget], ...] = (QAbstractScrollArea, QStackedWidget)
        below = list[QWidget](self.findChildren(QWidget))
        frames = [one for one in below if one.isVisible() and isinstance(one, kinds)]
        for frame in sorted(frames, key=lambda one: -one.minimumHeight()):
            least = frame.fontMetrics().height() * _LEAST_LINES
            given = min(over, frame.minimumHeight() - least)
            if given > 0:
                frame.setMinimumHeight(frame.minimumHeight() - given)
                over -= given


def _least_height(layout: QLayout, width: int) -> int:
    """The least a layout can do with at a width, its wrapped words whole."""
    least = layout.totalMinimumSize().height()
    return max(least, layout.totalMinimumHeightForWidth(width)) if layout.hasHeightForWidth() else least


class ErrorDialog(FittedDialog):
    """An error in its own window, when the page has no place for it."""

    def __init__(self, theme: Theme, error: UserError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("没有完成")
        self.panel = ErrorPanel(theme, error)
        self.close_button = PrimaryButton(theme, "知道了")
        self.close_button.clicked.connect(self.accept)
        column = _frame(self, theme)
        column.addWidget(self.panel)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.close_button.setFocus()


class ToldDialog(FittedDialog):
    """What a person only has to know, with one button."""

    def __init__(self, theme: Theme, told: UserError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(told.what)
        column = _frame(self, theme)
        column.addLayout(_line(theme, "info", theme.colours.focus, told.what, bold=True))
        words = Words(theme, "\n".join(part for part in (told.safe, told.todo) if part), wrap=True)
        words.setContentsMargins(theme.unit(34), 0, 0, 0)
        column.addWidget(words)
        self.close_button = PrimaryButton(theme, "知道了")
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.close_button.setFocus()


def show_error(parent: QWidget | None, theme: Theme, error: UserError, *, plain: bool = False) -> None:
    """Show the error and wait until it has been read; ``plain`` where nothing failed."""
    (ToldDialog if plain else ErrorDialog)(theme, error, parent).exec()


class ConfirmDialog(FittedDialog):
    """A question with verbs for answers, only for what cannot be undone.

    ``text`` names what and how many; ``verb`` does it ("恢复这份备份"); Esc and ``cancel`` leave
    everything as it is, and hold the focus at first when ``danger`` is set.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        verb: str,
        *,
        danger: bool = False,
        cancel: str = "先不做",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        column = _frame(self, theme)
        tone = theme.colours.tone("due")
        head = _line(
            theme,
            "warning" if danger else "help",
            tone.ink if danger else theme.colours.focus,
            title,
            bold=True,
        )
        column.addLayout(head)
        words = Words(theme, text, wrap=True)
        words.setContentsMargins(theme.unit(34), 0, 0, 0)
        column.addWidget(words)
        self.cancel_button = PlainButton(theme, cancel)
        self.cancel_button.setProperty("tall", "true")
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button: PlainButton = (DangerButton if danger else PrimaryButton)(theme, verb)
        self.verb_button.setProperty("tall", "true")
        self.verb_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.verb_button)
        column.addSpacing(theme.unit(8))
        column.addLayout(row)
        (self.cancel_button if danger else self.verb_button).setFocus()

    def ask(self) -> bool:
        """Show the question and give True when the verb was chosen."""
        return bool(self.exec() == QDialog.DialogCode.Accepted)


def _frame(dialog: QDialog, theme: Theme) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    edge = theme.unit(24)
    column.setContentsMargins(edge, edge, edge, theme.unit(20))
    column.setSpacing(theme.unit(16))
    dialog.setMinimumWidth(theme.unit(480))
    return column
