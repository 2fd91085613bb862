"""Upgrade step: the stick."""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "action" ADD COLUMN "replica" TEXT""",
    """CREATE INDEX "action_replica_seq" ON "action" ("replica", "seq")""",
    """CREATE TABLE "checkpoint" ("id" INTEGER NOT NULL PRIMARY KEY, "office" TEXT NOT NULL,
    "replica" TEXT NOT NULL, "seq" INTEGER NOT NULL, "after" INTEGER NOT NULL, "chain" TEXT NOT NULL)""",
    """CREATE UNIQUE INDEX "checkpoint_office_replica_seq" ON "checkpoint" ("office", "replica", "seq")""",
    """CREATE TABLE "transfer_offer" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "transfer" TEXT, "person_uid" TEXT,
    "person" TEXT, "number" INTEGER, "to_office" TEXT, "to_name" TEXT, "from_name" TEXT,
    "offered_on" TEXT, "deed" TEXT, "dossier" TEXT, "files" TEXT, "state" TEXT, "answered_on" TEXT,
    "answer_why" TEXT, "recalled_on" TEXT, "recall_why" TEXT)""",
    """CREATE INDEX "transfer_offer_transfer" ON "transfer_offer" ("transfer")""",
    """CREATE INDEX "transfer_offer_person_uid" ON "transfer_offer" ("person_uid")""",
    """CREATE INDEX "transfer_offer_person" ON "transfer_offer" ("person")""",
    """CREATE INDEX "transfer_offer_to_office" ON "transfer_offer" ("to_office")""",
    """CREATE INDEX "transfer_offer_offered_on" ON "transfer_offer" ("offered_on")""",
    """CREATE INDEX "transfer_offer_state" ON "transfer_offer" ("state")""",
    """CREATE TABLE "transfer_answer" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "offer" TEXT, "person_uid" TEXT,
    "person" TEXT, "number" INTEGER, "from_office" TEXT, "from_name" TEXT, "verdict" TEXT, "why" TEXT,
    "answered_on" TEXT, "answered_by" TEXT, "reported_on" TEXT, "deed" TEXT, "offer_deed" TEXT,
    "member" TEXT, "transfer" TEXT, "left_out" TEXT)""",
    """CREATE INDEX "transfer_answer_offer" ON "transfer_answer" ("offer")""",
    """CREATE INDEX "transfer_answer_person_uid" ON "transfer_answer" ("person_uid")""",
    """CREATE INDEX "transfer_answer_person" ON "transfer_answer" ("person")""",
    """CREATE INDEX "transfer_answer_from_office" ON "transfer_answer" ("from_office")""",
    """CREATE INDEX "transfer_answer_verdict" ON "transfer_answer" ("verdict")""",
    """CREATE INDEX "transfer_answer_answered_on" ON "transfer_answer" ("answered_on")""",
    """CREATE INDEX "transfer_answer_member" ON "transfer_answer" ("member")""",
    """CREATE INDEX "transfer_answer_transfer" ON "transfer_answer" ("transfer")""",
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
