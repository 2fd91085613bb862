"""Workbooks as other programs write them, and as broken ones look, made from a good one on the spot."""

import io
import re
import zipfile
from collections.abc import Callable

from tests.exchange.workbook.sheets import NUMBERS, xlsx

SHEET = "xl/worksheets/sheet1.xml"
GOOD = (("张三", "男", NUMBERS[0], "正式"), ("李四", "男", NUMBERS[1], "正式"))
_TRANSITIONAL = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)  # fmt: skip


def repacked(
    data: bytes,
    change: Callable[[str, bytes], bytes | None] = lambda name, body: body,
    rename: Callable[[str], str] = str,
) -> bytes:
    """The workbook with its parts changed (None leaves one out) and named otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                info = zipfile.ZipInfo("x")
                info.filename = rename(name)
                new.writestr(info, body)
    return out.getvalue()


def with_sheet(change: Callable[[bytes], bytes], data: bytes | None = None) -> bytes:
    """The good workbook (or ``data``) with the XML of its first sheet changed."""
    whole = xlsx(*GOOD) if data is None else data
    return repacked(whole, lambda name, body: change(body) if name == SHEET else body)


def more_rows(xml: str) -> bytes:
    """The good workbook with rows of raw XML behind its own."""
    return with_sheet(lambda body: body.replace(b"</sheetData>", xml.encode() + b"</sheetData>"))


def more_parts(xml: str) -> bytes:
    """The good workbook with raw XML behind its rows: merges and the like."""
    return with_sheet(lambda body: body.replace(b"</sheetData>", b"</sheetData>" + xml.encode()))


def strict() -> bytes:
    """Strict Open XML: the same parts under other addresses."""

    def renamed(name: str, body: bytes) -> bytes:
        for usual, other in _TRANSITIONAL:
            body = body.replace(usual, other)
        return body

    return repacked(xlsx(*GOOD), renamed)


def prefixed() -> bytes:
    """Every element of the sheet with a prefix, as some programs write."""

    def renamed(body: bytes) -> bytes:
        words = body.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
        return words.replace(b"xmlns=", b"xmlns:x=")

    return with_sheet(renamed)


def _without_places(body: bytes) -> bytes:
    return re.sub(rb"(<(?:row|c)) r=\"[A-Z]*\d+\"", rb"\1", body)


def _word(place: str, words: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'
    return f'<row r="{row}">{cell}</row>'


def _merged(area: str, times: int = 1) -> bytes:
    return more_parts("<mergeCells>" + f'<mergeCell ref="{area}"/>' * times + "</mergeCells>")


def _without(*endings: str) -> bytes:
    return repacked(xlsx(*GOOD), lambda name, body: None if name.endswith(endings) else body)


def _columns(body: bytes) -> bytes:
    wide = b'<cols><col min="5" max="16384" width="9" hidden="1"/></cols>'
    return body.replace(b"<sheetData>", wide + b"<sheetData>")


_BEYOND = '<row r="4"><c r="XFE4"><v>1</v></c></row><row r="16777217"><c r="A16777217"><v>1</v></c></row>'

ODD: dict[str, Callable[[], bytes]] = {
    "strict": strict,
    "backslashes": lambda: repacked(xlsx(*GOOD), rename=lambda name: name.replace("/", "\\")),
    "a leading slash": lambda: repacked(xlsx(*GOOD), rename=lambda name: "/" + name),
    "capitals": lambda: repacked(xlsx(*GOOD), rename=lambda name: name.replace("shared", "Shared")),
    "prefixes": prefixed,
    "no styles": lambda: _without("styles.xml"),
    "no relations": lambda: _without(".rels"),
    "an empty fill": lambda: repacked(xlsx(*GOOD), lambda n, b: b.replace(b"<patternFill />", b"")),
    "a wrong dimension": lambda: with_sheet(lambda body: body.replace(b'ref="A1:D3"', b'ref="A1:A1"')),
    "no places": lambda: with_sheet(_without_places),
    "out of the grid": lambda: more_rows(_BEYOND),
    "a blank in the last row": lambda: more_rows(_word("A1048576", " ")),
    "a word in the last row": lambda: more_rows(_word("A1048576", "填表人：王五")),
    "a blank in the last column": lambda: more_rows(_word("XFD4", " ")),
    "a column merged": lambda: _merged("A1:A1048576"),
    "all merged, often": lambda: _merged("A1:XFD1048576", 2000),
    "columns to the end": lambda: with_sheet(_columns),
}
"""Workbooks that hold the two good rows and something odd besides."""
