"""The first leaf of an import: into which register, and the sheet dropped, chosen or pasted."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.paste import pasted_grid
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.records.record import Register
from desktop_app.views.page_parts.dropping import dropped_file
from desktop_app.views.page_parts.exchange_parts import Trouble
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.parts.labels import IconMark, Words, faint
from desktop_app.views.parts.tips import folded
from desktop_app.views.shell import Shell

KINDS = "表格 (*.xlsx *.xls *.xlsm *.et *.csv *.txt *.html);;所有文件 (*)"
_SPOKEN = 4
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


class ChooseLeaf(QWidget):
    """``chosen`` tells a file (Path) or a pasted block (Grid); ``register()`` where it is to go."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, doors: FileDialogs) -> None:
        super().__init__()
        self._desk, self._shell, self._doors = desk, shell, doors
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self._sheet_card(), 7)
        row.addWidget(self._hints_card(), 4)
        self._show_register()

    def _sheet_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "要导入的表格", "现有的名册、台账直接拿来用")
        line = QHBoxLayout()
        line.setSpacing(theme.unit(8))
        line.addWidget(Words(theme, "导入到", colour=theme.colours.text_soft))
        self.into = ChoiceBox(theme, [(r.name, r.title) for r in self._registers()])
        self.into.setAccessibleName("导入到哪本台账")
        self.into.setMinimumWidth(theme.unit(260))
        self.into.currentIndexChanged.connect(self._show_register)
        line.addWidget(self.into)
        line.addStretch(1)
        card.body.addLayout(line)
        self.zone = DropZone(self._desk)
        self.zone.dropped.connect(self.chosen)
        self.zone.file_button.clicked.connect(self._choose)
        self.zone.paste_button.clicked.connect(self.paste)
        card.body.addWidget(self.zone, 1)
        self.trouble = Trouble(theme)
        card.body.addWidget(self.trouble)
        return card

    def _hints_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "怎么导入")
        steps = (
            ("import", "先看再导入", "先列出认出的列，再逐行检查"),
            ("help", "拿不准就问", "看不准的都停下来问您"),
            ("error", "有错的行留下", "哪里错写清楚，其余照常导入"),
            ("undo", "导错了能撤销", "先自动备份，一按就撤销"),
        )
        for icon, title, words in steps:
            line = QHBoxLayout()
            line.setSpacing(theme.unit(12))
            line.addWidget(IconMark(theme, icon, theme.colours.text_soft, 24), 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(theme.unit(2))
            column.addWidget(Words(theme, title, bold=True))
            column.addWidget(Words(theme, words, colour=theme.colours.text_soft, wrap=True))
            line.addLayout(column, 1)
            card.body.addLayout(line)
            card.body.addSpacing(theme.unit(2))
        card.body.addStretch(1)
        self.knows = faint(theme, wrap=True)
        card.body.addWidget(self.knows)
        self.blank_button = PlainButton(theme, "保存一份空白表格", "download")
        self.blank_button.clicked.connect(self.save_blank)
        card.body.addWidget(self.blank_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _registers(self) -> list[Register]:
        kept = self._desk.ledger.catalogue
        return [r for r in kept if r.form_boxes and not r.stays_home and (r.group or r.parent)]

    def register(self) -> Register:
        """The register the rows go into."""
        return self._desk.ledger.catalogue[str(self.into.value())]

    def set_register(self, name: str) -> None:
        """Choose the register."""
        self.into.set_value(name)

    def _show_register(self) -> None:
        titles = [box.title for box in self.register().form_boxes.values()]
        more = f"等 {len(titles)} 列" if len(titles) > _SPOKEN else ""
        self.knows.setText(f"{self.register().title}认得的列：{'、'.join(titles[:_SPOKEN])}{more}")
        self.knows.setToolTip(folded("、".join(titles)))

    def _choose(self) -> None:
        path = self._doors.open_file(self, "选择表格文件", KINDS)
        if path is not None:
            self.chosen.emit(path)

    def paste(self) -> None:
        """Take the block of cells on the clipboard."""
        held = QGuiApplication.clipboard().mimeData()  # None while the clipboard is empty
        try:
            grid: SheetGrid = pasted_grid(held.text(), held.html()) if held else pasted_grid("")
        except UserError as error:
            self.trouble.tell(error)
        else:
            self.chosen.emit(grid)

    def save_blank(self) -> None:
        """Save an empty sheet with the heads this register knows."""
        register, ledger = self.register(), self._desk.ledger
        path = self._doors.save_file(
            self, "保存空白表格", f"{_NOT_IN_NAMES.sub('·', register.title)}-空白.xlsx", "表格 (*.xlsx)"
        )
        if path is None:
            return

        def job() -> None:
            save_bytes(path, write_sheet(register, [], ledger.name))

        self._desk.bridge.run(
            job,
            done=lambda _: self._shell.show_notice(f"空白表格已保存：{path.name}"),
            failed=self.trouble.tell,
        )


# Units of the window's height under which the place for a file does without its picture.
_LOW = 560


class DropZone(QFrame):
    """A wide dashed place to let a file fall on, with two buttons for those who do not drag."""

    dropped = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self._theme = theme
        self.setAcceptDrops(True)
        self.setProperty("look", "zone")
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(theme.unit(8))
        column.addStretch(1)
        self._mark = IconMark(theme, "table", theme.colours.edge_hover, 52)
        column.addWidget(self._mark, 0, middle)
        column.addWidget(Words(theme, "把表格文件拖到这里", steps=3, bold=True), 0, middle)
        column.addWidget(faint(theme, "Excel、WPS 表格、CSV；老的 .xls 也行，不用另存"), 0, middle)
        column.addSpacing(theme.unit(8))
        self.file_button = PrimaryButton(theme, "选择表格文件", "folder")
        self.paste_button = PlainButton(theme, "粘贴复制好的几行", "copy")
        self.paste_button.setProperty("tall", "true")
        self.paste_button.setToolTip("Ctrl+V")
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        row.addStretch(1)
        row.addWidget(self.file_button)
        row.addWidget(self.paste_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self._dress(over=False)

    def _dress(self, *, over: bool) -> None:
        colours, unit = self._theme.colours, self._theme.unit
        edge, ground = (colours.focus, colours.choice) if over else (colours.edge, colours.band)
        self.setStyleSheet(
            f'QFrame[look="zone"] {{ background: {ground}; border: {unit(2)}px dashed {edge};'
            f" border-radius: {unit(10)}px; }}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the words and the buttons have the room of the picture."""
        super().resizeEvent(event)
        self._mark.setHidden(self.window().height() < self._theme.unit(_LOW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()
            self._dress(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._dress(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._dress(over=False)
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)
