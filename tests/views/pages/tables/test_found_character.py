"""A name in a sheet that tells a character in words: the character is looked for and taken."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.tables.import_check import FIND
from desktop_app.views.pages.tables.import_page import ImportPage
from tests.views.pages.branch import OFFICE
from tests.views.pages.offices import office

LEFT = Qt.MouseButton.LeftButton
HEADS = ("姓名", "性别", "公民身份号码", "民族", "学历", "人员类别", "入党日期", "转正日期")
ROW = ("李(左王右月)华", "男", "990101198507013212", "汉", "大学本科", "正式党员", "2010-07-01", "2011-07-01")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADS, ROW):
        book.active.append(row)
    book.save(tmp_path / "花名册.xlsx")
    return tmp_path / "花名册.xlsx"


def test_the_character_is_found_by_its_parts_and_the_answer_can_be_taken_back(
    tmp_path: Path, theme: Theme, qtbot: QtBot, roster: Path
) -> None:
    with office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as home:
        home.shell.add_page("import", "导入", "import", "", lambda: ImportPage(home.desk, home.shell))
        home.shell.go("import", path=roster, register="member")
        home.idle(qtbot)
        page = home.shell.current_page()
        assert isinstance(page, ImportPage)
        qtbot.mouseClick(page.columns_leaf.check_button, LEFT)
        home.idle(qtbot)
        leaf = page.check_leaf
        find = leaf.choices[0]
        assert find.text() == FIND
        qtbot.mouseClick(find, LEFT)
        picker = leaf.picker
        assert picker is not None
        shown = [picker.found.item(at).text() for at in range(picker.found.count())]
        picker.found.setCurrentRow(shown.index("玥"))
        QTest.keyClick(picker.found, Qt.Key.Key_Return)
        home.idle(qtbot)
        assert page.plan is not None
        assert [row.values["name"] for row in page.plan.going_in] == ["李玥华"]
        qtbot.mouseClick(leaf.undo_button, LEFT)
        home.idle(qtbot)
        qtbot.mouseClick(leaf.choices[1], LEFT)
        home.idle(qtbot)
        assert [row.values["name"] for row in page.plan.going_in] == ["李(左王右月)华"]
