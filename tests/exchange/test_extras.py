"""Files travel in pieces that fit together, points of the chain as points; anything else is refused."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

import pytest

from desktop_app.exchange import extras
from desktop_app.exchange.extras import Extras
from desktop_app.exchange.refusal import PackageRefused, Refusal
from desktop_app.records.transfer import BLOBS, CHAINS, DIRECTORY, EXTRA_COLUMNS
from tests.exchange.offices import manifest, opened, sealed

PIECE = 30


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    digest = hashlib.sha256(content).hexdigest()
    pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)] or [b""]
    return [
        (digest, number, len(pieces), base64.b64encode(piece).decode()) for number, piece in enumerate(pieces)
    ]


def block(table: str, rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return dict(zip(EXTRA_COLUMNS[table], map(list, zip(*rows, strict=True)), strict=True))


def judged(*blocks: list[tuple[Any, ...]]) -> int:
    """How many blocks passed."""
    judge = Extras()
    for rows in blocks:
        judge.check(BLOBS, block(BLOBS, rows))
    judge.end()
    return len(blocks)


TWO = rows_of(b"a" * 50), rows_of(b"b" * 95)


def test_files_come_one_after_another_across_blocks() -> None:
    first, second = TWO
    assert judged([*first, *second]) == 1
    assert judged(first, second[:2], second[2:]) == 3
    assert judged(rows_of(b"")) == 1
    assert judged() == 0


@pytest.mark.parametrize(
    "rows",
    [
        TWO[0][:1],
        TWO[0][1:],
        TWO[0][::-1],
        [*TWO[0], *TWO[0]],
        [TWO[0][0], TWO[1][1]],
        [TWO[0][0], *TWO[1]],
        [TWO[0][0], TWO[0][0]],
        [TWO[0][0], (*TWO[0][1][:2], 3, TWO[0][1][3])],
        [("0" * 64, 0, 1, "YWFh")],
        [("../x", 0, 1, "")],
        [(hashlib.sha256(b"").hexdigest(), 0, 1, None)],
        [(hashlib.sha256(b"").hexdigest(), False, 1, "")],
        [(hashlib.sha256(b"").hexdigest(), 0, 1.0, "")],
        [(hashlib.sha256(b"").hexdigest(), 0, 0, "")],
        [(hashlib.sha256(b"").hexdigest(), None, None, "")],
        [(hashlib.sha256(b"").hexdigest(), 0, 1, "\n")],
        [(hashlib.sha256(b"a").hexdigest(), 0, 1, "YQ")],
        [(hashlib.sha256(b"a").hexdigest(), 0, 1, "支部")],
        [(hashlib.sha256(b"a").hexdigest(), 0, 1001, "YQ==")],
    ],
)
def test_pieces_that_do_not_make_a_file_are_refused(rows: list[tuple[Any, ...]]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several kinds of it, all handled as one
        judged(rows)


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "MAX_FILE", 95)
    judged(TWO[1])
    judged(TWO[1], TWO[0])
    monkeypatch.setattr(extras, "MAX_FILE", 94)
    with pytest.raises(ValueError, match="too large"):
        judged(TWO[1])


def test_points_of_the_first_format_are_still_let_through() -> None:
    first = {"replica": ["8f3a77"], "seq": [10], "chain": ["ab" * 32]}
    Extras().check(CHAINS, first)
    for name, value in (("replica", "a b"), ("seq", -1), ("chain", "xyz")):
        with pytest.raises(ValueError, match=r"point|number"):
            Extras().check(CHAINS, {**first, name: [value]})
    with pytest.raises(ValueError, match="columns"):
        Extras().check(BLOBS, first)


@pytest.mark.parametrize(
    ("point", "fits"),
    [
        (("8f3a77", 10, 4, "ab" * 32), True),
        (("8f3a77", 10, 0, "ab" * 8), True),
        (("8f3a77", 0, 0, ""), False),
        (("8f3a77", 10, 10, "ab"), False),
        (("8f3a77", 10, -1, "ab"), False),
        (("8f3a77", 10, None, "ab"), False),
        (("8f3a77", 10, False, "ab"), False),
        (("8f3a77", 2**53, 4, "ab"), False),
        (("8f3a77", -1, -2, "ab"), False),
        (("8f3a77", True, 0, "ab"), False),
        (("8f3a77", None, 0, "ab"), False),
        (("8f3a77", 1, 0, None), False),
        (("8f3a77", 1, 0, "xyz"), False),
        (("8f3a77", 1, 0, "ab" * 33), False),
        ((None, 1, 0, "ab"), False),
        (("a b", 1, 0, "ab"), False),
    ],
)
def test_points_of_a_chain_are_judged(point: tuple[Any, ...], fits: bool) -> None:
    try:
        Extras().check(CHAINS, block(CHAINS, [point]))
    except ValueError:
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize("table", EXTRA_COLUMNS)
def test_they_have_their_own_columns(table: str) -> None:
    with pytest.raises(ValueError, match="columns"):
        Extras().check(table, {"uid": ["a"]})


@pytest.mark.parametrize("rows", [TWO[0][::-1], TWO[0][:1]])
def test_a_package_with_half_a_file_is_refused(rows: list[tuple[Any, ...]]) -> None:
    assert opened(sealed(manifest(), [(BLOBS, block(BLOBS, TWO[0]))])).blocks
    with pytest.raises(PackageRefused) as refused:
        opened(sealed(manifest(), [(BLOBS, block(BLOBS, rows))]))
    assert refused.value.refusal is Refusal.BAD_CONTENT


def test_records_pass() -> None:
    rows = [("member", {"uid": ["a"], "name": [5]})]
    assert opened(sealed(manifest(), rows)).blocks == rows


LISTED = [(0, 3, "a"), (1, 3, "b"), (2, 3, "c")]


@pytest.mark.parametrize(
    ("rows", "fits"),
    [
        (LISTED, True),
        (LISTED[:2], False),
        (LISTED[::-1], False),
        ([*LISTED, *LISTED], False),
        ([*LISTED, (3, 4, "d")], False),
        ([(0, 0, "")], False),
        ([(0, 1, 5)], False),
        ([(True, 1, "")], False),
        ([(1, 1, "")], False),
        ([(at, 50, "x" * 100_000) for at in range(50)], False),
    ],
)
def test_the_pieces_of_a_directory_are_judged(rows: list[tuple[Any, ...]], fits: bool) -> None:
    judge = Extras()
    try:
        judge.check(DIRECTORY, block(DIRECTORY, rows))
        judge.end()
    except ValueError:
        assert not fits
    else:
        assert fits
