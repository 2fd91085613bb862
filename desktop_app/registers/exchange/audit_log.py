"""操作日志: what was looked at or taken out, which leaves no trace in the history of records.

Its lines are written by ``journal.audit_book`` alone. Each is a record like any other, so it goes into the
replica's chain of hashes and cannot be changed or taken out unseen.
"""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Lines, Text
from desktop_app.records.rules import Problem, RuleContext

# Adding, changing, removing stand in the history of each record; these leave the records as they are.
LOOKED, EXPORTED, PRINTED, IMPORTED, BACKED_UP, RESTORED = "查看敏感", "导出", "打印", "导入", "备份", "恢复"
# What opening the branch file found and told: that it is a copy, say.
FOUND = "打开时发现"
CARDS = "名片变动"
LOCKED, UNLOCKED = "上锁", "解锁"
# A word of the secretary about a place where the chain of hashes is broken.
CHAIN = "记录链说明"
# What somebody said about the date of this PC; who asked for what is held about a person; whose data went.
DATED, ASKED, CLEARED = "核对日期", "本人信息查阅", "清除信息"
# The file went over to another secretary, or to another PC.
HANDED_OVER = "移交"
# The password was changed, and with it the key of the file.
KEY_CHANGED = "换密码"
# A role got a password, or lost it.
SHARED_OUT = "分工"
ACTIONS = (
    LOOKED,
    EXPORTED,
    PRINTED,
    IMPORTED,
    BACKED_UP,
    RESTORED,
    FOUND,
    CARDS,
    LOCKED,
    UNLOCKED,
    HANDED_OVER,
    CHAIN,
    DATED,
    ASKED,
    CLEARED,
    SHARED_OUT,
    KEY_CHANGED,
)


def _by_program(record: "AuditLog", context: RuleContext) -> Iterable[Problem]:
    """Nobody writes this log by hand."""
    if not record.action or not record.target:
        yield Problem("action", "操作日志由程序自己写", "不用新增")


def _heading(record: "AuditLog", naming: Naming) -> str:
    return " ".join(str(part) for part in (record.on, record.at, record.action, record.target) if part)


class AuditLog(Record):
    """One line, written by the program; being a record, it enters the chain of hashes like every write."""

    on = Date("日期", machine=True, index=True)
    at = Text("时间", machine=True, limit=10, width=4)
    who = Text("操作人", machine=True, width=5)
    action = Choice("动作", ACTIONS, machine=True, index=True)
    target = Text("对象", machine=True, width=16)
    diff = Lines("前后值摘要", machine=True, help="数量和文件名；不写身份证号")

    class Meta:
        table_name = "audit_log"
        title = "操作日志"
        group = "交换与安全"
        icon = "shield"
        stays_home = True
        append_only = True
        listing = ("on", "at", "who", "action", "target", "diff")
        order = ("-on", "-uid")
        period = "on"
        rules = (_by_program,)
        heading = _heading
