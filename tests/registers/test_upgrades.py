"""The upgrade steps lead to the models, from every schema ever released."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.periods import Span
from desktop_app.records.record import Catalogue
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, THEME_DAY
from desktop_app.registers.organization_life.meetings import Meeting
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
    with closing(engine.connect(path, keys.unlock(path, None).raw)) as database:
        assert branch_file.schema_differences(database, catalogue()) == ""


def test_there_is_more_than_one_schema_to_upgrade_from() -> None:
    assert len(STEPS) >= 2


def test_a_meeting_of_the_committee_has_its_official_word(tmp_path: Path) -> None:
    """A file of the schema before the word was put right; its other boxes stay as they were."""
    steps = tmp_path / "steps"
    steps.mkdir()
    for name in STEPS[: STEPS.index("0006_official_words")]:
        (steps / f"{name}.py").write_text((catalogue().steps / f"{name}.py").read_text("utf8"), "utf8")
    path = tmp_path / "branch.zbf"
    ledger, _ = branch_file.create(path, setting(steps), office="A01", password=None)
    span = Span(datetime(2026, 3, 5, 9, 0), datetime(2026, 3, 5, 10, 0))
    meeting = Meeting(kind=COMMITTEE, also_kinds=(COMMITTEE, THEME_DAY), title="三月支委会", start_end=span)
    # Not saved as today's program saves: what it writes beside the row, that schema does not have.
    Meeting.insert(**meeting.__data__).execute(ledger.database)
    ledger.database.execute_sql("UPDATE meeting SET kind = '支部委员会'")
    ledger.database.execute_sql(
        "UPDATE meeting SET also_kinds = REPLACE(also_kinds, '支部委员会会议', '支部委员会')"
    )
    branch_file.close(ledger)
    today = branch_file.open_file(path, setting(catalogue().steps))
    found = today.get(Meeting, meeting.uid)
    assert (found.kind, set(found.also_kinds), found.title) == (
        COMMITTEE,
        {COMMITTEE, THEME_DAY},
        "三月支委会",
    )
    branch_file.close(today)
