"""The rule table: every number a rule asks for, with where it is written, to be changed by the branch."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from desktop_app.base.periods import Month as MonthValue
from desktop_app.base.resources import read_text
from desktop_app.records.kinds import Choice, LongText, Month, Number, Text
from desktop_app.records.record import Band, Record
from desktop_app.records.rules import Look, Problem
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


def _rule_of_a_regulation(record: Any, look: Look) -> Iterable[Problem]:
    """A number read in a regulation's text [V] is changed knowingly."""
    if record.mark == "V" and not record.is_new and "value" in changed_boxes(record, look):
        yield Problem(
            "value", "这个数来自条例原文，改动后程序按新数计算", "请确认有文件依据，写在备注里", refuse=False
        )


class RuleRow(Record):
    """One number of a rule; rows with the same key take over from each other by ``since``."""

    key = Text("键", required=True, limit=60, index=True, help="程序认这一行用的名字，不要改")
    title = Text("规定", required=True, width=16)
    value = Number("数值", required=True, places=4, least=None, width=5)
    unit = Text("单位", limit=20, width=4)
    source = LongText("出处", help="文件名称和条款，用自己的话写，不抄原文", width=20)
    mark = Choice("可靠程度", MARKS, required=True)
    strict = Choice("怎样算更严", STRICT, help="上级下发的数按它比较；空着的不比较，以本支部的为准")
    since = Month("自何月起", help="空着表示一直适用；新规定另加一行，写上开始的月份")
    note = LongText("备注", width=14)

    class Meta:
        table_name = "rule"
        title = "规则表"
        rule_table = True
        group = "规则"
        icon = "rule"
        listing = ("title", "value", "unit", "source", "mark", "since", "note")
        order = ("key", "since")
        unique = (("key", "since"),)
        bands = (
            Band("规定", ("title", "value", "unit", "since")),
            Band("出处", ("source", "mark", "strict", "note", "key")),
        )
        rules = (_rule_of_a_regulation,)

        heading = called_by("title")


@cache
def _shipped() -> tuple[dict[str, str], ...]:
    return tuple(json.loads(read_text("rules.json"))["rules"])


def shipped_rules() -> list[RuleRow]:
    """Fresh rows of the rule table that ships with the program, for a new branch file."""
    return [RuleRow(**{**row, "value": Decimal(row["value"])}) for row in _shipped()]


def number_in_force(look: Look, key: str, day: date | None) -> Decimal:
    """The number of rule ``key`` in force on ``day`` (default: today): the own office's latest row by then.

    A branch file that knows no row yet takes the shipped one. Raises KeyError for a key nobody knows.
    """
    month = MonthValue.of(day or look.today)
    rows = look.find(RuleRow.live().where((RuleRow.key == key) & RuleRow.owner_office.in_((look.office, ""))))
    in_force = [row for row in rows if row.since is None or row.since <= month]
    if in_force:
        return Decimal(max(in_force, key=lambda row: row.since.iso() if row.since else "").value)
    return Decimal({row["key"]: row["value"] for row in _shipped()}[key])
