"""会议: the minutes of 三会一课 and their kin, who came, what was said and what was resolved."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import (
    Choice,
    Date,
    Decimals,
    Lines,
    LongText,
    ManyChoice,
    Number,
    State,
    Text,
    YesNo,
)
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import KeptRows, Problem, Rule, RuleContext, Step
from desktop_app.records.spans import TimeSpan
from desktop_app.registers.organization_life.meeting_kinds import (
    DECIDING,
    GENERAL,
    GROUP_MEETING,
    KINDS,
    LECTURE,
    OF_A_YEAR,
    SPOKEN,
    belongs_to_year,
    in_its_year,
    kinds_of,
    lacks_first_topic,
    notified_before,
    year_for,
)
from desktop_app.registers.organization_life.old_dates import dates_copied
from desktop_app.registers.organization_life.votes import (
    Vote,
    ballot_faults,
    count_faults,
    missing_figures,
)
from desktop_app.registers.people.members import Member, may_vote, since_joining
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_posting import Occasion, entries_for
from desktop_app.registers.service.points_rules import BY_MEETING
from desktop_app.registers.shared_rules import called_by, changed_boxes, next_number

SIGNED, ARCHIVED = "定稿", "归档"
CLOSED = frozenset((SIGNED, ARCHIVED))
# Before anybody can have come.
PREPARING = frozenset(("筹备", "通知"))


def attendance_of(gathering: str, context: RuleContext) -> list["Attendance"]:
    """The attendance rows of a meeting or study session."""
    return context.find(Attendance.live().where(Attendance.gathering == gathering).order_by(Attendance.uid))


class MeetingSheets(NamedTuple):
    """What hangs on one meeting, and by uid the members who stand on its attendance sheet."""

    attendance: Sequence["Attendance"]
    speeches: Sequence["Speech"]
    votes: Sequence[Vote]
    resolutions: Sequence["Resolution"]
    people: Mapping[str, Member]


def missing_parts(meeting: "Meeting", context: RuleContext) -> list[Problem]:
    """What the minutes still lack by what is written; see ``parts_missing``."""
    rows = attendance_of(meeting.uid, context)
    people = context.find(Member.select().where(Member.uid.in_([row.person for row in rows])))
    sheets = MeetingSheets(
        rows,
        context.find(Speech.live().where(Speech.meeting == meeting.uid)),
        context.find(Vote.live().where(Vote.meeting == meeting.uid)),
        context.find(Resolution.live().where(Resolution.meeting == meeting.uid)),
        {one.uid: one for one in people},
    )
    return parts_missing(meeting, sheets)


def parts_missing(meeting: "Meeting", sheets: MeetingSheets) -> list[Problem]:
    """What the minutes still lack, each naming a box or a child register of the meeting.

    Elements after the guides to 党支部会议记录 (会议记录要素与签字): name and number, time, place, chair,
    recorder, present, absent with reasons, agenda, speeches, votes, resolutions, 散会. Those with
    ``refuse`` print as 【待补】 and keep the minutes from being signed.
    """
    wanted = [
        ("session_no", "还没有写届次/会次"),
        ("start_end", "还没有写开始和结束时间"),
        ("place", "还没有写地点"),
        ("chair", "还没有写主持人"),
        ("recorder", "还没有写记录人"),
        ("agenda", "还没有写议题"),
        ("closing", "还没有写会议结论/散会"),
    ]
    kinds = kinds_of(meeting)
    if LECTURE in kinds:
        wanted += [("lecture_by", "党课还没有写主讲人"), ("lecture_title", "党课还没有写题目")]
    found = [Problem(box, text) for box, text in wanted if not getattr(meeting, box)]
    if lacks_first_topic(meeting):
        found.append(
            Problem("first_topic", "还没有写第一议题", "学了党的创新理论的哪一篇，写题目", refuse=False)
        )
    return [*found, *_missing_people(sheets), *_missing_words(meeting, kinds, sheets)]


def _missing_people(sheets: MeetingSheets) -> Iterable[Problem]:
    rows = sheets.attendance
    if not any(row.present for row in rows):
        yield Problem("attendance", "还没有记到会人员")
    unexplained = [row for row in rows if not row.present and not row.excluded and not row.reason]
    if unexplained:
        yield Problem("attendance", f"有 {len(unexplained)} 名缺席人员没有写原因")


def _missing_words(meeting: "Meeting", kinds: frozenset[str], sheets: MeetingSheets) -> Iterable[Problem]:
    if kinds & SPOKEN and not any(one.words for one in sheets.speeches):
        yield Problem("speech", "还没有发言记录", "按各人原话记，有不同意见的也要记上")
    for vote in sheets.votes:
        if missing_figures(vote):
            yield Problem("vote", f"“{vote.item}”的表决票数不全", "补上" + "、".join(missing_figures(vote)))
        for fault in (*ballot_faults(vote), *count_faults(vote)):
            yield Problem("vote", f"“{vote.item}”：{fault.text}", fault.todo)
    yield from _votes_without_right(meeting, sheets)
    if meeting.start_end is not None:
        words: dict[str, list[str | None]] = {"speech": [one.words for one in sheets.speeches]}
        words |= {"closing": [meeting.closing], "resolution": [one.text for one in sheets.resolutions]}
        yield from dates_copied(meeting.start_end.day, words)
    if kinds & DECIDING and not sheets.votes and not sheets.resolutions:
        yield Problem("resolution", "还没有决议，也没有表决", "没有形成决议的会不用填", refuse=False)


def _votes_without_right(meeting: "Meeting", sheets: MeetingSheets) -> Iterable[Problem]:
    """Nobody votes who has no vote (选举工作条例第五条), and everybody who has one should come."""
    if meeting.start_end is None or not any(row.present for row in sheets.attendance):
        return
    day, known = meeting.start_end.day, sheets.people
    free = [row for row in sheets.attendance if not row.vote_barred and row.person in known]
    voters = [row for row in free if may_vote(known[row.person], day)]
    able = sum(bool(row.present) for row in voters)
    due = sum(not row.excluded for row in voters) if GENERAL in kinds_of(meeting) else 0
    for vote in sheets.votes:
        if vote.expected is not None and vote.expected < due:
            yield Problem(
                "vote",
                f"“{vote.item}”应到有表决权写了 {vote.expected} 人，到会情况里是 {due} 人",
                "没有到会的也算应到，请核对人数",
            )
        if vote.present is not None and vote.present > able:
            yield Problem(
                "vote",
                f"“{vote.item}”写了 {vote.present} 人表决，到会有表决权的只有 {able} 人",
                "预备党员和权利中止的人没有表决权，请核对人数",
            )


def _signatures(record: "Meeting", context: RuleContext) -> Iterable[Problem]:
    """Chair and recorder sign the printed minutes before they are closed."""
    if not record.sign_chair:
        yield Problem("sign_chair", "主持人还没有在纸上签字")
    if not record.sign_recorder:
        yield Problem("sign_recorder", "记录人还没有在纸上签字")


def _correction_added(record: "Meeting", context: RuleContext) -> Iterable[Problem]:
    """更正 is a further line; lines written before stay as they are."""
    before = context.get(Meeting, record.uid)
    old = tuple(before.corrections or ()) if before is not None else ()
    new = tuple(record.corrections or ())
    if new[: len(old)] != old:
        yield Problem("corrections", "以前的更正说明不能改，只能在后面追加")
    elif len(new) == len(old):
        yield Problem("corrections", "还没有写更正说明", "写明哪一处应当怎样更正")


def _chair_and_recorder(record: "Meeting", context: RuleContext) -> Iterable[Problem]:
    if record.chair and record.chair == record.recorder:
        yield Problem("recorder", "主持人和记录人是同一个人", "一般由另一人记录", refuse=False)


def _group_named(record: "Meeting", context: RuleContext) -> Iterable[Problem]:
    """Each 党小组 meets for itself (支部工作条例 第十三条), so the minutes say which."""
    if record.kind == GROUP_MEETING and not record.org:
        yield Problem("org", "党小组会要写是哪个党小组")


def _fill(record: "Meeting", context: RuleContext) -> None:
    """The next number of this kind in the year: 2026年第3次; the year of its own."""
    if record.belongs_year is None or not belongs_to_year(record):
        record.belongs_year = year_for(record, context)
    if record.session_no or record.start_end is None or record.kind is None:
        return
    year = record.start_end.day.year
    same = Meeting.live().where(
        (Meeting.kind == record.kind)
        & Meeting.session_no.startswith(f"{year}年")
        & (Meeting.uid != record.uid)
    )
    taken = (one.session_no for one in context.find(same) if one.org == record.org)
    record.session_no = f"{year}年第{next_number(taken, f'{year}年第')}次"


def _heading(record: "Meeting", naming: Naming) -> str:
    day = f"{record.start_end.day:%Y-%m-%d} " if record.start_end is not None else ""
    return f"{day}{record.title or record.kind or ''}".strip()


def meeting_occasion(meeting: "Meeting", came: Iterable[str]) -> Occasion:
    """What a held meeting is to the rules of points; ``came`` are the uids of who was there."""
    title = str(meeting.title or "")
    return Occasion(meeting.uid, BY_MEETING, meeting.start_end.day, tuple(came), meeting.hours, title)


def _points(record: "Meeting", context: RuleContext) -> list[PointsEntry]:
    """Points come with the signing: from then on nobody's attendance changes any more."""
    if record.start_end is None or record.start_end.day > context.today:
        return []
    rows = attendance_of(record.uid, context)
    return entries_for([meeting_occasion(record, (row.person for row in rows if row.present))], context)


class Meeting(Record):
    """One meeting: its head, its agenda and its way from preparation to the archive."""

    kind = Choice("会议类型", KINDS, required=True, index=True, width=7)
    also_kinds = ManyChoice("同时算作", KINDS, help="一次会算几种的，例如主题党日里上了党课")
    org = RecordLink("召开的组织", "party_org", index=True, help="党小组会选党小组；其他会空着就是本支部")
    session_no = Text("届次/会次", repeats=False, limit=40, width=7, help="空着时按年度和类型自动编号")
    title = Text("会议名称/主题", required=True, width=16)
    start_end = TimeSpan("开始/结束时间", required=True, index=True, help="例如 2026-10-9 14:30-16:00")
    place = Text("地点", width=8)
    belongs_year = Number(
        "所属年度",
        least=1949,
        most=2999,
        index=True,
        help="组织生活会、民主评议属于哪一年度，哪天开都按它算",
    )
    notified_on = Date("通知日期")
    convener = PersonLink("召集人", help="一般是书记；党小组会是组长")
    chair = PersonLink("主持人", help="一般是书记，书记不在时由副书记主持")
    recorder = PersonLink("记录人", help="一般不由主持人兼")
    observers = Lines("列席", help="一行一人：姓名、职务、为什么列席")
    first_topic = Lines("第一议题", help="先学党的创新理论：一行一篇，写题目")
    agenda = Lines("议题", help="一行一个议题，会前定下，逐项表决")
    purpose = LongText("目的", limit=1000, help="主题党日、党课、组织生活会为什么开")
    programme = Lines("流程", help="一行一个环节：时间、做什么、谁负责")
    duties = Lines("分工", help="一行一项：谁准备什么")
    demands = Lines("要求", help="一行一条；会议通知也用它")
    budget = Text("经费", limit=60, help="不用经费的写“无”")
    key_points = LongText("重点难点", limit=1000, help="党课")
    outline = LongText("讲课提纲", help="党课的提纲或正文")
    questions = Lines("讨论题", help="党课：一行一题")
    feedback = LongText("课后反映", limit=1000, help="党课讲完，听课的人怎么说")
    lecture_by = Text("党课主讲人", width=5)
    lecture_title = Text("党课题目", width=12)
    hours = Decimals("学时", places=1, most=100, unit="学时", help="有学习内容的填，计入每个到会人的学时")
    closing = LongText("会议结论/散会", help="会议怎样结束，例如：会议于16时散会")
    sign_chair = YesNo("主持人签字", default=False, help="纸上签了再勾选")
    sign_recorder = YesNo("记录人签字", default=False, help="纸上签了再勾选")
    attachments = Files("附件", help="可以不放；照片不是必须的")
    corrections = Lines("更正说明", help="定稿后发现的错误，在这里追加说明，原文不动")
    state = State("状态", ("筹备", "通知", "召开", "记录", SIGNED, ARCHIVED), index=True)

    class Meta:
        table_name = "meeting"
        not_copied = ("budget",)
        title = "会议(三会一课等)"
        group = "组织生活"
        natural = (("start_end", "kind", "org"),)
        icon = "meeting"
        listing = ("start_end", "kind", "title", "session_no", "place", "chair", "present", "state")
        order = ("-start_end",)
        period = "start_end"
        locked = CLOSED
        # Signed minutes stand; what is done about them, and who studied later, goes on.
        amendable = frozenset(("resolution", "attendance"))
        computed = (
            Computed("n_expected", "应到人数", unit="人"),
            Computed("n_vote_expected", "应到有表决权", unit="人"),
            Computed("present", "实到", unit="人"),
            Computed("absent", "缺席及原因", "text"),
            Computed("speeches", "发言记录", unit="条"),
            Computed("resolutions", "决议", unit="项"),
            Computed("votes", "表决", unit="项"),
        )
        sections = (
            Section(
                "会议",
                ("kind", "also_kinds", "org", "session_no", "title", "start_end", "place", "belongs_year"),
            ),
            Section("人员", ("notified_on", "convener", "chair", "recorder", "observers")),
            Section("内容", ("first_topic", "agenda", "lecture_by", "lecture_title", "hours", "closing")),
            Section(
                "方案与教案",
                (
                    *("purpose", "programme", "duties", "demands", "budget"),
                    *("key_points", "outline", "questions", "feedback"),
                ),
            ),
            Section("签字与附件", ("sign_chair", "sign_recorder", "attachments", "corrections")),
        )
        rules = (
            _chair_and_recorder,
            _group_named,
            in_its_year,
            notified_before,
            since_joining("convener", "start_end"),
            since_joining("chair", "notified_on"),
            since_joining("chair", "start_end"),
            since_joining("recorder", "start_end"),
        )
        steps = (
            Step(
                "notify",
                "发出通知",
                ("筹备",),
                "通知",
                needs=("place", "agenda"),
                asks=("notified_on",),
                help="时间、地点、议题都定了",
            ),
            Step("open", "开会", ("筹备", "通知"), "召开"),
            Step("write", "整理记录", ("筹备", "通知", "召开"), "记录", help="会已经开完，来补记录"),
            Step(
                "sign",
                "定稿",
                ("召开", "记录"),
                SIGNED,
                asks=("sign_chair", "sign_recorder"),
                checks=(missing_parts, _signatures),
                brings=_points,
                confirm="定稿后不能再改，只能追加更正说明。现在定稿吗？",
            ),
            Step("correct", "更正", (SIGNED,), SIGNED, asks=("corrections",), checks=(_correction_added,)),
            Step("archive", "归档", (SIGNED,), ARCHIVED, help="纸质记录已经存入档案盒"),
            Step(
                "correct_archived",
                "更正",
                (ARCHIVED,),
                ARCHIVED,
                asks=("corrections",),
                checks=(_correction_added,),
            ),
        )
        fill = _fill
        heading = _heading


def _closed_boxes(*boxes: str) -> "Rule[Attendance | Resolution]":
    """A rule for what stays open under closed minutes: only some of it may still change."""

    def rule(record: "Attendance | Resolution", context: RuleContext) -> Iterable[Problem]:
        uid = record.gathering if isinstance(record, Attendance) else record.meeting
        meeting = context.get(Meeting, uid)
        if meeting is None or meeting.state not in CLOSED:
            return
        for name in boxes:
            if name in changed_boxes(record, context):
                title = record._meta.fields[name].title
                yield Problem(name, f"会议已经定稿，「{title}」不能再改", "请用“更正”追加说明")
                return

    return rule


EXCLUDED = (
    "不能表达意志",
    "自费出国半年以上",
    "正在服刑",
    "卧床不起或长期患病，生活不能自理",
    "转接组织关系超期半年以上",
)


def _absence(record: "Attendance", context: RuleContext) -> Iterable[Problem]:
    """Who is absent has a reason (会议记录要素); told at once, asked for at signing."""
    if record.present:
        if record.reason:
            yield Problem("reason", "到会的人不用写缺席原因", refuse=False)
        return
    if not record.reason and not record.excluded:
        yield Problem("reason", "缺席要写原因", "不写原因，会议记录不能定稿", refuse=False)
    if record.reason == "其他" and not record.note:
        yield Problem("note", "原因选“其他”的，请写明", refuse=False)


def _make_up(record: "Attendance", context: RuleContext) -> Iterable[Problem]:
    """Making up comes after what was missed, and has happened."""
    if record.makeup_on is None:
        return
    found = context.get(Meeting, record.gathering)
    if record.present:
        yield Problem("makeup_on", "到会的人不用补学", "清空补学日期")
    elif found is not None and found.start_end is not None and record.makeup_on < found.start_end.day:
        yield Problem("makeup_on", f"补学日期早于会议的日期 {found.start_end.day}", "请核对日期")
    elif record.makeup_on > context.today:
        yield Problem("makeup_on", "补学日期还没有到", "补学以后再记")


def _heading_attendance(record: "Attendance", naming: Naming) -> str:
    who = naming(record.person) if record.person else ""
    return f"{who}（{record.reason or '缺席'}）" if who and not record.present else who


class Attendance(Record):
    """One person expected at a meeting or study session: there, or absent with a reason."""

    gathering = RecordLink("会议或学习", ("meeting", "study_session"), required=True, index=True)
    person = PersonLink("姓名", required=True, index=True)
    present = YesNo("到会", required=True, default=True)
    reason = Choice("缺席原因", ("病假", "事假", "公出", "外出流动", "年老体弱", "其他"))
    note = Text("说明", width=10)
    makeup_on = Date("补学日期", help="缺学后补学的日期")
    vote_barred = YesNo("本次无表决权", help="花名册里没有写、本次又没有表决权的")
    excluded = Choice("不计入应到的依据", EXCLUDED, help="只用于选举，须经上级同意、大会通过")

    class Meta:
        table_name = "attendance"
        title = "到会情况"
        icon = "members"
        parent = "gathering"
        listing = ("person", "present", "reason", "note", "makeup_on")
        unique = (("gathering", "person"),)
        rules = (_absence, _make_up, _closed_boxes("person", "present", "reason", "excluded", "vote_barred"))
        heading = _heading_attendance


def _critical(context: RuleContext) -> list[str]:
    """The meetings at which members criticise each other: 组织生活会 and 民主评议."""
    several = Meeting.kind.in_(tuple(OF_A_YEAR)) | Meeting.also_kinds.is_null(False)
    return [one.uid for one in context.find(Meeting.select().where(several)) if belongs_to_year(one)]


class Speech(Record):
    """What one person said, in that person's words."""

    meeting = RecordLink("会议", "meeting", required=True, index=True)
    seq = Number("顺序", least=1)
    speaker = RecordLink("发言人", "member", free=True, required=True, help="列席人员直接写姓名")
    words = LongText("发言内容", required=True, help="记原话，不同意见也要记")

    class Meta:
        table_name = "speech"
        # What members say of each other at an 组织生活会 is criticism: it stays unless asked for.
        kept_back_rows = KeptRows("组织生活会、民主评议会上的发言", _critical)
        title = "发言记录"
        icon = "talk"
        parent = "meeting"
        natural = (("meeting", "speaker", "words"),)
        listing = ("seq", "speaker", "words")
        order = ("seq", "uid")
        heading = called_by("speaker")


def _done_after_meeting(record: "Resolution", context: RuleContext) -> Iterable[Problem]:
    meeting = context.get(Meeting, record.meeting)
    if meeting is None or meeting.start_end is None:
        return
    for box, title in (("due_on", "完成时限"), ("done_on", "完成日期")):
        day = getattr(record, box)
        if day is not None and day < meeting.start_end.day:
            yield Problem(box, f"{title}早于会议日期", refuse=False)
    if record.due_on and not record.owner:
        yield Problem("owner", "写了时限，还要写由谁负责", refuse=False)


class Resolution(Record):
    """One thing resolved, perhaps with who sees to it and until when."""

    meeting = RecordLink("会议", "meeting", required=True, index=True)
    seq = Number("序号", least=1)
    text = LongText("决议内容", required=True)
    owner = PersonLink("责任人", index=True)
    due_on = Date("完成时限", index=True)
    done_on = Date("完成日期", help="办完后填")

    class Meta:
        table_name = "resolution"
        title = "决议"
        icon = "checklist"
        parent = "meeting"
        natural = (("meeting", "text"),)
        listing = ("seq", "text", "owner", "due_on", "done_on")
        order = ("seq", "uid")
        rules = (_done_after_meeting, _closed_boxes("text"))
        heading = called_by("text")
