"""Where the head of a sheet stands: one to three lines under titles and notes, its columns matched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from desktop_app.base.periods import Month
from desktop_app.exchange.workbook.grid import SheetGrid, letter
from desktop_app.exchange.workbook.match import UID_HEADER, Heads, plain
from desktop_app.exchange.workbook.months import MonthHead, by_month, month_head
from desktop_app.exchange.workbook.occasion import NO_OCCASION, Occasion
from desktop_app.exchange.workbook.words import EMPTY, shown

_DEEPEST = 40
"""Rows searched for the head; forms carry titles and filling notes above it."""

_TALLEST = 3

_FOOT = re.compile(
    r"^(填表人|填报人|填报单位|制表|审核人?|审批|负责人|经办人|联系人|联系电话|党支部书记|书记签|签字|盖章"
    r"|填表说明|填报说明|填表日期|填报日期|制表日期|报送日期|说明|备注|注|第\d+页|共\d+页)[:：(（\d]?"
)
_LONGEST_HEAD = 60
_NUMBERED = frozenset(plain(head) for head in ("序号", "编号", "顺序号", "行号", "NO", "No.", "#"))
_SUM = re.compile(r"^(合计|小计|总计|共计|累计|本页合计)[:：]?$")


@dataclass(slots=True)
class HeaderRow:
    """The head that was found: its first and last row, and box → column.

    ``days``: time box → the column with its day. ``uid_column`` and ``links`` are the hidden columns of a
    sheet written by this program; ``ignored`` the columns with words for a head that mean no box, as
    (column, head). ``extras`` are the columns of child lines and of attendance, ``months`` those headed by
    a month, ``joined`` further columns whose words go behind those of a box. ``by_hand``: too few columns
    were known to believe it, a person has to say which is which. ``layout`` names its layout among the
    notes, ``said`` is what a person let columns fill. ``occasion`` is when the file is about;
    ``month`` the box and month of the records that this head reads, of a head for one month;
    ``month_box`` that box, of a head with columns for months.
    """

    first: int
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    uid_column: int | None = None
    ignored: list[tuple[int, str]] = field(default_factory=list)
    extras: dict[str, int] = field(default_factory=dict)
    months: dict[int, MonthHead] = field(default_factory=dict)
    joined: dict[str, list[int]] = field(default_factory=dict)
    by_hand: bool = False
    layout: str = ""
    said: dict[int, str | None] = field(default_factory=dict)
    occasion: Occasion = NO_OCCASION
    month: tuple[str, Month] | None = None
    month_box: tuple[str, ...] = ()
    month_columns: frozenset[int] = frozenset()

    @property
    def score(self) -> int:
        """How many boxes it names; a sheet exported here is believed with one column."""
        named = len(self.columns) + len(self.extras) + len(self.days) + len(set(self.months.values()))
        return named + (3 if self.uid_column else 0)

    @property
    def filled(self) -> set[str]:
        """The boxes that some column fills, those of the months and their month included."""
        return {*self.columns, *self.joined, *(one.box for one in self.months.values()), *self.month_box}

    def by_month(self, box: str, year: int) -> list[Self]:
        """The head once for each month that has columns; ``year`` is that of months without one."""
        return [
            replace(
                self,
                columns={**self.columns, **boxes},
                months={},
                month=(box, month),
                month_columns=frozenset(boxes.values()),
            )
            for month, boxes in by_month(self.months, year)
        ]

    def holds(self, grid: SheetGrid, row: int) -> bool:
        """Whether a row has something to read: of a month, a word in one of its own columns."""
        if self.month is None:
            return True
        own = [column for column in self.columns.values() if column in self.month_columns]
        return any(shown(grid.cell(row, column)) not in ("", *EMPTY) for column in own)

    def target(self, column: int) -> str | None:
        """What a column fills: a box, a child line, a month's box; None when it is left aside."""
        for names in (self.columns, self.extras, self.days):
            if found := next((name for name, at in names.items() if at == column), None):
                return found
        month = self.months.get(column)
        return month.box if month else next((n for n, more in self.joined.items() if column in more), None)

    @property
    def to_remember(self) -> dict[int, str | None]:
        """What to remember of this layout: all columns where a person had to say, else those put right."""
        return {column: self.target(column) for column in self.heads} if self.by_hand else self.said

    def put(self, column: int, name: str | None, heads: Heads) -> None:
        """Let a column fill a box or a line; a box of long words takes several, none of them is lost."""
        for names in (self.columns, self.extras, self.days):
            for known in [n for n, at in names.items() if at == column]:
                del names[known]
        self.months.pop(column, None)
        self.joined = {n: [c for c in more if c != column] for n, more in self.joined.items()}
        self.ignored = [pair for pair in self.ignored if pair[0] != column]
        if name is None:
            self.ignored.append((column, self.heads.get(column, "")))
        elif name not in heads.boxes:
            self._leave(self.extras.pop(name, None))
            self.extras[name] = column
        elif name in self.columns and heads.boxes[name].kind in ("long_text", "lines"):
            self.joined.setdefault(name, []).append(column)
        else:
            self._leave(self.columns.pop(name, None))
            self.columns[name] = column

    def _leave(self, column: int | None) -> None:
        if column is not None:
            self.ignored.append((column, self.heads.get(column, "")))


def find_header(grid: SheetGrid, heads: Heads) -> HeaderRow | None:
    """The best head among the first rows, None if none names enough boxes to be believed.

    Enough is three, or all the boxes of a register that has fewer. Of equals the lower and flatter
    one wins, so that a title above and the first person below are not taken for part of it.
    """
    best: HeaderRow | None = None
    spread = _spread(grid)
    columns = sorted({column for _, column in spread})
    for height in range(1, _TALLEST + 1):
        for first in range(1, min(len(grid.rows) - height + 1, _DEEPEST) + 1):
            found = _read(spread, columns, first, first + height - 1, heads)
            if best is None or found.score > best.score:
                best = found
    if best is None or best.score < min(3, len(heads.boxes)):
        return None
    _move(best, heads)
    return best


def read_header(grid: SheetGrid, row: int, heads: Heads) -> HeaderRow:
    """The head in one row, however few of its words are known."""
    spread = _spread(grid)
    found = _read(spread, sorted({column for _, column in spread}), row, row, heads)
    _move(found, heads)
    return found


def _move(header: HeaderRow, heads: Heads) -> None:
    """Give a column to the box that needs it more: 学习内容 is the 题目 where a sheet has no 题目."""
    for needed, other in heads.instead.items():
        if needed not in header.columns and other in header.columns:
            header.columns[needed] = header.columns.pop(other)
    for timed in [name for name in header.days if name not in header.columns]:
        header.columns[timed] = header.days.pop(timed)


def given_header(
    grid: SheetGrid, columns: Mapping[int, str | None] | Sequence[str | None], heads: Heads
) -> HeaderRow | None:
    """A head told by hand: a found one with some columns put right, or names for a sheet without one.

    A mapping (column → box or None) corrects the head found; a sequence names the columns from the
    first of a block that has no head of its own (pasted rows).
    """
    found = find_header(grid, heads)
    if isinstance(columns, Mapping):
        if found is not None:
            for column, name in columns.items():
                found.put(column, name, heads)
        return found
    if found is not None:
        return found
    return HeaderRow(0, 0, {name: n for n, name in enumerate(columns, 1) if name is not None})


def _spread(grid: SheetGrid) -> dict[tuple[int, int], str]:
    """The words at each place near the top, those of merged cells repeated over the merge."""
    words = {
        (r, c): str(cell.content).strip()
        for r, row in enumerate(grid.rows[: _DEEPEST + _TALLEST], 1)
        for c, cell in enumerate(row, 1)
        if cell
    }
    for merge in grid.merges:
        if merge.top <= _DEEPEST and (merge.top, merge.left) in words:
            for r in range(merge.top, min(merge.bottom, _DEEPEST + _TALLEST) + 1):
                for c in range(merge.left, min(merge.right, grid.width) + 1):
                    words.setdefault((r, c), words[merge.top, merge.left])
    return words


def _read(
    words: dict[tuple[int, int], str], columns: Sequence[int], first: int, last: int, heads: Heads
) -> HeaderRow:
    header = HeaderRow(first, last)
    for column in columns:
        lines: list[str] = []
        for row in range(first, last + 1):
            line = words.get((row, column), "")
            if line and line not in lines:
                lines.append(line)
        if not lines:
            continue
        header.heads[column] = head = "".join(lines)
        # A group head over several columns (出生 over 年月 and 籍贯) belongs to some of them only.
        candidates = list(dict.fromkeys((head, lines[0] + lines[-1], lines[-1], lines[0])))
        _place(header, column, candidates, heads)
    return header


def _place(header: HeaderRow, column: int, candidates: list[str], heads: Heads) -> None:
    for words in candidates:
        if plain(words) == plain(UID_HEADER):
            header.uid_column = column
            return
        if link := heads.link_for(words):
            header.links[link] = column
            return
        if (month := month_head(words, heads)) is not None:
            header.months[column] = month
            return
        name = heads.box_for(words)
        if name is not None and name not in header.columns:
            header.columns[name], header.heads[column] = column, words
            return
        if (extra := heads.extra_for(words)) and extra not in header.extras:
            header.extras[extra], header.heads[column] = column, words
            return
    for words in candidates:
        if (timed := heads.day_for(words)) and timed not in header.days:
            header.days[timed] = column
            return
    header.ignored.append((column, candidates[0]))


def skipped_row(grid: SheetGrid, header: HeaderRow, row: int) -> str | None:
    """Why a row below the head is no record: a repeated head, a sum, a foot; None if it may be one."""
    cells = {c: str(cell.content).strip() for c, cell in enumerate(grid.rows[row - 1], 1) if cell}
    if not cells:
        return "空行"
    if _repeats_head(grid, header, cells):
        return "重复的表头"
    first = re.sub(r"\s+", "", next(iter(cells.values())))
    if _SUM.match(first) or any(_SUM.match(re.sub(r"\s+", "", w)) for w in list(cells.values())[:2]):
        return "合计行"
    if len(cells) == 1 and _only_numbered(header, *next(iter(cells.items()))):
        return "只有序号的行"
    few = len(cells) <= max(3, len(header.columns) // 3)
    if few and _FOOT.match(first):
        return "表尾"
    if len(cells) == 1 and _spans(grid, row, next(iter(cells)), 3):
        return "说明行"
    return None


def _only_numbered(header: HeaderRow, column: int, words: str) -> bool:
    """Whether the one cell of a row is the number printed on an empty line of a form."""
    return words.isdecimal() and plain(header.heads.get(column, "")) in _NUMBERED


def _repeats_head(grid: SheetGrid, header: HeaderRow, cells: dict[int, str]) -> bool:
    """Whether most of the row says what a line of the head says in the same columns."""
    for line in range(header.first, header.last + 1) if header.first else ():
        heads = {c: plain(str(cell.content or "")) for c, cell in enumerate(grid.rows[line - 1], 1)}
        # A head is short: the words of most cells need not be compared.
        same = sum(len(w) < _LONGEST_HEAD and plain(w) == heads.get(c, "") for c, w in cells.items())
        if same >= max(2, (len(cells) + 1) // 2):
            return True
    return False


def _spans(grid: SheetGrid, row: int, column: int, least: int) -> bool:
    return any(
        m.top <= row <= m.bottom and m.left <= column <= m.right and m.right - m.left + 1 >= least
        for m in grid.merges
    )


def place_name(row: int, column: int | None) -> str:
    """第7行 D列, as spreadsheet programs count."""
    return f"第{row}行" if column is None else f"第{row}行 {letter(column)}列"
