"""One user action of a page: written by the worker as one action of the ledger, told in the bar with 撤销."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem, Step
from desktop_app.storage.action import Action, Change, Refused
from desktop_app.views.form.step_dialog import StepDialog

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

Write = Callable[[Action], object]


# So many remarks are told in words, the others counted.
_REMARKS_TOLD = 2


def remark_words(remarks: Sequence[Problem]) -> str:
    """What the rules remark on what was written, for the bar; '' for nothing."""
    said = list(dict.fromkeys(remark.sentence() for remark in remarks))
    if not said:
        return ""
    more = f"另有 {len(said) - _REMARKS_TOLD} 处。" if len(said) > _REMARKS_TOLD else ""
    return f"请留意：{''.join(said[:_REMARKS_TOLD])}{more}"


def _as_sentence(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else f"{words}。"


class ActionRunner(QObject):
    """Writes for one page, which is named as the initiator of its changes."""

    def __init__(self, desk: Desk, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self.shell, self.page = desk, shell, page

    def run(
        self,
        title: str,
        write: Write,
        *,
        told: str = "",
        why: str = "",
        done: Callable[[], object] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run ``write`` within one action called ``title``, done because of ``why``; then tell ``told``.

        It tells 已 + title where ``told`` is empty.

        What the rules remark on what was written, and let pass, is told along.

        A UserError goes to ``failed``, or into the bar.
        """
        ledger, page = self.desk.ledger, self.page

        def job() -> Action:
            with ledger.action(title, why, initiator=page) as action:
                write(action)
            return action

        def after(action: Action) -> None:
            if action.change.touched:
                remarks = remark_words(action.remarks)
                words = _as_sentence(told or f"已{title}") + remarks if remarks else told or f"已{title}"
                self.tell(words, action.number, "due" if remarks else "done")
            if done is not None:
                done()

        self.desk.bridge.acted.emit()
        self.desk.bridge.run(job, done=after, failed=failed or self.refused)

    def tell(self, words: str, number: int, tone: str = "done") -> None:
        """Tell in the bar what the action ``number`` did, with 撤销."""
        self.shell.show_notice(words, "撤销", lambda: self.undo(number), tone)

    def undo(self, number: int) -> None:
        """Take that action back, as long as it is the last; the bar offers to bring it back."""
        ledger = self.desk.ledger
        self.desk.bridge.run(
            lambda: ledger.undo(only=number),
            done=partial(self.tell_undone, number=number),
            failed=self.refused,
        )

    def tell_undone(self, change: Change | None, number: int = 0) -> None:
        """Tell what was taken back, with 重做; what that brings can be undone, where ``number`` names it."""
        if change is not None:
            undo = change.action
            self.shell.show_notice(f"已{change.title}", "重做", lambda: self._redo(number, undo))

    def _redo(self, number: int, undo: int) -> None:
        ledger = self.desk.ledger
        self.desk.bridge.run(
            lambda: ledger.redo(only=undo), done=partial(self._redone, number), failed=self.refused
        )

    def _redone(self, number: int, change: Change | None) -> None:
        if change is not None and number:
            self.tell(f"已{change.title}", number)
        elif change is not None:
            self.shell.show_notice(f"已{change.title}")

    def refused(self, error: UserError) -> None:
        """Tell in the bar why nothing was written."""
        self.shell.show_notice(error.sentence(), tone="overdue")


class StepRunner(QObject):
    """Takes records of one register through their steps, asking in a dialog what a step wants written."""

    def __init__(self, runner: ActionRunner, register: Register) -> None:
        super().__init__(runner)
        self.runner, self.register = runner, register
        self.dialog: StepDialog | None = None

    def begin(
        self,
        record: Record,
        name: str,
        *,
        preset: Mapping[str, object] | None = None,
        asked_anew: Sequence[str] = (),
        before: Callable[[Action], object] | None = None,
        told: str = "",
    ) -> None:
        """Take the step ``name``: at once, or once its dialog is filled.

        ``preset`` are values for boxes that are still empty, ``asked_anew`` dates whose old words no longer
        hold; ``before`` writes within the same action.
        """
        step = self.register.steps[name]
        if not step.asks and not step.confirm:
            self.take(record, step, {}, before=before, told=told)
            return
        boxes = self.register.boxes
        known = {
            box: boxes[box].db_value(value)
            for box, value in (preset or {}).items()
            if box in step.asks and getattr(record, box) in (None, "", ())
        }
        known.update(dict.fromkeys(asked_anew, ""))
        dialog = StepDialog(self.runner.desk, self.register, record, step, known, self.runner.page)
        self.dialog = dialog
        dialog.taken.connect(lambda values: self.take(record, step, values, before=before, told=told))
        dialog.finished.connect(lambda _result: self._close())
        dialog.open()

    def take(
        self,
        record: Record,
        step: Step,
        values: Mapping[str, object],
        *,
        before: Callable[[Action], object] | None = None,
        told: str = "",
        refused: Callable[[list[Problem]], object] | None = None,
    ) -> None:
        """Write the step; what stands against it is told in the dialog, or by ``refused``."""
        heading = self.register.heading(record, self.runner.desk.ledger.name)

        def write(action: Action) -> None:
            if before is not None:
                before(action)
            action.step(record, step.name, values)

        def done() -> None:
            if self.dialog is not None:
                self.dialog.accept()

        def failed(error: UserError) -> None:
            tell = refused or (self.dialog.show_problems if self.dialog is not None else None)
            if tell is None:
                self.runner.refused(error)
            else:
                tell(error.problems if isinstance(error, Refused) else [Problem("", error.sentence())])

        words = told or f"已办理「{step.title}」：{heading}"
        self.runner.run(f"{step.title} {heading}", write, told=words, done=done, failed=failed)

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
