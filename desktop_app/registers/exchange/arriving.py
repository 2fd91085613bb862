"""What a branch makes of the dossier of a member who arrives: records of its own, judged by its own rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.dossier import MADE, Dossier, Row
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.members import PROBATIONARY, Member
from desktop_app.registers.people.org_transfers import (
    IN,
    ISSUED,
    MOVED_IN,
    OUT,
    UNDER_WAY,
    WHOLE_IN,
    WHOLE_OUT,
    OrgTransfer,
)
from desktop_app.registers.people.orgs import own_branch

R = TypeVar("R", bound=Record)
_ARRIVES = {OUT: IN, WHOLE_OUT: WHOLE_IN}
_BASIS = "按随组织关系转来的纪实转录"


@dataclass(frozen=True)
class Arriving:
    """The row of the roster, the letter that comes in, and what they may do without, with its children."""

    member: Member
    letter: OrgTransfer
    more: list[list[Record]]


def same_person(dossier: Dossier, context: RuleContext) -> Member | None:
    """The row of this branch's roster with the ID number of the dossier's member."""
    number = dossier.member.get("id_number")
    ours = Member.owner_office.in_(("", context.office))
    found = context.find(Member.live().where((Member.id_number == number) & ours).limit(1)) if number else []
    return found[0] if found else None


def letter_here(dossier: Dossier, known: Member | None, context: RuleContext) -> OrgTransfer | None:
    """The transfer somebody typed here already from the letter on paper, still under way."""
    who = [str(dossier.member.get("name")), *([known.uid] if known is not None else [])]
    query = OrgTransfer.live().where(
        OrgTransfer.direction.in_(tuple(_ARRIVES.values()))
        & OrgTransfer.state.in_(UNDER_WAY)
        & OrgTransfer.member.in_(who)
        & OrgTransfer.owner_office.in_(("", context.office))
    )
    found = context.find(query.limit(1))
    return found[0] if found else None


def arriving(dossier: Dossier, context: RuleContext, known: Member | None = None) -> Arriving:
    """Records not yet written; ``known`` is the row of the roster that is taken for the same person."""
    member = _member(dossier.member, context, known)
    letter = letter_here(dossier, known, context)
    if letter is None:
        letter = OrgTransfer()
        _put(letter, "org_transfer", dossier.letter)
        letter.direction = _ARRIVES.get(str(dossier.letter.get("direction")), IN)
        letter.state = ISSUED
    letter.member = member.uid
    more: list[list[Record]] = []
    for row in dossier.rows.get("development", ())[:1]:
        more.append(_file(row, member, dossier, context))
    for row in dossier.rows.get("dues_standard", ()):
        more.append([_put(MADE["dues_standard"][0](member=member.uid), "dues_standard", row)])
    return Arriving(member, letter, more)


def _member(row: Row, context: RuleContext, known: Member | None) -> Member:
    """A new row, or the one there is: all of it for who left and comes back, else what is still empty."""
    if known is None:
        member = Member(branch=own_branch(context), entry_type=MOVED_IN, entry_on=context.today)
        return _put(member, "member", row)
    stored = Register(Member).stored(known)
    returns = bool(known.exit_type)
    taken = {box: value for box, value in row.items() if returns or stored[box] is None}
    if returns:
        taken.update(party_group=None, party_post=None)
    Register(Member).put(known, taken)
    if known.lacks(Member.branch) or returns:
        known.branch = own_branch(context) or known.branch
    return known


def _file(row: Row, member: Member, dossier: Dossier, context: RuleContext) -> list[Record]:
    """The file of 发展党员 of who is still on probation, told as copied (补录), with what hangs on it."""
    file = _put(Development(member=member.uid, branch=member.branch), "development", row)
    file.stage = PROBATIONARY
    file.backfill_until, file.backfill_basis = context.today, _BASIS
    below: list[Record] = []
    for name in ("development_review", "development_material"):
        for child in dossier.rows.get(name, ()):
            below.append(_put(MADE[name][0](development=file.uid), name, child))
    return [file, *below]


def _put(record: R, name: str, row: Row) -> R:
    model, boxes = MADE[name]
    Register(model).put(record, {box: value for box, value in row.items() if box in boxes})
    return record


def receipt_day(issued_on: date | None, answered_on: date, today: date) -> date:
    """The day the origin writes as that of the receipt: the answer's, where the other PC's date can be."""
    day = min(answered_on, today)
    return max(day, issued_on) if issued_on is not None and issued_on <= today else day


def shown(dossier: Dossier) -> list[tuple[str, str]]:
    """The member's row in words, title and value, covered as lists cover it; for whoever decides."""
    register = Register(Member)
    record = _put(Member(), "member", dossier.member)
    found = []
    for name in MADE["member"][1]:
        box, value = register.boxes[name], getattr(record, name)
        if name not in dossier.member or value in (None, "", ()):
            continue
        words = box.masked(value, lambda uid: "")
        if box.private and words == box.show(value, lambda uid: ""):
            words = "接收后可以看"
        if words:
            found.append((box.title, words))
    return found
