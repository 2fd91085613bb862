"""The bridge: what a job gives arrives in the window's thread, and never at a page that is gone."""

import errno
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from desktop_app.base.errors import Cancelled, Defect, UserError
from desktop_app.views.bridge import Bridge, Progress


class Told(QLabel):
    """A page that writes down what it is told."""

    def tell(self, mark: str, result: object) -> None:
        self.setText(f"{mark}{result}")

    def teller(self) -> Callable[[object], None]:
        """A function of its own that tells it."""
        return lambda result: self.setText(str(result))


@pytest.fixture
def bridge(qtbot):
    made = Bridge()
    made.faults = []
    made.broken.connect(made.faults.append)
    yield made
    made.shut()


def fail() -> None:
    raise UserError("盘满了")


def test_a_page_is_told_what_its_job_gave(bridge, qtbot):
    page = Told()
    qtbot.addWidget(page)
    bridge.run(lambda: 7, done=partial(page.tell, "共"))
    qtbot.waitUntil(lambda: page.text() == "共7", timeout=5000)
    bridge.run(fail, failed=partial(page.tell, ""))
    qtbot.waitUntil(lambda: page.text() == "盘满了。", timeout=5000)


def test_a_page_that_is_gone_is_told_nothing(bridge, qtbot):
    page, heard = Told(), []
    bridge.failed.connect(heard.append)
    bridge.run(lambda: 7, done=partial(page.tell, "共"))
    bridge.run(lambda: 7, done=page.teller())
    bridge.run(fail, failed=partial(page.tell, ""))
    delete(page)
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(bridge.idle, timeout=5000)
    assert raised == []
    assert [error.what for error in heard] == ["盘满了"]
    assert bridge.faults == []


def test_held_work_waits_keeps_its_order_and_is_never_lost(bridge, qtbot):
    done: list[int] = []
    bridge.hold()
    bridge.run(lambda: done.append(1))
    bridge.run(lambda: done.append(2))
    assert not bridge.idle()
    assert done == []
    bridge.release()
    qtbot.waitUntil(bridge.idle, timeout=5000)
    assert done == [1, 2]
    bridge.hold()
    bridge.run(lambda: done.append(3))
    bridge.shut()
    assert done == [1, 2, 3], "what was asked for is done before the end"


def broken_job() -> None:
    raise RuntimeError("ours")


def full_disk() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def no_memory() -> None:
    raise MemoryError


def stopped(progress: Progress) -> None:
    raise Cancelled


@pytest.mark.parametrize(
    ("job", "words", "defects"),
    [
        (fail, "盘满了", 0),
        (full_disk, "磁盘满了", 0),
        (no_memory, "内存不够", 0),
        (stopped, "已停止", 0),
        (broken_job, "可能没有做完", 1),
    ],
)
def test_whatever_a_job_raises_its_page_is_given_back(bridge, qtbot, job, words, defects):
    told: list[UserError] = []
    watch = (lambda *far: None) if job is stopped else None
    bridge.run(job, done=told.append, failed=told.append, progress=watch)
    qtbot.waitUntil(bridge.idle, timeout=5000)
    assert len(told) == 1
    assert words in told[0].sentence()
    assert "都在" not in told[0].sentence(), "nobody looked whether it is"
    assert len(bridge.faults) == defects


def test_a_page_that_cannot_take_the_outcome_in_is_given_back_too(bridge, qtbot):
    told: list[UserError] = []

    def take_in(result: object) -> None:
        raise KeyError(result)

    bridge.run(lambda: 7, done=take_in, failed=told.append)
    qtbot.waitUntil(bridge.idle, timeout=5000)
    assert [type(error) for error in told] == [Defect]
    assert [type(error) for error in bridge.faults] == [KeyError]


def test_a_defect_is_announced_after_its_page_was_given_back(bridge, qtbot):
    order: list[str] = []
    bridge.broken.connect(lambda error: order.append("announced"))
    bridge.run(broken_job, failed=lambda error: order.append("given back"))
    qtbot.waitUntil(bridge.idle, timeout=5000)
    assert order == ["given back", "announced"]


def test_without_anybody_to_take_it_the_error_is_told_once(bridge, qtbot):
    heard: list[UserError] = []
    bridge.failed.connect(heard.append)
    for job in (fail, broken_job, full_disk):
        bridge.run(job)
    qtbot.waitUntil(bridge.idle, timeout=5000)
    assert len(heard) == 2
    assert len(bridge.faults) == 1


def test_what_comes_after_the_end_is_handed_to_nobody(qtbot):
    bridge, heard = Bridge(), []
    bridge.broken.connect(heard.append)
    page = Told()
    qtbot.addWidget(page)
    # Done before the end, and not yet told: its page reads a file that is closed by then.
    bridge.run(lambda: 7, done=partial(page.tell, "共"))
    bridge.shut()
    qtbot.waitUntil(bridge.idle, timeout=5000)
    assert (page.text(), heard) == ("", [])
