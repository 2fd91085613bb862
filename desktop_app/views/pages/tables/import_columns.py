"""The second leaf of an import: columns recognised beside the first rows, questions about the whole file."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from desktop_app.desk import Desk
from desktop_app.exchange.workbook.grid import letter
from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.exchange.workbook.words import shown
from desktop_app.views.page_parts.exchange_parts import Verb, empty
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.why_not import allow

# So many of the first rows stand beside the columns, each cell in the line of its own.
_ROWS_SHOWN = 2
_HEADS = ("列", "表里的列名", "对应栏目")
# Units of the window's height under which a leaf of the import shows what is to be done alone.
LOW = 600
_SHORT = 14  # letters of an answer that fit beside their question
# Answers to these change which rows and columns there are: the plan is worked out at once.
_AT_ONCE = ("foreign:", "sheet", "head:")


class ColumnsLeaf(QWidget):
    """``agreed`` tells answers (question key → index) and asks for the check; ``answered`` those to take at
    once; ``columns_set`` a column put right by hand (number → box name or None); ``put_away`` goes back."""

    agreed = Signal(object)
    answered = Signal(object)
    columns_set = Signal(object)
    put_away = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.plan: ImportPlan | None = None
        self.boxes: dict[str, ChoiceBox] = {}
        self._is_low = False
        theme = desk.theme
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.unit(12))
        whole.addWidget(self._columns_card(), 8)
        whole.addWidget(self._questions_card(), 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen one of the first rows has to do, and nothing is said of the chosen column."""
        super().resizeEvent(event)
        low = self.window().height() < self._desk.theme.unit(LOW)
        if low != self._is_low and self.plan is not None:
            self._is_low = low
            self._show_columns(self.plan)
        self._is_low = low
        self._make_room()

    def _make_room(self) -> None:
        self.column_words.setHidden(self._is_low)
        self.notes.setVisible(bool(self.notes.text()))

    # -- laying out --------------------------------------------------------------------------------

    def _columns_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "认出的列", " ")
        self.columns_note = card.header.note if card.header else Words(theme)
        self.columns = PlainTable(theme, _HEADS, (48, 148, 160, 160, 160), name="认出的列和前几行")
        self.columns.chosen.connect(self._show_column)
        card.body.addWidget(self.columns, 1)
        self.column_words = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        card.body.addWidget(self.column_words)
        self.target = ChoiceBox(theme)
        self.target.setAccessibleName("这一列对应的栏目")
        self.target.activated.connect(self._set_column)
        card.body.addWidget(self.target)
        self.notes = faint(theme, wrap=True)
        card.body.addWidget(self.notes)
        return card

    def _questions_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "整份表的问题", " ")
        self.questions_note = card.header.note if card.header else Words(theme)
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        self._list = QGridLayout(inside)
        self._list.setContentsMargins(0, 0, theme.unit(8), 0)
        self._list.setHorizontalSpacing(theme.unit(16))
        self._list.setVerticalSpacing(theme.unit(8))
        self._list.setColumnStretch(0, 5)
        self._list.setColumnStretch(1, 4)
        self._scroll = scroll = QScrollArea()
        scroll.setAccessibleName("整份表的问题")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setMinimumHeight(theme.unit(100))
        scroll.setWidget(inside)
        card.body.addWidget(scroll, 1)
        self.back_button = PlainButton(theme, "换一份表格")
        self.back_button.setProperty("tall", "true")
        self.back_button.clicked.connect(self.put_away)
        self.check_verb = Verb(theme, PrimaryButton(theme, "检查", "checklist"))
        self.check_button = self.check_verb.button
        self.check_button.clicked.connect(lambda: self.agreed.emit(self.answers()))
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        row.addWidget(self.back_button)
        row.addWidget(self.check_verb, 1)
        card.body.addLayout(row)
        return card

    def take_focus(self) -> None:
        """Put the cursor on the first question that has no answer, else on the check."""
        open_ones = [box for box in self.boxes.values() if box.value() is None]
        (open_ones[0] if open_ones else self.check_button).setFocus()

    # -- showing -----------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what was recognised."""
        kept = {key: box.value() for key, box in self.boxes.items()}
        self.plan = plan
        self._show_columns(plan)
        self._show_questions(plan, kept)

    def _show_columns(self, plan: ImportPlan) -> None:
        header, titles, grid = plan.header, plan.titles, plan.grid
        below = range(header.last + 1, len(grid.rows) + 1)
        rows = [row for row in below if any(grid.rows[row - 1])][: 1 if self._is_low else _ROWS_SHOWN]
        lines = []
        for column in range(1, grid.width + 1):
            name, head = header.target(column), header.heads.get(column, "")
            more = "（每月一条）" if column in header.months else ""
            if not head and name is None and not header.by_hand:
                continue
            lines.append(
                PlainLine(
                    (
                        letter(column), head or "（没有列名）", titles[name] + more if name else "不导入",
                        *(shown(grid.cell(row, column)) for row in rows),
                    ),
                    {} if name else {2: "draft"},
                    (column, name),
                )
            )  # fmt: skip
        before = self.columns.line()
        self.columns.show_lines(lines, (*_HEADS, *(f"第{row}行" for row in rows)))
        if before is not None and (same := [n for n, one in enumerate(lines) if one.key[0] == before.key[0]]):
            self.columns.choose(same[0])
        left = sum(line.key[1] is None for line in lines)
        known = f"{len(lines) - left} 列" + (f"，另有 {left} 列不导入" if left else "")
        known += f"；{grid.name}：共 {len(plan.rows)} 行"
        self.columns_note.setText("没有认全，请逐列选" if header.by_hand and not header.said else known)
        self.notes.setText("；".join(plan.notes))
        self._make_room()
        pairs = [(name, title) for name, title in titles.items()]
        self.target.blockSignals(True)
        self.target.set_pairs([("", "不导入这一列"), *pairs])
        self.target.blockSignals(False)
        self._show_column(self.columns.line())

    def _show_column(self, line: PlainLine | None) -> None:
        allow(self.target, "" if line is not None else "先选左边的一列")
        if line is None:
            self.column_words.setText("")
            return
        _, name = line.key
        self.column_words.setText(f"{line.cells[0]}列“{line.cells[1]}”认错了？在这里改：")
        self.target.set_value(name or "")

    def _set_column(self) -> None:
        line = self.columns.line()
        if line is not None and self.target.value() != (line.key[1] or ""):
            self.columns_set.emit({line.key[0]: self.target.value() or None})

    def _show_questions(self, plan: ImportPlan, kept: Mapping[str, object]) -> None:
        theme = self._desk.theme
        empty(self._list)
        self.boxes = {}
        # What waits for an answer stands first; a question with long answers takes the whole width.
        questions = sorted(plan.file_questions, key=lambda one: one.proposal is not None)
        line = 0
        for question in questions:
            words = Words(theme, question.what, wrap=True)
            box = ChoiceBox(theme)
            pairs: list[tuple[object, str]] = [(n, c.label) for n, c in enumerate(question.choices)]
            if question.proposal is None:
                pairs.insert(0, (None, "请选择"))
            box.set_pairs(pairs)
            box.set_value(kept.get(question.key, question.proposal))
            box.setAccessibleName(question.what)
            box.setToolTip(box.currentText())
            box.setMinimumContentsLength(12)
            box.activated.connect(partial(self._picked, question.key))
            words.setBuddy(box)
            self.boxes[question.key] = box
            if max(len(choice.label) for choice in question.choices) > _SHORT:
                self._list.addWidget(words, line, 0, 1, 2)
                self._list.addWidget(box, line + 1, 0, 1, 2)
                line += 2
            else:
                self._list.addWidget(words, line, 0, Qt.AlignmentFlag.AlignVCenter)
                self._list.addWidget(box, line, 1, Qt.AlignmentFlag.AlignTop)
                line += 1
        if not questions:
            self._list.addWidget(
                Words(theme, "没有要问的，可以检查了。", colour=theme.colours.text_soft), 0, 0
            )
        for row in range(self._list.rowCount()):
            self._list.setRowStretch(row, 0)
        self._list.setRowStretch(self._list.rowCount(), 1)
        self._scroll.verticalScrollBar().setValue(0)
        self._judge()

    def _picked(self, key: str, _: int) -> None:
        self.boxes[key].setToolTip(self.boxes[key].currentText())
        if key.startswith(_AT_ONCE):
            self.answered.emit({key: self.boxes[key].value()})
        else:
            self._judge()

    def answers(self) -> dict[str, object]:
        """The choice made for every question."""
        return {key: box.value() for key, box in self.boxes.items() if box.value() is not None}

    def _judge(self) -> None:
        plan = self.plan
        if plan is not None and not plan.header.filled:
            self.questions_note.setText("")
            self.check_verb.set_reason("请先在左边选一列，再选它对应哪一栏")
            return
        missing = len(self.boxes) - len(self.answers())
        chosen = f"{len(self.boxes)} 个，已按建议选好，请看一眼" if self.boxes else ""
        self.questions_note.setText(f"还有 {missing} 个要您选" if missing else chosen)
        self.check_verb.set_reason(f"上面还有 {missing} 个问题要选" if missing else "")
        if not missing:
            self.check_verb.why.setText("逐行核对，不会写入")
