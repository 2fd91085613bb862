"""What goes to and fro on sticks as the exchange page asks for it: packages, and reports ready to go."""

from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.packages import RECEIVED, SENT, ExchangePackage, days_without_receipt
from desktop_app.registers.reporting.reports import SIGNED, MonthlyReport

# A package out longer than this without its receipt is asked after (days); ours, no rule names a number.
LONGEST_WAIT = 45


def packages(context: RuleContext) -> list[ExchangePackage]:
    """Every package that went out or came in, the newest first."""
    query = ExchangePackage.live().order_by(ExchangePackage.made_on.desc(), ExchangePackage.uid.desc())
    return list(context.find(query))


def reports_to_send(context: RuleContext) -> list[MonthlyReport]:
    """The signed monthly reports of this office that have not gone out, the oldest first."""
    signed = (MonthlyReport.state == SIGNED) & (MonthlyReport.owner_office == context.office)
    return list(context.find(MonthlyReport.live().where(signed).order_by(MonthlyReport.month)))


def receipt_words(package: ExchangePackage, context: RuleContext) -> tuple[str, str]:
    """How a package stands with its receipt, and the tone of it: done, due, overdue or plain."""
    if package.direction == RECEIVED:
        return "已接收并写回执", "done"
    if package.receipt_on is not None:
        return f"已收到回执 {package.receipt_on:%m-%d}", "done"
    days = days_without_receipt(package, context.today)
    if not days:
        return "今天发出", "going"
    return f"等回执 {days} 天", "overdue" if days > LONGEST_WAIT else "due"


def what_words(package: ExchangePackage) -> str:
    """What a package carries in a few words: its monthly reports, or its registers."""
    if package.months:
        months = "、".join(f"{int(month[5:7])}月" for month in package.months)
        return f"{months}月报"
    contents = tuple(package.manifest or ())
    if not contents:
        return str(package.kind or "")
    first = contents[0].rsplit(" ", 2)[0]
    return f"{first}等 {len(contents)} 种台账" if len(contents) > 1 else contents[0]


def is_ours(package: ExchangePackage) -> bool:
    """Whether we sent it."""
    return bool(package.direction == SENT)
