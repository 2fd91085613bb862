"""Workbooks of every format harmed at random: parts, tags, places, bytes, quotes; some of them whole."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import ClosedList
from desktop_app.records.record import Register

OLD = Path(__file__).parents[1] / "exchange" / "fixtures" / "花名册-旧.xls"
NUMBERS = ("990101198507013212", "990101198507310014", "99010119850701002X")
_ODD_WORDS = (
    "", " ", "无", "同上", "1985.1", "201007", "#N/A", "=1+1", "9.90101E+17", "_x000D_", "\x0b", "待查",
    "全体", "上午", "7月", "·", "张三、李四", "是", "2026-13-45", "0", "-1", "1e309", "一" * 400, "䶮𠀀",
    "'李四", "\u202c",
)  # fmt: skip
_ODD_VALUES = (
    "", "0", "-1", "1", "99", "A1", "XFD1048576", "A1:XFD1048576", "A1:A1048576", "ZZZZ9", "s", "str", "b",
    "e", "d", "n", "inlineStr", "1e400", "nan", "18446744073709551616", "true", "hidden", "\u0660", "²",
)  # fmt: skip
_BARE = str.maketrans("", "", "&<>")


def words_for(box: AnyBox, chance: random.Random, number: int) -> Any:
    """Something a sheet could hold for a box."""
    kind = box.kind
    if chance.random() < 0.12:
        return chance.choice(_ODD_WORDS)
    if isinstance(box, ClosedList):
        return chance.choice(
            list(box.options.values()) if isinstance(box.options, dict) else list(box.options)
        )
    if kind in ("date", "partial_date"):
        day = date(2026, chance.randrange(1, 11), chance.randrange(1, 28))
        return chance.choice([day, day.isoformat(), f"{day:%Y.%m}", f"{day:%Y%m%d}"])
    if kind == "month":
        return f"2026年{chance.randrange(1, 13)}月"
    if kind == "time_span":
        return f"2026-{chance.randrange(1, 11):02d}-{chance.randrange(1, 28):02d} 14:00-16:00"
    if kind in ("number", "money", "decimals"):
        return chance.choice([chance.randrange(100), str(chance.randrange(100)), 12.5])
    if kind == "id_number":
        return chance.choice(NUMBERS)
    if kind == "phone":
        return f"138{chance.randrange(10**8):08d}"
    if kind == "yes_no":
        return chance.choice("是否")
    return f"{chance.choice('赵钱孙李周吴')}{chance.choice('建国文华')}{number}"


def table(register: Register, chance: random.Random) -> list[list[Any]]:
    """A head and some rows for a register."""
    boxes = [box for box in register.boxes.values() if not box.machine]
    needed, other = [b for b in boxes if b.required], [b for b in boxes if not b.required]
    boxes = [*needed, *chance.sample(other, min(len(other), chance.randrange(3, 9)))]
    chance.shuffle(boxes)
    rows = [[words_for(box, chance, n) for box in boxes] for n in range(chance.randrange(1, 9))]
    return [[box.title for box in boxes], *rows]


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def as_xlsx(rows: list[list[Any]], chance: random.Random) -> bytes:
    """The rows as an .xlsx, sometimes with merges, formulas, hidden rows and a second sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)
                cell.data_type = "f" if value.startswith("=") else "s"
            else:
                cell.value = value
    if chance.random() < 0.4:
        sheet.merge_cells(start_row=2, start_column=1, end_row=chance.randrange(2, 9), end_column=1)
    if chance.random() < 0.3:
        sheet.row_dimensions[3].hidden = True
    if chance.random() < 0.3:
        workbook.create_sheet("第二张").append([_plain(one) or "空" for one in rows[0]])
    if chance.random() < 0.2:
        workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def as_text(rows: list[list[Any]], chance: random.Random) -> bytes:
    """The rows as CSV or with tabs, in one of the encodings."""
    mark = chance.choice(",,,\t;，")
    lines = []
    for row in rows:
        words = [_plain(one) for one in row]
        lines.append(mark.join(f'"{w}\n二"' if chance.random() < 0.1 else w for w in words))
    encoding = chance.choice(["gb18030", "utf-8", "utf-8-sig", "utf-16"])
    return "\n".join(lines).encode(encoding, errors="replace")


def as_html(rows: list[list[Any]], chance: random.Random) -> bytes:
    """The rows as a page, cells now and then over several rows."""
    body = "".join(
        "<tr>" + "".join(f"<td rowspan={chance.choice([1, 1, 1, 2])}>{_plain(one)}</td>" for one in row)
        for row in rows
    )
    return f"<html><meta charset=utf-8><table>{body}</table></html>".encode(errors="replace")


def as_ods(rows: list[list[Any]], chance: random.Random) -> bytes:
    """The rows as an .ods with the parts a reader needs."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{_plain(one).translate(_BARE)}</text:p>'
            "</table:table-cell>"
            for one in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    cells = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", cells)
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="表">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def as_xls(rows: list[list[Any]], chance: random.Random) -> bytes:
    """The one .xls there is; there is no writer of the old format at hand."""
    return OLD.read_bytes()


def as_other(rows: list[list[Any]], chance: random.Random) -> bytes:
    """A web archive, an XML table of 2003, a binary workbook that is none."""
    kind = chance.randrange(3)
    if kind == 0:
        return (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
            b"Content-Type: text/html\n\n" + as_html(rows, chance)
        )
    if kind == 1:
        return (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.bin", chance.randbytes(500))
    return out.getvalue()


WHOLE: dict[str, Callable[[list[list[Any]], random.Random], bytes]] = {
    "xlsx": as_xlsx,
    "csv": as_text,
    "html": as_html,
    "ods": as_ods,
    "xls": as_xls,
    "other": as_other,
}
_SHARE = (10, 3, 2, 2, 3, 1)


def mutant(register: Register, chance: random.Random) -> tuple[str, bytes]:
    """(format, bytes) of a workbook for a register, mostly harmed."""
    (kind,) = chance.choices(list(WHOLE), _SHARE)
    data = WHOLE[kind](table(register, chance), chance)
    for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
        zipped = data.startswith(b"PK") and chance.random() < 0.8
        data = _in_a_part(data, chance) if zipped else _raw(data, chance)
    return kind, data


def _raw(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    way, at = chance.randrange(5), chance.randrange(len(data))
    if way == 0:
        return data[:at]
    if way == 1:
        return data[:at] + bytes(chance.randrange(1, 600)) + data[at + chance.randrange(600) :]
    if way == 2:
        return (
            data[:at]
            + chance.choice([b'"', b"\n", b"\r", b",", b"\x00", b"\xff", b"<td>", b"\t"]) * 3
            + data[at:]
        )
    if way == 3:
        other = chance.randrange(len(data))
        return data[:at] + data[other : other + 200] + data[at:]
    harmed = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        harmed[chance.randrange(len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def _in_a_part(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            if not names:
                return _raw(data, chance)
            sheets = [
                name for name in names if "sheet" in name or "content" in name or "workbook.xml" in name
            ]
            chosen = chance.choice(sheets if sheets and chance.random() < 0.7 else names)
            for name in names:
                body = old.read(name)
                if name == chosen:
                    way = chance.randrange(9)
                    if way == 0:
                        continue
                    if way == 1:
                        info = zipfile.ZipInfo("x")
                        info.filename = name.replace("/", "\\").upper()
                        new.writestr(info, body)
                        continue
                    body = _raw(body, chance) if way == 2 else _xml(body, chance)
                new.writestr(name, body)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError, struct.error):
        return _raw(data, chance)
    return out.getvalue()


def _xml(body: bytes, chance: random.Random) -> bytes:
    """XML that is mostly well formed and says something else."""
    text = body.decode("utf-8", errors="replace")
    way = chance.randrange(8)
    if way < 3 and (found := list(re.finditer(r'="([^"]*)"', text))):
        one = chance.choice(found)
        return f"{text[: one.start(1)]}{chance.choice(_ODD_VALUES)}{text[one.end(1) :]}".encode()
    if way == 3 and (
        found := list(re.finditer(r"<(\w+)[^<>]*/>|<(c|row|si|xf|sheet)\b[^>]*>.*?</\2>", text))
    ):
        one = chance.choice(found)
        return (text[: one.start()] + text[one.end() :]).encode()
    if way == 4 and (
        found := list(re.finditer(r"<(c|row|si|xf|sheet|mergeCell)\b[^>]*?(/>|>.*?</\1>)", text))
    ):
        one = chance.choice(found)
        return (text[: one.end()] + one[0] * chance.choice([1, 5, 300]) + text[one.end() :]).encode()
    if way == 5 and "</sheetData>" in text:
        merges = "".join(
            f'<mergeCell ref="{chance.choice(_ODD_VALUES)}"/>' for _ in range(chance.choice([1, 50]))
        )
        return text.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>").encode()
    if way == 6 and "</sheetData>" in text:
        place = chance.choice(
            [f"A{chance.randrange(1, 2**21)}", "XFD1048576", "XFD3", "AAAA9", "B0", "A1048577"]
        )
        row = chance.choice([re.sub(r"[A-Z]", "", place), "1048576", "4", ""])
        cell = (
            f'<c r="{place}" t="{chance.choice(["n", "str", "inlineStr", "s", "q"])}"><f>A1</f><v>1</v></c>'
        )
        return text.replace("</sheetData>", f'<row r="{row}">{cell}</row></sheetData>').encode()
    if found := list(re.finditer(r">([^<>]+)<", text)):
        one = chance.choice(found)
        odd = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", chance.choice(_ODD_WORDS))
        return (text[: one.start(1)] + odd + text[one.end(1) :]).encode()
    return body
