"""Windows' own calls for printing; nothing is decided here, so that all that is can be tried anywhere."""

import ctypes
import errno
from ctypes import byref, c_int, c_uint32, c_void_p, c_wchar_p
from typing import Any

from desktop_app.printing.raster import PdfPages
from desktop_app.printing.windows_spooler import Surface

_OUT, _IN_AND_OUT = 2, 8 | 2
_DOTS_ACROSS, _DOTS_DOWN, _LEFT, _TOP = 88, 90, 112, 113
_OUT_OF_DISK = -4


class _DocInfo(ctypes.Structure):
    _fields_ = (
        ("size", c_int),
        ("name", c_wchar_p),
        ("output", c_wchar_p),
        ("kind", c_wchar_p),
        ("how", c_uint32),
    )


class WindowsGdi:
    """``Gdi`` of ``printing.windows_spooler`` by gdi32 and winspool."""

    def __init__(self) -> None:
        load: Any = vars(ctypes)["WinDLL"]
        self._gdi: Any = load("gdi32", use_last_error=True)
        self._spool: Any = load("winspool.drv", use_last_error=True)
        pointer, number, word = c_void_p, c_int, c_wchar_p
        for function, result, arguments in (
            (self._gdi.CreateDCW, pointer, (word, word, word, c_void_p)),
            (self._gdi.ResetDCW, pointer, (pointer, c_void_p)),
            (self._gdi.GetDeviceCaps, number, (pointer, number)),
            (self._gdi.StartDocW, number, (pointer, c_void_p)),
            (self._gdi.StartPage, number, (pointer,)),
            (self._gdi.EndPage, number, (pointer,)),
            (self._gdi.EndDoc, number, (pointer,)),
            (self._gdi.AbortDoc, number, (pointer,)),
            (self._gdi.DeleteDC, number, (pointer,)),
            (self._spool.OpenPrinterW, number, (word, c_void_p, c_void_p)),
            (self._spool.ClosePrinter, number, (pointer,)),
            (
                self._spool.DocumentPropertiesW,
                ctypes.c_long,
                (pointer, pointer, word, pointer, pointer, c_uint32),
            ),
        ):
            function.restype, function.argtypes = result, arguments

    def settings(self, printer: str) -> bytes:
        """The printer's own settings, a DEVMODEW."""
        return self._properties(printer, None)

    def checked(self, printer: str, settings: bytes) -> bytes:
        """The settings as the printer's driver understands them."""
        return self._properties(printer, settings)

    def _properties(self, printer: str, settings: bytes | None) -> bytes:
        handle = c_void_p()
        if not self._spool.OpenPrinterW(printer, byref(handle), None):
            raise _last_error()
        try:
            ask = self._spool.DocumentPropertiesW
            size = ask(None, handle, printer, None, None, 0)
            if size <= 0:
                raise _last_error()
            out = ctypes.create_string_buffer(max(size, len(settings or b"")))
            given = ctypes.create_string_buffer(settings, len(settings)) if settings else None
            how = _IN_AND_OUT if settings else _OUT
            if ask(None, handle, printer, out, given, how) < 0:
                raise _last_error()
            return out.raw
        finally:
            self._spool.ClosePrinter(handle)

    def open(self, printer: str, settings: bytes) -> int:
        """A device context to draw on."""
        device = self._gdi.CreateDCW(
            "WINSPOOL", printer, None, ctypes.create_string_buffer(settings, len(settings))
        )
        if not device:
            raise _last_error()
        return int(device)

    def begin(self, device: int, title: str) -> None:
        """Begin a job under a name."""
        about = _DocInfo(ctypes.sizeof(_DocInfo), title, None, None, 0)
        _done(self._gdi.StartDocW(device, byref(about)))

    def begin_page(self, device: int, settings: bytes) -> Surface:
        """Begin a page with these settings."""
        if not self._gdi.ResetDCW(device, ctypes.create_string_buffer(settings, len(settings))):
            raise _last_error()
        _done(self._gdi.StartPage(device))
        ask = self._gdi.GetDeviceCaps
        return Surface(*(ask(device, one) for one in (_DOTS_ACROSS, _DOTS_DOWN, _LEFT, _TOP)))

    def draw(self, device: int, pages: PdfPages, page: int, area: tuple[int, int, int, int]) -> bool:
        """Draw a page of a PDF."""
        return pages.draw_on(device, page, *area)

    def end_page(self, device: int) -> None:
        """The page is complete."""
        _done(self._gdi.EndPage(device))

    def end(self, device: int) -> None:
        """The job is complete."""
        _done(self._gdi.EndDoc(device))

    def abort(self, device: int) -> None:
        """Give the job up."""
        self._gdi.AbortDoc(device)

    def close(self, device: int) -> None:
        """Let the device go."""
        self._gdi.DeleteDC(device)


def _done(answer: int) -> None:
    """Nothing, where Windows says it was done; 0 and less say what went wrong."""
    if answer == _OUT_OF_DISK:
        raise OSError(errno.ENOSPC, "the spooler is out of disk")
    if answer <= 0:
        raise _last_error()


def _last_error() -> OSError:
    code = vars(ctypes)["get_last_error"]()
    full = {39, 112}  # the disk is full, by either of its numbers
    return OSError(errno.ENOSPC if code in full else errno.EIO, f"Windows error {code}")
