"""校准打印机: print the sheet, measure three lengths, and the print stands where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.printing.calibration_sheet import ACROSS, EDGE, calibration_sheet, offset_of
from desktop_app.printing.print_job import PrintJob, moved_words
from desktop_app.printing.raster import PdfPages
from desktop_app.views.bridge import Progress
from desktop_app.views.pages.office.printers import Printers
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_WIDE = str.maketrans("０１２３４５６７８９．。，", "0123456789...")
_QUESTIONS = (
    f"纸的左边到左边竖线（应为 {EDGE:g}）",
    f"纸的上边到上边横线（应为 {EDGE:g}）",
    f"左右两条竖线之间（应为 {ACROSS:g}）",
)


class CalibrationDialog(FittedDialog):
    """Keeps in the settings of this PC by how much ``printer`` is off."""

    def __init__(self, desk: Desk, printers: Printers, printer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("校准打印机")
        self._desk, self._printers, self._printer = desk, printers, printer
        theme = desk.theme
        soft = theme.colours.text_soft
        self.sheet_button = PlainButton(theme, "打印校准页", "print")
        self.told = Words(theme, colour=soft, wrap=True)
        self.boxes = [QLineEdit() for _ in _QUESTIONS]
        self.found = Words(theme, wrap=True)
        self.clear_button = PlainButton(theme, "不再校正")
        self.keep_button = PrimaryButton(theme, "记住这台打印机")
        unit = theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(unit(24), unit(20), unit(24), unit(20))
        column.setSpacing(unit(12))
        column.addWidget(Words(theme, printer, bold=True, wrap=True))
        column.addWidget(Words(theme, "先打印一张校准页，用尺子量三个数，填在下面，单位是毫米。", wrap=True))
        first = QHBoxLayout()
        first.addWidget(self.sheet_button)
        first.addWidget(self.told, 1)
        column.addLayout(first)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (question, box) in enumerate(zip(_QUESTIONS, self.boxes, strict=True)):
            box.setAccessibleName(question)
            box.setFixedWidth(unit(100))
            box.textChanged.connect(self._look)
            grid.addWidget(Words(theme, question), row, 0)
            grid.addWidget(box, row, 1)
        column.addLayout(grid)
        column.addWidget(self.found)
        last = QHBoxLayout()
        last.addWidget(self.clear_button)
        last.addStretch(1)
        last.addWidget(self.keep_button)
        column.addLayout(last)
        self.setMinimumWidth(unit(520))
        self._offset: tuple[float, float] | None = None
        self.sheet_button.clicked.connect(self.print_sheet)
        self.clear_button.clicked.connect(lambda: self._keep(None))
        self.keep_button.clicked.connect(lambda: self._keep(self._offset))
        allow(self.clear_button, "" if printer in desk.settings.print_offsets else "这台打印机没有校正过")
        self._look()

    def print_sheet(self) -> None:
        """Print the sheet as the printer is by itself, whatever it was moved by before."""
        renderer, printers, name = self._desk.renderer, self._printers, self._printer
        allow(self.sheet_button, BUSY)
        self.told.setText("正在打印…")

        def job(progress: Progress) -> None:
            with PdfPages(calibration_sheet(renderer.fonts, name)) as pages:
                printers.send(PrintJob("打印机校准页", name, (0,)), pages, progress)

        self._desk.bridge.run(
            job,
            done=lambda _: self._printed("已交给打印机。"),
            failed=lambda error: self._printed(error.sentence()),
            progress=lambda *_: None,
        )

    def _printed(self, words: str) -> None:
        allow(self.sheet_button)
        self.told.setText(words)

    def _look(self, *_: object) -> None:
        """Tell what follows from what was measured."""
        self._offset = None
        typed = [box.text().translate(_WIDE).replace("毫米", "").strip() for box in self.boxes]
        try:
            left, top, across = map(float, typed)
            right, down = self._offset = offset_of(left, top, across)
        except ValueError:
            self.found.setText("三个数都填上，才知道要移多少。" if any(typed) else "")
        except UserError as error:
            self.found.setText(error.sentence())
        else:
            words = moved_words(right, down)
            self.found.setText(
                f"以后这台打印机印的都{words}。" if words else "这台打印机印得正好，不用校正。"
            )
        allow(self.keep_button, "" if self._offset else "三个数还没有填好")

    def _keep(self, offset: tuple[float, float] | None) -> None:
        offsets = self._desk.settings.print_offsets
        if offset is None or offset == (0, 0):
            offsets.pop(self._printer, None)
        else:
            offsets[self._printer] = list(offset)
        try:
            self._desk.settings.save()
        except UserError as error:
            self.found.setText(error.sentence())
        else:
            self.accept()
