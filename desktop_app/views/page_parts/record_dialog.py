"""Dialogs that ask for boxes: one child record to write, or anything a page lays into them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.record import Register, Section
from desktop_app.records.rules import Problem, refusals
from desktop_app.storage.action import Refused
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft, Place
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.form.same_already import SameAlready
from desktop_app.views.form.several_forms import SeveralForms
from desktop_app.views.form.starters import Starters
from desktop_app.views.form.verdicts import LiveVerdicts
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Complaint, Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.page_parts.action_runner import ActionRunner

_MOST_UNITS = 440
# Kinds of boxes that say whom or what a record is about.
_ABOUT = ("person", "record", "month")


class AskDialog(FittedDialog):
    """A frame with a heading, a body to fill, room for what is wrong, and a verb (``asked``)."""

    asked = Signal()

    def __init__(
        self, desk: Desk, title: str, verb: str, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = self.theme = desk.theme
        self.setWindowTitle(title)
        edge = theme.unit(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, theme.unit(20))
        column.setSpacing(theme.unit(12))
        column.addWidget(Words(theme, title, steps=1, bold=True, wrap=True))
        if note:
            column.addWidget(faint(theme, note, wrap=True))
        self.keeper: DraftKeeper | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.unit(8))
        column.addLayout(self.body, 1)
        self.trouble = Complaint(theme, self)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.cancel_button = PlainButton(theme, "先不做")
        self.cancel_button.setProperty("tall", "true")
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button = PrimaryButton(theme, verb)
        self.verb_button.clicked.connect(self.asked)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(theme.unit(12))
        self.tools.addStretch(1)
        self.tools.addWidget(self.cancel_button)
        self.tools.addWidget(self.verb_button)
        column.addLayout(self.tools)
        self.setMinimumWidth(theme.unit(600))

    def walk(self) -> None:
        """Let Enter go from box to box and Ctrl+Enter take the verb; called once the body is filled."""
        walk = KeyWalk(self)
        walk.save.connect(self.asked)
        walk.past_last.connect(self.verb_button.setFocus)

    def room(self, units: int) -> int:
        """``units`` in px, but no more than a small screen has."""
        return self.at_most(self.theme.unit(units))

    def tell(self, words: str) -> None:
        """Say what is wrong, '' for nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def keep_drafts(
        self, desk: Desk, fields: BoxesForm | SeveralForms | LooseFields, draft: FormDraft
    ) -> DraftKeeper:
        """Keep what is typed into ``fields``, and offer at the top of the body what was left."""
        keeper = self.keeper = DraftKeeper(desk, fields, lambda bar: self.body.insertWidget(0, bar), self)
        keeper.open(draft)
        if isinstance(fields, BoxesForm):
            fields.edited.connect(keeper.edited)
        else:
            fields.hear(keeper.edited)
        return keeper

    def done(self, result: int) -> None:
        """Keep what is typed when the dialog is closed without its verb; offer it the next time."""
        if self.keeper is not None:
            if result == QDialog.DialogCode.Accepted:
                self.keeper.saved()
            else:
                self.keeper.keep()
        super().done(result)

    def put_in_frame(self, form: QWidget) -> None:
        """Put a form into the body, scrolled where it is taller than the screen allows."""
        frame = QScrollArea()
        frame.setAccessibleName("要填的栏")
        frame.setWidgetResizable(True)
        frame.setWidget(form)
        frame.setMinimumHeight(min(form.sizeHint().height() + self.theme.unit(8), self.room(_MOST_UNITS)))
        self.body.addWidget(frame, 1)


class RecordDialog(AskDialog):
    """Asks the boxes of one record; ``taken`` hands it over, filled and judged, to be written.

    ``about`` is what a new record begins with: its draft is offered for that alone, at ``place``. Not told,
    it is whom, what and which month the record is about without being asked.
    ``like`` is a record a new one may be filled after.
    """

    taken = Signal(object)

    def __init__(
        self,
        desk: Desk,
        register: Register,
        record: Record,
        title: str,
        verb: str,
        *,
        boxes: Sequence[str] = (),
        note: str = "",
        about: str = "",
        place: Place | None = None,
        like: Record | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, title, verb, note, parent)
        self._ledger, self.record = desk.ledger, record
        asked = tuple(boxes) or tuple(register.form_boxes)
        self.form = BoxesForm(desk, register, (Section("", asked),), cards=False, columns=1)
        self.form.show_record(record)
        about = about or _occasion(register, record, asked)
        self.keep_drafts(desk, self.form, FormDraft(desk, register, record, about, place=place))
        self.verdicts = LiveVerdicts(
            self.form,
            desk.ledger,
            register,
            lambda: self.record,
            self.tell,
            lambda: self.is_dirty,
            counts=False,
        )
        self.starters = Starters(desk, register, self.form)
        self.starters.show_for(record, like)
        self.told = faint(desk.theme, wrap=True)
        self.told.hide()
        self.starters.said.connect(self._say_what_was_filled)
        self.body.addWidget(self.starters)
        self.body.addWidget(self.told)
        self.put_in_frame(self.form)
        self.same = SameAlready(desk)
        self.same.anyway.connect(self._take)
        self.body.addWidget(self.same)
        self.walk()
        self.asked.connect(self._take)
        next(iter(self.form.editors.values())).field.setFocus()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed."""
        return self.keeper is not None and self.keeper.is_dirty

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell what stands against the record, at its boxes where they are asked here."""
        self.verdicts.admit(list(problems))
        self.form.go_to_error()

    def refused(self, error: UserError) -> None:
        """Tell why it was not written."""
        found = error.problems if isinstance(error, Refused) else [Problem("", error.sentence())]
        self.show_problems(found)

    def _say_what_was_filled(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _asks(self, problem: Problem) -> bool:
        """Whether its box is one of those asked here: what is not in sight cannot be filled in."""
        return problem.box in self.form.editors

    def _take(self) -> None:
        problems: list[Problem] = self.form.read_into(self.record)
        if not problems:
            asked = self._ledger.catalogue.of(self.record).wanting(self.record)
            problems = [*refusals(self._ledger.problems(self.record)), *(p for p in asked if self._asks(p))]
        waits = self.same.stops(self.record)
        self.show_problems(problems)
        if not problems and not waits:
            self.taken.emit(self.record)


def _occasion(register: Register, record: Record, asked: Sequence[str]) -> str:
    """What a new record was begun with and does not ask: one typed for somebody else is not offered."""
    natural = {name for names in register.natural for name in names}
    told = (
        box.db_value(getattr(record, name))
        for name, box in register.boxes.items()
        if name not in asked
        and name != register.parent
        and not box.machine
        and (box.kind in _ABOUT or (box.kind == "number" and name in natural))
    )
    return " ".join(str(value) for value in told if value is not None) if record.is_new else ""


def ask_and_save(
    runner: ActionRunner,
    record: Record,
    title: str,
    verb: str,
    action_title: str,
    boxes: Sequence[str] = (),
    note: str = "",
    *,
    about: str = "",
    why: str = "",
    parent: QWidget | None = None,
) -> RecordDialog:
    """Ask the boxes of a record in a dialog, and save it in an action called ``action_title``.

    ``why`` is what its history says the reason was.
    """
    register = runner.desk.ledger.catalogue.of(record)
    dialog = RecordDialog(
        runner.desk, register, record, title, verb, boxes=boxes, note=note, about=about, parent=parent
    )
    dialog.taken.connect(
        lambda filled: runner.run(
            action_title,
            lambda action: action.save(filled),
            why=why,
            done=dialog.accept,
            failed=dialog.refused,
        )
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
