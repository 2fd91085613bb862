"""Packages no program of ours would write, truly signed by a known office and sealed for its superior."""

import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from desktop_app.exchange import sealing
from desktop_app.exchange.blocks import Columns
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.envelope import read_package
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.exchange.refusal import PackageRefused

FIXTURES = Path(__file__).parent / "fixtures" / "format1"
# The same keys in every process.
SENDER, RECEIVER = (
    OfficeKeys.from_bytes((FIXTURES / f"{code}.keys.json").read_bytes()) for code in ("A01", "C00")
)
KNOWN = {SENDER.code: SENDER.public}
SIGN_CONTEXT = b"zhibu package 1\0"


@dataclass(frozen=True)
class RawBlock:
    """A block as it is written down: its table, what the page promises of it, and its bytes."""

    table: str
    rows: int
    raw: int
    data: bytes
    room: int = 0

    def entry(self, form: int) -> list[Any]:
        """Its line of the page."""
        line = [self.table, self.rows, self.raw, len(self.data), hashlib.sha256(self.data).hexdigest()]
        return line if form == 1 else [*line, self.room]


def raw_block(table: str, rows: int, text: bytes, room: int = 0) -> RawBlock:
    """Any text packed as a block that says the truth about its length."""
    return RawBlock(table, rows, len(text), zstandard.compress(text), room)


def page_of(blocks: Iterable[RawBlock] = (), form: int = 2, **changes: Any) -> dict[str, Any]:
    """The fields of a page from A01 to C00; `changes` replace some."""
    blocks = list(blocks)
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.table] = counts.get(block.table, 0) + block.rows
    manifest = Manifest(
        id="0199a1b2c3d4",
        kind="delta",
        from_office=SENDER.code,
        from_replica="8f3a77",
        to=(RECEIVER.code,),
        schema_version=6,
        app_version="0.1.0",
        written_at="2026-11-23T09:30:00",
        subject="桂花里第一支部 2026年11月资料",
        stream=Stream({"8f3a77": 3}, {"8f3a77": 10}),
    )
    written = {"format": form, "blocks": [block.entry(form) for block in blocks], "counts": counts}
    fields: dict[str, Any] = json.loads(manifest.to_bytes())
    return fields | written | changes


def framed(page: bytes, blocks: bytes = b"") -> bytes:
    """What lies inside the seal."""
    head = b"ZBB1" + SENDER.public.sign_key + len(page).to_bytes(4, "big")
    return head + page + SENDER.sign(SIGN_CONTEXT + page) + blocks


def locked(inside: bytes) -> bytes:
    """A package around anything."""
    return sealing.lock(inside, [RECEIVER.public.seal_key])


def crafted(blocks: Sequence[RawBlock], form: int = 2, **changes: Any) -> bytes:
    """A package of these blocks."""
    page = json.dumps(page_of(blocks, form, **changes), ensure_ascii=False).encode()
    return locked(framed(page, b"".join(block.data for block in blocks)))


class Counting:
    """A sink that makes rows of the columns, as a database would be given them, and keeps none."""

    def __init__(self) -> None:
        self.rows = 0

    def begin(self, manifest: Manifest, sender: OfficeCard) -> None:
        """A believed package begins."""

    def block(self, table: str, columns: Columns) -> None:
        """Its next block."""
        self.rows += len(list(zip(*columns.values(), strict=True)))


def verdict(data: bytes) -> str:
    """What the gate says of a package: the rows it let through, or the name of the refusal."""
    sink = Counting()
    try:
        read_package(io.BytesIO(data), RECEIVER, KNOWN, sink)
    except PackageRefused as refused:
        return refused.refusal.name
    return str(sink.rows)
