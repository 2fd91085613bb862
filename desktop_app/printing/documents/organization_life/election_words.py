"""选举的文字: what the minutes, the report and the letters tell of one election, from its records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.base.numerals import chinese
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.election import ElectionView, election_view
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, day_words, found
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.election_figures import BY_CONSENT
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
    ballots_of,
    election_day,
    post_of,
)
from desktop_app.registers.organization_life.voting_bodies import BY_COMMITTEE, DELEGATE, MEMBER_POST

CHIEF = "总监票人"


@dataclass(frozen=True)
class ElectionTold:
    """One election as minutes tell it: its title, and what happened, a paragraph each."""

    title: str
    paragraphs: tuple[str, ...]


def view_of(ledger: LedgerView, uid: str) -> ElectionView:
    """The election ``uid`` as it stands; UserError when it is gone."""
    return election_view(found(ledger, Election, uid), ledger, load_strokes())


def elections_at(ledger: LedgerView, meeting: str) -> list[ElectionView]:
    """The elections held at a meeting, in the order they were entered."""
    rows = ledger.find(Election.live().where(Election.meeting == meeting).order_by(Election.uid))
    return [election_view(one, ledger, load_strokes()) for one in rows]


def left_out_of(ledger: LedgerView, meeting: str) -> int:
    """How many are not counted in 应到 at the election of a meeting."""
    return max((len(_left_out(one)) for one in elections_at(ledger, meeting)), default=0)


def told_of(view: ElectionView, ledger: LedgerView) -> ElectionTold:
    """应到 with who is not counted, who watched and counted, every round, and who is elected."""
    election = view.election
    helpers = (
        f"监票人：{people(election.supervisors, ledger)}"
        f"{'，经会议通过' if election.helpers_passed else ''}；计票人：{people(election.tellers, ledger)}"
    )
    parts = [expected_words(view, ledger), helpers]
    parts += [f"第{chinese(one.n)}轮：{round_words(one, view, ledger)}" for one, _ in view.rounds]
    if not view.rounds:
        parts.append(f"投票结果：{GAP}")
    parts += [*fewer_words(election), elected_words(view, ledger)]
    return ElectionTold(election.title, tuple(f"{one.rstrip('。')}。" for one in parts))


def _left_out(view: ElectionView) -> Sequence[str]:
    agreed = view.election.left_out_agreed_on and view.election.left_out_passed
    return [one.member for one in view.excluded] if agreed else []


def expected_words(view: ElectionView, ledger: LedgerView) -> str:
    """应到 and 实到, and who is not counted with both consents."""
    counts = next((one for one, _ in view.rounds), None)
    who = "委员" if view.body == BY_COMMITTEE else "有选举权的党员"
    expected = counts.expected if counts is not None else len(view.expected)
    told = f"应到会{who} {expected} 人，实到 {counts.present if counts is not None else GAP} 人"
    out = _left_out(view)
    if out:
        told += (
            f"；不计入应到 {len(out)} 人（{'、'.join(ledger.name(uid) for uid in out)}），"
            f"{day_words(view.election.left_out_agreed_on)}经上级党组织同意，并经党员大会通过"
        )
    return told


def people(rows: Iterable[PersonWhy] | None, ledger: LedgerView) -> str:
    """孙维平（总监票人）、龚佳慧; 【待补】 while nobody is written."""
    return "、".join(ledger.name(p) + (f"（{why}）" if why else "") for p, why in rows or ()) or GAP


def chief_of(election: Election, ledger: LedgerView) -> str:
    """总监票人: who is written so, else the first of those who watch."""
    rows = election.supervisors or ()
    chosen = next((one for one in rows if CHIEF in one.why), rows[0] if rows else None)
    return ledger.name(chosen.person) if chosen is not None else ""


def round_words(one: ElectionRound, view: ElectionView, ledger: LedgerView) -> str:
    """发出选票 40 张 …；周慧敏 赞成 37 票、不赞成 1 票、弃权 1 票；…."""

    def number(value: int | None) -> str:
        return GAP if value is None else str(value)

    counts = (
        f"发出选票 {number(one.issued)} 张，收回 {number(one.returned)} 张，其中有效票 {number(one.valid)} 张"
    )
    rows = (votes_words(ballot, ledger) for ballot in view.ballots_of(one.n))
    return "；".join((counts, *rows))


def votes_words(ballot: Ballot, ledger: LedgerView) -> str:
    """周慧敏 赞成 37 票、不赞成 1 票、弃权 1 票; of who was written in the ayes alone."""
    name = ledger.name(ballot.candidate)
    if ballot.written_in:
        return f"另选人 {name} {GAP if ballot.ayes is None else ballot.ayes} 票"
    parts = (("赞成", ballot.ayes), ("不赞成", ballot.noes), ("弃权", ballot.abst))
    return f"{name} " + "、".join(f"{title} {GAP if n is None else n} 票" for title, n in parts)


def fewer_words(election: Election) -> list[str]:
    """How fewer seats came to be; nothing where they did not."""
    if not (election.fewer_seats and election.fewer_on):
        return []
    by = election.fewer_by or GAP
    if election.fewer_by == BY_CONSENT:
        by = f"{election.fewer_ayes or GAP} 名选举人同意（到会选举人的半数以上）"
    fewer = f"应选名额由 {election.posts} 名减少为 {election.fewer_seats} 名"
    return [f"{day_words(election.fewer_on)}经{by}，{fewer}"]


def elected_order(view: ElectionView) -> tuple[str, ...]:
    """Who is elected, in the order of the ballot."""
    return tuple(uid for uid in (*view.candidates, *view.written_in) if uid in view.elected)


def elected_words(view: ElectionView, ledger: LedgerView) -> str:
    """周慧敏、陈国梁 当选为支部委员会委员."""
    names = "、".join(ledger.name(uid) for uid in elected_order(view))
    return f"{names} 当选为{office_words(view)}" if names else f"当选名单：{GAP}"


def office_words(view: ElectionView) -> str:
    """What is elected, in full."""
    full = {MEMBER_POST: "支部委员会委员", DELEGATE: "出席上级党代表大会代表"}
    return full.get(view.post, f"支部{view.post}")


def heads_beside(view: ElectionView, ledger: LedgerView) -> list[ElectionView]:
    """The elections of 书记 and 副书记 by the committee this election made, the earliest first."""
    day = election_day(view.election, ledger)
    rows = ledger.find(Election.live().where(Election.org == view.election.org).order_by(Election.uid))
    wanted = [one for one in rows if post_of(one, ledger) not in (MEMBER_POST, DELEGATE)]
    near = [one for one in wanted if 0 <= (election_day(one, ledger) - day).days <= _NEAR]
    views = [election_view(one, ledger, load_strokes()) for one in near if ballots_of(one, ledger)]
    return sorted(views, key=lambda one: one.post != "书记")


# The first meeting of a committee is held on the day of its election or soon after.
_NEAR = 60
