"""What travels beside the records, judged piece by piece: files, points of the hash chain, a directory."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence

from desktop_app.exchange.directory import MAX_DIRECTORY_BYTES
from desktop_app.exchange.manifest import MAX_COUNT, is_replica
from desktop_app.exchange.strictjson import whole
from desktop_app.records.links import MOST_BYTES
from desktop_app.records.transfer import BLOBS, CHAINS, DIRECTORY, EXTRA_COLUMNS, FIRST_CHAINS

MAX_FILE = MOST_BYTES
# A piece of the first format holds 90,000 bytes; more pieces than this many a file never needs.
_MAX_PARTS = 1_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHAIN = re.compile(r"[0-9a-f]{0,64}")


class Extras:
    """Follows one package from its first block to its last."""

    def __init__(self) -> None:
        self._done: set[str] = set()
        self._file = ""
        self._next = self._parts = self._size = 0
        self._digest = hashlib.sha256()
        self._rows: dict[str, Callable[..., None]] = {
            BLOBS: self._piece,
            CHAINS: self._point,
            DIRECTORY: self._listed,
        }
        self._list_next = self._list_parts = self._list_size = 0

    def check(self, table: str, columns: Mapping[str, Sequence[object]]) -> None:
        """Judge a block; one of records passes. ValueError for what is not just what it should be.

        A file comes as `parts` pieces of base64 in order, one file after another, each once, at most 50 MiB,
        and is what its SHA-256 says.
        """
        judge = self._rows.get(table)
        if judge is None:
            return
        names = EXTRA_COLUMNS[table] if set(columns) != set(FIRST_CHAINS) else FIRST_CHAINS
        if set(columns) != set(names) or (names is FIRST_CHAINS and table != CHAINS):
            raise ValueError(f"columns of {table}")
        for row in zip(*(columns[name] for name in names), strict=True):
            judge(*row)

    def end(self) -> None:
        """Nothing more comes: ValueError when a file is not complete."""
        if self._file:
            raise ValueError("a file without its end")
        if self._list_next != self._list_parts:
            raise ValueError("a directory without its end")

    def _piece(self, sha256: object, part: object, parts: object, data: object) -> None:
        if type(sha256) is not str or not _SHA256.fullmatch(sha256) or type(data) is not str:
            raise ValueError("not a piece of a file")
        number, count = whole(part, 0, _MAX_PARTS - 1), whole(parts, 1, _MAX_PARTS)
        if not self._file:
            if sha256 in self._done:
                raise ValueError("a file twice")
            self._file, self._parts = sha256, count
        if (sha256, number, count) != (self._file, self._next, self._parts):
            raise ValueError("pieces out of order")
        piece = base64.b64decode(data, validate=True)
        self._size += len(piece)
        if self._size > MAX_FILE:
            raise ValueError("a file too large")
        self._digest.update(piece)
        self._next += 1
        if self._next == count:
            if self._digest.hexdigest() != sha256:
                raise ValueError("a file is not what it is called")
            self._done.add(sha256)
            self._file, self._next, self._size, self._digest = "", 0, 0, hashlib.sha256()

    def _listed(self, part: object, parts: object, data: object) -> None:
        if type(data) is not str:
            raise ValueError("not a piece of a directory")
        number, count = whole(part, 0, _MAX_PARTS - 1), whole(parts, 1, _MAX_PARTS)
        if number != self._list_next or number >= count or (number and count != self._list_parts):
            raise ValueError("pieces of a directory out of order")
        self._list_next, self._list_parts = number + 1, count
        self._list_size += len(data)
        if self._list_size > MAX_DIRECTORY_BYTES:
            raise ValueError("a directory too large")

    @staticmethod
    def _point(replica: object, seq: object, *more: object) -> None:
        *before, chain = more
        if not is_replica(replica) or type(chain) is not str or not _CHAIN.fullmatch(chain):
            raise ValueError("not a point of a chain")
        seq = whole(seq, 0, MAX_COUNT)
        for after in before:
            whole(after, 0, seq - 1)
