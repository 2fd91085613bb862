"""The preview: the bytes that were made, page by page, their warnings, and the ways out."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.base.errors import UserError
from desktop_app.printing.print_job import PrintJob
from desktop_app.printing.raster import PdfPages
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.registers.exchange.printed_papers import PrintedPaper
from desktop_app.views.pages.office.calibration_dialog import CalibrationDialog
from desktop_app.views.pages.office.print_dialog import PrintDialog
from desktop_app.views.pages.office.print_preview import PreviewPage
from desktop_app.views.pages.office.print_sheets import KEPT_IMAGES
from desktop_app.views.shell import Shell
from tests.views.pages.branch import until_idle

LEFT = Qt.MouseButton.LeftButton


class PrinterStand:
    """Two printers that keep what they are handed; the second turns no sheet."""

    def __init__(self) -> None:
        self.taken: list[tuple[PrintJob, bytes]] = []
        self.refusal: UserError | None = None
        self.there = ["办公室 HP", "窗口 旧机"]

    def names(self) -> list[str]:
        return list(self.there)

    def takes_both_sides(self, name: str) -> bool:
        return name == "办公室 HP"

    def send(self, job: PrintJob, pages: PdfPages, tell: Callable[[int, int, str], object]) -> None:
        tell(0, len(job.pages), "")
        if self.refusal is not None:
            raise self.refusal
        self.taken.append((job, pages.pdf))


def told(desk: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """The lines of the log of acts."""
    return [(one.action, one.target, one.diff) for one in desk.ledger.find(AuditLog.live())]


def written_down(desk: Any) -> list[tuple[str, int]]:
    """What the register of printed papers says: what became of each, and how many copies."""
    return [(one.how, one.copies) for one in desk.ledger.find(PrintedPaper.live())]


@pytest.fixture
def printers() -> PrinterStand:
    return PrinterStand()


@pytest.fixture
def page(qtbot: QtBot, desk: Any, shell: Shell, printers: PrinterStand) -> PreviewPage:
    """A paper of three pages on the screen."""
    shell.add_hidden_page("preview", lambda: PreviewPage(desk, shell, printers))
    shell.go("preview", key="minutes_record", args={"uid": "u"}, title="会议记录", back="home")
    made = shell.current_page()
    assert isinstance(made, PreviewPage)
    until_idle(qtbot, desk, lambda: made.paper is not None and made.sheets.ready())
    return made


@pytest.fixture
def dialog(qtbot: QtBot, page: PreviewPage) -> PrintDialog:
    """The question of the print button."""
    qtbot.mouseClick(page.print_button, LEFT)
    (made,) = page.findChildren(PrintDialog)
    return made


def test_the_pages_of_the_very_bytes_are_shown(page: PreviewPage, desk: Any) -> None:
    assert desk.renderer.made == [("minutes_record", {"uid": "u"})]
    assert page.bar.count.text() == "共 3 页"
    assert page.count_words() == "会议记录"
    assert page.warning is None
    shot = page.sheets.viewport().grab().toImage()
    dark = sum(
        shot.pixelColor(x, y).lightness() < 90
        for x in range(0, shot.width(), 2)
        for y in range(0, shot.height(), 2)
    )
    assert dark > 50  # the words are on the paper


def test_zoom_by_buttons_keys_and_wheel(qtbot: QtBot, page: PreviewPage, desk: Any) -> None:
    qtbot.mouseClick(page.bar.actual_button, LEFT)
    assert page.bar.percent.text() == "100%"
    qtbot.mouseClick(page.bar.larger_button, LEFT)
    assert page.bar.percent.text() == "125%"
    qtbot.keyClick(page.sheets, Qt.Key.Key_Minus)
    assert page.bar.percent.text() == "100%"
    qtbot.mouseClick(page.bar.width_button, LEFT)
    assert page.sheets.fits
    qtbot.mouseClick(page.bar.whole_button, LEFT)
    assert page.sheets.zoom < 1
    until_idle(qtbot, desk, page.sheets.ready)


def test_the_wheel_scrolls_and_never_zooms_by_itself(page: PreviewPage) -> None:
    before, zoom = page.sheets.verticalScrollBar().value(), page.sheets.zoom
    centre = QPointF(page.sheets.viewport().rect().center())
    wheel = QWheelEvent(
        centre, centre, QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.sheets.viewport(), wheel)
    assert page.sheets.verticalScrollBar().value() > before
    assert page.sheets.zoom == zoom


def test_turning_pages_keeps_few_pictures(qtbot: QtBot, desk: Any, shell: Shell, page: PreviewPage) -> None:
    desk.renderer.pages = 14
    page.show_paper("sheet", {})
    until_idle(qtbot, desk, lambda: page.paper is not None and page.sheets.ready())
    for _ in range(30):
        qtbot.keyClick(page.sheets, Qt.Key.Key_PageDown)
        until_idle(qtbot, desk, page.sheets.ready)
    assert page.bar.place.text() == "第 14 页"
    assert len(page.sheets._images) <= KEPT_IMAGES


def test_missing_characters_are_named(qtbot: QtBot, desk: Any, page: PreviewPage) -> None:
    desk.renderer.warnings = ("第1页的“𬭸”字库里没有。", "张明的照片损坏了。")
    page.show_paper("sheet", {})
    until_idle(qtbot, desk, lambda: page.paper is not None)
    assert page.warning is not None
    assert page.warning.words.text() == "第1页的“𬭸”字库里没有。张明的照片损坏了。"


def test_a_paper_that_cannot_be_made_says_why(qtbot: QtBot, desk: Any, page: PreviewPage) -> None:
    def make(key: str, **args: Any) -> Any:
        raise UserError("这次会议已经删去了", todo="请从会议页面再选一次")

    desk.renderer.make = make
    page.show_paper("minutes_record", {"uid": "gone"})
    until_idle(qtbot, desk)
    assert page.warning is not None
    assert "已经删去" in page.warning.words.text()
    assert not page.print_button.isEnabled()


def test_the_saved_pdf_is_the_shown_pdf(qtbot: QtBot, desk: Any, page: PreviewPage, tmp_path: Path) -> None:
    page.write_pdf(tmp_path / "会议记录.pdf")
    until_idle(qtbot, desk)
    assert (tmp_path / "会议记录.pdf").read_bytes() == page.paper.pdf
    assert told(desk) == [("导出", "会议记录", ("会议记录.pdf",))]


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, desk: Any, page: PreviewPage, shell: Shell, tmp_path: Path
) -> None:
    page.write_pdf(tmp_path / "没有这个文件夹" / "会议记录.pdf")
    until_idle(qtbot, desk)
    assert "文件没有写成" in shell.notice.words.text()
    assert told(desk) == []


def test_what_was_handed_to_a_printer_stands_in_the_register_once(
    qtbot: QtBot, desk: Any, page: PreviewPage, printers: PrinterStand, dialog: PrintDialog
) -> None:
    dialog.copies.selectAll()
    qtbot.keyClicks(dialog.copies, "2")
    assert dialog.told.text() == "共用纸 6 张。"
    qtbot.mouseClick(dialog.print_button, LEFT)
    qtbot.mouseClick(page.print_button, LEFT)  # a second press while it is under way prints nothing more
    until_idle(qtbot, desk)
    ((job, pdf),) = printers.taken
    assert (job.printer, job.pages, job.copies, job.two_sided) == ("办公室 HP", (0, 1, 2), 2, False)
    assert pdf is page.made.pdf if page.made else False
    assert told(desk) == [("打印", "会议记录", ("3 页，2 份",))]
    assert written_down(desk) == [("打印", 2)]
    assert page.print_button.isEnabled()


def test_shown_saved_and_printed_are_the_same_bytes(
    qtbot: QtBot, desk: Any, page: PreviewPage, printers: PrinterStand, tmp_path: Path
) -> None:
    qtbot.mouseClick(page.bar.both_sides, LEFT)
    until_idle(qtbot, desk, lambda: page.made is not None)
    assert page._pages is not None
    shown = hashlib.sha256(page._pages.pdf).hexdigest()
    page.write_pdf(tmp_path / "a.pdf")
    until_idle(qtbot, desk)
    page.hand_over(PrintJob("a", "办公室 HP", (0, 1, 2), two_sided=True))
    until_idle(qtbot, desk)
    saved = hashlib.sha256((tmp_path / "a.pdf").read_bytes()).hexdigest()
    assert {shown, saved, hashlib.sha256(printers.taken[0][1]).hexdigest()} == {shown}
    assert shown != hashlib.sha256(page.paper.pdf).hexdigest()  # its backs are mirrored


def test_both_sides_mirror_the_margins_of_the_backs_and_are_remembered(
    qtbot: QtBot, desk: Any, page: PreviewPage
) -> None:
    qtbot.mouseClick(page.bar.both_sides, LEFT)
    until_idle(qtbot, desk, lambda: page.made is not None)
    assert page.made is not None
    lefts = [one.get_mediabox()[0] for one in pdfium.PdfDocument(page.made.pdf)]
    assert lefts == pytest.approx([0, 14, 0])
    assert desk.settings.print_two_sided
    qtbot.mouseClick(page.print_button, LEFT)
    (dialog,) = page.findChildren(PrintDialog)
    assert dialog.told.text() == "共用纸 2 张，两面打印，长边翻页。"
    qtbot.mouseClick(dialog.which.chips["some"], LEFT)
    qtbot.keyClicks(dialog.ranges, "2-3")
    assert "有的双数页会印到正面" in dialog.told.text()
    dialog.close()


def test_a_printer_that_turns_no_sheet_is_given_the_fronts_then_the_backs(
    qtbot: QtBot, desk: Any, page: PreviewPage, printers: PrinterStand
) -> None:
    desk.settings.printer = "窗口 旧机"
    qtbot.mouseClick(page.bar.both_sides, LEFT)
    until_idle(qtbot, desk, lambda: page.made is not None)
    qtbot.mouseClick(page.print_button, LEFT)
    (dialog,) = page.findChildren(PrintDialog)
    assert "不会自己翻面" in dialog.by_hand.text()
    qtbot.mouseClick(dialog.which.chips["backs"], LEFT)
    qtbot.mouseClick(dialog.print_button, LEFT)
    until_idle(qtbot, desk)
    assert [(job.pages, job.two_sided) for job, _ in printers.taken] == [((1,), False)]


def test_a_range_is_typed_and_what_is_wrong_with_it_is_told(
    qtbot: QtBot, desk: Any, page: PreviewPage, printers: PrinterStand, dialog: PrintDialog
) -> None:
    qtbot.mouseClick(dialog.which.chips["some"], LEFT)
    qtbot.keyClicks(dialog.ranges, "2-9")
    assert "没有第 9 页，一共 3 页" in dialog.complaint.text()
    assert not dialog.print_button.isEnabled()
    dialog.ranges.clear()
    dialog.ranges.insert("1，3")  # as an input method commits it
    qtbot.mouseClick(dialog.print_button, LEFT)
    until_idle(qtbot, desk)
    assert printers.taken[0][0].pages == (0, 2)
    assert told(desk) == [("打印", "会议记录", ("第 1,3 页，1 份",))]


@pytest.mark.parametrize("words", ["", "0", "100", "两", "-1"])
def test_copies_that_cannot_be_are_told(qtbot: QtBot, dialog: PrintDialog, words: str) -> None:
    dialog.copies.clear()
    dialog.copies.insert(words)
    assert "份数看不出来" in dialog.complaint.text()
    assert not dialog.print_button.isEnabled()


def test_without_a_printer_the_way_out_is_named(
    qtbot: QtBot, page: PreviewPage, printers: PrinterStand
) -> None:
    printers.there = []
    qtbot.mouseClick(page.print_button, LEFT)
    (dialog,) = page.findChildren(PrintDialog)
    assert not dialog.print_button.isEnabled()
    assert dialog.print_button.toolTip() == "没有打印机"
    dialog.close()


def test_what_the_printer_did_not_take_is_told_and_written_nowhere(
    qtbot: QtBot, desk: Any, page: PreviewPage, printers: PrinterStand, shell: Shell
) -> None:
    printers.refusal = UserError("电脑放临时文件的地方满了", "这份材料没有变", "请腾出空间")
    page.hand_over(PrintJob("a", "办公室 HP", (0, 1, 2)))
    until_idle(qtbot, desk)
    assert "临时文件的地方满了" in shell.notice.words.text()
    assert (told(desk), written_down(desk)) == ([], [])
    assert page.print_button.isEnabled()


def test_what_was_printed_but_not_written_down_is_not_to_be_printed_again(
    qtbot: QtBot, desk: Any, page: PreviewPage, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UserError("支部文件写不进去")

    monkeypatch.setattr(desk.prints, "printed", refuse)
    page.hand_over(PrintJob("a", "办公室 HP", (0, 1, 2)))
    until_idle(qtbot, desk)
    assert "已经交给打印机，但没有记进打印登记" in shell.notice.words.text()
    assert "不用再做一次" in shell.notice.words.text()


def test_a_printer_is_calibrated_by_three_measures(
    qtbot: QtBot, desk: Any, page: PreviewPage, printers: PrinterStand, dialog: PrintDialog
) -> None:
    qtbot.mouseClick(dialog.calibrate_button, LEFT)
    (asked,) = dialog.findChildren(CalibrationDialog)
    qtbot.mouseClick(asked.sheet_button, LEFT)
    until_idle(qtbot, desk)
    assert printers.taken[0][0] == PrintJob("打印机校准页", "办公室 HP", (0,))
    for box, words in zip(asked.boxes, ("18.5", "２１", "170毫米"), strict=True):
        assert not asked.keep_button.isEnabled()
        box.insert(words)
    assert asked.found.text() == "以后这台打印机印的都右移 1.5 毫米、上移 1 毫米。"
    qtbot.mouseClick(asked.keep_button, LEFT)
    assert desk.settings.print_offsets == {"办公室 HP": [1.5, -1.0]}
    assert "按校准右移 1.5 毫米、上移 1 毫米" in dialog.told.text()
    qtbot.mouseClick(dialog.print_button, LEFT)
    until_idle(qtbot, desk)
    assert (printers.taken[1][0].right, printers.taken[1][0].down) == (1.5, -1.0)
    assert told(desk) == [("打印", "会议记录", ("3 页，1 份",))]  # the sheet itself is no paper of the branch


def test_words_are_found_one_place_after_another(
    qtbot: QtBot, desk: Any, page: PreviewPage, shell: Shell
) -> None:
    shell.header.search.insert("会议")
    qtbot.keyClick(shell.header.search, Qt.Key.Key_Return)
    until_idle(qtbot, desk)
    assert page.find_bar.told.text() == "“会议”第 1 处，共 3 处，在第 1 页"
    qtbot.mouseClick(page.find_bar.next_button, LEFT)
    qtbot.keyClick(page.sheets, Qt.Key.Key_F3)
    assert page.find_bar.told.text() == "“会议”第 3 处，共 3 处，在第 3 页"
    assert page.search.here == (2, 0)
    qtbot.mouseClick(page.find_bar.before_button, LEFT)
    assert page.search.here == (1, 0)
    shell.header.search.clear()
    shell.header.search.insert("没有的字")
    qtbot.keyClick(shell.header.search, Qt.Key.Key_Return)
    until_idle(qtbot, desk)
    assert page.find_bar.told.text() == "这份材料里没有“没有的字”"
    assert not page.find_bar.next_button.isEnabled()


def test_a_small_page_at_the_side_leads_to_it(qtbot: QtBot, desk: Any, page: PreviewPage) -> None:
    until_idle(qtbot, desk, page.small.ready)
    qtbot.mouseClick(page.small.viewport(), LEFT, pos=page.small.area_of(2).center())
    assert page.sheets.current() == 2
    assert page.bar.place.text() == "第 3 页"


def test_one_page_less_is_asked_for_and_shown_as_before_where_that_is_too_small(
    qtbot: QtBot, desk: Any, page: PreviewPage, shell: Shell
) -> None:
    assert page.bar.tighten_button.text() == "缩到 2 页"
    qtbot.mouseClick(page.bar.tighten_button, LEFT)
    until_idle(qtbot, desk, lambda: page.made is not None)
    assert page.bar.count.text() == "共 2 页"
    make = desk.renderer.make

    def refuse(key: str, *, at_most: int = 0, **args: Any) -> Any:
        if at_most:
            raise UserError("缩到 1 页字就太小了")
        return make(key, **args)

    desk.renderer.make = refuse
    qtbot.mouseClick(page.bar.tighten_button, LEFT)
    until_idle(qtbot, desk, lambda: page.made is not None)
    assert "字就太小" in shell.notice.words.text()
    assert page.bar.count.text() == "共 3 页"


def test_many_papers_are_one_print_each_with_its_line_in_the_register(
    qtbot: QtBot, desk: Any, page: PreviewPage, printers: PrinterStand, shell: Shell
) -> None:
    desk.renderer.pages = 1
    many = [("minutes_record", {"uid": str(number)}) for number in range(5)]
    shell.go("preview", many=many, title="五份记录", back="home")
    until_idle(qtbot, desk, lambda: page.made is not None)
    assert page.bar.count.text() == "5 份，共 5 页"
    assert not page.progress.isVisible()
    assert not page.bar.tighten_button.isVisible()
    page.hand_over(PrintJob("五份记录", "办公室 HP", tuple(range(5)), copies=2))
    until_idle(qtbot, desk)
    assert len(printers.taken) == 1
    assert written_down(desk) == [("打印", 2)] * 5
    assert told(desk) == [("打印", "五份记录", ("5 份材料，共 5 页，各 2 份",))]


def test_the_making_of_many_can_be_stopped(qtbot: QtBot, desk: Any, page: PreviewPage, shell: Shell) -> None:
    make, made = desk.renderer.make, []
    reached, pressed = threading.Event(), threading.Event()

    def slow(key: str, **args: Any) -> Any:
        made.append(args)
        if len(made) == 2:
            reached.set()
            assert pressed.wait(20)
        return make(key, **args)

    desk.renderer.make = slow
    shell.go("preview", many=[("minutes_record", {"uid": str(one)}) for one in range(50)], back="home")
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    qtbot.mouseClick(page.progress.button, LEFT)
    pressed.set()
    until_idle(qtbot, desk)
    assert len(made) == 2
    assert page.made is None
    assert page.warning is not None
    assert "已停止" in page.warning.words.text()
    assert not page.progress.isVisible()


def test_escape_goes_back(qtbot: QtBot, page: PreviewPage, shell: Shell) -> None:
    qtbot.keyClick(page.sheets, Qt.Key.Key_Escape)
    assert shell.pages.current_key == "home"
