"""自查·组织生活: 第一议题, the set of a 组织生活会, self-checks without 党性分析, grades nobody was told."""

from collections.abc import Iterable
from datetime import timedelta

from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.organization_life.appraisal import appraisal_board
from desktop_app.duties.organization_life.life_set import opinions_of
from desktop_app.duties.organization_life.self_checks import SelfCheckSheet, sheets
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.organization_life.body_reviews import REPORT, SECRETARY, BodyReview
from desktop_app.registers.organization_life.meeting_kinds import (
    APPRAISAL,
    LIFE_MEETING,
    OF_A_YEAR,
    lacks_first_topic,
    named_kinds,
    year_of,
)
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.self_checks import PARTY_SPIRIT, THREE_INS

_BRANCH = "《中国共产党支部工作条例（试行）》"
_LIFE = f"{_BRANCH}第十七条"
_THEORY = f"{_BRANCH}：组织生活突出政治学习"
_TEACHING = "《中国共产党党员教育管理工作条例》"
_THREE = f"{_TEACHING}第八条"
_NOTICE = "民主评议党员年度通知"


def life_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of organization life besides its minutes."""
    written = sheets(view.context, view.office)
    for one in view.meetings:
        yield from _meeting(view, one, written)
    recent = [one for one in written if one.check.written_on and one.check.written_on >= view.first]
    for sheet in recent:
        yield from _sheet(view, sheet)
    yield from _grades(view)
    yield from _reviews(view)


def _called(one: Meeting) -> str:
    day = one.start_end.day
    return f"{day.month}月{day.day}日{short(one.title)}"


def _meeting(view: InspectionView, one: Meeting, written: list[SelfCheckSheet]) -> Iterable[Gap]:
    uids, called, kinds = (one.uid,), _called(one), named_kinds(one)
    if lacks_first_topic(one):
        words = f"{called}：没有写先学了党的创新理论的哪一篇"
        yield Gap(f"first_topic:{one.uid}", "会议没有写第一议题", words, _THEORY, "meeting", uids)
    if kinds & OF_A_YEAR and one.belongs_year is None:
        words = f"{called}：属于哪一年度没有写"
        yield Gap(f"own_year:{one.uid}", "组织生活会、评议没有写所属年度", words, _LIFE, "meeting", uids)
    year = year_of(one) or view.today.year
    if LIFE_MEETING in kinds:
        preset = (("year", year), ("meeting", one.uid))
        if not opinions_of(view.context, year, view.office):
            words = f"{called}：会前没有征求意见的记录"
            yield Gap(
                f"no_opinions:{one.uid}", "组织生活会没有征求意见", words, _LIFE, "life_opinion", (), preset
            )
        if not any(sheet.check.year == year for sheet in written):
            words = f"{called}：没有一份对照检查"
            yield Gap(
                f"no_sheets:{one.uid}", "组织生活会没有对照检查", words, _LIFE, "self_check", (), preset
            )
    days = timedelta(days=int(view.context.rule("appraisal_grade_days")))
    if APPRAISAL in kinds and one.start_end.day + days < view.today:
        missing = appraisal_board(view.context, year, view.office).missing
        if missing:
            words = f"{year}年度：{view.names(list(missing))}还没有评定等次"
            told = (("year", year),)
            yield Gap(f"no_grade:{one.uid}", "评议以后没有评定等次", words, _NOTICE, "appraisal", (), told)


def _sheet(view: InspectionView, sheet: SelfCheckSheet) -> Iterable[Gap]:
    """What one finished sheet owes."""
    check, uids = sheet.check, (sheet.check.uid,)
    called = f"{view.name(check.subject)}{check.year}年对照检查"
    for titles, boxes, source in (
        ("对照检查没有写全三个摆进去", THREE_INS, _THREE),
        ("对照检查没有党性分析", PARTY_SPIRIT, "对照检视出来的问题进行党性分析"),
    ):
        lacking = [check._meta.fields[box].title for box in boxes if not getattr(check, box)]
        if lacking:
            words = f"{called}：没有写{'、'.join(lacking)}"
            yield Gap(f"{boxes[0]}:{check.uid}", titles, words, source, "self_check", uids)
    for one in sheet.measures:
        if not one.measure.problem:
            words = f"{called}：{short(one.measure.text)}，没有写改的是哪个问题"
            yield Gap(
                f"no_problem:{one.measure.uid}",
                "整改措施没有对应的问题",
                words,
                "检视问题清单",
                "self_check",
                uids,
            )
    answered = {one.measure.problem for one in sheet.measures}
    for problem in sheet.problems:
        if problem.uid not in answered:
            words = f"{called}：{short(problem.text)}，没有写整改措施"
            yield Gap(
                f"no_measure:{problem.uid}",
                "检视出的问题没有整改措施",
                words,
                "检视问题清单",
                "self_check",
                uids,
            )
    silent = [one.critic for one in sheet.criticisms if not one.answer]
    if silent:
        words = f"{called}：对{view.names(silent)}的批评没有表态"
        yield Gap(f"no_answer:{check.uid}", "批评意见没有本人态度", words, _LIFE, "self_check", uids)


def _grades(view: InspectionView) -> Iterable[Gap]:
    """Grades given and not told to the member in the days minutes have to be closed in."""
    days = timedelta(days=int(view.context.rule("minutes_sign_days")))
    query = Appraisal.live().where(
        Appraisal.owner_office == view.office,
        Appraisal.grade.is_null(False),
        Appraisal.told_on.is_null(),
        Appraisal.decided_on >= view.first,
    )
    for one in view.context.find(query.order_by(Appraisal.uid)):
        if one.decided_on is not None and one.decided_on + days < view.today:
            words = f"{view.name(one.member)}{one.year}年度评为{one.grade}，没有写反馈日期"
            yield Gap(f"not_told:{one.uid}", "评议结果没有反馈本人", words, _NOTICE, "appraisal", (one.uid,))


def _reviews(view: InspectionView) -> Iterable[Gap]:
    """Ratings without their ballots, a secretary's without a report."""
    query = BodyReview.live().where(BodyReview.owner_office == view.office, BodyReview.held_on >= view.first)
    for one in view.context.find(query.order_by(BodyReview.held_on, BodyReview.uid)):
        called, uids = f"{view.name(one.subject)}{one.year}年度{one.kind}", (one.uid,)
        if one.n_good is None:
            yield Gap(f"no_count:{one.uid}", "班子测评没有票数", called, "测评票", "body_review", uids)
        lacking = [one._meta.fields[box].title for box in REPORT[1:] if not getattr(one, box)]
        if one.kind == SECRETARY and lacking:
            words = f"{called}：述职报告没有写{'、'.join(lacking)}"
            yield Gap(f"no_report:{one.uid}", "书记述职报告不全", words, "述职评议", "body_review", uids)
