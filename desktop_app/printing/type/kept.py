"""What no line cuts as long as it can hold it: numbers with units, days, times, numbers to call, names."""

import re
from collections.abc import Iterable, Iterator

from desktop_app.base.names import spaced

_UNITS = (
    "小时|学时|分钟|季度|周年|周岁|万元|亿元|万人|平方米|公里|千米|公斤|个月|个百分点|百分点|人次|人天|"
    "[年月日号时分秒点届次项条款章节页级类组岁天周期元角万亿人名位户件份张票个楼层室栋幢单米里克吨亩度块"
    "场批篇课卷册本只台部处所家间座辆把支套轮步批排列行号遍枚棵句]"
)
_KEPT = re.compile(
    r"(?=[0-9０-９〔第￥¥+＋−－-])(?:"
    r"[0-9]{4} ?年(?: ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?)?"
    r"|[0-9]{1,2} ?月 ?[0-9]{1,2} ?日"
    r"|[0-9]{1,2} ?时 ?[0-9]{1,2} ?分"
    r"|[0-9]{1,2}[:：][0-9]{2}(?:[—–～~-]+[0-9]{1,2}[:：][0-9]{2})?"
    r"|1[0-9]{2}[ -][0-9]{4}[ -][0-9]{4}"
    r"|0[0-9]{2,3}[ —-][0-9]{7,8}"
    r"|〔[0-9]{4}〕 ?第?[0-9]+号"
    r"|第 ?[0-9〇一二三四五六七八九十百]+ ?(?:" + _UNITS + ")"
    r"|[￥¥+＋−－-]? ?[0-9０-９]+(?:[.,][0-9]+)*[%‰]?(?: ?[余多几]?(?:" + _UNITS + "))?"
    r")"
)
_NUMBER = re.compile("[0-9０-９第]").search
_DOT = "·"


def kept_spans(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of ``text`` (start, end) that are one thing for the eye."""
    if _NUMBER(text):
        for found in _KEPT.finditer(text):
            if found.end() - found.start() > 1:
                yield found.span()


class Names:
    """The names no line cuts, spaced ones (张　三) too: those of the records, handed in, never guessed."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[str]] = {}
        every = {one for name in names if len(name) > 1 for one in (name, spaced(name))}
        for name in sorted(every, key=lambda one: (-len(one), one)):
            self._by_first.setdefault(name[0], []).append(name)
        first = "".join(map(re.escape, sorted(self._by_first)))
        self._first = re.compile(f"[{first}]") if first else None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand in ``text``; of two that overlap the one that begins first, the longest first."""
        if self._first is None:
            return
        place = 0
        while (found := self._first.search(text, place)) is not None:
            place = found.start()
            names = self._by_first[text[place]]
            name = next((one for one in names if text.startswith(one, place)), "")
            if name:
                yield place, place + len(name)
            place += len(name) or 1


NO_NAMES = Names()
"""For text that names nobody of the branch."""


def kept_words(texts: Iterable[str], names: Names) -> set[str]:
    """What no line of a column of `texts` is to cut: numbers, days, names."""
    return {text[start:end] for text in texts for start, end in (*kept_spans(text), *names.spans(text))}


def places_within(text: str, names: Names) -> Iterator[int]:
    """The places of ``text`` before which no line may end; a name of several parts may end after its ·."""
    for start, end in kept_spans(text):
        yield from range(start + 1, end)
    for start, end in names.spans(text):
        yield from (place for place in range(start + 1, end) if text[place - 1] != _DOT)
