"""Any register as a form for the pen: the bands and boxes of the screen, with lines, squares and room."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name
from desktop_app.printing.type.font_embedder import FontEmbedder
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.records.box import AnyBox
from desktop_app.records.figures import Tally
from desktop_app.records.kinds import ClosedList, Numeric
from desktop_app.records.record import Register

_SIZE = 11.0
_FORM = (3.1, 4.9, 3.1, 4.9)
# A list longer than this is written by hand instead of ticked.
_MOST_OPTIONS = 14
# Heights in mm of what is written by hand.
_LINE, _TEXT, _LINES = 10.0, 24.0, 18.0
_SQUARE = "☐ "
_FILLED = {
    "date": SIGNING,
    "partial_date": SIGNING,
    "month": "　　　　年　　月",
    "time_span": "　　　　年　　月　　日　　　时　　　分　至　　　时　　　分",
    "yes_no": f"{_SQUARE}是　　{_SQUARE}否",
}
_WIDE = frozenset(("long_text", "lines", "persons", "files", "time_span", "tally"))
_CHILD_ROWS = 6
# Characters of options in a line of a wide field.
_OPTION_LINE = 36
# A title that is longer and offers two words, as 问题描述/具体表现 does, stands on two lines.
_TITLE_LINE = 8
_HEADING = replace(PART, keep_with_next=False)
# What a register is called by as a book, and its form is not.
_OF_A_BOOK = re.compile(r"(清单|台账|花名册)$")
# Where the number of a form stands: mm under the upper edge, and its size in pt.
_NUMBER_AT, _NUMBER_SIZE = 11.0, 10.5


@dataclass(frozen=True)
class Field:
    """A box on the form: its title, what is printed in it, whether it takes the whole width, height in mm."""

    title: str
    inside: str
    is_wide: bool
    height: float


@dataclass(frozen=True)
class BlankForm:
    """A form: bands of fields, then for each kind of child a title and its columns (title, characters)."""

    org: str
    name: str
    sections: tuple[tuple[str, tuple[Field, ...]], ...]
    children: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def gather(ledger: LedgerView, register: str) -> BlankForm:
    """The form of ``register`` in the order of the screen; figures the program works out are not on it."""
    found = ledger.catalogue[register]
    sections = tuple(
        (
            section.title,
            tuple(_field(found.pen_boxes[name]) for name in section.boxes if name in found.pen_boxes),
        )
        for section in found.sections
    )
    children = tuple(
        (child.title.split("(")[0], _columns(child))
        for child in ledger.catalogue.children(found)
        if child.form_boxes
    )
    return BlankForm(branch_name(ledger), form_name(found.title), sections, children)


def form_name(title: str) -> str:
    """What the form of a register called ``title`` is called: 问题清单/整改台账 has the 问题整改登记表."""
    parts = title.split("(")[0].split("/")
    plain = [_OF_A_BOOK.sub("", part) or part for part in parts]
    name = ("" if plain != parts else "、").join(plain)
    if name.endswith("表"):
        return name
    return f"{name}表" if name.endswith("登记") else f"{name}登记表"


def _columns(child: Register) -> tuple[tuple[str, int], ...]:
    listed = [name for name in child.listing if name in child.form_boxes] or list(child.form_boxes)[:6]
    return tuple((child.form_boxes[name].title, child.form_boxes[name].width) for name in listed)


def options_of(box: AnyBox) -> list[str]:
    """The labels to tick; none when the list is too long for paper."""
    if not isinstance(box, ClosedList):
        return []
    offered = getattr(box, "offered", box.options)
    labels = list(dict.fromkeys(offered.values()))
    return labels if len(labels) <= _MOST_OPTIONS else []


def _field(box: AnyBox) -> Field:
    named = box.title.replace("/", "/\n") if len(box.title) > _TITLE_LINE else box.title
    title = f"{named}{'*' if box.is_starred else ''}"
    labels = options_of(box)
    if labels:
        inside = _squares(labels)
        return Field(title, inside, len(inside) > 13, _LINE)
    if isinstance(box, Tally):
        return Field(title, "　　".join(f"{head}：＿＿＿" for head in box.heads), True, _LINE)
    if isinstance(box, Numeric):
        return Field(title, f"　　　　　　{box.unit}" if box.unit else "", False, _LINE)
    height = _TEXT if box.kind == "long_text" else _LINES if box.kind in ("lines", "persons") else _LINE
    return Field(title, _FILLED.get(box.kind, ""), box.kind in _WIDE, height)


def _squares(labels: Sequence[str]) -> str:
    """The options to tick on lines of at most ``_OPTION_LINE`` characters, none of them broken in two."""
    lines = [""]
    for one in labels:
        more = f"{lines[-1]}　{_SQUARE}{one}" if lines[-1] else f"{_SQUARE}{one}"
        if len(more) <= _OPTION_LINE:
            lines[-1] = more
        else:
            lines.append(f"{_SQUARE}{one}")
    return "\n".join(lines)


def story(form: BlankForm) -> list[Flowable]:
    """The paper: name, each band as a ruled form, room for the children, who filled it in."""
    out: list[Flowable] = [name_of_paper(form.org, form.name)]
    for title, fields in form.sections:
        if not fields:
            continue
        rows, heights = _rows(fields)
        if title:
            out.append(CondPageBreak(28 * MM))
            out.append(Paragraph(title, _HEADING))
        out.append(RuledForm(_FORM, rows, size=_SIZE, heights=heights))
    for title, columns in form.children:
        sheet = [Column(name, weight=max(width, 3) + 1, align="center") for name, width in columns]
        blank = [("",) * len(sheet)] * _CHILD_ROWS
        out.append(
            KeepTogether([Paragraph(title, PART), RuledSheet(sheet, blank, size=10.5, row_height=_LINE)])
        )
    signing = [[label("填 表 人"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")]]
    foot: list[Flowable] = [
        Spacer(1, 4 * MM),
        RuledForm(_FORM, signing, size=_SIZE, heights=11.0),
        Paragraph("带 * 的一定要填；没有内容的写“无”，选择的在 ☐ 里打√。", NOTE),
    ]
    return [*out, KeepTogether(foot)]


def _rows(fields: Sequence[Field]) -> tuple[list[list[Cell]], list[float]]:
    """Narrow fields two in a row, in their order; one left alone before a wide one takes the whole row."""
    rows: list[list[Cell]] = []
    heights: list[float] = []
    place = 0
    while place < len(fields):
        one = fields[place]
        after = fields[place + 1] if place + 1 < len(fields) else None
        if not one.is_wide and after is not None and not after.is_wide:
            rows.append([label(one.title), Cell(one.inside), label(after.title), Cell(after.inside)])
            heights.append(max(one.height, after.height))
            place += 2
        else:
            rows.append([label(one.title), Cell(one.inside, 3)])
            heights.append(one.height)
            place += 1
    return rows, heights


def draft(ledger: LedgerView, register: str, numbers: Sequence[str] = ()) -> Draft:
    """The blank form of a register: one without a number, or one for each of ``numbers``."""
    form = gather(ledger, register)
    about = f"{numbers[0]} 起 {len(numbers)} 份" if len(numbers) > 1 else "".join(numbers) or "空白"
    flowables = story(form)
    for _ in numbers[1:]:
        flowables += [PageBreak(), *story(form)]
    made = office_draft(form.name, form.name, (form, tuple(numbers)), flowables, about=about)
    return _numbered(made, numbers) if numbers else made


def _numbered(made: Draft, numbers: Sequence[str]) -> Draft:
    """Each form with its number at the upper right of its pages, which are counted for it alone."""
    page, plain = made.page, made.page.furniture

    def furniture(embedder: FontEmbedder, place: int, total: int) -> str:
        # All are alike, and so have as many pages.
        each = total // len(numbers)
        words = f"编号 {numbers[(place - 1) // each]}"
        x = page.width - page.right - embedder.fonts.width(words, "hei", _NUMBER_SIZE)
        number = embedder.show(x, page.height - _NUMBER_AT * MM, words, "hei", _NUMBER_SIZE)
        return plain(embedder, (place - 1) % each + 1, each) + "\n" + number

    return replace(made, page=replace(page, furniture=furniture))
