"""Locking bytes for named receivers as an age v1 file (age-encryption.org/v1), through pyrage."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import BinaryIO, Protocol

import pyrage

from desktop_app.exchange.refusal import PackageRefused, Refusal

FIRST_LINE = b"age-encryption.org/v1\n"
MAX_FILE_BYTES = 256 * 2**20
_MAX_STANZAS = 64
_MAX_HEADER_BYTES = 64 * 2**10
_HEADER_END = re.compile(rb"\n--- [A-Za-z0-9+/]{43}\n")
# 16 bytes of nonce and at least one sealed chunk with its 16-byte tag.
_SHORTEST_PAYLOAD = 32
# How often a reader of a long file is told how far it is.
_TELL_EVERY = 256 * 2**10


class ByteSource(Protocol):
    """What is read piece by piece."""

    def read(self, most: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


class ByteSink(Protocol):
    """What is written piece by piece."""

    def write(self, data: bytes, /) -> int | None:
        """Take the next bytes, or as many as it says."""
        ...


def new_identity() -> str:
    """A fresh secret identity, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def public_of(identity: str) -> str:
    """The public receiver `age1…` of a secret identity. Raises ValueError for a malformed one."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        raise ValueError("not an age identity") from None


def is_receiver(text: str) -> bool:
    """Whether `text` is a public receiver `age1…`."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def lock(data: bytes, receivers: Sequence[str]) -> bytes:
    """`data` as an age v1 file that each of `receivers` (`age1…`, 1 to 60 of them) can open."""
    sealed = io.BytesIO()
    lock_into(io.BytesIO(data), sealed, receivers)
    return sealed.getvalue()


def unlock(data: bytes, *identities: str) -> bytes:
    """What `lock` was given. PackageRefused when it is for none of `identities`, damaged or cut short."""
    plain = io.BytesIO()
    unlock_into(io.BytesIO(data), identities, plain.write)
    return plain.getvalue()


def lock_into(plain: ByteSource, target: ByteSink, receivers: Sequence[str]) -> None:
    """Write all of `plain` to `target` as an age v1 file, piece by piece; see `lock`.

    What `plain.read` and `target.write` raise comes out as it is; PackageRefused when it grows too large.
    """
    if not 1 <= len(receivers) < _MAX_STANZAS - 3:
        # The library adds a stanza of noise of its own; every reader counts it too.
        raise ValueError("1 to 60 receivers")
    done = 0

    def write(data: bytes) -> None:
        nonlocal done
        done += len(data)
        if done > MAX_FILE_BYTES:
            raise PackageRefused(Refusal.TOO_LARGE, "own package")
        _write_all(target, data)

    reader, writer = _Guarded(read=plain.read), _Guarded(write=write)
    try:
        pyrage.encrypt_io(reader, writer, [pyrage.x25519.Recipient.from_str(each) for each in receivers])
    except (pyrage.EncryptError, OSError) as error:
        raise reader.error or writer.error or error from None
    # The library takes no notice of what the last write raises.
    if ours := reader.error or writer.error:
        raise ours


def unlock_into(
    source: BinaryIO,
    identities: Sequence[str],
    take: Callable[[bytes], object],
    progress: Callable[[int, int], object] | None = None,
) -> None:
    """Hand what was locked to `take`, piece by piece, each proved whole before it is handed on.

    That the last piece is there is known at the end only: until this returns, nothing may be believed to be
    complete. `progress` is told how many bytes of how many were read; what it or `take` raises comes out as
    it is. PackageRefused when the file is for none of `identities`, damaged or cut short.
    """
    size = file_size(source)
    head = source.read(_MAX_HEADER_BYTES)
    _check_frame(head, size)
    reader = _Guarded(read=_Counted(head, source, size, progress).read)
    writer = _Guarded(write=take)
    try:
        pyrage.decrypt_io(reader, writer, [pyrage.x25519.Identity.from_str(each) for each in identities])
    except (pyrage.DecryptError, OSError) as error:
        # A damaged piece is an OSError of the library; one of ours was kept.
        if ours := reader.error or writer.error:
            raise ours from None
        # The library tells its cases apart by wording only.
        refusal = Refusal.NOT_FOR_US if "matching keys" in str(error) else Refusal.ALTERED
        raise PackageRefused(refusal, str(error)) from None
    if ours := reader.error or writer.error:
        raise ours


def file_size(source: BinaryIO) -> int:
    """How many bytes an open file has, from where it stands."""
    here = source.tell()
    size = source.seek(0, io.SEEK_END) - here
    source.seek(here)
    return size


def _write_all(target: ByteSink, data: bytes) -> None:
    # A file without a buffer may take less than it was given.
    done = target.write(data) or 0
    while done < len(data):
        more = target.write(data[done:]) or 0
        if not more:
            raise OSError("the file takes nothing more")
        done += more


class _Guarded:
    """A file of ours in the library's hands; what our side raised is kept, whatever becomes of it there."""

    def __init__(
        self,
        read: Callable[[int], bytes] | None = None,
        write: Callable[[bytes], object] | None = None,
    ) -> None:
        self._read, self._write = read, write
        self.error: BaseException | None = None

    def read(self, most: int) -> bytes:
        assert self._read is not None
        try:
            return self._read(most)
        except BaseException as error:
            self.error = error
            raise

    def write(self, data: bytes) -> int:
        assert self._write is not None
        try:
            self._write(data)
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class _Counted:
    """A file whose beginning was looked at already, told as it is read."""

    def __init__(
        self, head: bytes, rest: BinaryIO, size: int, progress: Callable[[int, int], object] | None
    ) -> None:
        self._head, self._rest = io.BytesIO(head), rest
        self._size, self._progress = size, progress
        self._done = self._told = 0

    def read(self, most: int) -> bytes:
        data = self._head.read(most) or self._rest.read(most)
        self._done += len(data)
        if self._done > MAX_FILE_BYTES:
            raise PackageRefused(Refusal.TOO_LARGE, "grows while it is read")
        if self._progress is not None and (self._done - self._told >= _TELL_EVERY or not data):
            self._told = self._done
            self._progress(self._done, self._size)
        return data


def _check_frame(head: bytes, size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise PackageRefused(Refusal.TOO_LARGE)
    if not head.startswith(FIRST_LINE):
        begun = FIRST_LINE.startswith(head)
        raise PackageRefused(Refusal.CUT_SHORT if begun else Refusal.NOT_A_PACKAGE)
    end = _HEADER_END.search(head)
    if end is None:
        # The header is plain text and what follows it is not: text to the end means the end is missing.
        raise PackageRefused(Refusal.CUT_SHORT if head.isascii() else Refusal.ALTERED)
    if head.count(b"\n-> ", 0, end.end()) > _MAX_STANZAS:
        raise PackageRefused(Refusal.TOO_LARGE)
    if size - end.end() < _SHORTEST_PAYLOAD:
        raise PackageRefused(Refusal.CUT_SHORT)
