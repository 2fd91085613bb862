"""The code of a paper stands for what it tells: the same on any later day, in any process, of any faces."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.draft import values_of
from desktop_app.printing.documents.made_of import kept_arguments, kept_words
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.typesetter import Typesetter
from desktop_app.printing.documents.year_folder import papers_of_year
from desktop_app.storage import branch_file
from tests.views.pages.sample_bench import FILE, sample_ledger

ROOT = Path(__file__).resolve().parents[3]
YEAR = 2026
# What no record of the branch makes: of the words somebody typed, of a file.
OF_WORDS = {
    "move_slip": {"file": "支部台账-Z001-20261123.zbak", "size": 1200},
    "recovery": {"number": "123456" * 8},
    "trust_card": {"code": "Z001", "name": "支部", "fingerprint": "安 白 程 东 恩 方"},
    "sheet": {"register": "member"},
    "blank_form": {"register": "member"},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("codes")


@pytest.fixture(scope="module")
def ledger(place: Path) -> Iterator[Any]:
    found = sample_ledger(place)
    yield found
    branch_file.close(found)


@pytest.fixture(scope="module")
def jobs(ledger: Any) -> dict[str, Arguments]:
    """Every kind of paper that the sample's records make, and a copy of it."""
    bare = {key: Arguments() for key, one in PAPERS.items() if not one.needs and not one.barred}
    of_a_record = {
        paper.key: Arguments(uid=record.uid)
        for paper in PAPERS.values()
        if paper.needs == ("uid",) and not paper.is_barred(ledger)
        for model in paper.registers[:1]
        for record in ledger.find(model.live().order_by(model.uid).limit(1))
    }
    made = {papers.key: papers.args[0] for papers in papers_of_year(ledger, YEAR)}
    return {**bare, **of_a_record, **made, **OF_WORDS}


def codes(ledger: Any, jobs: dict[str, Arguments]) -> dict[str, tuple[str, object]]:
    """The code of each paper, and what it stands for."""
    setter = Typesetter(ledger, resource_path("fonts"))
    found = {}
    for key, args in jobs.items():
        draft = setter.draft(key, args)
        found[key] = setter.code(draft), values_of(draft.content)
    return found


def test_a_day_later_with_nothing_entered_every_code_is_the_same(ledger: Any, jobs: Any) -> None:
    today = codes(ledger, jobs)
    assert len(today) > 60
    clock: SetClock = ledger.clock
    clock.set(clock.now() + timedelta(days=1))
    try:
        tomorrow = codes(ledger, jobs)
    finally:
        clock.set(clock.now() - timedelta(days=1))
    assert {key: (today[key], tomorrow[key]) for key in today if today[key] != tomorrow[key]} == {}


_OTHER = """
import json, sys
from pathlib import Path
from tests.printing.documents.test_codes import codes
from tests.views.pages.sample_bench import NOW, _setting
from desktop_app.storage import branch_file
from desktop_app.printing.documents.made_of import kept_arguments
ledger = branch_file.open_file(Path(sys.argv[1]), _setting(NOW))
jobs = {key: kept_arguments(words) for key, words in json.load(sys.stdin).items()}
print(json.dumps({key: code for key, (code, _) in codes(ledger, jobs).items()}))
"""


def test_another_process_gives_the_same_codes(ledger: Any, jobs: Any, place: Path, tmp_path: Path) -> None:
    other = tmp_path / FILE
    for file in place.glob(f"{FILE}*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    told = json.dumps({key: kept_words(args) for key, args in jobs.items()})
    made = subprocess.run(
        [sys.executable, "-c", _OTHER, str(other)], cwd=ROOT, input=told, text=True, capture_output=True,
        check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-2000:]
    assert json.loads(made.stdout) == {key: code for key, (code, _) in codes(ledger, jobs).items()}


def test_what_a_paper_is_made_of_is_read_again_as_it_was_kept(jobs: Any) -> None:
    for args in jobs.values():
        kept = {name: list(one) if isinstance(one, tuple) else one for name, one in args.items()}
        assert kept_arguments(kept_words(args)) == {
            n: one for n, one in kept.items() if one not in (None, "")
        }
        assert kept_words(kept_arguments(kept_words(args))) == kept_words(args)
