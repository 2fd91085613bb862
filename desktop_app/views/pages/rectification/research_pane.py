"""One piece of research opened beside the list: its findings, what became of them, and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.duties.rectification.issue_classes import issue_classes
from desktop_app.duties.rectification.research import NOT_TURNED, Found, Visit
from desktop_app.registers.rectification.research import CONVERTED, DISSECTION, UNANNOUNCED, Finding
from desktop_app.views.pages.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.pages.page_parts.become_issue import IssueDoor
from desktop_app.views.pages.page_parts.entries import EntryLine, EntryList
from desktop_app.views.pages.page_parts.page_frame import in_a_line
from desktop_app.views.pages.page_parts.places import place_of
from desktop_app.views.pages.page_parts.record_pane import RecordPane
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_SECTIONS = ("调研", "四不两直", "建议", "解剖麻雀")
FINDING_BOXES = ("text", "category", "tag", "suggestion")
CONVERSION_BOXES = ("conversion", "conversion_form", "conversion_due", "conversion_state")


class ResearchPane(RecordPane):
    """Shows one ``Visit``; writes through the page's deeds."""

    def __init__(self, desk: Desk, runner: ActionRunner, steps: StepRunner, visit: Visit) -> None:
        super().__init__(desk, runner, steps, "research", "打印这次调研")
        self.visit = visit
        self.door = IssueDoor(runner)
        theme, column = desk.theme, self.column
        self.kind = Pill(theme, "")
        self.dissects = Pill(theme, "解剖麻雀", "going")
        self.ticks = Pill(theme, "")
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.about = faint(theme, wrap=True)
        self.class_button = LinkButton(theme, "", "folder")
        self.class_button.clicked.connect(
            lambda: runner.shell.go("issues", tag=self.visit.research.stands_for)
        )
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.kind, self.ticks, self.dissects))
        column.addWidget(self.about)
        line = QHBoxLayout()
        line.addWidget(self.class_button)
        line.addStretch(1)
        column.addLayout(line)
        self.findings = EntryList(theme, "还没有写发现的问题。每发现一条写一条，能一步转入问题清单。", 64)
        self.findings.asked.connect(self._asked)
        self.finding_button = PlainButton(theme, "加一条发现", "add")
        self.finding_button.clicked.connect(lambda: self.write_finding(None))
        self.add_tab("发现", self.findings, button=self.finding_button)
        self.add_form("调研内容", _SECTIONS, visit.research)
        column.addWidget(self.tabs, 1)
        self.show_visit(visit)

    def show_visit(self, visit: Visit) -> None:
        """Show the visit as it stands now."""
        self.visit = visit
        research, ledger = visit.research, self.desk.ledger
        show = self._register.show
        self.title.setText(research.title or "")
        self.kind.set_state(research.down_kind or "", "plain")
        ticked = len(research.unannounced or ())
        tone = "done" if ticked == len(UNANNOUNCED) else "draft"
        self.ticks.set_state(f"四不两直 {ticked}/{len(UNANNOUNCED)}", tone)
        self.ticks.setToolTip(show(research, "unannounced", ledger.name) or "还没有打勾")
        self.dissects.setVisible(research.study_kind == DISSECTION or bool(research.example))
        who = show(research, "researchers", ledger.name)
        words = f"{research.on:%Y-%m-%d} · {research.place} · 对象 {research.people}\n调研人 {who}"
        if research.stands_for:
            words += f"\n{research.example or '典型'}，代表一类问题：{research.stands_for}"
        self.about.setText(words)
        alike = next((one for one in issue_classes(ledger) if one.tag == research.stands_for), None)
        self.class_button.setText(f"「{alike.tag}」{alike.words}" if alike is not None else "")
        self.class_button.setVisible(alike is not None and bool(alike.issues))
        self.form.show_record(research)
        self.findings.show_entries([self._line(at, one) for at, one in enumerate(visit.found, 1)])
        count = len(visit.found)
        self.tabs.setTabText(0, f"发现 {count}" if count else "发现")

    def _line(self, at: int, one: Found) -> EntryLine:
        row = one.finding
        notes = [" · ".join(part for part in (row.category, f"小类 {one.tag}" if one.tag else "") if part)]
        if row.suggestion:
            notes.append(f"建议：{row.suggestion}")
        if one.has_conversion:
            due = f"，{row.conversion_due:%Y-%m-%d} 前" if row.conversion_due else ""
            late = "，逾期" if one.is_late(self.desk.ledger.today) else ""
            form = f"（{row.conversion_form}）" if row.conversion_form else ""
            notes.append(f"{row.conversion_state}{form}：{row.conversion or '还没有写转化成什么'}{due}{late}")
        if one.issue is not None:
            notes.append(f"问题清单：{one.fate_words}")
        verbs: list[tuple[str, str]] = [("open", "打开问题")] if one.issue else [("turn", "转入问题清单")]
        verbs.append(("convert", "改转化" if row.conversion_state == CONVERTED else "写转化"))
        verbs.append(("edit", "修改"))
        if one.issue is None:
            verbs.append(("remove", "移除"))
        tone = (
            "draft"
            if one.fate == NOT_TURNED
            else tone_of_state(self.desk.ledger.catalogue["issue"], one.fate)
        )
        return EntryLine(
            row.uid,
            f"第{at}条",
            row.text,
            tuple(note for note in notes if note),
            one.fate,
            tone,
            tuple(verbs),
        )

    def write_finding(self, record: Any | None) -> None:
        """Ask for one finding, or change one."""
        seq = max((one.finding.seq or 0 for one in self.visit.found), default=0) + 1
        fresh = record or Finding(research=self.visit.research.uid, seq=seq)
        self.ask_child(fresh, "发现的问题", "保存这条发现", "保存一条发现", FINDING_BOXES)

    def write_conversion(self, record: Any) -> None:
        """Ask what becomes, or became, of a finding."""
        self.ask_child(
            record, "成果转化", "保存转化情况", "保存成果转化", CONVERSION_BOXES, f"发现：{record.text}"
        )

    def _asked(self, key: str, uid: str) -> None:
        record = self.desk.ledger.get(Finding, uid)
        if record is None:
            return
        if key == "turn":
            self.door.ask(record)
        elif key == "open":
            page, args = place_of(self.desk.ledger, "issue", record.issue or "")
            self.runner.shell.go(page, **args)
        elif key == "convert":
            self.write_conversion(record)
        elif key == "edit":
            self.write_finding(record)
        else:
            self.runner.run("移除一条发现", lambda action: action.remove(record))
