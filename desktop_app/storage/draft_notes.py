"""Drafts kept while a meeting looked on: brought back to where they are offered otherwise."""

import json
from typing import Any, Protocol

import peewee

from desktop_app.records.box import COVERED
from desktop_app.storage.sqlite.covering import DRAFTS
from desktop_app.storage.tables import Note


class Notes(Protocol):
    """The ledger, as far as it keeps notes."""

    def rows(self, query: peewee.BaseQuery) -> list[tuple[Any, ...]]:
        """The plain tuples of a select."""
        ...

    def set_note(self, key: str, value: str) -> None:
        """Keep a note; '' drops it."""
        ...


def bring_home(notes: Notes, prefix: str) -> None:
    """Offer the drafts kept under ``prefix`` as all others; what was typed before a meeting stays in them.

    Where the two cannot be put together the later one waits under its prefix for the next meeting.
    """
    begun = f"{prefix}{DRAFTS}"
    kept = dict(notes.rows(Note.select(Note.key, Note.value).where(Note.key.startswith(begun))))
    homes = [key.removeprefix(prefix) for key in kept]
    before = dict(notes.rows(Note.select(Note.key, Note.value).where(Note.key.in_(homes))))
    for key, words in kept.items():
        home = key.removeprefix(prefix)
        whole = _joined(before[home], words) if home in before else words
        if whole:
            notes.set_note(home, whole)
            notes.set_note(key, "")


def _joined(before: str, later: str) -> str:
    """What was typed before with what was typed later over it; '' for drafts that are no boxes."""
    old, new = json.loads(before), json.loads(later)
    if not all(isinstance(one, dict) and isinstance(one.get("boxes"), dict) for one in (old, new)):
        return ""
    was = new.get("was") or {}
    typed = {name: words for name, words in new["boxes"].items() if words not in (was.get(name), COVERED)}
    return json.dumps({**old, "at": new.get("at"), "boxes": {**old["boxes"], **typed}}, ensure_ascii=False)
