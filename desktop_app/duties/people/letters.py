"""Letters of transfer for their page: each with its clock, and a new one begun with what is known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.people.dues_year import dues_book, paid_through
from desktop_app.duties.people.transfer import LetterClock, letter_clock, numbers
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import LEAVING, OUT, OrgTransfer
from desktop_app.registers.people.orgs import COMMITTEE_KIND, PartyOrg, issues_letters, own_organization

_NUMBER = re.compile(r"^(.*?)(\d+)$")


@dataclass(frozen=True)
class Letter:
    """One letter, where it stands, and whether its member has a row on the roster."""

    transfer: OrgTransfer
    clock: LetterClock
    on_roster: bool

    @property
    def leaves(self) -> bool:
        """Whether somebody goes; the others come."""
        return self.transfer.direction in LEAVING


def letters_of(context: RuleContext, office: str | None = None) -> list[Letter]:
    """Every letter of ``office`` (default: the own one), those without a day first, then the newest."""
    rows = context.find(
        OrgTransfer.live()
        .where(OrgTransfer.owner_office == (office or context.office))
        .order_by(OrgTransfer.issued_on.desc(nulls="FIRST"), OrgTransfer.letter_no.desc(), OrgTransfer.uid)
    )
    number = numbers(context)
    known = {
        one.uid
        for one in context.find(
            Member.live().select(Member.uid).where(Member.uid.in_([row.member for row in rows]))
        )
    }
    return [Letter(one, letter_clock(one, number, context.today), one.member in known) for one in rows]


def fresh_letter(context: RuleContext, direction: str = OUT) -> OrgTransfer:
    """A new transfer: the own committee at its end of the way, the own branch where somebody comes.

    Only an office with the right to make letters out takes the year's next number; a branch types the one
    it was given.
    """
    roster = Roster.read(context)
    base, home = base_committee(context, roster), roster.home
    full_name = base.full_name if base is not None else None
    goes = direction in LEAVING
    made = OrgTransfer(
        direction=direction,
        valid_days=int(context.rule("transfer_valid_days_far")),
        from_org=full_name if goes else None,
        to_org=None if goes else full_name,
        issuer=full_name if goes else None,
        new_branch=home.full_name if home is not None and not goes else None,
    )
    if goes and base is not None:
        made.origin_phone = base.contact_phone
    if goes and issues_letters(context):
        own = context.find(OrgTransfer.select().where(OrgTransfer.owner_office == context.office))
        made.letter_no = next_number(own, context.today.year)
    return made


def letter_barred(context: RuleContext) -> str:
    """Why the office at the desk may not print a letter of transfer, in words; '' where it may.

    组通字〔2006〕45号填写说明; 《中国共产党党员教育管理工作条例》第二十五条.
    """
    if issues_letters(context):
        return ""
    return "党支部不能开具组织关系介绍信：介绍信由有审批权限的基层党委编号、开具"


def base_committee(context: RuleContext, roster: Roster) -> PartyOrg | None:
    """The 基层党委 of the office: itself, or the nearest one above it; None while none is written."""
    own = own_organization(context)
    at = own if own is not None else roster.home
    seen: set[str] = set()
    while at is not None and at.uid not in seen:
        if at.org_kind == COMMITTEE_KIND:
            return at
        seen.add(at.uid)
        at = roster.orgs.get(at.parent or "")
    return None


def next_number(letters: Iterable[OrgTransfer], year: int) -> str:
    """The number after the highest of ``year``'s own letters, written as that one is; void ones are used up.

    The number is unique per year on the sending side (《党员组织关系介绍信》填写说明).
    """
    taken = [
        found
        for one in letters
        if one.direction in LEAVING and (one.issued_on is None or one.issued_on.year == year)
        if (found := _NUMBER.match(one.letter_no or "")) is not None
    ]
    if not taken:
        return "1"
    last = max(taken, key=lambda found: int(found[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"


def letter_presets(context: RuleContext, person: str | None) -> dict[str, object]:
    """What the roster and the book of dues know for the letter of member ``person``: dues month, phone."""
    member = context.get(Member, person)
    if member is None:
        return {}
    known = {
        "dues_paid_to": paid_through(dues_book(context), member),
        "member_phone": member.mobile or member.landline,
    }
    return {box: value for box, value in known.items() if value}
