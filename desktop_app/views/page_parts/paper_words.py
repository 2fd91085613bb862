"""In words: what became of a printed paper, and what was changed since, box by box, was → is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from desktop_app.base.periods import chinese_date
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.paper_answer import Answer, Verdict
from desktop_app.storage.past import Since

_EMPTY = "空"
# So many places are named in a line.
_NAMED = 3


class Place(NamedTuple):
    """One box that differs: its record and title, what it said on the paper and what it says now, and who."""

    change: Since
    heading: str
    box: str
    was: str
    now: str
    by: str


def places(answer: Answer, ledger: Ledger) -> Iterator[Place]:
    """Every box that differs; a record that came or went is one line."""
    for one in answer.changes:
        record = ledger.get(one.register.model, one.uid)
        heading = one.register.heading(record, ledger.name) if record is not None else ledger.name(one.uid)
        by = f"{one.at[:16].replace('T', ' ')} {one.actor}"
        if not (one.was_there and one.is_there):
            here, gone = one.register.title, "没有这一条"
            pair = ("有这一条", "已删去") if one.was_there else (gone, "后来登记的")
            yield Place(one, heading, here, *pair, by)
            continue
        for name, (was, now) in one.boxes.items():
            box = one.register.boxes[name]
            said = [_EMPTY if v is None else box.show(box.python_value(v), ledger.name) for v in (was, now)]
            yield Place(one, heading, box.title, said[0], said[1], by)


def printed_words(line: Any) -> str:
    """When, how and by whom one copy was printed: 10月9日 17:05 打印 2 份（王组织）."""
    copies = f" {line.copies} 份" if line.copies and line.how == "打印" else ""
    return f"{chinese_date(line.on)} {line.at} {line.how}{copies}（{line.who}）"


def verdict_words(answer: Answer) -> tuple[str, str]:
    """The answer in a sentence, and the tone it is told in; a change of template is told besides."""
    words, tone = _verdict(answer)
    return (f"{words}。{answer.template}" if answer.template else words), tone


def _verdict(answer: Answer) -> tuple[str, str]:
    if answer.verdict is Verdict.UNKNOWN:
        slip = "，写错了字符" if answer.is_mistyped else ""
        more = "，是不是下面这个？" if answer.near else "：不是本支部用本程序印的，或者印的时候没有留底"
        return f"不符：没有核验码 {answer.code}{slip}{more}", "overdue"
    last = answer.printed[0]
    day = chinese_date(last.on)
    if answer.verdict is Verdict.SAME:
        return f"一致：“{last.title}”，和现在的记录一样", "done"
    if answer.verdict is Verdict.CHANGED:
        return f"与{day}版一致，此后改了 {answer.places} 处：“{last.title}”", "due"
    if not last.made_of:
        return f"“{last.title}”是{day}印的，内容没有留底，请和存档的一份对照", "due"
    if answer.changes:
        return f"“{last.title}”是{day}印的，此后有 {answer.places} 处改动，当时的版本在本机对不出来", "due"
    return f"“{last.title}”是{day}印的，当时的版本在本机对不出来，请和存档的一份对照", "due"


def since_words(answer: Answer, ledger: Ledger) -> str:
    """For a reprint: what was changed since the last printing, in a line."""
    when = f"上次 {printed_words(answer.printed[0])}"
    if answer.verdict is Verdict.SAME:
        return f"{when}，内容没有变" + (f"；{answer.template}" if answer.template else "")
    told = [f"{one.heading}的{one.box}" for one in places(answer, ledger)]
    if not told:
        return f"{when}，此后有改动"
    named = "；".join(told[:_NAMED]) + ("；等" if len(told) > _NAMED else "")
    return f"{when}，此后改了 {len(told)} 处：{named}"
