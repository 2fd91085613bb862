"""The grid: one sheet as cells that still know how the workbook kept them, whatever format it came in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum

# Text that spreadsheet programs show in place of a value they could not work out.
ERROR_WORDS = frozenset(
    {"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)

_MOST_COVERED = 2_000_000

Content = str | int | float | bool | date | time | None


class Kept(Enum):
    """How the workbook kept the content of a cell."""

    NOTHING = "nothing"
    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    YES_NO = "yes_no"
    ERROR = "error"
    FORMULA = "formula"
    """A formula whose result was never worked out and saved."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: ``content`` as kept, and the number format that says how it was shown."""

    content: Content = None
    kept: Kept = Kept.NOTHING
    form: str = "General"

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks stands in it."""
        return self.kept is Kept.NOTHING or (self.kept is Kept.TEXT and not str(self.content).strip())

    def __bool__(self) -> bool:
        return not self.empty


NOTHING = SheetCell()


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells, rows and columns counted from 1, both ends belonging to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetGrid:
    """One sheet. Rows and columns are counted from 1, as the person sees them.

    ``exact`` says that text was kept as text and numbers; in CSV, HTML and pasted blocks
    that difference is lost, so 1985.1 may there be a cut 1985.10 even when it arrives as text.
    ``likely`` are the boxes a block without heads probably has, from left to right: those of the list it
    was pasted into.
    """

    name: str
    rows: list[list[SheetCell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    from_1904: bool = False
    exact: bool = True
    hidden: bool = False
    likely: tuple[str, ...] = ()
    _width: int | None = None

    def cell(self, row: int, column: int) -> SheetCell:
        """The cell at a place; an empty one beyond the edges."""
        if not (1 <= row <= len(self.rows) and column >= 1):
            return NOTHING
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else NOTHING

    @property
    def width(self) -> int:
        """The number of columns of the longest row, as it was when it was first asked."""
        if self._width is None:
            self._width = max((len(row) for row in self.rows), default=0)
        return self._width

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell for row in self.rows for cell in row)

    def keep_merges_in_sight(self) -> None:
        """Cut the merges to the rows and columns that hold something; those that cover too much in all go.

        A whole column merged is a million cells, and a broken file may merge them over and over.
        """
        kept, covered = [], 0
        for merge in self.merges:
            bottom, right = min(merge.bottom, len(self.rows)), min(merge.right, self.width)
            if merge.top > bottom or merge.left > right or (merge.top, merge.left) == (bottom, right):
                continue
            covered += (bottom - merge.top + 1) * (right - merge.left + 1)
            if covered > _MOST_COVERED:
                break
            kept.append(Merge(merge.top, merge.left, bottom, right))
        self.merges = kept

    def fill_merges_down(self, from_row: int) -> None:
        """Repeat the first cell of every one-column merge below ``from_row`` through the merge.

        One 党小组 written once beside five people means all five; beyond the merge nothing is filled. What
        stands in a covered cell stays: WPS keeps it there, so that the rows can be filtered.
        """
        for merge in self.merges:
            top = self.cell(merge.top, merge.left)
            if merge.left == merge.right and merge.top >= from_row and top:
                for row in range(merge.top + 1, min(merge.bottom, len(self.rows)) + 1):
                    cells = self.rows[row - 1]
                    if not self.cell(row, merge.left):
                        more = [NOTHING] * (merge.left - len(cells))
                        filled = [*cells, *more]
                        filled[merge.left - 1] = top
                        self.rows[row - 1] = filled


@dataclass(slots=True)
class Book:
    """The sheets of a workbook and ``notes``, sentences on what reading it could not show.

    ``plain`` says that only contents were told: not what is hidden, nor how a date is shown. ``odd`` says
    that the file has cells or merges no spreadsheet program writes.
    """

    sheets: list[SheetGrid]
    notes: list[str] = field(default_factory=list)
    plain: bool = False
    odd: bool = False


def text_cell(text: str, form: str = "@") -> SheetCell:
    """A cell for words; the error words of spreadsheet programs become errors."""
    if not text:
        return NOTHING
    return SheetCell(text, Kept.ERROR if text.strip() in ERROR_WORDS else Kept.TEXT, form)


def cell_of(content: object, form: str = "General") -> SheetCell:
    """The cell for a Python value as the reading libraries give it."""
    if content is None:
        return NOTHING
    if isinstance(content, bool):
        return SheetCell(content, Kept.YES_NO, form)
    if isinstance(content, (int, float)):
        return SheetCell(content, Kept.NUMBER, form)
    if isinstance(content, (datetime, date, time)):
        return SheetCell(content, Kept.MOMENT, form)
    return text_cell(str(content), form)


def letter(column: int) -> str:
    """The letters of a column as spreadsheet programs show them: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_list(rows: Iterable[int]) -> str:
    """Row numbers in words: 第3、5、7—9行."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    parts = [str(a) if a == b else f"{a}、{b}" if b == a + 1 else f"{a}—{b}" for a, b in runs]
    return "第" + "、".join(parts) + "行"
