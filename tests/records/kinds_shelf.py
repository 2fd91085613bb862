"""One box of every kind on a shelf, with the values a hand may put in and a reading that knows two people."""

import string
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.base.identity import check_digit
from desktop_app.base.periods import Month, PartialDate, Span
from desktop_app.records import figures, kinds, links, spans
from desktop_app.records.box import AnyBox

KNOWN = {"张三丰": "a" * 32, "李四光": "b" * 32}
NAMES = {uid: name for name, uid in KNOWN.items()}
TODAY = date(2026, 11, 23)


class Reading:
    """Two people are known; every other name is nobody's."""

    today = TODAY

    def resolve(self, registers, words):
        if words not in KNOWN:
            raise UserError(f"没有“{words}”")
        return KNOWN[words]

    def knows(self, registers, words):
        return words in KNOWN


def naming(uid: str) -> str:
    return NAMES.get(uid, uid)


class Sample(NamedTuple):
    """A box, the values it may hold, and whether words and papers carry them without loss."""

    box: AnyBox
    values: st.SearchStrategy[Any]
    typed_back: bool = True


HAN = "支部台账学习党员记录整改承诺月报一二三会议"
word = st.text(HAN + string.ascii_letters + string.digits, min_size=1, max_size=12)
name = st.sampled_from(sorted(KNOWN.values()))
day = st.dates(date(1930, 1, 1), TODAY)
minute = st.datetimes(datetime(2000, 1, 1), datetime(2026, 11, 1)).map(
    lambda m: m.replace(second=0, microsecond=0)
)
count = st.integers(0, 10**9)
sha = st.text("0123456789abcdef", min_size=64, max_size=64)
HEADS = ("好", "较好", "一般", "差")


@st.composite
def partial(draw) -> PartialDate:
    known = draw(day)
    parts = draw(st.integers(1, 3))
    return PartialDate(*(known.year, known.month, known.day)[:parts], about=draw(st.booleans()))


@st.composite
def span(draw) -> Span:
    start = draw(minute)
    return Span(start, start + timedelta(minutes=draw(st.integers(1, 3 * 24 * 60))))


@st.composite
def id_number(draw) -> str:
    first = f"990101{draw(day):%Y%m%d}{draw(st.integers(1, 999)):03d}"
    return first + check_digit(first)


def _in_order(options: tuple[str, ...]) -> Callable[[set[str]], tuple[str, ...]]:
    return lambda chosen: tuple(one for one in options if one in chosen)


SHELF = {
    "text": Sample(kinds.Text("字"), word),
    "long_text": Sample(kinds.LongText("文"), st.lists(word, min_size=1, max_size=4).map("\n".join)),
    "lines": Sample(kinds.Lines("行"), st.lists(word, min_size=1, max_size=4).map(tuple)),
    "choice": Sample(kinds.Choice("选", {"1": "男", "2": "女"}), st.sampled_from(["1", "2"])),
    "state": Sample(kinds.State("状态", ("草拟", "公示")), st.sampled_from(["草拟", "公示"])),
    "many_choice": Sample(
        kinds.ManyChoice("多选", HEADS), st.sets(st.sampled_from(HEADS), min_size=1).map(_in_order(HEADS))
    ),
    "yes_no": Sample(kinds.YesNo("是否"), st.booleans()),
    "number": Sample(kinds.Number("数", unit="人"), count),
    "number_tenths": Sample(
        kinds.Decimals("学时", places=1), st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-1))
    ),
    "money": Sample(kinds.Money("元"), st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-2))),
    "date": Sample(kinds.Date("日"), day),
    "partial_date": Sample(kinds.PartialDateBox("约日"), partial()),
    "month": Sample(kinds.MonthBox("月"), day.map(Month.of)),
    "time_span": Sample(spans.TimeSpan("时段"), span()),
    "tally": Sample(
        figures.Tally("票", HEADS), st.dictionaries(st.sampled_from(HEADS), st.integers(0, 999), min_size=1)
    ),
    "frozen": Sample(
        figures.Frozen("冻结"),
        st.lists(
            st.fixed_dictionaries(
                {
                    "key": st.just("r2"),
                    "title": word,
                    "unit": word,
                    "value": st.integers(-(10**11), 10**11),
                    "items": st.lists(name),
                }
            ),
            min_size=1,
        ),
        typed_back=False,
    ),
    "person": Sample(links.PersonLink("人"), name),
    "record": Sample(links.RecordLink("记录", "member", free=True), st.one_of(name, word)),
    "persons": Sample(
        links.Persons("名单"),
        st.lists(
            st.builds(links.PersonWhy, name, st.sampled_from(["", "病假", "公出"])), min_size=1, max_size=4
        ).map(tuple),
    ),
    "id_number": Sample(links.IdNumber("号码"), id_number()),
    "phone": Sample(
        links.Phone("电话"),
        st.lists(
            st.integers(0, 10**8 - 1).map(lambda n: f"139{n:08d}"), min_size=1, max_size=2, unique=True
        ).map("、".join),
    ),
    "files": Sample(
        links.Files("文件"),
        st.lists(
            st.builds(
                links.FileRef,
                sha,
                word.map(lambda w: f"{w}.pdf").filter(links.is_file_name),
                st.integers(0, 50 * 2**20),
            ),
            min_size=1,
            max_size=4,
        ).map(tuple),
    ),
}
