"""What of a draft a template can change: headings, notes and labels, and the columns of tables."""

import re
from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.printing.type.forms import RuledForm
from desktop_app.printing.type.pager import kept_together
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import Placard
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rules.template_parts import LABELS, NOTES, PARTS, SIGNED, TITLES

_FOR_THE_PEN = ("签字", "签名", "盖章", "＿＿", "（章）")
_WHO_SIGNS = re.compile("签|章|人|书记|委员|组长|网格长|负责|审核|审批|意见|电话|方式")
_TITLE, _NOTE = 16.0, 11.0
"""Sizes in pt a centred heading has at least, a note at most."""


def pieces(story: Sequence[Flowable]) -> Iterator[Flowable]:
    """Everything of a story, what is kept together piece by piece."""
    for one in story:
        if isinstance(one, KeepTogether):
            yield from pieces(kept_together(one))
        else:
            yield one


def section_of(paragraph: Paragraph) -> str:
    """The section of a template whose words a paragraph's are; '' for running text, which none changes."""
    style, words = paragraph.style, paragraph.words
    if any(one in words for one in _FOR_THE_PEN):
        return SIGNED
    if style.level == 1 or (style.align == "center" and style.size >= _TITLE):
        return TITLES
    if style.level or style.keep_with_next or style.role == "hei":
        return PARTS
    return NOTES if style.role == "song" and style.size <= _NOTE else ""


def words_told(story: Sequence[Flowable]) -> Iterator[tuple[str, str]]:
    """(section, words) of everything of a story that a template might change but its columns."""
    for one in pieces(story):
        if isinstance(one, Paragraph):
            section = section_of(one)
            if section:
                yield from ((section, line) for line in one.words.split("\n"))
        elif isinstance(one, RuledForm):
            for row in one.rows:
                for at, cell in enumerate(row):
                    if cell.is_label:
                        beside = row[at + 1].text if at + 1 < len(row) else ""
                        is_signed = not beside.strip("\u3000 ") and _WHO_SIGNS.search(cell.text)
                        yield SIGNED if is_signed else LABELS, cell.text
        elif isinstance(one, RuledSheet):
            yield from ((LABELS, column.group) for column in one.columns if column.group)
        elif isinstance(one, Placard):
            yield from ((LABELS, words) for words in one.words)


def tables_told(story: Sequence[Flowable]) -> Iterator[tuple[str, ...]]:
    """The columns of each table of a story by what templates call them; of groups side by side, one."""
    for one in pieces(story):
        if isinstance(one, RuledSheet):
            keys = column_keys(one.columns)
            yield keys[: period(one.columns)]


def period(columns: Sequence[Column]) -> int:
    """How many columns a table has before they begin again."""
    titles = [(one.group, one.title) for one in columns]
    count = len(titles)
    return next((n for n in range(1, count) if count % n == 0 and titles == titles[:n] * (count // n)), count)


def column_keys(columns: Sequence[Column]) -> tuple[str, ...]:
    """What templates call the columns: their titles, of those alike with the group or a number."""
    keys: list[str] = []
    every = period(columns)
    titles = [one.title for one in columns[:every]]
    for column in columns[:every]:
        key = column.title
        if column.group and titles.count(column.title) > 1:
            key = f"{column.group}·{column.title}"
        more = sum(1 for one in keys if one == key or one.startswith(f"{key}（"))
        keys.append(f"{key}（{more + 1}）" if more and key in keys else key)
    return tuple(keys * (len(columns) // every)) if columns else ()
