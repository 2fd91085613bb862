"""The upgrade steps of a branch file, run as far as asked: of a file, and of what an older program sent."""

from pathlib import Path

import peewee

# Where playhouse's Runner notes the steps a file has had.
STEPS_TABLE = "schema_migration"


def step_names(folder: Path) -> list[str]:
    """The steps this program knows, in their order; the schema version is their number."""
    return sorted(path.stem for path in folder.glob("[0-9]*.py"))


def take_steps(database: peewee.SqliteDatabase, folder: Path, upto: str | None = None) -> None:
    """Run the steps a file has not had, all of them or until ``upto`` was taken."""
    # Loaded late: it brings the dialects of three other databases along.
    from playhouse.migrations import Runner

    Runner(database, str(folder), table_name=STEPS_TABLE).up(upto)
