"""Gaps of files that went on with a gate open: each in a file that lacks nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

from desktop_app.duties.people.development_path import MATERIALS, STAGES
from desktop_app.duties.summaries import inspect_development as kinds
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting, held, one_more

MET = date(2026, 4, 10)
# What lies before this day was copied from older papers.
COPIED = date(2026, 3, 1)
WHOLE: dict[str, Any] = {
    "applied_on": date(2023, 1, 10), "talk_on": date(2023, 2, 1), "recommend_by": "党员推荐",
    "recommend_on": date(2023, 6, 1), "activist_on": date(2023, 6, 10),
    "activist_filed_on": date(2023, 6, 20), "opinions_on": date(2025, 6, 1),
    "opinions_from": ("党小组", "培养联系人", "党员", "群众"),
    "candidate_meeting_on": date(2025, 6, 5), "candidate_answer_on": date(2025, 6, 10),
    "candidate_on": date(2025, 6, 12), "review_on": date(2025, 9, 1), "review_result": "合格",
    "training_from": date(2025, 9, 3), "training_to": date(2025, 9, 5), "committee_on": date(2026, 2, 1),
    "pre_review_on": date(2026, 2, 20), "pre_review_result": "同意",
}  # fmt: skip
# How many of them a file in a stage has.
REACHED = {"入党积极分子": 6, "发展对象": 11, "预备党员": len(WHOLE)}


def way(branch: Branch, people: list[Member], stage: str, **values: Any) -> Development:
    """A file in ``stage`` with every paper of the stages before, and only the boxes reached by then."""
    name = f"丁{len(branch.find(Development.live()))}号"
    known = {
        **dict(list(WHOLE.items())[: REACHED[stage]]),
        "backfill_until": COPIED,
        "backfill_basis": "档案",
    }
    two = (PersonWhy(people[0].uid), PersonWhy(people[1].uid))
    named = {"person": name, "id_number": name, "stage": stage, "mentors": two, "introducers": two}
    one = branch.add(Development(**{**named, **known, **values}))
    at = STAGES.index(stage)
    for paper, needed in MATERIALS.items():
        if STAGES.index(needed) < at:
            branch.add(DevelopmentMaterial(development=one.uid, name=paper, pages=2))
    return one


def activist(missing: dict[str, Any]) -> Callable[[Branch, list[Member]], object]:
    """An activist of March, after what was copied."""
    fresh = {"applied_on": date(2026, 2, 20), "talk_on": date(2026, 3, 5), "recommend_on": date(2026, 3, 8)}
    fresh |= {"activist_on": date(2026, 3, 10), "activist_filed_on": date(2026, 3, 20), **missing}
    return lambda branch, people: way(branch, people, "入党积极分子", **fresh)


def _not_filed(branch: Branch, people: list[Member]) -> None:
    old = {"applied_on": date(2025, 9, 1), "talk_on": date(2025, 9, 9), "recommend_on": date(2025, 10, 2)}
    one = way(
        branch, people, "入党积极分子", **old, activist_on=date(2025, 10, 10), activist_filed_on=None,
        backfill_until=date(2025, 10, 5),
    )  # fmt: skip
    branch.add(DevelopmentReview(development=one.uid, on=date(2026, 4, 9), text="好"))


def candidate(**missing: Any) -> Callable[[Branch, list[Member]], object]:
    """Listed in April, after what was copied and before the revision."""
    return lambda branch, people: way(branch, people, "发展对象", **{"candidate_on": MET, **missing})


def _ballot(branch: Branch, people: list[Member], person: str, matter: str, day: date) -> str:
    meeting = held(branch, "支部党员大会", day, people, title=f"{matter}：{person}")
    vote = Vote(
        meeting=meeting.uid, item=person, matter=matter, mode="无记名投票", expected=6, present=6, ayes=6,
        noes=0, abst=0, issued=6, returned=6, valid=6,
    )  # fmt: skip
    return str(branch.add(vote).uid)


def admitted(day: date, **missing: Any) -> Callable[[Branch, list[Member]], object]:
    """Accepted in April by a ballot, after what was copied."""

    def plant(branch: Branch, people: list[Member]) -> None:
        one = way(branch, people, "预备党员", accepted_on=day, probation_end=date(2027, 4, 10))
        if "accept_vote" not in missing:
            one.accept_vote = _ballot(branch, people, one.person, "接收预备党员", day)
        for name, value in missing.items():
            setattr(one, name, value)
        branch.add(one)

    return plant


def _conversion_not_applied_for(branch: Branch, people: list[Member]) -> None:
    one = way(
        branch, people, "预备党员", accepted_on=date(2025, 3, 10), probation_end=date(2026, 3, 10),
        approved_on=date(2025, 5, 1), converted_on=date(2026, 4, 6), convert_opinions_on=date(2026, 3, 20),
        candidate_on=date(2025, 2, 1), review_on=None, committee_on=None, pre_review_on=None,
        opinions_on=None, candidate_meeting_on=None, candidate_answer_on=None,
    )  # fmt: skip
    one.convert_vote = _ballot(branch, people, one.person, "预备党员转正", date(2026, 4, 6))
    branch.add(one)
    for day in (date(2025, 9, 8), date(2026, 3, 9)):
        branch.add(DevelopmentReview(development=one.uid, on=day, text="好"))


def _full_before_approval(branch: Branch, people: list[Member]) -> None:
    who = one_more(branch, name="提前转正")
    way(
        branch, people, "预备党员", accepted_on=date(2025, 6, 10), approved_on=date(2025, 8, 1),
        probation_end=date(2026, 6, 10), member=who.uid, candidate_on=date(2025, 2, 1), review_on=None,
        committee_on=None, pre_review_on=None, opinions_on=None, candidate_meeting_on=None,
        candidate_answer_on=None,
    )  # fmt: skip


PLANTED = (
    Planting(kinds.NOT_RECOMMENDED, activist({"recommend_on": None})),
    Planting(kinds.NOT_FILED, _not_filed),
    Planting(kinds.MENTORS, activist({"mentors": None})),
    Planting(kinds.TOO_EARLY, candidate(activist_on=date(2025, 6, 1), activist_filed_on=None)),
    Planting(kinds.UNHEARD, candidate(opinions_from=("党小组", "党员"))),
    Planting(kinds.NOT_LISTED, candidate(candidate_answer_on=None)),
    Planting(kinds.INTRODUCERS, admitted(date(2026, 4, 3), introducers=None)),
    Planting(kinds.NOT_EXAMINED, admitted(date(2026, 4, 4), review_result=None)),
    Planting(kinds.NOT_VOTED, admitted(MET, accept_vote=None)),
    Planting(kinds.NOT_TALKED, admitted(date(2026, 4, 5), approved_on=date(2026, 4, 15))),
    Planting(kinds.NOT_ASKED, _conversion_not_applied_for),
    Planting(kinds.OTHERWISE, _full_before_approval),
)
