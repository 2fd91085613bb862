"""Upgrade step: printing."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE "paper_template" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "paper" TEXT, "name" TEXT,
    "body" TEXT)""",
    """CREATE INDEX "paper_template_paper" ON "paper_template" ("paper")""",
    """ALTER TABLE "printed_paper" ADD COLUMN "template" TEXT""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
