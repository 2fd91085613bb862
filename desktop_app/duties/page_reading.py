"""What the pages of promises, issues, reports and rules read besides the duties themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop_app.base.dates import Month
from desktop_app.base.errors import UserError
from desktop_app.base.typed_text import tidy
from desktop_app.duties.bodies import Roster
from desktop_app.duties.calendar import next_plan
from desktop_app.duties.month import highlights
from desktop_app.records.rules import Look
from desktop_app.registers.issue_rounds import IssueRound
from desktop_app.registers.promises import Promise
from desktop_app.registers.reports import MonthlyReport
from desktop_app.registers.rule_table import RuleRow, shipped_rules


def secretary_of(look: Look, roster: Roster | None = None) -> str | None:
    """The uid of the own branch's 书记; None when none is written."""
    roster = roster or Roster.read(look)
    branch = roster.orgs.get(roster.branch or "")
    return branch.secretary if branch is not None else None


def promise_years(look: Look) -> list[int]:
    """The years something was promised for, and this one; the latest first."""
    rows = look.find(Promise.live().where(Promise.owner_office == look.office))
    return sorted({one.year for one in rows if one.year} | {look.today.year}, reverse=True)


def ended_rounds(look: Look, issue: str) -> list[Any]:
    """The rounds of an issue that ended, the latest first."""
    return look.find(IssueRound.live().where(IssueRound.issue == issue).order_by(IssueRound.n.desc()))


def report_versions(look: Look, month: Month) -> list[Any]:
    """The own office's reports of a month, the latest version first."""
    query = MonthlyReport.live().where(
        (MonthlyReport.month == month) & (MonthlyReport.owner_office == look.office)
    )
    return look.find(query.order_by(MonthlyReport.version.desc()))


def fresh_report(look: Look, month: Month) -> MonthlyReport:
    """A month's report to begin with: texts taken from what was done and what is due, the last 填报人."""
    query = MonthlyReport.live().where(MonthlyReport.owner_office == look.office)
    earlier = look.find(query.order_by(MonthlyReport.month.desc(), MonthlyReport.version.desc()).limit(1))
    return MonthlyReport(
        month=month,
        org=Roster.read(look).branch,
        highlights=highlights(look, month) or None,
        next_plan=next_plan(look, month) or None,
        filled_by=earlier[0].filled_by if earlier else None,
    )


@dataclass(frozen=True)
class RuleLine:
    """One rule: ``row`` in force today, ``rows`` all its numbers by month, ``shipped`` what came along."""

    row: Any
    rows: tuple[Any, ...]
    shipped: Any | None

    @property
    def is_changed(self) -> bool:
        """Whether the branch goes by another number than the program came with."""
        return self.shipped is not None and Decimal(self.row.value) != Decimal(self.shipped.value)


def rule_lines(look: Look) -> list[RuleLine]:
    """Every rule of the branch in the order it was shipped in, then the branch's own."""
    query = RuleRow.live().where(RuleRow.owner_office.in_((look.office, "")))
    shipped = {row.key: row for row in shipped_rules()}
    found: dict[str, list[Any]] = {key: [] for key in shipped}
    for row in look.find(query):
        found.setdefault(row.key, []).append(row)
    this_month = Month.of(look.today)
    return [_line(rows or [shipped[key]], shipped.get(key), this_month) for key, rows in found.items()]


def _line(rows: Iterable[Any], shipped: Any | None, month: Month) -> RuleLine:
    ordered = sorted(rows, key=lambda row: row.since.iso() if row.since else "")
    in_force = [row for row in ordered if row.since is None or row.since <= month]
    return RuleLine((in_force or ordered)[-1], tuple(ordered), shipped)


# Unit → (least, most, whole numbers only); a unit that is not listed takes any number from 0.
_LIMITS = {
    "比例": (Decimal(0), Decimal(1), False),
    "日": (Decimal(1), Decimal(31), True),
    "月": (Decimal(1), Decimal(12), True),
    "周岁": (Decimal(1), Decimal(120), True),
}
_WHOLE = frozenset(("次", "人", "天", "个月", "年", "条", "字", "个字"))
_MOST = Decimal(9999)


def rule_number(words: str, unit: str) -> Decimal:
    """The number typed for a rule counted in ``unit``; 50% and 五分之四's 0.8 are shares.

    UserError, in words, for what is no number, negative, out of the unit's range or broken where only whole
    numbers make sense.
    """
    typed = tidy(words).replace("％", "%").replace("，", "").replace(",", "")
    if not typed:
        raise UserError("还没有填新的数值", "没有改动", "请填一个数")
    share = typed.endswith("%") and unit == "比例"
    try:
        number = Decimal(typed.removesuffix("%") if share else typed)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UserError(f"“{words.strip()}”不是一个数", "没有改动", "请只填数字，如 32 或 0.5")
    if share:
        number /= 100
    if number < 0:
        raise UserError("数值不能是负数", "没有改动", f"请填 0 或更大的{unit or '数'}")
    least, most, whole = _LIMITS.get(unit, (Decimal(0), _MOST, unit in _WHOLE))
    if not least <= number <= most:
        how = "0 到 1 之间，一半写 0.5" if unit == "比例" else f"{least} 到 {most}"
        raise UserError(f"{number} 超出了范围", "没有改动", f"这一条按“{unit or '数'}”算，应在 {how}")
    if whole and number != number.to_integral_value():
        raise UserError(f"{number} 不是整数", "没有改动", f"这一条按“{unit}”算，请填整数")
    if number.as_tuple().exponent < -4:  # type: ignore[operator]  # finite: an int
        raise UserError("小数太长", "没有改动", "最多留四位小数")
    return number
