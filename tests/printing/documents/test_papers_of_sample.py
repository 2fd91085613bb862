"""The papers of the sample: what a menu offers is made, what is said to hold a record names it."""

import re

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.destinations import destinations_of
from desktop_app.printing.documents.ledger_view import written
from desktop_app.printing.documents.paper import CHINESE, DOTTED
from desktop_app.printing.documents.papers import (
    PAPERS,
    list_arguments,
    papers_of,
    record_arguments,
)
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.storage import branch_file
from tests.printing.documents.reading import bare, text
from tests.printing.pdfa_check import faults
from tests.printing.type.reading import text_of
from tests.views.pages.sample_bench import sample_ledger

# Papers of counts: an entry changes a figure in them and need not stand there by its words.
COUNTS = {"year_grid", "study_hours", "annual_table", "annual_breakdown", "research_conversions"}
# Who came stands in minutes as one of so many.
COUNTED = {("attendance", "minutes_record"), ("attendance", "minutes_summary")}
WORDS = {"text", "long_text", "lines", "person", "persons", "record"}
LONG_ENOUGH, COMPARED = 2, 12
UID = re.compile(r"[0-9a-f]{32}")
# The ways days are written; a paper keeps to the one it declares.
WAYS = {
    CHINESE: re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"),
    DOTTED: re.compile(r"(?<![\d.])(?:19|20)\d\d\.[01]\d\.[0-3]\d"),
    "2026-07-01": re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"),
}
# Half brackets after Chinese words, two stops in a row, words from inside the program.
CARELESS = re.compile(r"[\u4e00-\u9fff]\([\u4e00-\u9fff]|。；|；。|。。|））|转载|练习题库|还有\d+天")
# A form to be filled in has the titles of the screen.
OF_THE_SCREEN = {"blank_form"}
every = pytest.mark.parametrize("register", list(catalogue()), ids=lambda one: one.name)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    ledger = sample_ledger(tmp_path_factory.mktemp("sample"))
    yield ledger
    branch_file.close(ledger)


@pytest.fixture(scope="module")
def made(sample):
    """Makes a paper once; its text without white space, in which no record is called by its bare id."""
    renderer, kept = PaperRenderer(sample, resource_path("fonts")), {}
    packages = {one.package_id for one in sample.find(ExchangePackage.select())}

    def make(key, args):
        at = (key, repr(dict(args)))
        if at not in kept:
            printed = renderer.make(key, **args)
            assert printed.pages >= 1
            assert key in kept or faults(printed.pdf) == []  # one of a kind is held against PDF/A and PDF/UA
            kept[key] = ""
            kept[at] = text(printed)
            # A package is called by its number, which stands on its slip as on the stick.
            assert {*UID.findall(kept[at])} <= packages
            told = kept[at].replace(f"核验码{printed.code}", "")
            ways = {way for way, days in WAYS.items() if days.search(told)}
            assert ways <= {PAPERS[key].dates}, f"{key} writes its days in {sorted(ways)}"
            assert key in OF_THE_SCREEN or CARELESS.findall(told) == []
        return kept[at]

    return make


def words_of(register, record, naming):
    """What a paper may call the record by: its texts and its people."""
    shown = (bare(register.show(record, n, naming)) for n, b in register.boxes.items() if b.kind in WORDS)
    return [words[:COMPARED] for words in shown if len(words) >= LONG_ENOUGH]


@every
def test_every_paper_a_list_offers_is_made_of_all_and_of_the_selected(sample, made, register):
    uids = [one.uid for one in sample.find(register.model.live())]
    for paper in papers_of(register.name, sample):
        if not paper.takes_uid or paper.bare:
            for shown in (uids, uids[:2]):
                assert made(paper.key, list_arguments(paper, register.name, shown))


@every
def test_every_paper_a_record_offers_is_made_of_it(sample, made, register):
    for record in sample.find(register.model.live().order_by(register.model.uid).limit(1)):
        for paper in papers_of(register.name, sample):
            if paper.takes_uid or paper.key == "sheet":
                assert made(paper.key, record_arguments(paper, record, sample))


@every
def test_every_paper_is_made_and_names_the_entry(sample, made, register):
    for record in sample.find(register.model.live().order_by(register.model.uid.desc()).limit(1)):
        destinations = destinations_of(record, sample)
        assert destinations
        words = words_of(register, record, sample.name)
        for destination in destinations:
            told = made(destination.key, destination.args)
            if destination.key not in COUNTS and (register.name, destination.key) not in COUNTED and words:
                assert any(one in told for one in words), (destination.key, words)


@every
def test_what_the_register_offers_is_told_before_what_only_tells_of_the_entry(sample, register):
    for record in sample.find(register.model.live()):
        offered = [PAPERS[one.key].is_of(register.name) for one in destinations_of(record, sample)]
        assert offered == sorted(offered, reverse=True)


@pytest.mark.parametrize("key", [key for key, one in PAPERS.items() if not one.needs and not one.registers])
def test_every_paper_of_the_whole_branch_is_made(made, key):
    assert made(key, {})


# Forms of one record, each with the boxes that are not for it: choices are all on it, to be ticked.
WHOLE = {
    "issue_closing": (),
    "talk_record": (),
    "publicity_approval": (),
    "discipline_form": (),
    "redemption_slip": (),
    "order_slip": (),
    "dues_slip": (),
    "mobile_form": (),
    "self_check_sheet": ("standards",),
    "appraisal_form": (),
}
UNTOLD = {"yes_no", "files", "frozen", "state"}


@pytest.mark.parametrize("key", WHOLE)
def test_every_filled_box_of_a_record_stands_on_the_form_made_of_it(sample, made, key):
    paper = PAPERS[key]
    register = sample.catalogue.of(paper.registers[0])
    boxes = {n: b for n, b in register.boxes.items() if b.kind not in UNTOLD and n not in WHOLE[key]}
    records = [one for one in sample.find(register.model.live()) if not paper.reason(one, sample)][:3]
    assert records
    for record in records:
        told = made(key, record_arguments(paper, record, sample))
        filled = {n: getattr(record, n) for n in boxes if getattr(record, n) not in (None, "", ())}
        lacking = {
            name: value
            for name, value in filled.items()
            if bare(written(boxes[name], value, sample, of=record)) not in told
            and bare(str(value)) not in told
        }
        assert lacking == {}


def test_the_cover_of_a_case_book_has_its_year_and_no_number(sample):
    printed = PaperRenderer(sample, resource_path("fonts")).make("case_book")
    cover, contents, *_ = text_of(printed.pdf)
    assert "2026年度" in cover
    assert "—1—" not in cover
    assert "—2—" in contents
    assert f"核验码{printed.code}" in cover
