"""The list beside the meeting page: the year's meetings, the newest first, by kind, with their states."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from desktop_app.registers.organization_life.meeting_kinds import KINDS, kinds_of
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.line_list import (
    LEFT,
    LINE_ROLE,
    Line,
    LineList,
    draw_line,
    paint_ground,
)
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.status import paint_pill, pill_size
from desktop_app.views.parts.tips import TipDelegate

_YEARS = 4
TONES = {"筹备": "draft", "通知": "going", "召开": "going", "记录": "due", "定稿": "done", "归档": "done"}


class _MeetingDelegate(TipDelegate):
    """Two lines: the title; day and kind with the state at their right."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.unit(180), self._theme.unit(68))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line: Line = index.data(LINE_ROLE)
        painter.save()
        paint_ground(painter, theme, area, state)
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(unit(14), unit(8), -unit(10), -unit(8))
        size = pill_size(theme, line.pill)
        top = inner.bottom() - size.height() + 1
        spot = QRectF(inner.right() - size.width() + 1, top, size.width(), size.height())
        paint_pill(painter, theme, spot, line.pill, line.tone)
        painter.setFont(theme.font(bold=bool(state & QStyle.StateFlag.State_Selected)))
        painter.setPen(QColor(colours.text))
        title = QRect(inner.left(), inner.top(), inner.width(), size.height())
        draw_line(painter, title, line.title, LEFT)
        painter.setFont(theme.font(-1))
        painter.setPen(QColor(colours.text_faint))
        second = QRect(inner.left(), top, inner.width() - size.width() - unit(6), size.height())
        draw_line(painter, second, line.note, LEFT)
        painter.restore()


class MeetingList(QFrame):
    """Filter by year and kind, and the meetings; ``chosen`` tells the uid clicked or reached by keys."""

    chosen = Signal(str)
    filtered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.year = ChoiceBox(theme)
        self._this_year = 0
        self.year.setAccessibleName("年份")
        self.kind = ChoiceBox(theme, [("", "全部类型"), *((kind, kind) for kind in KINDS)])
        self.kind.setAccessibleName("会议类型")
        self.kind.setMinimumContentsLength(3)
        for box in (self.year, self.kind):
            box.activated.connect(self.filtered)
        self.view = LineList(theme, "会议")
        self.view.setItemDelegate(_MeetingDelegate(theme, self.view))
        self.view.chosen.connect(self.chosen)
        self.empty = faint(theme, "没有这样的会议记录。点右上角“新增会议”。", wrap=True)
        self.empty.setContentsMargins(theme.unit(14), theme.unit(8), theme.unit(14), 0)
        filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        filters.setContentsMargins(theme.unit(10), theme.unit(10), theme.unit(10), 0)
        filters.setSpacing(theme.unit(6))
        filters.addWidget(self.year, 4)
        filters.addWidget(self.kind, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.unit(8))
        column.setSpacing(theme.unit(8))
        column.addLayout(filters)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        self._theme = theme
        self._filters = filters
        self.set_narrow(False)
        self.setMinimumHeight(theme.unit(240))

    def set_narrow(self, narrow: bool) -> None:
        """Take less room, the two filters one under the other."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._filters.setDirection(way)
        self.setFixedWidth(self._theme.unit(196 if narrow else 264))

    def offer_years(self, this_year: int, chosen: int | None = None) -> None:
        """Offer the years up to now, the latest first; ``chosen`` is shown, or what was shown before."""
        self._this_year = this_year
        shown = chosen or int(str(self.year.value() or this_year))
        years = {shown, *(this_year - back for back in range(_YEARS))}
        self.year.set_pairs([(year, f"{year}年") for year in sorted(years, reverse=True)])
        self.year.set_value(shown)

    def widen(self, meeting: Meeting) -> bool:
        """Let the filters show a meeting that was opened from elsewhere; whether they had to change."""
        before = (self.year.value(), self.kind.value())
        if not _is_of(meeting, self.kind.value()):
            self.kind.set_value("")
        if meeting.start_end is not None:
            self.offer_years(self._this_year, meeting.start_end.day.year)
        return before != (self.year.value(), self.kind.value())

    def show_meetings(self, rows: Sequence[Meeting], unsaved: Collection[str], current: str = "") -> None:
        """List these meetings; ``current`` stays marked."""
        shown = [one for one in rows if _is_of(one, self.kind.value())]
        self.view.show_lines([_line(one, one.uid in unsaved) for one in shown], current)
        self.empty.setVisible(not shown)

    def mark(self, uid: str) -> None:
        """Mark a meeting as the open one without opening it again."""
        self.view.mark(uid)

    def rows(self) -> int:
        """How many meetings are listed."""
        return len(self.view.lines())


def _is_of(meeting: Meeting, kind: object) -> bool:
    return not kind or kind in kinds_of(meeting)


def _line(meeting: Meeting, unsaved: bool) -> Line:
    title, kind, held = meeting.title or meeting.kind or "", meeting.kind or "", meeting.start_end
    return Line(
        meeting.uid,
        title,
        f"{held.day:%m-%d}　{kind}" if held is not None else kind,
        "未保存" if unsaved else meeting.state,
        "due" if unsaved else TONES[meeting.state],
        told=f"{title}　{held.chinese() if held is not None else ''}　{meeting.state}",
    )
