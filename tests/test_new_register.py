"""A register nobody planned: one file, one line in the list, one step, and all of the program serves it.

The class below is that file, ``MODELS`` with it that line; the step is written by packaging/make_step.py.
"""

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import make_step
import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.resources import resource_path
from desktop_app.exchange.courier import Courier
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.journal.package_log import PackageLog
from desktop_app.printing.documents.papers import list_arguments, papers_of
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.base import Record
from desktop_app.records.kinds import Choice, Date, LongText, ManyChoice, Money, State, Text
from desktop_app.records.links import PersonLink
from desktop_app.records.record import Catalogue, Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers import MODELS, catalogue
from desktop_app.registers.people.members import Member
from desktop_app.registers.rules.rule_table import rule_numbers
from desktop_app.storage import branch_file, keys
from desktop_app.storage.action import Refused
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing
from desktop_app.views.look.start import apply_look
from tests.exchange.offices import taken_in
from tests.printing.type.reading import text_of
from tests.registers.invented_people import branch, member
from tests.views.desk_driver import Driver
from tests.whole import lay_desk

# -- the one file --------------------------------------------------------------------------------


def _not_ahead(record: Any, look: RuleContext) -> Iterator[Problem]:
    if record.visited_on > look.today:
        yield Problem("visited_on", "走访日期还没有到", "请填已经去过的日子")


class HomeVisit(Record):
    """A visit to someone in need."""

    person = PersonLink("走访对象", required=True, index=True)
    visited_on = Date("走访日期", required=True, index=True)
    occasion = Choice("时节", ("春节", "七一", "平时"), required=True)
    needs = ManyChoice("困难", ("看病", "上学", "独居"))
    money = Money("慰问金")
    gift = Text("慰问品")
    words = LongText("所见所谈")
    state = State("状态", ("登记", "已回访"))

    class Meta:
        table_name = "home_visit"
        title = "走访慰问"
        group = "支部与党员"
        icon = "home"
        listing = ("person", "visited_on", "occasion", "money", "gift")
        order = ("-visited_on",)
        period = "visited_on"
        sections = (
            Section("走访", ("person", "visited_on", "occasion", "needs")),
            Section("慰问", ("money", "gift", "words")),
        )
        rules = (_not_ahead,)
        steps = (Step("return", "回访", ("登记",), "已回访", needs=("words",)),)
        locked = ("已回访",)


# -- the one line, and the one step ----------------------------------------------------------------


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue with one register more, its step beside copies of the steps there are."""
    steps = tmp_path_factory.mktemp("new") / "upgrades"
    shutil.copytree(catalogue().steps, steps, ignore=shutil.ignore_patterns("__pycache__"))
    found = Catalogue((*MODELS, HomeVisit), steps, rule_numbers)
    written = make_step.write_step(found, "home visits")
    assert written is not None
    assert make_step.write_step(found, "again") is None, "one step is enough"
    return found


def setting(registers: Catalogue) -> Setting:
    return Setting(registers, SetClock(datetime(2026, 11, 23, 9, 30)), load_pinyin().keys)


@pytest.fixture
def ledger(registers: Catalogue, tmp_path: Path) -> Iterator[Ledger]:
    """A branch file of the version before, with its people, opened by the version that knows the register."""
    path = tmp_path / "branch.zbf"
    before, _ = branch_file.create(path, setting(catalogue()), office="Z001", password=None)
    org = branch()
    before.save(org)
    before.save(*(member(n, branch=org.uid) for n in range(6)))
    branch_file.close(before)
    now = branch_file.open_with_key(path, setting(registers), keys.unlock(path, None).raw)
    assert now.count(Member.live()) == 6
    yield now
    branch_file.close(now)


def person(ledger: Ledger, name: str) -> str:
    return ledger.resolve(("member",), name)


def visit(ledger: Ledger, name: str = "安长河", **values: Any) -> HomeVisit:
    return HomeVisit(
        **{
            "person": person(ledger, name),
            "visited_on": date(2026, 11, 20),
            "occasion": "平时",
            "needs": ("看病", "独居"),
            "money": Decimal("500.00"),
            "gift": "米、油",
            "words": "老人腿脚不便，\n请楼长每天看一眼。",
            **values,
        }
    )


# -- what the program does for it ------------------------------------------------------------------


def test_it_is_kept_judged_stepped_undone_and_told(ledger: Ledger) -> None:
    one = visit(ledger)
    ledger.save(one)
    with pytest.raises(Refused, match="还没有到"):
        ledger.save(visit(ledger, visited_on=date(2026, 12, 1)))
    ledger.step(one, "return")
    one.gift = "面"
    with pytest.raises(UserError, match="已回访"):
        ledger.save(one)
    ledger.undo()
    found = ledger.get(HomeVisit, one.uid)
    assert (found.state, found.gift, found.needs) == ("登记", "米、油", ("看病", "独居"))
    ledger.undo()
    assert ledger.count(HomeVisit.live()) == 0
    ledger.redo()
    assert ledger.count(HomeVisit.live()) == 1
    assert len(ledger.history(one.uid)) == 5


def test_it_is_listed_filtered_and_found_by_words_and_initials(ledger: Ledger) -> None:
    ledger.save(visit(ledger), visit(ledger, "白雨田", occasion="春节", visited_on=date(2026, 2, 10)))
    listing = Listing(ledger, ledger.catalogue["home_visit"])
    assert [row.values[0] for row in listing.page(0, 10)] == ["安长河", "白雨田"]
    assert Listing(ledger, listing.register, filters={"occasion": "春节"}).count() == 1
    assert Listing(ledger, listing.register, words="ach").count() == 1
    assert "home_visit" in {hit.register for hit in ledger.search("楼长")}


@pytest.fixture
def driver(ledger: Ledger, qapp: Any, qtbot: QtBot) -> Iterator[Driver]:
    made = Driver(lay_desk(ledger, apply_look(qapp, 12)), qtbot)
    yield made
    made.shell.close()
    made.desk.bridge.shut()
    made.shell.deleteLater()


def test_the_window_shows_it_and_its_form_is_filled_by_keys(driver: Driver, ledger: Ledger) -> None:
    driver.open_page("register:home_visit", new=True)
    driver.type_in("走访对象", "安长河")
    driver.type_in("走访日期", "2026.12.20")
    driver.choose("时节", "平时")
    driver.type_in("慰问金", "500")
    driver.type_in("慰问品", "米、油")
    driver.keys("Ctrl+Return")
    driver.see("走访日期还没有到")
    driver.field("走访日期").clear()
    driver.type_in("走访日期", "2026.11.20")
    driver.keys("Ctrl+Return")
    driver.see("已保存")
    assert [one.money for one in ledger.find(HomeVisit.live())] == [Decimal("500.00")]
    tabs = driver.shell.current_page().view.tabs
    tabs.setCurrentIndex(tabs.count() - 1)  # 改动历史
    driver.see("新增")
    driver.keys("Escape")
    assert driver.rows() == [["安长河", "2026-11-20", "平时", "500.00", "米、油"]]
    driver.press("撤销")
    assert ledger.count(HomeVisit.live()) == 0
    assert driver.errors == []


def test_it_goes_out_as_a_sheet_and_comes_back_changed(ledger: Ledger) -> None:
    register = ledger.catalogue["home_visit"]
    one = visit(ledger)
    ledger.save(one)
    sheet = write_sheet(register, [one], ledger.name)
    assert read_plan(sheet, register, ledger).summary() == "可导入 0 · 不变 1"
    workbook = openpyxl.load_workbook(io.BytesIO(sheet))
    active = workbook.active
    assert active is not None
    column = next(cell.column for cell in active[1] if cell.value == "慰问品")
    active.cell(2, column).value = "棉被"
    out = io.BytesIO()
    workbook.save(out)
    apply_plan(read_plan(out.getvalue(), register, ledger), ledger)
    assert ledger.get(HomeVisit, one.uid).gift == "棉被"
    assert ledger.get(HomeVisit, one.uid).words == one.words


@pytest.mark.parametrize("key", ["sheet", "blank_form"])
def test_it_is_printed(key: str, ledger: Ledger) -> None:
    ledger.save(visit(ledger))
    assert {"register": "home_visit"}.items() <= {
        paper.key: list_arguments(paper, "home_visit", ()) for paper in papers_of("home_visit")
    }[key].items()
    printed = PaperRenderer(ledger, resource_path("fonts")).make(key, register="home_visit")
    text = "".join(text_of(printed.pdf))
    assert all(words in text for words in ("走访慰问", "走访对象", "时节", "慰问金"))
    assert ("米、油" in text) == (key == "sheet")


@pytest.fixture
def courier_of(registers: Catalogue) -> Callable[[Ledger, Path, str], Courier]:
    def make(ledger: Ledger, folder: Path, code: str) -> Courier:
        log, steps = PackageLog(ledger), len(list(registers.steps.glob("[0-9]*.py")))
        courier = Courier(ledger, LedgerExchange(ledger, folder), log, ledger.clock, steps)
        courier.trust.introduce(code, f"单位{code}")
        return courier

    return make


def test_a_package_carries_it_to_another_office(
    ledger: Ledger, registers: Catalogue, tmp_path: Path, courier_of: Callable[[Ledger, Path, str], Courier]
) -> None:
    one = visit(ledger)
    ledger.save(one)
    folder = tmp_path / "committee"
    folder.mkdir()
    above, _ = branch_file.create(folder / "branch.zbf", setting(registers), office="C00", password=None)
    sender, receiver = courier_of(ledger, tmp_path, "Z001"), courier_of(above, folder, "C00")
    sender.trust.keep(receiver.trust.card)
    receiver.trust.keep(sender.trust.card)
    taken_in(receiver, sender.prepare("C00", "走访").data, tmp_path)
    register = registers["home_visit"]
    assert register.stored(above.get(HomeVisit, one.uid)) == register.stored(one)
    one.gift = "棉被"
    ledger.save(one)
    taken_in(receiver, sender.prepare("C00", "走访").data, tmp_path)
    assert above.get(HomeVisit, one.uid).gift == "棉被"
    branch_file.close(above)
