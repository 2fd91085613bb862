"""What the pages of promises, issues, reports and rules read besides the duties themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
from desktop_app.registers.rules.rule_table import RuleBook, RuleRow, number_fault, stricter


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
    """One rule: ``row`` is the own one in force today, ``rows`` all its numbers, the oldest first.

    ``shipped`` is what came along and is in force today, ``above`` a superior's row with who handed it out,
    the strictest of them.
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
    above, today = superiors(context), context.today
    book = RuleBook.read(context, above=above)
    return [_line(book, key, above, today) for key in book.all_keys()]


def _line(book: RuleBook, key: str, above: Mapping[str, str], today: date) -> RuleLine:
    rows = sorted(book.own(key), key=lambda row: row.since.first_day() if row.since else date.min)
    given = [one for one in rows if one.is_new and (one.since is None or one.since.first_day() <= today)]
    theirs: RuleRow | None = None
    for row in book.handed_down(key, today):
        theirs = stricter(theirs, row) if theirs is not None else row
    return RuleLine(
        book.own_row(key, today) or rows[-1],
        tuple(rows),
        given[-1] if given else None,
        (theirs, above[theirs.owner_office]) if theirs is not None else None,
    )


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
