"""What is in sight, kept true: it is read again when a record it read has changed, or the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.storage.action import Change
from desktop_app.storage.reads import Reads

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.bridge import Progress


@dataclass(eq=False)
class _Reading:
    """A job that reads, and what changed meanwhile; ``is_over`` is set by the worker when it broke."""

    missed: list[Change] = field(default_factory=list)
    is_over: bool = False


class Freshness(QObject):
    """Knows what ``owner`` shows rests on, and has it read again by ``refresh`` when that has changed.

    ``refresh`` reads in a ``with reading():`` block or by ``run`` on the worker; nothing is listed by hand,
    the ledger notes what is read. An owner out of sight is stale until it is shown: a page is then told by
    the shell, any other widget, with ``on_show``, by Qt.
    """

    def __init__(
        self, desk: Desk, owner: QWidget, refresh: Callable[[], object], *, on_show: bool = True
    ) -> None:
        super().__init__(owner)
        self._ledger, self._bridge = desk.ledger, desk.bridge
        self._owner, self._refresh = owner, refresh
        self.is_stale = True
        self.reads = Reads()
        # The change that made it stale; None when it was the day, or a hand.
        self.cause: Change | None = None
        self._turn = 0
        self._under_way: list[_Reading] = []
        desk.bridge.changed.connect(self._changed)
        desk.bridge.day_passed.connect(self._day_passed)
        if on_show:
            owner.installEventFilter(self)

    # -- reading --------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read and show everything anew in this block; what was read before is forgotten."""
        self._begin()
        try:
            with self.adding():
                yield
        except BaseException:
            self.is_stale = True
            raise

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Read and show something more in this block."""
        with self._ledger.noting() as reads:
            try:
                yield
            finally:
                self.reads.add(reads)

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Have everything read anew by ``job`` on the worker and shown by ``done``.

        An outcome is dropped when ``run`` or ``reading`` began again meanwhile.
        """
        self._begin()
        turn = self._turn
        self.run_more(job, lambda result: done(result) if turn == self._turn else None, failed)

    def run_more(
        self,
        job: Callable[[], Any] | Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[UserError], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Progress:
        """Have something more read by ``job`` on the worker and shown by ``done``.

        With ``progress`` the job is given the Progress returned, as ``Bridge.run`` does.
        """
        reading = _Reading()
        self._under_way.append(reading)

        def noted(*told: Any) -> tuple[Any, Reads]:
            try:
                with self._ledger.noting() as reads:
                    return job(*told), reads
            except BaseException:
                self.is_stale = reading.is_over = True
                raise

        over = partial(self._over, reading, done)
        return self._bridge.run(noted, done=over, failed=failed, progress=progress)

    def _begin(self) -> None:
        self._turn += 1
        self.reads.clear()
        self.is_stale = False

    def _over(self, reading: _Reading, done: Callable[[Any], object], outcome: tuple[Any, Reads]) -> None:
        reading.is_over = True
        result, reads = outcome
        self.reads.add(reads)
        try:
            with self.adding():
                done(result)
        except BaseException:
            self.is_stale = True
            raise
        late = any(reads.touched_by(change.touched) for change in reading.missed)
        if late or reads.outlived(self._ledger.today):
            self.outdate()

    # -- what happened meanwhile ----------------------------------------------------------------------

    def catch_up(self) -> None:
        """Read again what is out of date; the owner comes into sight."""
        if self.is_stale or self.reads.outlived(self._ledger.today):
            self._refresh()
            self.cause = None

    def outdate(self, cause: Change | None = None) -> None:
        """What is shown is out of date: read it again now if it is in sight or did it itself, else later."""
        self.is_stale, self.cause = True, cause
        if self._owner.isVisible() or (cause is not None and cause.initiator is self._owner):
            self.catch_up()

    def _changed(self, change: Change) -> None:
        self._under_way = [reading for reading in self._under_way if not reading.is_over]
        for reading in self._under_way:
            reading.missed.append(change)
        if self.reads.touched_by(change.touched):
            self.outdate(change)

    def _day_passed(self) -> None:
        if self.reads.outlived(self._ledger.today):
            self.outdate()

    def hear_loss(self, _lost: object) -> None:
        """The branch file went: whatever tells of it is out of date."""
        self.outdate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.catch_up()
        return False
