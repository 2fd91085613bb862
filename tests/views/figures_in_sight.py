"""What counts or sums records on a page: the numbers that are pressed, and the lists behind them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget

from desktop_app.duties.basics.figure import Figure, tenth
from desktop_app.views.form.record_view import RecordView
from desktop_app.views.page_parts.cell_table import BOLD_ROLE
from desktop_app.views.page_parts.chips import Chip
from desktop_app.views.page_parts.figure_cells import FigureCell
from desktop_app.views.page_parts.line_list import LineList
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.office.home_rows import DutyRow
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.cards import StatCard
from desktop_app.views.shell import Shell

_UNITS = "人次|人|条|件|次|项|单|元|学时|小时|份|处|轮|张|分|户|个|场|笔|种|类"
COUNTED = re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s?(?:{_UNITS})(?!钟|月)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_UNFOLDS = "全部展开"
# What shows one record or one duty in its own words.
_OWN = (StatCard, RecordPane, RecordView, DutyRow)


@dataclass(frozen=True)
class Behind:
    """A list that a press opened: how many rows, and what the amounts in each of its columns come to."""

    rows: int
    sums: frozenset[Decimal] = frozenset()

    def holds(self, number: Decimal) -> bool:
        """Whether the number is the length of the list, or the sum or the mean of one of its columns."""
        means = {tenth(one / self.rows) for one in self.sums} if self.rows else set()
        return number == self.rows or number in self.sums or number in means


def in_sight(shell: Shell, kind: type) -> list:
    """The widgets of a kind in sight on the page and in the head over it."""
    parts = (shell.header, shell.current_page())
    return [one for part in parts for one in part.findChildren(kind) if one.isVisible()]


def pressed_figures(shell: Shell) -> list[tuple[QWidget, str]]:
    """What is pressed and says a number of records, with its words."""
    return [
        *((one, one.figure.words) for one in in_sight(shell, FigureCell) if one.figure is not None),
        *(
            (one, f"{one.title.text()} {one.value.text()}{one.unit.text()}")
            for one in in_sight(shell, StatCard)
            if _NUMBER.search(one.value.text())
        ),
        *((one, one.words()) for one in in_sight(shell, Chip) if one.words() != one.text()),
        *(
            (one, one.text())
            for one in in_sight(shell, LinkButton)
            if COUNTED.search(one.text()) and not one.text().endswith(_UNFOLDS)
        ),
    ]


def told_figures(shell: Shell) -> Iterator[str]:
    """What the page itself says with a number of records in it; a record's own words are no figures."""
    for one in in_sight(shell, QLabel):
        if COUNTED.search(one.text()) and not any(isinstance(above, _OWN) for above in _above(one)):
            yield one.text()


def _above(one: QWidget) -> Iterator[QWidget]:
    above = one.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def press(one: QWidget) -> None:
    """Press as a hand does."""
    if isinstance(one, QAbstractButton):
        one.click()
    else:
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def lists_behind(shell: Shell) -> list[Behind]:
    """The lists in sight now: those of a dialog, else those of the page."""
    dialog = QApplication.activeModalWidget()
    root = dialog if dialog is not None else shell.current_page()
    lines = [one for one in root.findChildren(LineList) if one.isVisible()]
    tables = [one for one in root.findChildren(QTableView) if one.isVisible()]
    duties = sum(one.isVisible() for one in root.findChildren(DutyRow))
    return [
        *(_behind([line.cells for line in one.lines()]) for one in lines),
        *(_behind(list(_rows_of(one))) for one in tables),
        Behind(duties),
    ]


def _rows_of(table: QTableView) -> Iterator[tuple[str, ...]]:
    """The rows of records: a line of sums at the end is none."""
    model = table.model()
    rows, columns = model.rowCount(), model.columnCount()
    if rows and model.index(rows - 1, 0).data(BOLD_ROLE):
        rows -= 1
    for row in range(rows):
        yield tuple(str(model.index(row, column).data() or "") for column in range(columns))


def _behind(rows: Sequence[tuple[str, ...]]) -> Behind:
    sums = set()
    for column in range(max(map(len, rows), default=0)):
        numbers = [_NUMBER.search(row[column]) for row in rows if len(row) > column]
        sums.add(sum((_value(one[0]) for one in numbers if one), Decimal(0)))
    return Behind(len(rows), frozenset(sums))


def untraced(one: QWidget, words: str, behind: Sequence[Behind]) -> str:
    """Why the lists a press opened do not tell where its number comes from; '' where they do."""
    figure = one.figure if isinstance(one, FigureCell) else None
    if figure is not None:
        wanted = [_behind_figure(figure)]
    elif isinstance(one, StatCard):
        wanted = [_value(found) for found in _NUMBER.findall(one.value.text())][-1:]
    else:
        wanted = [_value(found) for found in COUNTED.findall(words) or _NUMBER.findall(words)[-1:]]
    if all(any(one.holds(number) for one in behind) for number in wanted):
        return ""
    return f"{words}: {sorted(one.rows for one in behind)}"


def _behind_figure(figure: Figure) -> Decimal:
    """What the list of a figure has to come to; nothing can where its parts do not come to its value."""
    if figure.parts:
        total = sum(map(Decimal, figure.parts), Decimal(0))
        mean = tenth(total / len(figure.whole)) if figure.whole else total
        return total if figure.value in (total, mean) else Decimal("NaN")
    return Decimal(len(figure.whole) if figure.unit == "%" else figure.value)


def _value(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))


def unfold(shell: Shell) -> None:
    """Press 全部展开, where a list shows its first rows alone."""
    for one in in_sight(shell, LinkButton):
        if one.text().endswith(_UNFOLDS):
            one.click()


def only_told(shell: Shell) -> set[str]:
    """What the page says with a number that no list in sight holds and nothing in sight is pressed for."""
    lists = lists_behind(shell)
    beside = {number for _, words in pressed_figures(shell) for number in map(_value, _NUMBER.findall(words))}
    found = set()
    for words in told_figures(shell):
        numbers = map(_value, COUNTED.findall(words))
        if not all(one in beside or any(each.holds(one) for each in lists) for one in numbers):
            found.add(words)
    return found
