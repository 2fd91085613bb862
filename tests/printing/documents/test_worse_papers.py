"""Papers over records worse than they are: long names, strange signs, photos that are none, one of each.

`tests.benchmarks.papers_worse` looks at every kind in every world.
"""

import pytest

from tests.printing.paper_checker import PaperChecker
from tests.printing.worse_ledger import LONG_NAME, SHORT_NAME, WorseLedger, strange

WORLDS = {
    "names": {"names": (LONG_NAME, SHORT_NAME, "阿依努尔·买买提"), "most": 9},
    "strange": {"words": strange, "most": 3},
    "one": {"most": 1},
    "photo": {"photo": b"no photo at all", "most": 3},
}
MADE_OF = {
    "roster": lambda _: {},
    "talk_record": lambda office: {"uid": office.talk.uid},
    "issue_ledger": lambda _: {},
    "sign_in": lambda office: {"uid": office.general.uid},
}


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("key", MADE_OF)
def test_a_paper_a_person_would_accept_comes_out(key, world, office):
    checker = PaperChecker(WorseLedger(office.ledger, **WORLDS[world]))
    _, pages, found = checker.checked(key, MADE_OF[key](office))
    assert pages
    assert [one for one in found if world != "strange" or one.kind != "missing"] == []


def test_a_paper_over_nothing_says_so_or_why_not(office):
    _, pages, found = PaperChecker(WorseLedger(office.ledger, most=0)).checked("issue_ledger", {})
    assert (pages, found) == (1, [])
