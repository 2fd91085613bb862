"""The files of a received package: kept one at a time, and only those that a record taken over mentions."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator

from desktop_app.records.links import MOST_BYTES
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite.staging import StageTables


def keep_files(ledger: Ledger, tables: StageTables) -> None:
    """Keep the files that are what their name says; a wrong one is as good as none."""
    wanted = set(_mentioned(ledger, tables))
    for sha256 in tables.file_names():
        data = _joined(tables, sha256) if sha256 in wanted else None
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            ledger.keep_file(data, "")


def _mentioned(ledger: Ledger, tables: StageTables) -> Iterator[str]:
    for register in ledger.catalogue:
        came = tables.made.get(register.name, frozenset())
        for name, box in register.boxes.items():
            if box.kind == "files" and name in came:
                for value in tables.let_in(register.name, name):
                    yield from (sha256 for sha256, *_ in json.loads(value))


def _joined(tables: StageTables, sha256: str) -> bytes | None:
    """A file as it was; None for one too large or of pieces that are none."""
    size, pieces = 0, []
    for text in tables.file_pieces(sha256):
        try:
            pieces.append(base64.b64decode(text, validate=True))
        except (binascii.Error, ValueError):
            return None
        size += len(pieces[-1])
        if size > MOST_BYTES:
            return None
    return b"".join(pieces)
