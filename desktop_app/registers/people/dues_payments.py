"""党费收缴台账: who paid for which month, how much and to whom; arrears are the months without a row."""

from collections.abc import Iterable
from decimal import Decimal

from desktop_app.base.periods import Month as MonthValue
from desktop_app.base.periods import add_months
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Money, MonthBox, Text, YesNo
from desktop_app.records.links import PersonLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.dues_standards import standard_for
from desktop_app.registers.people.members import Member, since_joining
from desktop_app.registers.shared_rules import not_in_future


def _standard(record: "DuesPayment", context: RuleContext) -> Iterable[Problem]:
    """What is due is the standard in force; whoever pays less still owes the rest."""
    standard = standard_for(record.member, record.for_month, context)
    if standard is None:
        yield Problem("for_month", f"{record.for_month.year} 年还没有核定党费标准", refuse=False)
    elif record.due != standard.monthly_due:
        yield Problem("due", f"党费标准是每月 {standard.monthly_due} 元", "请核对", refuse=False)
    if record.paid < record.due:
        owed = record.due - record.paid
        yield Problem("paid", f"少交 {owed} 元，按欠交列出", "自愿多交可以，少交、免交要经批准", refuse=False)


def _when(record: "DuesPayment", context: RuleContext) -> Iterable[Problem]:
    """Arrears of up to six months may be made good (党费规定第十二条)."""
    if record.paid > 0 and record.paid_on is None:
        yield Problem("paid_on", "写了实交，还要写交纳日期")
    most = int(context.rule("dues_arrears_months"))
    if record.paid_on is not None and record.paid_on > add_months(record.for_month.last_day(), most):
        yield Problem(
            "paid_on", f"补交一般不超过 {most} 个月", "长期不交的，按不合格党员处置规定办", refuse=False
        )


def _while_on_books(record: "DuesPayment", context: RuleContext) -> Iterable[Problem]:
    member = context.get(Member, record.member)
    if member is not None and member.exit_on and record.for_month > MonthValue.of(member.exit_on):
        yield Problem("for_month", f"{member.name}已于 {member.exit_on} {member.exit_type or '减少'}")


def is_big(record: "DuesPayment", context: RuleContext) -> bool:
    """Whether ``record`` holds a voluntary sum that goes up to the centre: 1000 元 exactly is one."""
    return record.paid - record.due >= context.rule("dues_voluntary_big")


def _big(record: "DuesPayment", context: RuleContext) -> Iterable[Problem]:
    """A single voluntary sum of 1000 元 or more goes up to the centre (党费规定第十一条)."""
    least = context.rule("dues_voluntary_big")
    if is_big(record, context) and not record.voluntary_big:
        yield Problem(
            "voluntary_big",
            f"一次多交 {least:.0f} 元以上的，单独列出、逐级上缴",
            "是的话请勾选",
            refuse=False,
        )
    if record.voluntary_big and not is_big(record, context):
        yield Problem("voluntary_big", f"没有多交到 {least:.0f} 元以上", "请核对实交，或者去掉勾选")


def _fill(record: "DuesPayment", context: RuleContext) -> None:
    """What is due comes from the standard of that month when nothing is written."""
    if record.lacks(DuesPayment.due) and record.member and not record.lacks(DuesPayment.for_month):
        standard = standard_for(record.member, record.for_month, context)
        record.due = standard.monthly_due if standard is not None else None
    if record.voluntary_big is None:
        record.voluntary_big = False


def _heading(record: "DuesPayment", naming: Naming) -> str:
    if not record.member or record.for_month is None:
        return ""
    return f"{naming(record.member)} {record.for_month.chinese()}党费"


class DuesPayment(Record):
    """One member's dues for one month."""

    member = PersonLink("党员", required=True, index=True)
    for_month = MonthBox("所属月份", required=True, index=True)
    due = Money("应交", required=True, help="空着时按党费标准填")
    paid = Money("实交", required=True, default=Decimal(0), help="可以自愿多交")
    paid_on = Date("交纳日期", index=True)
    method = Choice("交纳方式", ("现金", "转账", "代交", "流入地代收", "其他"), default="现金")
    collector = Text("收款人", width=5)
    signed = YesNo("党员签字", default=False, help="纸上签了再勾选")
    remit_batch = Text("上缴批次", limit=40, width=6)
    voluntary_big = YesNo("大额自愿交纳", help="一次多交1000元以上的")

    class Meta:
        table_name = "dues_payment"
        not_copied = ("remit_batch",)
        title = "党费收缴台账"
        group = "支部与党员"
        icon = "dues"
        listing = ("member", "for_month", "due", "paid", "paid_on", "method", "collector", "remit_batch")
        order = ("-for_month", "member")
        period = "for_month"
        unique = (("member", "for_month"),)
        sections = (
            Section("党费", ("member", "for_month", "due", "paid", "paid_on", "method")),
            Section("收款", ("collector", "signed", "remit_batch", "voluntary_big")),
        )
        rules = (
            _standard,
            _when,
            _while_on_books,
            _big,
            since_joining("member", "for_month", "paid_on"),
            not_in_future("paid_on", "交纳日期", refuse=True),
        )
        fill = _fill
        heading = _heading
