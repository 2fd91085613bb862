"""The board of promises: from a draft to a kept one by the buttons, many at once, refused at the box."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.duties.basics.bodies import Roster
from desktop_app.registers.displays.promises import DOING, DRAFT, KEPT, PUBLISHED, REVIEW, Promise
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.displays.promise_board import LATE, PromiseBoard
from tests.views.pages.sample_bench import Bench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, PromiseBoard)
    made.show()
    yield made
    made.close()


def a_letter(bench: Bench) -> list[Promise]:
    """Write two promises of somebody who had none, by keys; the records."""
    page = bench.page
    promised = {one.uid for one in page._board}
    somebody = next(
        one for one in Roster.read(bench.ledger).on(bench.ledger.today) if one.uid not in promised
    )
    bench.press(page.new_button)
    letter = page.letter
    bench.write(letter.shared, promiser=somebody.name)
    for form, item in zip(
        letter.items, ("每周到楼道巡查两次并记下来", "帮三户老人学会手机挂号"), strict=True
    ):
        bench.write(form, item_class="服务群众(实事)", item=item, measure="有记录可查", due_on="20261220")
    bench.keys(
        letter.items[1].editors["due_on"].field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    return [file.promise for file in page.items.values() if file.promise.promiser == somebody.uid]


def state(bench: Bench, uid: str) -> str:
    found = bench.ledger.get(Promise, uid)
    assert found is not None
    return str(found.state)


def test_two_items_of_one_person_are_one_action(bench):
    made = a_letter(bench)
    assert [one.state for one in made] == [DRAFT, DRAFT]
    assert {one.responsible for one in made} == {made[0].promiser}
    assert bench.page.letter is None
    bench.press(bench.shell.notice.button)
    assert all(bench.ledger.get(Promise, one.uid).removed_at for one in made)


def test_an_empty_letter_is_refused_at_its_boxes_and_kept(bench):
    page = bench.page
    bench.press(page.new_button)
    bench.write(page.letter.items[0], item="每周到楼道巡查两次")
    bench.press(page.letter.verb_button)
    assert "还没有填" in page.letter.shared.rows["promiser"].error.words.text()
    page.letter.reject()
    bench.press(page.new_button)
    assert page.letter.items[0].editors["item"].text.toPlainText() == "每周到楼道巡查两次"


def test_from_draft_to_kept_by_the_buttons(bench):
    page, uid = bench.page, a_letter(bench)[0].uid
    bench.qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.spot(uid))
    assert page.pane.item.promise.uid == uid
    bench.press(page.pane.step_line.buttons["submit"])
    assert state(bench, uid) == REVIEW
    bench.press(page.pane.step_line.buttons["publish"])
    dialog = page.steps.dialog
    bench.press(dialog.verb_button)
    assert "签名" in dialog.form.rows["signed"].error.words.text()
    assert state(bench, uid) == REVIEW
    bench.qtbot.keyClick(dialog.form.editors["signed"].field, Qt.Key.Key_Space)
    bench.press(dialog.verb_button)
    assert state(bench, uid) == PUBLISHED
    bench.press(page.pane.step_line.buttons["start"])
    assert state(bench, uid) == DOING
    bench.press(page.pane.actions_list.add_button)
    bench.write(page.pane.dialog.form, action="巡查了一号楼到四号楼", effect="清走三处堆物")
    bench.press(page.pane.dialog.verb_button)
    assert len(page.pane.actions_list) == 1
    assert page.pane.tabs.tabText(0) == "践诺行动 1"
    bench.press(page.pane.step_line.buttons["keep"])
    assert state(bench, uid) == KEPT
    page.pane.tabs.setCurrentIndex(2)
    bench.press(page.pane.ratings_list.add_button)
    bench.write(page.pane.dialog.form, method="群众评", grade="好")
    bench.press(page.pane.dialog.verb_button)
    assert len(page.pane.ratings_list) == 1


def test_many_are_published_in_one_action(bench):
    page, made = bench.page, a_letter(bench)
    bench.press(page.together["submit"])
    waiting = len(page.batch.ticks)
    assert waiting >= 2
    for tick, promise in page.batch.ticks:
        tick.setChecked(promise.uid in {one.uid for one in made})
    bench.press(page.batch.verb_button)
    assert [state(bench, one.uid) for one in made] == [REVIEW, REVIEW]
    bench.press(page.together["publish"])
    bench.press(page.batch.verb_button)
    assert "签名" in page.batch.form.rows["signed"].error.words.text()
    bench.qtbot.keyClick(page.batch.form.editors["signed"].field, Qt.Key.Key_Space)
    bench.press(page.batch.verb_button)
    assert [state(bench, one.uid) for one in made] == [PUBLISHED, PUBLISHED]
    bench.press(bench.shell.notice.button)
    assert [state(bench, one.uid) for one in made] == [REVIEW, REVIEW]


def test_chips_count_what_they_show(bench):
    page = bench.page
    for chip in page.chips.chips.values():
        bench.press(chip)
        assert str(len(page.list.lines())) == chip._count
    bench.press(page.chips.chips[LATE])
    assert page.list.lines()
    assert all("逾期" in one.aside and one.aside_tone == "overdue" for one in page.list.lines())


def test_an_action_that_was_mistyped_is_changed_and_taken_away(bench):
    page = bench.page
    uid = next(
        file.promise.uid for file in page.items.values() if file.actions and file.promise.state == DOING
    )
    page.open(uid)
    QApplication.processEvents()
    count = len(page.pane.item.actions)
    last = page.pane.item.actions[-1].uid
    bench.press(page.pane.actions_list.verbs["edit", last])
    bench.write(page.pane.dialog.form, effect="又补了一句")
    bench.press(page.pane.dialog.verb_button)
    assert page.pane.item.actions[-1].effect == "又补了一句"
    bench.press(page.pane.actions_list.verbs["remove", last])
    assert len(page.pane.item.actions) == count - 1


def test_the_letter_of_one_and_of_all_go_to_the_preview(bench):
    page = bench.page
    promiser = page.pane.item.promise.promiser
    bench.press(page.pane.print_button)
    assert bench.shell.current_page().shown["args"] == {"year": 2026, "promiser": promiser}
    bench.show()
    bench.press(page.print_button)
    assert bench.shell.current_page().shown["args"] == {"year": 2026}


def test_what_was_typed_outlives_escape(bench):
    page = bench.page
    bench.press(page.pane.actions_list.add_button)
    bench.write(page.pane.dialog.form, action="还没写完的一笔")
    bench.keys(page.pane.dialog, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not page.pane.item.actions or page.pane.item.actions[-1].action != "还没写完的一笔"
    bench.press(page.pane.actions_list.add_button)
    bench.press(page.pane.dialog.keeper.bar.button)
    assert page.pane.dialog.form.editors["action"].text.toPlainText() == "还没写完的一笔"
    bench.press(page.pane.dialog.verb_button)
    assert page.pane.item.actions[-1].action == "还没写完的一笔"
    bench.press(page.pane.actions_list.add_button)
    assert page.pane.dialog.form.editors["action"].text.toPlainText() == ""


def test_page_down_goes_to_the_next_promise(bench):
    page = bench.page
    lines = page.list.lines()
    page.pane.tabs.setCurrentWidget(page.pane.form)
    bench.keys(
        page.pane.form.form.body.editors["year"].field, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier
    )
    assert page.pane.item.promise.uid == lines[1].uid
    assert page.list.current().uid == lines[1].uid


def test_a_step_waits_for_what_is_typed(bench):
    page, uid = bench.page, a_letter(bench)[0].uid
    page.open(uid)
    page.pane.tabs.setCurrentWidget(page.pane.form)
    bench.write(page.pane.form.form.body, measure="每次巡查拍照存档")
    bench.press(page.pane.step_line.buttons["submit"])
    assert "没保存的改动" in bench.shell.notice.words.text()
    assert state(bench, uid) == DRAFT
    bench.press(page.pane.form.form.save_button)
    assert bench.ledger.get(Promise, uid).measure == "每次巡查拍照存档"
    bench.press(page.pane.step_line.buttons["submit"])
    assert state(bench, uid) == REVIEW
