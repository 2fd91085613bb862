"""The words of card fingerprints: read from paper or over the telephone, compared by their sound."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.resources import read_text

_LONGEST_SYLLABLE = 6
# What many dialects do not tell apart at the telephone, one after the other.
_FOLDS = (
    (re.compile("v"), "u"),
    (re.compile("^([zcs])h"), r"\1"),
    (re.compile("ng$"), "n"),
    (re.compile("^[lr]"), "n"),
    (re.compile("^h"), "f"),
    (re.compile("^fui$"), "fei"),
    (re.compile("^fun$"), "fen"),
    (re.compile("^fu(?=[aeo])"), "f"),
)


@cache
def load_card_words() -> tuple[str, ...]:
    """The 2,048 words in their order; packaging/build_words.py writes them, once for this card format."""
    return tuple(line.split("\t")[0] for line in read_text("words", "card_words.tsv").splitlines())


def alike(typed: str, word: str) -> bool:
    """Whether what a person typed is ``word``: the word itself, one that sounds like it, or its pinyin."""
    return bool(sounds(typed) & sounds(word))


def sounds(text: str) -> frozenset[str]:
    """How a word of two characters or its pinyin may sound, folded; nothing for any other text.

    Blanks, case, tones and the break between the syllables do not matter.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalpha())
    if plain.isascii():
        return frozenset(_splits(plain.lower()))
    bare = unicodedata.normalize("NFD", plain)
    if any("a" <= char.lower() <= "z" for char in bare):
        # Pinyin with marks: ü falls on u, as u and v are one.
        return frozenset(_splits("".join(char for char in bare.lower() if "a" <= char <= "z")))
    if len(plain) != 2:
        return frozenset()
    return frozenset(sound for way in load_pinyin().full(plain) for sound in _splits(way))


def folded(first: str, second: str) -> str:
    """Two syllables as they are compared."""
    return f"{_folded(first)} {_folded(second)}"


def _splits(letters: str) -> Iterator[str]:
    for at in range(1, len(letters)):
        if at <= _LONGEST_SYLLABLE and len(letters) - at <= _LONGEST_SYLLABLE:
            yield folded(letters[:at], letters[at:])


def _folded(syllable: str) -> str:
    for pattern, short in _FOLDS:
        syllable = pattern.sub(short, syllable)
    return syllable
