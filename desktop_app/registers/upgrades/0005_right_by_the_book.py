"""Upgrade step: right by the book."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "party_org" ADD COLUMN "issues_letters" INTEGER""",
    """ALTER TABLE "org_transfer" ADD COLUMN "way" TEXT""",
    """ALTER TABLE "org_transfer" ADD COLUMN "scope" TEXT""",
    """ALTER TABLE "org_transfer" ADD COLUMN "issuer" TEXT""",
    """ALTER TABLE "org_transfer" ADD COLUMN "new_branch" TEXT""",
    """ALTER TABLE "org_transfer" ADD COLUMN "asked_on" TEXT""",
    """ALTER TABLE "org_transfer" ADD COLUMN "reported_on" TEXT""",
    """ALTER TABLE "rule" ADD COLUMN "regulation" TEXT""",
    """ALTER TABLE "rule" ADD COLUMN "article" TEXT""",
    """ALTER TABLE "rule" ADD COLUMN "freedom" TEXT""",
    """ALTER TABLE "rule" ADD COLUMN "until" TEXT""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
