"""The import page, by hand: the newcomer's old roster from drop to undo, and what can go wrong on the way."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.dropping import DropDoor
from desktop_app.views.pages.tables import import_page, meant_register
from desktop_app.views.pages.tables.import_page import ImportPage
from tests.conftest import ROOT
from tests.views.pages.branch import OFFICE
from tests.views.pages.offices import Office, office

FIXTURES = ROOT / "tests" / "exchange" / "fixtures"
OLD, FULL = FIXTURES / "花名册-旧.xls", FIXTURES / "roster-27-columns.xlsx"
LEFT = Qt.MouseButton.LeftButton
ALREADY = 12
# What the window leaves a page at 1366 × 768 with the strip of the sample branch over it.
ROOM = (1154, 624)


@pytest.fixture
def home(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Office]:
    with office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as made:
        made.hands.place = tmp_path
        made.shell.add_page(
            "import", "导入", "import", "", lambda: ImportPage(made.desk, made.shell, made.hands)
        )
        yield made


def page_of(home: Office, qtbot: QtBot, **args: Any) -> ImportPage:
    home.shell.go("import", **args)
    home.idle(qtbot)
    page = home.shell.current_page()
    assert isinstance(page, ImportPage)
    return page


def people(home: Office) -> list[Any]:
    return home.desk.ledger.find(Member.live())


def drop(target: Any, path: Path) -> None:
    """Let a file fall on a widget."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), copy, held, LEFT, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, held, LEFT, none))


def check(page: ImportPage, home: Office, qtbot: QtBot) -> None:
    """Press 检查 with the proposals as they stand."""
    qtbot.mouseClick(page.columns_leaf.check_button, LEFT)
    home.idle(qtbot)
    assert page.stack.currentIndex() == 2


def answer_all(page: ImportPage, home: Office, qtbot: QtBot) -> None:
    """Take the first choice of every question."""
    while page.check_leaf.question is not None:
        qtbot.mouseClick(page.check_leaf.choices[0], LEFT)
        home.idle(qtbot)


def test_every_leaf_has_room_in_a_small_window(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot)
    wide, high = map(page.theme.unit, ROOM)
    assert page.heightForWidth(wide) <= high
    page.begin(OLD)
    home.idle(qtbot)
    assert page.heightForWidth(wide) <= high
    check(page, home, qtbot)
    assert page.heightForWidth(wide) <= high


def test_the_newcomers_old_roster_goes_in_and_out_and_in(home: Office, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(home, qtbot)
    drop(page.choose_leaf.zone, OLD)
    home.idle(qtbot)
    columns = page.columns_leaf
    assert page.stack.currentIndex() == 1
    assert len(page.plan.matched) >= 10  # type: ignore[union-attr]
    assert columns.columns.model.heads[-2:] == ("第4行", "第5行")
    assert any("隐藏" in key or key == "hidden_rows" for key in columns.boxes)
    check(page, home, qtbot)
    leaf = page.check_leaf
    assert leaf.summary.text() == "可导入 8（其中 1 处同上已补）· 需确认 3 · 有问题 1"
    assert [line.cells[0] for line in leaf.rows.model.lines][:4] == ["6", "7", "11", "16"]
    assert len(people(home)) == ALREADY
    assert all(2 <= len(question.choices) <= 4 for question in page.plan.questions)  # type: ignore[union-attr]
    answer_all(page, home, qtbot)
    assert leaf.import_button.text() == "导入这 10 行"
    qtbot.mouseClick(leaf.import_button, LEFT)
    home.idle(qtbot)
    assert page.stack.currentIndex() == 3
    assert len(people(home)) == ALREADY + 10
    assert [backup.reason for backup in home.desk.backup_store.backups()] == ["导入前"]
    done = page.done_leaf
    assert [line.cells[0] for line in done.rows.model.lines] == ["11"]
    first = {one.uid for one in people(home)}

    qtbot.mouseClick(done.workbook_button, LEFT)
    home.idle(qtbot)
    sheet = openpyxl.load_workbook(tmp_path / "花名册-旧-导入结果.xlsx").active
    yellow = {cell.row for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFE699"}
    assert yellow == {11}

    qtbot.mouseClick(done.undo_button, LEFT)
    home.idle(qtbot)
    assert len(people(home)) == ALREADY
    assert done.undo_button.text() == "重做这次导入"
    qtbot.mouseClick(done.undo_button, LEFT)
    home.idle(qtbot)
    assert {one.uid for one in people(home)} == first
    qtbot.mouseClick(done.records_button, LEFT)
    assert home.shell.pages.current_key == "register:member"


def test_the_27_columns_go_in_whole_once_the_branch_is_named(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, path=str(FULL), register="member")
    leaf = page.columns_leaf
    assert not leaf.check_button.isEnabled()
    assert "1 个问题要选" in leaf.check_verb.why.text()
    (key,) = [key for key in leaf.boxes if key.startswith("foreign:branch:")]
    leaf.boxes[key].setFocus()
    for _ in range(2):
        qtbot.keyClick(leaf.boxes[key], Qt.Key.Key_Down)
    leaf.boxes[key].activated.emit(leaf.boxes[key].currentIndex())
    home.idle(qtbot)
    check(page, home, qtbot)
    found = page.check_leaf
    assert found.summary.text() == "可导入 20 · 需确认 26", "posts on no official list are asked"
    while found.question is not None:
        (as_written,) = [one for one in found.choices if one.text().startswith("先照写")]
        qtbot.mouseClick(as_written, LEFT)
        home.idle(qtbot)
    assert found.summary.text() == "可导入 46"
    qtbot.mouseClick(found.import_button, LEFT)
    home.idle(qtbot)
    assert len(people(home)) == ALREADY + 46


def test_an_answer_can_be_taken_back_or_put_off(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    leaf = page.check_leaf
    first = leaf.question
    qtbot.mouseClick(leaf.later_button, LEFT)
    assert leaf.question is not None
    assert leaf.question != first
    qtbot.mouseClick(leaf.choices[-1], LEFT)
    home.idle(qtbot)
    assert leaf.kinds.chips["不写入"].words() == "不写入 1"
    qtbot.mouseClick(leaf.undo_button, LEFT)
    home.idle(qtbot)
    assert leaf.kinds.chips["不写入"].words() == "不写入 0"
    assert not leaf.undo_button.isVisible()
    qtbot.mouseClick(leaf.kinds.chips["有问题"], LEFT)
    assert [line.cells[0] for line in leaf.rows.model.lines] == ["11"]
    assert "只剩前 14 位" in leaf.detail.text()


def test_rows_left_in_question_stay_out(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    assert "3 行这次不导入" in page.check_leaf.import_verb.why.text()
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    home.idle(qtbot)
    assert len(people(home)) == ALREADY + 8
    assert [line.cells[0] for line in page.done_leaf.rows.model.lines] == ["6", "7", "11", "16"]


def test_a_column_taken_wrongly_is_put_right_by_hand(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    leaf = page.columns_leaf
    at = [line.cells[1] for line in leaf.columns.model.lines].index("籍贯")
    leaf.columns.choose(at)
    leaf.target.set_value("")
    leaf.target.activated.emit(0)
    home.idle(qtbot)
    assert "native_place" not in page.plan.header.columns  # type: ignore[union-attr]
    assert leaf.columns.model.lines[at].cells[2] == "不导入"
    assert "另有 1 列不导入" in leaf.columns_note.text()


def test_a_block_copied_from_a_sheet_is_pasted(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, register="party_org")
    QGuiApplication.clipboard().setText(
        "党组织全称\t党组织代码\t组织类别\n清河社区第三党小组\t9901010013\t党小组\n"
    )
    qtbot.mouseClick(page.choose_leaf.zone.paste_button, LEFT)
    home.idle(qtbot)
    assert page.stack.currentIndex() == 1
    assert page.columns_leaf.columns.model.lines[0].cells[3] == "清河社区第三党小组"
    for box in page.columns_leaf.boxes.values():
        if box.value() is None:
            box.setCurrentIndex(1)
            box.activated.emit(1)
    check(page, home, qtbot)
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    home.idle(qtbot)
    names = {org.full_name for org in home.desk.ledger.find(PartyOrg.live())}
    assert "清河社区第三党小组" in names


def test_an_empty_clipboard_and_a_file_that_is_no_sheet_are_told(
    home: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(home, qtbot, register="member")
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(page.choose_leaf.zone.paste_button, LEFT)
    assert page.choose_leaf.trouble.error is not None
    home.hands.file = tmp_path / "照片.xlsx"
    home.hands.file.write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    qtbot.mouseClick(page.choose_leaf.zone.file_button, LEFT)
    home.idle(qtbot)
    assert page.stack.currentIndex() == 0
    assert page.choose_leaf.trouble.isVisible()
    assert page.choose_leaf.trouble.error.what
    assert len(people(home)) == ALREADY


def test_stopping_the_import_leaves_nothing(
    home: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    under_way, go_on = threading.Event(), threading.Event()
    real = import_page.apply_plan

    def slow(*args: Any, **kinds: Any) -> Any:
        under_way.set()
        go_on.wait(10)
        return real(*args, **kinds)

    monkeypatch.setattr(import_page, "apply_plan", slow)
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    qtbot.waitUntil(under_way.is_set)
    qtbot.mouseClick(page.progress.button, LEFT)
    go_on.set()
    home.idle(qtbot)
    assert len(people(home)) == ALREADY
    assert page.stack.currentIndex() == 2
    assert "没有导入任何内容" in home.shell.notice.words.text()
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    home.idle(qtbot)
    assert len(people(home)) == ALREADY + 8


def test_reading_and_answering_can_be_stopped_and_leave_everything_as_it_was(
    home: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(home, qtbot)
    began, go_on = threading.Event(), threading.Event()

    def slow(progress: Any, done: int, total: int) -> None:
        began.set()
        go_on.wait(20)
        progress(done, total)

    def stop_when_it_works() -> None:
        assert began.wait(20)
        assert page.stack.currentWidget() is page.waiting
        qtbot.mouseClick(page.progress.button, LEFT)
        go_on.set()
        home.idle(qtbot)
        began.clear()
        go_on.clear()

    usual = meant_register.read_plan

    def watched(*args: Any, progress: Any, **more: Any) -> Any:
        return usual(*args, progress=lambda done, total: slow(progress, done, total), **more)

    monkeypatch.setattr(meant_register, "read_plan", watched)
    page.begin(OLD)
    stop_when_it_works()
    assert page.stack.currentIndex() == 0
    go_on.set()
    page.begin(OLD)
    home.idle(qtbot)
    check(page, home, qtbot)
    question, words = page.check_leaf.question, page.plan.summary() if page.plan else ""
    began.clear()
    go_on.clear()
    qtbot.mouseClick(page.check_leaf.choices[0], LEFT)
    stop_when_it_works()
    assert page.stack.currentIndex() == 2
    assert page.check_leaf.question == question
    assert page.plan is not None
    assert page.plan.summary() == words
    assert len(people(home)) == ALREADY


def test_an_import_is_taken_back_later_from_the_list_but_for_what_was_edited_since(
    home: Office, qtbot: QtBot
) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    home.idle(qtbot)
    one = next(one for one in people(home) if one.uid == page.result.added[0].uid)
    one.mobile = "13911112222"
    home.desk.ledger.save(one)
    qtbot.waitUntil(lambda: f"后来改过的留着：{one.name}（" in page.done_leaf.stays.text())
    qtbot.mouseClick(page.batches_button, LEFT)
    home.idle(qtbot)
    leaf = page.batches_leaf
    assert leaf.isVisible()
    assert [line.cells[3] for line in leaf.table.model.lines] == ["在册"]
    qtbot.waitUntil(lambda: f"后来改过的留着：{one.name}（" in leaf.told.text())
    qtbot.mouseClick(leaf.undo_verb.button, LEFT)
    home.idle(qtbot)
    assert {who.uid for who in people(home)} & {who.uid for who in page.result.added} == {one.uid}
    qtbot.waitUntil(lambda: [line.cells[3] for line in leaf.table.model.lines] == ["已撤销"])
    assert not home.shell.notice.button.hasFocus()
    assert home.shell.notice.button.text() == "重做"
    qtbot.mouseClick(home.shell.notice.button, LEFT)
    home.idle(qtbot)
    assert len(people(home)) == ALREADY + 8
    qtbot.mouseClick(leaf.back_button, LEFT)
    assert page.stack.currentWidget() is page.done_leaf


def test_a_blank_sheet_with_the_known_heads_is_saved(home: Office, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(home, qtbot, register="issue")
    qtbot.mouseClick(page.choose_leaf.blank_button, LEFT)
    home.idle(qtbot)
    (made,) = tmp_path.glob("*-空白.xlsx")
    heads = [cell.value for row in openpyxl.load_workbook(made).active.iter_rows(max_row=3) for cell in row]
    assert any("问题描述" in str(head) for head in heads)


def test_a_file_dropped_anywhere_on_the_window_opens_the_import(home: Office, qtbot: QtBot) -> None:
    door = DropDoor(home.shell)
    home.shell.go("home")
    drop(home.shell, OLD)
    home.idle(qtbot)
    assert door.parent() is home.shell
    page = home.shell.current_page()
    assert isinstance(page, ImportPage)
    assert page.stack.currentIndex() == 1


def sheet_of(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def choose(box: Any, label: str) -> None:
    """Pick a choice as a hand does: the box tells that it was activated."""
    at = next(n for n in range(box.count()) if box.itemText(n).startswith(label))
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_columns_nobody_knows_are_chosen_by_hand_and_remembered(
    home: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    heads = ("甲", "乙", "丙")
    path = sheet_of(tmp_path / "谈话.xlsx", heads, ("安长河", "2026-03-05", "家里的事"))
    page = page_of(home, qtbot, path=path, register="talk")
    leaf = page.columns_leaf
    assert leaf.columns_note.text() == "没有认全，请逐列选"
    assert [line.cells[2] for line in leaf.columns.model.lines] == ["谈话人", "日期", "不导入"]
    leaf.columns.choose(2)
    choose(leaf.target, "主要内容")
    home.idle(qtbot)
    assert [line.cells[2] for line in leaf.columns.model.lines] == ["谈话人", "日期", "主要内容"]
    assert leaf.columns.line() == leaf.columns.model.lines[2]  # the next column is the next key down
    assert not leaf.check_button.isEnabled()
    choose(leaf.boxes["missing:with_member"], "白雨田")
    check(page, home, qtbot)
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    home.idle(qtbot)
    (talk,) = home.desk.ledger.find(Talk.live())
    assert talk.content == "家里的事"
    again = sheet_of(tmp_path / "谈话2.xlsx", heads, ("曹青山", "2026-04-05", "工作"))
    page = page_of(home, qtbot, path=again, register="talk")
    assert page.columns_leaf.columns_note.text() == "3 列；Sheet：共 1 行"


def test_without_one_column_named_nothing_is_checked(home: Office, qtbot: QtBot, tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "杂.xlsx", ("子", "丑"), ("一二三四五六", "别的话也很长"))
    page = page_of(home, qtbot, path=path, register="talk")
    leaf = page.columns_leaf
    assert list(leaf.boxes) == ["head:Sheet"]
    assert not leaf.check_button.isEnabled()
    assert leaf.check_verb.why.text() == "请先在左边选一列，再选它对应哪一栏"
    choose(leaf.boxes["head:Sheet"], "没有表头")
    home.idle(qtbot)
    assert [line.cells[1] for line in leaf.columns.model.lines] == ["（没有列名）"] * 2
    assert leaf.columns.model.heads[3:] == ("第1行", "第2行")


def test_a_month_grid_shows_each_month_of_a_person(home: Office, qtbot: QtBot, tmp_path: Path) -> None:
    path = sheet_of(
        tmp_path / "2026年党费.xlsx",
        ("姓名", "月应缴", "8月", "9月"),
        ("安长河", 20, "√", 20),
        ("白雨田", 15, 15, None),
    )
    page = page_of(home, qtbot, path=path, register="dues_payment")
    assert [line.cells[2] for line in page.columns_leaf.columns.model.lines][2:] == ["实交（每月一条）"] * 2
    choose(page.columns_leaf.boxes["missing:paid_on"], "按各行的「所属月份」")
    check(page, home, qtbot)
    lines = [line.cells[:3] for line in page.check_leaf.rows.model.lines]
    assert lines == [
        ("2", "安长河 2026-08", "可导入"),
        ("2", "安长河 2026-09", "可导入"),
        ("3", "白雨田 2026-08", "可导入"),
    ]


def test_the_answers_of_the_next_question_lie_where_those_of_the_last_did(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    leaf = page.check_leaf
    assert leaf.choices[0].hasFocus()
    places = []
    while leaf.question is not None:
        places.append(leaf.choices[0].mapTo(page, QPoint(0, 0)))
        assert all(button.width() <= leaf.box.width() for button in leaf.choices)
        qtbot.mouseClick(leaf.choices[0], LEFT)
        home.idle(qtbot)
    assert len(places) > 2
    assert len(set(places)) == 1
    assert leaf.import_button.hasFocus()


def test_every_change_of_the_sheet_can_be_looked_through(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    leaf = page.check_leaf
    qtbot.mouseClick(leaf.fixes_button, LEFT)
    lines = [line.cells for line in leaf.rows.model.lines]
    assert ("10", "姓名", "许　立", "许立") in lines
    assert len(lines) == len(page.plan.fixed)  # type: ignore[union-attr]
    assert leaf.fixes_button.text() == "显示全部行"
    qtbot.mouseClick(leaf.fixes_button, LEFT)
    assert len(leaf.rows.model.lines) == 12


def test_a_sheet_that_brings_nothing_says_so_and_shows_no_tick(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    answer_all(page, home, qtbot)
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    home.idle(qtbot)
    page.begin_anew()
    page.begin(OLD)
    home.idle(qtbot)
    check(page, home, qtbot)
    answer_all(page, home, qtbot)
    leaf = page.check_leaf
    said = [words.text() for words in leaf.findChildren(QLabel) if words.isVisible()]
    assert not leaf.import_button.isEnabled()
    assert "没有可以导入的行" in said
    assert "可以导入了" not in said


def test_a_complaint_about_the_clipboard_goes_when_the_page_comes_again(home: Office, qtbot: QtBot) -> None:
    page = page_of(home, qtbot, register="member")
    QApplication.clipboard().clear()
    page.choose_leaf.paste()
    assert page.choose_leaf.trouble.error is not None
    home.shell.go("home")
    home.shell.go("import")
    assert page.choose_leaf.trouble.error is None
