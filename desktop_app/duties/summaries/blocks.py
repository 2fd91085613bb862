"""The computed blocks of a monthly report; every count is the length of its list."""

from collections.abc import Iterable
from datetime import date

from desktop_app.duties.basics.balance import balance
from desktop_app.duties.basics.bodies import is_exempt
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.figure import Figure, count, rate
from desktop_app.duties.displays.promises import COUNTED
from desktop_app.duties.organization_life.meeting_calendar import RHYTHMS, MeetingCalendar
from desktop_app.duties.people.dues import DuesBook
from desktop_app.duties.people.dues import dues_block as dues_of_month
from desktop_app.duties.people.transfer import paid_up_to
from desktop_app.duties.rectification.issues import category_counts
from desktop_app.duties.service.service import service_block as service_of_month
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.duties.summaries.study_block import study_block
from desktop_app.records.base import Record
from desktop_app.registers.displays.promises import KEPT
from desktop_app.registers.organization_life.meeting_kinds import (
    APPRAISAL,
    COMMITTEE,
    ELECTION,
    GENERAL,
    GROUP_MEETING,
    LECTURE,
    LIFE_MEETING,
    THEME_DAY,
)
from desktop_app.registers.organization_life.meetings import Attendance
from desktop_app.registers.people.members import PROBATIONARY, REMOVED, full_on_day
from desktop_app.registers.rectification.issues import CATEGORIES

CAME = {"发展": ("发展党员",), "转入": ("转入组织关系", "整建制转入"), "恢复": ("恢复党籍",)}
LEFT = {
    "转出": ("转出组织关系", "整建制转出"),
    "出党": (REMOVED,),
    "停止党籍": ("停止党籍",),
    "死亡": ("死亡",),
}
_CAME_KEYS = {"发展": "in_developed", "转入": "in_transferred", "恢复": "in_restored"}
_LEFT_KEYS = {
    "转出": "out_transferred",
    "出党": "out_removed",
    "停止党籍": "out_stopped",
    "死亡": "out_died",
}
# What happens to somebody on the way into the Party: the key of its figure, its title, the box of its day.
_DEVELOPED = (
    ("applied", "递交申请", "applied_on"),
    ("activist", "确定积极分子", "activist_on"),
    ("candidate", "列为发展对象", "candidate_on"),
    ("converted", "转正大会", "converted_on"),
)
# Meeting kind → key of its figure.
MEETING_KINDS = {
    GENERAL: "general",
    COMMITTEE: "committee",
    GROUP_MEETING: "group",
    LECTURE: "lecture",
    THEME_DAY: "party_day",
    LIFE_MEETING: "life",
    APPRAISAL: "appraisal",
    ELECTION: "election",
}
SHORT_CATEGORIES = dict(zip(CATEGORIES, ("高质量发展", "急难愁盼", "风险防范", "从严治党"), strict=True))


def uids(records: Iterable[Record]) -> tuple[str, ...]:
    """The uids of records."""
    return tuple(one.uid for one in records)


def member_block(view: MonthView) -> tuple[Figure, ...]:
    """党员情况: 期初, 增加, 减少, 期末 in balance, and of those at the end 预备, 流动, 失联."""
    found = balance(view.roster.members.values(), view.first, view.last)
    figures = [count("opening", "期初", uids(found.opening), "人")]
    for title, types in CAME.items():
        came = [one for one in found.came if one.entry_type in types]
        figures.append(count(_CAME_KEYS[title], f"增加：{title}", uids(came), "人"))
    for title, types in LEFT.items():
        left = [one for one in found.left if one.exit_type in types]
        figures.append(count(_LEFT_KEYS[title], f"减少：{title}", uids(left), "人"))
    closing = found.closing
    probationary = [one for one in closing if one.category == PROBATIONARY or not full_on_day(one, view.last)]
    return (
        *figures,
        count("closing", "期末", uids(closing), "人", found.words),
        count("probationary", "其中：预备党员", uids(probationary), "人"),
        count("mobile", "其中：流动党员", uids(one for one in closing if one.mobile_flag), "人"),
        count("lost", "其中：失联党员", uids(one for one in closing if one.out_of_contact), "人"),
        *_development(view),
    )


def _development(view: MonthView) -> Iterable[Figure]:
    """发展党员: whose application, 积极分子, 发展对象 and 转正 fell in the month."""
    for key, title, box in _DEVELOPED:
        found = [one for one in view.developments if _in_month(getattr(one, box), view)]
        yield count(f"develop_{key}", f"发展党员：{title}", uids(found), "人")


def _in_month(day: date | None, view: MonthView) -> bool:
    return day is not None and day in view.month


def meeting_block(view: MonthView) -> tuple[Figure, ...]:
    """组织生活: meetings by kind (one meeting may be of two), 应到, 实到, 到会率, what is missing."""
    gaps = _gaps(view)
    figures = [
        count(f"held_{key}", kind, uids(view.of_kind(kind)), "次", gaps.get(kind, ""))
        for kind, key in MEETING_KINDS.items()
    ]
    rows = [row for one in view.meetings for row in view.sheets[one.uid] if not row.excluded]
    present = [row for row in rows if row.present]
    excused = [row for row in rows if not row.present and _exempt_row(view, row)]
    note = f"缺席中年老体弱等 {len(excused)} 人次，不作硬性要求" if excused else ""
    return (
        count("meetings", "会议合计", uids(view.meetings), "次"),
        *figures,
        count("expected", "应到", uids(rows), "人次"),
        count("present", "实到", uids(present), "人次"),
        rate("attendance_rate", "到会率", uids(present), uids(rows), note),
        count("talks", "谈心谈话", uids(view.talks), "次"),
    )


def _exempt_row(view: MonthView, row: Attendance) -> bool:
    member = view.roster.members.get(row.person)
    return member is not None and is_exempt(member)


def _gaps(view: MonthView) -> dict[str, str]:
    """Kind → 缺项说明: what the periods that end with the month asked for and nobody recorded.

    What belongs to a year and may still be held in the next one is no gap when the year ends.
    """
    held = view.gatherings.meetings
    calendar = MeetingCalendar.read(view.context, view.month.year, view.roster, held, view.office)
    found: dict[str, list[str]] = {}
    for rhythm in RHYTHMS:
        period = calendar.ending(rhythm, view.month)
        if period is None or calendar.is_before(period):
            continue
        for title, group in calendar.bodies(rhythm):
            duty = calendar.duty(rhythm, title, group, period)
            if duty.state is not Standing.DONE:
                found.setdefault(rhythm.kind, []).append(f"{title}：{duty.words}" if group else duty.words)
    return {kind: "；".join(words) for kind, words in found.items()}


def promise_block(view: MonthView) -> tuple[Figure, ...]:
    """三亮: plates shown, promises of the year, what was done this month, what is kept, what is overdue."""
    standing = [
        one
        for one in view.promises
        if one.promise.state in COUNTED
        and not (one.promise.published_on and one.promise.published_on > view.last)
    ]
    acts = [act for one in view.promises for act in one.actions if act.acted_on in view.month]
    kept = [one.promise.uid for one in standing if one.promise.state == KEPT]
    overdue = [one.promise.uid for one in standing if one.overdue_on(view.as_of)]
    return (
        count("displays", "亮身份", uids(view.displays), "处"),
        count("promises", "承诺", [one.promise.uid for one in standing], "项"),
        count("actions", "本月践诺", uids(acts), "次"),
        count("kept", "已践诺", kept, "项"),
        count("promises_overdue", "逾期承诺", overdue, "项"),
    )


def issue_block(view: MonthView) -> tuple[Figure, ...]:
    """问题整改: the four categories, each 新增, 销号, 在办, 逾期; and all that were reopened."""
    figures: list[Figure] = []
    reopened: list[str] = []
    for number, one in enumerate(category_counts(view.issues, view.first, view.as_of), 1):
        name = SHORT_CATEGORIES[one.category]
        figures += [
            count(f"issue{number}_new", f"{name}：新增", one.new, "件"),
            count(f"issue{number}_closed", f"{name}：销号", one.closed, "件"),
            count(f"issue{number}_open", f"{name}：在办", one.open, "件"),
            count(f"issue{number}_overdue", f"{name}：逾期", one.overdue, "件"),
        ]
        reopened += one.reopened
    found = [one for visit in view.visits for one in visit.found]
    return (
        *figures,
        count("issues_reopened", "重启", reopened, "件"),
        count("research", "调研", uids(one.research for one in view.visits), "次"),
        count("findings", "调研发现", uids(one.finding for one in found), "条"),
    )


def dues_block(view: MonthView) -> tuple[Figure, ...]:
    """党费: 应交 and 实交 for the month in 元, and who owes it."""
    book = DuesBook.read(view.context, view.office, paid_up_to(view.context, view.office), view.roster)
    return dues_of_month(book, view.month)


def service_block(view: MonthView) -> tuple[Figure, ...]:
    """服务与网格: orders asked, taken, done and how they were rated, and events."""
    return service_of_month(view.context, view.month, view.office)


BLOCKS = {
    "member_block": member_block,
    "meeting_block": meeting_block,
    "study_block": study_block,
    "promise_block": promise_block,
    "issue_block": issue_block,
    "dues_block": dues_block,
    "service_block": service_block,
}
