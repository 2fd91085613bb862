"""Rounds in idle time: gone in parts while nothing else is, out of the way at once, and ended at closing."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.rounds import Parts, Round, is_due, verdict_of
from desktop_app.storage import branch_file
from desktop_app.views.bridge import Bridge
from desktop_app.views.idle_rounds import IdleRounds
from tests.storage.toy import toy_setting

MONTH = timedelta(days=30)


class Walk:
    """A round of so many parts, that tells how far it came and in which thread."""

    def __init__(self, parts: int, *found: UserError) -> None:
        self.parts, self.found, self.done, self.closed = parts, found, 0, 0
        self.threads: set[str] = set()
        self.may_go = threading.Event()
        self.may_go.set()

    def begin(self) -> Parts:
        try:
            for _ in range(self.parts):
                self.may_go.wait(5)
                self.threads.add(threading.current_thread().name)
                self.done += 1
                yield
            return list(self.found)
        finally:
            self.closed += 1


@pytest.fixture
def ledger(tmp_path):
    made, _ = branch_file.create(tmp_path / "branch.zbf", toy_setting(tmp_path), office="A01", password=None)
    yield made
    branch_file.close(made)


@pytest.fixture
def bridge(ledger, qtbot) -> Iterator[Bridge]:
    made = Bridge(ledger)
    made.told, made.faults = [], []
    made.failed.connect(made.told.append)
    made.broken.connect(made.faults.append)
    yield made
    made.shut()


def rounds(bridge, ledger, *some: Round) -> IdleRounds:
    made = IdleRounds(bridge, ledger, some, ledger.clock, bridge, first_after=0, busy_pause=5)
    made.heard = []
    made.found.connect(lambda one, found: made.heard.append((one.key, found)))
    return made


def test_rounds_are_gone_on_the_worker_one_after_the_other_and_their_verdicts_kept(bridge, ledger, qtbot):
    first, second = Walk(3), Walk(2, UserError("第 7 页损坏", "", "请恢复"))
    some = [Round("file", "支部文件", first.begin, MONTH), Round("log", "日志", second.begin, MONTH)]
    walking = rounds(bridge, ledger, *some)
    qtbot.waitUntil(lambda: len(walking.heard) == 2, timeout=5000)
    assert walking.heard == [("file", []), ("log", list(second.found))]
    assert (first.done, second.done) == (3, 2)
    assert all(name.startswith("zhibu-work") for name in first.threads)
    kept = [verdict_of(ledger, one) for one in some]
    assert kept[0].found == ()
    assert kept[1].found[0].parts() == ("第 7 页损坏", "请恢复")
    assert bridge.faults == []
    walking.stop()


def test_a_round_is_gone_again_when_its_time_has_come_and_a_verdict_from_the_future_counts_for_nothing(
    ledger,
):
    one, now = Round("file", "支部文件", Walk(1).begin, MONTH), ledger.clock.now()
    assert is_due(ledger, one, now)
    for at, due in ((now, False), (now - MONTH, True), (now + timedelta(hours=1), True)):
        ledger.set_note(one.note, json.dumps({"at": at.isoformat(), "found": []}))
        assert is_due(ledger, one, now) == due
    ledger.set_note(one.note, "[]")
    assert is_due(ledger, one, now)


def test_a_job_waits_for_one_part_at_most(bridge, ledger, qtbot):
    walk = Walk(1000)
    walking = rounds(bridge, ledger, Round("file", "支部文件", walk.begin, MONTH))
    qtbot.waitUntil(lambda: walk.done >= 1, timeout=5000)
    came: list[int] = []
    before = walk.done
    bridge.run(lambda: walk.done, done=came.append)
    qtbot.waitUntil(lambda: bool(came), timeout=5000)
    assert came[0] <= before + 1
    walking.stop()


def test_rounds_wait_while_a_job_is_under_way(bridge, ledger, qtbot):
    walk, gate = Walk(1000), threading.Event()
    bridge.run(lambda: gate.wait(5))
    walking = rounds(bridge, ledger, Round("file", "支部文件", walk.begin, MONTH))
    with qtbot.waitSignal(walking._timer.timeout, timeout=5000):
        pass
    assert walk.done == 0
    gate.set()
    qtbot.waitUntil(lambda: walk.done >= 1, timeout=5000)
    walking.stop()


def test_closing_ends_a_round_after_its_part_and_it_has_no_verdict(bridge, ledger, qtbot):
    walk = Walk(1000)
    one = Round("file", "支部文件", walk.begin, MONTH)
    walking = rounds(bridge, ledger, one)
    qtbot.waitUntil(lambda: walk.done >= 1, timeout=5000)
    walk.may_go.clear()
    walking.stop()
    walk.may_go.set()
    bridge.let_go()
    done = walk.done
    assert walk.closed == 1
    assert verdict_of(ledger, one) is None
    assert walking.heard == []
    assert walk.done == done


def test_a_round_that_cannot_be_gone_is_told_and_holds_no_other_up(bridge, ledger, qtbot):
    def cannot() -> Parts:
        yield
        raise UserError("盘读写出错")

    walk = Walk(1)
    rest = Round("log", "日志", walk.begin, MONTH)
    walking = rounds(bridge, ledger, Round("file", "支部文件", cannot, MONTH), rest)
    qtbot.waitUntil(lambda: walking.heard == [("log", [])], timeout=5000)
    assert [error.what for error in bridge.told] == ["盘读写出错"]
    walking.stop()


def test_a_defect_in_a_round_is_announced_once(bridge, ledger, qtbot):
    def wrong() -> Parts:
        yield
        raise KeyError("x")

    some = [Round("file", "支部文件", wrong, MONTH), Round("log", "日志", Walk(1).begin, MONTH)]
    walking = rounds(bridge, ledger, *some)
    qtbot.waitUntil(lambda: walking.heard == [("log", [])], timeout=5000)
    assert [str(fault) for fault in bridge.faults] == ["'x'"]
    walking.stop()
