"""The computed figures of the practice registers: counts of children, names in words, a year in rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from desktop_app.base.codes import load_codes
from desktop_app.base.identity import masked
from desktop_app.base.ids import is_uid
from desktop_app.base.periods import years_between
from desktop_app.duties.basics.figure import Value, Values
from desktop_app.duties.organization_life.self_checks import sheet_before
from desktop_app.duties.people.annual import annual_of
from desktop_app.duties.people.contacts import contact_states, lost_states
from desktop_app.records.children import children_of
from desktop_app.records.record import Record
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.case_studies import CaseFigure, CaseLink
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeGrade, SchemeItem, grade_of
from desktop_app.registers.organization_life.elections import Ballot, Election, ElectionExcluded
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.people.development import DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.research import CONVERTED, Finding, Research
from desktop_app.registers.reporting.annual_changes import ROWS, AnnualChange, signed_row
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.grids import FORCE, PARTY_MEMBER, VOLUNTEER, WORKER, Grid, GridPerson
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import DONE, ServiceOrder
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_materials import SessionMaterial
from desktop_app.registers.study.study_topics import STAGES, StudyTopic

Many = Callable[[Sequence[Any], RuleContext], Values]


def _count(model: type[Record], records: Sequence[Record], context: RuleContext, link: str = "") -> Values:
    found = children_of(context, model, (one.uid for one in records), link=link)
    return {one.uid: len(found[one.uid]) for one in records}


def _persons(context: RuleContext, uids: Iterable[str | None]) -> dict[str, Member | ReportingIn]:
    """Uid → the member or registered guest behind it, left and removed ones too."""
    wanted = sorted({uid for uid in uids if uid and is_uid(uid)})
    if not wanted:
        return {}
    members = context.find(Member.select().where(Member.uid.in_(wanted)))
    guests = context.find(ReportingIn.select().where(ReportingIn.uid.in_(wanted)))
    return {one.uid: one for one in members} | {one.uid: one for one in guests}


def _name(words: str, people: Mapping[str, Member | ReportingIn]) -> str:
    return people[words].name if words in people else "" if is_uid(words) else words


def _letter(
    tell: Callable[[Member, date], Value], transfers: Sequence[OrgTransfer], context: RuleContext
) -> Values:
    """What the letter says of its member on the day it is made out; None for one not on the roster."""
    wanted = {one.member for one in transfers if one.member}
    people = {one.uid: one for one in context.find(Member.select().where(Member.uid.in_(sorted(wanted))))}
    return {
        one.uid: tell(people[one.member], one.issued_on or context.today) if one.member in people else None
        for one in transfers
    }


def _age(member: Member, day: date) -> int | None:
    return years_between(member.birth_date, day) if member.birth_date is not None else None


def _label(box: str, member: Member, day: date) -> str:
    code = getattr(member, box)
    return {entry.code: entry.label for entry in load_codes(box).entries}.get(code, "")


def last_contacts(stays: Sequence[MobileMember], context: RuleContext) -> Values:
    """2026-10-12: the day of the last contact with each member away; '' before the first."""
    found = children_of(context, MobileContact, (one.uid for one in stays), link="mobile_member")
    last = {uid: max(one.on for one in rows) for uid, rows in found.items() if rows}
    return {one.uid: str(last[one.uid]) if one.uid in last else "" for one in stays}


def previous_statuses(checks: Sequence[SelfCheck], context: RuleContext) -> Values:
    """What became of the measures of the subject's sheet before: 上次 3 条：已销号 2，未转入 1."""
    every = context.find(SelfCheck.live().where(SelfCheck.subject.in_([one.subject for one in checks])))
    before = {one.uid: sheet_before(one, every) for one in checks}
    measures = children_of(context, SelfCheckMeasure, (one.uid for one in before.values() if one))
    linked = [row.issue for rows in measures.values() for row in rows if row.issue]
    issues = {one.uid: one for one in context.find(Issue.live().where(Issue.uid.in_(linked)))}

    def words(sheet: SelfCheck) -> str:
        states = Counter(
            issues[row.issue].state if row.issue in issues else "未转入" for row in measures[sheet.uid]
        )
        order = (CLOSED, *(state for state in states if state != CLOSED))
        told = "，".join(f"{state} {states[state]}" for state in order if states[state])
        return f"上次 {sum(states.values())} 条：{told}" if states else ""

    return {uid: words(sheet) if sheet is not None else "" for uid, sheet in before.items()}


def excluded_words(elections: Sequence[Election], context: RuleContext) -> Values:
    """张三（正在服刑）、李四（…）: who is not counted at each election."""
    found = children_of(context, ElectionExcluded, (one.uid for one in elections), link="election")
    people = _persons(context, (row.member for rows in found.values() for row in rows))
    return {
        one.uid: "、".join(f"{_name(row.member, people)}（{row.reason}）" for row in found[one.uid])
        for one in elections
    }


def tallies(elections: Sequence[Election], context: RuleContext) -> Values:
    """张三 25、李四 21: the ayes of each candidate in the last round with votes."""
    found = children_of(context, Ballot, (one.uid for one in elections), link="election")
    people = _persons(context, (row.candidate for rows in found.values() for row in rows))

    def words(rows: list[Ballot]) -> str:
        cast = [row for row in rows if row.ayes is not None]
        last = max((row.round for row in cast), default=0)
        ranked = sorted((row for row in cast if row.round == last), key=lambda row: -(row.ayes or 0))
        return "、".join(f"{_name(row.candidate, people)} {row.ayes}" for row in ranked)

    return {one.uid: words(found[one.uid]) for one in elections}


def services(guests: Sequence[ReportingIn], context: RuleContext) -> Values:
    """How many finished orders each registered guest took part in."""
    done = context.find(ServiceOrder.live().where(ServiceOrder.state == DONE))
    times = Counter(taker.person for order in done for taker in order.takers or ())
    return {one.uid: times[one.uid] for one in guests}


def _in_role(role: str, grids: Sequence[Grid], context: RuleContext) -> Values:
    found = children_of(context, GridPerson, (one.uid for one in grids), link="grid")
    people = _persons(context, (row.person for rows in found.values() for row in rows))
    return {
        one.uid: "、".join(_name(row.person, people) for row in found[one.uid] if row.role == role)
        for one in grids
    }


def forces(grids: Sequence[Grid], context: RuleContext) -> Values:
    """综治、环保: the kinds of force each grid can call on."""
    found = children_of(context, GridPerson, (one.uid for one in grids), link="grid")
    kinds = {
        uid: dict.fromkeys(row.force for row in rows if row.role == FORCE and row.force)
        for uid, rows in found.items()
    }
    return {one.uid: "、".join(kinds.get(one.uid, ())) for one in grids}


def conversions(research: Sequence[Research], context: RuleContext) -> Values:
    """How many findings of each were turned into something."""
    found = children_of(context, Finding, (one.uid for one in research), link="research")
    return {one.uid: sum(row.conversion_state == CONVERTED for row in found[one.uid]) for one in research}


def grade_names(schemes: Sequence[RatingScheme], context: RuleContext) -> Values:
    """A ≥90、B ≥75: the grades of each scheme from the highest."""
    found = children_of(context, SchemeGrade, (one.uid for one in schemes), link="scheme")
    return {
        one.uid: "、".join(
            f"{row.grade} ≥{row.least.normalize():f}"
            for row in sorted(found[one.uid], key=lambda row: row.least, reverse=True)
        )
        for one in schemes
    }


def rating_totals(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, Decimal | None]:
    """The total of each rating: the three steps by the scheme's weights, else the last step that is scored.

    自评 is the sum of the items while nobody wrote it; None while nothing is scored.
    """
    found = children_of(context, RatingItem, (one.uid for one in ratings), link="rating")
    query = RatingScheme.select().where(RatingScheme.uid.in_([one.scheme for one in ratings]))
    schemes = {one.uid: one for one in context.find(query)}

    def total(rating: BranchRating) -> Decimal | None:
        scored = [row.score for row in found[rating.uid] if row.score is not None]
        own = (
            rating.self_score
            if rating.self_score is not None
            else sum(scored, Decimal(0))
            if scored
            else None
        )
        steps = (own, rating.mass_score, rating.superior_score)
        scheme = schemes.get(rating.scheme)
        weights = [getattr(scheme, f"{step}_weight", None) for step in ("self", "mass", "superior")]
        weighed = [(step, weight) for step, weight in zip(steps, weights, strict=True) if weight]
        if weighed and all(step is not None for step, _ in weighed):
            return sum((step * weight for step, weight in weighed), Decimal(0)) / 100
        return next((step for step in reversed(steps) if step is not None), None)

    return {one.uid: total(one) for one in ratings}


def rating_grades(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, str]:
    """The grade of each rating; a veto or a grade given directly is told instead."""
    totals = rating_totals(ratings, context)

    def grade(rating: BranchRating) -> str:
        if rating.veto:
            return "一票否决"
        if rating.direct:
            return "直接定级"
        total = totals[rating.uid]
        return grade_of(rating.scheme, total, context) if total is not None else ""

    return {one.uid: grade(one) for one in ratings}


def deduction_issues(ratings: Sequence[BranchRating], context: RuleContext) -> Values:
    """How many deductions of each rating went on as issues."""
    found = children_of(context, RatingItem, (one.uid for one in ratings), link="rating")
    return {one.uid: sum(bool(row.issue) for row in found[one.uid]) for one in ratings}


def stocks(goods: Sequence[Goods], context: RuleContext) -> Mapping[str, int]:
    """Pieces that came in less pieces given out."""
    came = children_of(context, GoodsIntake, (one.uid for one in goods), link="goods")
    gone = children_of(context, Redemption, (one.uid for one in goods), link="goods")
    return {
        one.uid: sum(row.qty for row in came[one.uid]) - sum(row.qty for row in gone[one.uid])
        for one in goods
    }


def stages_done(topics: Sequence[StudyTopic], context: RuleContext) -> Values:
    """原文精读、理论辅导: the stages each topic has had a session of, in their order."""
    found = children_of(context, StudySession, (one.uid for one in topics), link="topic")
    held = {
        uid: {row.method_step for row in rows if row.held_on is not None and row.held_on <= context.today}
        for uid, rows in found.items()
    }
    return {one.uid: "、".join(stage for stage in STAGES if stage in held.get(one.uid, ())) for one in topics}


def _annual_row(row: str, records: Sequence[AnnualChange], context: RuleContext) -> Values:
    """One of the rows 2 to 15: as signed, or as the roster stands; None while there is no year."""

    def value(record: AnnualChange) -> int | None:
        if record.figures:
            return signed_row(record, row)
        return annual_of(record, context).value(int(row[1:])) if record.year else None

    return {one.uid: value(one) for one in records}


BOOK_FIGURES: dict[tuple[str, str], Many] = {
    ("development", "half_year_reviews"): partial(_count, DevelopmentReview),
    ("development", "materials"): partial(_count, DevelopmentMaterial),
    ("org_transfer", "sex"): partial(_letter, partial(_label, "gender")),
    ("org_transfer", "age"): partial(_letter, _age),
    ("org_transfer", "ethnicity"): partial(_letter, partial(_label, "ethnicity")),
    ("org_transfer", "category"): partial(_letter, lambda member, day: member.category or ""),
    ("org_transfer", "id_number"): partial(_letter, lambda member, day: masked(member.id_number or "")),
    ("mobile_member", "last_contact_on"): last_contacts,
    ("mobile_member", "contact_state"): contact_states,
    ("member", "lost_state"): lost_states,
    ("self_check", "previous_status"): previous_statuses,
    ("self_check", "problems"): partial(_count, SelfCheckProblem),
    ("self_check", "measures"): partial(_count, SelfCheckMeasure),
    ("self_check", "criticism"): partial(_count, SelfCheckCriticism),
    ("election", "excluded"): excluded_words,
    ("election", "tally"): tallies,
    ("reporting_in", "services"): services,
    ("grid", "workers"): partial(_in_role, WORKER),
    ("grid", "party_members"): partial(_in_role, PARTY_MEMBER),
    ("grid", "teams"): partial(_in_role, VOLUNTEER),
    ("grid", "forces"): forces,
    ("goods", "stock"): stocks,
    ("research", "findings"): partial(_count, Finding),
    ("research", "conversions"): conversions,
    ("case_study", "links"): partial(_count, CaseLink),
    ("case_study", "figures"): partial(_count, CaseFigure),
    ("rating_scheme", "items"): partial(_count, SchemeItem),
    ("rating_scheme", "grades"): grade_names,
    ("branch_rating", "total"): rating_totals,
    ("branch_rating", "grade"): rating_grades,
    ("branch_rating", "issues"): deduction_issues,
    ("study_material", "uses"): partial(_count, SessionMaterial),
    ("study_topic", "sessions"): partial(_count, StudySession, link="topic"),
    ("study_topic", "stages"): stages_done,
    **{("annual_change", row): partial(_annual_row, row) for row in ROWS},
}
