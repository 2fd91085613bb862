"""打印: which printer, which pages, how many copies; what is wrong with them is told at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.printing.arranged import sheets_needed
from desktop_app.printing.page_ranges import read_ranges
from desktop_app.printing.print_job import PrintJob, moved_words
from desktop_app.settings import Settings
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.pages.office.printers import Printers
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.why_not import allow

ALL, HERE, SOME, FRONTS, BACKS = "all", "here", "some", "fronts", "backs"
MOST_COPIES = 99
_NO_PRINTER = "这台电脑上没有找到打印机。请装好打印机再来，或者先保存为PDF，拿到别的电脑上打印。"
_BY_HAND = "这台打印机不会自己翻面：先打印“正面”，把纸翻过来放回纸盒，再打印“反面”。"


class PrintDialog(FittedDialog):
    """Asks for a job over ``pages`` pages, of which the window shows number ``here`` (from 0).

    ``calibrating`` asks to calibrate the printer chosen.
    """

    calibrating = Signal(str)

    def __init__(
        self,
        theme: Theme,
        printers: Printers,
        settings: Settings,
        title: str,
        pages: int,
        here: int = 0,
        *,
        two_sided: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        self._theme, self._printers, self._settings = theme, printers, settings
        self._title, self._pages, self._here, self._two_sided = title, pages, here, two_sided
        self._job: PrintJob | None = None
        names = printers.names()
        if settings.printer in names:
            names.remove(settings.printer)
            names.insert(0, settings.printer)
        self.printer = ChoiceBox(theme, [(name, name) for name in names])
        self.printer.setAccessibleName("打印机")
        self.calibrate_button = LinkButton(theme, "校准这台打印机", "target")
        self.calibrate_button.clicked.connect(lambda: self.calibrating.emit(str(self.printer.value())))
        self._sides = [(ALL, f"全部 {pages} 页"), (HERE, f"只印第 {here + 1} 页"), (SOME, "指定页")]
        self.which = ChipRow(theme, self._sides)
        self.ranges = QLineEdit()
        self.ranges.setPlaceholderText("如 1-3,5")
        self.ranges.setAccessibleName("指定页")
        self.copies = QLineEdit(str(settings.print_copies))
        self.copies.setAccessibleName("份数")
        self.copies.setFixedWidth(theme.unit(80))
        self.pictures = QCheckBox("按图片打印（印出来缺字、变形时才用）")
        self.complaint = Words(theme, colour=theme.colours.wrong, wrap=True)
        self.by_hand = Words(theme, _BY_HAND, colour=theme.colours.tone("due").ink, wrap=True)
        self.told = faint(theme, wrap=True)
        self.cancel_button = PlainButton(theme, "先不打印")
        self.print_button = PrimaryButton(theme, "打印", "print")
        self._lay_out(names)
        self.cancel_button.clicked.connect(self.reject)
        self.print_button.clicked.connect(self.accept)
        self.printer.currentTextChanged.connect(self._look)
        self.which.chosen.connect(self._choose)
        for box in (self.ranges, self.copies):
            box.textChanged.connect(self._look)
        self._look()

    def _lay_out(self, names: list[str]) -> None:
        theme, unit = self._theme, self._theme.unit
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit(12))
        grid.setVerticalSpacing(unit(10))
        grid.setColumnStretch(1, 1)
        which = QVBoxLayout()
        which.setSpacing(unit(6))
        which.addWidget(self.which)
        which.addWidget(self.ranges)
        printer = QHBoxLayout()
        printer.addWidget(self.printer, 1)
        printer.addWidget(self.calibrate_button)
        copies = QHBoxLayout()
        copies.addWidget(self.copies)
        copies.addWidget(Words(theme, "份"))
        copies.addStretch(1)
        for row, (words, field) in enumerate((("打印机", printer), ("页", which), ("份数", copies))):
            grid.addWidget(Words(theme, words, colour=theme.colours.text_soft), row, 0)
            grid.addLayout(field, row, 1)
        grid.addWidget(self.pictures, 3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit(24), unit(20), unit(24), unit(20))
        column.setSpacing(unit(12))
        column.addWidget(Words(theme, self._title, bold=True, wrap=True))
        if not names:
            column.addWidget(Words(theme, _NO_PRINTER, colour=theme.colours.tone("due").ink, wrap=True))
        column.addLayout(grid)
        for widget in (self.by_hand, self.complaint, self.told):
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.print_button)
        column.addLayout(buttons)
        self.setMinimumWidth(unit(560))

    def job(self) -> PrintJob:
        """What was asked for; the dialog was accepted."""
        assert self._job is not None
        return self._job

    def accept(self) -> None:
        """Remember the printer and the copies for the next time."""
        if self._job is None:
            return
        self._settings.printer, self._settings.print_copies = self._job.printer, self._job.copies
        super().accept()

    def look_again(self) -> None:
        """The printer chosen was calibrated."""
        self._look()

    def _choose(self, which: object) -> None:
        self.ranges.setVisible(which == SOME)
        if which == SOME:
            self.ranges.setFocus()
        self._look()

    def _look(self, *_: object) -> None:
        """Read what is asked for, and tell what is wrong with it or how much paper it takes."""
        name = str(self.printer.value() or "")
        turns = self._two_sided and bool(name) and self._printers.takes_both_sides(name)
        by_hand = self._two_sided and bool(name) and not turns
        self.by_hand.setVisible(by_hand)
        self.which.set_pairs([*self._sides, (FRONTS, "正面"), (BACKS, "反面")] if by_hand else self._sides)
        self.ranges.setVisible(self.which.value() == SOME)
        allow(self.calibrate_button, "" if name else "还没有打印机")
        try:
            copies, pages = self._copies(), self._chosen_pages()
        except UserError as error:
            self._job = None
            self.complaint.setText(error.sentence())
            self.complaint.show()
            self.told.setText("")
            allow(self.print_button, error.what)
            return
        right, down = self._settings.print_offset(name)
        self._job = PrintJob(
            self._title, name, pages, copies,
            two_sided=turns, as_pictures=self.pictures.isChecked(), right=right, down=down,
        )  # fmt: skip
        self.complaint.hide()
        sides = "，两面打印，长边翻页" if turns else ""
        if turns and any(page % 2 != at % 2 for at, page in enumerate(pages)):
            sides += "；有的双数页会印到正面，装订边就反了，按整张选（如 1-2）才对"
        words = moved_words(right, down)
        moved = f"；按校准{words}" if words else ""
        self.told.setText(f"共用纸 {sheets_needed(len(pages), copies, two_sided=turns)} 张{sides}{moved}。")
        allow(self.print_button, "" if name else "没有打印机")

    def _copies(self) -> int:
        words = self.copies.text().strip()
        copies = int(words) if words.isdecimal() else 0
        if not 1 <= copies <= MOST_COPIES:
            raise UserError("份数看不出来", todo=f"请写 1 到 {MOST_COPIES} 的数")
        return copies

    def _chosen_pages(self) -> tuple[int, ...]:
        which = self.which.value()
        if which == HERE:
            return (self._here,)
        if which == SOME:
            return read_ranges(self.ranges.text(), self._pages)
        start, step = {FRONTS: (0, 2), BACKS: (1, 2)}.get(str(which), (0, 1))
        pages = tuple(range(start, self._pages, step))
        if not pages:
            raise UserError("这份材料只有一页，没有反面")
        return pages
