"""The clipboard: what is private leaves it after a minute, what is not and what is not ours stays."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.views.parts.clip_guard import STAYS, ClipGuard, tells_private
from desktop_app.views.parts.clipboard import table_mime

ID, PHONE = "990101198503127773", "13800009999"


@pytest.fixture
def guard(qapp):
    """The guard of the clipboard, whose minute is let run out by hand."""
    qapp.clipboard().clear()
    # A platform without a screen does not say whose it is.
    made = ClipGuard(qapp.clipboard(), owns=lambda: made.is_ours)
    made.is_ours = True
    yield made
    qapp.clipboard().clear()
    made.deleteLater()


def held() -> str:
    """What lies on the clipboard."""
    return QApplication.clipboard().text()


@pytest.mark.parametrize("words", [ID, PHONE, f"丁照水\t{ID}\t2026-11-23", f"电话{PHONE}。", "0991-12345678"])
def test_a_number_is_taken_off_after_its_minute_and_asked_not_to_be_kept(guard, words: str) -> None:
    QApplication.clipboard().setText(words)
    assert guard.timer.isActive()
    assert guard.timer.interval() == STAYS == 60_000
    marked = QApplication.clipboard().mimeData()
    assert marked.text() == words
    assert any("ExcludeClipboardContentFromMonitorProcessing" in one for one in marked.formats())
    guard.timer.timeout.emit()
    assert held() == ""


def test_a_table_with_a_number_in_it_keeps_its_cells_until_then(guard) -> None:
    QApplication.clipboard().setMimeData(table_mime([["丁照水", ID], ["白雨田", ""]]))
    marked = QApplication.clipboard().mimeData()
    assert f"<td style=\"mso-number-format:'\\@'\">{ID}</td>" in marked.html()
    assert marked.text() == f"丁照水\t{ID}\n白雨田\t"
    guard.clear()
    assert held() == ""


@pytest.mark.parametrize(
    "words", ["党员大会 2026-10-29", "990101198503127770", "编号 2026112300001", "应到 46 人"]
)
def test_other_words_stay(guard, words: str) -> None:
    QApplication.clipboard().setText(words)
    assert not guard.timer.isActive()
    assert not tells_private(words)
    guard.clear()
    assert held() == words


def test_what_came_onto_it_since_stays(guard) -> None:
    QApplication.clipboard().setText(ID)
    QApplication.clipboard().setText("别的")
    assert not guard.timer.isActive()
    guard.clear()
    assert held() == "别的"


def test_what_another_program_put_there_is_let_be(guard) -> None:
    QApplication.clipboard().setText(ID)
    guard.is_ours = False
    guard.clear()
    assert held() == ID
    QApplication.clipboard().setText(PHONE)
    assert not guard.timer.isActive()


def test_words_copied_out_of_a_private_box_are_private_whatever_they_are(qtbot, guard) -> None:
    box = QLineEdit("青石街道1号楼")
    box.setProperty("private", True)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.hasFocus)
    box.selectAll()
    QTest.keySequence(box, "Ctrl+C")
    assert guard.timer.isActive()
    guard.clear()
    assert held() == ""
