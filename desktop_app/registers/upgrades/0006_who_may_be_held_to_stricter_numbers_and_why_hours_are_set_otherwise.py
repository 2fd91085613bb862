"""Upgrade step: who may be held to stricter numbers, and why hours are set otherwise."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "study_hours" ADD COLUMN "reason" TEXT""",
    """ALTER TABLE "rule" ADD COLUMN "strict" TEXT""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
