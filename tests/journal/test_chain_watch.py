"""A broken chain is told at opening and in idle time, until somebody writes a word about it."""

from datetime import datetime

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.chain_watch import chain_round, look_at_tail
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import CHAIN, PRINTED, AuditLog
from desktop_app.storage import branch_file


@pytest.fixture
def ledger(tmp_path):
    setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 10, 28, 9, 5)), lambda name: "")
    opened, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="B1", password=None)
    yield opened
    branch_file.close(opened)


def idle(ledger):
    walk = chain_round(ledger)
    while True:
        try:
            next(walk)
        except StopIteration as end:
            return end.value


ATTACKS = {
    "a changed line": "UPDATE audit_log SET target = '花名册' WHERE target = '月报'",
    "another hand": "UPDATE audit_log SET who = '别人'",
    "the emptied log": "DELETE FROM audit_log",
    "the log and its history": "DELETE FROM audit_log; DELETE FROM history WHERE register = 'audit_log'",
    "one line with all that is of it": "DELETE FROM audit_log WHERE target = '月报'; "
    "DELETE FROM history WHERE action = 1; DELETE FROM action WHERE id = 1",
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("look", [look_at_tail, lambda ledger: (idle(ledger) or [None])[0]])
def test_a_log_that_was_touched_is_told_with_its_place(ledger, attack, look):
    book = AuditBook(ledger)
    book.note(PRINTED, "月报", "3 页")
    book.note(PRINTED, "党费收缴表", "1 页")
    assert look(ledger) is None
    for sql in ATTACKS[attack].split("; "):
        ledger.database.execute_sql(sql)
    told = look(ledger)
    assert "第 1 次操作" in told.what or "第 2 次操作" in told.what
    # Told once; it stands at the head of the log.
    assert look(ledger) is None
    assert ledger.breaks


def test_a_word_ends_it_and_the_chain_goes_on_from_there(ledger):
    book = AuditBook(ledger)
    book.note(PRINTED, "月报", "3 页")
    ledger.database.execute_sql("UPDATE history SET new = replace(new, '月报', '花名册')")
    assert idle(ledger)
    with pytest.raises(UserError, match="还没有写说明"):
        book.explain(ledger.breaks.values(), " ")
    line = book.explain(ledger.breaks.values(), "电脑进过水，文件修过")
    assert line.action == CHAIN
    assert line.diff[0] == "电脑进过水，文件修过"
    assert ledger.breaks == {}
    assert look_at_tail(ledger) is None
    assert idle(ledger) == []
    book.note(PRINTED, "月报", "4 页")
    assert idle(ledger) == []
    ledger.database.execute_sql("UPDATE audit_log SET diff = '[]' WHERE action = ?", (CHAIN,))
    told = idle(ledger)
    # The word itself is gone: both are told again, at the next opening too.
    assert told
    assert len(ledger.breaks) == 3
    ledger.breaks.clear()
    assert "另有 2 处" in look_at_tail(ledger).what
    assert ledger.find(AuditLog.live())
