"""What has to be filled and is not prints 【待补】 on every paper of a record, never 无: nobody said none."""

from typing import Any

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.papers import PAPERS, record_arguments
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from tests.printing.documents.reading import text
from tests.views.pages.sample_bench import sample_ledger

pytestmark = pytest.mark.slow
# Kinds of box that hold words; what is counted or dated is needed to make a paper at all.
WORDS = {"text", "long_text", "lines", "choice", "many_choice"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Any:
    found = sample_ledger(tmp_path_factory.mktemp("sample"))
    yield found
    branch_file.close(found)


def written(ledger: Ledger, register: Register, record: Record) -> None:
    """Write a record as an older file or a package brings it, its rules not asked."""
    with ledger.action("接收旧资料", kind="merge") as action:
        stored = register.stored(record)
        action.put([action._version(register, record, "update", None, stored, record.removed_at)])


def told(renderer: PaperRenderer, key: str, args: Any) -> str | None:
    """The words of a paper; None where it cannot be made without what is missing."""
    try:
        return text(renderer.make(key, **args))
    except Exception:  # noqa: BLE001  (whatever a paper that is never asked for raises)
        return None


def test_nothing_that_has_to_be_filled_is_told_as_none(ledger: Ledger) -> None:
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    wrong, tried = [], 0
    for register in ledger.catalogue:
        papers = [
            paper
            for paper in PAPERS.values()
            if paper.is_of(register.name) and paper.takes_uid and not paper.is_barred(ledger)
        ]
        asked = [
            name
            for name, box in register.form_boxes.items()
            if (box.required or box.asked) and box.kind in WORDS
        ]
        records = ledger.find(register.model.live().order_by(register.model.uid).limit(1))
        if not (papers and asked and records):
            continue
        record = records[0]
        kept = register.stored(record)
        copies = [(paper.key, record_arguments(paper, record, ledger)) for paper in papers]
        full = [(key, args, told(renderer, key, args)) for key, args in copies]
        for name in asked:
            setattr(record, name, None)
            written(ledger, register, record)
            for key, args, before in full:
                after = told(renderer, key, args)
                if before is not None and after is not None:
                    tried += 1
                    if after.count("无") > before.count("无"):
                        wrong.append((register.title, register.boxes[name].title, PAPERS[key].title))
            register.put(record, kept)
            written(ledger, register, record)
    assert wrong == []
    assert tried > 60
