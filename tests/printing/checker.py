"""What is wrong with a made paper, found by reading the PDF beside what its story tells.

`findings` knows nothing of how type is set: it compares the printed lines with the texts of the boxes, and
judges where a line, a row, a part was cut. `KINDS` names what it looks for.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.printing.type.page import PageFormat
from tests.printing.printed_geometry import NO_END, NO_START, Finding, geometry
from tests.printing.printed_lines import PrintedLine, PrintedPage, read
from tests.printing.told_story import HEAD, ToldPart, ToldText

KINDS = {
    "start": "a line begins with a mark that may not begin one",
    "end": "a line ends with a mark that may not end one",
    "number": "a number is cut, or cut off from its unit",
    "date": "a date is cut",
    "code": "a code, a telephone or an ID number is cut",
    "name": "a person's name is cut",
    "single": "a paragraph ends in a line of one character",
    "last": "less than a fifth of the last page is used",
    "hole": "less than half of a page is used, and it goes on overleaf",
    "empty": "a page says nothing",
    "points": "the points of a column of figures do not stand under each other",
    "figure": "a sum without thousands, a minus of another width",
    "heading": "a heading or caption stands on one page, what it names on the next",
    "row": "one row or one line of a table stands alone on the table's last page",
    "signing": "a page holds nothing but the strip to sign in, a date or a note",
    "kept": "what is kept together stands on two pages, though one would hold it",
    "cutting": "the line to cut along has nothing on one of its sides",
    "missing": "a character no face has",
    "overlap": "two texts stand on one another",
    "rule": "a rule runs through a text",
    "outside": "a text leaves the page or its margins",
    "lost": "a text of a box is not printed as it is written",
    "foreign": "something is printed that no box tells",
}
"""Every kind of finding and what it says."""

UNITS = frozenset(
    "年月日号时分秒点元角万亿人名位票条项件个次份页户天周岁期届轮级楼栋排室季度学小公平米克％%‰℃"
)
_TOKENS = {
    "date": re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{4}[-.]\d{1,2}[-.]\d{1,2}"),
    "code": re.compile(r"[A-Za-z]+[A-Za-z0-9/]*(?:-[A-Za-z0-9/]+)+|\d{3,4}-\d{7,8}|\d{17}[\dX]|1\d{10}"),
}
_FIGURE = re.compile(r"[＋－+-]?[￥¥]?[\d,]+(?:\.\d+)?")
_CARELESS_FIGURE = re.compile(r"(?<![\d.,])\d{4,}\.\d{2}(?![\d.])|(?<![A-Za-z0-9.)）—－-])-\d")
_ALIKE = {"—": "-", "－": "-"}  # no line is told from another by them
_LONGEST_NAME = 50
_LEADERS = re.compile("…+\\d*|\\d+")  # of a contents page, and its numbers
_CONTINUED = "（续）"
_PAGE_SUM, _TURNED = "本页小计", "（转下行）"
CUT_LINE = "沿此线"
LEAST_USED, LEAST_BEFORE, SHORT_TAIL = 0.2, 0.5, 0.35
_CANDIDATES = 60
_FEW_LINES = 3  # of one row that goes on: they are as good as two rows
_ABOUT = 0.01  # what of a page is measured otherwise from its ink than from its boxes
_WIDE = 0x2E80  # characters from here on are as wide as high
_DIGITS_BEFORE, _DIGITS_BEHIND = re.compile(r"[\d.,]*$"), re.compile(r"^[\d.,]*.?")
_OFF = 0.8  # pt: points further apart do not stand under each other


@dataclass
class _Set:
    """A text with the lines it was found in."""

    part: int
    told: ToldText
    lines: list[PrintedLine]


def findings(
    pdf: bytes,
    page: PageFormat,
    parts: Sequence[ToldPart],
    names: Collection[str] = (),
    missing: Sequence[str] = (),
) -> list[Finding]:
    """All faults of a paper of these `parts`; `names` are those of people, `missing` what compose told."""
    pages = read(pdf)
    out = [Finding("missing", 1, f"U+{ord(char):04X} {char}") for char in missing]
    matched = _Matching(pages, parts)
    out += [Finding("lost", 1, text) for text in matched.lost]
    out += matched.foreign(page)
    for one in matched.found:
        out += _breaks(one, frozenset(names))
        if careless := _CARELESS_FIGURE.search(one.told.text):
            out.append(Finding("figure", one.lines[0].page + 1, careless.string[:40]))
    out += _points(parts, matched.found)
    out += _Flow(pages, page, parts, matched.found).findings()
    for printed in pages:
        out += geometry(printed, page, [line for one in matched.found for line in one.lines])
    return out


class _Matching:
    """Which printed lines show which text: told in one order, drawn nearly in it."""

    def __init__(self, pages: Sequence[PrintedPage], parts: Sequence[ToldPart]) -> None:
        self._parts = parts
        self._lines = [line for page in pages for line in page.lines]
        self._used = [False] * len(self._lines)
        self._by_start: dict[str, list[int]] = defaultdict(list)
        for place, line in enumerate(self._lines):
            self._by_start[_alike(line.text)[:1]].append(place)
        self._cursor = 0
        self.found: list[_Set] = []
        self.lost: list[str] = []
        for number, part in enumerate(parts):
            for told in part.texts:
                lines = self._place(_alike(told.text))
                if lines is None and part.kind != "between":  # left out where nothing is to be parted
                    self.lost.append(told.text)
                elif lines is not None:
                    self.found.append(_Set(number, told, _one_a_line(lines)))

    def _place(self, text: str) -> list[PrintedLine] | None:
        """The lines of a text; the cursor goes behind the first piece that stands together."""
        for first in self._candidates(text):
            taken = self._chain(first, text)
            if taken is not None:
                for place in taken:
                    self._used[place] = True
                self._cursor = next((a + 1 for a, b in pairwise([*taken, -1]) if b != a + 1), taken[-1] + 1)
                return [self._lines[place] for place in taken]
        return None

    def _candidates(self, text: str) -> Iterator[int]:
        """Where it may begin: from the cursor on, then from the beginning."""
        here = self._next_unused(self._cursor)
        if here is not None:
            self._split(here, text)
        places = self._by_start[text[:1]]
        start = bisect_left(places, self._cursor)
        count = 0
        for place in (*places[start:], *places[:start]):
            if not self._used[place] and text.startswith(_alike(self._lines[place].text)):
                yield place
                count += 1
                if count == _CANDIDATES:
                    return

    def _split(self, place: int, text: str) -> None:
        """Cut a line that begins with the whole text and goes on with another box's."""
        line = self._lines[place]
        if len(line.text) > len(text) and _alike(line.text).startswith(text):
            first, rest = line.cut(len(text))
            self._lines[place : place + 1] = [first, rest]
            self._used[place : place + 1] = [False, False]
            for places in self._by_start.values():
                at = bisect_left(places, place + 1)
                places[at:] = [one + 1 for one in places[at:]]
            places = self._by_start[_alike(rest.text)[:1]]
            places.insert(bisect_left(places, place + 1), place + 1)

    def _chain(self, first: int, text: str) -> list[int] | None:
        """The places whose lines make up the text, one after the other, each as near as can be."""
        taken, at = [first], len(self._lines[first].text)
        while at < len(text):
            place = self._following(taken[-1], text[at:])
            if place is None:
                return None
            taken.append(place)
            at += len(self._lines[place].text)
        return taken

    def _following(self, before: int, rest: str) -> int | None:
        place = before + 1
        if place < len(self._lines) and self._lines[place].page == self._lines[before].page:
            self._split(place, rest)
        places = self._by_start[rest[:1]]
        for place in places[bisect_left(places, before + 1) :]:
            if not self._used[place] and rest.startswith(_alike(self._lines[place].text)):
                return place
        return None

    def _next_unused(self, place: int) -> int | None:
        while place < len(self._lines) and self._used[place]:
            place += 1
        return place if place < len(self._lines) else None

    def foreign(self, page: PageFormat) -> Iterator[Finding]:
        """Lines in the body that repeat nothing told: no title, no label that goes on, no sum of the page."""
        if any(not part.texts for part in self._parts):
            return  # a drawing whose words are its own
        told = "\n".join(_alike(one.text) for part in self._parts for one in part.texts)
        sums = {(line.page, round(line.y)) for line in self._lines if line.text.startswith(_PAGE_SUM)}
        for line, used in zip(self._lines, self._used, strict=True):
            # The turned number of a landscape page stands left of the body.
            if used or line.right < page.left or not page.bottom - 1 <= line.y <= page.height - page.top + 1:
                continue
            words = _alike(line.text).removesuffix(_CONTINUED).removesuffix(_CONTINUED[1:])
            if _LEADERS.fullmatch(words):
                continue
            if words != _TURNED and words not in told and (line.page, round(line.y)) not in sums:
                yield Finding("foreign", line.page + 1, line.text)


def _alike(text: str) -> str:
    return "".join(_ALIKE.get(char, char) for char in text)


def _one_a_line(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Pieces on one baseline joined."""
    out: list[PrintedLine] = []
    for line in lines:
        if out and out[-1].page == line.page and abs(out[-1].y - line.y) < 1 and out[-1].left < line.left:
            out[-1] = PrintedLine(line.page, out[-1].glyphs + line.glyphs)
        else:
            out.append(line)
    return out


def _breaks(one: _Set, names: frozenset[str]) -> Iterator[Finding]:
    """What is wrong with how a text was cut into lines."""
    if len(one.lines) < 2:
        return
    text = "".join(line.text for line in one.lines)
    place, widest = 0, max(_em(line.text) for line in one.lines)
    for line, after in pairwise(one.lines):
        place += len(line.text)
        page = line.page + 1
        seen = f"{line.text[-8:]}|{after.text[:8]}"
        if after.text[0] in NO_START:
            yield Finding("start", page, seen)
        if line.text[-1] in NO_END:
            yield Finding("end", page, seen)
        kind, token = _cut_token(text, place, names)
        if kind and _em(token) <= widest:  # what no line of the box holds is cut somewhere
            yield Finding(kind, page, seen)
    last = one.lines[-1].text
    if sum(char not in NO_START for char in last) <= 1 and max(len(line.text) for line in one.lines) > 3:
        yield Finding("single", one.lines[-1].page + 1, f"{one.lines[-2].text[-8:]}|{last}")


def _em(text: str) -> float:
    """About how wide a text is, in characters."""
    return sum(1.0 if ord(char) >= _WIDE else 0.5 for char in text)


def _cut_token(text: str, place: int, names: frozenset[str]) -> tuple[str, str]:
    """The kind of what a line end before `place` cuts, and what that is; '' for nothing."""
    begin = max(0, place - 24)
    for kind, pattern in _TOKENS.items():
        for found in pattern.finditer(text, begin, place + 24):
            if found.start() < place < found.end():
                return kind, found.group()
    before, after = text[place - 1], text[place]
    in_figure = before in ".," and after.isdecimal() and place > 1 and text[place - 2].isdecimal()
    if in_figure or (before.isdecimal() and (after.isdecimal() or after in UNITS)):
        return "number", _DIGITS_BEFORE.findall(text[:place])[0] + _DIGITS_BEHIND.findall(text[place:])[0]
    for start in range(max(0, place - _LONGEST_NAME), place if before != "·" else 0):
        for end in range(place + 1, min(len(text), start + _LONGEST_NAME) + 1):
            if text[start:end] in names:  # one of several parts may be cut between them
                first = text.rfind("·", start, place) + 1 or start
                last = text.find("·", place, end) + 1 or end
                return "name", text[first:last]
    return "", ""


def _points(parts: Sequence[ToldPart], found: Sequence[_Set]) -> Iterator[Finding]:
    """Columns of figures, some of them with decimals, whose points do not stand under each other."""
    columns: dict[tuple[int, int], list[_Set]] = defaultdict(list)
    for one in found:
        is_figure = one.told.column >= 0 and len(one.lines) == 1 and _FIGURE.fullmatch(one.told.text)
        if is_figure and parts[one.part].kind == "sheet" and one.told.row != HEAD:
            columns[one.part, one.told.column].append(one)
    for sets in columns.values():
        if any("." in one.told.text for one in sets):
            places = [_point(one.lines[0]) for one in sets]
            if max(places) - min(places) > _OFF:
                wrong = max(zip(places, sets, strict=True), key=lambda it: abs(it[0] - places[0]))[1]
                yield Finding("points", wrong.lines[0].page + 1, f"{sets[0].told.text} {wrong.told.text}")


def _point(line: PrintedLine) -> float:
    """Where the point of a figure stands, or would stand behind its last digit."""
    return next((glyph.left for glyph in line.glyphs if glyph.char == "."), line.right)


class _Flow:
    """How the parts of a story lie on the pages."""

    def __init__(
        self, pages: Sequence[PrintedPage], page: PageFormat, parts: Sequence[ToldPart], found: Sequence[_Set]
    ) -> None:
        self._pages, self._page, self._parts = pages, page, parts
        self._by_part: dict[int, list[_Set]] = defaultdict(list)
        self._on: dict[int, list[tuple[int, ToldText, PrintedLine]]] = defaultdict(list)
        for one in found:
            self._by_part[one.part].append(one)
            for line in one.lines:
                self._on[line.page].append((one.part, one.told, line))

    def findings(self) -> Iterator[Finding]:
        for number in range(len(self._pages)):
            if not self._on[number] and not self._pages[number].rules and len(self._pages) > 1:
                yield Finding("empty", number + 1, "")
        for section in sorted({part.section for part in self._parts}):
            yield from self._section([at for at, part in enumerate(self._parts) if part.section == section])
        for at in range(len(self._parts)):
            yield from self._heading(at)
            yield from self._row(at)
        yield from self._kept()
        yield from self._cutting()

    def _lines(self, at: int) -> list[PrintedLine]:
        return [line for one in self._by_part[at] for line in one.lines]

    def _section(self, places: Sequence[int]) -> Iterator[Finding]:
        """Holes, the last page, and what stands alone on it."""
        on = sorted({line.page for at in places for line in self._lines(at)})
        if len(on) < 2:
            return
        for number in on[:-1]:
            if self._used(number) < LEAST_BEFORE:
                yield Finding("hole", number + 1, f"{self._used(number):.0%}")
        last = on[-1]
        if self._used(last) < LEAST_USED - _ABOUT:
            words = "".join(line.text for _, _, line in self._on[last])[:16]
            yield Finding("last", last + 1, f"{self._used(last):.0%} {words}")
        tail = self._tail(places)
        tail_lines = [line for at in tail for line in self._lines(at) if line.page == last]
        others = {
            (at, told.row if self._parts[at].rows != {0} else round(line.y))
            for at, told, line in self._on[last]
            if at not in tail and told.row != HEAD
        }
        headed = any(self._parts[at].keeps_next for at, _, _ in self._on[last])
        if tail_lines and all(line.page == last for at in tail for line in self._lines(at)):
            high = max(line.y for line in tail_lines) - min(line.y for line in tail_lines)
            lines = {
                round(line.y) for at, told, line in self._on[last] if at not in tail and told.row != HEAD
            }
            is_alone = len(others) < 2 and len(lines) < _FEW_LINES
            if high < SHORT_TAIL * self._page.body_height and is_alone and not headed:
                yield Finding("signing", last + 1, tail_lines[0].text[:16])

    def _tail(self, places: Sequence[int]) -> set[int]:
        """The parts at the end that are signed, dated or noted."""
        tail: set[int] = set()
        group = self._parts[places[-1]].group
        for at in reversed(places):
            part = self._parts[at]
            short = part.kind == "paragraph" and len(self._lines(at)) <= 2 and not part.keeps_next
            headed = at > places[0] and self._parts[at - 1].keeps_next
            if not ((part.is_strip and not headed) or short or (group >= 0 and part.group == group)):
                break
            tail.add(at)
        return tail

    def _used(self, number: int) -> float:
        """The share of a page's body down to the lowest ink or rule in it."""
        bottom, top = self._page.bottom, self._page.height - self._page.top
        low = [line.y for _, _, line in self._on[number]]
        low += [rule.y1 for rule in self._pages[number].rules if bottom - 1 <= rule.y1 <= top]
        return (top - min(low, default=top)) / (top - bottom)

    def _heading(self, at: int) -> Iterator[Finding]:
        part, lines = self._parts[at], self._lines(at)
        if at + 1 == len(self._parts) or part.kind != "paragraph" or not lines:
            return
        after = self._parts[at + 1]
        names = part.keeps_next or (after.kind != "paragraph" and lines[-1].text[-1] in "：:")
        body = [
            one.lines[0] for one in self._by_part[at + 1] if after.kind == "paragraph" or one.told.row != HEAD
        ]
        if (
            names
            and body
            and after.section == part.section
            and lines[-1].page < min(one.page for one in body)
        ):
            yield Finding("heading", lines[-1].page + 1, lines[-1].text[-16:])

    def _row(self, at: int) -> Iterator[Finding]:
        part = self._parts[at]
        pages: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for one in self._by_part[at]:
            for line in one.lines:
                if one.told.row != HEAD:
                    pages[line.page][one.told.row].add(round(line.y))
        if part.kind not in ("form", "sheet") or len(pages) < 2 or len(part.rows) < 2:
            return
        last = pages[max(pages)]
        if len(last) == 1 and max(map(len, last.values())) <= 2 and self._is_alone(at, max(pages)):
            words = next(line.text for one, _, line in self._on[max(pages)] if one == at)
            yield Finding("row", max(pages) + 1, words[:16])

    def _is_alone(self, at: int, number: int) -> bool:
        """Whether no other table or text stands on the page below, but what is signed."""
        after = [
            one
            for one in range(at + 1, len(self._parts))
            if self._parts[one].section == self._parts[at].section
        ]
        return not after or set(after) <= self._tail([*range(at + 1), *after])

    def _kept(self) -> Iterator[Finding]:
        groups: dict[int, list[PrintedLine]] = defaultdict(list)
        for at, part in enumerate(self._parts):
            if part.group >= 0:
                groups[part.group] += self._lines(at)
        for lines in groups.values():
            on = {line.page for line in lines}
            if len(on) == 2:
                spans = [[line.y for line in lines if line.page == number] for number in on]
                if sum(max(ys) - min(ys) for ys in spans) < 0.85 * self._page.body_height:
                    yield Finding("kept", max(on) + 1, lines[0].text[:16])

    def _cutting(self) -> Iterator[Finding]:
        for page in self._pages:
            for line in page.lines:
                if CUT_LINE in line.text:
                    ys = [other.y for _, _, other in self._on[page.number] if CUT_LINE not in other.text]
                    if not ys or max(ys) < line.y or min(ys) > line.y:
                        yield Finding("cutting", page.number + 1, line.text)
