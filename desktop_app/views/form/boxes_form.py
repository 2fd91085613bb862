"""The boxes of a record as rows of a form: shown, read, judged at their place, walked through by keys."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.fitting import importable
from desktop_app.exchange.workbook.paste import pasted_grid
from desktop_app.records.base import Record
from desktop_app.records.record import Register, Section
from desktop_app.records.rules import Problem
from desktop_app.views.form.block_paste import BlockDialog, BlockPaste, cells_of
from desktop_app.views.form.edit_history import EditHistory
from desktop_app.views.form.editors.editor import ChoiceStrip, Editor
from desktop_app.views.form.kinds import editor_for
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.form_grid import TWO_ABREAST_UNITS, FormGrid, Row, align_labels
from desktop_app.views.parts.tall import TallWidget
from desktop_app.views.shell import Shell
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_EMPTY = (None, "", ())
_BRIEF_ABREAST_UNITS = 660
# How a sentence names a box.
_QUOTED = re.compile("[“「]([^”」]+)[”」]")


class BoxesForm(TallWidget):
    """Editors for the boxes of ``sections``, a card a band, or bare rows with ``cards=False``.

    A ``brief`` form tells no help under its boxes, stands two abreast sooner, gives those of ``wide`` a line
    of their own and calls some by other ``titles``. ``edited`` tells that a hand changed something, ``left``
    the name of the box it left.
    """

    edited = Signal()
    left = Signal(str)

    def __init__(
        self,
        desk: Desk,
        register: Register,
        sections: Sequence[Section],
        *,
        cards: bool = True,
        columns: int = 2,
        brief: bool = False,
        wide: Collection[str] = (),
        titles: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.register = desk, register
        self._brief, self._wide, self._titles = brief, wide, titles or {}
        self.editors: dict[str, Editor] = {}
        self.rows: dict[str, Row] = {}
        self._asked: dict[str, ChoiceStrip] = {}
        self.held: dict[str, Any] = {}
        # What stands at a box, and the boxes a hand changed.
        self.told: dict[str, Problem] = {}
        self.touched: set[str] = set()
        self._doubts: dict[str, str] = {}
        self.begun: dict[str, Any] = {}
        self.history = EditHistory(self._put_back)
        self.setProperty("look", "clear")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.unit(12))
        grids: list[FormGrid] = []
        self._cards: list[tuple[Card, tuple[str, ...]]] = []
        for section in sections:
            abreast = _BRIEF_ABREAST_UNITS if brief else TWO_ABREAST_UNITS
            grid = FormGrid(desk.theme, columns=columns, abreast=abreast)
            for name in section.boxes:
                self._add(grid, name)
            grids.append(grid)
            if cards:
                card = Card(desk.theme, section.title)
                card.body.addWidget(grid)
                column.addWidget(card)
                self._cards.append((card, tuple(section.boxes)))
            else:
                column.addWidget(grid)
        column.addStretch(1)
        align_labels(grids)

    def put_above(self, widget: QWidget) -> None:
        """Put something over the boxes that scrolls along with them."""
        self._column.insertWidget(0, widget)

    # -- values ------------------------------------------------------------------------------------

    def show_record(self, record: Record) -> None:
        """Show the boxes of a record, all judgements taken away."""
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name))
            self.clear(name)
        self.held = self.begun = self.kept()
        self.touched.clear()
        self.history.start(self.held)

    def read_into(self, record: Record) -> list[Problem]:
        """Put what stands in the editors into a record; what could not be understood is told."""
        found = []
        for name, editor in self.editors.items():
            try:
                setattr(record, name, editor.value())
            except UserError as error:
                found.append(Problem(name, error.what, error.todo))
        return found

    def values(self) -> dict[str, Any]:
        """The values by box; UserError for the first that cannot be understood."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def settle(self) -> None:
        """Have every box understand what was typed, as if the hand had left it."""
        for editor in self.editors.values():
            editor.settle()

    def names(self) -> Collection[str]:
        """The boxes asked here."""
        return self.editors.keys()

    def tell_clash(self, clash: Mapping[str, str]) -> None:
        """Under boxes typed into anew: the words a draft has for them."""
        for name, words in clash.items():
            if name in self.rows:
                self.rows[name].set_help(f"草稿里写的是“{words}”")

    def kept(self) -> dict[str, Any]:
        """What a draft keeps: every editor whose words can be kept."""
        found = {}
        for name, editor in self.editors.items():
            try:
                found[name] = editor.kept()
            except UserError:
                continue  # a half-typed name in a list of people: the others are kept
        return found

    def take_up(self, kept: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
        """Show what a draft kept; boxes that are gone from the register are passed over.

        ``was`` is what the record held then: a box nobody typed into is left as it is, and so is one the
        record has come to hold something else in since.
        """
        for name, words in kept.items():
            if was and name in was and (words == was[name] or self.held.get(name) != was[name]):
                continue
            if name in self.editors:
                self.editors[name].take_up(words)
                self.history.note(name, words)

    def take_over(self, values: Mapping[str, object]) -> int:
        """Put values into boxes no hand came to yet; how many boxes say something else now."""
        taken = 0
        for name, value in values.items():
            editor = self.editors.get(name)
            if editor is None or name in self.touched or self._holds(name, value):
                continue
            editor.set_value(value)
            self._changed(name)
            self.touched.discard(name)  # another press may still fill it otherwise
            taken += 1
        return taken

    def _holds(self, name: str, value: object) -> bool:
        try:
            return self.editors[name].value() == value
        except UserError:
            return True

    def open_only(self, names: Iterable[str] | None, why: str = "") -> None:
        """Let only these boxes be edited, None for all; the others tell ``why``."""
        allowed = None if names is None else set(names)
        for name, editor in self.editors.items():
            editor.lock("" if allowed is None or name in allowed else why)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the form's own while something in it is not saved."""
        if self.history.takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.history.press(event):
            super().keyPressEvent(event)

    def put(self, name: str, value: object) -> None:
        """Have a box hold ``value``, as a hand would write it."""
        self.editors[name].set_value(value)
        self.clear(name)
        self._edited(name)

    def _put_back(self, name: str, kept: object) -> None:
        self.editors[name].take_up(kept)
        self.editors[name].field.setFocus()
        self.clear(name)
        self.edited.emit()

    def _note(self, name: str) -> None:
        try:
            self.history.note(name, self.editors[name].kept())
        except UserError:
            self.history.unsaved = True  # half-typed: the line has its own way back

    # -- judgements --------------------------------------------------------------------------------

    def show_problems(self, problems: Iterable[Problem], only: str | None = None) -> list[Problem]:
        """Tell every problem at its box (with ``only``: of that box alone); give those without a box here.

        What refuses is drawn in red; what is only told stands in place of the help, and blocks nothing.
        """
        for name in self.rows if only is None else (only,):
            self._take_back(name)
        homeless = []
        told: set[str] = set()
        for problem in problems:
            if problem.box not in self.rows:
                homeless.append(problem)
            elif (only is None or problem.box == only) and problem.box not in told:
                told.add(problem.box)
                self._tell(problem)
        return homeless

    def clear(self, name: str) -> None:
        """Take the judgements of a box away, and what its editor doubts."""
        self._doubts.pop(name, None)
        self._take_back(name)
        self._echo(name, "")

    def _take_back(self, name: str) -> None:
        self.told.pop(name, None)
        row = self.rows[name]
        row.clear_error()
        row.set_warning(self._doubts.get(name, ""))
        self.editors[name].mark(False)

    def answers_of(self, name: str) -> list[str]:
        """The other boxes of this form that what stands at a box names: there it is answered."""
        said = self.told[name].sentence()
        quoted = {title: other for other, row in self.rows.items() for title in (row.text, bare(row.text))}
        found = [quoted[one] for one in _QUOTED.findall(said) if one in quoted]
        return [other for other in dict.fromkeys(found) if other != name]

    def go_to(self, name: str) -> None:
        """Bring a box into sight and put the cursor into it."""
        self.editors[name].field.setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.rows[name], 0, self.desk.theme.unit(40))

    def go_to_error(self) -> bool:
        """Put the cursor into the first box that is wrong; False when none is."""
        for name, row in self.rows.items():
            if row.error.words.text():
                self.editors[name].field.setFocus()
                return True
        return False

    def is_filled(self, name: str) -> bool:
        """Whether something stands in a box."""
        try:
            return self.editors[name].value() not in _EMPTY
        except UserError:
            return True

    def _tell(self, problem: Problem) -> None:
        name, row = problem.box, self.rows[problem.box]
        self.told[name] = problem
        if row.is_put_away():
            row.setVisible(True)
            for card, names in self._cards:
                card.setVisible(card.isVisibleTo(self) or name in names)
        if problem.refuse:
            row.set_error(problem.sentence())
            self.editors[name].mark(True)
        else:
            row.set_warning(f"请留意：{problem.sentence()}")
        for other in self.answers_of(name)[:1]:
            row.lead(f"去「{bare(self.rows[other].text)}」", partial(self.go_to, other))

    def _ask_block(self, name: str, line: QLineEdit, block: str) -> None:
        """Several cells came into one box: the first of them, a record for each row, or nothing."""
        window = self.window()
        takes = isinstance(window, Shell) and self.register in importable(self.desk.ledger.catalogue)
        title = bare(self.register.boxes[name].title)
        asked = BlockDialog(self.desk.theme, title, block, may_split=takes, parent=window)
        if asked.ask():
            line.setText(cells_of(block)[0])
            line.textEdited.emit(line.text())
        elif asked.wants_split and isinstance(window, Shell):
            grid = pasted_grid(block)
            grid.likely = () if "\t" in block.strip() else (name,)
            window.go("import", register=self.register.name, grid=grid)

    # -- rows --------------------------------------------------------------------------------------

    def _add(self, grid: FormGrid, name: str) -> None:
        box = self.register.boxes[name]
        title = self._titles.get(name, box.title)
        editor = editor_for(box, self.desk)
        editor.setProperty("private", box.private)  # what is copied out of it leaves the clipboard soon
        row = grid.add_row(
            title,
            editor,
            help=self._help(name),
            unit=getattr(box, "unit", ""),
            required=box.is_starred,
            wide=editor.wide or name in self._wide,
        )
        editor.field.setAccessibleName(f"{title}（必填）" if box.is_starred else title)
        self.editors[name], self.rows[name] = editor, row
        found: Iterable[QLineEdit] = editor.findChildren(QLineEdit)
        for line in found:
            BlockPaste(line, partial(self._ask_block, name))
        editor.edited.connect(partial(self._edited, name))
        editor.committed.connect(partial(self._leave, name))
        editor.told.connect(partial(self._echo, name))
        editor.doubted.connect(partial(self._doubt, name))
        editor.derived.connect(self._derive)

    def _leave(self, name: str) -> None:
        # A box that has the cursor is left once more while its window is being destroyed.
        if isValid(self):
            self.left.emit(name)

    def _edited(self, name: str) -> None:
        if not isValid(self):
            return
        self._changed(name)

    def _changed(self, name: str) -> None:
        self._take_back(name)
        self.touched.add(name)
        self._note(name)
        if any(name == by for by, _values in self.register.only_for.values()):
            self._show_what_concerns()
        self.edited.emit()

    def _show_what_concerns(self) -> None:
        """Put away the boxes that are of other records alone; what was filled in is never hidden."""
        for name in self.register.only_for:
            if name in self.rows:
                default = self.register.boxes[name].default
                kept = self.is_filled(name) and (default is None or self._said(name) != default)
                self.rows[name].setVisible(self.register.concerns(name, self._said) or kept)
        for card, names in self._cards:
            card.setVisible(any(not self.rows[name].is_put_away() for name in names))

    def _said(self, name: str) -> object:
        try:
            return self.editors[name].value() if name in self.editors else None
        except UserError:
            return None

    def _echo(self, name: str, words: str) -> None:
        row = self.rows.get(name)
        if row is not None:
            row.set_help(words or self._help(name))

    def _doubt(self, name: str, words: str) -> None:
        self._doubts[name] = words
        if name in self.rows and name not in self.told:
            self.rows[name].set_warning(words)

    def _help(self, name: str) -> str:
        return "" if self._brief else self.register.boxes[name].help

    def _derive(self, found: dict[str, object]) -> None:
        """Fill empty boxes with what follows from another; ask where a filled one says otherwise."""
        for name, value in found.items():
            if name not in self.editors:
                continue
            self._put_question_away(name)
            if not self.is_filled(name):
                self.editors[name].set_value(value)
                self._changed(name)
            elif self.editors[name].value() != value:
                self._ask(name, value)

    def _ask(self, name: str, value: object) -> None:
        box, editor = self.register.boxes[name], self.editors[name]
        naming = self.desk.ledger.name
        present = editor.value()
        choices = (
            Option(f"按号码：{box.show(value, naming)}", value),
            Option(f"按已填：{box.show(present, naming)}", present),
        )
        strip = ChoiceStrip(self.desk.theme)
        editor.column.addWidget(strip)
        strip.offer(Ambiguous("以哪个为准", choices))
        strip.picked.connect(partial(self._decide, name))
        self._asked[name] = strip
        self.rows[name].set_error(f"「{box.title}」和号码不一致，以哪个为准？")

    def _decide(self, name: str, value: object) -> None:
        self.editors[name].set_value(value)
        self._put_question_away(name)
        self._changed(name)
        self.left.emit(name)

    def _put_question_away(self, name: str) -> None:
        strip = self._asked.pop(name, None)
        if strip is not None:
            self.editors[name].column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
