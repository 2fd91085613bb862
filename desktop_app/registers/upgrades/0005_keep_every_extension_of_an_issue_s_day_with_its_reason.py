"""Upgrade step: Keep every extension of an issue's day with its reason."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "issue" ADD COLUMN "extend_reason" TEXT""",
    """ALTER TABLE "issue" ADD COLUMN "extend_by" TEXT""",
    """CREATE INDEX "issue_tag" ON "issue" ("tag")""",
    """CREATE TABLE "issue_extension" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "issue" TEXT, "on" TEXT, "kind" TEXT,
    "round" INTEGER, "before" TEXT, "after" TEXT, "reason" TEXT, "agreed_by" TEXT)""",
    """CREATE INDEX "issue_extension_issue" ON "issue_extension" ("issue")""",
    """CREATE INDEX "issue_extension_on" ON "issue_extension" ("on")""",
    """CREATE INDEX "issue_extension_kind" ON "issue_extension" ("kind")""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
