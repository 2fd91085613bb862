"""The figures of a monthly report: computed while open, as signed afterwards, against last month's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure, frozen, thawed
from desktop_app.duties.basics.reading import HELD, meetings_between
from desktop_app.duties.summaries.blocks import BLOCKS
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.records.box import Naming
from desktop_app.records.rules import RuleContext
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport

Blocks = dict[str, tuple[Figure, ...]]
# Figures that tell who or what is there at the month's end, so that people coming and going can be named.
STOCKS = frozenset(("closing", "probationary", "mobile", "lost", "promises", "promises_overdue")) | {
    f"issue{n}_{what}" for n in range(1, 5) for what in ("open", "overdue")
}


def month_figures(context: RuleContext, month: Month, office: str | None = None) -> Blocks:
    """Block name → figures of ``month`` of ``office`` (default: the own one), worked out now."""
    view = MonthView.read(context, month, office)
    return {name: block(view) for name, block in BLOCKS.items()}


def report_figures(report: MonthlyReport, context: RuleContext) -> Blocks:
    """The figures of a report: as they stood when it was signed, or worked out now while it is open."""
    if report.state == OPEN:
        return month_figures(context, report.month, report.owner_office or None)
    kept = {name: getattr(report, name) for name in BLOCKS}
    return {name: thawed(figures) for name, figures in kept.items() if figures is not None}


def freeze(report: MonthlyReport, figures: Mapping[str, Iterable[Figure]]) -> None:
    """Put figures into the report's boxes, as signing does; the caller saves."""
    for name, block in figures.items():
        setattr(report, name, frozen(block))


def signed_report(context: RuleContext, month: Month, office: str | None = None) -> MonthlyReport | None:
    """The latest signed version of a month's report; None when none was signed."""
    query = MonthlyReport.live().where(
        (MonthlyReport.month == month)
        & (MonthlyReport.state != OPEN)
        & (MonthlyReport.owner_office == (office or context.office))
    )
    found = context.find(query.order_by(MonthlyReport.version.desc()))
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Difference:
    """How one figure differs from the month before; ``came`` and ``left`` are uids, of stocks only."""

    block: str
    key: str
    title: str
    unit: str
    before: int | Decimal
    after: int | Decimal
    came: tuple[str, ...]
    left: tuple[str, ...]

    def words(self, naming: Naming) -> str:
        """期末 45人 → 46人（多了张三；少了李四）."""
        parts = []
        if self.came:
            parts.append("多了" + "、".join(naming(uid) for uid in self.came))
        if self.left:
            parts.append("少了" + "、".join(naming(uid) for uid in self.left))
        who = f"（{'；'.join(parts)}）" if parts else ""
        return f"{self.title} {self.before}{self.unit} → {self.after}{self.unit}{who}"


def differences(
    context: RuleContext, month: Month, office: str | None = None, now: Blocks | None = None
) -> list[Difference]:
    """与上月差异: what differs in ``month`` (or ``now``) from last month, as signed if it was signed."""
    last_month = month.shift(-1)
    signed = signed_report(context, last_month, office)
    before = (
        report_figures(signed, context) if signed is not None else month_figures(context, last_month, office)
    )
    return compared(before, now if now is not None else month_figures(context, month, office))


def may_compare(context: RuleContext, month: Month, office: str | None = None) -> bool:
    """Whether last month tells anything to compare with: a signed report, or a meeting or study held in it.

    A branch that began to keep its books this month has neither: every line would say 0 → n.
    """
    last_month = month.shift(-1)
    if signed_report(context, last_month, office) is not None:
        return True
    figures = month_figures(context, last_month, office)
    return any(one.items for block in ("meeting_block", "study_block") for one in figures.get(block, ()))


def compared(before: Blocks, after: Blocks) -> list[Difference]:
    """What differs between two months' figures, in the order of the report."""
    found = []
    for block, figures in after.items():
        old = {one.key: one for one in before.get(block, ())}
        for one in figures:
            was = old.get(one.key)
            if was is None:
                continue
            people = one.key in STOCKS
            came = tuple(uid for uid in one.items if uid not in set(was.items)) if people else ()
            left = tuple(uid for uid in was.items if uid not in set(one.items)) if people else ()
            if was.value != one.value or came or left:
                found.append(
                    Difference(block, one.key, one.title, one.unit, was.value, one.value, came, left)
                )
    return found


def late_entries(
    context: RuleContext, month: Month, office: str | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Members in this month's 期初 but not in last month's signed 期末, and the other way round.

    Both are empty when last month was not signed. They come from rows entered or changed after signing
    (补录), and are told beside the balance instead of changing what was signed.
    """
    signed = signed_report(context, month.shift(-1), office)
    if signed is None or signed.member_block is None:
        return (), ()
    then = next((one.items for one in thawed(signed.member_block) if one.key == "closing"), ())
    view = MonthView.read(context, month, office)
    now = next(one.items for one in BLOCKS["member_block"](view) if one.key == "opening")
    return tuple(u for u in now if u not in then), tuple(u for u in then if u not in now)


def highlights(context: RuleContext, month: Month, office: str | None = None) -> str:
    """本月重点工作 to begin with: one line for each meeting held, in the words of its title."""
    meetings = meetings_between(context, month.first_day(), month.last_day(), office)
    return "\n".join(
        f"{one.start_end.day.month}月{one.start_end.day.day}日 {one.kind}：{one.title}"
        for one in meetings
        if one.state in HELD
    )
