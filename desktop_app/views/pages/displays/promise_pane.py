"""One promise opened beside the board: where it stands, what was done for it, how it was judged."""

from __future__ import annotations

from datetime import date

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.displays.promises import FINISHED, PromiseFile, promise_standing, promise_words
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.registers.displays.promises import (
    BROKEN,
    DOING,
    DRAFT,
    KEPT,
    PUBLISHED,
    REVIEW,
    WITHDRAWN,
    Promise,
    PromiseAction,
    PromiseRating,
)
from desktop_app.views.page_parts.child_list import EDIT, REMOVE, ChildLines
from desktop_app.views.page_parts.entries import EntryLine
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill, StepRail
from desktop_app.views.table.tones import tone_of_state

TONES = {Standing.OVERDUE: "overdue", Standing.NEAR: "due"}
_RAIL = (DRAFT, REVIEW, PUBLISHED, DOING, KEPT)


def due_aside(promise: Promise, today: date, near: int) -> tuple[str, str]:
    """The words about the due day and their tone: 逾期 3 天, or the day itself where nothing runs."""
    if promise.state in FINISHED or promise.state == DRAFT or promise.due_on is None:
        return (f"{promise.due_on:%m-%d} 前" if promise.due_on else ""), ""
    words = f"{promise.due_on.month}月{promise.due_on.day}日，{promise_words(promise, today)}"
    return words, TONES.get(promise_standing(promise, today, near), "")


class PromisePane(RecordPane[PromiseFile, Promise]):
    """Shows one ``PromiseFile``."""

    register, print_words = "promise", "打印承诺书"
    sections = ("承诺", "审核与公示", "结果")
    least, keeps_tab = 360, True

    @staticmethod
    def record_of(item: PromiseFile) -> Promise:
        return item.promise

    def build(self) -> None:
        theme, column = self.desk.theme, self.column
        self.who = Words(theme, colour=theme.colours.text_soft)
        self.pill = Pill(theme, "")
        self.due = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.who, self.pill, self.due))
        self.promised = Words(theme, steps=1, bold=True, wrap=True)
        column.addWidget(self.promised)
        self.rail = StepRail(theme, _RAIL)
        column.addWidget(self.rail)
        self.add_steps()
        self.actions_list = ChildLines(
            self, PromiseAction, "践诺行动", "还没有践诺记录。做了什么就记一笔，评诺时有据可查。",
            add="记一笔行动", new=self._new_action, heading="记一笔行动", verb="保存这笔行动",
            note=lambda: f"为“{_short(self.item.promise.item)}”做了什么",
        )  # fmt: skip
        self.ratings_list = ChildLines(
            self, PromiseRating, "评诺", "还没有评诺。年底由个人、党员、组织、群众分别评。",
            add="评诺", new=self._new_rating, verb="保存这笔评诺", icon="star",
            note=lambda: f"“{_short(self.item.promise.item)}”做得怎么样",
        )  # fmt: skip
        self.why_not = faint(theme, wrap=True)
        self.add_tab("践诺行动", self.why_not, self.actions_list, button=self.actions_list.add_button)
        self.add_form("承诺内容")
        self.add_tab("评诺", self.ratings_list, button=self.ratings_list.add_button)

    def whose(self) -> str:
        return f"{self.desk.ledger.name(self.item.promise.promiser)}的"

    def show_item(self, item: PromiseFile) -> None:
        self.item = file = item
        promise, ledger = file.promise, self.desk.ledger
        near = int(ledger.rule("promise_remind_before"))
        self.who.setText(f"{ledger.name(promise.promiser)}　{promise.year}{promise.kind}")
        self.pill.set_state(promise.state, tone_of_state(self._register, promise.state))
        words, tone = due_aside(promise, ledger.today, near)
        self.due.set_state(words, tone or "plain")
        self.promised.setText(promise.item)
        self._show_rail(promise)
        self.show_steps()
        self.form.show_record(promise)
        shut = promise.state in FINISHED
        verbs = () if shut else (EDIT, REMOVE)
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
        self.actions_list.add_button.setVisible(not shut)
        self.why_not.setText("已经有了结果，践诺行动不再增改。" if shut else "")
        self.why_not.setVisible(shut)
        self.ratings_list.add_button.setVisible(promise.state in (KEPT, BROKEN))
        self.name_tabs(("践诺行动", len(file.actions)), "承诺内容", ("评诺", len(file.ratings)))

    def _rating_line(self, one: PromiseRating) -> EntryLine:
        votes = self.desk.ledger.catalogue.of(one).boxes["votes"].show(one.votes, self.desk.ledger.name)
        notes = (f"票数：{votes}",) if votes else ()
        return EntryLine(
            one.uid, one.method, f"{one.rated_on:%Y-%m-%d}", notes, one.grade,
            "done" if one.grade in ("好", "较好") else "due", (EDIT, REMOVE),
        )  # fmt: skip

    def _show_rail(self, promise: Promise) -> None:
        end = promise.state if promise.state in (BROKEN, WITHDRAWN) else KEPT
        names = (*_RAIL[:-1], end)
        at = names.index(promise.state)
        notes = ["", "", "", "", ""]
        if promise.reviewed_on:
            notes[1] = f"{promise.reviewed_on:%m-%d}"
        if promise.published_on:
            notes[2] = f"{promise.published_on:%m-%d}"
        if self.item.actions:
            notes[3] = f"{len(self.item.actions)} 次"
        self.rail.show_steps(names, at + (promise.state in FINISHED), notes)

    def take_step(self, name: str) -> None:
        today, secretary = self.desk.ledger.today, secretary_of(self.desk.ledger)
        preset: dict[str, object] = {"reviewed_on": today, "published_on": today, "channel": "公示栏"}
        if secretary is not None:
            preset["reviewer"] = secretary
        self.steps.begin(self.item.promise, name, preset=preset)

    def _new_action(self) -> PromiseAction:
        return PromiseAction(promise=self.uid, acted_on=self.desk.ledger.today)

    def _new_rating(self) -> PromiseRating:
        return PromiseRating(promise=self.uid, rated_on=self.desk.ledger.today)


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
