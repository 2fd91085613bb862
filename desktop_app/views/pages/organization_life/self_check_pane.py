"""One sheet of self-check beside the list: last time's promises, problems by aspect, measures, voices."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.duties.basics.duty import short
from desktop_app.duties.organization_life.self_checks import NOT_TURNED, Promised, SelfCheckSheet
from desktop_app.registers.organization_life.self_checks import (
    PARTY_SPIRIT,
    THREE_INS,
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.rectification.issues import CLOSED
from desktop_app.views.page_parts.child_list import EDIT, REMOVE, ChildLines, next_seq
from desktop_app.views.page_parts.entries import EntryLine
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.become_issue import IssueDoor
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill
from desktop_app.views.table.tones import tone_of_state

BEFORE, PROBLEMS, MEASURES, VOICES, CONTENT = range(5)


class SelfCheckPane(RecordPane[SelfCheckSheet, SelfCheck]):
    """Shows one ``SelfCheckSheet``; the voices of others only once they are asked for."""

    register, sections = "self_check", ("对照检查", "三个摆进去", "党性分析", "整改承诺")

    @staticmethod
    def record_of(item: SelfCheckSheet) -> SelfCheck:
        return item.check

    def build(self) -> None:
        self.door = IssueDoor(self.runner)
        self._voices_shown = False
        theme, column = self.desk.theme, self.column
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.ins = Pill(theme, "")
        self.spirit = Pill(theme, "")
        self.date = Pill(theme, "")
        self.about = faint(theme, wrap=True)
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.ins, self.spirit, self.date))
        column.addWidget(self.about)
        self.left_aspects = faint(theme, wrap=True)
        self.show_button = PlainButton(theme, "显示批评意见", "eye")
        self.show_button.clicked.connect(self._show_voices)
        self.voice_print = LinkButton(theme, "连批评意见一起打印", "print")
        self._make_lists()
        self.add_tab("上次整改", self.before)
        self.add_tab("查摆问题", self.left_aspects, self.problems, button=self.problems.add_button)
        self.add_tab("整改措施", self.measures, button=self.measures.add_button)
        voices = (self.show_button, self.voices, self.voice_print)
        self.add_tab("批评意见", *voices, button=self.voices.add_button)
        self.add_form("正文")

    def _make_lists(self) -> None:
        opened: dict[str, Callable[[SelfCheckMeasure], object]] = {
            "open": self._open_issue,
            "turn": self.door.ask,
        }
        self.before = ChildLines(
            self, SelfCheckMeasure, "整改措施", "这个主体以前没有对照检查，或者上次没有写整改措施。", lead=64,
            verbs={"carry": self._carry, **opened},
        )  # fmt: skip
        self.problems = ChildLines(
            self, SelfCheckProblem, "查摆问题", "还没有查摆问题。六个方面逐条写具体表现。",
            add="加一条查摆问题", new=lambda: SelfCheckProblem(self_check=self.uid), boxes=("aspect", "text"),
            verbs={"answer": self._answer},
        )  # fmt: skip
        self.measures = ChildLines(
            self, SelfCheckMeasure, "整改措施", "还没有整改措施。每条写时限，能一步转入问题清单。", lead=64,
            add="加一条整改措施", new=self._new_measure, boxes=("problem", "text", "due_on"), verbs=opened,
        )  # fmt: skip
        self.voices = ChildLines(
            self, SelfCheckCriticism, "批评意见", "还没有记批评意见。",
            add="记一条批评意见", new=lambda: SelfCheckCriticism(self_check=self.uid),
            boxes=("critic", "text", "answer"),
        )  # fmt: skip

    def first_tab(self) -> int:
        return BEFORE if self.item.promised else PROBLEMS

    def show_item(self, item: SelfCheckSheet) -> None:
        self.item = item
        check, ledger = item.check, self.desk.ledger
        self.title.setText(self._register.heading(check, ledger.name))
        written = sum(bool(getattr(check, name)) for name in THREE_INS)
        self.ins.set_state(f"三个摆进去 {written}/3", "done" if written == len(THREE_INS) else "due")
        looked = sum(bool(getattr(check, name)) for name in PARTY_SPIRIT)
        whole = looked == len(PARTY_SPIRIT)
        self.spirit.set_state(f"党性分析 {looked}/{len(PARTY_SPIRIT)}", "done" if whole else "due")
        done = f"{check.written_on:%Y-%m-%d} 完成" if check.written_on else "还没有写完成日期"
        self.date.set_state(done, "done" if check.written_on else "draft")
        meeting = f" · {ledger.name(check.meeting)}" if check.meeting else ""
        standards = self._register.show(check, "standards", ledger.name)
        self.about.setText(f"{check.theme} · 对照{standards}{meeting}")
        left = "、".join(item.aspects_left)
        self.left_aspects.setText(f"还没有查摆的方面：{left}" if left else "六个方面都查摆到了。")
        self.form.show_record(check)
        self.before.show_entries([self._promised(at, one) for at, one in enumerate(item.promised, 1)])
        self.problems.show_entries(
            [
                EntryLine(one.uid, one.aspect, one.text, verbs=(("answer", "写措施"), EDIT, REMOVE))
                for one in item.problems
            ]
        )
        self.measures.show_entries([self._measure(at, one) for at, one in enumerate(item.measures, 1)])
        self._list_voices()
        self.name_tabs(
            f"上次 {len(item.kept)}/{len(item.promised)}" if item.promised else "上次",
            ("查摆", len(item.problems)),
            ("措施", len(item.measures)),
            ("批评意见", len(item.criticisms)),
        )

    def _tone(self, one: Promised) -> str:
        issues = self.desk.ledger.catalogue["issue"]
        return "draft" if one.state == NOT_TURNED else tone_of_state(issues, one.state)

    def _promised(self, at: int, one: Promised) -> EntryLine:
        due = f"答应 {one.measure.due_on:%Y-%m-%d} 前做到"
        verbs: list[tuple[str, str]] = [("open", "打开问题")] if one.issue is not None else []
        copied = {mine.measure.text for mine in self.item.measures}
        if one.state != CLOSED and one.measure.text not in copied:
            verbs.append(("carry", "写进这次的措施"))
        return EntryLine(
            one.measure.uid, f"第{at}条", one.measure.text, (f"{due} · {one.words}",), one.state,
            self._tone(one), tuple(verbs),
        )  # fmt: skip

    def _measure(self, at: int, one: Promised) -> EntryLine:
        turn = ("open", "打开问题") if one.issue is not None else ("turn", "转入问题清单")
        verbs = [turn, EDIT] if one.issue is not None else [turn, EDIT, REMOVE]
        notes: tuple[str, ...] = (f"{one.measure.due_on:%Y-%m-%d} 前 · {one.words}",)
        if one.measure.problem:
            notes = (f"针对：{short(self.desk.ledger.name(one.measure.problem))}", *notes)
        return EntryLine(
            one.measure.uid, f"第{at}条", one.measure.text, notes, one.state, self._tone(one), tuple(verbs)
        )

    def _list_voices(self) -> None:
        self.show_button.setVisible(bool(self.item.criticisms) and not self._voices_shown)
        self.voice_print.setVisible(bool(self.item.criticisms) and self._voices_shown)
        name = self.desk.ledger.name
        self.voices.show_entries(
            [
                EntryLine(
                    one.uid, name(one.critic), one.text, (f"本人态度：{one.answer}",) if one.answer else (),
                    verbs=(EDIT, REMOVE),
                )
                if self._voices_shown
                else EntryLine(one.uid, name(one.critic), "内容只在需要时显示", ())
                for one in self.item.criticisms
            ]
        )  # fmt: skip

    def _show_voices(self) -> None:
        self._voices_shown = True
        self._list_voices()

    # -- writing ---------------------------------------------------------------------------------------

    def _new_measure(self, **known: object) -> SelfCheckMeasure:
        seq = next_seq(one.measure for one in self.item.measures)
        answered = {one.measure.problem for one in self.item.measures}
        known.setdefault("problem", next((p.uid for p in self.item.problems if p.uid not in answered), None))
        return SelfCheckMeasure(self_check=self.uid, seq=seq, **known)

    def _answer(self, problem: SelfCheckProblem) -> None:
        """A measure for one problem: the two stay tied, and the problem is what the ledger will tell."""
        self.measures.ask(self._new_measure(problem=problem.uid), about=problem.uid)

    def _open_issue(self, measure: SelfCheckMeasure) -> None:
        self.runner.shell.go("issues", uid=measure.issue)

    def _carry(self, before: SelfCheckMeasure) -> None:
        """What was promised and not finished is promised again, tied to the same issue."""
        due_on = max(before.due_on, self.desk.ledger.today)
        known: dict[str, object] = {"text": before.text, "issue": before.issue, "due_on": due_on}
        if before.issue:
            # The problem it answers lies in the sheet before, and stays what the ledger tells.
            known["problem"] = before.problem
        fresh = self._new_measure(**known)
        self.measures.ask(fresh, about=before.uid)
