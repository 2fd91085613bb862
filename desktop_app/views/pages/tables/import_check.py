"""The third leaf of an import: every row judged, and the questions only the person can answer, one by one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.exchange.workbook.question import (
    CHARACTER,
    CellFinding,
    Level,
    Question,
    RowOutcome,
    RowPlan,
)
from desktop_app.exchange.workbook.words import shown
from desktop_app.views.form.editors.character_picker import CharacterPicker
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.exchange_parts import Verb, empty, good_news
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.question_box import QuestionBox, quiet_scroll
from desktop_app.views.pages.tables.import_columns import LOW
from desktop_app.views.pages.tables.second_typing import SecondTypingButton
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words

ALL = "全部"
# The rows by what becomes of them, and their tones.
GROUPS: dict[str, tuple[RowOutcome, ...]] = {
    "可导入": (RowOutcome.READY, RowOutcome.CHANGED),
    "需确认": (RowOutcome.ASK,),
    "有问题": (RowOutcome.REFUSED,),
    "不写入": (RowOutcome.SAME, RowOutcome.JOINED, RowOutcome.LEFT_OUT),
}
_TONE_OF = {"可导入": "done", "需确认": "due", "有问题": "overdue", "不写入": "plain"}
_TONES = {outcome: _TONE_OF[title] for title, outcomes in GROUPS.items() for outcome in outcomes}
_LONGEST = 40  # letters of a cell shown beside a question
FIND = "找这个字…"
_HEADS = ("行", "是谁", "结果", "说明")
_FIXES = ("行", "栏目", "表里写的", "记为")


class CheckLeaf(QWidget):
    """``answered`` tells (question, choice index, all alike); ``taken_back`` wants the last answer undone;
    ``agreed`` wants the import; ``put_away`` goes back to the columns."""

    answered = Signal(object, int, bool)
    taken_back = Signal()
    agreed = Signal()
    put_away = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.plan: ImportPlan | None = None
        self.question: Question | None = None
        self.picker: CharacterPicker | None = None
        self._later: list[str] = []
        self._are_fixes = False
        theme = desk.theme
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self._rows_card(), 7)
        row.addWidget(self._question_card(), 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen rows cannot be chosen by their outcome, and what is said of one is in its tip."""
        super().resizeEvent(event)
        low = self.window().height() < self._desk.theme.unit(LOW)
        self.kinds.setHidden(low)
        self._said.setHidden(low)
        self._row.setStretch(0, 1 if low else 7)
        self._row.setStretch(1, 1 if low else 5)

    def _rows_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "检查结果")
        self.summary = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        card.body.addWidget(self.summary)
        self.kinds = ChipRow(theme, [(title, title) for title in (ALL, *GROUPS)])
        self.kinds.chosen.connect(self.show_rows)
        card.body.addWidget(self.kinds)
        self.fixes_button = LinkButton(theme, "")
        self.fixes_button.clicked.connect(self.turn_fixes)
        self.second = SecondTypingButton(self._desk)
        if card.header is not None:
            card.header.add(self.second)
            card.header.add(self.fixes_button)
        self.rows = PlainTable(theme, _HEADS, (56, 130, 96, 260), name="检查结果")
        self.rows.chosen.connect(self._show_detail)
        card.body.addWidget(self.rows, 1)
        self.detail = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said, inside = quiet_scroll(theme)
        self._said.setAccessibleName("这一行的说明")
        self._said.setFixedHeight(theme.unit(92))
        inside.addWidget(self.detail)
        card.body.addWidget(self._said)
        card.body.addLayout(self._verbs())
        self.second.told.connect(self.detail.setText)
        return card

    def _question_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "要您定的", " ")
        self.left = card.header.note if card.header else Words(theme)
        self.box = QuestionBox(theme)
        self.box.chosen.connect(self._choose)
        card.body.addWidget(self.box, 1)
        self._news = QVBoxLayout()
        card.body.addLayout(self._news)
        self.alike = QCheckBox("同类都这样")
        line = FlowLayout(None, theme.unit(8), theme.unit(4))
        line.addWidget(self.alike)
        self.later_button = LinkButton(theme, "先放着，看下一个", "next")
        self.later_button.clicked.connect(self._put_off)
        self.undo_button = LinkButton(theme, "撤回上一个回答", "undo")
        self.undo_button.clicked.connect(self.taken_back)
        line.addWidget(self.later_button)
        line.addWidget(self.undo_button)
        card.body.addLayout(line)
        return card

    def _verbs(self) -> QHBoxLayout:
        theme = self._desk.theme
        self.back_button = PlainButton(theme, "回到列")
        self.back_button.setProperty("tall", "true")
        self.back_button.clicked.connect(self.put_away)
        self.import_verb = Verb(theme, PrimaryButton(theme, "导入", "import"))
        self.import_button = self.import_verb.button
        self.import_button.clicked.connect(self.agreed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.unit(12))
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.import_verb, 1)
        return buttons

    @property
    def choices(self) -> list[PlainButton]:
        """The buttons of the answers that stand open."""
        return self.box.answers if self.question is not None else []

    def take_focus(self) -> None:
        """Put the cursor where it goes on: the first answer, else the import."""
        ready = self.import_button if self.import_button.isEnabled() else self.back_button
        (self.choices[0] if self.choices else ready).setFocus()

    # -- showing -----------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan, *, may_take_back: bool) -> None:
        """Show the outcome of the check and the next question."""
        self.plan = plan
        self.second.show_for(plan.register, plan.rows)
        counts = plan.counts
        found: dict[object, int] = {ALL: len(plan.rows)}
        for title, outcomes in GROUPS.items():
            found[title] = sum(counts[one] for one in outcomes)
        self.kinds.set_counts(found)
        self.summary.setText(plan.summary())
        self.undo_button.setVisible(may_take_back)
        self.show_rows()
        self._show_question()
        going, asked = len(plan.going_in), counts[RowOutcome.ASK]
        self.import_button.setText(f"导入这 {going} 行")
        why = "" if going else "还没有可以导入的行"
        self.import_verb.set_reason(why)
        if not why:
            left = f"没有定的 {asked} 行这次不导入" if asked else "导入前自动备份，导入后能撤销"
            self.import_verb.why.setText(left)

    def show_rows(self, kind: str = ALL) -> None:
        """List the rows of one kind; those in question first where it is all of them."""
        plan = self.plan
        if plan is None:
            return
        self.kinds.choose(kind)
        self._name_fixes(are_shown=False)
        rows = [row for row in plan.rows if kind == ALL or row.outcome in GROUPS[kind]]
        if kind == ALL:
            grave = {RowOutcome.ASK: 0, RowOutcome.REFUSED: 0}
            rows.sort(key=lambda row: (grave.get(row.outcome, 1), row.row))
        self.rows.set_empty("done", "没有这样的行")
        self.rows.show_lines([self._row_line(plan, row) for row in rows], _HEADS)

    def turn_fixes(self) -> None:
        """List every place where something else is kept than the sheet says, and the rows again."""
        plan = self.plan
        if plan is None or self._are_fixes:
            self.show_rows()
            return
        lines = [PlainLine((str(f.row), f.title, f.words or "（空）", f.now), {}, f) for f in plan.fixed]
        self.rows.show_lines(lines, _FIXES)
        self._name_fixes(are_shown=True)

    def _name_fixes(self, *, are_shown: bool) -> None:
        self._are_fixes = are_shown
        count = len(self.plan.fixed) if self.plan is not None else 0
        self.fixes_button.setText("显示全部行" if are_shown else f"看改写的 {count} 处")
        self.fixes_button.setVisible(bool(count))

    def _row_line(self, plan: ImportPlan, row: RowPlan) -> PlainLine:
        words = row.reasons()
        if not words and row.joined_into is not None:
            words = f"合并到第{row.joined_into}行"
        if not words:
            noted = [f for f in row.findings if f.level in (Level.FIXED, Level.NOTED)]
            words = "；".join(f"{f.title}：{f.what}" if f.title else f.what for f in noted)
        cells = (str(row.row), f"{who(plan, row.row)} {row.slot}".rstrip(), row.outcome.value, words)
        return PlainLine(cells, {2: _TONES[row.outcome]}, row)

    def _show_detail(self, line: PlainLine | None) -> None:
        if line is None:
            self.detail.setText("")
            return
        if isinstance(line.key, CellFinding):
            self.detail.setText(line.key.sentence())
            return
        grave = (Level.REFUSED, Level.ASKED)
        found = sorted(line.key.findings, key=lambda finding: finding.level not in grave)
        told = "\n".join(finding.sentence() for finding in found)
        self.detail.setText(told or f"第{line.key.row}行没有问题。")

    def _show_question(self) -> None:
        plan = self.plan
        if plan is None:
            return
        empty(self._news)
        rows: dict[str, list[int]] = {}
        asked: dict[str, Question] = {}
        for question in plan.questions:
            if question.row is not None:
                asked.setdefault(question.key, question)
                rows.setdefault(question.key, []).append(question.row)
        waiting = [question for key, question in asked.items() if key not in self._later]
        if asked and not waiting:
            self._later.clear()
            waiting = list(asked.values())
        self.question = waiting[0] if waiting else None
        self.left.setText(f"还有 {len(asked)} 处" if asked else "")
        self.later_button.setVisible(len(asked) > 1)
        alike = [q for q in asked.values() if self.question is not None and q.alike == self.question.alike]
        self.alike.setVisible(len(alike) > 1)
        self.alike.setChecked(False)
        self.alike.setText(f"同类 {len(alike)} 处都这样")
        self.box.setVisible(self.question is not None)
        if self.question is None or self.question.row is None:
            self._tell_nothing_asked(plan)
            return
        row, several = self.question.row, len(rows[self.question.key])
        more = f"等 {several} 行" if several > 1 else ""
        finding = [FIND] if self.question.described is not None else []
        labels = [*finding, *(choice.label for choice in self.question.choices)]
        self.box.ask(
            f"第{row}行　{who(plan, row)}{more}", self.question.sentence(), context(plan, row), labels
        )

    def _tell_nothing_asked(self, plan: ImportPlan) -> None:
        """No question is left: the import is ready, or there is nothing that could go in."""
        theme = self._desk.theme
        if plan.going_in:
            self._news.addWidget(good_news(theme, "没有要您定的了", "可以导入了"))
        else:
            counts = plan.counts
            refused = counts[RowOutcome.REFUSED]
            words = f"{refused} 行有问题，请在表里改好再导入" if refused else "和已有的一样，不用再导入"
            self._news.addWidget(Words(theme, "没有可以导入的行", steps=2, bold=True, wrap=True))
            self._news.addWidget(Words(theme, words, colour=theme.colours.text_soft, wrap=True))
        self._news.addStretch(1)

    def _choose(self, at: int) -> None:
        question = self.question
        if question is None:
            return
        if question.described is not None:
            at -= 1  # the first answer looks for the character
        if at < 0:
            self._find_character(question)
        else:
            self.answered.emit(question, at, self.alike.isChecked())

    def _find_character(self, question: Question) -> None:
        """Look for the character that a name tells in words, where its parts lead."""
        self.picker = CharacterPicker(self._desk.theme, self)
        self.picker.picked.connect(lambda char: self.answered.emit(question, CHARACTER + ord(char), False))
        self.picker.finished.connect(self.picker.deleteLater)
        if question.described is not None:
            self.picker.look_up(question.described.parts)
        self.picker.open()

    def _put_off(self) -> None:
        if self.question is not None:
            self._later.append(self.question.key)
            self._show_question()


def who(plan: ImportPlan, row: int) -> str:
    """What a row is called: its cell under the first column of the register's table that the sheet has."""
    named = [plan.header.columns[name] for name in plan.register.listing if name in plan.header.columns]
    column = named[0] if named else min(plan.header.columns.values(), default=1)
    return shown(plan.grid.cell(row, column)).strip()


def context(plan: ImportPlan, row: int) -> str:
    """The cells of a row with their heads, numbers whole, to know it again in the sheet."""
    columns = sorted(plan.header.columns.values())
    cells = [(plan.header.heads.get(c, ""), shown(plan.grid.cell(row, c)).strip()) for c in columns]
    return "　".join(f"{head.replace(' ', '')} {words[:_LONGEST]}" for head, words in cells if words and head)
