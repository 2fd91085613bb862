"""A sender whose file is a copy, by hand: refused with words, told by the receipt, taken when sent again."""

from pytestqt.qtbot import QtBot

from desktop_app.registers.people.members import Member
from desktop_app.storage.tables import Checkpoint
from tests.views.pages.exchange.stick_bench import LEFT, open_page, send, words_in
from tests.views.pages.exchange.test_receive import Pair, accept, look, members, send_again


def test_a_copy_is_refused_told_by_the_receipt_and_taken_when_it_sends_again(
    pair: Pair, qtbot: QtBot
) -> None:
    branch, committee = pair
    send(branch, qtbot)
    accept(committee, qtbot, look(committee, qtbot))
    ledger, theirs = branch.desk.ledger, committee.desk.ledger
    # As if the committee had heard of another copy that wrote on.
    last = Checkpoint.select(Checkpoint.id).order_by(Checkpoint.seq.desc()).limit(1).scalar(theirs.database)
    Checkpoint.update(chain="f" * 16).where(Checkpoint.id == last).execute(theirs.database)
    path = send_again(branch, qtbot, address="桂花里2号")
    before = {one.uid: one.address for one in members(committee)}
    undo = theirs.can_undo()
    pane = open_page(committee, qtbot, "receive")
    pane.look_into([path])
    committee.idle(qtbot)
    said = words_in(pane)
    assert "像是从另一台电脑复制来的" in said
    assert "请把回执交给对方" in said
    assert "无变化" not in said
    accept(committee, qtbot, pane)
    assert "没有接收" in words_in(pane.result)
    assert not pane.result.undo_button.isVisible()
    assert {one.uid: one.address for one in members(committee)} == before
    assert theirs.can_undo() == undo
    old = ledger.replica
    open_page(branch, qtbot, "receipts")
    assert ledger.replica != old
    (told,) = ledger.told
    assert "已经重新编号" in told.sentence()
    pane = open_page(branch, qtbot, "send")
    if pane.again_button.isVisible():
        qtbot.mouseClick(pane.again_button, LEFT)
        branch.idle(qtbot)
    pane = open_page(committee, qtbot, "receive")
    pane.look_into([send(branch, qtbot)])
    committee.idle(qtbot)
    accept(committee, qtbot, pane)
    now = {one.uid: one.address for one in theirs.find(Member.live())}
    assert now == {one.uid: one.address for one in members(branch)}
