"""A block copied out of WPS, Excel, Word or a chat, as the same grid a workbook gives."""

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.plain_text import html_table, separated

PASTED = "粘贴的表格"


def pasted_grid(text: str, html: str = "") -> SheetGrid:
    """The grid of what lies on the clipboard as ``text`` and perhaps as ``html``.

    The text of a spreadsheet is taken first (rows by line ends, cells by tabs, nothing restyled);
    the HTML only if the text has no tabs, as when a Word table is copied. Raises UserError if
    nothing is there.
    """
    if "\t" not in text and html:
        table = html_table(html, PASTED)
        if table is not None and not table.blank:
            return table
    if not text.strip():
        raise UserError("剪贴板里没有表格", "什么也没有改动", "请先在 WPS 或 Excel 里选中几行，复制后再粘贴")
    return separated(_one_column(text), PASTED)


def _one_column(text: str) -> str:
    """A list of names without tabs stays one column: its commas are words, not borders."""
    if "\t" in text:
        return text
    lines = text.strip("\r\n").splitlines()
    return "\n".join('"' + line.replace('"', '""') + '"\t' for line in lines)
