"""民主评议党员: who takes part, who may be graded, how many may be 优秀, and what a year still lacks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.figure import Figure, count
from desktop_app.duties.basics.reading import belonging
from desktop_app.duties.organization_life.quorum import excellent_limit, thresholds
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.appraisals import (
    BALLOTS,
    BARELY,
    EXCELLENT,
    FAILED,
    FAIR,
    Appraisal,
)
from desktop_app.registers.organization_life.meeting_kinds import APPRAISAL
from desktop_app.registers.people.members import Member, full_on_day

GRADES = (EXCELLENT, FAIR, BARELY, FAILED)


@dataclass(frozen=True)
class AppraisalBoard:
    """One year's appraisal as lists of members' uids.

    ``taking_part`` are all on the books, 预备党员 too; ``gradable`` the full members among them; ``missing``
    gradable ones without a grade; ``wrongly`` graded while 预备党员; ``limit`` how many may be 优秀.
    """

    year: int
    taking_part: tuple[str, ...]
    gradable: tuple[str, ...]
    graded: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    wrongly: tuple[str, ...]
    limit: int
    source: str

    @property
    def too_many(self) -> int:
        """How many 优秀 there are over the limit."""
        return max(0, len(self.graded[EXCELLENT]) - self.limit)

    @property
    def words(self) -> str:
        """正式党员 21 人，优秀最多 7 人，评为优秀 8 人，多 1 人."""
        best = len(self.graded[EXCELLENT])
        told = f"正式党员 {len(self.gradable)} 人，优秀最多 {self.limit} 人，评为优秀 {best} 人"
        return f"{told}，多 {self.too_many} 人" if self.too_many else told

    @property
    def figures(self) -> tuple[Figure, ...]:
        """参加, each grade, and 还没有等次."""
        return (
            count("appraised", "参加评议", self.taking_part, "人"),
            *(count(f"grade{n}", grade, self.graded[grade], "人") for n, grade in enumerate(GRADES, 1)),
            count("ungraded", "还没有评定等次", self.missing, "人"),
        )


def board(
    members: Iterable[Member],
    rows: Iterable[Appraisal],
    year: int,
    day: date,
    limit_of: Callable[[int], int],
    source: str = "",
) -> AppraisalBoard:
    """The board from the members on the books on ``day`` and the appraisal ``rows`` of ``year``.

    ``limit_of`` gives the most 优秀 for a number of full members, no more than a third of them (年度通知);
    预备党员 take part, get no grade and are not counted.
    """
    people = list(members)
    grades = {one.member: one.grade for one in rows if one.grade}
    gradable = tuple(one.uid for one in people if full_on_day(one, day))
    here = tuple(one.uid for one in people)
    return AppraisalBoard(
        year=year,
        taking_part=here,
        gradable=gradable,
        graded={grade: tuple(uid for uid in gradable if grades.get(uid) == grade) for grade in GRADES},
        missing=tuple(uid for uid in gradable if uid not in grades),
        wrongly=tuple(uid for uid in here if uid in grades and uid not in set(gradable)),
        limit=limit_of(len(gradable)),
        source=source,
    )


def appraisal_board(context: RuleContext, year: int, office: str | None = None) -> AppraisalBoard:
    """The board of ``year`` on the day of the grades, the last one given; today while none is."""
    mine = office or context.office
    rows = context.find(Appraisal.live().where((Appraisal.year == year) & (Appraisal.owner_office == mine)))
    decided = [one.decided_on for one in rows if one.decided_on is not None]
    day = max(decided, default=min(context.today, date(year, 12, 31)))
    shares = thresholds(context, day)
    people = Roster.read(context, office).on(day)
    return board(people, rows, year, day, lambda n: excellent_limit(n, shares), shares.excellent.source)


@dataclass(frozen=True)
class AppraisalRow:
    """One member of the year's board and the appraisal written so far, a fresh one where there is none."""

    member: Member
    appraisal: Appraisal
    graded: bool

    @property
    def cast(self) -> int | None:
        """How many ballots the four counts come to; None while none is counted."""
        counts = [getattr(self.appraisal, name) for name in BALLOTS]
        return None if all(one is None for one in counts) else sum(one or 0 for one in counts)


def appraisal_rows(
    context: RuleContext, year: int, strokes: Strokes, office: str | None = None
) -> tuple[AppraisalRow, ...]:
    """Everybody taking part in ``year`` by 姓氏笔画; ``graded`` is False for those on probation.

    A fresh appraisal hangs on the year's 民主评议 meeting where one was held.
    """
    mine = office or context.office
    found = context.find(Appraisal.live().where((Appraisal.year == year) & (Appraisal.owner_office == mine)))
    written = {one.member: one for one in found}
    table = appraisal_board(context, year, office)
    roster = Roster.read(context, office)
    full = set(table.gradable)
    held = next((one.uid for one in reversed(belonging(context, APPRAISAL, year, office))), None)
    people = sorted(
        (roster.members[uid] for uid in table.taking_part),
        key=lambda one: (strokes.sort_key(one.name or ""), one.uid),
    )
    return tuple(
        AppraisalRow(
            one, written.get(one.uid) or Appraisal(year=year, member=one.uid, meeting=held), one.uid in full
        )
        for one in people
    )


def appraisal_years(context: RuleContext, office: str | None = None) -> list[int]:
    """The years somebody was appraised in, and this one; the latest first."""
    rows = context.find(Appraisal.live().where(Appraisal.owner_office == (office or context.office)))
    return sorted({one.year for one in rows} | {context.today.year}, reverse=True)
