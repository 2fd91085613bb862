"""The same person on the rosters of two branches: a question of transfer, until a transfer answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peewee import fn

from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import RECEIVED, VOID, OrgTransfer, called

# How many questions name themselves in one query.
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TransferQuestion:
    """One ID number on several rosters, none of whose rows has left; ``transfers`` are those that say why."""

    id_number: str
    rows: tuple[Member, ...]
    transfers: tuple[OrgTransfer, ...]

    @property
    def name(self) -> str:
        """The person, by every name written."""
        return "、".join(dict.fromkeys(one.name for one in self.rows))

    @property
    def is_answered(self) -> bool:
        """Whether a transfer says how the person comes to stand in both."""
        return bool(self.transfers)

    @property
    def since(self) -> date | None:
        """The day from which the person stood on two rosters: the second entry."""
        days = sorted(one.entry_on for one in self.rows if one.entry_on is not None)
        return days[1] if len(days) > 1 else None

    def words(self) -> str:
        """What stands, or what is to be asked."""
        if not self.transfers:
            return "两边都没有登记转接：请问是谁的党员，该转的办组织关系转接，登记错的删去"
        told = "；".join(f"{one.direction}{called(one)}，{one.state}" for one in self.transfers)
        done = any(one.state == RECEIVED for one in self.transfers)
        return f"{told}{'：转出的一方还没有写减少' if done else ''}"


def transfer_questions(context: RuleContext, names: Mapping[str, str]) -> list[TransferQuestion]:
    """Every person on two rosters of ``names`` (code → name of the offices looked at); the open ones first.

    Asked of the branch file at once: an ID number counts, not a name.
    """
    here = Member.removed_at.is_null() & Member.exit_type.is_null() & Member.id_number.is_null(False)
    twice = (
        Member.select(Member.id_number)
        .where(here)
        .group_by(Member.id_number)
        .having(fn.COUNT(fn.DISTINCT(Member.owner_office)) > 1)
    )
    rows: dict[str, list[Member]] = {}
    for one in context.find(Member.select().where(here & Member.id_number.in_(twice)).order_by(Member.uid)):
        if one.owner_office in names:
            rows.setdefault(one.id_number, []).append(one)
    asked = {number: some for number, some in rows.items() if len({one.owner_office for one in some}) > 1}
    moves = _moves(context, [one.uid for some in asked.values() for one in some])
    found = [
        TransferQuestion(number, tuple(some), tuple(move for one in some for move in moves.get(one.uid, ())))
        for number, some in asked.items()
    ]
    return sorted(found, key=lambda one: (one.is_answered, one.name, one.id_number))


def _moves(context: RuleContext, members: list[str]) -> dict[str, list[OrgTransfer]]:
    """The transfers of some people that were not made void."""
    found: dict[str, list[OrgTransfer]] = {}
    for at in range(0, len(members), _MOST_AT_ONCE):
        some = OrgTransfer.member.in_(members[at : at + _MOST_AT_ONCE])
        query = OrgTransfer.live().where(some & (OrgTransfer.state != VOID))
        for one in context.find(query.order_by(OrgTransfer.uid)):
            found.setdefault(one.member, []).append(one)
    return found
