"""规则表: every number the program goes by, where it is written, and how to change it from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.dates import parse_partial_date
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month, PartialDate
from desktop_app.base.search_words import SearchWords
from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.page_reading import RuleLine, rule_lines, rule_number
from desktop_app.records.rules import Problem
from desktop_app.registers.rules.rule_table import MARKS, RuleRow
from desktop_app.registers.rules.shipped import FIXED, STRICTER_ONLY
from desktop_app.storage.action import Refused
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words, faint, rule
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.status import Pill

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, CHANGED, ABOVE = "", "改过的", "上级下发的"
_TOLD = {
    "V": "在条例原文里读到的。",
    "T": "见别处转述，纸上不写条款号。",
    "L": "一个地方的做法，按上级要求改；不印在纸上。",
    "E": "从公开的表样里来的，按上级要求改。",
    "M": "没有找到依据，请核对后再用；不印在纸上。",
    "D": "程序自己定的提醒方式，按本支部习惯改。",
}
_CAN = {STRICTER_ONLY: "本支部可以更严，不能放宽。", FIXED: "本支部不能另定。"}
_TONES = {"V": "done", "T": "going", "L": "plain", "E": "plain", "M": "due", "D": "draft"}


class RulesPage(LivePage):
    """The rules at the left, the chosen one with its source and its numbers by day at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "规则表")
        self.runner = ActionRunner(desk, shell, self)
        self._register = desk.ledger.catalogue["rule"]
        self._rules: dict[str, RuleLine] = {}
        self._words, self._key = SearchWords("", self.desk.pinyin.keys), ""
        self._day_offered = ""
        self.print_button = PlainButton(self.theme, "打印规则表", "print")
        self.print_button.clicked.connect(self.on_print)
        self._build()

    def _build(self) -> None:
        theme = self.theme
        whole = page_column(self, theme)
        pairs: list[tuple[object, str]] = [(ALL, "全部"), *((mark, words) for mark, words in MARKS.items())]
        self.chips = ChipRow(theme, [*pairs, (CHANGED, CHANGED), (ABOVE, ABOVE)])
        self.chips.chosen.connect(lambda _value: self._show_list())
        whole.addWidget(self.chips)
        left = PageFrame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        self.none = faint(theme, "没有这样的规定，换一个筛选。")
        self.none.setContentsMargins(theme.unit(14), theme.unit(12), theme.unit(14), 0)
        self.list = LineList(theme, "规则")
        self.list.chosen.connect(self.open)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        body = QHBoxLayout()
        body.setSpacing(theme.unit(12))
        body.addWidget(left, 11)
        body.addWidget(self._right(), 9)
        whole.addLayout(body, 1)

    def _right(self) -> QWidget:
        theme = self.theme
        self.rule_title = Words(theme, steps=1, bold=True, wrap=True)
        self.value = Words(theme, steps=12, bold=True)
        self.unit = Words(theme, colour=theme.colours.text_soft)
        self.mark = Pill(theme, "")
        self.mark_words = faint(theme, wrap=True)
        self.above = Words(theme, colour=theme.colours.tone("going").ink, wrap=True)
        self.source = Words(theme, wrap=True)
        self.rows = EntryList(theme, "")
        inside = self._inside = QWidget()
        inside.setProperty("look", "plain-pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        column.setSpacing(theme.unit(8))
        head = QHBoxLayout()
        head.setSpacing(theme.unit(6))
        head.addWidget(self.value)
        head.addWidget(self.unit, 1)
        head.addWidget(self.mark)
        column.addWidget(self.rule_title)
        column.addLayout(head)
        column.addWidget(self.above)
        column.addWidget(self.source)
        column.addWidget(self.mark_words)
        column.addWidget(rule())
        column.addWidget(Words(theme, "改用别的数", bold=True))
        column.addWidget(self._form())
        column.addWidget(rule())
        column.addWidget(Words(theme, "先后施行的数", bold=True))
        column.addWidget(self.rows)
        column.addStretch(1)
        frame = QScrollArea()
        frame.setAccessibleName("规则")
        frame.setWidgetResizable(True)
        frame.setWidget(inside)
        card = PageFrame("card")
        around = QVBoxLayout(card)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(frame)
        self.rows.asked.connect(self._remove)
        return card

    def _form(self) -> QWidget:
        theme = self.theme
        self.form = FormGrid(theme, columns=1)
        self.new_value = QLineEdit()
        self.since = QLineEdit()
        self.document = QLineEdit()
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(theme.unit(64))
        self.form.add_row("新的数值", self.new_value, required=True)
        self.form.add_row("自何时起", self.since, help="写到日或月，以前的仍按原来的数", required=True)
        self.form.add_row("文件", self.document, help="名称和文号；改条例里的数要写")
        self.form.add_row("备注", self.note)
        self.save_button = PrimaryButton(theme, "改用这个数", "save")
        self.save_button.clicked.connect(self.save)
        self.back_button = LinkButton(theme, "改回程序自带的数", "undo")
        self.back_button.clicked.connect(self.go_back)
        walk = KeyWalk(self.form)
        walk.save.connect(self.save)
        walk.past_last.connect(self.save_button.setFocus)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._fields = LooseFields(
            {"value": self.new_value, "since": self.since, "document": self.document, "note": self.note}
        )
        self.keeper = DraftKeeper(self.desk, self._fields, lambda bar: column.insertWidget(0, bar), self)
        self._fields.hear(self.keeper.edited)
        line = QHBoxLayout()
        line.addWidget(self.back_button)
        line.addStretch(1)
        line.addWidget(self.save_button)
        column.addLayout(line)
        return whole

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        changed = sum(one.is_changed for one in self._rules.values())
        return f"{len(self._rules)} 条" + (f"，改过 {changed} 条" if changed else "")

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button,)

    def search_hint(self) -> str:
        return "规定、出处"

    def on_search(self, words: str) -> None:
        self._words = SearchWords(words, self.desk.pinyin.keys)
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``key=`` or ``uid=`` chooses a rule."""
        self._words = SearchWords("", self.desk.pinyin.keys)
        self.refresh()
        row = self.desk.ledger.get(RuleRow, str(args["uid"])) if args.get("uid") else None
        key = row.key if row is not None else str(args.get("key") or self._key)
        if key in self._rules and not _fits(self._rules[key], self.chips.value()):
            self.chips.choose(ALL)
            self._show_list()
        self.open(key if key in self._rules else next(iter(self._rules)))

    def may_leave(self) -> bool:
        self.keeper.keep()
        return True

    def on_print(self) -> bool:
        self.shell.go("preview", key="rule_table", args={}, title="规则表", back="rules")
        return True

    # -- showing ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the rules again."""
        with self.fresh.reading():
            self._rules = {one.row.key: one for one in rule_lines(self.desk.ledger)}
            self._show_list()
            if self._key:
                self.open(self._key if self._key in self._rules else next(iter(self._rules)))

    def _show_list(self) -> None:
        fitting = [
            one for one in self._rules.values() if self._words.fit(f"{one.row.title} {_where(one.row)}")
        ]
        counts: dict[object, int] = {mark: sum(one.row.mark == mark for one in fitting) for mark in MARKS}
        counts[ALL], counts[CHANGED] = len(fitting), sum(one.is_changed for one in fitting)
        counts[ABOVE] = sum(one.above is not None for one in fitting)
        self.chips.set_counts(counts)
        wanted = self.chips.value()
        shown = [one for one in fitting if _fits(one, wanted)]
        lines = [_line(one) for one in shown]
        self.list.show_lines(lines, self._key)
        self.none.setVisible(not lines)
        self.headline_changed.emit()

    def open(self, key: str) -> None:
        """Show a rule at the right."""
        fresh = key != self._key
        self._key = key
        one = self._rules[key]
        row = one.row
        self.rule_title.setText(row.title)
        self.value.setText(plain(Decimal(one.used.value)))
        self.unit.setText(row.unit or "")
        self.above.setText(_above_words(one))
        self.above.setVisible(one.above is not None)
        self.mark.set_state(MARKS[row.mark], _TONES[row.mark])
        self.mark_words.setText(
            " ".join(part for part in (_TOLD[row.mark], _CAN.get(row.freedom or "", ""), row.note) if part)
        )
        self.source.setText(_where(one.used))
        self.form.row_of(self.new_value).set_help(f"按“{row.unit}”填" if row.unit else "")
        self.rows.show_entries([self._entry(one, at) for at in reversed(one.rows)])
        self.back_button.setVisible(one.is_changed)
        if fresh:
            self.keeper.keep()
            self.form.clear_errors()
            for box in (self.new_value, self.document, self.note):
                box.clear()
        this_month = Month.of(self.desk.ledger.today).chinese()
        if fresh or self.since.text() == self._day_offered:
            self.since.setText(this_month)
        self._day_offered = this_month
        if not self.keeper.is_dirty or fresh:
            self._fields.begin()
        if fresh:
            self.keeper.open(self._draft(row))
        self.list.mark(key)
        # Texts of other lengths make the pane taller, and the scroll area asks only when told.
        self._inside.updateGeometry()

    def _draft(self, row: RuleRow) -> FormDraft:
        place, register = ("rules", {"key": row.key}), self.desk.ledger.catalogue["rule"]
        return FormDraft(
            self.desk, register, RuleRow(), row.key, place=place, called=("规则改动", str(row.title))
        )

    def _entry(self, line: RuleLine, row: RuleRow) -> EntryLine:
        lead = f"{row.since.chinese()}起" if row.since else "一直"
        word = "本支部填的" if line.is_held else "现在用的"
        now = (word, "done") if _same(row, line.row) else ("", "plain")
        notes = (row.note,) if row.note else ()
        return EntryLine(
            row.uid, lead, _amount(row), notes, *now, () if row.is_new else (("remove", "移除"),)
        )

    # -- writing ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Take the number typed from the month typed on; nonsense is refused at its box."""
        self.form.clear_errors()
        one = self._rules[self._key]
        value = self._read(self.new_value, lambda words: rule_number(words, one.row.unit or ""))
        since = self._read(self.since, lambda words: parse_partial_date(words, today=self.desk.ledger.today))
        if value is None or since is None:
            first = self.form.first_error()
            if first is not None:
                first.widget.setFocus()
            return
        document = self.document.text().strip() or None
        self._write(one, value, since, document, self.note.toPlainText().strip() or None)

    def go_back(self) -> None:
        """From today on, the number the program came with."""
        one = self._rules[self._key]
        if one.shipped is not None:
            today = PartialDate.of(self.desk.ledger.today)
            self._write(one, Decimal(one.shipped.value), today, one.shipped.regulation, "改回程序自带的数")

    def _read(self, box: QLineEdit, reading: Any) -> Any:
        try:
            found = reading(box.text())
        except UserError as error:
            self.form.row_of(box).set_error(f"{error.what}。{error.todo}")
            return None
        if found is None:
            self.form.row_of(box).set_error("还没有填")
        return found

    def _write(
        self, one: RuleLine, value: Decimal, since: PartialDate, document: str | None, note: str | None
    ) -> None:
        record = next((row for row in one.rows if row.since == since and not row.is_new), None)
        if record is None:
            kept = {name: getattr(one.row, name) for name in ("key", "title", "unit", "mark")}
            record = RuleRow(**kept, since=since)
        record.value, record.regulation, record.note = value, document, note

        def done() -> None:
            for box in (self.new_value, self.document, self.note):
                box.clear()
            self._fields.begin()
            self.keeper.saved()

        def failed(error: UserError) -> None:
            problems = error.problems if isinstance(error, Refused) else [Problem("value", error.sentence())]
            for problem in problems:
                box = self.since if problem.box == "since" else self.new_value
                self.form.row_of(box).set_error(problem.sentence())

        told = f"已改：{record.title} {_amount(record)}，自{since.chinese()}起"
        self.runner.run(
            f"改规则 {record.title}",
            lambda action: action.save(record),
            told=told,
            done=done,
            failed=failed,
        )

    def _remove(self, _key: str, uid: str) -> None:
        row = self.desk.ledger.get(RuleRow, uid)
        if row is not None:
            self.runner.run(f"移除 {row.title} 的一个数", lambda action: action.remove(row))


def _fits(one: RuleLine, wanted: object) -> bool:
    """Whether a rule is among those the chip asks for."""
    if wanted == ABOVE:
        return one.above is not None
    return wanted == ALL or (one.is_changed if wanted == CHANGED else one.row.mark == wanted)


def _line(one: RuleLine) -> Line:
    aside, tone = MARKS[one.row.mark], "due" if one.row.mark == "M" else ""
    if one.is_held:
        aside, tone = "上级规定", "going"
    elif one.is_changed:
        aside, tone = "改过", "due"
    source = one.used.cited or one.used.source or one.used.note or ""
    pill = "going" if one.is_held else "due" if one.is_changed else "plain"
    return Line(one.row.key, one.row.title, source, _amount(one.used), pill, aside, tone)


def _above_words(one: RuleLine) -> str:
    """Who handed out which number, and which of the two holds; '' where nobody did."""
    if one.above is None:
        return ""
    row, who = one.above
    since = f"，{row.since.chinese()}起" if row.since is not None else ""
    told = f"{who}下发：{_amount(row)}{since}。"
    if one.is_held:
        return f"{told}比本支部填的 {_amount(one.row)} 更严，程序按上级的算；本支部可以更严，不能放宽。"
    same = Decimal(row.value) == Decimal(one.row.value)
    return told + ("和本支部的一样。" if same else f"本支部的 {_amount(one.row)} 不比它松，按本支部的算。")


def _where(row: RuleRow) -> str:
    """The regulation with its article, and what it says."""
    return "：".join(part for part in (f"{row.regulation or ''}{row.article or ''}", row.source) if part)


def _same(one: RuleRow, other: RuleRow) -> bool:
    """Whether two rows are one: shipped ones are made anew each time they are asked for."""
    return one.uid == other.uid or (one.is_new and other.is_new and one.since == other.since)


def _amount(row: RuleRow) -> str:
    return f"{plain(Decimal(row.value))} {row.unit or ''}".strip()
