"""The left-hand navigation: pages under collapsible headings, icon and words, the present one marked.

Where the window is narrow for its letters it becomes a rail, each word under its icon.
"""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import IconTile, Words, faint

# Characters of a title that stand in one line; a longer one takes two, for its end tells it from its kin.
_ONE_LINE = 8
# The widths in units of the whole navigation and of the rail; what of a title stands in a line of the rail,
# and how much smaller it is than the base.
_WIDE, _NARROW = 212, 92
_RAIL_LINE = 5
_RAIL_STEPS = -2


class _NavLine(QAbstractButton):
    """What entries and headings share: height, hover, focus ring."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._in_rail = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def stand_in_rail(self, narrow: bool) -> None:
        """Stand in the rail, or in the whole navigation."""
        self._in_rail = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # The navigation has a width of its own: fifty lines need not be measured for the first window.
        return QSize(self._theme.unit(60), self._theme.unit(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def _ground(self, painter: QPainter, colour: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.unit(6)
        if colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), radius, radius)


class NavEntry(_NavLine):
    """A page in the navigation; checked while its page is shown."""

    def __init__(self, theme: Theme, key: str, text: str, icon: str) -> None:
        super().__init__(theme, text)
        self.key, self._icon_name = key, icon
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        if self._in_rail:
            return QSize(self._theme.unit(60), self._theme.unit(50 if len(self.text()) <= _RAIL_LINE else 66))
        return QSize(self._theme.unit(60), self._theme.unit(38 if len(self.text()) <= _ONE_LINE else 58))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        here = self.isChecked()
        self._ground(painter, colours.accent_soft if here else colours.hover if self.underMouse() else "")
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            bar = theme.unit(3)
            painter.drawRoundedRect(
                QRectF(0, theme.unit(10), bar, self.height() - 2 * theme.unit(10)), bar / 2, bar / 2
            )
        ink = colours.accent if here else colours.text_soft
        size = theme.unit(20)
        left, top = theme.unit(14), (self.height() - size) // 2
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._in_rail:
            left, top = (self.width() - size) // 2, theme.unit(5)
            where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        theme.icons.paint(painter, left, top, self._icon_name, ink, size, filled=here)
        painter.setFont(theme.font(_RAIL_STEPS if self._in_rail else 0, bold=here))
        painter.setPen(QColor(colours.accent if here else colours.text))
        painter.drawText(self.room(), int(where | Qt.TextFlag.TextWordWrap), self.text())

    def room(self) -> QRect:
        """Where the title stands."""
        theme = self._theme
        if self._in_rail:
            return QRect(
                theme.unit(3), theme.unit(28), self.width() - theme.unit(6), self.height() - theme.unit(28)
            )
        return QRect(theme.unit(44), 0, self.width() - theme.unit(52), self.height())


class NavHeading(_NavLine):
    """A heading that folds and unfolds its entries."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text)
        self.setCheckable(True)
        self.setChecked(True)
        self.toggled.connect(self._describe)
        self._describe(True)

    def _describe(self, open_: bool) -> None:
        self.setAccessibleDescription("已展开" if open_ else "已收起")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        self._ground(painter, colours.hover if self.underMouse() else "")
        painter.setFont(theme.font(-1 + (_RAIL_STEPS + 1 if self._in_rail else 0), bold=True))
        painter.setPen(QColor(colours.text_faint))
        size, left = theme.unit(16), theme.unit(3 if self._in_rail else 14)
        spot = self.width() - size - (0 if self._in_rail else theme.unit(10))
        room = QRect(left, 0, spot - left, self.height())
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(where | Qt.TextFlag.TextWordWrap), self.text())
        icon = "down" if self.isChecked() else "next"
        theme.icons.paint(painter, spot, (self.height() - size) // 2, icon, colours.text_faint, size)


class Navigation(QFrame):
    """All pages by group; ``chosen`` tells the key that was pressed.

    Groups stand open as long as everything fits; once it does not, only the group of the present
    page is open at first, and what the user folds or unfolds stays so.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, product: str, owner: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folded_once = False
        self.entries: dict[str, NavEntry] = {}
        self.headings: dict[str, NavHeading] = {}
        self._groups: dict[str, list[NavEntry]] = {}
        self._boxes: dict[str, QVBoxLayout] = {}
        self.setProperty("look", "nav")
        self.is_rail = False
        self.setFixedWidth(theme.unit(_WIDE))
        edge = theme.unit(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, edge)
        column.setSpacing(0)
        column.addWidget(self._brand(product, owner))
        column.addLayout(self._covers())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("look", "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(edge, edge // 2, edge, edge)
        self._column.setSpacing(theme.unit(2))
        self._column.addStretch(1)
        self._scroll.setWidget(inside)
        column.addWidget(self._scroll, 1)
        self._pinned = QVBoxLayout()
        self._pinned.setContentsMargins(edge, edge, edge, 0)
        self._pinned.setSpacing(theme.unit(2))
        column.addLayout(self._pinned)

    def _brand(self, product: str, owner: str) -> QWidget:
        theme = self._theme
        head = QWidget()
        head.setFixedHeight(theme.unit(84))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.unit(16), theme.unit(8), theme.unit(8), theme.unit(4))
        row.setSpacing(theme.unit(10))
        row.addWidget(IconTile(theme, "flag", theme.colours.on_accent, theme.colours.accent))
        self._named = QWidget()
        words = QVBoxLayout(self._named)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Words(theme, product, steps=2, bold=True))
        self.owner = faint(theme, "")
        self.owner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.addWidget(self.owner)
        self.at_desk = faint(theme, "")
        self.at_desk.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.at_desk.hide()
        words.addWidget(self.at_desk)
        words.addStretch(1)
        row.addWidget(self._named, 1)
        self._brand_row, self._head = row, head
        self.set_owner(owner)
        return head

    def make_rail(self, narrow: bool) -> None:
        """Become the rail, or the whole navigation again."""
        if narrow == self.is_rail:
            return
        self.is_rail = narrow
        theme = self._theme
        self.setFixedWidth(theme.unit(_NARROW if narrow else _WIDE))
        self._named.setVisible(not narrow)
        edge = theme.unit((_NARROW - 36) // 2 if narrow else 16)
        self._brand_row.setContentsMargins(edge, theme.unit(8), theme.unit(8), theme.unit(4))
        self._head.setFixedHeight(theme.unit(56 if narrow else 84))
        self._cover_row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._cover_row.setSpacing(theme.unit(0 if narrow else 4))
        side = theme.unit(2 if narrow else 8)
        self._cover_row.setContentsMargins(side, 0, side, 0)
        self._column.setContentsMargins(side, side // 2, side, side)
        self._pinned.setContentsMargins(side, side, side, 0)
        for line in (*self.entries.values(), *self.headings.values()):
            line.stand_in_rail(narrow)
        self._show_owner_on_tile()

    def _show_owner_on_tile(self) -> None:
        whose = (self.owner.toolTip(), self.at_desk.toolTip())
        self._head.setToolTip("\n".join(one for one in whose if one) if self.is_rail else "")

    def _covers(self) -> QBoxLayout:
        """The two ways to cover what is in sight: leaving the desk, and showing the screen to others."""
        theme = self._theme
        self.lock_button = LinkButton(theme, "上锁", "lock")
        self.lock_button.setToolTip("Ctrl+L：人走开时关好支部文件，回来输密码接着做")
        self.meeting_button = LinkButton(theme, "投屏", "eye")
        self.meeting_button.setToolTip("F9：开会模式，投屏时盖住身份证号、谈话内容这些栏")
        row = self._cover_row = QHBoxLayout()
        row.setContentsMargins(theme.unit(8), 0, theme.unit(8), 0)
        row.setSpacing(theme.unit(4))
        for button in (self.lock_button, self.meeting_button):
            # Pressed with the mouse, they leave the cursor where the work is.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def set_owner(self, name: str) -> None:
        """Whose book this is, under the product's name; a long name is cut, the whole is in the tooltip."""
        self._set_line(self.owner, name)

    def set_at_desk(self, who: str) -> None:
        """Who is at the desk: the role whose password opened the file, with the name."""
        self._set_line(self.at_desk, who)

    def _set_line(self, line: Words, words: str) -> None:
        room = self._theme.unit(212 - 70)
        line.setText(line.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room))
        line.setToolTip(words)
        line.setVisible(bool(words))
        self._show_owner_on_tile()

    def add(self, key: str, title: str, icon: str, group: str = "", *, pinned: bool = False) -> NavEntry:
        """Add a page. ``group`` "" stands above all headings; ``pinned`` stays at the bottom."""
        entry = NavEntry(self._theme, key, title, icon)
        entry.stand_in_rail(self.is_rail)
        entry.clicked.connect(lambda: self._press(key))
        self.entries[key] = entry
        if pinned:
            self._pinned.addWidget(entry)
            return entry
        if group not in self._boxes:
            self._add_group(group)
        self._boxes[group].addWidget(entry)
        self._groups[group].append(entry)
        return entry

    def _add_group(self, group: str) -> None:
        box = QVBoxLayout()
        box.setSpacing(self._theme.unit(2))
        self._boxes[group], self._groups[group] = box, []
        if not group:
            self._column.insertLayout(0, box)
            return
        heading = NavHeading(self._theme, group)
        heading.stand_in_rail(self.is_rail)
        heading.toggled.connect(lambda open_: self._fold(group, open_))
        self.headings[group] = heading
        box.addWidget(heading)
        self._column.insertLayout(self._column.count() - 1, box)

    def mark(self, key: str) -> None:
        """Mark the present page and unfold its group."""
        for name, entry in self.entries.items():
            entry.setChecked(name == key)
        for group, entries in self._groups.items():
            if group and any(entry.key == key for entry in entries):
                self.headings[group].setChecked(True)
        if key in self.entries and not self.entries[key].isHidden():
            self._scroll.ensureWidgetVisible(self.entries[key], 0, self._theme.unit(40))

    def order(self) -> list[str]:
        """Keys in the order they stand in, top to bottom, pinned ones last."""
        listed = [entry.key for entries in self._groups.values() for entry in entries]
        return [*listed, *(key for key in self.entries if key not in listed)]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._folded_once:
            self._folded_once = True
            self.fold_to_fit()

    def fold_to_fit(self) -> None:
        """Close the groups without the present page when all of them together do not fit."""
        lines = len(self.entries) + len(self.headings)
        if lines * self._theme.unit(40) <= self.height() - self._theme.unit(80):
            return
        for group, heading in self.headings.items():
            heading.setChecked(any(entry.isChecked() for entry in self._groups[group]))

    def _press(self, key: str) -> None:
        self.entries[key].setChecked(not self.entries[key].isChecked())  # the shell decides, then marks
        self.chosen.emit(key)

    def _fold(self, group: str, open_: bool) -> None:
        for entry in self._groups[group]:
            entry.setVisible(open_)
