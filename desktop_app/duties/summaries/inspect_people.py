"""自查·转接、流动、处置、处分、困难党员: letters nobody may give, one-sided contacts, terms that ran out."""

from collections.abc import Iterable

from desktop_app.base.periods import add_months
from desktop_app.duties.basics.deadline import due_words
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers.organization_life.disciplines import IN_FORCE, WATCHED, Discipline
from desktop_app.registers.organization_life.disposals import (
    APPROVED,
    CORRECT,
    ENDED,
    VOTED,
    Disposal,
)
from desktop_app.registers.people.hardships import LISTED, Hardship
from desktop_app.registers.people.members import IN_NEED
from desktop_app.registers.people.mobile_members import AWAY, MobileMember
from desktop_app.registers.people.org_transfers import (
    IN,
    ISSUED,
    LEAVING,
    ONLINE,
    RECEIVED,
    OrgTransfer,
    called,
    has_no_right,
    issuing_organ,
)

_LETTER = "《党员组织关系介绍信》填写说明（组通字〔2006〕45号）"
_DECISION, _CARE = "处分决定", "支部关怀安排"


def people_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of transfers, stays away, disposals, penalties and hardship."""
    yield from _transfers(view)
    yield from _stays(view)
    yield from _disposals(view)
    yield from _penalties(view)
    yield from _hardships(view)


def _transfers(view: InspectionView) -> Iterable[Gap]:
    """Letters without the organ that may give them or its number, and arrivals without their day."""
    query = OrgTransfer.live().where(
        (OrgTransfer.owner_office == view.office) & OrgTransfer.state.in_((ISSUED, RECEIVED))
    )
    for one in view.context.find(query.order_by(OrgTransfer.issued_on, OrgTransfer.uid)):
        who, uids = view.name(one.member), (one.uid,)
        organ = issuing_organ(one)
        if one.way != ONLINE and (organ is None or has_no_right(organ)):
            words = f"{who}{one.direction}，{called(one)}写的是{organ or one.from_org}开的"
            yield Gap(f"no_right:{one.uid}", "介绍信不是基层党委开的", words, _LETTER, "org_transfer", uids)
        elif one.way != ONLINE and not one.letter_no:
            words = f"{who}{one.direction}，照收到的介绍信补上编号"
            yield Gap(f"no_number:{one.uid}", "介绍信没有编号", words, _LETTER, "org_transfer", uids)
        if one.direction == IN and one.state == RECEIVED and one.reported_on is None:
            words = f"{who}转入，没有写到支部报到的日期"
            yield Gap(f"no_arrival:{one.uid}", "转入党员没有报到日期", words, _LETTER, "org_transfer", uids)
        if one.direction in LEAVING and not one.new_branch:
            words = f"{who}转出，没有写转入哪个党支部"
            yield Gap(
                f"no_branch:{one.uid}", "转出党员没有写转入的支部", words, _LETTER, "org_transfer", uids
            )


def _stays(view: InspectionView) -> Iterable[Gap]:
    """Both ways: told to the other side, entered in the national system, somebody on each side to call."""
    context, source = view.context, view.told["flow_months"]
    months = int(context.rule("flow_months"))
    query = MobileMember.live().where(
        (MobileMember.owner_office == view.office) & MobileMember.back_on.is_null()
    )
    open_ones = context.find(query.order_by(MobileMember.out_on, MobileMember.uid))
    for one in open_ones:
        if add_months(one.out_on, months) > view.today:
            continue
        who, uids = f"{view.name(one.member)}（{one.flow_dir}）", (one.uid,)
        lacking = [
            ("untold", "流动党员没有通报对方党组织", one.told_on is None),
            ("unentered", "流动党员没有录入系统", one.entered_on is None),
            (
                "one_sided",
                "双向联系缺对方联系人",
                not (one.host_contact if one.flow_dir == AWAY else one.home_contact),
            ),
        ]
        for key, title, lacks in lacking:
            if lacks:
                yield Gap(f"{key}:{one.uid}", title, who, source, "mobile_member", uids)
    away = {one.member for one in open_ones if one.flow_dir == AWAY}
    for member in view.roster.on(view.today):
        if member.mobile_flag and member.uid not in away:
            words = f"{member.name}在花名册里是流动党员，流动党员台账里没有"
            yield Gap(
                f"unregistered:{member.uid}", "流动党员没有登记", words, source, "member", (member.uid,)
            )


def _disposals(view: InspectionView) -> Iterable[Gap]:
    context, source = view.context, view.told["correct_months_usual"]
    query = Disposal.live().where(Disposal.owner_office == view.office)
    for one in context.find(query.order_by(Disposal.proposed_on, Disposal.uid)):
        called_, uids = f"{view.name(one.member)}{one.kind}", (one.uid,)
        if one.state in (VOTED, APPROVED, ENDED) and one.filed_on is None:
            words = f"{called_}，大会以前没有报基层党委备案"
            yield Gap(f"unfiled:{one.uid}", "处置没有事前备案", words, source, "disposal", uids)
        if one.state in (APPROVED, ENDED) and one.informed_on is None:
            words = f"{called_}，批准以后要告知本人"
            yield Gap(f"uninformed:{one.uid}", "处置没有告知本人", words, source, "disposal", uids)
        ended = one.until_on is not None and one.until_on < view.today
        if one.kind == CORRECT and one.state == APPROVED and ended:
            words = f"{called_}，{due_words(one.until_on, view.today)}"
            yield Gap(f"correction:{one.uid}", "限期改正期满没有结论", words, source, "disposal", uids)


def _penalties(view: InspectionView) -> Iterable[Gap]:
    """A penalty without organ, one whose period is over, and a vote suspended without a penalty behind it."""
    query = Discipline.live().where(Discipline.owner_office == view.office)
    penalties = view.context.find(query.order_by(Discipline.decided_on, Discipline.uid))
    for one in penalties:
        called_, uids = f"{view.name(one.member)}{one.kind}", (one.uid,)
        if one.lacks(Discipline.organ):
            yield Gap(f"no_organ:{one.uid}", "处分没有决定机关", called_, _DECISION, "discipline", uids)
        over = one.effect_to is not None and one.effect_to < view.today
        if one.state == IN_FORCE and over:
            words = f"{called_}，{due_words(one.effect_to, view.today)}"
            yield Gap(f"penalty_over:{one.uid}", "处分影响期满没有办理", words, _DECISION, "discipline", uids)
    watched = {one.member for one in penalties if one.kind == WATCHED}
    for member in view.roster.on(view.today):
        if member.vote_barred_why == WATCHED and member.uid not in watched:
            words = f"{member.name}在花名册里是留党察看，“党纪处分”里没有决定"
            yield Gap(
                f"watched:{member.uid}", "留党察看没有处分记录", words, _DECISION, "member", (member.uid,)
            )


def _hardships(view: InspectionView) -> Iterable[Gap]:
    """Who is listed without a partner or a notice, and whom the roster alone calls 困难."""
    query = Hardship.live().where((Hardship.owner_office == view.office) & (Hardship.year == view.today.year))
    rows = view.context.find(query.order_by(Hardship.applied_on, Hardship.uid))
    known = {one.member for one in rows}
    for member in view.roster.on(view.today):
        if IN_NEED in (member.care_flag or ()) and member.uid not in known:
            words = f"{member.name}在花名册里是困难党员，{view.today.year}年没有申报登记"
            yield Gap(f"in_need:{member.uid}", "困难党员没有登记", words, _CARE, "member", (member.uid,))
    for one in rows:
        if one.state != LISTED:
            continue
        who, uids = view.name(one.member), (one.uid,)
        if not one.partner:
            yield Gap(f"no_partner:{one.uid}", "困难党员没有结对", who, _CARE, "hardship", uids)
        if one.notice_from is None:
            yield Gap(f"no_notice:{one.uid}", "困难党员没有公示", who, _CARE, "hardship", uids)
