"""组织处置: 限期改正, 劝其退党 and 除名 of a member who falls short, step by step.

《不合格党员组织处置办法》（2024年）: the committee proposes, the 基层党委 is told before, facts are verified,
the meeting votes, the superior approves, the member is told.
"""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.periods import add_months, add_years
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, State, Text
from desktop_app.records.links import PersonLink, Persons, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.decided import ballots_wrong
from desktop_app.registers.organization_life.meeting_kinds import GENERAL, kinds_of
from desktop_app.registers.organization_life.meetings import CLOSED, Meeting
from desktop_app.registers.organization_life.votes import Vote, missing_figures
from desktop_app.registers.people.members import REMOVED, Member, since_joining
from desktop_app.registers.people.org_transfers import has_no_right
from desktop_app.registers.shared_rules import not_before, not_in_future

CORRECT, PERSUADE, STRIKE = "限期改正", "劝其退党", "除名"
LOST = "失去联系六个月以上、不满两年"
DROPPED_OUT, WOULD_NOT_GO = "连续六个月不参加组织生活、不交党费或不做工作", "劝其退党，本人不退"
GROUNDS = (
    "理想信念动摇",
    "信仰宗教",
    "不按规定交纳党费",
    "不参加党的组织生活",
    "不做党所分配的工作",
    LOST,
    DROPPED_OUT,
    "限期改正期满没有转变",
    WOULD_NOT_GO,
    "要求退党",
    "其他",
)
PROPOSED, FILED, VOTED, APPROVED = "支委会提出", "已备案", "大会已通过", "已批准"
ENDED, DROPPED = "已了结", "不予处置"
MATTER = "组织处置"
# What the roster is told of who leaves by a disposal.
_REMOVALS = {PERSUADE: "劝退除名", STRIKE: "除名"}


def _person_here(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    person = context.get(Member, record.member)
    if record.state in (APPROVED, ENDED, DROPPED) or person is None:
        return
    if person.exit_type:
        yield Problem("member", f"{person.name}已经不在册（{person.exit_type}）", "请到花名册核对")
    if any(one.person == record.member for one in record.investigators or ()):
        yield Problem("investigators", "本人不能调查核实自己", "请另选党员")


def _term(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    """Generally half a year, never over one (2024 办法; 《中国共产党党员教育管理工作条例》第三十条)."""
    begun, until = record.from_on, record.until_on
    if record.kind != CORRECT:
        if until is not None:
            yield Problem("until_on", f"{record.kind}没有改正期限", "请清空这一格")
        return
    if begun is None or until is None:
        return
    most = int(context.rule("appraise_correct_months_most", begun))
    usual = int(context.rule("correct_months_usual", begun))
    if until > add_months(begun, most):
        yield Problem("until_on", f"限期改正最长 {most} 个月", "请改期限")
    elif until > add_months(begun, usual):
        yield Problem("until_on", f"限期改正一般 {usual} 个月", "请核对期限", refuse=False)


def _lost_term(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    """Lost for half a year to two years is itself a ground for 限期改正; longer goes other ways."""
    if record.ground != LOST:
        return
    if record.kind != CORRECT:
        yield Problem("kind", "失去联系不满两年的，先作限期改正", "请核对处置方式", refuse=False)
    person = context.get(Member, record.member)
    if person is None or person.lost_since is None:
        yield Problem("ground", "花名册里没有写失去联系的月份", "请先在花名册写上", refuse=False)
        return
    since = person.lost_since.last_day()
    day = record.proposed_on
    least, most = (int(context.rule(key, day)) for key in ("lost_months", "lost_correct_years_most"))
    if day < add_months(since, least):
        yield Problem("ground", f"失去联系还不满 {least} 个月", "请继续查找联系")
    elif day > add_years(since, most):
        yield Problem(
            "ground", f"失去联系已超过 {most} 年", "请核对，超过的按停止党籍、自行脱党办理", refuse=False
        )


def _fitting_ground(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    """党章 第九条: half a year without meetings, dues or work counts as having left."""
    if record.ground == DROPPED_OUT and record.kind != STRIKE:
        yield Problem("kind", "没有正当理由的，按自行脱党予以除名", "请核对处置方式", refuse=False)
    if record.ground == WOULD_NOT_GO and record.kind != STRIKE:
        yield Problem("kind", "劝而不退的，应当除名", "请把处置方式改为“除名”")


def _verified(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    """Before the meeting: filed with the 基层党委, facts verified, the member heard."""
    if record.verified_on is None or not record.investigators:
        yield Problem("verified_on", "还没有调查核实", "请写调查核实的人和日期")
    if record.talk_on is None:
        yield Problem("talk_on", "还没有听取本人意见", "请写谈话日期；失去联系的写查找的日期")
    if record.filed_on is None:
        yield Problem("filed_on", "还没有写基层党委备案日期", "先报备案，再开支部党员大会")
    meeting = context.get(Meeting, record.meeting)
    if meeting is None or meeting.removed_at is not None:
        yield Problem("meeting", "处置要由支部党员大会表决", "请选那次大会")
        return
    day = meeting.start_end.day if meeting.start_end is not None else None
    if GENERAL not in kinds_of(meeting):
        yield Problem("meeting", "处置要由支部党员大会表决", f"选的是{meeting.kind}，请另选")
    elif meeting.state not in CLOSED:
        yield Problem("meeting", "那次会议的记录还没有定稿", "请先到会议里核对票数、签字定稿")
    if day is not None and record.filed_on is not None and day < record.filed_on:
        yield Problem(
            "meeting", f"大会在 {day}，早于备案的 {record.filed_on}", "要先报基层党委备案，再开大会"
        )
    elif day is not None and record.verified_on is not None and day < record.verified_on:
        yield Problem("meeting", f"大会在 {day}，早于调查核实的 {record.verified_on}", "先核实，再开大会")


def vote_of(record: "Disposal", context: RuleContext) -> Vote | None:
    """The vote on this disposal as it is entered in its meeting, never typed again."""
    return context.get(Vote, record.vote)


def _passed(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    """Ayes of more than half of those with a vote who should attend (支部工作条例第十一条)."""
    vote = vote_of(record, context)
    if vote is None or vote.removed_at is not None:
        yield Problem("vote", "还没有选表决", "先在那次大会里记上表决，再在这里选它")
    elif vote.meeting != record.meeting or vote.matter != MATTER:
        yield Problem("vote", f"选的表决不是那次大会上的“{MATTER}”", "请核对")
    elif (person := context.get(Member, record.member)) is not None and person.name not in vote.item:
        yield Problem("vote", f"那次表决写的是“{vote.item}”，没有{person.name}", "一人一项，请选他的那一项")
    elif missing_figures(vote):
        yield Problem("vote", "那次表决的票数不全", "补上" + "、".join(missing_figures(vote)))
    elif told := ballots_wrong(vote):
        yield Problem("vote", told, "请到那次会议里核对")
    elif (vote.ayes or 0) <= (vote.expected or 0) * context.rule("vote_pass", record.filed_on):
        yield Problem(
            "vote", f"应到 {vote.expected} 人，赞成 {vote.ayes} 票，没有超过半数", "没有通过的办“不予处置”"
        )


def _by_the_superior(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    if has_no_right(record.approver):
        yield Problem("approver", f"{record.approver}不能批准组织处置", "请写批准的基层党委全称")


def _decided_stays(record: "Disposal", before: "Disposal", context: RuleContext) -> Iterable[Problem]:
    """What the meeting voted on is not made another matter or another member afterwards."""
    if before.state not in (VOTED, APPROVED):
        return
    for box in (Disposal.member, Disposal.kind, Disposal.meeting, Disposal.vote):
        if getattr(record, box.name) != getattr(before, box.name):
            yield Problem(
                box.name, f"支部大会已经表决，「{box.title}」不能再改", "请办“不予处置”，另登记一条"
            )


def _told_after(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    meeting = context.get(Meeting, record.meeting)
    day = meeting.start_end.day if meeting is not None and meeting.start_end is not None else None
    if day is not None and record.approved_on is not None and record.approved_on < day:
        yield Problem("approved_on", f"批准日期早于大会的 {day}", "请核对日期")


def _approve(record: "Disposal", context: RuleContext) -> None:
    """限期改正 runs from the approval, half a year where nothing else is said."""
    if record.kind == CORRECT and record.approved_on is not None:
        record.from_on = record.from_on or record.approved_on
        usual = int(context.rule("correct_months_usual", record.from_on))
        record.until_on = record.until_on or add_months(record.from_on, usual)


def _leaves(record: "Disposal", context: RuleContext) -> Iterable[Member]:
    """The roster's row of who is persuaded to leave or struck off, gone with the approval."""
    person = context.get(Member, record.member)
    how = "自行脱党除名" if record.ground == DROPPED_OUT else _REMOVALS.get(record.kind)
    if person is None or how is None or record.kind == CORRECT:
        return
    person.exit_type, person.exit_on, person.removal_kind = REMOVED, record.approved_on, how
    person.exit_basis = f"{record.approver}批复{record.document or ''}，{record.kind}"
    yield person


def _only_correct(record: "Disposal", context: RuleContext) -> Iterable[Problem]:
    if record.kind == CORRECT and not record.outcome:
        yield Problem("outcome", "限期改正要有结果", "请写已改正还是没有转变")


def _end(record: "Disposal", context: RuleContext) -> None:
    record.ended_on = record.ended_on or context.today


def _heading(record: "Disposal", naming: Naming) -> str:
    return f"{naming(record.member)} {record.kind or ''}".strip() if record.member else ""


class Disposal(Record):
    """One disposal from proposal to its end; each step is gated by what must come before it."""

    member = PersonLink("党员", required=True, index=True)
    kind = Choice("处置方式", (CORRECT, PERSUADE, STRIKE), required=True, index=True)
    ground = Choice("处置的情形", GROUNDS, required=True)
    facts = LongText("主要事实", private=True, help="只给有权看的人看，不进名单")
    proposed_on = Date("支委会提出日期", required=True, index=True)
    filed_on = Date("基层党委备案日期", help="开支部党员大会以前报基层党委备案")
    investigators = Persons("调查核实人", help="支委会派两名以上党员")
    verified_on = Date("调查核实日期")
    findings = LongText("核实情况", private=True)
    talk_on = Date("听取本人意见日期")
    opinion = LongText("本人意见", private=True)
    meeting = RecordLink("支部党员大会", "meeting")
    vote = RecordLink("大会表决", "vote", help="在那次会议里记的“组织处置”表决，票数不再填")
    approved_on = Date("批准日期")
    approver = Text("批准的党组织", width=12)
    document = Text("批复文号", repeats=False)
    informed_on = Date("告知本人日期")
    from_on = Date("改正期，自")
    until_on = Date("改正期，至", index=True, help="一般半年，最长一年")
    outcome = Choice("改正结果", ("已改正", "没有转变"))
    ended_on = Date("了结日期")
    drop_reason = LongText("不予处置的原因", limit=1000)
    state = State("状态", (PROPOSED, FILED, VOTED, APPROVED, ENDED, DROPPED), index=True)

    class Meta:
        table_name = "disposal"
        kept_back = WHOLE
        title = "组织处置"
        not_copied = WHOLE
        group = "组织生活"
        natural = (("member", "kind", "proposed_on"),)
        icon = "lock"
        listing = ("proposed_on", "member", "kind", "ground", "filed_on", "approved_on", "until_on", "state")
        order = ("-proposed_on",)
        period = "proposed_on"
        locked = frozenset((ENDED, DROPPED))
        sections = (
            Section("提出", ("member", "kind", "ground", "proposed_on", "filed_on")),
            Section("核实与表决", ("investigators", "verified_on", "talk_on", "meeting", "vote")),
            Section("批准与告知", ("approved_on", "approver", "document", "informed_on")),
            Section("改正期", ("from_on", "until_on", "outcome", "ended_on", "drop_reason")),
            Section("事实与意见", ("facts", "findings", "opinion")),
        )
        rules = (
            _person_here,
            _term,
            _lost_term,
            _fitting_ground,
            since_joining(
                "member", "proposed_on", "filed_on", "verified_on", "talk_on", "approved_on", "informed_on",
                "from_on", "until_on", "ended_on",
            ),
            not_in_future("proposed_on", "支委会提出日期", refuse=True),
            not_in_future("filed_on", "备案日期", refuse=True),
            not_in_future("verified_on", "调查核实日期", refuse=True),
            not_in_future("talk_on", "听取本人意见日期", refuse=True),
            not_in_future("approved_on", "批准日期", refuse=True),
            not_in_future("informed_on", "告知本人日期", refuse=True),
            not_in_future("ended_on", "了结日期", refuse=True),
            not_before("filed_on", "proposed_on", "备案日期早于支委会提出的日期"),
            not_before("approved_on", "filed_on", "批准日期早于备案日期"),
            not_before("informed_on", "approved_on", "告知日期早于批准日期"),
            not_before("until_on", "from_on", "改正期截止早于开始"),
            not_before("ended_on", "proposed_on", "了结日期早于提出日期"),
        )  # fmt: skip
        steps = (
            Step(
                "file",
                "已报基层党委备案",
                (PROPOSED,),
                FILED,
                needs=("filed_on",),
                asks=("filed_on",),
                help="先备案，再开支部党员大会",
            ),
            Step(
                "vote",
                "大会已通过",
                (FILED,),
                VOTED,
                asks=("investigators", "verified_on", "talk_on", "meeting", "vote"),
                checks=(_verified, _passed),
                help="票数从那次大会的表决里取",
            ),
            Step(
                "approve",
                "上级已批准",
                (VOTED,),
                APPROVED,
                needs=("approved_on", "approver"),
                asks=("approved_on", "approver", "document", "informed_on", "until_on"),
                checks=(_told_after, _by_the_superior),
                write=_approve,
                brings=_leaves,
                help="劝其退党、除名的，花名册同时写上减少；限期改正的从批准那天算起",
                confirm="批准以后按批复执行。核对过了吗？",
            ),
            Step(
                "end",
                "了结",
                (APPROVED,),
                ENDED,
                asks=("outcome", "informed_on", "ended_on"),
                needs=("informed_on",),
                checks=(_only_correct,),
                write=_end,
                help="没有转变的，另登记一条劝其退党",
            ),
            Step(
                "drop",
                "不予处置",
                (PROPOSED, FILED, VOTED),
                DROPPED,
                needs=("drop_reason",),
                asks=("drop_reason",),
            ),
        )
        by_hand = (_decided_stays,)
        heading = _heading


def correction_end(record: Disposal) -> date | None:
    """The day a 限期改正 under way ends; None for what has no such day."""
    return record.until_on if record.kind == CORRECT and record.state == APPROVED else None
