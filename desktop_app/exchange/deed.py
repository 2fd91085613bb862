"""The deed by which a member moves between two offices: an offer signed by one, an answer by the other.

Either is kept in a record as one text: its signature and the words that were signed. Each has a context of
its own, so that no offer passes for an answer and neither for a receipt or a card. The answer names the
offer by the digest of its words: both signatures together are the deed, and whoever knows the two cards can
check it, the committee above them among others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.base.ids import is_uid
from desktop_app.exchange import strictjson
from desktop_app.exchange.card import OfficeCard, is_code
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.refusal import PackageRefused, Refusal

_FORMAT = 1
_OFFER_CONTEXT = b"zhibu transfer offer 1\0"
_ANSWER_CONTEXT = b"zhibu transfer answer 1\0"
_SIGNATURE_DIGITS = 128
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
# A signed text is never longer; a reason is told in a line.
LONGEST, LONGEST_REASON = 4000, 500
_MOST = 9999


@dataclass(frozen=True)
class OfferDeed:
    """Office ``from_office`` offers a member to ``to_office``, for the ``number``-th time.

    ``transfer`` and ``person`` are the uids of its own records of 组织关系转接 and the roster, ``dossier``
    is the SHA-256 of what goes along.
    """

    transfer: str
    person: str
    number: int
    from_office: str
    to_office: str
    offered_on: date
    dossier: str

    def words(self) -> bytes:
        """The one canonical spelling, which is signed."""
        return strictjson.dump(
            {
                "format": _FORMAT,
                "deed": "offer",
                "transfer": self.transfer,
                "person": self.person,
                "number": self.number,
                "from": self.from_office,
                "to": self.to_office,
                "on": self.offered_on.isoformat(),
                "dossier": self.dossier,
            }
        )

    def digest(self) -> str:
        """The SHA-256 by which an answer names this offer."""
        return hashlib.sha256(_OFFER_CONTEXT + self.words()).hexdigest()


@dataclass(frozen=True)
class AnswerDeed:
    """What ``from_office`` answers to the offer with digest ``offer``; ``reason`` is why it sends it back."""

    offer: str
    person: str
    number: int
    from_office: str
    to_office: str
    answered_on: date
    accepts: bool
    reason: str = ""

    def words(self) -> bytes:
        """The one canonical spelling, which is signed."""
        return strictjson.dump(
            {
                "format": _FORMAT,
                "deed": "answer",
                "offer": self.offer,
                "person": self.person,
                "number": self.number,
                "from": self.from_office,
                "to": self.to_office,
                "on": self.answered_on.isoformat(),
                "accepts": self.accepts,
                "reason": self.reason,
            }
        )

    def answers(self, offer: OfferDeed) -> bool:
        """Whether this is the answer of the office ``offer`` went to, to that very offer."""
        return (
            self.offer == offer.digest()
            and (self.person, self.number) == (offer.person, offer.number)
            and (self.from_office, self.to_office) == (offer.to_office, offer.from_office)
        )


D = TypeVar("D", OfferDeed, AnswerDeed)


def sign_offer(offer: OfferDeed, keys: OfficeKeys) -> str:
    """The signed text of ``offer``; the same offer gives the same text. ValueError when it is not ours."""
    if offer.from_office != keys.code or _offer(offer.words()) != offer:
        raise ValueError("not an offer of this office, or not readable")
    return _signed(_OFFER_CONTEXT, offer.words(), keys)


def sign_answer(answer: AnswerDeed, keys: OfficeKeys) -> str:
    """The signed text of ``answer``. ValueError when it is not ours."""
    if answer.from_office != keys.code or _answer(answer.words()) != answer:
        raise ValueError("not an answer of this office, or not readable")
    return _signed(_ANSWER_CONTEXT, answer.words(), keys)


def read_offer(text: str, known: Mapping[str, OfficeCard]) -> OfferDeed:
    """The offer in ``text``, signed by an office with a card in ``known``; PackageRefused says why not."""
    offer = own_offer(text)
    _verify(_OFFER_CONTEXT, text, _words(text), offer.from_office, known)
    return offer


def own_offer(text: str) -> OfferDeed:
    """The offer this office signed itself, whatever keys it has by now. PackageRefused when it is none."""
    try:
        return _offer(_words(text))
    except (ValueError, KeyError) as error:
        raise PackageRefused(Refusal.BAD_CONTENT, f"offer: {error}") from None


def read_answer(text: str, known: Mapping[str, OfficeCard]) -> AnswerDeed:
    """The answer in ``text``, signed by an office with a card in ``known``; PackageRefused says why not."""
    words = _words(text)
    try:
        answer = _answer(words)
    except (ValueError, KeyError) as error:
        raise PackageRefused(Refusal.BAD_CONTENT, f"answer: {error}") from None
    _verify(_ANSWER_CONTEXT, text, words, answer.from_office, known)
    return answer


def dossier_digest(dossier: str, files: Iterable[str]) -> str:
    """The SHA-256 of what goes along with an offer, from the digests of its dossier and of its files."""
    return hashlib.sha256(strictjson.dump([dossier, sorted(files)])).hexdigest()


def _signed(context: bytes, words: bytes, keys: OfficeKeys) -> str:
    return keys.sign(context + words).hex() + words.decode()


def _words(text: str) -> bytes:
    signature = text[:_SIGNATURE_DIGITS]
    if len(text) > LONGEST or not _SIGNATURE.fullmatch(signature):
        raise PackageRefused(Refusal.BAD_CONTENT, "deed: not a signed text")
    try:
        return text[_SIGNATURE_DIGITS:].encode()
    except UnicodeEncodeError:
        raise PackageRefused(Refusal.BAD_CONTENT, "deed: half a character") from None


def _verify(context: bytes, text: str, words: bytes, office: str, known: Mapping[str, OfficeCard]) -> None:
    # An office may have had other keys when it signed.
    cards = [card for card in known.values() if card.code == office]
    if not cards:
        raise PackageRefused(Refusal.UNKNOWN_SENDER, "deed")
    if not any(_is_by(card, context + words, text[:_SIGNATURE_DIGITS]) for card in cards):
        raise PackageRefused(Refusal.ALTERED, "deed")


def _is_by(card: OfficeCard, message: bytes, signature: str) -> bool:
    try:
        VerifyKey(card.sign_key).verify(message, bytes.fromhex(signature))
    except BadSignatureError:
        return False
    return True


def _offer(words: bytes) -> OfferDeed:
    fields = _fields(words, "offer")
    offer = OfferDeed(
        _uid(fields["transfer"]),
        _uid(fields["person"]),
        strictjson.whole(fields["number"], 1, _MOST),
        _code(fields["from"]),
        _code(fields["to"]),
        date.fromisoformat(strictjson.words(fields["on"], 10)),
        _digest(fields["dossier"]),
    )
    return _spelled(offer, words)


def _answer(words: bytes) -> AnswerDeed:
    fields = _fields(words, "answer")
    if type(fields["accepts"]) is not bool:
        raise ValueError("neither accepted nor sent back")
    answer = AnswerDeed(
        _digest(fields["offer"]),
        _uid(fields["person"]),
        strictjson.whole(fields["number"], 1, _MOST),
        _code(fields["from"]),
        _code(fields["to"]),
        date.fromisoformat(strictjson.words(fields["on"], 10)),
        fields["accepts"],
        strictjson.words(fields["reason"], LONGEST_REASON, shortest=0),
    )
    return _spelled(answer, words)


def _spelled(deed: D, words: bytes) -> D:
    """``deed`` if ``words`` are its one spelling and it goes from one office to another."""
    if deed.words() != words or deed.from_office == deed.to_office:
        raise ValueError("not spelled as a deed is")
    return deed


def _fields(words: bytes, deed: str) -> dict[str, object]:
    fields = strictjson.table(strictjson.parse(words))
    if strictjson.whole(fields["format"], 1) != _FORMAT:
        raise PackageRefused(Refusal.NEWER_FORMAT, "deed")
    if fields["deed"] != deed:
        raise ValueError("another kind of deed")
    return fields


def _uid(value: object) -> str:
    uid = strictjson.words(value, 32)
    if not is_uid(uid):
        raise ValueError("uid")
    return uid


def _code(value: object) -> str:
    code = strictjson.words(value, 32)
    if not is_code(code):
        raise ValueError("office code")
    return code


def _digest(value: object) -> str:
    digest = strictjson.words(value, 64)
    if not _DIGEST.fullmatch(digest):
        raise ValueError("digest")
    return digest
