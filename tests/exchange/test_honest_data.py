"""What an honest branch sends is let in to the last record: all, parts, after edits, beside others."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.records.record import Catalogue
from desktop_app.records.transfer import MergeOutcome, Selection
from desktop_app.registers import catalogue
from desktop_app.registers.exchange import kinds
from desktop_app.storage import branch_file
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from tests.played_year import opened_copy, played
from tests.storage.parcels import Package, everything, pack, stage
from tests.whole import make_sample, reopened

SUPERIOR = "QS00"


class Committee:
    """A fresh file of the committee above the sample branch, the evening of its last day."""

    def __init__(self, folder: Path, now: datetime) -> None:
        folder.mkdir()
        setting = branch_file.Setting(catalogue(), SetClock(now), lambda name: "")
        self.ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=SUPERIOR, password=None)
        self.depot = LedgerExchange(self.ledger, folder)

    def take(self, package: Package, *, only_look: bool = False) -> dict[str, int]:
        """How many records have which outcome; none may be refused and no rule may fail."""
        staged = stage(self.depot, package)
        try:
            plan = staged.plan() if only_look else staged.apply()
            assert staged.refused(9) == []
            assert dict(staged.findings.failed) == {}
            return {one.name: plan.count(one) for one in MergeOutcome if plan.count(one)}
        finally:
            staged.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The sample branch, only to be read."""
    yield from _sample(tmp_path_factory.mktemp("honest"))


@pytest.fixture
def worked_on(tmp_path: Path) -> Iterator[Ledger]:
    """A sample branch of the test's own."""
    yield from _sample(tmp_path / "worked_on")


def _sample(folder: Path) -> Iterator[Ledger]:
    make_sample(folder)
    opened = reopened(folder)
    yield opened.ledger
    branch_file.close(opened.ledger)


@pytest.fixture
def committee(tmp_path: Path, sample: Ledger) -> Iterator[Committee]:
    made = Committee(tmp_path / "committee", sample.clock.now())
    yield made
    branch_file.close(made.ledger)


def packed(ledger: Ledger, selection: Selection, after: Any = None) -> Package:
    return pack(ledger, LedgerExchange(ledger, Path()), after, selection=selection)


_UID = re.compile(r"\b[0-9a-f]{32}\b")


def _twin(uid: re.Match[str]) -> str:
    return f"{int(uid[0][0], 16) ^ 8:x}{uid[0][1:]}"


def of_another_office(package: Package, code: str) -> Package:
    """The same records as those of another branch, entered by it from the same papers."""
    package.incoming.sender = code
    # A deed is bound to the office that signed it: nobody else can have entered the same.
    package.blocks = [
        block for block in package.blocks if block[0] not in ("transfer_offer", "transfer_answer")
    ]
    for _, columns in package.blocks:
        for name, column in columns.items():
            if name == "owner_office":
                column[:] = [code] * len(column)
            elif name != "replica":
                column[:] = [_UID.sub(_twin, one) if type(one) is str else one for one in column]
    return package


def all_of(cat: Catalogue, **options: Any) -> Selection:
    return everything(cat, **options)


def test_all_of_the_sample_is_let_in_again_after_edits_and_beside_its_twin(worked_on, committee):
    cat = worked_on.catalogue
    whole = packed(worked_on, all_of(cat))
    assert committee.take(
        packed(worked_on, all_of(cat, private=False, kept_back=False)), only_look=True
    ).keys() == {"NEW"}
    assert committee.take(whole).keys() == {"NEW"}
    assert committee.take(whole, only_look=True).keys() == {"SAME"}
    # The same people with the same ID numbers and order numbers, in another branch.
    assert committee.take(of_another_office(packed(worked_on, all_of(cat)), "GHL02")).keys() == {"NEW"}
    edited = _edit_a_little(worked_on)
    assert edited > 60
    told = committee.take(packed(worked_on, all_of(cat), whole.incoming.upto))
    assert sum(told.values()) >= edited
    assert told.keys() <= {"NEW", "UPDATED", "REMOVED"}


@pytest.mark.parametrize("kind", [one.name for one in kinds.KINDS if one.name not in ("step", "handover")])
def test_every_kind_of_package_is_let_in(sample, committee, kind):
    chosen = kinds.kind_called(kind)
    assert chosen is not None
    picked = {
        model._meta.table_name: frozenset(one.uid for one in sample.find(model.live()))
        for model in chosen.offers
    }
    choice = kinds.ContentChoice(SUPERIOR, month=Month(2026, 9), picked=picked)
    committee.take(packed(sample, kinds.selection(sample, sample.catalogue, chosen, choice)))


def test_a_whole_year_is_let_in(tmp_path):
    folder, _ = played()
    made = Committee(tmp_path / "committee", datetime(2026, 12, 31, 21))
    with opened_copy(folder, tmp_path / "copy") as ledger:
        told = made.take(packed(ledger, all_of(ledger.catalogue)), only_look=True)
    branch_file.close(made.ledger)
    assert told.keys() == {"NEW"}
    assert told["NEW"] > 5000


def _edit_a_little(ledger: Ledger) -> int:
    """Words of some records of every register written anew, some records removed; how many it was."""
    done = 0
    for register in ledger.catalogue:
        for at, record in enumerate(ledger.find(register.model.live().limit(3))):
            boxes = [
                n for n, b in register.form_boxes.items() if b.kind == "long_text" and getattr(record, n)
            ]
            try:
                if at == 2:
                    ledger.remove(record)
                elif boxes:
                    setattr(record, boxes[0], f"{getattr(record, boxes[0])}（补记）")
                    ledger.save(record)
                else:
                    continue
            except UserError:
                continue
            done += 1
    return done
