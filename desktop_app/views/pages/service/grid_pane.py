"""One grid event opened beside the list: settle it here, hand it up a level, or into the ledger of issues."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.duties.service.grids import LEVELS, EventFile
from desktop_app.registers.service.grid_events import URGENT, GridEvent
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.become_issue import WORDS as TURN
from desktop_app.views.pages.rectification.issue_close import FactList
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.status import Pill

SECTIONS = ("事件", "派单", "整合力量", "处置", "核查和回访")
# What is asked when an event is settled: who did it, which forces joined and what they agreed, what was done.
SETTLING = (
    "handler", "action", "forces", "force_names", "conferred_on", "conferred", "evidence", "closed_on",
    "callback",
)  # fmt: skip
_URGENCY = {URGENT: "overdue", "较急": "due"}


class EventPane(RecordPane[EventFile, GridEvent]):
    """Shows one ``EventFile``; ``asked`` tells a verb of the page: turn, issue, back."""

    register, sections, print_words, least = "grid_event", SECTIONS, "打印流转单", 400

    asked = Signal(str)

    @staticmethod
    def record_of(item: EventFile) -> GridEvent:
        return item.event

    def build(self) -> None:
        theme, column = self.desk.theme, self.column
        self.when = Words(theme, colour=theme.colours.text_soft)
        self.urgency = Pill(theme, "")
        self.level = Pill(theme, "")
        self.standing = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.when, self.urgency, self.level, self.standing))
        self.detail = Words(theme, steps=1, bold=True, wrap=True)
        column.addWidget(self.detail)
        self.linked = Banner(theme, "", "打开这个问题", "going")
        self.linked.pressed.connect(lambda: self.asked.emit("issue"))
        column.addWidget(self.linked)
        tools = QWidget()
        flow = FlowLayout(tools, theme.unit(8), theme.unit(6))
        self.settle_button = PlainButton(theme, "写处置和办结", "check", parent=tools)
        self.settle_button.clicked.connect(self.settle)
        self.up_button = PlainButton(theme, "", "up", parent=tools)
        self.up_button.clicked.connect(self.hand_up)
        self.turn_button = PlainButton(theme, TURN, "issue", parent=tools)
        self.turn_button.clicked.connect(lambda: self.asked.emit("turn"))
        self.back_button = PlainButton(theme, "回到网格", "grid", parent=tools)
        self.back_button.clicked.connect(lambda: self.asked.emit("back"))
        for button in (self.settle_button, self.up_button, self.turn_button, self.back_button):
            flow.addWidget(button)
        column.addWidget(tools)
        self.facts = FactList(self.desk)
        self.add_tab("情况", self.facts)
        self.add_form("事件内容")

    def show_item(self, item: EventFile) -> None:
        self.item = file = item
        event, name, today = file.event, self.desk.ledger.name, self.desk.ledger.today
        self.when.setText(f"{event.on:%Y-%m-%d}　{name(event.grid)}")
        self.urgency.set_state(event.urgency, _URGENCY.get(event.urgency, "plain"))
        self.level.set_state(f"{event.level}处置", "plain")
        self.standing.set_state(file.words(today), "overdue" if file.is_pressing else "plain")
        self.detail.setText(f"{event.location}：{event.detail}")
        if file.issue is not None:
            self.linked.words.setText(
                f"已转入问题清单 {file.issue.code}，现在是“{file.issue.state}”。办到哪一步，这里看得到。"
            )
        self.linked.setVisible(file.issue is not None)
        closed = event.closed_on is not None
        self.settle_button.setText("改处置和回访" if closed else "写处置和办结")
        above = self._level_above()
        self.up_button.setText(f"上报到{above}")
        self.up_button.setVisible(bool(above) and not closed)
        self.turn_button.setVisible(file.issue is None)
        words = self._words
        self.facts.show_facts(
            (
                ("类别", words("kind")),
                ("上报人", words("reporter")),
                ("派往", words("sent_to")),
                (
                    "参加的力量",
                    _forces(event),
                ),
                ("会商", words("conferred")),
                ("处置人", words("handler") or "还没有写"),
                ("处置措施", words("action") or "还没有写"),
                ("办结日期", words("closed_on")),
                ("回访结果", words("callback") or ("还没有回访" if closed else "")),
            )
        )
        self.form.show_record(event)

    def settle(self) -> None:
        """Ask what was done, when it was settled and what the caller says."""
        if self.is_typing("办"):
            return
        event = self._fresh()
        where = f"{event.location}：{event.detail}"
        self.ask_child(
            event, "处置和办结", "保存处置", f"保存 {event.location}的处置",
            boxes=SETTLING, note=where,
        )  # fmt: skip

    def hand_up(self) -> None:
        """Move the event to the level above."""
        above = self._level_above()
        if self.is_typing("上报") or not above:
            return
        event = self._fresh()
        event.level = above
        self.runner.run(f"上报到{above}：{event.location}", lambda action: action.save(event))

    def _fresh(self) -> GridEvent:
        """The event to write in: what is shown stays as it is until it is saved."""
        event = self.item.event
        return self.desk.ledger.get(type(event), event.uid) or event

    def _level_above(self) -> str:
        at = LEVELS.index(self.item.event.level) + 1 if self.item.event.level in LEVELS else len(LEVELS)
        return LEVELS[at] if at < len(LEVELS) else ""

    def _words(self, box: str) -> str:
        return self._register.show(self.item.event, box, self.desk.ledger.name)


def _forces(event: GridEvent) -> str:
    """综治、环保　街道环卫所: the kinds of force that joined, and who came."""
    told = ("、".join(event.forces or ()), "、".join(event.force_names or ()))
    return "　".join(part for part in told if part)
