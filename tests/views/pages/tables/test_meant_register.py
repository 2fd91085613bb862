"""A sheet is read as the register it is about, wherever it fell and whatever register was chosen before."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.dropping import DropDoor
from desktop_app.views.pages.tables.import_page import ImportPage
from tests.views.pages.offices import Office, office
from tests.views.pages.tables.test_import_page import OFFICE, drop

HEADS = ("序号", "问题来源", "问题类别", "具体表现", "整改措施", "整改类型", "责任人", "完成时限", "整改进展")
ROW = (
    1,
    "群众反映",
    "人民群众急难愁盼的问题",
    "楼道灯坏",
    "更换灯泡",
    "立行立改",
    "安长河",
    "2026/4/14",
    "已完成",
)


@pytest.fixture
def home(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Office]:
    with office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as made:
        made.shell.add_page(
            "import", "导入", "import", "", lambda: ImportPage(made.desk, made.shell, made.hands)
        )
        yield made


@pytest.fixture
def ledger_sheet(tmp_path: Path) -> Path:
    """An ordinary ledger of problems, as an office keeps it."""
    book = openpyxl.Workbook()
    for row in (("社区第一支部台账",), HEADS, ROW):
        book.active.append(row)
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def shown(home: Office, qtbot: QtBot) -> ImportPage:
    home.idle(qtbot)
    page = home.shell.current_page()
    assert isinstance(page, ImportPage)
    return page


def test_a_ledger_dropped_anywhere_is_not_taken_for_a_roster(
    home: Office, qtbot: QtBot, ledger_sheet: Path
) -> None:
    DropDoor(home.shell)
    home.shell.go("home")
    drop(home.shell, ledger_sheet)
    page = shown(home, qtbot)
    assert page.plan is not None
    assert page.plan.register.name == page.choose_leaf.register().name == "issue"
    assert page.count_words() == "台账.xlsx → 问题清单/整改台账"


def test_a_register_that_does_not_know_the_head_gives_way_once_and_says_so(
    home: Office, qtbot: QtBot, ledger_sheet: Path
) -> None:
    home.shell.go("import", register="member")
    page = shown(home, qtbot)
    heard: list[str] = []
    home.shell.show_notice = lambda words, *_, **__: heard.append(words)  # type: ignore[method-assign]
    for register, told in (("issue", 1), ("member", 1)):  # chosen again by hand, it stays what was chosen
        page.begin_anew()
        page.choose_leaf.set_register("member")
        page.begin(ledger_sheet)
        home.idle(qtbot)
        assert page.plan is not None
        assert (page.plan.register.name, len(heard)) == (register, told)
    assert "问题清单/整改台账" in heard[0]


def test_the_register_chosen_stays_where_it_knows_the_head(
    home: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(("姓名", "性别", "公民身份号码", "出生日期", "应交", "实交", "缴纳月份"))
    book.active.append(("安长河", "男", "990101198507013212", "1985-07-01", "10", "10", "2026-05"))
    book.save(tmp_path / "名单.xlsx")
    home.shell.go("import", register="member")
    page = shown(home, qtbot)
    page.begin(tmp_path / "名单.xlsx")
    home.idle(qtbot)
    assert page.plan is not None
    assert page.plan.register.name == "member"
