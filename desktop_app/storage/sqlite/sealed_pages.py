"""The pages of a sealed file read one by one, without the engine: which are whole, and what stands on them.

A page of the format (SQLCipher 4) is its words under AES-256-CBC, the vector they began with, and an
HMAC-SHA512 over both and the number of the page; the first 16 bytes of the file are the salt of that HMAC's
key. A page whose HMAC agrees is what the engine wrote, to the bit. Pages are opened in memory only.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

PAGE = 4096
_SALT, _VECTOR, _MAC = 16, 16, 64
# What of a page the engine uses; behind it stand the vector and the HMAC.
USABLE = PAGE - _VECTOR - _MAC
_SIGN = b"SQLite format 3\x00"
# The salt stands a second time among the notes, in a row's key, so that it lies on two more pages.
SALT_NOTE = "salt:"
_NOTED_SALT = re.compile(re.escape(SALT_NOTE.encode()) + rb"([0-9a-f]{32})")
_WAL_HEAD, _FRAME_HEAD = 32, 24
_WAL_SIGNS = (0x377F0682, 0x377F0683)
# So many misplaced pages are tried at each other's places; beyond, it would take too long.
_MOST_MISPLACED = 400


class SealedPages:
    """The pages of the sealed file at ``path``, what its journal holds included; nothing is written.

    ``bad`` are the numbers of the pages that are not whole, ``stale`` of those whose newer state in the
    journal is not. ``progress`` is told of every page looked at. Raises OSError as reading does.
    """

    def __init__(self, path: Path, raw: bytes, progress: Callable[[int, int], None] | None = None) -> None:
        self._raw = raw
        self._file: BinaryIO = path.open("rb")
        self._wal: BinaryIO | None = None
        self.bad: list[int] = []
        self.stale: set[int] = set()
        self._at: dict[int, tuple[BinaryIO, int]] = {}
        try:
            size = self._file.seek(0, 2)
            self.count = -(-size // PAGE)
            self.salt = self._find_salt(path)
            self._mac_key = _mac_key(raw, self.salt) if self.salt else b""
            if self.salt:
                self._read_journal(path.with_name(path.name + "-wal"))
                self._look_at_all(progress)
            else:
                self.bad = list(range(1, self.count + 1))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        if self._wal is not None:
            self._wal.close()

    def page(self, number: int) -> bytes | None:
        """What stands on a page, its usable part; None when the page is not whole or not there."""
        at = self._at.get(number)
        if at is None:
            return None
        return self._opened(_read(*at), first=number == 1)

    def whole(self) -> Iterator[int]:
        """The numbers of the whole pages."""
        return iter(sorted(self._at))

    # -- looking at every page ----------------------------------------------------------------------

    def _look_at_all(self, progress: Callable[[int, int], None] | None) -> None:
        for number in range(1, self.count + 1):
            if progress is not None and number % 256 == 0:
                progress(number, self.count)
            if number in self._at:
                continue
            offset = (number - 1) * PAGE
            if number not in self.stale and self._agrees(_read(self._file, offset), number):
                self._at[number] = (self._file, offset)
            elif number in self.stale and self._agrees(_read(self._file, offset), number):
                self._at[number] = (self._file, offset)
                self.bad.append(number)
            else:
                self.bad.append(number)
        self._find_misplaced()

    def _find_misplaced(self) -> None:
        """Whole pages that lie at another's place, as after a bad copy: their HMAC names the right one."""
        missing = [number for number in self.bad if number not in self._at]
        if not 1 < len(missing) <= _MOST_MISPLACED:
            return
        for lying in missing:
            data = _read(self._file, (lying - 1) * PAGE)
            if len(data) < PAGE or not any(data):
                continue
            for number in missing:
                if number not in self._at and number != 1 != lying and self._agrees(data, number):
                    self._at[number] = (self._file, (lying - 1) * PAGE)
                    break
        self.bad = [number for number in self.bad if number not in self._at or number in self.stale]

    def _agrees(self, data: bytes, number: int, key: bytes = b"") -> bool:
        """Whether the HMAC of a page agrees."""
        if len(data) < PAGE:
            return False
        begin = _SALT if number == 1 else 0
        told = hmac.new(key or self._mac_key, data[begin : PAGE - _MAC], hashlib.sha512)
        told.update(number.to_bytes(4, "little"))
        return hmac.compare_digest(told.digest(), data[PAGE - _MAC :])

    def _opened(self, data: bytes, *, first: bool) -> bytes:
        # Loaded late: nothing but this asks for it.
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        begin = _SALT if first else 0
        vector = data[USABLE : USABLE + _VECTOR]
        opener = Cipher(algorithms.AES(self._raw), modes.CBC(vector)).decryptor()
        words = opener.update(data[begin:USABLE]) + opener.finalize()
        return _SIGN + words if first else words

    # -- the salt -----------------------------------------------------------------------------------

    def _find_salt(self, path: Path) -> bytes:
        """The salt at the head of the file, or as it stands elsewhere; b'' when it is lost."""
        data = _read(self._file, 0)
        for salt in self._salts(data[:_SALT], path):
            if self._fits(salt):
                return salt
        return b""

    def _salts(self, head: bytes, path: Path) -> Iterator[bytes]:
        """What the salt may be, the likeliest first."""
        if len(head) == _SALT:
            yield head
        yield from _salts_of_journal(path.with_name(path.name + "-wal"))
        yield from self._noted_salts()
        if len(head) == _SALT:
            for place in range(_SALT):
                for value in range(256):
                    yield head[:place] + bytes([value]) + head[place + 1 :]

    def _noted_salts(self) -> Iterator[bytes]:
        """Salts noted in the file: words can be opened without it, they just cannot be proved."""
        told: set[bytes] = set()
        for number in range(2, self.count + 1):
            data = _read(self._file, (number - 1) * PAGE)
            if len(data) < PAGE:
                continue
            for found in _NOTED_SALT.findall(self._opened(data, first=False)):
                if found not in told:
                    told.add(found)
                    yield bytes.fromhex(found.decode())

    def _fits(self, salt: bytes) -> bool:
        """Whether some page is whole under ``salt``; a few are looked at, spread over the file."""
        key = _mac_key(self._raw, salt)
        return any(self._agrees(data, number, key) for number, data in self._samples())

    def _samples(self) -> list[tuple[int, bytes]]:
        if not hasattr(self, "_kept_samples"):
            step = max(1, self.count // 24)
            numbers = sorted({*range(1, self.count + 1, step), *range(1, min(self.count, 8) + 1)})
            read = [(number, _read(self._file, (number - 1) * PAGE)) for number in numbers]
            self._kept_samples = [(number, data) for number, data in read if len(data) == PAGE and any(data)]
        return self._kept_samples

    # -- the journal --------------------------------------------------------------------------------

    def _read_journal(self, path: Path) -> None:
        """Have pages read from the write-ahead log where it holds newer ones.

        Frames count up to the last one that ends a transaction. The engine believes none behind a damaged
        one; by the HMAC each is known to be whole by itself.
        """
        try:
            self._wal = path.open("rb")
        except FileNotFoundError:
            return
        head = _read(self._wal, 0, _WAL_HEAD)
        if len(head) < _WAL_HEAD or int.from_bytes(head[:4], "big") not in _WAL_SIGNS:
            return
        marks, pending, size = head[16:24], dict[int, int | None](), 0
        settled: dict[int, int | None] = {}
        length = self._wal.seek(0, 2)
        for offset in range(_WAL_HEAD, length - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
            frame = _read(self._wal, offset, _FRAME_HEAD)
            if frame[8:16] != marks:
                continue
            number, ends = int.from_bytes(frame[:4], "big"), int.from_bytes(frame[4:8], "big")
            if not 0 < number <= 2**31:
                continue
            whole = self._agrees(_read(self._wal, offset + _FRAME_HEAD), number)
            pending[number] = offset + _FRAME_HEAD if whole else None
            if ends and ends < 2**31:
                settled.update(pending)
                pending, size = {}, ends
        for number, at in settled.items():
            if at is None:
                self.stale.add(number)
            elif number <= size:
                self._at[number] = (self._wal, at)
        self.count = max(self.count, max(self._at, default=0))


def salt_of(path: Path) -> str:
    """The salt at the head of a sealed file, in hex."""
    with path.open("rb") as file:
        return file.read(_SALT).hex()


def _salts_of_journal(path: Path) -> Iterator[bytes]:
    """The salt as the first page bears it in the write-ahead log."""
    try:
        with path.open("rb") as file:
            length = file.seek(0, 2)
            for offset in range(_WAL_HEAD, length - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
                if _read(file, offset, 4) == b"\x00\x00\x00\x01":
                    yield _read(file, offset + _FRAME_HEAD, _SALT)
                    return
    except FileNotFoundError:
        return


def _mac_key(raw: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", raw, bytes(one ^ 0x3A for one in salt), 2, 32)


def _read(file: BinaryIO, offset: int, length: int = PAGE) -> bytes:
    file.seek(offset)
    return file.read(length)
