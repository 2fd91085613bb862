"""A branch in memory: the tables of the models in a plain SQLite, looked at as duties look at a ledger."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import peewee

from desktop_app.records.base import Record
from desktop_app.registers.rules.shipped import shipped


@cache
def _empty_tables(models: tuple[type[Record], ...]) -> Any:
    """A connection to the tables of ``models``, to be copied: making them takes forty times as long."""
    made = peewee.SqliteDatabase(":memory:")
    for model in models:
        peewee.SchemaManager(model, made).create_all()
    return made.connection()


class MemoryContext:
    """Satisfies ``records.rules.RuleContext``; ``queries`` counts the reads, so a test can refuse N+1."""

    def __init__(
        self,
        models: Iterable[type[Record]],
        today: date,
        numbers: dict[str, Decimal] | None = None,
        office: str = "Z001",
    ) -> None:
        self.db = peewee.SqliteDatabase(":memory:")
        _empty_tables(tuple(models)).backup(self.db.connection())
        self.today = today
        self.office = office
        # What a test sets instead of the shipped number in force.
        self.numbers = numbers or {}
        self.queries = 0

    def close(self) -> None:
        self.db.close()

    def add(self, *records: Any) -> Any:
        """Write records as this office's own; the last one is given back."""
        for record in records:
            record.owner_office = record.owner_office or self.office
            record.dot = record.dot or 1
            type(record).replace(**record.__data__).execute(self.db)
        return records[-1]

    def find(self, query: Any) -> list[Any]:
        self.queries += 1
        return list(query.execute(self.db))

    def get(self, model: Any, uid: str | None) -> Any:
        self.queries += 1
        found = list(model.select().where(model.uid == uid).execute(self.db))
        return found[0] if found else None

    def may_read(self, register: str) -> bool:
        return True

    def rule(self, key: str, on: date | None = None) -> Decimal:
        return self.numbers[key] if key in self.numbers else shipped()[key].on(on or self.today).value
