"""Whether the wall clock was set while the program ran: held against a clock that only runs on."""

from collections.abc import Callable
from datetime import datetime, timedelta

from desktop_app.base.clock import Clock, elapsed

# Clocks are put right by a few minutes now and then.
MOST = timedelta(hours=1)


class ClockJumps:
    """Compares ``clock`` with ``running``, the seconds that went by, from its making on."""

    def __init__(self, clock: Clock, running: Callable[[], float] = elapsed) -> None:
        self._clock, self._running = clock, running
        self._start_anew()

    def look(self) -> datetime | None:
        """The moment it would be by now, where the clock was set by more than ``MOST`` since; else None."""
        would = self._wall + timedelta(seconds=self._running() - self._ran)
        if abs(self._clock.now() - would) <= MOST:
            return None
        self._start_anew()
        return would

    def _start_anew(self) -> None:
        self._wall, self._ran = self._clock.now(), self._running()
