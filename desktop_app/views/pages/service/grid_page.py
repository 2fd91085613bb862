"""网格: the grids with people and forces, their events by urgency and level, one click to an issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.duties.service.grids import LEVELS, EventFile, GridFile, event_files, grid_files
from desktop_app.registers.service.grid_events import URGENT
from desktop_app.storage.action import Change
from desktop_app.views.pages.page_parts.become_issue import IssueDoor
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.pages.service.grid_overview import GridOverview
from desktop_app.views.pages.service.grid_pane import EventPane
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.notices import Banner

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, OPEN, PRESSING, TURNED, SETTLED = "", "未办", "紧急未办", "已转问题清单", "已办结"
CHIPS = (
    (OPEN, OPEN), (PRESSING, PRESSING), *((level, level) for level in LEVELS), (TURNED, TURNED),
    (SETTLED, SETTLED), (ALL, "全部"),
)  # fmt: skip
OWN = frozenset(("grid", "grid_person", "grid_event", "issue", "member", "reporting_in"))
_NEW_BOXES = ("on", "grid", "reporter", "kind", "urgency", "location", "detail", "level", "action")
_TONES = {URGENT: "overdue", "较急": "due"}


class GridPage(PanePage):
    """The events of the chosen grid at the left; at the right the grids, or the event that is opened."""

    pane: EventPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "网格", "grid_event")
        self.grids: dict[str, GridFile] = {}
        self.events: dict[str, EventFile] = {}
        self.fresh: RecordDialog | None = None
        self.door = IssueDoor(self.runner)
        theme = self.theme
        self.print_button = PlainButton(theme, "打印网格一览", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(theme, "上报事件", "add")
        self.new_button.clicked.connect(self.begin)
        self._build()
        desk.bridge.changed.connect(self._changed)

    def _build(self) -> None:
        theme = self.theme
        self.grid = ChoiceBox(theme, [(ALL, "全部网格")])
        self.grid.setAccessibleName("网格")
        self.grid.activated.connect(lambda _at: self._grid_chosen())
        self.chips = ChipRow(theme, CHIPS)
        self.chips.chosen.connect(lambda _value: self._show_list())
        self.overview = GridOverview(self.desk)
        self.overview.asked.connect(self._grid_asked)
        above = self.lay_out(self.grid, self.chips, "事件", self.overview, least=310, shares=(8, 13))
        self.alarm = Banner(theme, "", "打开", "overdue")
        self.alarm.pressed.connect(self._open_most_pressing)
        around = QVBoxLayout()
        around.addWidget(self.alarm)
        above.addLayout(around)
        self.list.chosen.connect(self.open)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.new_button)

    def count_words(self) -> str:
        waiting = sum(one.is_open for one in self.events.values())
        return f"{len(self.grids)} 个网格，未办事件 {waiting} 件"

    def search_hint(self) -> str:
        return "位置、描述、类别"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens an event or shows a grid, ``state=`` is a chip, ``new=True`` begins an event."""
        self._words = ""
        if args.get("state") in self.chips.chips:
            self.chips.choose(args["state"])
        self.refresh()
        uid = str(args.get("uid") or "")
        if uid in self.grids:
            self.grid.set_value(uid)
            self._grid_chosen()
        elif uid:
            if uid in self.events and uid not in {one.uid for one in self.list.lines()}:
                self.chips.choose(ALL)
                self.grid.set_value(ALL)
                self._show_list()
            self.open(uid)
        if args.get("new"):
            self.begin()

    def on_print(self) -> bool:
        """The table of all grids, or the grid that is chosen."""
        self._print(str(self.grid.value() or ""))
        return True

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the grids and their events again."""
        ledger = self.desk.ledger
        self.grids = {one.grid.uid: one for one in grid_files(ledger)}
        self.events = {one.event.uid: one for one in event_files(ledger)}
        self.grid.set_pairs([(ALL, "全部网格"), *((uid, one.grid.name) for uid, one in self.grids.items())])
        self._show_list()

    def _grid_chosen(self) -> None:
        self.put_away()
        self._show_list()

    def _show_list(self) -> None:
        chosen = [one for one in self.events.values() if self._fits_grid(one) and self._fits_words(one)]
        self.chips.set_counts({value: sum(_fits(one, value) for one in chosen) for value, _ in CHIPS})
        shown = [one for one in chosen if _fits(one, str(self.chips.value()))]
        # What is urgent and open stands first, then the newest.
        shown.sort(key=lambda one: not one.is_pressing)
        self.list.show_lines(
            [self._line(one) for one in shown], self.pane.file.event.uid if self.pane is not None else ""
        )
        self.none.setVisible(not shown)
        pressing = [one for one in self.events.values() if one.is_pressing]
        if pressing:
            first = pressing[0].event
            self.alarm.words.setText(
                f"紧急 {len(pressing)} 件没有办结：{first.location}。马上报社区、街道和主管部门。"
            )
        self.alarm.setVisible(bool(pressing))
        wanted = self.grid.value()
        files = [one for uid, one in self.grids.items() if wanted in (ALL, None, uid)]
        self.overview.show_files(files, any_grid=bool(self.grids))
        self.headline_changed.emit()

    def _fits_grid(self, file: EventFile) -> bool:
        return self.grid.value() in (ALL, None, file.event.grid)

    def _fits_words(self, file: EventFile) -> bool:
        event = file.event
        return self._words.lower() in f"{event.location}{event.detail}{event.kind}".lower()

    def _line(self, file: EventFile) -> Line:
        event, today = file.event, self.desk.ledger.today
        name = self.grids[event.grid].grid.name if event.grid in self.grids else ""
        late = "overdue" if file.is_pressing else "due" if file.is_open and file.issue is None else ""
        return Line(
            event.uid, f"{event.location}：{event.detail}", f"{event.on:%m-%d}　{name}　{event.level}处置",
            event.urgency, _TONES.get(event.urgency, "plain"), file.words(today), late,
        )  # fmt: skip

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open an event at the right."""
        file = self.events.get(uid)
        if file is None:
            self.shell.show_notice("这个事件已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.file.event.uid == uid:
            return
        pane = EventPane(self.desk, self.runner, self.steps, file)
        pane.print_button.clicked.connect(lambda: self._print(file.event.grid))
        pane.asked.connect(self._event_asked)
        pane.setMinimumWidth(self.theme.unit(400))
        self.put_up(pane, uid)

    def _open_most_pressing(self) -> None:
        first = next((uid for uid, one in self.events.items() if one.is_pressing), None)
        if first is not None:
            self.open(first)

    def _event_asked(self, key: str) -> None:
        if self.pane is None:
            return
        file = self.pane.file
        if key == "back":
            self.put_away()
            self.list.mark("")
        elif key == "issue" and file.issue is not None:
            self.shell.go("issues", uid=file.issue.uid)
        elif key == "turn" and not self.pane.form.is_dirty:
            self.door.ask(file.event)
        elif key == "turn":
            self.pane.tabs.setCurrentWidget(self.pane.form)
            self.shell.show_notice("这里有没保存的改动，先保存再转入问题清单。", tone="due")

    def _grid_asked(self, key: str, uid: str) -> None:
        if key == "print":
            self._print(uid)
        elif key == "table":
            self.shell.go("register:grid_event")
        elif key == "events":
            self.grid.set_value(uid)
            self.chips.choose(OPEN)
            self._grid_chosen()
        else:
            self.shell.go("register:grid", **({"uid": uid} if uid else {"new": True}))

    def begin(self) -> None:
        """Ask for a new event; what was typed and not saved is still there."""
        if self.fresh is None:
            grid = self.grid.value() or (next(iter(self.grids)) if len(self.grids) == 1 else None)
            record = self._register.new(on=self.desk.ledger.today, grid=grid)
            self.fresh = RecordDialog(
                self.desk, self._register, record, "上报事件", "保存这个事件", boxes=_NEW_BOXES,
                note="当场能办的选“网格”，办不了的往上报；紧急的马上打电话报，再来登记。", parent=self,
            )  # fmt: skip
            self.fresh.setMinimumWidth(self.theme.unit(720))
            self.fresh.taken.connect(self._save_new)
        self.fresh.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.fresh
        assert dialog is not None
        urgent = record.urgency == URGENT
        told = "已登记紧急事件：请马上报社区、街道和主管部门。" if urgent else "已登记这个事件"

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.fresh = None
            self.chips.choose(ALL)
            self.grid.set_value(ALL)
            self.refresh()
            self.open(record.uid)

        self.runner.run(
            f"登记网格事件 {record.location}",
            lambda action: action.save(record),
            told=told,
            done=done,
            failed=dialog.refused,
        )

    def _print(self, grid: str) -> None:
        args = {"uid": grid} if grid else {}
        title = f"网格一览　{self.grids[grid].grid.name}" if grid in self.grids else "网格一览"
        self.shell.go("preview", key="grid_sheet", args=args, title=title, back="grids")

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        file = self.events.get(self.pane.file.event.uid)
        if file is None:
            self.put_away()
        else:
            self.pane.show_file(file)


def _fits(file: EventFile, wanted: str) -> bool:
    if wanted == OPEN:
        return file.is_open
    if wanted == PRESSING:
        return file.is_pressing
    if wanted == TURNED:
        return file.issue is not None
    if wanted == SETTLED:
        return not file.is_open
    return wanted in (ALL, file.event.level)
