"""操作日志: what was looked at or taken out, which leaves no trace in the history of records.

How it fills itself: whoever carries out such an act (the preview that hands pages to the printer, the table
that writes a workbook, the desk that backs up or takes a stick in) tells the ``AuditBook`` of the open ledger
once the act is done. The line is a record saved by an action of its own, so it goes into the replica's chain
of hashes with everything else and cannot be changed or taken out unseen; the action is of the kind ``audit``,
which undo passes over. ID numbers are covered before a line is written, whoever tells it.
"""

import re
from collections.abc import Iterable
from typing import Any

from desktop_app.base.identity import masked
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Lines, Text
from desktop_app.records.record import Record, Register
from desktop_app.records.rules import Problem, RuleContext

# Adding, changing, removing stand in the history of each record; these leave the records as they are.
LOOKED, EXPORTED, PRINTED, IMPORTED, BACKED_UP, RESTORED = "查看敏感", "导出", "打印", "导入", "备份", "恢复"
ACTIONS = (LOOKED, EXPORTED, PRINTED, IMPORTED, BACKED_UP, RESTORED)
# The kind of action that writes a line: nobody undoes it.
AUDIT = "audit"
# What looks like an ID number in words: 18 places, or the 15 of the old ones.
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9A-Za-z])")


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


class AuditBook:
    """Writes the log of one open ledger; the one hand that does."""

    def __init__(self, ledger: Any) -> None:
        self._ledger = ledger

    def note(self, action: str, target: str, *told: str) -> AuditLog:
        """Write one line: ``action`` of ACTIONS, what it was done to, numbers or file names, one a line."""
        line = self.line(action, target, *told)
        with self._ledger.action(f"{action} {line.target}", kind=AUDIT) as writing:
            writing.save(line)
        return line

    def line(self, action: str, target: str, *told: str) -> AuditLog:
        """A line not yet written, for an act that is written down in an action of its own."""
        now = self._ledger.clock.now()
        return AuditLog(
            on=now.date(),
            at=f"{now:%H:%M}",
            who=self._ledger.actor,
            action=action,
            target=covered(target),
            diff=tuple(covered(one) for one in told if one) or None,
        )

    def looked_at(self, register: Register, record: Record) -> AuditLog | None:
        """One line a day for a record opened with what lists cover; None where there is no such thing in it.

        Which boxes, never what stands in them.
        """
        covered_boxes = register.sensitive(record)
        if not covered_boxes:
            return None
        target = covered(f"{register.title}：{register.heading(record, self._ledger.name)}")
        known = AuditLog.live().where(
            (AuditLog.on == self._ledger.today) & (AuditLog.action == LOOKED) & (AuditLog.target == target)
        )
        found: list[AuditLog] = self._ledger.find(known.limit(1))
        return found[0] if found else self.note(LOOKED, target, "、".join(covered_boxes))


def covered(words: str) -> str:
    """``words`` with every ID number in them covered as lists show it."""
    return _ID_NUMBER.sub(lambda found: masked(found[0].upper()), words)
