"""Damaging sealed files in every way a disk does, and counting independently what must come back.

The count asks no code of the rebuild: the engine reads the original's rows, each is spelt here byte by
byte as the file format has it, and looked for on the opened pages. A row whose bytes lie on whole pages
alone must come back.
"""

import hashlib
import hmac
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop_app.records.record import Catalogue
from desktop_app.storage.sqlite import engine

PAGE, USABLE = 4096, 4016
Damage = Callable[[bytearray, random.Random], str]
Rows = dict[str, dict[str, tuple[object, ...]]]


def _pages(data: bytearray) -> int:
    return len(data) // PAGE


def flips(data: bytearray, chance: random.Random) -> str:
    """Single bits, near and far."""
    for _ in range(chance.choice([1, 2, 5, 20, 80])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return "flips"


def zeros(data: bytearray, chance: random.Random) -> str:
    """A run of zeros."""
    length = min(chance.choice([1, 512, 4096, 20_000]), len(data) // 3)
    begin = chance.randrange(len(data) - length)
    data[begin : begin + length] = bytes(length)
    return "zeros"


def cut(data: bytearray, chance: random.Random) -> str:
    """The end is missing."""
    del data[max(1, int(len(data) * chance.choice([0.3, 0.6, 0.9, 0.99]))) :]
    return "cut"


def pages(data: bytearray, chance: random.Random) -> str:
    """Whole pages are of something else."""
    for _ in range(chance.choice([1, 2, 4, 9])):
        at = chance.randrange(_pages(data)) * PAGE
        data[at : at + PAGE] = chance.randbytes(PAGE)
    return "pages"


def swapped(data: bytearray, chance: random.Random) -> str:
    """Pages lie at each other's place."""
    for _ in range(chance.choice([1, 3])):
        one, other = (chance.randrange(1, _pages(data)) * PAGE for _ in range(2))
        data[one : one + PAGE], data[other : other + PAGE] = (
            data[other : other + PAGE],
            data[one : one + PAGE],
        )
    return "swapped"


def header(data: bytearray, chance: random.Random) -> str:
    """The first bytes, or the whole first page, with the salt."""
    length = chance.choice([1, 16, 100, PAGE])
    data[:length] = chance.randbytes(length)
    return "header"


@dataclass
class Original:
    """A sealed file before the damage: its bytes, its opened pages, its rows by register and uid."""

    data: bytes
    raw: bytes
    rows: Rows
    opened: list[bytes] = field(default_factory=list)
    lying: dict[tuple[str, str], set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path, raw: bytes, catalogue: Catalogue) -> "Original":
        """Read the file at ``path``, which nobody has open."""
        made = cls(path.read_bytes(), raw, rows_of(path, raw, catalogue))
        made.opened = [
            _opened(made.data[at : at + PAGE], raw, at == 0) for at in range(0, len(made.data), PAGE)
        ]
        joined = dict(enumerate(made.opened, 1))
        for register, rows in made.rows.items():
            for uid, values in rows.items():
                made.lying[register, uid] = _where(joined, values)
        return made

    def interior(self, data: bytearray, chance: random.Random) -> str:
        """Pages that lead to others."""
        found = [n for n, page in enumerate(self.opened) if page[100 if n == 0 else 0] in (2, 5)]
        for number in chance.sample(found, min(len(found), chance.choice([1, 2, 4]))):
            data[number * PAGE : (number + 1) * PAGE] = chance.randbytes(PAGE)
        return "interior"

    def bad_pages(self, data: bytes) -> set[int]:
        """The numbers of the pages whose bytes are not the original's, wherever those lie."""
        size = len(self.data) // PAGE
        return {
            n + 1
            for n in range(size)
            if data[n * PAGE : (n + 1) * PAGE] != self.data[n * PAGE : (n + 1) * PAGE]
        }

    def must_come_back(self, data: bytes) -> set[tuple[str, str]]:
        """The records whose bytes lie on whole pages alone."""
        bad = self.bad_pages(data)
        return {key for key, on in self.lying.items() if on and not on & bad}

    def damages(self) -> tuple[Damage, ...]:
        """Every kind of damage."""
        return flips, zeros, cut, pages, swapped, header, self.interior


def rows_of(path: Path, raw: bytes, catalogue: Catalogue) -> Rows:
    """Every record of a file as the engine reads it, its columns in the file's order."""
    database = engine.connect(path, raw)
    try:
        return {
            register.name: {
                row[0]: tuple(row)
                for row in database.execute_sql(f'SELECT * FROM "{register.name}"').fetchall()
            }
            for register in catalogue
        }
    finally:
        database.close()


def whole_page(page: bytes, number: int, salt: bytes, raw: bytes) -> bool:
    """Whether a page's HMAC agrees; the tests' own reading of the format."""
    key = hashlib.pbkdf2_hmac("sha512", raw, bytes(b ^ 0x3A for b in salt), 2, 32)
    begin = 16 if number == 1 else 0
    told = hmac.digest(key, page[begin:-64] + struct.pack("<I", number), "sha512")
    return told == page[-64:]


def _opened(page: bytes, raw: bytes, first: bool) -> bytes:
    decryptor = Cipher(algorithms.AES(raw), modes.CBC(page[USABLE : USABLE + 16])).decryptor()
    body = decryptor.update(page[16 if first else 0 : USABLE])
    return bytes(16) + body if first else body


def _where(opened: dict[int, bytes], values: tuple[object, ...]) -> set[int]:
    """The pages on which the bytes of a row stand."""
    payload = _spelt(values)
    most, least = USABLE - 35, (USABLE - 12) * 32 // 255 - 23
    local = len(payload)
    if local > most:
        local = least + (len(payload) - least) % (USABLE - 4)
        local = local if local <= most else least
    parts = [payload[:local]]
    parts += [payload[at : at + USABLE - 4] for at in range(local, len(payload), USABLE - 4)]
    return {number for part in parts for number, data in opened.items() if part in data}


def _spelt(values: tuple[object, ...]) -> bytes:
    """A row as the file format writes it."""
    kinds, body = b"", b""
    for value in values:
        kind, part = _scalar(value)
        kinds += _varint(kind)
        body += part
    length = len(kinds) + 1
    if length > 127:
        length += 1
    return _varint(length) + kinds + body


def _scalar(value: object) -> tuple[int, bytes]:
    if value is None:
        return 0, b""
    if isinstance(value, str):
        data = value.encode()
        return 13 + 2 * len(data), data
    if isinstance(value, bytes):
        return 12 + 2 * len(value), value
    assert isinstance(value, int)
    if value in (0, 1):
        return 8 + value, b""
    for kind, size in ((1, 1), (2, 2), (3, 3), (4, 4), (5, 6), (6, 8)):
        if -(1 << 8 * size - 1) <= value < 1 << 8 * size - 1:
            return kind, value.to_bytes(size, "big", signed=True)
    raise AssertionError(value)


def _varint(value: int) -> bytes:
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | 0x80)
    return bytes(reversed(parts))


def damaged_files(original: Original, seed: int) -> Iterator[tuple[str, bytes, random.Random]]:
    """Damaged copies without end: what was done, the bytes, the chance that did it."""
    number = 0
    while True:
        chance = random.Random(f"{seed}:{number}")
        data = bytearray(original.data)
        kinds = original.damages()
        done = [kinds[number % len(kinds)](data, chance)]
        if chance.random() < 0.3:
            done.append(chance.choice(kinds)(data, chance))
        if data != original.data:
            yield "+".join(done), bytes(data), chance
        number += 1
