"""Where the time comes from: a clock that is handed in, so that tests and samples can set the day."""

import time
from datetime import date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the local wall time."""

    def now(self) -> datetime:
        """The local wall time, without a zone."""
        ...


class SystemClock:
    """The office PC's own clock."""

    def now(self) -> datetime:
        return datetime.now()


class SetClock:
    """A clock that stands still until it is moved; for tests, samples and the hands-free month."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """Put the hands to ``moment``."""
        self._moment = moment

    def forward(self, **delta: float) -> None:
        """Move on by a ``timedelta(**delta)``."""
        self._moment += timedelta(**delta)


def today(clock: Clock) -> date:
    """The calendar day of ``clock``."""
    return clock.now().date()


class HybridClock:
    """Hybrid logical clock: follows the wall clock but never runs backwards past what it has seen.

    A stamp is an integer: milliseconds since 1970 in the upper bits, a 16-bit counter below. It orders
    concurrent versions for display and for choosing a winner; it never decides what is a conflict.
    """

    COUNTER_BITS = 16

    def __init__(self, clock: Clock, last: int = 0) -> None:
        self._clock = clock
        self.last = last

    def tick(self) -> int:
        """A stamp later than every stamp given or seen before."""
        wall = int((self._clock.now() - datetime(1970, 1, 1)).total_seconds() * 1000) << self.COUNTER_BITS
        self.last = max(wall, self.last + 1)
        return self.last

    def see(self, stamp: int) -> None:
        """Take note of another replica's ``stamp`` so that later ticks are greater."""
        self.last = max(self.last, stamp)


def moment_of(stamp: int) -> datetime:
    """The wall time in a stamp of a hybrid clock; the last there is where it lies beyond all calendars."""
    try:
        return datetime(1970, 1, 1) + timedelta(milliseconds=stamp >> HybridClock.COUNTER_BITS)
    except OverflowError:
        return datetime.max


def elapsed() -> float:
    """Seconds that went by since some moment, whatever the wall clock says; sleep counts where it can."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class RunningClock:
    """A clock set to another day that runs on from there, as on the sample branch's desk."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return self._moment + timedelta(seconds=time.monotonic() - self._begun)
