"""数据交换包: what went out on sticks and what came in, kept on this PC alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.records.kinds import Choice, Date, Lines, LongText, Text, YesNo
from desktop_app.records.record import Record, Section
from desktop_app.registers.exchange.audit_log import EXPORTED, IMPORTED, AuditBook, AuditLog
from desktop_app.registers.reporting.reports import SENT as DISPATCHED
from desktop_app.registers.reporting.reports import SIGNED, MonthlyReport

SENT, RECEIVED = "发出", "收到"
KINDS = ("上报月报", "上报名册", "下发通知", "下发名册", "组织关系转接", "回执", "全部资料")


def _heading(record: "ExchangePackage", naming: Any) -> str:
    other = record.to_org if record.direction == SENT else record.from_org
    day = f"{record.made_on:%Y-%m-%d}" if record.made_on else ""
    return " ".join(part for part in (day, record.direction, record.kind, other) if part)


class ExchangePackage(Record):
    """One package; every box is written by the program, the receipt when it comes back."""

    package_id = Text("包编号", machine=True, index=True)
    direction = Choice("方向", (SENT, RECEIVED), machine=True, index=True)
    kind = Choice("类型", KINDS, machine=True)
    from_org = Text("发送党组织", machine=True)
    to_org = Text("接收党组织", machine=True, index=True)
    made_on = Date("日期", machine=True, required=True, index=True)
    made_by = Text("操作人", machine=True)
    manifest = Lines("内容清单", machine=True, help="每种台账各多少条")
    check_code = Text("校验码", machine=True, help="与纸质数据交接单上的 8 位数字相同")
    encrypted = YesNo("加密", machine=True, default=True)
    months = Lines("包含的月报", machine=True)
    scope = Lines("不包含的栏目", machine=True, help="按最少够用的原则没有放进包里的栏目")
    handed_by = Text("移交人")
    received_by = Text("接收人")
    receipt_on = Date("回执日期", machine=True)
    import_log = LongText("导入结果", machine=True)

    class Meta:
        table_name = "exchange_package"
        title = "数据交换包(U盘)"
        group = "交换与安全"
        icon = "stick"
        stays_home = True
        heading = _heading
        period = "made_on"
        order = ("-made_on", "-uid")
        listing = (
            "made_on",
            "direction",
            "kind",
            "from_org",
            "to_org",
            "manifest",
            "check_code",
            "receipt_on",
        )
        sections = (Section("交接", ("handed_by", "received_by")),)


def sent_without_receipt(context: Any) -> Sequence[ExchangePackage]:
    """The packages that went out and have no receipt yet, the newest first."""
    query = ExchangePackage.live().where(
        (ExchangePackage.direction == SENT) & ExchangePackage.receipt_on.is_null()
    )
    found: list[ExchangePackage] = context.find(query.order_by(ExchangePackage.uid.desc()))
    return found


def package_called(context: Any, package_id: str, direction: str) -> ExchangePackage | None:
    """The package with an id, as it went out or came in."""
    same = (ExchangePackage.package_id == package_id) & (ExchangePackage.direction == direction)
    found: list[ExchangePackage] = context.find(ExchangePackage.live().where(same).limit(1))
    return found[0] if found else None


def days_without_receipt(package: ExchangePackage, today: date) -> int:
    """How many days a package that went out has waited for its receipt."""
    return (today - package.made_on).days


class PackageLog:
    """Writes the register of packages as the courier works, and moves monthly reports along with them.

    ``ledger`` is the branch file's door; ``parcel``, ``manifest``, ``sender`` and ``receipt`` are the
    courier's plain objects.
    """

    def __init__(self, ledger: Any) -> None:
        self._ledger = ledger

    def sent(self, parcel: Any, path: Any) -> None:
        """Note a package that was written and read back; signed monthly reports in it count as sent."""
        reports = self._reports(SIGNED) if "monthly_report" in parcel.manifest.counts else []
        package = self._line(SENT, parcel.manifest, parcel.code)
        package.to_org = parcel.receiver.name
        package.from_org = parcel.sender_name
        package.scope = parcel.left_out or None
        package.kind = "上报月报" if reports else "全部资料"
        months = dict.fromkeys(report.month.iso() for report in reports)  # a month may go in two versions
        package.months = tuple(months) or None
        with self._ledger.action(f"上报到U盘 {parcel.manifest.subject}", kind="exchange") as action:
            action.save(package, self._act(EXPORTED, parcel.manifest.subject, parcel.receiver.name))
            for report in reports:
                action.step(report, "send")

    def received(self, manifest: Any, sender: Any, receipt: Any, code: str) -> None:
        """Note a package that was taken over."""
        package = self._line(RECEIVED, manifest, code)
        package.from_org = sender.name
        package.kind = "全部资料"
        counts = receipt.counts
        taken = f"新增{counts.new}　修改{counts.updated}　冲突{counts.conflict}"
        package.import_log = f"{taken}　不变{counts.same}　不接收{counts.refused}"
        package.receipt_on = self._ledger.today
        with self._ledger.action(f"登记收到的包 {manifest.subject}", kind="exchange") as action:
            action.save(package, self._act(IMPORTED, manifest.subject, f"{sender.name}　{taken}"))

    def acknowledged(self, receipt: Any, sender: Any) -> None:
        """Note the receipt of a package of ours; its monthly reports are now received."""
        package = package_called(self._ledger, receipt.package_id, SENT)
        if package is None or package.receipt_on is not None:
            return
        package.receipt_on = self._ledger.today
        package.import_log = f"{sender.name} 于 {receipt.received_at.replace('T', ' ')} 接收"
        with self._ledger.action(f"收到回执 {sender.name}", kind="exchange") as action:
            action.save(package)
            for report in self._reports(DISPATCHED):
                if report.month.iso() in (package.months or ()):
                    action.step(report, "receive", {"receipt": package.import_log})

    def has_received(self, package_id: str) -> bool:
        """Whether a package was taken over before."""
        return package_called(self._ledger, package_id, RECEIVED) is not None

    def _line(self, direction: str, manifest: Any, code: str) -> ExchangePackage:
        titles = {register.name: register.title for register in self._ledger.catalogue}
        counts = tuple(f"{titles[name]} {n} 条" for name, n in manifest.counts.items() if name in titles)
        return ExchangePackage(
            package_id=manifest.id,
            direction=direction,
            made_on=self._ledger.today,
            made_by=self._ledger.actor,
            manifest=counts or None,
            check_code=code,
        )

    def _reports(self, state: str) -> list[MonthlyReport]:
        query = MonthlyReport.live().where(
            (MonthlyReport.state == state) & (MonthlyReport.owner_office == self._ledger.office)
        )
        found: list[MonthlyReport] = self._ledger.find(query)
        return found

    def _act(self, act: str, subject: str, told: str) -> AuditLog:
        return AuditBook(self._ledger).line(act, f"U盘数据包：{subject}", told)
