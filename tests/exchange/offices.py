"""Invented offices and one small package, for every test of the exchange."""

from desktop_app.exchange.blocks import Columns
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.envelope import seal
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import Manifest, Stream

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


def package() -> bytes:
    """ROWS, sealed by BRANCH for COMMITTEE."""
    return seal(manifest(), ROWS, BRANCH, [COMMITTEE.public])
