"""操作日志 says where the chain is broken until the secretary writes a word about it."""

from PySide6.QtWidgets import QPlainTextEdit

from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.chain_watch import look_at_tail
from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import CHAIN, PRINTED, AuditLog
from desktop_app.views.pages.exchange.audit_log_page import AuditLogPage


def page_of(driver):
    driver.add_page("log", lambda: AuditLogPage(driver.desk, driver.shell))
    driver.open_page("log")
    return driver.shell.current_page()


def broken(make_desk):
    driver = make_desk()
    AuditBook(driver.desk.ledger).note(PRINTED, "月报", "3 页")
    driver.desk.ledger.database.execute_sql("UPDATE audit_log SET target = '花名册'")
    assert look_at_tail(driver.desk.ledger) is not None
    return driver


def test_a_broken_place_stands_at_the_head_until_it_was_explained(make_desk):
    driver = broken(make_desk)
    page = page_of(driver)
    assert page._banner.isVisible()
    driver.see("记录链有 1 处对不上")
    driver.press("写明情况")
    driver.press("记下说明")
    driver.see("还没有写说明")
    dialog = driver.desk.bridge and page.findChildren(QPlainTextEdit)
    dialog[0].setFocus()
    driver.type_into(dialog[0], "送修时打开过")
    driver.press("记下说明")
    assert not page._banner.isVisible()
    (line,) = driver.desk.ledger.find(AuditLog.live().where(AuditLog.action == CHAIN))
    assert line.diff[0] == "送修时打开过"
    assert look_at_tail(driver.desk.ledger) is None


def test_whoever_only_reads_is_told_and_writes_nothing(make_desk):
    driver = broken(make_desk)
    driver.desk.ledger.door.role = Role.READER
    page = page_of(driver)
    assert page._banner.isVisible()
    assert not page._banner.button.isVisible()
