"""案例用的数: a count or sum over a register, or a figure of a month, drawn on a day with its list."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month, Span
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.basics.figure import Figure, frozen, thawed
from desktop_app.duties.summaries.month import month_figures, report_figures, signed_report
from desktop_app.records.base import Record
from desktop_app.records.figures import Figures
from desktop_app.records.kinds import Choice, Numeric, Text
from desktop_app.records.record import Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers import MODELS

# Registers a case may count, with the word their records are counted by; each has a day it is about.
COUNTED: Mapping[str, str] = {
    "issue": "件",
    "research": "次",
    "service_order": "单",
    "grid_event": "件",
    "meeting": "次",
    "study_session": "次",
    "promise": "条",
    "points_entry": "笔",
    "talk": "次",
    "care_award": "人次",
}


@dataclass(frozen=True)
class Query:
    """What is counted: the records of ``register`` from ``first`` to ``last`` whose ``box`` is ``value``.

    With ``summed`` the sum of that number box instead of the count. With ``month`` and ``figure`` it is a
    figure of that month's report.
    """

    register: str = ""
    first: str = ""
    last: str = ""
    box: str = ""
    value: str = ""
    summed: str = ""
    month: str = ""
    figure: str = ""

    def kept(self) -> dict[str, str]:
        """As it stands in the figure of a case."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Drawn:
    """A figure as it stands now, to be kept with how it was drawn."""

    figure: Figure

    def kept(self, query: Query) -> list[Figures]:
        """As the case keeps it: the figure with its list, and how it was drawn."""
        (entry,) = frozen([self.figure])
        return [{**entry, "how": query.kept()}]


def registers() -> list[Register]:
    """The registers a case may count."""
    models = {model._meta.table_name: model for model in MODELS}
    return [Register(models[name]) for name in COUNTED]


def boxes_to_filter(register: Register) -> dict[str, dict[str, str]]:
    """Box → value → words, of the closed lists a count may be narrowed to."""
    return {
        name: dict(box.options)
        for name, box in register.boxes.items()
        if isinstance(box, Choice) and box.kind in ("choice", "state")
    }


def boxes_to_sum(register: Register) -> dict[str, str]:
    """Box → title, of the numbers that may be summed."""
    return {
        name: box.title
        for name, box in register.boxes.items()
        if isinstance(box, Numeric) and not box.machine and box.kind in ("number", "money")
    }


def words_to_filter(register: Register, context: RuleContext) -> dict[str, list[str]]:
    """Box → words in use, of the free words records are classed by, such as 小类."""
    found = {}
    for name, box in register.boxes.items():
        if isinstance(box, Text) and box.offers:
            rows = context.find(
                register.model.select(box).where(register.model.removed_at.is_null(), box.is_null(False))
            )
            found[name] = sorted({getattr(one, name) for one in rows}, key=load_pinyin().text_key)
    return found


def month_choices(context: RuleContext, month: Month) -> list[Figure]:
    """The figures of a month that are counts of their lists; as signed where the month is signed."""
    signed = signed_report(context, month)
    blocks = report_figures(signed, context) if signed is not None else month_figures(context, month)
    return [
        one for block in blocks.values() for one in block if one.value == len(one.items) and not one.parts
    ]


def draw(query: Query, context: RuleContext) -> Drawn:
    """The figure as the registers stand now. UserError when its register or month figure is not offered.

    How a figure was drawn may have come in a package: what cannot be is refused like what is not offered.
    """
    try:
        return _drawn(query, context)
    except (ValueError, LookupError, TypeError):
        raise UserError(
            "这个数当时怎样取的看不懂", "案例里原来的数没有动", "请换一个数，或者删去这一条"
        ) from None


def _drawn(query: Query, context: RuleContext) -> Drawn:
    if query.month:
        month = Month.from_iso(query.month)
        found = next((one for one in month_choices(context, month) if one.key == query.figure), None)
        if found is None:
            raise UserError("这个月没有这个数了", "案例里原来的数没有动", "请换一个数，或者删去这一条")
        return Drawn(found)
    register = next((one for one in registers() if one.name == query.register), None)
    if register is None:
        raise UserError("这本台账不能取数", "案例里原来的数没有动", "请换一个数")
    records = _records(register, query, context)
    items = tuple(one.uid for one in records)
    title = _title(register, query)
    if not query.summed:
        return Drawn(Figure(query.register, title, COUNTED[query.register], len(items), items))
    box = register.boxes[query.summed]
    amounts = [getattr(one, query.summed) or 0 for one in records]
    total = Decimal(sum(amounts))
    value = int(total) if total == total.to_integral_value() else total
    parts = tuple(map(str, amounts))
    return Drawn(Figure(query.register, title, getattr(box, "unit", ""), value, items, parts=parts))


def _records(register: Register, query: Query, context: RuleContext) -> list[Record]:
    model = register.model
    chosen = model.live().where(model.owner_office == context.office)
    if query.box:
        chosen = chosen.where(register.boxes[query.box] == query.value)
    first, last = date.fromisoformat(query.first), date.fromisoformat(query.last)
    dated = ((_day(getattr(one, register.period or "uid")), one) for one in context.find(chosen))
    within = [(day, one.uid, one) for day, one in dated if day is not None and first <= day <= last]
    return [one for _day, _uid, one in sorted(within, key=lambda each: each[:2])]


def _day(value: date | Span | None) -> date | None:
    """The day of a value of a period box: a day, or the one a span begins on."""
    return value if isinstance(value, date) or value is None else value.start.date()


def _title(register: Register, query: Query) -> str:
    """问题清单 已销号; 服务订单 服务时长."""
    words = [register.title.partition("/")[0].partition("(")[0]]
    if query.box:
        words.append(boxes_to_filter(register).get(query.box, {}).get(query.value, query.value))
    if query.summed:
        words.append(register.boxes[query.summed].title)
    return " ".join(words)


def figure_of(kept: Iterable[Figures]) -> Figure:
    """The figure of a ``CaseFigure``."""
    return thawed(kept)[0]


def query_of(kept: Iterable[Figures]) -> Query:
    """How the figure of a ``CaseFigure`` was drawn."""
    return Query(**next(iter(kept)).get("how", {}))


def figure_now(kept: Iterable[Figures], context: RuleContext) -> Figure | None:
    """What the registers give today for a kept figure; None when it can no longer be drawn."""
    try:
        return draw(query_of(kept), context).figure
    except UserError:
        return None


def is_stale(kept: Iterable[Figures], context: RuleContext) -> bool:
    """Whether the registers give another figure, or another list, than the case keeps."""
    kept = list(kept)
    figure, now = figure_of(kept), figure_now(kept, context)
    return now is None or (now.value, set(now.items)) != (figure.value, set(figure.items))
