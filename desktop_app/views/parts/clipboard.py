"""Copying out of a list so that Excel and WPS get a clean table with every ID as text."""

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

_TEXT_LOOKING_LIKE_A_NUMBER = re.compile(r"0\d+|\d{11,}[Xx]?|\d+[-/.]\d+([-/.]\d+)?")


def table_mime(rows: Sequence[Sequence[str]]) -> QMimeData:
    """The rows as tab-separated text and as an HTML table.

    In the HTML, digits that are not a quantity (ID and phone numbers, dates, leading zeros) carry
    the text format, so that a spreadsheet does not turn them into numbers and lose the last places.
    """
    mime = QMimeData()
    mime.setText(tab_separated(rows))
    mime.setHtml(html_table(rows))
    return mime


def tab_separated(rows: Sequence[Sequence[str]]) -> str:
    """One line per row, cells parted by tabs; breaks inside a cell become blanks."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def html_table(rows: Sequence[Sequence[str]]) -> str:
    """A bare HTML table a spreadsheet takes over cell by cell."""
    lines = ("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in rows)
    return (
        '<html><head><meta charset="utf-8"></head><body><table>' + "".join(lines) + "</table></body></html>"
    )


def _cell(text: str) -> str:
    style = ""
    if _TEXT_LOOKING_LIKE_A_NUMBER.fullmatch(text.strip()):
        style = " style=\"mso-number-format:'\\@'\""
    return f"<td{style}>" + html.escape(text).replace("\n", "<br>") + "</td>"
