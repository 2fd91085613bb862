"""案例（探源计划）: the cases being written and those of the book; the one chosen is at the right."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.duties.summaries.cases import Case, cases
from desktop_app.registers.displays.case_studies import CaseStudy
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.displays.case_pane import CasePane

WRITING, DONE = "在写", "已完稿"


class CasePage(PanePage[Case, CaseStudy]):
    """Every case of the branch; the one chosen is written at the right."""

    pane: CasePane | None

    register, heading, noun, measure = "case_study", "探源计划案例", "案例", "个"
    pane_class = CasePane
    new = NewRecord(
        "新增案例",
        "保存这个案例",
        (
            "title",
            "case_class",
            "author",
            "theory",
            "theory_source",
            "background",
            "practice",
            "effect",
        ),
        "先写个大概就行，保存后接着写，成效里的数从台账里取。",
        width=760,
    )
    hint = "标题、创新理论、撰写人"
    nothing = ("study", "点左边的一个案例，在这里写", "五个部分逐段写，成效里的数从台账取")
    paper, print_words = "case_paper", "打印案例汇编"
    list_width, shares = 290, (8, 15)

    def add_filters(self) -> None:
        self.kind = self.filters.add_box(
            "类别",
            [(ALL, "全部类别"), *((one, one) for one in CaseStudy.case_class.options)],
            lambda case, kind: case.study.case_class == kind,
        )
        self.chips = self.filters.add_chips(
            ((ALL, "全部"), (WRITING, WRITING), (DONE, DONE)), lambda case, state: _state(case) == state
        )

    def count_words(self) -> str:
        done = sum(_state(one) == DONE for one in self.items.values())
        return f"{len(self.items)} 个案例，已完稿 {done} 个"

    def read(self) -> Iterable[Case]:
        return cases(self.desk.ledger)

    def said(self, item: Case) -> str:
        return (
            f"{item.study.title} {self.desk.ledger.name(item.study.theory)} {item.study.theory_source or ''}"
        )

    def named(self, item: Case) -> Iterable[str]:
        return (item.study.author or "",)

    def line(self, item: Case) -> Line:
        study, state = item.study, _state(item)
        aside = f"用数 {len(item.figures)} 个，关联 {len(item.links)} 条"
        note = f"{study.case_class}　{study.author or ''}"
        return Line(study.uid, study.title, note, state, "done" if state == DONE else "draft", aside)

    # -- printing --------------------------------------------------------------------------------------

    def on_print(self) -> bool:
        """The case that is open, else the book."""
        if self.pane is None:
            self.print_all()
            return True
        return super().on_print()

    def print_all(self) -> None:
        """Show the book of the finished cases as it will be printed."""
        if any(_state(one) == DONE for one in self.items.values()):
            self.preview("case_book", "案例汇编")
        else:
            self.shell.show_notice("还没有完稿的案例：写上“完稿日期”的才编入汇编。", tone="due")

    def paper_title(self, item: Case) -> str:
        return f"案例　{item.study.title}"


def _state(case: Case) -> str:
    return DONE if case.study.finished_on else WRITING
