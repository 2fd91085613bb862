"""Chinese words for numbers: 一二三 for headings, 大写 for letters, and back again."""

import re
from datetime import date
from decimal import Decimal

_PLAIN = "零一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_PLAIN_UNITS = ("", "十", "百", "千")
_CAPITAL_UNITS = ("", "拾", "佰", "仟")
_LIMIT = 10**16

_DIGIT_VALUES = {
    **{char: value for value, char in enumerate(_PLAIN)},
    **{char: value for value, char in enumerate(_CAPITAL)},
    **dict.fromkeys("〇○Ｏ", 0),
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_UNIT_VALUES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS_VALUES = {"廿": 20, "卅": 30}
_GROUP_VALUES = {"万": 10**4, "亿": 10**8}

CHINESE_DIGITS = "".join(_DIGIT_VALUES) + "".join(_UNIT_VALUES) + "".join(_TENS_VALUES)
"""Every character a Chinese number below ten thousand may be written with."""


def _group(value: int, digits: str, units: tuple[str, ...]) -> str:
    """A number 1–9999 in words, inner zeros joined: 1005 → 一千零五."""
    words, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            words += ("零" if gap else "") + digits[digit] + units[power]
            gap = False
        elif words:
            gap = True
    return words


def _words(value: int, digits: str, units: tuple[str, ...]) -> str:
    if not 0 <= value < _LIMIT:
        raise ValueError(f"a number in words runs from 0 to {_LIMIT - 1}, not {value}")
    if value == 0:
        return digits[0]
    if value >= 10**8:
        high, low = divmod(value, 10**8)
        words = _words(high, digits, units) + "亿"
        return words + _tail(low, 10**7, digits, units)
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        return _group(high, digits, units) + "万" + _tail(low, 10**3, digits, units)
    return _group(value, digits, units)


def _tail(low: int, full: int, digits: str, units: tuple[str, ...]) -> str:
    """What follows 万 or 亿; a part shorter than its place is announced by 零."""
    if low == 0:
        return ""
    return ("零" if low < full else "") + _words(low, digits, units)


def chinese(value: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五: for headings, agenda items, rounds."""
    words = _words(value, _PLAIN, _PLAIN_UNITS)
    return words[1:] if words.startswith("一十") else words


def capital(value: int) -> str:
    """1 → 壹, 10 → 壹拾, 21 → 贰拾壹. The 壹 before 拾 stays, so that nothing can be put in front."""
    return _words(value, _CAPITAL, _CAPITAL_UNITS)


def capital_money(amount: Decimal) -> str:
    """1250.30 → 壹仟贰佰伍拾元叁角整, as sums are written on receipts; ValueError for less than nothing."""
    cents = int((amount * 100).to_integral_value())
    if cents < 0:
        raise ValueError("a sum on a receipt is not negative")
    yuan, tenths, hundredths = cents // 100, cents // 10 % 10, cents % 10
    words = f"{capital(yuan)}元" if yuan or not cents else ""
    if tenths:
        words += f"{_CAPITAL[tenths]}角"
    elif hundredths and yuan:
        words += "零"
    return words + (f"{_CAPITAL[hundredths]}分" if hundredths else "整")


def capital_year(year: int) -> str:
    """2026 → 贰零贰陆, digit by digit."""
    return "".join(_CAPITAL[int(digit)] for digit in str(year))


def capital_month(year: int, month: int) -> str:
    """贰零贰陆年柒月, the dues month on 《党员组织关系介绍信》 (sample sheet of 组通字〔2006〕45号)."""
    return f"{capital_year(year)}年{capital(month)}月"


def capital_date(day: date) -> str:
    """贰零贰陆年柒月壹日, as the letter is dated on 《党员组织关系介绍信》."""
    return f"{capital_month(day.year, day.month)}{capital(day.day)}日"


def from_chinese(text: str) -> int:
    """The number that Chinese words or plain Chinese digits stand for: 二十一 → 21, 二〇二六 → 2026.

    Ordinary and 大写 characters are both read. Raises ValueError for anything else.
    """
    if not text:
        raise ValueError("an empty text is not a number")
    if all(char in _DIGIT_VALUES for char in text):
        return int("".join(str(_DIGIT_VALUES[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGIT_VALUES:
            digit = _DIGIT_VALUES[char]
        elif char in _UNIT_VALUES:
            section += (digit or 1) * _UNIT_VALUES[char]
            digit = 0
        elif char in _TENS_VALUES:
            section += _TENS_VALUES[char]
        elif char in _GROUP_VALUES:
            unit = _GROUP_VALUES[char]
            section += digit
            # 亿 lifts everything read so far (三万亿), 万 only its own four places (二亿三万).
            total = (total + section) * unit if unit == 10**8 else total + section * unit
            section = digit = 0
        else:
            raise ValueError(f"not a Chinese number: {text!r}")
    return total + section + digit


_RUN = re.compile(f"[{re.escape(CHINESE_DIGITS)}]+(?=[年月日号点时分./-]|$)")


def with_arabic(text: str) -> str:
    """Chinese numbers before a date or time word as digits: 二〇二六年七月一日 → 2026年7月1日."""
    return _RUN.sub(lambda run: str(from_chinese(run.group())), text)
