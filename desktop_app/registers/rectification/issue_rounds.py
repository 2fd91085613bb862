"""What the program keeps of an issue beside its boxes: the rounds that ended, and every moving of its day."""

from desktop_app.base.numerals import chinese
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, Lines, LongText, Number
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.registers.shared_rules import called_by

HELD, REBOUND = "巩固", "反弹"
# What the ledger is kept by: said where an issue is closed, printed at its head.
AT_ONCE_WORDS = "能改的马上改，一时解决不了的盯住不放、持续整改"
PERSISTENCE = "问题不解决不放过、整改不到位不罢休"
CLOSING = f"{PERSISTENCE}。销号后只能重启，不能修改。问题确已解决、整改确已到位，现在销号吗？"
# The boxes with the word for a class of problems, written alike: 解剖一个问题，解决一类问题.
CLASS_BOXES = ("issue.tag", "finding.tag", "research.stands_for", "class_check.tag", "mechanism.tag")
EXTENSION, MILESTONE = "延期", "节点完成"
# What one round of rectification ends with; kept in its IssueRound and emptied when the issue is reopened.
ROUND_BOXES = (
    "effect",
    "evidence",
    "evidence_refs",
    "apply_by",
    "applied_on",
    "checker",
    "check_opinion",
    "check_note",
    "checked_on",
    "review_on",
    "reviewed_on",
    "review_result",
    "satisfaction",
)


def _heading_round(record: "IssueRound", naming: Naming) -> str:
    return f"第{chinese(record.n)}轮" if record.n else ""


class IssueRound(Record):
    """How one ended round began and ended; the round under way stands in the issue itself."""

    issue = RecordLink("问题", "issue", required=True, index=True)
    n = Number("轮次", required=True, least=1)
    reopened_on = Date("重启日期")
    reason = LongText("重启原因")
    basis = LongText("重启依据")
    due_on = Date("完成时限")
    closed_on = Date("销号日期", required=True)
    effect = LongText("整改成效")
    evidence = Files("佐证材料")
    evidence_refs = Lines("佐证材料名称")
    apply_by = PersonLink("销号申请人")
    applied_on = Date("申请日期")
    checker = PersonLink("审核人")
    check_note = LongText("审核说明")
    review_on = Date("回头看日期")
    reviewed_on = Date("实际回看日期")
    review_result = Choice("回头看结果", (HELD, REBOUND))
    satisfaction = Choice("群众满意度", ("满意", "基本满意", "不满意"))

    class Meta:
        table_name = "issue_round"
        not_copied = WHOLE
        title = "整改轮次"
        icon = "sync"
        parent = "issue"
        listing = ("n", "reopened_on", "closed_on", "effect", "checker", "reviewed_on", "review_result")
        order = ("n",)
        unique = (("issue", "n"),)
        append_only = True
        heading = _heading_round


class IssueExtension(Record):
    """One moving of an issue's day: an extension with its reason, or a milestone reached and the next set."""

    issue = RecordLink("问题", "issue", required=True, index=True)
    on = Date("日期", required=True, index=True)
    kind = Choice("性质", (EXTENSION, MILESTONE), required=True, default=EXTENSION, index=True)
    round = Number("轮次", required=True, least=1)
    before = Date("原时限", required=True)
    after = Date("新时限", required=True)
    reason = LongText("理由", required=True, limit=1000, help="延期的写原因，节点完成的写做到什么程度")
    agreed_by = PersonLink("同意人")

    class Meta:
        table_name = "issue_extension"
        not_copied = WHOLE
        title = "时限变动"
        icon = "clock"
        parent = "issue"
        natural = (("issue", "on", "after"),)
        listing = ("on", "kind", "before", "after", "reason", "agreed_by", "round")
        order = ("on", "uid")
        append_only = True
        heading = called_by("reason")
