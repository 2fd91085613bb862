"""What a file really is, told from its bytes; the name only helps to word a refusal."""

from enum import Enum
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_sentence
from desktop_app.exchange.workbook.package import Damaged, Package

LARGEST = 60_000_000
"""Bytes of a file; rosters are thousands of times smaller."""

LARGEST_UNPACKED = 600_000_000
"""Bytes that the parts of a zipped workbook may claim, against files made to burst."""

_UNCHANGED = "还没有导入任何内容"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_SAVE_AS = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入"


class Format(Enum):
    """A format that can be read as sheets."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    HTML = "html"
    TEXT = "text"


def load(path: Path) -> bytes:
    """The bytes of the file a person chose. UserError when it is not there, shut off or a lock file."""
    if path.name.startswith(("~$", ".~")):
        raise UserError(
            f"“{path.name}”是表格打开时留下的临时文件，不是表格本身",
            _UNCHANGED,
            "请先在 WPS 或 Excel 里保存并关闭原表，再选原表",
        )
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"“{path.name}”超过 60 MB，太大了", _UNCHANGED, "请删去图片或分成几个文件再导入")
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(
            f"找不到文件“{path.name}”", _UNCHANGED, "请看文件是否改了名、移了位置，或 U 盘已拔出"
        ) from None
    except IsADirectoryError:
        raise UserError(f"“{path.name}”是文件夹，不是表格", _UNCHANGED, "请选里面的表格文件") from None
    except PermissionError:
        if path.is_dir():
            raise UserError(f"“{path.name}”是文件夹，不是表格", _UNCHANGED, "请选里面的表格文件") from None
        raise UserError(
            f"“{path.name}”正被别的程序占用，读不了", _UNCHANGED, "请先在 WPS 或 Excel 里关闭它再试"
        ) from None
    except OSError as error:
        raise os_sentence(error, f"“{path.name}”读不了", _UNCHANGED) from error


def format_of(data: bytes, name: str) -> Format:
    """The format of ``data``; ``name`` is what the person calls the file.

    Raises UserError for an empty file, a password, a photo or scan, a Word document and the like,
    each with its way out.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UserError(f"“{name}”是空文件", _UNCHANGED, "请选有内容的表格")
    if data.startswith(b"PK"):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _compound(data, name)
    if data[:2] == b"\x09\x08" or data[:4] in (b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"):
        return Format.XLS
    if _is_picture(data):
        raise UserError(
            f"“{name}”是照片或扫描件，不是表格",
            _UNCHANGED,
            "可以作为附件保存；要导入请把名单打成表格",
        )
    if data.startswith((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")):
        raise UserError(f"“{name}”是压缩包", _UNCHANGED, "请先解压，再选里面的表格")
    return _textual(data, name)


def _is_picture(data: bytes) -> bool:
    return (
        data.startswith((b"%PDF", *_IMAGES))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp")
    )


def _zipped(data: bytes, name: str) -> Format:
    try:
        parts = Package(data)
        mime = parts.read("mimetype")[:80]
    except Damaged:
        raise UserError(
            f"“{name}”不完整，打不开", _UNCHANGED, "请重新拷贝一次，或用 WPS 打开后另存"
        ) from None
    if parts.size() > LARGEST_UNPACKED:
        raise UserError(f"“{name}”展开后大得不正常，没有打开", _UNCHANGED, _SAVE_AS)
    if "xl/workbook.bin" in parts:
        return Format.XLSB
    if "xl/workbook.xml" in parts or any(part.startswith("xl/worksheets/") for part in parts):
        return Format.XLSX
    if b"opendocument.spreadsheet" in mime:
        return Format.ODS
    if any(part.startswith("word/") for part in parts):
        raise UserError(
            f"“{name}”是 Word 文档，不是表格", _UNCHANGED, "请在 Word 里选中表格复制，再到列表里粘贴"
        )
    if any(part.endswith((".xlsx", ".xls", ".et", ".csv")) for part in parts):
        raise UserError(f"“{name}”是压缩包", _UNCHANGED, "请先解压，再选里面的表格")
    raise UserError(f"“{name}”不是表格文件", _UNCHANGED, "请选 .xlsx、.xls、.et 或 .csv 文件")


def _compound(data: bytes, name: str) -> Format:
    """An OLE file: its directory names, in UTF-16, tell old workbooks, passwords and Word apart."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise UserError(f"“{name}”有打开密码", _UNCHANGED, "请在 WPS 或 Excel 里另存为无密码的表格再导入")
    if has("Workbook") or has("Book"):
        return Format.XLS
    if has("WordDocument"):
        raise UserError(
            f"“{name}”是 Word 文档，不是表格", _UNCHANGED, "请在 Word 里选中表格复制，再到列表里粘贴"
        )
    if _cut(data):
        raise UserError(f"“{name}”不完整，打不开", _UNCHANGED, "请重新拷贝一次，或用 WPS 打开后另存")
    raise UserError(f"“{name}”不是表格文件", _UNCHANGED, "请选 .xlsx、.xls、.et 或 .csv 文件")


def _cut(data: bytes) -> bool:
    """Whether an OLE file ends before its directory, which says what is in it."""
    size, first = 1 << min(data[30], 20) if len(data) > 52 else 0, int.from_bytes(data[48:52], "little")
    return not size or (first + 2) * size > len(data)


def _textual(data: bytes, name: str) -> Format:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[:4096].replace(b"\x00", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise UserError(f"“{name}”是旧式的 XML 表格", _UNCHANGED, _SAVE_AS)
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<div", b"<style")) or (
        b"<table" in head or head.startswith(b"mime-version:")
    ):
        return Format.HTML
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and _binary(data[:4096]):
        raise UserError(f"“{name}”不是表格文件", _UNCHANGED, "请选 .xlsx、.xls、.et 或 .csv 文件")
    return Format.TEXT


def _binary(sample: bytes) -> bool:
    """Whether bytes hold what no text holds; UTF-16 without its mark is text though full of zeros."""
    return any(byte < 9 or 14 <= byte < 27 for byte in sample) and utf16_without_mark(sample) is None


def utf16_without_mark(sample: bytes) -> str | None:
    """The byte order of UTF-16 text that came without its mark, None if it is no such text."""
    if b"\x00" not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        words = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
        usual = sum(" " <= char <= "~" or "\u3000" <= char <= "\u9fff" or char in "\t\r\n" for char in words)
        if usual >= 0.9 * len(words):
            return encoding
    return None
