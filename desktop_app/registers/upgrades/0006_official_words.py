"""Upgrade step: the official word of the committee's meeting."""

from typing import Any

STATEMENTS = (
    """UPDATE "meeting" SET "kind" = '支部委员会会议' WHERE "kind" = '支部委员会'""",
    """UPDATE "meeting" SET "also_kinds" = REPLACE("also_kinds", '"支部委员会"', '"支部委员会会议"')
    WHERE "also_kinds" LIKE '%"支部委员会"%'""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
