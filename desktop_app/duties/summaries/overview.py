"""A branch at a glance: the four figures over the home page, and where the latest monthly reports are."""

from dataclasses import dataclass
from decimal import Decimal

from desktop_app.base.periods import Month, chinese_date
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.figure import Figure, tenth
from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.blocks import member_block
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.packages import days_without_receipt, sent_without_receipt
from desktop_app.registers.people.orgs import COMMITTEE_KIND, own_organization
from desktop_app.registers.reporting.reports import OPEN, RECEIVED, SENT, MonthlyReport

_REPORTS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Glance:
    """One large figure: ``value`` with its ``unit``, and a note in words; ``good`` is False when it asks.

    Behind it stand the records of ``figure``, or the ``duties`` it counts.
    """

    value: str
    unit: str
    note: str
    good: bool = True
    figure: Figure | None = None
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The four figures of the home page."""

    members: Glance
    meetings: Glance
    hours: Glance
    issues: Glance


def overview(context: RuleContext, month: Month, duties: list[Duty]) -> Overview:
    """The own office's figures in ``month``, whose ``duties`` were worked out already."""
    view = MonthView.read(context, month)
    return Overview(_members(view), _meetings(duties), _hours(view), _issues(view))


def _members(view: MonthView) -> Glance:
    figures = {one.key: one for one in member_block(view)}
    closing, probationary = int(figures["closing"].value), int(figures["probationary"].value)
    own = own_organization(view.context)
    if not closing and own is not None and own.org_kind == COMMITTEE_KIND:
        return Glance("—", "", "各支部的党员看“各支部报送”")
    note = f"正式 {closing - probationary} · 预备 {probationary}" if closing else "花名册还是空的"
    return Glance(str(closing), "人", note, closing > 0, figures["closing"])


def _meetings(duties: list[Duty]) -> Glance:
    asked = [one for one in duties if one.register == "meeting" and not one.key.startswith("resolution:")]
    left = [one.title for one in asked if one.state is not Standing.DONE]
    if not asked:
        return Glance("0", "项", "本月没有规定的会议")
    note = f"还差 {'、'.join(left[:2])}{' 等' if len(left) > 2 else ''}" if left else "该开的都开了"
    return Glance(f"{len(asked) - len(left)} / {len(asked)}", "项", note, not left, duties=tuple(asked))


def _hours(view: MonthView) -> Glance:
    asked = [one for one in view.hours.values() if one.target > 0]
    if not any(one.entries for one in view.hours.values()):
        return Glance("0", "学时", "还没有学习记录")
    mean = sum((one.done for one in asked), Decimal(0)) / max(1, len(asked))
    behind = sum(1 for one in asked if one.behind)
    note = f"{len(asked)} 人中 {behind} 人低于进度" if behind else f"{len(asked)} 人都跟上了进度"
    people, done = tuple(one.person for one in asked), tuple(str(one.done) for one in asked)
    figure = Figure("mean", "人均", "学时", tenth(mean), people, people, "", done)
    return Glance(plain(tenth(mean)), "学时", note, not behind, figure)


def _issues(view: MonthView) -> Glance:
    day = view.as_of
    being_done = [one for one in view.issues if one.open_on(day)]
    overdue = sum(1 for one in being_done if one.overdue_on(day))
    note = f"其中逾期 {overdue} 件" if overdue else "没有逾期"
    if not view.issues:
        note = "还没有登记问题"
    return Glance(str(len(being_done)), "件", note, not overdue)


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """Where one month's report is; ``settled`` says the superior's receipt is back, ``about`` whose."""

    month: Month
    words: str
    settled: bool
    waiting_days: int | None = None
    about: str = ""


def report_statuses(context: RuleContext) -> list[ReportStatus]:
    """The latest months that have a report, newest first: written, signed, handed in, received."""
    query = MonthlyReport.live().where(MonthlyReport.owner_office == context.office)
    newest: dict[Month, MonthlyReport] = {}
    for report in context.find(query.order_by(MonthlyReport.month.desc(), MonthlyReport.version.desc())):
        newest.setdefault(report.month, report)
    return [_status(context, report) for report in list(newest.values())[:_REPORTS_SHOWN]]


def _status(context: RuleContext, report: MonthlyReport) -> ReportStatus:
    head = f"{report.month.month}月月报"
    if report.state == OPEN:
        return ReportStatus(report.month, f"{head} 正在编辑", False)
    if report.state == RECEIVED:
        return ReportStatus(report.month, f"{head} 已收到回执", True, about=report.receipt or "")
    if report.state == SENT:
        days = _days_waiting(context, report)
        words = f"{head} 已上报 · 未收到回执 {days} 天" if days else f"{head} 今天已上报 · 等回执"
        return ReportStatus(report.month, words, False, days)
    signed = f"（{chinese_date(report.on)}）" if report.on else ""
    return ReportStatus(report.month, f"{head} 已签发{signed} · 还没有上报", False)


def _days_waiting(context: RuleContext, report: MonthlyReport) -> int:
    """Since the package went out; since the day of signing where the report went on paper."""
    for package in sent_without_receipt(context):
        if report.month.iso() in (package.months or ()):
            return days_without_receipt(package, context.today)
    return (context.today - report.on).days if report.on else 0
