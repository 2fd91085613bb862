"""The page of talks: who has not talked, one step to write it down, words covered until asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.duties.organization_life.talks import talk_board
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.organization_life.talk_page import HELD, TalkPage
from tests.views.pages.sample_bench import Bench

SAID = "家里老人住院，主题党日想改在晚上。"


class TalkBench(Bench):
    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        super().__init__(folder, theme, qtbot, TalkPage)
        self.ledger.remove(*self.ledger.find(Talk.live()))
        self.show()

    def choose(self, uid: str) -> None:
        page = self.page
        self.qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.spot(uid))
        self.settle()

    def talk(self) -> Talk:
        """Write down the talk of the first pair that is missing."""
        page = self.page
        self.choose(page.list.lines()[0].uid)
        self.press(page.record_button)
        self.write(page.new_dialog.form, content=SAID, place="社区办公室")
        self.press(page.new_dialog.verb_button)
        (found,) = self.ledger.find(Talk.live())
        return found


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[TalkBench]:
    made = TalkBench(tmp_path, theme, qtbot)
    yield made
    made.close()


def test_every_missing_talk_is_a_line_and_one_step_takes_it_away(bench):
    page = bench.page
    board = talk_board(bench.ledger, 2026)
    assert len(page.list.lines()) == len(board.pairs) + len(board.with_committee) + len(board.among)
    first = page.list.lines()[0]
    talk = bench.talk()
    assert {talk.by_member, talk.with_member} == set(first.uid.split("+"))
    assert first.uid not in {one.uid for one in page.list.lines()}
    assert len(page.board.pairs) == len(board.pairs) - 1
    bench.press(bench.shell.notice.button)
    assert bench.ledger.find(Talk.live()) == []
    assert first.uid in {one.uid for one in page.list.lines()}


def test_a_member_is_offered_with_the_secretary_as_the_other(bench):
    line = next(one for one in bench.page.list.lines() if one.note.startswith("还没有委员"))
    bench.choose(line.uid)
    bench.press(bench.page.record_button)
    form = bench.page.new_dialog.form
    by_member, with_member = line.uid.split("+")
    assert form.values()["by_member"] == by_member
    assert form.values()["with_member"] == with_member
    bench.press(bench.page.new_dialog.cancel_button)


def test_the_words_stay_covered_until_asked_for(bench):
    talk = bench.talk()
    page = bench.page
    bench.qtbot.mouseClick(page.chips.chips[HELD], Qt.MouseButton.LeftButton)
    assert all(SAID not in one.spoken for one in page.list.lines())
    bench.choose(talk.uid)
    pane = page.pane
    pane.tabs.setCurrentIndex(1)
    assert SAID not in pane.content.text()
    assert pane.edit_button.isHidden()
    bench.press(pane.uncover_button)
    assert pane.content.text() == SAID
    bench.press(pane.print_button)
    assert bench.shell.pages.page("preview").shown["key"] == "talk_record"


def test_what_was_brought_up_becomes_an_issue_only_where_it_is_uncovered(bench):
    talk = bench.talk()
    talk.concerns = "公示栏字太小，看不清"
    bench.ledger.save(talk)
    page = bench.page
    bench.qtbot.mouseClick(page.chips.chips[HELD], Qt.MouseButton.LeftButton)
    bench.choose(talk.uid)
    pane = page.pane
    pane.tabs.setCurrentIndex(1)
    assert pane.issue_button.isHidden()
    bench.press(pane.uncover_button)
    bench.press(pane.issue_button)
    form = pane.door.dialog.form
    assert form.values()["description"] == talk.concerns
    bench.write(form, owner="周慧敏", lead_officer="陈国梁", due_on="2026.12.1")
    bench.press(pane.door.dialog.verb_button)
    assert bench.ledger.get(Talk, talk.uid).issue
    assert pane.issue_button.text() == "打开问题"


def test_somebody_does_not_talk_with_himself(bench):
    page = bench.page
    bench.press(page.new_button)
    name = bench.ledger.name(page.board.with_committee[0])
    bench.write(page.new_dialog.form, by_member=name, with_member=name, content=SAID)
    bench.press(page.new_dialog.verb_button)
    assert "同一个人" in page.new_dialog.form.rows["with_member"].error.words.text()
    assert bench.ledger.find(Talk.live()) == []
    bench.press(page.new_dialog.cancel_button)
