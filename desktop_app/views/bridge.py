"""The one place where plain callbacks and threads become Qt signals: background work, announced changes."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop_app.base.errors import Cancelled, Defect, UserError
from desktop_app.base.os_errors import as_user_error
from desktop_app.storage.action import Change
from desktop_app.storage.ledger import Ledger
from desktop_app.views.day_watch import DayWatch


class Progress:
    """Handed to a job: it tells how far it is, and learns that the user wants it to stop."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Tell ``done`` of ``total``; Cancelled when the user asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total, words)

    def cancel(self) -> None:
        """Ask the job to stop at its next word."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Whether the user asked the job to stop."""
        return self._stop.is_set()


class _Task(QObject):
    """One job under way; lives in the window's thread, so its signals always arrive there."""

    finished = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int, str)
    is_wanted = True


class Bridge(QObject):
    """Runs jobs one after another on a single worker thread and brings their outcome into the window's.

    ``changed`` carries every ``Change`` of the ledger, ``failed`` a ``UserError`` nobody else took,
    ``broken`` any other exception, whether somebody took it or not: a defect of ours. ``lost`` carries the
    FileLost of a branch file that is not where it was. ``day_passed`` tells that the ledger's day is another.
    ``acted`` tells that somebody begins something new: what was told of the last act is old.
    """

    changed = Signal(object)
    failed = Signal(object)
    broken = Signal(object)
    lost = Signal(object)
    busy = Signal(bool)
    day_passed = Signal()
    acted = Signal()

    def __init__(self, ledger: Ledger | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="zhibu-work")
        self._tasks: dict[_Task, Progress] = {}
        self._held: list[Callable[[], object]] | None = None
        self._ledger: Ledger | None = None
        self._leave: Callable[[], None] | None = None
        self._watch: DayWatch | None = None
        if ledger is not None:
            self.listen_to(ledger)

    def listen_to(self, ledger: Ledger) -> None:
        """Announce the changes of ``ledger`` from now on."""
        if self._leave is not None:
            self._leave()
        if self._watch is not None:
            self._watch.deleteLater()
        self._ledger = ledger
        self._leave = ledger.subscribe(self._announce)
        if ledger.guard is not None:
            ledger.guard.heard.append(self.lost.emit)
        self._watch = DayWatch(ledger.clock, self)
        self._watch.passed.connect(self.day_passed)

    def look_at_day(self) -> None:
        """Look at the clock now, as when the window is activated: the PC may have slept."""
        if self._watch is not None:
            self._watch.look()

    def run(
        self,
        job: Callable[[], Any] | Callable[[Progress], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        *,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Progress:
        """Run ``job`` on the worker; ``done`` gets its result in the window's thread.

        ``failed`` gets whatever went wrong instead, in the job or in ``done``, as a UserError: a defect of
        ours as ``Defect``, a job that was stopped as a sentence saying so. So a page that gives itself back
        in both is never left waiting. Without ``failed`` the window shows the error. A job that takes a
        ``Progress`` is given one when ``progress`` is passed. The Progress returned cancels the job.
        """
        task = _Task(self)
        handle = Progress(task.progressed.emit)
        self._tasks[task] = handle
        if progress is not None:
            task.progressed.connect(lambda *far: progress(*far) if task.is_wanted else None)
        task.finished.connect(lambda result: self._close(task, done, failed, result))
        task.failed.connect(lambda error: self._close_failed(task, failed, error))
        self.busy.emit(True)
        told = handle if progress is not None else None

        def begin() -> None:
            self._executor.submit(self._work, task, job, told)

        if self._held is not None:
            self._held.append(begin)
        else:
            begin()
        return handle

    def wait_for(self, job: Callable[[], Any]) -> Any:
        """Run ``job`` on the worker and wait for it: for the last thing done before the file is let go.

        What it changes is announced no more: a page that read it anew would open the file again.
        """
        self.release()
        if self._leave is not None:
            self._leave()
            self._leave = None
        return self._executor.submit(job).result()

    def hold(self) -> None:
        """Let jobs wait until ``release``: a window is painted sooner when nothing else works meanwhile."""
        self._held = self._held or []

    def release(self) -> None:
        """Begin the jobs that waited, in their order."""
        held, self._held = self._held or [], None
        for begin in held:
            begin()

    def tell(self, error: UserError) -> None:
        """Have the window tell an error that has no place on a page; a defect is told as it is announced."""
        if not isinstance(error, Defect):
            self.failed.emit(error)

    def idle(self) -> bool:
        """Whether no job is under way or waiting."""
        return not self._tasks

    def spare(self, part: Callable[[], object]) -> bool:
        """Have the worker do one small part of something nobody waits for; False while it has work.

        ``part`` raises nothing. A job begun meanwhile waits for this one part.
        """
        if self._tasks or self._held is not None:
            return False
        self._executor.submit(part)
        return True

    def afterwards(self, part: Callable[[], object]) -> None:
        """Have the worker do a small part after what it is doing, as when something is given up."""
        self._executor.submit(part)

    def abandon(self) -> None:
        """Jobs under way go on, but nobody waits for them any more: the window that began them is going."""
        for task in self._tasks:
            task.is_wanted = False

    def let_go(self) -> None:
        """Wait for the work under way and close the worker's connection to the branch file."""
        self.release()
        if self._ledger is not None:
            self._executor.submit(self._ledger.close).result()
        if self._leave is not None:
            self._leave()
        if self._watch is not None:
            self._watch.deleteLater()
        self._ledger, self._leave, self._watch = None, None, None

    def shut(self) -> None:
        """Cancel what is cancellable, wait for the rest and close the worker's connection.

        What the rest brought is handed to nobody: the file and the pages that asked are gone.
        """
        self.abandon()
        for handle in self._tasks.values():
            handle.cancel()
        self.let_go()
        self._executor.shutdown(wait=True)

    def _work(self, task: _Task, job: Callable[..., object], handle: Progress | None) -> None:
        try:
            result = job(handle) if handle is not None else job()
        except BaseException as error:  # noqa: BLE001  carried whole into the window's thread, never dropped
            task.failed.emit(error)
        else:
            task.finished.emit(result)

    def _close(
        self,
        task: _Task,
        done: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None,
        result: object,
    ) -> None:
        self._forget(task)
        if done is not None and task.is_wanted and _still_there(done):
            try:
                done(result)
            except Exception as error:  # noqa: BLE001  what a page cannot take in gives it back too
                self._tell(task, failed, error)

    def _close_failed(
        self, task: _Task, failed: Callable[[UserError], None] | None, error: BaseException
    ) -> None:
        self._forget(task)
        self._tell(task, failed, error)

    def _tell(self, task: _Task, failed: Callable[[UserError], None] | None, error: BaseException) -> None:
        """Give the page back with ``failed``; a defect is announced as well, once and after that."""
        told = as_user_error(error)
        try:
            if failed is not None and task.is_wanted and _still_there(failed):
                failed(told)
            elif not isinstance(error, Cancelled):
                self.tell(told)
        finally:
            if isinstance(told, Defect):
                self.broken.emit(told.error)

    def _forget(self, task: _Task) -> None:
        self._tasks.pop(task, None)
        task.deleteLater()
        if not self._tasks:
            self.busy.emit(False)

    def _announce(self, change: Change) -> None:
        self.changed.emit(change)


def _still_there(callback: Callable[..., object]) -> bool:
    """Whether the page a callback belongs to still exists: a window built anew leaves old jobs behind."""
    inner = callback.func if isinstance(callback, partial) else callback
    owner = getattr(inner, "__self__", None)
    code = getattr(inner, "__code__", None)
    cells = getattr(inner, "__closure__", None)
    if owner is None and cells and code is not None and "self" in code.co_freevars:
        # A function made in a method is the method's object's, as its methods are.
        owner = cells[code.co_freevars.index("self")].cell_contents
    return not isinstance(owner, QObject) or isValid(owner)
