"""U盘转接: the offers of members to other branches, and the answers given to offers that came.

Either is written by the program alone, signed, and never changed by hand. An offer belongs to the branch that
sends the member, its answer to the one that was asked; each keeps a copy of the other's, and so does the
committee above them, which knows by the two that both branches' rows are one person. The letter on paper
stays what it is.
"""

import hashlib
from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Lines, LongText, Number, Text
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.deed_states import STATES, TAKEN, WAITING, Answer, Sent, may_answer

ACCEPTS, SENDS_BACK = "接收", "退回"
_LONGEST_DEED = 4000


def offer_uid(office: str, person: str, number: int) -> str:
    """The uid of the ``number``-th offer of a member by ``office``: two PCs that make it make one record."""
    return hashlib.sha256(f"transfer offer {office} {person} {number}".encode()).hexdigest()[:32]


def answer_uid(offer: str, office: str) -> str:
    """The uid of the answer of ``office`` to an offer: whichever of its PCs gives it, there is one."""
    return hashlib.sha256(f"transfer answer {offer} {office}".encode()).hexdigest()[:32]


def _by_program(record: "TransferOffer | TransferAnswer", context: RuleContext) -> Iterable[Problem]:
    if not record.deed:
        yield Problem("deed", "转接的交接由程序签发，不能手工新增", "请到“组织关系转接”里办")


def _numbered_by_office(record: "TransferOffer | TransferAnswer", context: RuleContext) -> Iterable[Problem]:
    """Its uid says whose it is: nobody takes the place that another office's deed will have."""
    office = record.owner_office or context.office
    if isinstance(record, TransferOffer):
        own = offer_uid(office, record.person_uid or "", record.number or 0)
    else:
        own = answer_uid(record.offer or "", office)
    if record.uid != own:
        yield Problem("deed", "交接的编号和写它的单位对不上", "请打电话问对方是怎么回事")


def _offer_heading(record: "TransferOffer", naming: Naming) -> str:
    return f"{record.person}转往{record.to_name}" if record.person and record.to_name else ""


def _answer_heading(record: "TransferAnswer", naming: Naming) -> str:
    return f"{record.verdict}{record.person}" if record.person and record.verdict else ""


class TransferOffer(Record):
    """One offer of a member to another office, with what goes along of his records."""

    transfer = RecordLink("组织关系转接", "org_transfer", machine=True, index=True)
    person_uid = Text("花名册记录", machine=True, limit=32, index=True)
    person = Text("姓名", machine=True, limit=60, width=5, index=True)
    number = Number("第几次", machine=True, least=1, unit="次")
    to_office = Text("接收单位代码", machine=True, limit=32, index=True)
    to_name = Text("接收单位", machine=True, width=12)
    from_name = Text("转出单位", machine=True, width=12)
    offered_on = Date("写出日期", machine=True, index=True)
    deed = LongText("签字的交接", machine=True, limit=_LONGEST_DEED)
    dossier = Files("随转的档案", machine=True, most=1)
    files = Files("随转的文件", machine=True, most=200)
    state = Choice("答复", STATES, machine=True, default=WAITING, index=True)
    answered_on = Date("答复日期", machine=True)
    answer_why = Text("退回原因", machine=True, limit=500)
    recalled_on = Date("请对方退回", machine=True)
    recall_why = Text("请退回的原因", machine=True, limit=500)

    class Meta:
        table_name = "transfer_offer"
        title = "U盘转出"
        group = "支部与党员"
        icon = "stick"
        append_only = True
        kept_back = ("dossier", "files")
        listing = ("offered_on", "person", "number", "from_name", "to_name", "state", "answered_on")
        order = ("-offered_on", "-uid")
        period = "offered_on"
        rules = (_by_program, _numbered_by_office)
        heading = _offer_heading


class TransferAnswer(Record):
    """What this office answered to an offer; with the records it made of what came along."""

    offer = Text("对方的交接", machine=True, limit=32, index=True)
    person_uid = Text("对方的花名册记录", machine=True, limit=32, index=True)
    person = Text("姓名", machine=True, limit=60, width=5, index=True)
    number = Number("第几次", machine=True, least=1, unit="次")
    from_office = Text("转出单位代码", machine=True, limit=32, index=True)
    from_name = Text("转出单位", machine=True, width=12)
    verdict = Choice("答复", (ACCEPTS, SENDS_BACK), machine=True, index=True)
    why = Text("退回原因", machine=True, limit=500)
    answered_on = Date("答复日期", machine=True, index=True)
    answered_by = Text("经办人", machine=True, limit=60, width=5)
    reported_on = Date("报到日期", machine=True)
    deed = LongText("签字的答复", machine=True, limit=_LONGEST_DEED)
    offer_deed = LongText("对方签字的交接", machine=True, limit=_LONGEST_DEED)
    member = PersonLink("花名册", machine=True, index=True)
    transfer = RecordLink("组织关系转接", "org_transfer", machine=True, index=True)
    left_out = Lines("没有转录的", machine=True)

    class Meta:
        table_name = "transfer_answer"
        title = "U盘转入"
        group = "支部与党员"
        icon = "stick"
        append_only = True
        listing = ("answered_on", "person", "from_name", "verdict", "why", "member", "answered_by")
        order = ("-answered_on", "-uid")
        period = "answered_on"
        rules = (_by_program, _numbered_by_office)
        heading = _answer_heading


def own_offers(context: RuleContext, person: str) -> list[TransferOffer]:
    """The offers this office made of the member with uid ``person``, in their order."""
    ours = TransferOffer.owner_office.in_(("", context.office))
    query = TransferOffer.live().where((TransferOffer.person_uid == person) & ours)
    return context.find(query.order_by(TransferOffer.number))


def as_sent(offer: TransferOffer) -> Sent:
    """How ``offer`` stands, for what decides about it."""
    return Sent(offer.number or 0, offer.to_office or "", offer.state or WAITING)


def as_answer(answer: TransferAnswer, office: str) -> Answer:
    """What ``answer`` of ``office`` says, for what decides about it."""
    return Answer(answer.number or 0, office, answer.verdict == ACCEPTS)


def open_offer(
    context: RuleContext, transfer: str, states: tuple[str, ...] = (WAITING,)
) -> TransferOffer | None:
    """The offer made for a transfer that waits for its answer, or stands in another of ``states``."""
    query = TransferOffer.live().where(
        (TransferOffer.transfer == transfer)
        & TransferOffer.state.in_(states)
        & TransferOffer.owner_office.in_(("", context.office))
    )
    found = context.find(query.limit(1))
    return found[0] if found else None


STANDING = (WAITING, TAKEN)
"""How an offer stands that is written again as it is: it waits, or its receiver lost what it took over."""


def answers_from_others(context: RuleContext) -> list[TransferAnswer]:
    """What other offices answered to offers of this one, the oldest first."""
    query = TransferAnswer.live().where(
        (TransferAnswer.from_office == context.office) & (TransferAnswer.owner_office != context.office)
    )
    return context.find(query.order_by(TransferAnswer.answered_on, TransferAnswer.uid))


def answer_to(context: RuleContext, offer: TransferOffer) -> TransferAnswer | None:
    """The answer to ``offer``: the own one, or the one that came back."""
    return context.get(TransferAnswer, answer_uid(offer.uid, offer.to_office or ""))


def unanswered(context: RuleContext) -> list[TransferOffer]:
    """The offers to this office that it has not answered and may still answer, the oldest first.

    One whose sender has read an acceptance counts too: this file was put back and has lost it.
    """
    query = TransferOffer.live().where(
        (TransferOffer.to_office == context.office)
        & (TransferOffer.owner_office != context.office)
        & TransferOffer.state.in_((WAITING, TAKEN))
    )
    found = context.find(query.order_by(TransferOffer.offered_on, TransferOffer.uid))
    return [one for one in found if _may_answer(one, context)]


def _may_answer(offer: TransferOffer, context: RuleContext) -> bool:
    seen = TransferOffer.live().where(
        (TransferOffer.person_uid == offer.person_uid) & (TransferOffer.owner_office == offer.owner_office)
    )
    given = TransferAnswer.live().where(
        (TransferAnswer.person_uid == offer.person_uid)
        & (TransferAnswer.from_office == offer.owner_office)
        & TransferAnswer.owner_office.in_(("", context.office))
    )
    return may_answer(
        offer.number or 0,
        [one.number or 0 for one in context.find(seen)],
        [one.number or 0 for one in context.find(given)],
    )


def not_offered(record: Record, context: RuleContext) -> Iterable[Problem]:
    """A check of a step: what went out on a stick is closed by its answer, never from this end alone."""
    offer = open_offer(context, record.uid)
    if offer is not None:
        yield Problem(
            "state",
            f"{offer.offered_on} 已经用U盘转往{offer.to_name}，对方还没有答复，不能作废",
            "请先“请对方退回”，读到退回的答复以后再办",
        )
