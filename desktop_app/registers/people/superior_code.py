"""The code of the organisation above: invented when a branch is founded, put right when its card is known."""

from dataclasses import dataclass, field

from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.orgs import PartyOrg, own_organization


@dataclass
class Renaming:
    """What is to be written so that our superior stands in 党组织 once, under its own code."""

    saved: list[PartyOrg] = field(default_factory=list)
    removed: list[PartyOrg] = field(default_factory=list)


def invented_code(office: str) -> str:
    """The code our superior stands under until its card tells its own."""
    return f"{office}-S"


def put_right(context: RuleContext, code: str) -> Renaming:
    """Give the superior entered under an invented code the one its card tells; nothing where it has one.

    Where an organisation of that code stands here already, whatever hung on the invented one hangs on it now.
    """
    own = own_organization(context)
    invented = PartyOrg.live().where(
        (PartyOrg.org_code == invented_code(context.office)) & (PartyOrg.owner_office == context.office)
    )
    entered = next(iter(context.find(invented)), None)
    if own is None or entered is None or own.parent != entered.uid:
        return Renaming()
    known = next(iter(context.find(PartyOrg.live().where(PartyOrg.org_code == code))), None)
    if known is None:
        entered.org_code = code
        return Renaming([entered])
    below = (PartyOrg.parent == entered.uid) & (PartyOrg.owner_office == context.office)
    moved = list(context.find(PartyOrg.live().where(below)))
    for one in moved:
        one.parent = known.uid
    return Renaming(moved, [entered])
