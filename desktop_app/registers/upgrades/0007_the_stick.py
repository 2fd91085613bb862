"""Upgrade step: the stick."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "action" ADD COLUMN "replica" TEXT""",
    """CREATE INDEX "action_replica_seq" ON "action" ("replica", "seq")""",
    """CREATE TABLE "checkpoint" ("id" INTEGER NOT NULL PRIMARY KEY, "office" TEXT NOT NULL,
    "replica" TEXT NOT NULL, "seq" INTEGER NOT NULL, "after" INTEGER NOT NULL, "chain" TEXT NOT NULL)""",
    """CREATE UNIQUE INDEX "checkpoint_office_replica_seq" ON "checkpoint" ("office", "replica", "seq")""",
    """CREATE TABLE "handout" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY, "owner_office" VARCHAR(255) NOT NULL,
    "owner_epoch" INTEGER NOT NULL, "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL,
    "clock" INTEGER NOT NULL, "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "kind" TEXT,
    "title" TEXT, "issuer" TEXT, "issued_on" TEXT, "content" TEXT, "due_on" TEXT, "wants_reply" INTEGER,
    "files" TEXT)""",
    """CREATE INDEX "handout_kind" ON "handout" ("kind")""",
    """CREATE INDEX "handout_title" ON "handout" ("title")""",
    """CREATE INDEX "handout_issued_on" ON "handout" ("issued_on")""",
    """CREATE INDEX "handout_due_on" ON "handout" ("due_on")""",
    """CREATE TABLE "handout_reply" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "handout" TEXT, "content" TEXT,
    "finished_on" TEXT, "replied_on" TEXT, "replied_by" TEXT, "files" TEXT)""",
    """CREATE INDEX "handout_reply_handout" ON "handout_reply" ("handout")""",
    """CREATE INDEX "handout_reply_replied_on" ON "handout_reply" ("replied_on")""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
