"""One issue opened beside the list: its flow, measures, progress, closing and earlier rounds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop_app.base.numerals import chinese
from desktop_app.duties.basics.deadline import Standing, due_words, standing
from desktop_app.duties.rectification.issue_classes import class_of, origin_of
from desktop_app.duties.rectification.issues import RAIL, IssueFile, issue_standing, issue_words
from desktop_app.duties.summaries.page_reading import ended_rounds
from desktop_app.records.base import Record
from desktop_app.registers.rectification.issue_rounds import EXTENSION, IssueExtension, IssueRound
from desktop_app.registers.rectification.issues import (
    APPLIED,
    CLOSED,
    OPEN,
    WAITING,
    Issue,
    IssueMeasure,
    IssueProgress,
)
from desktop_app.views.page_parts.child_list import EDIT, REMOVE, ChildLines, next_seq
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.issue_close import ClosePanel
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill, StepRail
from desktop_app.views.table.tones import tone_of_state

TONES = {Standing.OVERDUE: "overdue", Standing.NEAR: "due", Standing.OPEN: "plain", Standing.DONE: "done"}
MEASURES, PROGRESS, CLOSING, CONTENT, MOVES, ROUNDS = range(6)


class IssuePane(RecordPane[IssueFile, Issue]):
    """Shows one ``IssueFile`` and its ended rounds."""

    register, sections, print_words = "issue", ("问题", "整改", "成效与佐证"), "打印销号表"

    @staticmethod
    def record_of(item: IssueFile) -> Issue:
        return item.issue

    def build(self) -> None:
        self.origin: Record | None = None
        self._state = ""
        theme, column = self.desk.theme, self.column
        self.code = Words(theme, colour=theme.colours.text_soft)
        self.state = Pill(theme, "")
        self.due = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.code, self.state, self.due))
        self.description = Words(theme, steps=1, bold=True, wrap=True)
        column.addWidget(self.description)
        self.people = faint(theme, wrap=True)
        column.addWidget(self.people)
        self.rail = StepRail(theme, RAIL)
        column.addWidget(self.rail)
        self.start_button = PlainButton(theme, "开始整改", "flag")
        self.start_button.clicked.connect(lambda: self.take("start"))
        self.extend_button = PlainButton(theme, "延期", "calendar-clock")
        self.extend_button.clicked.connect(lambda: self.take("extend"))
        self.milestone_button = PlainButton(theme, "节点完成，定下一个", "target")
        self.milestone_button.clicked.connect(lambda: self.take("next_milestone"))
        self.class_button = LinkButton(theme, "", "folder")
        self.class_button.clicked.connect(lambda: self.runner.shell.go("issues", tag=self.item.issue.tag))
        self.origin_button = LinkButton(theme, "", "previous")
        self.origin_button.clicked.connect(self._open_origin)
        verbs = QWidget()
        flow = FlowLayout(verbs, theme.unit(8), theme.unit(4))
        for button in (
            self.start_button, self.extend_button, self.milestone_button, self.class_button,
            self.origin_button,
        ):  # fmt: skip
            flow.addWidget(button)
        column.addWidget(verbs)
        self._build_tabs()

    def _build_tabs(self) -> None:
        theme = self.desk.theme
        self.measures = ChildLines(
            self, IssueMeasure, "整改措施", "还没有整改措施。逐条写，每条有自己的责任人和时限。", lead=64,
            add="加一条措施", new=self._new_measure, boxes=("text", "owner", "due_on", "done_on"),
            note=self._measure_note, verbs={"done": self._done},
        )  # fmt: skip
        self.progress = ChildLines(
            self, IssueProgress, "整改进展", "还没有整改进展。做到哪一步就写一条，写下后不再改。",
            add="写一条进展", new=self._new_progress, boxes=("on", "text", "percent", "by"),
            note=lambda: "写下以后不再修改，写错的另写一条更正",
        )  # fmt: skip
        self.moves = EntryList(theme, "时限没有变动过。到期做不完的，点上面的“延期”写明原因。", 64)
        self.rounds = EntryList(theme, "只有一轮。销号后反弹、重启的，以前各轮的情况保留在这里。", 64)
        self.close_panel = ClosePanel(self.desk)
        self.close_panel.step_taken.connect(self._take)
        self.close_panel.step_asked.connect(self.take)
        self.add_tab("整改措施", self.measures, button=self.measures.add_button)
        self.add_tab("整改进展", self.progress, button=self.progress.add_button)
        self.add_tab("销号", self.close_panel)
        self.add_form("内容")
        self.add_tab("时限变动", self.moves)
        self.add_tab("历次轮次", self.rounds)

    def first_tab(self) -> int:
        """The tab that has what comes next for an issue in its state."""
        return {WAITING: MEASURES, OPEN: MEASURES, APPLIED: CLOSING, CLOSED: CLOSING}[self.item.issue.state]

    def whose(self) -> str:
        return f"{self.item.issue.code} 的"

    def show_item(self, item: IssueFile) -> None:
        self.item = item
        issue, ledger = item.issue, self.desk.ledger
        name, today = ledger.name, ledger.today
        near = int(ledger.rule("issue_remind_before"))
        again = f"　第{chinese(issue.round)}轮" if (issue.round or 1) > 1 else ""
        self.code.setText(f"{issue.code}　{issue.mode}{again}")
        self.code.setToolTip(issue.category)
        self.state.set_state(issue.state, tone_of_state(self._register, issue.state))
        self.due.set_state(issue_words(issue, today), TONES[issue_standing(issue, today, near)])
        self.due.setVisible(issue.state != CLOSED)
        self.description.setText(issue.description)
        due = f"{issue.due_on.year}年{issue.due_on.month}月{issue.due_on.day}日" if issue.due_on else ""
        show = self._register.show
        self.people.setText(
            f"{issue.category}\n责任人 {show(issue, 'owner', name)}"
            f" · 责任单位 {show(issue, 'duty_unit', name)}"
            f" · 责任领导 {show(issue, 'lead_officer', name)} · 时限 {due}"
        )
        self._show_rail(issue)
        self.start_button.setVisible(issue.state == WAITING)
        self.extend_button.setVisible(issue.state in (WAITING, OPEN))
        self.milestone_button.setVisible(bool(issue.long_term) and issue.state == OPEN)
        self._show_relations(issue)
        self.form.show_record(issue)
        self._show_children(item, ended_rounds(ledger, issue.uid), near)
        preset: dict[str, object] = {"apply_by": issue.owner, "applied_on": today, "checked_on": today}
        self.close_panel.show_issue(issue, preset)
        if self._state not in ("", issue.state) and self.tabs.currentIndex() != CONTENT:
            self.tabs.setCurrentIndex(self.first_tab())
        self._state = issue.state

    def _show_relations(self, issue: Issue) -> None:
        """How many are of the same class, and what the issue came from."""
        ledger = self.desk.ledger
        alike = class_of(issue, ledger)
        self.class_button.setText(f"「{alike.tag}」{alike.words}" if alike is not None else "")
        self.class_button.setVisible(alike is not None)
        self.origin = origin_of(issue.uid, ledger)
        if self.origin is not None:
            register = ledger.catalogue.of(self.origin)
            self.origin_button.setText(f"来自{register.title}")
            self.origin_button.setToolTip(register.heading(self.origin, ledger.name))
        self.origin_button.setVisible(self.origin is not None)

    def _open_origin(self) -> None:
        if self.origin is not None:
            ledger = self.desk.ledger
            page, args = place_of(ledger, ledger.catalogue.of(self.origin).name, self.origin.uid)
            self.runner.shell.go(page, **args)

    def _show_rail(self, issue: Issue) -> None:
        since = issue.reopened_on if (issue.round or 1) > 1 else issue.found_on
        percent = self.item.percent
        notes = [
            f"{since:%m-%d} {'重启' if (issue.round or 1) > 1 else '发现'}" if since else "",
            f"{percent}%" if percent is not None else "",
            f"{issue.applied_on:%m-%d}" if issue.applied_on else "",
            f"{issue.checked_on:%m-%d}" if issue.checked_on and issue.state == CLOSED else "",
        ]
        self.rail.show_steps(RAIL, RAIL.index(issue.state) + (issue.state == CLOSED), notes)

    def _show_children(self, file: IssueFile, ended: list[IssueRound], near: int) -> None:
        shut = file.issue.state == CLOSED
        self.measures.show_entries(
            [self._measure_line(at, one, near) for at, one in enumerate(file.measures, 1)]
        )
        self.progress.show_entries([self._progress_line(one) for one in reversed(file.progress)])
        self.rounds.show_entries([self._round_line(one) for one in ended])
        self.moves.show_entries([self._move_line(at, one) for at, one in enumerate(file.moves, 1)])
        self.measures.add_button.setVisible(not shut)
        self.progress.add_button.setVisible(not shut)
        done = sum(one.done_on is not None for one in file.measures)
        self.name_tabs(
            f"措施 {done}/{len(file.measures)}" if file.measures else "措施",
            ("进展", len(file.progress)),
            "回头看" if shut else "销号",
            "内容",
            f"延期 {len(file.extensions)} 次" if file.extensions else "时限变动",
            f"前 {len(ended)} 轮" if ended else "前几轮",
        )
        self.tabs.setTabVisible(MOVES, bool(file.moves))
        self.tabs.setTabVisible(ROUNDS, bool(ended))

    def _measure_line(self, at: int, one: IssueMeasure, near: int) -> EntryLine:
        ledger, shut = self.desk.ledger, self.item.issue.state == CLOSED
        owner = ledger.name(one.owner or self.item.issue.owner)
        due = f"{one.due_on.month}月{one.due_on.day}日前" if one.due_on else "没有时限"
        if one.done_on is not None:
            pill, tone = f"{one.done_on:%m-%d} 完成", "done"
        elif shut:
            pill, tone = "没有写完成", "draft"
        else:
            pill = due_words(one.due_on, ledger.today)
            tone = TONES[standing(one.due_on, ledger.today, near)]
        verbs: tuple[tuple[str, str], ...] = ()
        if not shut:
            verbs = (EDIT, REMOVE)
            if one.done_on is None:
                verbs = (("done", "今天完成"), *verbs)
        return EntryLine(one.uid, f"第{chinese(at)}条", one.text, (f"{owner} · {due}",), pill, tone, verbs)

    def _progress_line(self, one: IssueProgress) -> EntryLine:
        who = f"{self.desk.ledger.name(one.by)} 填写" if one.by else ""
        again = f"第{chinese(one.round)}轮" if one.round and (self.item.issue.round or 1) > 1 else ""
        note = " · ".join(words for words in (who, again) if words)
        pill = f"{one.percent}%" if one.percent is not None else ""
        tone = "done" if one.percent == 100 else "going"
        return EntryLine(one.uid, f"{one.on:%m-%d}", one.text, (note,) if note else (), pill, tone)

    def _round_line(self, one: IssueRound) -> EntryLine:
        name = self.desk.ledger.name
        notes = [f"{one.closed_on:%Y-%m-%d} 销号，审核人 {name(one.checker) if one.checker else '未写'}"]
        if one.reason:
            notes.append(f"这一轮因为：{one.reason}（{one.basis or '未写依据'}）")
        if one.evidence_refs:
            notes.append("佐证：" + "、".join(one.evidence_refs))
        if one.reviewed_on:
            notes.append(f"{one.reviewed_on:%Y-%m-%d} 回头看：{one.review_result or ''}")
        tone = "overdue" if one.review_result == "反弹" else "done"
        return EntryLine(
            one.uid,
            f"第{chinese(one.n)}轮",
            one.effect or "没有写成效",
            tuple(notes),
            one.review_result or "",
            tone,
        )

    def _move_line(self, at: int, one: IssueExtension) -> EntryLine:
        notes = [f"{one.on:%Y-%m-%d} 记，第{chinese(one.round)}轮"]
        if one.agreed_by:
            notes.append(f"{self.desk.ledger.name(one.agreed_by)} 同意")
        words = f"{one.before:%Y-%m-%d} → {one.after:%Y-%m-%d}　{one.reason}"
        tone = "due" if one.kind == EXTENSION else "done"
        return EntryLine(one.uid, f"第{chinese(at)}次", words, (" · ".join(notes),), one.kind, tone)

    # -- writing ---------------------------------------------------------------------------------------

    def take_step(self, name: str) -> None:
        issue, ledger = self.item.issue, self.desk.ledger
        preset = {"reviewed_on": ledger.today, "checked_on": ledger.today, "apply_by": issue.owner}
        told = ""
        if name in ("reopen", "restart"):
            told = f"已重启 {issue.code}，现在是第{chinese((issue.round or 1) + 1)}轮"
        anew = ("due_on",) if "due_on" in self._register.steps[name].asks else ()
        self.steps.begin(issue, name, preset=preset, asked_anew=anew, told=told)

    def _take(self, name: str, values: Mapping[str, object]) -> None:
        step = self._register.steps[name]
        if not self.is_typing(f"办「{step.title}」"):
            self.steps.take(self.item.issue, step, values, refused=self.close_panel.show_problems)

    def _new_measure(self) -> IssueMeasure:
        return IssueMeasure(issue=self.uid, seq=next_seq(self.item.measures))

    def _measure_note(self) -> str:
        due = self.item.issue.due_on
        return f"整个问题的时限是 {due:%Y-%m-%d}" if due else ""

    def _new_progress(self) -> IssueProgress:
        return IssueProgress(issue=self.uid, on=self.desk.ledger.today, by=self.item.issue.owner)

    def _done(self, measure: IssueMeasure) -> None:
        measure.done_on = self.desk.ledger.today
        self.runner.run(f"记下措施完成：{_short(measure.text)}", lambda action: action.save(measure))


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
