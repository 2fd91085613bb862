"""领导干部进网格解难题: the visits at the left, at the right one with the ways on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.registers.service.grid_actions import LEADER_ACTION, LeaderVisit, event_from_visit
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.become_issue import WORDS as TURN
from desktop_app.views.pages.rectification.become_issue import IssueDoor
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.status import Pill

WAITING, SOLVED, TURNED = "没有结果", "已解决", "转出去办"
TO_EVENT = "转入网格事件"
_BOXES = ("on", "origin", "grid", "reporter", "kind", "urgency", "location", "detail", "level", "due_on")
_TONES = {WAITING: "due", SOLVED: "done", TURNED: "going"}


def standing(visit: LeaderVisit) -> str:
    """How far the problem of a visit is."""
    if visit.solved_on is not None:
        return SOLVED
    return TURNED if visit.issue or visit.event else WAITING


class LeaderVisitPane(RecordPane[LeaderVisit, LeaderVisit]):
    """One visit; ``asked`` tells a verb of the page: issue, event, open_issue, open_event."""

    register, sections, print_words = "leader_visit", ("进网格", "解难题"), "打印所在网格"

    asked = Signal(str)

    @staticmethod
    def record_of(item: LeaderVisit) -> LeaderVisit:
        return item

    def build(self) -> None:
        theme, column = self.desk.theme, self.column
        self.when = Words(theme, colour=theme.colours.text_soft)
        self.state = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.when, self.state))
        self.problem = Words(theme, steps=1, bold=True, wrap=True)
        column.addWidget(self.problem)
        tools = QWidget()
        flow = FlowLayout(tools, theme.unit(8), theme.unit(6))
        self.buttons = {
            key: PlainButton(theme, words, icon, parent=tools)
            for key, words, icon in (
                ("solve", "写结果", "check"),
                ("issue", TURN, "issue"),
                ("event", TO_EVENT, "warning"),
                ("open_issue", "打开这个问题", "issue"),
                ("open_event", "打开网格事件", "warning"),
            )
        }
        for key, button in self.buttons.items():
            button.clicked.connect(self.solve if key == "solve" else lambda _on, k=key: self.asked.emit(k))
            flow.addWidget(button)
        column.addWidget(tools)
        self.add_form("记录")

    def show_item(self, item: LeaderVisit) -> None:
        self.item = item
        name = self.desk.ledger.name
        leader = self._register.show(item, "leader", name)
        self.when.setText(f"{item.on:%Y-%m-%d}　{name(item.grid)}　{leader}　{item.post}")
        self.state.set_state(standing(item), _TONES[standing(item)])
        self.problem.setText(item.problem)
        waits = standing(item) == WAITING
        for key, shown in (
            ("issue", waits),
            ("event", waits),
            ("open_issue", bool(item.issue)),
            ("open_event", bool(item.event)),
        ):
            self.buttons[key].setVisible(shown)
        self.form.show_record(item)

    def solve(self) -> None:
        """Ask what was done and what came of it."""
        if self.is_typing("写结果"):
            return
        visit = self.desk.ledger.get(LeaderVisit, self.item.uid) or self.item
        self.ask_child(
            visit, "解难题的结果", "保存结果", "保存解难题的结果",
            boxes=("measure", "result", "solved_on"), note=visit.problem,
        )  # fmt: skip


class LeaderVisitPage(PanePage[LeaderVisit, LeaderVisit]):
    """Every visit, those without a result by a chip."""

    pane: LeaderVisitPane | None

    register, heading, noun, measure = "leader_visit", LEADER_ACTION, "记录", "次"
    pane_class = LeaderVisitPane
    new = NewRecord(
        "登记一次",
        "保存这一次",
        ("on", "grid", "leader", "post", "problem", "measure", "result", "solved_on"),
        "一次一件难题。当场解决的写结果和日期，解决不了的保存以后转入网格事件或问题清单。",
    )  # fmt: skip
    hint = "领导、难题"
    nothing = ("research", "点左边的一次", "解决了没有，没有的转到哪里办")
    paper, paper_words, print_words, table_in = "grid_sheet", "它的网格", "打印网格一览", ""

    def add_filters(self) -> None:
        self.door = IssueDoor(self.runner)
        self.event_dialog: RecordDialog | None = None
        self.chips = self.filters.add_chips(
            [(ALL, "全部"), *((one, one) for one in _TONES)],
            lambda visit, wanted: standing(visit) == wanted,
            holding=standing,
        )

    def wire(self, pane: LeaderVisitPane) -> None:
        pane.asked.connect(self._asked)

    def read(self) -> Iterable[LeaderVisit]:
        return self.desk.ledger.find(LeaderVisit.live().order_by(LeaderVisit.on.desc(), LeaderVisit.uid))

    def line(self, item: LeaderVisit) -> Line:
        name = self.desk.ledger.name
        who = self._register.show(item, "leader", name)
        return Line(
            item.uid, item.problem, f"{item.on:%m-%d}　{name(item.grid)}　{who}", standing(item),
            _TONES[standing(item)],
        )  # fmt: skip

    def said(self, item: LeaderVisit) -> str:
        return item.problem

    def named(self, item: LeaderVisit) -> Iterable[str]:
        return (self._register.show(item, "leader", self.desk.ledger.name),)

    def new_record(self, **known: object) -> LeaderVisit:
        return super().new_record(**{"on": self.desk.ledger.today} | known)

    def print_item(self, item: LeaderVisit) -> None:
        """The grid a visit was paid to."""
        self.preview(self.paper, f"网格一览　{self.desk.ledger.name(item.grid)}", uid=item.grid)

    def on_print(self) -> bool:
        """The table of all grids."""
        if self.pane is None:
            self.preview(self.paper, "网格一览")
            return True
        return super().on_print()

    def _asked(self, key: str) -> None:
        if self.pane is None:
            return
        visit = self.pane.item
        if key == "open_issue":
            self.shell.go("issues", uid=visit.issue)
        elif key == "open_event":
            self.shell.go("grids", uid=visit.event)
        elif self.pane.is_typing("转出去办"):
            return
        elif key == "issue":
            self.door.ask(visit)
        else:
            self._ask_event(visit)

    def _ask_event(self, visit: LeaderVisit) -> None:
        """Ask for the rest of the event the problem becomes; both are written in one action."""
        desk, event = self.desk, event_from_visit(visit, self.desk.ledger)
        dialog = self.event_dialog = RecordDialog(
            desk,
            desk.ledger.catalogue["grid_event"],
            event,
            TO_EVENT,
            TO_EVENT,
            boxes=_BOXES,
            note="难题和网格已经带过来了，写上类别、位置和处置层级。",
            about=visit.uid,
            parent=self,
        )

        def write(event: GridEvent) -> None:
            fresh = desk.ledger.get(LeaderVisit, visit.uid) or visit
            fresh.event = event.uid
            self.runner.run(
                f"难题转入网格事件 {visit.problem[:12]}",
                lambda action: action.save(event, fresh),
                done=dialog.accept,
                failed=dialog.refused,
            )

        dialog.taken.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
