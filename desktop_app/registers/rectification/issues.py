"""问题清单/整改台账: each problem with its measures, progress, closing by a second person, and its rounds."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from desktop_app.base.periods import add_months
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, Lines, LongText, ManyChoice, Number, State, Text, YesNo
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import since_birth
from desktop_app.registers.rectification.issue_rounds import (
    CLASS_BOXES,
    CLOSING,
    EXTENSION,
    HELD,
    MILESTONE,
    REBOUND,
    ROUND_BOXES,
    IssueExtension,
    IssueRound,
)
from desktop_app.registers.shared_rules import called_by, next_number, not_before, not_in_future

WAITING, OPEN, APPLIED, CLOSED = "待整改", "整改中", "申请销号", "已销号"
AT_ONCE, IN_TIME, LASTING = "立行立改", "限期整改", "持续整改"
AGREED, RETURNED = "同意销号", "退回"
DISCONTENT = "不满意"
_REOPENING = ("reopen_reason", "reopen_basis", "due_on")
CATEGORIES = (
    "影响制约高质量发展的问题",
    "人民群众急难愁盼的问题",
    "防范化解重大风险中的问题",
    "全面从严治党中的问题",
)


def _concrete(record: "Issue", context: RuleContext) -> Iterable[Problem]:
    """整改清单 guidance: concrete words, itemised measures; a lasting task has a milestone each year."""
    least = context.rule("issue_text_least")
    if len(record.description) < least:
        yield Problem(
            "description", f"问题描述不到 {least:.0f} 个字", "写清在哪里、什么事、什么表现", refuse=False
        )
    if record.long_term and not record.milestone:
        yield Problem("milestone", "长期坚持的，要写本年度做到什么程度", refuse=False)
    if record.state != WAITING and not context.find(
        IssueMeasure.live().where(IssueMeasure.issue == record.uid)
    ):
        yield Problem("description", "还没有整改措施", "在“整改措施”里逐条写，每条有自己的时限", refuse=False)


def _second_person(record: "Issue", context: RuleContext) -> Iterable[Problem]:
    """Nobody closes his own item (整改清单 guidance: 责任人 exactly one, plus a different 复核人)."""
    if record.checker and record.checker in (record.owner, record.apply_by):
        yield Problem("checker", "审核人不能是责任人或申请人自己", "请另选一人审核")


def _evidence(record: "Issue", context: RuleContext) -> Iterable[Problem]:
    """At least one piece of evidence for 销号; naming a document is enough (整改清单 guidance)."""
    if not record.evidence and not record.evidence_refs:
        yield Problem("evidence_refs", "销号要有佐证", "附一个文件，或者写明依据哪份材料")


def _in_place(record: "Issue", context: RuleContext) -> Iterable[Problem]:
    """问题不解决不放过、整改不到位不罢休: a measure open or people not content: no closing."""
    left = IssueMeasure.live().where((IssueMeasure.issue == record.uid) & IssueMeasure.done_on.is_null())
    if n := len(context.find(left)):
        yield Problem("effect", f"还有 {n} 条整改措施没有完成", "整改不到位不罢休：做完一条记一条完成日期")
    if record.satisfaction == DISCONTENT:
        yield Problem("satisfaction", "群众不满意，还不能销号", "问题不解决不放过：请接着整改")


def _only_at_once(record: "Issue", context: RuleContext) -> Iterable[Problem]:
    if record.mode != AT_ONCE:
        yield Problem("mode", "只有“立行立改”的问题可以直接销号", "其他问题请先申请销号，由另一人审核")


def _no_quiet_extension(record: "Issue", before: "Issue", context: RuleContext) -> Iterable[Problem]:
    """The day is moved back by its step alone, so that every extension has its reason and is counted."""
    if before.due_on and record.due_on and record.due_on > before.due_on:
        yield Problem("due_on", "完成时限不能直接往后改", "请用“延期”，写明原因；长期坚持的用“节点完成”")


def _is_later(record: "Issue", context: RuleContext) -> Iterable[Problem]:
    before = context.get(Issue, record.uid)
    if before is not None and record.due_on and record.due_on <= before.due_on:
        yield Problem("due_on", f"新的时限要晚于原来的 {before.due_on:%Y-%m-%d}", "提前完成的不用改时限")


def _is_lasting(record: "Issue", context: RuleContext) -> Iterable[Problem]:
    if not record.long_term:
        yield Problem("due_on", "只有“长期坚持”的问题按节点往前走", "其他问题请用“延期”")


def _moved(kind: str) -> Callable[["Issue", RuleContext], Iterable[Record]]:
    """What a step that moves the day keeps: both days, the reason, the round."""

    def brings(record: "Issue", context: RuleContext) -> Iterable[Record]:
        before = context.get(Issue, record.uid)
        assert before is not None  # a step begins with a record in the file
        moved = IssueExtension(
            issue=record.uid,
            on=context.today,
            kind=kind,
            round=record.round,
            before=before.due_on,
            after=record.due_on,
            reason=record.extend_reason,
            agreed_by=record.extend_by,
        )
        record.extend_reason = record.extend_by = None
        yield moved

    return brings


def _round_before(rebounded: bool) -> Callable[["Issue", RuleContext], Iterable[Record]]:
    """The round that ends goes on record in the same action that empties its boxes.

    ``rebounded`` notes 反弹 as the result of looking back, today if no day was written; a reopening for
    another cause keeps what stands there.
    """

    def brings(record: "Issue", context: RuleContext) -> Iterable[Record]:
        issue = context.get(Issue, record.uid)
        assert issue is not None  # a step begins with a record in the file
        kept = IssueRound(
            issue=issue.uid,
            n=issue.round,
            reopened_on=issue.reopened_on,
            reason=issue.reopen_reason,
            basis=issue.reopen_basis,
            due_on=issue.due_on,
            closed_on=issue.checked_on,
            **{name: getattr(issue, name) for name in ROUND_BOXES if name in IssueRound._meta.fields},
        )
        if rebounded:
            kept.review_result = REBOUND
            kept.reviewed_on = kept.reviewed_on or context.today
        yield kept

    return brings


def _apply(record: "Issue", context: RuleContext) -> None:
    record.checker = record.check_opinion = record.check_note = record.checked_on = None
    record.applied_on = record.applied_on or context.today


def _close(record: "Issue", context: RuleContext) -> None:
    record.check_opinion = AGREED
    record.checked_on = record.checked_on or context.today
    record.review_on = add_months(record.checked_on, int(context.rule("look_back_months")))
    record.reviewed_on = record.review_result = None


def _send_back(record: "Issue", context: RuleContext) -> None:
    record.check_opinion = RETURNED
    record.applied_on = None
    record.checked_on = record.checked_on or context.today


def _hold(record: "Issue", context: RuleContext) -> None:
    record.review_result = HELD
    record.reviewed_on = record.reviewed_on or context.today


def _reopen(record: "Issue", context: RuleContext) -> None:
    record.round += 1
    record.reopened_on = context.today
    for name in ROUND_BOXES:
        setattr(record, name, None)


def _fill(record: "Issue", context: RuleContext) -> None:
    """The year's next number, removed issues counted so that none is used twice; 立行立改 falls due soon."""
    if record.lacks(Issue.due_on) and record.mode == AT_ONCE and not record.lacks(Issue.found_on):
        record.due_on = record.found_on + timedelta(days=int(context.rule("issue_at_once_days")))
    if record.code or record.lacks(Issue.found_on):
        return
    start = f"WT-{record.found_on.year}-"
    office = record.owner_office or context.office
    same = Issue.select().where(Issue.code.startswith(start) & (Issue.owner_office == office))
    record.code = f"{start}{next_number((one.code for one in context.find(same)), start):03d}"


def _heading(record: "Issue", naming: Naming) -> str:
    return f"{record.code or ''} {record.description or ''}".strip()


class Issue(Record):
    """One problem and the round of rectification it is in; earlier rounds stand in ``IssueRound``."""

    code = Text("编号", machine=True, limit=20, width=7, index=True)
    source = Choice(
        "问题来源",
        (
            "调查研究",
            "检视剖析",
            "组织生活会/民主评议",
            "巡视巡察",
            "审计监督",
            "信访接待",
            "群众反映",
            "上级督查",
            "网格上报",
            "其他",
        ),
        required=True,
        index=True,
    )
    category = Choice("问题类别", CATEGORIES, required=True, index=True, width=12)
    tag = Text("小类", limit=40, index=True, offers=CLASS_BOXES, help="同类的写同一个词，才数得出同类有几件")
    description = LongText("问题描述/具体表现", required=True, help="写清在哪里、什么事、什么表现")
    cause = LongText("原因分析", help="主观、客观")
    found_on = Date("发现日期", required=True, index=True)
    goal = LongText("整改目标")
    mode = Choice(
        "整改类型",
        (AT_ONCE, IN_TIME, LASTING),
        required=True,
        index=True,
        help="能改的马上改，选立行立改；一时解决不了的盯住不放，选限期整改或持续整改",
    )
    lead_officer = RecordLink("责任领导(牵头)", "member", free=True, required=True)
    case_leader = RecordLink("领导包案", "member", free=True, help="难题由哪位领导包案，一包到底")
    duty_unit = RecordLink("责任单位", "party_org", free=True, required=True)
    owner = PersonLink("责任人", required=True, index=True, help="只写一个人；销号由另一人审核")
    partners = ManyChoice("协同单位", ("综治", "环保", "应急", "物业", "民政", "其他"))
    due_on = Date(
        "完成时限", required=True, index=True, help="立行立改的空着时为发现后一周；长期坚持的写本年度节点"
    )
    long_term = YesNo("长期坚持", default=False)
    milestone = Text("年度节点", help="长期坚持的，本年度做到什么程度")
    effect = LongText("整改成效", help="申请销号时必填")
    evidence = Files("佐证材料", help="整改前后对比、制度文件、会议记录、群众签字等")
    evidence_refs = Lines("佐证材料名称", help="不放文件的，写材料名称和存放处，一行一份")
    apply_by = PersonLink("销号申请人")
    applied_on = Date("申请日期")
    checker = PersonLink("审核人", help="不能是责任人")
    check_opinion = Choice("审核意见", (AGREED, RETURNED))
    check_note = LongText("审核说明", limit=1000)
    checked_on = Date("审核日期", index=True)
    review_on = Date("回头看日期", index=True, help="销号后程序自动排到三个月后，可以改")
    reviewed_on = Date("实际回看日期")
    review_result = Choice("回头看结果", (HELD, REBOUND))
    satisfaction = Choice("群众满意度", ("满意", "基本满意", DISCONTENT))
    extend_reason = LongText("延期理由", limit=1000, help="为什么没有按期完成，下一步怎么办")
    extend_by = PersonLink("同意延期的人", help="责任领导或支委会负责人")
    disclosure = Choice("公开方式", ("公示栏", "会议通报", "书面答复", "不公开"))
    batch = RecordLink("主题教育", "theme_batch", index=True, help="属于哪一批主题教育，不属于的空着")
    links = RecordLink("关联", ("meeting", "resolution", "promise"), help="从哪次会议、哪项决议或承诺来的")
    round = Number("轮次", machine=True, required=True, default=1, least=1, unit="轮")
    reopened_on = Date("重启日期", machine=True)
    reopen_reason = LongText("重启原因", limit=1000)
    reopen_basis = LongText("重启依据", limit=1000)
    state = State("状态", (WAITING, OPEN, APPLIED, CLOSED), index=True)

    class Meta:
        table_name = "issue"
        not_copied = ("apply_by", "checker", "extend_by", "links")
        title = "问题清单/整改台账"
        group = "问题整改"
        icon = "issue"
        listing = ("code", "category", "description", "mode", "owner", "due_on", "percent", "state")
        order = ("-code",)
        period = "found_on"
        locked = frozenset((CLOSED,))
        amendable = frozenset(("issue_round", "disclosure", "satisfaction"))
        unique = (("code",),)
        natural = (("description",),)
        computed = (
            Computed("measures", "整改措施", unit="条"),
            Computed("progress", "整改进展", "text"),
            Computed("percent", "进度", unit="%", help="最近一条进展写的；到100%也要申请销号"),
            Computed("overdue", "逾期", "text"),
            Computed("extensions", "延期", unit="次"),
        )
        sections = (
            Section(
                "问题", ("source", "category", "tag", "description", "cause", "found_on", "batch", "links")
            ),
            Section(
                "整改",
                (
                    "goal",
                    "mode",
                    "due_on",
                    "long_term",
                    "milestone",
                    "lead_officer",
                    "case_leader",
                    "duty_unit",
                    "owner",
                    "partners",
                ),
            ),
            Section("成效与佐证", ("effect", "evidence", "evidence_refs", "disclosure", "satisfaction")),
            Section(
                "销号与回头看",
                (
                    "apply_by",
                    "applied_on",
                    "checker",
                    "check_opinion",
                    "check_note",
                    "checked_on",
                    "review_on",
                    "reviewed_on",
                    "review_result",
                ),
            ),
            Section("延期与重启", ("extend_reason", "extend_by", "reopen_reason", "reopen_basis")),
        )
        rules = (
            not_before("due_on", "found_on", "完成时限早于发现日期"),
            since_birth("owner", "found_on"),
            since_birth("lead_officer", "found_on"),
            since_birth("case_leader", "found_on"),
            not_in_future("found_on", "发现日期"),
            not_before("applied_on", "found_on", "申请日期早于发现日期"),
            not_before("checked_on", "applied_on", "审核日期早于申请日期"),
            not_before("review_on", "checked_on", "回头看日期早于销号日期"),
            not_before("reviewed_on", "checked_on", "实际回看日期早于销号日期"),
            _concrete,
            _second_person,
        )
        by_hand = (_no_quiet_extension,)
        steps = (
            Step("start", "开始整改", (WAITING,), OPEN),
            Step(
                "extend",
                "延期",
                (WAITING, OPEN),
                "",
                needs=("due_on", "extend_reason"),
                asks=("due_on", "extend_reason", "extend_by"),
                checks=(_is_later,),
                brings=_moved(EXTENSION),
                help="时限到了做不完的，写明原因再延；延了几次都记着",
            ),
            Step(
                "next_milestone",
                "节点完成，定下一个",
                (OPEN,),
                OPEN,
                needs=("due_on", "extend_reason", "milestone"),
                asks=("extend_reason", "due_on", "milestone"),
                checks=(_is_lasting, _is_later),
                brings=_moved(MILESTONE),
                help="长期坚持的，一个节点做到了就定下一个，不算延期",
            ),
            Step(
                "close_at_once",
                "立行立改，直接销号",
                (WAITING, OPEN),
                CLOSED,
                needs=("effect", "checker"),
                asks=("effect", "evidence_refs", "evidence", "checker", "checked_on"),
                checks=(_only_at_once, _evidence, _in_place),
                write=_close,
                confirm=CLOSING,
            ),
            Step(
                "apply",
                "申请销号",
                (OPEN,),
                APPLIED,
                needs=("effect", "apply_by"),
                asks=("effect", "evidence_refs", "evidence", "apply_by", "applied_on"),
                checks=(_in_place,),
                write=_apply,
            ),
            Step(
                "close",
                "同意销号",
                (APPLIED,),
                CLOSED,
                needs=("effect", "checker"),
                asks=(
                    "checker",
                    "check_note",
                    "checked_on",
                    "evidence_refs",
                    "evidence",
                    "disclosure",
                    "satisfaction",
                ),
                checks=(_evidence, _in_place),
                write=_close,
                confirm=CLOSING,
            ),
            Step(
                "send_back",
                "退回",
                (APPLIED,),
                OPEN,
                needs=("checker", "check_note"),
                asks=("checker", "check_note", "checked_on"),
                write=_send_back,
            ),
            Step(
                "hold", "回头看：巩固", (CLOSED,), CLOSED, asks=("reviewed_on", "satisfaction"), write=_hold
            ),
            Step(
                "reopen",
                "反弹，重启下一轮",
                (CLOSED,),
                OPEN,
                needs=_REOPENING,
                asks=_REOPENING,
                write=_reopen,
                brings=_round_before(rebounded=True),
                help="回头看发现反弹",
                confirm="重启后进入新的一轮整改，以前各轮保留。现在重启吗？",
            ),
            Step(
                "restart",
                "另有原因，重启",
                (CLOSED,),
                OPEN,
                needs=_REOPENING,
                asks=_REOPENING,
                write=_reopen,
                brings=_round_before(rebounded=False),
                help="没有反弹，上级要求重新整改或者情况有了变化",
                confirm="重启后进入新的一轮整改，以前各轮保留。现在重启吗？",
            ),
        )
        fill = _fill
        heading = _heading


def _measure_dates(record: "IssueMeasure", context: RuleContext) -> Iterable[Problem]:
    issue = context.get(Issue, record.issue)
    if issue is None:
        return
    for box in ("due_on", "done_on"):
        day = getattr(record, box)
        if day is not None and issue.found_on is not None and day < issue.found_on:
            yield Problem(box, "日期早于问题发现日期", "请核对")
    if record.due_on and issue.due_on and record.due_on > issue.due_on:
        yield Problem("due_on", "这条措施的时限晚于整个问题的时限", "请核对", refuse=False)


class IssueMeasure(Record):
    """One measure with its own due date; who answers for it if not the issue's 责任人."""

    issue = RecordLink("问题", "issue", required=True, index=True)
    seq = Number("序号", least=1)
    text = LongText("整改措施", required=True)
    owner = PersonLink("责任人", help="空着就是问题的责任人")
    due_on = Date("完成时限", required=True, index=True)
    done_on = Date("完成日期", help="做完后填")

    class Meta:
        table_name = "issue_measure"
        title = "整改措施"
        icon = "checklist"
        parent = "issue"
        natural = (("issue", "text"),)
        listing = ("seq", "text", "owner", "due_on", "done_on")
        order = ("seq", "uid")
        rules = (_measure_dates,)
        heading = called_by("text")


def _fill_progress(record: "IssueProgress", context: RuleContext) -> None:
    if record.round is None and (issue := context.get(Issue, record.issue)) is not None:
        record.round = issue.round


class IssueProgress(Record):
    """One entry of the progress log; never changed afterwards."""

    issue = RecordLink("问题", "issue", required=True, index=True)
    on = Date("日期", required=True, index=True)
    text = LongText("进展", required=True)
    by = PersonLink("填写人")
    percent = Number("进度", most=100, unit="%", help="0到100；到100也要申请销号")
    round = Number("轮次", machine=True, least=1)

    class Meta:
        table_name = "issue_progress"
        title = "整改进展"
        icon = "history"
        parent = "issue"
        natural = (("issue", "on", "text"),)
        listing = ("on", "text", "by", "percent", "round")
        order = ("on", "uid")
        period = "on"
        append_only = True
        rules = (since_birth("by", "on"), not_in_future("on", "日期"))
        fill = _fill_progress
        heading = called_by("text")
