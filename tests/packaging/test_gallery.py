"""The gallery: no paper and no page without a picture, so that each can be looked at."""

import shutil
from pathlib import Path

import pytest
from gallery import SPECIAL, entitled, papers
from gallery_pages import records_on

from desktop_app.printing.documents.papers import PAPERS
from desktop_app.storage import branch_file
from desktop_app.views.page_table import PAGES
from tests.whole import make_sample, reopened


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("gallery")
    make_sample(folder)
    opened = reopened(folder)
    yield opened.ledger
    branch_file.close(opened.ledger)
    shutil.rmtree(folder)


def test_every_kind_of_paper_has_a_picture(ledger):
    drawn = list(papers(ledger))
    assert {key for _, key, _ in drawn} == set(PAPERS)
    assert len({name for name, _, _ in drawn}) == len(drawn), "one picture written over another"


def test_every_paper_of_a_record_is_drawn_of_a_record(ledger):
    of_record = {key for _, key, args in papers(ledger) if "uid" in args}
    asked = {key for key, kind in PAPERS.items() if kind.takes_uid and key not in SPECIAL}
    assert asked - of_record == set()


def test_a_letter_of_transfer_is_drawn_for_an_office_that_may_make_it_out(ledger):
    letter = PAPERS["transfer_letter"]
    assert letter.is_barred(ledger)
    with entitled(ledger):
        assert not letter.is_barred(ledger)
    assert letter.is_barred(ledger)


def test_every_page_over_records_is_drawn_with_one(ledger):
    for row in PAGES:
        if row.registers and not row.is_table:
            assert list(records_on(row, ledger)), row.key


def test_every_kind_of_election_is_drawn(ledger):
    row = next(one for one in PAGES if one.key == "elections")
    assert [word for word, _ in records_on(row, ledger)] == ["委员", "书记", "副书记"]
