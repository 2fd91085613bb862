"""党费上缴: what the branch handed up to the next committee, for which months, by whom, with what receipt."""

from collections.abc import Iterable
from decimal import Decimal

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Date, LongText, Money, MonthBox, Number, Text
from desktop_app.records.links import PersonLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.members import since_birth, since_joining
from desktop_app.registers.shared_rules import not_in_future


def payments_in(batch: str, office: str, context: RuleContext) -> list[DuesPayment]:
    """The payments handed up in ``batch``."""
    query = DuesPayment.live().where((DuesPayment.remit_batch == batch) & (DuesPayment.paid > 0))
    return context.find(query.where(DuesPayment.owner_office.in_((office, ""))))


def _sums(record: "DuesRemittance", context: RuleContext) -> Iterable[Problem]:
    """What is handed up is what was collected for it; a gap between the two is told."""
    held = payments_in(record.batch, record.owner_office or context.office, context)
    if not held:
        yield Problem("batch", "没有哪一笔党费写了这个上缴批次", "请在收缴台账里写上批次", refuse=False)
        return
    collected = sum((one.paid for one in held), Decimal(0))
    if record.amount != collected:
        yield Problem("amount", f"这一批收了 {collected} 元", "请核对上缴金额", refuse=False)
    strange = [one for one in held if not record.first_month <= one.for_month <= record.last_month]
    if strange:
        yield Problem("first_month", f"有 {len(strange)} 笔不在这几个月里", "补交的可以不改", refuse=False)


def _months(record: "DuesRemittance", context: RuleContext) -> Iterable[Problem]:
    if record.last_month < record.first_month:
        yield Problem("last_month", "止月早于起月", "请核对")


def _fill(record: "DuesRemittance", context: RuleContext) -> None:
    """Number of people and sum follow from the payments of the batch where nothing is written."""
    if not record.batch:
        return
    held = payments_in(record.batch, record.owner_office or context.office, context)
    if record.lacks(DuesRemittance.amount) and held:
        record.amount = sum((one.paid for one in held), Decimal(0))
    if record.lacks(DuesRemittance.people) and held:
        record.people = len({one.member for one in held})
    big = sum((one.paid - one.due for one in held if one.voluntary_big), Decimal(0))
    record.big = big or None


def _heading(record: "DuesRemittance", naming: Naming) -> str:
    return f"党费上缴 {record.batch}" if record.batch else ""


class DuesRemittance(Record):
    """One handing up of dues."""

    batch = Text("上缴批次", repeats=False, required=True, limit=40, width=6, help="和收缴台账里写的批次一致")
    first_month = MonthBox("所属月份，起", required=True, index=True)
    last_month = MonthBox("所属月份，止", required=True)
    people = Number("人数", required=True, unit="人", help="空着时按这一批的收缴记录算")
    amount = Money("上缴金额", required=True, help="空着时按这一批的收缴记录加总")
    big = Money("其中大额自愿交纳", machine=True)
    on = Date("上缴日期", required=True, index=True)
    remitted_by = PersonLink("缴款人", required=True)
    received_by = Text("收款单位和收款人", width=10, help="上级党组织的名称和经手人")
    receipt_no = Text("收据号", repeats=False, limit=40, width=6, help="上级开的党费专用收据的号码，收到后填")
    remark = LongText("备注", limit=500)

    class Meta:
        table_name = "dues_remittance"
        title = "党费上缴"
        group = "支部与党员"
        icon = "money"
        listing = ("batch", "first_month", "last_month", "people", "amount", "on", "receipt_no")
        order = ("-on", "batch")
        period = "on"
        unique = (("batch",),)
        sections = (
            Section("上缴", ("batch", "first_month", "last_month", "people", "amount", "on", "remitted_by")),
            Section("收据", ("received_by", "receipt_no", "remark")),
        )
        rules = (
            _months,
            _sums,
            since_joining("remitted_by", "on"),
            since_birth("remitted_by", "first_month", "last_month"),
            not_in_future("on", "上缴日期", refuse=True),
        )
        fill = _fill
        heading = _heading
