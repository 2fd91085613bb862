"""Hours of random keys in the window, in simulated time: no defect, no broken chain, no growing memory.

python -m tests.benchmarks.soak_keys [--hours H] [--seed S]

A branch of its own is open in the real window, without a screen. A key is pressed every two seconds of
simulated time, whatever has the focus: letters, Tab, Enter, Esc, the keys that change pages, search, undo,
lock, save. Dialogs get keys too, and are closed after some. Every half hour it is looked at whether anybody
was told of a defect, figures are as long as their list, the whole chain holds and the file is whole.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import Defect, UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.desk import Desk
from desktop_app.duties.summaries.secretary_handover import secretary_handover
from desktop_app.registers.people.orgs import own_organization
from desktop_app.settings import Settings
from desktop_app.storage.kept_notes import draft_keys
from desktop_app.storage.sqlite import engine
from desktop_app.storage.tables import ActionRow
from desktop_app.storage.verify_chain import whole_breaks
from desktop_app.views.pages.start.lock_page import LockPage
from desktop_app.views.pages.start.start_choice import NewBranch
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.benchmarks.soak import MOST_GROWTH, WARM, _resident, member_number

BEGIN = datetime(2026, 3, 2, 8, 30)
PASSWORD = "桂花里支部2026"
OWN = NewBranch(
    "中共青石街道丁香里社区支部委员会",
    "DXL01",
    "中共青石街道工作委员会",
    "丁一",
    date(2025, 3, 1),
    5,
    PASSWORD,
    12,
)
# Seconds of simulated time between two keys, and keys of half an hour.
PACE, A_DAY = 2, 900
PLAIN, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
MOVES = (
    *((Qt.Key.Key_Tab, PLAIN),) * 12,
    *((Qt.Key.Key_Return, PLAIN), (Qt.Key.Key_Down, PLAIN)) * 5,
    *((Qt.Key.Key_Space, PLAIN), (Qt.Key.Key_Escape, PLAIN), (Qt.Key.Key_Up, PLAIN)) * 3,
    (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_PageDown, PLAIN),
    (Qt.Key.Key_PageUp, PLAIN),
    (Qt.Key.Key_Home, PLAIN),
    (Qt.Key.Key_End, PLAIN),
    (Qt.Key.Key_Delete, PLAIN),
    (Qt.Key.Key_Backspace, PLAIN),
    (Qt.Key.Key_F1, PLAIN),
    *((Qt.Key.Key_Return, CONTROL),) * 3,
    *((key, CONTROL) for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_F, Qt.Key.Key_C, Qt.Key.Key_V)),
    *((Qt.Key(Qt.Key.Key_1 + number), ALT) for number in range(9)),
)
RARE = ((Qt.Key.Key_L, CONTROL), (Qt.Key.Key_F9, PLAIN), (Qt.Key.Key_P, CONTROL))
WORDS = ("测试", "一二三", "2026-03-01", "990101", "3", "wz", "0.5", "今天", "……", "桂花里")


class Keys:
    """A person who presses anything, at a program with a branch of its own open."""

    def __init__(self, app: QApplication, folder: Path, seed: int) -> None:
        self.random, self.clock = random.Random(seed), SetClock(BEGIN)
        self.told: list[UserError] = []
        self.wrong: list[str] = []
        self.memory: list[int] = []
        self.locks = 0
        self.seen: set[str] = set()
        place = Workplace(folder, Settings.load(folder / "settings.json"), self.clock, load_pinyin())
        self.desktop = Desktop(app, place)
        self.desktop.tell_error = self.told.append
        sys.excepthook = self.desktop.take_exception
        self.desktop.begin(sample=False)
        assert isinstance(self.desktop.window, StartPage)
        self.desktop.window.chosen.emit(OWN)
        self._wait()
        ledger = self._desk().ledger
        people = [member_number(number) for number in range(20)]
        for one in people:
            one.branch = ledger.resolve(("party_org",), ledger.name(_own_uid(self.desktop)))
        ledger.save(*people)
        # Each page is made when it is first shown: that is no growth.
        assert isinstance(self.desktop.window, Shell)
        for key in sorted(self.desktop.window.pages.keys()):
            self.desktop.window.go(key)
            self._wait()
        # Whoever waits for an answer gets keys as well.
        self._hurry = QTimer()
        self._hurry.timeout.connect(self._press_in_dialog)
        self._hurry.start(30)

    def _desk(self) -> Desk:
        assert self.desktop.desk is not None
        return self.desktop.desk

    def press(self) -> None:
        """One key, or a few words, into what has the focus."""
        window = self.desktop.window
        if isinstance(window, LockPage | StartPage):
            self._unlock(window)
            return
        if isinstance(window, Shell):
            self.seen.add(window.pages.current_key)
            if self.random.random() < 0.01:
                # As by a click in the navigation: the keys alone reach nine pages.
                window.go(self.random.choice(sorted(window.pages.keys())))
            if self.random.random() < 0.04:
                self._click(window)
                # No key comes before what a closed dialog leaves behind is gone.
                _let_go_on()
        self._strike(self._focus(self.desktop.window))
        self.clock.set(self.clock.now() + timedelta(seconds=PACE))
        _let_go_on()

    def _focus(self, window: QWidget | None) -> QWidget | None:
        """What a key would go to; the window in front, where nothing has the focus."""
        if window is not None and QApplication.activeWindow() is None:
            window.activateWindow()
            QTest.qWaitForWindowActive(window, 2000)
            window = self.desktop.window  # it may have been built anew meanwhile
        return QApplication.focusWidget() or window

    def _click(self, window: Shell) -> None:
        """One button of the page in sight: forms are opened by it, and saved by Ctrl+Enter."""
        page: QWidget = window.current_page() or window
        every: list[QAbstractButton] = page.findChildren(QAbstractButton)  # type: ignore[assignment]
        seen = [one for one in every if one.isVisible() and one.isEnabled()]
        if seen:
            QTest.mouseClick(self.random.choice(seen), Qt.MouseButton.LeftButton)

    def _strike(self, widget: QWidget | None) -> None:
        if widget is None:
            return
        chance = self.random.random()
        if chance < 0.15:
            said = QInputMethodEvent()
            said.setCommitString(self.random.choice(WORDS))
            QCoreApplication.sendEvent(widget, said)
        elif chance < 0.16:
            QTest.keyClick(widget, *self.random.choice(RARE))
        else:
            QTest.keyClick(widget, *self.random.choice(MOVES))

    def _press_in_dialog(self) -> None:
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is None:
            return
        if isinstance(waiting, QFileDialog) or self.random.random() < 0.3:
            QTest.keyClick(waiting, Qt.Key.Key_Escape)
        else:
            self._strike(waiting.focusWidget() or waiting)

    def _unlock(self, page: QWidget | None) -> None:
        self._wait(None)
        assert isinstance(page, LockPage | StartPage)
        box = page.password if isinstance(page, LockPage) else page.opening.password
        box.setText(PASSWORD if self.random.random() < 0.8 else "not the password")
        QTest.keyClick(box, Qt.Key.Key_Return)
        self._wait(None)
        self.locks += isinstance(self.desktop.window, Shell)

    def _wait(self, kind: type[QWidget] | None = Shell) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end:
            _let_go_on()
            if self.desktop.bridge.idle() and (kind is None or isinstance(self.desktop.window, kind)):
                return
        raise AssertionError(f"the window does not come to rest: {self.told[-1:]}")

    def look(self) -> None:
        """All that must be true, at the end of half an hour."""
        while not isinstance(self.desktop.window, Shell):
            self._unlock(self.desktop.window)
        self._wait()
        ledger = self._desk().ledger
        self.wrong += [f"{one.detail}" for one in self.told if isinstance(one, Defect)]
        self.told.clear()
        for one in secretary_handover(ledger, ledger.catalogue, ledger.name, draft_keys(ledger)).registers:
            if one.count != ledger.count(ledger.catalogue[one.key].model.live()):
                self.wrong.append(f"{one.title} counts {one.count}")
        self.wrong += [f"chain: {broken}" for broken in _all_of(whole_breaks(ledger))]
        engine.check_whole(ledger.database)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        self.memory.append(_resident())

    def written(self) -> int:
        """How many actions stand in the file."""
        return self._desk().ledger.count(ActionRow.select())

    def growth(self) -> float:
        """Memory at its highest after warming up, measured against the end of that."""
        warm = max(1, round(len(self.memory) * WARM))
        return max(self.memory[warm:], default=0) / self.memory[warm - 1] if len(self.memory) > warm else 1.0


def _let_go_on() -> None:
    """Let the window work off what it has to do, for some milliseconds at most, and what is to go, go.

    Outside a loop of events Qt keeps what is to be deleted until the next dialog: keys would still go there.
    """
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _own_uid(desktop: Desktop) -> str:
    assert desktop.desk is not None
    found = own_organization(desktop.desk.ledger)
    assert found is not None
    return str(found.uid)


def _all_of(walk: Iterator[None]) -> list[object]:
    while True:
        try:
            next(walk)
        except StopIteration as end:
            return list(end.value or [])


def main() -> int:
    """Press and tell; 1 when anything was not as it must be."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--hours", type=float, default=4.0)
    asked.add_argument("--seed", type=int, default=1)
    args = asked.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        os.chdir(home)
        app = QApplication([])
        # Nothing is opened beside the program.
        QDesktopServices.openUrl = lambda url: False  # type: ignore[method-assign]
        keys, began = Keys(app, Path(home) / "data", args.seed), time.monotonic()
        total = round(args.hours * 3600 / PACE)
        for number in range(1, total + 1):
            keys.press()
            if number % A_DAY == 0 or number == total:
                keys.look()
                print(
                    f"{number} keys on {len(keys.seen)} pages, {keys.written()} actions, {keys.locks} locks, "
                    f"{keys.memory[-1] >> 20} MiB, {len(keys.wrong)} wrong",
                    flush=True,
                )
        for words in keys.wrong:
            print("WRONG", words)
        growth = keys.growth()
        print(
            f"{args.hours} simulated hours, {total} keys in {time.monotonic() - began:.0f} s: "
            f"{len(keys.wrong)} wrong, memory {growth:.3f} of that after warming up"
        )
        keys.desktop.shut()
    return int(bool(keys.wrong) or growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
