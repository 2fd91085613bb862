"""导入 and 粘贴: the two ways rows of a workbook come into a list, by the page that checks them first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.record import Register
from desktop_app.views.form.role_gate import gate, why_not_write
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.clipboard_table import clipboard_grid

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


class ImportDoor(QObject):
    """The buttons over a list that lead to the import page; ``names`` are the columns in sight."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        register: Register,
        names: Callable[[], Sequence[str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._shell, self._register, self._names = shell, register, names
        self._bridge = desk.bridge
        self._shut = why_not_write(desk.ledger, register)
        self.file_button = PlainButton(desk.theme, "导入表格", "import")
        self.file_button.clicked.connect(self.choose)
        self.paste_button = PlainButton(desk.theme, "粘贴表格", "table")
        self.paste_button.clicked.connect(self.paste)
        gate(self._shut, self.file_button, self.paste_button)

    @property
    def is_open(self) -> bool:
        """Whether rows from elsewhere come in here: a page checks them, and a person writes them."""
        return "import" in list(self._shell.pages.keys()) and not self._register.is_by_program

    def choose(self) -> None:
        """Go where a file is chosen for this register."""
        self._shell.go("import", register=self._register.name)

    def paste(self) -> None:
        """Take a block copied from a spreadsheet to the page that shows it before anything is added."""
        if not self.is_open:
            return
        try:
            grid = clipboard_grid()
        except UserError as error:
            self._bridge.failed.emit(error)
            return
        grid.likely = tuple(self._names())
        self._shell.go("import", register=self._register.name, grid=grid)

    def on_paste(self) -> bool:
        """Ctrl+V on the list; False where nothing comes in."""
        if self.is_open:
            if self._shut:
                self._shell.show_notice(self._shut, tone="due")
            else:
                self.paste()
        return self.is_open
