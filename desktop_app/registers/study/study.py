"""学习台账: study sessions, and the yearly target of hours of each member."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.base.periods import Span
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, Decimals, Lines, LongText, Number, Text
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.records.spans import TimeSpan
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.people.members import EXEMPT_CARE, LEADER_POSTS, Member
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.service.points_posting import Occasion
from desktop_app.registers.service.points_rules import BY_STUDY
from desktop_app.registers.shared_rules import called_by
from desktop_app.registers.study.study_topics import STAGES, TASKS, StudyTopic

CENTRAL, TALK, PRACTICE = "集中培训(上级调训)", "专题讲座", "实践活动"
SELF_STUDY, AT_HOME = "个人自学", "送学上门"
SPEECH, REFLECTION = "研讨发言", "心得体会"
KINDS = (CENTRAL, "支部集中学习", "党课", "主题党日", TALK, PRACTICE, "网络学习", SELF_STUDY, AT_HOME)
# The first seven kinds count as 集中学习 (教育管理工作条例 第二十条).
TOGETHER = frozenset(KINDS[:7])


def default_hours(kind: str, span: Span, context: RuleContext) -> Decimal:
    """学时 of a session by one place's conversion: training by the day, talks and practice by the half-day.

    Everything else counts by the hour, rounded to a tenth. ``span`` is local time; more than the rule
    table's minutes of half a day make two halves.
    """
    days = (span.end.date() - span.start.date()) // timedelta(days=1) + 1
    if kind in (CENTRAL, TALK, PRACTICE):
        halves = 2 * days if days > 1 or span.minutes > context.rule("half_day_minutes") else 1
        whole, half = context.rule("hours_per_day"), context.rule("hours_per_half_day")
        hours = whole * (halves // 2) + half * (halves % 2)
    else:
        hours = Decimal(span.minutes) / 60 * context.rule("hours_per_hour")
    return hours.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _fill(record: "StudySession", context: RuleContext) -> None:
    """What a linked meeting knows is taken from it, never typed twice; hours by the rule table when empty."""
    meeting = context.get(Meeting, record.meeting)
    if meeting is not None:
        record.start_end = meeting.start_end
        record.place = meeting.place
        record.title = record.title or meeting.lecture_title or meeting.title
        record.lecturer = record.lecturer or meeting.lecture_by
        record.hours = meeting.hours if meeting.hours is not None else record.hours
    topic = context.get(StudyTopic, record.topic)
    if topic is not None:
        record.topic_area = record.topic_area or topic.topic_area
        record.batch = record.batch or topic.batch
    if not record.lacks(StudySession.start_end):
        record.held_on = record.start_end.day
        if record.lacks(StudySession.hours) and record.kind:
            record.hours = default_hours(record.kind, record.start_end, context)


def _attendance_of_meeting(record: "StudySession", context: RuleContext) -> Iterable[Problem]:
    """A session that is a meeting has the meeting's attendance, not one of its own."""
    own = Attendance.live().where(Attendance.gathering == record.uid)
    if record.meeting and context.find(own):
        yield Problem("meeting", "已经单独记了考勤，不能再关联会议", "请先删去单独的考勤，考勤以会议为准")
    same = StudySession.live().where(
        (StudySession.meeting == record.meeting) & (StudySession.uid != record.uid)
    )
    if record.meeting and context.find(same):
        yield Problem("meeting", "这个会议已经有一条学习记录，学时会重复计算", refuse=False)


def _stage_of_topic(record: "StudySession", context: RuleContext) -> Iterable[Problem]:
    """A session of a topic says which of the four stages it is, so that the matrix can count it."""
    topic = context.get(StudyTopic, record.topic)
    if topic is not None and not record.method_step:
        yield Problem("method_step", "选了专题，还要选是哪个环节", "不选环节，专题进度里不算", refuse=False)
    if topic is not None and record.held_on is not None and record.held_on < topic.from_on:
        yield Problem("topic", f"专题 {topic.from_on} 才开始", "请核对日期", refuse=False)


def _after_the_forerunner(record: "StudySession", context: RuleContext) -> Iterable[Problem]:
    """一贯式学习体系: a stage of a topic is not held before the one it builds on."""
    if not record.topic or record.method_step not in STAGES or record.held_on is None:
        return
    earlier = STAGES[: STAGES.index(record.method_step)]
    query = StudySession.live().where(
        (StudySession.topic == record.topic)
        & (StudySession.uid != record.uid)
        & (StudySession.held_on <= record.held_on)
    )
    held = {one.method_step for one in context.find(query)}
    missing = [stage for stage in earlier if stage not in held]
    if missing:
        yield Problem(
            "method_step",
            f"这个专题还没有开展{'、'.join(missing)}，就到了{record.method_step}",
            f"一贯式学习体系依次是{'→'.join(STAGES)}",
            refuse=False,
        )


def _heading_session(record: "StudySession", naming: Naming) -> str:
    day = f"{record.held_on:%Y-%m-%d} " if record.held_on is not None else ""
    return f"{day}{record.title or record.kind or ''}".strip()


class StudySession(Record):
    """One session of study; linked to a meeting it is the same event seen as study."""

    meeting = RecordLink(
        "关联会议", "meeting", index=True, help="选了会议，时间、地点、考勤都从会议来，不用再填"
    )
    held_on = Date("学习日期", machine=True, required=True, index=True)
    start_end = TimeSpan("开始/结束", required=True, help="例如 2026-10-9 14:30-16:00")
    kind = Choice("学习类别", KINDS, required=True, index=True, width=7)
    topic = RecordLink("专题", "study_topic", index=True, help="学的是哪个专题，没有的空着")
    topic_area = Choice("教育任务", TASKS, required=True, width=8)
    method_step = Choice("环节", STAGES)
    batch = RecordLink("主题教育", "theme_batch", index=True, help="属于哪一批主题教育，不属于的空着")
    tags = Lines("标签", picks="study_tag", help="点下面的标签；自己的叫法可以直接写，一行一个")
    title = Text("题目", required=True, width=16)
    content = LongText("学习内容")
    materials = Lines("学习材料", help="一行一份，书名文件名带《》")
    place = Text("地点")
    lecturer = Text("主讲人/领学人", width=5)
    hours = Decimals(
        "学时", required=True, places=1, most=200, unit="学时", help="空着时按规则表折算，可以改"
    )
    evidence = Files("佐证", help="签到表、证书等，可以不放；照片不是必须的")

    class Meta:
        table_name = "study_session"
        not_copied = ("meeting",)
        title = "学习台账"
        group = "学习教育"
        natural = (("start_end", "title"),)
        icon = "study"
        listing = ("held_on", "kind", "title", "topic_area", "method_step", "lecturer", "present", "hours")
        order = ("-held_on", "-start_end")
        period = "held_on"
        computed = (
            Computed("expected", "应学", unit="人"),
            Computed("present", "实学", unit="人"),
            Computed("absent", "缺学", "text"),
        )
        sections = (
            Section(
                "学习",
                (
                    "meeting",
                    "start_end",
                    "kind",
                    "topic",
                    "topic_area",
                    "method_step",
                    "batch",
                    "tags",
                    "place",
                ),
            ),
            Section("内容", ("title", "content", "materials", "lecturer", "hours", "evidence")),
        )
        rules = (_attendance_of_meeting, _stage_of_topic, _after_the_forerunner)
        fill = _fill
        heading = _heading_session


def _said_by_one_who_came(record: "StudySpeech", context: RuleContext) -> Iterable[Problem]:
    """Who speaks at a session was there, or made up for it; 心得 may be written by anybody."""
    session = context.get(StudySession, record.session)
    if session is None or record.kind != SPEECH:
        return
    query = Attendance.live().where(
        (Attendance.gathering == (session.meeting or session.uid)) & (Attendance.person == record.person)
    )
    if any(not row.present and row.makeup_on is None for row in context.find(query)):
        yield Problem("person", "考勤里这个人没有到学，不能有研讨发言", "请核对考勤；会后写的选“心得体会”")


class StudySpeech(Record):
    """What one person said at a session of study, or wrote after it, in his own words."""

    session = RecordLink("学习", "study_session", required=True, index=True)
    person = PersonLink("党员", required=True, index=True)
    kind = Choice("形式", (SPEECH, REFLECTION), required=True, default=SPEECH)
    text = LongText("内容", required=True, help="写本人的话：学到什么、对照自己差在哪里、打算做什么")
    files = Files("附件", help="手写的心得可以拍照放进来")

    class Meta:
        table_name = "study_speech"
        title = "心得和研讨发言"
        not_copied = WHOLE
        icon = "talk"
        parent = "session"
        natural = (("session", "person", "kind"),)
        listing = ("person", "kind", "text")
        order = ("uid",)
        rules = (_said_by_one_who_came,)
        heading = called_by("text")


def study_occasion(session: "StudySession", came: Iterable[str]) -> Occasion:
    """What a study session is to the rules of points; ``came`` are the uids of who was there."""
    reason = f"学习：{session.title}"[:200]
    return Occasion(session.uid, BY_STUDY, session.start_end.day, tuple(came), session.hours, reason)


def is_leader(member: Member, context: RuleContext) -> bool:
    """Whether ``member`` is 书记 or 班子成员, by post or by a seat on a committee."""
    seat = CommitteeMember.live().where(
        (CommitteeMember.member == member.uid) & CommitteeMember.until.is_null()
    )
    return member.party_post in LEADER_POSTS or bool(context.find(seat))


def is_exempt(member: Member) -> bool:
    """Whether study is no hard demand: old, ill or disabled (教育管理工作条例 第二十三条)."""
    return bool(EXEMPT_CARE & set(member.care_flag or ()))


def default_target(member: Member, context: RuleContext) -> int:
    """The yearly 学时 asked of ``member``: nothing of the exempt, more of the committee."""
    if is_exempt(member):
        return 0
    return int(context.rule("study_hours_committee" if is_leader(member, context) else "study_hours_member"))


def _fill_target(record: "StudyHours", context: RuleContext) -> None:
    member = context.get(Member, record.member)
    if record.lacks(StudyHours.target) and member is not None:
        record.target = default_target(member, context)


def _heading_hours(record: "StudyHours", naming: Naming) -> str:
    return f"{naming(record.member)} {record.year}年学时" if record.member and record.year else ""


class StudyHours(Record):
    """The target of one member for one year; hours done are counted from the sessions."""

    member = PersonLink("党员", required=True, index=True)
    year = Number("年度", required=True, least=1949, most=2999, index=True, help="学时按自然年算")
    target = Number(
        "目标",
        required=True,
        most=999,
        unit="学时",
        help="空着时按规则表：党员、班子成员各不同，年老体弱的为0",
    )
    reason = Text("另定的原因", repeats=False, width=10, help="例如 长期患病、挂职期间在外地学习")

    class Meta:
        table_name = "study_hours"
        title = "个人年度学时"
        group = "学习教育"
        icon = "clock"
        listing = ("member", "year", "target", "done", "deficit", "forecast", "central_training_n")
        order = ("-year", "member")
        unique = (("member", "year"),)
        computed = (
            Computed("done", "已完成", unit="学时"),
            Computed("deficit", "差额", unit="学时"),
            Computed("forecast", "年底预计", unit="学时", help="照目前的进度学到年底"),
            Computed("central_training_n", "集中培训次数", unit="次"),
        )
        fill = _fill_target
        heading = _heading_hours
