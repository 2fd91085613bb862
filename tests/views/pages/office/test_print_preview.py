"""The preview: the bytes that were made, page by page, their warnings, and the ways out."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.base.errors import UserError
from desktop_app.printing.raster import PdfPages
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.views.pages.office import print_out
from desktop_app.views.pages.office.print_preview import PreviewPage
from desktop_app.views.pages.office.print_sheets import KEPT_IMAGES
from desktop_app.views.shell import Shell
from tests.views.pages.branch import until_idle

LEFT = Qt.MouseButton.LeftButton


class PaperPrinter(QPrinter):
    """Says that it prints on paper, on a machine without a printer too."""

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat


def told(desk: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """The lines of the log of acts."""
    return [(one.action, one.target, one.diff) for one in desk.ledger.find(AuditLog.live())]


@pytest.fixture
def page(qtbot: QtBot, desk: Any, shell: Shell) -> PreviewPage:
    """A paper of three pages on the screen."""
    shell.add_hidden_page("preview", lambda: PreviewPage(desk, shell))
    shell.go("preview", key="minutes_record", args={"uid": "u"}, title="会议记录", back="home")
    made = shell.current_page()
    assert isinstance(made, PreviewPage)
    until_idle(qtbot, desk, lambda: made.paper is not None and made.sheets.ready())
    return made


def test_the_pages_of_the_very_bytes_are_shown(page: PreviewPage, desk: Any) -> None:
    assert desk.renderer.made == [("minutes_record", {"uid": "u"})]
    assert page.count.text() == "共 3 页"
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
    qtbot.mouseClick(page.actual_button, LEFT)
    assert page.percent.text() == "100%"
    qtbot.mouseClick(page.larger_button, LEFT)
    assert page.percent.text() == "125%"
    qtbot.keyClick(page.sheets, Qt.Key.Key_Minus)
    assert page.percent.text() == "100%"
    qtbot.mouseClick(page.width_button, LEFT)
    assert page.sheets.fits
    qtbot.mouseClick(page.whole_button, LEFT)
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
    assert page.place.text() == "正在看第 14 页"
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


def test_what_was_handed_to_a_printer_stands_in_the_log(
    qtbot: QtBot, desk: Any, page: PreviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "takes_pdf", lambda printer: True)
    kept: list[bytes] = []
    monkeypatch.setattr(print_out, "send_pdf", lambda words, pdf: kept.append(pdf))
    printer = PaperPrinter()
    printer.setCopyCount(2)
    page.hand_over(printer)
    until_idle(qtbot, desk)
    assert kept == [page.paper.pdf]
    assert told(desk) == [("打印", "会议记录", ("3 页，2 份",))]


def test_printing_to_a_file_writes_the_pdf_itself(
    qtbot: QtBot, desk: Any, page: PreviewPage, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    page.hand_over(printer)
    until_idle(qtbot, desk)
    assert (tmp_path / "out.pdf").read_bytes() == page.paper.pdf


def test_pages_drawn_for_a_printer_fill_the_paper(page: PreviewPage, tmp_path: Path) -> None:
    pages = PdfPages(page.paper.pdf)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "raster.pdf"))
    print_out.fit_to_paper(printer, pages)
    printer.setFromTo(2, 3)
    print_out.paint_pages(printer, pages)
    with PdfPages((tmp_path / "raster.pdf").read_bytes()) as drawn:
        assert len(drawn) == 2
        assert drawn.sizes[0] == pytest.approx(pages.sizes[0], abs=1.0)


def test_the_words_for_the_spooler() -> None:
    assert print_out.lp_command("HP", 2, 1, 3, True) == [
        "lp", "-d", "HP", "-n", "2", "-P", "1-3", "-o", "sides=two-sided-long-edge", "-",
    ]  # fmt: skip
    assert "-P" not in print_out.lp_command("HP", 1, 0, 0, False)


def test_the_spooler_gets_the_paper_through_the_pipe_and_its_refusal_is_told(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    copy = f"import pathlib,sys; pathlib.Path({str(kept)!r}).write_bytes(sys.stdin.buffer.read())"
    print_out.send_pdf([sys.executable, "-c", copy], b"%PDF-1.7 x")
    assert kept.read_bytes() == b"%PDF-1.7 x"
    with pytest.raises(UserError, match="没有收下"):
        print_out.send_pdf([sys.executable, "-c", "raise SystemExit(1)"], b"x")


def test_escape_goes_back(qtbot: QtBot, page: PreviewPage, shell: Shell) -> None:
    qtbot.keyClick(page.sheets, Qt.Key.Key_Escape)
    assert shell.pages.current_key == "home"
