"""The two packages of a transfer by stick: an offer with its dossier, and the answer to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.registers.exchange.kinds import ACCEPT, TRANSFER, ContentChoice, PackageKind, selection
from desktop_app.registers.people.transfer_deeds import TransferAnswer, TransferOffer

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.exchange.courier import Parcel


def offer_parcel(desk: Desk, offer: TransferOffer) -> Parcel:
    """The package of an offer; written again it holds the same deed."""
    return _parcel(desk, TRANSFER, offer, offer.to_office or "", f"{offer.person}的组织关系转接")


def answer_parcel(desk: Desk, answer: TransferAnswer) -> Parcel:
    """The package of an answer, for the office the offer came from."""
    told = f"对{answer.person}转接的答复：{answer.verdict}"
    return _parcel(desk, ACCEPT, answer, answer.from_office or "", told)


def _parcel(
    desk: Desk, kind: PackageKind, record: TransferOffer | TransferAnswer, to: str, subject: str
) -> Parcel:
    choice = ContentChoice(to, picked={record._meta.table_name: frozenset((record.uid,))})
    chosen = selection(desk.ledger, desk.ledger.catalogue, kind, choice)
    # All of it each time: whether one before arrived is told by the answer alone.
    return desk.courier.prepare(to, subject, selection=chosen, full=True)
