"""A clock that was set while the program ran is noticed; one that only runs on, or sleeps, is not."""

import random
from datetime import datetime, timedelta

from desktop_app.base.clock import HybridClock, SetClock, elapsed
from desktop_app.base.clock_jumps import ClockJumps

NOW = datetime(2026, 10, 10, 9)


def test_a_jump_is_told_once_with_the_moment_it_would_be():
    clock, ran = SetClock(NOW), [0.0]
    jumps = ClockJumps(clock, lambda: ran[0])
    for _ in range(3):
        clock.forward(hours=8)
        ran[0] += 8 * 3600
        assert jumps.look() is None
    clock.forward(minutes=50)
    assert jumps.look() is None, "put right by some minutes"
    clock.set(datetime(2099, 1, 1))
    ran[0] += 60
    assert jumps.look() == NOW + timedelta(hours=24, minutes=1)
    assert jumps.look() is None
    clock.set(NOW)
    assert jumps.look() == datetime(2099, 1, 1)


def test_the_running_clock_runs_on():
    assert elapsed() <= elapsed()


def test_stamps_stay_in_order_however_the_clock_jumps():
    for seed in range(50):
        dice = random.Random(seed)
        clock = SetClock(NOW)
        hybrid, last = HybridClock(clock), 0
        for _ in range(60):
            way = dice.randrange(4)
            if way == 0:
                clock.set(datetime(dice.randrange(1971, 2200), 1 + dice.randrange(12), 1))
            elif way == 1:
                clock.forward(seconds=dice.uniform(-7200, 7200))
            elif way == 2:
                hybrid.see(dice.randrange(1 << 59))
                assert hybrid.last >= last
            stamp = hybrid.tick()
            assert stamp > last
            last = stamp
