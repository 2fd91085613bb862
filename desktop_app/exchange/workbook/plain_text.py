"""Sheets that came as text: CSV in the encodings offices use, blocks with tabs, and HTML tables."""

import codecs
import csv
import re
from html.parser import HTMLParser

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.grid import NOTHING, Merge, SheetCell, SheetGrid, text_cell
from desktop_app.exchange.workbook.package import Progress, TooLarge
from desktop_app.exchange.workbook.sniff import utf16_without_mark

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ARCHIVES = (b"mime-version:", b"content-type: multipart/", b"from: <saved by")
_WIDEST = 500
_TALLEST = 200
"""Lines a record may have: beyond that a quote was never closed."""

_SAMPLED = 120
_STRIDE = 2000
_PIECE = 200_000
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 1_048_576, 16_384, 3_000_000


def decoded(data: bytes, name: str) -> str:
    """The text of ``data``, the encodings tried in a fixed order: marks, UTF-16, UTF-8, GB 18030.

    WPS can put the UTF-8 mark before a GBK body, which neither decoder takes: the mark goes first.
    Raises UserError if no encoding fits.
    """
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        order = ["utf-16"]
    elif unmarked := utf16_without_mark(data[:4096]):
        order = [unmarked]
    else:
        data = data.removeprefix(codecs.BOM_UTF8)
        order = ["utf-8", "gb18030"]
    for encoding in order:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise UserError(
        f"“{name}”的文字编码认不出来", "还没有导入任何内容", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入"
    )


class _Lines:
    """The lines of a text, handed to the reader of records, which can be set back."""

    def __init__(self, lines: list[str]) -> None:
        self.lines, self.at, self._last = lines, 0, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines) or self.at >= self._last:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1] + "\n"

    def record(self, mark: str) -> list[str]:
        """The next record, over as many lines as its quotes hold together.

        A quote that is never closed concerns its own line alone, where it is a letter like any other.
        """
        begin, self._last = self.at, self.at + _TALLEST
        try:
            return next(csv.reader(self, delimiter=mark, strict=True), [])
        except csv.Error:
            self.at = begin + 1
            words = self.lines[begin].split(mark)
            return [word[1:-1] if len(word) > 1 and word[0] == word[-1] == '"' else word for word in words]


def _delimiter(lines: list[str]) -> str:
    """The mark that splits the first records most evenly; a comma when there is none."""

    def evenness(mark: str) -> tuple[float, int]:
        reading = _Lines(lines[:_SAMPLED])
        counts = []
        while reading.at < len(reading.lines):
            record = reading.record(mark)
            if any(word.strip() for word in record):
                counts.append(len(record) - 1)
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) / len(counts) if usual else 0, usual)

    return max(("\t", ",", ";", "，"), key=evenness)


def separated(text: str, name: str, progress: Progress | None = None) -> SheetGrid:
    """The grid of a CSV text or of a block with tabs; quotes as spreadsheet programs write them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff")
    first, _, rest = text.partition("\n")
    if told := re.fullmatch(r"sep=(.)", first.strip()):
        mark, lines = told[1], rest.rstrip("\n").split("\n")
    else:
        lines = text.rstrip("\n").split("\n")
        mark = _delimiter(lines)
    reading, rows, cells = _Lines(lines), list[list[SheetCell]](), 0
    while reading.at < len(lines):
        if progress is not None and len(rows) % _STRIDE == 0:
            progress(reading.at, len(lines))
        row = [text_cell(_unquoted(word)) for word in reading.record(mark)]
        cells += len(row)
        if len(rows) >= _MOST_ROWS or len(row) > _MOST_COLUMNS or cells > _MOST_CELLS:
            raise TooLarge(name)
        rows.append(row)
    return SheetGrid(name, rows, exact=False)


def _unquoted(word: str) -> str:
    """``="0012"``, by which some systems force text into a CSV, is the text inside."""
    forced = re.fullmatch(r'="(.*)"', word.strip())
    return forced[1] if forced else word


class _Tables(HTMLParser):
    """Collects the tables of a page as rows of (text, rows spanned, columns spanned)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self._words: list[str] | None = None
        self._span = (1, 1)
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self._close()
            if not self.tables[-1]:
                self.tables[-1].append([])
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._words = []
        elif tag in ("br", "p", "div") and self._words:
            self._words.append("\n")
        elif tag in ("style", "script"):
            self._skipping += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()
        elif tag in ("style", "script"):
            self._skipping = max(0, self._skipping - 1)

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._skipping:
            self._words.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _close(self) -> None:
        if self._words is not None:
            self.tables[-1][-1].append(("".join(self._words).strip(), *self._span))
            self._words = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.strip().isdecimal() else 1


def decoded_html(data: bytes, name: str) -> str:
    """The text of an HTML page in the encoding it names, or as ``decoded`` finds it."""
    named = _CHARSET.search(data[:4096])
    if named and data[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = named[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding.startswith("gb") else encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return decoded(data, name)


def unwrapped(data: bytes) -> bytes:
    """The page of a web archive (.mht), which Excel saves under .xls as well; other pages as they are."""
    if not data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_ARCHIVES):
        return data
    from email import message_from_bytes

    pages = [part.get_payload(decode=True) for part in message_from_bytes(data).walk()]
    return max((p for p in pages if isinstance(p, bytes) and b"<table" in p.lower()), key=len, default=data)


def html_table(text: str, name: str, progress: Progress | None = None) -> SheetGrid | None:
    """The largest table of an HTML page as a grid, spans as merges; None if there is no table."""
    page = _Tables()
    for begin in range(0, len(text), _PIECE):
        if progress is not None:
            progress(begin, len(text))
        page.feed(text[begin : begin + _PIECE])
    page.close()
    if not page.tables:
        return None
    largest = max(page.tables, key=lambda rows: sum(len(row) for row in rows))
    cells: dict[tuple[int, int], SheetCell] = {}
    merges = []
    for row, line in enumerate(largest, 1):
        column = 1
        for words, down, across in line:
            while (row, column) in cells:
                column += 1
            for r in range(row, min(row + down, len(largest) + 1)):
                for c in range(column, column + across):
                    cells[r, c] = NOTHING
            cells[row, column] = text_cell(words)
            if down > 1 or across > 1:
                bottom = min(row + down - 1, len(largest))
                merges.append(Merge(row, column, bottom, column + across - 1))
            column += across
        if len(cells) > _MOST_CELLS // 3:
            raise TooLarge(name)
    width = max((c for _, c in cells), default=0)
    rows = [[cells.get((r, c), NOTHING) for c in range(1, width + 1)] for r in range(1, len(largest) + 1)]
    return SheetGrid(name, rows, merges, exact=False)
