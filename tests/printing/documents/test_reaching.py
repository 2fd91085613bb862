"""A paper is made only of what has come to it: in the folder of a year, in 去向 and in the menus alike."""

from collections.abc import Iterator
from typing import Any

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.draft import values_of
from desktop_app.printing.documents.ledger_view import GAP
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.typesetter import Typesetter
from desktop_app.printing.documents.year_folder import papers_of_year
from desktop_app.registers.organization_life.voting_bodies import MEMBER_POST
from desktop_app.registers.people.development import APPLICANT, Development
from desktop_app.registers.people.dues_standards import WAIVED, DuesStandard
from desktop_app.storage import branch_file
from tests.views.pages.sample_bench import sample_ledger

YEAR = 2026


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Any:
    found = sample_ledger(tmp_path_factory.mktemp("reaching"))
    yield found
    branch_file.close(found)


def told(content: object) -> Iterator[str]:
    """Every word of the content of a paper that is not empty."""
    if isinstance(content, str):
        if content.strip():
            yield content
    elif isinstance(content, list):
        for one in content:
            yield from told(one)


def test_no_paper_of_the_folder_is_made_before_its_time(ledger: Any) -> None:
    """One whose every third word is missing is of something that has not come to it."""
    setter, early, made = Typesetter(ledger, resource_path("fonts")), [], 0
    for kind in papers_of_year(ledger, YEAR):
        for args in kind.args:
            words = list(told(values_of(setter.draft(kind.key, args).content)))
            made += 1
            if 3 * sum(GAP in one for one in words) > len(words):
                early.append((kind.title, dict(args)))
    assert early == []
    assert made > 200


def test_of_an_applicant_there_are_only_the_papers_come_to(ledger: Any) -> None:
    applicant = Development(stage=APPLICANT, applied_on=ledger.today)
    of_it = [one for one in PAPERS.values() if Development in one.registers]
    made = {one.key for one in of_it if list(one.copies(applicant, ledger))}
    assert made == {"development_file"}
    told = {one.key: one.reason(applicant, ledger) for one in of_it if one.key not in made}
    assert told.pop("admission_ballot") == "", "a ballot is printed before the meeting"
    assert all(words.endswith("还没有填") for words in told.values())


def test_a_waiver_is_printed_only_for_who_pays_less(ledger: Any) -> None:
    (waivers,) = (one for one in papers_of_year(ledger, YEAR) if one.key == "dues_waiver")
    printed = [ledger.get(DuesStandard, one["uid"]) for one in waivers.args]
    assert printed
    assert {one.payer_kind for one in printed} <= set(WAIVED)


def test_superiors_and_groups_have_no_form_in_the_folder(ledger: Any) -> None:
    (forms,) = (one for one in papers_of_year(ledger, YEAR) if one.key == "org_form")
    assert len(forms.args) == 1


def test_each_paper_of_an_election_is_of_the_kind_it_belongs_to(ledger: Any) -> None:
    found = {one.key: one.args for one in papers_of_year(ledger, YEAR)}
    for key in ("election_request", "committee_division", "election_file"):
        for args in found.get(key, ()):
            election = ledger.find(PAPERS[key].registers[0].live())
            (one,) = (each for each in election if each.uid == args["uid"])
            assert one.post == MEMBER_POST, key
