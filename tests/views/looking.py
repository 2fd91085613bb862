"""What an eye would find wrong with a window: things off the screen, over each other, cut, pale or nameless.

``look_over`` walks the widgets of a shown window and gives a ``Finding`` for each; it knows no page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from desktop_app.views.page_parts.cell_table import CellTable
from tests.views.looking_tables import cut_cells, cut_heads

LEAST_CONTRAST = 4.5
LEAST_HEIGHT = 36
# What the button says that keeps what was typed, or goes on with it.
SAVE_WORDS = ("保存", "下一步", "打开", "检查", "导入", "登记", "看看", "记收")
# A list or a form behind a scroll bar shows at least so many lines that can be clicked.
LEAST_LINES = 2.5
# So many turns of the events in which nothing is to be done are rest.
STILL = 30
# A table of the months of a year goes sideways in itself where letters are large, its names staying in sight:
# numbers cannot be cut, and a month put away would be looked for. Every other table fits.
YEAR_COLUMNS = 12
# Lines that tell what was typed where the room ends are Qt's own; so are the parts of boxes.
_PARTS_OF = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
_BOXES = (QLineEdit, QComboBox, QAbstractSpinBox)


@dataclass(frozen=True, order=True)
class Finding:
    """One thing wrong: its ``kind``, the widget by the way to it, and what is seen."""

    kind: str
    where: str
    seen: str

    def __str__(self) -> str:
        return f"{self.kind:9} {self.where}: {self.seen}"


def come_to_rest(is_idle: Callable[[], bool] = lambda: True, longest: int = 30_000) -> None:
    """Let every layout settle: what wants more height tells what is around it, one a turn of the events.

    ``is_idle`` says whether the worker has nothing to do; at most ``longest`` milliseconds are waited for it.
    """
    limit, still = QDeadlineTimer(longest), 0
    while still < STILL and not limit.hasExpired():
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        still = still + 1 if is_idle() else 0


def path_of(widget: QWidget) -> str:
    """The way to a widget from its window by class, with the words it says."""
    way: list[str] = []
    one: QWidget | None = widget
    while one is not None and not one.isWindow() and len(way) < 6:
        way.append(type(one).__name__)
        one = one.parentWidget()
    words = said(widget)
    return "/".join(reversed(way)) + (f"“{words[:24]}”" if words else "")


def said(widget: QWidget) -> str:
    """What a widget says on itself, or is called."""
    for name in ("text", "currentText", "placeholderText", "title", "accessibleName"):
        words = str(widget.property(name) or "")
        if words:
            return words.replace("\n", "⏎")
    return ""


def in_sight(window: QWidget) -> list[QWidget]:
    """The shown widgets of one window, not those of dialogs over it."""
    below = list[QWidget](window.findChildren(QWidget))
    return [one for one in below if one.isVisibleTo(window) and one.window() is window]


def look_over(window: QWidget, *, least: int = LEAST_HEIGHT, pixels: bool = True) -> list[Finding]:
    """Everything found wrong in a shown window; ``least`` is the height in px of what is clicked."""
    shown = in_sight(window)
    found: list[Finding] = []
    found += _outside(window, shown)
    found += _overlapping(shown)
    for one in shown:
        for kind, seen in _wrong_by_itself(one, window, least):
            found.append(Finding(kind, path_of(one), seen))
    if pixels:
        found += _pale(window, shown)
    return sorted(set(found))


# -- where things stand ----------------------------------------------------------------------------


def _outside(window: QWidget, shown: list[QWidget]) -> Iterator[Finding]:
    """Widgets that stand past the edge of what holds them, where no scroll bar leads."""
    blamed: set[QWidget] = set()
    for one in shown:
        parent = one.parentWidget()
        if parent is None or parent in blamed:
            blamed.add(one)
            continue
        if isinstance(parent, _PARTS_OF) or one.width() == 0 or one.height() == 0:
            continue
        frame, room = one.geometry(), parent.rect()
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            if not isinstance(area, QAbstractItemView) and frame.width() > room.width() + 1:
                yield Finding("sideways", path_of(one), f"{frame.width()} px in a view of {room.width()}")
                blamed.add(one)
            continue
        if isinstance(parent, QAbstractScrollArea | QHeaderView):
            continue
        if not room.adjusted(-1, -1, 1, 1).contains(frame):
            yield Finding("outside", path_of(one), f"{_words(frame)} in {room.width()}×{room.height()}")
            blamed.add(one)
    screen = window.screen().availableGeometry()
    if not screen.contains(window.frameGeometry()) and not window.isMaximized():
        yield Finding(
            "screen", type(window).__name__, f"{_words(window.frameGeometry())} on {_words(screen)}"
        )


def _words(area: QRect) -> str:
    return f"{area.x()},{area.y()} {area.width()}×{area.height()}"


def _overlapping(shown: list[QWidget]) -> Iterator[Finding]:
    """Sisters that stand over each other."""
    families: dict[QWidget, list[QWidget]] = {}
    for one in shown:
        parent = one.parentWidget()
        if parent is not None and one.width() > 1 and one.height() > 1:
            families.setdefault(parent, []).append(one)
    for parent, sisters in families.items():
        if isinstance(parent, (*_PARTS_OF, QAbstractScrollArea, QTabBar, QHeaderView)):
            continue
        for at, one in enumerate(sisters):
            for other in sisters[at + 1 :]:
                if isinstance(one, QSplitterHandle) or isinstance(other, QSplitterHandle):
                    continue
                both = one.geometry().intersected(other.geometry())
                if both.width() > 1 and both.height() > 1 and not _is_meant(one, other):
                    yield Finding("overlap", f"{path_of(one)} × {path_of(other)}", _words(both))


def _is_meant(one: QWidget, other: QWidget) -> bool:
    """A veil or a hint laid over something on purpose says so."""
    return any(w.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) for w in (one, other))


# -- one widget by itself ----------------------------------------------------------------------------


def _wrong_by_itself(one: QWidget, window: QWidget, least: int) -> Iterator[tuple[str, str]]:
    if isinstance(one.parentWidget(), _PARTS_OF):
        return
    yield from _cut(one)
    yield from _nameless(one)
    yield from _low(one, least)
    yield from _bars(one, least)
    yield from _save_line(one, window)


def _cut(one: QWidget) -> Iterator[tuple[str, str]]:
    """Words wider or higher than their room, with no tip to tell the whole."""
    if isinstance(one, QLabel):
        yield from _cut_label(one)
    elif isinstance(one, QPushButton | QCheckBox | QRadioButton | QToolButton):
        wanted = one.sizeHint()
        high = wanted.height()
        if one.hasHeightForWidth():  # its words wrap
            high = max(high, one.heightForWidth(one.width()))
        elif one.text() and one.width() < wanted.width() and not one.toolTip():
            yield "cut", f"{one.width()} px of {wanted.width()}"
        if one.height() < high - 2:
            yield "cut", f"{one.height()} px high of {high}"
    elif isinstance(one, QTabBar):
        yield from _cut_tabs(one)
    elif isinstance(one, _BOXES):
        yield from _cut_box(one)
    elif isinstance(one, QTableView) and not isinstance(one.parentWidget(), QTableView):
        yield from cut_cells(one)
        yield from cut_heads(one)


def _cut_tabs(one: QTabBar) -> Iterator[tuple[str, str]]:
    arrows = list[QToolButton](one.findChildren(QToolButton))
    if any(arrow.isVisible() for arrow in arrows):
        yield "cut", "tabs behind arrows"
    for at in range(one.count()):
        wide = one.fontMetrics().horizontalAdvance(one.tabText(at))
        if one.isTabVisible(at) and one.tabRect(at).width() < wide and not one.tabToolTip(at):
            yield "cut", f"tab {one.tabText(at)}"


def _cut_box(one: QWidget) -> Iterator[tuple[str, str]]:
    words, room = "", one.width()
    if isinstance(one, QComboBox):
        line = one.lineEdit()
        room = line.width() if line is not None else one.width() - one.height()
        words = one.currentText()
    elif isinstance(one, QLineEdit) and not one.text():
        room = one.contentsRect().width() - 8
        words = one.placeholderText()
    wide = one.fontMetrics().horizontalAdvance(words)
    if wide > room and not one.toolTip():
        yield "cut", f"“{words}” {wide} px in {room}"
    if one.height() < one.minimumSizeHint().height() - 2:
        yield "cut", f"{one.height()} px high of {one.minimumSizeHint().height()}"


def _cut_label(one: QLabel) -> Iterator[tuple[str, str]]:
    words = one.text()
    if not words or not one.pixmap().isNull():
        return
    metrics, room = QFontMetrics(one.font()), one.contentsRect()
    if one.wordWrap():
        wanted = metrics.boundingRect(
            QRect(0, 0, room.width(), 10_000),
            int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft),
            words,
        )
        if wanted.height() > room.height() + metrics.descent() and not one.toolTip():
            yield "cut", f"{room.height()} px high of {wanted.height()}"
        if wanted.width() > room.width() + 1 and not one.toolTip():
            yield "cut", f"{room.width()} px of {wanted.width()}"
        return
    if (
        max(metrics.horizontalAdvance(line) for line in words.split("\n")) > room.width() + 1
        and not one.toolTip()
    ):
        yield "cut", f"{room.width()} px of {metrics.horizontalAdvance(words)}"
    if metrics.tightBoundingRect(words).height() > room.height():
        yield "cut", f"{room.height()} px high"


def _nameless(one: QWidget) -> Iterator[tuple[str, str]]:
    """What Tab reaches has to be called something."""
    if not one.focusPolicy() & Qt.FocusPolicy.TabFocus or not one.isEnabled() or one.focusProxy() is not None:
        return
    spoken = QAccessible.queryAccessibleInterface(one)
    if spoken is not None and not spoken.text(QAccessible.Text.Name).strip():
        yield "nameless", type(one).__name__


def _low(one: QWidget, least: int) -> Iterator[tuple[str, str]]:
    """What is clicked is high enough to hit."""
    if isinstance(one, QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox | QTabBar):
        owner = one.parentWidget()
        if isinstance(owner, QTabBar | QAbstractItemView) or one.height() >= least:
            return
        yield "low", f"{one.height()} px"


def _bars(one: QWidget, least: int) -> Iterator[tuple[str, str]]:
    """No page goes sideways; nothing scrolls in a slit, or inside a page that scrolls too."""
    across = isinstance(one, QScrollBar) and one.orientation() == Qt.Orientation.Horizontal
    if isinstance(one, QScrollBar) and across and one.maximum() > 0 and not _keeps_its_names(one):
        yield "sideways", f"a bar of {one.maximum()} px"
    if not isinstance(one, QAbstractScrollArea) or isinstance(one, QPlainTextEdit | QTextEdit):
        return
    bar = one.verticalScrollBar()
    if not bar.isVisibleTo(one) or bar.maximum() <= 0:
        return
    if one.viewport().height() < least * LEAST_LINES:
        yield "slit", f"{one.viewport().height()} px with {bar.maximum()} more"
    above = one.parentWidget()
    while above is not None:
        if (
            isinstance(above, QAbstractScrollArea)
            and above.verticalScrollBar().maximum() > 0
            and above.window() is one.window()
        ):
            yield (
                "nested",
                f"in {type(above.parentWidget()).__name__}, {above.verticalScrollBar().maximum()} more",
            )
            return
        above = above.parentWidget()


def _keeps_its_names(bar: QScrollBar) -> bool:
    """Whether a bar is that of a year's table whose first column stays."""
    holder = bar.parentWidget()
    table = holder.parentWidget() if holder is not None else None
    return (
        isinstance(table, CellTable)
        and table.names.isVisible()
        and table.model().columnCount() >= YEAR_COLUMNS
    )


def _save_line(one: QWidget, window: QWidget) -> Iterator[tuple[str, str]]:
    """The main button of a page or a dialog is in sight without scrolling."""
    if not isinstance(one, QPushButton) or one.property("look") != "main" or not one.isEnabled():
        return
    if not isinstance(window, QDialog) and not any(word in one.text() for word in SAVE_WORDS):
        return
    whole = QRect(one.mapTo(window, QPoint()), one.size())
    seen = one.visibleRegion().boundingRect()
    if seen.height() < whole.height() - 2 or seen.width() < whole.width() - 2:
        yield "save line", f"{seen.width()}×{seen.height()} of {whole.width()}×{whole.height()} seen"


# -- how words are painted ---------------------------------------------------------------------------


def _pale(window: QWidget, shown: list[QWidget]) -> Iterator[Finding]:
    """Words too near in colour to what is painted behind them, from the picture of the window."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = picture.width() / max(1, window.width())
    for one in shown:
        if not (isinstance(one, QLabel | QAbstractButton | QLineEdit | QComboBox) and _words_of(one)):
            continue
        if isinstance(one.parentWidget(), _PARTS_OF):
            continue
        room = one.visibleRegion().boundingRect().adjusted(3, 3, -3, -3)
        if room.width() < 12 or room.height() < 12 or room.height() < one.height() - 12:
            continue
        spot = one.mapTo(window, room.topLeft())
        inked = contrast_in(picture, QRect(spot, room.size()), ratio)
        if inked < LEAST_CONTRAST:
            yield Finding("pale", path_of(one), f"{inked:.2f}:1")


def _words_of(one: QWidget) -> str:
    if isinstance(one, QLabel) and not one.pixmap().isNull():
        return ""
    if isinstance(one, QLineEdit):
        return one.text() or one.placeholderText()
    if isinstance(one, QComboBox):
        return one.currentText() or one.placeholderText()  # its name is not painted
    return said(one).strip()


def contrast_in(picture: QImage, area: QRect, ratio: float = 1.0) -> float:
    """The contrast between the ground of an area, its commonest colour, and the strongest ink on it."""
    spot = QRect(
        round(area.x() * ratio), round(area.y() * ratio),
        round(area.width() * ratio), round(area.height() * ratio),
    )  # fmt: skip
    seen = picture.copy(spot.intersected(picture.rect()))
    colours = Counter(memoryview(seen.constBits()).cast("B").cast("I"))
    if len(colours) < 2:
        return 21.0  # nothing is written here
    ground = _light(max(colours, key=colours.__getitem__))
    return max(_contrast(ground, _light(one)) for one in colours)


def _contrast(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return (high + 0.05) / (low + 0.05)


def _light(colour: int) -> float:
    parts = [((colour >> shift) & 0xFF) / 255 for shift in (16, 8, 0)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
