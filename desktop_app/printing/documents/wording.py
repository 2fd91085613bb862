"""How the program's own words stand on paper: days one way, wide brackets, sums of money, full stops."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from desktop_app.base.periods import Span, chinese_date

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NARROW = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef）])\(([^()]*)\)")
_REMARK = re.compile(r"\([^()]*\)")
_CLOCK = re.compile(r"日(?=\d{1,2}:\d{2})")
_LOOSE = re.compile(r"(?<=[\u2e80-\u9fff（：；，。、]) (?=\d)|(?<=\d) (?=[\u2e80-\u9fff])")
_SHORT_MINUS = re.compile(r"(?<![A-Za-z0-9.)）—－-])-(?=\d)")
_MINUS = "－"
_ENDS = "。！？!?…"


def in_days(words: str) -> str:
    """Words of the program, days and minus as they stand on paper: 2026-07-01 → 2026年7月1日."""
    told = _ISO.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", words)
    return _SHORT_MINUS.sub(_MINUS, told) if "-" in told else told


def dotted(day: date) -> str:
    """2026.07.01: a day where a table of people leaves no room for another way."""
    return f"{day:%Y.%m.%d}"


def short_day(day: date, year: int | None) -> str:
    """A day of ``year`` without it, 7月1日; one of another year in full."""
    return f"{day.month}月{day.day}日" if day.year == year else chinese_date(day)


def span_words(span: Span | None, otherwise: str) -> str:
    """2026年10月9日 14:30—16:00: the hour stands apart from its day."""
    return apart(span.chinese()) if span is not None else otherwise


def apart(words: str) -> str:
    """A time of the day set apart from the day before it."""
    return _CLOCK.sub("日 ", words)


def tight(words: str) -> str:
    """The program's words without blanks about their figures: 45 人 → 45人, as an official paper has them."""
    return _LOOSE.sub("", words)


def full_width(words: str) -> str:
    """服务群众(实事) → 服务群众（实事）: brackets after Chinese words are Chinese brackets."""
    return _NARROW.sub(r"（\1）", words)


def paper_title(title: str) -> str:
    """What a register or a box is called on paper: no remark in brackets, no stroke between two names."""
    return _REMARK.sub("", title).replace("/", "、")


def amount(value: Decimal) -> str:
    """A sum of money: 10,064.40."""
    return figure(value, 2)


def figure(value: Decimal, places: int) -> str:
    """A number with its places, thousands, and the minus of papers: －1,064.4."""
    return f"{value:,.{places}f}".replace("-", _MINUS)


def sentence(words: str) -> str:
    """Words with a full stop at their end, if they have no end of their own."""
    words = words.rstrip()
    if not words or words[-1] in _ENDS or (words[-1] in "”’》" and words[-2:-1] in tuple(_ENDS)):
        return words
    return f"{words.rstrip('；;，,、')}。"


def clause(words: str) -> str:
    """Words that stand before a semicolon or a bracket: without an end of their own."""
    return words.rstrip().rstrip("。；;，,")


def clauses(parts: Iterable[str]) -> str:
    """Clauses one after another: …；…。"""
    told = [clause(one) for one in parts if one.strip()]
    return f"{'；'.join(told)}。" if told else ""


def signed(value: Decimal, places: int) -> str:
    """A number with its sign, both signs of one width: ＋3.8, －16.0."""
    sign = "＋" if value > 0 else _MINUS if value < 0 else ""
    return f"{sign}{abs(value):.{places}f}"


def places_of(values: Iterable[Decimal]) -> int:
    """How many places the numbers of a column need, so that their points stand under each other."""
    return max((max(0, -int(value.normalize().as_tuple().exponent)) for value in values), default=0)
