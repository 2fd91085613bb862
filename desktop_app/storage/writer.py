"""Writing versions of records set-wise: rows, history, cards and search index, inside one transaction."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from desktop_app.base.names import compare_key
from desktop_app.records.base import STAMP, Record
from desktop_app.records.box import Naming, Stored
from desktop_app.records.record import Catalogue, Register
from desktop_app.storage.search import card_words, index_terms
from desktop_app.storage.sqlite.search_index import put_terms
from desktop_app.storage.statements import CARDS, NOT_HERE, Statements

# Search keys of a name: pinyin and initials in every reading.
PinyinKeys = Callable[[str], str]
# Longer headings are titles, searched by their words; shorter ones are names, searched by pinyin too.
NAME_LENGTH = 16
# The kinds of box that hold words somebody wrote.
WRITTEN = ("text", "long_text", "lines")


@dataclass(slots=True)
class Version:
    """One new version of a record: what it was, what it becomes, and the stamp it carries."""

    register: Register
    uid: str
    verb: str
    old: Stored | None
    new: Stored
    stamp: dict[str, Any]
    was_removed_at: str | None = None

    @property
    def removed(self) -> bool:
        """Whether this version lies in the bin."""
        return self.stamp["removed_at"] is not None

    def differences(self) -> tuple[Stored | None, Stored]:
        """Old and new values of the boxes that differ; everything filled for a record's first version."""
        if self.old is None:
            return None, {k: v for k, v in self.new.items() if v is not None}
        changed = [k for k, v in self.new.items() if self.old.get(k) != v]
        old, new = {k: self.old.get(k) for k in changed}, {k: self.new[k] for k in changed}
        if self.was_removed_at != self.stamp["removed_at"]:
            old["removed_at"], new["removed_at"] = self.was_removed_at, self.stamp["removed_at"]
        return old, new


class Writer:
    """Puts versions into an open connection; the caller holds the transaction."""

    def __init__(
        self,
        catalogue: Catalogue,
        database: peewee.SqliteDatabase,
        statements: Statements,
        naming: Naming,
        pinyin: PinyinKeys,
    ) -> None:
        self._catalogue = catalogue
        self._database = database
        self._statements = statements
        self._naming = naming
        self._pinyin = pinyin
        # What was written whose words name a record that is not here, or not yet.
        self.unnamed: list[Version] = []

    def put(self, action: int, versions: Sequence[Version], *, rows: bool = True) -> None:
        """Write ``versions`` as part of ``action``; without ``rows`` their rows and history stand already."""
        if rows:
            self._put_all_rows(action, versions)
        self._put_cards(versions)

    def _put_all_rows(self, action: int, versions: Sequence[Version]) -> None:
        by_register: dict[str, list[Version]] = {}
        for version in versions:
            by_register.setdefault(version.register.name, []).append(version)
        for name, group in by_register.items():
            self._put_rows(self._catalogue[name], group)
        self._put_history(action, versions)

    def _put_rows(self, register: Register, versions: Sequence[Version]) -> None:
        names = list(register.boxes)
        self._many(
            self._statements.put_record(register, ("uid", *STAMP, *names)),
            [(v.uid, *(v.stamp[s] for s in STAMP), *(v.new.get(name) for name in names)) for v in versions],
        )

    def _many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        self._database.cursor().executemany(sql, rows)

    def _put_history(self, action: int, versions: Sequence[Version]) -> None:
        rows = []
        for v in versions:
            old, new = v.differences()
            rows.append(
                (
                    action,
                    v.register.name,
                    v.uid,
                    v.verb,
                    None if old is None else json.dumps(old, ensure_ascii=False),
                    json.dumps(new, ensure_ascii=False),
                    v.stamp["replica"],
                    v.stamp["dot"],
                )
            )
        self._many(self._statements.put_history, rows)

    def _put_cards(self, versions: Sequence[Version]) -> None:
        latest = {v.uid: v for v in versions}
        records = {uid: self._record(v) for uid, v in latest.items()}
        # Headings first: a record of the same batch may be named in another's words.
        headings = {uid: latest[uid].register.heading(r, self._naming) for uid, r in records.items()}
        self._many(
            self._statements.put_card,
            [
                (uid, v.register.name, headings[uid], compare_key(headings[uid]), "", int(v.removed))
                for uid, v in latest.items()
            ],
        )

        def naming(uid: str) -> str:
            return headings.get(uid) or self._naming(uid)

        words, terms = [], []
        ids = self._card_ids(list(latest))
        for uid, record in records.items():
            register = latest[uid].register
            text, names = _words(register, record, latest[uid].new, headings[uid], naming)
            words.append((card_words(text), uid))
            if NOT_HERE in text or NOT_HERE in headings[uid]:
                self.unnamed.append(latest[uid])
            if text and not latest[uid].removed:
                called = self._pinyin(names[0]) if names[:1] == [headings[uid]] else ""
                terms.append((ids[uid], index_terms(text, map(self._pinyin, names), called)))
        self._many(self._statements.put_words, words)
        put_terms(self._database, [ids[uid] for uid, v in latest.items() if v.old is not None], terms)

    def _card_ids(self, uids: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for start in range(0, len(uids), CARDS):
            some = uids[start : start + CARDS]
            asked = (*some, *[""] * (CARDS - len(some)))
            found.update(self._database.execute_sql(self._statements.cards, asked).fetchall())
        return found

    @staticmethod
    def _record(version: Version) -> Record:
        return version.register.of_stored(version.uid, version.new)


def _words(
    register: Register, record: Record, stored: Stored, heading: str, naming: Naming
) -> tuple[str, list[str]]:
    """The searchable words of a record, private boxes unmasked, and the names in it that pinyin may find.

    A child record is found by what was written in it alone: its links would bring up every sheet of names.
    """
    is_child = register.parent is not None
    parts = [] if is_child else [heading]
    names = [heading] if not is_child and len(heading) <= NAME_LENGTH else []
    for name, scalar in stored.items():
        box = register.boxes[name]
        if scalar is None or box.kind == "frozen" or (is_child and box.kind not in WRITTEN):
            continue
        value = getattr(record, name)
        parts.append(box.show(value, naming))
        names.extend(naming(uid) for uid in box.targets(value))
    return " ".join(dict.fromkeys(p for p in parts if p)), [n for n in names if len(n) <= NAME_LENGTH]
