"""What the ballot of a signed meeting decided about a person: read where it stands, never typed again."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desktop_app.base.shares import more_than, share_of
from desktop_app.records.rules import Problem, RuleContext, of_one_office
from desktop_app.registers.organization_life.meeting_kinds import GENERAL, kinds_of
from desktop_app.registers.organization_life.meetings import CLOSED, Meeting, attendance_of
from desktop_app.registers.organization_life.votes import (
    ADMISSION,
    CANCELLATION,
    CONVERSION,
    EXTENSION,
    SECRET,
    WRITTEN,
    Vote,
    missing_figures,
)
from desktop_app.registers.people.members import Member, may_vote

# What a meeting votes on about one person.
TO_ADMIT, TO_CONVERT, TO_EXTEND, TO_CANCEL = ADMISSION, CONVERSION, EXTENSION, CANCELLATION


class Decided(NamedTuple):
    """A vote with the meeting it was taken at."""

    vote: Vote
    meeting: Meeting

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.meeting.start_end.day


def decided(context: RuleContext, uid: str | None) -> Decided | None:
    """The vote ``uid`` with its meeting; None where one of them is gone."""
    vote = context.get(Vote, uid)
    meeting = context.get(Meeting, vote.meeting) if vote is not None else None
    if vote is None or meeting is None or vote.removed_at or meeting.removed_at:
        return None
    return Decided(vote, meeting)


def day_decided(context: RuleContext, uid: str | None) -> date | None:
    """The day vote ``uid`` was taken."""
    found = decided(context, uid)
    return found.day if found is not None else None


def ballot_about(context: RuleContext, matter: str, person: str) -> str | None:
    """The last vote on ``matter`` that names ``person``; None where no meeting held one."""
    asked = Vote.live().where(
        (Vote.matter == matter) & Vote.item.contains(person) & of_one_office(Vote, context)
    )
    held = [one for vote in context.find(asked) if (one := decided(context, vote.uid)) is not None]
    return str(max(held, key=lambda one: one.day).vote.uid) if held else None


def ballot_problems(box: str, uid: str, matter: str, person: str, context: RuleContext) -> Iterable[Problem]:
    """Why the vote named in ``box`` does not carry ``matter`` about ``person``; nothing where it does.

    发展党员工作细则: a branch meeting, one person at a time, more than half of those with a vote there, and
    more than half of those who should be there for it, by secret ballot.
    """
    found = decided(context, uid)
    if found is None:
        yield Problem(box, "这项表决或那次会议已经不在了", "请另选")
        return
    vote, meeting = found
    if vote.matter != matter:
        yield Problem(box, f"选的是“{vote.matter}”的表决", f"请选事项类型是“{matter}”的那一项")
    elif person not in vote.item:
        yield Problem(
            box, f"这项表决写的是“{vote.item}”，没有{person}", "要一个人一项逐个表决，请选他的那一项"
        )
    elif GENERAL not in kinds_of(meeting):
        yield Problem(box, f"{meeting.kind}不能作这个决定", "请在支部党员大会上讨论、表决")
    elif meeting.state not in CLOSED:
        yield Problem(box, "那次会议的记录还没有定稿", "请先到会议里核对票数、签字定稿")
    elif vote.mode not in SECRET:
        yield Problem(box, f"这项表决记的是“{vote.mode}”", "要用无记名投票的方式表决")
    elif missing_figures(vote):
        yield Problem(box, "这项表决的票数不全", "请到会议里补上" + "、".join(missing_figures(vote)))
    elif told := ballots_wrong(vote):
        yield Problem(box, told, "请到那次会议里核对；已经定稿的，重新开会表决")
    else:
        yield from _carried(box, found, context)


def ballots_wrong(vote: Vote) -> str:
    """Why the ballots of a secret vote cannot be: more back than out, voices that are not the valid ones."""
    if vote.mode not in SECRET:
        return ""
    issued, returned = vote.issued or 0, vote.returned or 0
    valid = returned if vote.valid is None else vote.valid
    cast = (vote.ayes or 0) + (vote.noes or 0) + (vote.abst or 0)
    if returned > issued:
        return f"收回 {returned} 张多于发出 {issued} 张，这次投票无效"
    if cast != valid:
        return f"赞成、反对、弃权共 {cast} 票，不等于有效票 {valid} 张"
    return ""


def too_few_expected(found: Decided, context: RuleContext) -> str:
    """Why 应到 is too low: fewer than the members on the books that day who had a vote and were not excused.

    Who came to the books later than the meeting is not looked at: nobody knows whether he was there then.
    """
    day, rows = found.day, attendance_of(found.meeting.uid, context)
    out = {row.person for row in rows if row.excluded or row.vote_barred}
    office = (found.meeting.owner_office or context.office, "")
    known = context.find(Member.live().where((Member.entry_on <= day) & Member.owner_office.in_(office)))
    able = sum(one.uid not in out and may_vote(one, day) for one in known)
    expected = found.vote.expected or 0
    return f"应到有表决权写的是 {expected} 人，花名册上那天有 {able} 人" if expected < able else ""


def _carried(box: str, found: Decided, context: RuleContext) -> Iterable[Problem]:
    vote = found.vote
    expected, present = vote.expected or 0, vote.present or 0
    ayes = (vote.ayes or 0) + ((vote.written_ayes or 0) if vote.matter in WRITTEN else 0)
    came, passed = (
        more_than(share_of(str(context.rule(key, found.day))), expected)
        for key in ("quorum_admit", "admit_pass")
    )
    if present < came:
        told = f"应到有表决权 {expected} 人，到会 {present} 人，没有到 {came} 人，会议无效"
        yield Problem(box, told, "请重新开会表决")
    elif ayes < passed:
        told = f"应到有表决权 {expected} 人，赞成 {ayes} 票，没有到 {passed} 票，没有通过"
        yield Problem(box, told, "没有通过的不能办这一步")
