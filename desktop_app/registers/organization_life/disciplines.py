"""党纪处分: a penalty by the organ that may decide it, its period of effect, and the vote it suspends.

Apart from care and honours, and from 组织处置: what a person did wrong stays with the few who need it.
"""

from collections.abc import Iterable
from datetime import timedelta

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, State, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import REMOVED, Member, since_joining
from desktop_app.registers.people.org_transfers import has_no_right
from desktop_app.registers.shared_rules import not_before, not_in_future

WARNING, SERIOUS, POST = "警告", "严重警告", "撤销党内职务"
WATCHED, EXPELLED = "留党察看", "开除党籍"
PENALTIES = (WARNING, SERIOUS, POST, WATCHED, EXPELLED)
ENTERED, IN_FORCE, OVER, LIFTED = "登记", "执行中", "期满", "撤销"


def _period(record: "Discipline", context: RuleContext) -> Iterable[Problem]:
    """留党察看 lasts a stated time; being expelled has no end."""
    if record.kind == EXPELLED and record.effect_to is not None:
        yield Problem("effect_to", "开除党籍没有影响期的截止日期", "请清空这一格")
    elif record.kind == WATCHED and record.effect_to is None:
        yield Problem("effect_to", "留党察看要写察看到哪一天", "照处分决定填")
    elif record.kind != EXPELLED and record.effect_to is None:
        yield Problem("effect_to", "还没有写影响期到哪一天", "照处分决定填", refuse=False)


def _decided_above(record: "Discipline", context: RuleContext) -> Iterable[Problem]:
    """A branch meeting discusses a penalty; the organ that may decide it approves (党章)."""
    if has_no_right(record.organ):
        yield Problem(
            "organ",
            f"{record.organ}不能作出处分决定",
            "支部大会讨论后，由有权限的党委或纪委决定或批准，请写它的全称",
        )


def _still_here(record: "Discipline", context: RuleContext) -> Iterable[Problem]:
    person = context.get(Member, record.member)
    if person is None or person.removed_at is not None:
        yield Problem("member", "花名册里找不到这名党员", "请先到花名册的回收站恢复他")
    elif person.exit_type:
        yield Problem("member", f"{person.name}已经不在册（{person.exit_type}）", "请到花名册核对")


def _seen(record: "Discipline", context: RuleContext) -> Iterable[Problem]:
    """The person concerned sees the facts before the decision; told, for an organ may have seen to it."""
    if record.seen_on is None:
        yield Problem("seen_on", "还没有写事实材料和本人见面的日期", refuse=False)


def _over(record: "Discipline", context: RuleContext) -> Iterable[Problem]:
    if record.kind != EXPELLED and record.effect_to is None:
        yield Problem("effect_to", "还没有写影响期到哪一天", "照处分决定填，满了以后再办这一步")
    if record.effect_to is not None and context.today <= record.effect_to:
        what = "察看期" if record.kind == WATCHED else "影响期"
        yield Problem("effect_to", f"{what}到 {record.effect_to} 才满", "满了以后再办这一步")
    if record.kind == WATCHED and record.restored_on is None:
        yield Problem("restored_on", "恢复党员权利要有决定", "请写作出恢复决定的日期")


def _in_force(record: "Discipline", context: RuleContext) -> Iterable[Member]:
    """The roster's row: without a vote while watched, off the books when expelled."""
    person = context.get(Member, record.member)
    if person is None:
        return
    if record.kind == WATCHED:
        person.vote_barred_why, person.vote_barred_from = WATCHED, record.decided_on
        person.vote_barred_to, person.by_penalty = None, True
        yield person
    elif record.kind == EXPELLED:
        person.exit_type, person.exit_on, person.removal_kind = REMOVED, record.decided_on, EXPELLED
        person.exit_basis = f"{record.organ}处分决定{record.document or ''}"
        yield person


def _restored(record: "Discipline", context: RuleContext) -> Iterable[Member]:
    """The vote comes back with the decision to restore rights, not by itself when the period ends."""
    person = context.get(Member, record.member)
    if record.kind == WATCHED and person is not None and record.restored_on is not None:
        person.vote_barred_to, person.by_penalty = record.restored_on - timedelta(days=1), None
        yield person


def _lifted(record: "Discipline", context: RuleContext) -> Iterable[Member]:
    """What the penalty wrote on the roster is taken back."""
    person = context.get(Member, record.member)
    if person is None:
        return
    if record.kind == WATCHED and person.vote_barred_from == record.decided_on:
        person.vote_barred_why = person.vote_barred_from = person.vote_barred_to = None
        person.by_penalty = None
        yield person
    elif record.kind == EXPELLED and person.removal_kind == EXPELLED:
        person.exit_type = person.exit_on = person.exit_basis = person.removal_kind = None
        yield person


def _heading(record: "Discipline", naming: Naming) -> str:
    return f"{naming(record.member)} {record.kind or ''}".strip() if record.member else ""


class Discipline(Record):
    """One penalty; what it writes on the roster is written with its steps."""

    member = PersonLink("受处分党员", required=True, index=True)
    kind = Choice("处分种类", PENALTIES, required=True, index=True)
    organ = Text(
        "作出决定的党组织",
        required=True,
        width=12,
        help="有处分权限的党委或纪委，写全称",
    )
    document = Text("决定文号", repeats=False)
    decided_on = Date("决定日期", required=True, index=True, help="处分从这天起生效")
    effect_to = Date("影响期(察看期)至", index=True, help="照处分决定填；开除党籍的空着")
    seen_on = Date("事实材料和本人见面日期")
    meeting = RecordLink("讨论的支部大会", "meeting", help="由上级直接决定的空着")
    announced_on = Date("宣布日期")
    restored_on = Date("恢复党员权利日期", help="留党察看期满，作出恢复决定的日期；没有恢复的空着")
    facts = LongText("违纪事实", private=True, help="只给有权看的人看，不进名单")
    opinion = LongText("本人意见", private=True)
    lift_reason = LongText("撤销原因", limit=1000)
    state = State("状态", (ENTERED, IN_FORCE, OVER, LIFTED), index=True)

    class Meta:
        table_name = "discipline"
        kept_back = WHOLE
        title = "党纪处分"
        not_copied = WHOLE
        group = "组织生活"
        natural = (("member", "kind", "decided_on"),)
        icon = "lock"
        listing = ("decided_on", "member", "kind", "organ", "effect_to", "state")
        order = ("-decided_on",)
        period = "decided_on"
        locked = frozenset((IN_FORCE, OVER, LIFTED))
        sections = (
            Section("处分", ("member", "kind", "organ", "document", "decided_on", "effect_to")),
            Section("经过", ("seen_on", "meeting", "announced_on", "restored_on", "lift_reason")),
            Section("事实与意见", ("facts", "opinion")),
        )
        rules = (
            _decided_above,
            _period,
            since_joining("member", "decided_on", "effect_to", "seen_on", "announced_on", "restored_on"),
            not_in_future("decided_on", "决定日期", refuse=True),
            not_in_future("seen_on", "和本人见面日期", refuse=True),
            not_in_future("announced_on", "宣布日期", refuse=True),
            not_in_future("restored_on", "恢复党员权利日期", refuse=True),
            not_before("effect_to", "decided_on", "影响期早于决定日期"),
            not_before("announced_on", "decided_on", "宣布日期早于决定日期"),
            not_before("restored_on", "decided_on", "恢复权利早于决定日期"),
        )
        steps = (
            Step(
                "enforce",
                "处分已生效",
                (ENTERED,),
                IN_FORCE,
                asks=("document", "announced_on", "seen_on"),
                checks=(_still_here, _seen),
                brings=_in_force,
                help="留党察看的，花名册从决定那天起记为没有表决权；开除党籍的，花名册写上减少",
                confirm="生效后各项不能再改。处分决定核对过了吗？",
            ),
            Step(
                "end",
                "期满",
                (IN_FORCE,),
                OVER,
                asks=("restored_on",),
                checks=(_over,),
                brings=_restored,
                help="留党察看期满，作出恢复权利的决定以后才有表决权",
            ),
            Step(
                "lift",
                "撤销或更正",
                (ENTERED, IN_FORCE),
                LIFTED,
                needs=("lift_reason",),
                asks=("lift_reason",),
                brings=_lifted,
                confirm="撤销后这一条不再起作用，花名册上写的一并取消。撤销吗？",
            ),
        )
        heading = _heading
