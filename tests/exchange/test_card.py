"""A trust card comes back whole or not at all, and is accepted only by digits read from paper."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.exchange import strictjson
from desktop_app.exchange.card import OfficeCard, confirm_card, fingerprint, groups_to_type
from desktop_app.exchange.identity import OfficeKeys
from tests.exchange.offices import BRANCH, STRANGER

CODE = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}", fullmatch=True)
NAME = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=100)
CARD = BRANCH.public
DIGITS = fingerprint(CARD).split(" ")


@settings(max_examples=20)
@given(CODE, NAME)
def test_a_card_reads_back(code: str, name: str) -> None:
    card = OfficeKeys.new(code, name).public
    assert OfficeCard.from_bytes(card.to_bytes()) == card


def test_every_damaged_card_is_refused() -> None:
    good = CARD.to_bytes()
    accepted = []
    for bit in range(len(good) * 8):
        data = bytearray(good)
        data[bit // 8] ^= 1 << bit % 8
        try:
            accepted.append(OfficeCard.from_bytes(bytes(data)))
        except UserError:
            continue
    for length in range(len(good)):
        try:
            accepted.append(OfficeCard.from_bytes(good[:length]))
        except UserError:
            continue
    assert accepted == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "另一个支部"},
        {"code": "ZB-08"},
        {"sign_key": "00" * 32},
        {"sign_key": STRANGER.public.sign_key.hex()},
        {"seal_key": STRANGER.public.seal_key},
        {"seal_key": "age1nothing"},
        {"sign_key": "ab"},
        {"sign_key": "xy" * 32},
        {"signature": ""},
        {"signature": "ab"},
        {"format": 2},
        {"kind": "other"},
        {"more": 1},
    ],
)
def test_a_changed_card_is_refused(changes: dict[str, object]) -> None:
    data = json.dumps(json.loads(CARD.to_bytes()) | changes).encode()
    with pytest.raises(UserError, match="信任卡"):
        OfficeCard.from_bytes(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"seal_key": "age1nothing"},
        {"code": "支部"},
        {"code": "../x"},
        {"name": "两\n行"},
        {"name": "长" * 101},
    ],
)
def test_a_card_signed_by_its_owner_must_still_be_a_card(changes: dict[str, object]) -> None:
    fields = {
        key: value for key, value in json.loads(CARD.to_bytes()).items() if key != "signature"
    } | changes
    signature = BRANCH.sign(b"zhibu card 1\0" + strictjson.dump(fields))
    with pytest.raises(UserError, match="信任卡"):
        OfficeCard.from_bytes(strictjson.dump(fields | {"signature": signature.hex()}))


def test_a_file_too_long_for_a_card_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    monkeypatch.setattr(strictjson, "parse", read.append)
    with pytest.raises(UserError, match="信任卡"):
        OfficeCard.from_bytes(b"[" * 5000)
    assert read == []


@pytest.mark.parametrize("number", [0, 7, -1])
def test_there_are_six_groups(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 6"):
        confirm_card(CARD, {number: DIGITS[5], 1: DIGITS[0]})


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\x00" * 100, b"x" * 5000, "支部".encode("gb18030")])
def test_what_is_no_card_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="信任卡"):
        OfficeCard.from_bytes(data)


def test_the_fingerprint_is_six_groups_of_five_digits_and_stands_for_everything_on_the_card() -> None:
    assert [len(group) for group in DIGITS] == [5] * 6
    assert "".join(DIGITS).isdecimal()
    other = STRANGER.public
    variants = [
        CARD,
        replace(CARD, name="清河街道第八党支部"),
        replace(CARD, code="ZB-08"),
        replace(CARD, seal_key=other.seal_key),
        replace(CARD, sign_key=other.sign_key),
    ]
    assert len({fingerprint(card) for card in variants}) == len(variants)


def test_the_digits_from_paper_confirm_a_card() -> None:
    confirm_card(CARD, {2: DIGITS[1], 5: DIGITS[4]})
    full_width = DIGITS[0].translate({ord("0") + n: ord("\uff10") + n for n in range(10)})
    confirm_card(CARD, {1: f" {full_width[:2]} {full_width[2:]}", 6: DIGITS[5]})


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {1: DIGITS[0]},
        {1: DIGITS[0], 2: ""},
        {1: DIGITS[0], 2: DIGITS[1][:4]},
        {1: DIGITS[0], 2: "一二三四五"},
        {1: DIGITS[0], 2: f"{(int(DIGITS[1]) + 1) % 100_000:05d}"},
        {1: f"{(int(DIGITS[0]) + 1) % 100_000:05d}", 2: DIGITS[1]},
    ],
)
def test_wrong_or_missing_digits_are_refused(typed: dict[int, str]) -> None:
    with pytest.raises(UserError, match="数字"):
        confirm_card(CARD, typed)


def test_the_digits_of_another_card_do_not_confirm_this_one() -> None:
    other = fingerprint(STRANGER.public).split(" ")
    with pytest.raises(UserError, match="不符"):
        confirm_card(CARD, {1: other[0], 4: other[3]})


@given(st.integers())
def test_two_different_groups_are_asked_for(seed: int) -> None:
    first, second = groups_to_type(Random(seed))
    assert 1 <= first < second <= 6
