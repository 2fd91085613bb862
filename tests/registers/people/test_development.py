"""The way into the party: minimum times told, impossible orders refused, nothing typed twice on admission."""

from datetime import date

import pytest

from desktop_app.base.periods import PartialDate
from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.development import Development, DevelopmentReview
from desktop_app.registers.people.members import Member
from tests.registers.desk import CATALOGUE
from tests.registers.invented_people import id_number, member

BORN = date(1998, 3, 5)
REVIEWED = {"review_on": date(2026, 2, 1), "review_result": "合格", "accepted_on": date(2026, 3, 1)}


@pytest.fixture
def applicant(desk, org, people):
    return desk.put(
        Development(
            person="路远方",
            id_number=id_number(BORN, 300),
            branch=org.uid,
            ethnicity="01",
            education="21",
            mobile="13900000001",
            applied_on=date(2024, 5, 6),
        )
    )


def to_candidate(desk, people, applicant):
    mentors = (PersonWhy(people[0].uid), PersonWhy(people[1].uid))
    first = {"talk_on": date(2024, 5, 20), "activist_on": date(2024, 8, 1), "mentors": mentors}
    assert desk.take(applicant, "to_activist", **first) == {}
    assert desk.take(applicant, "to_candidate", candidate_on=date(2025, 9, 1)) == {}
    applicant.training_from, applicant.training_to = date(2025, 10, 1), date(2025, 10, 3)
    desk.put(applicant)


def on_roster(desk, applicant):
    return desk.get(Member, applicant.member)


def test_the_whole_way_is_typed_once(desk, people, applicant):
    to_candidate(desk, people, applicant)
    assert desk.take(applicant, "accept", **REVIEWED) == {}
    row = on_roster(desk, applicant)
    assert (row.name, row.category, row.gender, row.mobile) == ("路远方", "预备党员", "2", "13900000001")
    assert (row.birth_date, row.joined_on) == (BORN, PartialDate(2026, 3, 1))
    assert (row.entry_type, row.entry_on) == ("发展党员", date(2026, 3, 1))
    assert applicant.stage == "预备党员"
    assert applicant.probation_end == date(2027, 3, 1)
    assert "converted_on" in desk.take(applicant, "convert", converted_on=date(2026, 11, 20))
    assert on_roster(desk, applicant).category == "预备党员"
    desk.today = date(2027, 3, 9)
    assert desk.take(applicant, "convert", converted_on=date(2027, 3, 8)) == {}
    row = on_roster(desk, applicant)
    assert (row.category, row.full_on, row.conversion) == ("正式党员", PartialDate(2027, 3, 8), "按期转正")


def test_who_was_typed_into_the_roster_meanwhile_is_linked_as_he_stands(desk, org, people, applicant):
    to_candidate(desk, people, applicant)
    typed = desk.put(
        member(
            2,
            branch=org.uid,
            name="路远方",
            id_number=applicant.id_number,
            birth_date=BORN,
            category="预备党员",
            full_on=None,
            joined_on=PartialDate(2026, 3, 1),
        )
    )
    assert desk.take(applicant, "accept", **REVIEWED) == {}
    assert applicant.member == typed.uid
    assert len(desk.find(Member.live().where(Member.id_number == applicant.id_number))) == 1


def test_what_the_roster_needs_is_asked_before_admission(desk, people, applicant):
    to_candidate(desk, people, applicant)
    applicant.education = None
    assert set(desk.take(applicant, "accept", **REVIEWED)) == {"education"}
    assert applicant.member is None


def test_a_row_put_into_the_bin_is_asked_back_first(desk, people, applicant):
    to_candidate(desk, people, applicant)
    desk.take(applicant, "accept", **REVIEWED)
    row = on_roster(desk, applicant)
    row.removed_at = "2026-11-01T08:00:00"
    desk.add(row)
    desk.today = date(2027, 3, 9)
    told = desk.take(applicant, "convert", converted_on=date(2027, 3, 8))
    assert "回收站" in told["member"].todo


def test_no_stage_is_skipped(applicant):
    open_steps = {step.name for step in CATALOGUE["development"].steps_from(applicant)}
    assert open_steps == {"to_activist", "stop"}


def test_without_review_or_training_nobody_is_admitted(desk, people, applicant):
    to_candidate(desk, people, applicant)
    applicant.training_from = applicant.training_to = None
    stopped = desk.take(applicant, "accept", **{**REVIEWED, "review_result": "不合格"})
    assert set(stopped) == {"review_result", "training_from"}


def test_minimum_times_are_told(desk, people, applicant):
    applicant.talk_on = date(2024, 8, 1)
    applicant.activist_on, applicant.candidate_on = date(2024, 8, 2), date(2025, 8, 1)
    applicant.notice_from, applicant.notice_to = date(2025, 8, 4), date(2025, 8, 8)
    told = desk.told(applicant)
    assert set(told) == {"talk_on", "candidate_on"}
    assert not any(one.refuse for one in told.values())
    applicant.notice_to = date(2025, 8, 7)
    assert "notice_to" in desk.told(applicant)


@pytest.mark.parametrize(
    ("box", "values"),
    [
        ("applied_on", {"applied_on": date(1990, 1, 1)}),
        ("talk_on", {"talk_on": date(2024, 1, 1)}),
        ("candidate_on", {"activist_on": date(2025, 1, 1), "candidate_on": date(2024, 12, 1)}),
        ("id_number", {"id_number": "990101199803053009"}),
    ],
)
def test_impossible_days_and_numbers_are_refused(desk, applicant, box, values):
    for name, value in values.items():
        setattr(applicant, name, value)
    assert desk.told(applicant)[box].refuse


def test_a_probationary_member_is_no_mentor_and_a_member_no_applicant(desk, org, people, applicant):
    young = desk.put(member(15, branch=org.uid, category="预备党员", full_on=None))
    applicant.mentors = (PersonWhy(young.uid),)
    assert desk.told(applicant)["mentors"].refuse
    applicant.mentors, applicant.id_number = None, people[0].id_number
    assert desk.told(applicant)["id_number"].refuse


def test_an_extension_is_half_a_year_to_a_year(desk, people, applicant):
    to_candidate(desk, people, applicant)
    desk.take(applicant, "accept", **REVIEWED)
    assert "extended_to" in desk.take(applicant, "extend", extended_to=date(2027, 8, 31))
    assert desk.take(applicant, "extend", extended_to=date(2027, 9, 1)) == {}
    assert applicant.probation_end == date(2027, 9, 1)
    row = on_roster(desk, applicant)
    assert (row.conversion, row.probation_extended_to) == ("延长预备期", date(2027, 9, 1))
    desk.today = date(2027, 9, 9)
    assert "converted_on" in desk.take(applicant, "convert", converted_on=date(2027, 8, 20))
    assert desk.take(applicant, "convert", converted_on=date(2027, 9, 2)) == {}
    assert (applicant.outcome, applicant.probation_end) == ("延长预备期", date(2027, 9, 1))
    assert on_roster(desk, applicant).category == "正式党员"


def test_whose_candidacy_is_cancelled_keeps_the_row_with_kind_day_and_basis(desk, people, applicant):
    to_candidate(desk, people, applicant)
    desk.take(applicant, "accept", **REVIEWED)
    cancelled = {"converted_on": date(2026, 11, 1), "end_reason": "不履行义务"}
    assert desk.take(applicant, "cancel", **cancelled) == {}
    assert (applicant.stage, applicant.outcome) == ("终止", "取消资格")
    row = on_roster(desk, applicant)
    assert (row.exit_type, row.exit_on, row.removal_kind) == ("出党", date(2026, 11, 1), "取消预备党员资格")
    assert "支部大会决议" in row.exit_basis


def test_a_review_before_the_activist_is_refused(desk, applicant):
    applicant.activist_on = date(2024, 8, 1)
    desk.put(applicant)
    early = DevelopmentReview(development=applicant.uid, on=date(2024, 7, 1), text="好")
    assert desk.told(early)["on"].refuse
