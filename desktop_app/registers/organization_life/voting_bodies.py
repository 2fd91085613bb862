"""选举的主体: which post is elected by whom, and who belongs to that body on the day.

The committee is elected by the meeting of all members, 书记 and 副书记 generally by the committee's first
meeting; where there is no committee the meeting of all members elects them
(《中国共产党支部工作条例（试行）》第二十一条).
"""

from collections.abc import Iterable
from datetime import date

from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GENERAL, OfAKind, kinds_of
from desktop_app.registers.people.members import Member, belongs_on, may_vote
from desktop_app.registers.people.orgs import HEADS, full_members, seated_on

MEMBER_POST, DELEGATE = "委员", "代表"
POSTS = (MEMBER_POST, *HEADS, DELEGATE)
BY_ALL, BY_COMMITTEE = "党员大会", "支部委员会"
BODIES = (BY_ALL, BY_COMMITTEE)


def usual_body(post: str, org: str | None, day: date, context: RuleContext) -> str:
    """Who elects ``post`` in branch ``org``."""
    return BY_COMMITTEE if post in HEADS and org and has_committee(org, day, context) else BY_ALL


def has_committee(org: str, day: date, context: RuleContext) -> bool:
    """Whether the branch has a committee: one that sits, or members enough that it must have one."""
    seats = [one for one in seated_on(org, day, context) if one.role not in HEADS]
    return bool(seats) or len(full_members(org, context)) >= context.rule("committee_from_full", day)


def voters_of(body: str, org: str, day: date, context: RuleContext) -> frozenset[str]:
    """The members of ``body`` with a vote on ``day`` (选举工作条例第五条); of a committee those seated."""
    members = context.find(Member.live().where(Member.branch == org))
    able = {one.uid for one in members if may_vote(one, day) and belongs_on(one, day)}
    if body == BY_COMMITTEE:
        able &= {one.member for one in seated_on(org, day, context)}
    return frozenset(able)


def may_hold(meeting: OfAKind, body: str) -> bool:
    """Whether ``body`` meets at ``meeting``: an election is held at no lecture and by no 党小组."""
    kinds = kinds_of(meeting)
    if body == BY_COMMITTEE:
        return COMMITTEE in kinds
    return GENERAL in kinds and meeting.kind != COMMITTEE


def body_problems(post: str, body: str, committee: bool, meeting: OfAKind | None) -> Iterable[Problem]:
    """A body that may not elect ``post``; a ``meeting`` of a kind that is not the body's.

    ``committee`` tells whether the branch has one.
    """
    if body == BY_COMMITTEE and post not in HEADS:
        what = "支部委员会委员" if post == MEMBER_POST else "出席代表大会的代表"
        yield Problem("body", f"{what}由党员大会选举，支部委员会不能选", "请改为党员大会")
    elif body == BY_COMMITTEE and not committee:
        yield Problem("body", f"没有支部委员会的支部，{post}由党员大会选举", "请改为党员大会")
    elif body == BY_ALL and post in HEADS and committee:
        told = f"设支部委员会的，{post}一般由支部委员会第一次会议选举"
        yield Problem("body", told, "请核对由谁选举", refuse=False)
    if meeting is not None and not may_hold(meeting, body):
        wanted = "党员大会" if body == BY_ALL else "支部委员会会议"
        yield Problem(
            "meeting", f"{post}由{body}选举，这次会议却是{meeting.kind}", f"请选{wanted}，或者改由谁选举"
        )


def expected_problems(
    expected: int, voters: int, left_out: int, asked: bool, body: str, known: bool
) -> Iterable[Problem]:
    """应到 written for a round that is not the body's.

    ``asked`` tells of members not to be counted, ``known`` whether the result is to be made known.
    """
    if not voters:
        return
    who = "有选举权的" if body == BY_ALL else "有选举权的委员"
    counted = voters - left_out
    if expected > voters:
        yield Problem("expected", f"{who}只有 {voters} 人", "预备党员等没有选举权的不计入应到")
    elif expected < counted and asked and not left_out:
        yield Problem(
            "expected",
            f"{who} {voters} 人，应到只写了 {expected} 人",
            "不计入应到的要先经上级同意、大会通过：请写“上级同意不计入”的日期，勾选“大会通过不计入”",
        )
    elif expected != counted:
        told = f"{who} {voters} 人，不计入应到 {left_out} 人，应到是 {counted} 人"
        todo = "没有到会的也算应到；花名册不对的先改花名册" if expected < counted else "请核对人数"
        # Of a committee not yet known the old one still sits: its first meeting is judged with its result.
        yield Problem("expected", told, todo, refuse=expected < counted and (known or body == BY_ALL))


def present_problems(
    present: int, voters: frozenset[str], came: frozenset[str], body: str
) -> Iterable[Problem]:
    """实到 against the attendance sheet, where one is kept: more are refused; ``came`` are who came."""
    able = len(voters & came)
    if came and present > able:
        who = "有选举权的" if body == BY_ALL else "有选举权的委员"
        told = f"到会情况里{who}到会 {able} 人，实到却写了 {present} 人"
        yield Problem("present", told, "请核对实到人数，或者到会议里改到会情况")
    elif present < able:
        told = f"到会情况里到会的有 {able} 人能投票，实到只写了 {present} 人"
        yield Problem("present", told, "请核对人数", refuse=False)
