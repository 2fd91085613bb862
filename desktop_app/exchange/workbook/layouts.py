"""Columns put right by hand are remembered by layout: the next sheet with the same heads needs no hand."""

import hashlib
import json
from typing import Protocol, runtime_checkable

from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.match import Heads, plain

_PREFIX = "columns:"


@runtime_checkable
class SmallNotes(Protocol):
    """The small notes of a branch file."""

    def note(self, key: str, default: str = "") -> str:
        """A note kept."""
        ...

    def set_note(self, key: str, value: str) -> None:
        """Keep a note; '' drops it."""
        ...


def layout_key(register: str, header: HeaderRow) -> str:
    """The name of the note for a register's sheets with these heads; '' for a block without heads."""
    heads = [f"{column}={plain(words)}" for column, words in sorted(header.heads.items()) if plain(words)]
    if not heads:
        return ""
    return f"{_PREFIX}{register}:{hashlib.sha256('|'.join(heads).encode()).hexdigest()[:24]}"


def remembered(notes: object, key: str, heads: Heads) -> dict[int, str | None]:
    """Column → what a person let it fill the last time, None for nothing; empty for a layout not seen yet."""
    if not key or not isinstance(notes, SmallNotes):
        return {}
    try:
        kept = json.loads(notes.note(key) or "{}")
        return {int(column): name for column, name in kept.items() if name is None or name in heads.titles}
    except (ValueError, AttributeError):
        return {}


def remember(notes: SmallNotes, key: str, columns: dict[int, str | None]) -> None:
    """Keep what a person put right for the layout ``key``."""
    if key and columns:
        notes.set_note(key, json.dumps(columns, ensure_ascii=False, sort_keys=True))
