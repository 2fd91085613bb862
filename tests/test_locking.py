"""Locking: what is covered and let go, what stays, and that the way back leads to where one was."""

import gc
import threading
import weakref
from collections.abc import Iterator
from ctypes import addressof, wintypes
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import LOCKED, UNLOCKED, AuditLog
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.settings import Settings
from desktop_app.storage import keys
from desktop_app.views.idle_watch import ASLEEP, IDLE, SLEPT, IdleWatch
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.start.lock_page import LockPage
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.session_watch import GOING_TO_SLEEP, SCREEN_LOCKED, NativeMessages, SessionWatch
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.registers.invented_people import member
from tests.test_app import OWN, PASSWORD, choose, wait_for_shell

NAME = "丁照水"
SAID = ("text", "title", "plainText", "placeholderText", "toolTip", "accessibleName", "accessibleDescription")


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The program with a branch of its own open, one member in it and one more being typed."""
    clock = SetClock(datetime(2026, 11, 23, 9, 0))
    settings = Settings.load(tmp_path / "settings.json")
    made = Desktop(qapp, Workplace(tmp_path, settings, clock, load_pinyin()))
    yield made
    made.shut()
    if made.window is not None:
        made.window.hide()
        made.window.deleteLater()
        made.window = None


@pytest.fixture
def own(qtbot, desktop: Desktop) -> Desktop:
    """The program with an own branch open and a member in it."""
    desktop.begin(sample=False)
    choose(desktop, OWN)
    wait_for_shell(qtbot, desktop)
    ledger = desktop.desk.ledger
    org = ledger.find(PartyOrg.live().where(PartyOrg.full_name == OWN.full_name))[0]
    ledger.save(member(1, branch=org.uid, name=NAME))
    return desktop


def everything_said() -> str:
    """Every word of every widget, model, action and title there is, in sight or not."""
    said: list[str] = []
    for widget in QApplication.allWidgets():
        said.append(widget.windowTitle())
        for name in SAID:
            ask = getattr(widget, name, None)
            words = ask() if callable(ask) else None
            said.append(words if isinstance(words, str) else "")
        said.extend(action.text() + action.toolTip() for action in widget.findChildren(QAction))
        if isinstance(widget, QAbstractItemView):
            said.extend(cells_of(widget.model()))
    return "\n".join(said)


def cells_of(model: QAbstractItemModel | None) -> list[str]:
    """The words of the cells of a model."""
    if model is None:
        return []
    rows = model.rowCount(QModelIndex())
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    return [str(model.index(r, c).data()) for r in range(rows) for c in range(columns)]


def walked(shell: Shell) -> Iterator[str]:
    """Every page that is one of its own, and some of the tables over any register: those are one page."""
    keys = [key for key in shell.pages.keys() if key != "preview"]  # noqa: SIM118
    tables = [key for key in keys if key.startswith("register:")]
    yield from (key for key in keys if key not in tables)
    yield from tables[:: len(tables) // 5]


def locked(qtbot, desktop: Desktop) -> LockPage:
    """The lock page, once the file is closed behind it."""
    page = desktop.window
    assert isinstance(page, LockPage)
    qtbot.waitUntil(page.password.isEnabled, timeout=20_000)
    return page


def unlock(qtbot, desktop: Desktop, password: str) -> None:
    """Type the password and press Enter."""
    page = locked(qtbot, desktop)
    page.password.setText(password)
    qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)


def test_locking_closes_the_file_forgets_the_key_and_comes_back_to_the_form_with_its_draft(
    qtbot, own: Desktop, tmp_path: Path
) -> None:
    shell = own.window
    for key in walked(shell):
        shell.go(key)
        qtbot.waitUntil(own.bridge.idle, timeout=20_000)
    uid = own.desk.ledger.find(Member.live())[0].uid
    shell.go("register:member", uid=uid)
    page = shell.current_page()
    assert isinstance(page, RegisterPage)
    field = page.view.form.body.editors["native_place"].field
    field.setFocus()
    QTest.keyClicks(field, "abc")
    form = page.view.form
    qtbot.waitUntil(lambda: form.is_dirty)
    key = weakref.ref(own._opened)
    assert NAME in everything_said()
    del field, page, form
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=5000)
    qtbot.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    del shell
    lock_page = locked(qtbot, own)
    assert own.desk is None
    assert OWN.full_name[4:12] in lock_page.branch.text()
    qtbot.waitUntil(lambda: NAME not in everything_said(), timeout=5000)
    gc.collect()
    qtbot.waitUntil(lambda: key() is None, timeout=5000)
    assert not list((tmp_path / "own").glob("*-wal"))
    unlock(qtbot, own, "这不是那个密码")
    qtbot.waitUntil(lambda: bool(lock_page.trouble.text()), timeout=20_000)
    unlock(qtbot, own, PASSWORD)
    shell = wait_for_shell(qtbot, own)
    assert shell.pages.current_key == "register:member"
    form = shell.current_page().view.form
    assert form.record.uid == uid
    assert form.keeper.bar is not None
    lines = own.desk.ledger.find(AuditLog.live().where(AuditLog.action.in_((LOCKED, UNLOCKED))))
    told = {one.action: one.diff for one in lines}
    assert told == {LOCKED: ("手动",), UNLOCKED: ("之前输错密码 1 次",)}


def test_work_under_way_ends_behind_the_lock_page_and_what_it_had_to_tell_is_told_afterwards(
    qtbot, own: Desktop
) -> None:
    shell = own.window
    told: list[UserError] = []
    own.tell_error = told.append
    going_on = threading.Event()

    def job() -> None:
        going_on.wait(20)
        own.desk.ledger.set_note("job", "done")
        raise UserError(f"{NAME}没有导入")

    shell.go("register:care_award")
    asked = RecordDialog(
        own.desk, own.desk.ledger.catalogue["care_award"], CareAward(), "新增", "保存", parent=shell
    )
    asked.open()
    QTest.keyClicks(asked.form.editors["goods"].field, "abc")
    own.bridge.run(job)
    closed: list[bool] = []
    QTimer.singleShot(0, lambda: own.locking.lock(IDLE))
    # A question that waits for its answer in the middle of some work: it is answered with no.
    closed.append(ConfirmDialog(own.theme, NAME, NAME, "删除", parent=shell).ask())
    assert closed == [False]
    page = own.window
    assert isinstance(page, LockPage)
    assert "把手上的事做完" in page.state.text()
    assert not page.password.isEnabled()
    assert own.desk is not None
    going_on.set()
    locked(qtbot, own)
    assert told == []
    unlock(qtbot, own, PASSWORD)
    wait_for_shell(qtbot, own)
    assert [error.what for error in told] == [f"{NAME}没有导入"]
    ledger = own.desk.ledger
    assert ledger.note("job") == "done"
    assert "abc" in ledger.note("draft:care_award:new:")


def test_another_role_comes_in_at_its_own_start_and_hears_nothing_that_was_kept(
    qtbot, own: Desktop, tmp_path: Path
) -> None:
    path, other = own._opened.path, "秋水共长天一色呀"
    keys.set_door(path, keys.unlock(path, PASSWORD).raw, Role.MEMBER, other, keys.LEAST)
    told: list[UserError] = []
    own.tell_error = told.append
    uid = own.desk.ledger.find(Member.live())[0].uid
    own.window.go("register:member", uid=uid)
    own.locking.lock(IDLE)
    assert own.locking.hold_back(UserError(f"和{NAME}的谈话没有导入"))
    unlock(qtbot, own, other)
    shell = wait_for_shell(qtbot, own)
    assert own.desk.ledger.role is Role.MEMBER
    assert shell.pages.current_key == "home"
    assert told == []


def test_the_recovery_sheet_is_asked_for_from_the_lock_page(qtbot, own: Desktop) -> None:
    own.locking.lock(ASLEEP)
    qtbot.mouseClick(locked(qtbot, own).recovery_button, Qt.MouseButton.LeftButton)
    assert isinstance(own.window, StartPage)
    assert own.window.panes.currentWidget() is own.window.recovering


def test_the_sample_has_no_password_and_does_not_lock(qtbot, desktop: Desktop) -> None:
    shell = Shell(desktop.theme, "支部台账")
    qtbot.addWidget(shell)
    desktop.locking.begin(shell, is_sample=True)
    desktop.locking.idle.passed.emit(IDLE)
    shell.lock_asked.emit()
    assert shell.navigation.lock_button.isHidden()
    assert desktop.locking.page is None


class Hands:
    """Two clocks, set by hand, and a watch that looks at them."""

    def __init__(self, minutes: int) -> None:
        self.even = self.wall = 1000.0
        self.told: list[str] = []
        self.watch = IdleWatch(lambda: minutes, now=lambda: self.even, wall=lambda: self.wall)
        self.watch.passed.connect(self.told.append)
        self.watch.start()

    def pass_by(self, seconds: float) -> list[str]:
        """What was told by a look so much later."""
        self.even += seconds
        self.wall += seconds
        self.watch.look()
        return self.told


def test_idle_minutes_count_real_keys_and_mouse_alone(qtbot) -> None:
    box = QLineEdit()
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(lambda: box.hasFocus() and box.isActiveWindow())
    hands = Hands(minutes=5)
    window = box.windowHandle()
    for hand in (
        lambda: QTest.keyClick(window, Qt.Key.Key_A),
        lambda: QTest.mouseMove(window, QPoint(5, 5)),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton),
        lambda: QApplication.sendEvent(box, committed("中")),
    ):
        for _ in range(3):
            assert hands.pass_by(90) == []
        hand()
        QApplication.processEvents()
    box.setText("written by the program")
    box.update()
    QApplication.sendEvent(
        window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    )
    for _ in range(3):
        assert hands.pass_by(90) == []
    assert hands.pass_by(60) == [IDLE]


def committed(words: str) -> QInputMethodEvent:
    """What an input method hands over."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    return event


def test_never_is_never_but_a_pc_that_slept_is_locked(qtbot) -> None:
    hands = Hands(minutes=0)
    for _ in range(100):
        assert hands.pass_by(100) == []
    assert hands.pass_by(SLEPT + 1) == [ASLEEP]


def test_the_system_tells_of_its_lock_screen_and_of_sleep(qtbot) -> None:
    watch = SessionWatch()
    told: list[str] = []
    watch.away.connect(told.append)
    watch.screen_saver(False)
    watch.sleeping(False)
    watch.screen_saver(True)
    watch.sleeping(True)
    watch.screen_locked()
    assert told == [SCREEN_LOCKED, GOING_TO_SLEEP, SCREEN_LOCKED]
    told.clear()
    messages = NativeMessages(watch)
    for number, parameter in ((0x02B1, 7), (0x02B1, 8), (0x0218, 4), (0x0218, 0x12), (0x0100, 7)):
        message = wintypes.MSG()
        message.message, message.wParam = number, parameter
        assert messages.nativeEventFilter(b"windows_generic_MSG", addressof(message)) == (False, 0)
        messages.nativeEventFilter(b"xcb_generic_event_t", addressof(message))
    assert told == [SCREEN_LOCKED, GOING_TO_SLEEP]
