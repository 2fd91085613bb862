"""A receipt comes back as written, only from the office it names, with a code only two offices know."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange import sealing
from desktop_app.exchange.receipt import (
    MAX_REFUSED,
    Receipt,
    ReceiptCounts,
    code8,
    open_receipt,
    package_code,
    sign_receipt,
)
from desktop_app.exchange.refusal import PackageRefused, Refusal
from tests.exchange.offices import BRANCH, COMMITTEE, KNOWN, STRANGER

RECEIPT = Receipt(
    "0199a1b2c3d4",
    COMMITTEE.code,
    BRANCH.code,
    "2026-11-24T08:15:00",
    ReceiptCounts(new=40, updated=3, same=2, conflict=1),
    "8f3a77c0ffee0000",
    (("member", "0" * 32, "「姓名」还没有填"),),
)
GOOD = sign_receipt(RECEIPT, COMMITTEE, BRANCH.public)
COUNT = st.integers(0, 10**9)
RECEIPTS = st.builds(
    Receipt,
    st.from_regex(r"[0-9a-f]{8,32}", fullmatch=True),
    st.just(COMMITTEE.code),
    st.just(BRANCH.code),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.builds(ReceiptCounts, COUNT, COUNT, COUNT, COUNT, COUNT),
    st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    st.lists(
        st.tuples(
            st.just("member"), st.from_regex(r"[0-9a-f]{32}", fullmatch=True), st.just("「姓名」还没有填")
        ),
        max_size=5,
    ).map(tuple),
    st.booleans(),
    st.sampled_from(["", "8f3a77c0ffee0001"]),
    COUNT,
)


def signed(payload: bytes) -> bytes:
    signature = COMMITTEE.sign(b"zhibu receipt 2\0" + payload)
    plain = b"ZBR2" + COMMITTEE.public.sign_key + signature + payload
    return sealing.lock(plain, [BRANCH.public.seal_key])


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(PackageRefused) as refused:
        open_receipt(data, BRANCH, KNOWN)
    return refused.value.refusal


@given(RECEIPTS)
def test_reads_back_and_both_offices_tell_the_same_code(receipt: Receipt) -> None:
    data = sign_receipt(receipt, COMMITTEE, BRANCH.public)
    read, sender = open_receipt(data, BRANCH, KNOWN)
    assert read == receipt
    assert sender == COMMITTEE.public
    assert code8(read, BRANCH, sender) == code8(receipt, COMMITTEE, BRANCH.public)
    assert len(data) < 1400


def test_the_code_is_eight_digits_that_depend_on_the_receipt_and_on_the_pair() -> None:
    code = code8(RECEIPT, COMMITTEE, BRANCH.public)
    assert len(code) == 8
    assert code.isdecimal()
    other = Receipt(RECEIPT.package_id, COMMITTEE.code, BRANCH.code, RECEIPT.received_at, ReceiptCounts(1))
    assert code8(other, COMMITTEE, BRANCH.public) != code
    assert code8(RECEIPT, STRANGER, BRANCH.public) != code


def test_no_damaged_receipt_is_accepted() -> None:
    damaged = {Refusal.NOT_A_PACKAGE, Refusal.NOT_FOR_US, Refusal.ALTERED, Refusal.CUT_SHORT}
    for bit in range(0, len(GOOD) * 8, 7):
        data = bytearray(GOOD)
        data[bit // 8] ^= 1 << bit % 8
        assert refusal_of(bytes(data)) in damaged
    for length in range(0, len(GOOD), 3):
        assert refusal_of(GOOD[:length]) in {Refusal.CUT_SHORT, Refusal.ALTERED}
    assert refusal_of(GOOD + b" ") is Refusal.ALTERED
    assert refusal_of(GOOD + b" " * 9_000_000) is Refusal.TOO_LARGE


def test_a_receipt_written_before_our_keys_were_renewed_is_read() -> None:
    assert open_receipt(GOOD, BRANCH.renewed(5).renewed(9), KNOWN)[0] == RECEIPT


def test_a_receipt_of_a_stranger_is_refused() -> None:
    theirs = Receipt(RECEIPT.package_id, STRANGER.code, BRANCH.code, RECEIPT.received_at)
    assert refusal_of(sign_receipt(theirs, STRANGER, BRANCH.public)) is Refusal.UNKNOWN_SENDER


def test_a_receipt_in_the_name_of_another_office_is_refused() -> None:
    payload = Receipt(RECEIPT.package_id, BRANCH.code, BRANCH.code, RECEIPT.received_at).payload()
    assert refusal_of(signed(payload)) is Refusal.BAD_CONTENT


def test_a_receipt_for_another_office_is_refused() -> None:
    other = Receipt(RECEIPT.package_id, COMMITTEE.code, "ZB-08", RECEIPT.received_at)
    assert refusal_of(sign_receipt(other, COMMITTEE, BRANCH.public)) is Refusal.NOT_FOR_US


def test_a_receipt_is_signed_only_by_its_own_office_and_only_when_readable() -> None:
    with pytest.raises(ValueError, match="receipt"):
        sign_receipt(RECEIPT, BRANCH, BRANCH.public)
    with pytest.raises(ValueError, match="range"):
        sign_receipt(
            Receipt("0199", COMMITTEE.code, BRANCH.code, RECEIPT.received_at, ReceiptCounts(new=-1)),
            COMMITTEE,
            BRANCH.public,
        )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"format": 3}, Refusal.NEWER_FORMAT),
        ({"format": True}, Refusal.BAD_CONTENT),
        ({"counts": [1, 2, 3, 4]}, Refusal.BAD_CONTENT),
        ({"counts": [1, 2, 3, 4, True]}, Refusal.BAD_CONTENT),
        ({"counts": {}}, Refusal.BAD_CONTENT),
        ({"refused": [["member", "0" * 32]]}, Refusal.BAD_CONTENT),
        ({"refused": [["../x", "0" * 32, "不"]]}, Refusal.BAD_CONTENT),
        ({"refused": None}, Refusal.BAD_CONTENT),
        ({"replica": "a b"}, Refusal.BAD_CONTENT),
        ({"lacking": 1}, Refusal.BAD_CONTENT),
        ({"copied": True}, Refusal.BAD_CONTENT),
        ({"copied": "a b"}, Refusal.BAD_CONTENT),
        ({"agreed": -1}, Refusal.BAD_CONTENT),
        ({"agreed": True}, Refusal.BAD_CONTENT),
        ({"package": "../x"}, Refusal.BAD_CONTENT),
        ({"received_at": "昨天"}, Refusal.BAD_CONTENT),
        ({"to": "支部"}, Refusal.BAD_CONTENT),
    ],
)
def test_a_signed_receipt_of_wrong_shape_is_refused(changes: dict[str, object], refusal: Refusal) -> None:
    assert refusal_of(signed(json.dumps(json.loads(RECEIPT.payload()) | changes).encode())) is refusal


def test_a_signed_receipt_of_any_bytes_is_refused_or_read() -> None:
    random = Random(5)
    refused = 0
    for _ in range(300):
        data = bytearray(RECEIPT.payload())
        at = random.randrange(len(data))
        data[at : at + random.randint(0, 3)] = random.randbytes(random.randint(0, 3))
        try:
            open_receipt(signed(bytes(data)), BRANCH, KNOWN)
        except PackageRefused:
            refused += 1
    assert refused > 150


def test_a_long_receipt_of_other_shape_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.exchange.strictjson.parse", lambda data: pytest.fail("was read"))
    assert refusal_of(signed(b"[" + b"{}," * 60_000 + b"1]")) is Refusal.BAD_CONTENT


def test_a_receipt_names_as_many_refused_records_as_it_may() -> None:
    refused = tuple(("member", f"{n:032x}", "「姓名」还没有填，[1,2]：") for n in range(MAX_REFUSED))
    full = replace(RECEIPT, refused=refused)
    assert open_receipt(sign_receipt(full, COMMITTEE, BRANCH.public), BRANCH, KNOWN)[0] == full


def test_the_package_code_tells_files_apart() -> None:
    code = package_code(b"one package")
    assert len(code) == 8
    assert code.isdecimal()
    assert package_code(b"another package") != code
