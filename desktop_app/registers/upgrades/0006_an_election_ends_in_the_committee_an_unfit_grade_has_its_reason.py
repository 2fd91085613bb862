"""Upgrade step: an election ends in the committee; an unfit grade has its reason."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "committee_member" ADD COLUMN "since" TEXT""",
    """ALTER TABLE "committee_member" ADD COLUMN "until" TEXT""",
    """ALTER TABLE "election" ADD COLUMN "kind" TEXT""",
    """ALTER TABLE "election" ADD COLUMN "left_out_agreed_on" TEXT""",
    """ALTER TABLE "election" ADD COLUMN "left_out_passed" INTEGER""",
    """ALTER TABLE "election" ADD COLUMN "roles" TEXT""",
    """ALTER TABLE "election" ADD COLUMN "state" TEXT""",
    """CREATE INDEX "election_state" ON "election" ("state")""",
    """ALTER TABLE "appraisal" ADD COLUMN "grade_reason" TEXT""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
