"""The signed first page of a package: what it is, from whom, for whom, and which blocks follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import datetime

from desktop_app.exchange import strictjson
from desktop_app.exchange.card import is_code
from desktop_app.exchange.refusal import PackageRefused, Refusal

FORMAT = 2
# The first format is read as well; what came later has its defaults there.
_FORMATS = range(1, FORMAT + 1)
# Features a package may demand of its reader; the first release knows none beyond the format itself.
KNOWN_FEATURES: frozenset[str] = frozenset()

MAX_MANIFEST_BYTES = 4 * 2**20
MAX_BLOCK_ROWS = 65_536
MAX_BLOCK_RAW = 16 * 2**20
MAX_TOTAL_RAW = 8 * 2**30
MAX_TOTAL_ROWS = 20_000_000
# What the dictionaries of a block may come to once written out, in characters.
MAX_BLOCK_ROOM = 8 * 2**20
# What a package of any size may come to, and what more with its size: its cost follows its bytes. A row is
# named by at least nine random bytes that no packing makes shorter, and carries few repeated texts.
_SMALL_ROWS, _BYTES_A_ROW = 20_000, 6
_SMALL_RAW, _RAW_A_BYTE = 128 * 2**20, 200
_SMALL_ROOM, _ROOM_A_ROW = 64 * 2**20, 2_000
# What packing adds to bytes that cannot be packed.
_MAX_OVERHEAD = 64 * 2**10
# Counters stay whole numbers in every language that reads a package.
MAX_COUNT = 2**53 - 1
_MAX_BLOCKS = 20_000
_MAX_REPLICAS = 20_000
_MAX_OFFICES = 1_000
_MAX_NUMBER = 2**53
_MAX_BASE = 1_000
_MAX_TABLES = 1_000
_MAX_BOXES = 256

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WRITTEN_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?")


@dataclass(frozen=True)
class BlockEntry:
    """One block of rows: `raw` bytes once unpacked, `size` bytes in the file, with the SHA-256 of those.

    `room` is how many characters its dictionaries come to once written out row by row; None in the first
    format, which does not say.
    """

    table: str
    rows: int
    raw: int
    size: int
    sha256: str
    room: int | None = None


@dataclass(frozen=True)
class Stream:
    """What the package covers of each replica's changes: those with after < seq ≤ upto."""

    after: Mapping[str, int] = field(default_factory=dict)
    upto: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """Everything the reader believes of a package, once the signature holds.

    `kind` is an open set ("delta", "full", …); what a reader must understand stands in `need`. `to` holds
    office codes. `base` are the ids of earlier packages this one rests on, `scope` says which boxes of which
    table may come (table → boxes). `have` is the sender's knowledge, replica → seq, and so its receipt for
    earlier packages. `number` counts the packages of the office, so that a key can be retired from one on;
    0 where the sender did not count yet. `written_at` is local wall time in ISO form; `subject` is the title
    people see. `counts` (table → rows) and `blocks` are filled in by `envelope.write_package`.
    """

    id: str
    kind: str
    from_office: str
    from_replica: str
    to: tuple[str, ...]
    schema_version: int
    app_version: str
    written_at: str
    subject: str
    stream: Stream = field(default_factory=Stream)
    have: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    blocks: tuple[BlockEntry, ...] = ()
    need: tuple[str, ...] = ()
    number: int = 0
    base: tuple[str, ...] = ()
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def room(self) -> int:
        """How many bytes the rows take about once laid out, to be compared with what is free on a disk."""
        return sum(each.raw + 3 * (each.room or 0) for each in self.blocks)

    def to_bytes(self) -> bytes:
        """The manifest as it is signed. Raises ValueError when a reader would have to refuse it."""
        data = strictjson.dump(
            {
                "format": self.format,
                "need": list(self.need),
                "id": self.id,
                "kind": self.kind,
                "from": {"office": self.from_office, "replica": self.from_replica},
                "to": list(self.to),
                "stream": {"after": dict(self.stream.after), "upto": dict(self.stream.upto)},
                "have": dict(self.have),
                "schema_version": self.schema_version,
                "app_version": self.app_version,
                "written_at": self.written_at,
                "subject": self.subject,
                "number": self.number,
                "base": list(self.base),
                "scope": {table: list(boxes) for table, boxes in self.scope.items()},
                "counts": dict(self.counts),
                "blocks": [list(astuple(each)) for each in self.blocks],
            }
        )
        try:
            read = Manifest.from_bytes(data)
        except PackageRefused as refused:
            raise ValueError(f"{refused.refusal.name}: {refused.detail}") from refused
        if read != self:
            raise ValueError("manifest would not be read as it was written")
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """The manifest in `data`, whose signature the caller has checked already.

        Raises PackageRefused: NEWER_FORMAT for a higher format or an unknown `need`, TOO_LARGE beyond the
        limits, BAD_CONTENT for everything else that is not exactly a manifest. Unknown keys are ignored.
        """
        if len(data) > MAX_MANIFEST_BYTES:
            raise PackageRefused(Refusal.TOO_LARGE, "manifest")
        try:
            return _parsed(data)
        except (ValueError, KeyError) as error:
            raise PackageRefused(Refusal.BAD_CONTENT, f"manifest: {error}") from None


def is_table_name(text: object) -> bool:
    """Whether `text` may name a table or a column: lower-case ASCII, digits, underscore, at most 63."""
    return type(text) is str and _NAME.fullmatch(text) is not None


def is_replica(text: object) -> bool:
    """Whether `text` may be the id of a replica or a package."""
    return type(text) is str and _ID.fullmatch(text) is not None


def _parsed(data: bytes) -> Manifest:
    fields = strictjson.table(strictjson.parse(data))
    written_in = strictjson.whole(fields["format"], 1)
    if written_in not in _FORMATS:
        raise PackageRefused(Refusal.NEWER_FORMAT, "format", fields.get("app_version"))
    if written_in == 1:
        fields = fields | {"base": [], "scope": {}}
    need = tuple(strictjson.words(each, 32) for each in strictjson.listing(fields["need"], 100))
    if not KNOWN_FEATURES.issuperset(need):
        raise PackageRefused(Refusal.NEWER_FORMAT, ", ".join(need), fields.get("app_version"))
    sender = strictjson.table(fields["from"])
    stream = strictjson.table(fields["stream"])
    manifest = Manifest(
        id=_matched(_ID, fields["id"]),
        kind=_matched(_NAME, fields["kind"]),
        from_office=_office(sender["office"]),
        from_replica=_matched(_ID, sender["replica"]),
        to=tuple(_office(each) for each in strictjson.listing(fields["to"], _MAX_OFFICES)),
        schema_version=strictjson.whole(fields["schema_version"], 1, 1_000_000),
        app_version=strictjson.words(fields["app_version"], 32),
        written_at=_local_time(fields["written_at"]),
        subject=strictjson.words(fields["subject"], 200),
        stream=Stream(replica_counts(stream["after"]), replica_counts(stream["upto"])),
        have=replica_counts(fields["have"]),
        counts=_counts(fields["counts"]),
        blocks=tuple(_entry(each, written_in) for each in strictjson.listing(fields["blocks"], _MAX_BLOCKS)),
        need=need,
        number=strictjson.whole(fields.get("number", 0), 0, _MAX_NUMBER),
        base=tuple(_matched(_ID, each) for each in strictjson.listing(fields["base"], _MAX_BASE)),
        scope=_scope(fields["scope"]),
        format=written_in,
    )
    _check_whole(manifest)
    return manifest


def replica_counts(value: object) -> dict[str, int]:
    """`value` if it maps replica ids to sequence numbers, else ValueError."""
    found = strictjson.table(value)
    if len(found) > _MAX_REPLICAS:
        raise ValueError("too many replicas")
    return {_matched(_ID, replica): strictjson.whole(seq, high=MAX_COUNT) for replica, seq in found.items()}


def _check_whole(manifest: Manifest) -> None:
    if not manifest.to or len(set(manifest.to)) != len(manifest.to):
        raise ValueError("receivers missing or repeated")
    after, upto = manifest.stream.after, manifest.stream.upto
    if any(upto.get(replica, -1) < seq for replica, seq in after.items()):
        raise ValueError("stream ends before it begins")
    if sum(each.raw for each in manifest.blocks) > MAX_TOTAL_RAW:
        raise PackageRefused(Refusal.TOO_LARGE, "total bytes")
    if sum(each.rows for each in manifest.blocks) > MAX_TOTAL_ROWS:
        raise PackageRefused(Refusal.TOO_LARGE, "total rows")
    if sum(each.room or 0 for each in manifest.blocks) > most_room(
        sum(each.rows for each in manifest.blocks)
    ):
        raise PackageRefused(Refusal.TOO_LARGE, "total room")
    if dict(manifest.counts) != count_rows(manifest.blocks):
        raise ValueError("counts differ from blocks")


def check_against_size(manifest: Manifest, size: int) -> None:
    """PackageRefused when a file of `size` bytes cannot be what `manifest` says, or is blown up."""
    if sum(each.size for each in manifest.blocks) > size:
        raise PackageRefused(Refusal.CUT_SHORT, "blocks")
    if sum(each.rows for each in manifest.blocks) > _SMALL_ROWS + size // _BYTES_A_ROW:
        raise PackageRefused(Refusal.TOO_LARGE, "more rows than its bytes can name")
    if sum(each.raw for each in manifest.blocks) > _SMALL_RAW + size * _RAW_A_BYTE:
        raise PackageRefused(Refusal.TOO_LARGE, "packed tighter than records are")


def most_room(rows: int) -> int:
    """What the dictionaries of so many rows may come to, in characters."""
    return _SMALL_ROOM + rows * _ROOM_A_ROW


def count_rows(blocks: tuple[BlockEntry, ...]) -> dict[str, int]:
    """Table → number of rows in all its blocks."""
    counts: dict[str, int] = {}
    for each in blocks:
        counts[each.table] = counts.get(each.table, 0) + each.rows
    return counts


def _entry(value: object, written_in: int) -> BlockEntry:
    parts = strictjson.listing(value, 6)
    if len(parts) != (5 if written_in == 1 else 6):
        raise ValueError("a block is described by six parts, in the first format by five")
    table, rows, raw, size, sha256, *room = parts
    entry = BlockEntry(
        _matched(_NAME, table),
        strictjson.whole(rows, 1),
        strictjson.whole(raw, 1),
        strictjson.whole(size, 1),
        _matched(_SHA256, sha256),
        *(strictjson.whole(each) for each in room),
    )
    if (
        entry.rows > MAX_BLOCK_ROWS
        or entry.raw > MAX_BLOCK_RAW
        or entry.size > entry.raw + _MAX_OVERHEAD
        or (entry.room or 0) > MAX_BLOCK_ROOM
    ):
        raise PackageRefused(Refusal.TOO_LARGE, f"block of {entry.table}")
    return entry


def _counts(value: object) -> dict[str, int]:
    found = strictjson.table(value)
    return {_matched(_NAME, name): strictjson.whole(rows, 1, MAX_TOTAL_ROWS) for name, rows in found.items()}


def _scope(value: object) -> dict[str, tuple[str, ...]]:
    found = strictjson.table(value)
    if len(found) > _MAX_TABLES:
        raise ValueError("too many tables")
    return {
        _matched(_NAME, name): tuple(_matched(_NAME, box) for box in strictjson.listing(boxes, _MAX_BOXES))
        for name, boxes in found.items()
    }


def _matched(pattern: re.Pattern[str], value: object) -> str:
    if type(value) is not str or not pattern.fullmatch(value):
        raise ValueError("not a name of the allowed form")
    return value


def _office(value: object) -> str:
    if type(value) is not str or not is_code(value):
        raise ValueError("not an office code")
    return value


def _local_time(value: object) -> str:
    written_at = _matched(_WRITTEN_AT, value)
    datetime.fromisoformat(written_at)
    return written_at
