"""评单: what the resident ticked on the slip, entered with two keys: 1 to 4, then Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem
from desktop_app.registers.service.service_orders import RATINGS, ServiceOrder
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import Complaint, Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class RatingPanel(QWidget):
    """The four ratings and what was written beside them; ``rated`` carries the boxes of the step."""

    rated = Signal(dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.setProperty("look", "plain-pane")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        column.addWidget(Words(theme, "评单回执上勾的是哪一项？", bold=True))
        pairs: list[tuple[object, str]] = [(one, f"{at} {one}") for at, one in enumerate(RATINGS, 1)]
        self.ratings = ChipRow(theme, pairs)
        self.ratings.chosen.connect(lambda words: self.choose(str(words)))
        self._typed = False
        for chip in self.ratings.chips.values():
            chip.installEventFilter(self)  # Enter closes the order, on every platform's idea of a button
        column.addWidget(self.ratings)
        register = desk.ledger.catalogue["service_order"]
        self.form = BoxesForm(desk, register, (Section("", ("comment", "hours")),), cards=False, columns=1)
        self.form.edited.connect(self._edited)
        column.addWidget(self.form)
        self._desk, self._register = desk, register
        self.keeper = DraftKeeper(desk, self.form, lambda bar: column.insertWidget(2, bar), self)
        self.keeper.taken_up.connect(self._edited)
        self.trouble = Complaint(theme, self)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.verb_button = PlainButton(theme, "评单办结", "check")
        self.verb_button.setProperty("tall", "true")
        self.verb_button.clicked.connect(self.take)
        line = QHBoxLayout()
        line.addWidget(self.verb_button)
        line.addStretch(1)
        column.addLayout(line)
        hint = "按 1 到 4 选，再按回车办结。办结后按规则记积分，可以一次撤销。"
        column.addWidget(faint(theme, hint, wrap=True))
        self.rating = ""

    def show_order(self, order: ServiceOrder, *, anew: bool) -> None:
        """Show an order that nobody rated yet; what is typed or chosen stays unless it begins ``anew``."""
        if anew or not self._typed:
            self.form.show_record(order)
            self.choose(order.rating or "")
            self._typed = False
            self.keeper.keep()
            self.keeper.open(FormDraft(self._desk, self._register, order, step="rate"))

    def _edited(self) -> None:
        self._typed = True
        self.keeper.edited()

    def choose(self, words: str) -> None:
        """Choose a rating; '' for none."""
        self._typed = True
        self.rating = words
        self.ratings.choose(words)
        self.tell("")

    def take(self) -> None:
        """Close the order with what is chosen; say what is missing."""
        if not self.rating:
            self.tell("还没有选评价。请按 1 到 4，或者点上面的一项。")
            return
        self.form.settle()
        try:
            values = self.form.values()
        except UserError as error:
            self.tell(error.sentence())
            return
        self.rated.emit({"rating": self.rating, **values})

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell why it was not closed."""
        homeless = self.form.show_problems(problems)
        self.tell("\n".join(one.sentence() for one in homeless))

    def tell(self, words: str) -> None:
        """Say what is wrong, '' for nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def begin(self) -> None:
        """Put the hand on the ratings."""
        self.ratings.chips[self.rating or RATINGS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if 0 <= digit < len(RATINGS):
            self.choose(RATINGS[digit])
            self.begin()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self.take()
            return True
        return super().eventFilter(watched, event)
