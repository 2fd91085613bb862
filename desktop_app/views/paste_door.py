"""Ctrl+V at the window: a block of cells goes to the page that shows it before anything is added.

One door for every page: the plain tables and those made by hand. In an editor Ctrl+V is the editor's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.fitting import Fitting, importable
from desktop_app.exchange.workbook.grid import Book, SheetGrid
from desktop_app.records.record import Register
from desktop_app.views.form.role_gate import why_not_write
from desktop_app.views.page_table import ROWS
from desktop_app.views.parts.clipboard_table import clipboard_grid
from desktop_app.views.undo_door import EDITORS

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

IMPORT = "import"
_TABLE = "register:"


class PasteDoor(QObject):
    """Made once on the window; a page that does otherwise answers ``on_paste``."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell)
        self._desk, self._shell = desk, shell
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), shell)
        keys.activated.connect(self.paste)

    def paste(self) -> None:
        """Take what lies on the clipboard to where the page in sight would have it."""
        page = self._shell.current_page()
        if page is None or _types(QApplication.focusWidget()) or page.on_paste():
            return
        if IMPORT not in self._shell.pages.keys():  # noqa: SIM118  no mapping
            return
        try:
            grid = clipboard_grid()
        except UserError as error:
            self._desk.bridge.failed.emit(error)
            return
        register = self._register(grid)
        if register is None:
            self._shell.show_notice("这一页由程序自己记，不收粘贴的表格", tone="due")
            return
        self.take(register, grid)

    def take(self, register: Register, grid: SheetGrid) -> None:
        """Show a block to be looked at for a register, where the role at the desk may write it."""
        why = why_not_write(self._desk.ledger, register)
        if why:
            self._shell.show_notice(why, tone="due")
        else:
            self._shell.go(IMPORT, register=register.name, grid=grid)

    def _register(self, grid: SheetGrid) -> Register | None:
        """The page's register; of several, or on a page about none, the one the heads fit best."""
        key, catalogue = self._shell.pages.current_key, self._desk.ledger.catalogue
        taken = {register.name: register for register in importable(catalogue)}
        row = ROWS.get(key)
        names = row.registers if row is not None else (key.removeprefix(_TABLE),) if _TABLE in key else ()
        of_page = [taken[name] for name in names if name in taken]
        if len(of_page) == 1 or (names and not of_page):
            return of_page[0] if of_page else None
        return Fitting(of_page or taken.values()).best(Book([grid]), "") or (
            of_page[0] if of_page else taken["member"]
        )


def _types(widget: QWidget | None) -> bool:
    """Whether words are being put in where the cursor is."""
    while widget is not None:
        if isinstance(widget, EDITORS):
            return True
        widget = widget.parentWidget()
    return False
