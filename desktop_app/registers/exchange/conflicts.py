"""冲突待定: the other version of a record that two PCs of this office changed without knowing of each other.

The record itself holds the later version; the one that lost stands here until a person decides, box by box.
Both PCs write the same row, so that the tray is the same on both, and at the committee.
"""

from collections.abc import Iterable
from typing import Any

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Date, LongText, Number, State, Text
from desktop_app.records.rules import Problem, RuleContext, Step

WAITING, DECIDED = "待定", "已定"


def _by_program(record: "VersionConflict", context: RuleContext) -> Iterable[Problem]:
    if not record.about or not record.register:
        yield Problem("heading", "冲突由程序自己登记", "不用新增")


def _heading(record: "VersionConflict", naming: Naming) -> str:
    return f"{record.heading or '一条记录'}（另一个版本）"


def _note_day(record: Any, context: RuleContext) -> None:
    record.decided_on = context.today


class VersionConflict(Record):
    """The version that lost: which record, its stored boxes as JSON, which PC wrote it and when."""

    register = Text("台账", machine=True, index=True)
    about = Text("记录编号", machine=True, index=True)
    heading = Text("记录", machine=True, width=16)
    loser = LongText("另一个版本", machine=True)
    loser_replica = Text("写的电脑", machine=True)
    loser_dot = Number("写的序号", machine=True)
    written_at = Text("写的时间", machine=True, width=10)
    state = State("状态", [WAITING, DECIDED])
    decided_on = Date("决定日期", machine=True)
    decision = LongText("决定", machine=True)

    class Meta:
        table_name = "version_conflict"
        title = "冲突待定"
        group = "交换与安全"
        icon = "shield"
        tray = True
        kept_back = ("loser",)
        listing = ("heading", "written_at", "state", "decided_on")
        order = ("-written_at", "-uid")
        rules = (_by_program,)
        heading = _heading
        steps = (Step("decide", "定下来", (WAITING,), DECIDED, write=_note_day),)


def open_conflicts(context: RuleContext) -> list[VersionConflict]:
    """The conflicts of this office that nobody decided, the newest first."""
    waiting = (VersionConflict.state == WAITING) & (VersionConflict.owner_office == context.office)
    order = (VersionConflict.written_at.desc(), VersionConflict.uid.desc())
    return list(context.find(VersionConflict.live().where(waiting).order_by(*order)))
