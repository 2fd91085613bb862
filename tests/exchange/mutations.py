"""Files that were harmed on the way, and files a known office made wrongly: what reading them may end in."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import zstandard

from desktop_app.base.errors import UserError
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.directory import Directory, DirectoryEntry, signed_directory
from desktop_app.exchange.envelope import read_package
from desktop_app.exchange.receipt import open_receipt
from tests.exchange.crafted import (
    FIXTURES,
    KNOWN,
    RECEIVER,
    SENDER,
    crafted,
    framed,
    locked,
    page_of,
    raw_block,
)
from tests.exchange.offices import Kept

BLOCKS = (
    raw_block("member", 2, '{"n":2,"c":{"uid":["a1","a2"],"name":["张一","李二"]}}'.encode()),
    raw_block("note", 3, b'{"n":3,"c":{"uid":["b","c","d"],"kind":{"d":["x"],"i":[0,0,0]}}}', 3),
    raw_block("chain", 2, b'{"n":2,"c":{"replica":["8f","8f"],"seq":{"f":3,"s":[4]},"chain":["ab","cd"]}}'),
)
PACKAGE = crafted(BLOCKS)
CARD = (FIXTURES / "A01.zbk").read_bytes()
RECEIPT = (FIXTURES / "A01.zbr").read_bytes()
DIRECTORY = signed_directory(RECEIVER, 7, date(2026, 11, 1), [DirectoryEntry(SENDER.public, 3)]).to_bytes()
ODD = (
    b"\0",
    b"\xff",
    b"\r\n",
    b"{",
    b'"',
    b"-> X25519 ",
    b"--- ",
    b"age-encryption.org/v1\n",
    b"ZBB1",
    b"ZBR1",
)


# What comes of the bytes before a place, a piece there and the bytes after it.
Damage = Callable[[bytes, bytes, bytes, Random], bytes]
DAMAGES: tuple[Damage, ...] = (
    lambda before, piece, after, random: before + bytes(n ^ 1 << random.randrange(8) for n in piece) + after,
    lambda before, piece, after, random: before,
    lambda before, piece, after, random: piece + after,
    lambda before, piece, after, random: before + after,
    lambda before, piece, after, random: before + piece + piece + after,
    lambda before, piece, after, random: before + bytes(len(piece)) + after,
    lambda before, piece, after, random: before + random.randbytes(len(piece)) + after,
    lambda before, piece, after, random: before + random.choice(ODD) + piece + after,
    lambda before, piece, after, random: before + piece + after + piece,
    lambda before, piece, after, random: before + piece[::-1] + after,
)


def harmed(data: bytes, random: Random) -> bytes:
    """`data` with one to three pieces of damage: bits, cuts, blanks, repeats, strange bytes."""
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(data) + 1)
        upto = at + random.choice((1, 1, 2, 7, 64, 500))
        data = random.choice(DAMAGES)(data[:at], data[at:upto], data[upto:], random)
    return data


def _package(data: bytes) -> object:
    kept = Kept()
    read_package(io.BytesIO(data), RECEIVER, KNOWN, kept)
    return kept.manifest, kept.blocks


READERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "package": (PACKAGE, _package),
    "receipt": (RECEIPT, lambda data: open_receipt(data, SENDER, {RECEIVER.code: RECEIVER.public})),
    "card": (CARD, OfficeCard.from_bytes),
    "directory": (DIRECTORY, Directory.from_bytes),
}


PAGE = json.dumps(page_of(BLOCKS), ensure_ascii=False).encode()
TEXTS = [zstandard.decompress(block.data) for block in BLOCKS]


def harmed_page(random: Random) -> bytes:
    """A package whose page is harmed and truly signed."""
    return locked(framed(harmed(PAGE, random), b"".join(block.data for block in BLOCKS)))


def harmed_block(random: Random) -> bytes:
    """A package of which a block holds harmed text, its page telling the truth about it."""
    number = random.randrange(len(BLOCKS))
    text = harmed(TEXTS[number], random)
    blocks = list(BLOCKS)
    blocks[number] = raw_block(blocks[number].table, blocks[number].rows, text, blocks[number].room)
    return crafted(blocks)


def harmed_frame(random: Random) -> bytes:
    """A package of which a block is a harmed zstd frame, its page telling the truth about it."""
    number = random.randrange(len(BLOCKS))
    blocks = list(BLOCKS)
    blocks[number] = replace(blocks[number], data=harmed(blocks[number].data, random) or b"x")
    return crafted(blocks)


SIGNED: dict[str, Callable[[Random], bytes]] = {
    "page": harmed_page,
    "block": harmed_block,
    "zstd frame": harmed_frame,
}


def signed_campaign(kind: str, count: int, seed: int) -> tuple[int, list[str]]:
    """How many of `count` packages that a known office made wrongly were refused, and other errors."""
    random = Random(seed)
    refused, wrong = 0, []
    for number in range(count):
        data = SIGNED[kind](random)
        try:
            _package(data)
        except UserError:
            refused += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            wrong.append(f"{kind} {number}: {error!r}")
    return refused, wrong


def campaign(kind: str, count: int, seed: int) -> tuple[int, list[str]]:
    """How many of `count` harmed files were refused, and what went wrong: other errors, changed content."""
    good, read = READERS[kind]
    right = read(good)
    random = Random(seed)
    refused, wrong = 0, []
    for number in range(count):
        data = harmed(good, random)
        try:
            if read(data) != right:
                wrong.append(f"{kind} {number}: read as something else")
        except UserError:
            refused += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            wrong.append(f"{kind} {number}: {error!r}")
    return refused, wrong
