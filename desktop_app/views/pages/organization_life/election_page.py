"""换届选举: every election of the branch, and beside the list the one that is opened."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.election import ElectionView, elections_of
from desktop_app.registers.organization_life.elections import (
    ANNOUNCED,
    BY_ELECTION,
    CONFIRMED,
    PREPARED,
    RENEWAL,
    Election,
    election_day,
)
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.organization_life.election_pane import ElectionPane
from desktop_app.views.table.tones import tone_of_state


class ElectionPage(PanePage[ElectionView, Election]):
    """Every election; the one chosen is prepared, counted and announced at the right."""

    pane: ElectionPane | None

    register, heading, noun, measure = "election", "换届选举", "选举", "次"
    pane_class = ElectionPane
    new = NewRecord(
        "新增选举",
        "保存这次选举",
        ("title", "kind", "post", "org", "meeting", "posts", "candidates", "asked_on", "approved_on"),
        "接着登记候选人、打印选票；大会开完来计票。",
        width=0,
    )
    hint = "选举名称、候选人"
    nothing = ("vote", "点左边的一次选举，在这里准备、计票、公布结果", "")
    paper, paper_words, print_words, table_in = "election_report", "它的报告单", "打印报告单", "header"
    list_width, shares = 280, (6, 15)

    def add_filters(self) -> None:
        self.kind = self.filters.add_box(
            "类别",
            ((ALL, "换届和补选"), (RENEWAL, RENEWAL), (BY_ELECTION, BY_ELECTION)),
            lambda view, kind: view.election.kind == kind,
        )
        self.chips = self.filters.add_chips(
            ((ALL, "全部"), *((one, one) for one in (PREPARED, ANNOUNCED, CONFIRMED))),
            lambda view, state: view.election.state == state,
            argument="state",
        )

    def wire(self, pane: ElectionPane) -> None:
        pane.ballots_asked.connect(lambda: self.preview("ballot", "选票", uid=pane.uid))
        pane.paper_asked.connect(lambda paper: self.preview(paper.key, paper.title, uid=pane.uid))

    def count_words(self) -> str:
        waiting = sum(one.election.state == PREPARED for one in self.items.values())
        return f"共 {len(self.items)} 次" + (f"，{waiting} 次在办" if waiting else "")

    def read(self) -> Iterable[ElectionView]:
        return elections_of(self.desk.ledger, load_strokes())

    def said(self, item: ElectionView) -> str:
        return str(item.election.title)

    def named(self, item: ElectionView) -> Iterable[str]:
        return map(self.desk.ledger.name, item.candidates)

    def line(self, item: ElectionView) -> Line:
        election = item.election
        day = election_day(election, self.desk.ledger) if _has_day(election) else None
        when = f"{day.year}年{day.month}月{day.day}日" if day else "还没有定大会"
        if not item.rounds:
            aside = "还没有投票"
        else:
            aside = f"还缺 {item.open_seats} 人" if item.open_seats else f"当选 {len(item.elected)} 人"
        tone = tone_of_state(self._register, election.state)
        return Line(
            election.uid, election.title, f"{when}　{election.kind}{item.post}", election.state, tone, aside
        )

    def new_record(self, **known: object) -> Election:
        return super().new_record(**{"org": Roster.read(self.desk.ledger).branch, **known})

    def paper_title(self, item: ElectionView) -> str:
        return "选举结果报告单"


def _has_day(election: Election) -> bool:
    return bool(election.meeting or election.held_on or election.reported_on)
