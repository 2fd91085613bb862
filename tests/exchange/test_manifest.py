"""The manifest reads back as written, and a wrong one is refused by name."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.manifest import (
    MAX_BLOCK_RAW,
    MAX_BLOCK_ROOM,
    MAX_BLOCK_ROWS,
    MAX_COUNT,
    MAX_MANIFEST_BYTES,
    BlockEntry,
    Manifest,
    Stream,
    check_against_size,
    count_rows,
)
from desktop_app.exchange.refusal import PackageRefused, Refusal
from tests.exchange.offices import manifest

NAME = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
ID = st.from_regex(r"[0-9a-f]{8,16}", fullmatch=True)
CODE = st.from_regex(r"[0-9A-Z][0-9A-Z._-]{0,10}", fullmatch=True)
LINE = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=20)
SEQS = st.dictionaries(ID, st.integers(0, MAX_COUNT), max_size=4)
ENTRY = st.builds(
    BlockEntry,
    NAME,
    st.integers(1, MAX_BLOCK_ROWS),
    st.integers(MAX_BLOCK_RAW // 2, MAX_BLOCK_RAW),
    st.integers(1, MAX_BLOCK_RAW // 2),
    st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    st.integers(0, MAX_BLOCK_ROOM),
)


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    upto = draw(SEQS)
    blocks = tuple(draw(st.lists(ENTRY, max_size=4)))
    return Manifest(
        id=draw(ID),
        kind=draw(NAME),
        from_office=draw(CODE),
        from_replica=draw(ID),
        to=tuple(draw(st.lists(CODE, min_size=1, max_size=3, unique=True))),
        schema_version=draw(st.integers(1, 1000)),
        app_version=draw(LINE),
        written_at=draw(st.datetimes()).isoformat(),
        subject=draw(LINE),
        stream=Stream({replica: draw(st.integers(0, seq)) for replica, seq in upto.items()}, upto),
        have=draw(SEQS),
        base=tuple(draw(st.lists(ID, max_size=3))),
        scope=draw(st.dictionaries(NAME, st.lists(NAME, max_size=3).map(tuple), max_size=3)),
        counts=count_rows(blocks),
        blocks=blocks,
    )


@given(manifests())
def test_reads_back_as_written(written: Manifest) -> None:
    assert Manifest.from_bytes(written.to_bytes()) == written


def test_an_unknown_key_is_passed_over() -> None:
    fields = json.loads(manifest().to_bytes()) | {"later": [1, 2]}
    assert Manifest.from_bytes(json.dumps(fields).encode()) == manifest()


def test_the_first_format_has_no_base_no_scope_and_no_room() -> None:
    fields = json.loads(manifest().to_bytes()) | {"format": 1, "base": 5, "scope": 5}
    fields |= {"blocks": [["member", 2, 10, 10, "0" * 64]], "counts": {"member": 2}}
    first = Manifest.from_bytes(json.dumps(fields).encode())
    assert (first.base, first.scope, first.blocks[0].room) == ((), {}, None)
    assert first.room == 10


def test_room_counts_what_dictionaries_come_to() -> None:
    blocks = tuple(BlockEntry("member", 5, 100, 40, "0" * 64, room) for room in (0, 7))
    assert replace(manifest(), blocks=blocks).room == 221


def changed(**changes: object) -> bytes:
    return json.dumps(json.loads(manifest().to_bytes()) | changes).encode()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"format": 3}, Refusal.NEWER_FORMAT),
        ({"format": 3, "blocks": "another layout"}, Refusal.NEWER_FORMAT),
        ({"need": ["sm2"]}, Refusal.NEWER_FORMAT),
        ({"format": 0}, Refusal.BAD_CONTENT),
        ({"format": True}, Refusal.BAD_CONTENT),
        ({"format": "1"}, Refusal.BAD_CONTENT),
        ({"need": "sm2"}, Refusal.BAD_CONTENT),
        ({"need": [["sm2"]]}, Refusal.BAD_CONTENT),
        ({"id": ""}, Refusal.BAD_CONTENT),
        ({"id": "../../x"}, Refusal.BAD_CONTENT),
        ({"kind": "Delta"}, Refusal.BAD_CONTENT),
        ({"from": None}, Refusal.BAD_CONTENT),
        ({"from": {"office": "A"}}, Refusal.BAD_CONTENT),
        ({"from": {"office": "支部", "replica": "a"}}, Refusal.BAD_CONTENT),
        ({"to": []}, Refusal.BAD_CONTENT),
        ({"to": ["A", "A"]}, Refusal.BAD_CONTENT),
        ({"to": "A"}, Refusal.BAD_CONTENT),
        ({"to": [f"A{n}" for n in range(1001)]}, Refusal.BAD_CONTENT),
        ({"stream": {"after": {"aa": 5}, "upto": {"aa": 4}}}, Refusal.BAD_CONTENT),
        ({"stream": {"after": {"aa": 5}, "upto": {}}}, Refusal.BAD_CONTENT),
        ({"stream": {"after": {}}}, Refusal.BAD_CONTENT),
        ({"have": {"aa": -1}}, Refusal.BAD_CONTENT),
        ({"have": {"aa": True}}, Refusal.BAD_CONTENT),
        ({"have": {"aa": 1.0}}, Refusal.BAD_CONTENT),
        ({"have": {"aa": 2**53}}, Refusal.BAD_CONTENT),
        ({"base": "a"}, Refusal.BAD_CONTENT),
        ({"base": ["../x"]}, Refusal.BAD_CONTENT),
        ({"base": ["a"] * 1001}, Refusal.BAD_CONTENT),
        ({"scope": ["member"]}, Refusal.BAD_CONTENT),
        ({"scope": {"member": "name"}}, Refusal.BAD_CONTENT),
        ({"scope": {"member": ["name;"]}}, Refusal.BAD_CONTENT),
        ({"scope": {"Member": []}}, Refusal.BAD_CONTENT),
        ({"scope": {f"t{n}": [] for n in range(1001)}}, Refusal.BAD_CONTENT),
        ({"scope": {"member": ["name"] * 257}}, Refusal.BAD_CONTENT),
        ({"have": {"a;b": 1}}, Refusal.BAD_CONTENT),
        ({"have": [1]}, Refusal.BAD_CONTENT),
        ({"have": {f"r{n}": 1 for n in range(20_001)}}, Refusal.BAD_CONTENT),
        ({"schema_version": 0}, Refusal.BAD_CONTENT),
        ({"app_version": "x" * 33}, Refusal.BAD_CONTENT),
        ({"written_at": "2026-02-30T10:00"}, Refusal.BAD_CONTENT),
        ({"written_at": "昨天"}, Refusal.BAD_CONTENT),
        ({"written_at": 20261123}, Refusal.BAD_CONTENT),
        ({"subject": "两行\n标题"}, Refusal.BAD_CONTENT),
        ({"subject": "\u202e倒着写"}, Refusal.BAD_CONTENT),
        ({"subject": "长" * 201}, Refusal.BAD_CONTENT),
        ({"subject": "\ud800"}, Refusal.BAD_CONTENT),
        ({"counts": {"member": 1}}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 1, 10, 10, "0" * 64]], "counts": {"member": 1}}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 1, 10, 10, "0" * 64, -1]], "counts": {"member": 1}}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 1, 10, 10, "0" * 64, None]], "counts": {"member": 1}}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 1, 10, 10]]}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 1, 10, 10, "0" * 64, 0]]}, Refusal.BAD_CONTENT),
        ({"blocks": [["member;", 1, 10, 10, "0" * 64, 0]]}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 0, 10, 10, "0" * 64, 0]], "counts": {"member": 0}}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 1, 10, 10, "G" * 64, 0]], "counts": {"member": 1}}, Refusal.BAD_CONTENT),
        ({"blocks": [["member", 65_537, 10, 10, "0" * 64, 0]]}, Refusal.TOO_LARGE),
        ({"blocks": [["member", 1, 2**24 + 1, 10, "0" * 64, 0]]}, Refusal.TOO_LARGE),
        ({"blocks": [["member", 1, 2**24, 10, "0" * 64, 0]] * 513}, Refusal.TOO_LARGE),
        ({"blocks": [["member", 1, 10, 10 + 2**16 + 1, "0" * 64, 0]]}, Refusal.TOO_LARGE),
        ({"blocks": [["member", 1, 10, 10, "0" * 64, 2**23 + 1]]}, Refusal.TOO_LARGE),
        (
            {"blocks": [["member", 1, 10, 10, "0" * 64, 2**23]] * 9, "counts": {"member": 9}},
            Refusal.TOO_LARGE,
        ),
        ({"blocks": [["member", 65_536, 10, 10, "0" * 64, 0]] * 306}, Refusal.TOO_LARGE),
    ],
)
def test_a_wrong_field_is_refused(changes: dict[str, object], refusal: Refusal) -> None:
    with pytest.raises(PackageRefused) as refused:
        Manifest.from_bytes(changed(**changes))
    assert refused.value.refusal is refusal


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"format":' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_manifest_at_all_is_bad_content(data: bytes) -> None:
    with pytest.raises(PackageRefused) as refused:
        Manifest.from_bytes(data)
    assert refused.value.refusal is Refusal.BAD_CONTENT


@pytest.mark.parametrize(
    ("entry", "count", "size", "refusal"),
    [
        (BlockEntry("member", 50_000, 100, 10, "0" * 64, 0), 2, 6 * 80_000, None),
        (BlockEntry("member", 50_000, 100, 10, "0" * 64, 0), 2, 6 * 80_000 - 1, Refusal.TOO_LARGE),
        (BlockEntry("member", 1, 2**24, 10, "0" * 64, 0), 8, 100, None),
        (BlockEntry("member", 1, 2**24, 10, "0" * 64, 0), 9, 100, Refusal.TOO_LARGE),
        (BlockEntry("member", 1, 2**24, 10, "0" * 64, 0), 9, 2**24 // 200 + 1, None),
        (BlockEntry("member", 1, 100, 10, "0" * 64, 0), 3, 30, None),
        (BlockEntry("member", 1, 100, 10, "0" * 64, 0), 3, 29, Refusal.CUT_SHORT),
    ],
)
def test_what_a_page_promises_is_held_against_the_size_of_the_file(
    entry: BlockEntry, count: int, size: int, refusal: Refusal | None
) -> None:
    whole = replace(manifest(), blocks=(entry,) * count, counts={"member": entry.rows * count})
    assert Manifest.from_bytes(whole.to_bytes()) == whole
    if refusal is None:
        assert check_against_size(whole, size) is None
        return
    with pytest.raises(PackageRefused) as refused:
        check_against_size(whole, size)
    assert refused.value.refusal is refusal


def test_repeated_texts_of_a_package_are_bounded_by_its_rows() -> None:
    rows = 100
    entries = tuple(BlockEntry("member", rows, 100, 10, "0" * 64, 2**23) for _ in range(10))
    with pytest.raises(ValueError, match="room"):
        replace(manifest(), blocks=entries[:9], counts={"member": 9 * rows}).to_bytes()
    enough = replace(entries[0], rows=65_536)
    assert replace(manifest(), blocks=(enough,) * 9, counts={"member": 9 * 65_536}).to_bytes()


def test_too_long_is_refused_unread() -> None:
    with pytest.raises(PackageRefused) as refused:
        Manifest.from_bytes(b" " * (MAX_MANIFEST_BYTES + 1))
    assert refused.value.refusal is Refusal.TOO_LARGE


def test_a_newer_package_says_upgrade() -> None:
    with pytest.raises(PackageRefused) as refused:
        Manifest.from_bytes(changed(need=["volumes"]))
    assert "请升级" in refused.value.todo


@pytest.mark.parametrize("changes", [{"format": 3}, {"need": ["volumes"]}])
@pytest.mark.parametrize(
    ("version", "named"),
    [
        ("2.1", True),
        ("12.0.3", True),
        ("0.0.9", False),
        ("2.1; 请按 F1", False),
        ("", False),
        (None, False),
        (2.1, False),
    ],
)
def test_a_newer_package_names_the_version_it_needs(
    changes: dict[str, object], version: object, named: bool
) -> None:
    with pytest.raises(PackageRefused) as refused:
        Manifest.from_bytes(changed(**changes, app_version=version))
    assert (refused.value.todo == f"请把支部台账升级到 {version} 或更新的版本，再接收。") is named
    assert "升级" in refused.value.todo


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"to": ()},
        {"kind": "X"},
        {"format": 3},
        {"counts": {"member": 3}},
        {"written_at": "now"},
    ],
)
def test_a_manifest_readers_would_refuse_is_not_written(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - every one of them is a defect of the caller
        replace(manifest(), **changes).to_bytes()
