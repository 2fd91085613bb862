"""党费标准: what each member pays a month, assessed once a year from base and kind of payer."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.base.periods import Month as MonthValue
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, Money, MonthBox, Number, Text
from desktop_app.records.links import PersonLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.records.shares import Share
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import not_before, not_in_future

SALARY, YEARLY, OWN_BUSINESS, RETIRED = "在职(月薪)", "年薪制", "个体/不按月", "离退休"
FARMER, REDUCED, EXEMPT = "农民", "少交", "免交"
# Of these a share of the base is asked; all others pay a small fixed sum.
BY_RATE = frozenset((SALARY, YEARLY, OWN_BUSINESS, RETIRED))
WAIVED = frozenset((REDUCED, EXEMPT))
_CENT = Decimal("0.01")


def dues_rate(kind: str, base: Decimal, context: RuleContext, on: date | None = None) -> Decimal | None:
    """The share of ``base`` (元 a month) a payer of ``kind`` gives; None for kinds that pay a fixed sum.

    Upper bounds are inclusive and the rate holds for the whole base, never by slices
    (《关于中国共产党党费收缴、使用和管理的规定》第二、三、五条).
    """
    if kind not in BY_RATE:
        return None
    if kind == RETIRED:
        low = base <= context.rule("dues_retired_low_most", on)
        return context.rule("dues_retired_low_rate" if low else "dues_retired_high_rate", on)
    for step in ("step1", "step2", "step3"):
        if base <= context.rule(f"dues_{step}_most", on):
            return context.rule(f"dues_{step}_rate", on)
    return context.rule("dues_step4_rate", on)


def dues_a_month(
    kind: str, base: Decimal | None, context: RuleContext, on: date | None = None
) -> Decimal | None:
    """元 a month of a payer of ``kind``; None where a person has to say (farmers, reduced dues, no base)."""
    if kind in BY_RATE:
        rate = None if base is None else dues_rate(kind, base, context, on)
        return None if rate is None or base is None else (base * rate).quantize(_CENT, ROUND_HALF_UP)
    if kind == EXEMPT:
        return Decimal(0).quantize(_CENT)
    return None if kind in (FARMER, REDUCED) else context.rule("dues_small", on).quantize(_CENT)


def standard_for(member: str, month: MonthValue, context: RuleContext) -> "DuesStandard | None":
    """The standard of ``member`` in force in ``month``: the year's latest one that has begun by then."""
    query = DuesStandard.live().where((DuesStandard.member == member) & (DuesStandard.year == month.year))
    begun = [one for one in context.find(query) if one.since is None or one.since <= month]
    return max(begun, key=lambda one: one.since.iso() if one.since else "", default=None)


def _base(record: "DuesStandard", context: RuleContext) -> Iterable[Problem]:
    if record.payer_kind in BY_RATE and not record.base:
        yield Problem("base", "按比例交党费的，要写计费基数", "月薪写税后固定收入，离退休写实领的养老金")


def _amount(record: "DuesStandard", context: RuleContext) -> Iterable[Problem]:
    """The published table is exact; farmers choose between two bounds, reduced dues need an approval."""
    asked = dues_a_month(record.payer_kind, record.base, context, date(record.year, 1, 1))
    if asked is not None and record.monthly_due != asked:
        yield Problem("monthly_due", f"按规定每月应交 {asked} 元", "清空这一格，程序会自己算")
    least, most = (context.rule(f"dues_farmer_{end}") for end in ("least", "most"))
    if record.payer_kind == FARMER and not least <= record.monthly_due <= most:
        yield Problem("monthly_due", f"农民党员每月交 {least.normalize()} 至 {most.normalize()} 元")
    if record.payer_kind in WAIVED and not record.waiver_basis:
        yield Problem("waiver_basis", "少交、免交要经支部研究、上级党委批准", "请写批准的文号或日期")


def _waiver(record: "DuesStandard", context: RuleContext) -> Iterable[Problem]:
    """党费规定第七条: the branch studies the hardship, the next committee approves."""
    if record.payer_kind not in WAIVED:
        return
    for box in (DuesStandard.waiver_reason, DuesStandard.waiver_studied_on, DuesStandard.waiver_approved_on):
        if getattr(record, box.name) is None:
            yield Problem(box.name, f"少交、免交要写{box.title}", refuse=False)


def _since(record: "DuesStandard", context: RuleContext) -> Iterable[Problem]:
    if record.since is not None and record.since.year != record.year:
        yield Problem("since", f"起始月份不在 {record.year} 年内", "请核对年度和月份")


def _fill(record: "DuesStandard", context: RuleContext) -> None:
    """Rate and amount follow from kind and base by the rule table; an amount once written is checked."""
    record.rate = None
    if not record.payer_kind or not record.year:
        return
    first = date(record.year, 1, 1)
    if record.base is not None:
        record.rate = dues_rate(record.payer_kind, record.base, context, first)
    if record.lacks(DuesStandard.monthly_due):
        record.monthly_due = dues_a_month(record.payer_kind, record.base, context, first)


def _heading(record: "DuesStandard", naming: Naming) -> str:
    return f"{naming(record.member)} {record.year}年党费标准" if record.member and record.year else ""


class DuesStandard(Record):
    """One member's dues of one year; a changed income gets a further row from its month on."""

    member = PersonLink("党员", required=True, index=True)
    year = Number("年度", required=True, least=1949, most=2999, index=True)
    since = MonthBox("自何月起", help="年初核定的空着；工资变了，从领取新工资的当月起另加一行")
    payer_kind = Choice(
        "计费类别",
        (
            SALARY,
            YEARLY,
            OWN_BUSINESS,
            RETIRED,
            FARMER,
            "学生",
            "下岗失业",
            "抚恤救济",
            "低保",
            REDUCED,
            EXEMPT,
        ),
        required=True,
        index=True,
        width=7,
    )
    base = Money("计费基数(元/月)", help="在职写税后固定工资，离退休写实领养老金，个体写上季度月均收入")
    rate = Share("比例", places=4, machine=True)
    monthly_due = Money("应交(元/月)", required=True, help="空着时按规定算")
    waiver_reason = Text("少交免交的原因", width=10, help="本人有什么困难")
    waiver_studied_on = Date("支部研究日期", help="支部大会或支委会研究同意的日期")
    waiver_approved_on = Date("上级党委批准日期", help="经上一级党委批准才能少交、免交")
    waiver_basis = Text("少交免交批准", width=10, help="支部研究、上级党委批准的文号或日期")
    assessed_on = Date("核定日期", required=True, index=True)

    class Meta:
        table_name = "dues_standard"
        not_copied = WHOLE
        title = "党费标准"
        group = "支部与党员"
        icon = "scales"
        listing = ("member", "year", "since", "payer_kind", "base", "rate", "monthly_due", "assessed_on")
        order = ("-year", "member", "since")
        period = "assessed_on"
        unique = (("member", "year", "since"),)
        sections = (
            Section("谁、哪一年", ("member", "year", "since")),
            Section("标准", ("payer_kind", "base", "monthly_due", "assessed_on")),
            Section(
                "少交、免交", ("waiver_reason", "waiver_studied_on", "waiver_approved_on", "waiver_basis")
            ),
        )
        rules = (
            _base,
            _amount,
            _waiver,
            _since,
            not_before("waiver_approved_on", "waiver_studied_on", "上级批准早于支部研究"),
            not_in_future("waiver_approved_on", "批准日期"),
            since_joining("member", "assessed_on", "waiver_studied_on", "waiver_approved_on"),
            not_in_future("assessed_on", "核定日期"),
        )
        fill = _fill
        heading = _heading
