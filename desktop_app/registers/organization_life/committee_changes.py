"""What an election changes in the committee, on the roster and in the branch's term.

委员 sit from the election, which is reported 备案; 书记 and 副书记 hold their posts once the superior has
approved (《中国共产党支部工作条例（试行）》第二十一条). Other posts are shared out afterwards.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import LEADER_POSTS, Member
from desktop_app.registers.people.orgs import HEADS, UNDIVIDED, CommitteeMember, PartyOrg, seated_now


def new_members(
    org_uid: str, won: Iterable[str], day: date, renewal: bool, context: RuleContext
) -> Iterable[Record]:
    """The seats of ``won``; a renewal ends the committee before it and begins the branch's term.

    Written down after its term began: those who sit already sit by this election and keep their posts.
    """
    org, seats = context.get(PartyOrg, org_uid), seated_now(org_uid, context)
    late = {one.member: one for one in seats if org is not None and org.term_start == day and renewal}
    before = [one for one in seats if not late and (one.since is None or one.since < day)]
    for seat in before if renewal else ():
        seat.until = day
        yield seat
    for uid in won:
        seat = late.get(uid) or CommitteeMember(org=org_uid, member=uid, role=UNDIVIDED)
        seat.since = day
        yield seat
    if renewal:
        left = [one.member for one in before if one.member not in set(won)]
        yield from _on_the_roster(dict.fromkeys(left, ""), context)
        yield from _new_term(org, day)


def new_head(
    org_uid: str, uid: str, post: str, day: date, begins_term: bool, context: RuleContext
) -> Iterable[Record]:
    """``uid`` in the post of 书记 or 副书记 in place of who held it; without a committee a new 书记 begins
    the term."""
    seats = seated_now(org_uid, context)
    mine = next((one for one in seats if one.member == uid), None)
    stays = mine is not None and (mine.role in (post, UNDIVIDED) or mine.since == day)
    ended = [one for one in seats if one.role == post and one.member != uid]
    if mine is not None and not stays:
        ended.append(mine)
    for seat in ended:
        seat.until = day
        yield seat
    taken = mine if mine is not None and stays else CommitteeMember(org=org_uid, member=uid, since=day)
    taken.role = post
    yield taken
    left = {one.member: "" for one in ended if one.member != uid}
    yield from _on_the_roster({**left, uid: post}, context)
    org = context.get(PartyOrg, org_uid)
    if org is not None and post == "书记":
        org.secretary = uid
        if not begins_term:
            yield org
    if begins_term:
        yield from _new_term(org, day)


def divided(org_uid: str, roles: Mapping[str, str], context: RuleContext) -> Iterable[Record]:
    """The seats with the posts shared out; 书记 and 副书记 keep theirs, whatever they see to besides."""
    given: dict[str, str] = {}
    for seat in seated_now(org_uid, context):
        role = roles.get(seat.member)
        if role and seat.role not in HEADS:
            given[seat.member] = seat.role = role
            yield seat
    yield from _on_the_roster(given, context)


def filed(org_uid: str, day: date, context: RuleContext) -> Iterable[Record]:
    """The day the superior was told of the new committee, in the branch's own row."""
    org = context.get(PartyOrg, org_uid)
    if org is not None:
        org.committee_filed_on = day
        yield org


def _new_term(org: PartyOrg | None, day: date) -> Iterable[Record]:
    if org is not None:
        org.term_start, org.term_shift, org.term_shift_approved_on = day, 0, None
        org.committee_filed_on = None
        yield org


def _on_the_roster(posts: Mapping[str, str], context: RuleContext) -> Iterable[Member]:
    """党内职务 of those who come and of those who go; what the roster has no word for stays 党员."""
    for uid, post in posts.items():
        member = context.get(Member, uid)
        if member is None or member.removed_at is not None:
            continue
        wanted = post if post in LEADER_POSTS else "党员"
        if member.party_post != wanted and (post or member.party_post in LEADER_POSTS):
            member.party_post = wanted
            yield member
