"""The papers of study: who passed which stage, hours with reasons and forecast, who makes up, one session."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.study.study import StudySpeech
from desktop_app.registers.study.study_materials import SessionMaterial, StudyMaterial
from desktop_app.registers.study.study_topics import READING, StudyTopic
from tests.printing.documents.reading import text
from tests.views.pages.seeded import SeededFile


class School(SeededFile):
    """Three members; one was there, one was not, one is exempt."""

    def fill(self) -> None:
        self.one, self.two = self.members(2)
        self.weak = self.member(name="弱一", care_flag=("失能",))
        self.topic = self.add(
            StudyTopic(title="作风建设", topic_area="党的宗旨教育", from_on=date(2026, 9, 1))
        )
        self.session = self.study(
            date(2026, 9, 10), "8", topic=self.topic.uid, method_step=READING, title="通读原文",
            topic_area="党的宗旨教育", tags=("入脑",),
        )  # fmt: skip
        self.came(self.session, self.one)
        self.came(self.session, self.two, present=False, reason="公出")
        book = self.add(StudyMaterial(title="《中国共产党章程》", kind="书籍", shelf="书柜2层"))
        self.add(SessionMaterial(session=self.session.uid, material=book.uid, part="总纲"))
        self.renderer = PaperRenderer(self.ledger, resource_path("fonts"))


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School.made(tmp_path, date(2026, 11, 23))
    made.fill()
    yield made
    made.close()


def test_the_matrix_on_paper(school):
    told = text(school.renderer.make("topic_matrix", uid=school.topic.uid))
    assert all(words in told for words in ("“作风建设”专题学习进度表", "要补学", "9月10日", "不作硬性要求"))
    assert "学过人数1人0人0人0人" in told


def test_hours_on_paper(school):
    told = text(school.renderer.make("study_hours", year=2026))
    assert all(words in told for words in ("2026年党员学时情况表", "不作要求1人", "失能"))
    assert "第二十条" in told
    assert "11.6，差20.4" in told  # asked for since September, when the records begin
    assert "失能，不作硬性要求" in told
    assert "56" not in told
    assert "2019—2023" not in told


def test_who_makes_up_on_paper(school):
    told = text(school.renderer.make("make_up_list", year=2026))
    assert "1人，1次" in told
    assert "9月10日原文精读：通读原文8公出" in told
    assert "没有要补学的" in text(school.renderer.make("make_up_list", year=2025))


def test_one_session_on_paper(school):
    told = text(school.renderer.make("study_record", uid=school.session.uid))
    for words in (
        "应学2人，实学1人",
        "（公出）",
        "《中国共产党章程》（总纲）",
        "作风建设（原文精读）",
        "入脑",
        "发言、心得无",
    ):
        assert words in told
    school.add(
        StudySpeech(session=school.session.uid, person=school.one.uid, kind="研讨发言", text="我差在没入户")
    )
    assert "（研讨发言）：我差在没入户" in text(school.renderer.make("study_record", uid=school.session.uid))


def test_the_year_of_meetings_on_paper(school):
    school.meeting("支部党员大会", date(2026, 5, 9))
    school.meeting("支部委员会会议", date(2026, 5, 12))
    told = text(school.renderer.make("year_grid", year=2026))
    assert all(words in told for words in ("年度一览", "✓5月9日", "✓12日", "每季度至少1次", "已开2次"))
    assert "第十一条" in told
