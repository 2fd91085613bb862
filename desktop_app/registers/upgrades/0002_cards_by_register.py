"""Upgrade step: cards by register."""

from typing import Any

STATEMENTS = ("""CREATE INDEX "card_register" ON "card" ("register")""",)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
