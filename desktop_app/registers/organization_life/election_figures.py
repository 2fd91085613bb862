"""选举的数: who is elected by which ballots, whether they add up, and when fewer seats will do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Protocol

from desktop_app.records.rules import Problem

CONSENTS = (BY_CONSENT, BY_PRESIDIUM) = ("半数以上选举人同意", "大会主席团决定")


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one round: people with a vote, and ballots; what was not counted is None."""

    expected: int
    present: int
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    n: int = 1

    @property
    def is_void(self) -> bool:
        """Whether more ballots came back than went out."""
        return self.issued is not None and self.returned is not None and self.returned > self.issued

    @property
    def ballots(self) -> int:
        """The most ballots that can have been counted."""
        known = (n for n in (self.valid, self.returned, self.issued, self.present) if n is not None)
        return next(known)


@dataclass(frozen=True, slots=True)
class Cast:
    """The votes of one candidate in one round; who was written in has ayes only."""

    candidate: str
    n: int
    ayes: int | None = None
    noes: int | None = None
    abst: int | None = None
    written_in: bool = False

    @property
    def given(self) -> int:
        """All votes of the candidate together."""
        return sum(n or 0 for n in (self.ayes, self.noes, self.abst))


class CountedRound(Protocol):
    """A record of one round."""

    @property
    def n(self) -> int: ...
    @property
    def expected(self) -> int: ...
    @property
    def present(self) -> int: ...
    @property
    def issued(self) -> int | None: ...
    @property
    def returned(self) -> int | None: ...
    @property
    def valid(self) -> int | None: ...


class CountedBallot(Protocol):
    """A record of one candidate's votes in one round."""

    @property
    def candidate(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def ayes(self) -> int | None: ...
    @property
    def noes(self) -> int | None: ...
    @property
    def abst(self) -> int | None: ...
    @property
    def written_in(self) -> bool | None: ...


def counts_of(one: CountedRound) -> Counts:
    """A round as numbers."""
    return Counts(one.expected, one.present, one.issued, one.returned, one.valid, one.n)


def cast_of(one: CountedBallot) -> Cast:
    """A candidate's votes as numbers."""
    return Cast(one.candidate, one.round, one.ayes, one.noes, one.abst, bool(one.written_in))


def seated(votes: Mapping[str, int], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of those with enough ``votes``, who takes one of the ``seats``, and who is tied for the last ones."""
    order = sorted(votes, key=lambda uid: -votes[uid])
    if len(order) <= seats:
        return tuple(order), ()
    if seats <= 0:
        return (), ()
    last = votes[order[seats - 1]]
    if last != votes[order[seats]]:
        return tuple(order[:seats]), ()
    return (
        tuple(uid for uid in order if votes[uid] > last),
        tuple(uid for uid in order if votes[uid] == last),
    )


def elected(
    counts: Iterable[Counts], cast: Sequence[Cast], posts: int, come: Fraction, enough: Fraction
) -> tuple[str, ...]:
    """Everybody elected to one of the ``posts``, round by round.

    A round counts when ``come`` of those expected were there and no more ballots came back than went out;
    elected is who has more than ``enough`` of those present, the most votes first.
    """
    won: list[str] = []
    for one in counts:
        if one.is_void or not one.expected or one.present < come * one.expected:
            continue
        ayes = {b.candidate: b.ayes or 0 for b in cast if b.n == one.n and b.candidate not in won}
        passed = {uid: votes for uid, votes in ayes.items() if votes > enough * one.present}
        won += seated(passed, posts - len(won))[0]
    return tuple(won)


def round_problems(counts: Counts, come: Fraction) -> Iterable[Problem]:
    """Counts that cannot be; ``come`` must be there, and no more ballots come back than went out."""
    expected, present = counts.expected, counts.present
    if present > expected:
        yield Problem("present", f"实到 {present} 人多于应到 {expected} 人", "请核对人数")
    elif present < come * expected:
        yield Problem("present", "到会不到应到的五分之四，不能选举", "请另定时间开会", refuse=False)
    if counts.issued is not None and counts.issued > present:
        yield Problem("issued", f"发出 {counts.issued} 张，多于实到 {present} 人", "请核对票数")
    told = (("returned", "收回", counts.returned), ("valid", "有效", counts.valid))
    below, word = counts.issued, "发出"
    for box, title, number in told:
        if number is not None and below is not None and number > below:
            todo = "这次投票无效的，另加一轮重新投票"
            yield Problem(box, f"{title}票数 {number} 张多于{word} {below} 张", todo)
        below, word = number, title


def off_balance(cast: Cast, valid: int | None) -> str:
    """Why a candidate's votes do not come to the valid ballots (a blank is 弃权); '' where they do."""
    if valid is None or cast.written_in or cast.ayes is None or cast.given == valid:
        return ""
    return f"赞成、不赞成、弃权合计 {cast.given} 票，不等于有效票 {valid} 张"


def uncounted(
    counts: Iterable[Counts], cast: Sequence[Cast], name: Callable[[str], str]
) -> Iterable[Problem]:
    """What keeps a result from being made known: rounds and candidates without whole counts."""
    for one in counts:
        told = {"发出票数": one.issued, "收回票数": one.returned, "有效票数": one.valid}
        bare = [title for title, number in told.items() if number is None]
        if bare:
            yield Problem("posts", f"第 {one.n} 轮还没有写{'、'.join(bare)}", "请在“计票”里补上")
            continue
        for votes in cast:
            off = off_balance(votes, one.valid) if votes.n == one.n else ""
            if off:
                yield Problem("posts", f"第 {one.n} 轮{name(votes.candidate)}：{off}", "请核对票数")


def possible_problems(counts: Counts, votes: Cast, seats: int | None, others: int) -> Iterable[Problem]:
    """Votes of a candidate that cannot be; ``others`` are the ayes of the rest for the same ``seats``."""
    if votes.given > counts.ballots:
        yield Problem("ayes", f"得票 {votes.given} 张，多于本轮有效的 {counts.ballots} 张", "请核对票数")
        return
    off = off_balance(votes, counts.valid)
    if off:
        yield Problem("ayes", off, "没有画票的按弃权计，三项加起来等于有效票")
    elif seats is not None and votes.ayes is not None:
        # A ballot that chooses more than the seats is void, so all ayes together fit ballots × seats.
        total = votes.ayes + others
        if total > counts.ballots * seats:
            told = f"本轮赞成合计 {total} 张，多于有效票 {counts.ballots} 张乘应选 {seats} 人"
            yield Problem("ayes", told, "请核对票数，另选人的也算在内")


@dataclass(frozen=True, slots=True)
class Fewer:
    """Fewer seats than were to be filled: how many, by whom it was agreed, with how many ayes, and when."""

    seats: int
    posts: int | None
    by: str | None
    ayes: int | None
    on: date | None


def fewer_problems(fewer: Fewer, present: int | None, share: Fraction) -> Iterable[Problem]:
    """Fewer seats only after a vote, once ``share`` of the electors ``present`` or the 主席团 agree."""
    if fewer.posts is not None and fewer.seats >= fewer.posts:
        yield Problem("fewer_seats", f"没有少于应选 {fewer.posts} 人", "名额没有减少的，请清空")
    if present is None:
        yield Problem("fewer_seats", "还没有投票，名额不能先空着", "投票以后当选人不够，再写减少到几名")
        return
    for box, value, word in (("fewer_by", fewer.by, "由谁同意"), ("fewer_on", fewer.on, "哪天同意")):
        if value is None:
            yield Problem(box, f"减少名额还没有写{word}")
    if fewer.by == BY_CONSENT and (fewer.ayes or 0) < share * present:
        told = f"到会选举人 {present} 人，同意的 {fewer.ayes or 0} 人"
        yield Problem("fewer_ayes", f"{told}，不到半数", "不够半数的，另行选举")
    elif fewer.ayes is not None and fewer.ayes > present:
        yield Problem("fewer_ayes", f"同意 {fewer.ayes} 人，多于到会选举人 {present} 人", "请核对人数")


def extra_problems(is_head: bool, posts: int, extra: int, share: Decimal) -> Iterable[Problem]:
    """选举工作条例第十三条: a share more candidates than posts; 书记 and 副书记 without extra candidates."""
    if is_head:
        if extra:
            yield Problem("candidates", "书记、副书记选举不实行差额", "差额写 0", refuse=False)
        return
    least = int((share * posts).to_integral_value(ROUND_CEILING))
    if extra < least:
        yield Problem("candidates", f"应选 {posts} 人，差额一般不少于 {least} 人", "请核对", refuse=False)
