"""Characters nobody can type, found by their radical (部首) and strokes or by their sound (拼音)."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from desktop_app.base.resources import read_text

_KANGXI = 0x2F00
# The forms a radical takes inside a character, where they are not its own: what people look it up by.
_FORMS = {
    9: "亻", 18: "刂", 26: "㔾", 61: "忄㣺", 64: "扌", 66: "攵", 85: "氵", 86: "灬", 94: "犭", 96: "王",
    113: "礻", 118: "⺮", 120: "糹", 130: "月", 140: "艹", 145: "衤", 157: "⻊",
    162: "辶", 163: "右阝", 170: "左阝",
}  # fmt: skip
_SHORT_FORMS = {
    90: "丬", 120: "纟", 147: "见", 149: "讠", 154: "贝", 159: "车", 167: "钅", 168: "长", 169: "门",
    178: "韦", 181: "页", 182: "风", 183: "飞", 184: "饣", 187: "马", 195: "鱼", 196: "鸟", 197: "卤",
    199: "麦", 201: "黄", 205: "黾", 210: "齐", 211: "齿", 212: "龙", 213: "龟",
}  # fmt: skip


@dataclass(frozen=True)
class Radical:
    """A radical as a dictionary lists it: its forms together, 水 氵."""

    number: int
    forms: str
    strokes: int


class RareCharacters:
    """The characters of Unicode by radical and by sound; see ``load_rare_characters``."""

    def __init__(
        self, radicals: Iterable[str], readings: Iterable[str], common: str, counts: Iterable[tuple[str, int]]
    ) -> None:
        """From the lines of radicals.tsv and of pinyin/readings.tsv, and the characters in common use."""
        self._common = {char: at for at, char in enumerate(common)}
        self._by_radical: dict[int, dict[int, str]] = defaultdict(dict)
        for line in radicals:
            number, _short, strokes, chars = line.split("\t")
            row = self._by_radical[int(number)]
            row[int(strokes)] = row.get(int(strokes), "") + chars
        self._by_sound = {
            sound: f"{usual}{rare}" for sound, usual, rare in (one.split("\t") for one in readings)
        }
        self._strokes = dict(counts)

    def radicals(self) -> list[Radical]:
        """All 214, those of few strokes first."""
        found = []
        for number in sorted(self._by_radical):
            char = unicodedata.normalize("NFKC", chr(_KANGXI + number - 1))
            forms = dict.fromkeys((char, *_SHORT_FORMS.get(number, ""), _FORMS.get(number, "")))
            found.append(Radical(number, " ".join(filter(None, forms)), self._strokes.get(char, 0)))
        return sorted(found, key=lambda one: (one.strokes, one.number))

    def of_radical(self, number: int) -> dict[int, str]:
        """The characters of a radical by the strokes besides it, those in common use first."""
        return {strokes: self._ordered(chars) for strokes, chars in sorted(self._by_radical[number].items())}

    def of_sound(self, words: str) -> str:
        """The characters read so, without tones, ü as v; '' for no sound there is."""
        sound = words.strip().casefold().replace("ü", "v").replace("u:", "v")
        return self._ordered(self._by_sound.get(sound, ""))

    def place_of(self, parts: Sequence[str]) -> tuple[int, int] | None:
        """The radical and the strokes besides it under which a character of these parts may stand."""
        forms = {form: one.number for one in self.radicals() for form in one.forms.split()}
        for at, part in enumerate(parts):
            rest = [*parts[:at], *parts[at + 1 :]]
            if part in forms and rest and all(one in self._strokes for one in rest):
                place = forms[part], sum(self._strokes[one] for one in rest)
                if place[1] in self._by_radical[place[0]]:
                    return place
        return None

    def _ordered(self, chars: str) -> str:
        """Those in common use, then by their number: the planes of the rare ones come last."""
        last = len(self._common)
        return "".join(
            sorted(dict.fromkeys(chars), key=lambda char: (self._common.get(char, last), ord(char)))
        )


@cache
def load_rare_characters() -> RareCharacters:
    """The shipped tables, read once, when someone first looks for a character."""
    counts = []
    for line in read_text("strokes", "counts.tsv").splitlines():
        count, chars = line.split("\t")
        counts += [(char, int(count)) for char in chars]
    for line in read_text("strokes", "orders.tsv").splitlines():
        order, chars = line.split("\t")
        counts += [(char, len(order)) for char in chars]
    common = read_text("characters", "tgh8105.txt").splitlines()
    return RareCharacters(
        read_text("characters", "radicals.tsv").splitlines(),
        read_text("pinyin", "readings.tsv").splitlines(),
        "".join(line for line in common if not line.startswith("#")),
        counts,
    )
