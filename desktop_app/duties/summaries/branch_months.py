"""各支部报送: which branch has sent its report of which month, which has not and for how many days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.packages import (
    RECEIVED,
    ExchangePackage,
    days_without_receipt,
    sent_without_receipt,
)
from desktop_app.registers.people.orgs import BRANCHES, GROUP, PartyOrg, superiors
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport

MONTHS = 12


class Reported(Enum):
    """How a branch stands with one month: the word for it, and its tone."""

    SENT = ("已报", "done")
    ANEW = ("有新版", "going")
    MISSING = ("未报", "overdue")
    AWAITED = ("待报", "due")
    RUNNING = ("未到期", "draft")
    OUTSIDE = ("—", "draft")

    @property
    def word(self) -> str:
        """The word of the table."""
        return self.value[0]

    @property
    def tone(self) -> str:
        """The tone it is drawn in."""
        return self.value[1]

    @property
    def is_there(self) -> bool:
        """Whether the month's figures have come."""
        return self in (Reported.SENT, Reported.ANEW)

    @property
    def is_asked(self) -> bool:
        """Whether the month counts among those a branch is to send by now."""
        return self not in (Reported.RUNNING, Reported.OUTSIDE)


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One branch's month: the signed report that stands for it (''), its version, day and reason."""

    month: Month
    state: Reported
    days: int = 0
    report: str = ""
    version: int = 0
    on: date | None = None
    reason: str = ""

    @property
    def word(self) -> str:
        """已报, 有新版, 未报3天."""
        return f"{self.state.word}{self.days}天" if self.state is Reported.MISSING else self.state.word

    @property
    def told(self) -> str:
        """The cell in a sentence: what came and when, or since when it is late."""
        month = self.month.chinese()
        if self.state.is_there:
            again = (
                f"第{self.version}版，重开原因：{self.reason or '没有写'}" if self.version > 1 else "第1版"
            )
            return f"{month}月报已报，{again}" + (f"，{self.on} 签发" if self.on else "")
        if self.state is Reported.MISSING:
            return f"{month}月报没有报，已过期限 {self.days} 天"
        if self.state is Reported.AWAITED:
            return f"{month}月报还没有报，没有过期限"
        if self.state is Reported.RUNNING:
            return f"{month}还没有过完"
        return f"{month}不用报：那时还没有这个支部，或者还没有开始报送"


@dataclass(frozen=True, slots=True)
class BranchRow:
    """One branch and its year. ``came_on`` is the day of its last package here.

    ``unanswered`` are the packages handed down to it whose receipts have not come back, the newest first;
    the oldest of them ``waits`` so many days.
    """

    office: str
    name: str
    cells: tuple[MonthCell, ...]
    came_on: date | None
    unanswered: tuple[ExchangePackage, ...]
    waits: int = 0

    @property
    def receipt_words(self) -> str:
        """等回执 12 天; nothing where no receipt is out."""
        if not self.unanswered:
            return ""
        return f"等回执 {self.waits} 天" if self.waits else "今天发出"

    @property
    def missing(self) -> int:
        """How many months are late."""
        return sum(one.state is Reported.MISSING for one in self.cells)


@dataclass(frozen=True, slots=True)
class BranchMonthSum:
    """How many branches have sent a month, of how many that are to by now."""

    month: Month
    sent: int
    asked: int

    @property
    def words(self) -> str:
        """268/300; nothing while nobody is asked."""
        return f"{self.sent}/{self.asked}" if self.asked or self.sent else ""


@dataclass(frozen=True)
class BranchYear:
    """The year of every branch, and how many of them sent each month."""

    year: int
    rows: tuple[BranchRow, ...]
    sums: tuple[BranchMonthSum, ...]

    def late(self, month: Month) -> list[BranchRow]:
        """The branches that have not sent a month by its day."""
        at = month.month - 1
        return [one for one in self.rows if one.cells[at].state is Reported.MISSING]


def is_over_branches(context: RuleContext) -> bool:
    """Whether branches report to this office: it is no branch itself by its own row."""
    mine = (PartyOrg.org_code == context.office) & (PartyOrg.owner_office == context.office)
    own = context.find(PartyOrg.live().where(mine).limit(1))
    return bool(own) and own[0].org_kind not in (*BRANCHES, GROUP)


def reporting_offices(context: RuleContext, cards: Mapping[str, str] | None = None) -> dict[str, str]:
    """Code → name of the offices whose months are asked for, in the order of their codes.

    Those are the branches of our own rows of 党组织, the offices that ever sent a month, and those whose
    card we hold (``cards``, code → name); what stands above us and other committees are none of them.
    """
    return _offices(context, cards or {}, context.find(PartyOrg.live()))


def branch_year(context: RuleContext, year: int, cards: Mapping[str, str] | None = None) -> BranchYear:
    """The year of every branch, in a few queries whatever their number."""
    orgs = context.find(PartyOrg.live())
    offices = _offices(context, cards or {}, orgs)
    # The register of packages keeps the names of offices as they were on the day.
    called = {one.full_name: one.org_code for one in orgs}
    called |= {name: code for code, name in (cards or {}).items()}
    founded = {one.org_code: Month.of(one.founded_on) for one in orgs if one.founded_on is not None}
    sent, came, waiting = _sent_months(context, year), _came(context, called), _waiting(context, called)
    begun = _begun(context)
    due = {month: _due(context, month) for month in _months(year)}
    rows = []
    for office, name in offices.items():
        since = max(begun, founded.get(office, begun))
        cells = tuple(
            _cell(month, sent.get((office, month)), since, due[month], context.today) for month in due
        )
        out = tuple(waiting.get(office, ()))
        waits = days_without_receipt(out[-1], context.today) if out else 0
        rows.append(BranchRow(office, name, cells, came.get(office), out, waits))
    return BranchYear(year, tuple(rows), tuple(_sums(year, rows)))


def first_year(context: RuleContext) -> int:
    """The first year a branch sent a month of; this one while none did."""
    return min(_begun(context).year, context.today.year)


def latest_reports(context: RuleContext, month: Month) -> dict[str, MonthlyReport]:
    """Code → the signed report that stands for a month of each other office, its figures with it."""
    query = MonthlyReport.live().where((MonthlyReport.month == month) & _handed_in(context))
    found = context.find(query.order_by(MonthlyReport.version, MonthlyReport.uid))
    return {one.owner_office: one for one in found}


def _offices(context: RuleContext, cards: Mapping[str, str], orgs: Sequence[PartyOrg]) -> dict[str, str]:
    above = {context.office, *superiors(context, {one.uid: one for one in orgs})}
    others = {one.org_code for one in orgs if one.org_kind not in BRANCHES}
    senders = MonthlyReport.select(MonthlyReport.owner_office).where(_handed_in(context)).distinct()
    found = {one.owner_office: one.owner_office for one in context.find(senders)}
    found |= {code: name for code, name in cards.items() if code not in others}
    # A row counts where it is ours or an office's own: what branches keep of their neighbours does not.
    kept = [one for one in orgs if one.org_kind in BRANCHES]
    for one in sorted(kept, key=lambda one: one.owner_office == one.org_code):
        if one.owner_office in (one.org_code, context.office):
            found[one.org_code] = one.short_name or one.full_name
    return {code: found[code] for code in sorted(found) if code not in above}


def _months(year: int) -> list[Month]:
    return [Month(year, number) for number in range(1, MONTHS + 1)]


def _handed_in(context: RuleContext) -> Any:
    """What other offices signed; a month still written at is none."""
    return (MonthlyReport.owner_office != context.office) & (MonthlyReport.state != OPEN)


def _sent_months(context: RuleContext, year: int) -> dict[tuple[str, Month], MonthlyReport]:
    """The latest signed report of each office and month of a year, without its figures."""
    months = _months(year)
    boxes = (MonthlyReport.uid, MonthlyReport.owner_office, MonthlyReport.month)
    words = (MonthlyReport.version, MonthlyReport.on, MonthlyReport.reason)
    query = MonthlyReport.select(*boxes, *words).where(
        MonthlyReport.removed_at.is_null()
        & MonthlyReport.month.between(months[0], months[-1])
        & _handed_in(context)
    )
    found = context.find(query.order_by(MonthlyReport.version, MonthlyReport.uid))
    return {(one.owner_office, one.month): one for one in found}


def _begun(context: RuleContext) -> Month:
    """The first month any branch sent, last month while none did: months before it are asked of nobody."""
    query = MonthlyReport.select(MonthlyReport.month).where(
        MonthlyReport.removed_at.is_null() & _handed_in(context)
    )
    first = context.find(query.order_by(MonthlyReport.month).limit(1))
    return first[0].month if first else Month.of(context.today).shift(-1)


def _due(context: RuleContext, month: Month) -> date:
    """The day a month's report is to be here, by the rule table."""
    after = month.shift(1)
    day = min(int(context.rule("report_committee_day", after.first_day())), after.last_day().day)
    return date(after.year, after.month, day)


def _cell(month: Month, report: MonthlyReport | None, since: Month, due: date, today: date) -> MonthCell:
    if report is not None:
        state = Reported.ANEW if report.version > 1 else Reported.SENT
        return MonthCell(month, state, 0, report.uid, report.version, report.on, report.reason or "")
    if month.last_day() >= today:
        return MonthCell(month, Reported.RUNNING)
    if month < since:
        return MonthCell(month, Reported.OUTSIDE)
    late = (today - due).days
    return MonthCell(month, Reported.MISSING, late) if late > 0 else MonthCell(month, Reported.AWAITED)


def _sums(year: int, rows: Sequence[BranchRow]) -> Iterable[BranchMonthSum]:
    for at, month in enumerate(_months(year)):
        column = [one.cells[at] for one in rows]
        sent = sum(one.state.is_there for one in column)
        yield BranchMonthSum(month, sent, sum(one.state.is_asked for one in column))


def _came(context: RuleContext, called: Mapping[str, str]) -> dict[str, date]:
    """The day of the last package of each office."""
    query = ExchangePackage.live().where(ExchangePackage.direction == RECEIVED)
    found = context.find(query.order_by(ExchangePackage.made_on))
    return {called[one.from_org or ""]: one.made_on for one in found if one.from_org in called}


def _waiting(context: RuleContext, called: Mapping[str, str]) -> dict[str, list[ExchangePackage]]:
    """The packages handed to each office whose receipts are still out."""
    found: dict[str, list[ExchangePackage]] = {}
    for one in sent_without_receipt(context):
        code = one.to_code or called.get(one.to_org or "")
        if code:
            found.setdefault(code, []).append(one)
    return found
