"""Which register a workbook is about, told from its heads, its titles and its name."""

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.exchange.workbook.grid import Book, SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow, find_header
from desktop_app.exchange.workbook.match import Heads, lexicon_of, plain
from desktop_app.exchange.workbook.words import shown
from desktop_app.records.record import Catalogue, Register

_LOOKED_AT = 12
"""Rows in which titles and head are looked for; to choose a register no more is needed."""
_TITLE_WEIGHS = 2
"""As much as so many known columns: who writes 会议记录 above the table means it."""
_REQUIRED_WEIGH = 2


def importable(catalogue: Iterable[Register]) -> list[Register]:
    """The registers that take rows from elsewhere."""
    return [r for r in catalogue if r.form_boxes and not r.stays_home and (r.group or r.parent)]


def register_called(catalogue: Catalogue, words: str) -> Register | None:
    """The register of this Chinese title or English name; None if there is none."""
    for register in importable(catalogue):
        if words == register.name or plain(words) in (plain(register.title), plain(_bare(register.title))):
            return register
    return None


class Fitting:
    """Finds the register of one workbook after another."""

    def __init__(self, catalogue: Iterable[Register]) -> None:
        self._heads = [
            (register, Heads(register, lexicon_of(register))) for register in importable(catalogue)
        ]

    def best(self, book: Book, name: str) -> Register | None:
        """The register whose boxes a visible sheet names best, None if no sheet has a head of any."""
        grids = [replace(g, rows=g.rows[:_LOOKED_AT]) for g in book.sheets if not g.hidden and not g.blank]
        best: tuple[float, Register | None] = (0, None)
        for register, heads in self._heads:
            for grid in grids:
                header = find_header(grid, heads)
                if header is not None and (score := _score(grid, header, name, register)) > best[0]:
                    best = (score, register)
        return best[1]


def _score(grid: SheetGrid, header: HeaderRow, name: str, register: Register) -> float:
    """Columns known, what of the required ones is among them, and whether it is called so."""
    required = [n for n, box in register.form_boxes.items() if box.required]
    share = sum(n in header.columns for n in required) / len(required) if required else 0
    above = [shown(cell) for row in grid.rows[: max(header.first - 1, 0)] for cell in row if cell]
    title = plain(_bare(register.title))
    called = any(title in plain(words) for words in (name, grid.name, *above))
    return len(header.columns) + _REQUIRED_WEIGH * share + (_TITLE_WEIGHS if called else 0)


def _bare(title: str) -> str:
    """A title without what stands in brackets behind it."""
    return title.partition("（")[0]
