"""An offer and its answer are believed only as they were signed, by the offices they name."""

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.deed import (
    AnswerDeed,
    OfferDeed,
    dossier_digest,
    read_answer,
    read_offer,
    sign_answer,
    sign_offer,
)
from desktop_app.exchange.refusal import PackageRefused, Refusal
from tests.exchange.offices import BRANCH, COMMITTEE, KNOWN, STRANGER

OFFER = OfferDeed("a" * 32, "b" * 32, 1, BRANCH.code, COMMITTEE.code, date(2026, 11, 23), "c" * 64)
ANSWER = AnswerDeed(
    OFFER.digest(), OFFER.person, 1, COMMITTEE.code, BRANCH.code, date(2026, 11, 25), True, ""
)
SIGNED_OFFER, SIGNED_ANSWER = sign_offer(OFFER, BRANCH), sign_answer(ANSWER, COMMITTEE)
READ = {"offer": (read_offer, SIGNED_OFFER), "answer": (read_answer, SIGNED_ANSWER)}
WHY = {Refusal.ALTERED, Refusal.BAD_CONTENT, Refusal.UNKNOWN_SENDER, Refusal.NEWER_FORMAT}
UIDS = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)
DAYS = st.dates(date(2000, 1, 1), date(2099, 1, 1))
DIGESTS = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
OFFERS = st.builds(
    OfferDeed, UIDS, UIDS, st.integers(1, 9999), st.just(BRANCH.code), st.just(COMMITTEE.code), DAYS, DIGESTS
)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=200)
ANSWERS = st.builds(
    AnswerDeed,
    DIGESTS,
    UIDS,
    st.integers(1, 9999),
    st.just(COMMITTEE.code),
    st.just(BRANCH.code),
    DAYS,
    st.booleans(),
    WORDS,
)


def refusal_of(read, text: str, known=KNOWN) -> Refusal:
    with pytest.raises(PackageRefused) as refused:
        read(text, known)
    return refused.value.refusal


@given(OFFERS, ANSWERS)
def test_both_read_back_as_they_were_signed_and_the_same_deed_gives_the_same_text(offer, answer):
    assert read_offer(sign_offer(offer, BRANCH), KNOWN) == offer
    assert read_answer(sign_answer(answer, COMMITTEE), KNOWN) == answer
    assert sign_offer(replace(offer), BRANCH) == sign_offer(offer, BRANCH)


@pytest.mark.parametrize("deed", READ)
def test_no_alteration_of_a_letter_passes(deed):
    read, signed = READ[deed]
    random = Random(9)
    for _ in range(400):
        at = random.randrange(len(signed))
        sign = random.choice('0123456789abcdef{}",: 甲\ud800')
        altered = signed[:at] + sign + signed[at + random.choice((0, 1, 2)) :]
        assert altered == signed or refusal_of(read, altered) in WHY
    for cut in (0, 1, 127, 128, 129, len(signed) - 1):
        assert refusal_of(read, signed[:cut]) in WHY


@pytest.mark.parametrize("deed", READ)
def test_nothing_is_believed_of_an_office_whose_card_is_not_known(deed):
    read, signed = READ[deed]
    assert refusal_of(read, signed, {STRANGER.code: STRANGER.public}) is Refusal.UNKNOWN_SENDER


def test_an_office_cannot_sign_for_another_nor_with_other_keys_under_its_code():
    with pytest.raises(ValueError, match="of this office"):
        sign_offer(OFFER, COMMITTEE)
    with pytest.raises(ValueError, match="of this office"):
        sign_answer(ANSWER, BRANCH)
    forged = STRANGER.sign(b"zhibu transfer offer 1\0" + OFFER.words()).hex() + OFFER.words().decode()
    assert refusal_of(read_offer, forged) is Refusal.ALTERED


def test_an_offer_is_no_answer_and_a_receipt_signature_makes_neither():
    assert refusal_of(read_answer, SIGNED_OFFER) is Refusal.BAD_CONTENT
    assert refusal_of(read_offer, SIGNED_ANSWER) is Refusal.BAD_CONTENT
    other = BRANCH.sign(b"zhibu receipt 1\0" + OFFER.words()).hex() + OFFER.words().decode()
    assert refusal_of(read_offer, other) is Refusal.ALTERED


@pytest.mark.parametrize(
    "change",
    [
        {"number": True},
        {"number": 0},
        {"number": 2**63},
        {"to": BRANCH.code},
        {"to": "../x"},
        {"transfer": "张三"},
        {"dossier": "C" * 64},
        {"on": "2026-02-30"},
        {"on": "20261123"},
        {"more": 1},
        {"format": 0},
        {"deed": "gift"},
    ],
    ids=str,
)
def test_a_signed_offer_with_a_value_that_is_none_is_refused(change):
    words = json.dumps(
        json.loads(OFFER.words()) | change, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    text = BRANCH.sign(b"zhibu transfer offer 1\0" + words.encode()).hex() + words
    assert refusal_of(read_offer, text) is Refusal.BAD_CONTENT


def test_one_of_a_later_format_asks_for_a_newer_program():
    words = OFFER.words().replace(b'"format":1', b'"format":2')
    text = BRANCH.sign(b"zhibu transfer offer 1\0" + words).hex() + words.decode()
    assert refusal_of(read_offer, text) is Refusal.NEWER_FORMAT


@pytest.mark.parametrize(
    "change",
    [
        {"number": 2},
        {"person": "d" * 32},
        {"dossier": "d" * 64},
        {"to_office": STRANGER.code},
        {"from_office": STRANGER.code},
        {"offered_on": date(2026, 11, 24)},
    ],
    ids=str,
)
def test_an_answer_is_to_one_offer_alone(change):
    assert ANSWER.answers(OFFER)
    assert not ANSWER.answers(replace(OFFER, **change))


def test_the_digest_of_a_dossier_covers_its_files():
    dossier, files = "a" * 64, ["e" * 64, "f" * 64]
    whole = dossier_digest(dossier, files)
    assert whole == dossier_digest(dossier, reversed(files))
    assert whole not in (dossier_digest(dossier, files[:1]), dossier_digest("b" * 64, files))
