"""The form of one record of any register: its boxes, steps and problems, its draft, its keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem, Step
from desktop_app.storage.action import Change, Refused
from desktop_app.storage.worked_out import ComputedMany, figure_words
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.form.locks import lock_of
from desktop_app.views.form.role_gate import why_not_write
from desktop_app.views.form.same_already import SameAlready
from desktop_app.views.form.starters import Starters
from desktop_app.views.form.step_dialog import StepDialog
from desktop_app.views.form.verdicts import LiveVerdicts
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import RoomyWords, Words, faint, rule
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.status import Pill
from desktop_app.views.parts.tips import folded
from desktop_app.views.table.titles import bare
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# Units of the window's height under which the figures have no line of their own.
_LOW = 500


class RecordForm(QWidget):
    """Shows a record and writes it through the worker.

    ``saved`` carries the Change of a save or a step, ``closed`` that the person is done here (what was
    typed and not saved stays as a draft), ``moved`` -1 or +1 for PgUp and PgDn. ``page`` is named as the
    initiator of its changes. ``computed`` gives the figures shown beside the heading.
    """

    saved = Signal(object)
    closed = Signal()
    moved = Signal(int)

    def __init__(
        self,
        desk: Desk,
        register: Register,
        record: Record,
        page: object,
        *,
        computed: ComputedMany | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.register, self.record = desk, register, record
        self._page = page
        self._computed: ComputedMany = computed or {}
        self._busy = False
        self.can_save = True
        self.dialog: StepDialog | None = None
        self.body = BoxesForm(desk, register, register.sections)
        self.keeper = DraftKeeper(desk, self.body, lambda bar: self.column.insertWidget(1, bar), self)
        self.keeper.answered.connect(self.go_to_first_box)  # the button pressed is gone
        self.keeper.taken_up.connect(self._tell_edited)
        self._build()
        self.body.edited.connect(self._edited)
        self.verdicts = LiveVerdicts(
            self.body, desk.ledger, register, lambda: self.record, self._say, lambda: self.is_dirty
        )
        # On the boxes alone: the forms of children stand inside this form and walk by themselves.
        walk = KeyWalk(self.frame)
        walk.save.connect(self.save)
        walk.previous.connect(lambda: self.moved.emit(-1))
        walk.following.connect(lambda: self.moved.emit(1))
        walk.past_last.connect(self.save_button.setFocus)
        self._begin(record)

    # -- showing -------------------------------------------------------------------------------------

    def show_record(self, record: Record) -> None:
        """Show a record as it stands in the branch file."""
        self.record = record
        self.keeper.timer.stop()
        self.keeper.is_dirty = False
        self.verdicts.forget()
        self.same.forget()
        self.body.show_record(record)
        self._show_head()
        if self.register.sensitive(record):
            self.desk.bridge.run(partial(self.desk.log.looked_at, self.register, record))

    def change_to(self, record: Record) -> None:
        """Show another record of the register; what was typed for this one stays as its draft."""
        self.keep_draft()
        self._begin(record)
        self.frame.verticalScrollBar().setValue(0)

    def _begin(self, record: Record) -> None:
        self.show_record(record)
        self.keeper.open(FormDraft(self.desk, self.register, record), offers=self.can_save)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not yet saved."""
        return self.keeper.is_dirty

    def reload(self) -> bool:
        """Read the record again after somebody else changed it; False when it is gone."""
        if self.record.is_new:
            return True
        fresh = self.desk.ledger.get(self.register.model, self.record.uid)
        if fresh is None or (fresh.removed_at and not self.record.removed_at):
            return False
        if not self.is_dirty:
            self.show_record(fresh)
        return True

    def go_to_first_box(self) -> None:
        """Put the cursor into the first box that can be filled."""
        first = next(iter(self.body.editors.values()), None)
        if first is not None:
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        theme = self.desk.theme
        self.back_button = LinkButton(theme, "返回列表", "previous")
        self.back_button.clicked.connect(self.close_form)
        self.heading = Words(theme, steps=2, bold=True, wrap=True)
        self.pill = Pill(theme, "")
        self.figures = RoomyWords(theme)
        self.figures.setContentsMargins(theme.unit(12), 0, 0, 0)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(theme.unit(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.unit(12))
        self.head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addWidget(self.heading, 1)
        self.head.addWidget(self.pill)
        self.starters = Starters(self.desk, self.register, self.body)
        self.starters.said.connect(lambda words: self.state.setText(words))
        self.head.addWidget(self.starters)
        self.head.addSpacing(theme.unit(12))
        self.head.addLayout(self._steps)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.unit(8))
        self.column.addLayout(self.head)
        self.column.addWidget(self.figures)
        self.lock_banner = Banner(theme, "", tone="draft")
        self.lock_banner.hide()
        self.body.put_above(self.lock_banner)
        self.frame = QScrollArea()
        self.frame.setWidgetResizable(True)
        self.frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.frame.setWidget(self.body)
        self.column.addWidget(self.frame, 1)
        self.foot = QWidget()
        self._build_foot()
        self.column.addWidget(self.foot)

    def _build_foot(self) -> None:
        theme = self.desk.theme
        self.trouble = Words(theme, colour=theme.colours.wrong, wrap=True)
        self.state = faint(theme)
        self.save_button = PrimaryButton(theme, "保存", "save")
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.clicked.connect(self.save)
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        self.same = SameAlready(self.desk)
        self.same.anyway.connect(self.save)
        column.addWidget(self.same)
        column.addWidget(rule())
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.unit(12))
        self.buttons.addWidget(self.state)
        self.buttons.addWidget(self.trouble, 1)
        self.buttons.addStretch(0)
        self.buttons.addWidget(self.save_button)
        column.addLayout(self.buttons)
        self.buttons.setStretch(2, 1)
        self.trouble.hide()

    def _show_head(self) -> None:
        ledger, register, record = self.desk.ledger, self.register, self.record
        fresh = record.is_new
        self.heading.setText("新增" if fresh else register.heading(record, ledger.name))
        state = getattr(record, register.state) if register.state else ""
        self.pill.set_state(state or "", tone_of_state(register, state))
        self.pill.setVisible(bool(state) and not fresh)
        self.figures.setText("" if fresh else self._figure_words())
        self._place_figures()
        lock = lock_of(ledger, register, record)
        self.body.open_only(lock.open, lock.reason)
        self.lock_banner.words.setText(lock.reason)
        self.lock_banner.setVisible(bool(lock.reason))
        self.can_save = lock.open is None or bool(lock.open)
        self.foot.setVisible(self.can_save)
        self._show_steps(record)
        self.starters.show_for(record)
        self._say("")
        self.state.setText("" if fresh else "没有未保存的改动")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_figures()

    def _place_figures(self) -> None:
        """On a low screen the figures give their line to what stands below, and are told by the heading."""
        words = self.figures.text()
        low = self.window().height() < self.desk.theme.unit(_LOW)
        self.figures.setHidden(low or not words)
        self.heading.setToolTip(folded(words) if low else "")

    def _figure_words(self) -> str:
        register = self.register
        words = []
        for name, figure in register.computed.items():
            many = self._computed.get((register.name, name))
            value = many([self.record], self.desk.ledger).get(self.record.uid) if many else None
            if value not in (None, "", 0):
                said, title = figure_words(value), bare(figure.title)
                words.append(said if said.startswith(title) else f"{title} {said}{figure.unit}")
        return "　".join(words)

    def _show_steps(self, record: Record) -> None:
        while self._steps.count():
            self._steps.takeAt(0).widget().deleteLater()
        own = not record.owner_office or record.owner_office == self.desk.ledger.office
        if record.is_new or record.removed_at or not own or why_not_write(self.desk.ledger, self.register):
            return
        for step in self.register.steps_from(record):
            button = PlainButton(self.desk.theme, step.title)
            button.setToolTip(step.help)
            button.clicked.connect(lambda _checked=False, chosen=step: self.begin_step(chosen))
            self._steps.addWidget(button)

    # -- the draft -----------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what is typed so far, if anything is."""
        # In sight, a word beside 保存 is enough; whoever leaves the form has to be told.
        self.keeper.keep(failed=self._draft_not_kept if self.isVisible() else None)

    def _draft_not_kept(self, error: UserError) -> None:
        self.state.setText(f"草稿没有留下：{error.what}")

    def close_form(self) -> None:
        """Leave; what was typed stays as a draft."""
        self.keep_draft()
        self.closed.emit()

    def hasHeightForWidth(self) -> bool:
        """False: the boxes scroll inside the form, so that head and foot never leave the window."""
        return False

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the form's own while something in it is not saved, wherever in it the cursor is."""
        if self.body.history.takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.body.history.press(event):
            return
        here = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(here, QPushButton):
            here.click()
        else:
            super().keyPressEvent(event)

    # -- saving --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the record if nothing stands against it; else go to the first box that is wrong."""
        self._save(None)

    def _save(self, then: Step | None) -> None:
        if self._busy or not self.can_save:
            return
        self.desk.bridge.acted.emit()
        self.body.settle()
        if not self.is_dirty and not self.record.is_new:
            self.state.setText("没有改动，不用保存")
            return
        problems = self.body.read_into(self.record)
        if not problems:
            asked = self.register.wanting(self.record)
            wanting = {p.box for p in asked}
            problems = [p for p in self.desk.ledger.problems(self.record) if p.box not in wanting] + asked
        waits = self.same.stops(self.record)
        if not self._admit(problems) or waits:
            return
        self._busy = True
        self.keeper.timer.stop()
        record, page = self.record, self._page
        self.desk.bridge.run(
            lambda: self.desk.ledger.save(record, initiator=page),
            done=lambda change: self._saved(change, then),
            failed=self._failed,
        )

    def put_back(self, values: Mapping[str, Any]) -> None:
        """Let boxes hold the stored ``values`` of before, as a hand would write them, and save that.

        With something else typed and not saved, it waits in the form to be saved together.
        """
        was_dirty = self.is_dirty
        for name, value in values.items():
            self.body.put(name, self.register.boxes[name].python_value(value))
        if was_dirty:
            self.state.setText("已放回表单，和别的改动一起保存")
        else:
            self.save()

    def _admit(self, problems: list[Problem]) -> bool:
        """Whether the problems let the record through; tells them either way."""
        if self.verdicts.admit(problems):
            return True
        self.body.go_to_error()
        self._bring_into_sight()
        return False

    def _saved(self, change: Change, then: Step | None) -> None:
        self._busy = False
        self.keeper.saved()
        # A new one has a uid now; a draft that was not answered still waits for its answer.
        draft = FormDraft(self.desk, self.register, self.record)
        if self.keeper.draft is None or draft.key != self.keeper.draft.key:
            self.keeper.open(draft)
        self._show_written("已保存")
        self.saved.emit(change)
        if then is not None:
            self.begin_step(then)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        if self.dialog is not None and isinstance(error, Refused):
            self.dialog.show_problems(error.problems)
        elif isinstance(error, Refused):
            self._admit(error.problems)
        else:
            self._say(error.sentence())
        if self.is_dirty:
            self.keeper.edited()

    # -- steps ---------------------------------------------------------------------------------------

    def begin_step(self, step: Step) -> None:
        """Take a step: what is typed is saved first, then its dialog asks what it wants to know."""
        if self.is_dirty:
            self._save(step)
            return
        if not step.asks and not step.confirm:
            self._take_step(step, {})
            return
        self.dialog = StepDialog(self.desk, self.register, self.record, step, {}, self)
        self.dialog.taken.connect(lambda values: self._take_step(step, values))
        self.dialog.finished.connect(lambda _result: self._close_dialog())
        self.dialog.open()

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _take_step(self, step: Step, values: Mapping[str, object]) -> None:
        if self._busy:
            return
        self._busy = True
        record, page = self.record, self._page
        self.desk.bridge.run(
            lambda: self.desk.ledger.step(record, step.name, values, initiator=page),
            done=lambda change: self._stepped(step, change),
            failed=self._failed,
        )

    def _stepped(self, step: Step, change: Change) -> None:
        self._busy = False
        if self.dialog is not None:
            self.dialog.accept()
        self._show_written(f"已办理「{step.title}」")
        self.saved.emit(change)

    def _show_written(self, done: str) -> None:
        """Show the record as it was written, with what the rules remark on it."""
        warned = [p for p in self.desk.ledger.problems(self.record) if not p.refuse]
        self.show_record(self.record)
        self.body.show_problems(warned)
        self.state.setText(f"{done}，还有 {len(warned)} 处请留意" if warned else done)

    # -- while typing --------------------------------------------------------------------------------

    def _edited(self) -> None:
        if not self.is_dirty or self.state.text().startswith("已"):
            self._tell_edited()
        self.keeper.edited()

    def _tell_edited(self) -> None:
        self.state.setText("有改动，还没有保存")

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _bring_into_sight(self) -> None:
        for name, row in self.body.rows.items():
            if row.error.words.text():
                self.frame.ensureWidgetVisible(self.body.rows[name], 0, self.desk.theme.unit(40))
                return
