"""The papers of organization life: minutes, sheets to sign, elections, appraisals, talks."""

from collections.abc import Iterator

from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.reading import HELD
from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held, unfilled
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.organization_life.body_reviews import BodyReview
from desktop_app.registers.organization_life.disciplines import Discipline
from desktop_app.registers.organization_life.disposals import Disposal
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    KNOWN,
    Ballot,
    Election,
    ElectionRound,
    body_of,
    post_of,
)
from desktop_app.registers.organization_life.life_opinions import LifeOpinion
from desktop_app.registers.organization_life.meeting_kinds import (
    LECTURE,
    LIFE_MEETING,
    THEME_DAY,
    named_kinds,
)
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Resolution, Speech
from desktop_app.registers.organization_life.publicity import Publicity
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.organization_life.voting_bodies import BY_COMMITTEE, MEMBER_POST
from desktop_app.registers.people.members import Member, belongs_on
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.study.study import StudySession

_PLANNED = ("筹备", "通知")


def _year_held(meeting: Meeting, _context: RuleContext) -> Iterator[Copy]:
    if meeting.start_end is not None and meeting.state in HELD:
        yield Copy({"year": meeting.start_end.day.year})


def _unplanned(meeting: Meeting, context: RuleContext) -> str:
    return "" if list(_planned(meeting, context)) else "只有主题党日、党课和组织生活会才有"


def _planned(meeting: Meeting, _context: RuleContext) -> Iterator[Copy]:
    """The plan a meeting has: of 主题党日, 党课 and 组织生活会."""
    kinds = named_kinds(meeting)
    for kind, title in (
        (THEME_DAY, "主题党日活动方案"),
        (LIFE_MEETING, "组织生活会方案"),
        (LECTURE, "党课教案"),
    ):
        if kind in kinds:
            yield Copy({"uid": meeting.uid}, title)
            return


def _opinions(opinion: LifeOpinion, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"year": opinion.year}, f"{opinion.year}年度组织生活会征求意见汇总表")


def _sheet_of_study(session: StudySession, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uid": session.meeting or session.uid})


def _sheet_of_election(election: Election, context: RuleContext) -> Iterator[Copy]:
    meeting = context.get(Meeting, election.meeting)
    if meeting is not None and meeting.removed_at is None:
        yield Copy({"uid": meeting.uid}, "选举大会签到表")


def _sheets_to_come(member: Member, context: RuleContext) -> Iterator[Copy]:
    """The sheets to sign at the meetings to come that gather ``member``."""
    if not belongs_on(member, context.today):
        return
    planned = context.find(Meeting.live().where(Meeting.state.in_(_PLANNED)).order_by(Meeting.start_end))
    roster = Roster.read(context) if planned else None
    for one in planned:
        day = one.start_end.day if one.start_end is not None else context.today
        if roster is not None and member.uid in roster.expected(one.kind, day, one.org).people:
            yield Copy({"uid": one.uid}, f"签到表：{one.title or one.kind}")


def _of_its_election(ballot: Ballot, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uid": ballot.election})


def _asked_for_alone(election: Election, context: RuleContext) -> str:
    """书记 and 副书记 elected by the committee are asked for with it, in one letter."""
    return "随支部委员会一并请示" if body_of(election, context) == BY_COMMITTEE else ""


def _of_committee(election: Election, context: RuleContext) -> str:
    """Of an election of the committee whose result is known."""
    if post_of(election, context) != MEMBER_POST:
        return "只有选举支部委员会才有"
    return "" if election.state in KNOWN else "选举结果还没有宣布"


def _uncontested(election: Election, context: RuleContext) -> str:
    """None of an election before its candidates stand."""
    return (
        "" if context.find(Ballot.live().where(Ballot.election == election.uid).limit(1)) else "还没有候选人"
    )


def _of_its_meeting(resolution: Resolution, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uid": resolution.meeting})


def _unassigned(resolution: Resolution, _context: RuleContext) -> str:
    return "" if resolution.owner else "没有责任人的决议不用督办"


def _year(appraisal: Appraisal, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"year": appraisal.year}, f"{appraisal.year}年民主评议汇总表")


def _nowhere(_review: BodyReview, _context: RuleContext) -> Iterator[Copy]:
    """A ballot tells nothing of what was counted."""
    yield from ()


def _with_voices(criticism: SelfCheckCriticism, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uid": criticism.self_check, "voices": True})


PAPERS = (
    PaperDeclaration(
        key="minutes_record",
        title="会议记录",
        icon="document",
        draft="minutes.draft",
        registers=(Meeting,),
        needs=("uid",),
        takes=("sign_in_sheet",),
        holds=(held(Resolution, _of_its_meeting),),
        parts=(Attendance, Speech, Vote, Resolution),
    ),
    PaperDeclaration(
        key="minutes_summary",
        title="会议纪要",
        icon="document",
        draft="summary.draft",
        registers=(Meeting,),
        needs=("uid",),
        holds=(held(Resolution, _of_its_meeting),),
        parts=(Attendance, Vote, Resolution),
    ),
    PaperDeclaration(
        key="resolution_slip",
        title="决议督办单",
        icon="checklist",
        draft="resolution_slip.draft",
        registers=(Resolution,),
        filed_with=Meeting,
        needs=("uid",),
        not_yet=_unassigned,
    ),
    PaperDeclaration(
        key="sign_in",
        title="签到表",
        icon="checklist",
        draft="sign_in.draft",
        registers=(Meeting, StudySession),
        needs=("uid",),
        holds=(
            held(StudySession, _sheet_of_study),
            held(Election, _sheet_of_election),
            held(Member, _sheets_to_come),
        ),
        parts=(Attendance,),
        kept=("姓名",),
    ),
    PaperDeclaration(
        key="year_grid",
        title="三会一课年度一览",
        icon="calendar-clock",
        draft="year_grid.draft",
        filed_with=Meeting,
        takes=("year",),
        holds=(held(Meeting, _year_held),),
    ),
    PaperDeclaration(
        key="ballot",
        title="选票",
        icon="vote",
        draft="ballot.draft",
        registers=(Election,),
        needs=("uid",),
        takes=("round", "copies"),
        not_yet=_uncontested,
        prescribed=True,
    ),
    PaperDeclaration(
        key="election_report",
        title="选举结果报告单",
        icon="vote",
        draft="election_report.draft",
        registers=(Election,),
        needs=("uid",),
        parts=(ElectionExcluded, ElectionRound),
        kept=("姓　名", "赞成", "不赞成", "弃权", "结　果"),
    ),
    PaperDeclaration(
        key="election_request",
        title="换届请示",
        icon="document",
        draft="election_letters.term_request",
        registers=(Election,),
        needs=("uid",),
        not_yet=_asked_for_alone,
        parts=(ElectionExcluded,),
    ),
    PaperDeclaration(
        key="nominees_request",
        title="候选人预备人选请示",
        icon="document",
        draft="election_letters.nominees_request",
        registers=(Election,),
        needs=("uid",),
        holds=(held(Ballot, _of_its_election),),
        not_yet=_uncontested,
    ),
    PaperDeclaration(
        key="election_rules",
        title="选举办法（草案）",
        icon="document",
        draft="election_rules.rules_draft",
        registers=(Election,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="candidate_profiles",
        title="候选人简介",
        icon="members",
        draft="election_people.profiles_draft",
        registers=(Election,),
        needs=("uid",),
        holds=(held(Ballot, _of_its_election),),
        not_yet=_uncontested,
    ),
    PaperDeclaration(
        key="tellers_list",
        title="监票人计票人名单",
        icon="checklist",
        draft="election_people.tellers_draft",
        registers=(Election,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="tally_sheet",
        title="计票单",
        icon="checklist",
        draft="tally_sheet.draft",
        registers=(Election,),
        needs=("uid",),
        takes=("round",),
        holds=(held(Ballot, _of_its_election),),
        not_yet=_uncontested,
        kept=("姓　名", "赞成（画“正”字）", "不赞成", "弃权"),
    ),
    PaperDeclaration(
        key="election_script",
        title="选举主持词",
        icon="document",
        draft="election_rules.script_draft",
        registers=(Election,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="election_result",
        title="选举结果请示、报告",
        icon="document",
        draft="election_letters.result_letter",
        registers=(Election,),
        needs=("uid",),
        parts=(ElectionRound,),
    ),
    PaperDeclaration(
        key="committee_division",
        title="支委分工",
        icon="members",
        draft="election_people.division_draft",
        registers=(Election,),
        needs=("uid",),
        not_yet=_of_committee,
        parts=(CommitteeMember,),
    ),
    PaperDeclaration(
        key="election_file",
        title="换届记录",
        icon="document",
        draft="election_file.draft",
        registers=(Election,),
        needs=("uid",),
        not_yet=_of_committee,
    ),
    PaperDeclaration(
        key="appraisal_sheet",
        title="民主评议测评票、汇总表",
        icon="star",
        draft="appraisal_sheet.draft",
        filed_with=Appraisal,
        takes=("year", "blank", "copies"),
        holds=(held(Appraisal, _year),),
        kept=("姓　名", "优秀", "合格", "基本合格", "不合格", "评定等次"),
    ),
    PaperDeclaration(
        key="disposal_form",
        title="党员组织处置审批表",
        icon="lock",
        draft="guarded_forms.disposal_draft",
        registers=(Disposal,),
        takes=("uid",),
        bare="党员组织处置审批表（空白）",
    ),
    PaperDeclaration(
        key="discipline_form",
        title="党员处分审批表",
        icon="lock",
        draft="guarded_forms.discipline_draft",
        registers=(Discipline,),
        takes=("uid",),
        bare="党员处分审批表（空白）",
    ),
    PaperDeclaration(
        key="meeting_notice",
        title="会议通知",
        icon="mail",
        draft="meeting_notice.draft",
        registers=(Meeting,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="meeting_plan",
        title="方案、教案",
        icon="document",
        draft="meeting_plan.draft",
        registers=(Meeting,),
        needs=("uid",),
        holds=(held(Meeting, _planned),),
        not_yet=_unplanned,
    ),
    PaperDeclaration(
        key="record_book",
        title="三会一课记录本",
        icon="archive",
        draft="record_book.draft",
        filed_with=Meeting,
        takes=("year",),
    ),
    PaperDeclaration(
        key="opinion_form",
        title="征求意见表（空白）",
        icon="document",
        draft="opinion_sheets.form_draft",
        registers=(LifeOpinion,),
        takes=("year",),
    ),
    PaperDeclaration(
        key="opinion_summary",
        title="征求意见汇总表",
        icon="checklist",
        draft="opinion_sheets.draft",
        registers=(LifeOpinion,),
        takes=("year",),
        holds=(held(LifeOpinion, _opinions),),
    ),
    PaperDeclaration(
        key="problem_list",
        title="检视问题清单",
        icon="checklist",
        draft="self_check_lists.problem_draft",
        registers=(SelfCheck,),
        needs=("uid",),
        parts=(SelfCheckProblem, SelfCheckMeasure),
    ),
    PaperDeclaration(
        key="criticism_summary",
        title="批评意见汇总表",
        icon="talk",
        draft="self_check_lists.criticism_draft",
        registers=(SelfCheck,),
        takes=("year",),
    ),
    PaperDeclaration(
        key="mending_list",
        title="组织生活会整改清单",
        icon="checklist",
        draft="self_check_lists.mending_draft",
        registers=(SelfCheck,),
        takes=("year",),
    ),
    PaperDeclaration(
        key="life_report",
        title="组织生活会和民主评议情况报告",
        icon="report",
        draft="life_report.draft",
        filed_with=Meeting,
        takes=("year",),
    ),
    PaperDeclaration(
        key="appraisal_form",
        title="民主评议党员登记表",
        icon="star",
        draft="appraisal_form.draft",
        registers=(Appraisal,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="review_tally",
        title="测评汇总表",
        icon="scales",
        draft="body_review_sheets.draft",
        registers=(BodyReview,),
        needs=("uid",),
        kept=("测评对象", "好", "较好", "一般", "差"),
    ),
    PaperDeclaration(
        key="review_ballot",
        title="测评票",
        icon="vote",
        draft="body_review_sheets.ballot_draft",
        registers=(BodyReview,),
        needs=("uid",),
        takes=("copies",),
        holds=(held(BodyReview, _nowhere),),
    ),
    PaperDeclaration(
        key="duty_report",
        title="述职报告",
        icon="report",
        draft="body_review_sheets.report_draft",
        registers=(BodyReview,),
        needs=("uid",),
        not_yet=unfilled("report_done"),
    ),
    PaperDeclaration(
        key="talk_record",
        title="谈心谈话记录",
        icon="talk",
        draft="talk_record.draft",
        registers=(Talk,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="publicity_notice",
        title="公示",
        icon="megaphone",
        draft="publicity_papers.notice_draft",
        registers=(Publicity,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="publicity_approval",
        title="党务公开审批表",
        icon="megaphone",
        draft="publicity_papers.approval_draft",
        registers=(Publicity,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="self_check_sheet",
        title="对照检查表",
        icon="document",
        draft="self_check_sheet.draft",
        registers=(SelfCheck,),
        needs=("uid",),
        takes=("voices",),
        holds=(held(SelfCheckCriticism, _with_voices),),
    ),
)
