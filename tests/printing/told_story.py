"""What a story tells before it is set: its texts box by box, and what must stay with what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.printing.type.breaking import plain
from desktop_app.printing.type.forms import RuledForm
from desktop_app.printing.type.pager import kept_together
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import Placard, PlacardWords
from desktop_app.printing.type.ruled import RuledSheet

HEAD = -1
"""The row of a table's titles."""
_STRIP_ROWS = 5


@dataclass(frozen=True, slots=True)
class ToldText:
    """One paragraph of a box: its visible characters, the row and the column of the table it stands in."""

    text: str
    row: int = 0
    column: int = -1


@dataclass(frozen=True)
class ToldPart:
    """A flowable: what it tells, and how it hangs together with its neighbours.

    `section` counts what is set between page breaks, `group` what is kept together (-1: nothing).
    """

    kind: str
    texts: tuple[ToldText, ...]
    section: int = 0
    group: int = -1
    keeps_next: bool = False

    @property
    def rows(self) -> frozenset[int]:
        """The rows below the titles."""
        return frozenset(one.row for one in self.texts) - {HEAD}

    @property
    def is_strip(self) -> bool:
        """Whether it is a few rows, as those to sign in."""
        return self.kind == "form" and len(self.rows) <= _STRIP_ROWS


def told(story: Sequence[Flowable]) -> list[ToldPart]:
    """The parts of a story, in order; the story is not touched."""
    return list(_Walk().parts(story, -1))


def part(kind: str, texts: Iterable[tuple[str, *tuple[int, ...]]], **marks: Any) -> ToldPart:
    """A part with the paragraphs of its (text, row) or (text, row, column)."""
    found = [
        ToldText(visible, *place)
        for text, *place in texts
        for one in plain(text).split("\n")
        if (visible := "".join(one.split()))
    ]
    return ToldPart(kind, tuple(found), **marks)


@dataclass
class _Walk:
    section: int = 0
    groups: int = 0
    kept: list[ToldPart] = field(default_factory=list)

    def parts(self, story: Sequence[Flowable], group: int) -> Iterator[ToldPart]:
        for one in story:
            if isinstance(one, KeepTogether):
                self.groups += 1
                yield from self.parts(kept_together(one), self.groups if group < 0 else group)
            elif isinstance(one, PageBreak):
                self.section += 1
            elif not isinstance(one, Spacer | CondPageBreak):
                kind, texts = _texts(one)
                keeps = bool(getattr(one, "keepWithNext", 0)) or _is_heading(one)
                yield part(kind, texts, section=self.section, group=group, keeps_next=keeps)


def _is_heading(one: Flowable) -> bool:
    return isinstance(one, Paragraph) and one.style.role == "hei"


def _texts(one: Flowable) -> tuple[str, list[tuple[str, *tuple[int, ...]]]]:
    if isinstance(one, Paragraph):
        return "paragraph", [("".join(run.text for run in one._runs), 0)]
    if isinstance(one, RuledForm):
        return "form", [(cell.text, at) for at, row in enumerate(one._cells) for cell in row]
    if isinstance(one, RuledSheet):
        return "sheet", _sheet(one)
    if isinstance(one, Placard):
        marks = [mark for group in one._groups for mark in group.marks]
        kind = "between" if one.between else "drawing"
        return kind, [(mark.text, 0) for mark in marks if isinstance(mark, PlacardWords)]
    return "drawing", []


def _sheet(sheet: RuledSheet) -> list[tuple[str, *tuple[int, ...]]]:
    groups: dict[str, None] = {}
    for column in sheet._columns:
        if column.group:
            groups.setdefault(column.group)
    titles = [(title, HEAD) for title in (*groups, *(column.title for column in sheet._columns))]
    rows = [*sheet._data, *([sheet._totals] if sheet._totals is not None else [])]
    return titles + [(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row)]
