"""The watch over the day: it tells at midnight, within a minute of a jump, and when it is asked to look."""

from datetime import datetime

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.views.day_watch import AT_MOST, DayWatch


@pytest.fixture
def clock():
    return SetClock(datetime(2026, 12, 31, 23, 59, 59, 900_000))


@pytest.fixture
def watch(qtbot, clock):
    made = DayWatch(clock)
    made.told = []
    made.passed.connect(lambda: made.told.append(clock.now().date()))
    yield made
    made.deleteLater()


def test_midnight_is_told_once_when_it_comes(qtbot, clock, watch):
    assert watch._timer.interval() <= 110
    clock.set(datetime(2027, 1, 1))
    with qtbot.waitSignal(watch.passed, timeout=5000):
        pass  # the watch wakes by itself
    watch.look()
    assert [day.isoformat() for day in watch.told] == ["2027-01-01"]
    assert 1000 < watch._timer.interval() <= AT_MOST


def test_a_jump_of_the_clock_is_noticed_when_looked_at_and_within_a_minute(clock, watch):
    clock.set(datetime(2027, 3, 4, 11, 0))
    assert watch.told == []
    watch.look()
    clock.set(datetime(2027, 3, 3, 11, 0))
    watch.look()
    assert [day.isoformat() for day in watch.told] == ["2027-03-04", "2027-03-03"]
    assert watch._timer.interval() <= AT_MOST


def test_the_same_day_is_not_told(clock, watch):
    clock.set(datetime(2026, 12, 31, 0, 0))
    watch.look()
    assert watch.told == []
