"""Garbage is collected while the window's thread is in its loop, and by no other thread."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from desktop_app.views.collector import Collector


@pytest.fixture
def collector(qapp) -> Iterator[Collector]:
    made = Collector(QObject(qapp))
    yield made
    made.stop()
    made.parent().deleteLater()
    assert gc.isenabled()


class Freed:
    """Two of these hold each other, so that only collecting frees them; writes down who did."""

    threads: list[threading.Thread] = []

    def __init__(self) -> None:
        self.other: object = None

    def __del__(self) -> None:
        self.threads.append(threading.current_thread())


def drop_rings(count: int) -> None:
    """Leave ``count`` rings behind."""
    for _ in range(count):
        one, two = Freed(), Freed()
        one.other, two.other = two, one


def test_what_the_worker_drops_is_freed_by_the_window(qtbot, collector: Collector) -> None:
    Freed.threads.clear()
    worker = threading.Thread(target=drop_rings, args=(3000,))
    worker.start()
    worker.join()
    assert Freed.threads == []
    qtbot.waitUntil(lambda: len(Freed.threads) == 6000, timeout=10_000)
    assert set(Freed.threads) == {threading.current_thread()}
