"""A branch file founded by copy is the one the steps lead to."""

from contextlib import closing
from pathlib import Path

import peewee

from desktop_app.registers import catalogue
from desktop_app.storage import branch_file
from desktop_app.storage.sqlite import engine
from desktop_app.storage.steps import STEPS_TABLE, take_steps
from tests.founded import steps_by_copy


def shape(database: peewee.SqliteDatabase) -> list[tuple[str, ...]]:
    """Every table, index and trigger as it was written, and the names of the steps taken."""
    told = list(database.execute_sql("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"))
    return [*told, *database.execute_sql(f'SELECT name FROM "{STEPS_TABLE}" ORDER BY name')]


def test_a_copy_has_the_shape_the_steps_lead_to(tmp_path: Path) -> None:
    by_copy = steps_by_copy(tmp_path)
    registers = catalogue()
    shapes = []
    for number in range(3):
        raw = bytes([number]) * 32
        with closing(engine.make(tmp_path / f"{number}.zbf", raw)) as database:
            (take_steps if number == 0 else by_copy)(database, registers.steps)
        with closing(engine.connect(tmp_path / f"{number}.zbf", raw)) as database:
            engine.check_whole(database)
            assert branch_file.schema_differences(database, registers) == ""
            assert database.pragma("journal_mode") == "wal"
            shapes.append(shape(database))
    assert shapes[1:] == shapes[:1] * 2


def test_a_file_that_has_tables_takes_the_steps_it_lacks(tmp_path: Path) -> None:
    by_copy = steps_by_copy(tmp_path)
    steps = catalogue().steps
    with closing(engine.make(tmp_path / "older.zbf", bytes(32))) as database:
        by_copy(database, steps, sorted(path.stem for path in steps.glob("[0-9]*.py"))[0])
        database.execute_sql("CREATE TABLE kept (word TEXT)")
        by_copy(database, steps)
        assert "kept" in database.get_tables()
        assert branch_file.schema_differences(database, catalogue()) == ""
