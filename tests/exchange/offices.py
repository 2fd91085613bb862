"""Invented offices and one small package, for every test of the exchange."""

import io
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from desktop_app.exchange.blocks import Columns
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.courier import Accepted, Courier
from desktop_app.exchange.envelope import read_package, write_package
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.records.transfer import MergePlan, Place

BRANCH = OfficeKeys.new("ZB-07", "清河街道第七党支部")
COMMITTEE = OfficeKeys.new("JGDW", "清河街道机关党委")
STRANGER = OfficeKeys.new("ZB-99", "来路不明党支部")

KNOWN: dict[str, OfficeCard] = {keys.code: keys.public for keys in (BRANCH, COMMITTEE)}

ROWS: list[tuple[str, Columns]] = [
    ("member", {"uid": ["a1", "a2", "a3"], "name": ["张一", "李二", "王三"], "seq": [7, 8, 9]}),
    ("meeting", {"uid": ["m1"], "title": ["支部党员大会"], "held": [True], "minutes": [None]}),
    ("member", {"uid": ["a4"], "name": ["赵四"], "seq": [10]}),
]


def manifest(**changes: object) -> Manifest:
    """A manifest from BRANCH to COMMITTEE; `changes` replace its fields."""
    fields: dict[str, object] = {
        "id": "0199a1b2c3d4",
        "kind": "delta",
        "from_office": BRANCH.code,
        "from_replica": "8f3a77",
        "to": (COMMITTEE.code,),
        "schema_version": 1,
        "app_version": "0.1.0",
        "written_at": "2026-11-23T09:30:00",
        "subject": "清河街道第七党支部 2026年10月资料",
        "stream": Stream({"8f3a77": 3}, {"8f3a77": 10}),
        "have": {"8f3a77": 10, "c0ffee": 4},
    }
    return Manifest(**(fields | changes))  # type: ignore[arg-type]


class Kept:
    """A sink that keeps all it is given."""

    def __init__(self) -> None:
        self.manifest: Manifest | None = None
        self.sender: OfficeCard | None = None
        self.blocks: list[tuple[str, Columns]] = []

    def begin(self, manifest: Manifest, sender: OfficeCard) -> None:
        """A believed package begins."""
        self.manifest, self.sender = manifest, sender

    def block(self, table: str, columns: Columns) -> None:
        """Its next block."""
        self.blocks.append((table, columns))


def opened(data: bytes, keys: OfficeKeys = COMMITTEE) -> Kept:
    """All of a package, as office `keys` reads it."""
    kept = Kept()
    assert read_package(io.BytesIO(data), keys, KNOWN, kept) == kept.manifest
    return kept


def sealed(
    first: Manifest,
    rows: Iterable[tuple[str, Columns]],
    keys: OfficeKeys = BRANCH,
    recipients: Sequence[OfficeCard] = (COMMITTEE.public,),
) -> bytes:
    """A package as bytes."""
    file = io.BytesIO()
    write_package(file, first, rows, keys, recipients)
    return file.getvalue()


def package() -> bytes:
    """ROWS, sealed by BRANCH for COMMITTEE."""
    return sealed(manifest(), ROWS)


def taken_in(courier: Courier, data: bytes, folder: Path, leave_out: Collection[Place] = ()) -> Accepted:
    """A package from a stick, looked into and taken over."""
    path = folder / "stick.zbb"
    path.write_bytes(data)
    arrival = courier.look_into(path)
    try:
        return courier.accept(arrival, leave_out)
    finally:
        arrival.close()


def looked_into(courier: Courier, data: bytes, folder: Path) -> tuple[MergePlan, bool]:
    """What taking a package over would do, and whether it came before."""
    path = folder / "stick.zbb"
    path.write_bytes(data)
    arrival = courier.look_into(path)
    arrival.close()
    return arrival.plan, arrival.seen_before
