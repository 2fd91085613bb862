"""What the pages of promises, issues, reports and rules read besides the duties themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.base.typed_text import tidy
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.summaries.calendar import next_plan
from desktop_app.duties.summaries.month import highlights
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.people.orgs import superiors
from desktop_app.registers.rectification.issue_rounds import IssueRound
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.rules.rule_table import RuleRow, handed_down, number_fault, shipped_rules, stricter


def secretary_of(context: RuleContext, roster: Roster | None = None) -> str | None:
    """The uid of the own branch's 书记; None when none is written."""
    roster = roster or Roster.read(context)
    branch = roster.orgs.get(roster.branch or "")
    return branch.secretary if branch is not None else None


def promise_years(context: RuleContext) -> list[int]:
    """The years something was promised for, and this one; the latest first."""
    rows = context.find(Promise.live().where(Promise.owner_office == context.office))
    return sorted({one.year for one in rows if one.year} | {context.today.year}, reverse=True)


def ended_rounds(context: RuleContext, issue: str) -> list[IssueRound]:
    """The rounds of an issue that ended, the latest first."""
    return context.find(IssueRound.live().where(IssueRound.issue == issue).order_by(IssueRound.n.desc()))


def report_versions(context: RuleContext, month: Month) -> list[MonthlyReport]:
    """The own office's reports of a month, the latest version first."""
    query = MonthlyReport.live().where(
        (MonthlyReport.month == month) & (MonthlyReport.owner_office == context.office)
    )
    return context.find(query.order_by(MonthlyReport.version.desc()))


def fresh_report(context: RuleContext, month: Month) -> MonthlyReport:
    """A month's report to begin with: texts taken from what was done and what is due, the last 填报人."""
    query = MonthlyReport.live().where(MonthlyReport.owner_office == context.office)
    earlier = context.find(query.order_by(MonthlyReport.month.desc(), MonthlyReport.version.desc()).limit(1))
    return MonthlyReport(
        month=month,
        org=Roster.read(context).branch,
        highlights=highlights(context, month) or None,
        next_plan=next_plan(context, month) or None,
        filled_by=earlier[0].filled_by if earlier else None,
    )


@dataclass(frozen=True)
class RuleLine:
    """One rule: ``row`` is the own one in force today, ``rows`` all its numbers by month.

    ``shipped`` is what came along, ``above`` a superior's row with who handed it out, the strictest of them.
    """

    row: RuleRow
    rows: tuple[RuleRow, ...]
    shipped: RuleRow | None
    above: tuple[RuleRow, str] | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the branch goes by another number than the program came with."""
        return self.shipped is not None and Decimal(self.row.value) != Decimal(self.shipped.value)

    @property
    def used(self) -> RuleRow:
        """The row the program goes by: the superior's where that is stricter."""
        return stricter(self.row, self.above[0]) if self.above is not None else self.row

    @property
    def is_held(self) -> bool:
        """Whether a superior's number is in force."""
        return self.used is not self.row


def rule_lines(context: RuleContext) -> list[RuleLine]:
    """Every rule of the branch in the order it was shipped in, then the branch's own."""
    query = RuleRow.live().where(RuleRow.owner_office.in_((context.office, "")))
    shipped = {row.key: row for row in shipped_rules()}
    found: dict[str, list[RuleRow]] = {key: [] for key in shipped}
    for row in context.find(query):
        found.setdefault(row.key, []).append(row)
    this_month, above = Month.of(context.today), superiors(context)
    theirs: dict[str, RuleRow] = {}
    for row in handed_down(context, list(found), context.today, tuple(above)):
        theirs[row.key] = stricter(theirs[row.key], row) if row.key in theirs else row
    return [
        _line(
            rows or [shipped[key]],
            shipped.get(key),
            this_month,
            (theirs[key], above[theirs[key].owner_office]) if key in theirs else None,
        )
        for key, rows in found.items()
    ]


def _line(
    rows: Iterable[RuleRow], shipped: RuleRow | None, month: Month, above: tuple[RuleRow, str] | None
) -> RuleLine:
    ordered = sorted(rows, key=lambda row: row.since.iso() if row.since else "")
    in_force = [row for row in ordered if row.since is None or row.since <= month]
    return RuleLine((in_force or ordered)[-1], tuple(ordered), shipped, above)


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
    fault = number_fault(number, unit)
    if fault is not None:
        raise UserError(fault[0], "没有改动", fault[1])
    return number
