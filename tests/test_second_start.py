"""A second start: told with one button, the first window comes forward, and nothing killed holds it up."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop_app import app, data_lock
from desktop_app.data_lock import AlreadyOpen, KnockWatch, locked
from desktop_app.views.parts.dialogs import ToldDialog

HOLDER = """
import sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
print(lock.tryLock(100), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def first(qtbot, tmp_path: Path) -> QWidget:
    """The window of the first start, minimised."""
    window = QWidget()
    qtbot.addWidget(window)
    KnockWatch(tmp_path, lambda: window, window)
    window.showMinimized()
    return window


def test_the_second_start_brings_the_first_window_forward_and_says_so(first: QWidget, tmp_path: Path) -> None:
    lock = locked(tmp_path)
    assert first.isMinimized()
    with pytest.raises(AlreadyOpen, match="调到最前面"):
        locked(tmp_path)
    assert not first.isMinimized()
    assert first.isVisible()
    assert [one.name for one in tmp_path.iterdir()] == ["open.lock"]
    lock.unlock()


def test_it_is_told_in_a_dialog_with_one_button(qapp: QApplication, first: QWidget, tmp_path: Path) -> None:
    lock = locked(tmp_path)
    seen: list[list[str]] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        timer.stop()
        assert isinstance(dialog, ToldDialog)
        buttons = dialog.findChildren(QPushButton)
        seen.append([dialog.windowTitle(), *(one.text() for one in buttons)])
        buttons[0].click()

    timer = QTimer()
    timer.timeout.connect(read)
    timer.start(20)
    assert app.run(folder=tmp_path) == 1
    assert seen == [["支部台账已经打开", "知道了"]]
    lock.unlock()


def test_a_holder_that_does_not_answer_is_told_so_and_nothing_is_left_lying(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_lock, "_ANSWERED_BY", 60)
    lock = locked(tmp_path)
    with pytest.raises(AlreadyOpen, match="没有应答"):
        locked(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["open.lock"]
    lock.unlock()


def test_a_first_window_that_was_killed_holds_nobody_up(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "open.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    holder.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    holder.wait(10)
    assert (tmp_path / "open.lock").exists()
    (tmp_path / "open.knock").touch()
    lock = locked(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    KnockWatch(tmp_path, lambda: window, window)
    assert not (tmp_path / "open.knock").exists()
    assert not window.isVisible()
    lock.unlock()
