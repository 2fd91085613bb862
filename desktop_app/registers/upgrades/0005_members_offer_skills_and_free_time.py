"""Upgrade step: members offer skills and free time."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "member" ADD COLUMN "skills" TEXT""",
    """ALTER TABLE "member" ADD COLUMN "free_time" TEXT""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
