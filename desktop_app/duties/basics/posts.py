"""党内职务 on a day: the seat a member held then, not the one held now."""

from collections.abc import Iterable
from datetime import date

from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import LEADER_POSTS, Member
from desktop_app.registers.people.orgs import CommitteeMember

PLAIN = "党员"


def seats_of(context: RuleContext) -> list[CommitteeMember]:
    """Every seat of a committee there ever was, one query."""
    return context.find(CommitteeMember.live().order_by(CommitteeMember.since, CommitteeMember.uid))


def post_on(member: Member, seats: Iterable[CommitteeMember], day: date) -> str:
    """The post ``member`` held on ``day``: his seat of that day, 党员 before and after it.

    Where no seat of his was ever written, what the roster says now is all there is.
    """
    mine = [one for one in seats if one.member == member.uid]
    for one in mine:
        if (one.since is None or one.since <= day) and (one.until is None or one.until > day):
            return str(one.role)
    now = member.party_post or PLAIN
    return PLAIN if mine and now in LEADER_POSTS else now
