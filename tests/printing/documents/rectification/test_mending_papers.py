"""The papers of research, closing, self-checks, cases and ratings: their facts, their totals, their pages."""

import re
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.duties.summaries.case_figures import Query, draw
from desktop_app.duties.summaries.ratings import filled, ratings
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.links import PersonWhy
from desktop_app.registers.becoming import issue_from, turned_into
from desktop_app.registers.displays.branch_ratings import BranchRating
from desktop_app.registers.displays.case_studies import CaseFigure, CaseStudy
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeGrade, SchemeItem
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.rectification.class_mending import ClassCheck, Mechanism
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.research import DISSECTION, UNANNOUNCED, Finding, Research
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange
from desktop_app.registers.study.study_materials import THEORY, StudyMaterial
from tests.printing.documents.reading import text
from tests.printing.type.reading import text_of


@pytest.fixture
def renderer(own_office) -> PaperRenderer:
    return PaperRenderer(own_office.ledger, resource_path("fonts"))


@pytest.fixture
def visit(own_office):
    """A dissected case with two findings, one of them an issue."""
    ledger, people = own_office.ledger, own_office.people
    made = Research(
        title="夜间照明",
        down_kind="调查研究下基层",
        study_kind=DISSECTION,
        unannounced=UNANNOUNCED[:5],
        on=date(2026, 9, 3),
        place="5号楼",
        people="12户居民",
        researchers=(PersonWhy(people[0].uid),),
        example="反面典型",
        facts="老人摔倒",
        causes="无人管",
        lessons="要有回访",
        stands_for="公共照明",
    )
    lamp = Finding(research=made.uid, seq=1, text="路灯不亮，报修两个月没有回音")
    call = Finding(
        research=made.uid,
        seq=2,
        text="报修没有回访",
        category="人民群众急难愁盼的问题",
        conversion="制定首问回访办法",
        conversion_form="制度",
        conversion_due=date(2026, 10, 1),
        conversion_state="转化中",
    )
    ledger.save(made, lamp, call)
    issue = issue_from(lamp, ledger)
    issue.category, issue.due_on = "人民群众急难愁盼的问题", date(2026, 12, 1)
    issue.owner, issue.lead_officer = people[1].uid, people[0].uid
    with ledger.action("转入") as action:
        action.save(*turned_into(lamp, issue))
    return made, issue


def test_the_record_of_a_visit_tells_ticks_findings_and_the_dissected_case(renderer, visit):
    told = text(renderer.make("research_record", uid=visit[0].uid))
    assert told.count("☑") == 5
    assert told.count("☐") == 1
    for fact in (
        "夜间照明",
        "路灯不亮",
        f"{visit[1].code}待整改",
        "制定首问回访办法",
        "老人摔倒",
        "公共照明",
    ):
        assert fact in told


def test_the_report_of_a_visit_has_its_five_parts_and_says_what_is_missing(renderer, visit):
    told = text(renderer.make("research_report", uid=visit[0].uid))
    heads = ("一、调研的做法", "二、基本情况", "三、存在的问题", "四、原因分析", "五、对策建议")
    assert [told.index(one) for one in heads] == sorted(told.index(one) for one in heads)
    for fact in ("关于夜间照明的调研报告", "【待补】带队", "（一）路灯不亮", "（二）报修没有回访", "无人管"):
        assert fact in told


def test_the_sheet_of_an_exchange_tells_who_told_what_and_what_was_taken_up(own_office, renderer, visit):
    ledger, people = own_office.ledger, own_office.people
    exchange = ResearchExchange(
        on=date(2026, 10, 16), place="小会议室", chair=people[0].uid, audience="支委会、物业",
        summary="采纳一项",
    )  # fmt: skip
    given = {"exchange": exchange.uid, "research": visit[0].uid, "speaker": people[1].uid}
    ledger.save(
        exchange,
        ExchangeItem(seq=1, advice="三天换灯", taken_up="物业照办", **given),
        ExchangeItem(seq=2, advice="装感应灯", **given),
    )
    told = text(renderer.make("research_exchange", uid=exchange.uid))
    for fact in (
        "支委会、物业",
        people[1].name,
        "夜间照明",
        "三天换灯",
        "物业照办",
        "未采纳",
        "交流的成果（2项）",
    ):
        assert fact in told


def test_a_class_tells_where_else_it_was_looked_for_and_the_rule_that_keeps_it_away(
    own_office, renderer, visit
):
    ledger, people = own_office.ledger, own_office.people
    ledger.save(
        ClassCheck(
            tag="公共照明", on=date(2026, 10, 1), scope="其余23栋楼", checker=people[2].uid, found="坏了两盏"
        ),
        Mechanism(
            title="三天换灯办法",
            tag="公共照明",
            set_on=date(2026, 10, 9),
            content="三天换",
            keeper=people[0].uid,
        ),
    )
    told = text(renderer.make("issue_classes"))
    assert "其余23栋楼。坏了两盏" in told
    assert "《三天换灯办法》" in told


def test_both_lists_count_the_same_findings(renderer, visit):
    problems = text(renderer.make("research_problems", year=2026))
    assert "合计发现2条，转入问题清单1条，其中已销号0条；未转入1条" in problems
    conversions = text(renderer.make("research_conversions", year=2026))
    assert "合计1项，已转化0项，逾期1项" in conversions
    assert "路灯不亮" not in conversions
    assert "合计发现0条" in text(renderer.make("research_problems", year=2025))


def test_issues_of_a_class_stand_together(renderer, visit):
    assert f"公共照明（1件，已销号0件）还没有自查，也没有机制{visit[1].code}" in text(
        renderer.make("issue_classes")
    )


def test_the_closing_sheet_keeps_rounds_moves_and_both_signatures(own_office, renderer, visit):
    ledger, people, issue = own_office.ledger, own_office.people, visit[1]
    issue = ledger.get(Issue, issue.uid)
    with ledger.action("整改") as action:
        action.step(issue, "start")
        action.step(issue, "extend", {"due_on": date(2026, 12, 20), "extend_reason": "等物业进场"})
        action.step(
            issue, "apply", {"effect": "路灯全亮", "apply_by": people[1].uid, "evidence_refs": ("验收单",)}
        )
        action.step(issue, "close", {"checker": people[2].uid})
        again = {"reopen_reason": "又坏一盏", "reopen_basis": "居民来电", "due_on": date(2027, 1, 10)}
        action.step(issue, "reopen", again)
    told = text(renderer.make("issue_closing", uid=issue.uid))
    for fact in ("等物业进场", "路灯全亮", "验收单", "第一轮", "反弹", "2027年1月10日", "销号申请人（签名）"):
        assert fact in told
    assert people[2].name in told


def test_the_self_check_tells_last_time_first_and_voices_only_when_asked(own_office, renderer):
    ledger, people = own_office.ledger, own_office.people
    who = people[2].uid
    old = SelfCheck(subject=who, year=2025, theme="学思想", standards=("党章",), written_on=date(2025, 12, 1))
    new = SelfCheck(subject=who, year=2026, theme="强党性", standards=("党章",))
    ledger.save(
        old,
        SelfCheckMeasure(self_check=old.uid, seq=1, text="每月走访两户", due_on=date(2026, 6, 30)),
        new,
        SelfCheckProblem(self_check=new.uid, aspect="工作作风", text="走访多在白天"),
        SelfCheckCriticism(self_check=new.uid, critic=people[3].uid, text="说话急"),
    )
    told = text(renderer.make("self_check_sheet", uid=new.uid))
    assert told.index("每月走访两户") < told.index("未转入问题清单") < told.index("走访多在白天")
    assert "说话急" not in told
    assert "说话急" in text(renderer.make("self_check_sheet", uid=new.uid, voices=True))


def a_case(ledger, title: str, kind: str, day: date | None, length: int = 30) -> CaseStudy:
    work = StudyMaterial(title=f"《{title}用的论述摘编》", kind=THEORY)
    ledger.save(work)
    made = CaseStudy(
        title=title,
        case_class=kind,
        theory=work.uid,
        theory_source="群众路线",
        background="背景" * length,
        practice="做法" * length,
        effect="成效",
        reflection="启示",
        finished_on=day,
    )
    ledger.save(made)
    return made


def test_a_case_prints_its_parts_and_where_its_figures_come_from(own_office, renderer):
    ledger = own_office.ledger
    case = a_case(ledger, "一盏路灯", "基层治理", None)
    query = Query(register="meeting", first="2026-01-01", last="2026-12-31")
    drawn = draw(query, ledger)
    ledger.save(
        CaseFigure(
            case_study=case.uid, seq=1, part="effect", figure=drawn.kept(query),
            drawn_on=date(2026, 11, 2), note="今年开会",
        )
    )  # fmt: skip
    told = text(renderer.make("case_paper", uid=case.uid))
    for part in (
        "一、理论来源运用的创新理论：《一盏路灯用的论述摘编》群众路线",
        "二、背景",
        "三、做法",
        "四、成效",
        "五、探讨与启示",
    ):
        assert part in told
    assert f"今年开会{drawn.figure.value}次会议2026年11月2日{len(drawn.figure.items)}条" in told


def test_the_book_names_the_pages_its_cases_begin_on(own_office, renderer):
    ledger = own_office.ledger
    with pytest.raises(UserError, match="还没有完稿"):
        renderer.make("case_book")
    a_case(ledger, "甲案例", "服务群众", date(2026, 5, 1), length=900)
    a_case(ledger, "乙案例", "风险防范", date(2026, 6, 1))
    a_case(ledger, "未完稿的", "风险防范", None)
    pages = ["".join(one.split()) for one in text_of(renderer.make("case_book").pdf)]
    assert pages[1].index("甲案例") < pages[1].index("乙案例")
    first, second = map(int, re.findall(r"…+(\d+)", pages[1]))
    assert pages[first - 1].startswith("甲案例")
    assert pages[second - 1].startswith("乙案例")
    assert second > first + 1
    assert "未完稿的" not in "".join(pages)


def test_the_rating_sheet_sums_its_items_and_tells_the_grade(own_office, renderer):
    ledger = own_office.ledger
    scheme = RatingScheme(name="试评")
    ledger.save(
        scheme,
        SchemeItem(scheme=scheme.uid, seq=1, item="主题党日", measure="主题党日次数", max=Decimal(40)),
        SchemeItem(scheme=scheme.uid, seq=2, item="班子好", max=Decimal(60)),
        SchemeGrade(scheme=scheme.uid, grade="甲等", least=Decimal(0)),
    )
    rating = BranchRating(scheme=scheme.uid, period=2026, org=own_office.org.uid)
    ledger.save(rating)
    ledger.save(*filled(ratings(ledger)[0], ledger))
    told = text(renderer.make("rating_sheet", uid=rating.uid))
    own = ratings(ledger)[0].own_sum
    assert f"合计100{own.normalize():f}" in told
    # 自评分 is all there is before the superior decided: no total, no grade, no name of a grade.
    assert "评级自评表" in told
    assert f"自评{own.normalize():f}" in told
    assert "总分未评定等次未评定" in told
    rating.superior_score, rating.decided_on = Decimal(88), ledger.today
    ledger.save(rating)
    told = text(renderer.make("rating_sheet", uid=rating.uid))
    assert "总分88/100等次甲等" in told
