"""Pinyin of names: the keys a search by sound finds them with, and their alphabetical order."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import islice, product

from desktop_app.base.numerals import CHINESE_DIGITS, from_chinese
from desktop_app.base.resources import read_text

# So many characters of a text decide its place; who sorts by a report's whole wording?
_MOST_SORTED = 32
_RANK = re.compile(f"第([{CHINESE_DIGITS}]+)")
_DIGITS = re.compile(r"\d+")
_PLACES = 12
_MOST_READINGS = 32
"""Names of rare many-sound characters stop here; nobody types the thirty-third way."""


class Pinyin:
    """Readings of characters and surnames, without tones, ü as v; see ``load_pinyin``."""

    def __init__(self, readings: Iterable[str], surnames: Iterable[str]) -> None:
        """From the lines of the two tables that packaging/build_pinyin.py writes; read when first needed.

        ``readings``: syllable, characters read so first of all, characters also read so, by tabs.
        ``surnames``: surname, its syllables, by a tab.
        """
        self._reading_lines, self._surname_lines = readings, surnames

    @cached_property
    def _rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self._reading_lines]

    @cached_property
    def _first(self) -> dict[str, str]:
        first: dict[str, str] = {}
        for syllable, usual, _rare in self._rows:
            first.update(dict.fromkeys(usual, syllable))
        return first

    @cached_property
    def _also(self) -> dict[str, tuple[str, ...]]:
        also: dict[str, tuple[str, ...]] = {}
        for syllable, _usual, rare in self._rows:
            for char in rare:
                also[char] = (*also.get(char, ()), syllable)
        return also

    @cached_property
    def _parts(self) -> "_SortParts":
        return _SortParts(self._first)

    @cached_property
    def _surnames(self) -> dict[str, tuple[str, ...]]:
        pairs = (line.split("\t") for line in self._surname_lines)
        return {surname: tuple(syllables.split()) for surname, syllables in pairs}

    def full(self, text: str, surname: bool = False) -> tuple[str, ...]:
        """Every way to read the text, joined: 曾国 → cengguo, zengguo; letters and digits stay.

        ``surname`` reads the leading surname only as a surname is read.
        """
        return self._ways(self._syllables(text, surname))

    def initials(self, text: str, surname: bool = False) -> tuple[str, ...]:
        """The first letters of every reading: 曾国 → cg, zg, or only zg as a surname."""
        return self._ways(tuple(first_letters(ways) for ways in self._syllables(text, surname)))

    def keys(self, name: str) -> str:
        """All that a person may type to find the name, by blanks: zengguo cengguo zg cg."""
        found = (
            *self.full(name, surname=True),
            *self.full(name),
            *self.initials(name, surname=True),
            *self.initials(name),
        )
        return " ".join(dict.fromkeys(key for key in found if key))

    def sort_key(self, name: str) -> str:
        """A text that sorts names by sound, equal sounds by character: 安 before 昂, all 张 before 章."""
        # A long list asks for thousands of keys before its first page.
        chars = name if name.isalnum() else _letters(name)
        head = self._surnames.get(chars[:2]) or self._surnames.get(chars[:1]) or ()
        parts = [f"{syllable} {char}" for syllable, char in zip(head, chars, strict=False)]
        parts += map(self._parts.__getitem__, chars[len(head) :])
        return " ".join(parts)

    def text_key(self, words: str) -> str:
        """A text that sorts words of any kind by sound, numbers by size: 第二 before 第十, 9 before 10."""
        ranked = _RANK.sub(lambda found: f"第{from_chinese(found[1])}", words[:_MOST_SORTED])
        sized = _DIGITS.sub(lambda found: found[0].zfill(_PLACES), ranked)
        return " ".join(map(self._parts.__getitem__, _letters(sized)))

    def _syllables(self, text: str, surname: bool) -> tuple[tuple[str, ...], ...]:
        """The readings of each character that has any; letters and digits stand for themselves."""
        chars = _letters(text)
        head: tuple[str, ...] = ()
        if surname:
            head = self._surnames.get(chars[:2]) or self._surnames.get(chars[:1]) or ()
        return tuple((way,) for way in head) + tuple(self._readings(char) for char in chars[len(head) :])

    def _readings(self, char: str) -> tuple[str, ...]:
        usual = self._first.get(char)
        return (usual, *self._also.get(char, ())) if usual else (char.lower(),)

    @staticmethod
    def _ways(syllables: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        joined = ("".join(way) for way in islice(product(*syllables), _MOST_READINGS))
        return tuple(dict.fromkeys(way for way in joined if way))


def first_letters(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """The different first letters, in order."""
    return tuple(dict.fromkeys(syllable[0] for syllable in syllables))


def _letters(text: str) -> str:
    """Characters, letters and digits only: dots and blanks are not typed when searching."""
    return "".join(char for char in text if char.isalnum())


class _SortParts(dict[str, str]):
    """What a character stands for in a key that sorts: its sound, then itself; worked out once for each."""

    def __init__(self, first: dict[str, str]) -> None:
        super().__init__()
        self._first_of = first

    def __missing__(self, char: str) -> str:
        part = self[char] = f"{self._first_of.get(char) or char.lower()} {char}"
        return part


class _TableLines:
    """The lines of a shipped table, read when they are walked through."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __iter__(self) -> Iterator[str]:
        return iter(read_text("pinyin", self._name).splitlines())


@cache
def load_pinyin() -> Pinyin:
    """The shipped tables, read once, at the first search or import."""
    return Pinyin(_TableLines("readings.tsv"), _TableLines("surnames.tsv"))
