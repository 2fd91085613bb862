"""Gaps of meetings, their sheets, minutes, votes and resolutions, and of self-checks."""

from datetime import date
from typing import Any

from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.organization_life.body_reviews import BodyReview
from desktop_app.registers.organization_life.life_opinions import LifeOpinion
from desktop_app.registers.organization_life.meetings import Resolution, Speech
from desktop_app.registers.organization_life.self_checks import (
    PARTY_SPIRIT,
    THREE_INS,
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import FIRST_TOPIC, Planting, held, one_more


def _no_reason(branch: Branch, people: list[Member]) -> None:
    branch.came(
        held(branch, "其他", date(2026, 3, 10), people, title="无原因"), one_more(branch), present=False
    )


def _unsigned(branch: Branch, people: list[Member]) -> None:
    held(branch, "其他", date(2026, 3, 11), people, state="记录", title="未签")


def _silent(branch: Branch, people: list[Member]) -> None:
    a, b, *_ = people
    one = branch.meeting(
        "支部委员会会议",
        date(2026, 3, 12),
        state="定稿",
        chair=a.uid,
        recorder=b.uid,
        first_topic=FIRST_TOPIC,
    )
    branch.came(one, a, b)


def _vague(branch: Branch, people: list[Member]) -> None:
    one = held(branch, "其他", date(2026, 3, 13), people, title="笼统")
    branch.add(Speech(meeting=one.uid, seq=2, speaker=people[1].uid, words="大家一致认为很好"))


def _same_hand(branch: Branch, people: list[Member]) -> None:
    held(branch, "其他", date(2026, 3, 16), people, chair=people[0].uid, recorder=people[0].uid)


def _copied(branch: Branch, people: list[Member]) -> None:
    same = "楼道照明坏了三个月，我联系物业在本周五以前换好，"
    same += "请二组的同志晚上去看一次，再把结果告诉三单元的住户，下次会上我来说。"
    for day in (17, 18):
        one = held(branch, "其他", date(2026, 3, day), people)
        branch.add(Speech(meeting=one.uid, seq=2, speaker=people[1].uid, words=same))


def _two_at_once(branch: Branch, people: list[Member]) -> None:
    a, b, *_ = people
    for title in ("同时甲", "同时乙"):
        one = branch.meeting(
            "其他", date(2026, 3, 19), title=title, state="定稿", chair=a.uid, recorder=b.uid
        )
        branch.came(one, a)


def _there_too_early(branch: Branch, people: list[Member]) -> None:
    new = one_more(branch, name="新来", entry_type="转入组织关系", entry_on=date(2026, 4, 10))
    branch.came(held(branch, "其他", date(2026, 3, 23), people), new)


def _bare_vote(branch: Branch, people: list[Member]) -> None:
    one = held(branch, "其他", date(2026, 3, 24), people)
    branch.add(Vote(meeting=one.uid, item="票数不全", matter="一般决议", mode="举手", ayes=3))


def _void_vote(branch: Branch, people: list[Member]) -> None:
    one = held(branch, "其他", date(2026, 3, 25), people)
    branch.add(
        Vote(
            meeting=one.uid, item="人数不够", matter="一般决议", mode="举手", expected=6, present=2, ayes=2,
            noes=0, abst=0,
        )
    )  # fmt: skip


def _forgotten_resolution(branch: Branch, people: list[Member]) -> None:
    one = held(branch, "其他", date(2026, 3, 26), people)
    branch.add(Resolution(meeting=one.uid, seq=1, text="修路灯", due_on=date(2026, 4, 1)))


def _nobody_came(branch: Branch, people: list[Member]) -> None:
    one = branch.meeting(
        "其他", date(2026, 3, 28), state="定稿", chair=people[0].uid, recorder=people[1].uid, title="没人"
    )
    branch.add(Speech(meeting=one.uid, seq=1, speaker=people[0].uid, words="这次的事我来办"))


def _self_check_left(branch: Branch, people: list[Member]) -> None:
    _self_check(branch, people[0], "没进台账", turned=False)


def _self_check(branch: Branch, who: Member, theme: str, *, turned: bool = True, **values: Any) -> SelfCheck:
    """A finished sheet with nothing left to ask for: one problem and the measure that answers it."""
    whole = dict.fromkeys((*THREE_INS, *PARTY_SPIRIT), "写了")
    given = {"subject": who.uid, "year": 2026, "theme": theme, "written_on": date(2026, 3, 3), **whole}
    sheet = branch.add(SelfCheck(**{**given, **values}))
    problem = branch.add(SelfCheckProblem(self_check=sheet.uid, aspect="工作作风", text="走访少"))
    branch.add(
        SelfCheckMeasure(
            self_check=sheet.uid, problem=problem.uid, text="多走访", due_on=date(2026, 12, 1),
            issue="已转入" if turned else None,
        )
    )  # fmt: skip
    return sheet


def _no_first_topic(branch: Branch, people: list[Member]) -> None:
    held(branch, "支部委员会会议", date(2026, 4, 8), people, first_topic=None)


def _no_own_year(branch: Branch, people: list[Member]) -> None:
    held(branch, "民主评议党员大会", date(2026, 4, 17), people)


def _no_opinions(branch: Branch, people: list[Member]) -> None:
    held(branch, "组织生活会", date(2026, 4, 10), people, belongs_year=2025)
    _self_check(branch, people[1], "去年的", year=2025)


def _no_sheets(branch: Branch, people: list[Member]) -> None:
    held(branch, "组织生活会", date(2026, 4, 13), people, belongs_year=2024)
    branch.add(
        LifeOpinion(
            year=2024,
            who="群众",
            about=branch.org.uid,
            text="公示栏字小",
            way="座谈",
            raised_on=date(2026, 3, 2),
        )
    )


def _no_grade(branch: Branch, people: list[Member]) -> None:
    held(branch, "民主评议党员大会", date(2026, 4, 9), people, belongs_year=2024)


def _no_three_ins(branch: Branch, people: list[Member]) -> None:
    _self_check(branch, people[2], "没摆进去", three_ins_duty=None)


def _no_party_spirit(branch: Branch, people: list[Member]) -> None:
    _self_check(branch, people[2], "没有分析", party_spirit=None, thinking=None)


def _measure_for_nothing(branch: Branch, people: list[Member]) -> None:
    sheet = _self_check(branch, people[3], "两条措施")
    branch.add(
        SelfCheckMeasure(self_check=sheet.uid, text="多学习", due_on=date(2026, 12, 1), issue="已转入")
    )


def _nothing_to_be_done(branch: Branch, people: list[Member]) -> None:
    sheet = _self_check(branch, people[5], "两个问题")
    branch.add(SelfCheckProblem(self_check=sheet.uid, aspect="担当作为", text="怕得罪人"))


def _no_answer(branch: Branch, people: list[Member]) -> None:
    sheet = _self_check(branch, people[4], "没有表态")
    branch.add(SelfCheckCriticism(self_check=sheet.uid, critic=people[0].uid, text="说话急"))


def _not_told(branch: Branch, people: list[Member]) -> None:
    branch.add(
        Appraisal(
            year=2025, member=people[0].uid, self_rating="尽职", grade="合格", decided_on=date(2026, 3, 9)
        )
    )


def _no_counts(branch: Branch, people: list[Member]) -> None:
    branch.add(BodyReview(year=2025, kind="班子测评", subject=branch.org.uid, held_on=date(2026, 3, 6)))


def _no_report(branch: Branch, people: list[Member]) -> None:
    branch.add(
        BodyReview(
            year=2025, kind="书记述职评议", subject=people[0].uid, held_on=date(2026, 3, 6),
            n_good=5, n_fair=1, n_plain=0, n_poor=0,
        )
    )  # fmt: skip


def _day_of_the_last(branch: Branch, people: list[Member]) -> None:
    held(branch, "其他", date(2026, 3, 30), people, title="上一次")
    one = held(branch, "其他", date(2026, 4, 7), people, title="这一次")
    branch.add(Speech(meeting=one.uid, speaker=people[0].uid, words="3月30日下午，大家说了巡河的事。"))


PLANTED = (
    Planting("缺席没有写原因", _no_reason),
    Planting("会议记录没有签字定稿", _unsigned),
    Planting("会议没有发言记录", _silent),
    Planting("发言记录笼统", _vague),
    Planting("会议记录里有上次会的日期", _day_of_the_last),
    Planting("主持人和记录人是同一个人", _same_hand),
    Planting("两份会议记录雷同", _copied),
    Planting("同一人同时参加两个会", _two_at_once),
    Planting("到会记录早于来源日期或晚于减少日期", _there_too_early),
    Planting("表决票数不全", _bare_vote),
    Planting("表决不成立或票数有疑问", _void_vote),
    Planting("会议决议没有落实", _forgotten_resolution),
    Planting("没有记到会人员", _nobody_came),
    Planting("对照检查的措施没有进整改台账", _self_check_left),
    Planting("会议没有写第一议题", _no_first_topic),
    Planting("组织生活会、评议没有写所属年度", _no_own_year),
    Planting("组织生活会没有征求意见", _no_opinions),
    Planting("组织生活会没有对照检查", _no_sheets),
    Planting("评议以后没有评定等次", _no_grade),
    Planting("对照检查没有写全三个摆进去", _no_three_ins),
    Planting("对照检查没有党性分析", _no_party_spirit),
    Planting("整改措施没有对应的问题", _measure_for_nothing),
    Planting("检视出的问题没有整改措施", _nothing_to_be_done),
    Planting("批评意见没有本人态度", _no_answer),
    Planting("评议结果没有反馈本人", _not_told),
    Planting("班子测评没有票数", _no_counts),
    Planting("书记述职报告不全", _no_report),
)
