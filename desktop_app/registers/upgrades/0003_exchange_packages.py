"""Upgrade step: exchange packages."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE "exchange_package" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "package_id" TEXT, "direction" TEXT,
    "kind" TEXT, "from_org" TEXT, "to_org" TEXT, "made_on" TEXT, "made_by" TEXT, "manifest" TEXT,
    "check_code" TEXT, "encrypted" INTEGER, "months" TEXT, "scope" TEXT, "handed_by" TEXT,
    "received_by" TEXT, "receipt_on" TEXT, "import_log" TEXT)""",
    """CREATE INDEX "exchange_package_package_id" ON "exchange_package" ("package_id")""",
    """CREATE INDEX "exchange_package_direction" ON "exchange_package" ("direction")""",
    """CREATE INDEX "exchange_package_to_org" ON "exchange_package" ("to_org")""",
    """CREATE INDEX "exchange_package_made_on" ON "exchange_package" ("made_on")""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
