"""自查·选举: no request, approval or report, ballots that do not add up, work not shared out."""

from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers.organization_life.election_figures import cast_of, off_balance
from desktop_app.registers.organization_life.elections import (
    CONFIRMED,
    KNOWN,
    RENEWAL,
    Election,
    ballots_of,
    election_day,
    heads_of,
    post_of,
    rounds_of,
    winners,
)
from desktop_app.registers.organization_life.meeting_kinds import ELECTION
from desktop_app.registers.organization_life.voting_bodies import MEMBER_POST
from desktop_app.registers.people.orgs import HEADS

_ELECTING = "《中国共产党基层组织选举工作条例》"
_HELPERS = f"{_ELECTING}第二十二条"
_NOMINEES = f"{_ELECTING}第十四条"
_TERM = "《关于党的基层组织任期的意见》"
_REPORTED = "《中国共产党支部工作条例（试行）》第二十一条"


def election_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of elections held since ``first``, and of the branch's term."""
    rows = view.context.find(Election.live().where(Election.owner_office == view.office))
    days = {one.uid: election_day(one, view.context) for one in rows}
    rows.sort(key=lambda one: (days[one.uid], one.uid))
    for one in rows:
        day, counted = days[one.uid], bool(rounds_of(one, view.context))
        if view.first <= day <= view.today and (counted or one.state in KNOWN):
            yield from _asked(view, one)
            yield from _ballots(view, one)
            yield from _settled(view, one, day)
    yield from _unwritten(view, {one.meeting for one in rows})
    yield from _term(view)


def _gap(one: Election, kind: str, title: str, words: str, source: str) -> Gap:
    return Gap(f"{kind}:{one.uid}", title, f"{short(one.title)}：{words}", source, "election", (one.uid,))


def _asked(view: InspectionView, one: Election) -> Iterable[Gap]:
    if one.asked_on is None or one.approved_on is None:
        words = "没有写请示日期、批复日期"
        yield _gap(one, "election_asked", "选举没有请示批复", words, _ELECTING)
    if one.nominees_approved_on is None:
        words = "候选人预备人选没有写上级批复日期"
        yield _gap(one, "election_nominees", "候选人预备人选没有批复", words, _NOMINEES)
    if not one.supervisors or not one.helpers_passed:
        words = "没有监票人" if not one.supervisors else "监票人没有经会议通过"
        yield _gap(one, "election_helpers", "监票人没有推选、通过", words, _HELPERS)


def _ballots(view: InspectionView, one: Election) -> Iterable[Gap]:
    """A candidate whose votes do not come to the valid ballots: told once an election."""
    valid = {found.n: found.valid for found in rounds_of(one, view.context)}
    for ballot in ballots_of(one, view.context):
        off = off_balance(cast_of(ballot), valid.get(ballot.round))
        if off:
            words = f"{view.name(ballot.candidate)}{off}"
            yield _gap(one, "election_votes", "选举得票与有效票不符", words, _ELECTING)
            return


def _settled(view: InspectionView, one: Election, day: date) -> Iterable[Gap]:
    """The result is known, reported, approved, and the work shared out, each in some days."""
    late = day + timedelta(days=int(view.context.rule("election_report_days", day))) < view.today
    if not late:
        return
    post = post_of(one, view.context)
    if one.state not in KNOWN:
        yield _gap(one, "election_open", "选举结果没有公布", "已经投票，结果还没有公布", _ELECTING)
        return
    if one.reported_on is None:
        what = "报批准" if post in HEADS else "报备案"
        yield _gap(one, "election_report", "选举结果没有上报", f"当选{post}没有{what}", _REPORTED)
    elif post in HEADS and one.state != CONFIRMED:
        words = f"当选{post}还没有写上级批准日期"
        yield _gap(one, "election_approval", "书记、副书记没有上级批准", words, _REPORTED)
    if post == MEMBER_POST:
        yield from _committee(view, one, day)


def _committee(view: InspectionView, one: Election, day: date) -> Iterable[Gap]:
    heads = heads_of(one.org, day, view.context)
    if one.kind == RENEWAL and not heads:
        words = "新一届支部委员会没有选举书记的记录"
        yield _gap(one, "election_head", "新一届委员会没有选举书记", words, _REPORTED)
        return
    roles = {role.person for role in one.roles or ()}
    without = [uid for uid in winners(one, view.context) if uid not in roles and uid not in heads]
    if without:
        yield _gap(one, "election_roles", "当选委员没有分工", f"{view.names(without)}没有分工", _REPORTED)


def _unwritten(view: InspectionView, written: set[str | None]) -> Iterable[Gap]:
    """An assembly held to elect of which no election is written."""
    for one in view.meetings:
        if one.kind == ELECTION and one.uid not in written:
            day, preset = one.start_end.day, (("meeting", one.uid),)
            words = f"{day.month}月{day.day}日{short(one.title)}：没有登记选举和计票"
            title, key = "换届选举大会没有选举记录", f"election_none:{one.uid}"
            yield Gap(key, title, words, _ELECTING, "election", (), preset)


def _term(view: InspectionView) -> Iterable[Gap]:
    home = view.roster.home
    if home is None:
        return
    if home.term_end is not None and home.term_end < view.today:
        words = f"本届{home.term_end}届满，还没有换届"
        yield Gap(f"term_over:{home.uid}", "届满没有换届", words, _TERM, "party_org", (home.uid,))
    if home.term_shift and home.term_shift_approved_on is None:
        words = f"任期调整 {home.term_shift} 个月，没有写上级批准日期"
        key, source = f"term_shift:{home.uid}", f"{_TERM}二"
        yield Gap(key, "提前延期换届没有批准", words, source, "party_org", (home.uid,))
