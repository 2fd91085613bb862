"""One sheet of self-check beside the list: last time's promises, problems by aspect, measures, voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.duties.organization_life.self_checks import NOT_TURNED, Promised, Sheet
from desktop_app.registers.organization_life.self_checks import (
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.rectification.issues import CLOSED
from desktop_app.views.pages.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.pages.page_parts.become_issue import IssueDoor
from desktop_app.views.pages.page_parts.entries import EntryLine, EntryList
from desktop_app.views.pages.page_parts.page_frame import in_a_line
from desktop_app.views.pages.page_parts.record_pane import RecordPane
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk

BEFORE, PROBLEMS, MEASURES, VOICES, CONTENT = range(5)
_SECTIONS = ("对照检查", "三个摆进去", "剖析与承诺")
_THREE_INS = ("three_ins_self", "three_ins_duty", "three_ins_work")


class SelfCheckPane(RecordPane):
    """Shows one ``Sheet``; writes through the page's deeds."""

    def __init__(self, desk: Desk, runner: ActionRunner, steps: StepRunner, sheet: Sheet) -> None:
        super().__init__(desk, runner, steps, "self_check", "打印")
        self.sheet = sheet
        self.door = IssueDoor(runner)
        self._voices_shown = False
        theme, column = desk.theme, self.column
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.ins = Pill(theme, "")
        self.date = Pill(theme, "")
        self.about = faint(theme, wrap=True)
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.ins, self.date))
        column.addWidget(self.about)
        self._build_tabs()
        self.add_form("正文", _SECTIONS, sheet.check)
        column.addWidget(self.tabs, 1)
        self.show_sheet(sheet)

    def _build_tabs(self) -> None:
        theme = self.desk.theme
        self.before = EntryList(theme, "这个主体以前没有对照检查，或者上次没有写整改措施。", 64)
        self.problems = EntryList(theme, "还没有查摆问题。六个方面逐条写具体表现。", 92)
        self.measures = EntryList(theme, "还没有整改措施。每条写时限，能一步转入问题清单。", 64)
        self.voices = EntryList(theme, "还没有记批评意见。", 92)
        self.left = faint(theme, wrap=True)
        self.problem_button = PlainButton(theme, "加一条查摆问题", "add")
        self.problem_button.clicked.connect(lambda: self._write(SelfCheckProblem(self_check=self._uid)))
        self.measure_button = PlainButton(theme, "加一条整改措施", "add")
        self.measure_button.clicked.connect(self.write_measure)
        self.voice_button = PlainButton(theme, "记一条批评意见", "add")
        self.voice_button.clicked.connect(lambda: self._write(SelfCheckCriticism(self_check=self._uid)))
        self.show_button = PlainButton(theme, "显示批评意见", "eye")
        self.show_button.clicked.connect(self._show_voices)
        for entries in (self.before, self.problems, self.measures, self.voices):
            entries.asked.connect(self._asked)
        self.add_tab("上次整改", self.before)
        self.add_tab("查摆问题", self.left, self.problems, button=self.problem_button)
        self.add_tab("整改措施", self.measures, button=self.measure_button)
        self.voice_print = LinkButton(theme, "连批评意见一起打印", "print")
        self.add_tab("批评意见", self.show_button, self.voices, self.voice_print, button=self.voice_button)

    @property
    def _uid(self) -> str:
        return str(self.sheet.check.uid)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the sheet as it stands now."""
        self.sheet = sheet
        check, ledger = sheet.check, self.desk.ledger
        self.title.setText(self._register.heading(check, ledger.name))
        written = sum(bool(getattr(check, name)) for name in _THREE_INS)
        self.ins.set_state(f"三个摆进去 {written}/3", "done" if written == len(_THREE_INS) else "due")
        done = f"{check.written_on:%Y-%m-%d} 完成" if check.written_on else "还没有写完成日期"
        self.date.set_state(done, "done" if check.written_on else "draft")
        meeting = f" · {ledger.name(check.meeting)}" if check.meeting else ""
        standards = self._register.show(check, "standards", ledger.name)
        self.about.setText(f"{check.theme} · 对照{standards}{meeting}")
        left = "、".join(sheet.aspects_left)
        self.left.setText(f"还没有查摆的方面：{left}" if left else "六个方面都查摆到了。")
        self.form.show_record(check)
        self.before.show_entries([self._promised(at, one) for at, one in enumerate(sheet.promised, 1)])
        self.problems.show_entries([self._problem(one) for one in sheet.problems])
        self.measures.show_entries([self._measure(at, one) for at, one in enumerate(sheet.measures, 1)])
        self._list_voices()
        kept = f"上次 {len(sheet.kept)}/{len(sheet.promised)}" if sheet.promised else "上次"
        titles = (
            kept,
            f"查摆 {len(sheet.problems)}" if sheet.problems else "查摆",
            f"措施 {len(sheet.measures)}" if sheet.measures else "措施",
            f"批评意见 {len(sheet.criticisms)}" if sheet.criticisms else "批评意见",
        )
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)

    def _tone(self, one: Promised) -> str:
        issues = self.desk.ledger.catalogue["issue"]
        return "draft" if one.state == NOT_TURNED else tone_of_state(issues, one.state)

    def _promised(self, at: int, one: Promised) -> EntryLine:
        due = f"答应 {one.measure.due_on:%Y-%m-%d} 前做到"
        verbs: list[tuple[str, str]] = [("open-before", "打开问题")] if one.issue is not None else []
        copied = {mine.measure.text for mine in self.sheet.measures}
        if one.state != CLOSED and one.measure.text not in copied:
            verbs.append(("carry", "写进这次的措施"))
        return EntryLine(
            one.measure.uid, f"第{at}条", one.measure.text, (f"{due} · {one.words}",), one.state,
            self._tone(one), tuple(verbs),
        )  # fmt: skip

    def _problem(self, one: Any) -> EntryLine:
        verbs = (("edit-problem", "修改"), ("remove-problem", "移除"))
        return EntryLine(one.uid, one.aspect, one.text, verbs=verbs)

    def _measure(self, at: int, one: Promised) -> EntryLine:
        turn = ("open", "打开问题") if one.issue is not None else ("turn", "转入问题清单")
        verbs = [turn, ("edit-measure", "修改")]
        if one.issue is None:
            verbs.append(("remove-measure", "移除"))
        notes = (f"{one.measure.due_on:%Y-%m-%d} 前 · {one.words}",)
        return EntryLine(
            one.measure.uid, f"第{at}条", one.measure.text, notes, one.state, self._tone(one), tuple(verbs)
        )

    def _list_voices(self) -> None:
        verbs = (("edit-voice", "修改"), ("remove-voice", "移除"))
        self.show_button.setVisible(bool(self.sheet.criticisms) and not self._voices_shown)
        self.voice_print.setVisible(bool(self.sheet.criticisms) and self._voices_shown)
        name = self.desk.ledger.name
        self.voices.show_entries(
            [
                EntryLine(
                    one.uid, name(one.critic), one.text, (f"本人态度：{one.answer}",) if one.answer else (),
                    verbs=verbs,
                )
                if self._voices_shown
                else EntryLine(one.uid, name(one.critic), "内容只在需要时显示", ())
                for one in self.sheet.criticisms
            ]
        )  # fmt: skip

    def _show_voices(self) -> None:
        self._voices_shown = True
        self._list_voices()

    # -- writing ---------------------------------------------------------------------------------------

    def write_measure(self) -> None:
        """Ask for one measure."""
        seq = max((one.measure.seq or 0 for one in self.sheet.measures), default=0) + 1
        self._write(SelfCheckMeasure(self_check=self._uid, seq=seq))

    def _write(self, record: Any, about: str = "") -> None:
        title, boxes = {
            SelfCheckProblem: ("查摆问题", ("aspect", "text")),
            SelfCheckMeasure: ("整改措施", ("text", "due_on")),
            SelfCheckCriticism: ("批评意见", ("critic", "text", "answer")),
        }[type(record)]
        self.ask_child(record, title, f"保存这条{title[2:]}", f"保存一条{title}", boxes, about=about)

    def _asked(self, key: str, uid: str) -> None:
        found = self.desk.ledger.locate(uid)
        if found is None:
            return
        record: Any = found[1]
        if key in ("open", "open-before"):
            self.runner.shell.go("issues", uid=record.issue)
        elif key == "turn":
            self.door.ask(record)
        elif key == "carry":
            self._carry(record)
        elif key.startswith("edit"):
            self._write(record)
        else:
            title = self.desk.ledger.catalogue.of(record).title
            self.runner.run(f"移除一条{title}", lambda action: action.remove(record))

    def _carry(self, before: Any) -> None:
        """What was promised and not finished is promised again, tied to the same issue."""
        seq = max((one.measure.seq or 0 for one in self.sheet.measures), default=0) + 1
        fresh = SelfCheckMeasure(
            self_check=self._uid, seq=seq, text=before.text, issue=before.issue,
            due_on=max(before.due_on, self.desk.ledger.today),
        )  # fmt: skip
        self._write(fresh, before.uid)
