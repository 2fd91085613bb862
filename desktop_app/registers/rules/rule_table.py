"""The rule table: every number a rule asks for, with where it is written, to be changed by the branch."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from desktop_app.base.periods import Month as MonthValue
from desktop_app.base.resources import read_text
from desktop_app.records.base import Record
from desktop_app.records.kinds import Choice, Decimals, LongText, MonthBox, Text
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.orgs import PartyOrg, superiors
from desktop_app.registers.shared_rules import called_by, changed_boxes

MARKS = {
    "V": "见条例原文",
    "T": "见转载文本",
    "L": "一地做法",
    "E": "见公开表样",
    "M": "请核对",
    "D": "程序默认",
}


MORE, LESS = "数越大越严", "数越小越严"
STRICT = (MORE, LESS)


def _rule_of_a_regulation(record: "RuleRow", context: RuleContext) -> Iterable[Problem]:
    """A number read in a regulation's text [V] is changed knowingly."""
    if record.mark == "V" and not record.is_new and "value" in changed_boxes(record, context):
        yield Problem(
            "value", "这个数来自条例原文，改动后程序按新数计算", "请确认有文件依据，写在备注里", refuse=False
        )


# Unit → (least, most, whole numbers only); a unit that is not listed takes any number from 0.
_LIMITS = {
    "比例": (Decimal(0), Decimal(1), False),
    "日": (Decimal(1), Decimal(31), True),
    "月": (Decimal(1), Decimal(12), True),
    "周岁": (Decimal(1), Decimal(120), True),
    "是否": (Decimal(0), Decimal(1), True),
}
_WHOLE = frozenset(("次", "人", "天", "个月", "年", "条", "字", "个字", "户", "张", "个工作日", "分钟"))
_MOST, _MONEY, _PLACES = Decimal(9999), Decimal(1_000_000), 4


def number_fault(number: Decimal, unit: str) -> tuple[str, str] | None:
    """What is wrong with a number counted in ``unit``, and what to do instead; None where it makes sense."""
    least, most, whole = _LIMITS.get(unit, (Decimal(0), _MONEY if unit == "元" else _MOST, unit in _WHOLE))
    if not number.is_finite():
        return "不是一个数", "请只填数字，如 32 或 0.5"
    if number < 0:
        return "数值不能是负数", f"请填 0 或更大的{unit or '数'}"
    if not least <= number <= most:
        how = "0 到 1 之间，一半写 0.5" if unit == "比例" else f"{least} 到 {most}"
        return f"{number} 超出了范围", f"这一条按“{unit or '数'}”算，应在 {how}"
    if whole and number != number.to_integral_value():
        return f"{number} 不是整数", f"这一条按“{unit}”算，请填整数"
    if -int(number.normalize().as_tuple().exponent) > _PLACES:
        return "小数太长", "最多留四位小数"
    return None


def _sensible(record: "RuleRow", context: RuleContext) -> Iterable[Problem]:
    """Nonsense is refused wherever it is entered: on the page, in the table, from Excel, in a package."""
    shipped = _shipped_by_key().get(record.key)
    fault = number_fault(Decimal(record.value), shipped["unit"] if shipped else record.unit or "")
    if fault is not None:
        yield Problem("value", *fault)
    if shipped is None:
        yield Problem("key", "程序不认这个键，这一行不起作用", "请核对键名，或者删去这一行", refuse=False)
    elif record.unit and record.unit != shipped["unit"]:
        yield Problem("unit", f"这一条按“{shipped['unit']}”算", "请不要改单位")


def _not_looser(record: "RuleRow", context: RuleContext) -> Iterable[Problem]:
    """What a superior handed out is the least: an office may be stricter, never looser."""
    changed = record.is_new or "value" in changed_boxes(record, context)
    if not changed or record.owner_office not in ("", context.office):
        return
    above = superiors(context)
    day = record.since.first_day() if record.since is not None else context.today
    for row in handed_down(context, [record.key], max(day, context.today), tuple(above)):
        if stricter(record, row) is row and Decimal(row.value) != Decimal(record.value):
            told = f"{Decimal(row.value).normalize():f} {row.unit or ''}".rstrip()
            who = above[row.owner_office]
            yield Problem("value", f"{who}规定的是 {told}，不能放宽", "请填同样的数，或者更严的数")


class RuleRow(Record):
    """One number of a rule; rows with the same key take over from each other by ``since``."""

    key = Text("键", required=True, limit=60, index=True, help="程序认这一行用的名字，不要改")
    title = Text("规定", required=True, width=16)
    value = Decimals("数值", required=True, places=4, least=None, width=5)
    unit = Text("单位", limit=20, width=4)
    source = LongText("出处", help="文件名称和条款，用自己的话写，不抄原文", width=20)
    mark = Choice("可靠程度", MARKS, required=True)
    strict = Choice("怎样算更严", STRICT, help="自己加的规定由上级定；程序自带的已经定好，改了不起作用")
    since = MonthBox("自何月起", help="空着表示一直适用；新规定另加一行，写上开始的月份")
    note = LongText("备注", width=14)

    class Meta:
        table_name = "rule"
        title = "规则表"
        rule_table = True
        judged_on_arrival = True
        group = "规则"
        icon = "rule"
        listing = ("title", "value", "unit", "source", "mark", "since", "note")
        order = ("key", "since")
        unique = (("key", "since"),)
        sections = (
            Section("规定", ("title", "value", "unit", "since")),
            Section("出处", ("source", "mark", "strict", "note", "key")),
        )
        rules = (_sensible, _not_looser, _rule_of_a_regulation)

        heading = called_by("title")


@cache
def _shipped() -> tuple[dict[str, str], ...]:
    return tuple(json.loads(read_text("rules.json"))["rules"])


@cache
def _shipped_by_key() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in _shipped()}


def _fresh(row: dict[str, str]) -> RuleRow:
    return RuleRow(**{**row, "value": Decimal(row["value"])})


def shipped_rules() -> list[RuleRow]:
    """Fresh rows of the rule table that ships with the program, for a new branch file."""
    return [_fresh(row) for row in _shipped()]


def _strict_way(own: RuleRow, above: RuleRow) -> str:
    """Which way a rule is stricter; '' where nobody can say.

    As its key was shipped, else as the superior says, last as the own row does: nobody loosens a number by
    turning its direction round.
    """
    return str(_shipped_by_key().get(own.key, {}).get("strict") or above.strict or own.strict or "")


def stricter(one: RuleRow, other: RuleRow) -> RuleRow:
    """The stricter of two rows of one rule, ``other`` a superior's; ``one`` where that is not stricter."""
    way = _strict_way(one, other)
    left, right = Decimal(one.value), Decimal(other.value)
    if (way == MORE and right > left) or (way == LESS and right < left):
        return other
    return one


def _in_force(rows: Iterable[RuleRow], month: MonthValue) -> RuleRow | None:
    """The latest of one office's rows of one key that has begun by ``month``."""
    begun = [row for row in rows if row.since is None or row.since <= month]
    return max(begun, key=lambda row: row.since.iso() if row.since else "", default=None)


def _by_key(
    context: RuleContext, keys: Collection[str], offices: Sequence[str]
) -> dict[tuple[str, str], list[RuleRow]]:
    """(key, office) → its rows, in one query; the own office's code stands for rows without one."""
    found: dict[tuple[str, str], list[RuleRow]] = {}
    query = RuleRow.live().where(RuleRow.key.in_(list(keys)) & RuleRow.owner_office.in_(list(offices)))
    for row in context.find(query):
        found.setdefault((row.key, row.owner_office or context.office), []).append(row)
    return found


def handed_down(
    context: RuleContext, keys: Collection[str], day: date, offices: Sequence[str]
) -> list[RuleRow]:
    """The rows of the superior ``offices`` in force on ``day``, one for each office and key."""
    if not offices:
        return []
    month = MonthValue.of(day)
    rows = (_in_force(some, month) for some in _by_key(context, keys, offices).values())
    return [row for row in rows if row is not None]


def rows_in_force(
    context: RuleContext,
    keys: Collection[str],
    day: date | None = None,
    orgs: Mapping[str, PartyOrg] | None = None,
) -> dict[str, RuleRow]:
    """Key → the row in force on ``day`` (default: today), in two queries; keys nobody knows are left out.

    One query where the ``orgs`` by uid were read already.

    The own office's latest row, the shipped one where it has none; a superior's instead where that is
    stricter, by the way the row says it is.
    """
    month, above = MonthValue.of(day or context.today), tuple(superiors(context, orgs))
    rows = _by_key(context, keys, (context.office, "", *above))
    shipped, found = _shipped_by_key(), {}
    for key in keys:
        row = _in_force(rows.get((key, context.office), ()), month)
        if row is None and key in shipped:
            row = _fresh(shipped[key])
        if row is None:
            continue
        for office in above:
            theirs = _in_force(rows.get((key, office), ()), month)
            row = row if theirs is None else stricter(row, theirs)
        found[key] = row
    return found


def sources(
    context: RuleContext, keys: Collection[str], orgs: Mapping[str, PartyOrg] | None = None
) -> dict[str, str]:
    """Rule key → title and article of the source of the row in force today, told beside every result."""
    told = {
        key: str(row.source or "").split("：")[0]
        for key, row in rows_in_force(context, keys, orgs=orgs).items()
    }
    return {key: told.get(key) or "规则表" for key in keys}


def number_in_force(context: RuleContext, key: str, day: date | None) -> Decimal:
    """The number of rule ``key`` in force on ``day``; KeyError for a key nobody knows."""
    return Decimal(rows_in_force(context, (key,), day)[key].value)
