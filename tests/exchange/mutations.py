"""Files that were harmed on the way: every kind of byte damage, and what reading them may end in."""

import io
from collections.abc import Callable
from random import Random

from desktop_app.base.errors import UserError
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.envelope import read_package
from desktop_app.exchange.receipt import open_receipt
from tests.exchange.crafted import FIXTURES, KNOWN, RECEIVER, SENDER, crafted, raw_block
from tests.exchange.offices import Kept

PACKAGE = crafted(
    [
        raw_block("member", 2, '{"n":2,"c":{"uid":["a1","a2"],"name":["张一","李二"]}}'.encode()),
        raw_block("note", 3, b'{"n":3,"c":{"uid":["b","c","d"],"kind":{"d":["x"],"i":[0,0,0]}}}', 3),
    ]
)
CARD = (FIXTURES / "A01.zbk").read_bytes()
RECEIPT = (FIXTURES / "A01.zbr").read_bytes()
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
}


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
