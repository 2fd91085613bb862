"""Strategies for values of every kind of box, as a register might hold them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from desktop_app.base import dates
from desktop_app.base.ids import new_uid
from desktop_app.records.box import AnyBox
from desktop_app.records.links import FileRef, PersonWhy

UIDS = tuple(new_uid() for _ in range(4))
_EDGES = " \t\r\n\u00a0\u3000\u200b\u200e\u200f\u202a\u202c\ufeff"
# What a sheet can carry and a person can type: no control or half characters.
_letters = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Cf", "Zl", "Zp"))
words = (
    st.text(_letters, min_size=1, max_size=30)
    | st.sampled_from(["无", "同上", "=1+1", "#N/A", "'引", "1985.1", "0012", "是", "—", "_x0041_", "𬭸䶮"])
).map(lambda text: text.strip(_EDGES).strip() or "字")
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def _partial(day: date, depth: int, about: bool) -> dates.PartialDate:
    return dates.PartialDate(day.year, day.month if depth else None, day.day if depth > 1 else None, about)


def value_of(box: AnyBox) -> st.SearchStrategy[Any]:
    """Values of a box; None among them, as a box may be empty."""
    return st.none() | _KINDS[box.kind](box)


_KINDS: dict[str, Any] = {
    "text": lambda box: words.map(lambda text: " ".join(text.split("\n"))[: box.limit].strip() or "字"),
    "long_text": lambda box: st.lists(words, min_size=1, max_size=3).map("\n".join),
    "lines": lambda box: st.lists(words, min_size=1, max_size=3).map(tuple),
    "choice": lambda box: st.sampled_from(list(box.options)),  # type: ignore[attr-defined]
    "state": lambda box: st.just(box.default),
    "many_choice": lambda box: st.sets(st.sampled_from(list(box.options)), min_size=1).map(
        lambda some: tuple(value for value in box.options if value in some)
    ),
    "yes_no": lambda box: st.booleans(),
    "number": lambda box: st.integers(box.least or 0, 99 if box.most is None else box.most).map(
        lambda n: Decimal(n).scaleb(-box.places) if box.places else n
    ),
    "money": lambda box: st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-2)),
    "date": lambda box: days,
    "partial_date": lambda box: st.builds(_partial, days, st.integers(0, 2), st.booleans()),
    "month": lambda box: days.map(dates.Month.of),
    "time_span": lambda box: st.builds(
        lambda start, minutes: dates.Span(start, start + timedelta(minutes=minutes)),
        _moments,
        st.integers(1, 3000),
    ),
    "tally": lambda box: st.dictionaries(st.sampled_from(box.heads), st.integers(0, 99), min_size=1),
    "record": lambda box: st.sampled_from(UIDS),
    "person": lambda box: st.sampled_from(UIDS),
    "persons": lambda box: st.lists(
        st.builds(PersonWhy, st.sampled_from(UIDS), st.sampled_from(["", "病假", "出差"])),
        min_size=1,
        max_size=3,
    ).map(tuple),
    "id_number": lambda box: st.sampled_from(["990101198507013212", "99010119850701002X"]),
    "phone": lambda box: st.sampled_from(["13800138000", "13800138000、010-12345678"]),
    "files": lambda box: st.just((FileRef("ab" * 32, "签到表.jpg", 1024),)),
}
