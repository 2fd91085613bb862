"""Gaps of meetings, their sheets, minutes, votes and resolutions, and of self-checks."""

from datetime import date

from desktop_app.registers.organization_life.meetings import Resolution, Speech
from desktop_app.registers.organization_life.self_checks import SelfCheck, SelfCheckMeasure
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting, held, one_more


def _no_reason(branch: Branch, people: list[Member]) -> None:
    branch.came(
        held(branch, "其他", date(2026, 3, 10), people, title="无原因"), one_more(branch), present=False
    )


def _unsigned(branch: Branch, people: list[Member]) -> None:
    held(branch, "其他", date(2026, 3, 11), people, state="记录", title="未签")


def _silent(branch: Branch, people: list[Member]) -> None:
    a, b, *_ = people
    one = branch.meeting("支部委员会会议", date(2026, 3, 12), state="定稿", chair=a.uid, recorder=b.uid)
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
    sheet = branch.add(SelfCheck(subject=people[0].uid, year=2026, theme="主题", written_on=date(2026, 3, 3)))
    branch.add(SelfCheckMeasure(self_check=sheet.uid, text="多走访", due_on=date(2026, 12, 1)))


PLANTED = (
    Planting("缺席没有写原因", _no_reason),
    Planting("会议记录没有签字定稿", _unsigned),
    Planting("会议没有发言记录", _silent),
    Planting("发言记录笼统", _vague),
    Planting("主持人和记录人是同一个人", _same_hand),
    Planting("两份会议记录雷同", _copied),
    Planting("同一人同时参加两个会", _two_at_once),
    Planting("到会记录早于来源日期或晚于减少日期", _there_too_early),
    Planting("表决票数不全", _bare_vote),
    Planting("表决不成立或票数有疑问", _void_vote),
    Planting("会议决议没有落实", _forgotten_resolution),
    Planting("没有记到会人员", _nobody_came),
    Planting("对照检查的措施没有进整改台账", _self_check_left),
)
