"""Upgrade step: safe hands."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "action" ADD COLUMN "seal" TEXT""",
    """CREATE TABLE "erased" ("id" INTEGER NOT NULL PRIMARY KEY, "action" INTEGER NOT NULL, "line" INTEGER,
    "about" INTEGER, "was" TEXT NOT NULL, "now" TEXT NOT NULL)""",
    """CREATE INDEX "erased_action" ON "erased" ("action")""",
    """CREATE INDEX "erased_line" ON "erased" ("line")""",
    """CREATE INDEX "erased_about" ON "erased" ("about")""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
