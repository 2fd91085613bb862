"""The page of issues: closed by a second person, refused by the first, reopened as a second round."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.duties.summaries.blocks import SHORT_CATEGORIES
from desktop_app.registers.rectification.issues import APPLIED, CLOSED, OPEN, WAITING, Issue
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.pages.rectification.issue_page import LATE, IssuePage
from desktop_app.views.pages.rectification.issue_pane import CLOSING, CONTENT, MOVES, PROGRESS, ROUNDS
from tests.views.pages.sample_bench import Bench

OWNER, OTHER = "赵立新", "杜晓岚"


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, IssuePage)
    made.show()
    yield made
    made.close()


def a_new_issue(bench: Bench, mode: str = "限期整改", where: str = "5号楼") -> str:
    """Write a new issue into the dialog; its uid."""
    page = bench.page
    before = set(page.items)
    bench.press(page.new_button)
    bench.write(
        page.new_dialog.form,
        source="群众反映",
        category="人民群众急难愁盼的问题",
        description=f"{where}门口路灯坏了两盏，老人晚上不敢出门。",
        mode=mode,
        due_on="2026.11.30",
        lead_officer="周慧敏",
        duty_unit="桂花里第一支部",
        owner=OWNER,
    )
    bench.press(page.new_dialog.verb_button)
    (uid,) = set(page.items) - before
    assert page.pane.item.issue.uid == uid
    return str(uid)


def issue(bench: Bench, uid: str) -> Issue:
    found = bench.ledger.get(Issue, uid)
    assert found is not None
    return found


def to_applied(bench: Bench, uid: str) -> None:
    pane = bench.page.pane
    bench.press(pane.start_button)
    bench.press(pane.measures.add_button)
    bench.write(pane.dialog.form, text="联系物业换灯并装感应开关", due_on="2026.11.20")
    bench.press(pane.dialog.verb_button)
    bench.press(pane.measures.verbs["done", pane.item.measures[0].uid])
    pane.tabs.setCurrentIndex(PROGRESS)
    bench.press(pane.progress.add_button)
    bench.write(pane.dialog.form, text="两盏灯都换好了", percent="100")
    bench.press(pane.dialog.verb_button)
    assert (len(pane.measures), len(pane.progress)) == (1, 1)
    pane.tabs.setCurrentIndex(CLOSING)
    bench.write(pane.close_panel.form, effect="路灯全亮", evidence_refs="换灯前后照片，存2号盒")
    bench.press(pane.close_panel.buttons["apply"])
    assert issue(bench, uid).state == APPLIED


def test_from_new_to_closed_by_a_second_person(bench):
    uid = a_new_issue(bench)
    assert issue(bench, uid).state == WAITING
    to_applied(bench, uid)
    panel = bench.page.pane.close_panel
    bench.write(panel.form, checker=OWNER)
    bench.press(panel.buttons["close"])
    assert "审核人不能是责任人" in panel.form.rows["checker"].error.words.text()
    assert issue(bench, uid).state == APPLIED
    bench.write(panel.form, checker=OTHER)
    bench.press(panel.buttons["close"])
    closed = issue(bench, uid)
    assert closed.state == CLOSED
    assert bench.ledger.name(closed.checker) == OTHER
    assert closed.review_on == date(2027, 2, 2)
    assert bench.page.pane.measures.add_button.isHidden()


def test_a_rebound_opens_the_second_round_in_one_action(bench):
    uid = a_new_issue(bench)
    to_applied(bench, uid)
    page = bench.page
    bench.write(page.pane.close_panel.form, checker=OTHER)
    bench.press(page.pane.close_panel.buttons["close"])
    bench.press(page.pane.close_panel.buttons["reopen"])
    dialog = page.steps.dialog
    bench.press(dialog.verb_button)
    assert "重启原因" in dialog.form.rows["reopen_reason"].error.words.text()
    assert "完成时限" in dialog.form.rows["due_on"].error.words.text()
    bench.write(dialog.form, reopen_reason="又坏了一盏", reopen_basis="居民来电记录", due_on="2026.12.20")
    bench.press(dialog.verb_button)
    again = issue(bench, uid)
    assert (again.state, again.round, again.effect) == (OPEN, 2, None)
    assert page.pane.tabs.isTabVisible(ROUNDS)
    assert len(page.pane.rounds) == 1
    assert "第二轮" in page.pane.code.text()
    bench.press(bench.shell.notice.button)
    back = issue(bench, uid)
    assert (back.state, back.round, back.effect) == (CLOSED, 1, "路灯全亮")
    assert not page.pane.tabs.isTabVisible(ROUNDS)


def test_what_holds_is_noted_and_what_is_lacking_goes_back(bench):
    uid = a_new_issue(bench)
    to_applied(bench, uid)
    page = bench.page
    bench.press(page.pane.close_panel.buttons["send_back"])
    bench.write(page.steps.dialog.form, checker=OTHER, check_note="照片看不清，请补")
    bench.press(page.steps.dialog.verb_button)
    assert issue(bench, uid).state == OPEN
    page.pane.tabs.setCurrentIndex(CLOSING)
    bench.press(page.pane.close_panel.buttons["apply"])
    bench.write(page.pane.close_panel.form, checker=OTHER)
    bench.press(page.pane.close_panel.buttons["close"])
    bench.press(page.pane.close_panel.buttons["hold"])
    bench.press(page.steps.dialog.verb_button)
    assert issue(bench, uid).review_result == "巩固"


def test_what_can_be_mended_at_once_is_closed_in_one_step(bench):
    uid = a_new_issue(bench, "立行立改")
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(CLOSING)
    bench.write(pane.close_panel.form, effect="当天换好", checker=OTHER)
    bench.press(pane.close_panel.buttons["close_at_once"])
    assert "佐证" in pane.close_panel.form.rows["evidence_refs"].error.words.text()
    bench.write(pane.close_panel.form, evidence_refs="现场照片")
    bench.press(pane.close_panel.buttons["close_at_once"])
    assert issue(bench, uid).state == CLOSED


def test_the_day_is_put_off_with_a_reason_and_counted(bench):
    uid = a_new_issue(bench)
    pane = bench.page.pane
    bench.press(pane.extend_button)
    dialog = bench.page.steps.dialog
    bench.write(dialog.form, due_on="2026.12.20")
    bench.press(dialog.verb_button)
    assert "延期理由" in dialog.form.rows["extend_reason"].error.words.text()
    bench.write(dialog.form, extend_reason="物业换届，等新物业进场")
    bench.press(dialog.verb_button)
    assert issue(bench, uid).due_on == date(2026, 12, 20)
    assert pane.tabs.tabText(MOVES) == "延期 1 次"
    assert pane.tabs.isTabVisible(MOVES)
    bench.press(bench.shell.notice.button)
    assert issue(bench, uid).due_on == date(2026, 11, 30)
    assert not pane.tabs.isTabVisible(MOVES)


def test_the_form_does_not_put_the_day_off(bench):
    uid = a_new_issue(bench)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(CONTENT)
    bench.settle()
    form = pane.form.form
    bench.write(form.body, due_on="2026.12.20")
    bench.press(form.save_button)
    assert "延期" in form.body.rows["due_on"].error.words.text()
    assert issue(bench, uid).due_on == date(2026, 11, 30)


def test_a_lasting_issue_goes_on_to_its_next_milestone(bench):
    uid = a_new_issue(bench, "持续整改")
    pane = bench.page.pane
    assert not pane.milestone_button.isVisibleTo(pane)
    one = issue(bench, uid)
    one.long_term, one.milestone = True, "本年度建好巡查台账"
    bench.ledger.save(one)
    bench.settle()
    bench.press(pane.start_button)
    bench.press(pane.milestone_button)
    dialog = bench.page.steps.dialog
    bench.write(
        dialog.form, extend_reason="台账建好，巡查四次", due_on="2027.11.30", milestone="巡查覆盖所有楼栋"
    )
    bench.press(dialog.verb_button)
    again = issue(bench, uid)
    assert (again.due_on, again.milestone) == (date(2027, 11, 30), "巡查覆盖所有楼栋")
    assert pane.item.extensions == ()
    assert len(pane.moves) == 1


def test_the_word_for_a_class_is_offered_from_those_written_before(bench):
    uid = a_new_issue(bench)
    one = issue(bench, uid)
    one.tag = "门前路灯"
    bench.ledger.save(one)
    bench.show(uid=uid)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(CONTENT)
    bench.settle()
    line = pane.form.form.body.editors["tag"].line
    bench.shell.activateWindow()
    bench.settle()
    line.clear()
    line.setFocus()
    bench.qtbot.keyClicks(line, "mqld")
    assert [line.offered.item(at).text() for at in range(line.offered.count())] == ["门前路灯"]
    line.clear()
    line.actions()[0].trigger()
    words = [line.offered.item(at).text() for at in range(line.offered.count())]
    line.offered.itemClicked.emit(line.offered.item(words.index("门前路灯")))
    assert line.text() == "门前路灯"


def test_issues_of_the_same_class_are_counted_and_shown_together(bench):
    first = a_new_issue(bench)
    second = a_new_issue(bench, where="广场西")
    for uid in (first, second):
        one = issue(bench, uid)
        one.tag = "门前路灯"
        bench.ledger.save(one)
    bench.show(uid=first)
    assert "同类 2 件，已销号 0 件" in bench.page.pane.class_button.text()
    bench.show(uid=first, tag="门前路灯")
    assert {one.uid for one in bench.page.list.lines()} == {first, second}
    bench.press(bench.page.alike.button)
    assert len(bench.page.list.lines()) > 2


def test_the_four_categories_and_the_late_ones_filter(bench):
    page = bench.page
    page.state.set_value(ALL)
    page.refresh()
    assert len(page.list.lines()) == len(page.items)
    for category in SHORT_CATEGORIES:
        bench.press(page.chips.chips[category])
        shown = {page.items[one.uid].issue.category for one in page.list.lines()}
        assert shown == {category}
        assert page.chips.chips[category]._count == str(len(page.list.lines()))
    bench.press(page.chips.chips[ALL])
    page.state.set_value(LATE)
    page.refresh()
    assert page.list.lines()
    assert all(one.aside.startswith("逾期") and one.aside_tone == "overdue" for one in page.list.lines())


def test_search_looks_at_code_words_and_owner(bench):
    page = bench.page
    page.state.set_value(ALL)
    for words in ("wt-2026-010", "加装电梯", OWNER):
        page.on_search(words)
        assert page.list.lines()
        assert len(page.list.lines()) < len(page.items)


def test_the_ledger_of_what_is_shown_goes_to_the_preview(bench):
    page = bench.page
    shown = tuple(one.uid for one in page.list.lines())
    bench.press(page.print_button)
    assert bench.shell.current_page().shown["args"] == {"uids": shown}


def test_another_issue_is_reached_by_the_arrow_keys(bench):
    page = bench.page
    first = page.pane.item.issue.uid
    page.list.setFocus()
    bench.keys(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert page.pane.item.issue.uid == page.list.lines()[1].uid != first


def test_a_link_to_a_closed_issue_shows_it_in_the_list(bench):
    page = bench.page
    closed = next(uid for uid, file in page.items.items() if file.issue.state == CLOSED)
    assert closed not in {one.uid for one in page.list.lines()}
    bench.show(uid=closed)
    assert page.pane.item.issue.uid == closed
    assert page.list.current().uid == closed
