"""A draft as a template wants it: other words, columns chosen and in order, notes and signatures."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.printing.documents.columns import em
from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft
from desktop_app.printing.documents.paper_words import column_keys, period, section_of
from desktop_app.printing.type.cell_text import side_room
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM, office_page
from desktop_app.printing.type.pager import keep_these, kept_together
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import Placard
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rules.template_file import SLOT, PaperTemplate, filled
from desktop_app.registers.rules.template_parts import LABELS, SIGNED, TITLES, PaperParts

Change = Callable[[str], str]
_OF_A_DAY = ("年", "月", "日")
_TITLE_LINES = 3
"""Lines a column gives a title of the template's."""


def templated(draft: Draft, template: PaperTemplate, parts: PaperParts) -> Draft:
    """The draft as ``template`` wants it; its content, and so its code, stay what they are."""
    hand = _Hand(template, parts)
    story = [*hand.changed(draft.story), *_added(template)]
    page, header = draft.page, hand.header(draft.header)
    if header != draft.header:
        upright = (min(page.width, page.height), max(page.width, page.height))
        page = office_page(landscape=page.width > page.height, header=header, paper=upright)
    return replace(draft, story=story, page=page)


def wanted_columns(template: PaperTemplate, parts: PaperParts, names: Mapping[str, str]) -> list[str] | None:
    """The boxes of the columns a template chooses, where it chooses one the paper has not by itself.

    ``names`` tells the box of a column's title; what is none, the number of the row, is left out.
    """
    table = template.tables.get(0, ())
    if not any(ours in parts.choice for ours, _ in table):
        return None
    return [names[ours] for ours, _ in table if ours in names]


def _added(template: PaperTemplate) -> list[Flowable]:
    """The lines to sign and the notes a template adds, kept together at the end."""
    out: list[Flowable] = []
    if template.signed:
        asked = [*template.signed, "日　　期"]
        cells = [(label(one), Cell("" if one != asked[-1] else SIGNING)) for one in asked]
        rows = [
            [*cells[at], *(cells[at + 1] if at + 1 < len(cells) else ())] for at in range(0, len(cells), 2)
        ]
        if len(cells) % 2:
            rows[-1][1] = replace(rows[-1][1], span=3)
        out += [Spacer(1, 3 * MM), RuledForm((1.8, 4, 1.8, 4), rows, size=10.5, heights=10.0)]
    out += [Paragraph(one, NOTE) for one in template.notes]
    return [KeepTogether(out)] if out else []


class _Hand:
    """Changes the pieces of one story, which nobody has set yet."""

    def __init__(self, template: PaperTemplate, parts: PaperParts) -> None:
        self._template, self._parts = template, parts
        self._changes = {section: _change(words) for section, words in template.words.items()}
        labels = {**template.words.get(SIGNED, {}), **template.words.get(LABELS, {})}
        self._label = _change(labels)

    def change(self, section: str) -> Change:
        """What the words of a section become."""
        return self._changes.get(section, _same)

    def header(self, words: str) -> str:
        """What the head of each page says: its headings as they are told anew."""
        change = self.change(TITLES)
        told = change(words)
        return told if told != words else "　".join(map(change, words.split("　")))

    def changed(self, story: Sequence[Flowable]) -> list[Flowable]:
        """The story with everything changed; a paragraph of which nothing is left is gone."""
        return [one for one in story if self._keep(one)]

    def _keep(self, one: Flowable) -> bool:
        if isinstance(one, KeepTogether):
            left = self.changed(kept_together(one))
            keep_these(one, left)
            return bool(left)
        if isinstance(one, Paragraph):
            section = section_of(one)
            return section not in self._changes or not one.words or one.reword(self.change(section))
        if isinstance(one, RuledForm):
            one.relabel(self._label)
        elif isinstance(one, Placard):
            one.reword(self._label)
        elif isinstance(one, RuledSheet):
            self._arrange(one)
        return True

    def _arrange(self, sheet: RuledSheet) -> None:
        """Choose, order and rename the columns of a table, those side by side alike."""
        every, keys = period(sheet.columns), column_keys(sheet.columns)
        wanted = self._wanted(keys[:every])
        chosen = []
        for first in range(0, len(keys), every or 1):
            for ours, theirs in wanted:
                place = first + keys.index(ours)
                chosen.append((place, self._column(sheet.columns[place], ours, theirs, sheet.size)))
        sheet.arrange(chosen)

    def _wanted(self, keys: tuple[str, ...]) -> Sequence[tuple[str, str]]:
        """(column, its title) in order; of columns chosen otherwise the titles alone are the template's."""
        parts, tables = self._parts, self._template.tables
        if keys in parts.tables:
            number = parts.tables.index(keys)
        elif parts.choice and set(keys) <= set(parts.columns(0)):
            number = 0
        else:
            return [(key, key) for key in keys]
        table = tables.get(number)
        if table is None:
            return [(key, key) for key in keys]
        here = [(ours, theirs) for ours, theirs in table if ours in keys]
        if keys == parts.tables[number] or len(here) == len(table):
            return here
        titles = dict(table)
        return [(key, titles.get(key, key)) for key in keys]

    def _column(self, column: Column, ours: str, theirs: str, size: float) -> Column:
        group = self._label(column.group) if column.group else ""
        if ours == theirs:
            return replace(column, group=group)
        width = column.width
        if width is not None:
            width = max(width, (em(theirs) / _TITLE_LINES * size + 2 * side_room(size)) / MM)
        return replace(column, title=theirs, width=width, group=group)


def _same(words: str) -> str:
    return words


def _change(words: Mapping[str, str]) -> Change:
    """What lines become, in whose places the program has written what it writes there."""
    slotted = [(_pattern(ours), theirs) for ours, theirs in words.items() if SLOT.search(ours)]

    def change(line: str) -> str:
        if line in words:
            return words[line]
        for pattern, theirs in slotted:
            if found := pattern.fullmatch(line):
                return filled(theirs, {name[1:]: text for name, text in found.groupdict().items()})
        return line

    return change


def _pattern(ours: str) -> re.Pattern[str]:
    """What matches a line whose fixed words are ``ours``, each place under its number."""
    parts, seen = SLOT.split(ours), set[str]()
    out = re.escape(parts[0])
    for name, fixed in zip(parts[1::2], parts[2::2], strict=True):
        inside = r"\d{1,4}" if fixed[:1] in _OF_A_DAY else ".*?"
        out += f"(?P=n{name})" if name in seen else f"(?P<n{name}>{inside})"
        seen.add(name)
        out += re.escape(fixed)
    return re.compile(out)
