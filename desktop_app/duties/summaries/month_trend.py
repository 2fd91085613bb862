"""The last months of a report beside the present one: 到会率, 学时, issues, in figures and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.base.periods import Month
from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Chart, Series
from desktop_app.drawing.lines import Lines
from desktop_app.drawing.shades import DONE, LATE, NEW, OPEN
from desktop_app.duties.summaries.blocks import SHORT_CATEGORIES
from desktop_app.duties.summaries.month import Blocks, month_figures, report_figures, signed_report
from desktop_app.records.rules import RuleContext

TREND_MONTHS = 6


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A month: 到会率 in % (None where nobody was expected), 人均学时, and the issues that came, were closed
    and are open at its end; None where a version signed by an older program lacks the figure.
    """

    label: str
    rate: float | None
    hours: float | None
    new: float | None
    closed: float | None
    open: float | None


def trend(
    context: RuleContext, month: Month, office: str | None = None, now: Blocks | None = None
) -> tuple[TrendPoint, ...]:
    """The six months up to ``month``, as signed where they were signed; the last one as ``now`` has it."""
    found = []
    for back in range(TREND_MONTHS - 1, -1, -1):
        past = month.shift(-back)
        blocks = now if not back and now is not None else _figures(context, past, office)
        found.append(_point(past, blocks))
    return tuple(found)


def _figures(context: RuleContext, month: Month, office: str | None) -> Blocks:
    signed = signed_report(context, month, office)
    return report_figures(signed, context) if signed is not None else month_figures(context, month, office)


def _point(month: Month, blocks: Blocks) -> TrendPoint:
    values = {one.key: float(one.value) for block in blocks.values() for one in block}

    def issues(what: str) -> float | None:
        keys = [f"issue{number}_{what}" for number in range(1, 5)]
        return sum(values.get(key, 0.0) for key in keys) if keys[0] in values else None

    return TrendPoint(
        f"{month.month}月",
        values.get("attendance_rate") if values.get("expected") else None,
        values.get("mean_hours"),
        issues("new"),
        issues("closed"),
        issues("open"),
    )


def month_pictures(points: Sequence[TrendPoint], blocks: Blocks) -> Chart:
    """What page and paper of a month show: the trends of six months, and this month's issues by category."""
    months = [one.label for one in points]
    last = len(months) - 1
    charts: list[Chart] = []
    if sum(one.rate is not None for one in points) > 1:
        charts.append(
            Lines("近六个月到会率", months, [Series("", [one.rate for one in points])], unit="%", plot=76)
        )
    else:
        charts.append(meetings_held(blocks))
    if any(one.hours for one in points):
        hours = [Series("", [one.hours for one in points])]
        charts.append(Bars("近六个月人均学时", months, hours, unit="学时", marked=last, plot=76))
    if any(one.new or one.closed or one.open for one in points):
        rows = [
            Series("新增", [one.new for one in points], NEW),
            Series("销号", [one.closed for one in points], DONE),
            Series("在办", [one.open for one in points], OPEN),
        ]
        charts.append(Bars("近六个月问题", months, rows, unit="件", plot=76))
    classes = issues_by_category(blocks)
    if not classes.is_nothing:
        charts.append(classes)
    return Abreast("近六个月", charts)


def meetings_held(blocks: Blocks) -> Bars:
    """How many meetings of each kind; stands in while there are no six months to show."""
    held = [one for one in blocks.get("meeting_block", ()) if one.key.startswith("held_")]
    counts = [Series("", [float(one.value) for one in held])]
    return Bars("本月各类会议", [one.title for one in held], counts, unit="次", plot=76)


def issues_by_category(blocks: Blocks) -> Bars:
    """The month's issues of the four categories."""
    values = {one.key: float(one.value) for one in blocks.get("issue_block", ())}
    shades = {
        "new": ("新增", NEW),
        "closed": ("销号", DONE),
        "open": ("在办", OPEN),
        "overdue": ("逾期", LATE),
    }
    rows = [
        Series(name, [values.get(f"issue{number}_{key}", 0.0) for number in range(1, 5)], shade)
        for key, (name, shade) in shades.items()
    ]
    return Bars("本月四类问题", list(SHORT_CATEGORIES.values()), rows, unit="件", plot=76)
