"""The log of acts: written by the program alone, chained, never undone, never with an ID number in it."""

from datetime import date, datetime

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.journal.audit_book import AuditBook, covered
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import EXPORTED, LOOKED, PRINTED, AuditLog
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file
from tests.registers.invented_people import member

NUMBER = "990101197403180020"


@pytest.fixture
def ledger(tmp_path):
    clock = SetClock(datetime(2026, 10, 28, 9, 5))
    setting = branch_file.Setting(catalogue(), clock, load_pinyin().keys)
    opened, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="B1", password=None)
    yield opened
    branch_file.close(opened)


def chain(ledger):
    return ledger.database.execute_sql("SELECT chain FROM knowledge").fetchone()[0]


def test_a_line_says_when_who_what_and_stands_in_the_chain(ledger):
    before = chain(ledger)
    AuditBook(ledger).note(EXPORTED, "党员花名册", "46 条", "花名册.xlsx")
    (line,) = ledger.find(AuditLog.live())
    assert (line.on, line.at, line.who) == (date(2026, 10, 28), "09:05", ledger.actor)
    assert (line.action, line.target, line.diff) == ("导出", "党员花名册", ("46 条", "花名册.xlsx"))
    assert chain(ledger) != before


def test_a_line_is_neither_undone_nor_removed_nor_changed_and_breaks_no_redo(ledger):
    ledger.save(PartyOrg(full_name="桂花里支部", org_code="B2", org_kind="党支部"))
    ledger.undo()
    line = AuditBook(ledger).note(PRINTED, "月报", "3 页，2 份")
    assert ledger.can_undo() is None
    assert ledger.redo() is not None
    with pytest.raises(UserError):
        ledger.remove(line)
    assert ledger.history(line.uid)[0].title == "打印 月报"


@pytest.mark.parametrize("words", [f"{NUMBER}.xlsx", f"档案 {NUMBER}", "旧号990101740318002", f"a{NUMBER}"])
def test_an_id_number_is_covered_wherever_it_stands(words):
    kept = covered(words)
    assert ("740318" in kept) == words.startswith("a")
    assert covered("2026年10月20261031，共 46 条") == "2026年10月20261031，共 46 条"


def test_looking_at_what_lists_cover_is_told_once_a_day(ledger):
    branch = PartyOrg(full_name="桂花里支部", org_code="B1", org_kind="党支部")
    person = member(name="周慧敏", branch=branch.uid)
    ledger.save(branch, person)
    book, register = AuditBook(ledger), ledger.catalogue["member"]
    assert book.looked_at(ledger.catalogue["party_org"], branch) is None
    assert book.looked_at(register, register.new(id_number=NUMBER)) is None
    first = book.looked_at(register, person)
    assert (first.action, first.target) == (LOOKED, "党员花名册：周慧敏")
    assert person.id_number not in str(first.diff)
    assert book.looked_at(register, person).uid == first.uid
    ledger.clock.forward(minutes=24 * 60)
    assert book.looked_at(register, person).uid != first.uid
