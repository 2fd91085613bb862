"""The third leaf of an import: every row judged, and the questions only the person can answer, one by one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.exchange.workbook.question import Level, Question, RowOutcome, RowPlan
from desktop_app.exchange.workbook.words import shown
from desktop_app.views.page_parts.exchange_parts import Verb, empty, good_news
from desktop_app.views.page_parts.meeting_sheet import Scrolled
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.pages.tables.second_typing import SecondTypingButton
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card, StatCard
from desktop_app.views.parts.labels import Words

GROUPS: tuple[tuple[str, str, str, tuple[RowOutcome, ...]], ...] = (
    ("可导入", "done", "done", (RowOutcome.READY, RowOutcome.CHANGED)),
    ("需确认", "help", "due", (RowOutcome.ASK,)),
    ("有问题", "error", "overdue", (RowOutcome.REFUSED,)),
    ("不写入", "archive", "plain", (RowOutcome.SAME, RowOutcome.JOINED, RowOutcome.LEFT_OUT)),
)
_TONES = {outcome: tone for _, _, tone, outcomes in GROUPS for outcome in outcomes}
# Letters of a row shown to know it again.
_TOLD = 3  # findings of a row, in the line below the table
_CONTEXT = 64


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
        self.choices: list[PlainButton] = []
        self._later: list[str] = []
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        stats = QHBoxLayout()
        stats.setSpacing(theme.unit(12))
        self.stats: dict[str, StatCard] = {}
        for title, icon, tone, outcomes in GROUPS:
            card = StatCard(theme, title, "0", "行", icon=icon, tone=tone)
            card.clicked.connect(partial(self.show_rows, outcomes))
            self.stats[title] = card
            stats.addWidget(card, 1)
        column.addLayout(stats)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        row.addWidget(self._rows_card(), 7)
        row.addWidget(self._question_card(), 5)
        column.addLayout(row, 1)

    def _rows_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "检查结果")
        self.summary = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        card.body.addWidget(self.summary)
        self.all_button = LinkButton(theme, "显示全部行")
        self.all_button.clicked.connect(lambda: self.show_rows(()))
        self.second = SecondTypingButton(self._desk)
        if card.header is not None:
            card.header.add(self.second)
            card.header.add(self.all_button)
        self.rows = PlainTable(theme, ("行", "是谁", "结果", "说明"), (56, 130, 96, 260), name="检查结果")
        self.rows.chosen.connect(self._show_detail)
        card.body.addWidget(self.rows, 1)
        self.detail = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.detail.setMinimumHeight(theme.unit(48))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.detail)
        self.second.told.connect(self.detail.setText)
        return card

    def _question_card(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "要您定的", " ")
        self.left = card.header.note if card.header else Words(theme)
        frame = Scrolled(theme, 150)  # the answers go on under a long question, the verbs stay in sight
        self._place = frame.lay_in()
        self._place.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(frame, 1)
        self.alike = QCheckBox("同类都这样")
        card.body.addWidget(self.alike)
        line = QHBoxLayout()
        self.later_button = LinkButton(theme, "先放着，看下一个", "next")
        self.later_button.clicked.connect(self._put_off)
        self.undo_button = LinkButton(theme, "撤回上一个回答", "undo")
        self.undo_button.clicked.connect(self.taken_back)
        line.addWidget(self.later_button)
        line.addWidget(self.undo_button)
        line.addStretch(1)
        card.body.addLayout(line)
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
        card.body.addLayout(buttons)
        return card

    # -- showing -----------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan, *, may_take_back: bool) -> None:
        """Show the outcome of the check and the next question."""
        self.plan = plan
        self.second.show_for(plan.register, plan.rows)
        counts = plan.counts
        for title, _, _, outcomes in GROUPS:
            self.stats[title].set_value(str(sum(counts[one] for one in outcomes)))
        notes = (
            f"其中 {counts[RowOutcome.CHANGED]} 行更新已有记录"
            if counts[RowOutcome.CHANGED]
            else "点开看这些行",
            "右边一个一个问",
            "说明里写着原因",
            "相同、合并或不要",
        )
        for (title, *_), note in zip(GROUPS, notes, strict=True):
            self.stats[title].set_value(self.stats[title].value.text(), note=note)
        self.summary.setText(plan.summary())
        self.undo_button.setVisible(may_take_back)
        self.show_rows(())
        self._show_question()
        going, asked = len(plan.going_in), counts[RowOutcome.ASK]
        self.import_button.setText(f"导入这 {going} 行")
        why = "" if going else "还没有可以导入的行"
        self.import_verb.set_reason(why)
        if not why:
            left = f"没有定的 {asked} 行这次不导入" if asked else "导入前自动备份，导入后能撤销"
            self.import_verb.why.setText(left)

    def show_rows(self, outcomes: tuple[RowOutcome, ...]) -> None:
        """List the rows with one of ``outcomes``; those in question first when none is named."""
        plan = self.plan
        if plan is None:
            return
        rows = [row for row in plan.rows if not outcomes or row.outcome in outcomes]
        if not outcomes:
            grave = {RowOutcome.ASK: 0, RowOutcome.REFUSED: 0}
            rows.sort(key=lambda row: (grave.get(row.outcome, 1), row.row))
        self.rows.set_empty("done", "没有这样的行")
        self.rows.show_lines([self._row_line(plan, row) for row in rows])
        self.all_button.setVisible(bool(outcomes))

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
        found = [finding.sentence() for finding in line.key.findings]
        more = [f"还有 {len(found) - _TOLD} 处没有列出，改好这几处再检查一遍"] if len(found) > _TOLD else []
        self.detail.setText("\n".join(found[:_TOLD] + more) or f"第{line.key.row}行没有问题。")

    def _show_question(self) -> None:
        plan = self.plan
        if plan is None:
            return
        theme = self._desk.theme
        empty(self._place)
        self.choices = []
        asked = [question for question in plan.questions if question.row is not None]
        waiting = [question for question in asked if question.key not in self._later]
        if asked and not waiting:
            self._later.clear()
            waiting = asked
        self.question = waiting[0] if waiting else None
        self.left.setText(f"还有 {len(asked)} 处" if asked else "")
        self.later_button.setVisible(len(asked) > 1)
        alike = [q for q in asked if self.question is not None and q.alike == self.question.alike]
        self.alike.setVisible(len(alike) > 1)
        self.alike.setChecked(False)
        self.alike.setText(f"同类 {len(alike)} 处都这样")
        if self.question is None or self.question.row is None:
            self._place.addWidget(good_news(theme, "没有要您定的了", "可以导入了"))
            return
        row = self.question.row
        self._place.addWidget(Words(theme, f"第{row}行　{who(plan, row)}", steps=2, bold=True))
        self._place.addWidget(Words(theme, self.question.sentence(), wrap=True))
        around = Words(theme, context(plan, row), steps=-1, colour=theme.colours.text_faint, wrap=True)
        self._place.addWidget(around)
        for at, choice in enumerate(self.question.choices):
            button = PlainButton(theme, choice.label)
            button.clicked.connect(partial(self._choose, at))
            self.choices.append(button)
            self._place.addWidget(button)

    def _choose(self, at: int) -> None:
        if self.question is not None:
            self.answered.emit(self.question, at, self.alike.isChecked())

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
    """The first cells of a row with their heads, to know it again in the sheet."""
    columns = sorted(plan.header.columns.values())
    cells = [(plan.header.heads.get(c, ""), shown(plan.grid.cell(row, c)).strip()) for c in columns]
    return "　".join(f"{head.replace(' ', '')} {words}" for head, words in cells if words and head)[:_CONTEXT]
