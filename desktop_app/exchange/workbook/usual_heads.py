"""What sheets usually call a box, told from its title and kind: 日期 is 时间, 应交 is 应缴."""

import re
from collections.abc import Iterable, Iterator

from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register

_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_DAYS = frozenset({"date", "partial_date", "month", "time_span"})
_PEOPLE = frozenset({"person", "persons"})
_NAMES = ("姓名", "党员姓名", "党员", "人员", "人员姓名", "名字", "同志姓名")


def usual_heads(
    register: Register, boxes: Iterable[tuple[str, AnyBox]], like: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """(box, head) pairs that nobody had to write down, the likelier first; ``like``: 应交=应缴 and so on."""
    alike = [tuple(pair.split("=")) for pair in like]
    named = list(boxes)
    for name, box in named:
        title = _BRACKETS.sub("", box.title)
        for part in dict.fromkeys((title, *re.split(r"[/／、]", title))):
            if box.kind in _DAYS:
                yield from ((name, words) for words in _days(part))
            yield from ((name, part.replace(old, new)) for old, new in alike if old in part)
            if box.kind in _PEOPLE:
                yield from (
                    (name, words) for words in (f"{part}姓名", f"{part}名单", part.removesuffix("人"))
                )
            if box.kind == "yes_no":
                yield from ((name, words) for words in (f"是否{part}", part.removeprefix("是否")))
    yield from _single_kinds(register, named)


def _days(title: str) -> Iterator[str]:
    stem = re.sub(r"(?:日期|时间|月份|时限|年月)$", "", title)
    for ending in ("日期", "时间", "年月日", "年月", "日", "月份", "时限", "期限"):
        yield stem + ending
    if stem and stem != title:
        yield from (f"何时{stem}", f"{stem}于", f"{stem}的日期", f"{stem}的时间", f"{stem}是哪天")


def _single_kinds(register: Register, named: list[tuple[str, AnyBox]]) -> Iterator[tuple[str, str]]:
    """The only person of a register is the 姓名 of its sheets, the only day their 日期."""
    titles = {box.title for _, box in named}
    people = [name for name, box in named if _is_member(box) and box.required]
    if people and "姓名" not in titles:
        yield from ((people[0], words) for words in _NAMES)
    days = [name for name, box in named if box.kind in _DAYS and box.required]
    only = days[0] if len(days) == 1 else register.period
    if only in dict(named):
        yield from ((str(only), words) for words in ("日期", "时间", "年月日", "具体时间"))


def _is_member(box: AnyBox) -> bool:
    to = getattr(box, "to", ())
    return box.kind in _PEOPLE or (box.kind == "record" and "member" in to)
