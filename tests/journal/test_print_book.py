"""What was printed is kept, and answers years later what has become of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.resources import resource_path
from desktop_app.journal.print_book import PrintBook
from desktop_app.printing.documents.made_of import kept_words
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.registers.exchange.printed_papers import ON_PAPER, PrintedPaper
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.paper_answer import Verdict
from tests.registers.invented_people import branch, member


@dataclass
class Bench:
    """A small branch whose roster was printed this morning."""

    ledger: Ledger
    book: PrintBook
    people: list[Member]
    printed: PrintedPaper


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    clock = SetClock(datetime(2026, 11, 23, 9, 30))
    setting = branch_file.Setting(catalogue(), clock, lambda name: "")
    ledger, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="Z001", password=None)
    org = branch()
    people = [member(n, branch=org.uid) for n in range(3)]
    ledger.save(org, *people)
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    book = PrintBook(ledger, renderer.told)
    args = Arguments(register="member")
    made = renderer.make("sheet", **args)
    line = book.printed(made, "sheet", kept_words(args), how=ON_PAPER, copies=2)
    clock.set(datetime(2027, 3, 1, 9, 0))
    yield Bench(ledger, book, people, line)
    branch_file.close(ledger)


def test_a_year_later_with_nothing_changed_it_is_the_same(bench: Bench) -> None:
    answer = bench.book.ask(str(bench.printed.code))
    assert answer.verdict is Verdict.SAME
    assert [one.copies for one in answer.printed] == [2]
    assert [one.action for one in bench.ledger.find(AuditLog.live())] == ["打印"]


def test_what_was_changed_since_is_told_box_by_box(bench: Bench) -> None:
    one = bench.people[1]
    before = one.name
    one.name = "欧阳长河"
    bench.ledger.save(one)
    answer = bench.book.ask(str(bench.printed.code))
    assert answer.verdict is Verdict.CHANGED
    assert [(c.uid, dict(c.boxes)) for c in answer.changes] == [(one.uid, {"name": (before, "欧阳长河")})]
    assert answer.places == 1
    bench.ledger.undo()
    assert bench.book.ask(str(bench.printed.code)).verdict is Verdict.SAME


def test_a_change_that_does_not_show_on_the_paper_changes_nothing(bench: Bench) -> None:
    bench.people[0].remark = "不在纸上的一栏"
    bench.ledger.save(bench.people[0])
    assert bench.book.ask(str(bench.printed.code)).verdict is Verdict.SAME


def test_who_left_the_roster_since_is_told(bench: Bench) -> None:
    bench.ledger.remove(bench.people[2])
    answer = bench.book.ask(str(bench.printed.code))
    assert answer.verdict is Verdict.CHANGED
    assert [(one.uid, one.was_there, one.is_there) for one in answer.changes] == [
        (bench.people[2].uid, True, False)
    ]


def test_a_mistyped_code_is_proposed_for(bench: Bench) -> None:
    code = str(bench.printed.code)
    wrong = ("3" if code[0] != "3" else "4") + code[1:]
    answer = bench.book.ask(wrong)
    assert (answer.verdict, answer.near, answer.is_mistyped) == (Verdict.UNKNOWN, (code,), True)


def test_a_reprint_is_told_what_changed_since_the_last(bench: Bench) -> None:
    made_of = str(bench.printed.made_of)
    assert bench.book.since_last("sheet", kept_words({"register": "issue"})) is None
    same = bench.book.since_last("sheet", made_of)
    assert same is not None
    assert same.verdict is Verdict.SAME


def test_an_undo_passes_over_what_was_printed(bench: Bench) -> None:
    assert "打印" not in (bench.ledger.can_undo() or "")
