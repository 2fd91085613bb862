"""Blocks give back every row exactly, and refuse what would harm the reader."""

import hashlib
import json

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.blocks import Packed, batches, decode_block, encode_block, raw_size
from desktop_app.exchange.manifest import MAX_BLOCK_RAW, MAX_BLOCK_ROOM, MAX_BLOCK_ROWS
from desktop_app.exchange.refusal import PackageRefused, Refusal

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
INTEGER = st.integers(-(2**63), 2**63 - 1)
SCALAR = st.none() | st.booleans() | INTEGER | st.floats(allow_nan=False, allow_infinity=False) | TEXT
NAME = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list]:
    rows = draw(st.integers(1, 30))
    few = st.sampled_from(["在职", "离退休", None, ""])
    kinds = st.sampled_from([SCALAR, INTEGER, few, TEXT, st.booleans()])
    names = draw(st.lists(NAME, min_size=1, max_size=5, unique=True))
    return {name: draw(st.lists(draw(kinds), min_size=rows, max_size=rows)) for name in names}


def decoded(block: bytes | Packed, rows: int, raw: int | None = None) -> dict:
    data, room = block if isinstance(block, Packed) else (block, None)
    digest = hashlib.sha256(data).hexdigest()
    raw = raw_size(data) if raw is None else raw
    return decode_block(data, rows=rows, raw=raw, sha256=digest, room=room).columns


def packed(value: object) -> bytes:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return zstandard.compress(raw)


def spelled(columns: dict[str, list]) -> str:
    """1, True and 1.0 are equal to Python but not to us."""
    return repr(sorted(columns.items()))


@given(tables())
def test_every_value_comes_back_as_it_was(columns: dict[str, list]) -> None:
    rows = len(next(iter(columns.values())))
    assert spelled(decoded(encode_block(columns), rows)) == spelled(columns)


@given(st.lists(st.tuples(TEXT, INTEGER, st.none() | st.booleans()), max_size=50))
def test_batches_keep_rows_and_order(rows: list[tuple]) -> None:
    found = [row for columns in batches(["a", "b", "c"], rows) for row in zip(*columns.values(), strict=True)]
    assert repr(found) == repr(rows)


def test_batches_stay_within_one_block() -> None:
    long_text = "\x01" * 150_000  # each of these characters takes six bytes of JSON
    sizes = [len(columns["note"]) for columns in batches(["note"], ([long_text] for _ in range(60)))]
    assert sum(sizes) == 60
    assert len(sizes) > 1
    encode_block({"note": [long_text + str(number) for number in range(max(sizes))]})


def test_a_block_beyond_the_limits_is_not_written() -> None:
    with pytest.raises(ValueError, match=r"batches"):
        encode_block({"note": ["\x01" * 199_990 + str(number) for number in range(15)]})
    with pytest.raises(ValueError, match=r"batches"):
        encode_block({"note": ["长" * 200_000] * 1500})


def test_many_wide_numbers_stay_within_one_block() -> None:
    row = [-(2**63)] * 128
    names = [f"c{number}" for number in range(128)]
    sizes = [len(columns["c0"]) for columns in batches(names, (row for _ in range(24_000)))]
    assert sum(sizes) == 24_000
    # Twenty digits or sign, and a comma.
    assert max(sizes) * 128 * 21 < MAX_BLOCK_RAW


def test_batches_are_lazy() -> None:
    taken = []

    def rows():
        for number in range(100_000):
            taken.append(number)
            yield (number,)

    next(batches(["n"], rows()))
    assert len(taken) < 50_000


def test_a_repeated_text_and_a_running_number_cost_little() -> None:
    rows = 5000
    columns = {"kind": [f"类别{n % 7}" for n in range(rows)], "seq": list(range(10**12, 10**12 + rows))}
    assert len(encode_block(columns).data) * 20 < len(json.dumps(columns).encode())


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"a": []},
        {"a": [1], "b": [1, 2]},
        {"A": [1]},
        {"a b": [1]},
        {"a;drop": [1]},
        {"a": [2**63]},
        {"a": [float("nan")]},
        {"a": [float("inf")]},
        {"a": ["\0"]},
        {"a": ["\ud800"]},
        {"a": ["x" * 200_001]},
        {"a": [b"x"]},
        {"a": [[1]]},
        {"a": [0] * (MAX_BLOCK_ROWS + 1)},
        {f"c{n}": [0] for n in range(129)},
        {f"c{n}": [0] * 20_000 for n in range(71)},
    ],
)
def test_what_a_reader_would_refuse_is_not_written(columns: dict[str, list]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - every one of them is a defect of the caller
        encode_block(columns)


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"[1]",
        b"{}",
        b"nonsense",
        b"\xff\xfe",
        b'{"n":2,"n":2,"c":{"a":[1,2]}}',
        b'{"n":3,"c":{"a":[1,2]}}',
        b'{"n":2,"c":{"a":[1]}}',
        b'{"n":2,"c":{}}',
        b'{"n":true,"c":{"a":[1]}}',
        b'{"n":2,"c":{"A":[1,2]}}',
        b'{"n":2,"c":{"a":[1,[2]]}}',
        b'{"n":2,"c":{"a":[1,{"x":2}]}}',
        b'{"n":2,"c":{"a":[1,NaN]}}',
        b'{"n":2,"c":{"a":[1,-Infinity]}}',
        b'{"n":2,"c":{"a":[1,1e999]}}',
        b'{"n":2,"c":{"a":[1,9223372036854775808]}}',
        b'{"n":2,"c":{"a":[1,' + b"9" * 5000 + b"]}}",
        b'{"n":2,"c":{"a":["x","\\ud800"]}}',
        b'{"n":2,"c":{"a":["x","\\u0000"]}}',
        b'{"n":2,"c":{"a":{"d":["x"],"i":[0,1]}}}',
        b'{"n":2,"c":{"a":{"d":["x"],"i":[0,-1]}}}',
        b'{"n":2,"c":{"a":{"d":["x"],"i":[0,false]}}}',
        b'{"n":2,"c":{"a":{"d":["x"],"i":"00"}}}',
        b'{"n":2,"c":{"a":{"d":[["x"]],"i":[0,0]}}}',
        b'{"n":2,"c":{"a":{"d":"xy","i":[0,0]}}}',
        b'{"n":2,"c":{"a":{"d":["x"]}}}',
        b'{"n":2,"c":{"a":{"f":1,"s":[1.5]}}}',
        b'{"n":2,"c":{"a":{"f":9223372036854775807,"s":[1]}}}',
        b'{"n":2,"c":{"a":{"f":1,"s":[1],"d":[]}}}',
        b'{"n":2,"c":{"a":{"f":true,"s":[1]}}}',
        b'{"n":2,"c":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    ],
)
def test_a_signed_block_that_is_none_is_bad_content(block: bytes) -> None:
    with pytest.raises(PackageRefused) as refused:
        decoded(packed(block), 2, max(len(block), 1))
    assert refused.value.refusal is Refusal.BAD_CONTENT


def test_a_lying_or_missing_size_is_refused_before_unpacking() -> None:
    bomb = zstandard.compress(b" " * (300 * 2**20))
    with pytest.raises(PackageRefused) as refused:
        decoded(bomb, 1, 1000)
    assert refused.value.refusal is Refusal.BAD_CONTENT
    with pytest.raises(PackageRefused) as refused:
        decoded(bomb, 1, 300 * 2**20)
    assert refused.value.refusal is Refusal.TOO_LARGE
    silent = zstandard.ZstdCompressor(write_content_size=False).compress(b'{"n":1,"c":{"a":[1]}}')
    with pytest.raises(PackageRefused) as refused:
        decoded(silent, 1, 21)
    assert refused.value.refusal is Refusal.BAD_CONTENT


def test_a_header_that_promises_less_than_follows_is_refused() -> None:
    good = encode_block({"a": [1]}).data
    for extra in (b"x", good):
        with pytest.raises(PackageRefused) as refused:
            decoded(good + extra, 1)
        assert refused.value.refusal is Refusal.BAD_CONTENT


def test_a_dictionary_cannot_blow_up() -> None:
    block = {"n": MAX_BLOCK_ROWS, "c": {"a": {"d": ["长" * 20_000], "i": [0] * MAX_BLOCK_ROWS}}}
    with pytest.raises(PackageRefused) as refused:
        decoded(packed(block), MAX_BLOCK_ROWS)
    assert refused.value.refusal is Refusal.TOO_LARGE


def test_a_block_needs_the_room_it_promised() -> None:
    columns = {"kind": ["在职", "离退休"] * 50, "note": ["注"] * 100, "code": [str(n) for n in range(100)]}
    data, room = encode_block(columns)
    assert room == 50 * 5 + 100
    digest = hashlib.sha256(data).hexdigest()
    for promised in (room, None):
        found = decode_block(data, rows=100, raw=raw_size(data), sha256=digest, room=promised)
        assert found == (columns, room)
    for promised in (room - 1, room + 1, 0):
        with pytest.raises(PackageRefused) as refused:
            decode_block(data, rows=100, raw=raw_size(data), sha256=digest, room=promised)
        assert refused.value.refusal is Refusal.BAD_CONTENT


def test_a_dictionary_of_just_the_limit_is_read() -> None:
    rows = MAX_BLOCK_ROOM // 1000
    block = {"n": rows, "c": {"a": {"d": ["长" * 1000], "i": [0] * rows}}}
    assert decoded(packed(block), rows)["a"] == ["长" * 1000] * rows
    block["c"]["b"] = {"d": ["x" * 400], "i": [0] * rows}
    with pytest.raises(PackageRefused) as refused:
        decoded(packed(block), rows)
    assert refused.value.refusal is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    "block",
    [
        b"[" + b"[]," * 2_000_000 + b"1]",
        b"[" + b"{}," * 2_000_000 + b"1]",
        b'{"n":2,"c":{"a":[' + b"1," * 3_000_000 + b"1]}}",
        b'{"n":2,"c":{' + b'"a":[1],' * 600_000 + b'"b":[1]}}',
    ],
)
def test_a_long_block_of_other_shape_is_refused_before_it_is_read(
    block: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.exchange.strictjson.parse", lambda data: pytest.fail("was read"))
    with pytest.raises(PackageRefused) as refused:
        decoded(packed(block), 2)
    assert refused.value.refusal is Refusal.BAD_CONTENT


def test_a_long_block_of_texts_full_of_marks_is_read() -> None:
    columns = {"a": ['{"x":[1,2,"y\\"],,:' * 9000] * 2 + ["[" * 199_999 + str(n) for n in range(9)]}
    columns["a"] += ['",[{:' * 30_000 + "\\" * 9 + str(n) for n in range(15)]
    block = encode_block(columns)
    assert raw_size(block.data) > 4 * 2**20
    assert decoded(block, len(columns["a"])) == columns


def test_other_bytes_than_the_signed_ones_are_altered() -> None:
    data = encode_block({"a": [1, 2, 3]}).data
    with pytest.raises(PackageRefused) as refused:
        decode_block(data, rows=3, raw=raw_size(data), sha256="0" * 64)
    assert refused.value.refusal is Refusal.ALTERED


def test_the_limits_of_the_manifest_hold_here_too() -> None:
    data = encode_block({"a": [1]}).data
    for rows, raw in ((MAX_BLOCK_ROWS + 1, 10), (1, MAX_BLOCK_RAW + 1)):
        with pytest.raises(PackageRefused) as refused:
            decoded(data, rows, raw)
        assert refused.value.refusal is Refusal.TOO_LARGE
