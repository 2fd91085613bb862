"""A package opens for the right office, from a known one, unharmed; everything else is refused by name."""

import hashlib
import io
import json
from dataclasses import replace
from random import Random

import pyrage
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.errors import Cancelled
from desktop_app.exchange import sealing
from desktop_app.exchange.blocks import Columns
from desktop_app.exchange.envelope import read_package, write_package
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.refusal import PackageRefused, Refusal
from tests.exchange.offices import (
    BRANCH,
    COMMITTEE,
    KNOWN,
    ROWS,
    STRANGER,
    Kept,
    manifest,
    opened,
    package,
    sealed,
)

GOOD = package()
SIGN_CONTEXT = b"zhibu package 1\0"
PAGE_AT = 4 + 32 + 4


def refusal_of(data: bytes, keys: OfficeKeys = COMMITTEE) -> Refusal:
    with pytest.raises(PackageRefused) as refused:
        opened(data, keys)
    return refused.value.refusal


def inside(data: bytes) -> bytes:
    return sealing.unlock(data, COMMITTEE.seal_identity)


def locked(plain: bytes, keys: OfficeKeys = COMMITTEE) -> bytes:
    return sealing.lock(plain, [keys.public.seal_key])


def framed(page: bytes, blocks: bytes = b"", signer: OfficeKeys = BRANCH) -> bytes:
    """A package with any first page, truly signed and sealed."""
    length = len(page).to_bytes(4, "big")
    signature = signer.sign(SIGN_CONTEXT + page)
    return locked(b"ZBB1" + signer.public.sign_key + length + page + signature + blocks)


def page_and_blocks(data: bytes) -> tuple[bytes, bytes]:
    plain = inside(data)
    length = int.from_bytes(plain[PAGE_AT - 4 : PAGE_AT], "big")
    return plain[PAGE_AT : PAGE_AT + length], plain[PAGE_AT + length + 64 :]


def test_a_package_brings_its_rows_and_its_sender() -> None:
    found = opened(GOOD)
    assert found.sender == BRANCH.public
    assert found.manifest.counts == {"member": 4, "meeting": 1}
    assert found.manifest is not None
    assert replace(found.manifest, blocks=(), counts={}) == manifest()
    assert found.blocks == ROWS


def test_a_package_without_rows_is_a_package() -> None:
    assert opened(sealed(manifest(), [])).blocks == []


@settings(max_examples=25)
@given(st.lists(st.lists(st.text("支部党员大会abc", max_size=9), min_size=1, max_size=9), max_size=4))
def test_any_rows_come_through(texts: list[list[str]]) -> None:
    rows: list[tuple[str, Columns]] = [("note", {"text": list(column)}) for column in texts]
    assert opened(sealed(manifest(), rows)).blocks == rows


def test_each_of_several_receivers_can_open_it() -> None:
    to_both = manifest(to=(COMMITTEE.code, STRANGER.code))
    data = sealed(to_both, ROWS, BRANCH, [COMMITTEE.public, STRANGER.public])
    assert opened(data).blocks == opened(data, STRANGER).blocks == ROWS


def test_the_public_age_tool_can_open_it() -> None:
    identity = pyrage.x25519.Identity.from_str(COMMITTEE.seal_identity)
    assert GOOD.startswith(b"age-encryption.org/v1\n")
    plain = pyrage.decrypt(GOOD, [identity])
    assert plain.startswith(b"ZBB1")
    page, blocks = page_and_blocks(GOOD)
    assert json.loads(page)["subject"] == manifest().subject
    first = json.loads(page)["blocks"][0]
    assert json.loads(zstandard.decompress(blocks[: first[3]]))["n"] == 3


def test_nothing_of_the_content_is_readable_without_the_key() -> None:
    assert "张一".encode() not in GOOD
    assert manifest().subject.encode() not in GOOD
    assert BRANCH.public.sign_key not in GOOD


def test_no_flipped_bit_is_accepted() -> None:
    random = Random(20261123)
    for at in [*range(24), *random.sample(range(24, len(GOOD)), 276)]:
        data = bytearray(GOOD)
        data[at] ^= 1 << random.randrange(8)
        assert refusal_of(bytes(data)) in {Refusal.ALTERED, Refusal.NOT_FOR_US, Refusal.NOT_A_PACKAGE}


def test_no_shortened_file_is_accepted() -> None:
    for length in [*range(40), *Random(7).sample(range(40, len(GOOD)), 160)]:
        assert refusal_of(GOOD[:length]) in {Refusal.CUT_SHORT, Refusal.ALTERED}
    assert refusal_of(b"") is Refusal.CUT_SHORT
    assert refusal_of(GOOD[:150]) is Refusal.CUT_SHORT
    after_header = GOOD.index(b"\n--- ") + 49
    assert refusal_of(GOOD[:after_header]) is Refusal.CUT_SHORT
    assert refusal_of(GOOD[: after_header + 20]) is Refusal.CUT_SHORT


def test_a_lengthened_file_is_not_accepted() -> None:
    assert refusal_of(GOOD + b"\0") is Refusal.ALTERED
    assert refusal_of(GOOD + GOOD) is Refusal.ALTERED


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + b"\0" * 100, b"SQLite format 3\0", "名单".encode(), b"\0" * 5000]
)
def test_other_files_are_no_package(data: bytes) -> None:
    assert refusal_of(data) is Refusal.NOT_A_PACKAGE


def test_an_age_file_with_something_else_inside_is_no_package() -> None:
    assert refusal_of(locked(b"hello")) is Refusal.NOT_A_PACKAGE
    assert refusal_of(locked(b"")) is Refusal.NOT_A_PACKAGE


def test_another_office_cannot_open_it() -> None:
    assert refusal_of(GOOD, STRANGER) is Refusal.NOT_FOR_US


def test_a_receiver_cannot_pass_it_on_as_if_it_were_meant_for_a_third() -> None:
    assert refusal_of(locked(inside(GOOD), STRANGER), STRANGER) is Refusal.NOT_FOR_US


def test_a_stranger_is_refused_even_with_a_known_name() -> None:
    assert refusal_of(sealed(manifest(from_office="ZB-99"), ROWS, STRANGER, [COMMITTEE.public])) is (
        Refusal.UNKNOWN_SENDER
    )
    impostor = replace(STRANGER, code=BRANCH.code, name=BRANCH.name)
    assert refusal_of(sealed(manifest(), ROWS, impostor, [COMMITTEE.public])) is Refusal.UNKNOWN_SENDER


def test_a_known_office_cannot_sign_for_another() -> None:
    page, blocks = page_and_blocks(GOOD)
    assert refusal_of(framed(page, blocks, signer=COMMITTEE)) is Refusal.BAD_CONTENT


def test_the_key_of_a_known_office_without_its_signature_is_altered() -> None:
    plain = inside(GOOD)
    page, blocks = page_and_blocks(GOOD)
    forged = STRANGER.sign(SIGN_CONTEXT + page)
    assert refusal_of(locked(plain[: PAGE_AT + len(page)] + forged + blocks)) is Refusal.ALTERED
    other_context = BRANCH.sign(b"zhibu receipt 1\0" + page)
    assert refusal_of(locked(plain[: PAGE_AT + len(page)] + other_context + blocks)) is Refusal.ALTERED


def test_no_json_is_read_before_the_signature_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    page, blocks = page_and_blocks(GOOD)
    unsigned = locked(inside(GOOD)[: PAGE_AT + len(page)] + b"\0" * 64 + blocks)
    read: list[bytes] = []
    monkeypatch.setattr("desktop_app.exchange.strictjson.parse", read.append)
    assert refusal_of(unsigned) is Refusal.ALTERED
    assert read == []


def test_sealed_again_with_any_inner_bit_flipped_is_refused() -> None:
    plain = inside(GOOD)
    random = Random(11)
    for at in random.sample(range(len(plain)), 200):
        data = bytearray(plain)
        data[at] ^= 1 << random.randrange(8)
        assert isinstance(refusal_of(locked(bytes(data))), Refusal)
    for length in random.sample(range(len(plain)), 100):
        assert isinstance(refusal_of(locked(plain[:length])), Refusal)
    assert refusal_of(locked(plain + b"\0")) is Refusal.ALTERED
    assert refusal_of(locked(plain[:-1])) is Refusal.CUT_SHORT


def test_blocks_of_another_package_do_not_fit_a_signed_page() -> None:
    page, blocks = page_and_blocks(GOOD)
    swapped = bytes(reversed(blocks))
    with pytest.raises(PackageRefused) as refused:
        opened(framed(page, swapped))
    assert refused.value.refusal is Refusal.ALTERED


def test_a_newer_inner_frame_says_upgrade() -> None:
    assert refusal_of(locked(b"ZBB2" + inside(GOOD)[4:])) is Refusal.NEWER_FORMAT


def test_a_promised_page_beyond_the_limit_is_refused() -> None:
    plain = inside(GOOD)
    assert refusal_of(locked(plain[:36] + b"\xff\xff\xff\xff" + plain[40:])) is Refusal.TOO_LARGE


def test_a_page_of_just_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = page_and_blocks(GOOD)
    monkeypatch.setattr("desktop_app.exchange.envelope.MAX_MANIFEST_BYTES", len(page))
    assert opened(GOOD).sender == BRANCH.public
    monkeypatch.setattr("desktop_app.exchange.envelope.MAX_MANIFEST_BYTES", len(page) - 1)
    assert refusal_of(GOOD) is Refusal.TOO_LARGE


def test_a_signed_bomb_is_refused() -> None:
    bomb = zstandard.compress(b" " * (40 * 2**20))
    entry = ["note", 1, 1000, len(bomb), hashlib.sha256(bomb).hexdigest(), 0]
    page = json.dumps(json.loads(manifest().to_bytes()) | {"blocks": [entry], "counts": {"note": 1}}).encode()
    assert refusal_of(framed(page, bomb)) is Refusal.BAD_CONTENT


def test_too_many_receivers_in_a_header_are_refused() -> None:
    crowd = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    data = sealing.FIRST_LINE + crowd * 65 + b"--- " + b"C" * 43 + b"\n" + b"\0" * 64
    assert refusal_of(data) is Refusal.TOO_LARGE


def test_a_file_beyond_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MAX_FILE_BYTES", len(GOOD) - 1)
    assert refusal_of(GOOD) is Refusal.TOO_LARGE


def test_more_than_one_file_may_hold_is_not_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MAX_FILE_BYTES", 500)
    with pytest.raises(PackageRefused) as refused:
        package()
    assert refused.value.refusal is Refusal.TOO_LARGE


def test_just_what_one_file_may_hold_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    # A stanza of noise makes each file of the same rows some bytes longer or shorter.
    blocks = sum(entry.size for entry in opened(GOOD).manifest.blocks)
    monkeypatch.setattr(sealing, "MAX_FILE_BYTES", blocks + 3000)
    package()
    monkeypatch.setattr(sealing, "MAX_FILE_BYTES", blocks - 1)
    with pytest.raises(PackageRefused):
        package()


class Trouble(Exception):
    """Of the sink, not of the package."""


class Refusing(Kept):
    """A sink that breaks at one of its two doors."""

    def __init__(self, door: str) -> None:
        super().__init__()
        self.door = door
        self.trouble = Trouble()

    def begin(self, manifest, sender) -> None:
        super().begin(manifest, sender)
        if self.door == "begin":
            raise self.trouble

    def block(self, table, columns) -> None:
        super().block(table, columns)
        if self.door == "block":
            raise self.trouble


@pytest.mark.parametrize(("door", "got"), [("begin", 0), ("block", 1)])
def test_what_the_receiver_raises_comes_out_as_it_is(door: str, got: int) -> None:
    sink = Refusing(door)
    with pytest.raises(Trouble) as raised:
        read_package(io.BytesIO(GOOD), COMMITTEE, KNOWN, sink)
    assert raised.value is sink.trouble
    assert len(sink.blocks) == got


class Unplugged(io.BytesIO):
    """A stick pulled out in the middle."""

    error = OSError(5, "Input/output error")

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 70_000:
            raise self.error
        return super().read(size)

    def write(self, data, /) -> int:
        if self.tell() > 70_000:
            raise self.error
        return super().write(data)


def long_rows() -> list[tuple[str, Columns]]:
    random = Random(3)
    return [("note", {"text": [random.randbytes(20_000).hex()]}) for _ in range(20)]


def test_what_the_stick_raises_comes_out_as_it_is() -> None:
    with pytest.raises(OSError, match="Input/output") as raised:
        read_package(Unplugged(sealed(manifest(), long_rows())), COMMITTEE, KNOWN, Kept())
    assert raised.value is Unplugged.error
    with pytest.raises(OSError, match="Input/output") as raised:
        write_package(Unplugged(), manifest(), long_rows(), BRANCH, [COMMITTEE.public])
    assert raised.value is Unplugged.error


def test_reading_stops_when_it_is_told_to() -> None:
    kept = Kept()
    with pytest.raises(Cancelled):
        read_package(io.BytesIO(GOOD), COMMITTEE, KNOWN, kept, cancelled=lambda: bool(kept.blocks))
    assert len(kept.blocks) == 1


def test_a_short_file_that_holds_much_is_stopped_between_its_blocks() -> None:
    rows = [("note", {"text": ["长" * 190_000 + str(n) for n in range(4)]}) for _ in range(8)]
    data = sealed(manifest(), rows)
    assert len(data) < 16_000
    kept = Kept()

    def stop(done: int, total: int) -> None:
        if len(kept.blocks) >= 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_package(io.BytesIO(data), COMMITTEE, KNOWN, kept, progress=stop)
    assert len(kept.blocks) == 2


def test_a_job_stops_reading_by_its_progress() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_package(io.BytesIO(GOOD), COMMITTEE, KNOWN, Kept(), progress=stop)


def test_reading_tells_how_far_it_is() -> None:
    data = sealed(manifest(), long_rows())
    told: list[tuple[int, int]] = []
    read_package(io.BytesIO(data), COMMITTEE, KNOWN, Kept(), progress=lambda *now: told.append(now))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (len(data), len(data))


def test_blocks_are_handed_on_before_the_rest_is_read() -> None:
    data = sealed(manifest(), long_rows())
    file, places = io.BytesIO(data), []
    sink = Kept()
    sink.block = lambda table, columns: places.append(file.tell())  # type: ignore[method-assign]
    read_package(file, COMMITTEE, KNOWN, sink)
    assert places[0] < len(data) / 2
    assert len(places) == 20


class Sips(io.BytesIO):
    """A file without a buffer, which takes less than it is given."""

    def write(self, data, /) -> int:
        return super().write(data[:1000])


def test_a_file_that_takes_less_than_it_is_given_gets_all_of_it() -> None:
    file = Sips()
    written = write_package(file, manifest(), long_rows(), BRANCH, [COMMITTEE.public])
    assert opened(file.getvalue()).blocks == long_rows()
    assert opened(file.getvalue()).manifest == written


def mutated(value: object, random: Random) -> object:
    """`value` with one place in it replaced by something unexpected."""
    odd = [
        None, True, -1, 0, 1.5, 2**63, 10**19, "", "x" * 300, "\0", "\ud800", [], {}, [[]], {"a": 1},
        "ZB-07", "member; drop table", "../../x", "9" * 64, [["member", 1, 1, 1, "0" * 64, 0]],
    ]  # fmt: skip
    if isinstance(value, dict) and value and random.random() < 0.85:
        key = random.choice(list(value))
        if random.random() < 0.1:
            return {each: value[each] for each in value if each != key}
        if random.random() < 0.1:
            return value | {random.choice(["new", "", "\0", "ALTER"]): random.choice(odd)}
        return value | {key: mutated(value[key], random)}
    if isinstance(value, list) and value and random.random() < 0.85:
        at = random.randrange(len(value))
        if random.random() < 0.2:
            return value[:at] + value[at:] * random.choice([0, 2])
        return [*value[:at], mutated(value[at], random), *value[at + 1 :]]
    return random.choice(odd)


def test_a_signed_page_of_any_shape_is_refused_or_read() -> None:
    """A branch PC with malware signs happily: no shape of page may end in anything but a verdict."""
    page, blocks = page_and_blocks(GOOD)
    random = Random(42)
    verdicts = []
    for _ in range(400):
        strange = mutated(json.loads(page), random)
        if random.random() < 0.3:
            strange = mutated(strange, random)
        data = framed(json.dumps(strange).encode("utf-8"), blocks)
        try:
            verdicts.append(sum(len(columns) for _, columns in opened(data).blocks))
        except PackageRefused as refused:
            verdicts.append(refused.refusal)
    assert len(verdicts) == 400
    assert verdicts.count(Refusal.BAD_CONTENT) > 200
    assert any(isinstance(each, int) for each in verdicts)


def test_a_signed_page_of_any_bytes_is_refused_or_read() -> None:
    page, blocks = page_and_blocks(GOOD)
    random = Random(43)
    refused = 0
    for _ in range(300):
        data = bytearray(page)
        for _ in range(random.randint(1, 3)):
            at = random.randrange(len(data))
            data[at : at + random.randint(0, 3)] = random.randbytes(random.randint(0, 3))
        try:
            opened(framed(bytes(data), blocks))
        except PackageRefused:
            refused += 1
    assert refused > 150


def test_a_signed_block_of_any_shape_is_refused_or_read() -> None:
    random = Random(44)
    refused = 0
    columns = {"a": {"d": ["x", "y"], "i": [0, 1, 1]}, "b": {"f": 5, "s": [1, -2]}, "c": [1, None, "z"]}
    block = {"n": 3, "c": columns}
    for _ in range(300):
        data = zstandard.compress(json.dumps(mutated(block, random)).encode())
        raw = zstandard.get_frame_parameters(data).content_size
        entry = ["note", 3, raw, len(data), hashlib.sha256(data).hexdigest(), 3]
        fields = json.loads(manifest().to_bytes()) | {"blocks": [entry], "counts": {"note": 3}}
        try:
            for _, found in opened(framed(json.dumps(fields).encode(), data)).blocks:
                assert {len(values) for values in found.values()} == {3}
        except PackageRefused:
            refused += 1
    assert 100 < refused < 300


@pytest.mark.parametrize(
    ("changes", "receivers"),
    [
        ({"from_office": "ZB-08"}, [COMMITTEE.public]),
        ({"to": ("ZB-08",)}, [COMMITTEE.public]),
        ({}, [STRANGER.public]),
        ({}, [COMMITTEE.public, STRANGER.public]),
        ({}, []),
        ({"subject": "两\n行"}, [COMMITTEE.public]),
    ],
)
def test_a_package_that_contradicts_itself_is_not_sealed(changes: dict, receivers: list) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - every one of them is a defect of the caller
        sealed(manifest(**changes), ROWS, BRANCH, receivers)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_tells_a_person_what_happened_and_what_to_do(refusal: Refusal) -> None:
    told = PackageRefused(refusal)
    assert told.what.endswith("。")
    assert told.todo.startswith("请")
    assert "没有任何变化" in told.safe
