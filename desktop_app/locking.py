"""Locking: the branch file is closed, its key forgotten, and a lock page stands in the window's place."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import createdByPython, delete, isValid

from desktop_app.base.errors import UserError
from desktop_app.printing.documents.ledger_view import branch_of
from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import LOCKED, UNLOCKED
from desktop_app.registers.people.orgs import own_organization
from desktop_app.settings import Settings
from desktop_app.views.bridge import Bridge
from desktop_app.views.idle_watch import ASLEEP, IDLE, IdleWatch
from desktop_app.views.pages.start.lock_page import LockPage
from desktop_app.views.parts.clip_guard import ClipGuard
from desktop_app.views.session_watch import SessionWatch
from desktop_app.views.shell import Shell
from desktop_app.views.window_place import is_at_rest
from desktop_app.workplace import OpenedBranch

if TYPE_CHECKING:
    from desktop_app.views.pages.start.start_page import StartPage

BY_HAND = "手动"
# Further windows that closing one brings up are closed as well, but not for ever.
_MOST_DIALOGS = 50
# How long, in milliseconds, until it is looked again whether closed dialogs have come to their end.
_UNWINDING = 20


@dataclass(frozen=True)
class Doors:
    """What locking asks the program for.

    ``open`` opens a file by its password, on the worker; ``take_up`` puts up the window of what it gave.
    """

    opened: Callable[[], OpenedBranch | None]
    shell: Callable[[], Shell | None]
    put_up: Callable[[QWidget], None]
    back_up: Callable[[str], None]
    close_branch: Callable[[], None]
    open: Callable[[Path, str], OpenedBranch]
    take_up: Callable[[OpenedBranch], None]
    show_start: Callable[[], None]
    start_page: Callable[[], "StartPage | None"]
    tell: Callable[[UserError], None]


class Locking(QObject):
    """Knows when to lock, locks, and opens again at the same page and record.

    Work under way is finished first, behind the lock page; what it had to tell is told after unlocking.
    """

    def __init__(self, doors: Doors, bridge: Bridge, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._doors, self._bridge = doors, bridge
        self.idle = IdleWatch(lambda: settings.lock_after, self)
        self.idle.passed.connect(self._by_itself)
        self.session = SessionWatch(self)
        self.session.away.connect(self._by_itself)
        self.clip_guard = ClipGuard(QApplication.clipboard(), self)
        self.page: LockPage | None = None
        self._path = Path()
        self._place: tuple[str, dict[str, Any]] = ("home", {})
        self._wrong = 0
        self._held_back: list[UserError] = []
        self._role = Role.SECRETARY
        bridge.busy.connect(lambda _busy: QTimer.singleShot(0, self._close_when_idle))
        self._is_closed = True

    def begin(self, shell: Shell, *, is_sample: bool) -> None:
        """The window of a branch is up: its key and button lock it, and idle minutes; never a sample."""
        shell.navigation.lock_button.setVisible(not is_sample)
        if is_sample:
            return
        shell.lock_asked.connect(lambda: self.lock(BY_HAND))
        self.session.watch(shell)
        self.idle.start()

    def hold_back(self, error: UserError) -> bool:
        """Whether an error has to wait until somebody is there again: it may name records."""
        if self.page is not None:
            self._held_back.append(error)
        return self.page is not None

    # -- locking -------------------------------------------------------------------------------------

    def _by_itself(self, why: str) -> None:
        self.lock(why)

    def lock(self, why: str) -> None:
        """Cover everything at once, then close the branch file as soon as nobody works on it."""
        opened, shell = self._doors.opened(), self._doors.shell()
        if opened is None or shell is None or opened.is_sample or self.page is not None:
            return
        self.idle.stop()
        close_dialogs()
        self._place = shell.place()
        page = shell.current_page()
        if page is not None:
            page.may_leave()  # keeps its draft
        self._path, self._wrong, self._is_closed = opened.path, 0, False
        self._role = opened.ledger.role
        log = opened.log
        self._bridge.run(lambda: log.note(LOCKED, "支部文件", why))
        self._doors.back_up("退出时")
        self.page = LockPage(shell.theme, _name_of(opened), _reason(why))
        self.page.unlock_asked.connect(self._unlock)
        self.page.recovery_asked.connect(self._recover)
        self._doors.put_up(self.page)
        self._close_when_idle()

    def _close_when_idle(self) -> None:
        if self.page is None or self._is_closed or not self._bridge.idle():
            return
        if QApplication.activeModalWidget() is not None:
            close_dialogs()
            QTimer.singleShot(0, self._close_when_idle)
            return
        if not is_at_rest():
            QTimer.singleShot(_UNWINDING, self._close_when_idle)
            return
        self._is_closed = True
        self._doors.close_branch()
        self.page.show_ready()
        # After the old window, which goes with its pages at the next turn, whatever knew the key.
        QTimer.singleShot(0, self._forget)

    def _forget(self) -> None:
        """Let go of what belonged to the old window and stands in none: a button not yet in sight, say.

        Qt owns it no more than Python's cycles do, and it would keep its page with all that page read.
        """
        for widget in QApplication.topLevelWidgets():
            # One deleted may take others of the list along.
            if (
                isValid(widget)
                and widget is not self.page
                and not widget.isVisible()
                and createdByPython(widget)
            ):
                delete(widget)
        gc.collect()

    # -- unlocking -----------------------------------------------------------------------------------

    def _unlock(self, password: str) -> None:
        path = self._path
        self._bridge.run(
            lambda: self._doors.open(path, password), done=self._take_up, failed=self._not_opened
        )

    def _not_opened(self, error: UserError) -> None:
        self._wrong += 1
        if self.page is not None:
            self.page.show_trouble(error)

    def _take_up(self, opened: OpenedBranch) -> None:
        self.page = None
        self._doors.take_up(opened)
        shell = self._doors.shell()
        if shell is None:
            return
        # Where the one was, and what the work under way had to tell, may not be for the other.
        is_back = opened.ledger.role is self._role
        key, args = self._place if is_back else ("home", {})
        shell.go(key, **args)
        wrong = f"之前输错密码 {self._wrong} 次" if self._wrong else ""
        self._bridge.run(lambda: opened.log.note(UNLOCKED, "支部文件", wrong))
        held_back, self._held_back = self._held_back, []
        for error in held_back if is_back else ():
            self._doors.tell(error)

    def _recover(self) -> None:
        self.page = None
        self._doors.show_start()
        start_page = self._doors.start_page()
        if start_page is not None:
            start_page.opening.recover_asked.emit()


def close_dialogs() -> None:
    """Close every dialog, menu and list that lies over a window, as Esc would: what was typed is kept."""
    for _ in range(_MOST_DIALOGS):
        popup = QApplication.activePopupWidget()
        dialogs = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
        ]
        if popup is not None:
            popup.close()
        elif dialogs:
            front = QApplication.activeModalWidget()
            (front if isinstance(front, QDialog) and front in dialogs else dialogs[-1]).reject()
        else:
            return


def _name_of(opened: OpenedBranch) -> str:
    ledger = opened.ledger
    own = branch_of(ledger) or own_organization(ledger)
    return ledger.name(own.uid) if own else ""


def _reason(why: str) -> str:
    if why == BY_HAND:
        return "回来后输入密码就能接着做。"
    words = {IDLE: "有一阵子没有人动过，", ASLEEP: "电脑睡过一觉，"}.get(why, "系统锁了屏，")
    return f"{words}先锁上了。输入密码就能接着做。"
