"""A package, a receipt and a card of every released format are read for ever."""

import hashlib
import io
import json
from base64 import b64decode
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.courier import Courier
from desktop_app.exchange.directory import Directory
from desktop_app.exchange.envelope import read_package
from desktop_app.exchange.fingerprint import fingerprint
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import FORMAT
from desktop_app.exchange.receipt import code8, open_receipt, package_code
from desktop_app.journal.package_log import PackageLog
from desktop_app.records.transfer import MergeOutcome
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.workplace import schema_version
from tests.exchange import make_fixture
from tests.exchange.offices import Kept, taken_in

FORMATS = sorted((Path(__file__).parent / "fixtures").glob("format*"))

# What tells the records of the fixtures apart.
BOXES = {"party_org": "full_name", "meeting": "title", "resolution": "text", "speech": "words"}


class Released:
    """What one release wrote: an office A01 sent a package to C00 and got its receipt."""

    def __init__(self, folder: Path) -> None:
        self.branch, self.committee = (
            OfficeKeys.from_bytes((folder / f"{code}.keys.json").read_bytes()) for code in ("A01", "C00")
        )
        self.card, self.package, self.receipt = (
            (folder / f"A01{kind}").read_bytes() for kind in (".zbk", ".zbb", ".zbr")
        )
        listed = folder / "C00.zbd"
        self.directory = listed.read_bytes() if listed.exists() else None
        self.expected: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf8"))


@pytest.fixture(params=FORMATS, ids=lambda folder: folder.name)
def released(request: pytest.FixtureRequest) -> Released:
    return Released(request.param)


def test_the_first_format_is_among_them() -> None:
    assert "format1" in [folder.name for folder in FORMATS]


def test_an_old_card_is_read(released: Released) -> None:
    card = OfficeCard.from_bytes(released.card)
    ours = released.branch.public
    assert (card.sign_key, card.seal_key, card.name) == (ours.sign_key, ours.seal_key, ours.name)
    assert " ".join(fingerprint(card)) == released.expected["fingerprint"]


def test_an_old_directory_is_read(released: Released) -> None:
    # The first release knew none.
    if released.directory is None:
        assert released.expected["schema_version"] == 6
        return
    listed = Directory.from_bytes(released.directory)
    assert listed.issuer == released.committee.public
    assert [entry.card for entry in listed.entries] == [released.branch.public]


def test_todays_format_can_be_made_a_fixture(tmp_path: Path) -> None:
    make_fixture.make(tmp_path / "now")
    now = Released(tmp_path / "now")
    kept = Kept()
    known = {now.branch.code: now.branch.public}
    assert read_package(io.BytesIO(now.package), now.committee, known, kept).format == FORMAT
    first = {path.name for path in FORMATS[0].iterdir()}
    assert {path.name for path in (tmp_path / "now").iterdir()} == {*first, "C00.zbd"}


def test_an_old_package_is_read(released: Released) -> None:
    kept = Kept()
    card = OfficeCard.from_bytes(released.card)
    found = read_package(io.BytesIO(released.package), released.committee, {card.code: card}, kept)
    assert kept.sender == card
    assert found.format <= FORMAT
    assert found.schema_version == released.expected["schema_version"]
    digest = hashlib.sha256(released.package).digest()
    assert package_code(digest) == released.expected["package_code"]
    rows = {
        table: dict(zip(columns["uid"], columns[BOXES[table]], strict=True))
        for table, columns in kept.blocks
        if table in BOXES
    }
    assert rows == released.expected["rows"]
    pieces = [piece for table, columns in kept.blocks if table == "blob" for piece in columns["data"]]
    file = b64decode("".join(str(piece) for piece in pieces))
    assert hashlib.sha256(file).hexdigest() == released.expected["file"]


def test_an_old_receipt_is_read(released: Released) -> None:
    card = released.committee.public
    receipt, sender = open_receipt(released.receipt, released.branch, {card.code: card})
    assert sender == card
    assert code8(receipt, released.branch, card) == released.expected["receipt_code"]


def test_an_old_package_is_taken_over_as_if_written_today(released: Released, tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 12, 1, 9))
    setting = Setting(catalogue(), clock, lambda name: "")
    ledger, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="C00", password=None)
    ledger.set_note("office_keys", released.committee.to_bytes().decode())
    desk = Courier(ledger, LedgerExchange(ledger, tmp_path), PackageLog(ledger), clock, schema_version())
    desk.trust.keep(OfficeCard.from_bytes(released.card))
    accepted = taken_in(desk, released.package, tmp_path)
    rows = released.expected["rows"]
    assert accepted.plan.count(MergeOutcome.NEW) == sum(map(len, rows.values()))
    assert {
        table: {uid: getattr(ledger.get(catalogue()[table].model, uid), BOXES[table]) for uid in rows[table]}
        for table in rows
    } == rows
    (meeting,) = ledger.find(Meeting.live())
    ((digest, name, _),) = meeting.attachments or ()
    assert digest == released.expected["file"]
    assert hashlib.sha256(ledger.file_bytes(digest)).hexdigest() == digest
    assert name == "签到表.jpg"
    branch_file.close(ledger)
