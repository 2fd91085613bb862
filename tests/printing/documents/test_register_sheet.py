"""Any register as a ruled sheet: all records, all columns, nothing private, nothing blank."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.names import spaced
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents import register_sheet
from desktop_app.printing.documents.ledger_view import written
from desktop_app.printing.documents.papers import PAPERS, list_arguments
from desktop_app.printing.documents.people import roster
from desktop_app.printing.documents.register_sheet import Sheet, SheetColumn
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.printing.type.page import A3, A4, office_page
from desktop_app.registers import catalogue
from desktop_app.registers.people.care_awards import VISIT, CareAward
from desktop_app.registers.people.members import Member
from tests.printing.documents.reading import bare, text

REGISTERS = [register.name for register in catalogue()]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_prints_all_its_records_under_all_its_columns(name, office, renderer):
    register = office.ledger.catalogue[name]
    records = office.ledger.count(register.model.live())
    printed = renderer.make("sheet", register=name)
    told = text(printed)
    counted = re.search(r"共(\d+)(条|人)", told)
    assert counted is not None
    assert int(counted[1]) == records
    for column in register_sheet.gather(office.ledger, name).columns:
        assert bare(column.title) in told
    assert printed.missing == ()


@pytest.mark.parametrize("name", REGISTERS)
def test_no_cell_is_blank(name, office):
    sheet = register_sheet.gather(office.ledger, name)
    assert all(cell.strip() for row in sheet.rows for cell in row)


def test_the_roster_has_its_columns_and_everybody_in_order(office, renderer):
    sheet = register_sheet.gather(office.ledger, "member", None, roster.COLUMNS)
    assert len(sheet.columns) == len(roster.COLUMNS) == 15
    printed = renderer.make("roster")
    told = text(printed)
    assert "共46人" in told
    places = [told.index(bare(f"{n}{one.name}")) for n, one in enumerate(office.people, 1)]
    assert places == sorted(places)
    assert "1980.01.01" in told


def test_a_list_prints_the_columns_it_shows_and_the_roster_too(office, renderer):
    chosen = ("name", "joined_on", "mobile")
    for paper, heads in (
        (PAPERS["sheet"], "序号姓名入党日期手机号码"),
        (PAPERS["roster"], "序号姓名入党日期联系电话"),
    ):
        args = list_arguments(paper, "member", [one.uid for one in office.people[:3]], chosen)
        told = text(renderer.make(paper.key, **args))
        assert heads in told
        assert "公民身份号码" not in told
    assert "columns" not in list_arguments(PAPERS["sheet"], "member", ())


def test_many_columns_go_on_a3(office):
    found = office.ledger.catalogue["member"]
    few = register_sheet.gather(office.ledger, "member", None, ("name", "mobile"))
    many = register_sheet.gather(office.ledger, "member", None, (*found.listing, *roster.COLUMNS))
    assert (register_sheet.layout(few).paper, register_sheet.layout(few).turned) == (A4, False)
    assert (register_sheet.layout(many).paper, register_sheet.layout(many).turned) == (A3, True)


def test_money_is_summed_under_its_column(own_office):
    ledger, who = own_office.ledger, own_office.people[0].uid
    for amount in ("800", "600.50"):
        ledger.save(CareAward(kind=VISIT, who=who, on=date(2026, 2, 11), what="慰问", amount=Decimal(amount)))
    sheet = register_sheet.gather(ledger, "care_award")
    at = [one.title for one in sheet.columns].index("金额")
    assert [row[at] for row in sheet.rows] == ["800.00", "600.50"]
    assert (sheet.totals[0], sheet.totals[at + 1]) == ("合　计", "1,400.50")
    assert "合计" in text(PaperRenderer(ledger, resource_path("fonts")).make("sheet", register="care_award"))


def test_those_who_left_are_not_on_the_roster(own_office):
    ledger, gone = own_office.ledger, own_office.people[5]
    gone.exit_type, gone.exit_on, gone.exit_basis = "死亡", date(2026, 11, 1), "户籍注销证明"
    ledger.save(gone)
    told = text(PaperRenderer(ledger, resource_path("fonts")).make("roster"))
    assert bare(gone.name) not in told
    assert f"共{len(own_office.people) - 1}人" in told
    assert len(register_sheet.gather(ledger, "member").rows) == len(own_office.people)


def test_private_values_are_covered_unless_asked_for(office, renderer):
    columns = ("name", "id_number", "address")
    covered = text(renderer.make("sheet", register="member", columns=columns))
    plain = text(renderer.make("sheet", register="member", columns=columns, private=True))
    number, address = office.people[0].id_number, office.people[0].address
    assert number in plain
    assert address in plain
    assert number not in covered
    assert address not in covered
    assert "＊＊＊" in covered


def test_chosen_records_come_in_the_order_given(office):
    chosen = [office.people[n].uid for n in (7, 2, 30)]
    sheet = register_sheet.gather(office.ledger, "member", chosen, ("name",))
    assert [row[0] for row in sheet.rows] == [spaced(office.people[n].name) for n in (7, 2, 30)]
    gone = register_sheet.gather(office.ledger, "member", ["0" * 32], ("name",))
    assert gone.rows == ()


def test_an_empty_sheet_says_none(office, renderer):
    told = text(renderer.make("sheet", register="issue_round"))
    assert "共0条" in told
    assert "无" in told


def test_the_code_does_not_depend_on_the_day(office):
    first = register_sheet.draft(office.ledger, "member")
    today = office.ledger.clock.now()
    office.ledger.clock.set(today.replace(day=24))
    try:
        second = register_sheet.draft(office.ledger, "member")
    finally:
        office.ledger.clock.set(today)
    assert first.digest == second.digest
    assert first.file_name != second.file_name


def test_days_and_names_as_they_stand_on_paper(office):
    boxes = Member._meta.fields
    assert written(boxes["birth_date"], date(1985, 7, 1), office.ledger) == "1985年7月1日"
    assert written(boxes["exit_on"], None, office.ledger) == "无"
    owner = office.ledger.catalogue["issue"].boxes["owner"]
    assert written(owner, office.people[0].uid, office.ledger) == "赵　明"


def _page_of(sheet):
    made = register_sheet.layout(sheet)
    return office_page(landscape=made.turned, paper=made.paper)


cells = st.text(st.characters(exclude_categories=("C", "Z"), max_codepoint=0x9FFF), min_size=1, max_size=80)


def rows_of(width: int):
    """Up to six rows of ``width`` cells."""
    return st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6)


@settings(max_examples=25)
@given(st.integers(1, 14).flatmap(rows_of))
def test_any_columns_fit_and_keep_their_words(setting, rows):
    columns = tuple(SheetColumn(f"第{n}列", 6, is_flowing=n % 2 == 0) for n in range(len(rows[0])))
    sheet = Sheet("支部", "台账", "2026年11月23日", columns, tuple(map(tuple, rows)))
    told, _ = setting(register_sheet.story(sheet), _page_of(sheet))
    assert len(told) >= sum(len(cell) for row in rows for cell in row)
