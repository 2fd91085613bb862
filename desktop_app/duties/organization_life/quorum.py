"""Whether a meeting stands and a vote passes: integer arithmetic, its fractions from the rule table."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from desktop_app.base.shares import share_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GROUP_MEETING
from desktop_app.registers.organization_life.meeting_kinds import ELECTION as ELECTION_MEETING
from desktop_app.registers.organization_life.votes import ELECT, WRITTEN, CountedVote, tally_faults
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rules.rule_table import RuleBook

PASSED, FAILED, VOID = "通过", "未通过", "会议无效"
# More ballots back than given out; counts that do not fit into each other and so have no result.
VOID_VOTE, IMPOSSIBLE = "投票无效", "票数不对"

# Gatherings at which nobody has to be counted unless something is put to the vote.
FREE_KINDS = frozenset({"党课", "主题党日", "其他", ""})
# The regulation sets no quorum for a 党小组会 (支部工作条例 第十三条), whatever is put to the vote there.
NEVER_COUNTED = frozenset({GROUP_MEETING})
ELECTIONS = frozenset({"选举"})
# Conversion is decided with the same attendance and the same ayes as admission.
ADMISSIONS = frozenset({"接收预备党员", "预备党员转正", "延长预备期", "取消预备资格"})
SECRET_MODES = frozenset({"无记名投票", "票决"})


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a whole that must be reached (以上、不少于) or, when ``strict``, exceeded (超过)."""

    share: Fraction
    strict: bool
    source: str

    def needed(self, whole: int) -> int:
        """The smallest count that meets it."""
        exact = self.share * whole
        return floor(exact) + 1 if self.strict else ceil(exact)

    def met(self, count: int, whole: int) -> bool:
        """Whether ``count`` of ``whole`` meets it; nothing is met of an empty whole."""
        return whole > 0 and count >= self.needed(whole)

    @property
    def words(self) -> str:
        """半数以上, 超过半数, 五分之四以上."""
        digits = "零一二三四五六七八九"
        if self.share == Fraction(1, 2):
            share = "半数"
        elif self.share.denominator < len(digits):
            share = f"{digits[self.share.denominator]}分之{digits[self.share.numerator]}"
        else:
            share = f"{float(self.share):.0%}"
        return f"超过{share}" if self.strict else f"{share}以上"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every share a meeting of the branch is measured by."""

    meeting: Threshold
    passing: Threshold
    committee: Threshold
    admission: Threshold
    admission_passing: Threshold
    election: Threshold
    elected: Threshold
    excellent: Threshold


# The row of the rule table, and whether its share must be exceeded rather than reached.
_MEASURES = {
    "meeting": ("quorum_meeting", False),
    "passing": ("vote_pass", True),
    "committee": ("quorum_committee", False),
    "admission": ("quorum_admit", True),
    "admission_passing": ("admit_pass", True),
    "election": ("quorum_elect", False),
    "elected": ("elect_pass", True),
    "excellent": ("appraise_excellent_share", False),
}


def thresholds(
    context: RuleContext, on: date | None = None, orgs: Mapping[str, PartyOrg] | None = None
) -> Thresholds:
    """The shares in force on a day (default: today), with the sources the rule table gives.

    ``orgs`` by uid are those that were read already.
    """
    return _in_force(context, on or context.today, RuleBook.read(context, orgs))


def thresholds_by_day(
    context: RuleContext, days: Iterable[date], orgs: Mapping[str, PartyOrg] | None = None
) -> dict[date, Thresholds]:
    """Day → shares, for each of ``days``: a vote is judged by the rules of its own day."""
    book = RuleBook.read(context, orgs)
    return {day: _in_force(context, day, book) for day in set(days)}


def _in_force(context: RuleContext, on: date, book: RuleBook) -> Thresholds:
    return Thresholds(
        **{
            name: Threshold(share_of(str(context.rule(key, on))), strict, book.cited(key, on))
            for name, (key, strict) in _MEASURES.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough people with a vote are there: ``needed`` of ``expected``, ``present`` of them came."""

    ok: bool
    needed: int
    present: int
    expected: int
    words: str
    due: str = ""


def attendance_rule(kind: str, matters: Collection[str], shares: Thresholds) -> Threshold | None:
    """The share of voters that the weightiest of ``matters`` asks to be there; None when none is asked."""
    if kind in NEVER_COUNTED:
        return None
    if kind == COMMITTEE:
        return shares.committee
    if kind == ELECTION_MEETING or ELECTIONS & set(matters):
        return shares.election
    if ADMISSIONS & set(matters):
        return shares.admission
    return None if kind in FREE_KINDS and not matters else shares.meeting


def quorum(
    kind: str, expected: int, present: int, shares: Thresholds, matters: Collection[str] = ()
) -> Quorum:
    """The state of a meeting of ``kind`` with ``expected`` voters of whom ``present`` came."""
    rule = attendance_rule(kind, matters, shares)
    if rule is None:
        why = "党小组会没有规定到会人数" if kind in NEVER_COUNTED else "本次不表决，没有法定人数"
        told = f"有表决权 {expected} 人，到会 {present} 人；{why}"
        return Quorum(True, 0, present, expected, told)
    people = "委员" if kind == COMMITTEE else "有表决权的党员"
    if expected <= 0:
        return Quorum(False, 0, present, expected, f"这一天没有应到会的{people}，无法计算")
    needed = rule.needed(expected)
    due = f"应到{people} {expected} 人，须{rule.words}即 {needed} 人到会"
    told = f"{due}，现到会 {present} 人"
    if present >= needed:
        return Quorum(True, needed, present, expected, f"{told}，有效", due)
    return Quorum(False, needed, present, expected, f"{told}，还差 {needed - present} 人", due)


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """The counts of one vote; what was not counted is None."""

    expected: int
    present: int
    ayes: int
    noes: int = 0
    abstained: int = 0
    written_ayes: int = 0
    issued: int | None = None
    returned: int | None = None
    mode: str = ""
    valid: int | None = None


@dataclass(frozen=True, slots=True)
class VoteOutcome:
    """``result`` is 通过, 未通过, 会议无效, 投票无效 or 票数不对; ``reasons`` say why, number by number.

    ``doubts`` are things that do not change the result but should be looked at.
    """

    result: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reasons as running text."""
        return "；".join(self.reasons)


def vote_outcome(kind: str, matter: str, ballot: VoteCounts, shares: Thresholds) -> VoteOutcome:
    """The result of a vote on ``matter`` at a meeting of ``kind``.

    Ordinary matters pass by more than half of those who *should* attend; admission and conversion likewise
    with the formal opinions sent in writing; an election is won by more than half of those *present*.
    """
    doubts = tuple(_doubts(matter, ballot))
    faults = _faults(matter, ballot)
    if faults:
        return VoteOutcome(IMPOSSIBLE, faults, doubts)
    if ballot.issued is not None and ballot.returned is not None and ballot.returned > ballot.issued:
        told = f"收回 {ballot.returned} 票，多于发出的 {ballot.issued} 票"
        return VoteOutcome(VOID_VOTE, (told, "应当重新投票"), doubts)
    if kind in NEVER_COUNTED:
        return _of_those_there(ballot, doubts)
    attendance = attendance_rule(kind, (matter,), shares) or shares.meeting
    people = "委员" if kind == COMMITTEE else "有表决权的党员"
    needed = attendance.needed(ballot.expected)
    came = (
        f"应到{people} {ballot.expected} 人，须{attendance.words}（{needed} 人）到会，"
        f"实到 {ballot.present} 人"
    )
    if not attendance.met(ballot.present, ballot.expected):
        return VoteOutcome(VOID, (f"{came}，未达到法定人数（{attendance.source}）",), doubts)
    reasons = [f"{came}（{attendance.source}）"]
    if matter in ELECTIONS:
        passing, whole, ayes, told = shares.elected, ballot.present, ballot.ayes, "实到"
    elif matter in ADMISSIONS:
        ayes = ballot.ayes + (ballot.written_ayes if matter in WRITTEN else 0)
        passing, whole, told = shares.admission_passing, ballot.expected, "应到"
    else:
        passing, whole, ayes, told = shares.passing, ballot.expected, ballot.ayes, "应到"
    written = f"（含书面意见 {ballot.written_ayes} 票）" if ayes != ballot.ayes else ""
    passed = passing.met(ayes, whole)
    reasons.append(
        f"赞成 {ayes} 票{written}，{'达到' if passed else '未达到'}{told}会有表决权人数"
        f" {whole} 人的{passing.words}（{passing.needed(whole)} 票；{passing.source}）"
    )
    return VoteOutcome(PASSED if passed else FAILED, tuple(reasons), doubts)


def _faults(matter: str, ballot: VoteCounts) -> tuple[str, ...]:
    """Why the counts cannot be; nothing of a vote that can."""
    tally = CountedVote(
        *(ballot.expected, ballot.present, ballot.ayes, ballot.noes, ballot.abstained),
        *(ballot.issued, ballot.returned, ballot.valid),
        ballot.mode in SECRET_MODES,
        matter == ELECT,
    )
    return tuple(one.text for one in tally_faults(tally))


def _of_those_there(ballot: VoteCounts, doubts: tuple[str, ...]) -> VoteOutcome:
    """A vote of a 党小组: no regulation counts who should have come, so most of those there decide."""
    passed = ballot.present > 0 and ballot.ayes * 2 > ballot.present
    how = "超过" if passed else "没有超过"
    told = f"赞成 {ballot.ayes} 票，{how}实到 {ballot.present} 人的半数"
    return VoteOutcome(PASSED if passed else FAILED, (told, "党小组会没有规定到会人数"), doubts)


def _doubts(matter: str, ballot: VoteCounts) -> list[str]:
    """Opinions that do not count, and a show of hands where a secret ballot is asked."""
    found = []
    if ballot.written_ayes and matter not in WRITTEN:
        found.append("书面意见只在接收和转正时计入，这里没有计入")
    if matter in ADMISSIONS | ELECTIONS and ballot.mode and ballot.mode not in SECRET_MODES:
        found.append(f"“{matter}”应采用无记名投票，现记为“{ballot.mode}”")
    return found


def excellent_limit(party_members: int, shares: Thresholds) -> int:
    """How many may be graded 优秀 in a year: no more than the share of all members, rounded down."""
    return floor(shares.excellent.share * party_members)
