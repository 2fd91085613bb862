"""The same person on the rosters of two branches: a question of transfer, until a transfer answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peewee import fn

from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import RECEIVED, VOID, OrgTransfer, called
from desktop_app.registers.people.transfer_deeds import ACCEPTS, TransferAnswer, TransferOffer

# How many questions name themselves in one query.
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TransferQuestion:
    """One ID number on several rosters, none of whose rows has left; ``transfers`` are those that say why.

    ``deed`` tells of the stick both branches signed, by which the rows are one person.
    """

    id_number: str
    rows: tuple[Member, ...]
    transfers: tuple[OrgTransfer, ...]
    deed: str = ""

    @property
    def name(self) -> str:
        """The person, by every name written."""
        return "、".join(dict.fromkeys(one.name for one in self.rows))

    @property
    def is_answered(self) -> bool:
        """Whether a transfer says how the person comes to stand in both."""
        return bool(self.transfers or self.deed)

    @property
    def since(self) -> date | None:
        """The day from which the person stood on two rosters: the second entry."""
        days = sorted(one.entry_on for one in self.rows if one.entry_on is not None)
        return days[1] if len(days) > 1 else None

    def words(self) -> str:
        """What stands, or what is to be asked."""
        if self.deed:
            return self.deed
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
    uids = [one.uid for some in asked.values() for one in some]
    moves, deeds = _moves(context, uids), _deeds(context, uids)
    found = [
        TransferQuestion(
            number,
            tuple(some),
            tuple(move for one in some for move in moves.get(one.uid, ())),
            next((words for one in some for words in deeds.get(one.uid, ())), ""),
        )
        for number, some in asked.items()
    ]
    sound = load_pinyin().sort_key
    return sorted(found, key=lambda one: (one.is_answered, sound(one.name), one.id_number))


def _moves(context: RuleContext, members: list[str]) -> dict[str, list[OrgTransfer]]:
    """The transfers of some people that were not made void."""
    found: dict[str, list[OrgTransfer]] = {}
    for at in range(0, len(members), _MOST_AT_ONCE):
        some = OrgTransfer.member.in_(members[at : at + _MOST_AT_ONCE])
        query = OrgTransfer.live().where(some & (OrgTransfer.state != VOID))
        for one in context.find(query.order_by(OrgTransfer.uid)):
            found.setdefault(one.member, []).append(one)
    return found


def _deeds(context: RuleContext, members: list[str]) -> dict[str, list[str]]:
    """What both branches signed about some people, in words by the row of where they are now.

    The offer came from the one branch and names the row there, the answer from the other.
    """
    found: dict[str, list[str]] = {}
    for at in range(0, len(members), _MOST_AT_ONCE):
        some = TransferAnswer.member.in_(members[at : at + _MOST_AT_ONCE])
        for answer in context.find(TransferAnswer.live().where(some & (TransferAnswer.verdict == ACCEPTS))):
            offer = context.get(TransferOffer, answer.offer)
            if offer is None or answer.member is None or offer.person_uid not in members:
                continue
            ends = (offer.owner_office, offer.to_office, offer.person_uid)
            if ends == (answer.from_office, answer.owner_office, answer.person_uid):
                words = f"用U盘转接，双方已签字：{offer.to_name} {answer.answered_on} 接收"
                found.setdefault(answer.member, []).append(f"{words}，{offer.from_name}还没有读到答复")
    return found
