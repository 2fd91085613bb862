"""Telephone numbers as lists keep them: split, stripped of decoration, checked, shown masked."""

import re

from desktop_app.base.errors import UserError
from desktop_app.base.typed_text import tidy

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})(\d{7,8})(?:-(\d{1,6}))?")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?)\s*(\d{1,6})$", re.IGNORECASE)
_HOW = "请写成 13800138000 或 0991-1234567"


def normalize_phone(text: str, *, area_code: str = "") -> tuple[str, ...]:
    """The numbers in a text, mobiles as 11 digits, landlines as 010-12345678; () for an empty text.

    Several numbers may stand together (/ 、 , ; or a blank). A local number gets ``area_code`` if
    one is given. Raises UserError naming the number that cannot be read.
    """
    line = tidy(text)
    if re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d+", line):
        raise UserError(f"电话“{line}”被表格缩写了，后几位看不到", todo="请在表里把这一列改成文本，重填号码")
    numbers: list[str] = []
    for piece in filter(None, re.split(r"\s*[/、,;|或和]\s*", line)):
        for number in _numbers_in(piece, area_code):
            if number not in numbers:
                numbers.append(number)
    return tuple(numbers)


def grouped_phone(number: str) -> str:
    """A mobile as people read it out, 138 0013 8000; a landline as it is."""
    return f"{number[:3]} {number[3:7]} {number[7:]}" if _MOBILE.fullmatch(number) else number


def _numbers_in(piece: str, area_code: str) -> list[str]:
    """One number however it is broken by blanks, or else one number at each blank."""
    whole = _one(piece, area_code)
    if whole is not None:
        return [whole]
    parts = piece.split()
    read = [_one(part, area_code) for part in parts]
    found = [number for number in read if number is not None]
    if len(parts) > 1 and len(found) == len(parts):
        return found
    raise _fault(piece)


def _one(piece: str, area_code: str) -> str | None:
    bare = re.sub(r"^(?:手机|电话|座机|固话|固定电话|联系电话|家|单位)\s*[:：]?\s*", "", piece)
    bare = re.sub(r"\.0+$", "", _EXTENSION.sub(r"#\1", bare))
    digits, _, extension = re.sub(r"[\s()\-—–.]", "", bare).partition("#")
    digits = re.sub(r"^(?:\+|00)?86(?=1[3-9]\d{9}$|0\d{9,11}$)", "", digits)
    if _MOBILE.fullmatch(digits) and not extension:
        return digits
    if _LOCAL.fullmatch(digits) and area_code:
        digits = area_code + digits
    dashed = re.fullmatch(r"\(?(0\d{2,3})\)?[\s\-—–]*(\d{7,8})[-—–](\d{1,6})", bare)
    if dashed:
        digits, extension = dashed[1] + dashed[2], dashed[3]
    landline = _LANDLINE.fullmatch(digits)
    if not landline:
        return None
    return f"{landline[1]}-{landline[2]}" + (f"-{extension}" if extension else "")


def _fault(piece: str) -> UserError:
    digits = re.sub(r"\D", "", piece)
    if _LOCAL.fullmatch(digits):
        return UserError(f"固定电话“{piece}”没有区号", todo=_HOW)
    if digits.startswith("1") and len(digits) != 11:
        return UserError(f"手机号“{piece}”有 {len(digits)} 位，应为 11 位", todo=_HOW)
    return UserError(f"看不懂电话“{piece}”", todo=_HOW)


def masked_phone(number: str) -> str:
    """138****8000, 010-****5678: enough to recognise, not enough to call."""
    if _MOBILE.fullmatch(number):
        return f"{number[:3]}****{number[-4:]}"
    area, _, local = number.partition("-")
    hidden = local.partition("-")[0]
    return f"{area}-****{hidden[-4:]}" if hidden else "*" * max(len(number) - 4, 0) + number[-4:]
