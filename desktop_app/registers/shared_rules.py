"""What several paper books share: headings, checks of days, what was stored before."""

import re
from collections.abc import Iterable
from datetime import date

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.record import Register
from desktop_app.records.rules import BoxRule, Problem, RuleContext


def next_number(taken: Iterable[str | None], start: str) -> int:
    """One more than the highest number that stands behind ``start`` in the numbers ``taken``."""
    found = (re.match(rf"{re.escape(start)}\s*(\d+)", one or "") for one in taken)
    return max((int(number[1]) for number in found if number), default=0) + 1


class called_by:  # noqa: N801  (reads as a function where registers are declared)
    """A heading: the words of the first of ``boxes`` that is filled."""

    def __init__(self, *boxes: str) -> None:
        self.boxes = boxes

    def __call__(self, record: Record, naming: Naming) -> str:
        words = (record._meta.fields[name].show(getattr(record, name), naming) for name in self.boxes)
        return next((one for one in words if one), "")


def changed_boxes(record: Record, context: RuleContext) -> frozenset[str]:
    """The names of boxes that differ from what the branch file holds; every filled one of a new record."""
    register = Register(type(record))
    before = context.get(type(record), record.uid)
    now = register.stored(record)
    if before is None:
        return frozenset(name for name, value in now.items() if value is not None)
    then = register.stored(before)
    return frozenset(name for name in now if now[name] != then[name])


def not_before(box: str, earlier: str, text: str, *, refuse: bool = True) -> BoxRule:
    """A rule: the day in ``box`` is not before the day in ``earlier``; ``text`` tells otherwise."""

    def rule(record: Record, context: RuleContext) -> Iterable[Problem]:
        first, second = getattr(record, earlier), getattr(record, box)
        if first is not None and second is not None and second < first:
            yield Problem(box, text, refuse=refuse)

    return BoxRule((box, earlier), rule)


def not_in_future(box: str, title: str, *, refuse: bool = False) -> BoxRule:
    """A rule: the day in ``box`` has come already."""

    def rule(record: Record, context: RuleContext) -> Iterable[Problem]:
        day = getattr(record, box)
        if isinstance(day, date) and day > context.today:
            yield Problem(box, f"「{title}」晚于今天", "请核对日期", refuse=refuse)

    return BoxRule((box,), rule)


def ballots_come_back(counts: tuple[str, ...]) -> BoxRule:
    """A rule: the ``counts`` of a rating are the ballots ``returned``, which are no more than ``issued``."""

    def rule(record: Record, context: RuleContext) -> Iterable[Problem]:
        cast = {name: getattr(record, name) for name in counts}
        issued, returned = getattr(record, "issued", None), getattr(record, "returned", None)
        filled = [count for count in cast.values() if count is not None]
        if filled and len(filled) < len(cast):
            empty = next(name for name, count in cast.items() if count is None)
            yield Problem(empty, "四种测评票要填全", "没有的填 0")
        elif filled and returned is not None and sum(filled) != returned:
            yield Problem("returned", f"四种票共 {sum(filled)} 张，收回却是 {returned} 张", "请核对票数")
        if issued is not None and returned is not None and returned > issued:
            yield Problem("returned", f"收回 {returned} 张多于发出 {issued} 张", "请核对票数")

    return BoxRule((*counts, "issued", "returned"), rule)
