"""记分: the points orders, meetings and study sessions bring by the rules of their day, posted once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.service.points_entries import PointsEntry, scope_on
from desktop_app.registers.service.points_rules import PER_HOUR, PointsRule, rules_posting
from desktop_app.registers.service.reporting_in import ReportingIn

_ZERO, _TENTH = Decimal(0), Decimal("0.1")
# Holder, rule and year: what a yearly cap is counted by.
_Capped = tuple[str, str, int]


@dataclass(frozen=True)
class Occasion:
    """What brings points: the uid of its record, how rules name it, its day, who was there, hours of each.

    ``verifier`` vouches for it, if a person did; nobody vouches for himself.
    """

    source: str
    posted_by: str
    day: date
    people: tuple[str, ...]
    hours: Decimal | None
    reason: str
    verifier: str | None = None


def capped(points: Decimal, had: Decimal, cap: Decimal | None) -> Decimal:
    """``points`` of a rule, cut to what its yearly ``cap`` leaves after ``had`` (size counts, not sign)."""
    if cap is None:
        return points
    left = max(_ZERO, cap - abs(had))
    return points if abs(points) <= left else left.copy_sign(points)


def entries_for(occasions: Sequence[Occasion], context: RuleContext) -> list[PointsEntry]:
    """The entries ``occasions`` bring, not yet saved: one per person and rule in force on each one's day.

    Nothing that was posted before for the same person and rule, even if it was reversed since: what a
    person took back stays so. Never over a rule's yearly cap, nothing to whom the rule does not cover.
    Five queries, however many occasions there are.
    """
    kinds = {one.posted_by for one in occasions}
    rules = {kind: rules_posting(kind, context) for kind in kinds}
    waiting = [(one, rule) for one in occasions for rule in rules[one.posted_by] if rule.in_force_on(one.day)]
    if not waiting:
        return []
    everyone = {person for one, _ in waiting for person in one.people}
    posted = _posted({one.source for one, _ in waiting}, context)
    people, had = _people(everyone, context), _had(everyone, [rule for _, rule in waiting], context)
    made = []
    for one, rule in waiting:
        for person in dict.fromkeys(one.people):
            if (person, rule.uid, one.source) in posted or not _covers(rule, people.get(person), one.day):
                continue
            key = person, rule.uid, one.day.year
            times = one.hours or _ZERO if rule.unit == PER_HOUR else Decimal(1)
            points = capped((rule.points * times).quantize(_TENTH), had[key], rule.year_cap)
            had[key] += points
            if points:
                made.append(_entry(one, person, rule, points))
    return made


def _entry(occasion: Occasion, person: str, rule: PointsRule, points: Decimal) -> PointsEntry:
    return PointsEntry(
        holder=person,
        on=occasion.day,
        reason=occasion.reason,
        rule=rule.uid,
        points=points,
        verifier=occasion.verifier if occasion.verifier != person else None,
        source=occasion.source,
    )


def _covers(rule: PointsRule, person: Member | ReportingIn | None, day: date) -> bool:
    """Whether the rule is for this person that day; not for who had not joined the party yet."""
    if person is None:
        return False
    if isinstance(person, Member) and person.joined_on is not None and person.joined_on.first_day() > day:
        return False
    return scope_on(person, day) in (rule.scope or ())


def _posted(sources: Collection[str], context: RuleContext) -> set[tuple[str, str | None, str | None]]:
    query = PointsEntry.live().where(PointsEntry.source.in_(sorted(sources)))
    return {(one.holder, one.rule, one.source) for one in context.find(query)}


def _people(uids: Collection[str], context: RuleContext) -> dict[str, Member | ReportingIn]:
    """The members and guests by uid, left ones too: they were here that day."""
    wanted = sorted(uids)
    guests = context.find(ReportingIn.select().where(ReportingIn.uid.in_(wanted)))
    members = context.find(Member.select().where(Member.uid.in_(wanted)))
    return {one.uid: one for one in guests} | {one.uid: one for one in members}


def _had(
    people: Collection[str], rules: Iterable[PointsRule], context: RuleContext
) -> dict[_Capped, Decimal]:
    """What everybody has by the rules that have a cap, by year."""
    limited = sorted({rule.uid for rule in rules if rule.year_cap is not None})
    query = PointsEntry.live().where(PointsEntry.rule.in_(limited) & PointsEntry.holder.in_(sorted(people)))
    found: dict[_Capped, Decimal] = defaultdict(Decimal)
    for one in context.find(query) if limited else ():
        found[one.holder, one.rule, one.on.year] += one.points
    return found
