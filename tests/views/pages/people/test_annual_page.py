"""党员增减年表: live with the roster, the culprit named, each number a list, frozen once it is signed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.people.members import Member, belongs_on
from desktop_app.registers.reporting.annual_changes import AnnualChange
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.people import annual_page
from desktop_app.views.pages.people.annual_page import AnnualPage
from tests.views.pages.sample_bench import Bench

YEAR = 2026


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, AnnualPage)
    made.show(year=YEAR)
    yield made
    made.close()


def click(bench: Bench, row: int, column: int) -> None:
    view = bench.page.table.view
    index = bench.page.table.model.index(row, column)
    view.scrollTo(index)
    bench.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    bench.settle()


def somebody(bench: Bench) -> Member:
    here = [one for one in bench.ledger.find(Member.live()) if belongs_on(one, bench.ledger.today)]
    return here[-1]


def record(bench: Bench) -> AnnualChange | None:
    found = bench.ledger.find(AnnualChange.live().where(AnnualChange.year == YEAR))
    return found[0] if found else None


def test_every_number_of_both_years_opens_its_people(bench):
    page = bench.page
    for row in range(15):
        for column, table in ((2, page.found.before), (3, page.found.table)):
            click(bench, row, column)
            figure = table.rows[row]
            shown = {line.uid for line in page.people.list.lines()}
            assert shown == set(figure.items)
            if row + 1 not in (13, 15):
                assert len(shown) == figure.value


def test_every_part_of_the_make_up_opens_its_people(bench):
    page = bench.page
    page.tabs.setCurrentIndex(1)
    for one in page.found.breakdowns:
        whole = 0
        for part in one.parts:
            bench.press(page.grids[one.key].cells[part.key])
            assert {line.uid for line in page.people.list.lines()} == set(part.items)
            whole += len(part.items)
        assert whole == page.found.table.value(14)


def test_a_row_that_cannot_be_true_is_named_and_leads_to_the_roster(bench):
    page = bench.page
    assert "六个关系都平" in page.balance.text()
    one = somebody(bench)
    one.party_status = "停止党籍"
    bench.ledger.save(one)
    bench.settle()
    assert "不平" in page.balance.text()
    (entry,) = page.checks.suspects.verbs
    bench.press(page.checks.suspects.verbs[entry])
    assert bench.shell.pages.page("register:member").shown == {"uid": one.uid}


def test_a_table_that_does_not_balance_is_not_signed_without_a_word(bench):
    page, one = bench.page, somebody(bench)
    one.party_status = "停止党籍"
    bench.ledger.save(one)
    bench.settle()
    bench.press(page.sign_button)
    dialog = page.steps.dialog
    bench.write(dialog.form, filled_by="杜晓岚", approved_by="周慧敏")
    bench.press(dialog.verb_button)
    assert "要写明原因" in dialog.trouble.text()
    assert record(bench) is None or record(bench).state == "编辑"
    dialog.reject()
    bench.press(page.write_button)
    bench.write(page.dialog.form, explanation="停止党籍的批复还没有到", filled_by="杜晓岚")
    bench.press(page.dialog.verb_button)
    bench.press(page.sign_button)
    bench.write(page.steps.dialog.form, approved_by="周慧敏")
    bench.press(page.steps.dialog.verb_button)
    assert record(bench).state == "签发"


def test_signing_freezes_the_numbers_and_the_people_and_one_undo_opens_it_again(bench):
    page = bench.page
    now = page.found.table.value(14)
    bench.press(page.sign_button)
    bench.write(page.steps.dialog.form, filled_by="杜晓岚", approved_by="周慧敏")
    bench.press(page.steps.dialog.verb_button)
    assert record(bench).state == "签发"
    assert page.sign_button not in page.actions()
    gone = somebody(bench)
    gone.exit_type, gone.exit_on, gone.exit_basis = "死亡", date(2026, 11, 1), "死亡证明"
    bench.ledger.save(gone)
    bench.settle()
    assert page.found.table.value(14) == now
    assert gone.uid in page.found.table.rows[13].items
    bench.ledger.undo()
    bench.ledger.undo()
    bench.settle()
    assert record(bench) is None or record(bench).figures is None
    assert page.sign_button in page.actions()


def test_the_papers_of_the_year_are_offered(bench):
    for at, key in enumerate(("annual_table", "annual_breakdown")):
        bench.page.print_button.menu().actions()[at].trigger()
        shown = bench.shell.pages.page("preview").shown
        assert (shown["key"], shown["args"]) == (key, {"year": YEAR})
        bench.show(year=YEAR)


def test_a_year_before_the_books_shows_no_noughts(bench, monkeypatch):
    monkeypatch.setattr(annual_page, "annual_years", lambda _ledger: [YEAR, YEAR - 1, YEAR - 2])
    bench.show(year=YEAR - 2)
    assert bench.page.found.unknown_words in bench.page.balance.text()
    assert bench.page.found.unknown_words
    model = bench.page.table.model
    shown = {model.index(row, column).data() or "" for row in range(15) for column in (2, 3, 4)}
    assert shown == {""}
    assert bench.page.grids == {}
    click(bench, 2, 3)
    assert bench.page.beside.currentWidget() is bench.page.checks
