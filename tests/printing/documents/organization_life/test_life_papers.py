"""The papers around meetings and the 组织生活会: notice, plans, bound minutes, the whole set, the ratings."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.ledger_view import GAP
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.organization_life.body_reviews import BODY, SECRETARY, BodyReview
from desktop_app.registers.organization_life.life_opinions import LifeOpinion
from desktop_app.registers.organization_life.meetings import Resolution, Speech
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from tests.printing.documents.reading import text
from tests.printing.type.reading import text_of
from tests.views.pages.seeded import SeededFile

RATED = date(2026, 1, 20)
THEORY = "习近平总书记关于党的建设的重要思想"


class Branch(SeededFile):
    """Four members; a committee meeting of 2026, and the 组织生活会 of 2025 held in January 2026."""

    def fill(self) -> None:
        one, two, three, _ = self.people = self.members(4)
        self.seat(one, "书记")
        self.seat(two, "组织委员")
        self.life = self.meeting(
            "组织生活会", date(2026, 1, 20), belongs_year=2025, chair=one.uid, recorder=two.uid, place="二楼",
            agenda=("班子对照检查", "相互批评"), first_topic=(THEORY,), purpose="红脸出汗",
            programme=("会前：征求意见，纪检委员", "14:30 班子对照检查，书记"), duties=("通知，组织委员",),
            notified_on=date(2026, 1, 9),
        )  # fmt: skip
        self.came(self.life, one, two, three)
        self.committee = self.meeting("支部委员会会议", date(2026, 3, 4), chair=one.uid, recorder=two.uid)
        self.came(self.committee, one, two)
        self.add(Speech(meeting=self.committee.uid, seq=1, speaker=one.uid, words="路灯我去问。"))
        self.add(Resolution(meeting=self.committee.uid, seq=1, text="修路灯"))
        self.add(
            LifeOpinion(
                year=2025, meeting=self.life.uid, who="群众", about=self.org.uid, text="路灯问了三回没人管",
                way="座谈", category="担当作为", raised_on=date(2026, 1, 5), measure="转办定人回访",
            )
        )  # fmt: skip
        self._sheet(self.org.uid, "转出去就当办了", "转办一周内回访")
        self.own = self._sheet(one.uid, "开会自己先定调", "委员先说")
        self.add(SelfCheckCriticism(self_check=self.own.uid, critic=two.uid, text="说话急", answer="接受"))
        self.graded = self.add(
            Appraisal(
                year=2025, member=two.uid, meeting=self.life.uid, self_rating="党费按月收齐", peer="办事实在",
                issued=3, returned=3, n_a=2, n_b=1, n_c=0, n_d=0, grade="合格", decided_by="支部委员会会议",
                decided_on=date(2026, 1, 22), told_on=date(2026, 1, 23),
            )
        )  # fmt: skip
        self.body = self.add(BodyReview(year=2025, kind=BODY, subject=self.org.uid, held_on=RATED))
        self.report = self.add(
            BodyReview(
                year=2025, kind=SECRETARY, subject=one.uid, held_on=RATED, issued=3, returned=3,
                n_good=2, n_fair=1, n_plain=0, n_poor=0, report_done="换届按期完成",
                report_lacks="商户没有走", report_next="走完十二家", opinions=("说话慢一点",), grade="较好",
            )
        )  # fmt: skip
        self.renderer = PaperRenderer(self.ledger, resource_path("fonts"))

    def _sheet(self, subject: str, problem: str, measure: str) -> SelfCheck:
        sheet = self.add(
            SelfCheck(
                subject=subject, year=2025, meeting=self.life.uid, theme="主题教育专题组织生活会",
                standards=("党章", "上级专题"), written_on=date(2026, 1, 18), three_ins_self="摆进去",
                party_spirit="群众观点不牢", thinking="管到底",
            )
        )  # fmt: skip
        found = self.add(SelfCheckProblem(self_check=sheet.uid, aspect="担当作为", text=problem))
        self.add(
            SelfCheckMeasure(
                self_check=sheet.uid, seq=1, problem=found.uid, text=measure, due_on=date(2026, 6, 30)
            )
        )
        return sheet


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    made = Branch.made(Path(tmp_path_factory.mktemp("life")), date(2026, 4, 20))
    made.fill()
    yield made
    made.close()


def printed(branch: Branch, key: str, **args: object) -> str:
    return text(branch.renderer.make(key, **args))


def test_a_notice_names_agenda_and_year_and_has_a_strip_to_give_back(branch):
    told = printed(branch, "meeting_notice", uid=branch.life.uid)
    assert "关于召开2025年度组织生活会的通知" in told
    assert f"1.第一议题：学习{THEORY}2.班子对照检查3.相互批评" in told
    assert "全体党员，共4人" in told
    assert all(words in told for words in ("2026年1月9日", "回执", "能否到会", "请假原因", "佩戴党徽"))
    committee = printed(branch, "meeting_notice", uid=branch.committee.uid)
    assert "各位委员，共2人" in committee
    assert f"第一议题：{GAP}" in committee, "what should be studied first and is not written stands out"


def test_the_plan_of_a_life_meeting_names_its_steps_and_who_sees_to_them(branch):
    told = printed(branch, "meeting_plan", uid=branch.life.uid)
    assert "2025年度组织生活会方案" in told
    assert "会前征求意见纪检委员" in told
    assert "14:30班子对照检查书记" in told
    assert "经费" not in told


def test_a_lecture_has_notes_and_a_theme_day_a_plan(branch):
    lecture = branch.meeting(
        "党课", date(2026, 3, 9), lecture_by="安长河", lecture_title="从一盏灯说起", outline="一、灯；二、人"
    )
    told = printed(branch, "meeting_plan", uid=lecture.uid)
    assert all(words in told for words in ("党课教案", "从一盏灯说起", "一、灯；二、人", "课后反映"))
    assert f"重点难点{GAP}" in told
    day = branch.meeting("主题党日", date(2026, 3, 15), budget="无", purpose="清楼道")
    told = printed(branch, "meeting_plan", uid=day.uid)
    assert all(words in told for words in ("主题党日活动方案", "经费无", "清楼道", f"分工{GAP}"))


def test_a_years_minutes_are_bound_with_numbered_contents(branch):
    made = branch.renderer.make("record_book", year=2026)
    pages = text_of(made.pdf)
    assert "三会一课记录本" in "".join(pages[0].split())
    contents = "".join(pages[1].split())
    for words in ("1月20日组织生活会", "3月4日支部委员会会议"):
        assert words in contents
    at = next(n for n, page in enumerate(pages, 1) if "支部委员会会议记录" in "".join(page.split()) and n > 2)
    assert str(at) in contents.split("3月4日支部委员会会议")[1], contents
    assert "移交人" in "".join(pages[-1].split())


def test_the_set_of_a_life_meeting_is_of_its_year_article_17(branch):
    assert "路灯问了三回没人管" in printed(branch, "opinion_summary", year=2025)
    assert "没有收到意见" in printed(branch, "opinion_summary", year=2026)
    form = printed(branch, "opinion_form", year=2025)
    assert f"对{branch.people[0].name}的意见建议" in form
    voices = printed(branch, "criticism_summary", year=2025)
    assert all(words in voices for words in ("说话急", "接受", "开会自己先定调"))
    mending = printed(branch, "mending_list", year=2025)
    assert mending.index("支部班子") < mending.index(branch.people[0].name)
    assert mending.index("转出去就当办了") < mending.index("转办一周内回访")
    problems = printed(branch, "problem_list", uid=branch.own.uid)
    assert all(words in problems for words in ("检视问题清单", "开会自己先定调", "委员先说"))


def test_the_report_counts_what_was_done_and_marks_what_was_not(branch):
    told = printed(branch, "life_report", year=2025)
    assert "关于召开2025年度组织生活会和民主评议党员情况的报告" in told
    assert "征求到意见建议1条，其中群众1条" in told
    assert "共查摆问题2个" in told
    assert "支部班子查摆的问题是：转出去就当办了" in told
    assert "相互提出批评意见1条，当场表态1条" in told
    assert "合格1名" in told
    assert "问题不解决不放过、整改不到位不罢休" in told
    assert GAP in printed(branch, "life_report", year=2026)


def test_a_members_form_of_appraisal_has_ballots_grade_and_three_opinions(branch):
    told = printed(branch, "appraisal_form", uid=branch.graded.uid)
    assert "2025年度民主评议党员登记表" in told
    assert "收回3票，优秀2票，合格1票，基本合格0票，不合格0票" in told
    assert "评定等次：合格" in told
    assert all(
        words in told for words in ("支部意见", "上级党组织意见", "本人意见", "2026年1月23日向本人反馈")
    )


def test_the_ratings_of_committee_and_secretary(branch):
    told = printed(branch, "review_tally", uid=branch.report.uid)
    assert "2025年度支部书记述职评议测评汇总表" in told
    assert all(words in told for words in ("332100", "说话慢一点", "较好"))
    assert GAP in printed(branch, "review_tally", uid=branch.body.uid), "nothing is counted yet"
    ballots = branch.renderer.make("review_ballot", uid=branch.body.uid, copies=2)
    assert ballots.pages == 2
    assert "第1页" not in text(ballots), "a number would tell whose it was"
    report = printed(branch, "duty_report", uid=branch.report.uid)
    assert "2025年度支部书记抓基层党建工作述职报告" in report
    for words in ("换届按期完成", "商户没有走", "走完十二家", f"述职人：{branch.people[0].name}"):
        assert words in report


def test_a_self_check_on_paper_answers_each_problem_and_has_party_spirit(branch):
    told = printed(branch, "self_check_sheet", uid=branch.own.uid)
    assert "四、党性分析" in told
    assert "从党性上查找不足群众观点不牢" in told
    assert "从思想上解决问题管到底" in told
    assert "开会自己先定调委员先说" in told
    assert f"把职责摆进去{GAP}" in told
    assert "☑上级专题" in told


def test_the_signatures_of_the_year_grid_stand_with_its_last_rows(branch):
    for groups in range(7):
        made = branch.renderer.make("year_grid", year=2026)
        pages = ["".join(page.split()) for page in text_of(made.pdf)]
        signed = next(page for page in pages if "填表人" in page)
        assert "民主评议党员大会" in signed
        assert "到会一览" in pages[-1]
        branch.group(f"第{groups}党小组")
