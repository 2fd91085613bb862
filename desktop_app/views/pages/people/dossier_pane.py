"""A member who is to come by stick: what the other branch wrote of him, and the two answers there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base import dates
from desktop_app.base.errors import UserError
from desktop_app.desk import Deeds, Desk
from desktop_app.registers.exchange.answering import Waiting
from desktop_app.registers.exchange.arriving import shown
from desktop_app.registers.exchange.dossier import Dossier
from desktop_app.registers.people.transfer_deeds import TransferAnswer, TransferOffer
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftBar, DraftKeeper
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.exchange_parts import Trouble, Verb, empty
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.why_not import allow

# A value of more characters has a line of its own; the width of a title.
_LONG, _LABEL_UNITS = 20, 128
# From this width on two values stand abreast.
_ABREAST_UNITS = 560
# What hangs on the row of the roster, told by how many there are of it.
_COUNTED = ("development", "development_review", "development_material", "dues_standard")


class DossierPane(QWidget):
    """One offer that waits; ``answered`` carries the answer that was signed."""

    answered = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.waits: Waiting | None = None
        theme = desk.theme
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        self.name = Words(theme, steps=1, bold=True, wrap=True)
        self.note = Words(theme, colour=theme.colours.text_soft, wrap=True)
        self.recall = Banner(theme, "", tone="due")
        self.trouble_there = Trouble(theme)
        self._inside = QWidget()
        self._inside.setProperty("look", "plain-pane")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, theme.unit(8), 0)
        self._lines.setSpacing(theme.unit(4))
        self.frame = QScrollArea()
        self.frame.setAccessibleName("个人情况")
        self.frame.setWidgetResizable(True)
        self.frame.setWidget(self._inside)
        self.frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frame.setMinimumHeight(theme.unit(160))
        for widget in (self.name, self.note, self.recall, self.trouble_there):
            column.addWidget(widget)
        column.addWidget(self.frame, 1)
        self.same = QCheckBox("就是这个人：补上他那一行空着的栏")
        self.same.toggled.connect(self._judge)
        column.addWidget(self.same)
        self._ask()
        self.keeper = DraftKeeper(desk, self._fields, self._put_up, self)
        self._fields.hear(self.keeper.edited)
        column.addWidget(self.form)
        self.trouble = Trouble(theme)
        column.addWidget(self.trouble)
        column.addWidget(self._verbs())
        column.addStretch(0)

    def _put_up(self, bar: DraftBar) -> None:
        self._column.insertWidget(self._column.indexOf(self.form), bar)

    def _ask(self) -> None:
        """The lines that are typed before an answer."""
        self.form = FormGrid(self._desk.theme, columns=2, abreast=520)
        self.reported = QLineEdit()
        show_hint(self.reported, "如 2026.10.9，或“今天”")
        self.by = QLineEdit()
        self.by.setMaxLength(60)
        self.why = QLineEdit()
        self.why.setMaxLength(400)
        self.reported_row = self.form.add_row(
            "报到日期", self.reported, help="本人到支部报到的日期；还没来的空着"
        )
        self.by_row = self.form.add_row("经办人", self.by, help="写在回执上")
        self.why_row = self.form.add_row("退回原因", self.why, help="只在退回时写，对方会看到")
        self.by.textChanged.connect(self._judge)
        self.reported.textEdited.connect(self.reported_row.clear_error)
        self.why.textChanged.connect(self.why_row.clear_error)
        self._fields = LooseFields({"reported": self.reported, "by": self.by, "why": self.why})

    def _verbs(self) -> QWidget:
        theme = self._desk.theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        self.accept_verb = Verb(theme, PrimaryButton(theme, "接收到本支部", "member-add"))
        self.accept_button = self.accept_verb.button
        self.accept_button.clicked.connect(self.accept)
        self.back_button = PlainButton(theme, "退回", "undo")
        self.back_button.setProperty("tall", "true")
        self.back_button.clicked.connect(self.send_back)
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.accept_verb, 1)
        return line

    # -- showing -----------------------------------------------------------------------------------------

    def show_waiting(self, waits: Waiting) -> None:
        """Show an offer that came; what was typed stays while it is the same one."""
        is_other = self.waits is None or self.waits.offer.uid != waits.offer.uid
        if is_other:
            self.keeper.keep()
            for line in (self.reported, self.by, self.why):
                line.clear()
            self.same.setChecked(False)
            self.form.clear_errors()
            self.trouble.tell(None)
        self.waits = waits
        offer = waits.offer
        again = f"（第 {offer.number} 次）" if (offer.number or 1) > 1 else ""
        self.name.setText(f"{offer.person}　要转入本支部{again}")
        self.note.setText(f"{offer.from_name} {offer.offered_on} 写出并签字。接收以前，党员仍由对方管理。")
        self.recall.setVisible(offer.recalled_on is not None)
        why = f"：{offer.recall_why}" if offer.recall_why else ""
        self.recall.words.setText(f"对方 {offer.recalled_on} 请求退回{why}。没有特殊情况，请退回。")
        self.trouble_there.tell(waits.trouble)
        self.frame.setVisible(waits.dossier is not None)
        self.form.setVisible(waits.answerable)
        self.same.setVisible(waits.on_roster)
        self._show_dossier(waits)
        self._judge()
        if is_other:
            register = self._desk.ledger.catalogue["transfer_offer"]
            called = ("转接答复", str(offer.person))
            self.keeper.open(FormDraft(self._desk, register, offer, step="answer", called=called))

    def _show_dossier(self, waits: Waiting) -> None:
        empty(self._lines)
        dossier, theme = waits.dossier, self._desk.theme
        if dossier is None:
            return
        if waits.known is not None:
            left = f"{waits.known.exit_on} {waits.known.exit_type}" if waits.known.exit_type else "在册"
            told = "接收时用原来那一行" if waits.known.exit_type else "请先弄清是不是同一个人"
            words = f"花名册里已经有这个身份证号：{waits.known.name}，{left}。{told}。"
            self._lines.addWidget(
                Words(theme, words, bold=True, colour=theme.colours.tone("due").ink, wrap=True)
            )
        self._add("接收后写进花名册", shown(dossier))
        self._add("同时登记", self._counts(dossier))
        self._add(
            "只供了解，不进本支部的台账", [(title, "\n".join(lines)) for title, lines in dossier.told.items()]
        )
        self._lines.addStretch(1)

    def _add(self, title: str, pairs: list[tuple[str, str]]) -> None:
        if pairs:
            self._lines.addWidget(Words(self._desk.theme, title, bold=True))
            self._lines.addWidget(Pairs(self._desk, pairs))

    def _counts(self, dossier: Dossier) -> list[tuple[str, str]]:
        """What is registered along with the row of the roster."""
        catalogue, letter = self._desk.ledger.catalogue, dossier.letter
        number = f"第 {letter['letter_no']} 号介绍信" if letter.get("letter_no") else letter.get("way") or ""
        dues = catalogue["org_transfer"].boxes["dues_paid_to"]
        told = f"{number}，党费交至{dues.show(dues.python_value(letter.get('dues_paid_to')), str)}"
        return [
            (catalogue["org_transfer"].title, told),
            *(
                (catalogue[name].title, f"{len(dossier.rows[name])} 条")
                for name in _COUNTED
                if name in dossier.rows
            ),
        ]

    def _judge(self) -> None:
        waits = self.waits
        if waits is None:
            return
        why = ""
        if waits.dossier is None:
            why = "这份档案不能接收"
        elif waits.on_roster and not self.same.isChecked():
            why = "先弄清花名册上的是不是这个人"
        elif not self.by.text().strip():
            why = "先写经办人"
        self.accept_verb.set_reason(why)
        broken = waits.trouble.what if waits.trouble is not None else "这份档案不能接收"
        allow(self.back_button, "" if waits.answerable else broken)

    # -- answering -------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Take the member over: roster, letter and what hangs on them are written, the answer is signed."""
        waits, by = self.waits, self.by.text().strip()
        self.form.clear_errors()
        try:
            reported = self._reported()
        except UserError as error:
            self.reported_row.set_error(error.sentence())
            return
        if waits is None:
            return
        same = self.same.isChecked()
        self._run(lambda book: book.accept(waits.offer, by=by, reported_on=reported, same=same))

    def _reported(self) -> date | None:
        words = self.reported.text().strip()
        return dates.parse_date(words, today=self._desk.ledger.today) if words else None

    def send_back(self) -> None:
        """Refuse the offer with its reason."""
        waits, why, by = self.waits, self.why.text().strip(), self.by.text().strip()
        self.form.clear_errors()
        if not why:
            self.why_row.set_error("退回要写原因，对方看到原因才好改。")
            self.why.setFocus()
        elif waits is not None:
            self._run(lambda book: book.send_back(waits.offer, why, by=by or self._desk.ledger.actor))

    def _run(self, answer: Callable[[Deeds], TransferAnswer]) -> None:
        self.trouble.tell(None)
        desk = self._desk

        def done(answered: TransferAnswer) -> None:
            self.keeper.saved()
            self.answered.emit(answered)

        desk.bridge.run(lambda: answer(desk.deeds), done=done, failed=self.trouble.tell)


def waiting_for(desk: Desk, uid: str) -> Waiting | None:
    """The offer with ``uid`` as it waits here for its answer; None when it does not."""
    offer = desk.ledger.get(TransferOffer, uid)
    found = desk.deeds.waiting() if offer is not None else []
    return next((one for one in found if one.offer.uid == uid), None)


class Pairs(QWidget):
    """Titles and values as a paper form has them: two abreast where there is room, a long value alone."""

    def __init__(self, desk: Desk, pairs: list[tuple[str, str]]) -> None:
        super().__init__()
        theme = desk.theme
        self.setProperty("look", "plain-pane")
        self._abreast, self._shown = theme.unit(_ABREAST_UNITS), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, theme.unit(8))
        self._grid.setHorizontalSpacing(theme.unit(12))
        self._grid.setVerticalSpacing(theme.unit(6))
        self._rows: list[tuple[Words, Words, bool]] = []
        for title, value in pairs:
            words = Words(theme, value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label = Words(theme, title, colour=theme.colours.text_soft, wrap=True)
            label.setFixedWidth(theme.unit(_LABEL_UNITS))
            self._rows.append((label, words, len(value) > _LONG or "\n" in value))
        self._arrange(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= self._abreast else 1)

    def _arrange(self, many: int) -> None:
        if many == self._shown:
            return
        self._shown = many
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1 if many > 1 else 0)
        row = column = 0
        for label, words, is_long in self._rows:
            alone = is_long or many == 1
            if alone and column:
                row, column = row + 1, 0
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, column + 1, 1, 3 if alone else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if alone or column else (row, 2)
