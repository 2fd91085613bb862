"""学时: target, done, missing and forecast of everybody; the exempt with the reason; the sessions behind."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.duties.study.hours_view import BEHIND, DONE, EXEMPT
from desktop_app.registers.study.study import StudyHours
from desktop_app.views.look.theme import Theme
from tests.views.pages.seeded import SeededFile, Window


class Desk(Window):
    """Three members on 1 July: one done, one behind, one exempt; the committee's one is asked for more."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        branch = self.branch = SeededFile.made(folder, date(2026, 7, 1))
        self.one, self.two = branch.members(2)
        self.weak = branch.member(name="弱一", care_flag=("身患重病",))
        self.lead = branch.member(name="头一", party_post="书记")
        self.session = branch.study(date(2026, 3, 2), "32", title="一季度集中学习")
        branch.came(self.session, self.one, self.lead)
        super().__init__(branch.ledger, theme, qtbot)
        self.page = self.go("hours")


@pytest.fixture
def desk(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, theme, qtbot)
    yield made
    made.desk.bridge.shut()
    made.branch.close()


def lines(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {line.cells[0]: line.cells[1:] for line in desk.page.table.model.lines}


def test_everybody_stands_where_the_rules_say(desk):
    found = lines(desk)
    assert found[desk.one.name][:4] == (DONE, "32", "32", "0")
    assert found[desk.two.name][:4] == (BEHIND, "32", "0", "32")
    assert found["弱一"] == (EXEMPT, "—", "0", "—", "", "", "身患重病，不作硬性要求")
    assert found["头一"][1:4] == ("56", "32", "24")
    assert found["头一"][5].startswith("79.6")  # 32 since March, when the records begin
    assert found["头一"][6] == "书记、班子成员"
    counts = {state: chip.accessibleName() for state, chip in desk.page.chips.chips.items()}
    assert counts[EXEMPT] == f"{EXEMPT} 1"


def test_figures_are_the_lengths_of_their_lists(desk):
    for figure in desk.page.view.figures:
        assert figure.key == "mean" or figure.value == len(figure.items)


def test_the_sessions_behind_open(desk, qtbot):
    desk.go("hours", member=desk.one.uid)
    view = desk.page.sources.view
    assert [line.cells[2] for line in desk.page.sources.model.lines] == ["一季度集中学习"]
    spot = view.visualRect(view.model().index(0, 2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.settle()
    assert desk.shell.current_page().view.form.record.uid == desk.session.uid


def test_a_target_of_ones_own_has_its_reason(desk, qtbot):
    desk.go("hours", member=desk.two.uid)
    desk.press(desk.page.target_button)
    editors = desk.page.dialog.form.editors
    for name, words in (("target", "0"), ("reason", "全年在外地挂职")):
        field = editors[name].field
        field.setFocus()
        field.selectAll()
        if name == "target":
            qtbot.keyClicks(field, words)
        else:
            field.setText(words)
            field.textEdited.emit(words)
    desk.press(desk.page.dialog.verb_button)
    (row,) = desk.branch.find(StudyHours.live())
    assert (row.member, int(row.target), row.reason) == (desk.two.uid, 0, "全年在外地挂职")
    assert lines(desk)[desk.two.name][0] == EXEMPT
    assert lines(desk)[desk.two.name][6] == "全年在外地挂职"


def test_a_target_opens_in_its_own_year(desk):
    target = desk.branch.add(StudyHours(member=desk.two.uid, year=2025, target=20, reason="挂职"))
    desk.go("hours", uid=target.uid)
    assert desk.page.year.year() == 2025
    assert desk.page.row.member == desk.two.uid


def test_it_prints(desk):
    desk.press(desk.page.print_button)
    assert desk.shell.pages.current_key == "preview"
