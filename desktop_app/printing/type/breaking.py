"""Line breaking for Chinese text: where a line may end, and the ends that suit the whole paragraph best."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from desktop_app.printing.type.kept import NO_NAMES, Names, places_within
from desktop_app.printing.type.signs import WRITTEN_OTHERWISE, settled
from desktop_app.printing.type.spacing import CLOSING, GAP, OPENING, QUARTER, SHARE, SQUEEZED, empty_half

# GB/T 15834—2011 §5.1: stops, closing marks, 连接号, 间隔号 never begin a line; opening marks never end one.
# 省略号 and 破折号 are kept off the line start as well, which also keeps their two halves together.
NO_START = frozenset("，。、；：！？．）》」』】〕〉］｝”’％‰℃°…—·～－／〗〞﹂﹄ゝ々!),.:;?]}%>/-~|")
NO_END = frozenset("（《「『【〔〈［｛“‘￥＄№〖〝﹁﹃" + "([{$¥<#@")

_WORD = "!-~À-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
WORDS = re.compile(f"[{_WORD}]+|——+|……+")
"""A run never stretched: Latin words, numbers, dates, codes, and the joined 破折号 and 省略号."""
_IS_WORD = re.compile(f"[{_WORD}]").match
_NO_BREAK = re.compile(
    f"(?=[{re.escape(''.join(sorted(NO_START)))} ])|(?<=[{re.escape(''.join(sorted(NO_END)))}])"
    f"|(?<=[{_WORD}])(?=[{_WORD}])"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_FUZZ = 1e-6
# Controls, soft hyphen, zero-width marks, broken surrogates, variation selectors: nothing of these is drawn.
_NOT_DRAWN = (
    "\\x00-\\x09\\x0b-\\x1f\\x7f-\\xa0\\xad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\U000e0000-\\U000e01ef"
)
_INVISIBLE = re.compile(f"[{_NOT_DRAWN}]")
_STRANGE = re.compile(f"[{_NOT_DRAWN}{WRITTEN_OTHERWISE}]")
_KEPT = {"\t": " ", "\xa0": " ", "\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"}

_SLACK = 2.5  # em: a line this much shorter than its room is asked about no more once another would do
MOST_SPREAD = 1.0  # em between two characters: more is never spread, the line is left ragged
_WIDOW = 200.0  # what a last line of one character costs
_BACK = 4  # lines before an uneven one that may be cut anew with it
_DOT_COST = 2.0  # a name ends a line after its · only where that helps


def plain(text: str, *, tabs: bool = False) -> str:
    """Text ready for setting: one kind of line end, no control or invisible characters; tabs as spaces.

    With ``tabs`` they stay.
    """
    if not _STRANGE.search(text):
        return text
    kept = _KEPT | {"\t": "\t"} if tabs else _KEPT
    return _INVISIBLE.sub(lambda found: kept.get(found.group(), ""), settled(text).replace("\r\n", "\n"))


def may_break(text: str, place: int) -> bool:
    """Whether a line of `text` may end before index `place` (0 < place < len)."""
    before, after = text[place - 1], text[place]
    if after == " " or after in NO_START or before in NO_END:
        return False
    return not (_IS_WORD(before) and _IS_WORD(after))


class Measured:
    """One paragraph (no line ends inside) as its tokens stand beside each other, ready to be cut.

    `advances` holds what each token takes and `em` the size, in one unit; text, tokens and advances are of
    one length. `gap_give` is how much of the space between Chinese and Latin a full line may lose, in em.
    """

    def __init__(
        self, text: str, tokens: Sequence[str], advances: Sequence[float], em: float, gap_give: float = 0.125
    ) -> None:
        self.text, self.em, self.length = text, em, len(text)
        self.sums = [0.0, *accumulate(advances)]
        self.head: dict[int, float] = {}  # taken off when the character begins a line
        self.tail: dict[int, float] = {}  # taken off when it ends one
        give, self.gaps = [0.0] * self.length, [0] * self.length
        for place, token in enumerate(tokens):
            char, sign = token[0], token[1:]
            if sign == GAP:
                self.tail[place], give[place], self.gaps[place] = SHARE * em, gap_give * em, 1
            elif sign == QUARTER:
                self.gaps[place] = 1
            elif char in CLOSING:
                if sign != SQUEEZED and (half := empty_half(char, advances[place], em)):
                    self.tail[place] = give[place] = half
            elif char in OPENING:
                whole = advances[place] + (em / 2 if sign == SQUEEZED else 0.0)
                if half := empty_half(char, whole, em):
                    self.head[place] = half
        self.give = [0.0, *accumulate(give)]
        self.gap_counts = [0, *accumulate(self.gaps)]

    def visible(self, start: int, end: int) -> int:
        """Where the line start..end ends for the eye: spaces at its end take no room."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end

    def natural(self, start: int, end: int) -> float:
        """What the characters start..end (``visible``) take as a line of their own, nothing stretched."""
        if end <= start:
            return 0.0
        return self.sums[end] - self.sums[start] - self.head.get(start, 0.0) - self.tail.get(end - 1, 0.0)

    def most_give(self, start: int, end: int) -> float:
        """By how much the line start..end can be squeezed; its last character has given already."""
        return max(self.give[end - 1] - self.give[start], 0.0) if end > start else 0.0


class LineBreaker:
    """Cuts one paragraph into lines: the first `first` wide, the others `rest`.

    A `justified` line is measured by how far it must be stretched or squeezed, another by the room it leaves.
    """

    def __init__(self, measured: Measured, rest: float, first: float, names: Names, justified: bool) -> None:
        self._of, self._rest, self._first, self._justified = measured, rest, first, justified
        text = measured.text
        self._hard = bytearray(b"\1") * (measured.length + 1)
        for found in _NO_BREAK.finditer(text):
            self._hard[found.start()] = 0
        for found in _ADDRESS.finditer(text):
            for place in range(found.start() + 8, found.end()):
                self._hard[place] = text[place - 1] == "/" != text[place]
        self._free = self._hard[:]
        for place in places_within(text, names):
            self._free[place] = 0
        # Between two characters that are no word the line can be stretched.
        places = [1] * measured.length
        for place in solid_places(text):
            places[place] = 0
        self._places = [0, *accumulate(places)]
        self._loose = [room - give for room, give in zip(measured.sums, measured.give, strict=True)]

    def lines(self) -> list[tuple[int, int]]:
        """The ranges of the lines: full ones as long as they are even, then those of the least penalty.

        Ragged lines stay full but for a last one of a single character: nobody sees that they are uneven.
        """
        full = self.greedy()
        bearable = 1.3 if self._justified else _WIDOW / 2
        uneven = next((place for place, line in enumerate(full) if self.penalty(*line) > bearable), None)
        if uneven is None:
            return full
        before = full[: max(uneven - _BACK, 0)]
        return before + self._best(before[-1][1] if before else 0)

    def greedy(self) -> list[tuple[int, int]]:
        """Each line as full as it can be without squeezing."""
        lines, start = [], 0
        while start < self._of.length:
            end = squeezed = 0
            for place, _, left in self._ends(start):
                if left >= -_FUZZ:
                    end = place
                    break
                squeezed = place
            end = end or squeezed or self._forced(start)
            lines.append((start, end))
            start = end
        return lines

    def total(self, lines: Sequence[tuple[int, int]]) -> float:
        """What these lines cost together."""
        return sum(self.penalty(start, end) for start, end in lines)

    def penalty(self, start: int, end: int) -> float:
        """What the line start..end costs: each line something, an uneven one more, a lone character much."""
        seen = self._of.visible(start, end)
        return self._cost(start, end, seen, self._room(start) - self._of.natural(start, seen))

    def _best(self, begin: int) -> list[tuple[int, int]]:
        """The lines from ``begin`` on that cost the least together."""
        length, never = self._of.length, float("inf")
        cost = [never] * (length + 1)
        came = [0] * (length + 1)
        cost[begin] = 0.0
        for start in range(begin, length):
            base = cost[start]
            if base == never:
                continue
            ends = [(end, base + self._cost(start, end, seen, left)) for end, seen, left in self._ends(start)]
            if not ends:
                forced = self._forced(start)
                ends = [(forced, base + self.penalty(start, forced))]
            for end, together in ends:
                if together < cost[end]:
                    cost[end], came[end] = together, start
        lines, end = [], length
        while end > begin:
            lines.append((came[end], end))
            end = came[end]
        return lines[::-1]

    def _room(self, start: int) -> float:
        return self._rest if start else self._first

    def _ends(self, start: int, allowed: bytearray | None = None) -> Iterator[tuple[int, int, float]]:
        """Ends of a line from ``start`` it can hold, the last first; the end for the eye; the room left.

        The room is below 0 where the line is squeezed. They go on until one leaves so much room that no
        shorter line is worth a thought.
        """
        of, allowed = self._of, self._free if allowed is None else allowed
        sums, text, tail = of.sums, of.text, of.tail
        begin = sums[start] + of.head.get(start, 0.0) + self._room(start)
        last = bisect_right(self._loose, begin - of.give[start] + of.em / 2 + _FUZZ) - 1
        while last < of.length and text[last] == " ":
            last += 1
        slack = _SLACK * of.em
        for end in range(min(last, of.length), start, -1):
            if not allowed[end]:
                continue
            seen = end if text[end - 1] != " " else of.visible(start, end)
            left = begin - sums[seen] + tail.get(seen - 1, 0.0)
            if left >= -_FUZZ or -left <= of.most_give(start, seen) + _FUZZ:
                yield end, seen, left
                if left > slack:
                    return

    def _forced(self, start: int) -> int:
        """Where a line ends that holds no whole stretch: between words, or inside one that is too long."""
        for end, _, _ in self._ends(start, self._hard):
            return end
        of = self._of
        text, sums = of.text, of.sums
        # A line takes at least one character, however narrow the column.
        room = sums[start] + self._room(start) + of.head.get(start, 0.0) + _FUZZ
        fits = min(max(bisect_right(sums, room) - 1, start + 1), of.length)
        for place in range(fits, start, -1):
            if place == of.length or (text[place] not in NO_START and text[place - 1] not in NO_END):
                return place
        return fits

    def _cost(self, start: int, end: int, seen: int, left: float) -> float:
        """What the line start..end costs that leaves ``left`` and ends at ``seen`` for the eye."""
        of = self._of
        is_last = end == of.length
        cost = 1.0 if self._justified else 10.0
        if left < -_FUZZ:
            give = of.most_give(start, seen)
            share = min(-left / give, 2.0) if give else 2.0
            cost += 1.7 * share * share + (0.0 if self._justified else 12.0)
        elif not is_last:
            cost += (
                self._uneven(start, seen, left) if self._justified else min(0.15 * (left / of.em) ** 2, 60.0)
            )
        if is_last and start and seen - start < 12:
            letters = sum(char not in NO_START and char not in NO_END for char in of.text[start:seen])
            cost += _WIDOW if letters < 2 else 0.0
        elif not is_last and of.text[end - 1] == "·":
            cost += _DOT_COST
        return cost

    def _uneven(self, start: int, seen: int, left: float) -> float:
        """What stretching a line by ``left`` costs: the spaces before Latin first, then every character."""
        of = self._of
        if seen <= start:
            return 400.0
        gaps = min(left, (of.gap_counts[seen - 1] - of.gap_counts[start]) * SHARE / 2 * of.em)
        places = self._places[seen - 1] - self._places[start]
        spread = (left - gaps) / (places * of.em) if places else MOST_SPREAD
        return min((20 * spread) ** 2, 400.0) + 0.1 * gaps / of.em


def break_lines(
    measured: Measured,
    measure: float,
    first_measure: float | None = None,
    *,
    names: Names = NO_NAMES,
    justified: bool = False,
) -> list[tuple[int, int]]:
    """Cut one paragraph into lines, each a half-open range of indices.

    `measure` is the room of a line and `first_measure` that of the first. Spaces at a line end take no room
    and stay in the range. Nothing of `kept` and no name is cut where a line holds it; a word wider than the
    measure is cut where it must be, and nothing else breaks a rule of `may_break`.
    """
    first = measure if first_measure is None else first_measure
    if measured.natural(0, measured.visible(0, measured.length)) <= first + _FUZZ:
        return [(0, measured.length)]
    return LineBreaker(measured, measure, first, names, justified).lines()


def solid_places(text: str) -> list[int]:
    """The places of a line after which nothing is added: inside words, and the marks that are joined."""
    return [place for word in WORDS.finditer(text) for place in range(word.start(), word.end() - 1)]
