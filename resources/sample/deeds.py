"""What goes by stick beside the letters on paper: one dossier out, and one that is sent back."""

from desktop_app.exchange.deed import AnswerDeed, OfferDeed, dossier_digest, sign_answer, sign_offer
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.registers.exchange.dossier import FILE_NAME, gather
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import ISSUED, OUT, OrgTransfer
from desktop_app.registers.people.transfer_deeds import (
    SENDS_BACK,
    TransferAnswer,
    TransferOffer,
    answer_uid,
    offer_uid,
)
from desktop_app.sample import BRANCH, OFFICE

from .hand import Hand, Story, at

# The seal of an example: anybody may know it.
KEYS = OfficeKeys(OFFICE, BRANCH, bytes(range(32)), "")
THERE, THERE_NAME = "440306018", "新桥街道上星社区支部"
CAME, CAME_NAME = "650199007", "云栖街道和平路社区支部"


def stick_story(hand: Hand) -> Story:
    """The dossier of who was given a letter goes along on a stick; one that came by mistake goes back."""
    ledger = hand.ledger
    yield at("2026-10-12 09:50")
    hand.save("退回转接的U盘", _sent_back(hand))
    yield at("2026-10-21 10:30")
    going = OrgTransfer.live().where((OrgTransfer.state == ISSUED) & (OrgTransfer.direction == OUT))
    (letter,) = ledger.find(going)
    member = ledger.get(Member, letter.member)
    dossier = gather(member, letter, ledger)
    kept = ledger.keep_file(dossier.to_bytes(), FILE_NAME)
    files = tuple(dossier.files())
    digest = dossier_digest(kept.sha256, [one.sha256 for one in files])
    deed = OfferDeed(letter.uid, member.uid, 1, OFFICE, THERE, ledger.today, digest)
    offer = TransferOffer(
        uid=offer_uid(OFFICE, member.uid, 1),
        transfer=letter.uid,
        person_uid=member.uid,
        person=member.name,
        number=1,
        to_office=THERE,
        to_name=THERE_NAME,
        from_name=BRANCH,
        offered_on=ledger.today,
        deed=sign_offer(deed, KEYS),
        dossier=(kept,),
        files=files or None,
    )
    hand.save(f"用U盘转出{member.name}", offer)


def _sent_back(hand: Hand) -> TransferAnswer:
    today, person = hand.ledger.today, "0199c0ffee0199c0ffee0199c0ffee77"
    why = "介绍信写的是第二支部，不是本支部"
    theirs = OfficeKeys(CAME, CAME_NAME, bytes(range(1, 33)), "")
    offer = OfferDeed(answer_uid(person, CAME), person, 1, CAME, OFFICE, today, "0" * 64)
    answer = AnswerDeed(offer.digest(), person, 1, OFFICE, CAME, today, False, why)
    return TransferAnswer(
        uid=answer_uid(offer_uid(CAME, person, 1), OFFICE),
        offer=offer_uid(CAME, person, 1),
        person_uid=person,
        person="卓远",
        number=1,
        from_office=CAME,
        from_name=CAME_NAME,
        verdict=SENDS_BACK,
        why=why,
        answered_on=today,
        answered_by="示例操作人",
        deed=sign_answer(answer, KEYS),
        offer_deed=sign_offer(offer, theirs),
    )
