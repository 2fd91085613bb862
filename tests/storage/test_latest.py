"""The list of what was done last, tried on a ledger of its own."""

from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.journal.audit_book import AuditBook
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file
from desktop_app.storage.latest import latest
from tests.registers.invented_people import branch, member


@pytest.fixture
def ledger(tmp_path: Path):
    setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9, 30)), load_pinyin().keys)
    made, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="Z001", password=None)
    yield made
    branch_file.close(made)


def test_newest_first_with_the_first_record_and_how_many(ledger):
    org = branch()
    people = [member(n, branch=org.uid) for n in range(3)]
    ledger.save(org, title="建立支部")
    ledger.clock.forward(minutes=5)
    ledger.save(*people, title="导入花名册")
    found = latest(ledger)
    assert [(one.title, one.register, one.uid, one.touched) for one in found] == [
        ("导入花名册", "member", people[0].uid, 3),
        ("建立支部", "party_org", org.uid, 1),
    ]
    assert found[0].at == datetime(2026, 11, 23, 9, 35)


def test_what_was_taken_back_or_removed_says_so(ledger):
    org = branch()
    ledger.save(org)
    one, other = member(0, branch=org.uid), member(1, branch=org.uid)
    ledger.save(one, title="录入一人")
    ledger.undo()
    ledger.save(other, title="录入另一人")
    ledger.remove(other, title="删除另一人")
    by_title = {deed.title: deed for deed in latest(ledger)}
    assert by_title["录入一人"].undone
    assert by_title["录入一人"].removed
    assert by_title["录入另一人"].removed
    assert not by_title["录入另一人"].undone


def test_who_looked_and_printed_is_no_entry(ledger):
    org = branch()
    ledger.save(org, title="建立支部")
    AuditBook(ledger).note("打印", "党员花名册")
    assert [one.title for one in latest(ledger)] == ["建立支部"]


def test_no_more_than_asked_for(ledger):
    org = branch()
    ledger.save(org)
    for n in range(4):
        ledger.save(member(n, branch=org.uid), title=f"第{n}人")
    assert [one.title for one in latest(ledger, 2)] == ["第3人", "第2人"]
