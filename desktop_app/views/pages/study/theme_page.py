"""主题教育: the batches at the left; the chosen one with its measures, plan and projects at the right."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.duties.summaries.theme_overview import ThemeOverview, theme_overviews
from desktop_app.registers.study.theme_batches import ThemeBatch
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.study.theme_pane import ThemePane

UNDER_WAY, OVER = "开展中", "已结束"


class ThemePage(PanePage[ThemeOverview, ThemeBatch]):
    """Every batch; which study, research, self-checks and issues belong to one is read from those."""

    pane: ThemePane | None

    register, heading, noun, measure = "theme_batch", "主题教育", "批次", "批"
    pane_class = ThemePane
    new = NewRecord(
        "新增一批主题教育",
        "保存这批主题教育",
        ("name", "batch", "from_on", "to_on", "leader", "notice", "demand", "goals"),
        "总要求、目标任务照上级通知抄写。保存后按四项措施写任务安排；"
        "学习、调研、对照检查、问题在各自的“主题教育”栏里选这一批。",
        width=760,
    )
    hint = "名称、批次"
    nothing = ("flag", "点左边的一批主题教育，看四项措施做到哪里", "每个数点开都是名单")
    paper, paper_words, print_words = "theme_overview", "它的开展情况表", "打印开展情况表"
    list_width, shares = 250, (6, 17)

    def add_filters(self) -> None:
        self.chips = self.filters.add_chips(
            ((ALL, "全部"), (UNDER_WAY, UNDER_WAY), (OVER, OVER)),
            lambda item, state: self._state(item) == state,
        )

    def _state(self, item: ThemeOverview) -> str:
        """Whether the batch still runs today."""
        until = item.batch.to_on
        return UNDER_WAY if until is None or until >= self.desk.ledger.today else OVER

    def read(self) -> Iterable[ThemeOverview]:
        return theme_overviews(self.desk.ledger)

    def count_words(self) -> str:
        return f"共 {len(self.items)} 批"

    def line(self, item: ThemeOverview) -> Line:
        state, name = self._state(item), self.desk.ledger.name(item.batch.uid)
        tone = "going" if state == UNDER_WAY else "done"
        return Line(item.batch.uid, name, item.words, state, tone)

    def said(self, item: ThemeOverview) -> str:
        return f"{item.batch.name} {item.batch.batch or ''}"

    def paper_title(self, item: ThemeOverview) -> str:
        return "主题教育开展情况表"
