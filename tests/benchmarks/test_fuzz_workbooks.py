"""A few mutated workbooks: nothing but sentences, nothing by half; and what is broken is seen."""

import random

import pytest

from desktop_app.records.record import Register
from tests.benchmarks import fuzz_workbooks
from tests.benchmarks.fuzz_workbooks import campaign
from tests.benchmarks.workbook_mutants import WHOLE, mutant, table
from tests.exchange.workbook.shelf import Person


def test_a_few_mutants_end_in_sentences() -> None:
    outcome = campaign(60, 11, most=9)
    assert outcome.wrong == []
    assert outcome.counts["共"] == 9


def test_a_campaign_sees_an_exception_and_half_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object, **more: object) -> object:
        raise KeyError("x")

    monkeypatch.setattr(fuzz_workbooks, "_taken_in", broken)
    monkeypatch.setattr(fuzz_workbooks, "_standing", lambda ledger, register: next(counts))
    counts = iter((3, 4))
    exception, half = campaign(60, 1, most=1).wrong
    assert "KeyError" in exception
    assert "3 records, 0 added, 4 there" in half


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_workbooks_of_every_format_can_be_made(kind: str) -> None:
    chance = random.Random(1)
    assert WHOLE[kind](table(Register(Person), chance), chance)
    assert {mutant(Register(Person), random.Random(n))[0] for n in range(60)} == set(WHOLE)
