"""调查研究: the visits, and three views on what they found: 问题清单, 成果转化清单, 同类问题."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from desktop_app.registers.rectification.research import CONVERTED, DOWN_KINDS, Finding, Research
from desktop_app.views.page_parts.filters import ALL, Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine
from desktop_app.views.page_parts.verb_table import VerbTable, always
from desktop_app.views.pages.rectification.become_issue import WORDS as TURN
from desktop_app.views.pages.rectification.become_issue import IssueDoor
from desktop_app.views.pages.rectification.research_pane import ResearchPane, ask_conversion
from desktop_app.views.table.tones import tone_of_state

VISITS, PROBLEMS, CONVERSIONS, CLASSES = "visits", "problems", "conversions", "classes"
VIEWS = ((VISITS, "调研记录"), (PROBLEMS, "问题清单"), (CONVERSIONS, "成果转化清单"), (CLASSES, "同类问题"))
PAPERS = {PROBLEMS: "research_problems", CONVERSIONS: "research_conversions", CLASSES: "issue_classes"}


class ResearchPage(PanePage[Visit, Research]):
    """Every visit of a year; the one chosen is worked on at the right, or a list takes the whole page."""

    pane: ResearchPane | None

    register, heading, noun, measure = "research", "调查研究", "调研", "次"
    pane_class = ResearchPane
    new = NewRecord(
        "新增调研",
        "保存这次调研",
        (
            "title",
            "down_kind",
            "study_kind",
            "on",
            "place",
            "people",
            "leader",
            "researchers",
            "way",
            "unannounced",
            "sweep",
            "batch",
        ),
        "保存后逐条写发现的问题；解剖麻雀在“调研内容”里写。",
    )
    hint = "课题、地点、发现的问题"
    nothing = ("research", "点左边的一次调研，在这里写发现", "发现的问题一步转入问题清单")
    paper, paper_words, print_words = "research_record", "它的记录", "打印"

    def add_filters(self) -> None:
        theme = self.theme
        self.classes: list[IssueClass] = []
        self.door = IssueDoor(self.runner)
        self.year = self.filters.add_box(
            "年度", self._years, lambda visit, year: visit.research.on.year == year, narrows_reading=True
        )
        self.tables = {PROBLEMS: self._problems(), CONVERSIONS: self._conversions(), CLASSES: self._classes()}
        for name, table in self.tables.items():
            PlainLook(self.desk, table.table, f"research_{name}")
        self.add_views(VIEWS, self.tables)
        self.kind = self.filters.add_box(
            "四下基层类型",
            [(ALL, "四下基层：全部四类"), *((kind, kind) for kind in DOWN_KINDS)],
            lambda visit, kind: visit.research.down_kind == kind,
        )
        self.above.setContentsMargins(theme.unit(8), theme.unit(8), theme.unit(8), theme.unit(8))
        self.above.addWidget(self.kind)

    def _years(self) -> Pairs:
        return [(ALL, "全部年度"), *((year, f"{year}年") for year in research_years(self.desk.ledger))]

    def _problems(self) -> VerbTable:
        return VerbTable(
            self.theme,
            ("发现日期", "发现问题", "问题类别", "小类", "去向", "整改情况"),
            (116, 360, 150, 130, 100, 200),
            (
                (
                    TURN,
                    "issue",
                    lambda one: self.door.ask(one.finding),
                    lambda one: "" if one.issue is None else "已经转成问题了",
                ),
                (
                    "打开问题",
                    "next",
                    self._open_issue,
                    lambda one: "还没有转成问题" if one.issue is None else "",
                ),
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
            (
                "一类问题（小类）",
                "问题",
                "已销号",
                "在办",
                "反弹过",
                "未转入的发现",
                "解剖过的典型",
                "举一反三",
                "长效机制",
            ),
            (180, 60, 70, 60, 70, 110, 200, 90, 180),
            (("看这一类的问题", "next", self._open_class, always),),
            empty=("folder", "还没有写“小类”：同类的问题写同一个词，这里就连起来数"),
            name="同类问题",
            known_by=lambda one: one.tag,
            right=(1, 2, 3, 4, 5),
        )

    def count_words(self) -> str:
        found = [one for visit in self.items.values() for one in visit.found]
        turned = sum(one.issue is not None for one in found)
        return f"调研 {len(self.items)} 次，发现 {len(found)} 条，转入 {turned} 条"

    # -- what is in sight ------------------------------------------------------------------------------

    def read(self) -> Iterable[Visit]:
        year = self.year.value()
        self.classes = issue_classes(self.desk.ledger)
        return visits(self.desk.ledger, int(str(year)) if year else None)

    def lines(self, shown: Sequence[Visit]) -> list[Line]:
        told = list(self.items.values())
        problems, conversions = problem_list(told), conversion_list(told)
        counts = (len(told), len(problems), len(conversions), len(self.classes))
        if self.views is not None:
            self.views.set_counts(dict(zip(dict(VIEWS), counts, strict=True)))
        fits = self.words.fit
        rows = {
            PROBLEMS: [self._problem_row(one) for one in problems if fits(one.finding.text)],
            CONVERSIONS: [self._conversion_row(one) for one in conversions if fits(one.finding.text)],
            CLASSES: [_class_row(one) for one in self.classes if fits(one.tag)],
        }
        for view, table in self.tables.items():
            table.show_lines(rows[view])
        return super().lines(shown)

    def said(self, item: Visit) -> str:
        one = item.research
        return " ".join((one.title or "", one.place or "", *(found.finding.text for found in item.found)))

    def line(self, item: Visit) -> Line:
        one = item.research
        return Line(one.uid, one.title, f"{one.on:%Y-%m-%d}　{one.place}", aside=item.words)

    def _problem_row(self, one: Found) -> PlainLine:
        row, issue = one.finding, self.desk.ledger.catalogue["issue"]
        tone = "draft" if one.fate == NOT_TURNED else tone_of_state(issue, one.fate)
        fate = one.fate_words if one.issue is not None else ""
        cells = (f"{one.visit.on:%Y-%m-%d}", row.text, row.category or "", one.tag, one.fate, fate)
        return PlainLine(cells, {4: tone}, one)

    def _conversion_row(self, one: Found) -> PlainLine:
        row, today = one.finding, self.desk.ledger.today
        state = f"{row.conversion_state} 逾期" if one.is_late(today) else row.conversion_state
        tone = "overdue" if one.is_late(today) else "done" if row.conversion_state == CONVERTED else "going"
        due = f"{row.conversion_due:%Y-%m-%d}" if row.conversion_due else ""
        cells = (row.text, row.conversion or "", row.conversion_form or "", due, state, one.fate_words)
        return PlainLine(cells, {4: tone}, one)

    # -- writing ---------------------------------------------------------------------------------------

    def new_record(self, **known: object) -> Research:
        return super().new_record(**{"on": self.desk.ledger.today} | known)

    def _open_issue(self, one: Found) -> None:
        self.shell.go("issues", uid=one.issue.uid if one.issue is not None else "")

    def _open_visit(self, one: Found) -> None:
        self.show_record(one.visit.uid)

    def _convert(self, one: Found) -> None:
        finding = self.desk.ledger.get(Finding, one.finding.uid) or one.finding
        self.conversion = ask_conversion(self.runner, finding, self)

    def _open_class(self, one: IssueClass) -> None:
        if one.issues:
            self.shell.go("issues", tag=one.tag)
        else:
            self.shell.show_notice(f"「{one.tag}」还没有转入问题清单的问题。", tone="due")

    # -- printing --------------------------------------------------------------------------------------

    def on_print(self) -> bool:
        """The list in sight, or the record of the visit that is open."""
        view = self.views.value() if self.views is not None else VISITS
        if view not in PAPERS:
            return super().on_print()
        year = self.year.value() if view != CLASSES else ALL
        self.preview(PAPERS[str(view)], dict(VIEWS)[str(view)], **({"year": year} if year else {}))
        return True

    def paper_title(self, item: Visit) -> str:
        return f"调研记录　{item.research.title}"


def _class_row(one: IssueClass) -> PlainLine:
    counts = (len(one.issues), len(one.closed), len(one.issues) - len(one.closed), len(one.reopened))
    taken = "、".join(visit.title for visit in one.dissections)
    looked = f"查过 {len(one.checks)} 次" if one.checks else ""
    rules = "、".join(rule.title for rule in one.mechanisms if rule.in_force)
    return PlainLine((one.tag, *map(str, counts), str(len(one.findings)), taken, looked, rules), {}, one)
