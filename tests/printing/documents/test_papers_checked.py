"""Papers of every make in which the checker finds nothing; tests.benchmarks.papers_checked looks at all."""

import pytest

from desktop_app.base.periods import Month
from tests.printing.paper_checker import PaperChecker


@pytest.fixture(scope="module")
def checker(office):
    return PaperChecker(office.ledger)


# Running text on the grid, forms, sheets, lists, figures, ballots.
MADE_OF = {
    "minutes_record": lambda office: {"uid": office.general.uid},
    "minutes_summary": lambda office: {"uid": office.committee.uid},
    "sign_in": lambda office: {"uid": office.general.uid},
    "talk_record": lambda office: {"uid": office.talk.uid},
    "issue_closing": lambda office: {"uid": office.issues[0].uid},
    "issue_ledger": lambda _: {},
    "roster": lambda _: {},
    "member_form": lambda office: {"uid": office.people[0].uid},
    "ballot": lambda office: {"uid": office.election.uid},
    "annual_table": lambda _: {"year": 2026},
    "monthly_report": lambda _: {"month": Month(2026, 10)},
    "sheet": lambda _: {"register": "issue"},
    "blank_form": lambda _: {"register": "member"},
}


@pytest.mark.parametrize("key", MADE_OF)
def test_nothing_is_found_in_a_paper(key, checker, office):
    _, pages, found = checker.checked(key, MADE_OF[key](office))
    assert pages
    assert found == []
