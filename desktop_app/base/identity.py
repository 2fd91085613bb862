"""公民身份号码 (GB 11643—1999): read, checked with the fault named, shown masked."""

import math
import re
from dataclasses import dataclass
from datetime import date

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.base.typed_text import tidy

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_EARLIEST_BIRTH = 1880
_CERTAIN_DIGITS = 14
_HOW = "请对照身份证补正"

_LOOKS_LIKE_X = str.maketrans(dict.fromkeys("xхХχΧⅩⅹ×✕", "X"))
"""Small, Cyrillic, Greek, Roman and times sign: Unicode normalisation does not unite them."""

_LOOKS_LIKE_DIGIT = str.maketrans({**dict.fromkeys("OoОоΟο○〇◯零", "0"), **dict.fromkeys("lI|iⅠ", "1")})


@dataclass(frozen=True)
class Identity:
    """What a valid number says; ``number`` has 18 places, also when the old 15 were given."""

    number: str
    birth: date
    gender: str
    """"1" 男 or "2" 女 (GB/T 2261.1)."""
    area: str
    """The six-digit area code of first registration."""
    legacy15: bool


def normalize_id(text: str) -> str:
    """Blanks, hidden marks, hyphens, a leading apostrophe and wide forms out; every kind of x as X."""
    joined = re.sub(r"[\s\-—–_]", "", tidy(text)).translate(_LOOKS_LIKE_X)
    return re.sub(r"^(\d{15})\.0+$", r"\1", joined)


def check_digit(first17: str) -> str:
    """The 18th place, 0–9 or X, for the first 17 digits (ISO 7064 MOD 11-2)."""
    if not re.fullmatch(r"[0-9]{17}", first17):
        raise ValueError(f"not 17 digits: {first17!r}")
    return _CHECK_DIGITS[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def parse_id(text: str, *, today: date | None = None) -> Identity:
    """Read a number of 18 or the old 15 places; with ``today`` a birth in the future is refused.

    Raises UserError naming the fault and its place. Where letters stand for digits and the number
    is right once they are replaced, raises Ambiguous with the corrected number as the one choice.
    """
    number = normalize_id(text)
    if not number:
        raise UserError("没有填身份证号", todo="请填 18 位身份证号")
    repaired = number.translate(_LOOKS_LIKE_DIGIT)
    if repaired != number:
        raise _letters(number, repaired, today)
    _refuse_foreign_characters(number)
    if len(number) not in (15, 18):
        short = "少" if len(number) < 18 else "多"
        raise UserError(
            f"身份证号有 {len(number)} 位，应为 18 位（{short} {abs(18 - len(number))} 位）",
            todo=_HOW,
        )
    legacy = len(number) == 15
    if "X" in number[:-1] or (legacy and "X" in number):
        raise UserError(f"身份证号第 {number.index('X') + 1} 位是 X，X 只能在第 18 位", todo=_HOW)
    full = _widened(number) if legacy else number
    birth = _birth(full, number, today)
    expected = check_digit(full[:17])
    if full[17] != expected:
        raise UserError(
            f"身份证号第 18 位应为 {expected}，现为 {full[17]}；或者前面某一位输错、两位颠倒",
            todo="请对照身份证逐位核对",
        )
    return Identity(full, birth, "1" if int(full[16]) % 2 else "2", full[:6], legacy)


def _letters(number: str, repaired: str, today: date | None) -> UserError:
    """What to say of O for 0 and l for 1: a proposal only if the whole number then stands."""
    place = next(index for index, (old, new) in enumerate(zip(number, repaired, strict=True)) if old != new)
    what = f"身份证号第 {place + 1} 位是“{number[place]}”，应是数字"
    try:
        identity = parse_id(repaired, today=today)
    except UserError:
        return UserError(what, todo=_HOW)
    return Ambiguous(
        what, (Option(identity.number, identity.number),), todo=f"是否改为 {grouped(identity.number)}？"
    )


def _refuse_foreign_characters(number: str) -> None:
    for place, char in enumerate(number, 1):
        if char not in "0123456789X":
            raise UserError(f"身份证号第 {place} 位是“{char}”，应是数字", todo=_HOW)


def _widened(number15: str) -> str:
    """15 places to 18: the century 19 goes in, the check digit is computed (GB 11643—1999)."""
    first17 = number15[:6] + "19" + number15[6:]
    return first17 + check_digit(first17)


def _birth(full: str, typed: str, today: date | None) -> date:
    digits = full[6:14]
    places = "第 7 到 14 位" if len(typed) == 18 else "第 7 到 12 位"
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise UserError(f"身份证号{places}的出生日期 {digits} 不存在", todo=_HOW) from None
    if birth.year < _EARLIEST_BIRTH or (today is not None and birth > today):
        raise UserError(f"身份证号{places}的出生日期 {digits} 不可能", todo=_HOW)
    return birth


def damaged_by_excel(value: float | int | str) -> str | None:
    """The digits still certain if a cell kept a number of 16 places or more as a number, else None.

    A number cell holds 15 places, the rest is lost, and rounding may have touched the fifteenth:
    at most 14 are given (area and birth). A text counts only if it is a number in exponent form or
    ends in ".0"; 18 plain digits as text are a good number.
    """
    if isinstance(value, str):
        return _damaged_text(tidy(value).replace(" ", ""))
    if not math.isfinite(value) or value < 10**15:
        return None
    digits = str(value) if isinstance(value, int) else _plain_digits(repr(value))
    return digits[:_CERTAIN_DIGITS]


def _damaged_text(text: str) -> str | None:
    exponent = re.fullmatch(r"(\d)(?:\.(\d+))?[eE]\+?(\d+)", text)
    if exponent and int(exponent[3]) >= 15:
        shown = exponent[1] + (exponent[2] or "")
        return shown[: min(_CERTAIN_DIGITS, len(shown) - 1)]
    printed = re.fullmatch(r"(\d{16,})\.0+", text)
    return printed[1][:_CERTAIN_DIGITS] if printed else None


def _plain_digits(shortest: str) -> str:
    """The digits of a float's shortest form, so that 9.90101198507013e+17 stays …013, not …012992."""
    mantissa, _, exponent = shortest.partition("e")
    digits = mantissa.replace(".", "").removesuffix("0") if exponent else mantissa.partition(".")[0]
    return digits.ljust(int(exponent) + 1, "0") if exponent else digits


def looks_cut(number: str) -> bool:
    """Whether a number ends in 000 as a number cell leaves it: one in eleven such still passes the check."""
    return len(number) == 18 and number.endswith("000")


def masked(number: str) -> str:
    """990101********3212: area and last four places; the old number as 990101*****1321."""
    return number[:6] + "*" * max(len(number) - 10, 0) + number[6:][-4:]


def grouped(number: str) -> str:
    """990101 19850701 3212, the old number as 990101 850701 321; also while it is still being typed."""
    cut = 12 if len(number) == 15 else 14
    return " ".join(part for part in (number[:6], number[6:cut], number[cut:]) if part)
