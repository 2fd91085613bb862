"""自查·承诺、整改与人: what was promised, found or begun and stands open where it should not."""

from collections.abc import Iterable
from datetime import timedelta

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing, due_words
from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.basics.reminder import Sources
from desktop_app.duties.displays.promises import IN_FORCE
from desktop_app.duties.organization_life.appraisal import appraisal_board
from desktop_app.duties.people.annual import annual
from desktop_app.duties.people.contacts import contact_duties
from desktop_app.duties.people.development_path import development_duties, paths_of
from desktop_app.duties.people.dues import DuesBook, Paid, warnings
from desktop_app.duties.people.transfer import paid_up_to, transfer_duties
from desktop_app.duties.rectification.issues import look_back_due
from desktop_app.duties.summaries.calendar import report_duties
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.organization_life.meetings import Resolution
from desktop_app.registers.organization_life.self_checks import SelfCheck, SelfCheckMeasure
from desktop_app.registers.rectification.issues import CLOSED
from desktop_app.registers.rectification.research import NOT_YET, Finding, Research
from desktop_app.registers.service.service_orders import TO_RATE, ServiceOrder

_LETTER, _LEDGER = "承诺书", "整改台账销号要求"
# What an overdue day of people is called among the gaps, by the first word of its key.
_OVERDUE = {
    "development": "发展党员的环节逾期",
    "transfer": "介绍信没有回执",
    "contact": "流动党员没有联系",
    "lost": "失联、停止党籍到期未处理",
}


def work_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of promises, rectification, people, dues, service and reports."""
    yield from _promises(view)
    yield from _issues(view)
    yield from _resolutions(view)
    yield from _unturned(view)
    yield from _people(view)
    yield from _size(view)
    yield from _dues(view)
    yield from _appraisal(view)
    yield from _orders(view)
    yield from _reports(view)


def _promises(view: InspectionView) -> Iterable[Gap]:
    for one in view.promises:
        promise, uids = one.promise, (one.promise.uid,)
        if promise.state not in IN_FORCE:
            continue
        called = f"{view.name(promise.promiser)}：{short(promise.item)}"
        if not promise.measure:
            yield Gap(f"no_means:{promise.uid}", "承诺没有践诺措施", called, _LETTER, "promise", uids)
        if not promise.signed:
            yield Gap(f"promise_unsigned:{promise.uid}", "承诺书没有签名", called, _LETTER, "promise", uids)
        if one.overdue_on(view.today):
            words = f"{called}，{due_words(promise.due_on, view.today)}"
            yield Gap(f"promise_late:{promise.uid}", "承诺到期没有兑现", words, _LETTER, "promise", uids)


def _issues(view: InspectionView) -> Iterable[Gap]:
    for one in view.issues:
        issue, uids = one.issue, (one.issue.uid,)
        called = f"{issue.code or ''} {short(issue.description)}".strip()
        if issue.state != CLOSED and not one.measures:
            yield Gap(f"no_measure:{issue.uid}", "问题没有整改措施", called, _LEDGER, "issue", uids)
        if one.overdue_on(view.today):
            words = f"{called}，{due_words(issue.due_on, view.today)}"
            yield Gap(f"issue_late:{issue.uid}", "问题整改逾期", words, _LEDGER, "issue", uids)
        late = [item for item in one.open_measures() if item.due_on and item.due_on < view.today]
        if late and not one.overdue_on(view.today):
            words = f"{called}：{short(late[0].text)} {due_words(late[0].due_on, view.today)}"
            yield Gap(f"measure_late:{issue.uid}", "整改措施逾期", words, _LEDGER, "issue", uids)
        if issue.state == CLOSED and not issue.evidence and not issue.evidence_refs:
            yield Gap(f"no_evidence:{issue.uid}", "销号没有佐证", called, _LEDGER, "issue", uids)
        if issue.state == CLOSED and issue.checker and issue.checker == issue.owner:
            words = f"{called}：{view.name(issue.owner)}自己审核自己"
            yield Gap(f"own_check:{issue.uid}", "审核人就是责任人", words, _LEDGER, "issue", uids)
        back = look_back_due(issue)
        if back is not None and back < view.today:
            words = f"{called}，{due_words(back, view.today)}"
            yield Gap(f"look_back:{issue.uid}", "销号后没有回头看", words, _LEDGER, "issue", uids)


def _resolutions(view: InspectionView) -> Iterable[Gap]:
    query = Resolution.live().where(
        (Resolution.owner_office == view.office)
        & (Resolution.due_on < view.today)
        & Resolution.done_on.is_null()
    )
    for one in view.context.find(query.order_by(Resolution.due_on, Resolution.uid)):
        words = f"{short(one.text)}，{due_words(one.due_on, view.today)}"
        yield Gap(f"resolution:{one.uid}", "会议决议没有落实", words, "会议决议", "meeting", (one.meeting,))


def _unturned(view: InspectionView) -> Iterable[Gap]:
    """Findings and self-check measures that became nothing: no issue and no result."""
    done = [
        one.uid
        for one in view.context.find(Research.live().where(Research.owner_office == view.office))
        if one.on >= view.first
    ]
    for one in view.context.find(Finding.live().where(Finding.research.in_(done)).order_by(Finding.uid)):
        if not one.issue and one.conversion_state == NOT_YET:
            words = f"{short(one.text)}，没有转入问题清单，也没有转化"
            yield Gap(
                f"finding:{one.uid}",
                "调研发现没有下文",
                words,
                "调研成果运用要求",
                "research",
                (one.research,),
            )
    written = {
        one.uid: one
        for one in view.context.find(SelfCheck.live().where(SelfCheck.owner_office == view.office))
        if one.written_on is not None and one.written_on >= view.first
    }
    measures = SelfCheckMeasure.live().where(SelfCheckMeasure.self_check.in_(list(written)))
    for measure in view.context.find(measures.order_by(SelfCheckMeasure.uid)):
        if not measure.issue:
            words = f"{view.name(written[measure.self_check].subject)}：{short(measure.text)}"
            yield Gap(
                f"self_check:{measure.uid}", "对照检查的措施没有进整改台账", words, "组织生活会整改要求",
                "self_check", (measure.self_check,),
            )  # fmt: skip


def _people(view: InspectionView) -> Iterable[Gap]:
    """Overdue days of development, letters and contacts, and rows that unbalance the yearly table."""
    paths = paths_of(view.context, view.office)
    for duty in (
        *development_duties(paths, view.today),
        *transfer_duties(view.context, view.today, view.office),
        *contact_duties(view.context, view.today, view.office),
    ):
        if duty.state is Standing.OVERDUE:
            kind, words = _OVERDUE[duty.key.split(":")[0]], f"{duty.title}，{duty.words}"
            yield Gap(duty.key, kind, words, duty.source, duty.register, duty.uids)
    for path in paths:
        missing = [one.name for one in path.materials if one.missing]
        if missing:
            words = f"{path.development.person}：缺{'、'.join(missing)}"
            source, uids = view.told["develop_talk_months"], (path.development.uid,)
            yield Gap(
                f"papers:{path.development.uid}", "发展党员材料不全", words, source, "development", uids
            )
    table = annual(view.roster.members.values(), view.today.year, view.today)
    for suspect in table.suspects:
        who = (suspect.member,) if suspect.member else ()
        yield Gap(
            f"balance:{suspect.member}", "党员增减对不上", suspect.words, "两年党员数综合比较", "member", who
        )


def _size(view: InspectionView) -> Iterable[Gap]:
    """A branch larger, and 党小组 smaller, than they may be (支部工作条例第二章，转载)."""
    members = view.roster.on(view.today)
    most, least = (int(view.context.rule(key)) for key in ("branch_members_most", "group_members_least"))
    if len(members) > most and view.roster.branch:
        words = f"现有 {len(members)} 人，一般不超过 {most} 人"
        source = view.told["branch_members_most"]
        yield Gap("too_many:", "支部人数过多", words, source, "party_org", (view.roster.branch,))
    for group in view.roster.groups:
        n = sum(one.party_group == group.uid for one in members)
        if n < least:
            words, source = f"{group.full_name}现有 {n} 人，至少 {least} 人", view.told["group_members_least"]
            yield Gap(f"small:{group.uid}", "党小组人数不足", words, source, "party_org", (group.uid,))


def _dues(view: InspectionView) -> Iterable[Gap]:
    book = DuesBook.read(view.context, view.office, paid_up_to(view.context, view.office))
    for one in warnings(book, view.context):
        uids = (one.arrears.member,)
        words = f"{one.arrears.name}：{one.arrears.words}"
        key = f"arrears:{one.arrears.member}"
        preset = (("member", one.arrears.member), ("month", one.arrears.cells[0].month))
        yield Gap(key, "党费欠交", words, one.source, "dues_payment", uids, preset)
    if not book.standards:
        return
    for row in book.grid(view.today.year):
        if any(cell.state is Paid.UNASSESSED and cell.month <= Month.of(view.today) for cell in row.cells):
            source = view.told["dues_arrears_months"]
            yield Gap(
                f"unassessed:{row.member}",
                "没有核定党费标准",
                row.name,
                source,
                "dues_standard",
                (row.member,),
                (("member", row.member), ("year", view.today.year)),
            )


def _appraisal(view: InspectionView) -> Iterable[Gap]:
    found = appraisal_board(view.context, view.today.year, view.office)
    source = found.source
    if found.too_many:
        yield Gap("excellent:", "优秀超过三分之一", found.words, source, "appraisal", ())
    for uid in found.wrongly:
        words = f"{view.name(uid)}是预备党员，参加评议，不评等次"
        yield Gap(f"graded:{uid}", "预备党员评了等次", words, source, "member", (uid,))


def _orders(view: InspectionView) -> Iterable[Gap]:
    """Finished services nobody rated: to be asked by telephone, never counted as good."""
    days = int(view.context.rule("order_rating_days"))
    query = ServiceOrder.live().where(
        (ServiceOrder.owner_office == view.office) & (ServiceOrder.state == TO_RATE)
    )
    for one in view.context.find(query.order_by(ServiceOrder.order_no)):
        if one.done_on is not None and one.done_on.day + timedelta(days=days) < view.today:
            words = (
                f"{one.order_no} {one.need}，完成 {(view.today - one.done_on.day).days} 天没有评单，请回访"
            )
            yield Gap(
                f"unrated:{one.uid}", "服务完成没有评单", words, "点派接评流程", "service_order", (one.uid,)
            )


def _reports(view: InspectionView) -> Iterable[Gap]:
    """Months of the stretch looked at whose report was due and is not signed."""
    month = Month.of(view.first).shift(1)
    while month <= Month.of(view.today):
        for duty in report_duties(MonthView.read(view.context, month, view.office), Sources(view.context)):
            if duty.state is Standing.OVERDUE:
                words = f"{duty.title}，{duty.words}"
                yield Gap(
                    duty.key, "月报没有签发", words, duty.source, "monthly_report", duty.uids, duty.preset
                )
        month = month.shift(1)
