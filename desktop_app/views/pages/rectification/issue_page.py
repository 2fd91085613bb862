"""问题整改: the list by the four categories, and beside it the issue that is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop_app.drawing.chart import Chart
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.rectification.issue_pictures import issue_pictures
from desktop_app.duties.rectification.issues import (
    IssueFile,
    issue_files,
    issue_standing,
    issue_words,
    look_back_due,
)
from desktop_app.duties.summaries.blocks import SHORT_CATEGORIES
from desktop_app.registers.rectification.issues import APPLIED, CLOSED, OPEN, WAITING, Issue
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_parts.picture_dialog import picture_button
from desktop_app.views.pages.rectification.issue_pane import TONES, IssuePane
from desktop_app.views.parts.notices import Banner
from desktop_app.views.table.tones import tone_of_state

LATE, NOT_CLOSED, LOOK_BACK = "逾期", "在办", "待回头看"
STATES = (
    (NOT_CLOSED, "在办"), (ALL, "全部"), (LATE, "逾期"), (WAITING, WAITING), (OPEN, OPEN), (APPLIED, APPLIED),
    (CLOSED, CLOSED), (LOOK_BACK, LOOK_BACK),
)  # fmt: skip
_NEW_BOXES = (
    "source", "category", "description", "cause", "found_on", "goal", "mode", "due_on", "lead_officer",
    "case_leader", "duty_unit", "owner", "partners", "batch",
)  # fmt: skip


class IssuePage(PanePage[IssueFile, Issue]):
    """Every issue of the branch; the one chosen is worked on at the right."""

    pane: IssuePane | None

    register, heading, noun, measure = "issue", "问题整改", "问题", "个"
    pane_class = IssuePane
    new = NewRecord("新增问题", "保存这个问题", _NEW_BOXES, "保存后再逐条写整改措施。")
    hint = "编号、内容、小类、责任人"
    nothing = ("issue", "点左边的一个问题，在这里整改和销号", "")
    paper, print_words, table_in = "issue_closing", "打印整改台账", ""

    def add_filters(self) -> None:
        self.tag = self.filters.add_link_choice(lambda file, tag: file.issue.tag == tag, "tag")
        self.state = self.filters.add_box("状态", STATES, self._in_state, argument="state")
        self.chips = self.filters.add_chips(
            [(ALL, "四类全部"), *SHORT_CATEGORIES.items()],
            lambda file, category: file.issue.category == category,
            argument="category",
        )
        for category, words in SHORT_CATEGORIES.items():
            self.chips.chips[category].setToolTip(category)
            self.chips.chips[category].setAccessibleDescription(f"{words}：{category}")
        self.alike = Banner(self.theme, "", "看全部")
        self.alike.pressed.connect(self._show_every_class)
        self.alike.hide()
        self.above.addWidget(self.alike)
        self.picture_button = picture_button(self.desk, self._picture, self.on_print, self)
        self.filters.addWidget(self.picture_button)

    def arrive(self, args: Mapping[str, object]) -> None:
        """A class of issues is shown whole, whatever the filters were."""
        if args.get("tag"):
            self.state.set_value(ALL)
            self.chips.choose(ALL)

    def count_words(self) -> str:
        today = self.desk.ledger.today
        open_now = sum(one.issue.state != CLOSED for one in self.items.values())
        late = sum(one.overdue_on(today) for one in self.items.values())
        return f"在办 {open_now} 件" + (f"，其中逾期 {late} 件" if late else "，没有逾期")

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[IssueFile]:
        today = self.desk.ledger.today
        return sorted(
            issue_files(self.desk.ledger),
            key=lambda one: (one.issue.state == CLOSED, one.issue.due_on or today, one.issue.code),
        )

    def lines(self, shown: Sequence[IssueFile]) -> list[Line]:
        self.alike.words.setText(f"只看同类「{self.tag.value()}」{len(shown)} 件")
        self.alike.setVisible(bool(self.tag.value()))
        return super().lines(shown)

    def _show_every_class(self) -> None:
        self.tag.set_value(ALL)
        self.show_list()

    def _in_state(self, file: IssueFile, wanted: object) -> bool:
        if wanted == NOT_CLOSED:
            return bool(file.issue.state != CLOSED)
        if wanted == LATE:
            return file.overdue_on(self.desk.ledger.today)
        if wanted == LOOK_BACK:
            return look_back_due(file.issue) is not None
        return bool(file.issue.state == wanted)

    def said(self, item: IssueFile) -> str:
        return f"{item.issue.code} {item.issue.tag or ''} {item.issue.description}"

    def named(self, item: IssueFile) -> Iterable[str]:
        return (self.desk.ledger.name(item.issue.owner),) if item.issue.owner else ()

    def line(self, item: IssueFile) -> Line:
        issue, ledger = item.issue, self.desk.ledger
        today, near = ledger.today, int(ledger.rule("issue_remind_before"))
        tone = TONES[issue_standing(issue, today, near)]
        owner = ledger.name(issue.owner) if issue.owner else ""
        note = f"{issue.code}　{SHORT_CATEGORIES[issue.category]}　{owner}"
        aside = issue_words(issue, today).removeprefix("长期坚持，")
        return Line(
            issue.uid, issue.description, note, issue.state, tone_of_state(self._register, issue.state),
            aside.removeprefix(f"{CLOSED} "), tone if tone in ("overdue", "due") else "",
        )  # fmt: skip

    def _picture(self) -> Chart:
        """Of every problem of the branch, whatever the filters show."""
        return issue_pictures(list(self.items.values()), self.desk.ledger.today)

    # -- writing and printing --------------------------------------------------------------------------

    def new_record(self, **known: object) -> Issue:
        ledger = self.desk.ledger
        preset = {"found_on": ledger.today, "duty_unit": Roster.read(ledger).branch}
        return super().new_record(**preset | known)

    def on_print(self) -> bool:
        """The ledger of what the filter shows."""
        uids = tuple(one.uid for one in self.list.lines())
        if uids:
            self.preview("issue_ledger", "整改台账", uids=uids)
        else:
            self.shell.show_notice("筛选出来的问题是空的，没有可打印的。", tone="due")
        return True

    def paper_title(self, item: IssueFile) -> str:
        return f"问题整改销号表　{item.issue.code}"
