"""A trust card comes back whole or not at all, and names the keys it follows by their own word."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.exchange import strictjson
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.identity import OfficeKeys
from tests.exchange.offices import BRANCH, STRANGER

CODE = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}", fullmatch=True)
NAME = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=100)
CARD = BRANCH.public
RENEWED = BRANCH.renewed(7).renewed(12)
FIRST = Path(__file__).parent / "fixtures" / "format1" / "A01.zbk"


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
        {"format": 3},
        {"format": 1},
        {"kind": "other"},
        {"more": 1},
    ],
)
def test_a_changed_card_is_refused(changes: dict[str, object]) -> None:
    data = json.dumps(json.loads(CARD.to_bytes()) | changes).encode()
    with pytest.raises(UserError, match="名片"):
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
        key: value
        for key, value in json.loads(CARD.to_bytes()).items()
        if key not in ("signature", "successions")
    } | changes
    signature = BRANCH.sign(b"zhibu card 2\0" + strictjson.dump(fields))
    with pytest.raises(UserError, match="名片"):
        OfficeCard.from_bytes(strictjson.dump(fields | {"signature": signature.hex(), "successions": []}))


def test_a_file_too_long_for_a_card_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    monkeypatch.setattr(strictjson, "parse", read.append)
    with pytest.raises(UserError, match="名片"):
        OfficeCard.from_bytes(b"[" * 17_000)
    assert read == []


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\x00" * 100, b"x" * 5000, "支部".encode("gb18030")])
def test_what_is_no_card_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="名片"):
        OfficeCard.from_bytes(data)


def test_a_card_of_the_first_release_is_read_still() -> None:
    card = OfficeCard.from_bytes(FIRST.read_bytes())
    assert (card.code, card.name, card.format, card.successions) == ("A01", "桂花里第一支部", 1, ())
    assert card.to_bytes() == FIRST.read_bytes()


def test_a_renewed_card_shows_the_way_from_the_first_key() -> None:
    card = OfficeCard.from_bytes(RENEWED.public.to_bytes())
    assert card == RENEWED.public
    assert [each.number for each in card.successions] == [7, 12]
    assert card.successions[0].old_key == CARD.sign_key
    assert card.successions[1].new_key == card.sign_key


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[:1],
        lambda parts: parts[::-1],
        lambda parts: [parts[0], [*parts[1][:2], 5, parts[1][3]]],
        lambda parts: [[*parts[0][:2], 6, parts[0][3]], parts[1]],
        lambda parts: [[STRANGER.public.sign_key.hex(), *parts[0][1:]], parts[1]],
        lambda parts: [parts[0], [*parts[1][:3], "00" * 64]],
        lambda parts: [parts[0][:3], parts[1]],
        lambda parts: [[*parts[0][:2], True, parts[0][3]], parts[1]],
        lambda parts: {"0": parts},
        lambda parts: parts * 30,
        lambda parts: None,
    ],
)
def test_a_way_that_was_tampered_with_spoils_the_card(change: Callable[[list[list[object]]], object]) -> None:
    fields = json.loads(RENEWED.public.to_bytes())
    fields["successions"] = change(fields["successions"])
    with pytest.raises(UserError, match="名片"):
        OfficeCard.from_bytes(strictjson.dump(fields))


def test_another_key_cannot_hand_an_office_on() -> None:
    """A stranger signs, with his own key, that the branch's key is followed by his."""
    forged = replace(STRANGER, code=BRANCH.code).renewed(3)
    (succession,) = forged.public.successions
    card = replace(forged.public, successions=(replace(succession, old_key=CARD.sign_key),))
    with pytest.raises(UserError, match="名片"):
        OfficeCard.from_bytes(card.to_bytes())
