"""A branch file of every schema step ever released opens today, whole, and so does its backup."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.summaries.calendar import duties_of
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file
from desktop_app.storage.backup import restore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite import engine
from tests.storage import released

TODAY = datetime(2026, 11, 30, 9, 0)
SETTING = Setting(catalogue(), SetClock(TODAY), load_pinyin().keys)
# What an upgrade writes or counts anew: the file's own rows of these may be more than there were.
OURS = {"note", "knowledge", "card", "history", "action"}


def holds_what_it_held(ledger: Ledger, counts: dict[str, int]) -> None:
    """Every record that was in the file is there, and is read by its register."""
    found = branch_file.counts(ledger.database)
    assert {table: found[table] for table in counts if table not in OURS} == {
        table: count for table, count in counts.items() if table not in OURS
    }
    assert all(found[table] >= counts[table] for table in OURS & counts.keys())
    engine.check_whole(ledger.database)
    assert branch_file.schema_differences(ledger.database, catalogue()) == ""
    for register in ledger.catalogue:
        records = ledger.find(register.model.live())
        assert len(records) == counts.get(register.name, 0), register.title
        for record in records:
            assert ledger.name(record.uid)
            assert ledger.history(record.uid)


def test_there_is_a_file_of_every_step_but_the_newest() -> None:
    steps = sorted(p.stem for p in catalogue().steps.glob("[0-9]*.py"))
    assert released.released() == steps[: len(released.released())]
    assert len(steps) - len(released.released()) <= 1


@pytest.mark.parametrize("step", released.released())
def test_it_opens_by_upgrading_and_can_be_written(tmp_path: Path, step: str) -> None:
    told = released.told(step)
    path, _ = released.lay_out(step, tmp_path)
    ledger = branch_file.open_file(path, SETTING, told["password"])
    with closing(ledger.database):
        holds_what_it_held(ledger, told["counts"])
        assert duties_of(ledger, Month(2026, 11))
        changed = next(iter(ledger.find(Member.live().where(Member.mobile == "13900000033"))))
        changed.mobile = "13900000034"
        ledger.save(changed)
        assert ledger.get(Member, changed.uid).mobile == "13900000034"


@pytest.mark.parametrize("step", released.released())
def test_its_backup_restores_where_there_is_nothing(tmp_path: Path, step: str) -> None:
    told = released.told(step)
    _, backup = released.lay_out(step, tmp_path / "stick")
    target = tmp_path / "own" / "branch.zbf"
    restore(backup, target, told["password"])
    with closing(engine.connect(target, released.raw_of(target, told["password"]))) as database:
        engine.check_whole(database)
        found = branch_file.counts(database)
    # A restored copy writes on as a replica of its own.
    expected = told["counts"] | {"knowledge": told["counts"]["knowledge"] + 1}
    assert {table: count for table, count in found.items() if count} == expected


@pytest.mark.parametrize("step", released.released()[::3])
def test_its_recovery_sheet_opens_it(tmp_path: Path, step: str) -> None:
    told = released.told(step)
    path, _ = released.lay_out(step, tmp_path)
    raw = released.raw_by_sheet(path, told["recovery"])
    with closing(engine.connect(path, raw)) as database:
        assert branch_file.counts(database)["member"] == told["counts"]["member"]
