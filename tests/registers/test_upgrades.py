"""The upgrade steps lead to the models, from every schema ever released."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.records.record import Catalogue
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.sqlite import engine

STEPS = sorted(p.stem for p in catalogue().steps.glob("[0-9]*.py"))


def setting(steps: Path) -> Setting:
    """Our registers with the steps in a folder."""
    ours = catalogue()
    found = Catalogue(ours.models, steps, ours.rules)
    return Setting(found, SetClock(datetime(2026, 10, 10, 9, 0)), lambda name: "")


@pytest.mark.parametrize("released", range(1, len(STEPS) + 1))
def test_a_file_of_every_released_schema_becomes_todays(tmp_path: Path, released: int) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    for name in STEPS[:released]:
        (steps / f"{name}.py").write_text((catalogue().steps / f"{name}.py").read_text("utf8"), "utf8")
    path = tmp_path / "branch.zbf"
    ledger, _ = branch_file.create(path, setting(steps), office="A01", password=None)
    ledger.set_note("kept", "这一条要留下")
    branch_file.close(ledger)
    today = branch_file.open_file(path, setting(catalogue().steps))
    assert today.note("kept") == "这一条要留下"
    branch_file.close(today)
    with closing(engine.connect(path, keys.unlock(path, None))) as database:
        assert branch_file.schema_differences(database, catalogue()) == ""


def test_there_is_more_than_one_schema_to_upgrade_from() -> None:
    assert len(STEPS) >= 2
