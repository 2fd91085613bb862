"""移交清单: every figure is the length of its list and what the file holds, on paper as on the screen."""

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.duties.summaries.secretary_handover import SecretaryHandover, secretary_handover
from desktop_app.printing.documents.exchange.secretary_list import THINGS, gather
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from tests.printing.documents.reading import bare, text
from tests.views.pages.sample_bench import sample_ledger


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    ledger = sample_ledger(tmp_path_factory.mktemp("sample"))
    yield ledger
    branch_file.close(ledger)


@pytest.fixture(scope="module")
def found(sample: Ledger) -> SecretaryHandover:
    return secretary_handover(sample, sample.catalogue, sample.name, ["draft:member:new"])


def test_every_register_is_counted_as_the_file_counts_it(sample: Ledger, found: SecretaryHandover) -> None:
    held = {register.name: sample.count(register.model.live()) for register in sample.catalogue}
    assert {one.key: one.count for one in found.registers} == {k: v for k, v in held.items() if v}
    assert found.records == sum(held.values())
    for one in found.registers:
        assert len(set(one.items)) == one.count
        for uid in one.items[:2]:
            assert sample.locate(uid) is not None


def test_every_file_that_hangs_on_a_record_is_counted_once(sample: Ledger, found: SecretaryHandover) -> None:
    assert all(sample.has_file(sha256) for sha256 in found.attachments.items)
    assert found.attachments.count == len(set(found.attachments.items))


def test_what_is_open_names_its_records(sample: Ledger, found: SecretaryHandover) -> None:
    items = {one.key: one for one in found.open_items}
    open_issues = [one.uid for one in sample.find(Issue.live()) if one.state != CLOSED]
    assert sorted(items["issue"].items) == sorted(open_issues)
    assert items["drafts"].count == 1
    for one in items.values():
        assert one.key == "drafts" or len(one.words) == one.count, one.key
        assert all(one.words), one.key


def test_the_paper_tells_the_figures_of_the_file_and_leaves_room_to_sign(sample: Ledger) -> None:
    renderer = PaperRenderer(sample, resource_path("fonts"))
    printed = renderer.make("secretary_list", drafts=2, things=("3盒 41件",), people=("", "许明远"))
    words = text(printed)
    sheet = gather(sample)
    for title, figure in sheet.registers:
        assert bare(title) + bare(figure) in words, title
    for title, figure, _ in sheet.open_items[:-1]:
        assert bare(title) + bare(figure) in words, title
    for told in (*THINGS, "3盒41件", "许明远", "移交人", "接交人", "监交人", "没有保存的草稿2份"):
        assert bare(told) in words, told
