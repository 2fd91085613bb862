"""查重合并: entries that stand twice, side by side, and what becomes of the lines that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.tails import tail_of
from desktop_app.storage.action import Action
from desktop_app.storage.likely_same import MOST_PAIRS, Pair, pairs, tell_apart
from desktop_app.storage.merging_records import Outcome, differences, merge, rehearse
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.exchange_parts import Trouble
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.places import table_place_of
from desktop_app.views.page_parts.side_grid import BoxSides, Side, SideGrid
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.storage.ledger import Ledger
    from desktop_app.views.shell import Shell

_CHOSEN = "您选的两条"
_STAYS_TOLD = 4


@dataclass(frozen=True)
class _Both:
    """A pair as it stands now: the one kept, the one that goes, the boxes to choose, what would happen."""

    pair: Pair
    register: Register
    kept: Record
    gone: Record
    boxes: tuple[BoxSides, ...]
    outcome: Outcome


class DuplicatesPage(LivePage):
    """The pairs at the left, the two records of the chosen pair at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "查重合并")
        self.found: list[Pair] = []
        self.by_hand: Pair | None = None
        self.both: _Both | None = None
        self._read, self._turned = False, False
        self._wanted = ""
        self.runner = ActionRunner(desk, shell, self)
        self.again_button = PlainButton(self.theme, "重新查一次", "search")
        self.again_button.clicked.connect(self.refresh)
        self._build()

    # -- building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self.theme
        column = page_column(self, theme)
        self.list = LineList(theme, "可能重复的")
        self.list.chosen.connect(self._choose)
        left = PageFrame("card")
        left.setMinimumWidth(theme.unit(190))
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, theme.unit(6))
        inside.addWidget(self.list)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(left, 2)
        row.addWidget(self._side(), 9)
        hint = "号码相同、同名同生日、同一天题目几乎一样的，都会列在这里。"
        self.clean = EmptyState(theme, "done", "没有查出重复的", hint=hint)
        column.addWidget(self._body, 1)
        column.addWidget(self.clean, 1)
        self._body.hide()
        self.clean.hide()

    def _side(self) -> QWidget:
        theme = self.theme
        side = self._pane = PageFrame("card")
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        column.setSpacing(theme.unit(8))
        self.heading = Words(theme, "", steps=1, bold=True, wrap=True)
        self.kept_button = LinkButton(theme, "打开留下的", "next")
        self.kept_button.clicked.connect(lambda: self._open(kept=True))
        self.gone_button = LinkButton(theme, "打开并入的", "next")
        self.gone_button.clicked.connect(lambda: self._open(kept=False))
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        for button in (self.kept_button, self.gone_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.told = faint(theme, "", wrap=True)
        column.addWidget(self.told)
        self.grid = SideGrid(theme)
        frame = QScrollArea()
        frame.setAccessibleName("两条不一样的栏")
        frame.setWidgetResizable(True)
        frame.setWidget(self.grid)
        column.addWidget(frame, 1)
        self.lines = Words(theme, "", wrap=True)
        self.stays = Words(theme, "", wrap=True, colour=theme.colours.wrong)
        column.addWidget(self.lines)
        column.addWidget(self.stays)
        self.trouble = Trouble(theme)
        column.addWidget(self.trouble)
        self.merge_button = PrimaryButton(theme, "合并成一条", "done")
        self.merge_button.clicked.connect(self.merge)
        self.turn_button = PlainButton(theme, "换一条保留")
        self.turn_button.clicked.connect(self.turn)
        self.two_button = PlainButton(theme, "不是同一条")
        self.two_button.clicked.connect(self.tell_apart)
        foot = QWidget()
        flow = FlowLayout(foot, theme.unit(12), theme.unit(6))
        for verb in (self.merge_button, self.turn_button, self.two_button):
            verb.setProperty("tall", "true")
            flow.addWidget(verb)
        column.addWidget(foot)
        return side

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        if not self._read:
            return "正在查"
        most = "，更多的合并以后再列" if len(self.found) == MOST_PAIRS else ""
        return f"{len(self.found)} 对{most}" if self.found else "没有重复"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.again_button,)

    def on_shown(self, **args: object) -> None:
        """``register`` and ``pair`` (two uids) bring two records chosen elsewhere."""
        both = args.get("pair")
        if isinstance(both, tuple):
            first, second = (str(uid) for uid in both)
            self.by_hand = Pair(str(args["register"]), first, second, False, "自己选的两条")
            self._wanted = _key(self.by_hand)
            self.refresh()
        else:
            self.catch_up()

    # -- the pairs -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look through everything on the worker."""
        ledger = self.desk.ledger
        self.fresh.run(lambda: pairs(ledger), done=self._show)

    def _show(self, found: list[Pair]) -> None:
        self.found, self._read = found, True
        by_hand = self._standing_by_hand()
        shown = [*([by_hand] if by_hand is not None else []), *found]
        wanted = self._wanted or (_key(self.both.pair) if self.both is not None else "")
        self._wanted = ""
        keys = [_key(pair) for pair in shown]
        self.list.show_lines(list(self._rows(by_hand)), wanted if wanted in keys else "")
        self._body.setVisible(bool(shown))
        self.clean.setVisible(not shown)
        self.headline_changed.emit()
        if shown:
            key = wanted if wanted in keys else keys[0]
            self.list.mark(key)
            self._choose(key)
        else:
            self.both = None

    def _standing_by_hand(self) -> Pair | None:
        """The pair chosen elsewhere, as long as both of it are there."""
        pair, ledger = self.by_hand, self.desk.ledger
        if pair is None:
            return None
        model = ledger.catalogue[pair.register].model
        both = [ledger.get(model, uid) for uid in (pair.first, pair.second)]
        return pair if all(one is not None and not one.removed_at for one in both) else None

    def _rows(self, by_hand: Pair | None) -> Sequence[Line]:
        rows: list[Line] = []
        if by_hand is not None:
            rows += [Line("", _CHOSEN, head=True), self._line(by_hand)]
        titles = list(dict.fromkeys(pair.register for pair in self.found))
        for name in titles:
            some = [pair for pair in self.found if pair.register == name]
            rows.append(Line("", self.desk.ledger.catalogue[name].title, f"{len(some)} 对", head=True))
            rows += [self._line(pair) for pair in some]
        return rows

    def _line(self, pair: Pair) -> Line:
        first, second = (self.desk.ledger.name(uid) for uid in (pair.first, pair.second))
        title = first if first == second else f"{first} / {second}"
        pill, tone = ("重复", "overdue") if pair.certain else ("可能", "due")
        return Line(_key(pair), title, pair.why, pill, tone)

    # -- one pair --------------------------------------------------------------------------------------

    def _choose(self, key: str) -> None:
        pair = next(
            (one for one in (self.by_hand, *self.found) if one is not None and _key(one) == key), None
        )
        if pair is not None:
            self._turned = False
            self._read_both(pair)

    def turn(self) -> None:
        """Keep the other one."""
        if self.both is not None:
            self._turned = not self._turned
            self._read_both(self.both.pair)

    def _read_both(self, pair: Pair) -> None:
        ledger, turned = self.desk.ledger, self._turned
        allow(self.merge_button, BUSY)
        self.fresh.run_more(partial(_both, ledger, pair, turned), done=self._show_both)

    def _show_both(self, both: _Both | None) -> None:
        self.both = both
        self._pane.setVisible(both is not None)
        self.trouble.tell(None)
        if both is None:
            return
        register, outcome = both.register, both.outcome
        self.heading.setText(f"{register.title}　{register.heading(both.kept, self.desk.ledger.name)}")
        same = sum(not box.machine for box in register.boxes.values()) - len(both.boxes)
        self.told.setText(f"{both.pair.why}。不一样的栏点要留的一边；其余 {same} 栏两边一样。")
        heads = (
            self._head("留下的", both.register, both.kept),
            self._head("并入的", both.register, both.gone),
        )
        self.grid.show_boxes(both.boxes, heads)
        self.lines.setText(lines_words(outcome))
        self.stays.setText(stays_words(outcome))
        self.stays.setVisible(bool(outcome.stays))
        allow(self.merge_button, self.stays.text() if outcome.stays else "")
        self.desk.bridge.run(partial(self._note_looking, both))

    def _note_looking(self, both: _Both) -> None:
        if any(one.box.private for one in both.boxes):
            for record in (both.kept, both.gone):
                self.desk.log.looked_at(both.register, record)

    def _head(self, side: str, register: Register, record: Record) -> str:
        ledger = self.desk.ledger
        called = "　".join(
            part for part in (register.heading(record, ledger.name), tail_of(register, record)) if part
        )
        return f"{side}\n{called}\n{str(record.entered_at or '')[:10]} 登记"

    def merge(self) -> None:
        """Make one of the two, as one action."""
        both = self.both
        if both is None:
            return
        taken = [name for name, side in self.grid.chosen().items() if side is Side.THERE]
        ledger = self.desk.ledger
        title = f"合并重复的{both.register.title} {both.register.heading(both.kept, ledger.name)}"
        allow(self.merge_button, BUSY)

        def write(action: Action) -> None:
            merge(action, ledger, both.register, both.kept.uid, both.gone.uid, taken)

        self.runner.run(title, write, failed=self._refused)

    def _refused(self, error: UserError) -> None:
        self.trouble.tell(error)
        allow(self.merge_button)

    def tell_apart(self) -> None:
        """Remember that these are two."""
        if self.both is not None:
            ledger, pair = self.desk.ledger, self.both.pair
            self.by_hand = None if pair == self.by_hand else self.by_hand
            self.desk.bridge.run(lambda: tell_apart(ledger, pair), done=lambda _nothing: self.refresh())

    def _open(self, *, kept: bool) -> None:
        if self.both is not None:
            place = table_place_of(self.desk.ledger, (self.both.kept if kept else self.both.gone).uid)
            if place is not None:
                self.shell.go(place[0], **place[1])


def lines_words(outcome: Outcome) -> str:
    """What moves along and what stood twice, by register."""
    moved = "、".join(f"{title} {count} 条" for title, count in outcome.moved.items())
    doubled = "、".join(f"{title} {count} 行" for title, count in outcome.doubled.items())
    parts = [f"改记到留下的名下：{moved}" if moved else "别的台账里没有写到并入的这一条"]
    parts += [f"两条都有、只留一行：{doubled}"] if doubled else []
    return f"{'；'.join(parts)}。并入的放进回收站，改动历史在留下的一条里还能看到。"


def stays_words(outcome: Outcome) -> str:
    """What stands against the merge."""
    if not outcome.stays:
        return ""
    told = "；".join(outcome.stays[:_STAYS_TOLD])
    more = f"；另有 {len(outcome.stays) - _STAYS_TOLD} 处" if len(outcome.stays) > _STAYS_TOLD else ""
    return f"还不能合并：{told}{more}。可以换一条保留，或者先改好再合并。"


def _both(ledger: Ledger, pair: Pair, turned: bool) -> _Both | None:
    """Read a pair and try what its merge does; where something stands against it, the other way round."""
    register = ledger.catalogue[pair.register]
    uids = (pair.second, pair.first) if turned else (pair.first, pair.second)
    kept, gone = (ledger.get(register.model, uid) for uid in uids)
    if kept is None or gone is None or kept.removed_at or gone.removed_at:
        return None
    found = differences(ledger, register, kept, gone)
    boxes = tuple(
        BoxSides(
            one.box,
            one.box.show(one.box.python_value(one.kept), ledger.name),
            one.box.show(one.box.python_value(one.gone), ledger.name),
            Side.THERE if one.takes_gone else Side.HERE,
            disputed=False,
        )
        for one in found
    )
    taken = [one.box.name for one in found if one.takes_gone]
    return _Both(pair, register, kept, gone, boxes, rehearse(ledger, register, kept.uid, gone.uid, taken))


def _key(pair: Pair) -> str:
    return f"{pair.first} {pair.second}"
