"""到会一览: the members of a year by the meetings held in it, who came and why the others did not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_app.base.strokes import Strokes
from desktop_app.drawing.cells import Cell, Cells
from desktop_app.drawing.chart import Chart
from desktop_app.drawing.shades import EXCUSED, LATE, OPEN, THERE
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.reading import HELD, meetings_between, rows_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meeting_kinds import (
    APPRAISAL,
    COMMITTEE,
    ELECTION,
    GENERAL,
    GROUP_MEETING,
    LECTURE,
    LIFE_MEETING,
    THEME_DAY,
)
from desktop_app.registers.organization_life.meetings import Attendance, Meeting

_SHORT = {
    GENERAL: "党员大会", COMMITTEE: "支委会", GROUP_MEETING: "小组会", LECTURE: "党课", THEME_DAY: "主题党日",
    LIFE_MEETING: "组织生活会", APPRAISAL: "民主评议", ELECTION: "换届大会",
}  # fmt: skip
_CAME = Cell("", THERE)
_REASONS = {
    "病假": Cell("病", EXCUSED), "事假": Cell("事", OPEN), "公出": Cell("公", EXCUSED),
    "外出流动": Cell("流", EXCUSED), "年老体弱": Cell("老", EXCUSED), "其他": Cell("他", OPEN),
}  # fmt: skip
_UNTOLD = Cell("缺", LATE)
_KEY = (
    ("", "到会"), ("病", "病假"), ("事", "事假"), ("公", "公出"), ("流", "外出流动"), ("老", "年老体弱"),
    ("他", "其他原因"), ("缺", "没有写原因"),
)  # fmt: skip


@dataclass
class _Column:
    """One meeting, or the meetings of all groups in a month: its head, and who came or why not."""

    head: str
    cells: dict[str, Cell] = field(default_factory=dict)


def attendance_picture(context: RuleContext, year: int, strokes: Strokes) -> Chart:
    """The members by 姓氏笔画 down the side, the meetings of ``year`` across, how many at the end."""
    meetings = [
        one
        for one in meetings_between(context, date(year, 1, 1), date(year, 12, 31))
        if one.state in HELD and one.start_end is not None
    ]
    rows = rows_of(context, [one.uid for one in meetings])
    columns = _columns(meetings, rows)
    roster = Roster.read(context)
    people = dict.fromkeys(person for column in columns for person in column.cells)
    shown = sorted(people, key=lambda uid: (strokes.sort_key(roster.name(uid)), uid))
    cells = [[column.cells.get(uid, Cell()) for column in columns] for uid in shown]
    return Cells(
        f"{year}年到会一览",
        [roster.name(uid) for uid in shown],
        [column.head for column in columns],
        cells,
        _told_of(cells),
        ends=[_end(row) for row in cells],
    )


def _columns(meetings: Iterable[Meeting], rows: dict[str, list[Attendance]]) -> list[_Column]:
    """A column for each meeting with a sheet; those of the groups of a month share one."""
    columns: dict[object, _Column] = {}
    for one in meetings:
        day = one.start_end.day
        grouped = one.kind == GROUP_MEETING
        head = f"{day.month}月" if grouped else f"{day.month}月{day.day}日"
        column = columns.setdefault(
            (day.month, GROUP_MEETING) if grouped else one.uid, _Column(head + _SHORT.get(one.kind, ""))
        )
        for row in rows[one.uid]:
            if not row.excluded:
                column.cells[row.person] = _cell(row, column.cells.get(row.person))
    return [one for one in columns.values() if one.cells]


def _cell(row: Attendance, before: Cell | None) -> Cell:
    """Who came to one of several meetings of a column came."""
    if row.present or before == _CAME:
        return _CAME
    return _REASONS.get(row.reason or ("其他" if row.note else ""), _UNTOLD)


def _end(row: Sequence[Cell]) -> str:
    asked = [cell for cell in row if cell.shade is not None]
    return f"{asked.count(_CAME)}/{len(asked)}"


def _told_of(cells: Sequence[Sequence[Cell]]) -> list[tuple[str, str]]:
    """The signs that occur, with what they mean."""
    found = {cell.words for row in cells for cell in row if cell.shade is not None}
    return [(sign, means) for sign, means in _KEY if sign in found]
