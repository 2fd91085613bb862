"""Where texts stand on a printed page: on one another, under a rule, outside."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.printing.type.page import PageFormat
from tests.printing.printed_lines import Glyph, PrintedLine, PrintedPage

NO_START = frozenset("，。、；：！？）》」』】〕〉］｝”’％‰℃°…—·～／!),.:;?]}%")
NO_END = frozenset("（《「『【〔〈［｛“‘￥＄([{$")
_HANGING = 1.3  # in sizes: how far a stop may stand outside


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its kind, its page (from 1), and the words it was seen at."""

    kind: str
    page: int
    words: str


def geometry(printed: PrintedPage, page: PageFormat, body: Sequence[PrintedLine]) -> Iterator[Finding]:
    """Texts on one another, under a rule, or outside."""
    mine = [line for line in body if line.page == printed.number]
    for line in mine:
        hang = _HANGING * max(glyph.size for glyph in line.glyphs)
        left, right = page.left - 1, page.width - page.right
        too_wide = line.right - (hang if line.text[-1] in NO_START else 0) > right + 1
        if (
            line.glyphs[0].ink[0] < left
            or too_wide
            or not page.bottom - 2 <= line.y <= page.height - page.top
        ):
            yield Finding("outside", printed.number + 1, line.text[:16])
    for line in (*printed.lines, *printed.turned):
        if any(
            one.ink[0] < -0.5
            or one.ink[1] < -0.5
            or one.ink[2] > printed.width + 0.5
            or one.ink[3] > printed.height + 0.5
            for one in line.glyphs
        ):
            yield Finding("outside", printed.number + 1, line.text[:16])
    yield from _overlaps(printed)
    yield from _crossed(printed, mine)


def _overlaps(printed: PrintedPage) -> Iterator[Finding]:
    cells: dict[tuple[int, int], list[tuple[int, Glyph]]] = defaultdict(list)
    seen: Counter[tuple[int, int]] = Counter()
    lines = [*printed.lines, *printed.turned]
    for number, line in enumerate(lines):
        for glyph in line.glyphs:
            x, y = round((glyph.ink[0] + glyph.ink[2]) / 24), round((glyph.ink[1] + glyph.ink[3]) / 24)
            for near in ((x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)):
                for other, before in cells[near]:
                    if other != number and _meet(glyph, before):
                        seen[other, number] += 1
            cells[x, y].append((number, glyph))
    for first, second in seen:
        words = f"{lines[first].text[:8]} / {lines[second].text[:8]}"
        yield Finding("overlap", printed.number + 1, words)


def _meet(one: Glyph, other: Glyph) -> bool:
    wide = min(one.ink[2], other.ink[2]) - max(one.ink[0], other.ink[0])
    high = min(one.ink[3], other.ink[3]) - max(one.ink[1], other.ink[1])
    if wide <= 0.3 or high <= 0.3:
        return False
    areas = [(glyph.ink[2] - glyph.ink[0]) * (glyph.ink[3] - glyph.ink[1]) for glyph in (one, other)]
    return wide * high > 0.15 * min(areas)


def _crossed(printed: PrintedPage, body: Sequence[PrintedLine]) -> Iterator[Finding]:
    uprights = sorted((rule.x1, rule.y1, rule.y2) for rule in printed.rules if rule.is_upright)
    levels = sorted((rule.y1, rule.x1, rule.x2) for rule in printed.rules if not rule.is_upright)
    for line in body:
        if any(_is_crossed(glyph.ink, uprights, levels) for glyph in line.glyphs):
            yield Finding("rule", printed.number + 1, line.text[:16])


def _is_crossed(
    ink: tuple[float, float, float, float],
    uprights: Sequence[tuple[float, float, float]],
    levels: Sequence[tuple[float, float, float]],
) -> bool:
    left, bottom, right, top = ink
    return _runs_through(left, right, bottom, top, uprights) or _runs_through(
        bottom, top, left, right, levels
    )


def _runs_through(
    low: float, high: float, begin: float, end: float, rules: Sequence[tuple[float, float, float]]
) -> bool:
    """Whether a rule at low..high, well inside, covers the middle of begin..end."""
    edge, middle = 0.15 * (high - low), (begin + end) / 2
    for at in range(bisect_left(rules, (low + edge,)), len(rules)):
        if rules[at][0] > high - edge:
            return False
        if rules[at][1] < middle < rules[at][2]:
            return True
    return False
