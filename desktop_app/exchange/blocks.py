"""Rows as zstd-packed blocks of JSON columns: three spellings of a column, whichever is shortest.

A block is `{"n": rows, "c": {name: column}}`. A column is a plain array; or `{"d": [texts], "i": [numbers]}`,
texts named by their place in a dictionary; or `{"f": first, "s": [steps]}`, whole numbers as differences.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from operator import sub
from typing import NamedTuple, cast

import zstandard

from desktop_app.exchange import strictjson
from desktop_app.exchange.manifest import MAX_BLOCK_RAW, MAX_BLOCK_ROOM, MAX_BLOCK_ROWS, is_table_name
from desktop_app.exchange.refusal import PackageRefused, Refusal

Scalar = None | bool | int | float | str
Columns = dict[str, list[Scalar]]

MAX_TEXT = 200_000
MAX_COLUMNS = 128
_BATCH_ROWS = 32_768
# Six bytes is the longest JSON spelling of a character, and a number or the quotes and comma of a text take
# less than four such characters; so a batch always fits MAX_BLOCK_RAW.
_BATCH_CHARACTERS = 5 * 2**19
_VALUE_CHARACTERS = 4
# Values of a block: twice as many as the batches of the first format had at most, whose blocks were larger.
_MAX_VALUES = 1_400_000
# Two words and a name a column.
_MAX_NESTED = 5 * MAX_COLUMNS + 8
# Shorter than this, no JSON at all takes more memory than a reader may use.
_UNCOUNTED = 4 * 2**20
# Rows weighed at a time.
_GROUP_ROWS = 256
_PLAIN = {type(None), bool, int, float, str}
_LEVEL = 3
# Longer texts are not named by their place: packing finds them again, and what they come to stays small.
_LONGEST_NAMED = 1_000


class Packed(NamedTuple):
    """A block as bytes, and how many characters its dictionaries come to once written out."""

    data: bytes
    room: int


class Unpacked(NamedTuple):
    """The columns of a block, and how many characters its dictionaries came to."""

    columns: Columns
    room: int


def batches(names: Sequence[str], rows: Iterable[Sequence[Scalar]]) -> Iterator[Columns]:
    """`rows`, each as long as `names`, as columns of at most 32,768 rows that fit one block; lazily."""
    batch: Columns = {name: [] for name in names}
    held = characters = 0
    for group, more, length in _weighed(rows):
        if held and (held + more > _BATCH_ROWS or characters + length > _BATCH_CHARACTERS):
            yield batch
            batch, held, characters = {name: [] for name in names}, 0, 0
        for gathered, column in zip(batch.values(), group, strict=True):
            gathered += column
        held += more
        characters += length
    if held:
        yield batch


def _weighed(rows: Iterable[Sequence[Scalar]]) -> Iterator[tuple[list[tuple[Scalar, ...]], int, int]]:
    """The rows turned into columns, how many they are and what they take.

    In groups none of which fills a block: heavy ones each alone.
    """
    waiting = iter(rows)
    while group := list(islice(waiting, _GROUP_ROWS)):
        columns = list(zip(*group, strict=True))
        weight = _weight(columns)
        if weight <= _BATCH_CHARACTERS // 8:
            yield columns, len(group), weight
        else:
            for row in group:
                alone: list[tuple[Scalar, ...]] = [(value,) for value in row]
                yield alone, 1, _weight(alone)


def _weight(columns: Sequence[Sequence[Scalar]]) -> int:
    """The characters of the texts in some columns, with so many a value for the rest."""
    return _VALUE_CHARACTERS * sum(map(len, columns)) + sum(map(_text_length, columns))


def encode_block(columns: Mapping[str, Sequence[Scalar]]) -> Packed:
    """The columns, all of one length from 1 to 65,536, as a block.

    Raises ValueError for what a reader would refuse: other lengths, names that are not lower-case ASCII,
    values that are not JSON scalars, whole numbers beyond 64 bits, NaN, texts with NUL or half surrogates
    or over 200,000 characters, more than 16 MiB before packing.
    """
    rows = _rows_of(columns)
    if sum(map(len, columns.values())) > _MAX_VALUES:
        raise ValueError("too many values: use batches()")
    spelt = {name: _spelt(values) for name, values in columns.items()}
    shortest = {name: column for name, (column, _) in spelt.items()}
    room = sum(taken for _, taken in spelt.values())
    raw = strictjson.dump({"n": rows, "c": shortest})
    if len(raw) > MAX_BLOCK_RAW or room > MAX_BLOCK_ROOM:
        raise ValueError("block too large: use batches()")
    return Packed(zstandard.ZstdCompressor(level=_LEVEL).compress(raw), room)


def raw_size(data: bytes) -> int:
    """How many bytes the block unpacks to, by its own header. Raises ValueError when it does not say."""
    try:
        frame = zstandard.get_frame_parameters(data)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from None
    if frame.content_size == zstandard.CONTENTSIZE_UNKNOWN:
        raise ValueError("size not stated")
    return frame.content_size


def decode_block(data: bytes, *, rows: int, raw: int, sha256: str, room: int | None = None) -> Unpacked:
    """The columns of a block that the signed manifest describes by `rows`, `raw` bytes, `sha256` and `room`.

    `room` is None for a block of the first format, which does not say. Raises PackageRefused: ALTERED when
    `data` is not what was signed, TOO_LARGE beyond the limits, BAD_CONTENT when it was signed but is not a
    block of `rows` rows.
    """
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PackageRefused(Refusal.ALTERED, "block digest")
    if rows > MAX_BLOCK_ROWS or raw > MAX_BLOCK_RAW:
        raise PackageRefused(Refusal.TOO_LARGE, "block")
    try:
        text = _unpacked(data, raw)
        if raw > _UNCOUNTED:
            strictjson.check_shape(text, commas=_MAX_VALUES, nested=_MAX_NESTED)
        block = strictjson.table(strictjson.parse(text))
        del text
        if strictjson.whole(block["n"], 1, MAX_BLOCK_ROWS) != rows:
            raise ValueError("number of rows differs")
        found = strictjson.table(block["c"])
        if len(found) > MAX_COLUMNS:
            raise ValueError("too many columns")
        used = _room(found, rows)
        if used > MAX_BLOCK_ROOM:
            raise PackageRefused(Refusal.TOO_LARGE, "texts written out")
        if room is not None and used != room:
            raise ValueError("room differs from the signed one")
        columns = {name: _written_out(column) for name, column in found.items()}
        if _rows_of(columns) != rows:
            raise ValueError("number of rows differs")
    except (ValueError, KeyError) as error:
        raise PackageRefused(Refusal.BAD_CONTENT, f"block: {error}") from None
    return Unpacked(columns, used)


def _unpacked(data: bytes, raw: int) -> bytes:
    # The size is compared before anything is unpacked: a bomb costs the reader nothing.
    if raw_size(data) != raw:
        raise ValueError("size differs from the signed one")
    try:
        return zstandard.ZstdDecompressor().decompress(data, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from None


def _rows_of(columns: Mapping[str, Sequence[Scalar]]) -> int:
    if not 1 <= len(columns) <= MAX_COLUMNS or not all(map(is_table_name, columns)):
        raise ValueError("column names")
    lengths = {len(values) for values in columns.values()}
    rows = lengths.pop()
    if lengths or not 1 <= rows <= MAX_BLOCK_ROWS:
        raise ValueError("column lengths")
    return rows


def _plain(values: Sequence[object]) -> list[Scalar]:
    """`values` as they are, if every one may stand in a block; whole columns at a time, for speed."""
    kinds = set(map(type, values))
    if not kinds <= _PLAIN:
        raise ValueError("not a plain value")
    scalars = cast(list[Scalar], values)
    if int in kinds:
        numbers = cast(list[int], _of_kind(scalars, int, kinds))
        if min(numbers) < strictjson.INTEGER_MIN or max(numbers) > strictjson.INTEGER_MAX:
            raise ValueError("number beyond 64 bits")
    if str in kinds:
        texts = set(cast(list[str], _of_kind(scalars, str, kinds)))
        if max(map(len, texts)) > MAX_TEXT or "\0" in "".join(texts):
            raise ValueError("text too long or with NUL")
    return scalars


def _of_kind(values: list[Scalar], kind: type, kinds: set[type]) -> list[Scalar]:
    """The values of one type; all of them, where ``kinds`` says there is no other."""
    return values if len(kinds) == 1 else [value for value in values if type(value) is kind]


def _text_length(values: Sequence[object]) -> int:
    kinds = set(map(type, values))
    if kinds == {str}:
        return sum(map(len, cast(Sequence[str], values)))
    return sum([len(value) for value in values if type(value) is str]) if str in kinds else 0


def _room(columns: Mapping[str, object], rows: int) -> int:
    """What the dictionaries come to; a plain column holds no more than its own bytes."""
    total = 0
    for column in columns.values():
        if type(column) is dict and "d" in column:
            lengths = [len(e) if type(e) is str else 0 for e in strictjson.listing(column["d"], rows)]
            total += sum(map(lengths.__getitem__, _places(column["i"], len(lengths))))
    return total


def _places(value: object, count: int) -> list[int]:
    numbers = strictjson.listing(value, MAX_BLOCK_ROWS)
    if set(map(type, numbers)) != {int}:
        raise ValueError("not places in a dictionary")
    places = cast(list[int], numbers)
    if min(places) < 0 or max(places) >= count:
        raise ValueError("not places in a dictionary")
    return places


def _spelt(values: Sequence[object]) -> tuple[object, int]:
    """A column in its shortest spelling, and how many characters its dictionary comes to written out."""
    kinds = set(map(type, values))
    scalars = cast(list[Scalar], values)
    if kinds == {int}:
        return _as_steps(_plain(scalars)), 0
    if str not in kinds or not kinds <= {str, type(None)}:
        return _plain(scalars), 0
    distinct = list(dict.fromkeys(scalars))
    # What may stand in a block is asked of each text once.
    _plain(distinct)
    if len(distinct) * 2 > len(scalars):
        return scalars, 0
    lengths = [0 if one is None else len(cast(str, one)) for one in distinct]
    if max(lengths) > _LONGEST_NAMED:
        return scalars, 0
    number = {one: at for at, one in enumerate(distinct)}
    places = [number[one] for one in scalars]
    return {"d": distinct, "i": places}, sum([lengths[at] for at in places])


def _as_steps(values: list[Scalar]) -> object:
    """Whole numbers as they are, or by their differences where the widest of these is the shorter."""
    numbers = cast(list[int], values)
    steps = list(map(sub, numbers[1:], numbers))
    if steps and _widest(steps) < _widest(numbers):
        return {"f": numbers[0], "s": steps}
    return values


def _widest(numbers: list[int]) -> int:
    return max(len(str(min(numbers))), len(str(max(numbers))))


def _written_out(column: object) -> list[Scalar]:
    if type(column) is dict and set(column) == {"d", "i"}:
        dictionary = _plain(column["d"])
        return list(map(dictionary.__getitem__, _places(column["i"], len(dictionary))))
    if type(column) is dict and set(column) == {"f", "s"}:
        steps = strictjson.listing(column["s"], MAX_BLOCK_ROWS - 1)
        numbers = cast(list[int], [column["f"], *steps])
        if set(map(type, numbers)) != {int} or max(map(abs, numbers)) > 2 * strictjson.INTEGER_MAX + 1:
            raise ValueError("not whole numbers")
        return _plain(list(accumulate(numbers)))
    return _plain(strictjson.listing(column, MAX_BLOCK_ROWS))
