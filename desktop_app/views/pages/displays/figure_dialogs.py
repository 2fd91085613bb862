"""Choosing a figure from the registers, and the records behind one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.duties.summaries.case_figures import (
    COUNTED,
    Drawn,
    Query,
    boxes_to_filter,
    boxes_to_sum,
    draw,
    month_choices,
    registers,
    words_to_filter,
)
from desktop_app.duties.summaries.cases import PART_TITLES
from desktop_app.records.kinds import Date
from desktop_app.registers.displays.case_studies import CaseFigure
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.kinds import editor_for
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.figure_lines import figure_lines
from desktop_app.views.page_parts.line_list import LineList
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import Words
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_MONTHS = 24
_OF_MONTH = "month"
_ANY = ("", "不限")


class FigureDialog(AskDialog):
    """What to count, from when to when, how the case says it; ``taken``: query, drawn, part, words."""

    taken = Signal(object, object, str, str)

    def __init__(self, desk: Desk, case: str, parent: QWidget) -> None:
        note = "数从台账里取，名单和数一起留在案例里，以后点开还能看是哪些记录。"
        super().__init__(desk, "从台账取一个数", "放进案例", note, parent)
        self._desk = desk
        theme, today = desk.theme, desk.ledger.today
        self._registers = {one.name: one for one in registers()}
        places = [(name, bare(one.title)) for name, one in self._registers.items()]
        self.place = ChoiceBox(theme, [*places, (_OF_MONTH, "某个月的月报")])
        self.sum = ChoiceBox(theme)
        self.box = ChoiceBox(theme)
        self.value = ChoiceBox(theme)
        self.first = editor_for(Date("从"), desk)
        self.last = editor_for(Date("到"), desk)
        self.first.set_value(date(today.year, 1, 1))
        self.last.set_value(today)
        self.month = ChoiceBox(theme, [(m.iso(), m.chinese()) for m in _months(Month.of(today))])
        self.figure = ChoiceBox(theme)
        self.part = ChoiceBox(theme, list(PART_TITLES.items()))
        self.part.set_value("effect")
        self.said = QLineEdit()
        self.grid = FormGrid(theme)
        self.rows = {
            name: self.grid.add_row(title, getattr(self, name))
            for name, title in (
                ("place", "哪本台账"), ("sum", "数什么"), ("box", "只算哪些"), ("value", "是"),
                ("first", "从哪天"), ("last", "到哪天"), ("month", "哪个月"), ("figure", "哪个数"),
                ("part", "用在"), ("said", "怎样说"),
            )
        }  # fmt: skip
        self.grid.setProperty("look", "plain-pane")
        self.shown = Words(theme, bold=True, wrap=True)
        self.list = LineList(theme, "名单")
        self.list.setMinimumHeight(theme.unit(120))
        self.drawn: Drawn | None = None
        self.place.activated.connect(lambda _at: self._set_place())
        self.box.activated.connect(lambda _at: self._set_values())
        for choice in (self.sum, self.value, self.figure):
            choice.activated.connect(lambda _at: self.count())
        self.month.activated.connect(lambda _at: self._set_month())
        for day in (self.first, self.last):
            day.committed.connect(self.count)
        self.asked.connect(self._take)
        self.setMinimumWidth(theme.unit(680))
        self._set_place()
        self.put_in_frame(self.grid)
        self.body.addWidget(self.shown)
        self.body.addWidget(self.list)
        self._keep_draft(case)

    def _keep_draft(self, case: str) -> None:
        """What is chosen and typed is kept for the case; what others offer follows as it is put back."""
        fields = LooseFields({name: getattr(self, name) for name in self.rows}, self._follow)
        register = self._desk.ledger.catalogue["case_figure"]
        draft = FormDraft(
            self._desk,
            register,
            CaseFigure(case_study=case),
            "drawn",
            called=("取数", self._desk.ledger.name(case)),
        )
        self.keep_drafts(self._desk, fields, draft).taken_up.connect(self.count)

    def _follow(self, name: str) -> None:
        offers = {"place": self._set_place, "box": self._set_values, "month": self._set_month}
        if name in offers:
            offers[name]()

    def _set_place(self) -> None:
        """Offer what the chosen register may be counted, summed and narrowed by."""
        of_month = self.place.value() == _OF_MONTH
        for name in ("sum", "box", "value", "first", "last"):
            self.rows[name].setVisible(not of_month)
        for name in ("month", "figure"):
            self.rows[name].setVisible(of_month)
        if of_month:
            self._set_month()
            return
        register = self._registers[str(self.place.value())]
        self.sum.set_pairs([("", f"条数（{COUNTED[register.name]}）"), *boxes_to_sum(register).items()])
        free = words_to_filter(register, self._desk.ledger)
        self._filters: dict[str, list[tuple[object, str]]] = {
            **{name: list(pairs.items()) for name, pairs in boxes_to_filter(register).items()},
            **{name: [(word, word) for word in words] for name, words in free.items() if words},
        }
        titles = [(name, register.boxes[name].title) for name in self._filters]
        self.box.set_pairs([_ANY, *titles])
        self._set_values()

    def _set_values(self) -> None:
        box = str(self.box.value())
        self.value.set_pairs(self._filters[box] if box else [_ANY])
        self.rows["value"].setVisible(bool(box))
        self.count()

    def _set_month(self) -> None:
        offered = month_choices(self._desk.ledger, Month.from_iso(str(self.month.value())))
        self.figure.set_pairs([(one.key, f"{one.title}　{one.value}{one.unit}") for one in offered])
        self.count()

    def query(self) -> Query:
        """What is chosen. UserError when a day cannot be read or the days are the wrong way round."""
        if self.place.value() == _OF_MONTH:
            return Query(month=str(self.month.value()), figure=str(self.figure.value()))
        first, last = self.first.value(), self.last.value()
        if first is None or last is None or last < first:
            raise UserError("起止日期不对", "还没有取数", "请写清从哪天到哪天，后一天不能早于前一天")
        box = str(self.box.value())
        return Query(
            register=str(self.place.value()),
            first=first.isoformat(),
            last=last.isoformat(),
            box=box,
            value=str(self.value.value()) if box else "",
            summed=str(self.sum.value()),
        )

    def count(self) -> None:
        """Draw the figure and show its records."""
        try:
            self.drawn = draw(self.query(), self._desk.ledger)
        except UserError as error:
            self.drawn = None
            self.tell(error.sentence())
            self.shown.setText("")
            self.list.show_lines([])
            return
        self.tell("")
        figure = self.drawn.figure
        self.shown.setText(f"{figure.words}（名单 {len(figure.items)} 条）")
        self.list.show_lines(figure_lines(self._desk.ledger, figure))
        show_hint(self.said, f"空着就写“{figure.title}”，也可以写“今年办结……”")

    def _take(self) -> None:
        self.count()
        if self.drawn is not None:
            self.taken.emit(self.query(), self.drawn, str(self.part.value()), self.said.text().strip())


def _months(last: Month) -> list[Month]:
    """The months up to ``last``, the latest first."""
    return [last.shift(-back) for back in range(_MONTHS)]
