"""Upgrade step: A round of rectification keeps its due day."""

from typing import Any

STATEMENTS = ("""ALTER TABLE "issue_round" ADD COLUMN "due_on" TEXT""",)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
