"""自查·发展党员: files that went on with a gate open, and a roster that says otherwise than its file."""

from collections.abc import Iterable

from desktop_app.base.periods import add_months
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.people.development_path import REGULATION, STAGES
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.records.rules import Problem
from desktop_app.registers.people import development_gates as gates
from desktop_app.registers.people.development import EXTENDED, Development
from desktop_app.registers.people.development_shut import open_gates
from desktop_app.registers.people.members import FULL, PROBATIONARY, Member

NOT_RECOMMENDED, NOT_FILED, MENTORS = "积极分子没有推荐", "积极分子没有报上级备案", "培养联系人不合要求"
TOO_EARLY, UNHEARD, NOT_LISTED = "培养教育不满期限", "发展对象没有征求意见", "列为发展对象的手续不全"
INTRODUCERS, NOT_EXAMINED = "入党介绍人不合要求", "接收前的手续不全"
NOT_VOTED, NOT_TALKED, NOT_ASKED = "没有支部大会票决", "审批前没有派人谈话", "转正手续不全"
OTHERWISE = "花名册和发展党员纪实不一致"
# What is missing or wrong in a box belongs to this kind.
KINDS = {
    "recommend_by": NOT_RECOMMENDED,
    "recommend_on": NOT_RECOMMENDED,
    "activist_filed_on": NOT_FILED,
    "mentors": MENTORS,
    "candidate_on": TOO_EARLY,
    "opinions_on": UNHEARD,
    "opinions_from": UNHEARD,
    "candidate_meeting_on": NOT_LISTED,
    "candidate_answer_on": NOT_LISTED,
    "notice_from": NOT_LISTED,
    "notice_to": NOT_LISTED,
    "introducers": INTRODUCERS,
    "review_on": NOT_EXAMINED,
    "review_result": NOT_EXAMINED,
    "training_from": NOT_EXAMINED,
    "committee_on": NOT_EXAMINED,
    "pre_review_on": NOT_EXAMINED,
    "pre_review_result": NOT_EXAMINED,
    "accept_vote": NOT_VOTED,
    "convert_vote": NOT_VOTED,
    "superior_talk_on": NOT_TALKED,
    "approval_special": NOT_TALKED,
    "approved_on": NOT_TALKED,
    "oath_on": NOT_ASKED,
    "convert_applied_on": NOT_ASKED,
    "convert_opinions_on": NOT_ASKED,
}


def development_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every open file's gates that lie behind it, and what the roster says against any file."""
    files = view.context.find(
        Development.live()
        .where((Development.owner_office == view.office) & Development.stage.in_(STAGES))
        .order_by(Development.applied_on, Development.uid)
    )
    for one in files:
        # A file that is closed cannot be mended any more; only the roster beside it can.
        if one.stage != FULL:
            yield from _open_gates(one, view)
        yield from _roster(one, view)


def _open_gates(one: Development, view: InspectionView) -> Iterable[Gap]:
    told: dict[str, list[str]] = {}
    for problem in (*_unfiled(one, view), *open_gates(one, view.context)):
        if problem.refuse and problem.text not in told.setdefault(KINDS[problem.box], []):
            told[KINDS[problem.box]].append(problem.text)
    for kind, words in told.items():
        yield Gap(
            f"development_gate:{one.uid}:{kind}", kind, f"{one.person}：{'；'.join(words)}", REGULATION,
            "development", (one.uid,),
        )  # fmt: skip


def _unfiled(one: Development, view: InspectionView) -> Iterable[Problem]:
    """An activist without a mentor, or not on file with the superior when the first half year is over."""
    begun = one.activist_on
    if one.stage not in STAGES[1:] or begun is None or gates.copied(one, begun):
        return
    if not one.mentors:
        yield Problem("mentors", "没有培养联系人")
    months = int(view.context.rule("develop_review_months", begun))
    if one.activist_filed_on is None and add_months(begun, months) <= view.today:
        yield Problem("activist_filed_on", "还没有写积极分子备案日期")


def _roster(one: Development, view: InspectionView) -> Iterable[Gap]:
    """Full before the superior approved, or since another day than that on which probation was over."""
    member = view.context.get(Member, one.member)
    if member is None or member.removed_at is not None or one.probation_end is None or member.exit_type:
        return
    full, end, words = member.full_on, one.probation_end, ""
    if one.stage == PROBATIONARY and member.category == FULL:
        words = "纪实里上级还没有批准转正，花名册已经是正式党员"
    elif one.stage == FULL and (full is None or not full.first_day() <= end <= full.last_day()):
        words = f"纪实里预备期满是 {end}，花名册上的转正日期是 {full.chinese() if full else '空的'}"
    longer = one.extended_to if one.outcome == EXTENDED else None
    if not words and member.probation_extended_to != longer:
        words = f"纪实里预备期{f'延长到 {longer}' if longer else '没有延长'}，花名册写的不一样"
    if words:
        yield Gap(
            f"development_roster:{one.uid}", OTHERWISE, f"{one.person}：{words}", REGULATION, "member",
            (member.uid,),
        )  # fmt: skip
