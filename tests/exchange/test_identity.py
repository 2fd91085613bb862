"""The office's secret keys survive storage, show themselves to nobody, and are good for one office only."""

import json
from dataclasses import replace

import pytest

from desktop_app.exchange import sealing
from desktop_app.exchange.identity import OfficeKeys
from tests.exchange.offices import BRANCH, COMMITTEE, STRANGER


def test_keys_read_back() -> None:
    assert OfficeKeys.from_bytes(BRANCH.to_bytes()) == BRANCH
    assert OfficeKeys.from_bytes(BRANCH.to_bytes()).public == BRANCH.public


def test_new_keys_differ_every_time() -> None:
    assert OfficeKeys.new("A", "甲").public.sign_key != OfficeKeys.new("A", "甲").public.sign_key


def test_a_printed_key_shows_no_secret() -> None:
    assert BRANCH.seal_identity not in repr(BRANCH)
    assert repr(BRANCH.sign_seed) not in repr(BRANCH)


def test_a_renamed_office_keeps_its_keys() -> None:
    renamed = replace(BRANCH, name="清河街道第七（联合）党支部").public
    assert renamed.sign_key == BRANCH.public.sign_key
    assert renamed.seal_key == BRANCH.public.seal_key
    assert renamed.signature != BRANCH.public.signature


@pytest.mark.parametrize(
    ("code", "name"), [("", "甲"), ("支部", "甲"), ("A/B", "甲"), ("A", ""), ("A", "甲\n乙")]
)
def test_no_keys_for_an_office_no_card_could_name(code: str, name: str) -> None:
    with pytest.raises(ValueError, match=r"office code|text|characters"):
        OfficeKeys.new(code, name)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", BRANCH.to_bytes()[:-1], b'{"format":1,"code":"A","name":"x"}']
)
def test_stored_keys_that_are_damaged_are_a_defect(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong, it is not the user's to mend
        OfficeKeys.from_bytes(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 3},
        {"former_identities": ["AGE-SECRET-KEY-1NOTHING"]},
        {"former_identities": None},
        {"successions": [["", "", 1, ""]]},
        {"sign_seed": "00" * 31},
        {"sign_seed": "xy" * 32},
        {"seal_identity": "AGE-SECRET-KEY-1NOTHING"},
    ],
)
def test_stored_keys_that_were_changed_are_a_defect(changes: dict[str, object]) -> None:
    data = json.dumps(json.loads(BRANCH.to_bytes()) | changes).encode()
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong, it is not the user's to mend
        OfficeKeys.from_bytes(data)


def test_a_pair_of_offices_shares_a_code_no_third_one_has() -> None:
    ours = BRANCH.common_code(b"x", COMMITTEE.public)
    assert COMMITTEE.common_code(b"x", BRANCH.public) == ours
    assert BRANCH.common_code(b"y", COMMITTEE.public) != ours
    assert STRANGER.common_code(b"x", COMMITTEE.public) != ours
    assert STRANGER.common_code(b"x", BRANCH.public) != ours


def test_keys_of_the_first_release_are_read_still() -> None:
    fields = json.loads(BRANCH.to_bytes())
    first = {key: fields[key] for key in ("code", "name", "sign_seed", "seal_identity")} | {"format": 1}
    assert OfficeKeys.from_bytes(json.dumps(first).encode()) == BRANCH


def test_renewed_keys_open_what_was_sealed_for_the_old_ones() -> None:
    renewed = BRANCH.renewed(3)
    assert OfficeKeys.from_bytes(renewed.to_bytes()) == renewed
    assert renewed.public.sign_key != BRANCH.public.sign_key
    assert renewed.public.seal_key != BRANCH.public.seal_key
    for card in (BRANCH.public, renewed.public):
        assert sealing.unlock(sealing.lock(b"x", [card.seal_key]), *renewed.seal_identities) == b"x"
    assert renewed.seal_identity not in repr(renewed)
    assert BRANCH.seal_identity not in repr(renewed)
