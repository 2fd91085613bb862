"""Receiving can be stopped at every word it says of itself, and leaves nothing behind."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import Cancelled
from desktop_app.exchange import strictjson
from desktop_app.exchange.courier import Courier
from desktop_app.journal.package_log import PackageLog
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import schema_version
from tests.exchange.crafted import FIXTURES, RECEIVER, SENDER, crafted, raw_block
from tests.storage.parcels import left_overs


class Stopping:
    """A progress that is told to stop at its ``number``-th word."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, done: int, total: int, words: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Courier, Ledger]]:
    clock = SetClock(datetime(2026, 12, 1, 9))
    setting = Setting(catalogue(), clock, lambda name: "")
    ledger, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="C00", password=None)
    ledger.set_note("office_keys", RECEIVER.to_bytes().decode())
    courier = Courier(ledger, LedgerExchange(ledger, tmp_path), PackageLog(ledger), clock, schema_version())
    courier.trust.keep(SENDER.public)
    yield courier, ledger
    branch_file.close(ledger)


def orgs() -> bytes:
    """A package of today with three organisations and a file."""
    names = ("桂花里第一支部", "桂花里第二支部", "桂花里第三支部")
    content = b"x" * 1000
    columns = {
        "uid": [f"019a2b3c4d5e7{number:03x}8000000000000000" for number in range(3)],
        "owner_office": [SENDER.code] * 3,
        "owner_epoch": [0] * 3,
        "replica": ["8f3a77"] * 3,
        "dot": [1, 2, 3],
        "clock": [1_795_000_000_000 << 16] * 3,
        "entered_at": ["2026-11-20T09:00"] * 3,
        "removed_at": [None] * 3,
        "full_name": list(names),
        "org_code": ["A1", "A2", "A3"],
        "org_kind": ["党支部"] * 3,
    }
    file = {
        "sha256": [hashlib.sha256(content).hexdigest()],
        "part": [0],
        "parts": [1],
        "data": [base64.b64encode(content).decode()],
    }
    blocks = [
        raw_block(name, rows, strictjson.dump({"n": rows, "c": written}))
        for name, rows, written in (("party_org", 3, columns), ("blob", 1, file))
    ]
    scope = {"party_org": ["full_name", "org_code", "org_kind"]}
    return crafted(blocks, kind="everything", scope=scope, schema_version=schema_version())


def stopped_looks(courier: Courier, package: Path, first: int) -> Iterator[int]:
    """Look into a package with ever later stops, from the ``first`` on, until it comes through."""
    for number in count(first):
        try:
            courier.look_into(package, progress=Stopping(number)).close()
            return
        except Cancelled:
            yield number


def test_looking_stopped_anywhere_leaves_nothing(desk: tuple[Courier, Ledger], tmp_path: Path) -> None:
    courier, ledger = desk
    package = tmp_path / "stick.zbb"
    package.write_bytes(orgs())
    before = branch_file.counts(ledger.database)
    stops = 0
    for _ in stopped_looks(courier, package, 0):
        stops += 1
        assert left_overs(tmp_path) == []
        assert branch_file.counts(ledger.database) == before
    assert stops >= 3
    assert left_overs(tmp_path) == []


def test_taking_over_stopped_anywhere_changes_nothing_and_can_begin_again(
    desk: tuple[Courier, Ledger], tmp_path: Path
) -> None:
    courier, ledger = desk
    package = tmp_path / "stick.zbb"
    package.write_bytes(orgs())
    before = branch_file.counts(ledger.database)
    arrival = courier.look_into(package)
    stops = 0
    while True:
        try:
            courier.accept(arrival, progress=Stopping(stops))
            break
        except Cancelled:
            stops += 1
            assert branch_file.counts(ledger.database) == before
    arrival.close()
    assert stops >= 1
    assert len(ledger.find(PartyOrg.live())) == 3
    assert left_overs(tmp_path) == []


def test_a_package_of_an_older_program_stopped_before_or_in_its_upgrade_leaves_nothing(
    desk: tuple[Courier, Ledger], tmp_path: Path
) -> None:
    courier, _ = desk
    for number in (1, 2):
        with pytest.raises(Cancelled):
            courier.look_into(FIXTURES / "A01.zbb", progress=Stopping(number))
        assert left_overs(tmp_path) == []
