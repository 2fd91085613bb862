"""The press: every key makes its paper, always the same bytes, late and under a safe name."""

import json
import subprocess
import sys
from dataclasses import make_dataclass
from datetime import date

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents import typesetter
from desktop_app.printing.documents.draft import digest_of, file_name
from desktop_app.printing.documents.organization_life.minutes import gather
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.printing.documents.reporting.monthly_report import gather as monthly_gather
from desktop_app.printing.documents.year_folder import FILED_LAST, papers_of_year
from desktop_app.storage import branch_file
from desktop_app.storage.rebuild_report import RebuildReport
from tests.printing.documents.reading import check_paper, text
from tests.printing.documents.service_books import SERVICE_PAPERS
from tests.printing.type.made_fonts import made_font, put
from tests.syntax import ROOT
from tests.views.pages.sample_bench import sample_ledger

ELECTION_SET = (
    "election_request",
    "nominees_request",
    "election_rules",
    "candidate_profiles",
    "tellers_list",
    "tally_sheet",
    "election_script",
    "election_report",
    "election_result",
    "committee_division",
    "election_file",
)
NUMBER = "12345 67890 12345 67890 12345 67890"
WORDS = "苹果 河堤 茶壶 松鼠 铅笔 书包"


@pytest.fixture(scope="session")
def jobs(office):
    """Papers of the small office with arguments that make them; the sample branch makes the others."""
    return {
        "minutes_record": {"uid": office.general.uid},
        "minutes_summary": {"uid": office.general.uid},
        "sign_in": {"uid": office.general.uid},
        "issue_ledger": {},
        "promise_letter": {"year": 2026},
        "monthly_report": {"uid": office.report.uid, "lists": True},
        "transfer_request": {"uid": office.letter.uid},
        "transfer_data": {"uid": office.letter.uid},
        "dues_grid": {"year": 2026},
        "dues_statement": {"year": 2026},
        "dues_arrears": {},
        "annual_table": {"year": 2026},
        "annual_breakdown": {"year": 2026},
        "development_file": {"uid": office.candidate.uid},
        "member_form": {"uid": office.people[0].uid},
        "appraisal_sheet": {"year": 2026},
        "talk_record": {"uid": office.talk.uid},
        "ballot": {"uid": office.election.uid},
        **{key: {"uid": office.election.uid} for key in ELECTION_SET},
        "handover": {"uid": office.package.uid},
        "roster": {},
        "held_about": {"uid": office.people[0].uid, "name": office.people[0].name},
        "receipt_slip": {"uid": office.package.uid},
        "recovery": {"number": NUMBER},
        "move_slip": {"file": "支部台账-Z001-20261123-093000.zbak", "size": 1200},
        "rebuild_report": {"told": json.dumps(RebuildReport("branch.zbf", 900, 3).as_plain())},
        "trust_card": {
            "code": "Z001",
            "name": "中共安和街道春风社区支部",
            "fingerprint": WORDS,
        },
        "sheet": {"register": "member"},
        "blank_form": {"register": "member"},
    }


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample branch, which has a record of every register."""
    ledger = sample_ledger(tmp_path_factory.mktemp("press"))
    yield ledger
    branch_file.close(ledger)


@pytest.fixture(scope="session")
def of_sample(sample):
    """Of every kind the first paper the sample's records make; where none has come to it, of any of them."""
    blank = {
        paper.key: Arguments(uid=record.uid)
        for paper in PAPERS.values()
        if paper.takes_uid
        for model in paper.registers[:1]
        for record in sample.find(model.live().limit(1))
    }
    made = {papers.key: papers.args[0] for papers in papers_of_year(sample, 2026)}
    # The list of the box is made after all others.
    return {**blank, **made, **{key: {"year": 2026} for key in FILED_LAST}}


# What this office may not print is tried where it may.
MADE_HERE = [key for key, one in PAPERS.items() if key not in SERVICE_PAPERS and one.barred is None]


@pytest.mark.parametrize("key", MADE_HERE)
def test_every_paper_is_made_twice_the_same_and_tells_its_code(key, jobs, renderer, sample, of_sample):
    if key in jobs:
        check_paper(renderer, key, jobs[key])
    else:
        check_paper(PaperRenderer(sample, resource_path("fonts")), key, of_sample[key])


def test_codes_are_the_same_in_every_run_of_the_program(office):
    """A set in the content would be told in another order by the next process."""
    for made in (gather(office.ledger, office.bare.uid), monthly_gather(office.ledger, office.report.uid)):
        assert "set(" not in repr(made)


def test_menus_and_where_a_record_goes_are_told_without_reportlab():
    code = "import sys, desktop_app.printing.documents.destinations; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_faces_are_read_once_for_every_branch_that_is_opened(renderer, own_office):
    assert PaperRenderer(own_office.ledger, resource_path("fonts")).fonts is renderer.fonts


def test_practice_papers_say_so_on_every_page(office, renderer, jobs):
    practice = PaperRenderer(office.ledger, resource_path("fonts"), sample=True)
    for key in ("minutes_summary", "roster"):
        printed = practice.make(key, **jobs[key])
        assert text(printed).count("示例") == printed.pages
        assert "示例" not in text(renderer.make(key, **jobs[key]))


def test_fonts_of_the_office_change_neither_pages_nor_codes(office, renderer, jobs, tmp_path):
    put(made_font(), tmp_path / "FANGSONG.TTF")
    theirs = PaperRenderer(office.ledger, resource_path("fonts"))
    theirs.font_folders = (tmp_path,)
    for key in ("minutes_summary", "roster", "sign_in"):
        ours, made = renderer.make(key, **jobs[key]), theirs.make(key, **jobs[key])
        assert (made.pages, made.code, text(made)) == (ours.pages, ours.code, text(ours))
        assert (b"FangSong_GB2312" in made.pdf) == (key == "minutes_summary")
    theirs.bundled_only = True
    key = "minutes_summary"
    assert theirs.make(key, **jobs[key]).pdf == renderer.make(key, **jobs[key]).pdf


def test_a_character_no_face_holds_is_named(own_office):
    own_office.bare.title = "会议\U0003fffd记"
    own_office.ledger.save(own_office.bare)
    printed = PaperRenderer(own_office.ledger, resource_path("fonts")).make(
        "minutes_record", uid=own_office.bare.uid
    )
    assert printed.missing == ("\U0003fffd",)
    (told,) = printed.warnings
    assert told.startswith("第1页的“\U0003fffd”（U+3FFFD）字库里没有，印成〓（会议")
    assert told.endswith("会议\U0003fffd记”的会议名称/主题）。")


def test_a_paper_about_something_gone_is_refused(own_office):
    renderer = PaperRenderer(own_office.ledger, resource_path("fonts"))
    own_office.ledger.remove(own_office.bare)
    for key in ("minutes_record", "minutes_summary", "sign_in"):
        with pytest.raises(UserError, match="已经不在"):
            renderer.make(key, uid=own_office.bare.uid)
    with pytest.raises(UserError, match="承诺"):
        renderer.make("promise_letter", year=1990)
    with pytest.raises(KeyError):
        renderer.make("poster")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("会议记录", "2026年7月1日"), "会议记录 2026年7月1日.pdf"),
        (("问题/整改", 'a:b*?"<>|\\c'), "问题＿整改 a＿b＿＿＿＿＿＿＿c.pdf"),
        (("  ..", ""), "打印件.pdf"),
        (("长" * 200,), "长" * 80 + ".pdf"),
        (("一\n二",), "一 二.pdf"),
    ],
)
def test_file_names_are_safe(parts, name):
    assert file_name(*parts) == name


def test_the_code_stands_for_kind_and_content():
    assert digest_of("月报", ("a", 1)) == digest_of("月报", ("a", 1))
    assert len({digest_of("月报", ("a", 1)), digest_of("月报", ("a", 2)), digest_of("纪要", ("a", 1))}) == 3


def test_the_code_stands_for_values_whatever_the_program_calls_them() -> None:
    before = make_dataclass("Letter", ["who", "on"])
    after = make_dataclass("PromiseLetter", ["promiser", "day"])
    day, other = date(2026, 10, 1), date(2026, 10, 2)
    assert digest_of("承诺书", [before("安长河", day)]) == digest_of("承诺书", [after("安长河", day)])
    assert digest_of("承诺书", [before("安长河", day)]) != digest_of("承诺书", [before("安长河", other)])
    assert digest_of("承诺书", ("ab", "c")) != digest_of("承诺书", ("a", "bc"))
    assert digest_of("承诺书", {"甲", "乙"}) == digest_of("承诺书", {"乙", "甲"})


def test_no_code_stands_for_what_has_no_value() -> None:
    with pytest.raises(TypeError, match="object"):
        digest_of("承诺书", [object()])


def test_the_names_no_line_cuts_are_made_anew_only_where_the_books_have_others(office, monkeypatch):
    books = [{"孔瑾"}, {"孔瑾"}, {"孔瑾", "龙英兰"}, {"龙英兰"}]
    told = iter(frozenset(names) for names in books)
    monkeypatch.setattr(typesetter, "names_on_the_books", lambda _ledger: next(told))
    setter = typesetter.Typesetter(office.ledger, resource_path("fonts"))
    first, same, more, fewer = (setter._names() for _ in books)
    assert same is first
    assert [len(list(one.spans("孔瑾和龙英兰"))) for one in (first, more, fewer)] == [1, 2, 1]
