"""学习专题: a stage is planned in one step, made up for in one action, brought home to the weak."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.organization_life.meetings import Attendance
from desktop_app.registers.study.study import AT_HOME, StudySession
from desktop_app.registers.study.study_materials import shipped_tags
from desktop_app.registers.study.study_topics import CASES, READING, TUTORING, StudyTopic, TopicStage
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.study.topic_pane import DESTINATIONS, MAKE_UP, MATRIX
from tests.views.pages.seeded import SeededFile, Window

TODAY = date(2026, 11, 23)


class School(Window):
    """A branch of five, one of them exempt, with two stages of a topic held."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        branch = self.branch = SeededFile.made(folder, TODAY)
        branch.add(*shipped_tags())
        self.people = branch.members(4)
        self.weak = branch.member(care_flag=("失能",), name="弱一")
        topic = self.topic = branch.add(
            StudyTopic(title="作风建设", topic_area="党的宗旨教育", from_on=date(2026, 9, 1), tags=("入脑",))
        )
        branch.add(TopicStage(topic=topic.uid, stage=CASES, content="解剖两个案例", leader="党校教员"))
        for stage, day, missed in ((READING, date(2026, 9, 10), 1), (TUTORING, date(2026, 10, 15), 2)):
            one = branch.study(
                day, "4", topic=topic.uid, method_step=stage, topic_area=topic.topic_area, tags=("入脑",)
            )
            branch.came(one, *self.people[missed:])
            branch.came(one, *self.people[:missed], present=False, reason="公出")
        super().__init__(branch.ledger, theme, qtbot)
        self.page = self.go("topics")

    @property
    def pane(self) -> Any:
        return self.page.pane

    def type_in(self, **words: str) -> None:
        """Type into boxes of the dialog that is open."""
        for name, text in words.items():
            field = self.page.dialog.form.editors[name].field
            field.setFocus()
            self.qtbot.keyClicks(field, text)

    def made_up(self) -> list[Any]:
        rows = self.branch.find(Attendance.live().where(Attendance.makeup_on.is_null(False)))
        return sorted(row.person for row in rows)


@pytest.fixture
def school(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[School]:
    made = School(tmp_path, theme, qtbot)
    yield made
    made.desk.bridge.shut()
    made.branch.close()


def cells(school: School) -> dict[str, tuple[str, ...]]:
    return {line.cells[0]: line.cells[1:] for line in school.pane.matrix.model.lines}


def test_the_matrix_tells_who_passed_what(school):
    found = cells(school)
    assert len(found) == 5
    assert found[school.people[0].name][:3] == ("要补学", "要补学", "")
    assert found[school.people[3].name][:3] == ("9月10日", "10月15日", "")
    assert found["弱一"][0] == "可送学上门"
    assert [cell.words for cell in school.pane.stages.cells.values()] == [
        "✓ 9月10日 3/4 人",
        "✓ 10月15日 2/4 人",
        "还没有安排",
        "还没有安排",
    ]
    assert "2/4" in school.page.list.lines()[0].pill


def test_a_cell_opens_the_session_that_passed_it(school, qtbot):
    view = school.pane.matrix.view
    row = next(n for n, line in enumerate(school.pane.matrix.model.lines) if line.cells[1] == "9月10日")
    index = view.model().index(row, 1)
    spot = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    school.settle()
    assert school.shell.pages.current_key == "register:study_session"
    assert school.shell.current_page().view.form.record.method_step == READING


def test_a_stage_is_planned_in_one_step(school):
    school.press(school.pane.stages.cells[CASES])
    editors = school.page.dialog.form.editors
    assert editors["lecturer"].value() == "党校教员"
    assert editors["content"].value() == "解剖两个案例"
    assert editors["title"].value() == "作风建设（案例解析）"
    school.press(editors["tags"].buttons["入行"])
    school.type_in(start_end="2026.11.20 9:00-11:00")
    school.press(school.page.dialog.verb_button)
    (made,) = school.branch.find(StudySession.live().where(StudySession.method_step == CASES))
    assert (made.topic, made.tags) == (school.topic.uid, ("入脑", "入行"))
    rows = school.branch.find(Attendance.live().where(Attendance.gathering == made.uid))
    assert len(rows) == 5
    assert cells(school)[school.people[0].name][2] == "11月20日"
    school.press(school.shell.notice.button)
    assert school.branch.find(StudySession.live().where(StudySession.method_step == CASES)) == []
    assert school.branch.find(Attendance.live().where(Attendance.gathering == made.uid)) == []


def test_one_action_makes_up_for_all_those_ticked(school, qtbot):
    pane = school.pane
    pane.tabs.setCurrentIndex(MAKE_UP)
    assert [line.cells[1] for line in pane.ticks.model.lines].count(school.people[0].name) == 2
    assert not pane.save_button.isEnabled()
    view = pane.ticks.view
    for row in (0, 1):
        spot = view.visualRect(view.model().index(row, 1)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pane.save_button.text() == "给这 2 条记补学"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert pane.save_button.text() == "给这 1 条记补学"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    school.press(pane.save_button)
    assert len(school.made_up()) == 2
    assert pane.tabs.tabText(MAKE_UP) == "补学（1）"
    assert any("11月23日补学" in cell for row in cells(school).values() for cell in row)
    school.press(school.shell.notice.button)
    assert school.made_up() == []
    assert len(pane.ticks.model.lines) == 3


def test_making_up_before_the_study_is_refused_in_words(school):
    pane = school.pane
    pane.tabs.setCurrentIndex(MAKE_UP)
    school.press(pane.all_button)
    pane.day.selectAll()
    school.qtbot.keyClicks(pane.day, "2026.8.1")
    school.press(pane.save_button)
    assert "补学日期早于" in pane.trouble.text()
    assert school.made_up() == []
    pane.day.selectAll()
    school.qtbot.keyClicks(pane.day, "someday")
    school.press(pane.save_button)
    assert "someday" in pane.trouble.text()


def test_study_is_brought_home_to_the_weak(school):
    school.pane.tabs.setCurrentIndex(MATRIX)
    school.press(school.pane.visit_button)
    school.type_in(start_end="2026.11.21 9:00-10:00")
    school.press(school.page.dialog.verb_button)
    (made,) = school.branch.find(StudySession.live().where(StudySession.kind == AT_HOME))
    rows = school.branch.find(Attendance.live().where(Attendance.gathering == made.uid))
    assert [row.person for row in rows] == [school.weak.uid]
    assert cells(school)["弱一"][0] == "11月21日"


def test_tags_filter_and_count(school):
    chips = school.page.tags.chips
    assert [chips[tag].words() for tag in ("入心", "入脑")] == ["入心 0", "入脑 1"]
    school.press(chips["入心"])
    assert school.page.list.lines() == []
    school.press(chips["入脑"])
    assert len(school.page.list.lines()) == 1


def test_where_the_topic_goes_is_listed_and_followed(school, qtbot):
    bar = school.pane.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(DESTINATIONS).center())
    school.settle()
    papers = {button.text(): button for button in school.pane.tabs.widget(DESTINATIONS).buttons}
    school.press(papers["专题学习进度表"])
    assert school.shell.pages.current_key == "preview"


def test_papers_are_one_click_away(school):
    school.press(school.pane.print_button)
    assert school.shell.pages.current_key == "preview"
