"""The computed figures of people: ages and years, committees, letters, who is away, the table of the year."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from desktop_app.base.codes import load_codes
from desktop_app.base.identity import masked
from desktop_app.base.periods import add_months, years_between
from desktop_app.duties.basics.computing import Many, how_many, names_of
from desktop_app.duties.basics.figure import Value, Values
from desktop_app.duties.people.annual import annual_of
from desktop_app.duties.people.contacts import contact_states, lost_states
from desktop_app.records.children import by_parent, children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.development import DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.members import FULL, Member, belongs_on
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.reporting.annual_changes import ROWS, AnnualChange, signed_row


def party_years(members: Sequence[Member], context: RuleContext) -> Values:
    """党龄 in whole years from 转正 to today with the correction in months (党章第七条); None before 转正."""

    def years(member: Member) -> int | None:
        if member.full_on is None:
            return None
        begun = add_months(member.full_on.first_day(), -(member.party_age_adjust or 0))
        return max(0, years_between(begun, _until(member, context)))

    return {one.uid: years(one) for one in members}


def ages(members: Sequence[Member], context: RuleContext) -> Values:
    """周岁 today, or on the day of leaving."""
    return {
        one.uid: years_between(one.birth_date, _until(one, context)) if one.birth_date else None
        for one in members
    }


def _until(member: Member, context: RuleContext) -> date:
    left: date | None = member.exit_on
    return min(left, context.today) if left is not None else context.today


def full_counts(orgs: Sequence[PartyOrg], context: RuleContext) -> Values:
    """正式党员 on the books today of a branch, or of a group."""
    members = context.find(Member.live().where(Member.category == FULL))
    here = [one for one in members if belongs_on(one, context.today)]
    by_branch = Counter(one.branch for one in here)
    by_group = Counter(one.party_group for one in here)
    return {org.uid: by_branch[org.uid] + by_group[org.uid] for org in orgs}


def committees(orgs: Sequence[PartyOrg], context: RuleContext) -> Values:
    """Who sits on the committee, in the order of posts: 张三（书记）、李四（组织委员）."""
    here = CommitteeMember.org.in_([org.uid for org in orgs]) & CommitteeMember.until.is_null()
    posts = context.find(CommitteeMember.live().where(here))
    names = names_of([post.member for post in posts], context)
    ranks = list(CommitteeMember.role.options)
    posts.sort(key=lambda post: (ranks.index(post.role) if post.role in ranks else len(ranks), post.uid))
    seats = by_parent(posts, "org")
    return {
        org.uid: "、".join(f"{names.get(post.member, '')}（{post.role}）" for post in seats[org.uid])
        for org in orgs
    }


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


def _annual_row(row: str, records: Sequence[AnnualChange], context: RuleContext) -> Values:
    """One of the rows 2 to 15: as signed, or as the roster stands; None while there is no year."""

    def value(record: AnnualChange) -> int | None:
        if record.figures:
            return signed_row(record, row)
        return annual_of(record, context).value(int(row[1:])) if record.year else None

    return {one.uid: value(one) for one in records}


COMPUTED: dict[tuple[str, str], Many] = {
    ("member", "party_years"): party_years,
    ("member", "age"): ages,
    ("party_org", "n_full"): full_counts,
    ("party_org", "committee"): committees,
    ("development", "half_year_reviews"): partial(how_many, DevelopmentReview),
    ("development", "materials"): partial(how_many, DevelopmentMaterial),
    ("org_transfer", "sex"): partial(_letter, partial(_label, "gender")),
    ("org_transfer", "age"): partial(_letter, _age),
    ("org_transfer", "ethnicity"): partial(_letter, partial(_label, "ethnicity")),
    ("org_transfer", "category"): partial(_letter, lambda member, day: member.category or ""),
    ("org_transfer", "id_number"): partial(_letter, lambda member, day: masked(member.id_number or "")),
    ("mobile_member", "last_contact_on"): last_contacts,
    ("mobile_member", "contact_state"): contact_states,
    ("member", "lost_state"): lost_states,
    **{("annual_change", row): partial(_annual_row, row) for row in ROWS},
}
