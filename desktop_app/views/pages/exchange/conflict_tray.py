"""冲突待定: records that two PCs changed without knowing of each other, decided box by box when one likes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.registers.exchange.conflicts import VersionConflict, open_conflicts
from desktop_app.storage.action import Action
from desktop_app.views.freshness import Freshness
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.exchange_parts import Trouble
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.side_grid import Side, SideGrid
from desktop_app.views.pages.exchange.conflict_sides import Sides, read_sides, settle, whole_words
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.why_not import BUSY, allow
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_GONE = "这条记录本机没有，可能是别的程序版本写的"


class TrayPane(QWidget):
    """The pane of conflicts: the open ones at the left, the two versions of the chosen one at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self.sides: Sides | None = None
        self._open: list[VersionConflict] = []
        self._wanted = self._looked_at = ""
        self.runner = ActionRunner(desk, shell, self)
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self._list_side(), 3)
        row.addWidget(self._choice_side(), 7)
        self.fresh = Freshness(desk, self, self.refresh)

    # -- building --------------------------------------------------------------------------------------

    def _list_side(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "冲突待定", "不定也不耽误做事")
        self.table = PlainTable(
            theme, ("记录", "台账"), (150, 90), empty=("done", "没有待定的冲突"), name="待定的冲突"
        )
        PlainLook(self._desk, self.table, "conflicts")
        self.table.chosen.connect(self._chosen)
        card.body.addWidget(self.table, 1)
        self.easy_button = PlainButton(theme, "", "done")
        self.easy_button.clicked.connect(self.settle_easy)
        card.body.addWidget(self.easy_button)
        return card

    def _choice_side(self) -> QWidget:
        theme = self._desk.theme
        side = PageFrame("card")
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        column.setSpacing(theme.unit(8))
        self.heading = Words(theme, "", steps=1, bold=True, wrap=True)
        self.told = faint(theme, "", wrap=True)
        self.record_button = LinkButton(theme, "打开这条记录", "next")
        self.record_button.clicked.connect(self.open_record)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.told)
        self.grid = SideGrid(theme)
        self.grid.changed.connect(self._name_verb)
        frame = QScrollArea()
        frame.setAccessibleName("两边不一样的")
        frame.setWidgetResizable(True)
        frame.setWidget(self.grid)
        column.addWidget(frame, 1)
        self.trouble = Trouble(theme)
        column.addWidget(self.trouble)
        self.decide_button = PrimaryButton(theme, "就这样定下来", "done")
        self.decide_button.clicked.connect(self.decide)
        self.here_button = PlainButton(theme, "全部用这边")
        self.here_button.clicked.connect(partial(self._take_all, Side.HERE))
        self.there_button = PlainButton(theme, "全部用那边")
        self.there_button.clicked.connect(partial(self._take_all, Side.THERE))
        self.keep_button = PlainButton(theme, "留着这条记录")
        self.keep_button.clicked.connect(partial(self._decide_removal, False))
        self.remove_button = PlainButton(theme, "还是删除")
        self.remove_button.clicked.connect(partial(self._decide_removal, True))
        foot = QWidget()
        flow = FlowLayout(foot, theme.unit(12), theme.unit(6))
        self._buttons = (
            self.decide_button,
            self.keep_button,
            self.remove_button,
            self.here_button,
            self.there_button,
        )
        for button in self._buttons:
            button.setProperty("tall", "true")
            flow.addWidget(button)
        column.addWidget(foot)
        self._side = side
        return side

    # -- showing ---------------------------------------------------------------------------------------

    def on_shown(self) -> None:
        """The tab of the pane is opened."""
        self.fresh.catch_up()

    def show_conflict(self, uid: str) -> None:
        """Choose a conflict by its own uid or by that of the record it is about."""
        self._wanted = uid
        self.refresh()

    def refresh(self) -> None:
        """List the open conflicts anew; the one that was chosen stays chosen while it is open."""
        with self.fresh.reading():
            ledger = self._desk.ledger
            before = self._wanted or (self.sides.conflict.uid if self.sides is not None else "")
            self._wanted, self.sides = "", None
            self._open = open_conflicts(ledger)
            self.table.show_lines([self._line(one) for one in self._open])
            at = next((at for at, one in enumerate(self._open) if before in (one.uid, one.about)), 0)
            if self._open:
                self.table.choose(at)
            self._chosen(self.table.line())
            easy = len(self._easy())
            self.easy_button.setVisible(easy > 0)
            self.easy_button.setText(f"没有争议的 {easy} 条一起定")
            self.easy_button.setToolTip("每一栏都只有一边改过，就用改过的那一边")

    def _line(self, one: VersionConflict) -> PlainLine:
        catalogue, name = self._desk.ledger.catalogue, one.register or ""
        title = catalogue[name].title if name in catalogue else "不认识的台账"
        return PlainLine((one.heading or title, title), key=one)

    def _chosen(self, line: PlainLine | None) -> None:
        with self.fresh.adding():
            self.sides = read_sides(self._desk.ledger, line.key) if line is not None else None
            self._show_sides()
        self._note_looking()

    def _note_looking(self) -> None:
        """What lists cover is told to the log where it is shown whole."""
        sides = self.sides
        if sides is None or sides.record is None or sides.conflict.uid == self._looked_at:
            return
        self._looked_at = sides.conflict.uid
        gone = sides.here_gone or sides.there_gone
        if any(one.box.private for one in sides.boxes) or gone:
            self._desk.log.looked_at(sides.register, sides.record)

    def _show_sides(self) -> None:
        sides = self.sides
        self._side.setVisible(bool(self._open))
        self.trouble.tell(None)
        if sides is None:
            return
        self.heading.setText(f"{sides.register.title}　{sides.conflict.heading or ''}".strip())
        self.record_button.setVisible(sides.record is not None)
        heads = tuple(
            "\n".join(part for part in (side.value, who) if part)
            for side, who in ((Side.HERE, sides.here_words), (Side.THERE, sides.there_words))
        )
        gone = sides.record is None or sides.here_gone or sides.there_gone
        if gone:
            ledger = self._desk.ledger
            here_gone = sides.here_gone or sides.record is None
            here = [] if here_gone else whole_words(ledger, sides, Side.HERE)
            there = [] if sides.there_gone else whole_words(ledger, sides, Side.THERE)
            self.grid.show_whole(here, there, (heads[0], heads[1]))
        else:
            self.grid.show_boxes(sides.boxes, (heads[0], heads[1]))
        self.told.setText(self._told_words(sides))
        self._show_buttons(sides, gone)
        self._name_verb()

    def _told_words(self, sides: Sides) -> str:
        if sides.record is None:
            return _GONE
        if sides.here_gone:
            return "本机已经删除，另一台电脑上又改过。恢复会用另一个版本。"
        if sides.there_gone:
            return "另一台电脑上已经删除，本机又改过。"
        return "每一栏点一下要用的值；只有一边改过的，已经选好改过的那一边。"

    def _show_buttons(self, sides: Sides, gone: bool) -> None:
        removal = gone and sides.record is not None
        for button in (self.here_button, self.there_button):
            button.setVisible(not gone and len(sides.boxes) > 1)
        self.decide_button.setVisible(not removal)
        for button in (self.keep_button, self.remove_button):
            button.setVisible(removal)
        self.keep_button.setText("恢复，用另一个版本" if sides.here_gone else "留着这条记录")
        self.remove_button.setText("还是删除" if sides.here_gone else "也删除")

    def _name_verb(self) -> None:
        there = sum(side is Side.THERE for side in self.grid.chosen().values())
        self.decide_button.setText("就这样定下来" if there or not self.grid.tiles else "定下来，不改本机的")

    # -- deciding --------------------------------------------------------------------------------------

    def decide(self) -> None:
        """Write the chosen values and close the conflict."""
        if self.sides is not None:
            chosen = self.grid.chosen()
            self._run(self.sides, lambda action, sides: settle(action, sides, chosen))

    def _decide_removal(self, removed: bool) -> None:
        sides = self.sides
        if sides is None:
            return
        from_there = not removed and sides.here_gone
        chosen = {one.box.name: Side.THERE for one in sides.boxes} if from_there else {}
        self._run(sides, lambda action, sides: settle(action, sides, chosen, removed=removed))

    def _take_all(self, side: Side) -> None:
        self.grid.take_all(side)

    def settle_easy(self) -> None:
        """Decide every conflict whose boxes were changed on one side only."""
        easy = self._easy()

        def write(action: Action) -> None:
            for sides in easy:
                settle(action, sides, {one.box.name: one.proposed for one in sides.boxes})

        self._write(f"定下 {len(easy)} 处没有争议的冲突", write)

    def _easy(self) -> list[Sides]:
        found = (read_sides(self._desk.ledger, one) for one in self._open)
        return [sides for sides in found if sides is not None and sides.is_settled]

    def _run(self, sides: Sides, write: Callable[[Action, Sides], None]) -> None:
        heading = sides.conflict.heading or sides.register.title
        self._write(f"定下冲突 {heading}", lambda action: write(action, sides))

    def _write(self, title: str, write: Callable[[Action], object]) -> None:
        self._set_busy(True)
        self.runner.run(title, write, done=partial(self._set_busy, False), failed=self._refused)

    def _refused(self, error: UserError) -> None:
        self._set_busy(False)
        self.trouble.tell(error)

    def _set_busy(self, busy: bool) -> None:
        for button in (*self._buttons, self.easy_button):
            allow(button, BUSY if busy else "")

    def open_record(self) -> None:
        """Open the record the conflict is about."""
        if self.sides is not None:
            conflict = self.sides.conflict
            page, args = place_of(self._desk.ledger, self.sides.register.name, conflict.about or "")
            self._shell.go(page, **args)
