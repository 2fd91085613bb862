"""数据交换包: what went out on sticks and what came in, kept on this PC alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.records.base import Record
from desktop_app.records.kinds import Choice, Date, Lines, LongText, Text, YesNo
from desktop_app.records.record import Section

SENT, RECEIVED = "发出", "收到"
KINDS = (
    *("上报月报", "上报名册", "下发通知", "下发名册", "组织关系转接", "回执", "全部资料"),
    *("任务回报", "归还资料", "两台电脑同步", "移交换机", "第二台电脑", "转接答复"),
)


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
    to_code = Text("接收单位代码", machine=True)
    manifest = Lines("内容清单", machine=True, help="每种台账各多少条")
    fields = Lines("带了哪些栏", machine=True, help="每种台账一行")
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


def receivers_of(context: Any, package_id: str) -> list[str]:
    """The names of all offices a package went to: a hand-out has a line for each."""
    same = (ExchangePackage.package_id == package_id) & (ExchangePackage.direction == SENT)
    query = ExchangePackage.live().where(same).order_by(ExchangePackage.uid)
    found: list[ExchangePackage] = context.find(query)
    return [str(one.to_org or "") for one in found]


def package_to(context: Any, package_id: str, code: str) -> ExchangePackage | None:
    """The line of a package that went to office ``code``; lines of older files do not name the code."""
    same = (ExchangePackage.package_id == package_id) & (ExchangePackage.direction == SENT)
    to = (ExchangePackage.to_code == code) | ExchangePackage.to_code.is_null()
    found: list[ExchangePackage] = context.find(ExchangePackage.live().where(same & to).limit(1))
    return found[0] if found else None


def days_without_receipt(package: ExchangePackage, today: date) -> int:
    """How many days a package that went out has waited for its receipt."""
    return (today - package.made_on).days
