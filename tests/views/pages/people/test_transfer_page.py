"""组织关系转接: a letter out ends a membership with its receipt, one in begins it; nobody leaves twice."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.duties.people.dues_year import dues_book, paid_through
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import UNDER_WAY, OrgTransfer
from desktop_app.registers.people.orgs import PartyOrg, own_branch
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.people.transfer_page import TransferPage
from tests.members_life import number, write_letters
from tests.views.pages.sample_bench import Bench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, TransferPage)
    ledger = made.ledger
    # The last four by age in the party, and nobody the sample has moved or seated.
    made.people = ledger.find(
        Member.live().where(Member.exit_type.is_null() & (Member.party_post == "党员")).order_by(Member.seq)
    )
    home = ledger.get(PartyOrg, own_branch(ledger))
    made.letters = write_letters(ledger, made.people, home.full_name)
    made.show()
    yield made
    made.close()


def letter(bench: Bench, which: str) -> OrgTransfer:
    return bench.ledger.get(OrgTransfer, bench.letters[which].uid)


def test_the_list_and_the_clock_tell_where_letters_stand(bench):
    page = bench.page
    going = [one for one in page.items.values() if one.transfer.state in UNDER_WAY]
    assert page.count_words() == f"在办 {len(going)} 份，没有逾期"
    assert len(page.list.lines()) == len(going) >= 3
    assert {line.pill for line in page.list.lines()} == {"草稿", "已开具"}
    bench.show(uid=letter(bench, "issued").uid)
    assert "有效期还有 6 天" in page.pane.clock.text()
    assert "登记到花名册" not in page.pane.step_line.buttons
    bench.show(uid=letter(bench, "received").uid)
    assert page.pane.clock.text() == "已接收 2026-09-25"
    assert page.pane.step_line.buttons == {}


def test_the_receipt_writes_the_exit_in_the_same_action(bench):
    page, one = bench.page, letter(bench, "issued")
    bench.show(uid=one.uid)
    bench.press(page.pane.step_line.buttons["receive"])
    bench.write(page.steps.dialog.form, receipt_by="周正", receipt_on="2026.11.1")
    bench.press(page.steps.dialog.verb_button)
    gone = bench.ledger.get(Member, one.member)
    assert (gone.exit_type, gone.exit_on) == ("转出组织关系", date(2026, 11, 1))
    assert gone.exit_basis == "组织关系介绍信第6号"
    bench.press(bench.shell.notice.button)
    assert bench.ledger.get(Member, one.member).exit_type is None
    assert letter(bench, "issued").state == "已开具"


def test_who_arrives_is_put_on_the_roster_from_the_letter_and_linked(bench):
    page, one = bench.page, letter(bench, "coming")
    bench.show(uid=one.uid)
    assert page.pane.missing.isVisibleTo(page.pane)
    bench.press(page.pane.step_line.buttons["receive"])
    form = page.pane.roster_dialog.form
    assert form.editors["name"].value() == "祝远帆"
    assert form.editors["mobile"].value() == "13900000022"
    assert form.editors["entry_type"].value() == "转入组织关系"
    bench.press(page.pane.roster_dialog.verb_button)
    assert "公民身份号码" in form.rows["id_number"].error.words.text()
    bench.write(
        form,
        id_number=number(date(1990, 5, 6), 301),
        gender="男",
        ethnicity="汉族",
        education="大学本科毕业",
        category="正式党员",
        joined_on="2015.7.1",
        full_on="2016.7.1",
    )
    bench.press(page.pane.roster_dialog.verb_button)
    assert "工作岗位" in form.rows["job_position"].error.words.text()
    bench.write(form, job_position="公务员", address="春风里3号楼2单元501室")
    bench.press(page.pane.roster_dialog.verb_button)
    row = bench.ledger.get(Member, letter(bench, "coming").member)
    assert (row.name, row.birth_date, row.branch) == ("祝远帆", date(1990, 5, 6), own_branch(bench.ledger))
    bench.write(page.steps.dialog.form, receipt_by="白雨田", receipt_on="2026.10.31")
    bench.press(page.steps.dialog.verb_button)
    assert letter(bench, "coming").state == "已接收(回执)"
    here = bench.ledger.get(Member, row.uid)
    assert (here.entry_type, here.entry_on) == ("转入组织关系", date(2026, 10, 31))
    assert not page.pane.missing.isVisibleTo(page.pane)


def test_a_new_transfer_knows_committee_dues_and_phone_and_nobody_leaves_twice(bench):
    page = bench.page
    bench.press(page.new_button)
    form = page.new_dialog.form
    assert form.editors["letter_no"].value() is None  # the committee numbers its letters
    assert form.editors["issuer"].value() == form.editors["from_org"].value() == "中共青石街道工作委员会"
    paid = paid_through(dues_book(bench.ledger), bench.people[0])
    assert paid is not None
    bench.write(form, member=bench.people[0].name)
    QApplication.processEvents()
    assert form.editors["dues_paid_to"].value() == paid
    assert form.editors["member_phone"].value() == bench.people[0].mobile
    bench.write(form, member=bench.people[-1].name, to_org="中共东港街道工作委员会")
    bench.press(page.new_dialog.verb_button)
    assert "已经不在册" in form.rows["member"].error.words.text()
    bench.write(form, member=bench.people[-2].name)
    bench.press(page.new_dialog.verb_button)
    assert "第 6 号介绍信在办" in form.rows["member"].error.words.text()
    bench.write(form, member=bench.people[0].name)
    bench.press(page.new_dialog.verb_button)
    fresh = page.pane.item.transfer
    assert (fresh.letter_no, fresh.member, fresh.state) == (None, bench.people[0].uid, "草稿")
    assert page.pane.barred.isVisibleTo(page.pane)
    assert "党支部不能开具组织关系介绍信" in page.pane.barred.text()
    bench.press(page.pane.step_line.buttons["ask"])
    bench.write(page.steps.dialog.form, asked_on="2026.10.30")
    bench.press(page.steps.dialog.verb_button)
    assert "等基层党委开具" in page.pane.clock.text()


def test_a_letter_that_comes_turns_the_ends_of_the_way(bench):
    page = bench.page
    bench.press(page.new_button)
    form = page.new_dialog.form
    bench.write(form, direction="转入")
    assert form.editors["from_org"].value() is None
    assert form.editors["to_org"].value() == "中共青石街道工作委员会"
    assert "桂花里社区第一支部" in form.editors["new_branch"].value()
    assert (form.editors["letter_no"].value(), form.editors["issuer"].value()) == (None, None)


def test_the_request_and_the_data_sheet_are_printed_from_the_page(bench):
    bench.show(uid=letter(bench, "issued").uid)
    bench.press(bench.page.pane.print_button)
    shown = bench.shell.pages.page("preview").shown
    assert (shown["key"], shown["args"]) == ("transfer_request", {"uid": letter(bench, "issued").uid})


def test_an_office_marked_as_entitled_numbers_and_prints_the_letter(bench):
    home = bench.ledger.get(PartyOrg, own_branch(bench.ledger))
    home.org_kind, home.issues_letters = "党委", True
    bench.ledger.save(home)
    bench.show(uid=letter(bench, "draft").uid)
    assert not bench.page.pane.barred.isVisibleTo(bench.page.pane)
    bench.press(bench.page.pane.print_button)
    assert bench.shell.pages.page("preview").shown["key"] == "transfer_letter"
    bench.show()
    bench.press(bench.page.new_button)
    assert bench.page.new_dialog.form.editors["letter_no"].value() == "青石〔2026〕0059"


def test_on_a_low_screen_the_rail_gives_its_room_to_the_form(bench):
    bench.show(uid=letter(bench, "issued").uid)
    pane, form = bench.page.pane, bench.page.pane.form
    pane.tabs.setCurrentWidget(form)
    pane.setFixedHeight(500)
    bench.settle()
    assert not pane.rail.isVisibleTo(pane)
    pane.setFixedHeight(620)
    pane.tabs.setCurrentIndex(1)
    bench.settle()
    assert pane.rail.isVisibleTo(pane)
    pane.tabs.setCurrentWidget(form)
    pane.setFixedHeight(900)
    bench.settle()
    assert pane.rail.isVisibleTo(pane)
