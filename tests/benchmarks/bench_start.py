"""From the start to the first painted window on the sample branch, beside a bare QMainWindow."""

import compileall
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.harness import Job, Result, in_turns

NAME = "start"
PEER = "bare QMainWindow"
BAR = 2.5
ROUNDS = 9
SIZE = (1366, 768)
PROGRAM = Path(__file__).resolve().parents[2] / "desktop_app"

Times = list[float]
"""Seconds of the clock since the process was asked for, and of CPU, when the first window was painted."""


def stop_after_paint(window: Any, begun: float, times: Times) -> Any:
    """Note the time once ``window`` and all in it are painted, then end; gives the watcher to keep."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        """Sees the first paint event of the window; its children are painted before the next timer."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, self.painted)
            return False

        def painted(self) -> None:
            times.extend((time.time() - begun, time.process_time()))
            QApplication.quit()

    watch = Watch()
    window.installEventFilter(watch)
    return watch


def ours(folder: str, begun: float) -> Times:
    """`python -m desktop_app --sample`: the branch file opened, the window, its home page painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = folder
    from PySide6.QtWidgets import QApplication

    from desktop_app.__main__ import main

    times: Times = []
    watches = []
    begin = QApplication.exec

    def watched(*_: object) -> int:
        # The window is shown, and will be painted by the loop that begins here.
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        assert len(windows) == 1, "the sample branch opens without a page before it"
        watches.append(stop_after_paint(windows[0], begun, times))
        return begin()

    QApplication.exec = watched  # type: ignore[method-assign]
    main(["--sample"])
    return times


def peer(begun: float) -> Times:
    """The least a window of Qt in Python can be."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    times: Times = []
    window = QMainWindow()
    window.resize(*SIZE)
    watch = stop_after_paint(window, begun, times)
    window.show()
    application.exec()
    del watch
    return times


def make_branch(folder: str) -> None:
    """Put the sample branch where the program looks for it."""
    from desktop_app.base.clock import SystemClock
    from desktop_app.base.paths import data_folder
    from desktop_app.base.pinyin import load_pinyin
    from desktop_app.settings import Settings
    from desktop_app.storage import branch_file
    from desktop_app.workplace import Workplace

    home = {"XDG_DATA_HOME": folder, "LOCALAPPDATA": folder}
    place = Workplace(data_folder(home, sys.platform), Settings(), SystemClock(), load_pinyin())
    branch_file.close(place.make_sample().ledger)


def run() -> Result:
    """Fresh processes in turns, after one of each that warms the disk; medians of the clock."""
    with tempfile.TemporaryDirectory() as folder:
        make_branch(folder)
        # An installed program has its byte code beside it; a clone run under this setting would not.
        compileall.compile_dir(PROGRAM, quiet=1)

        def our_start() -> Times:
            return list(Job(f"{__name__}:ours", (folder, time.time()))().value)

        def bare_start() -> Times:
            return list(Job(f"{__name__}:peer", (time.time(),))().value)

        our_start(), bare_start()
        mine, theirs = in_turns(our_start, bare_start, ROUNDS)
    cpu = [median(times[1] for times in found) for found in (mine, theirs)]
    note = f"CPU {cpu[0]:.2f} and {cpu[1]:.2f} s, {cpu[0] / cpu[1]:.2f} times"
    return Result(median(times[0] for times in mine), median(times[0] for times in theirs), "s", note)
