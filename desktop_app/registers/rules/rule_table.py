"""The rule table: every number a rule asks for, with where it is written, to be changed by the branch."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from desktop_app.base.periods import PartialDate
from desktop_app.records.base import Record
from desktop_app.records.kinds import Choice, Date, Decimals, LongText, PartialDateBox, Text
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, RuleNumbers
from desktop_app.registers.people.orgs import PartyOrg, superiors
from desktop_app.registers.rules.shipped import FIXED, FREE, FREEDOM, Edition, ShippedRule, shipped
from desktop_app.registers.shared_rules import called_by, changed_boxes

MARKS = {
    "V": "见条例原文",
    "T": "见转述",
    "L": "一地做法",
    "E": "见公开表样",
    "M": "请核对",
    "D": "程序默认",
}


# A document is named by its title in brackets or by its number: 镇党委〔2026〕5号.
_DOCUMENT = re.compile(r"《[^》]+》|[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号")
MORE, LESS = "数越大越严", "数越小越严"
STRICT = (MORE, LESS)


def _regulated(record: "RuleRow", context: RuleContext) -> Iterable[Problem]:
    """What a regulation says is not the branch's to loosen; a newer edition of it is named."""
    rule = shipped().get(record.key)
    if rule is None or rule.freedom == FREE or not _newly_said(record, context):
        return
    if number_fault(Decimal(record.value), rule.unit) is not None:
        return
    edition = rule.on(_first_day(record) or context.today)
    if Decimal(record.value) == edition.value:
        return
    if rule.freedom == FIXED or not _at_least_as_strict(rule.strict, Decimal(record.value), edition.value):
        if _DOCUMENT.search(record.regulation or ""):
            if record.since is None:
                todo = "新规定不管以前的事，请在“自何时起”里写它施行的日期"
                yield Problem("since", f"还没有写{record.regulation}从哪天起施行", todo)
            return
        told = f"{edition.value.normalize():f} {rule.unit}".rstrip()
        where = f"{edition.regulation}{edition.article}" if edition.regulation else "上级通知"
        can = "本支部不能另定" if rule.freedom == FIXED else "本支部可以更严，不能放宽"
        yield Problem(
            "value",
            f"{where}规定的是 {told}，{can}",
            "有了新文件的，在“文件”里写上《名称》或文号，再填新的数",
        )


def _newly_said(record: "RuleRow", context: RuleContext) -> bool:
    """Whether a save says something else than before: another number, first day, rule or document."""
    return record.is_new or bool(changed_boxes(record, context) & {"key", "value", "since", "regulation"})


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
    rule = shipped().get(record.key)
    fault = number_fault(Decimal(record.value), rule.unit if rule else record.unit or "")
    if fault is not None:
        yield Problem("value", *fault)
    if rule is None:
        yield Problem("key", "程序不认这个键，这一行不起作用", "请核对键名，或者删去这一行", refuse=False)
    elif record.unit and record.unit != rule.unit:
        yield Problem("unit", f"这一条按“{rule.unit}”算", "请不要改单位")
    first = _first_day(record)
    if first is not None and record.until is not None and record.until < first:
        yield Problem("until", "停止施行的日期早于开始的日期", "请核对日期")


def _not_looser(record: "RuleRow", context: RuleContext) -> Iterable[Problem]:
    """What a superior handed out is the least: an office may be stricter, never looser."""
    if not _newly_said(record, context) or record.owner_office not in ("", context.office):
        return
    above = superiors(context)
    day = _first_day(record) or context.today
    for row in RuleBook.read(context, above=above).handed_down(record.key, max(day, context.today)):
        if stricter(record, row) is row and Decimal(row.value) != Decimal(record.value):
            told = f"{Decimal(row.value).normalize():f} {row.unit or ''}".rstrip()
            who = above[row.owner_office]
            yield Problem("value", f"{who}规定的是 {told}，不能放宽", "请填同样的数，或者更严的数")


def _first_day(row: "RuleRow") -> date | None:
    return row.since.first_day() if row.since is not None else None


OWN_TABLE = "规则表"
"""What is told beside a result whose number no regulation has."""


class RuleRow(Record):
    """One number of a rule; rows with the same key take over from each other by ``since``.

    The numbers the program ships with are no records: a branch file holds what was set by the branch, or
    came from a superior. So a new version of the program brings its newer editions to every file.
    """

    key = Text("键", repeats=False, required=True, limit=60, index=True, help="程序认这一行用的名字，不要改")
    title = Text("规定", required=True, width=16)
    value = Decimals("数值", required=True, places=4, least=None, width=5)
    unit = Text("单位", limit=20, width=4)
    regulation = Text(
        "文件", limit=120, help="文件名称和文号，例如 镇党委〔2026〕5号；会印在用到它的纸上", width=16
    )
    article = Text("条款", limit=40, help="核对过原文的才写，例如 第十九条", width=6)
    source = LongText("说明", help="文件怎样规定，用自己的话写，不抄原文", width=20)
    mark = Choice("可靠程度", MARKS, required=True)
    strict = Choice("怎样算更严", STRICT, help="自己加的规定由上级定；程序自带的已经定好，改了不起作用")
    freedom = Choice("支部能不能改", FREEDOM, help="程序自带的已经定好，改了不起作用")
    since = PartialDateBox("自何时起", help="空着表示一直适用；新规定另加一行，写上开始的日期或月份")
    until = Date("到哪天为止", help="文件废止、没有新规定接上的才写")
    note = LongText("备注", width=14)

    class Meta:
        table_name = "rule"
        title = "规则表"
        group = "规则"
        icon = "rule"
        listing = ("title", "value", "unit", "regulation", "article", "mark", "since", "note")
        order = ("key", "since")
        unique = (("key", "since"),)
        sections = (
            Section("规定", ("title", "value", "unit", "since", "until")),
            Section("出处", ("regulation", "article", "source", "mark", "strict", "freedom", "note", "key")),
        )
        rules = (_sensible, _not_looser, _regulated)

        heading = called_by("title")

    @property
    def cited(self) -> str:
        """Title, year and article as they stand on papers and beside results; '' where none is to be named.

        A number that is still to be checked names nothing, nor does usage of one place.
        """
        return f"{self.regulation}{self.article or ''}" if self.regulation and self.mark != "M" else ""


def _row(rule: ShippedRule, edition: Edition) -> RuleRow:
    """An edition as a row of the table; it is never saved."""
    return RuleRow(
        key=rule.key,
        title=rule.title,
        value=edition.value,
        unit=rule.unit,
        regulation=edition.regulation or None,
        article=edition.article or None,
        source=edition.says,
        mark=edition.mark,
        strict=rule.strict,
        freedom=rule.freedom,
        since=PartialDate.of(edition.since) if edition.since else None,
        note=edition.note,
    )


def shipped_rules() -> list[RuleRow]:
    """Fresh rows of the rules that ship with the program, an edition each."""
    return [_row(rule, one) for rule in shipped().values() for one in rule.editions]


def _at_least_as_strict(way: str, one: Decimal, other: Decimal) -> bool:
    """Whether ``one`` is as strict as ``other`` or more; False where nobody can say."""
    return (way == MORE and one >= other) or (way == LESS and one <= other)


def _strict_way(own: RuleRow, above: RuleRow) -> str:
    """Which way a rule is stricter; '' where nobody can say.

    As its key was shipped, else as the superior says, last as the own row does: nobody loosens a number by
    turning its direction round.
    """
    rule = shipped().get(own.key)
    return str((rule.strict if rule else "") or above.strict or own.strict or "")


def stricter(one: RuleRow, other: RuleRow) -> RuleRow:
    """The stricter of two rows of one rule, ``other`` a superior's; ``one`` where that is not stricter."""
    left, right = Decimal(one.value), Decimal(other.value)
    return other if left != right and _at_least_as_strict(_strict_way(one, other), right, left) else one


def _in_force(rows: Iterable[RuleRow], day: date) -> RuleRow | None:
    """The latest of one office's rows of one key that has begun by ``day`` and still holds."""
    begun = [
        row for row in rows if (_first_day(row) or day) <= day and (row.until is None or day <= row.until)
    ]
    return max(begun, key=lambda row: _first_day(row) or date.min, default=None)


@dataclass(frozen=True)
class RuleBook:
    """Every number that may be in force, read once: the office's own, its superiors' and the shipped ones."""

    office: str
    above: tuple[str, ...]
    rows: Mapping[tuple[str, str], list[RuleRow]]
    _found: dict[tuple[str, date], RuleRow | None] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        context: RuleContext,
        orgs: Mapping[str, PartyOrg] | None = None,
        above: Collection[str] | None = None,
    ) -> "RuleBook":
        """The book of the own office in two queries; one where the ``orgs`` by uid were read already."""
        offices = tuple(superiors(context, orgs) if above is None else above)
        query = RuleRow.live().where(RuleRow.owner_office.in_([context.office, "", *offices]))
        rows: dict[tuple[str, str], list[RuleRow]] = {}
        for row in context.find(query):
            rows.setdefault((row.key, row.owner_office or context.office), []).append(row)
        return cls(context.office, offices, rows)

    def all_keys(self) -> list[str]:
        """The keys of the table: shipped ones in their order, then those the office added."""
        own = (key for key, office in self.rows if office == self.office)
        return list(dict.fromkeys((*shipped(), *own)))

    def own(self, key: str) -> list[RuleRow]:
        """The rows of a key that hold for the office but for its superiors: the shipped ones and its own.

        A row without a first day that repeats a shipped number was copied into the file by an older version.
        """
        rule = shipped().get(key)
        given = [_row(rule, one) for one in rule.editions] if rule else []
        numbers = {Decimal(row.value) for row in given}
        own = [
            row
            for row in self.rows.get((key, self.office), ())
            if row.since is not None or Decimal(row.value) not in numbers
        ]
        days = {_first_day(row) for row in own}
        return [*(row for row in given if _first_day(row) not in days), *own]

    def own_row(self, key: str, day: date) -> RuleRow | None:
        """The row the office goes by on ``day`` but for its superiors.

        A newer edition of the regulation takes over from what the branch had set, unless that is stricter.
        """
        rows = self.own(key)
        set_here = _in_force((row for row in rows if not row.is_new), day)
        given = _in_force((row for row in rows if row.is_new), day)
        if set_here is None or given is None:
            return set_here or given
        if (_first_day(set_here) or date.min) >= (_first_day(given) or date.min):
            return set_here
        return stricter(given, set_here)

    def handed_down(self, key: str, day: date) -> list[RuleRow]:
        """The superiors' rows of a key in force on ``day``, the next office first."""
        rows = (_in_force(self.rows.get((key, office), ()), day) for office in self.above)
        return [row for row in rows if row is not None]

    def row(self, key: str, day: date) -> RuleRow | None:
        """The row in force on ``day``: the own one or a stricter one of a superior; None for no key."""
        if (key, day) not in self._found:
            row = self.own_row(key, day)
            for theirs in self.handed_down(key, day) if row is not None else ():
                row = stricter(row, theirs) if row is not None else theirs
            self._found[key, day] = row
        return self._found[key, day]

    def cited(self, key: str, day: date) -> str:
        """Title, year and article of what is in force on ``day``; 规则表 where no regulation has it."""
        row = self.row(key, day)
        return (row.cited if row is not None else "") or OWN_TABLE

    def number(self, key: str, day: date) -> Decimal:
        """The number in force on ``day``; KeyError for a key nobody knows."""
        row = self.row(key, day)
        if row is None:
            raise KeyError(key)
        return Decimal(row.value)


def rule_numbers(context: RuleContext) -> RuleNumbers:
    """The numbers of the own office by key and day, read once."""
    return RuleBook.read(context).number


def sources(
    context: RuleContext,
    keys: Collection[str],
    orgs: Mapping[str, PartyOrg] | None = None,
    day: date | None = None,
) -> dict[str, str]:
    """Rule key → title, year and article of what is in force on ``day`` (today), told beside every result."""
    book, on = RuleBook.read(context, orgs), day or context.today
    return {key: book.cited(key, on) for key in keys}


def paper_sources(context: RuleContext, keys: Collection[str], day: date | None = None) -> list[str]:
    """The regulations a paper names for ``keys``, each once: by the day of what it tells, none for usage."""
    return [one for one in dict.fromkeys(sources(context, keys, day=day).values()) if one != OWN_TABLE]
