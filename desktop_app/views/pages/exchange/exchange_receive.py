"""接收: packages from a stick are looked at line by line, taken over in one go, and answered by receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.views.bridge import Progress
from desktop_app.views.page_parts.exchange_parts import FindSticks
from desktop_app.views.pages.exchange.receive_batch import (
    Batch,
    accept_all,
    look_into_all,
    take_back,
    was_withdrawn,
    withdraw_receipts,
    write_receipts,
)
from desktop_app.views.pages.exchange.receive_list import PackageList
from desktop_app.views.pages.exchange.receive_preview import ArrivalPage
from desktop_app.views.pages.exchange.receive_result import ResultPage
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class _Shelf:
    """Holds what was opened, and drops it with the pane, which does not outlive its window."""

    def __init__(self) -> None:
        self.batch = Batch()

    def clear(self) -> None:
        """Drop what was opened without a trace."""
        self.batch.close()
        self.batch = Batch()


class ReceivePane(QWidget):
    """The pane of packages that come in: the list, then the preview, then what was done.

    ``tray_asked`` asks for the conflicts that came of it.
    """

    tray_asked = Signal()

    def __init__(self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._shelf = _Shelf()
        self.destroyed.connect(self._shelf.clear)
        self._job: Progress | None = None
        self._stopped = self._is_undoing = False
        self.list = PackageList(desk, find, doors)
        self.list.asked.connect(self.look_into)
        self.list.check_asked.connect(lambda: shell.go("paper_check", choose=True))
        self.list.progress.cancelled.connect(self._stop)
        self.preview = ArrivalPage(desk)
        self.preview.accepted.connect(self.accept)
        self.preview.left.connect(self.begin_anew)
        self.preview.persons_asked.connect(self._read_persons)
        self.preview.progress.cancelled.connect(self._stop)
        self.result = ResultPage(desk)
        self.result.left.connect(self.begin_anew)
        self.result.retried.connect(self.write_receipts)
        self.result.undone.connect(self.undo)
        self.result.tray_asked.connect(self.tray_asked)
        self.result.deeds_asked.connect(lambda: shell.go("deeds"))
        desk.bridge.changed.connect(lambda _change: self._changed())
        self.stack = FrontStack()
        for page in (self.list, self.preview, self.result):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    @property
    def batch(self) -> Batch:
        """The packages that lie open."""
        return self._shelf.batch

    def on_shown(self) -> None:
        """List the packages anew, unless some are being looked at."""
        if self.stack.currentWidget() is self.list and self._job is None:
            self.list.list_packages()

    # -- looking into packages -------------------------------------------------------------------------

    def look_into(self, paths: Sequence[Path]) -> None:
        """Open packages and show what accepting them would do; one that is refused says why in words."""
        if self._job is not None or not paths:
            return
        self._shelf.clear()
        self.stack.setCurrentWidget(self.list)
        self.list.trouble.tell(None)
        self.list.set_busy(True)
        courier, kept = self._desk.courier, tuple(paths)
        self._begin(
            self._desk.bridge.run(
                lambda far: look_into_all(courier, kept, far),
                done=self._looked,
                failed=self._not_looked,
                progress=self.list.progress.set_progress,
            )
        )

    def _looked(self, batch: Batch) -> None:
        self._end()
        self.list.set_busy(False)
        if not batch.opened:
            self.list.trouble.tell(batch.unopened[0][1] if batch.unopened else None)
            return
        self._shelf.batch = batch
        self.preview.show_batch(batch)
        self.stack.setCurrentWidget(self.preview)

    def _not_looked(self, error: UserError) -> None:
        stopped = self._end()
        self.list.set_busy(False)
        self._tell(error, stopped, self.list.trouble.tell)

    def _read_persons(self) -> None:
        batch = self.batch
        self._desk.bridge.run(
            batch.persons,
            done=self.preview.show_persons,
            failed=self.preview.refuse_persons,
            progress=lambda done, total, words: self.preview.from_note.setToolTip(words),
        )

    # -- taking them over ------------------------------------------------------------------------------

    def accept(self) -> None:
        """Back up, take the packages over, and write their receipts beside them."""
        if self._job is not None:
            return
        desk, batch = self._desk, self.batch
        self.preview.trouble.tell(None)
        self.preview.set_busy(True, "请不要拔出U盘")
        self._begin(
            desk.bridge.run(
                lambda far: accept_all(desk.courier, desk.ledger, desk.backup_store, batch, far),
                done=self._taken,
                failed=self._not_taken,
                progress=self.preview.progress.set_progress,
            )
        )

    def _not_taken(self, error: UserError) -> None:
        stopped = self._end()
        self.preview.set_busy(False)
        self._tell(error, stopped, self.preview.trouble.tell)

    def _taken(self, _batch: Batch) -> None:
        self._end()
        self.write_receipts()

    def write_receipts(self) -> None:
        """Write the receipts that are not beside their packages yet."""
        self.result.set_busy(True)
        courier, batch = self._desk.courier, self.batch
        self._desk.bridge.run(
            lambda: write_receipts(courier, batch), done=self._show_result, failed=self._show_result
        )

    def _show_result(self, _written: object) -> None:
        self.preview.set_busy(False)
        self.result.set_busy(False)
        changed = any(one.is_taken for one in self.batch.received)
        self.result.show_batch(self.batch, self._desk.ledger.can_undo() if changed else None)
        self.stack.setCurrentWidget(self.result)

    # -- taking them back ------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Taken back by the window's own 撤销, it is told here too, and the receipts go with it."""
        shown = self.stack.currentWidget() is self.result and not self.result.is_undone
        if shown and not self._is_undoing and was_withdrawn(self._desk.ledger, self.batch):
            self._begin_undoing(partial(withdraw_receipts, self.batch))

    def _begin_undoing(self, job: Callable[[], list[UserError]]) -> None:
        self._is_undoing = True
        self.result.set_busy(True)
        self._desk.bridge.run(job, done=self._undone, failed=self._not_undone)

    def undo(self) -> None:
        """Take all of it back, with the receipts that were written."""
        self._begin_undoing(partial(take_back, self._desk.ledger, self.batch))

    def _undone(self, troubles: list[UserError]) -> None:
        self._is_undoing = False
        self.result.set_busy(False)
        self.result.show_undone(troubles)

    def _not_undone(self, error: UserError) -> None:
        self._is_undoing = False
        self.result.set_busy(False)
        self.result.judge_undo()
        self.result.trouble.tell(error)

    def begin_anew(self) -> None:
        """Back to the list; what was opened is dropped without a trace."""
        self._shelf.clear()
        self.stack.setCurrentWidget(self.list)
        self.list.list_packages()

    # -- jobs ------------------------------------------------------------------------------------------

    def _begin(self, job: Progress) -> None:
        self._job, self._stopped = job, False

    def _end(self) -> bool:
        """The job is over; whether it was stopped by hand."""
        self._job = None
        return self._stopped

    def _stop(self) -> None:
        if self._job is not None:
            self._stopped = True
            self._job.cancel()

    def _tell(self, error: UserError, stopped: bool, tell: partial[None] | object) -> None:
        if stopped and not error.detail:
            self._shell.show_notice("已停止，没有留下任何改动", tone="plain")
        elif callable(tell):
            tell(error)
