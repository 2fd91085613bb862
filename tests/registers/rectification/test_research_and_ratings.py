"""Findings and what became of them, schemes and scores, cases, care, the yearly table, topics."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem, issue_from_deduction
from desktop_app.registers.displays.case_studies import CaseStudy
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeItem, grade_of, shipped_schemes
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.rectification.research import DISSECTION, Finding, Research, issue_from_finding
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange
from desktop_app.registers.reporting.annual_changes import AnnualChange
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_materials import THEORY, StudyMaterial
from desktop_app.registers.study.study_topics import StudyTopic, TopicStage

DAY = date(2026, 10, 12)


@pytest.fixture
def research(desk, people):
    return desk.put(
        Research(
            title="独居老人用餐难",
            down_kind="调查研究下基层",
            on=DAY,
            place="二号楼",
            people="独居老人",
            leader=people[0].uid,
            researchers=(PersonWhy(people[0].uid),),
        )
    )


def test_a_finding_becomes_an_issue_of_its_class(desk, research):
    research.stands_for, research.causes = "养老服务", "没有助餐点"
    desk.put(research)
    finding = desk.put(
        Finding(research=research.uid, text="五位老人午饭没有着落", category="人民群众急难愁盼的问题")
    )
    issue = issue_from_finding(finding, desk)
    assert (issue.source, issue.tag, issue.cause) == ("调查研究", "养老服务", "没有助餐点")
    assert (issue.description, issue.found_on) == (finding.text, DAY)


def test_what_was_converted_says_into_what(desk, research):
    finding = Finding(research=research.uid, text="午饭没有着落", conversion_state="已转化")
    assert {"conversion", "conversion_form"} <= set(desk.told(finding))
    finding.conversion, finding.conversion_form = "开办助餐点", "项目"
    assert not desk.told(finding)["conversion_owner"].refuse
    finding.conversion_owner = research.leader
    assert desk.told(finding) == {}
    finding.conversion_due = date(2026, 10, 1)
    assert desk.told(finding)["conversion_due"].refuse


def test_a_dissected_case_is_told_its_missing_parts(desk, research):
    research.study_kind = DISSECTION
    told = desk.told(research)
    assert set(told) == {"example", "facts", "causes", "lessons", "stands_for"}
    assert not any(one.refuse for one in told.values())
    research.leader = None
    assert not desk.told(research)["leader"].refuse


def test_a_good_and_a_bad_example_of_one_class_are_set_side_by_side(desk, research, people):
    other = desk.put(
        Research(
            title="二号楼为什么没有这个难", down_kind="调查研究下基层", on=DAY, place="二号楼", people="楼长",
            leader=people[0].uid, researchers=(PersonWhy(people[0].uid),), example="正面典型",
            stands_for="养老服务",
        )
    )  # fmt: skip
    research.pair = research.uid
    assert desk.told(research)["pair"].refuse
    research.pair, research.example = other.uid, "正面典型"
    assert desk.told(research)["pair"].refuse
    research.example, research.stands_for = "反面典型", "用餐"
    assert not desk.told(research)["pair"].refuse
    research.stands_for = "养老服务"
    assert "pair" not in desk.told(research)


def test_what_is_exchanged_was_found_before_and_in_that_research(desk, research, people):
    exchange = desk.put(
        ResearchExchange(on=DAY, place="活动室", chair=people[0].uid, audience="支委会", summary="采纳一项")
    )
    finding = desk.put(Finding(research=research.uid, text="午饭没有着落"))
    item = ExchangeItem(
        exchange=exchange.uid,
        speaker=people[0].uid,
        research=research.uid,
        finding=finding.uid,
        advice="送餐",
    )
    assert desk.told(item) == {}
    other = desk.put(
        Research(
            title="以后的", down_kind="调查研究下基层", on=date(2026, 10, 20), place="院里", people="居民",
            leader=people[0].uid, researchers=(PersonWhy(people[0].uid),),
        )
    )  # fmt: skip
    item.research = other.uid
    told = desk.told(item)
    assert told["research"].refuse
    assert told["finding"].refuse


def test_a_case_applies_a_work_on_the_innovation_theory(desk):
    book = desk.put(StudyMaterial(title="《家庭防汛避险手册》", kind="书籍"))
    case = CaseStudy(title="一顿热饭", case_class="服务群众", background="难", practice="做", effect="成")
    assert "theory" in desk.told(case)
    case.theory = book.uid
    assert desk.told(case)["theory"].refuse
    case.theory = desk.put(StudyMaterial(title="《习近平关于基层治理论述摘编》", kind=THEORY)).uid
    assert desk.told(case) == {}


@pytest.fixture
def schemes(desk):
    return {one.name: one for one in map(desk.put, shipped_schemes()) if isinstance(one, RatingScheme)}


def test_the_shipped_schemes_are_whole(desk, schemes):
    assert set(schemes) == {"创A", "星级评定"}
    for scheme in schemes.values():
        items = desk.find(SchemeItem.live().where(SchemeItem.scheme == scheme.uid))
        assert sum(one.max or 0 for one in items) == scheme.full_score


@pytest.mark.parametrize(
    ("score", "grade"), [("95", "五星"), ("94.9", "四星"), ("60", "一星"), ("59.9", "无星")]
)
def test_a_grade_begins_at_its_threshold(desk, schemes, score, grade):
    assert grade_of(schemes["星级评定"].uid, Decimal(score), desk) == grade


def test_scores_stay_within_their_items_and_deductions_become_issues(desk, org, schemes):
    scheme = schemes["创A"]
    rating = desk.put(BranchRating(scheme=scheme.uid, period=2025, org=org.uid))
    item = desk.find(SchemeItem.live().where((SchemeItem.scheme == scheme.uid) & (SchemeItem.seq == 1)))[0]
    line = RatingItem(rating=rating.uid, item=item.uid, score=Decimal(21), basis="会议记录")
    assert desk.told(line)["score"].refuse
    line.score = Decimal(18)
    assert not desk.told(line)["reason"].refuse
    line.reason = "少开一次党小组会"
    assert desk.put(line).max == 20
    assert "少开一次党小组会" in issue_from_deduction(line, desk).description
    foreign = desk.find(SchemeItem.live().where(SchemeItem.scheme == schemes["星级评定"].uid))[0]
    assert desk.told(RatingItem(rating=rating.uid, item=foreign.uid))["item"].refuse


@pytest.mark.parametrize(
    ("model", "values", "box"),
    [
        (
            RatingScheme,
            {"name": "甲", "self_weight": 20, "mass_weight": 30, "superior_weight": 40},
            "self_weight",
        ),
        (SchemeItem, {"item": "甲"}, "max"),
        (SchemeItem, {"item": "甲", "kind": "一票否决", "max": Decimal(5)}, "max"),
        (SchemeItem, {"item": "甲", "max": Decimal(-1)}, "max"),
    ],
)
def test_a_scheme_with_nonsense_is_refused(desk, schemes, model, values, box):
    above = {} if model is RatingScheme else {"scheme": schemes["创A"].uid}
    assert desk.told(model(**above, **values))[box].refuse


def test_a_case_is_told_when_it_grows_too_long(desk):
    theory = desk.put(StudyMaterial(title="《习近平关于基层治理论述摘编》", kind=THEORY))
    case = CaseStudy(title="一顿热饭", case_class="服务群众", theory=theory.uid, background="难")
    case.practice, case.effect, case.abstract = "做" * 5000, "成", "摘" * 1501
    told = desk.told(case)
    assert set(told) == {"practice", "abstract"}
    assert not any(one.refuse for one in told.values())
    case.practice, case.abstract, case.finished_on = "做", None, DAY
    assert set(desk.told(case)) == {"four_tests"}


def test_care_fits_its_person(desk, people):
    given = {"who": people[0].uid, "on": DAY, "what": "党员大会宣布"}
    assert desk.told(CareAward(kind="政治生日", amount=Decimal(100), **given))["amount"].refuse
    assert desk.told(CareAward(kind="政治生日", **{**given, "who": "吴大妈"}))["who"].refuse
    assert "处分" not in CareAward.kind.options
    assert not desk.told(CareAward(kind="政治生日", **given))["on"].refuse
    assert desk.told(CareAward(kind="慰问", **{**given, "on": date(2001, 1, 1)}))["on"].refuse


def figures(end: int, apart: int) -> list[dict]:
    return [
        {"key": "r14", "title": "本年底实有数", "value": end, "unit": "人", "items": []},
        {"key": "r15", "title": "差额", "value": apart, "unit": "人", "items": []},
    ]


def test_a_yearly_table_is_signed_with_its_figures_and_begins_the_next(desk, org, people):
    table = desk.put(AnnualChange(year=2025, org=org.uid, r1=9))
    signed = {"filled_by": people[0].uid, "approved_by": people[1].uid}
    assert "figures" in desk.take(table, "sign", **signed)
    table.figures = figures(10, 1)
    desk.put(table)
    assert "explanation" in desk.take(table, "sign", **signed)
    table.explanation = "一人档案待查"
    desk.put(table)
    assert desk.take(table, "sign", **signed) == {}
    assert desk.put(AnnualChange(year=2026, org=org.uid)).r1 == 10
    assert desk.told(AnnualChange(year=2027, org=org.uid, r1=1))["year"].refuse


def test_a_session_of_a_topic_says_its_stage(desk):
    topic = desk.put(StudyTopic(title="基层治理", topic_area="政治理论教育", from_on=date(2026, 9, 1)))
    session = StudySession(
        kind="支部集中学习", title="读原文", topic=topic.uid, start_end=parse_span("2026-10-12 9:00-10:00")
    )
    assert not desk.told(session)["method_step"].refuse
    assert session.topic_area == "政治理论教育"
    session.method_step = "原文精读"
    assert desk.told(session) == {}
    late = TopicStage(topic=topic.uid, stage="实践提升", content="入户", due_on=date(2026, 8, 1))
    assert not desk.told(late)["due_on"].refuse


def test_nobody_writes_the_log_of_actions_by_hand(desk):
    assert desk.told(AuditLog())["action"].refuse
    assert desk.told(AuditLog(on=DAY, at="9:05", who="安长河", action="导出", target="党员花名册")) == {}
