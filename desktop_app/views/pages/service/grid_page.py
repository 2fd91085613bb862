"""网格: the grids with people and forces, their events by urgency and level, one click to an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.service.grid_actions import REGISTERS, actions_between
from desktop_app.duties.service.grids import LEVELS, EventFile, GridFile, event_files, grid_files
from desktop_app.registers.service.grid_events import URGENT, GridEvent
from desktop_app.views.page_parts.filters import ALL, Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_table import page_of
from desktop_app.views.pages.rectification.become_issue import IssueDoor
from desktop_app.views.pages.reporting.figure_list_dialog import FigureListDialog
from desktop_app.views.pages.service.grid_overview import GridOverview
from desktop_app.views.pages.service.grid_pane import EventPane
from desktop_app.views.parts.notices import Banner

OPEN, PRESSING, TURNED, SETTLED = "未办", "紧急未办", "已转问题清单", "已办结"
CHIPS = (
    (OPEN, OPEN), (PRESSING, PRESSING), *((level, level) for level in LEVELS), (TURNED, TURNED),
    (SETTLED, SETTLED), (ALL, "全部"),
)  # fmt: skip
_TONES = {URGENT: "overdue", "较急": "due"}


class GridPage(PanePage[EventFile, GridEvent]):
    """The events of the chosen grid at the left; at the right the grids, or the event that is opened."""

    pane: EventPane | None

    register, heading, noun, measure = "grid_event", "网格", "事件", "个"
    pane_class = EventPane
    new = NewRecord(
        "上报事件",
        "保存这个事件",
        ("on", "grid", "reporter", "kind", "urgency", "location", "detail", "level", "action"),
        "当场能办的选“网格”，办不了的往上报；紧急的马上打电话报，再来登记。",
    )
    hint = "位置、描述、类别"
    paper, print_words, table_in = "grid_sheet", "打印网格一览", ""
    opens_first = False

    def add_filters(self) -> None:
        self.grids: dict[str, GridFile] = {}
        self.door = IssueDoor(self.runner)
        self.list_dialog: FigureListDialog | None = None
        self.grid = self.filters.add_box("网格", self._grids, lambda file, grid: file.event.grid == grid)
        self.grid.activated.connect(lambda _at: self.put_away())
        self.chips = self.filters.add_chips(CHIPS, _fits, argument="state")
        self.alarm = Banner(self.theme, "", "打开", "overdue")
        self.alarm.pressed.connect(self._open_most_pressing)
        around = QVBoxLayout()
        around.addWidget(self.alarm)
        self.above.addLayout(around)

    def _grids(self) -> Pairs:
        return [(ALL, "全部网格"), *((uid, one.grid.name) for uid, one in self.grids.items())]

    def make_empty(self) -> QWidget:
        self.overview = GridOverview(self.desk)
        self.overview.asked.connect(self._grid_asked)
        self.overview.figure_asked.connect(self._figure_asked)
        return self.overview

    def wire(self, pane: EventPane) -> None:
        pane.asked.connect(self._event_asked)

    def count_words(self) -> str:
        waiting = sum(one.is_open for one in self.items.values())
        return f"{len(self.grids)} 个网格，未办事件 {waiting} 件"

    def show_record(self, uid: str) -> None:
        """An event is opened, a grid is chosen."""
        if uid in self.grids:
            self._choose_grid(uid)
        else:
            super().show_record(uid)

    def _choose_grid(self, uid: str) -> None:
        self.grid.set_value(uid)
        self.put_away()
        self.show_list()

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[EventFile]:
        """What is urgent and open stands first, then the newest."""
        ledger = self.desk.ledger
        self.grids = {one.grid.uid: one for one in grid_files(ledger)}
        return sorted(event_files(ledger), key=lambda one: not one.is_pressing)

    def lines(self, shown: Sequence[EventFile]) -> list[Line]:
        pressing = [one for one in self.items.values() if one.is_pressing]
        if pressing:
            first = pressing[0].event
            self.alarm.words.setText(
                f"紧急 {len(pressing)} 件没有办结：{first.location}。马上报社区、街道和主管部门。"
            )
        self.alarm.setVisible(bool(pressing))
        wanted = self.grid.value()
        files = [one for uid, one in self.grids.items() if wanted in (ALL, None, uid)]
        today = self.desk.ledger.today
        done = actions_between(self.desk.ledger, date(today.year, 1, 1), today)
        self.overview.show_files(files, done, any_grid=bool(self.grids))
        return super().lines(shown)

    def said(self, item: EventFile) -> str:
        return f"{item.event.location} {item.event.detail} {item.event.kind}"

    def line(self, item: EventFile) -> Line:
        event, today = item.event, self.desk.ledger.today
        name = self.grids[event.grid].grid.name if event.grid in self.grids else ""
        late = "overdue" if item.is_pressing else "due" if item.is_open and item.issue is None else ""
        return Line(
            event.uid, f"{event.location}：{event.detail}", f"{event.on:%m-%d}　{name}　{event.level}处置",
            event.urgency, _TONES.get(event.urgency, "plain"), item.words(today), late,
        )  # fmt: skip

    # -- what is asked beside the list -----------------------------------------------------------------

    def _open_most_pressing(self) -> None:
        first = next((uid for uid, one in self.items.items() if one.is_pressing), None)
        if first is not None:
            self.show_record(first)

    def _event_asked(self, key: str) -> None:
        if self.pane is None:
            return
        file = self.pane.item
        if key == "back":
            self.put_away()
            self.list.mark("")
        elif key == "issue" and file.issue is not None:
            self.shell.go("issues", uid=file.issue.uid)
        elif key == "turn" and not self.pane.is_typing("转入问题清单"):
            self.door.ask(file.event)

    def _grid_asked(self, key: str, uid: str) -> None:
        if key == "print":
            self._print(uid)
        elif key == "table":
            self.shell.go("register:grid_event")
        elif key in REGISTERS.values():
            self.shell.go(page_of(key), new=True, grid=uid)
        elif key == "events":
            self.chips.choose(OPEN)
            self._choose_grid(uid)
        else:
            self.shell.go("register:grid", **({"uid": uid} if uid else {"new": True}))

    def _figure_asked(self, figure: Figure) -> None:
        """The records behind a figure of the three actions."""
        note = figure.note or f"今年以来 {len(figure.items)} 条，双击打开。"
        self.list_dialog = FigureListDialog(self.desk, self.shell, figure, note, self)
        self.list_dialog.open()

    # -- writing and printing --------------------------------------------------------------------------

    def new_record(self, **known: object) -> GridEvent:
        grid = self.grid.value() or (next(iter(self.grids)) if len(self.grids) == 1 else None)
        return super().new_record(**{"on": self.desk.ledger.today, "grid": grid} | known)

    def new_title(self, record: GridEvent) -> str:
        return f"登记网格事件 {record.location}"

    def new_told(self, record: GridEvent) -> str:
        urgent = record.urgency == URGENT
        return "已登记紧急事件：请马上报社区、街道和主管部门。" if urgent else "已登记这个事件"

    def on_print(self) -> bool:
        """The table of all grids, or the grid that is chosen."""
        self._print(str(self.grid.value() or ""))
        return True

    def print_item(self, item: EventFile) -> None:
        """The slip an event goes its way with."""
        self.preview("event_slip", f"网格事件流转单　{item.event.location}", uid=item.event.uid)

    def _print(self, grid: str) -> None:
        title = f"网格一览　{self.grids[grid].grid.name}" if grid in self.grids else "网格一览"
        self.preview(self.paper, title, **({"uid": grid} if grid else {}))


def _fits(file: EventFile, wanted: object) -> bool:
    if wanted == OPEN:
        return file.is_open
    if wanted == PRESSING:
        return file.is_pressing
    if wanted == TURNED:
        return file.issue is not None
    if wanted == SETTLED:
        return not file.is_open
    return bool(file.event.level == wanted)
