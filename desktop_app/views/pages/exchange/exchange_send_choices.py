"""The left of the pane that sends: what is handed over, to whom, of what month, and what goes along."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.periods import Month
from desktop_app.desk import Desk
from desktop_app.duties.summaries.handing_over import (
    Concerned,
    concerned,
    is_branch,
    months_to_send,
    nearest_first,
)
from desktop_app.records.record import Register
from desktop_app.registers.exchange.kinds import (
    EVERYTHING,
    HANDOUT,
    KINDS,
    MONTH,
    ContentChoice,
    PackageKind,
    Picked,
    To,
    kind_called,
)
from desktop_app.registers.people.orgs import superiors
from desktop_app.views.page_parts.exchange_parts import FindSticks, StickLine
from desktop_app.views.page_parts.plain_rows import PlainLine
from desktop_app.views.page_parts.tick_table import TickTable
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.why_not import BUSY, allow


class Tick(QWidget):
    """One deliberate tick with what it is about under it."""

    def __init__(self, desk: Desk, title: str, note: str = "") -> None:
        super().__init__()
        theme = desk.theme
        self.box = QCheckBox(title)
        self.note = faint(theme, note, wrap=True)
        self.note.setContentsMargins(theme.unit(28), 0, 0, theme.unit(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(self.note)

    def tell(self, title: str, note: str) -> None:
        """Say it in other words."""
        self.box.setText(title)
        self.box.setAccessibleDescription(note)
        self.note.setText(note)

    def is_on(self) -> bool:
        """Whether it is ticked, and can be."""
        return self.box.isChecked() and not self.isHidden()


class SendChoices(Card):
    """What a person chooses before a package is made; ``changed`` tells that it would be another."""

    changed = Signal()
    kind_changed = Signal()
    cards_asked = Signal()

    def __init__(self, desk: Desk, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__(desk.theme, "交什么，交给谁")
        self._desk = desk
        self._proposed = ""
        theme = desk.theme
        self.stick = StickLine(theme, find, doors)
        self.form = FormGrid(theme, columns=1)
        self.kind_box = ChoiceBox(theme, [(kind.name, kind.title) for kind in KINDS])
        self.kind_box.setMaxVisibleItems(len(KINDS))
        self.kind_row = self.form.add_row("交什么", self.kind_box)
        self.receiver = ChoiceBox(theme)
        self.receiver_row = self.form.add_row("交给谁", self.receiver)
        self.offices = TickTable(
            theme, ("代码", "党组织"), (100, 120), empty=("swap", "还没有登记过名片"), name="发给哪些单位"
        )
        self.offices.setMinimumHeight(theme.unit(160))
        self.offices_row = self.form.add_row("交给谁", self.offices)
        self.month = ChoiceBox(theme)
        self.month_row = self.form.add_row("哪个月", self.month)
        self.subject = QLineEdit()
        self.subject.setMaxLength(100)
        self.subject_row = self.form.add_row("内容说明", self.subject, help="写在包上，对方接收前会看到")
        self.form.add_row("写到", self.stick)
        self.body.addWidget(self.form)
        self.cards_button = LinkButton(theme, "登记对方的名片", "next")
        self.cards_button.clicked.connect(self.cards_asked)
        self.body.addWidget(self.cards_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.private = Tick(desk, "带身份证号和住址")
        self.kept_back = Tick(desk, "带上平时不上报的内容")
        self.full = Tick(desk, "全部重新导出", "平时只带对方还没有的；对方遗失资料时才勾选")
        for tick in (self.private, self.kept_back, self.full):
            self.body.addWidget(tick)
            tick.box.toggled.connect(self.changed)
        self.kind_box.currentIndexChanged.connect(self._kind_chosen)
        self.receiver.currentIndexChanged.connect(self.changed)
        self.month.currentIndexChanged.connect(self.changed)
        self.offices.ticked.connect(self.changed)
        self.subject.editingFinished.connect(self.changed)

    # -- what is chosen ------------------------------------------------------------------------------

    @property
    def kind(self) -> PackageKind:
        """The kind chosen."""
        found = kind_called(str(self.kind_box.value()))
        assert found is not None
        return found

    def codes(self) -> tuple[str, ...]:
        """The codes of the offices it goes to; none for the copy that goes to a new PC."""
        kind = self.kind
        if kind.to is To.NEW_PC:
            return ()
        if kind.to is To.TWIN:
            return (self._desk.ledger.office,)
        if kind is HANDOUT:
            return tuple(self.offices.keys())
        code = self.receiver.value()
        return (str(code),) if code else ()

    def choice(self, picked: Picked) -> ContentChoice:
        """What is chosen, with the records ``picked`` of those a kind offers."""
        month = self.month.value()
        return ContentChoice(
            receiver=next(iter(self.codes()), ""),
            month=month if isinstance(month, Month) and self.kind.by_month else None,
            picked=picked if self.kind.offers else {},
            private=self.private.is_on(),
            kept_back=self.kept_back.is_on(),
        )

    def lacks(self) -> str:
        """Why nothing can be made of what is chosen yet; '' when all is there."""
        if self.kind.to is To.NEW_PC:
            return ""
        if not self.codes():
            return "请勾选发给哪些单位" if self.kind is HANDOUT and self._known() else "先登记对方的名片"
        if self.kind.by_month and self.month.value() is None:
            return "还没有签发的月报，请书记先在“月报”里签发"
        return ""

    # -- offering ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Offer the kind this office most often sends, then the rest of it."""
        self.kind_box.blockSignals(True)
        self.kind_box.set_value(MONTH.name if is_branch(self._desk.ledger) else HANDOUT.name)
        self.kind_box.blockSignals(False)
        self.full.box.setChecked(False)
        self._untick()
        self.subject.clear()

    def offer(self) -> None:
        """Offer the offices whose cards are known and the months there are; what is chosen stays."""
        ledger, kind = self._desk.ledger, self.kind
        known = self._known()
        codes = nearest_first(ledger, known, upward=kind.to is To.SUPERIOR)
        for box in (self.receiver, self.month, self.offices):
            box.blockSignals(True)
        first = not self.offices.model.lines
        pairs: list[tuple[object, str]] = [(code, known[code]) for code in codes]
        self.receiver.set_pairs(pairs or [("", "还没有登记过名片")])
        allow(self.receiver, "" if pairs else "还没有登记过名片")
        self.offices.show_ticks([PlainLine((code, known[code]), key=code) for code in codes])
        if first:
            above = superiors(ledger)
            for row, code in enumerate(codes):
                if code not in above:
                    self.offices.turn(row)
        months = months_to_send(ledger)
        self.month.set_pairs([(month, month.chinese()) for month in months] or [(None, "还没有签发的月报")])
        allow(self.month, "" if months else "还没有签发的月报")
        for box in (self.receiver, self.month, self.offices):
            box.blockSignals(False)
        self.cards_button.setVisible(not known and kind.to in (To.SUPERIOR, To.BRANCHES))
        self._show_rows(kind)
        self._tell_ticks(kind)
        self._propose_subject(kind)

    def _known(self) -> dict[str, str]:
        own = self._desk.ledger.office
        known = self._desk.courier.trust.known()
        return {code: card.name for code, card in known.items() if code != own}

    def _show_rows(self, kind: PackageKind) -> None:
        to_office = kind.to in (To.SUPERIOR, To.BRANCHES)
        self.kind_row.set_help(kind.help)
        self.receiver_row.setVisible(to_office and kind is not HANDOUT)
        self.offices_row.setVisible(kind is HANDOUT)
        self.month_row.setVisible(kind.by_month)
        self.subject_row.setVisible(not kind.is_copy)
        self.private.setVisible(kind.ticks or bool(kind.private))
        self.kept_back.setVisible(kind.ticks)
        self.full.setVisible(kind.only is None and kind.to in (To.SUPERIOR, To.TWIN))

    def _tell_ticks(self, kind: PackageKind) -> None:
        if self.private.isHidden():
            return
        found = concerned(self._desk.ledger, self._desk.ledger.catalogue, kind)
        titles = "身份证号和住址" if kind is EVERYTHING else "身份证号、电话和住址"
        people = f"{sum(count for _, count in found.private)} 人{'次' if len(found.private) > 1 else ''}"
        self.private.tell(f"带{titles}（{people}）", f"{_records(found.private)}；对方要用到才勾选")
        self.kept_back.tell(
            f"带上平时不上报的内容（{sum(count for _, count in found.kept_back)} 条）",
            f"{self._kept_words(found)}；上级要看、书记同意才勾选",
        )

    def _kept_words(self, found: Concerned) -> str:
        rows = [r.kept_back_rows.title for r in self._desk.ledger.catalogue if r.kept_back_rows is not None]
        return "、".join((_records(found.kept_back), *rows))

    def _propose_subject(self, kind: PackageKind) -> None:
        """What is written on the package unless somebody types other words."""
        today, month = self._desk.ledger.today, self.month.value()
        if kind.by_month and isinstance(month, Month):
            subject = f"{month.chinese()}月报"
        else:
            subject = f"{today.year}年{today.month}月{today.day}日{kind.word}"
        if self.subject.text().strip() in ("", self._proposed):
            self.subject.setText(subject)
        self._proposed = subject

    def _kind_chosen(self) -> None:
        self._untick()
        self.kind_changed.emit()

    def _untick(self) -> None:
        """Each kind begins without what a person has to ask for."""
        for tick in (self.private, self.kept_back):
            tick.box.blockSignals(True)
            tick.box.setChecked(False)
            tick.box.blockSignals(False)

    def lock(self, closed: bool) -> None:
        """Let nothing be chosen while a package is being written."""
        for widget in (self.kind_box, self.receiver, self.offices, self.month, self.subject, self.stick):
            allow(widget, BUSY if closed else "")
        for tick in (self.private, self.kept_back, self.full):
            allow(tick, BUSY if closed else "")


def _records(found: Sequence[tuple[Register, int]]) -> str:
    return "、".join(f"{register.title}{count}条" for register, count in found) or "没有这样的记录"
