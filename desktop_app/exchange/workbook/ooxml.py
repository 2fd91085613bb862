"""An .xlsx as the person sees it, in one pass: hidden, merged, shown as, not worked out; in bounds.

Our own because each library at hand fails on files that offices have: one takes a blank cell in the last
row for a million rows and reads nothing of Strict Open XML, another does not know what is hidden.
"""

import re
from collections.abc import Callable

from desktop_app.exchange.workbook.formats import BUILT_IN, iso_cell, number_cell, number_of
from desktop_app.exchange.workbook.grid import NOTHING, Book, Kept, Merge, SheetCell, SheetGrid
from desktop_app.exchange.workbook.package import Damaged, Package, Progress, TooLarge, local

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_MOST_CELLS = 3_000_000
_MOST_LETTERS = 100_000_000
_MOST_MERGES = 50_000
_MOST_MERGED = 200_000
_MOST_SHARED = 100_000
"""Contents kept to be shared by the cells that say the same."""

_MACRO_NOTE = "表里带有宏，只读取内容，没有运行"
_LINK_NOTE = "表里引用了别的文件，用的是上次保存时的结果"
_TRUE = ("1", "true", "on")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_AREA = re.compile(r"\$?([A-Za-z]{1,4})\$?(\d{1,9}):\$?([A-Za-z]{1,4})\$?(\d{1,9})")


def read_xlsx(data: bytes, progress: Progress | None = None) -> Book:
    """The sheets of an .xlsx. Raises Damaged or TooLarge."""
    return _Workbook(Package(data, progress)).read()


class _Workbook:
    """What the sheets of one file share: texts, formats, the calendar, and how much was read so far."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.from_1904 = False
        self.texts: list[str] = []
        self.forms: list[str] = []
        self.shared: dict[tuple[str, str, str], SheetCell] = {}
        self.cells = self.letters = self.rows = self.outside = self.merged = 0
        self._columns: dict[str, int] = {}

    def read(self) -> Book:
        main = next((p for k, p in self.package.relations("").values() if k == "officeDocument"), "")
        main = main if main in self.package else "xl/workbook.xml"
        if main not in self.package:
            raise Damaged("no workbook part")
        named = self._sheets(main)
        parts = self.package.relations(main)
        folder = main.strip("/").rpartition("/")[0]
        self._styles(_part(self.package, parts, "styles", f"{folder}/styles.xml"))
        self._shared_texts(_part(self.package, parts, "sharedStrings", f"{folder}/sharedStrings.xml"))
        sheets = []
        for number, (name, key, hidden) in enumerate(named, 1):
            kind, part = parts.get(key, ("worksheet", f"{folder}/worksheets/sheet{number}.xml"))
            if kind == "worksheet":
                if part not in self.package:
                    raise Damaged(f"no part {part}")
                sheets.append(_Sheet(self, name).read(part, hidden))
        return Book(sheets, self._notes(), odd=self.outside > 0 or self.merged > _MOST_MERGED)

    def _sheets(self, main: str) -> list[tuple[str, str, bool]]:
        """(name, id of its part, hidden) of every sheet."""
        found: list[tuple[str, str, bool]] = []

        def sheet(given: dict[str, str]) -> None:
            hidden = given.get("state", "visible") != "visible"
            found.append((given.get("name", ""), local(given, "id"), hidden))

        def settings(given: dict[str, str]) -> None:
            self.from_1904 = given.get("date1904") in _TRUE

        self.package.walk(main, {"sheet": sheet, "workbookPr": settings})
        return found

    def _styles(self, part: str) -> None:
        if not part:
            return
        own: dict[str, str] = {}
        kinds: list[str] = []
        inside = False

        def number_format(given: dict[str, str]) -> None:
            own[given.get("numFmtId", "")] = given.get("formatCode", "General")

        def opened(_: dict[str, str]) -> None:
            nonlocal inside
            inside = True

        def closed() -> None:
            nonlocal inside
            inside = False

        def style(given: dict[str, str]) -> None:
            if inside:
                kinds.append(given.get("numFmtId", "0"))

        starts = {"numFmt": number_format, "cellXfs": opened, "xf": style}
        self.package.walk(part, starts, {"cellXfs": closed})
        built_in = {str(number): form for number, form in BUILT_IN.items()}
        self.forms = [own.get(kind) or built_in.get(kind, "General") for kind in kinds]

    def _shared_texts(self, part: str) -> None:
        if not part:
            return
        words: list[str] = []
        kept: list[str] = []
        reading = _Phonetic()

        def begin(_: dict[str, str]) -> None:
            words.clear()

        def entry(_: dict[str, str]) -> None:
            kept.clear()

        def end() -> None:
            if not reading.inside:
                kept.append("".join(words))

        def entry_end() -> None:
            text = unescaped("".join(kept))
            self.count_letters(len(text))
            self.texts.append(text)

        starts = {"si": entry, "t": begin, "rPh": reading.begin}
        ends = {"si": entry_end, "t": end, "rPh": reading.end}
        self.package.walk(part, starts, ends, words.append)

    def count_letters(self, more: int) -> None:
        """Count letters kept. Raises TooLarge beyond the bound."""
        self.letters += more
        if self.letters > _MOST_LETTERS:
            raise TooLarge("letters")

    def column(self, letters: str) -> int:
        """The number of a column by its letters; 0 for what are none."""
        if letters not in self._columns:
            plain = letters.replace("$", "").upper()
            number = 0
            for letter in plain if plain.isascii() and plain.isalpha() and len(plain) < 5 else "":
                number = number * 26 + ord(letter) - 64
            self._columns[letters] = number
        return self._columns[letters]

    def form(self, style: str) -> str:
        """The number format of a style; of one the workbook does not have, none."""
        number = int(style) if style.isdecimal() and len(style) < 9 else 0
        return self.forms[number] if number < len(self.forms) else "General"

    def cell(self, kind: str, words: str, style: str) -> SheetCell:
        """The cell for what stands in the file, one for all that say the same in the same format."""
        key = kind, words, style
        found = self.shared.get(key)
        if found is None:
            found = self._made(kind, words, self.form(style))
            if len(self.shared) < _MOST_SHARED:
                self.shared[key] = found
        return found

    def _made(self, kind: str, words: str, form: str) -> SheetCell:
        if kind == "s":
            number = int(words) if words.strip().isdecimal() and len(words) < 9 else -1
            if not 0 <= number < len(self.texts):
                raise Damaged(f"no shared text {words[:20]}")
            return _text(self.texts[number], form)
        if kind in ("str", "inlineStr"):
            self.count_letters(len(words))
            return _text(unescaped(words), form)
        words = words.strip()
        if not words:
            return NOTHING
        if kind == "b":
            return SheetCell(words in _TRUE, Kept.YES_NO, form)
        if kind == "e":
            return SheetCell(words, Kept.ERROR)
        if kind == "d":
            return iso_cell(words, form)
        value = number_of(words)
        return _text(words, form) if value is None else number_cell(value, form, self.from_1904)

    def _notes(self) -> list[str]:
        names = list(self.package)
        notes = [_MACRO_NOTE] if "xl/vbaproject.bin" in names else []
        if any(name.startswith("xl/externallinks/") for name in names):
            notes.append(_LINK_NOTE)
        if self.outside:
            notes.append(f"有 {self.outside} 个格子写在表格的边界之外（WPS 和 Excel 里也看不到），没有读")
        return notes


class _Phonetic:
    """Whether the reading passes through a pronunciation, which stands beside a text and is not of it."""

    def __init__(self) -> None:
        self.inside = False

    def begin(self, _: dict[str, str]) -> None:
        self.inside = True

    def end(self) -> None:
        self.inside = False


class _Sheet:
    """One sheet under way: where the reading is, and what it found."""

    def __init__(self, book: _Workbook, name: str) -> None:
        self.book = book
        self.grid = SheetGrid(name, from_1904=book.from_1904)
        self._row: list[SheetCell] = []
        self._number = 0
        self._numbered = False
        self._hidden = False
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._column = 0
        self._kind, self._style = "n", ""
        self._formula = False
        self._words: list[str] = []
        self._value: list[str] = []
        self._phonetic = _Phonetic()

    def read(self, part: str, hidden: bool) -> SheetGrid:
        starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._row_begin,
            "c": self._cell_begin,
            "v": self._words_begin,
            "t": self._words_begin,
            "f": self._formula_begin,
            "rPh": self._phonetic.begin,
            "col": self._column_begin,
            "mergeCell": self._merge,
        }
        ends = {
            "row": self._row_end,
            "c": self._cell_end,
            "v": self._words_end,
            "t": self._words_end,
            "rPh": self._phonetic.end,
        }
        self.book.package.walk(part, starts, ends, self._words.append)
        grid = self.grid
        grid.hidden = hidden
        grid.hidden_rows = frozenset(self._hidden_rows)
        grid.hidden_columns = frozenset(
            n for first, last in self._hidden_columns for n in range(first, min(last, grid.width) + 1)
        )
        grid.keep_merges_in_sight()
        return grid

    # -- rows ---------------------------------------------------------------------------------------

    def _row_begin(self, given: dict[str, str]) -> None:
        told = given.get("r", "")
        self._numbered = told.isdecimal() and len(told) < 12
        self._number = int(told) if self._numbered else self._number + 1
        self._hidden = given.get("hidden") in _TRUE or given.get("ht") == "0"
        self._row, self._column = [], 0

    def _row_end(self) -> None:
        row, rows = self._row, self.grid.rows
        while row and row[-1] is NOTHING:
            row.pop()
        if not row:
            return
        if not 1 <= self._number <= LAST_ROW:
            self.book.outside += len(row)
            return
        if self._hidden:
            self._hidden_rows.add(self._number)
        if self._number <= len(rows):
            # A row told twice, or out of turn.
            before = rows[self._number - 1]
            row = [*(new or old for new, old in zip(row, before, strict=False)), *row[len(before):],
                   *before[len(row):]]  # fmt: skip
            rows[self._number - 1] = row
            return
        self.book.rows += self._number - len(rows)
        if self.book.rows > 3 * LAST_ROW:
            raise TooLarge("rows")
        rows.extend([_NO_CELLS] * (self._number - len(rows) - 1))
        rows.append(row)

    # -- cells --------------------------------------------------------------------------------------

    def _cell_begin(self, given: dict[str, str]) -> None:
        place = given.get("r")
        if place:
            letters = place.rstrip("0123456789")
            self._column = self.book.column(letters) or self._column + 1
            if not self._numbered and not self._row and (row := place[len(letters):]):  # fmt: skip
                self._number, self._numbered = int(row[:12]), True
        else:
            self._column += 1
        self._kind, self._style = given.get("t", "n"), given.get("s", "0")
        self._formula = False
        self._value.clear()

    def _words_begin(self, _: dict[str, str]) -> None:
        self._words.clear()

    def _words_end(self) -> None:
        if not self._phonetic.inside:
            self._value.extend(self._words)

    def _formula_begin(self, _: dict[str, str]) -> None:
        self._formula = True

    def _cell_end(self) -> None:
        words = "".join(self._value)
        if words:
            cell = self.book.cell(self._kind, words, self._style)
        elif self._formula and self._kind != "str":
            # A result that is words may be none of them: =IF(A1="","",A1) was worked out and is empty.
            cell = _UNSOLVED
        else:
            return
        if cell is NOTHING:
            return
        column, row = self._column, self._row
        if column > LAST_COLUMN:
            self.book.outside += 1
            return
        self.book.cells += 1
        if self.book.cells > _MOST_CELLS:
            raise TooLarge("cells")
        if column <= len(row):
            row[column - 1] = cell
            return
        if column > len(row) + 1:
            row.extend([NOTHING] * (column - len(row) - 1))
        row.append(cell)

    # -- columns and merges --------------------------------------------------------------------------

    def _column_begin(self, given: dict[str, str]) -> None:
        first, last = given.get("min", ""), given.get("max", "")
        if (given.get("hidden") in _TRUE or given.get("width") == "0") and first.isdecimal():
            end = int(last[:9]) if last.isdecimal() else int(first[:9])
            self._hidden_columns.append((max(int(first[:9]), 1), end))

    def _merge(self, given: dict[str, str]) -> None:
        found = _AREA.fullmatch(given.get("ref", ""))
        if found is None or len(self.grid.merges) >= _MOST_MERGES:
            return
        left, right = sorted((self.book.column(found[1]), self.book.column(found[3])))
        top, bottom = sorted((int(found[2]), int(found[4])))
        if 1 <= top <= LAST_ROW and 1 <= left <= LAST_COLUMN:
            area = Merge(top, left, min(bottom, LAST_ROW), min(right, LAST_COLUMN))
            self.grid.merges.append(area)
            self.book.merged += (area.bottom - area.top + 1) * (area.right - area.left + 1)


_NO_CELLS: list[SheetCell] = []
"""A row without cells, one for all of them: what changes a row puts another in its place."""

_UNSOLVED = SheetCell(None, Kept.FORMULA)


def _part(package: Package, parts: dict[str, tuple[str, str]], kind: str, usual: str) -> str:
    """The part of a kind, by what the workbook says or by its usual name; '' when there is none."""
    named = next((part for other, part in parts.values() if other == kind), usual)
    return named if named in package else usual if usual in package else ""


def _text(words: str, form: str) -> SheetCell:
    return SheetCell(words, Kept.TEXT, form) if words.strip() else NOTHING


def unescaped(words: str) -> str:
    """Words with what the format writes as _x000D_ put back, and one kind of line break."""
    if "_x" in words:
        words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
    if "\r" in words:
        words = words.replace("\r\n", "\n").replace("\r", "\n")
    return words
