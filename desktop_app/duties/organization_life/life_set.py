"""组织生活会 as a whole: what was asked before it, what was found and said, what is put right after it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.reading import HELD, belonging
from desktop_app.duties.organization_life.appraisal import AppraisalBoard, appraisal_board
from desktop_app.duties.organization_life.attendance import Turnout, turnout_of
from desktop_app.duties.organization_life.self_checks import Promised, SelfCheckSheet, sheets
from desktop_app.duties.organization_life.talks import talks_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.life_opinions import LifeOpinion
from desktop_app.registers.organization_life.meeting_kinds import APPRAISAL, LIFE_MEETING
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.self_checks import SelfCheckProblem

BEFORE_MEETING = "会前"
# The seats of a committee in the order they are named in.
_SEATS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "委员")


def opinions_of(context: RuleContext, year: int, office: str | None = None) -> list[LifeOpinion]:
    """The opinions asked for the 组织生活会 of ``year``, the first heard first."""
    query = LifeOpinion.live().where(
        (LifeOpinion.year == year) & (LifeOpinion.owner_office == (office or context.office))
    )
    return context.find(query.order_by(LifeOpinion.raised_on, LifeOpinion.uid))


def body_first(opinions: Iterable[LifeOpinion], context: RuleContext) -> list[LifeOpinion]:
    """Those about the committee first, then person by person in the order of its seats."""
    order = {uid: at for at, uid in enumerate(seated(context))}
    branch = Roster.read(context).branch

    def place(one: LifeOpinion) -> tuple[int, str]:
        return (-1 if one.about == branch else order.get(one.about, len(order)), one.about)

    return sorted(opinions, key=place)


def seated(context: RuleContext) -> tuple[str, ...]:
    """The uids of the committee in the order of its seats."""
    roster = Roster.read(context)
    roles = {post.member: post.role for post in roster.posts if post.until is None}
    here = roster.committee()

    def place(uid: str) -> tuple[int, str]:
        role = roles.get(uid) or roster.members[uid].party_post or ""
        return (_SEATS.index(role) if role in _SEATS else len(_SEATS), uid)

    return tuple(sorted(here, key=place))


def committee_names(context: RuleContext) -> tuple[str, ...]:
    """The names of the committee in the order of its seats."""
    roster = Roster.read(context)
    return tuple(roster.name(uid) for uid in seated(context))


@dataclass(frozen=True)
class LifeSet:
    """One year's 组织生活会 with everything that belongs to it; ``meeting`` is None while none was held."""

    year: int
    meeting: Meeting | None
    appraisal_meeting: Meeting | None
    turnout: Turnout | None
    opinions: tuple[LifeOpinion, ...]
    sheets: tuple[SelfCheckSheet, ...]
    talks: int
    board: AppraisalBoard

    @property
    def by_who(self) -> Counter[str]:
        """How many opinions each kind of people gave."""
        return Counter(one.who for one in self.opinions)

    @property
    def measures(self) -> tuple[Promised, ...]:
        """Every measure promised at the meeting."""
        return tuple(one for sheet in self.sheets for one in sheet.measures)

    @property
    def criticisms(self) -> int:
        """How many criticisms were given."""
        return sum(len(sheet.criticisms) for sheet in self.sheets)


def life_set(context: RuleContext, year: int, office: str | None = None) -> LifeSet:
    """The set of ``year``: the last 组织生活会 and 民主评议 held for it, and its sheets."""
    held = [one for one in belonging(context, LIFE_MEETING, year, office) if one.state in HELD]
    judged = [one for one in belonging(context, APPRAISAL, year, office) if one.state in HELD]
    meeting = held[-1] if held else None
    written = [one for one in sheets(context, office) if one.check.year == year]
    own = [one for one in written if meeting is not None and one.check.meeting == meeting.uid]
    talks = [one for one in talks_of(context, year, office) if one.kind == BEFORE_MEETING]
    return LifeSet(
        year,
        meeting,
        judged[-1] if judged else None,
        turnout_of(meeting, context) if meeting is not None else None,
        tuple(opinions_of(context, year, office)),
        tuple(ordered(own or written, context)),
        len(talks),
        appraisal_board(context, year, office),
    )


def ordered(found: Iterable[SelfCheckSheet], context: RuleContext) -> list[SelfCheckSheet]:
    """The sheet of the body first, then those of the committee by its seats, then of other members."""
    order = {uid: at for at, uid in enumerate(seated(context))}
    branch = Roster.read(context).branch

    def place(one: SelfCheckSheet) -> tuple[int, str]:
        subject = one.check.subject
        return (-1 if subject == branch else order.get(subject, len(order)), subject)

    return sorted(found, key=place)


def problem_of(sheet: SelfCheckSheet, one: Promised) -> SelfCheckProblem | None:
    """The problem of the sheet a measure answers; None where it names none."""
    return next((problem for problem in sheet.problems if problem.uid == one.measure.problem), None)
