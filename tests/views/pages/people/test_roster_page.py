"""花名册: a letter is begun from the member opened, for those on the books only."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.exchange.audit_log import ASKED, AuditLog
from desktop_app.registers.exchange.clearing import is_cleared
from desktop_app.registers.people.members import Member
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.people.clear_dialog import ClearDialog
from desktop_app.views.pages.people.roster_page import RosterPage, WhoAsksDialog
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


def test_what_is_held_about_a_member_is_shown_and_who_asked_is_on_the_log(bench):
    page = bench.page
    gone = bench.ledger.find(Member.live().where(Member.exit_type.is_null(False)))[0]
    page.open(gone.uid)
    bench.press(page.held_button)
    (dialog,) = page.findChildren(WhoAsksDialog)
    dialog.who.setText(" ")
    bench.press(dialog.verb_button)
    assert dialog.isVisible()
    assert "是谁要看" in dialog.trouble.text()
    dialog.who.setText("他的女儿")
    bench.press(dialog.verb_button)
    shown = bench.shell.current_page()
    assert shown.shown["key"] == "held_about"
    assert shown.shown["args"] == {"uid": gone.uid, "name": "他的女儿"}
    (line,) = bench.ledger.find(AuditLog.live().where(AuditLog.action == ASKED))
    assert (line.target, line.diff) == (gone.name, ("查阅人：他的女儿",))
    made = bench.desk.renderer.make("held_about", **shown.shown["args"])
    assert made.pages >= 1


def test_what_is_held_about_who_left_goes_by_name_and_only_once_the_years_are_set(bench):
    page = bench.page
    ledger = bench.ledger
    here = ledger.find(Member.live().where(Member.exit_type.is_null()).order_by(Member.seq))[0]
    page.open(here.uid)
    assert page.clear_button not in page.actions()
    page.close_record()
    (gone,) = ledger.find(Member.live().where(Member.exit_type.is_null(False)))
    page.open(gone.uid)
    bench.qtbot.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    (told,) = bench.broken
    assert "还没有写明" in told.what
    bench.broken.clear()
    year = gone.exit_on.year
    ledger.save(
        RuleRow(
            key="personal_data_keep_years",
            title="离开支部几年后可以清除个人信息",
            value=Decimal(0),
            unit="年",
            mark="M",
            regulation=f"镇党委〔{year}〕5号",
        )
    )
    bench.press(page.clear_button)
    (dialog,) = page.findChildren(ClearDialog)
    bench.press(dialog.verb_button)
    assert "请先勾选" in dialog.trouble.text()
    dialog.known.click()
    dialog.name.setText("别人")
    bench.press(dialog.verb_button)
    assert "姓名和要清除的人不一样" in dialog.trouble.text()
    dialog.name.setText(gone.name)
    bench.press(dialog.verb_button)
    assert is_cleared(ledger.get(Member, gone.uid))
    assert page.clear_button not in page.actions()
