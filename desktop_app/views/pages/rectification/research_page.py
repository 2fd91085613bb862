"""调查研究: the visits, and three views on what they found: 问题清单, 成果转化清单, 同类问题."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.duties.rectification.issue_classes import IssueClass, issue_classes
from desktop_app.duties.rectification.research import (
    NOT_TURNED,
    Found,
    Visit,
    conversion_list,
    problem_list,
    research_years,
    visits,
)
from desktop_app.registers.rectification.research import CONVERTED, DOWN_KINDS, Finding
from desktop_app.storage.action import Change
from desktop_app.views.pages.page_parts.become_issue import WORDS as TURN
from desktop_app.views.pages.page_parts.become_issue import IssueDoor
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.plain_rows import Line as Row
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.pages.page_parts.verb_table import VerbTable, always
from desktop_app.views.pages.rectification.research_pane import CONVERSION_BOXES, ResearchPane
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

VISITS, PROBLEMS, CONVERSIONS, CLASSES = "visits", "problems", "conversions", "classes"
VIEWS = ((VISITS, "调研记录"), (PROBLEMS, "问题清单"), (CONVERSIONS, "成果转化清单"), (CLASSES, "同类问题"))
PAPERS = {PROBLEMS: "research_problems", CONVERSIONS: "research_conversions", CLASSES: "issue_classes"}
OWN = frozenset(("research", "finding", "issue", "member"))
_ALL = ""
_NEW_BOXES = (
    "title",
    "down_kind",
    "study_kind",
    "on",
    "place",
    "people",
    "researchers",
    "way",
    "unannounced",
)


class ResearchPage(PanePage):
    """Every visit of a year; the one chosen is worked on at the right, or a list takes the whole page."""

    pane: ResearchPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "调查研究", "research")
        self.visits: dict[str, Visit] = {}
        self.classes: list[IssueClass] = []
        self.dialog: RecordDialog | None = None
        self.door = IssueDoor(self.runner)
        self.print_button = PlainButton(self.theme, "打印", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(self.theme, "新增调研", "add")
        self.new_button.clicked.connect(self.begin)
        self._build()
        desk.bridge.changed.connect(self._changed)

    def _build(self) -> None:
        theme = self.theme
        self.year = ChoiceBox(theme, self._years())
        self.year.setAccessibleName("年度")
        self.year.activated.connect(lambda _at: self.refresh())
        self.views = ChipRow(theme, VIEWS)
        self.views.chosen.connect(lambda _value: self._turn())
        empty = EmptyState(
            theme,
            "research",
            "点左边的一次调研，在这里写发现",
            hint="发现的问题一步转入问题清单",
        )
        above = self.lay_out(self.year, self.views, "调研", empty, least=310, shares=(8, 13))
        self.strip.addWidget(self.table_button)
        self.kind = ChoiceBox(theme, [(_ALL, "四下基层：全部四类"), *((kind, kind) for kind in DOWN_KINDS)])
        self.kind.setAccessibleName("四下基层类型")
        self.kind.activated.connect(lambda _at: self._show_list())
        above.setContentsMargins(theme.unit(8), theme.unit(8), theme.unit(8), theme.unit(8))
        above.addWidget(self.kind)
        self.list.chosen.connect(self.open)
        self.tables = {PROBLEMS: self._problems(), CONVERSIONS: self._conversions(), CLASSES: self._classes()}
        for table in self.tables.values():
            self.whole.addWidget(table, 1)
            table.hide()

    def _problems(self) -> VerbTable:
        return VerbTable(
            self.theme,
            ("发现日期", "发现问题", "问题类别", "小类", "去向", "整改情况"),
            (116, 360, 150, 130, 100, 200),
            (
                (TURN, "issue", self._turn_into, lambda one: one.issue is None),
                ("打开问题", "next", self._open_issue, lambda one: one.issue is not None),
                ("打开这次调研", "research", self._open_visit, always),
            ),
            empty=("issue", "这一年的调研还没有写发现的问题"),
            name="问题清单",
            known_by=lambda one: one.finding.uid,
        )

    def _conversions(self) -> VerbTable:
        return VerbTable(
            self.theme,
            ("发现问题", "转化成什么", "转化形式", "时限", "转化情况", "问题整改"),
            (250, 290, 100, 116, 130, 180),
            (
                ("打开这次调研", "research", self._open_visit, always),
                ("写转化情况", "edit", self._convert, always),
            ),
            empty=("target", "还没有要转化的成果：在调研的发现里点“写转化”"),
            name="成果转化清单",
            known_by=lambda one: one.finding.uid,
        )

    def _classes(self) -> VerbTable:
        return VerbTable(
            self.theme,
            ("一类问题（小类）", "问题", "已销号", "在办", "反弹过", "未转入的发现", "解剖过的典型"),
            (210, 70, 80, 70, 80, 130, 240),
            (("看这一类的问题", "next", self._open_class, always),),
            empty=("folder", "还没有写“小类”：同类的问题写同一个词，这里就连起来数"),
            name="同类问题",
            known_by=lambda one: one.tag,
            right=(1, 2, 3, 4, 5),
        )

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        found = [one for visit in self.visits.values() for one in visit.found]
        turned = sum(one.issue is not None for one in found)
        return f"调研 {len(self.visits)} 次，发现 {len(found)} 条，转入 {turned} 条"

    def search_hint(self) -> str:
        return "课题、地点、发现的问题"

    def on_search(self, words: str) -> None:
        self._words = words.lower()
        self._show_list()
        self._show_tables()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a visit, of whatever year; ``view=`` chooses a list."""
        self._words = ""
        uid = str(args.get("uid") or "")
        record = self.desk.ledger.get(self._register.model, uid) if uid else None
        if record is not None:
            self.year.set_value(_ALL)
            self.kind.set_value(_ALL)
        if args.get("view") in dict(VIEWS) or uid:
            self.views.choose(args.get("view") or VISITS)
        self.refresh()
        self._turn()
        if uid:
            self.open(uid)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        """The list in sight, or the record of the visit that is open."""
        view = str(self.views.value())
        if view == VISITS:
            if self.pane is None:
                self.shell.show_notice("先点左边的一次调研，再打印它的记录。", tone="due")
            else:
                self.print_visit(self.pane.visit.research.uid)
            return True
        args: dict[str, Any] = {} if view == CLASSES or not self.year.value() else {"year": self.year.value()}
        title = dict(VIEWS)[view]
        self.shell.go("preview", key=PAPERS[view], args=args, title=title, back="research")
        return True

    def print_visit(self, uid: str) -> None:
        """Show the record of one visit as it will be printed."""
        title = f"调研记录　{self.visits[uid].research.title}"
        self.shell.go("preview", key="research_record", args={"uid": uid}, title=title, back="research")

    # -- what is in sight ------------------------------------------------------------------------------

    def _years(self) -> list[tuple[object, str]]:
        return [(_ALL, "全部年度"), *((year, f"{year}年") for year in research_years(self.desk.ledger))]

    def refresh(self) -> None:
        """Read the visits of the year again, and the classes."""
        year = self.year.value()
        told = visits(self.desk.ledger, int(str(year)) if year else None)
        self.visits = {one.research.uid: one for one in told}
        self.classes = issue_classes(self.desk.ledger)
        self._show_list()
        self._show_tables()
        self.headline_changed.emit()

    def _turn(self) -> None:
        view = self.views.value()
        self.body.setVisible(view == VISITS)
        for key, table in self.tables.items():
            table.setVisible(key == view)

    def _show_list(self) -> None:
        kind = self.kind.value()
        shown = [
            one
            for one in self.visits.values()
            if kind in (_ALL, one.research.down_kind) and self._words in _said(one)
        ]
        current = self.pane.visit.research.uid if self.pane is not None else ""
        lines = [
            Line(
                one.research.uid,
                one.research.title,
                f"{one.research.on:%Y-%m-%d}　{one.research.place}",
                aside=one.words,
            )
            for one in shown
        ]
        self.list.show_lines(lines, current)
        self.none.setVisible(not shown)

    def _show_tables(self) -> None:
        told = list(self.visits.values())
        problems = [one for one in problem_list(told) if self._words in one.finding.text.lower()]
        conversions = [one for one in conversion_list(told) if self._words in one.finding.text.lower()]
        self.views.set_counts(
            {
                VISITS: len(told),
                PROBLEMS: len(problem_list(told)),
                CONVERSIONS: len(conversion_list(told)),
                CLASSES: len(self.classes),
            }
        )
        self.tables[PROBLEMS].show_lines([self._problem_row(one) for one in problems])
        self.tables[CONVERSIONS].show_lines([self._conversion_row(one) for one in conversions])
        self.tables[CLASSES].show_lines([_class_row(one) for one in self.classes])

    def _problem_row(self, one: Found) -> Row:
        row, issue = one.finding, self.desk.ledger.catalogue["issue"]
        tone = "draft" if one.fate == NOT_TURNED else tone_of_state(issue, one.fate)
        fate = one.fate_words if one.issue is not None else ""
        cells = (f"{one.visit.on:%Y-%m-%d}", row.text, row.category or "", one.tag, one.fate, fate)
        return Row(cells, {4: tone}, one)

    def _conversion_row(self, one: Found) -> Row:
        row, today = one.finding, self.desk.ledger.today
        state = f"{row.conversion_state} 逾期" if one.is_late(today) else row.conversion_state
        tone = "overdue" if one.is_late(today) else "done" if row.conversion_state == CONVERTED else "going"
        due = f"{row.conversion_due:%Y-%m-%d}" if row.conversion_due else ""
        cells = (row.text, row.conversion or "", row.conversion_form or "", due, state, one.fate_words)
        return Row(cells, {4: tone}, one)

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a visit at the right."""
        visit = self.visits.get(uid)
        if visit is None:
            self.shell.show_notice("这次调研已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.visit.research.uid == uid:
            return
        pane = ResearchPane(self.desk, self.runner, self.steps, visit)
        pane.print_button.clicked.connect(lambda: self.print_visit(uid))
        pane.setMinimumWidth(self.theme.unit(420))
        self.put_up(pane, uid)

    def begin(self) -> None:
        """Ask for a new visit; what was typed and not saved is still there."""
        if self.dialog is None:
            record = self._register.new(on=self.desk.ledger.today)
            self.dialog = RecordDialog(
                self.desk, self._register, record, "新增调研", "保存这次调研", boxes=_NEW_BOXES,
                note="保存后逐条写发现的问题；解剖麻雀在“调研内容”里写。", parent=self,
            )  # fmt: skip
            self.dialog.setMinimumWidth(self.theme.unit(720))
            self.dialog.taken.connect(self._save_new)
        self.dialog.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.dialog
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.dialog = None
            self.year.set_pairs(self._years())
            self.on_shown(uid=record.uid)

        self.runner.run("保存 新的调研", lambda action: action.save(record), done=done, failed=dialog.refused)

    def _turn_into(self, one: Found) -> None:
        self.door.ask(one.finding)

    def _open_issue(self, one: Found) -> None:
        self.shell.go("issues", uid=one.issue.uid if one.issue is not None else "")

    def _open_visit(self, one: Found) -> None:
        self.views.choose(VISITS)
        self._turn()
        self.open(one.visit.uid)

    def _convert(self, one: Found) -> None:
        fresh = self.desk.ledger.get(Finding, one.finding.uid) or one.finding
        dialog = RecordDialog(
            self.desk, self.desk.ledger.catalogue["finding"], fresh, "成果转化", "保存转化情况",
            boxes=CONVERSION_BOXES, note=f"发现：{one.finding.text}", parent=self,
        )  # fmt: skip
        self.conversion = dialog
        dialog.taken.connect(
            lambda filled: self.runner.run(
                "保存成果转化", lambda action: action.save(filled), done=dialog.accept, failed=dialog.refused
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_class(self, one: IssueClass) -> None:
        if one.issues:
            self.shell.go("issues", tag=one.tag)
        else:
            self.shell.show_notice(f"「{one.tag}」还没有转入问题清单的问题。", tone="due")

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        visit = self.visits.get(self.pane.visit.research.uid)
        if visit is None:
            self.put_away()
        else:
            self.pane.show_visit(visit)


def _said(visit: Visit) -> str:
    one = visit.research
    return f"{one.title}{one.place}{''.join(found.finding.text for found in visit.found)}".lower()


def _class_row(one: IssueClass) -> Row:
    counts = (len(one.issues), len(one.closed), len(one.issues) - len(one.closed), len(one.reopened))
    taken = "、".join(visit.title for visit in one.dissections)
    return Row((one.tag, *map(str, counts), str(len(one.findings)), taken), {}, one)
