"""The rounds over the branch file, gone on the worker while nothing else is: in small parts, with pauses."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.rounds import Parts, Round, Verdict, is_due
from desktop_app.storage.ledger import Ledger
from desktop_app.views.bridge import Bridge

# In milliseconds: before the first part, while the worker has something else to do, and when nothing is due.
FIRST_AFTER, BUSY_PAUSE, LATER = 60_000, 2_000, 10 * 60_000
# Between two parts the worker rests so many times as long as the part took, and this at least.
_REST, _LEAST_REST = 4, 100


class IdleRounds(QObject):
    """Goes the rounds that are due, one after the other, until ``stop``.

    ``found`` carries a Round and what it found, [] when all was well; its verdict stands in the file by then.
    """

    found = Signal(object, object)
    _parted = Signal(object, float)

    def __init__(
        self,
        bridge: Bridge,
        ledger: Ledger,
        rounds: Sequence[Round],
        clock: Clock,
        parent: QObject | None = None,
        *,
        first_after: int = FIRST_AFTER,
        busy_pause: int = BUSY_PAUSE,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._ledger, self._rounds, self._clock = bridge, ledger, list(rounds), clock
        self._busy_pause = busy_pause
        self._round: Round | None = None
        self._parts: Parts | None = None
        # Rounds that could not be gone are left for the next time the file is opened.
        self._failed: set[str] = set()
        self._is_stopped = False
        self._parted.connect(self._on_parted)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._turn)
        self._timer.start(first_after)

    def stop(self) -> None:
        """Take no further part; the one under way is the last. Before the worker's connection is closed."""
        self._is_stopped = True
        self._timer.stop()
        if self._parts is not None:
            self._bridge.afterwards(self._parts.close)
            self._parts = None

    def _turn(self) -> None:
        if not self._bridge.spare(self._part):
            self._timer.start(self._busy_pause)

    def _part(self) -> None:
        """On the worker: one part of the round under way, or of the next that is due."""
        begun, result = time.monotonic(), None
        try:
            result = self._step()
        except BaseException as error:  # noqa: BLE001  carried into the window's thread, never dropped
            result = error
        if self._is_stopped and self._parts is not None:
            self._parts.close()
        self._parted.emit(result, time.monotonic() - begun)

    def _step(self) -> object:
        """None when there is more to come, False when nothing is due, a list of what was found at the end."""
        if self._is_stopped:
            return None
        if self._parts is None:
            now = self._clock.now()
            waiting = (one for one in self._rounds if one.key not in self._failed)
            self._round = next((one for one in waiting if is_due(self._ledger, one, now)), None)
            if self._round is None:
                return False
            self._parts = self._round.begin()
        try:
            next(self._parts)
        except StopIteration as end:
            found = list(end.value or [])
            with self._ledger.door.by_program():
                self._ledger.set_note(self._round_now.note, Verdict(self._clock.now(), tuple(found)).text())
            return found
        return None

    @property
    def _round_now(self) -> Round:
        assert self._round is not None
        return self._round

    def _on_parted(self, result: object, took: float) -> None:
        """In the window's thread."""
        if self._is_stopped:
            return
        pause = max(_LEAST_REST, int(took * 1000 * _REST))
        if isinstance(result, BaseException):
            self._parts = None
            if self._round is not None:
                self._failed.add(self._round.key)
            if isinstance(result, UserError):
                self._bridge.tell(result)
            else:
                self._bridge.broken.emit(result)
        elif isinstance(result, list):
            self._parts = None
            self.found.emit(self._round, result)
        elif result is False:
            pause = LATER
        self._timer.start(pause)
