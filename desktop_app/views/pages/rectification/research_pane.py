"""One piece of research opened beside the list: its findings, what became of them, and the form."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.duties.rectification.issue_classes import issue_classes
from desktop_app.duties.rectification.research import NOT_TURNED, Found, Visit
from desktop_app.registers.rectification.research import CONVERTED, DISSECTION, UNANNOUNCED, Finding, Research
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.child_list import EDIT, REMOVE, ChildLines, next_seq
from desktop_app.views.page_parts.entries import EntryLine
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_dialog import RecordDialog, ask_and_save
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.become_issue import IssueDoor
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill
from desktop_app.views.table.tones import tone_of_state

FINDING_BOXES = ("text", "category", "tag", "suggestion")
CONVERSION_BOXES = (
    "conversion",
    "conversion_form",
    "conversion_owner",
    "conversion_due",
    "conversion_state",
)


class ResearchPane(RecordPane[Visit, Research]):
    """Shows one ``Visit``."""

    register, print_words = "research", "打印这次调研"
    sections = ("调研", "四不两直", "情况和建议", "解剖麻雀")

    @staticmethod
    def record_of(item: Visit) -> Research:
        return item.research

    def build(self) -> None:
        self.door = IssueDoor(self.runner)
        theme, column = self.desk.theme, self.column
        self.kind = Pill(theme, "")
        self.dissects = Pill(theme, "解剖麻雀", "going")
        self.ticks = Pill(theme, "")
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.about = faint(theme, wrap=True)
        self.class_button = LinkButton(theme, "", "folder")
        self.class_button.clicked.connect(
            lambda: self.runner.shell.go("issues", tag=self.item.research.stands_for)
        )
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.kind, self.ticks, self.dissects))
        column.addWidget(self.about)
        line = QHBoxLayout()
        line.addWidget(self.class_button)
        line.addStretch(1)
        column.addLayout(line)
        self.findings = ChildLines(
            self, Finding, "发现", "还没有写发现的问题。每发现一条写一条，能一步转入问题清单。", lead=64,
            add="加一条发现", new=self._new_finding, heading="发现的问题", boxes=FINDING_BOXES,
            verbs={"turn": self.door.ask, "open": self._open_issue, "convert": self._convert},
        )  # fmt: skip
        self.add_tab("发现", self.findings, button=self.findings.add_button)
        self.add_form("调研内容")

    def show_item(self, item: Visit) -> None:
        self.item = visit = item
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
        led = show(research, "leader", ledger.name) or "还没有写"
        words = f"{research.on:%Y-%m-%d} · {research.place} · 对象 {research.people}\n"
        words += f"带队领导 {led}　调研人 {who}"
        if research.stands_for:
            words += f"\n{research.example or '典型'}，代表一类问题：{research.stands_for}"
        self.about.setText(words)
        alike = next((one for one in issue_classes(ledger) if one.tag == research.stands_for), None)
        self.class_button.setText(f"「{alike.tag}」{alike.words}" if alike is not None else "")
        self.class_button.setVisible(alike is not None and bool(alike.issues))
        self.form.show_record(research)
        self.findings.show_entries([self._line(at, one) for at, one in enumerate(visit.found, 1)])
        self.name_tabs(("发现", len(visit.found)))

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
        verbs.append(EDIT)
        if one.issue is None:
            verbs.append(REMOVE)
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

    def _new_finding(self) -> Finding:
        return Finding(research=self.uid, seq=next_seq(one.finding for one in self.item.found))

    def _open_issue(self, finding: Finding) -> None:
        self.runner.shell.go("issues", uid=finding.issue)

    def _convert(self, finding: Finding) -> None:
        self.dialog = ask_conversion(self.runner, finding, self)


def ask_conversion(runner: ActionRunner, finding: Finding, parent: QWidget) -> RecordDialog:
    """Ask what becomes, or became, of a finding."""
    note = f"发现：{finding.text}"
    return ask_and_save(
        runner, finding, "成果转化", "保存转化情况", "保存成果转化", CONVERSION_BOXES, note, parent=parent
    )
