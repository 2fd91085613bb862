"""Upgrade step: the study library, tags and what was made public."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE "publicity" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "kind" TEXT, "title" TEXT,
    "year" INTEGER, "from_on" TEXT, "to_on" TEXT, "place" TEXT, "opinions" TEXT, "answer" TEXT,
    "evidence" TEXT)""",
    """CREATE INDEX "publicity_kind" ON "publicity" ("kind")""",
    """CREATE INDEX "publicity_year" ON "publicity" ("year")""",
    """CREATE INDEX "publicity_from_on" ON "publicity" ("from_on")""",
    """CREATE TABLE "study_material" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "title" TEXT, "kind" TEXT,
    "source" TEXT, "topic" TEXT, "shelf" TEXT, "received_on" TEXT, "summary" TEXT, "files" TEXT)""",
    """CREATE INDEX "study_material_title" ON "study_material" ("title")""",
    """CREATE INDEX "study_material_kind" ON "study_material" ("kind")""",
    """CREATE INDEX "study_material_topic" ON "study_material" ("topic")""",
    """CREATE INDEX "study_material_received_on" ON "study_material" ("received_on")""",
    """CREATE TABLE "study_tag" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "name" TEXT, "brand" TEXT,
    "meaning" TEXT, "in_use" INTEGER)""",
    """CREATE INDEX "study_tag_name" ON "study_tag" ("name")""",
    """CREATE INDEX "study_tag_brand" ON "study_tag" ("brand")""",
    """ALTER TABLE "study_session" ADD COLUMN "tags" TEXT""",
    """CREATE TABLE "session_material" ("uid" VARCHAR(32) NOT NULL PRIMARY KEY,
    "owner_office" VARCHAR(255) NOT NULL, "owner_epoch" INTEGER NOT NULL,
    "replica" VARCHAR(255) NOT NULL, "dot" INTEGER NOT NULL, "clock" INTEGER NOT NULL,
    "entered_at" VARCHAR(255) NOT NULL, "removed_at" VARCHAR(255), "session" TEXT, "material" TEXT,
    "part" TEXT)""",
    """CREATE INDEX "session_material_session" ON "session_material" ("session")""",
    """CREATE INDEX "session_material_material" ON "session_material" ("material")""",
)


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
