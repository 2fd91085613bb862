"""One promise opened beside the board: where it stands, what was done for it, how it was judged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.displays.promises import FINISHED, PromiseFile, promise_standing, promise_words
from desktop_app.registers.displays.promises import (
    BROKEN,
    DOING,
    DRAFT,
    KEPT,
    PUBLISHED,
    REVIEW,
    WITHDRAWN,
    PromiseAction,
    PromiseRating,
)
from desktop_app.views.pages.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.pages.page_parts.entries import EntryLine, EntryList
from desktop_app.views.pages.page_parts.page_frame import in_a_line
from desktop_app.views.pages.page_parts.record_pane import RecordPane
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill, StepRail
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk

TONES = {Standing.OVERDUE: "overdue", Standing.NEAR: "due"}
_RAIL = (DRAFT, REVIEW, PUBLISHED, DOING, KEPT)


def due_aside(promise: Any, today: date, near: int) -> tuple[str, str]:
    """The words about the due day and their tone: 逾期 3 天, or the day itself where nothing runs."""
    if promise.state in FINISHED or promise.state == DRAFT or promise.due_on is None:
        return (f"{promise.due_on:%m-%d} 前" if promise.due_on else ""), ""
    words = f"{promise.due_on.month}月{promise.due_on.day}日，{promise_words(promise, today)}"
    return words, TONES.get(promise_standing(promise, today, near), "")


class PromisePane(RecordPane):
    """Shows one ``PromiseFile``; writes through the page's deeds."""

    def __init__(
        self, desk: Desk, runner: ActionRunner, steps: StepRunner, file: PromiseFile, secretary: str | None
    ) -> None:
        super().__init__(desk, runner, steps, "promise", "打印承诺书")
        self.file, self._secretary = file, secretary
        theme, column = desk.theme, self.column
        self.who = Words(theme, colour=theme.colours.text_soft)
        self.pill = Pill(theme, "")
        self.due = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.who, self.pill, self.due))
        self.item = Words(theme, steps=1, bold=True, wrap=True)
        column.addWidget(self.item)
        self.rail = StepRail(theme, _RAIL)
        column.addWidget(self.rail)
        self._tools = QWidget()
        self._flow = FlowLayout(self._tools, theme.unit(8), theme.unit(6))
        self.step_buttons: dict[str, PlainButton] = {}
        column.addWidget(self._tools)
        self.actions_list = EntryList(theme, "还没有践诺记录。做了什么就记一笔，评诺时有据可查。")
        self.ratings_list = EntryList(theme, "还没有评诺。年底由个人、党员、组织、群众分别评。")
        self.action_button = PlainButton(theme, "记一笔行动", "add")
        self.action_button.clicked.connect(lambda: self.write_action(None))
        self.rating_button = PlainButton(theme, "评诺", "star")
        self.rating_button.clicked.connect(lambda: self.write_rating(None))
        self.why_not = faint(theme, wrap=True)
        self.add_tab("践诺行动", self.why_not, self.actions_list, button=self.action_button)
        self.add_form("承诺内容", ("承诺", "审核与公示", "结果"), file.promise)
        self.add_tab("评诺", self.ratings_list, button=self.rating_button)
        self.actions_list.asked.connect(lambda key, uid: self._child_asked(PromiseAction, key, uid))
        self.ratings_list.asked.connect(lambda key, uid: self._child_asked(PromiseRating, key, uid))
        column.addWidget(self.tabs, 1)
        self.show_file(file)

    def show_file(self, file: PromiseFile) -> None:
        """Show the promise as it stands now."""
        self.file = file
        promise, ledger = file.promise, self.desk.ledger
        near = int(ledger.rule("promise_remind_before"))
        self.who.setText(f"{ledger.name(promise.promiser)}　{promise.year}{promise.kind}")
        self.pill.set_state(promise.state, tone_of_state(self._register, promise.state))
        words, tone = due_aside(promise, ledger.today, near)
        self.due.set_state(words, tone or "plain")
        self.item.setText(promise.item)
        self._show_rail(promise)
        self._show_steps(promise)
        self.form.show_record(promise)
        shut = promise.state in FINISHED
        verbs = () if shut else (("edit", "修改"), ("remove", "移除"))
        self.actions_list.show_entries(
            [
                EntryLine(
                    one.uid,
                    f"{one.acted_on:%m-%d}",
                    one.action,
                    tuple(
                        f"{title}：{words}"
                        for title, words in (
                            ("成效", one.effect),
                            ("未完成原因", one.unfulfilled_reason),
                            ("来自", ledger.name(one.source) if one.source else ""),
                        )
                        if words
                    ),
                    verbs=verbs,
                )
                for one in reversed(file.actions)
            ]
        )
        self.ratings_list.show_entries([self._rating_line(one) for one in file.ratings])
        self.action_button.setVisible(not shut)
        self.why_not.setText("已经有了结果，践诺行动不再增改。" if shut else "")
        self.why_not.setVisible(shut)
        self.rating_button.setVisible(promise.state in (KEPT, BROKEN))
        for at, (title, count) in enumerate(
            (("践诺行动", len(file.actions)), ("承诺内容", 0), ("评诺", len(file.ratings)))
        ):
            self.tabs.setTabText(at, f"{title} {count}" if count else title)

    def _rating_line(self, one: Any) -> EntryLine:
        votes = self._register_of(PromiseRating).boxes["votes"].show(one.votes, self.desk.ledger.name)
        notes = (f"票数：{votes}",) if votes else ()
        return EntryLine(
            one.uid, one.method, f"{one.rated_on:%Y-%m-%d}", notes, one.grade,
            "done" if one.grade in ("好", "较好") else "due", (("edit", "修改"), ("remove", "移除")),
        )  # fmt: skip

    def _register_of(self, model: type[Any]) -> Any:
        return self.desk.ledger.catalogue[model._meta.table_name]

    def _show_rail(self, promise: Any) -> None:
        end = promise.state if promise.state in (BROKEN, WITHDRAWN) else KEPT
        names = (*_RAIL[:-1], end)
        at = names.index(promise.state)
        notes = ["", "", "", "", ""]
        if promise.reviewed_on:
            notes[1] = f"{promise.reviewed_on:%m-%d}"
        if promise.published_on:
            notes[2] = f"{promise.published_on:%m-%d}"
        if self.file.actions:
            notes[3] = f"{len(self.file.actions)} 次"
        self.rail.show_steps(names, at + (promise.state in FINISHED), notes)

    def _show_steps(self, promise: Any) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.step_buttons = {}
        for step in self._register.steps_from(promise):
            button = PlainButton(self.desk.theme, step.title, parent=self._tools)
            button.setToolTip(step.help)
            button.clicked.connect(lambda _checked=False, name=step.name: self.take(name))
            self.step_buttons[step.name] = button
            self._flow.addWidget(button)
            button.show()
        self._tools.setVisible(bool(self.step_buttons))

    def take(self, name: str) -> None:
        """Take a step, once what is typed in the form is saved."""
        if self.is_typing(name):
            return
        today = self.desk.ledger.today
        preset = {
            "reviewer": self._secretary,
            "reviewed_on": today,
            "published_on": today,
            "channel": "公示栏",
        }
        self.steps.begin(self.file.promise, name, preset={k: v for k, v in preset.items() if v is not None})

    def write_action(self, record: PromiseAction | None) -> None:
        """Ask for one thing done, or change one."""
        fresh = record or PromiseAction(promise=self.file.promise.uid, acted_on=self.desk.ledger.today)
        self._ask(fresh, "记一笔行动", "保存这笔行动", f"为“{_short(self.file.promise.item)}”做了什么")

    def write_rating(self, record: PromiseRating | None) -> None:
        """Ask how one circle judges the promise, or change it."""
        fresh = record or PromiseRating(promise=self.file.promise.uid, rated_on=self.desk.ledger.today)
        self._ask(fresh, "评诺", "保存这笔评诺", f"“{_short(self.file.promise.item)}”做得怎么样")

    def _ask(self, record: Any, title: str, verb: str, note: str) -> None:
        name = self.desk.ledger.name(self.file.promise.promiser)
        self.ask_child(record, title, verb, f"保存 {name}的{title}", note=note)

    def _child_asked(self, model: type[Any], key: str, uid: str) -> None:
        record = self.desk.ledger.get(model, uid)
        if record is None:
            return
        if key == "remove":
            what = "践诺行动" if model is PromiseAction else "评诺"
            self.runner.run(f"移除一条{what}", lambda action: action.remove(record))
        elif model is PromiseAction:
            self.write_action(record)
        else:
            self.write_rating(record)


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
