"""One record of every register in every relation a received version can have to ours."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.ids import new_uid
from desktop_app.records.base import STAMP
from desktop_app.records.record import Register
from desktop_app.records.transfer import STEP, Incoming, MergeOutcome
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.conflicts import VersionConflict
from desktop_app.storage import branch_file
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.outgoing import knowledge
from desktop_app.storage.statements import NOT_HERE
from desktop_app.storage.tables import IndexCard
from tests.storage.parcels import Package, Told, look, pack, take
from tests.whole import make_sample, reopened

TRAVELLING = [register for register in catalogue() if not register.stays_home]
every = pytest.mark.parametrize("name", [register.name for register in TRAVELLING])
# Clocks of the program's own days.
TICK = 1 << 16


def setting() -> branch_file.Setting:
    return branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9)), lambda name: "")


class Place:
    """A branch file at hand, the registers it was sent from, and one record of each to try."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger = ledger
        self.depot = LedgerExchange(ledger, folder)
        # What everything was called where it was written, and here when it had come.
        self.called_at_home: dict[str, str] = {}
        self.called: dict[str, str] = {}

    def row(self, register: Register) -> dict[str, Any]:
        """The stored row of one live record, the newest."""
        names = ("uid", *STAMP, *register.boxes)
        sql = ", ".join(f'"{name}"' for name in names)
        found = self.ledger.database.execute_sql(
            f'SELECT {sql} FROM "{register.name}" WHERE removed_at IS NULL ORDER BY uid DESC LIMIT 1'
        )
        return dict(zip(names, found.fetchone(), strict=True))

    def package(
        self, register: Register, kind: str, row: dict[str, Any], have: dict[str, int] | None = None
    ) -> Package:
        """A package with one row."""
        incoming = Incoming("p", "十一月", row["owner_office"], "f00df00df00df00d", kind, have=have or {})
        return Package(incoming, [(register.name, {name: [value] for name, value in row.items()})])

    def boxes(self, register: Register, uid: str) -> dict[str, Any]:
        """What stands in the file now."""
        record = self.ledger.get(register.model, uid)
        assert record is not None
        return {**register.stored(record), "removed_at": record.removed_at}


@pytest.fixture(scope="module")
def committee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A committee that took the whole sample branch in."""
    folder = tmp_path_factory.mktemp("above")
    make_sample(folder / "branch")
    branch = reopened(folder / "branch")
    ledger, _ = branch_file.create(folder / "branch.zbf", setting(), office="QS00", password=None)
    take(LedgerExchange(ledger, folder), pack(branch.ledger, LedgerExchange(branch.ledger, folder)))
    place = Place(ledger, folder)
    place.called_at_home = called(branch.ledger)
    place.called = called(ledger)
    branch_file.close(branch.ledger)
    yield place
    branch_file.close(ledger)


@pytest.fixture(scope="module")
def other_pc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A PC of the sample branch itself."""
    folder = tmp_path_factory.mktemp("pc")
    make_sample(folder)
    opened = reopened(folder)
    yield Place(opened.ledger, folder)
    branch_file.close(opened.ledger)


def changed(register: Register, row: dict[str, Any], words: str) -> dict[str, Any]:
    """The row with a box of free words changed; as it is where there is none."""
    for name, box in register.boxes.items():
        if box.kind == "long_text" and not box.machine:
            return {**row, name: words}
    return row


def outcome(told: Told) -> MergeOutcome:
    ((_, found),) = told.plan.counts
    return found


def called(ledger: Ledger) -> dict[str, str]:
    """uid → heading and words of every card."""
    cards = ledger.rows(IndexCard.select(IndexCard.uid, IndexCard.heading, IndexCard.words))
    return {uid: f"{heading}\n{words}" for uid, heading, words in cards}


def test_what_came_is_called_and_found_by_the_names_it_has_at_home(committee: Place) -> None:
    assert committee.called
    assert {uid: words for uid, words in committee.called.items() if NOT_HERE in words} == {}
    home = committee.called_at_home
    assert {uid: words for uid, words in committee.called.items() if home.get(uid, words) != words} == {}


@every
def test_between_offices(name: str, committee: Place) -> None:
    register = catalogue()[name]
    row = committee.row(register)
    later = {**row, "clock": row["clock"] + TICK}

    def seen(values: dict[str, Any]) -> MergeOutcome:
        return outcome(look(committee.depot, committee.package(register, "everything", values)))

    def taken(values: dict[str, Any]) -> MergeOutcome:
        return outcome(take(committee.depot, committee.package(register, "everything", values)))

    before = committee.boxes(register, row["uid"])
    assert seen(row) is MergeOutcome.SAME
    assert taken({**row, "clock": row["clock"] - TICK, "dot": 1}) is MergeOutcome.OLDER
    assert committee.boxes(register, row["uid"]) == before
    # Moved, taken over with a number, or given to another register: never.
    for values in (
        {"owner_office": "QS00"},
        {"owner_office": "B02"},
        {"owner_office": "B02", "owner_epoch": 9},
    ):
        package = committee.package(register, "everything", {**later, **values})
        package.incoming.sender = values["owner_office"]
        assert outcome(take(committee.depot, package)) is MergeOutcome.REFUSED
        package.incoming.sender = row["owner_office"]
        assert outcome(take(committee.depot, package)) is MergeOutcome.REFUSED
    assert committee.boxes(register, row["uid"]) == before
    # Deleted there, and brought back there.
    gone = {**later, "dot": 10**6, "removed_at": "2026-11-20T09:00:00"}
    assert taken(gone) is MergeOutcome.REMOVED
    assert committee.boxes(register, row["uid"])["removed_at"]
    back = {**row, "dot": 10**6 + 1, "clock": later["clock"] + TICK}
    assert taken(back) is MergeOutcome.UPDATED
    assert committee.boxes(register, row["uid"]) == before
    # Absent: as if it had never come.
    table = register.name
    for sql in (f'DELETE FROM "{table}" WHERE uid=?', "DELETE FROM card WHERE uid=?"):
        committee.ledger.database.execute_sql(sql, (row["uid"],))
    assert taken(back) is MergeOutcome.NEW
    assert committee.boxes(register, row["uid"]) == before
    committee.ledger.undo()
    assert committee.ledger.get(register.model, row["uid"]) is None
    assert taken(back) is MergeOutcome.NEW


@every
def test_between_two_pcs_of_one_office(name: str, other_pc: Place) -> None:
    register = catalogue()[name]
    row = other_pc.row(register)
    ours = other_pc.ledger.replica
    known = {ours: knowledge(other_pc.ledger)[ours]}
    theirs = {**row, "replica": new_uid()[:16], "dot": 5}

    def taken(have: dict[str, int], values: dict[str, Any]) -> Told:
        return take(other_pc.depot, other_pc.package(register, STEP, values, have))

    before = other_pc.boxes(register, row["uid"])
    assert outcome(taken(known, row)) is MergeOutcome.SAME
    # They knew ours: theirs is the later one.
    told = taken(known, {**theirs, "clock": row["clock"] + TICK})
    assert outcome(told) is MergeOutcome.UPDATED
    # Neither knew the other: with the same boxes no matter, with others a conflict, the later clock in place.
    alike = {**row, "replica": new_uid()[:16], "dot": 6, "clock": row["clock"] + 2 * TICK}
    assert outcome(taken({}, alike)) is MergeOutcome.UPDATED
    other = changed(register, alike, "另一台写的")
    if other != alike:
        _conflict(other_pc, register, other, before)
    # Deleted there, unseen here: it stands in the bin, and what stood here in the tray.
    gone = {**alike, "replica": new_uid()[:16], "removed_at": "2026-11-20T09:00:00"}
    gone["clock"] = row["clock"] + 9 * TICK
    if register.is_tray:
        # What is written about a conflict is no conflict itself.
        assert outcome(taken({}, gone)) is MergeOutcome.UPDATED
        return
    assert outcome(taken({}, gone)) is MergeOutcome.CONFLICT_WON
    assert json.loads(_lost(other_pc, row["uid"])[-1].loser)["removed_at"] is None
    # Deleted here, changed there before: it stays in the bin, theirs in the tray.
    late = {**alike, "replica": new_uid()[:16], "dot": 7, "clock": row["clock"] + 8 * TICK}
    assert outcome(taken({}, late)) is MergeOutcome.CONFLICT_LOST
    assert other_pc.boxes(register, row["uid"])["removed_at"]
    assert len(_lost(other_pc, row["uid"])) >= 2


def _conflict(other_pc: Place, register: Register, other: dict[str, Any], before: dict[str, Any]) -> None:
    package = other_pc.package(
        register, STEP, {**other, "replica": new_uid()[:16], "clock": other["clock"] + TICK}
    )
    assert outcome(take(other_pc.depot, package)) is MergeOutcome.CONFLICT_WON
    kept = json.loads(_lost(other_pc, other["uid"])[-1].loser)
    assert kept == before
    late = other_pc.package(register, STEP, {**other, "replica": new_uid()[:16], "dot": 4})
    (box,) = [name for name, value in before.items() if other.get(name) != value]
    late.columns(register.name)[box] = ["第三台写的"]
    assert outcome(take(other_pc.depot, replace(late))) is MergeOutcome.CONFLICT_LOST
    assert other_pc.boxes(register, other["uid"])[box] == "另一台写的"
    assert "第三台写的" in {json.loads(one.loser)[box] for one in _lost(other_pc, other["uid"])}


def _lost(place: Place, uid: str) -> list[Any]:
    """The tray's rows about a record."""
    about = VersionConflict.live().where(VersionConflict.about == uid)
    return place.ledger.find(about.order_by(VersionConflict.written_at, VersionConflict.uid))
