"""三会一课年历: every period in words with its rule; a cell opens its meetings or begins one."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.periods import PartialDate
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.views.look.theme import Theme
from tests.views.pages.seeded import SeededFile, Window

GENERAL, COMMITTEE = 0, 1


class Desk(Window):
    """A branch with its first meetings in February and a general meeting in May."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        branch = self.branch = SeededFile.made(folder, date(2026, 6, 22))
        branch.members(3)
        self.first = branch.meeting("支部委员会会议", date(2026, 2, 3))
        self.general = branch.meeting("支部党员大会", date(2026, 5, 9))
        branch.meeting("主题党日", date(2026, 6, 25), state="通知")
        super().__init__(branch.ledger, theme, qtbot)
        self.page = self.go("calendar")
        self.grid = self.page.grid

    def words(self, row: int) -> list[str]:
        return [self.grid.mark(cell)[0] for cell in self.grid.rows[row].cells]

    def click(self, row: int, cell: int, *, twice: bool = False) -> None:
        spot = self.grid.cell_area(row, cell).center().toPoint()
        self.qtbot.mouseClick(self.grid, Qt.MouseButton.LeftButton, pos=spot)
        if twice:
            self.qtbot.mouseDClick(self.grid, Qt.MouseButton.LeftButton, pos=spot)
        self.settle()


@pytest.fixture
def desk(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, theme, qtbot)
    yield made
    made.desk.bridge.shut()
    made.branch.close()


def test_every_period_stands_in_words(desk):
    assert desk.words(GENERAL) == ["尚未记录", "✓ 已开 1 次", "待开", "待开"]
    assert desk.words(COMMITTEE)[:7] == [
        "—",
        "✓ 已开 1 次",
        "尚未记录",
        "尚未记录",
        "尚未记录",
        "临近",
        "待开",
    ]
    theme_day = next(n for n, row in enumerate(desk.grid.rows) if row.kind == "主题党日")
    assert desk.words(theme_day)[5] == "已安排"
    assert desk.grid.rows[theme_day].cells[5].days == "25日"
    assert [len(row.cells) for row in desk.grid.rows] == [4, 12, 4, 12, 1, 1]


def test_a_click_tells_the_rule_and_offers_the_meetings(desk):
    desk.click(GENERAL, 1)
    assert desk.page.what.text() == "支部党员大会　2026年第2季度　本季已记录 1 次"
    assert "第十一条" in desk.page.rule.text()
    button = desk.page._meetings.itemAt(0).widget()
    assert button.text() == "打开5月9日的会"
    desk.press(button)
    assert desk.shell.current_page().pane.opened.meeting.uid == desk.general.uid


def test_a_cell_with_a_meeting_opens_it_and_an_empty_one_begins_it(desk, qtbot):
    desk.click(COMMITTEE, 1, twice=True)
    assert desk.shell.current_page().pane.opened.meeting.uid == desk.first.uid
    desk.go("calendar")
    desk.click(GENERAL, 2)
    qtbot.keyClick(desk.grid, Qt.Key.Key_Return)
    desk.settle()
    begun = desk.shell.current_page().pane.opened.meeting
    assert (begun.kind, begun.is_new) == ("支部党员大会", True)


def test_arrows_walk_from_months_to_quarters(desk, qtbot):
    desk.click(COMMITTEE, 10)
    qtbot.keyClick(desk.grid, Qt.Key.Key_Up)
    assert desk.grid.at == (GENERAL, 3)
    qtbot.keyClick(desk.grid, Qt.Key.Key_Left)
    assert desk.grid.at == (GENERAL, 2)
    assert "待开" in desk.grid.accessibleName()


def test_an_edited_rule_recalculates_the_grid(desk):
    row = RuleRow(
        key="meeting_general_per_quarter", title="支部党员大会", value=Decimal(2), mark="L", unit="次"
    )
    row.since = PartialDate(2026, 4)
    desk.desk.ledger.save(row)
    desk.go("calendar")
    assert desk.words(GENERAL)[:2] == ["尚未记录", "临近"]
    assert desk.grid.rows[GENERAL].about == "每季度至少 2 次"


def test_it_prints(desk):
    titles = [one.text() for one in desk.page.print_button.menu().actions()]
    assert titles[:2] == ["三会一课年度一览", "三会一课记录本"]
    desk.page.print_button.menu().actions()[0].trigger()
    assert desk.shell.pages.current_key == "preview"
