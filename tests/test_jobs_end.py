"""Every control of every page that starts a job gives its page back whatever the job raises, and works on."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import peewee
import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QWidget

from desktop_app.app import Desktop
from desktop_app.base.errors import UserError
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.storage.sqlite.sealed import SealedCursor, engine_sentence
from desktop_app.views.bridge import Bridge
from desktop_app.views.page_table import PAGES
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.dialogs import ConfirmDialog
from tests.whole import make_sample, workplace

ENGINE = (
    "database or disk is full",
    "attempt to write a readonly database",
    "database is locked",
    "database disk image is malformed",
)
ERRORS: tuple[BaseException, ...] = (
    *(engine_sentence(peewee.OperationalError(words), "branch.zbf") for words in ENGINE),  # type: ignore[misc]
    OSError(28, "No space left on device"),
    PermissionError(13, "Permission denied"),
    OSError(30, "Read-only file system"),
    FileNotFoundError(2, "No such file or directory"),
    RuntimeError("a defect of ours"),
    MemoryError(),
)
WAITING = re.compile(r"^正在(?!看第)[^，。]*$|不要拔出")
# These leave the sample or build the window anew, and have tests of their own.
LEAVES = re.compile(r"清空示例，正式开始|恢复这份备份|\D+ \d\d$")
# It leads to a tab where it is not, and the page comes back there.
ANOTHER_TAB = {("exchange", "登记对方的名片")}
# Every page of the table; of the registers without a page of their own, which share one, a few.
PLAIN = [r.name for r in catalogue() if r.group and f"register:{r.name}" not in {row.key for row in PAGES}]
KEYS = [row.key for row in PAGES] + [f"register:{name}" for name in PLAIN[:2]]


class Hand:
    """A person who tries everything on the sample branch while its worker, or its file, breaks."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.folder = folder
        self.errors: list[UserError] = []
        self.jobs = self.broken = 0
        self.error: BaseException | None = None
        self.choice, self.choices = "", list[str]()
        self.desktop = Desktop(app, workplace(folder))
        self.desktop.tell_error = self.errors.append
        self._watch = QTimer()
        self._watch.timeout.connect(self._answer)
        self._watch.start(10)
        QApplication.clipboard().setText("没有表格")
        self.desktop.begin(sample=True)
        self.settle()
        # What goes round in idle time would meet the errors made for the control pressed meanwhile.
        assert self.desktop._rounds is not None
        self.desktop._rounds.stop()

    @property
    def shell(self) -> Any:
        """The window, which another size of type builds anew."""
        return self.desktop.window

    def renew(self) -> None:
        """Have the window built anew, so that no page has been shown."""
        self.desktop.change_points(12)
        self.settle()

    def close(self) -> None:
        self._watch.stop()
        self.desktop.shut()
        self.shell.hide()
        self.shell.deleteLater()
        self.desktop.window = None

    # -- the ledger ------------------------------------------------------------------------------------

    @contextmanager
    def breaking(self, error: BaseException, *, for_all: bool = False) -> Iterator[None]:
        """Meanwhile all statements of the worker end with ``error``, with ``for_all`` the window's too."""
        self.error, self.for_all = error, for_all
        try:
            yield
            self.settle()
        finally:
            self.error = None

    def before_statement(self) -> None:
        """Called before each statement, in whichever thread."""
        if self.error is not None and (self.for_all or threading.current_thread().name.startswith("zhibu")):
            self.broken += 1
            raise self.error

    # -- hands and eyes --------------------------------------------------------------------------------

    def settle(self) -> None:
        """Until no job is under way and the window has heard of the last."""
        for _ in range(2):
            limit = QDeadlineTimer(60_000)
            while not self.desktop.bridge.idle() and not limit.hasExpired():
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)
            assert self.desktop.bridge.idle()
            QApplication.processEvents()

    def go(self, key: str) -> None:
        """Show a page, as the navigation does; what Qt would hand on goes where it would."""
        try:
            self.shell.go(key)
        except Exception as error:  # noqa: BLE001  as Qt hands on what a slot raises
            self.desktop.take_exception(type(error), error, error.__traceback__)
        self.settle()

    def _answer(self) -> None:
        """What a click brought up: the menu's ``choice``, yes to a question, no to a dialog."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(popup, QMenu):
            actions = {action.text(): action for action in popup.actions() if action.isEnabled()}
            self.choices = [text for text in actions if text]
            popup.close()
            if self.choice in actions and self.choice:
                actions[self.choice].trigger()
        elif popup is not None:
            popup.close()
        elif isinstance(modal, ConfirmDialog):
            modal.verb_button.click()
        elif isinstance(modal, QDialog):
            modal.reject()

    def controls(self) -> list[str]:
        """What can be pressed on the page and in the head above it, by words and number among equals."""
        return list(self._buttons())

    def _buttons(self) -> dict[str, QAbstractButton]:
        page = self.shell.current_page()
        around = [*page.findChildren(QAbstractButton), *page.actions()]
        found: dict[str, QAbstractButton] = {}
        for button in dict.fromkeys(around):
            if isinstance(button, PlainButton) and button.isVisible() and button.isEnabled():
                words = button.text() or button.accessibleName()
                if not LEAVES.match(words):
                    found.setdefault(words, button)
        return found

    def press(self, words: str, choice: str = "") -> bool:
        """Click a control, and a line of its menu; False when it is not to be pressed now."""
        button = self._buttons().get(words)
        if button is None:
            return False
        self.choice, self.choices = choice, []
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._answer()  # what stays open without a loop of its own
        self.settle()
        return True

    def waiting(self) -> list[str]:
        """Words in sight that say something is still under way."""
        said = [w.text() for w in self.shell.findChildren(QLabel) if w.isVisible()]
        said += [b.text() for b in self.shell.findChildren(QAbstractButton) if b.isVisible()]
        return [words for words in said if WAITING.search(words)]

    def look(self) -> tuple[Any, ...]:
        """What stands on the page, for comparing."""
        page: QWidget = self.shell.current_page()
        labels = sorted(w.text() for w in page.findChildren(QLabel) if w.isVisible() and w.text())
        buttons = sorted(
            (b.text(), b.isEnabled()) for b in page.findChildren(QAbstractButton) if b.isVisible()
        )
        return labels, buttons


@pytest.fixture(scope="module")
def hand(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """One person for all pages; what works again is done in earnest, on a sample of her own."""
    folder = tmp_path_factory.mktemp("jobs")
    make_sample(folder)
    hand = Hand(qapp, folder)
    run, execute = Bridge.run, SealedCursor.execute

    def counted(bridge: Bridge, *args: Any, **words: Any) -> Any:
        hand.jobs += 1
        return run(bridge, *args, **words)

    def breaks(cursor: SealedCursor, *args: Any) -> Any:
        hand.before_statement()
        return execute(cursor, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bridge, "run", counted)
        patch.setattr(SealedCursor, "execute", breaks)
        yield hand
        hand.close()


@pytest.mark.parametrize("key", KEYS)
def test_every_control_gives_its_page_back_and_works_again(hand: Hand, key: str) -> None:
    errors = cycle(ERRORS[KEYS.index(key) % len(ERRORS) :] + ERRORS[: KEYS.index(key) % len(ERRORS)])
    hand.errors.clear()
    hand.go(key)
    assert hand.errors == []
    todo = [(words, "") for words in hand.controls()]
    for words, choice in todo:
        hand.go("home")
        hand.go(key)
        error = next(errors)
        place = f"{key}: {words} {choice} after {error!r}"
        hand.broken = 0
        with hand.breaking(error):
            if not hand.press(words, choice):
                continue
        if not choice:
            todo.extend((words, line) for line in hand.choices[:2])  # the lines of one menu are alike
        assert hand.waiting() == [], place
        hand.errors.clear()
        if hand.broken:
            hand.go("home")
            hand.go(key)
            hand.jobs = 0
            elsewhere = (key, words) in ANOTHER_TAB
            assert hand.press(words, choice) or elsewhere, place
            assert hand.jobs or elsewhere, place
            assert hand.errors == [], place
            assert hand.waiting() == [], place


def test_a_page_that_could_not_be_read_is_whole_when_it_is_shown_again(hand: Hand) -> None:
    hand.renew()
    seen = {}
    for key, error in zip(KEYS, cycle(ERRORS), strict=False):
        hand.errors.clear()
        hand.broken = 0
        with hand.breaking(error, for_all=True):
            hand.go(key)
        assert hand.errors or not hand.broken, f"{key}: nobody was told"
        hand.errors.clear()
        hand.go("home")
        hand.go(key)
        assert hand.shell.pages.current_key == key
        assert hand.errors == [], key
        assert hand.waiting() == [], key
        seen[key] = hand.look()
    hand.renew()
    for key in KEYS:
        hand.go(key)
        assert seen[key] == hand.look(), key


def test_the_log_of_what_broke_names_nobody(hand: Hand) -> None:
    ledger = hand.desktop.desk.ledger
    people = ledger.find(Member.live())

    def breaks() -> None:
        found = {one.name: (one.id_number, one.mobile) for one in ledger.find(Member.live())}
        raise KeyError(*found, *found.values())

    hand.desktop.bridge.run(breaks)
    hand.settle()
    log = (hand.folder / "errors.log").read_text("utf-8")
    assert "builtins.KeyError" in log
    told = [value for one in people for value in (one.name, one.id_number, one.mobile) if value]
    assert len(told) > 100
    assert [value for value in told if value in log] == []
