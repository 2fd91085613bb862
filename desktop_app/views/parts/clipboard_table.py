"""The block that lies on the clipboard, as a sheet to be read."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.paste import pasted_grid

# Cells that make a table.
_LEAST = 2


def clipboard_grid() -> SheetGrid:
    """The block on the clipboard; UserError when there is none, or a single cell, which is no table."""
    # None where nothing lies there: under some window systems it is so.
    lying = QGuiApplication.clipboard().mimeData() or QMimeData()
    grid = pasted_grid(lying.text(), lying.html())
    if sum(bool(cell) for row in grid.rows for cell in row) < _LEAST:
        raise UserError(
            "剪贴板里只有一格文字，不是表格",
            "什么也没有改动",
            "要填进某一栏，先点那一栏再粘贴；要加几行，请在 WPS 或 Excel 里选中几行复制",
        )
    return grid
