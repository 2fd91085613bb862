"""Receiving, by hand: several packages at once, what is left out, stopping, defects, and the way back."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.exchange.courier import Courier
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.receipt import Receipt, ReceiptCounts
from desktop_app.records.transfer import MergeOutcome
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.views.pages.exchange.exchange_receipts import taken_words, verdict
from desktop_app.views.pages.exchange.receive_rows import Kind
from tests.views.pages.branch import OFFICE
from tests.views.pages.exchange.stick_bench import LEFT, open_page, send, words_in
from tests.views.pages.offices import COMMITTEE, Office

Pair = tuple[Office, Office]


def look(one: Office, qtbot: QtBot) -> Any:
    """Open what is ticked on the stick; the pane."""
    pane = open_page(one, qtbot, "receive")
    qtbot.mouseClick(pane.list.look_button, LEFT)
    one.idle(qtbot)
    return pane


def accept(one: Office, qtbot: QtBot, pane: Any) -> None:
    qtbot.mouseClick(pane.preview.accept_button, LEFT)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.result, timeout=10_000)
    one.idle(qtbot)


def send_again(branch: Office, qtbot: QtBot, **boxes: object) -> Path:
    """Change the first member and send what changed."""
    person = branch.desk.ledger.find(Member.live())[0]
    for name, value in boxes.items():
        setattr(person, name, value)
    branch.desk.ledger.save(person)
    pane = open_page(branch, qtbot, "send")
    if pane.again_button.isVisible():
        qtbot.mouseClick(pane.again_button, LEFT)
        branch.idle(qtbot)
    return send(branch, qtbot)


def members(one: Office) -> list[Member]:
    return list(one.desk.ledger.find(Member.live()))


def scratch(one: Office) -> list[Path]:
    """The scratch files of packages that lie beside the branch file."""
    return list(Path(one.desk.ledger.database.database).parent.glob("incoming-*"))


def click_cell(view: Any, row: int, column: int, qtbot: QtBot) -> None:
    index = view.model().index(row, column)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


# -- several packages ------------------------------------------------------------------------------------


def test_several_packages_are_looked_at_and_taken_over_together_and_taken_back_by_one_click(
    pair: Pair, qtbot: QtBot, stick: Path
) -> None:
    branch, committee = pair
    send(branch, qtbot)
    send_again(branch, qtbot, mobile="13911112222")
    (stick / "bad.zbb").write_bytes(b"nothing of the kind")
    pane = open_page(committee, qtbot, "receive")
    lines = pane.list.packages.model.lines
    assert [line.cells[3] for line in lines] == ["第 1 个", "第 2 个", ""]
    assert [line.cells[0] for line in lines] == ["✓", "✓", "✓"]
    assert "3 个包" in pane.list.look_button.text()
    pane = look(committee, qtbot)
    assert len(pane.batch.opened) == 2
    qtbot.mouseClick(pane.preview.unopened, LEFT)
    assert "bad.zbb：这不是" in pane.preview.trouble.error.what
    assert pane.preview.package.count() == 3
    first = members(branch)[0]
    assert len([one for one in pane.batch.received if one.uid == first.uid]) == 1
    accept(committee, qtbot, pane)
    assert len(members(committee)) == 12
    assert committee.desk.ledger.get(Member, first.uid).mobile == "13911112222"
    assert [backup.reason for backup in committee.desk.backup_store.backups()] == ["接收前"]
    assert len(list(stick.glob("*.zbr"))) == 2
    told = [line.cells for line in pane.result.packages.model.lines]
    assert [cells[2] for cells in told[:2]] == ["已写到包旁边"] * 2
    assert ["第 1 个包" in told[0][0][:20], "第 2 个包" in told[1][0][:20]] == [True, True]
    assert "没有打开" in told[2][1]
    assert committee.desk.ledger.can_undo() == "接收 2 个包"

    qtbot.mouseClick(pane.result.undo_button, LEFT)
    committee.idle(qtbot)
    assert members(committee) == []
    assert committee.desk.ledger.can_undo() is None
    assert list(stick.glob("*.zbr")) == []
    qtbot.waitUntil(lambda: "已撤销这次接收" in words_in(pane.result))
    told = [line.cells for line in pane.result.packages.model.lines]
    assert [cells[2:] for cells in told[:2]] == [("已撤销", "")] * 2
    assert "没有打开" in told[2][1]
    qtbot.mouseClick(pane.result.next_button, LEFT)
    committee.idle(qtbot)
    assert [line.cells[4] for line in pane.list.packages.model.lines] == ["还没有"] * 3


def test_what_came_in_before_is_marked_and_left_out(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    accept(committee, qtbot, look(committee, qtbot))
    send_again(branch, qtbot, mobile="13911112222")
    pane = open_page(committee, qtbot, "receive")
    qtbot.mouseClick(pane.result.next_button, LEFT)
    committee.idle(qtbot)
    lines = pane.list.packages.model.lines
    assert [(line.cells[0], line.cells[4]) for line in lines] == [("□", "已接收过"), ("✓", "还没有")]
    send_again(branch, qtbot, mobile="13911113333")
    pane.list.list_packages()
    committee.idle(qtbot)
    last = pane.list.packages.model.lines[2]
    pane.look_into([last.key])
    committee.idle(qtbot)
    accept(committee, qtbot, pane)
    qtbot.mouseClick(pane.result.next_button, LEFT)
    committee.idle(qtbot)
    told = [line.cells[4] for line in pane.list.packages.model.lines]
    assert told == ["已接收过", "比接收过的早", "已接收过"]


def test_a_package_received_twice_changes_nothing(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    path = send(branch, qtbot)
    pane = open_page(committee, qtbot, "receive")
    for _ in range(2):
        pane.look_into([path])
        committee.idle(qtbot)
        before = len(members(committee))
        assert pane.preview.seen.isVisible() == bool(before)
        accept(committee, qtbot, pane)
    assert before == 12
    assert len(members(committee)) == 12
    assert "已接收过" in words_in(pane.result)
    assert len(committee.desk.backup_store.backups()) == 1  # nothing to write, nothing to back up
    pane.look_into([path])
    committee.idle(qtbot)
    assert pane.preview.seen.text() == "已接收过，无变化。"


# -- the preview -----------------------------------------------------------------------------------------


def test_a_change_is_shown_box_by_box_with_old_and_new(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    accept(committee, qtbot, look(committee, qtbot))
    person = members(branch)[0]
    path = send_again(branch, qtbot, native_place="青石镇")
    pane = open_page(committee, qtbot, "receive")
    pane.look_into([path])
    committee.idle(qtbot)
    changed = [row for row, one in enumerate(pane.preview.rows.shown) if one.outcome is MergeOutcome.UPDATED]
    assert [pane.preview.rows.shown[row].uid for row in changed] == [person.uid]
    words = pane.preview.rows.index(changed[0], 4).data()
    assert "籍贯：（空） → 青石镇" in words
    pane.preview.view.selectRow(changed[0])
    assert "籍贯：（空） → 青石镇" in pane.preview.detail.text().split("\n")
    qtbot.mouseClick(pane.preview.kinds.chips[Kind.NEW], LEFT)
    assert not [one for one in pane.preview.rows.shown if one.outcome is not MergeOutcome.NEW]


def test_groups_by_register_and_by_person(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    pane = look(committee, qtbot)
    preview = pane.preview
    assert "党员花名册　12" in [line.cells[1] for line in preview.groups.model.lines]
    qtbot.mouseClick(preview.grouping.chips["person"], LEFT)
    committee.idle(qtbot)
    people = [line.key for line in preview.groups.model.lines]
    assert "安长河" in people
    preview.groups.choose(people.index("安长河"))
    titles = {preview.rows.index(row, 2).data() for row in range(preview.rows.rowCount())}
    assert {"党员花名册", "到会情况"} <= titles


def test_what_loses_its_tick_is_not_taken_and_comes_again(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    pane = look(committee, qtbot)
    preview = pane.preview
    qtbot.mouseClick(preview.kinds.chips[Kind.NEW], LEFT)
    at = [line.key for line in preview.groups.model.lines].index("attendance")
    click_cell(preview.groups.view, at, 0, qtbot)
    assert preview.groups.model.lines[at].cells[0] == "□"
    assert preview.groups.model.lines[0].cells[0] == "◪"
    assert "5 条不接收" in preview.promise.text()
    preview.groups.choose(at)
    click_cell(preview.view, 0, 0, qtbot)
    assert preview.rows.index(0, 0).data() == "✓"
    assert preview.groups.model.lines[at].cells[0] == "◪"
    preview.view.setFocus()
    preview.view.selectRow(0)
    qtbot.keyClick(preview.view, Qt.Key.Key_Space)
    assert preview.rows.index(0, 0).data() == "□"
    accept(committee, qtbot, pane)
    ledger = committee.desk.ledger
    attendance = ledger.catalogue["attendance"].model
    assert not ledger.find(attendance.select())
    assert len(members(committee)) == 12

    home = open_page(branch, qtbot, "receipts")
    assert home.receipts.model.lines[0].cells[0] == "有没接受的"
    qtbot.mouseClick(home.kinds.chips["refused"], LEFT)
    assert len(home.refused.model.lines) == 5
    assert home.refused.model.lines[0].cells[:2] == ("青石镇党委", "到会情况")
    assert "没有选" in home.refused.model.lines[0].cells[3]
    qtbot.mouseClick(home.mend_verb.button, LEFT)
    assert branch.shell.current_page().shown  # type: ignore[union-attr]
    branch.idle(qtbot)
    send_again(branch, qtbot, mobile="13911112222")
    pane = open_page(committee, qtbot, "receive")
    qtbot.mouseClick(pane.result.next_button, LEFT)
    committee.idle(qtbot)
    accept(committee, qtbot, look(committee, qtbot))
    assert len(ledger.find(attendance.select())) == 5


# -- stopping and breaking -------------------------------------------------------------------------------


class Halting(Courier):
    """Waits at a chosen moment until it is let go on."""

    def _halt(self, progress: Any) -> Any:
        def far(done: int, total: int) -> None:
            HALT.set()
            GO_ON.wait(10)
            progress(done, total)

        return far

    def look_into(self, path: Path, progress: Any = None, cancelled: Any = None) -> Any:
        return super().look_into(path, progress=self._halt(progress), cancelled=cancelled)

    def accept(
        self, arrival: Any, leave_out: Any = (), progress: Any = None, *, together: bool = False
    ) -> Any:
        return super().accept(arrival, leave_out, self._halt(progress), together=together)


HALT, GO_ON = threading.Event(), threading.Event()


def halting(one: Office) -> None:
    HALT.clear()
    GO_ON.clear()
    one.desk.courier.__class__ = Halting


def test_looking_stops_at_any_moment_without_a_trace(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    halting(committee)
    pane = open_page(committee, qtbot, "receive")
    qtbot.mouseClick(pane.list.look_button, LEFT)
    qtbot.waitUntil(HALT.is_set)
    assert pane.list.progress.isVisible()
    assert not pane.list.look_button.isVisible()
    qtbot.mouseClick(pane.list.progress.button, LEFT)
    GO_ON.set()
    committee.idle(qtbot)
    assert pane.stack.currentWidget() is pane.list
    assert pane.list.trouble.error is None
    assert "已停止" in committee.shell.notice.words.text()
    assert pane.list.look_button.isEnabled()
    assert scratch(committee) == []
    committee.desk.courier.__class__ = Courier
    qtbot.mouseClick(pane.list.look_button, LEFT)
    committee.idle(qtbot)
    assert pane.stack.currentWidget() is pane.preview


@pytest.mark.parametrize("packages", [1, 2])
def test_accepting_stops_at_any_moment_without_a_trace(pair: Pair, qtbot: QtBot, packages: int) -> None:
    branch, committee = pair
    send(branch, qtbot)
    if packages == 2:
        send_again(branch, qtbot, mobile="13911112222")
    before = committee.desk.ledger.can_undo()
    pane = look(committee, qtbot)
    halting(committee)
    taken = []

    class AtTheLast(Halting):
        def _halt(self, progress: Any) -> Any:
            taken.append(1)
            return super()._halt(progress) if len(taken) == packages else progress

    committee.desk.courier.__class__ = AtTheLast
    qtbot.mouseClick(pane.preview.accept_button, LEFT)
    qtbot.waitUntil(HALT.is_set, timeout=10_000)
    qtbot.mouseClick(pane.preview.progress.button, LEFT)
    GO_ON.set()
    committee.idle(qtbot)
    assert pane.stack.currentWidget() is pane.preview
    assert pane.preview.accept_button.isVisible()
    assert pane.preview.trouble.error is None
    assert members(committee) == []
    assert committee.desk.ledger.can_undo() == before
    committee.desk.courier.__class__ = Courier
    accept(committee, qtbot, pane)
    assert len(members(committee)) == 12


@pytest.mark.parametrize("error", [RuntimeError("ours"), MemoryError(), OSError(28, "No space left")])
def test_whatever_breaks_the_pane_is_given_back(
    pair: Pair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    branch, committee = pair
    send(branch, qtbot)

    def broken(*args: Any, **known: Any) -> Any:
        raise error

    pane = open_page(committee, qtbot, "receive")
    with monkeypatch.context() as patch:
        patch.setattr(Courier, "look_into", broken)
        qtbot.mouseClick(pane.list.look_button, LEFT)
        committee.idle(qtbot)
    assert pane.list.trouble.error is not None
    assert pane.list.look_button.isEnabled()
    assert not pane.list.progress.isVisible()
    pane = look(committee, qtbot)
    with monkeypatch.context() as patch:
        patch.setattr(Courier, "accept", broken)
        qtbot.mouseClick(pane.preview.accept_button, LEFT)
        committee.idle(qtbot)
    assert pane.preview.trouble.error is not None
    assert pane.preview.accept_button.isVisible()
    assert not pane.preview.progress.isVisible()
    accept(committee, qtbot, pane)
    assert len(members(committee)) == 12


def test_leaving_the_preview_drops_what_was_opened(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    pane = look(committee, qtbot)
    assert scratch(committee)
    qtbot.mouseClick(pane.preview.leave_button, LEFT)
    committee.idle(qtbot)
    assert scratch(committee) == []
    assert pane.stack.currentWidget() is pane.list
    assert members(committee) == []


def test_a_window_that_goes_takes_what_was_opened_along(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    pane = look(committee, qtbot)
    assert scratch(committee)
    pane.deleteLater()
    qtbot.waitUntil(lambda: scratch(committee) == [])


# -- undo ------------------------------------------------------------------------------------------------


def test_a_later_edit_stands_before_the_way_back(pair: Pair, qtbot: QtBot) -> None:
    branch, committee = pair
    send(branch, qtbot)
    pane = look(committee, qtbot)
    accept(committee, qtbot, pane)
    ledger = committee.desk.ledger
    assert pane.result.undo_button.isEnabled()
    tag = ledger.catalogue["study_tag"].model(name="党章")
    ledger.save(tag)
    assert not pane.result.undo_button.isEnabled()
    ledger.undo()
    assert pane.result.undo_button.isEnabled()
    qtbot.mouseClick(pane.result.undo_button, LEFT)
    committee.idle(qtbot)
    assert members(committee) == []
    assert ledger.can_undo() is None
    log = open_page(committee, qtbot, "log")
    assert log.table.model.lines[0].cells[5] == "已撤销接收"


def test_what_rests_on_a_package_taken_back_says_so_and_everything_comes_again(
    pair: Pair, qtbot: QtBot
) -> None:
    branch, committee = pair
    send(branch, qtbot)
    pane = look(committee, qtbot)
    accept(committee, qtbot, pane)
    open_page(branch, qtbot, "receipts")
    qtbot.mouseClick(pane.result.undo_button, LEFT)
    committee.idle(qtbot)
    for word, people in (("对方缺以前的包", 1), ("已收到回执", 12)):
        path = send_again(branch, qtbot, mobile=f"1391111{people:04}")
        pane.look_into([path])
        committee.idle(qtbot)
        assert ("没收到" in pane.preview.seen.text()) == (people == 1)
        accept(committee, qtbot, pane)
        assert len(members(committee)) == people
        home = open_page(branch, qtbot, "receipts")
        told = [line.cells for line in home.receipts.model.lines if line.cells[0] != "不是本机的包"]
        assert told[0][0] == word


def test_whom_a_superiors_package_introduced_is_told(pair: Pair, qtbot: QtBot, stick: Path) -> None:
    branch, committee = pair
    committee.desk.courier.trust.keep(OfficeKeys.new("QS02", "桂花里支部").public)
    committee.desk.courier.trust.issue()
    branch.desk.courier.trust.set_superior(COMMITTEE)
    committee.desk.ledger.save(PartyOrg(full_name="青石镇党委", org_code=COMMITTEE, org_kind="党委"))
    parcel = committee.desk.courier.prepare(OFFICE, "下发")
    (stick / f"{COMMITTEE}-0001-20261123.zbb").write_bytes(parcel.data)
    pane = look(branch, qtbot)
    accept(branch, qtbot, pane)
    assert "新认识 1 个单位" in pane.result.done_words.text()
    assert "QS02" in branch.desk.courier.trust.known()


@pytest.mark.parametrize(
    ("word", "told", "fields"),
    [
        ("已收到回执", "", {}),
        ("有没接受的", "下次导出会再带上", {"counts": ReceiptCounts(refused=2)}),
        ("对方缺以前的包", "全部再带上", {"lacking": True}),
        ("资料像是副本", "再导出一次", {"copied": "ab12"}),
    ],
)
def test_what_a_receipt_says_in_words(word: str, told: str, fields: dict[str, Any]) -> None:
    receipt = Receipt("0" * 32, "990101", "990101001", "2026-11-23T09:00", **fields)
    assert verdict(receipt)[0] == word
    assert told in taken_words(receipt)


def test_what_was_not_accepted_is_not_hidden_behind_figures_of_nothing() -> None:
    receipt = Receipt(
        "0" * 32, "990101", "990101001", "2026-11-23T09:00", counts=ReceiptCounts(16, refused=1)
    )
    assert taken_words(receipt) == "新增16　不接受1（下次导出会再带上）"
    assert taken_words(replace(receipt, counts=ReceiptCounts())) == "无变化"


def test_packages_written_here_lie_on_the_stick_for_others_and_are_not_ticked(
    pair: Pair, qtbot: QtBot, stick: Path
) -> None:
    branch, committee = pair
    send(branch, qtbot)
    accept(committee, qtbot, look(committee, qtbot))
    assert open_page(committee, qtbot, "receipts").receipts.model.lines == []  # it is for the branch
    pane = open_page(branch, qtbot, "receive")
    (line,) = pane.list.packages.model.lines
    assert (line.cells[0], line.cells[1], line.cells[4]) == ("□", "本单位", "本机写出的")
    assert not pane.list.look_button.isEnabled()
