"""The hand that writes the deeds of members who move by stick: offers, answers, and what an answer settles.

The receiving branch makes records of its own of what came; the sending branch keeps the member until it has
read the signed acceptance. Nothing of this is undone: what was signed and handed over stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop_app.base.errors import UserError
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.deed import (
    AnswerDeed,
    OfferDeed,
    dossier_digest,
    own_offer,
    read_answer,
    read_offer,
    sign_answer,
    sign_offer,
)
from desktop_app.exchange.refusal import PackageRefused, Refusal
from desktop_app.exchange.trust import Trust
from desktop_app.records.links import FileRef
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.answering import Settled, Waiting
from desktop_app.registers.exchange.arriving import Arriving, arriving, receipt_day, same_person
from desktop_app.registers.exchange.dossier import FILE_NAME, Dossier, gather, read_dossier
from desktop_app.registers.people.deed_states import TAKEN, WAITING, answered, next_number
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import ISSUED, LAPSED, LEAVING, OrgTransfer
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.people.transfer_deeds import (
    ACCEPTS,
    SENDS_BACK,
    STANDING,
    TransferAnswer,
    TransferOffer,
    answer_uid,
    answers_from_others,
    as_answer,
    as_sent,
    offer_uid,
    open_offer,
    own_offers,
    unanswered,
)
from desktop_app.storage.action import Action
from desktop_app.storage.ledger import Ledger

# The kind of action that writes a deed: nobody undoes it, nor what was done before it.
DEED = "deed"


class DeedBook:
    """Writes the deeds of one open ledger; ``trust`` has the own keys and the cards of the offices known."""

    def __init__(self, ledger: Ledger, trust: Trust) -> None:
        self._ledger = ledger
        self._trust = trust

    # -- the branch a member leaves ---------------------------------------------------------------------

    def offer(self, transfer: OrgTransfer, to: str, *, awards: bool = False) -> TransferOffer:
        """The offer of who leaves with ``transfer`` to office ``to``; the one that waits already, as it is.

        UserError unless the letter is issued, the member still here, and no other offer of him waits.
        """
        ledger = self._ledger
        card = self._trust.card_of(to)
        standing = open_offer(ledger, transfer.uid, STANDING)
        if standing is not None:
            if standing.to_office != to:
                raise _still_waiting(standing)
            return standing
        member = _leaving(transfer, ledger)
        before = own_offers(ledger, member.uid)
        number = next_number(map(as_sent, before))
        if number is None:
            raise _still_waiting(next(one for one in before if one.state == WAITING))
        dossier = gather(member, transfer, ledger, awards=awards)
        kept = ledger.keep_file(dossier.to_bytes(), FILE_NAME)
        files = dossier.files()
        keys = self._trust.keys
        digest = dossier_digest(kept.sha256, (one.sha256 for one in files))
        deed = OfferDeed(transfer.uid, member.uid, number, keys.code, to, ledger.today, digest)
        made = TransferOffer(
            uid=offer_uid(keys.code, member.uid, number),
            transfer=transfer.uid,
            person_uid=member.uid,
            person=member.name,
            number=number,
            to_office=to,
            to_name=card.name,
            from_name=keys.name,
            offered_on=ledger.today,
            deed=sign_offer(deed, keys),
            dossier=(kept,),
            files=tuple(files) or None,
        )
        with ledger.action(f"用U盘转出{member.name}", kind=DEED) as action:
            action.save(made)
        return made

    def recall(self, offer: TransferOffer, why: str) -> None:
        """Ask for an offer back; it stays what it is until the other branch has answered."""
        if offer.state != WAITING:
            raise UserError(f"对方已经答复：{offer.state}", "没有改动")
        offer.recalled_on, offer.recall_why = self._ledger.today, why
        with self._ledger.action(f"请{offer.to_name}退回{offer.person}的转接", kind=DEED) as action:
            action.save(offer)

    def settle(self) -> list[Settled]:
        """Carry out the answers that came back: who was accepted leaves the roster with the receipt's day."""
        found = []
        for answer in answers_from_others(self._ledger):
            offer = self._ledger.get(TransferOffer, answer.offer)
            if offer is not None and offer.state != WAITING:
                continue
            try:
                found.append(self._settle(offer or self._offered_before(answer), answer))
            except UserError as trouble:
                found.append(Settled(f"{answer.person}的答复还没有办成", trouble))
        return found

    def _offered_before(self, answer: TransferAnswer) -> TransferOffer:
        """The offer an answer is to, where this file was put back and lost it: our signature came along."""
        keys = self._trust.keys
        deed = read_offer(answer.offer_deed or "", {keys.code: keys.public})
        transfer = self._ledger.get(OrgTransfer, deed.transfer)
        if transfer is None or offer_uid(deed.from_office, deed.person, deed.number) != answer.offer:
            raise UserError(
                f"{answer.person}的这份转接，本机已经没有了（可能恢复过备份）",
                "没有改动",
                "请先从更新的备份里找回那份转接，或者请对方把答复打印出来，照着登记",
            )
        card = self._trust.signers().get(deed.to_office)
        made = TransferOffer(
            uid=answer.offer,
            transfer=deed.transfer,
            person_uid=deed.person,
            person=answer.person,
            number=deed.number,
            to_office=deed.to_office,
            to_name=card.name if card is not None else deed.to_office,
            from_name=keys.name,
            offered_on=deed.offered_on,
            deed=answer.offer_deed,
        )
        with self._ledger.action(f"找回{answer.person}的转接", kind=DEED) as action:
            action.save(made)
        return made

    def _settle(self, offer: TransferOffer, answer: TransferAnswer) -> Settled:
        ledger = self._ledger
        deed = read_answer(answer.deed or "", self._trust.signers())
        stands = (deed.from_office, ACCEPTS if deed.accepts else SENDS_BACK)
        if not deed.answers(own_offer(offer.deed or "")) or stands != (answer.owner_office, answer.verdict):
            raise UserError(
                f"{offer.to_name}的答复和写出的交接对不上", "党员仍在本支部", "请对方重新写一次答复"
            )
        after = answered(as_sent(offer), as_answer(answer, deed.from_office))
        offer.state, offer.answered_on, offer.answer_why = after.state, deed.answered_on, deed.reason or None
        transfer = ledger.get(OrgTransfer, offer.transfer)
        with ledger.action(f"{offer.to_name}{answer.verdict}{offer.person}", kind=DEED) as action:
            action.save(offer)
            if deed.accepts and transfer is not None and transfer.state in (ISSUED, LAPSED):
                day = receipt_day(transfer.issued_on, deed.answered_on, ledger.today)
                values = {
                    "receipt_on": day,
                    "receipt_by": answer.answered_by or transfer.receipt_by or offer.to_name,
                    "reported_on": receipt_day(transfer.issued_on, answer.reported_on, day)
                    if answer.reported_on
                    else transfer.reported_on,
                }
                action.step(transfer, "receive", values)
        if not deed.accepts:
            return Settled(f"{offer.to_name}退回了{offer.person}的转接：{deed.reason}。党员仍在本支部")
        return Settled(f"{offer.to_name}已接收{offer.person}，花名册写上了转出")

    # -- the branch a member comes to -------------------------------------------------------------------

    def waiting(self) -> list[Waiting]:
        """The offers to this office that wait for an answer, the oldest first."""
        return [self.looked_at(offer) for offer in unanswered(self._ledger)]

    def looked_at(self, offer: TransferOffer) -> Waiting:
        """What can be done with an offer: both its signature and what came along are checked."""
        try:
            deed = self._deed_of(offer)
        except UserError as trouble:
            return Waiting(offer, None, trouble, answerable=False)
        try:
            dossier = self._dossier_of(offer, deed)
        except UserError as trouble:
            return Waiting(offer, None, trouble)
        return Waiting(offer, dossier, None, same_person(dossier, self._ledger))

    def _deed_of(self, offer: TransferOffer) -> OfferDeed:
        try:
            deed = read_offer(offer.deed or "", self._trust.signers())
        except PackageRefused as refused:
            raise _not_believed(offer, refused) from refused
        told = (offer.owner_office, offer.to_office, offer.person_uid, offer.number, offer.uid)
        signed = (
            deed.from_office,
            deed.to_office,
            deed.person,
            deed.number,
            offer_uid(deed.from_office, deed.person, deed.number),
        )
        if told != signed or deed.to_office != self._trust.keys.code:
            raise UserError(
                f"{offer.person}的转接和签字对不上", "没有改动", "请不要接收，打电话问对方是怎么回事"
            )
        return deed

    def _dossier_of(self, offer: TransferOffer, deed: OfferDeed) -> Dossier:
        kept: tuple[FileRef, ...] = offer.dossier or ()
        files: tuple[FileRef, ...] = offer.files or ()
        whole = {one.sha256 for one in (*kept, *files)}
        lacks = [sha for sha in whole if not self._ledger.has_file(sha)]
        if len(kept) != 1 or lacks:
            raise UserError(f"{offer.person}的档案没有带全", "没有改动", "请让对方重新写一次U盘，再接收")
        if dossier_digest(kept[0].sha256, (one.sha256 for one in files)) != deed.dossier:
            raise UserError(f"{offer.person}的档案和对方签字的不一样", "没有改动", "请退回，让对方重新转")
        dossier = read_dossier(self._ledger.file_bytes(kept[0].sha256))
        if not {one.sha256 for one in dossier.files()} <= {one.sha256 for one in files}:
            raise UserError(f"{offer.person}的档案没有带全", "没有改动", "请退回，让对方重新转")
        if dossier.member.get("name") != offer.person:
            raise UserError(f"交接上写的是{offer.person}，档案是别人的", "没有改动", "请退回，让对方重新转")
        return dossier

    def accept(
        self, offer: TransferOffer, *, by: str, reported_on: date | None = None, same: bool = False
    ) -> TransferAnswer:
        """Take the member over: the own records are made and the acceptance is signed, in one action.

        ``same`` says that the person on the roster with this ID number is he. UserError where the offer
        cannot be accepted, Refused where the own rules stand against it.
        """
        ledger = self._ledger
        waits = self._still(offer)
        if waits.dossier is None:
            raise waits.trouble or _gone(offer)
        if waits.on_roster and not same:
            raise UserError(
                f"花名册里已经有这个身份证号：{waits.known.name if waits.known else ''}",
                "没有接收",
                "是同一个人的，请选“就是这个人”；不是的，请退回并核对号码",
            )
        if own_branch(ledger) is None:
            raise UserError(
                "还没有登记本支部，不知道把党员编入哪里", "没有接收", "请先在“党组织/支部信息”里登记本支部"
            )
        made = arriving(waits.dossier, ledger, waits.known)
        answer = self._answer(offer, True, "", by)
        answer.reported_on = reported_on
        answer.member, answer.transfer = made.member.uid, made.letter.uid
        with ledger.action(f"接收{offer.person}的组织关系", kind=DEED) as action:
            action.save(made.member)
            self._receive(action, made, by, reported_on)
            answer.left_out = tuple(self._save_more(action, made)) or None
            action.save(answer)
        return answer

    def _receive(self, action: Action, made: Arriving, by: str, reported_on: date | None) -> None:
        letter = made.letter
        action.save(letter)
        if letter.state not in (ISSUED, LAPSED):
            action.step(letter, "issue")
        action.step(
            letter,
            "receive",
            {
                "receipt_on": self._ledger.today,
                "receipt_by": by,
                "reported_on": reported_on or letter.reported_on,
            },
        )

    def _save_more(self, action: Action, made: Arriving) -> Iterator[str]:
        """Write what may go without; what the own rules refuse stays in the dossier and is told."""
        catalogue = self._ledger.catalogue
        for head, *below in made.more:
            try:
                action.save(head)
            except UserError as refused:
                yield f"{catalogue.of(head).title}：{refused.what}"
                continue
            for one in below:
                try:
                    action.save(one)
                except UserError as refused:
                    yield f"{catalogue.of(one).title}：{refused.what}"
            if isinstance(head, Development):
                row = self._ledger.get(Member, made.member.uid)
                if row is not None:
                    row.by_file = True
                    action.save(row)

    def send_back(self, offer: TransferOffer, why: str, *, by: str) -> TransferAnswer:
        """Refuse an offer, with the reason its sender will read; this number is never accepted any more."""
        if not why.strip():
            raise UserError("退回要写原因", "没有退回", "对方要看到原因才好改")
        waits = self._still(offer)
        if not waits.answerable:
            raise waits.trouble or _gone(offer)
        answer = self._answer(offer, False, why.strip(), by)
        with self._ledger.action(f"退回{offer.person}的组织关系", kind=DEED) as action:
            action.save(answer)
        # Who is not taken leaves nothing here but what was signed.
        self._ledger.drop_files((*(offer.dossier or ()), *(offer.files or ())), offer)
        return answer

    def _still(self, offer: TransferOffer) -> Waiting:
        fresh = next((one for one in unanswered(self._ledger) if one.uid == offer.uid), None)
        if fresh is None:
            raise _gone(offer)
        return self.looked_at(fresh)

    def _answer(self, offer: TransferOffer, accepts: bool, why: str, by: str) -> TransferAnswer:
        keys, today = self._trust.keys, self._ledger.today
        deed = self._deed_of(offer)
        answer = AnswerDeed(
            deed.digest(), deed.person, deed.number, keys.code, deed.from_office, today, accepts, why
        )
        return TransferAnswer(
            uid=answer_uid(offer.uid, keys.code),
            offer=offer.uid,
            person_uid=deed.person,
            person=offer.person,
            number=deed.number,
            from_office=deed.from_office,
            from_name=offer.from_name,
            verdict=ACCEPTS if accepts else SENDS_BACK,
            why=why or None,
            answered_on=today,
            answered_by=by,
            deed=sign_answer(answer, keys),
            offer_deed=offer.deed,
        )


def proven_pairs(context: RuleContext, known: dict[str, OfficeCard]) -> set[tuple[str, str]]:
    """The rows of two rosters that are one person by a deed: (uid at the origin, uid where he is now).

    Only deeds that both offices signed, checked with the cards in ``known``, count.
    """
    found = set()
    for answer in context.find(TransferAnswer.live().where(TransferAnswer.verdict == ACCEPTS)):
        try:
            offer = read_offer(answer.offer_deed or "", known)
            deed = read_answer(answer.deed or "", known)
        except UserError:
            continue
        if deed.accepts and deed.answers(offer) and deed.from_office == answer.owner_office and answer.member:
            found.add((offer.person, answer.member))
    return found


def _leaving(transfer: OrgTransfer, context: RuleContext) -> Member:
    member = context.get(Member, transfer.member)
    if transfer.direction not in LEAVING:
        raise UserError("只有转出的才用U盘转出", "没有改动")
    if transfer.state != ISSUED:
        raise UserError(f"这份转接现在是“{transfer.state}”", "没有改动", "介绍信开具以后，才能随U盘转出档案")
    if member is None or member.removed_at is not None or member.exit_type:
        raise UserError("花名册里没有这名在册党员", "没有改动", "请先核对花名册")
    return member


def _still_waiting(offer: TransferOffer) -> UserError:
    if offer.state == TAKEN:
        return UserError(f"{offer.answered_on} 已经转给{offer.to_name}，对方接收了", "没有改动")
    return UserError(
        f"{offer.offered_on} 写给{offer.to_name}的转接还没有答复",
        "没有改动",
        "请等对方答复；要收回的，请先“请对方退回”",
    )


def _not_believed(offer: TransferOffer, refused: PackageRefused) -> UserError:
    if refused.refusal is Refusal.UNKNOWN_SENDER:
        return UserError(
            f"还没有登记{offer.from_name}的名片，{offer.person}的转接没法核对",
            "没有改动",
            "请先在“上报与接收”里登记对方的名片",
        )
    return UserError(
        f"{offer.person}的转接，签字和{offer.from_name}的名片对不上",
        "没有改动",
        "请打电话问对方是不是换了名片；没有换的，不要接收",
    )


def _gone(offer: TransferOffer) -> UserError:
    return UserError(f"{offer.person}的这一次转接已经答复过，或者对方后来另转了", "没有改动")
