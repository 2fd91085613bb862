"""The strip about a wrong date: over every page until the date is put right or somebody says it is."""

from datetime import datetime

import pytest

from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.storage.dated_file import settle_date
from desktop_app.views.date_keeper import DateKeeper
from tests.views.desk_driver import TODAY


@pytest.fixture
def driver(make_desk):
    made = make_desk()
    made.open_page("register:member")
    return made


def keeper_of(driver):
    ledger = driver.desk.ledger
    return DateKeeper(driver.desk, driver.shell, lambda jumped: settle_date(ledger, None, jumped))


def test_a_jump_is_asked_about_and_gone_once_put_right(driver):
    keeper = keeper_of(driver)
    assert keeper.banner is None
    driver.desk.clock.set(datetime(2099, 1, 1))
    keeper.look()
    driver.rest()
    driver.see("本机日期是 2099年01月01日")
    driver.press("我去改")
    driver.see("请在电脑的系统设置里改好日期")
    driver.open_page("register:party_org")
    assert keeper.banner.isVisible()
    driver.desk.clock.set(TODAY)
    keeper.look()
    driver.rest()
    assert keeper.banner is None


def test_whoever_says_that_the_date_holds_is_on_the_log(driver):
    driver.desk.clock.set(datetime(2027, 6, 1))
    settle_date(driver.desk.ledger)
    keeper = keeper_of(driver)
    driver.rest()
    driver.press("日期没错")
    driver.rest()
    assert keeper.banner is None
    (line,) = driver.desk.ledger.find(AuditLog.live())
    assert line.action == "核对日期"
    assert "2027年06月01日" in line.diff[1]


def test_before_all_entries_there_is_nothing_to_confirm(driver):
    driver.desk.clock.set(datetime(2000, 1, 1))
    settle_date(driver.desk.ledger)
    keeper = keeper_of(driver)
    driver.rest()
    assert not keeper.banner.button.isVisible()
    driver.see("我去改")
