"""For a record of every register of the sample: each paper it is said to stand in is made, and names it."""

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.duties.feeds import feeds_of
from desktop_app.printing.documents.press import PAPERS, Press
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file
from tests.printing.documents.reading import bare, text
from tests.views.pages.sample_bench import sample_ledger

# Papers of counts: an entry changes a figure in them and need not stand there by its words.
COUNTS = {"year_grid", "study_hours", "annual_table", "annual_breakdown", "research_conversions"}
# Who came stands in minutes as one of so many.
COUNTED = {("attendance", "minutes_record"), ("attendance", "minutes_summary")}
WORDS = {"text", "long_text", "lines", "person", "persons", "record"}
LONG_ENOUGH, COMPARED = 2, 12


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    ledger = sample_ledger(tmp_path_factory.mktemp("sample"))
    yield ledger
    branch_file.close(ledger)


@pytest.fixture(scope="module")
def made(sample):
    """Makes a paper once; its text without white space."""
    press, kept = Press(sample, resource_path("fonts")), {}

    def make(feed):
        at = (feed.key, repr(dict(feed.args)))
        if at not in kept:
            kept[at] = text(press.make(feed.key, **feed.args))
        return kept[at]

    return make


def words_of(register, record, naming):
    """What a paper may call the record by: its texts and its people."""
    shown = (bare(register.show(record, n, naming)) for n, b in register.boxes.items() if b.kind in WORDS)
    return [words[:COMPARED] for words in shown if len(words) >= LONG_ENOUGH]


@pytest.mark.parametrize("register", list(catalogue()), ids=lambda one: one.name)
def test_every_paper_is_made_and_names_the_entry(sample, made, register):
    found = sample.find(register.model.live().order_by(register.model.uid.desc()).limit(1))
    for record in found:
        feeds = feeds_of(record, sample)
        assert feeds
        words = words_of(register, record, sample.name)
        for feed in feeds:
            assert feed.key in PAPERS
            told = made(feed)
            if feed.key not in COUNTS and (register.name, feed.key) not in COUNTED and words:
                assert any(one in told for one in words), (feed.key, words)
