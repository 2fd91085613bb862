"""年度总结: the years at the left; at the right a year's figures with their lists, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from desktop_app.duties.basics.figure import Figure, frozen, thawed
from desktop_app.duties.summaries.year_figures import year_figures
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.reporting.work_summaries import DRAFT, PASSED, SENT, WorkSummary
from desktop_app.storage.action import Action
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.reporting.figure_list_dialog import FigureListDialog
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill

_TONES = {DRAFT: "draft", PASSED: "done", SENT: "done"}


class SummaryPane(RecordPane[WorkSummary, WorkSummary]):
    """One summary: its figures, as they stood when it was passed or as they are now, and its words."""

    register, sections = "work_summary", ("总结", "通过")

    @staticmethod
    def record_of(item: WorkSummary) -> WorkSummary:
        return item

    def build(self) -> None:
        theme = self.desk.theme
        self.list_dialog: FigureListDialog | None = None
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.state = Pill(theme, "")
        self.about = faint(theme, wrap=True)
        self.column.addWidget(self.title)
        self.column.addWidget(in_a_line(theme, self.state))
        self.column.addWidget(self.about)
        self.add_steps()
        self.figures = EntryList(theme, "这一年的工作没有录入本程序，没有数可取。", 64)
        self.figures.asked.connect(self._asked)
        self.add_tab("全年的数", self.figures)
        self.add_form("总结")

    def show_item(self, item: WorkSummary) -> None:
        self.item = item
        self.__dict__.pop("counted", None)
        self.title.setText(f"{item.year}年度工作总结")
        self.state.set_state(item.state or DRAFT, _TONES.get(item.state or DRAFT, "plain"))
        is_open = item.state == DRAFT
        self.about.setText(
            "数现在从台账取，会议通过时固定下来。" if is_open else "数是会议通过那天的，不再变。"
        )
        self.form.show_record(item)
        self.show_steps()
        self.figures.show_entries(
            [
                EntryLine(one.key, f"{place}", one.title, (), f"{one.value}{one.unit}", "plain", _verbs(one))
                for place, one in enumerate(self.counted, 1)
            ]
        )
        self.name_tabs(("全年的数", len(self.counted)), "总结")

    @cached_property
    def counted(self) -> tuple[Figure, ...]:
        """The figures in sight."""
        item = self.item
        if item.state == DRAFT or item.figures is None:
            return year_figures(self.desk.ledger, item.year, item.owner_office or None)
        return thawed(item.figures)

    def take_step(self, name: str) -> None:
        """Passing freezes the figures in the same action."""
        self.steps.begin(self.item, name, before=self._freeze if name == "pass" else None)

    def _freeze(self, action: Action) -> None:
        self.item.figures = frozen(year_figures(self.desk.ledger, self.item.year))
        action.save(self.item)

    def _asked(self, _verb: str, key: str) -> None:
        figure = next(one for one in self.counted if one.key == key)
        note = "全年总结的数和名单。双击打开记录。"
        self.list_dialog = FigureListDialog(self.desk, self.runner.shell, figure, note, self)
        self.list_dialog.open()


def _verbs(figure: Figure) -> tuple[tuple[str, str], ...]:
    return (("list", "看记录"),) if figure.items else ()


class SummaryPage(PanePage[WorkSummary, WorkSummary]):
    """Every year's summary."""

    register, heading, noun, measure = "work_summary", "年度总结", "总结", "份"
    pane_class = SummaryPane
    new = NewRecord(
        "写总结", "保存总结", ("year", "org", "results", "problems", "next_steps", "filled_by"),
        "各项数从台账取，不用写。",
    )  # fmt: skip
    hint = "年度"
    nothing = ("report", "点左边的一年", "全年的数从台账取，点开是名单")
    paper, paper_words, print_words = "work_summary", "年度工作总结", "打印"

    def add_filters(self) -> None:
        self.chips = self.filters.add_chips(
            [(ALL, "全部"), *((state, state) for state in _TONES)],
            lambda one, value: one.state == value,
            holding=lambda one: one.state,
        )

    def new_record(self, **known: object) -> WorkSummary:
        """This year's; in the first months last year's."""
        ledger = self.desk.ledger
        late = ledger.today.month <= int(ledger.rule("summary_by_month"))
        year = ledger.today.year - 1 if late else ledger.today.year
        return WorkSummary(**{"year": year, "org": own_branch(ledger), **known})

    def read(self) -> Iterable[WorkSummary]:
        return self.desk.ledger.find(WorkSummary.live().order_by(WorkSummary.year.desc(), WorkSummary.uid))

    def line(self, item: WorkSummary) -> Line:
        state = item.state or DRAFT
        return Line(
            item.uid, f"{item.year}年度工作总结", item.results or "", state, _TONES.get(state, "plain"),
            str(item.passed_on or ""),
        )  # fmt: skip

    def said(self, item: WorkSummary) -> str:
        return f"{item.year}年 {item.results or ''}"
