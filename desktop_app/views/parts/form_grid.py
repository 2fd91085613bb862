"""Rows of a form: label, box, unit, help and error line set in one call, one or two abreast."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import IconMark, Words, faint

# Nine characters and the star of a required box.
_LABEL_UNITS = 158
TWO_ABREAST_UNITS = 840
# Units of width under which labels stand above their boxes.
_STACKED_UNITS = 440
_NO_MOST = 16_777_215  # Qt's own: no bound


class Row(QWidget):
    """One field of a form: what it is called, its box, and what is wrong with it."""

    put_away_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        widget: QWidget,
        help: str,
        unit: str,
        required: bool,
        wide: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.text, self.widget, self.required, self.wide = label, widget, required, wide
        self._theme, self._help_text = theme, help
        self.label = Words(
            theme, f"{label} *" if required else label, colour=theme.colours.text_soft, wrap=True
        )
        self.label.setBuddy(widget)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.label.setMinimumHeight(theme.click_height)
        if required:
            self.label.setToolTip("必填")
        widget.setAccessibleName(f"{label}（必填）" if required else label)
        self.help = faint(theme, help, wrap=True)
        if not help:  # and never shown here: without a parent yet it would be a window of its own
            self.help.hide()
        self.error = _VerdictLine(theme, "error", theme.colours.wrong)
        self.warning = _VerdictLine(theme, "warning", theme.colours.tone("due").ink)
        field = QHBoxLayout()
        field.setSpacing(theme.unit(8))
        field.addWidget(widget, 1)
        if unit:
            field.addWidget(Words(theme, unit, colour=theme.colours.text_soft))
        right = QVBoxLayout()
        right.setSpacing(theme.unit(2))
        right.addLayout(field)
        right.addWidget(self.error)
        right.addWidget(self.warning)
        right.addWidget(self.help)
        right.addStretch(1)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        if isinstance(widget, (QPlainTextEdit, QTextEdit)):
            widget.setTabChangesFocus(True)
        self._show_one()

    def stack(self, above: bool) -> None:
        """Let the label stand above the box, or beside it."""
        way = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
            self._row.setSpacing(self._theme.unit(2 if above else 12))
            self.label.setMinimumHeight(0 if above else self._theme.click_height)

    def setVisible(self, visible: bool) -> None:
        was = self.is_put_away()
        super().setVisible(visible)
        if self.is_put_away() != was:
            self.put_away_changed.emit()

    def is_put_away(self) -> bool:
        """Whether someone hid the row; a row not shown yet is not meant."""
        return self.isHidden() and self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)

    def label_width(self) -> int:
        """Width in px the label wants on one line, at most nine characters' worth and a star."""
        return min(self._theme.text_width(self.label.text()) + 2, self._theme.unit(_LABEL_UNITS))

    def box_width(self) -> int:
        """The least width in px of what stands beside or under the label."""
        return self._row.itemAt(1).minimumSize().width()

    def widen_label(self, width: int) -> None:
        """Let the label have ``width`` px; 0 for the whole line, where it stands above the box."""
        self.label.setMinimumWidth(width)
        self.label.setMaximumWidth(width or _NO_MOST)

    def set_error(self, text: str) -> None:
        """Say under the box what is wrong and mark it; an empty text takes the mark away."""
        self.error.say(text)
        self.widget.setProperty("wrong", "true" if text else "false")
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)
        self._show_one()

    def set_warning(self, text: str) -> None:
        """Say under the box what is to be minded, in the colour of a warning; '' takes it away."""
        self.warning.say(text)
        self._show_one()

    def lead(self, words: str, go: Callable[[], None]) -> None:
        """Put a link beside what is told, to the box that answers it."""
        (self.error if self.error.words.text() else self.warning).lead(words, go)

    def clear_error(self) -> None:
        """Take the error away."""
        self.set_error("")

    def set_help(self, text: str) -> None:
        """Change the help line, e.g. to the echo of a typed date."""
        self._help_text = text
        self.help.setText(text)
        self._show_one()

    def _show_one(self) -> None:
        """One line under the box: what is wrong before what is to be minded, and both before the help."""
        wrong, minded = self.error.words.text(), self.warning.words.text()
        self.error.setVisible(bool(wrong))
        self.warning.setVisible(bool(minded) and not wrong)
        self.help.setVisible(bool(self._help_text) and not wrong and not minded)
        self.widget.setAccessibleDescription(wrong or minded or self._help_text)


class _VerdictLine(QWidget):
    """A sign, what is told, and perhaps the way to the box that answers it."""

    def __init__(self, theme: Theme, sign: str, colour: str) -> None:
        super().__init__()
        self._theme = theme
        self.words = Words(theme, steps=-1, colour=colour, wrap=True)
        self.link: LinkButton | None = None
        row = QHBoxLayout()
        row.setSpacing(theme.unit(4))
        row.addWidget(IconMark(theme, sign, colour, 16, filled=True), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.unit(2), 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row)
        self.hide()

    def say(self, words: str) -> None:
        self.words.setText(words)
        if self.link is not None:
            self._column.removeWidget(self.link)
            self.link.hide()
            self.link.deleteLater()
            self.link = None

    def lead(self, words: str, go: Callable[[], None]) -> None:
        link = self.link = LinkButton(self._theme, words, "next")
        link.clicked.connect(go)
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        link.show()


class FormGrid(QWidget):
    """Rows one under the other, two abreast where the room allows; labels share one width."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, columns: int = 2, abreast: int = TWO_ABREAST_UNITS
    ) -> None:
        """``abreast``: units of width from which rows stand beside each other."""
        super().__init__(parent)
        self._theme, self._most, self._shown, self._slack = theme, columns, 0, 0
        self._abreast = theme.unit(abreast)
        self._least_label = 0
        self.rows: list[Row] = []
        self._above = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.unit(32))
        self._grid.setVerticalSpacing(theme.unit(8))

    def add_row(
        self,
        label: str,
        widget: QWidget,
        help: str = "",
        unit: str = "",
        required: bool = False,
        wide: bool = False,
    ) -> Row:
        """Add a field. ``unit`` stands after the box (元, 学时); a ``wide`` row takes the whole width.

        Sets label, buddy, accessible name and description, help and error line, and the mark of a
        required field. Tab goes in the order of the calls. Multi-line boxes are wide by themselves.
        """
        wide = wide or isinstance(widget, (QPlainTextEdit, QTextEdit))
        row = Row(self._theme, label, widget, help, unit, required, wide, self)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        row.stack(self._above)
        self.rows.append(row)
        if isinstance(widget, QLineEdit):  # what was wrong goes as the hand mends it
            widget.textEdited.connect(row.clear_error)
        row.put_away_changed.connect(lambda: self._arrange(self._columns_that_fit()))
        self._arrange(self._columns_that_fit())
        return row

    def row_of(self, widget: QWidget) -> Row:
        """The row a box stands in; raises KeyError for a widget that is not in this form."""
        for row in self.rows:
            if row.widget is widget:
                return row
        raise KeyError(widget.objectName())

    def clear_errors(self) -> None:
        """Take all errors away."""
        for row in self.rows:
            row.clear_error()

    def first_error(self) -> Row | None:
        """The first row with an error, where the cursor should go."""
        return next((row for row in self.rows if row.error.words.text()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits, above = self._columns_that_fit(), self.width() < self._theme.unit(_STACKED_UNITS)
        if above != self._above:
            self._above = above
            for row in self.rows:
                row.stack(above)
            self._arrange(fits)
        elif fits != self._shown:
            self._arrange(fits)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest box: labels need not stand beside the boxes, nor rows beside each other."""
        least = super().minimumSizeHint()
        boxes = (row.box_width() for row in self.rows if not row.is_put_away())
        return QSize(min(least.width(), max(boxes, default=0)), least.height())

    def label_width(self) -> int:
        """Width in px of the column of labels."""
        return max((row.label_width() for row in self.rows), default=0)

    def widen_labels(self, width: int) -> None:
        """Let the labels have at least ``width`` px, so that the boxes of several forms stand in line."""
        self._least_label = width
        self._arrange(self._columns_that_fit())

    def _columns_that_fit(self) -> int:
        return self._most if self.width() >= self._abreast else 1

    def _arrange(self, columns: int) -> None:
        self._shown = columns
        width = max(self._least_label, self.label_width())
        for row in self.rows:
            row.widen_label(0 if self._above else width)
            self._grid.removeWidget(row)
        line = at = 0
        for row in (row for row in self.rows if not row.is_put_away()):
            if row.wide and at:
                line, at = line + 1, 0
            span = columns if row.wide else 1
            self._grid.addWidget(row, line, at, 1, span, Qt.AlignmentFlag.AlignTop)
            at += span
            if at >= columns:
                line, at = line + 1, 0
        self._grid.setRowStretch(self._slack, 0)
        self._slack = line + 1
        self._grid.setRowStretch(self._slack, 1)  # room left over goes under the last row
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def align_labels(grids: Sequence[FormGrid]) -> None:
    """Give several forms under each other one width of labels."""
    width = max((grid.label_width() for grid in grids), default=0)
    for grid in grids:
        grid.widen_labels(width)


def label_for(theme: Theme, text: str, widget: QWidget) -> QLabel:
    """A label for a box outside a form (a filter above a table): buddy and accessible name in one call."""
    label = Words(theme, text, colour=theme.colours.text_soft)
    label.setBuddy(widget)
    (widget.focusProxy() or widget).setAccessibleName(text)
    return label
