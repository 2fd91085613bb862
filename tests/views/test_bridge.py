"""The bridge: what a job gives arrives in the window's thread, and never at a page that is gone."""

from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from desktop_app.base.errors import UserError
from desktop_app.views.bridge import Bridge


class Told(QLabel):
    """A page that writes down what it is told."""

    def tell(self, mark: str, result: object) -> None:
        self.setText(f"{mark}{result}")


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
    bridge.run(fail, failed=partial(page.tell, ""))
    delete(page)
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(bridge.idle, timeout=5000)
    assert raised == []
    assert [error.what for error in heard] == ["盘满了"]


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
