"""The index for full-text search: which cards hold the typed words, and the words it keeps of each."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import peewee

from desktop_app.base.names import compare_key
from desktop_app.storage.search import CALLED, runs_of, runs_to_check
from desktop_app.storage.tables import IndexCard

INDEX = "card_search"
# Contentless, so the words lie in the file once. Upgrade steps freeze it.
MAKE_INDEX = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5("
    "words, content='', contentless_delete=1, detail=none, prefix='1', "
    "tokenize='unicode61 remove_diacritics 0')"
)


def contains(column: peewee.ColumnBase, text: str | peewee.ColumnBase) -> peewee.Expression:
    """The condition that ``text`` stands somewhere in a column."""
    return peewee.fn.instr(column, text) > 0


def one_of(column: peewee.ColumnBase, values: Iterable[str]) -> Any:
    """The condition that a column is one of many values: one parameter, however many they are."""
    return column.in_(peewee.SQL("(SELECT value FROM json_each(?))", [json.dumps(list(values))]))


def holds_bytes(column: peewee.Field, data: bytes) -> peewee.Expression:
    """The condition that ``data`` stands somewhere in a column of bytes."""
    return peewee.fn.instr(column, data) > 0


def found_by(words: str) -> Any | None:
    """The condition that typed ``words`` stand on an ``IndexCard``; None for no words."""
    expression = _all_of(words)
    if not expression:
        return None
    found = _matching(expression)
    for run in runs_to_check(words):
        found &= contains(IndexCard.words, run)
    return found


def called_by(words: str) -> Any:
    """The condition on ``IndexCard`` that a record is called so, in Chinese or by sound."""
    sounds = [run.lower() for run in runs_of(words) if run[0].isascii()]
    expression = " AND ".join(f'"{CALLED}{run}"*' for run in sounds) or f'"{CALLED}"'
    return IndexCard.name_key.startswith(compare_key(words)) | _matching(expression)


def put_terms(
    database: peewee.SqliteDatabase, outdated: Iterable[int], terms: Sequence[tuple[int, str]]
) -> None:
    """Keep the words of cards by their id, those of ``outdated`` cards going first."""
    cursor = database.cursor()
    cursor.executemany(f"DELETE FROM {INDEX} WHERE rowid=?", [(number,) for number in outdated])
    cursor.executemany(f"INSERT INTO {INDEX} (rowid, words) VALUES (?,?)", terms)


def drop_cards(database: peewee.SqliteDatabase) -> None:
    """Forget every card and the index over them, to be written anew."""
    database.execute_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')")
    IndexCard.delete().execute(database)


def erase_cards(database: peewee.SqliteDatabase, uids: Iterable[str]) -> None:
    """Take the cards of records out of the file and their words out of the index."""
    rows = [(uid,) for uid in uids]
    cursor = database.cursor()
    card = IndexCard._meta.table_name
    cursor.executemany(f'DELETE FROM {INDEX} WHERE rowid IN (SELECT id FROM "{card}" WHERE uid=?)', rows)
    cursor.executemany(f'DELETE FROM "{card}" WHERE uid=?', rows)


def _matching(expression: str) -> Any:
    return IndexCard.id.in_(peewee.SQL(f"(SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ?)", [expression]))


def _all_of(words: str) -> str:
    parts: list[str] = []
    for run in runs_of(words):
        if run[0].isascii():
            parts.append(f'"{run.lower()}"*')
        elif len(run) == 1:
            parts.append(f'"{run}"*')
        else:
            parts.extend(f'"{run[i : i + 2]}"' for i in range(len(run) - 1))
    return " AND ".join(parts)


def tidy_index(database: peewee.SqliteDatabase) -> None:
    """Write the index anew, so that words taken out of it stand in no older part of it either."""
    database.execute_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")
