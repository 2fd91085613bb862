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
from desktop_app.registers.organization_life.elections import (
    MEMBER_POST,
    Ballot,
    Election,
    ElectionExcluded,
    ElectionRound,
    election_day,
    not_counted,
    seated,
)
from desktop_app.registers.organization_life.meeting_kinds import ELECTION
from desktop_app.registers.organization_life.meetings import Meeting

VALID, NO_QUORUM, VOID = "有效", "会议无效", "选举无效"


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one round: people with a vote, and ballots; what was not counted is None."""

    expected: int
    present: int
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """``result`` is 有效, 会议无效 or 选举无效; ``reasons`` say why, number by number.

    ``elected`` by uid in the order of votes; ``tied`` have equal votes for fewer seats than they are and are
    voted on again; ``vacant`` seats had no candidate with enough votes, the tied ones' seats not among them.
    ``doubts`` are counts that cannot be.
    """

    result: str
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    tied_seats: int
    vacant: int
    needed: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reasons as running text."""
        return "；".join(self.reasons)


def electors(voters: Iterable[str], excluded: Collection[str]) -> tuple[str, ...]:
    """The voters who count as 应到: without the five kinds not counted, once the superior and the meeting
    have agreed (选举到会人数解答，转载)."""
    return tuple(uid for uid in voters if uid not in excluded)


def candidates_needed(posts: int, extra_share: Fraction) -> int:
    """How many candidates ``posts`` ask for: so many more that the difference is a share of the posts."""
    return posts + ceil(posts * extra_share)


def in_stroke_order(names: Mapping[str, str], strokes: Strokes) -> tuple[str, ...]:
    """The uids of ``names`` (uid → name) by 姓氏笔画, as a ballot lists candidates (某选举办法)."""
    return tuple(sorted(names, key=lambda uid: (strokes.sort_key(names[uid]), uid)))


def round_outcome(counts: Counts, posts: int, ayes: Mapping[str, int], shares: Thresholds) -> RoundOutcome:
    """The result of one round for ``posts`` seats; ``ayes`` are candidate → votes.

    Four fifths of those with a vote are present (选举工作条例, 转载); no more ballots come back than were
    given out; elected is who has more than half of those *present*, the most votes first; a tie for the last
    seats is voted again between those in it (某选举办法).
    """
    needed = shares.elected.needed(counts.present)
    come = (
        f"应到有选举权 {counts.expected} 人，须{shares.election.words}"
        f"（{shares.election.needed(counts.expected)} 人）到会，实到 {counts.present} 人"
    )
    doubts = tuple(_doubts(counts, posts, ayes))

    def nobody(result: str, *reasons: str) -> RoundOutcome:
        return RoundOutcome(result, (), (), 0, posts, needed, reasons, doubts)

    if not shares.election.met(counts.present, counts.expected):
        return nobody(NO_QUORUM, f"{come}，不能选举（{shares.election.source}）")
    if counts.issued is not None and counts.returned is not None and counts.returned > counts.issued:
        return nobody(VOID, come, f"收回 {counts.returned} 票，多于发出的 {counts.issued} 票，重新选举")
    enough = {uid: votes for uid, votes in ayes.items() if shares.elected.met(votes, counts.present)}
    elected, tied = seated(enough, posts)
    seats = min(posts - len(elected), len(tied)) if tied else 0
    vacant = posts - len(elected) - seats
    reasons = [
        f"{come}（{shares.election.source}）",
        f"当选须{shares.elected.words}（{needed} 票；{shares.elected.source}），够票 {len(enough)} 人，"
        f"应选 {posts} 人，当选 {len(elected)} 人",
    ]
    if tied:
        reasons.append(f"{len(tied)} 人都是 {enough[tied[0]]} 票，就他们再投一次，选 {seats} 人")
    if vacant:
        reasons.append(f"还缺 {vacant} 人，从没有当选的得票多的候选人中另选，或者经批准暂缺")
    return RoundOutcome(VALID, elected, tied, seats, vacant, needed, tuple(reasons), doubts)


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
    """One election as it stands: candidates in ballot order, the rounds' outcomes, who won, what is open."""

    election: Election
    post: str
    candidates: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    excluded: tuple[ElectionExcluded, ...]
    expected: tuple[str, ...]
    rounds: tuple[tuple[ElectionRound, RoundOutcome], ...]
    elected: tuple[str, ...]
    open_seats: int
    doubts: tuple[str, ...]

    def ballots_of(self, n: int) -> tuple[Ballot, ...]:
        """The candidates' rows of round ``n`` in the order of the ballot."""
        rows = {one.candidate: one for one in self.ballots if one.round == n}
        return tuple(rows[uid] for uid in self.candidates if uid in rows)

    @property
    def next_round(self) -> int:
        """The number of the round to be voted in: after the last one counted."""
        return max((one.n for one, _ in self.rounds), default=0) + 1

    @property
    def words(self) -> str:
        """当选 5 人; 当选 4 人，还缺 1 人，须再投票; 还没有投票."""
        if not self.rounds:
            return "还没有投票"
        told = f"当选 {len(self.elected)} 人"
        return f"{told}，还缺 {self.open_seats} 人，须再投票" if self.open_seats else told


def election_view(election: Election, context: RuleContext, strokes: Strokes) -> ElectionView:
    """The election with its rounds: each round fills the seats the rounds before it left open."""
    day = election_day(election, context)
    roster = Roster.read(context, election.owner_office or None)
    asked = context.find(ElectionExcluded.live().where(ElectionExcluded.election == election.uid))
    excluded = not_counted(election, context)
    voters = roster.expected(ELECTION, day, election.org).voters
    ballots = context.find(
        Ballot.live().where(Ballot.election == election.uid).order_by(Ballot.round, Ballot.uid)
    )
    # The number of seats is one post's; another post's votes (书记, from among the elected) stand apart.
    posts = list(dict.fromkeys(one.post for one in ballots))
    ballots = [one for one in ballots if one.post == posts[0]]
    rounds = context.find(
        ElectionRound.live().where(ElectionRound.election == election.uid).order_by(ElectionRound.n)
    )
    shares = thresholds(context, day)
    names = {
        one.candidate: roster.members[one.candidate].name
        for one in ballots
        if one.candidate in roster.members
    }
    elected: list[str] = []
    told: list[tuple[ElectionRound, RoundOutcome]] = []
    for one in rounds:
        counts = Counts(one.expected, one.present, one.issued, one.returned, one.valid)
        cast = {ballot.candidate: ballot.ayes or 0 for ballot in ballots if ballot.round == one.n}
        outcome = round_outcome(counts, max(0, (election.posts or 0) - len(elected)), cast, shares)
        elected += [uid for uid in outcome.elected if uid not in elected]
        told.append((one, outcome))
    return ElectionView(
        election=election,
        post=posts[0] if posts else MEMBER_POST,
        candidates=in_stroke_order(names, strokes),
        ballots=tuple(ballots),
        excluded=tuple(asked),
        expected=electors(voters, excluded),
        rounds=tuple(told),
        elected=tuple(elected),
        open_seats=max(0, (election.posts or 0) - len(elected)),
        doubts=(
            *_election_doubts(election, names, context, day),
            *(
                (f"{len(asked)} 人要不计入应到，还没有经上级同意、大会通过，仍算在应到里",)
                if asked and not excluded
                else ()
            ),
            *(f"“{post}”的得票不算在应选 {election.posts} 人里，请另建一次选举" for post in posts[1:]),
        ),
    )


def elections_of(context: RuleContext, strokes: Strokes, office: str | None = None) -> list[ElectionView]:
    """Every election of ``office`` (default: the own one) as it stands, the latest first."""
    query = Election.live().where(Election.owner_office == (office or context.office))
    found = [election_view(one, context, strokes) for one in context.find(query)]
    return sorted(
        found, key=lambda one: (election_day(one.election, context), one.election.uid), reverse=True
    )


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
    entered = tuple(one.candidate for one in view.ballots_of(number))
    tied = before[-1].tied if before else ()
    left = tuple(uid for uid in view.candidates if uid not in taken and (not tied or uid in tied))
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
    election: Election, names: Collection[str], context: RuleContext, day: date
) -> Iterable[str]:
    """Too few candidates beside the posts; supervisors and tellers who stand themselves."""
    posts = election.posts or 0
    needed = candidates_needed(posts, share_of(str(context.rule("election_extra_share", day))))
    if names and len(names) < needed:
        yield f"应选 {posts} 人，候选人一般不少于 {needed} 人，现有 {len(names)} 人"
    helpers = {one.person for one in (*(election.supervisors or ()), *(election.tellers or ()))}
    if helpers & set(names):
        yield "候选人不能担任监票人、计票人"
