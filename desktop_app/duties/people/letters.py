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
    """A new letter: the own branch at its end of the way; one that goes out takes the year's next number."""
    roster = Roster.read(context)
    branch = roster.orgs.get(roster.branch or "")
    home = branch.full_name if branch is not None else None
    goes = direction in LEAVING
    made = OrgTransfer(
        direction=direction,
        valid_days=int(context.rule("transfer_valid_days_far")),
        from_org=home if goes else None,
        to_org=None if goes else home,
    )
    if goes:
        own = context.find(OrgTransfer.select().where(OrgTransfer.owner_office == context.office))
        made.letter_no = next_number(own, context.today.year)
        if branch is not None:
            made.origin_phone = branch.contact_phone
    return made


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
