"""The preview: what accepting the opened packages would do, record by record, and what is left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.transfer import MergeOutcome, PlanLine
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.exchange_parts import Trouble
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.pages.exchange.receive_batch import Batch
from desktop_app.views.pages.exchange.receive_list import package_words
from desktop_app.views.pages.exchange.receive_rows import (
    HEADS,
    LEFT_OUT,
    SOME,
    TICKED,
    Kind,
    Received,
    ReceivedRows,
    all_words,
)
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.parts.table import TableView
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

ALL, REMARKED, REGISTER, PERSON = "all", "remarked", "register", "person"
# Units of the window's height under which less is told of a row.
_LOW = 560
_NOBODY = "不属于哪个人"
# So many packages that were not opened are told each, the others counted.
_TOLD = 3


class ArrivalPage(PageFrame):
    """What is shown of a ``Batch`` before it is accepted.

    ``accepted`` asks to take it over, ``left`` to drop it, ``persons_asked`` for the names behind the
    records: these are read by a job, and ``show_persons`` shows them.
    """

    accepted = Signal()
    left = Signal()
    persons_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("card")
        self._desk = desk
        self.batch = Batch()
        self._persons: Mapping[tuple[str, str], str] | None = None
        self._shown: list[Received] = []
        self._group: object = ALL
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        column.setSpacing(theme.unit(8))
        column.addLayout(self._head())
        tables = QHBoxLayout()
        tables.setSpacing(theme.unit(12))
        tables.addLayout(self._group_side(), 2)
        tables.addLayout(self._row_side(), 6)
        column.addLayout(tables, 1)
        self.all_button = LinkButton(theme, "这些都接收")
        self.all_button.clicked.connect(lambda: self._tick_shown(True))
        self.none_button = LinkButton(theme, "这些都不要")
        self.none_button.clicked.connect(lambda: self._tick_shown(False))
        self.seen = Words(theme, "", bold=True, colour=theme.colours.tone("due").ink, wrap=True)
        column.addWidget(self.seen)
        self.promise = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        column.addWidget(self.promise)
        self.trouble = Trouble(theme)
        column.addWidget(self.trouble)
        column.addWidget(self._foot())
        self.progress = ProgressPanel(theme, "正在备份，然后接收")
        self.progress.hide()
        column.addWidget(self.progress)

    # -- building --------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        self.from_words = Words(theme, "", steps=1, bold=True, wrap=True)
        self.from_note = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.unopened = LinkButton(theme, "", "warning")
        self.unopened.clicked.connect(self._tell_unopened)
        self.package = ChoiceBox(theme)
        self.package.setAccessibleName("看哪个包")
        self.package.setMaximumWidth(theme.unit(240))
        self.package.activated.connect(lambda: self._filter())
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(self.from_words)
        named.addWidget(self.from_note)
        head = QHBoxLayout()
        head.addLayout(named, 1)
        for widget in (self.unopened, self.package):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _group_side(self) -> QVBoxLayout:
        theme = self._desk.theme
        self.grouping = ChipRow(theme, [(REGISTER, "按台账"), (PERSON, "按人")])
        self.grouping.chosen.connect(self._regroup)
        self.groups = PlainTable(
            theme,
            ("", "台账"),
            (56, 170),
            empty=("done", "没有"),
            name="接收后的变化，分组",
        )
        self.groups.chosen.connect(self._choose_group)
        self.groups.view.clicked.connect(self._group_clicked)
        self.groups.view.installEventFilter(self)
        side = QVBoxLayout()
        side.setSpacing(theme.unit(6))
        side.addWidget(self.grouping)
        side.addWidget(self.groups, 1)
        return side

    def _row_side(self) -> QVBoxLayout:
        theme, catalogue = self._desk.theme, self._desk.ledger.catalogue
        self.rows = ReceivedRows(lambda name: catalogue[name].title)
        self.view = TableView(theme, shares_room=True)
        self.view.setModel(self.rows)
        self.view.setAccessibleName("接收后的变化")
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.setMinimumHeight(theme.unit(120))
        self.view.clicked.connect(self._row_clicked)
        self.view.installEventFilter(self)
        self.view.selectionModel().currentRowChanged.connect(lambda now, _: self._show_detail(now.row()))
        self.kinds = ChipRow(theme, [(ALL, "全部")])
        self.kinds.chosen.connect(lambda _kind: self._filter())
        self.nothing = Words(theme, "", colour=theme.colours.text_soft)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail_head = Words(theme, "", bold=True, wrap=True)
        self.detail_note = Words(theme, "", wrap=True)
        self.detail = Words(theme, "", wrap=True)
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, theme.unit(4), 0)
        lines.setSpacing(theme.unit(2))
        for words in (self.detail_head, self.detail_note, self.detail):
            lines.addWidget(words)
        lines.addStretch(1)
        self.detail_frame = QScrollArea()
        self.detail_frame.setAccessibleName("这一条的详情")
        self.detail_frame.setWidgetResizable(True)
        self.detail_frame.setWidget(inside)
        side = QVBoxLayout()
        side.setSpacing(theme.unit(6))
        side.addWidget(self.kinds)
        side.addWidget(self.view, 5)
        side.addWidget(self.nothing, 5)
        side.addWidget(self.detail_frame, 2)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen a line less is told of the chosen row."""
        super().resizeEvent(event)
        low = self.window().height() < self._desk.theme.unit(_LOW)
        self.detail_frame.setMinimumHeight(self._desk.theme.unit(64 if low else 96))

    def _foot(self) -> QWidget:
        theme = self._desk.theme
        self.accept_button = PrimaryButton(theme, "接收", "import")
        self.accept_button.clicked.connect(self.accepted)
        self.leave_button = PlainButton(theme, "先不接收")
        self.leave_button.setProperty("tall", "true")
        self.leave_button.clicked.connect(self.left)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self.accept_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        row.addWidget(self.all_button)
        row.addWidget(self.none_button)
        return self.buttons

    # -- showing ---------------------------------------------------------------------------------------

    def show_batch(self, batch: Batch) -> None:
        """Show what these packages would do."""
        self.batch, self._persons = batch, None
        self.grouping.choose(REGISTER)
        self.trouble.tell(self._of_a_copy())
        self.set_busy(False)
        pairs: list[tuple[object, str]] = [(None, f"全部 {len(batch.opened)} 个包")]
        pairs += [(at, self._package_title(at)) for at in range(len(batch.opened))]
        self.package.set_pairs(pairs)
        self.package.set_value(None)
        self.package.setVisible(len(batch.opened) > 1)
        self._show_senders()
        self._filter()

    def show_persons(self, persons: Mapping[tuple[str, str], str]) -> None:
        """Group by these people."""
        self._persons = persons
        self._group = ALL
        self._regroup(self.grouping.value())

    def refuse_persons(self, error: UserError) -> None:
        """The people could not be read: the registers stay."""
        self.trouble.tell(error)
        self.grouping.choose(REGISTER)

    def set_busy(self, busy: bool, words: str = "") -> None:
        """The packages are being taken over: nothing else can be done meanwhile but to stop it."""
        self.progress.setVisible(busy)
        self.buttons.setVisible(not busy)
        shut = (self.kinds, self.groups, self.grouping, self.view, self.package)
        for widget in (*shut, self.all_button, self.none_button):
            allow(widget, BUSY if busy else "")
        if busy:
            self.progress.begin(words)

    def _package_title(self, at: int) -> str:
        opened = self.batch.opened[at]
        return f"{opened.arrival.sender.name}　{package_words(opened.path)}"

    def _show_senders(self) -> None:
        opened = self.batch.opened
        names = list(dict.fromkeys(one.arrival.sender.name for one in opened))
        if len(opened) == 1:
            arrival = opened[0].arrival
            manifest = arrival.manifest
            when = manifest.written_at.replace("T", " ")[:16]
            self.from_words.setText(f"{names[0]}　{manifest.subject}")
            self.from_note.setText(f"{when} 写的包，校验码 {arrival.code[:4]} {arrival.code[4:]}")
        else:
            who = "、".join(names[:_TOLD]) + (f"等 {len(names)} 个单位" if len(names) > _TOLD else "")
            self.from_words.setText(f"{who}的 {len(opened)} 个包")
            self.from_note.setText("从最早的一个开始一起接收；同一条记录只列一次。")
        unopened = len(self.batch.unopened)
        self.unopened.setVisible(unopened > 0)
        self.unopened.setText(f"{unopened} 个包没有打开，看原因")

    def _of_a_copy(self) -> UserError | None:
        """What to tell of packages whose sender's file is a copy; nothing of them is taken."""
        found = [one.arrival for one in self.batch.opened if one.arrival.plan.fork is not None]
        if not found or found[0].plan.fork is None:
            return None
        told = found[0].plan.fork.told()
        names = "、".join(dict.fromkeys(arrival.sender.name for arrival in found))
        return UserError(f"{names}：{told.what}", told.safe, told.todo)

    def _tell_unopened(self) -> None:
        """Say of the packages that are not believed why."""
        unopened = self.batch.unopened
        told = [f"{package_words(path)}：{error.sentence()}" for path, error in unopened[:_TOLD]]
        more = [f"另有 {len(unopened) - _TOLD} 个。"] if len(unopened) > _TOLD else []
        shown = self.trouble.error is not None
        self.trouble.tell(None if shown else UserError("\n".join(told + more), todo="其余的包可以照常接收"))

    # -- narrowing -------------------------------------------------------------------------------------

    def _of_package(self) -> list[Received]:
        chosen = self.package.value()
        return [one for one in self.batch.received if chosen in (None, one.package)]

    def _filter(self) -> None:
        """Show the records of the chosen package and kind."""
        found = self._of_package()
        counts: Counter[object] = Counter(one.kind for one in found)
        counts[Kind.SAME] = self.batch.same(self.package.value())
        remarked = sum(bool(one.remarks) for one in found)
        pairs: list[tuple[object, str]] = [(ALL, "全部")]
        pairs += [(kind, kind.word) for kind in Kind if counts[kind] or kind in (Kind.NEW, Kind.UPDATED)]
        pairs += [(REMARKED, "有提醒")] if remarked else []
        self.kinds.set_pairs(pairs)
        self.kinds.set_counts({ALL: len(found), REMARKED: remarked, **counts})
        kind = self.kinds.value()
        self._shown = [one for one in found if kind in (ALL, one.kind) or (kind == REMARKED and one.remarks)]
        self._show_groups()
        self._judge()

    def _regroup(self, by: object) -> None:
        self._group = ALL
        if by == PERSON and self._persons is None:
            self.persons_asked.emit()
        else:
            self._show_groups()

    def _group_of(self, one: Received) -> str:
        if self.grouping.value() == PERSON and self._persons is not None:
            return self._persons.get(one.place) or _NOBODY
        return one.register

    def _show_groups(self) -> None:
        by_person = self.grouping.value() == PERSON and self._persons is not None
        counts = Counter(map(self._group_of, self._shown))
        if by_person:
            order = sorted(counts, key=lambda name: (name == _NOBODY, self._desk.pinyin.sort_key(name)))
        else:
            order = [register.name for register in self._desk.ledger.catalogue if counts[register.name]]
        catalogue = self._desk.ledger.catalogue
        lines = [PlainLine(("", f"全部　{len(self._shown)}"), key=ALL)]
        for name in order:
            title = name if by_person else catalogue[name].title
            lines.append(PlainLine(("", f"{title}　{counts[name]}"), key=name))
        kept = self._group
        self.groups.show_lines(lines if self._shown else [], ("", "姓名" if by_person else "台账"))
        at = next((at for at, line in enumerate(lines) if line.key == kept), 0)
        if self._shown:
            self.groups.choose(at)
        self._choose_group(self.groups.line())
        self._mark_groups()

    def _choose_group(self, line: PlainLine | None) -> None:
        self._group = line.key if line is not None else ALL
        shown = self._of_group(self._group)
        self.rows.show(shown, self.batch.read, self.batch.left_out)
        one_register = self.grouping.value() == REGISTER and self._group != ALL
        self.view.setColumnHidden(HEADS.index("台账"), one_register)
        self.view.fit_columns()
        self.nothing.setText(self._nothing_words())
        self.nothing.setVisible(not shown)
        self.view.setVisible(bool(shown))
        for button in (self.all_button, self.none_button):
            button.setVisible(any(one.is_taken for one in shown))
        if shown:
            self.view.selectRow(0)
        self._show_detail(0 if shown else -1)

    def _of_group(self, group: object) -> list[Received]:
        return [one for one in self._shown if group in (ALL, self._group_of(one))]

    def _nothing_words(self) -> str:
        return "不变的记录不列出来" if self.kinds.value() is Kind.SAME else "没有这样的记录"

    def _show_detail(self, row: int) -> None:
        known = 0 <= row < len(self.rows.shown)
        self.detail_frame.setVisible(known)
        if not known:
            return
        line = self.rows.line(row)
        note = "\n".join((line.reason, *(f"提醒：{remark}" for remark in line.remarks))).strip()
        self.detail_head.setText(f"{line.heading}　{self._person_words(line)}".strip())
        self.detail_note.setText(note)
        self.detail_note.set_colour(self._desk.theme.colours.tone("overdue" if line.reason else "due").ink)
        self.detail_note.setVisible(bool(note))
        self.detail.setText("\n".join(all_words(line)))

    def _person_words(self, line: PlanLine) -> str:
        if line.outcome in Kind.CONFLICT.outcomes:
            return "两边都改过：两个版本都留着，接收后到“冲突待定”里选"
        if line.outcome is MergeOutcome.REMOVED:
            return "对方已经删除：接收后进回收站，可以恢复"
        return line.person if line.person not in line.heading else ""

    # -- choosing what is left out ---------------------------------------------------------------------

    def _row_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._turn_row(index.row())

    def _turn_row(self, row: int) -> None:
        self.rows.turn(row)
        self._ticks_changed()

    def _group_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._turn_group(index.row())

    def _turn_group(self, row: int) -> None:
        """Take all of a group, or nothing of it where all was taken."""
        line = self.groups.model.lines[row]
        self._tick(self._of_group(line.key), line.cells[0] != TICKED)

    def _tick_shown(self, on: bool) -> None:
        self._tick(list(self.rows.shown), on)

    def _tick(self, found: list[Received], on: bool) -> None:
        places = {one.place for one in found if one.is_taken}
        self.batch.left_out.difference_update(places) if on else self.batch.left_out.update(places)
        self.rows.ticks_changed()
        self._ticks_changed()

    def _ticks_changed(self) -> None:
        self._mark_groups()
        self._judge()

    def _mark_groups(self) -> None:
        taken: Counter[str] = Counter()
        left: Counter[str] = Counter()
        for one in self._shown:
            if one.is_taken:
                group = self._group_of(one)
                taken[group] += 1
                left[group] += one.place in self.batch.left_out
        model = self.groups.model
        for row, line in enumerate(model.lines):
            some, out = (
                (taken.total(), left.total()) if line.key is ALL else (taken[line.key], left[line.key])
            )
            mark = "" if not some else TICKED if not out else LEFT_OUT if out == some else SOME
            model.lines[row] = replace(
                line, cells=(mark, *line.cells[1:]), tones={0: "done"} if mark == TICKED else {}
            )
        if model.lines:
            model.dataChanged.emit(model.index(0, 0), model.index(len(model.lines) - 1, 0))

    def _judge(self) -> None:
        """Say what the button would do now."""
        coming, batch = self.batch.coming(), self.batch
        left = len(batch.left_out)
        seen = bool(batch.opened) and all(one.arrival.seen_before for one in batch.opened)
        changes = coming or left
        copies = [one for one in batch.opened if one.arrival.plan.fork is not None]
        lacking = batch.lacking_words()
        same = not (changes or copies or lacking)
        self.seen.setVisible(seen or bool(lacking) or same)
        nothing = "" if changes else "，无变化"
        refused = any(one.kind is Kind.REFUSED for one in batch.received)
        unchanged = "没有可以接收的，原因写在每条里。" if refused else "和本机资料相同，无变化。"
        told = f"已接收过{nothing}。" if seen else unchanged if same else ""
        self.seen.setText("\n".join(filter(None, (lacking, told))))
        again = "写一份回执" if copies else "再写一份回执"
        self.accept_button.setText(f"接收这 {coming} 条" if coming else again)
        out = f"没有打勾的 {left} 条不接收，对方下次导出会再带上。" if left else ""
        self.promise.setText(
            f"接收前会自动备份。{out}冲突的两个版本都留着，不会丢。"
            if coming
            else f"不会改动本机资料，只把回执写到包旁边。{out}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The space bar turns the tick of the line it stands on."""
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not space or event.type() != QEvent.Type.KeyPress or not isinstance(watched, TableView):
            return super().eventFilter(watched, event)
        turn: Callable[[int], None] = self._turn_row if watched is self.view else self._turn_group
        if watched.currentIndex().isValid():
            turn(watched.currentIndex().row())
        return True
