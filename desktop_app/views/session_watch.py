"""What the system says of its session: the screen was locked, the PC goes to sleep."""

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

SCREEN_LOCKED, GOING_TO_SLEEP = "系统锁屏", "电脑睡眠"
# What Windows sends, from WtsApi32.h and WinUser.h.
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT = 0x02B1, 0x7, 0x2
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x4
_THIS_SESSION = 0
# Interfaces that tell with ActiveChanged(bool) that the screen is locked; the desktops we are used on.
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_LOGIN, _UKUI = "org.freedesktop.login1", "org.ukui.ScreenSaver"


class SessionWatch(QObject):
    """``away`` tells why whoever sat here is not to be believed to sit here any more.

    A system that tells nothing is no error: there the idle minutes hold alone.
    """

    away = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: NativeMessages | None = None
        self._is_listening = False

    def watch(self, window: QWidget) -> None:
        """Listen from now on; Windows tells it to a window, so each new one asks anew."""
        if sys.platform == "win32":
            self._ask_windows(window)
        elif not self._is_listening:
            self._is_listening = True
            self._listen_on_buses()

    # -- Linux ---------------------------------------------------------------------------------------

    def _listen_on_buses(self) -> None:
        # Loaded late: the first picture does not wait for it.
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            self._hear(system, f"{_LOGIN}.Manager", "PrepareForSleep", "sleeping(bool)")
            self._hear(system, f"{_LOGIN}.Session", "Lock", "screen_locked()")
        if session.isConnected():
            for name in _SCREEN_SAVERS:
                self._hear(session, name, "ActiveChanged", "screen_saver(bool)")
            self._hear(session, _UKUI, "lock", "screen_locked()")

    def _hear(self, bus: "QDBusConnection", interface: str, signal: str, slot: str) -> None:
        # Words, whatever the declaration of PySide says: bytes are refused.
        named: Any = SLOT(slot)
        bus.connect("", "", interface, signal, self, named)

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """The PC goes to sleep, or woke up."""
        if begins:
            self.away.emit(GOING_TO_SLEEP)

    @Slot()
    def screen_locked(self) -> None:
        """The screen was locked."""
        self.away.emit(SCREEN_LOCKED)

    @Slot(bool)
    def screen_saver(self, is_on: bool) -> None:
        """The screen saver came or went."""
        if is_on:
            self.away.emit(SCREEN_LOCKED)

    # -- Windows -------------------------------------------------------------------------------------

    def _ask_windows(self, window: QWidget) -> None:
        register = getattr(ctypes, "WinDLL")("wtsapi32").WTSRegisterSessionNotification  # noqa: B009
        register(wintypes.HWND(int(window.winId())), wintypes.DWORD(_THIS_SESSION))
        app = QCoreApplication.instance()
        if self._filter is None and app is not None:
            self._filter = NativeMessages(self)
            app.installNativeEventFilter(self._filter)


class NativeMessages(QAbstractNativeEventFilter):
    """Reads Windows' messages as they come in."""

    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if kind == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            reason = reason_of(told.message, told.wParam)
            if reason:
                self._watch.away.emit(reason)
        return False, 0


def reason_of(message: int, parameter: int) -> str:
    """What a message of Windows says of the session; '' for all others."""
    if message == WM_WTSSESSION_CHANGE and parameter in (WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT):
        return SCREEN_LOCKED
    if message == WM_POWERBROADCAST and parameter == PBT_APMSUSPEND:
        return GOING_TO_SLEEP
    return ""
