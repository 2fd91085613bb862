"""学习教育 of a month: what was studied, by how many, for how many hours; the innovation theory by itself.

One rule says what counts: the kinds of study that is done together (教育管理工作条例 第二十条) and meetings
with hours of their own. 人次 and 学时 are those of the same attendance rows, making up (补学) included on its
day. 送学上门 and 个人自学 are in neither; 送学上门 has figures of its own.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from desktop_app.duties.basics.figure import Figure, count, rate, tenth, total
from desktop_app.duties.study.hours import Learned, MemberHours, plain
from desktop_app.duties.study.theory import tags_of, theory_sessions
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.study.study import AT_HOME, TOGETHER, StudySession
from desktop_app.registers.study.study_materials import BROUGHT, ENTERED

# Tag of 三带三入 → key of its figure.
TAG_KEYS = dict(
    zip(
        (*BROUGHT, *ENTERED),
        ("tag_charge", "tag_feeling", "tag_duty", "tag_mind", "tag_heart", "tag_deed"),
        strict=True,
    )
)
_APART = "送学上门、个人自学不折算学时，人次和学时里都不含"


def study_block(view: MonthView) -> tuple[Figure, ...]:
    """The innovation theory first, then all study, who keeps pace with the year's target, and 三带三入."""
    linked = {one.meeting for one in view.sessions}
    alone = [one.uid for one in view.meetings if one.hours and one.uid not in linked]
    together = [one.uid for one in view.sessions if one.kind in TOGETHER]
    at_home = [one for one in view.sessions if one.kind == AT_HOME]
    earned = view.learned_this_month
    made_up = sum(not _came(view, one) for one in earned)
    note = f"其中补学 {made_up} 人次；{_APART}" if made_up else _APART
    return (
        *_theory(view),
        count("sessions", "集中学习", (*together, *alone), "次"),
        count("learners", "参加学习", [one.row for one in earned], "人次", note),
        *_hours(earned, view.hours),
        count("at_home", "送学上门", [one.uid for one in at_home], "次"),
        count("at_home_people", "送学上门到", _present(view, at_home), "人次"),
        *_tags(view),
    )


def _theory(view: MonthView) -> Iterable[Figure]:
    """第一议题 and the study of the innovation theory: sessions, people, hours."""
    opened = [one.uid for one in view.meetings if one.first_topic]
    studied = theory_sessions(view.context, view.sessions)
    uids = {one.uid for one in studied}
    learned = [one for one in view.learned_this_month if one.source in uids]
    rows = tuple(one.row for one in learned)
    alone = sum(one.kind not in TOGETHER for one in studied)
    apart = f"其中送学上门、个人自学 {alone} 次，不计人次和学时" if alone else ""
    return (
        count("first_topic", "第一议题", opened, "次"),
        count("theory", "创新理论学习", [one.uid for one in studied], "次", apart),
        count("theory_people", "创新理论参学", rows, "人次"),
        total("theory_hours", "创新理论学时", "学时", ((one.row, one.hours) for one in learned)),
    )


def _hours(earned: Iterable[Learned], board: Mapping[str, MemberHours]) -> Iterable[Figure]:
    """人均学时 of those of whom hours are asked, and how they keep pace; the exempt are told apart."""
    learned = list(earned)
    asked = [one for one in board.values() if one.target > 0]
    who = {one.person for one in asked}
    theirs = [one for one in learned if one.person in who]
    given, part = (sum((one.hours for one in some), Decimal(0)) for some in (learned, theirs))
    mean = tenth(part / len(asked)) if asked else Decimal("0.0")
    words = f"本月共 {plain(given)} 学时（参加学习的 {len(learned)} 人次），"
    words += f"其中有学时要求的 {len(asked)} 人 {plain(part)} 学时，人均按这 {len(asked)} 人算"
    exempt = sum(one.exempt for one in board.values())
    people = [one.person for one in asked]
    # Before the records begin nothing is asked yet, and nobody keeps pace with nothing.
    paced = [one for one in asked if one.pace > 0]
    return (
        Figure(
            "mean_hours",
            "人均学时",
            "学时",
            mean,
            tuple(one.row for one in theirs),
            tuple(people),
            words,
            tuple(str(one.hours) for one in theirs),
        ),
        rate(
            "pace_rate",
            "按进度达标率",
            [one.person for one in paced if not one.behind],
            [one.person for one in paced],
            f"不含不作硬性要求的 {exempt} 人" if exempt else "",
        ),
        count("reached", "已达全年学时", [one.person for one in asked if one.reached], "人"),
    )


def _tags(view: MonthView) -> Iterable[Figure]:
    """三带三入: how many sessions of the month carry each of the six."""
    tags = tags_of(view.context, view.sessions)
    return [
        count(key, tag, [one.uid for one in view.sessions if tag in tags[one.uid]], "次")
        for tag, key in TAG_KEYS.items()
    ]


def _came(view: MonthView, entry: Learned) -> bool:
    """Whether hours were earned by being there, not by making up."""
    return any(row.uid == entry.row and row.present for row in view.sheets[entry.gathering])


def _present(view: MonthView, sessions: Iterable[StudySession]) -> list[str]:
    return [row.uid for one in sessions for row in view.sheets[one.meeting or one.uid] if row.present]
