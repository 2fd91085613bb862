"""Who was named when the branch was founded is linked with the roster's first entry of that name."""

from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg, own_organization, seated_now
from desktop_app.storage.action import Action, Refused
from desktop_app.storage.awaited import SECRETARY, awaited
from desktop_app.storage.ledger import Ledger


def link_awaited(ledger: Ledger, action: Action) -> None:
    """Give a post to who was named for it and enters the roster with this action.

    A name two people have is left to a person; so is a post that somebody holds by now.
    """
    added = action.added_to("member")
    people = awaited(ledger) if added else ()
    org = own_organization(ledger) if people else None
    if org is None:
        return
    named = Member.live().where(Member.name.in_([one.name for one in people]))
    members = ledger.find(named.where(Member.owner_office == ledger.office))
    for one in people:
        uids = [member.uid for member in members if member.name == one.name]
        if len(uids) == 1 and uids[0] in added:
            _link(ledger, action, org, one.role, uids[0])


def _link(ledger: Ledger, action: Action, org: PartyOrg, role: str, uid: str) -> None:
    if role == SECRETARY:
        if org.secretary is not None:
            return
        org.secretary = uid
        if not _written(action, org):
            org.secretary = None
            return
    seats = seated_now(org.uid, ledger)
    if any(one.member == uid or (role == SECRETARY == one.role) for one in seats):
        return
    seat = CommitteeMember(org=org.uid, member=uid, role=role, since=org.term_start)
    if not _written(action, seat):
        # Joined the party after the day written for the term: the day of the seat is left to be written.
        seat.since = None
        _written(action, seat)


def _written(action: Action, record: PartyOrg | CommitteeMember) -> bool:
    """Whether the rules let it through; what they refuse must not stop the entry it follows from."""
    try:
        action.bring((record,))
    except Refused:
        return False
    return True
