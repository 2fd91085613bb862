"""换届选举: who counts, whether a round stands, who is elected, and between whom it is voted again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from desktop_app.base.shares import share_of
from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.attendance import turnout_of
from desktop_app.duties.organization_life.quorum import Thresholds, thresholds
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.election_figures import Counts, counts_of, seated
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
    ballots_of,
    body_of,
    election_day,
    heads_of,
    known_of,
    not_counted,
    post_of,
    rounds_of,
    seats_needed,
)
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, ELECTION
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.voting_bodies import BY_COMMITTEE
from desktop_app.registers.people.orgs import HEADS

VALID, NO_QUORUM, VOID = "有效", "会议无效", "选举无效"


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """``result`` is 有效, 会议无效 or 选举无效; ``reasons`` say why, number by number.

    ``elected`` by uid in the order of votes; ``tied`` have equal votes for fewer seats than they are and are
    voted on again; ``vacant`` seats had no candidate with enough votes, the tied ones' seats not among them.
    ``doubts`` are counts that cannot be; ``facts`` the reasons as papers tell them, without their sources.
    """

    result: str
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    tied_seats: int
    vacant: int
    needed: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reasons as running text."""
        return "；".join(self.reasons)


def electors(voters: Iterable[str], excluded: Collection[str]) -> tuple[str, ...]:
    """The voters who count as 应到: without the five kinds not counted, once the superior and the meeting
    have agreed (中组部关于选举到会人数的解答)."""
    return tuple(uid for uid in voters if uid not in excluded)


def candidates_needed(posts: int, extra_share: Fraction) -> int:
    """How many candidates ``posts`` ask for: so many more that the difference is a share of the posts."""
    return posts + ceil(posts * extra_share)


def in_stroke_order(names: Mapping[str, str], strokes: Strokes) -> tuple[str, ...]:
    """The uids of ``names`` (uid → name) by 姓氏笔画, as a ballot lists 委员
    (选举工作条例第二十四条)."""
    return tuple(sorted(names, key=lambda uid: (strokes.sort_key(names[uid]), uid)))


def round_outcome(
    counts: Counts, posts: int, ayes: Mapping[str, int], shares: Thresholds, who: str = "有选举权"
) -> RoundOutcome:
    """The result of one round for ``posts`` seats; ``ayes`` are candidate → votes.

    Four fifths of those with a vote are present; no more ballots come back than were given out; elected is
    who has more than half of those *present*, the most votes first; a tie for the last seats is voted again
    between those in it (选举工作条例).
    """
    needed = shares.elected.needed(counts.present)
    come = (
        f"应到{who} {counts.expected} 人，须{shares.election.words}"
        f"（{shares.election.needed(counts.expected)} 人）到会，实到 {counts.present} 人"
    )
    doubts = tuple(_doubts(counts, posts, ayes))

    def nobody(result: str, *reasons: tuple[str, str]) -> RoundOutcome:
        told, facts = _told(reasons)
        return RoundOutcome(result, (), (), 0, posts, needed, told, doubts, facts)

    if not shares.election.met(counts.present, counts.expected):
        return nobody(NO_QUORUM, (f"{come}，不能选举", shares.election.source))
    if counts.is_void:
        again = f"收回 {counts.returned} 票，多于发出的 {counts.issued} 票，重新选举"
        return nobody(VOID, (come, ""), (again, ""))
    enough = {uid: votes for uid, votes in ayes.items() if shares.elected.met(votes, counts.present)}
    elected, tied = seated(enough, posts)
    seats = min(posts - len(elected), len(tied)) if tied else 0
    vacant = posts - len(elected) - seats
    passed = f"够票 {len(enough)} 人，应选 {posts} 人，当选 {len(elected)} 人"
    reasons = [
        (come, shares.election.source),
        (f"当选须{shares.elected.words}（{needed} 票）", shares.elected.source),
        (passed, ""),
    ]
    if tied:
        reasons.append((f"{len(tied)} 人都是 {enough[tied[0]]} 票，就他们再投一次，选 {seats} 人", ""))
    if vacant:
        again = f"还缺 {vacant} 人，从没有当选的候选人中另行选举"
        reasons.append((f"{again}；接近应选名额的，经半数以上选举人同意可以减少名额", ""))
    told, facts = _told(reasons)
    return RoundOutcome(VALID, elected, tied, seats, vacant, needed, told, doubts, facts)


def _told(reasons: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reasons with their sources, and without them."""
    both = list(reasons)
    with_sources = (f"{words}（{source}）" if source else words for words, source in both)
    return tuple(with_sources), tuple(words for words, _ in both)


def _doubts(counts: Counts, posts: int, ayes: Mapping[str, int]) -> Iterable[str]:
    """A ballot that chooses no more than the posts is valid, so no sum can pass valid ballots × posts."""
    if counts.present > counts.expected:
        yield f"实到 {counts.present} 人多于应到 {counts.expected} 人，请核对"
    if counts.issued is not None and counts.issued > counts.present:
        yield f"发出 {counts.issued} 票，多于实到 {counts.present} 人，请核对"
    if counts.valid is not None and counts.returned is not None and counts.valid > counts.returned:
        yield f"有效 {counts.valid} 票，多于收回的 {counts.returned} 票，请核对"
    known = (n for n in (counts.valid, counts.returned, counts.issued, counts.present) if n is not None)
    ballots = next(known)
    if any(votes > ballots for votes in ayes.values()):
        yield f"有人得票多于 {ballots} 张票，请核对"
    elif sum(ayes.values()) > ballots * posts:
        yield f"得票合计 {sum(ayes.values())}，多于 {ballots} 张票乘应选 {posts} 人，请核对"


@dataclass(frozen=True)
class ElectionView:
    """One election as it stands: candidates in ballot order, the rounds' outcomes, who won, what is open.

    ``written_in`` are those written on ballots beside the candidates; ``heads`` who was elected 书记 or
    副书记 since. ``open_seats`` are fewer once that is agreed.
    """

    election: Election
    post: str
    body: str
    candidates: tuple[str, ...]
    written_in: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    excluded: tuple[ElectionExcluded, ...]
    expected: tuple[str, ...]
    rounds: tuple[tuple[ElectionRound, RoundOutcome], ...]
    elected: tuple[str, ...]
    open_seats: int
    heads: Mapping[str, str]
    doubts: tuple[str, ...]

    def ballots_of(self, n: int) -> tuple[Ballot, ...]:
        """The candidates' rows of round ``n`` in the order of the ballot, then those written in."""
        rows = {one.candidate: one for one in self.ballots if one.round == n}
        return tuple(rows[uid] for uid in (*self.candidates, *self.written_in) if uid in rows)

    def written_in_round(self, n: int) -> tuple[str, ...]:
        """Who was written on the ballots of round ``n``."""
        return tuple(one.candidate for one in self.ballots_of(n) if one.written_in)

    @property
    def next_round(self) -> int:
        """The number of the round to be voted in: after the last one counted."""
        return max((one.n for one, _ in self.rounds), default=0) + 1

    @property
    def is_of_heads(self) -> bool:
        """Whether it is of 书记 or 副书记, whom the superior approves."""
        return self.post in HEADS

    @property
    def words(self) -> str:
        """当选 5 人; 当选 4 人，还缺 1 人，须再投票; 还没有投票."""
        if not self.rounds:
            return "还没有投票"
        told = f"当选 {len(self.elected)} 人"
        return f"{told}，还缺 {self.open_seats} 人，须再投票" if self.open_seats else told


def election_view(election: Election, context: RuleContext, strokes: Strokes) -> ElectionView:
    """The election with its rounds: each round fills the seats the rounds before it left open."""
    day, post, body = election_day(election, context), post_of(election, context), body_of(election, context)
    roster = Roster.read(context, election.owner_office or None)
    asked = context.find(ElectionExcluded.live().where(ElectionExcluded.election == election.uid))
    excluded = not_counted(election, context)
    voters = roster.expected(COMMITTEE if body == BY_COMMITTEE else ELECTION, day, election.org).voters
    every = ballots_of(election, context)
    ballots = [one for one in every if one.post == post]
    names = {one.candidate: roster.name(one.candidate) for one in ballots}
    extra = {one.candidate for one in ballots if one.written_in}
    extra -= {one.candidate for one in ballots if not one.written_in}
    told = _rounds(election, ballots, context, body)
    elected = tuple(dict.fromkeys(uid for _, outcome in told for uid in outcome.elected))
    standing = {uid: name for uid, name in names.items() if uid not in extra}
    return ElectionView(
        election=election,
        post=post,
        body=body,
        candidates=_in_order(standing, ballots, post, strokes),
        written_in=in_stroke_order({uid: names[uid] for uid in extra}, strokes),
        ballots=tuple(ballots),
        excluded=tuple(asked),
        expected=electors(voters, excluded),
        rounds=tuple(told),
        elected=elected,
        open_seats=max(0, seats_needed(election) - len(elected)),
        heads=heads_of(election.org, day, context),
        doubts=(
            *_election_doubts(election, post, standing, context, day),
            *(
                (f"{len(asked)} 人要不计入应到，还没有经上级同意、大会通过，仍算在应到里",)
                if asked and not excluded
                else ()
            ),
            *(
                f"“{other}”的得票不算在应选 {election.posts} 人里，请另建一次选举"
                for other in dict.fromkeys(one.post for one in every if one.post != post)
            ),
        ),
    )


def _rounds(
    election: Election, ballots: Collection[Ballot], context: RuleContext, body: str
) -> list[tuple[ElectionRound, RoundOutcome]]:
    shares, won = thresholds(context, election_day(election, context)), 0
    who = "委员" if body == BY_COMMITTEE else "有选举权"
    taken: set[str] = set()
    told = []
    for one in rounds_of(election, context):
        cast = {b.candidate: b.ayes or 0 for b in ballots if b.round == one.n and b.candidate not in taken}
        outcome = round_outcome(counts_of(one), max(0, (election.posts or 0) - won), cast, shares, who)
        won += len(outcome.elected)
        taken |= set(outcome.elected)
        told.append((one, outcome))
    return told


def _in_order(
    names: Mapping[str, str], ballots: Iterable[Ballot], post: str, strokes: Strokes
) -> tuple[str, ...]:
    """委员 by 姓氏笔画, 书记 and 副书记 as the superior approved them (选举工作条例第二十四条)."""
    order = in_stroke_order(names, strokes)
    if post not in HEADS:
        return order
    place = {one.candidate: one.place or 99 for one in ballots}
    return tuple(sorted(order, key=lambda uid: place[uid]))


def elections_of(context: RuleContext, strokes: Strokes, office: str | None = None) -> list[ElectionView]:
    """Every election of ``office`` (default: the own one) as it stands, the latest first."""
    query = Election.live().where(Election.owner_office == (office or context.office))
    found = [election_view(one, context, strokes) for one in context.find(query)]
    return sorted(
        found, key=lambda one: (election_day(one.election, context), one.election.uid), reverse=True
    )


def first_meeting_day(view: ElectionView, context: RuleContext) -> date:
    """The day of the committee's first meeting: of the election of its 书记, else of this election."""
    day = election_day(view.election, context)
    later = (
        election_day(one, context)
        for one in known_of(view.election.org, context)
        if post_of(one, context) in HEADS
    )
    return min((one for one in later if one >= day), default=day)


def begun_round(view: ElectionView, context: RuleContext, n: int) -> ElectionRound:
    """A round to be counted: 应到 by the roster, 实到 by the meeting's attendance where that is written."""
    meeting = context.get(Meeting, view.election.meeting)
    here = None
    if meeting is not None:
        came = turnout_of(meeting, context).voters_present
        here = len([uid for uid in came if uid in view.expected]) or None
    return ElectionRound(
        election=view.election.uid, n=n, expected=len(view.expected), present=here, issued=here
    )


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """What stands on the ballots of one round: who is to be chosen from, for how many seats, how many."""

    round: int
    post: str
    candidates: tuple[str, ...]
    seats: int
    day: date
    issued: int | None


def next_ballot(view: ElectionView, context: RuleContext, n: int | None = None) -> BallotSheet:
    """The ballots of round ``n``; by default of the round to be voted in next, or the last one counted.

    Where nobody is entered for a round after the first, those tied are voted on again, or else everybody not
    elected yet.
    """
    number = n or (view.next_round if view.open_seats else max(1, view.next_round - 1))
    before = [outcome for one, outcome in view.rounds if one.n < number]
    taken = {uid for outcome in before for uid in outcome.elected}
    counted = next((one for one, _ in view.rounds if one.n == number), None)
    entered = tuple(one.candidate for one in view.ballots_of(number) if not one.written_in)
    tied = before[-1].tied if before else ()
    # Who was written in and is tied stands on the next ballot.
    standing = (*view.candidates, *(uid for uid in view.written_in if uid in tied))
    left = tuple(uid for uid in standing if uid not in taken and (not tied or uid in tied))
    seats = (view.election.posts or 0) - len(taken)
    return BallotSheet(
        number,
        view.post,
        entered or left,
        before[-1].tied_seats if tied else seats,
        election_day(view.election, context),
        counted.issued if counted is not None else None,
    )


def _election_doubts(
    election: Election, post: str, names: Collection[str], context: RuleContext, day: date
) -> Iterable[str]:
    """Too few candidates beside the posts; supervisors and tellers who stand themselves."""
    posts = election.posts or 0
    needed = candidates_needed(posts, share_of(str(context.rule("election_extra_share", day))))
    if post in HEADS:
        if len(names) > posts:
            yield f"{post}应选 {posts} 人，候选人 {len(names)} 人：书记、副书记选举不实行差额"
    elif names and len(names) < needed:
        yield f"应选 {posts} 人，候选人一般不少于 {needed} 人，现有 {len(names)} 人"
    helpers = {one.person for one in (*(election.supervisors or ()), *(election.tellers or ()))}
    if helpers & set(names):
        yield "候选人不能担任监票人、计票人"
