"""花名册: a letter is begun from the member opened, for those on the books only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.registers.people.members import Member
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.people.roster_page import RosterPage
from desktop_app.views.parts.page import Page
from tests.views.pages.sample_bench import Bench


class Letters(Page):
    """The page of letters: remembers what it was shown with."""

    def on_shown(self, **args: object) -> None:
        self.shown = args


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, RosterPage)
    made.letters = Letters(theme, "转接")
    made.shell.add_page("transfers", "转接", "members", "", lambda: made.letters)
    made.show()
    yield made
    made.close()


def test_a_letter_is_begun_for_the_member_opened(bench):
    page = bench.page
    there = bench.ledger.find(Member.live().where(Member.exit_type.is_null()).order_by(Member.seq))[3]
    assert page.letter_button not in page.actions()
    page.table.select_uid(there.uid)
    page.open(there.uid)
    assert page.letter_button.isVisible()
    bench.press(page.letter_button)
    assert bench.letters.shown == {"member": there.uid}


def test_who_left_the_branch_gets_no_letter(bench):
    page = bench.page
    (gone,) = bench.ledger.find(Member.live().where(Member.exit_type.is_null(False)))
    page.open(gone.uid)
    assert page.letter_button not in page.actions()
    assert not page.letter_button.isVisible()
