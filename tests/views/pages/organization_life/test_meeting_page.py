"""The meeting page driven by hand: journey steps 17 to 20, keys, drafts after a kill, locks and undo."""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Span
from desktop_app.duties.study.hours import hours_board
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Speech
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.study.study import StudySession
from desktop_app.storage import branch_file
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.office.print_preview import PreviewPage
from desktop_app.views.pages.organization_life.meeting_attendance import reason_for
from desktop_app.views.pages.organization_life.meeting_page import MeetingPage
from desktop_app.views.pages.organization_life.meeting_pane import (
    ATTENDANCE,
    FINISH,
    HEAD,
    RESOLUTIONS,
    SPEECHES,
    VOTES,
)
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.shell import Shell
from tests.views.pages.branch import lay_desk, setting, until_idle

LEFT = Qt.MouseButton.LeftButton
NOON = (datetime(2026, 11, 20, 9, 0), datetime(2026, 11, 20, 11, 0))


def lay_page(desk: Any, shell: Shell, every: int = 50) -> MeetingPage:
    """The window on the meeting page, drafts kept quickly."""
    shell.add_page("meeting", "会议", "meeting", "", lambda: MeetingPage(desk, shell, every))
    shell.add_hidden_page("preview", lambda: PreviewPage(desk, shell))
    shell.go("meeting")
    page = shell.current_page()
    assert isinstance(page, MeetingPage)
    return page


@pytest.fixture
def page(desk: Any, shell: Shell) -> MeetingPage:
    return lay_page(desk, shell)


def new(page: MeetingPage, kind: str = "支部委员会会议") -> Any:
    """新增会议 → kind, by the menu; the pane that opens."""
    menu = page.new_button.menu()
    action = next(one for one in menu.actions() if one.text() == kind)
    action.trigger()
    assert page.pane is not None
    return page.pane


def leave(qtbot: QtBot, field: QWidget) -> None:
    """Leave a box by Tab; an open list gets the key first, as it has the keyboard."""
    qtbot.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Tab)
    if field.hasFocus():
        qtbot.keyClick(field, Qt.Key.Key_Tab)


def untick(qtbot: QtBot, pane: Any, uid: str) -> Any:
    pane.tabs.setCurrentIndex(ATTENDANCE)
    qtbot.mouseClick(pane.attendance.tiles[uid], LEFT)
    return pane.attendance.cards[uid]


def complete(qtbot: QtBot, pane: Any, type_chinese: Any) -> None:
    """Fill what minutes of a 支委会 need."""
    pane.go_to("closing")
    type_chinese(pane.head.editors["closing"].field, "会议于16时散会")
    pane.tabs.setCurrentIndex(SPEECHES)
    qtbot.mouseClick(pane.speeches.all_button, LEFT)
    for line in pane.speeches.lines:
        type_chinese(line.words, "同意。")
    pane.tabs.setCurrentIndex(RESOLUTIONS)
    qtbot.mouseClick(pane.resolutions.add_button, LEFT)
    type_chinese(pane.resolutions.lines[0].text, "继续清理楼道堆物")


def test_a_new_committee_meeting_is_nearly_filled_in(page: MeetingPage, branch: Any) -> None:
    _, uids = branch
    meeting = new(page).opened.meeting
    assert (meeting.chair, meeting.recorder) == (uids["安长河"], uids["白雨田"])
    assert meeting.place == "社区二楼会议室"
    assert meeting.start_end.chinese() == "2026年11月23日15:00—16:30"
    assert meeting.agenda == ("听取“清理楼道堆物”落实情况（曹青山负责，11月30日前完成）",)
    assert page.pane is not None
    assert page.pane.tabs.tabText(ATTENDANCE) == "到会（应到 5）"


def test_one_absentee_with_a_reason_and_the_same_facts_in_the_study_log(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, type_chinese: Any
) -> None:
    ledger, uids = branch
    pane = new(page)
    card = untick(qtbot, pane, uids["曹青山"])
    type_chinese(card.note, "到县里出差")
    strip = pane.attendance.strip
    assert [figure.text() for figure in strip.figures] == ["5", "4", "4/5"]
    assert strip.verdict.text() == "应到委员 5 人，须半数以上即 3 人到会，现到会 4 人，有效"
    assert "条例" in strip.source.text()
    assert card.chips["公出"].isChecked()
    pane.tabs.setCurrentIndex(HEAD)
    qtbot.mouseClick(pane.head.study, LEFT, pos=QPoint(10, pane.head.study.height() // 2))
    qtbot.mouseClick(pane.save_button, LEFT)
    until_idle(qtbot, desk)
    assert hours_board(ledger, 2026)[uids["白雨田"]].done == 0  # only planned so far
    pane.tabs.setCurrentIndex(FINISH)
    qtbot.mouseClick(pane.finish.steps["open"], LEFT)
    until_idle(qtbot, desk)
    row = next(one for one in ledger.find(Attendance.live()) if not one.present)
    assert (row.person, row.reason, row.note) == (uids["曹青山"], "公出", "到县里出差")
    (session,) = ledger.find(StudySession.live())
    assert (session.meeting, session.held_on) == (pane.opened.meeting.uid, pane.opened.meeting.start_end.day)
    board = hours_board(ledger, 2026)
    assert board[uids["白雨田"]].done > 0
    assert board[uids["曹青山"]].done == 0


def test_study_unticked_by_mistake_and_ticked_again_is_the_same_session(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any
) -> None:
    ledger, _ = branch
    pane = new(page)
    box = pane.head.study

    def tick() -> None:
        pane.tabs.setCurrentIndex(HEAD)
        qtbot.mouseClick(box, LEFT, pos=QPoint(10, box.height() // 2))

    tick()
    qtbot.mouseClick(pane.save_button, LEFT)
    until_idle(qtbot, desk)
    (before,) = ledger.find(StudySession.live())
    tick()
    assert not box.isChecked()
    tick()
    assert box.isChecked()
    qtbot.mouseClick(pane.save_button, LEFT)
    until_idle(qtbot, desk)
    assert [one.uid for one in ledger.find(StudySession.select())] == [before.uid]


def test_who_is_old_or_away_is_absent_with_the_reason_the_roster_knows(
    qtbot: QtBot, page: MeetingPage, branch: Any
) -> None:
    _, uids = branch
    pane = new(page, "支部党员大会")
    card = untick(qtbot, pane, uids["韩春晓"])
    assert card.chips["年老体弱"].isChecked()
    qtbot.mouseClick(card.chips["事假"], LEFT)
    assert pane.attendance.cards[uids["韩春晓"]].chips["事假"].isChecked()
    healthy = untick(qtbot, pane, uids["江北望"])
    assert not any(chip.isChecked() for chip in healthy.chips.values())


def test_a_meeting_announced_earlier_begins_its_sheet_with_all_present(
    qtbot: QtBot, desk: Any, shell: Shell
) -> None:
    announced = Meeting(kind="支部委员会会议", title="十一月支委会", start_end=Span(*NOON))
    desk.ledger.save(announced)
    page = lay_page(desk, shell)
    page.on_shown(uid=announced.uid)
    pane = page.pane
    assert pane is not None
    pane.tabs.setCurrentIndex(ATTENDANCE)
    assert pane.attendance.tiles == {}
    begin_sheet = next(
        one for one in pane.attendance.findChildren(QPushButton) if one.text().startswith("全部记为到会")
    )
    qtbot.mouseClick(begin_sheet, LEFT)
    assert pane.attendance.tiles
    assert all(tile.isChecked() for tile in pane.attendance.tiles.values())
    assert pane.opened.dirty


def test_too_few_is_said_in_words_at_once(qtbot: QtBot, page: MeetingPage, branch: Any) -> None:
    _, uids = branch
    pane = new(page)
    for name in ("安长河", "白雨田", "曹青山"):
        untick(qtbot, pane, uids[name])
    assert pane.attendance.strip.verdict.text().endswith("还差 1 人")
    assert pane.count.text() == "应到 5 人，实到 2 人，还差 1 人"
    qtbot.mouseClick(pane.attendance.cards[uids["安长河"]].return_button, LEFT)
    assert pane.count.text() == "应到 5 人，实到 3 人，有效"


def test_nobody_has_come_before_the_meeting_is_held(qtbot: QtBot, page: MeetingPage, branch: Any) -> None:
    _, uids = branch
    pane = new(page)
    assert pane.count.text() == "应到 5 人，还没有开会"
    assert pane.attendance.strip.verdict.text().endswith("还没有开会")
    untick(qtbot, pane, uids["曹青山"])
    assert pane.count.text() == "应到 5 人，实到 4 人，有效"


def test_a_tile_is_ticked_by_the_space_bar(qtbot: QtBot, page: MeetingPage, branch: Any) -> None:
    pane = new(page)
    pane.tabs.setCurrentIndex(ATTENDANCE)
    tile = pane.attendance.tiles[branch[1]["范东林"]]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert pane.tabs.tabText(ATTENDANCE) == "到会 4/5"
    assert tile.accessibleName() == "范东林 写原因"


@pytest.mark.parametrize(("said", "reason"), [("到县里出差", "公出"), ("住院", "病假"), ("不清楚", None)])
def test_what_people_say_is_a_reason(said: str, reason: str | None) -> None:
    assert reason_for(said) == reason


def test_the_sheet_follows_the_kind_until_it_is_saved(page: MeetingPage) -> None:
    pane = new(page)
    kind = pane.head.editors["kind"].field
    kind.setCurrentIndex(kind.findData("支部党员大会"))
    kind.activated.emit(kind.currentIndex())
    assert pane.tabs.tabText(ATTENDANCE) == "到会（应到 12）"


def test_the_day_a_notice_goes_out_is_written_by_itself(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any
) -> None:
    ledger, _ = branch
    pane = new(page)
    assert pane.opened.meeting.convener == pane.opened.meeting.chair
    pane.opened.put(pane.opened.meeting, place="二楼", agenda=("定学习计划",))
    pane.tabs.setCurrentIndex(FINISH)
    qtbot.mouseClick(pane.finish.steps["notify"], LEFT)
    until_idle(qtbot, desk, lambda: page.pane is not pane)
    meeting = page.pane.opened.meeting
    assert (meeting.state, meeting.notified_on) == ("通知", ledger.today)


def test_signing_is_blocked_with_reasons_and_then_passes(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, type_chinese: Any
) -> None:
    ledger, _ = branch
    pane = new(page)
    pane.tabs.setCurrentIndex(FINISH)
    qtbot.mouseClick(pane.finish.steps["write"], LEFT)
    until_idle(qtbot, desk, lambda: page.pane is not pane)
    pane = page.pane
    assert pane.state.text == "记录"
    qtbot.mouseClick(pane.finish.steps["sign"], LEFT)
    assert "还没有发言记录" in pane.finish.blocked.text()
    assert "主持人还没有在纸上签字" in pane.finish.blocked.text()
    qtbot.mouseClick(pane.finish.links["speech"], LEFT)
    assert pane.stack.currentIndex() == SPEECHES
    complete(qtbot, pane, type_chinese)
    pane.tabs.setCurrentIndex(FINISH)
    for box in pane.finish.signed.values():
        qtbot.mouseClick(box, LEFT, pos=QPoint(10, box.height() // 2))
    QTimer.singleShot(0, press_the_verb)
    qtbot.mouseClick(pane.finish.steps["sign"], LEFT)
    until_idle(qtbot, desk, lambda: page.pane is not pane)
    pane = page.pane
    assert pane.state.text == "定稿"
    assert "不能再改" in pane.draft.text()
    assert pane.head.editors["title"].field.isReadOnly()
    type_chinese(pane.finish.correction, "时限应为12月10日")
    qtbot.mouseClick(pane.finish.steps["correct"], LEFT)
    until_idle(qtbot, desk, lambda: page.pane is not pane)
    assert ledger.get(Meeting, pane.opened.meeting.uid).corrections == ("时限应为12月10日",)


def press_the_verb() -> None:
    """Say yes to the question that is open."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmDialog)
    assert "实到 5 人" in "".join(
        label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")
    )
    dialog.verb_button.click()


def test_saving_is_one_action_and_one_undo(
    qtbot: QtBot, page: MeetingPage, desk: Any, shell: Shell, branch: Any, type_chinese: Any
) -> None:
    ledger, _ = branch
    before = ledger.count(Meeting.live()), ledger.count(Attendance.live())
    pane = new(page)
    complete(qtbot, pane, type_chinese)
    pane.tabs.setCurrentIndex(SPEECHES)
    pane.speeches.lines[0].words.setFocus()
    qtbot.keyClick(pane.speeches.lines[0].words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until_idle(qtbot, desk)
    assert ledger.count(Speech.live()) == 5
    assert shell.notice.words.text() == "已保存 2026-11-23 11月支部委员会会议"
    assert not pane.opened.dirty
    qtbot.mouseClick(shell.notice.button, LEFT)
    until_idle(qtbot, desk)
    assert (ledger.count(Meeting.live()), ledger.count(Attendance.live())) == before
    assert ledger.count(Speech.live()) == 0


def test_a_unanimous_vote_is_one_click_and_its_result_is_in_words(qtbot: QtBot, page: MeetingPage) -> None:
    pane = new(page)
    pane.tabs.setCurrentIndex(VOTES)
    card = pane.votes.add("通过季度计划")
    assert card.words.text().startswith("还差：")
    qtbot.mouseClick(card.all_ayes, LEFT)
    assert card.pill.text == "通过"
    assert "赞成 5 票" in card.words.text()
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_2):
        qtbot.keyClick(card.counts["ayes"], key)
    assert card.pill.text == "未通过"


def test_an_admission_on_the_agenda_is_a_ballot_on_a_person(qtbot: QtBot, page: MeetingPage) -> None:
    pane = new(page, "支部党员大会")
    pane.tabs.setCurrentIndex(VOTES)
    card = pane.votes.add("讨论接收某某为中共预备党员")
    assert (card.record.matter, card.record.mode) == ("接收预备党员", "无记名投票")
    assert "没有写是谁" in card.words.text()
    card = pane.votes.add("讨论接收路远方为中共预备党员")
    qtbot.mouseClick(card.all_ayes, LEFT)
    assert card.pill.text == "通过"
    card.counts["returned"].setFocus()
    card.counts["returned"].selectAll()
    qtbot.keyClicks(card.counts["returned"], "1")
    assert card.pill.text == "票数不对"
    assert "不等于" in card.words.text() or "多于收回" in card.words.text()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"expected": "5", "present": "6"}, "多于应到"),
        ({"expected": "6", "present": "5"}, "有表决权的委员只有 5 人"),
        ({"expected": "5", "present": "4", "ayes": "5"}, "多于实到"),
        ({"expected": "5", "present": "5", "ayes": "3", "noes": "2", "abst": "1"}, "共 6，多于实到"),
    ],
)
def test_a_tally_that_cannot_be_is_refused_where_it_stands(
    qtbot: QtBot, page: MeetingPage, desk: Any, shell: Shell, counts: dict[str, str], words: str
) -> None:
    pane = new(page)
    pane.tabs.setCurrentIndex(VOTES)
    card = pane.votes.add("通过季度计划")
    for name, number in counts.items():
        card.counts[name].setFocus()
        card.counts[name].selectAll()
        qtbot.keyClicks(card.counts[name], number)
    pane.tabs.setCurrentIndex(HEAD)
    qtbot.mouseClick(pane.save_button, LEFT)
    until_idle(qtbot, desk)
    assert pane.stack.currentIndex() == VOTES
    assert words in shell.notice.words.text()
    assert desk.ledger.find(Vote.live()) == []


def test_a_resolution_becomes_an_issue_in_one_choice(
    qtbot: QtBot, page: MeetingPage, desk: Any, shell: Shell, branch: Any, type_chinese: Any
) -> None:
    ledger, uids = branch
    pane = new(page)
    complete(qtbot, pane, type_chinese)
    line = pane.resolutions.lines[0]
    line.owner.setFocus()
    qtbot.keyClicks(line.owner, "cqs")
    leave(qtbot, line.owner)
    assert line.record.owner == uids["曹青山"]
    line.issue_button.menu().actions()[1].trigger()
    until_idle(qtbot, desk)
    (issue,) = ledger.find(Issue.live())
    assert (issue.owner, issue.links, issue.description) == (
        uids["曹青山"],
        line.record.uid,
        "继续清理楼道堆物",
    )
    assert pane.resolutions.lines[0].issue_button.text() == f"已转 {issue.code}"
    assert pane.resolutions.lines[0].remove.isHidden()
    qtbot.mouseClick(shell.notice.button, LEFT)
    assert shell.pages.current_key == "issues"


def test_words_survive_leaving_and_escape(
    qtbot: QtBot, page: MeetingPage, shell: Shell, type_chinese: Any
) -> None:
    pane = new(page)
    pane.tabs.setCurrentIndex(SPEECHES)
    line = pane.speeches.add()
    type_chinese(line.words, "楼道里的自行车要有地方放")
    qtbot.keyClick(line.words, Qt.Key.Key_Escape)
    shell.go("home")
    shell.go("meeting")
    assert page.pane is not None
    assert page.pane.speeches.lines[0].words.toPlainText() == "楼道里的自行车要有地方放"
    page.open(page._meetings[-1].uid)
    page.open(pane.opened.meeting.uid)
    assert page.pane.speeches.lines[0].record.words == "楼道里的自行车要有地方放"


def test_after_a_kill_the_draft_is_offered_and_saved(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, theme: Theme, tmp_path: Path, type_chinese: Any
) -> None:
    ledger, uids = branch
    pane = new(page)
    untick(qtbot, pane, uids["曹青山"])
    pane.tabs.setCurrentIndex(SPEECHES)
    type_chinese(pane.speeches.add(uids["丁晓岚"]).words, "楼道里的自行车要有地方放")
    until_idle(qtbot, desk, lambda: "自行车" in ledger.note("draft:meeting"))
    after = tmp_path / "after"  # what the disk holds at the moment of the kill
    after.mkdir()
    for part in tmp_path.glob("branch.zbf*"):
        shutil.copy(part, after / part.name)
    again = branch_file.open_file(after / "branch.zbf", setting())
    desk2 = lay_desk(again, theme)
    shell2 = Shell(theme, "支部台账")
    qtbot.addWidget(shell2)
    try:
        page2 = lay_page(desk2, shell2)
        assert page2.offer is not None
        assert "11月支部委员会会议”还有没保存的内容" in page2.offer.words.text()
        qtbot.mouseClick(page2.offer.button, LEFT)
        assert page2.pane is not None
        assert page2.pane.tabs.tabText(ATTENDANCE) == "到会 4/5"
        assert page2.pane.speeches.lines[0].words.toPlainText() == "楼道里的自行车要有地方放"
        page2.save()
        until_idle(qtbot, desk2)
        assert [one.words for one in again.find(Speech.live())] == ["楼道里的自行车要有地方放"]
        assert again.note("draft:meeting") == ""
    finally:
        desk2.bridge.shut()
        branch_file.close(again)


def test_a_saved_meeting_takes_its_draft_over_and_can_let_it_go(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, shell: Shell, type_chinese: Any
) -> None:
    ledger, uids = branch
    page.open(uids["october"])
    pane = page.pane
    assert pane is not None
    type_chinese(pane.head.editors["observers"].field, "社区主任 鲁一帆")
    until_idle(qtbot, desk, lambda: "鲁一帆" in ledger.note("draft:meeting"))
    later = MeetingPage(desk, shell, 50)  # the window after a kill
    qtbot.addWidget(later)
    later.on_shown()
    assert later.offer is not None
    qtbot.mouseClick(later.offer.button, LEFT)
    assert later.pane is not None
    opened = later.pane.opened
    assert later.pane.head.editors["observers"].field.toPlainText() == "社区主任 鲁一帆"
    assert opened.meeting.dot == ledger.get(Meeting, uids["october"]).dot
    assert later.offer is None, "what lies open is offered no more"
    type_chinese(later.pane.head.editors["closing"].field, "散会")
    until_idle(qtbot, desk, lambda: "散会" in ledger.note("draft:meeting"))
    latest = MeetingPage(desk, shell, 50)
    qtbot.addWidget(latest)
    latest.on_shown()
    assert latest.offer is not None
    drop = next(one for one in latest.offer.findChildren(QPushButton) if one.text() == "不要了")
    qtbot.mouseClick(drop, LEFT)
    until_idle(qtbot, desk)
    assert latest.offer is None
    assert ledger.note("draft:meeting") == ""


def test_unreadable_words_stop_the_save_and_stay(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, type_chinese: Any
) -> None:
    ledger, _ = branch
    pane = new(page)
    line = pane.head.editors["start_end"].field
    line.selectAll()
    type_chinese(line, "下个礼拜")
    page.save()
    assert desk.bridge.idle()
    assert ledger.count(Meeting.live()) == 1
    assert line.text() == "下个礼拜"
    assert pane.head.rows["start_end"].error.words.text()
    until_idle(qtbot, desk, lambda: "下个礼拜" in ledger.note("draft:meeting"))
    page.open(branch[1]["october"])
    page.open(pane.opened.meeting.uid)
    assert page.pane is not None
    assert page.pane.head.editors["start_end"].field.text() == "下个礼拜"


def test_unreadable_words_in_a_row_stop_the_save_too(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, type_chinese: Any
) -> None:
    ledger, _ = branch
    pane = new(page)
    complete(qtbot, pane, type_chinese)
    due = pane.resolutions.lines[0].due
    type_chinese(due, "下个礼拜")
    pane.tabs.setCurrentIndex(HEAD)
    page.save()
    until_idle(qtbot, desk, lambda: "下个礼拜" in ledger.note("draft:meeting"))
    assert ledger.count(Meeting.live()) == 1
    assert pane.stack.currentIndex() == RESOLUTIONS
    assert due.property("wrong") == "true"
    assert "看不懂" in due.toolTip()
    due.selectAll()
    type_chinese(due, "12月10日")
    page.save()
    until_idle(qtbot, desk)
    assert pane.resolutions.lines[0].record.due_on == date(2026, 12, 10)
    assert ledger.count(Meeting.live()) == 2


def test_a_refused_save_shows_the_place(
    qtbot: QtBot, page: MeetingPage, desk: Any, shell: Shell, type_chinese: Any
) -> None:
    pane = new(page)
    pane.tabs.setCurrentIndex(SPEECHES)
    line = pane.speeches.add()
    type_chinese(line.words, "没有写是谁说的")
    pane.tabs.setCurrentIndex(HEAD)
    page.save()
    until_idle(qtbot, desk)
    assert pane.stack.currentIndex() == SPEECHES
    assert "发言人" in shell.notice.words.text()
    assert pane.opened.dirty


def test_the_wheel_changes_nothing_and_enter_goes_on(qtbot: QtBot, page: MeetingPage) -> None:
    pane = new(page)
    kind, place = pane.head.editors["kind"].field, pane.head.editors["place"].field
    before = kind.currentIndex()
    centre = QPointF(kind.rect().center())
    wheel = QWheelEvent(
        centre, QPointF(kind.mapToGlobal(centre.toPoint())), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(kind, wheel)
    assert kind.currentIndex() == before
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is not place
    assert pane.opened.meeting.is_new


def test_the_page_keys_walk_through_the_meetings(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any
) -> None:
    new(page)
    page.save()
    until_idle(qtbot, desk)
    pane = page.pane
    assert pane is not None
    field = pane.head.editors["place"].field
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert page.pane is not None
    assert page.pane.opened.meeting.uid == branch[1]["october"]


def test_deleting_is_undone_from_the_notice(
    qtbot: QtBot, page: MeetingPage, desk: Any, shell: Shell, branch: Any
) -> None:
    ledger, uids = branch
    page.open(uids["october"])
    page._remove()
    until_idle(qtbot, desk)
    assert page.list.rows() == 0
    qtbot.mouseClick(shell.notice.button, LEFT)
    until_idle(qtbot, desk)
    assert ledger.get(Meeting, uids["october"]).removed_at is None
    assert page.list.rows() == 1


def test_every_feed_is_one_click_and_print_saves_first(
    qtbot: QtBot, page: MeetingPage, desk: Any, shell: Shell, branch: Any
) -> None:
    pane = new(page)
    page.print_button.menu().actions()[2].trigger()
    until_idle(qtbot, desk, lambda: shell.pages.current_key == "preview")
    until_idle(qtbot, desk)
    assert desk.renderer.made == [("sign_in", {"uid": pane.opened.meeting.uid})]
    shell.go("meeting")
    pane.tabs.setCurrentIndex(FINISH)
    until_idle(qtbot, desk)
    told = {one.key for one in page.destinations.destinations}
    # Planned only: it counts in no month yet.
    assert told == {"minutes_record", "minutes_summary", "sign_in", "meeting_notice"}
    qtbot.mouseClick(page.destinations.buttons[0], LEFT)
    until_idle(qtbot, desk, lambda: shell.pages.current_key == "preview")
    assert desk.renderer.made[-1] == ("minutes_record", {"uid": pane.opened.meeting.uid})


def test_two_of_one_name_are_asked_about_and_told_apart(
    qtbot: QtBot, page: MeetingPage, branch: Any, type_chinese: Any
) -> None:
    ledger, uids = branch
    twin = ledger.get(Member, uids["宁远帆"])
    twin.name = "曹青山"
    ledger.save(twin)
    pane = new(page, "支部党员大会")
    editor = pane.head.editors["chair"]
    editor.field.setFocus()
    editor.field.selectAll()
    type_chinese(editor.field, "曹青山")
    leave(qtbot, editor.field)
    labels = [button.text() for button in editor.strip.buttons]
    assert len(set(labels)) == 2
    assert all(label.startswith("曹青山（") for label in labels)
    assert pane.opened.unread
    qtbot.mouseClick(editor.strip.buttons[0], LEFT)
    assert pane.opened.meeting.chair in (uids["曹青山"], uids["宁远帆"])
    assert not pane.opened.unread


def test_an_empty_year_offers_the_first_meeting(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any
) -> None:
    page.open(branch[1]["october"])
    page._remove()
    until_idle(qtbot, desk)
    assert page.pane is None
    assert not page.print_button.isEnabled()
    button = page._empty.button
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert page.pane is not None
    assert page.pane.opened.meeting.kind == "支部委员会会议"


def test_a_long_speech_is_seen_whole(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, type_chinese: Any
) -> None:
    ledger, uids = branch
    words = "楼道里的自行车要有地方放，充电的线不能再从窗户里拉出来，晚上没有人看着最容易出事。" * 4
    ledger.save(Speech(meeting=uids["october"], speaker=uids["丁晓岚"], words=words))
    until_idle(qtbot, desk)
    pane = page.pane
    assert pane is not None
    pane.tabs.setCurrentIndex(SPEECHES)
    box = pane.speeches.lines[0].words
    qtbot.waitUntil(lambda: box.viewport().height() >= 4 * box.fontMetrics().lineSpacing())
    assert not box.verticalScrollBar().isVisible()
    assert box.height() < 9 * box.fontMetrics().lineSpacing()


def test_who_joins_the_committee_elsewhere_is_expected_at_once_and_what_is_typed_stays(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, type_chinese: Any
) -> None:
    ledger, uids = branch
    pane = new(page)
    type_chinese(pane.head.editors["observers"].field, "社区主任 鲁一帆")
    home = ledger.get(Member, uids["高云舟"]).branch
    ledger.save(CommitteeMember(org=home, member=uids["高云舟"], role="其他委员"))
    until_idle(qtbot, desk, lambda: pane.count.text() == "应到 6 人，还没有开会")
    assert page.pane is pane
    assert uids["高云舟"] in pane.attendance.tiles
    assert pane.head.editors["observers"].field.toPlainText() == "社区主任 鲁一帆"


def test_what_is_written_elsewhere_shows_in_the_open_meeting(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any
) -> None:
    ledger, uids = branch
    page.open(uids["october"])
    assert page.pane is not None
    page.pane.tabs.setCurrentIndex(ATTENDANCE)
    (row,) = ledger.find(Attendance.live().where(Attendance.person == uids["曹青山"]))
    row.present, row.reason = False, "病假"
    ledger.save(row)
    until_idle(qtbot, desk, lambda: page.pane.tabs.tabText(ATTENDANCE) == "到会 4/5")
    assert page.pane.stack.currentIndex() == ATTENDANCE
    assert page.pane.attendance.tiles[uids["曹青山"]].absent_words == "病假"
    chair = page.pane.head.editors["chair"].field
    secretary = ledger.get(Member, uids["安长河"])
    secretary.name = "安长江"
    ledger.save(secretary)
    qtbot.waitUntil(lambda: chair.text() == "安长江", timeout=5000)
    member = ledger.get(Member, uids["曹青山"])
    member.name = "曹青松"
    ledger.save(member)
    qtbot.waitUntil(lambda: page.pane.attendance.tiles[uids["曹青山"]].text() == "曹青松", timeout=5000)


def test_a_save_leaves_the_pane_and_the_cursor_where_they_are(
    qtbot: QtBot, page: MeetingPage, desk: Any, type_chinese: Any
) -> None:
    pane = new(page)
    field = pane.head.editors["place"].field
    field.setFocus()
    type_chinese(field, "二楼")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until_idle(qtbot, desk, lambda: not pane.opened.dirty)
    assert page.pane is pane
    assert field.hasFocus()
    assert pane.draft.text() == "已保存"


def test_a_meeting_opened_from_elsewhere_is_on_the_list_whatever_was_filtered(
    page: MeetingPage, shell: Shell, branch: Any
) -> None:
    ledger, uids = branch
    old = Meeting(kind="党课", title="旧党课", start_end=parse_span("2019-5-6 9:00-10:00"))
    ledger.save(old)
    page.list.kind.set_value("支部党员大会")
    page.list.filtered.emit()
    for uid in (old.uid, uids["october"]):
        shell.go("home")
        shell.go("meeting", uid=uid)
        assert page.pane is not None
        assert page.pane.opened.meeting.uid == uid
        assert uid in [line.uid for line in page.list.view.lines()]


def test_a_meeting_edited_beside_its_waiting_draft_loses_neither(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, shell: Shell, type_chinese: Any
) -> None:
    ledger, uids = branch
    page.open(uids["october"])
    assert page.pane is not None
    type_chinese(page.pane.head.editors["observers"].field, "社区主任 鲁一帆")
    until_idle(qtbot, desk, lambda: "鲁一帆" in ledger.note("draft:meeting"))
    later = MeetingPage(desk, shell, 50)  # the window after a kill
    qtbot.addWidget(later)
    later.on_shown()
    assert later.pane is not None
    type_chinese(later.pane.head.editors["closing"].field, "会议于16时散会")
    until_idle(qtbot, desk, lambda: "16时" in ledger.note("draft:meeting"))
    assert "鲁一帆" in ledger.note("draft:meeting")
    assert later.offer is not None
    qtbot.mouseClick(later.offer.button, LEFT)
    assert later.pane.head.editors["observers"].field.toPlainText() == "社区主任 鲁一帆"
    assert later.offer is not None, "the other version waits now"
    later.save()
    until_idle(qtbot, desk)
    assert ledger.get(Meeting, uids["october"]).observers == ("社区主任 鲁一帆",)
    assert "16时" in ledger.note("draft:meeting")
    qtbot.mouseClick(later.offer.button, LEFT)
    assert later.pane.head.editors["closing"].field.toPlainText() == "会议于16时散会"


def test_the_slip_of_a_resolution_is_a_press_away_once_it_is_saved_and_has_an_owner(
    qtbot: QtBot, page: MeetingPage, desk: Any, branch: Any, type_chinese: Any
) -> None:
    pane = new(page)
    pane.tabs.setCurrentIndex(RESOLUTIONS)
    qtbot.mouseClick(pane.resolutions.add_button, LEFT)
    row = pane.resolutions.lines[0]
    type_chinese(row.text, "继续清理楼道堆物")
    type_chinese(row.owner, "曹青山")
    leave(qtbot, row.owner)
    assert not row.slip_button.isVisible()
    qtbot.mouseClick(pane.save_button, LEFT)
    until_idle(qtbot, desk)
    (row,) = page.pane.resolutions.lines  # type: ignore[union-attr]
    qtbot.mouseClick(row.slip_button, LEFT)
    until_idle(qtbot, desk)
    shown = page.shell.current_page()
    assert isinstance(shown, PreviewPage)
    assert shown.name == "决议督办单"
