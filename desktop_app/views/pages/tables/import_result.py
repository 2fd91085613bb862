"""The last leaf of an import: what went in, what did not and why, the marked workbook, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.exchange.workbook.apply import ImportResult
from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.storage.import_batches import standing
from desktop_app.views.page_parts.exchange_parts import Trouble, Verb, empty, good_news
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.pages.tables.import_batches import standing_words
from desktop_app.views.pages.tables.import_check import who
from desktop_app.views.pages.tables.import_columns import LOW
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import faint


class ResultLeaf(QWidget):
    """Signals ask for what the buttons say; ``turned`` tells True for undo, False for redo."""

    workbook_asked = Signal()
    turned = Signal(bool)
    records_asked = Signal()
    put_away = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.result: ImportResult | None = None
        self.undone = False
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(12))
        top = Card(theme)
        self._news = QVBoxLayout()
        top.body.addLayout(self._news)
        self.records_button = PrimaryButton(theme, "看花名册", "next")
        self.records_button.clicked.connect(self.records_asked)
        self.workbook_button = PlainButton(theme, "保存标记过的表格", "save")
        self.workbook_button.setProperty("tall", "true")
        self.workbook_button.clicked.connect(self.workbook_asked)
        self.undo_verb = Verb(theme, PlainButton(theme, "撤销这次导入", "undo"))
        self.undo_button = self.undo_verb.button
        self.undo_button.setProperty("tall", "true")
        self.undo_button.clicked.connect(lambda: self.turned.emit(not self.undone))
        self.again_button = PlainButton(theme, "再导入一份", "add")
        self.again_button.setProperty("tall", "true")
        self.again_button.clicked.connect(self.put_away)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        for button in (self.records_button, self.workbook_button, self.again_button):
            row.addWidget(button)
        row.addWidget(self.undo_verb, 1)
        top.body.addSpacing(theme.unit(8))
        top.body.addLayout(row)
        self.stays = faint(theme, wrap=True)
        top.body.addWidget(self.stays)
        self.trouble = Trouble(theme)
        top.body.addWidget(self.trouble)
        column.addWidget(top)
        left = Card(theme, "没有导入的行", "改好再导入一次就行，不会重复")
        self.rows = PlainTable(
            theme,
            ("行", "是谁", "结果", "为什么"),
            (56, 150, 110, 600),
            empty=("done", "每一行都导入了"),
            name="没有导入的行",
        )
        left.body.addWidget(self.rows, 1)
        column.addWidget(left, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand_whole()

    def _stand_whole(self) -> None:
        """A low page scrolls: the list in it does not as well."""
        self.rows.stand_whole(self.window().height() < self._desk.theme.unit(LOW))

    def show_result(self, plan: ImportPlan, result: ImportResult) -> None:
        """Show what an import did."""
        self.result, self.undone = result, False
        lines = []
        for row in plan.rows:
            if row.row in result.left_out:
                tone = "overdue" if row.outcome is RowOutcome.REFUSED else "due"
                words = row.reasons() or "按您的选择"
                lines.append(
                    PlainLine((str(row.row), who(plan, row.row), row.outcome.value, words), {2: tone})
                )
        self.rows.show_lines(lines)
        self._stand_whole()
        self.records_button.setText(f"看{plan.register.title}")
        self.trouble.tell(None)
        self.show_state()

    def show_state(self) -> None:
        """Say whether the import stands, and whether it can be taken back now."""
        result = self.result
        if result is None:
            return
        empty(self._news)
        self.stays.setText("")
        self.stays.hide()
        words, note = result.sentence(), "导入前的备份已做好"
        if self.undone:
            words, note = "这次导入已撤销", "台账和导入前一样；按“重做这次导入”就又回来"
        self._news.addWidget(good_news(self._desk.theme, words, note))
        self.undo_button.setText("重做这次导入" if self.undone else "撤销这次导入")
        self.undo_verb.set_reason(self._why_not())

    def _why_not(self) -> str:
        ledger, result = self._desk.ledger, self.result
        if result is None or result.change is None:
            return "没有写入任何行，不用撤销"
        if self.undone:
            back = ledger.can_redo()
            return "" if back and result.title in back else "之后又有别的改动，不能重做了，请再导入一次"
        stays = standing(ledger, result.change.action)
        self.stays.setText(standing_words(self._desk, stays) if stays.stays else "")
        self.stays.setVisible(bool(stays.stays))
        return "" if stays.goes else "后来都改过或者用到了，没有可以退回的"
