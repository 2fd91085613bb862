"""What the window itself shows: the branch as its record names it, and a backup light that ages overnight."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.base.rounds import Verdict
from desktop_app.registers.people.orgs import COMMITTEE_KIND, PartyOrg
from desktop_app.storage import keys
from desktop_app.storage.backup import STALE_AFTER, BackupStore
from desktop_app.storage.file_check import damaged, file_round
from desktop_app.storage.verify_chain import Break
from desktop_app.views.pages.office.window_facts import show_backup_light, show_owner
from tests.views.desk_driver import Driver


@pytest.fixture
def driver(make_desk: Callable[..., Driver], tmp_path: Path) -> Driver:
    """A window that is about to be shown with both facts."""
    made = make_desk()
    path = Path(made.desk.ledger.database.database)
    made.desk.backup_store = BackupStore(
        path, keys.unlock(path, None).raw, tmp_path / "kept", made.desk.clock
    )
    made.desk.settings.second_put_off = made.desk.clock.now().date().isoformat()
    made.shell.hide()
    show_owner(made.desk, made.shell)
    show_backup_light(made.desk, made.shell)
    made.shell.show()
    made.rest()
    return made


def test_a_branch_called_otherwise_is_called_so_at_once(driver):
    (org,) = driver.desk.ledger.find(PartyOrg.live())
    assert driver.shell.navigation.owner.toolTip() == driver.desk.ledger.name(org.uid)
    org.short_name = "丁香里社区支部"
    driver.desk.ledger.save(org)
    driver.rest()
    assert driver.shell.navigation.owner.toolTip() == "丁香里社区支部"


def test_a_committee_is_named_as_well(driver):
    (org,) = driver.desk.ledger.find(PartyOrg.live())
    org.org_kind = COMMITTEE_KIND
    driver.desk.ledger.save(org)
    driver.rest()
    assert driver.shell.navigation.owner.toolTip() == driver.desk.ledger.name(org.uid)


def test_the_light_follows_a_backup_and_the_days(driver):
    light = driver.shell.status.light
    store, log = driver.desk.backup_store, driver.desk.log
    assert light.state == "bad"
    store.before = lambda reason: log.note("备份", "支部文件", reason)
    driver.desk.bridge.run(lambda: store.make("定时"))
    driver.rest()
    driver.rest()
    assert light.state == "good"
    now: datetime = driver.desk.clock.now()
    driver.desk.clock.set(now + STALE_AFTER + timedelta(days=1))
    driver.desk.bridge.look_at_day()
    driver.rest()
    assert light.state == "warn"


def test_the_light_turns_when_the_file_itself_is_found_damaged(driver):
    light, ledger = driver.shell.status.light, driver.desk.ledger
    driver.desk.bridge.run(lambda: driver.desk.backup_store.make("定时"))
    driver.rest()
    verdict = Verdict(driver.desk.clock.now(), (damaged([7], ["党员花名册"]),))
    ledger.set_note(file_round(ledger).note, verdict.text())
    driver.desk.backup_store.tell()
    driver.rest()
    assert light.state == "bad"
    assert "党员花名册" in light.words.text()


def test_the_light_turns_where_the_log_is_not_what_was_written(driver):
    light, ledger = driver.shell.status.light, driver.desk.ledger
    driver.desk.bridge.run(lambda: driver.desk.backup_store.make("定时"))
    driver.rest()
    ledger.breaks["x"] = Break("x", 7, "2026-10-01T09:00", "书记", "保存 高一鸣", "改过")
    driver.desk.backup_store.tell()
    driver.rest()
    assert (light.state, light.words.text()) == ("bad", "操作日志和历史有 1 处对不上，请看操作日志")
    ledger.breaks.clear()
    driver.desk.log.note("导出", "花名册")
    driver.rest()
    assert "对不上" not in light.words.text()
