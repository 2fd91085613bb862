"""Upgrade step: paper."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE "printed_paper" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "on" TEXT, "at" TEXT, "who" TEXT,
    "how" TEXT, "title" TEXT, "code" TEXT, "pages" INTEGER, "copies" INTEGER, "paper" TEXT,
    "made_of" TEXT, "seen_as" TEXT, "place" TEXT, "digest" TEXT)""",
    """CREATE INDEX "printed_paper_on" ON "printed_paper" ("on")""",
    """CREATE INDEX "printed_paper_how" ON "printed_paper" ("how")""",
    """CREATE INDEX "printed_paper_code" ON "printed_paper" ("code")""",
    """CREATE INDEX "printed_paper_paper" ON "printed_paper" ("paper")""",
    """CREATE TABLE "blank_sheet" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "number" TEXT, "form" TEXT,
    "register" TEXT, "issued_on" TEXT, "taken_by" TEXT, "back_on" TEXT, "why" TEXT, "state" TEXT)""",
    """CREATE INDEX "blank_sheet_number" ON "blank_sheet" ("number")""",
    """CREATE INDEX "blank_sheet_issued_on" ON "blank_sheet" ("issued_on")""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
