"""自查·会议与学习: absences without reason, unsigned or vague minutes, void votes, alike texts."""

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import combinations

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.organization_life.attendance import gathering_of
from desktop_app.duties.organization_life.computed import vote_outcomes
from desktop_app.duties.organization_life.meeting_calendar import MeetingCalendar
from desktop_app.duties.organization_life.quorum import IMPOSSIBLE, VOID, VOID_VOTE
from desktop_app.duties.study.hours import hours_board, plain
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers.organization_life.meeting_kinds import SPOKEN, kinds_of
from desktop_app.registers.organization_life.meetings import CLOSED, Meeting
from desktop_app.registers.organization_life.old_dates import old_dates
from desktop_app.registers.organization_life.votes import missing_figures
from desktop_app.registers.people.members import belongs_on
from desktop_app.registers.study.study import StudySession

_MINUTES = "会议记录要素与签字要求"
# What inspectors name as saying nothing (会议记录检查通报).
VAGUE = ("大家一致认为", "与会人员一致认为", "大家纷纷表示", "一致表示")
# Shorter texts are alike by nature.
_LEAST_TEXT = 40


_NO_RESULT = frozenset((VOID, VOID_VOTE, IMPOSSIBLE))


def gathering_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of meetings and study."""
    yield from _not_held(view)
    for one in view.meetings:
        yield from _sheet(view, one, "meeting")
        yield from _minutes(view, one)
    for session in view.alone:
        yield from _sheet(view, session, "study_session")
    yield from _alike(view)
    yield from _two_at_once(view)
    yield from _votes(view)
    yield from _hours(view)


def _called(one: Meeting | StudySession) -> str:
    day = one.start_end.day
    return f"{day.month}月{day.day}日{short(one.title)}"


def _not_held(view: InspectionView) -> Iterable[Gap]:
    """Periods since ``first`` that ended without the meetings they ask for; none from before the records."""
    first = max(view.first, view.begun.first_day())
    month, seen = Month.of(first), set()
    held = view.gatherings.meetings
    calendar = MeetingCalendar.read(view.context, view.today.year, view.roster, held, view.office)
    while month <= Month.of(view.today):
        for duty in calendar.duties(month):
            begun = duty.due is not None and duty.due >= first
            if begun and duty.state is Standing.OVERDUE and duty.key not in seen:
                seen.add(duty.key)
                preset = () if duty.uids else duty.preset
                yield Gap(
                    f"not_held:{duty.key}",
                    f"缺{duty.title}",
                    duty.words,
                    duty.source,
                    "meeting",
                    duty.uids,
                    preset,
                )
        month = month.shift(1)


def _sheet(view: InspectionView, one: Meeting | StudySession, register: str) -> Iterable[Gap]:
    """One gathering's attendance: nobody entered, absences without reason, people who were not members."""
    rows = view.sheets.get(gathering_of(one), [])
    if not any(row.present for row in rows):
        yield Gap(f"no_sheet:{one.uid}", "没有记到会人员", _called(one), _MINUTES, register, (one.uid,))
        return
    bare = [row.person for row in rows if not row.present and not row.excluded and not row.reason]
    if bare:
        words = f"{_called(one)}：{view.names(bare)}缺席没有写原因"
        yield Gap(f"no_reason:{one.uid}", "缺席没有写原因", words, _MINUTES, register, (one.uid,))
    day = one.start_end.day
    strangers = [row.person for row in rows if row.present and _not_yet(view, row.person, day)]
    if strangers:
        words = f"{_called(one)}：{view.names(strangers)}那天不在册，却记为到会"
        source = "花名册的入党、来源和减少日期"
        yield Gap(
            f"not_member:{one.uid}", "到会记录早于来源日期或晚于减少日期", words, source, register, (one.uid,)
        )


def _not_yet(view: InspectionView, person: str, day: date) -> bool:
    member = view.roster.members.get(person)
    if member is None:
        return False
    return not belongs_on(member, day) or (
        member.joined_on is not None and member.joined_on.first_day() > day
    )


def _minutes(view: InspectionView, one: Meeting) -> Iterable[Gap]:
    uids, called = (one.uid,), _called(one)
    days = int(view.context.rule("minutes_sign_days"))
    if one.state not in CLOSED and one.start_end.day + timedelta(days=days) < view.today:
        yield Gap(f"unsigned:{one.uid}", "会议记录没有签字定稿", called, _MINUTES, "meeting", uids)
    said = [speech.words or "" for speech in view.speeches[one.uid]]
    if kinds_of(one) & SPOKEN and not any(said):
        yield Gap(f"no_speech:{one.uid}", "会议没有发言记录", called, _MINUTES, "meeting", uids)
    vague = next((words for words in VAGUE for text in said if words in text), "")
    if vague:
        words = f"{called}：发言里写“{vague}”，没有各人的原话"
        yield Gap(f"vague:{one.uid}", "发言记录笼统", words, "会议记录检查通报", "meeting", uids)
    if left := _last_days_left(view, one):
        words = f"{called}：正文里还写着上次会的日期 {'、'.join(left)}"
        yield Gap(
            f"old_day:{one.uid}", "会议记录里有上次会的日期", words, "会议记录检查通报", "meeting", uids
        )
    if one.chair and one.chair == one.recorder:
        words = f"{called}：{view.name(one.chair)}又主持又记录"
        yield Gap(f"same_hand:{one.uid}", "主持人和记录人是同一个人", words, _MINUTES, "meeting", uids)


def _last_days_left(view: InspectionView, one: Meeting) -> list[str]:
    """The days of earlier meetings of the same kind that the minutes of this one tell."""
    held = one.start_end.day
    days = [other.start_end.day for other in view.meetings if other.kind == one.kind]
    before = {f"{day.month}月{day.day}日" for day in days if day < held}
    return [day for day in old_dates(held, [minutes_text(view, one)]) if day in before]


def minutes_text(view: InspectionView, one: Meeting) -> str:
    """The words of the minutes a person wrote: speeches and closing."""
    said = [speech.words or "" for speech in view.speeches[one.uid]]
    return "\n".join((*said, one.closing or "")).strip()


def _alike(view: InspectionView) -> Iterable[Gap]:
    """Pairs of minutes whose words are nearly the same: a copied record is a false record."""
    share = float(view.context.rule("minutes_alike_share"))
    texts = [(one, minutes_text(view, one)) for one in view.meetings]
    long_ones = [(one, text) for one, text in texts if len(text) >= _LEAST_TEXT]
    for (one, text), (other, same) in combinations(long_ones, 2):
        matcher = SequenceMatcher(None, text, same, autojunk=False)
        if matcher.real_quick_ratio() < share or matcher.quick_ratio() < share or matcher.ratio() < share:
            continue
        words = f"{_called(one)}和{_called(other)}的记录几乎一样，请核对是不是照抄"
        uids = (one.uid, other.uid)
        yield Gap(
            f"alike:{one.uid}:{other.uid}", "两份会议记录雷同", words, "会议记录检查通报", "meeting", uids
        )


def _two_at_once(view: InspectionView) -> Iterable[Gap]:
    """Somebody marked present at two gatherings that overlap."""
    all_of = [(one, "meeting") for one in view.meetings] + [(one, "study_session") for one in view.alone]
    present = {
        one.uid: {row.person for row in view.sheets.get(gathering_of(one), ()) if row.present}
        for one, _ in all_of
    }
    for (one, register), (other, second) in combinations(all_of, 2):
        if one.start_end.start >= other.start_end.end or other.start_end.start >= one.start_end.end:
            continue
        both = sorted(present[one.uid] & present[other.uid])
        if both:
            words = f"{view.names(both)}同时在{_called(one)}和{_called(other)}"
            uids = (one.uid, other.uid) if register == second else (one.uid,)
            yield Gap(
                f"two_at_once:{one.uid}:{other.uid}",
                "同一人同时参加两个会",
                words,
                "到会记录",
                register,
                uids,
            )


def _votes(view: InspectionView) -> Iterable[Gap]:
    """Votes without figures, without a quorum, or whose counts cannot be."""
    outcomes = vote_outcomes(view.votes, view.context)
    for vote in view.votes:
        called = short(vote.item)
        missing = missing_figures(vote)
        outcome = outcomes.get(vote.uid)
        if missing:
            words = f"{called}：缺{'、'.join(missing)}"
            yield Gap(f"vote_bare:{vote.uid}", "表决票数不全", words, _MINUTES, "meeting", (vote.meeting,))
        elif outcome is not None and (outcome.result in _NO_RESULT or outcome.doubts):
            reason = outcome.words if outcome.result in _NO_RESULT else outcome.doubts[0]
            source = view.told["quorum_meeting"]
            yield Gap(
                f"vote_void:{vote.uid}",
                "表决不成立或票数有疑问",
                f"{called}：{reason}",
                source,
                "meeting",
                (vote.meeting,),
            )


def _hours(view: InspectionView) -> Iterable[Gap]:
    """Who was behind the pace of the year's 学时 at the end of the last quarter and still is."""
    this = Month.of(view.today)
    ended = Month(this.year, (this.quarter - 1) * 3) if this.quarter > 1 else None
    # Of a quarter that was over before the branch's records begin nothing is asked.
    if ended is None or ended.last_day() < view.begun.first_day():
        return
    asked = hours_board(view.context, this.year, ended.last_day(), view.roster, view.office)
    now = hours_board(view.context, this.year, view.today, view.roster, view.office)
    for uid, then in asked.items():
        done = now[uid].done if uid in now else then.done
        if then.pace > done:
            pace = f"到{ended.month}月底按进度应 {plain(then.pace)} 学时"
            words = f"{view.name(uid)}：已学 {plain(done)} 学时，{pace}"
            source, preset = view.told["study_hours_member"], (("member", uid),)
            yield Gap(f"hours:{uid}", "学时低于进度", words, source, "study_hours", (uid,), preset)
