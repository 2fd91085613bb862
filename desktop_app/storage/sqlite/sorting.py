"""Words put in order by sound or by 姓氏笔画, which the engine asks for while it sorts."""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache
from typing import Any, cast

import peewee

from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.strokes import load_strokes

# More different words than any one column of a branch's registers; they go with the open file.
_KEPT = 1 << 16


class Way(Enum):
    """How words are put in order."""

    NAME = "name"
    """By sound, a surname read as surnames are."""
    SOUND = "sound"
    """By sound, numbers by their size."""
    STROKES = "strokes"
    """By strokes, fewer first."""


class Orders:
    """What one open file knows of the order of words; the engine asks it row by row."""

    def __init__(self) -> None:
        keys = {Way.NAME: _name_key, Way.SOUND: _sound_key, Way.STROKES: _stroke_key}
        self.key: dict[Way, Callable[[str | None], str | None]] = {
            way: lru_cache(_KEPT)(key) for way, key in keys.items()
        }
        self._called: dict[Way, dict[str, str | None]] = {way: {} for way in Way}

    def lend(self, database: peewee.SqliteDatabase) -> None:
        """Let the connections of ``database`` sort so."""
        for way in Way:
            database.register_function(self.key[way], f"by_{way.value}", 1, deterministic=True)
            database.register_function(self._linked(way), f"called_{way.value}", 1)

    def learn(self, way: Way, headings: Iterable[tuple[str, str]]) -> None:
        """Know what records are called now: (uid, words)."""
        key = self.key[way]
        self._called[way].update({uid: key(words) for uid, words in headings})

    def _linked(self, way: Way) -> Callable[[str | None], str | None]:
        called, key = self._called[way], self.key[way]

        def of(link: str | None) -> str | None:
            found = called.get(link) if link is not None else None
            return key(link) if found is None else found

        return of


def orders_of(database: peewee.SqliteDatabase) -> Orders:
    """What an open file knows of the order of words."""
    return cast("Orders", database.orders)  # type: ignore[attr-defined]


def in_order(words: Any, way: Way) -> Any:
    """The term that sorts by words."""
    return getattr(peewee.fn, f"by_{way.value}")(words)


def called_in_order(link: Any, way: Way) -> Any:
    """The term that sorts by what the linked records are called; they were learnt before."""
    return getattr(peewee.fn, f"called_{way.value}")(link)


def first_of(column: peewee.Field) -> Any:
    """The first word of a stored list, or of its first entry where that has several parts."""
    # As it stands, not through the box.
    stored, extract = column.cast("TEXT"), peewee.fn.json_extract
    return peewee.fn.coalesce(extract(stored, "$[0][0]"), extract(stored, "$[0]"))


def _sound_key(words: str | None) -> str | None:
    return None if words is None else load_pinyin().text_key(words)


def _name_key(words: str | None) -> str | None:
    return None if words is None else load_pinyin().sort_key(words)


def _stroke_key(words: str | None) -> str | None:
    return None if words is None else load_strokes().sort_key(words)
