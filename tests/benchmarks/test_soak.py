"""Each thing the soak does, once: what it looks at afterwards is true, and it would notice otherwise."""

from pathlib import Path

import pytest

from tests.benchmarks.soak import DEEDS, Report, Soak


@pytest.fixture
def soak(tmp_path: Path) -> Soak:
    return Soak(tmp_path, 3)


def test_every_deed_leaves_what_must_be_true(soak: Soak) -> None:
    for deed, _ in DEEDS:
        deed(soak)
    soak.look()
    assert soak.report.wrong == []


def test_a_lost_write_and_a_bent_row_are_noticed(soak: Soak) -> None:
    uid = next(iter(soak.truth))
    soak.truth[uid] = "13900099999"
    soak.branch.ledger.database.execute_sql("UPDATE member SET address = '改过' WHERE uid = ?", (uid,))
    soak.look()
    assert any("acknowledged" in words for words in soak.report.wrong)
    assert any("chain" in words for words in soak.report.wrong)


def test_growth_is_measured_after_warming_up() -> None:
    assert Report(memory=[10, 100, 105, 104, 103, 100, 100, 108]).growth() == pytest.approx(1.08)
    assert Report(memory=[10]).growth() == 1.0
