"""Fresh branch files by copy: the upgrade steps are taken once in a process, not for every file of a test."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import peewee

from desktop_app.storage.sqlite import engine
from desktop_app.storage.steps import take_steps

# The steps of the program itself; toys and tests of steps have a folder of their own and take them each time.
OURS = Path(__file__).resolve().parents[1] / "desktop_app" / "registers" / "upgrades"
_KEY = bytes(32)


def steps_by_copy(folder: Path) -> Callable[..., None]:
    """``take_steps`` that fills an empty file with a copy of one in ``folder``, where the steps are ours."""
    model = folder / "stepped.zbf"

    def taken(database: peewee.SqliteDatabase, steps: Path, upto: str | None = None) -> None:
        if upto is not None or steps.resolve() != OURS or database.get_tables():
            take_steps(database, steps, upto)
            return
        if not model.exists():
            unfinished = model.with_suffix(".part")
            engine.discard(unfinished)
            with closing(engine.make(unfinished, _KEY)) as first:
                engine.forget_crashes(first)
                take_steps(first, steps)
            unfinished.rename(model)
        with closing(engine.connect(model, _KEY)) as source:
            source.connection().backup(database.connection())

    return taken
