"""发展党员: everybody on the way by stage, and beside the list the one that is opened."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.development_path import STAGES, DevelopmentFile, files_of
from desktop_app.registers.people.development import ENDED, Development
from desktop_app.registers.people.members import FULL
from desktop_app.registers.people.orgs import own_branch
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.people.development_pane import TONES, DevelopmentPane
from desktop_app.views.table.tones import tone_of_state

ON_THE_WAY, LATE = "在培养", "有逾期"
STATES = (
    (ON_THE_WAY, "在培养"),
    (LATE, "有逾期的"),
    (FULL, "已转正的"),
    (ENDED, "终止的"),
    (ALL, "全部"),
)


class DevelopmentPage(PanePage[DevelopmentFile, Development]):
    """Everybody on the way into the party; the one chosen is worked on at the right."""

    pane: DevelopmentPane | None

    register, heading, noun, measure = "development", "发展党员", "人", "个"
    pane_class = DevelopmentPane
    new = NewRecord(
        "登记申请人",
        "保存这个人",
        ("person", "id_number", "ethnicity", "education", "mobile", "work_unit", "applied_on"),
        "以后每一步都在这里接着办；接收为预备党员时直接进花名册，不用再填一遍。",
        heading="登记入党申请人",
        width=680,
    )
    hint = "姓名、单位"
    nothing = ("trend", "点左边的一个人，在这里看到哪一步、该办什么", "")
    paper, paper_words, table_in = "development_file", "他的纪实表", "header"
    list_width = 300

    def add_filters(self) -> None:
        self.state = self.filters.add_box("范围", STATES, _in_state, argument="stage")
        self.chips = self.filters.add_chips(
            [(ALL, "全部阶段"), *((stage, stage) for stage in STAGES[:-1])],
            lambda file, stage: file.development.stage == stage,
            argument="stage",
        )

    def count_words(self) -> str:
        on_the_way = [one for one in self.items.values() if _in_state(one, ON_THE_WAY)]
        late = sum(_is_late(one) for one in on_the_way)
        return f"在培养 {len(on_the_way)} 人" + (f"，有逾期 {late} 人" if late else "，没有逾期")

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[DevelopmentFile]:
        order = (*reversed(STAGES), ENDED)
        return sorted(
            files_of(self.desk.ledger, stages=(*STAGES, ENDED)),
            key=lambda one: (one.development.stage == FULL, order.index(one.development.stage)),
        )

    def said(self, item: DevelopmentFile) -> str:
        return item.development.work_unit or ""

    def named(self, item: DevelopmentFile) -> Iterable[str]:
        return (item.development.person,)

    def line(self, item: DevelopmentFile) -> Line:
        one, ahead = item.development, item.path.open_steps[:1]
        aside, tone = "", ""
        if ahead:
            aside = ahead[0].words
            tone = TONES[ahead[0].state] if not ahead[0].earliest else ""
        note = ahead[0].title if ahead else one.work_unit or ""
        missing = sum(paper.missing for paper in item.path.materials)
        if missing:
            note = f"{note} · 缺材料 {missing} 份"
        return Line(
            one.uid,
            one.person,
            note,
            one.stage,
            tone_of_state(self._register, one.stage),
            aside,
            tone if tone in ("overdue", "due") else "",
        )

    # -- writing and printing --------------------------------------------------------------------------

    def new_record(self, **known: object) -> Development:
        ledger = self.desk.ledger
        return super().new_record(**{"branch": own_branch(ledger), "applied_on": ledger.today} | known)

    def new_title(self, record: Development) -> str:
        return f"登记申请人 {record.person}"

    def paper_title(self, item: DevelopmentFile) -> str:
        return f"{item.development.person}　发展党员纪实表"


def _in_state(file: DevelopmentFile, wanted: object) -> bool:
    stage = file.development.stage
    if wanted == LATE:
        return _is_late(file)
    return stage not in (FULL, ENDED) if wanted == ON_THE_WAY else bool(stage == wanted)


def _is_late(file: DevelopmentFile) -> bool:
    return any(one.state is Standing.OVERDUE and not one.earliest for one in file.path.open_steps)
