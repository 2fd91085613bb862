"""A report handed in by stick: the line of the register of packages, and the receipt that comes back."""

from desktop_app.registers.exchange.packages import SENT, ExchangePackage
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.sample import BRANCH, SUPERIOR, SUPERIOR_OFFICE

from .hand import Hand


def send(hand: Hand, report: MonthlyReport) -> ExchangePackage:
    """The package with a signed report goes out; the report counts as handed in."""
    month, today = report.month, hand.ledger.today
    package = ExchangePackage(
        package_id=f"{today:%Y%m%d}{month.month:024d}",
        direction=SENT,
        kind="上报月报",
        from_org=BRANCH,
        to_org=SUPERIOR,
        to_code=SUPERIOR_OFFICE,
        made_on=today,
        made_by=hand.ledger.actor,
        manifest=("党组织/支部信息 4 条", "月报 1 条"),
        fields=("党组织/支部信息：党组织全称、党组织代码、组织类别、上级党组织", "月报：全部栏"),
        check_code=f"{today:%m%d}{month.month:04d}",
        months=(month.iso(),),
        handed_by=hand.ledger.name(report.filled_by),
    )
    with hand.ledger.action(f"上报月报 {month.chinese()}月报", kind="exchange") as action:
        action.save(package)
        action.step(report, "send")
    return package


def take_receipt(hand: Hand, report: MonthlyReport, package: ExchangePackage) -> None:
    """The superior's receipt is read from the stick."""
    package.receipt_on = hand.ledger.today
    package.received_by = "街道组织办"
    package.import_log = f"{SUPERIOR} 于 {hand.ledger.today} 08:40 接收"
    with hand.ledger.action(f"收到回执 {SUPERIOR}", kind="exchange") as action:
        action.save(package)
        action.step(report, "receive", {"receipt": package.import_log})
