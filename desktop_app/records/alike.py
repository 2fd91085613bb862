"""When two records of a register are the same entry: certainly, or as far as a person would guess."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from desktop_app.base.names import compare_key
from desktop_app.records.base import Record
from desktop_app.records.box import COVERED
from desktop_app.records.record import Register
from desktop_app.records.tails import id_box_of

Key = tuple[object, ...]

# Words so much alike are taken for two spellings of one thing, where they are long enough to tell.
_NEAR, _LEAST = 0.8, 4
# As long as the day at the beginning of a span.
DAY = 10
_MARKS = re.compile(r"[\W_]+")
_COUNTS = re.compile(r"[0-9一二三四五六七八九十百上下正副男女]")


def certain_keys(register: Register, record: Record) -> Iterator[tuple[tuple[str, ...], Key]]:
    """What no other entry has as well, with its boxes: numbers, and all that people know it by."""
    for group in (*register.unique, *_whole(register)):
        values = [_plain(register, record, name) for name in group]
        if all(value not in (None, "") for value in values):
            yield group, (group, *values)


def _whole(register: Register) -> list[tuple[str, ...]]:
    """The natural keys that are no part of what must differ: a month has several versions of its report."""
    return [group for group in register.natural if not any(set(group) < set(one) for one in register.unique)]


def likely_keys(register: Register, record: Record) -> Iterator[Key]:
    """In what records that may be the same agree; ``may_be_same`` tells whether two of them are."""
    name, _birth = person_boxes(register)
    if name:
        if said := str(getattr(record, name) or ""):
            yield (name, compare_key(said))
        return
    for group in _whole(register):
        words = [n for n in group if is_words(register, n)]
        exact = [n for n in group if n not in words]
        if register.period and register.period not in exact and not register.parent:
            exact.append(register.period)
        values = [_day_or_all(register, record, n) for n in exact]
        if exact and all(values):
            yield (group, *values)


def may_be_same(register: Register, one: Record, other: Record) -> str:
    """Why a person would take two records that share a likely key for one; '' for no reason."""
    name, birth = person_boxes(register)
    if name:
        return _same_person(register, one, other, birth)
    for group in _whole(register):
        words = [n for n in group if is_words(register, n)]
        pairs = [(_plain(register, one, n), _plain(register, other, n)) for n in words]
        if all(near(str(a or ""), str(b or "")) for a, b in pairs):
            titles = "、".join(f"「{register.boxes[n].title}」" for n in group)
            return f"{titles}几乎一样"
    return ""


def person_boxes(register: Register) -> tuple[str, str]:
    """The boxes with the name and the birthday in a register of people; '' where it is none."""
    if not id_box_of(register) or "name" not in register.boxes:
        return "", ""
    return "name", next((n for n in ("birth_date", "born_on") if n in register.boxes), "")


def near(one: str, other: str) -> bool:
    """Whether two wordings say the same but for a few letters; what is counted differently never does."""
    one, other = (_MARKS.sub("", words) for words in (one, other))
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < _LEAST or _COUNTS.findall(one) != _COUNTS.findall(other):
        return False
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() >= _NEAR and match.quick_ratio() >= _NEAR and match.ratio() >= _NEAR


def _same_person(register: Register, one: Record, other: Record, birth: str) -> str:
    number = id_box_of(register)
    numbers = [str(getattr(record, number) or "") for record in (one, other)]
    days = [str(_plain(register, record, birth) or "") if birth else "" for record in (one, other)]
    short, long = sorted(days, key=len)
    if short and long.startswith(short):
        return "姓名和出生日期相同"
    if short or all(numbers):
        return ""
    return "姓名相同，有一条没有写身份证号"


def _day_or_all(register: Register, record: Record, name: str) -> str:
    """What a box holds, of a span of time its day alone."""
    said = str(_plain(register, record, name) or "")
    return said[:DAY] if register.boxes[name].kind == "time_span" else said


def is_words(register: Register, name: str) -> bool:
    """Whether a box holds words a person may spell in two ways."""
    return register.boxes[name].kind in ("text", "long_text")


def _plain(register: Register, record: Record, name: str) -> object:
    value = getattr(record, name)
    # What the role at the desk does not see is nobody's double.
    stored = None if value == COVERED else register.boxes[name].db_value(value)
    return "".join(stored.split()) if isinstance(stored, str) else stored
