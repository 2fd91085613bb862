"""Taking words out of a branch file for good: from rows, history, cards, drafts, attached files, free pages.

What stays is that there was something (``GONE``), who took it out and when. The chain of seals holds on: the
hash of every line that changed stays in ``erased``.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from desktop_app.records.base import Record
from desktop_app.records.box import Scalar
from desktop_app.records.links import Files
from desktop_app.records.record import Register
from desktop_app.records.roles import Act
from desktop_app.storage.action import Action
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.seal import digest
from desktop_app.storage.sqlite.covering import DRAFTS, TEMPLATES
from desktop_app.storage.sqlite.engine import leave_nothing_behind
from desktop_app.storage.sqlite.search_index import holds_bytes, tidy_index
from desktop_app.storage.statements import HEAD, LINE, columns
from desktop_app.storage.tables import ActionRow, Blob, Entry, Erased, Note

# What stands in place of words that went.
GONE = "【已清除】"
# The kind of action that does it: nobody undoes it.
KIND = "clear"
# Drafts are notes called like this.
# Kinds of box of other records in which a value that went may stand among other words.
_WORDS = ("text", "long_text", "lines", "frozen")

_SHA256 = re.compile("[0-9a-f]{64}")

# Register and uid of a record → what its boxes become.
Cleared = Mapping[tuple[str, str], Mapping[str, Scalar]]


def clear_words(ledger: Ledger, action: Action, cleared: Cleared, values: Collection[str]) -> None:
    """Within ``action``: the boxes of ``cleared`` become what is said there, and what stood in them goes.

    ``values`` are words by which anybody would know the person, a telephone number say: they go wherever else
    they stand among words. On a PC that was told by another one the rows are so already: the rest follows.
    """
    files: set[str] = set()
    for (name, uid), boxes in cleared.items():
        register = ledger.catalogue[name]
        record = ledger.get(register.model, uid)
        if record is None:
            continue
        files |= _files_of(ledger, register, uid, boxes)
        if record.owner_office == ledger.office:
            action.rewrite(register, record, {**register.stored(record), **boxes})
        _clear_history(ledger, action, uid, boxes)
    for register, record, new in _others(ledger, set(cleared), values):
        action.rewrite(register, record, {**register.stored(record), **new})
    _clear_lines(ledger, action, values)
    _clear_acts(ledger, action, values)
    _drop_drafts(ledger, {uid for _, uid in cleared}, values)
    files |= _files_with(ledger, values)
    named = {sha for sha in files if ledger.is_named(sha)}
    for sha in files - named:
        Blob.delete().where(Blob.sha256 == sha).execute(ledger.database)


def leave_no_trace(ledger: Ledger) -> None:
    """After the action was written: neither index, journal nor free pages keep what went."""
    ledger.door.require(Act.CLEAR)
    with ledger.alone():
        tidy_index(ledger.database)
        leave_nothing_behind(ledger.database)


def values_of(ledger: Ledger, uid: str, boxes: Iterable[str]) -> set[str]:
    """All that ever stood in these boxes of a record, as far as its history tells."""
    found: set[str] = set()
    for old, new in ledger.rows(Entry.select(Entry.old, Entry.new).where(Entry.uid == uid)):
        for told in (json.loads(old or "{}"), json.loads(new)):
            found.update(str(told[name]) for name in boxes if told.get(name) not in (None, "", GONE))
    return found


def _files_of(ledger: Ledger, register: Register, uid: str, boxes: Iterable[str]) -> set[str]:
    """Every file that ever stood in these boxes: on a PC that follows, the row holds none any more."""
    named = [name for name in boxes if isinstance(register.boxes[name], Files)]
    return {sha for value in values_of(ledger, uid, named) for sha in _SHA256.findall(value)}


def _clear_history(ledger: Ledger, action: Action, uid: str, boxes: Mapping[str, Scalar]) -> None:
    """The lines of one record tell that there was something in a box, not what."""
    query = columns(Entry, ("action", *LINE)).where(Entry.uid == uid)

    def without(words: str | None) -> str | None:
        told = None if words is None else json.loads(words)
        if told is None or not any(_is_told(told.get(name), boxes[name]) for name in boxes):
            return words
        for name in boxes:
            if _is_told(told.get(name), boxes[name]):
                told[name] = GONE
        return json.dumps(told, ensure_ascii=False)

    for number, *line in ledger.rows(query):
        _rewrite_line(ledger, action, number, line, without)


def _is_told(value: object, becomes: Scalar) -> bool:
    return value not in (None, "", GONE) and value != becomes


def _rewrite_line(ledger: Ledger, action: Action, number: int, line: list[Any], without: Any) -> None:
    row = dict(zip(LINE, line, strict=True))
    old, new = without(row["old"]), without(row["new"])
    if (old, new) == (row["old"], row["new"]):
        return
    Entry.update(old=old, new=new).where(Entry.id == row["id"]).execute(ledger.database)
    if number == action.number:
        # Not sealed yet.
        return
    now = {**row, "old": old, "new": new}
    Erased.insert(action=action.number, line=row["id"], was=digest(line), now=digest(now.values())).execute(
        ledger.database
    )


def _others(
    ledger: Ledger, cleared: Collection[tuple[str, str]], values: Collection[str]
) -> Iterator[tuple[Register, Record, dict[str, Scalar]]]:
    """Own records besides, with a value among the words of a box; whose box it is alone keeps it."""
    for register in ledger.catalogue:
        words = {name: box for name, box in register.boxes.items() if box.kind in _WORDS}
        for value in values if words else ():
            holds: Any = None
            for box in words.values():
                one = box.cast("TEXT").contains(value)
                holds = one if holds is None else holds | one
            model = register.model
            ours = (model.owner_office == ledger.office) & holds
            for record in ledger.find(model.select().where(ours)):
                stored = register.stored(record)
                new: dict[str, Scalar] = {
                    name: str(stored[name]).replace(value, GONE)
                    for name in words
                    # A box that holds nothing else is another person's own: a household shares an address.
                    if value in str(stored[name] or "") and str(stored[name]) != value
                }
                if new and (register.name, record.uid) not in cleared:
                    yield register, record, new


def _clear_lines(ledger: Ledger, action: Action, values: Collection[str]) -> None:
    """Lines of any record that hold a value among other words."""
    for value in values:
        spelt = json.dumps(value, ensure_ascii=False)[1:-1]
        whole = json.dumps(value, ensure_ascii=False)
        holding = Entry.old.contains(spelt) | Entry.new.contains(spelt)
        for number, *line in ledger.rows(columns(Entry, ("action", *LINE)).where(holding)):

            def without(words: str | None, spelt: str = spelt, whole: str = whole) -> str | None:
                if words is None:
                    return None
                # Alone in a box it is another record's own.
                kept = words.replace(whole, "\0").replace(spelt, GONE)
                return kept.replace("\0", whole)

            _rewrite_line(ledger, action, number, line, without)


def _clear_acts(ledger: Ledger, action: Action, values: Collection[str]) -> None:
    """Titles and reasons of actions."""
    for value in values:
        holding = ActionRow.title.contains(value) | ActionRow.why.contains(value)
        for head in ledger.rows(columns(ActionRow, HEAD).where(holding)):
            row = dict(zip(HEAD, head, strict=True))
            now = {**row, "title": row["title"].replace(value, GONE), "why": row["why"].replace(value, GONE)}
            new = {"title": now["title"], "why": now["why"]}
            ActionRow.update(new).where(ActionRow.id == row["id"]).execute(ledger.database)
            Erased.insert(
                action=action.number, about=row["id"], was=digest(head), now=digest(now.values())
            ).execute(ledger.database)


def _drop_drafts(ledger: Ledger, uids: Collection[str], values: Collection[str]) -> None:
    for key, words in ledger.rows(Note.select(Note.key, Note.value)):
        is_typed = DRAFTS in key or key.startswith(TEMPLATES)
        if is_typed and (any(uid in key for uid in uids) or any(value in words for value in values)):
            Note.delete().where(Note.key == key).execute(ledger.database)


def _files_with(ledger: Ledger, values: Collection[str]) -> set[str]:
    """Attached files that hold a value in clear: the dossier of who was handed over, say."""
    found: set[str] = set()
    for value in values:
        holding = holds_bytes(Blob.data, value.encode())
        found.update(sha for (sha,) in ledger.rows(Blob.select(Blob.sha256).where(holding)))
    return found
