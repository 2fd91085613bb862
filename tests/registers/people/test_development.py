"""The way into the party: every gate of 发展党员工作细则 at its field, nothing typed twice on admission."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.base.periods import PartialDate
from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.development import Development, DevelopmentReview
from desktop_app.registers.people.members import Member
from tests.ballots import ballot_meeting
from tests.registers.desk import CATALOGUE, Desk
from tests.registers.invented_people import branch, id_number, member

BORN = date(1998, 3, 5)
ACTIVIST = {
    "talk_on": date(2024, 5, 20),
    "recommend_by": "党员推荐",
    "recommend_on": date(2024, 7, 20),
    "activist_on": date(2024, 8, 1),
}
HEARD = ("党小组", "培养联系人", "党员", "群众")
# Under the edition of 2014: put on file, no notice asked for.
CANDIDATE = {
    "activist_filed_on": date(2024, 8, 9),
    "opinions_on": date(2025, 8, 20),
    "opinions_from": HEARD,
    "candidate_meeting_on": date(2025, 8, 25),
    "candidate_answer_on": date(2025, 8, 30),
    "candidate_on": date(2025, 9, 1),
}
# Under the edition of 2026: agreed to, then five working days of notice, then listed.
CANDIDATE_2026 = {
    **CANDIDATE,
    "candidate_meeting_on": date(2026, 5, 20),
    "candidate_answer_on": date(2026, 5, 25),
    "notice_from": date(2026, 5, 26),
    "notice_to": date(2026, 6, 1),
    "candidate_on": date(2026, 6, 2),
}
READY = {
    "review_on": date(2026, 7, 1),
    "review_result": "合格",
    "training_from": date(2026, 7, 6),
    "training_to": date(2026, 7, 8),
    "committee_on": date(2026, 7, 10),
    "pre_review_on": date(2026, 7, 20),
    "pre_review_result": "同意",
}
MET = date(2026, 8, 12)
ENDS = date(2027, 8, 12)


@pytest.fixture
def desk():
    made = Desk(date(2027, 12, 1))
    yield made
    made.close()


@pytest.fixture
def org(desk):
    return desk.put(branch())


@pytest.fixture
def people(desk, org):
    return [desk.put(member(n, branch=org.uid)) for n in range(4)]


@pytest.fixture
def applicant(desk, org):
    return desk.put(
        Development(
            person="路远方", id_number=id_number(BORN, 300), branch=org.uid, ethnicity="01", education="21",
            mobile="13900000001", applied_on=date(2024, 5, 6),
        )
    )  # fmt: skip


def two(people):
    return (PersonWhy(people[0].uid), PersonWhy(people[1].uid))


def review(desk, one, *days: date) -> None:
    for day in days:
        desk.put(DevelopmentReview(development=one.uid, on=day, text="好"))


def ballot(desk, day: date, matter: str = "接收预备党员", person: str = "路远方", **values: Any) -> str:
    meeting, vote = ballot_meeting(day, person, matter, **values)
    desk.add(meeting)
    return str(desk.add(vote).uid)


def to_activist(desk, people, one, **values):
    return desk.take(one, "to_activist", **{**ACTIVIST, "mentors": two(people), **values})


def to_candidate(desk, people, one, **values):
    if one.stage == "入党申请人":
        assert to_activist(desk, people, one) == {}
        review(desk, one, date(2025, 2, 1), date(2025, 8, 1), date(2026, 2, 2))
    return desk.take(one, "to_candidate", **{**CANDIDATE_2026, **values})


def admit(desk, people, one, day: date = MET, **values):
    if one.stage != "发展对象":
        assert to_candidate(desk, people, one) == {}
    ready = {**READY, "introducers": two(people), "accept_vote": ballot(desk, day), **values}
    return desk.take(one, "accept", **ready)


def approved(desk, people, one):
    """Admitted, approved, sworn in and reviewed twice in the year of probation."""
    assert admit(desk, people, one) == {}
    talk = {"superior_talk_on": date(2026, 9, 1), "approved_on": date(2026, 9, 20)}
    assert desk.take(one, "approve", **talk) == {}
    assert desk.take(one, "swear", oath_on=date(2026, 10, 1)) == {}
    review(desk, one, date(2027, 2, 12), date(2027, 8, 10))
    return one


def discuss(desk, one, day: date = date(2027, 8, 20), **values):
    asked = {
        "convert_applied_on": date(2027, 8, 1),
        "convert_opinions_on": date(2027, 8, 15),
        "convert_vote": ballot(desk, day, "预备党员转正"),
    }
    return desk.take(one, "discuss", **{**asked, **values})


def on_roster(desk, one):
    return desk.get(Member, one.member)


# -- the whole way -----------------------------------------------------------------------------------------


def test_the_whole_way_is_typed_once_and_dated_by_its_ballots(desk, people, applicant):
    approved(desk, people, applicant)
    row = on_roster(desk, applicant)
    assert (row.name, row.category, row.gender, row.mobile) == ("路远方", "预备党员", "2", "13900000001")
    assert (row.birth_date, row.joined_on, row.entry_on) == (BORN, PartialDate(2026, 8, 12), MET)
    assert (applicant.accepted_on, applicant.probation_end) == (MET, ENDS)
    assert discuss(desk, applicant) == {}
    assert (applicant.converted_on, applicant.stage) == (date(2027, 8, 20), "预备党员")
    assert desk.take(applicant, "convert", convert_approved_on=date(2027, 10, 9)) == {}
    row = on_roster(desk, applicant)
    assert (row.category, row.full_on, row.conversion) == ("正式党员", PartialDate(2027, 8, 12), "按期转正")


def test_no_stage_is_skipped(applicant):
    assert {step.name for step in CATALOGUE["development"].steps_from(applicant)} == {"to_activist", "stop"}


def test_in_two_months_without_papers_nobody_is_admitted(desk, people, applicant):
    """What the program let pass once: applied in January, admitted in March."""
    applicant.applied_on = date(2026, 1, 5)
    quick = {"talk_on": date(2026, 1, 20), "recommend_on": date(2026, 1, 25), "activist_on": date(2026, 2, 1)}
    assert to_activist(desk, people, applicant, **quick) == {}
    told = desk.take(applicant, "to_candidate", candidate_on=date(2026, 3, 1))
    assert set(told) == {
        "candidate_on", "activist_filed_on", "opinions_on", "candidate_meeting_on", "opinions_from",
        "candidate_answer_on",
    }  # fmt: skip


# -- application and 积极分子 -----------------------------------------------------------------------------


def test_a_late_talk_is_told_article_7(desk, applicant):
    applicant.talk_on = date(2024, 6, 7)
    told = desk.told(applicant)
    assert not told["talk_on"].refuse


@pytest.mark.parametrize(
    "history", [{}, {"backfill_until": date(2026, 1, 6), "backfill_basis": "按发展党员档案转抄"}]
)
def test_an_activist_was_eighteen_when_he_applied_party_constitution(desk, people, applicant, history):
    applicant.id_number = id_number(date(2006, 5, 7), 300)
    told = to_activist(desk, people, applicant, **history)
    assert set(told) == {"applied_on"}
    applicant.applied_on = date(2024, 5, 7)
    assert to_activist(desk, people, applicant, **history) == {}


def test_an_activist_is_recommended_first_article_8(desk, people, applicant):
    told = to_activist(desk, people, applicant, recommend_by=None, recommend_on=None)
    assert set(told) == {"recommend_by", "recommend_on"}


def test_one_or_two_full_members_are_mentors_article_9(desk, org, people, applicant):
    assert set(to_activist(desk, people, applicant, mentors=None)) == {"mentors"}
    three = tuple(PersonWhy(one.uid) for one in people[:3])
    assert set(to_activist(desk, people, applicant, mentors=three)) == {"mentors"}
    young = desk.put(member(15, branch=org.uid, category="预备党员", full_on=None))
    assert set(to_activist(desk, people, applicant, mentors=(PersonWhy(young.uid),))) == {"mentors"}
    assert to_activist(desk, people, applicant, mentors=(PersonWhy(people[0].uid),)) == {}


def test_a_candidate_was_reviewed_every_half_year_article_11(desk, people, applicant):
    assert to_activist(desk, people, applicant) == {}
    review(desk, applicant, date(2025, 2, 1))
    told = desk.take(applicant, "to_candidate", **CANDIDATE)
    assert "应有 2 次，只有 1 次" in told["candidate_on"].text
    review(desk, applicant, date(2025, 8, 1))
    assert desk.take(applicant, "to_candidate", **CANDIDATE) == {}


# -- 发展对象 -----------------------------------------------------------------------------------------------


def test_candidate_needs_a_year_article_13(desk, people, applicant):
    early = {**CANDIDATE, "opinions_on": date(2025, 7, 1), "candidate_meeting_on": date(2025, 7, 2)}
    early |= {"candidate_answer_on": date(2025, 7, 20), "candidate_on": date(2025, 7, 31)}
    told = to_candidate(desk, people, applicant, **early)
    assert "2025-08-01" in told["candidate_on"].todo
    assert to_candidate(desk, people, applicant, **{**early, "candidate_on": date(2025, 8, 1)}) == {}


@pytest.mark.parametrize("box", ["activist_filed_on", "opinions_on", "candidate_meeting_on", "opinions_from"])
def test_a_candidate_is_on_file_heard_of_and_discussed_article_13(desk, people, applicant, box):
    assert set(to_candidate(desk, people, applicant, **{box: None})) == {box}


def test_groups_mentors_members_and_masses_are_heard_article_13(desk, people, applicant):
    told = to_candidate(desk, people, applicant, opinions_from=("党小组", "党员"))
    assert "培养联系人、群众" in told["opinions_from"].text


@pytest.mark.parametrize(("asked", "word"), [(CANDIDATE, "备案"), (CANDIDATE_2026, "同意")])
def test_the_superior_files_until_2026_and_agrees_since_article_13(desk, people, applicant, asked, word):
    told = to_candidate(desk, people, applicant, **{**asked, "candidate_answer_on": None})
    assert set(told) == {"candidate_answer_on"}
    assert word in told["candidate_answer_on"].text


def test_notice_comes_first_since_2026_and_was_not_asked_before_article_13(desk, people, applicant):
    none = {"notice_from": None, "notice_to": None}
    assert set(to_candidate(desk, people, applicant, **none)) == {"notice_from"}
    short = to_candidate(desk, people, applicant, notice_to=date(2026, 5, 31))
    assert "4 个工作日" in short["notice_to"].text
    assert set(to_candidate(desk, people, applicant, notice_from=date(2026, 5, 22))) == {"notice_from"}
    assert set(to_candidate(desk, people, applicant, candidate_on=date(2026, 5, 31))) == {"candidate_on"}
    assert to_candidate(desk, people, applicant, **{**CANDIDATE, **none}) == {}


def test_two_introducers_article_14(desk, org, people, applicant):
    assert set(admit(desk, people, applicant, introducers=two(people)[:1])) == {"introducers"}
    three = tuple(PersonWhy(one.uid) for one in people[:3])
    assert set(admit(desk, people, applicant, introducers=three)) == {"introducers"}
    people[1].vote_barred_why, people[1].vote_barred_from = "留党察看", date(2026, 6, 1)
    desk.add(people[1])
    assert "留党察看" in admit(desk, people, applicant)["introducers"].text
    young = desk.put(member(15, branch=org.uid, category="预备党员", full_on=None))
    mixed = (PersonWhy(people[0].uid), PersonWhy(young.uid))
    assert "不是正式党员" in admit(desk, people, applicant, introducers=mixed)["introducers"].text


def test_no_political_review_no_admission_article_16(desk, people, applicant):
    for result in (None, "不合格"):
        assert set(admit(desk, people, applicant, review_result=result)) == {"review_result"}


@pytest.mark.parametrize(
    ("training", "enough"),
    [
        ({"training_to": date(2026, 7, 7)}, False),
        ({"training_to": date(2026, 7, 7), "training_hours": Decimal("23.5")}, False),
        ({"training_to": date(2026, 7, 7), "training_hours": Decimal(24)}, True),
        ({"training_from": None, "training_to": None, "training_special": "驻外，党委同意"}, True),
    ],
)
def test_three_days_or_twenty_four_hours_article_17(desk, people, applicant, training, enough):
    assert set(admit(desk, people, applicant, **training)) == (set() if enough else {"training_from"})


@pytest.mark.parametrize(
    ("box", "value"),
    [
        ("committee_on", None),
        ("pre_review_on", None),
        ("pre_review_result", None),
        ("pre_review_result", "不同意"),
    ],
)
def test_committee_and_superior_examine_first_article_18(desk, people, applicant, box, value):
    assert box in admit(desk, people, applicant, **{box: value})


def test_the_meeting_is_within_a_month_of_the_pre_review_since_2026_article_19(desk, people, applicant):
    assert set(admit(desk, people, applicant, day=date(2026, 8, 21))) == {"pre_review_on"}
    assert admit(desk, people, applicant, day=date(2026, 8, 20)) == {}


def test_no_month_was_set_before_the_revision(desk, people, applicant):
    assert to_candidate(desk, people, applicant, **CANDIDATE) == {}
    old = {"review_on": date(2025, 9, 3), "training_from": date(2025, 9, 5), "training_to": date(2025, 9, 7)}
    old |= {"committee_on": date(2025, 9, 9), "pre_review_on": date(2025, 9, 10)}
    assert admit(desk, people, applicant, day=date(2026, 1, 20), **old) == {}


# -- the ballot --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "passes"),
    [
        ({"expected": 45, "present": 23, "ayes": 20, "abst": 3, "valid": 23, "written_ayes": 5}, True),
        ({"expected": 45, "present": 23, "ayes": 20, "abst": 3, "valid": 23, "written_ayes": 2}, False),
        ({"expected": 45, "present": 22, "ayes": 22, "valid": 22, "written_ayes": 20}, False),
        ({"expected": 10, "present": 6, "ayes": 5, "abst": 1, "valid": 6}, False),
        ({"expected": 10, "present": 6, "ayes": 6, "valid": 6}, True),
    ],
)
@pytest.mark.parametrize("matter", ["接收预备党员", "预备党员转正"])
def test_more_than_half_of_those_due_written_opinions_counted_articles_20_21(
    desk, people, applicant, matter, figures, passes
):
    figures = {**figures, "issued": figures["valid"], "returned": figures["valid"]}
    if matter == "接收预备党员":
        told, box = admit(desk, people, applicant, accept_vote=ballot(desk, MET, **figures)), "accept_vote"
    else:
        one, box = approved(desk, people, applicant), "convert_vote"
        told = discuss(desk, one, convert_vote=ballot(desk, date(2027, 8, 20), matter, **figures))
    assert set(told) == (set() if passes else {box})


@pytest.mark.parametrize(
    "vote",
    [
        {"matter": "一般决议"},
        {"person": "别的人"},
        {"kind": "支部委员会"},
        {"state": "记录"},
        {"mode": "举手"},
        {"ayes": None},
    ],
)
def test_only_a_secret_ballot_of_a_signed_meeting_about_one_person_counts(desk, people, applicant, vote):
    assert set(admit(desk, people, applicant, accept_vote=ballot(desk, MET, **vote))) == {"accept_vote"}


def test_without_a_ballot_nobody_is_admitted_whatever_day_is_typed(desk, people, applicant):
    assert set(admit(desk, people, applicant, accept_vote=None, accepted_on=MET)) == {"accept_vote"}
    assert applicant.member is None


def test_a_ballot_stands_in_one_file_only(desk, org, people, applicant):
    assert admit(desk, people, applicant) == {}
    other = Development(
        person="路远方二", id_number=id_number(BORN, 302), applied_on=date(2024, 5, 6), branch=org.uid,
        accept_vote=applicant.accept_vote,
    )  # fmt: skip
    assert desk.told(other)["accept_vote"].refuse


# -- approval, oath, probation ------------------------------------------------------------------------------


def test_the_superior_talks_first_and_approves_within_three_months_article_25(desk, people, applicant):
    assert admit(desk, people, applicant) == {}
    talk = {"superior_talk_on": date(2026, 9, 1)}
    assert set(desk.take(applicant, "approve", approved_on=date(2026, 9, 20))) == {"superior_talk_on"}
    late = desk.take(applicant, "approve", approved_on=date(2026, 11, 13), **talk)
    assert set(late) == {"approval_special"}
    too_late = {"approved_on": date(2027, 2, 13), "approval_special": "党委换届"}
    assert set(desk.take(applicant, "approve", **talk, **too_late)) == {"approved_on"}
    assert desk.take(applicant, "approve", **talk, **{**too_late, "approved_on": date(2027, 2, 12)}) == {}


def test_nobody_swears_before_approval_article_29(desk, people, applicant):
    assert admit(desk, people, applicant) == {}
    assert set(desk.take(applicant, "swear", oath_on=date(2026, 9, 30))) == {"approved_on"}


def test_probation_is_a_year_from_the_meeting_article_31(desk, people, applicant):
    one = approved(desk, people, applicant)
    early = discuss(desk, one, day=date(2027, 8, 11))
    assert "2027-08-12" in early["convert_vote"].text
    assert one.stage == "预备党员"
    assert discuss(desk, one, day=ENDS) == {}


@pytest.mark.parametrize("box", ["convert_applied_on", "convert_opinions_on"])
def test_conversion_is_applied_for_in_writing_and_heard_article_32(desk, people, applicant, box):
    one = approved(desk, people, applicant)
    assert set(discuss(desk, one, **{box: None})) == {box}


def test_a_probationary_member_was_reviewed_every_half_year(desk, people, applicant):
    one = approved(desk, people, applicant)
    for row in desk.find(DevelopmentReview.live().where(DevelopmentReview.on == date(2027, 2, 12))):
        row.removed_at = "2027-03-01T08:00:00"
        desk.add(row)
    assert "只有 1 次" in discuss(desk, one)["convert_vote"].text


def test_full_only_when_the_superior_has_approved_article_33(desk, people, applicant):
    one = approved(desk, people, applicant)
    assert (
        "支部大会还没有"
        in desk.take(one, "convert", convert_approved_on=date(2027, 9, 1))["convert_approved_on"].text
    )
    assert discuss(desk, one) == {}
    assert on_roster(desk, one).category == "预备党员"
    assert set(desk.take(one, "convert", convert_approved_on=date(2027, 8, 19))) == {"convert_approved_on"}
    by_hand = on_roster(desk, one)
    by_hand.category, by_hand.full_on = "正式党员", PartialDate(2027, 8, 20)
    assert desk.told(by_hand)["category"].refuse
    assert desk.take(one, "convert", convert_approved_on=date(2027, 10, 9)) == {}
    by_hand = on_roster(desk, one)
    by_hand.full_on = PartialDate(2027, 8, 20)
    assert desk.told(by_hand)["full_on"].refuse


def extend(desk, one, to: date, day: date = date(2027, 8, 20), **values):
    asked = {"extend_vote": ballot(desk, day, "延长预备期"), "extended_to": to, "extend_approved_on": day}
    return desk.take(one, "extend", **{**asked, **values})


def test_an_extension_is_half_a_year_to_a_year_once_and_at_the_end_article_31(desk, people, applicant):
    one = approved(desk, people, applicant)
    assert set(extend(desk, one, date(2028, 2, 11))) == {"extended_to"}
    assert set(extend(desk, one, date(2028, 8, 13))) == {"extended_to"}
    assert set(extend(desk, one, date(2028, 2, 12), day=date(2027, 8, 11))) == {"extend_vote"}
    assert set(extend(desk, one, date(2028, 2, 12), extend_approved_on=None)) == {"extend_approved_on"}
    assert extend(desk, one, date(2028, 2, 12)) == {}
    row = on_roster(desk, one)
    assert (row.conversion, row.probation_extended_to) == ("延长预备期", date(2028, 2, 12))
    desk.today = date(2028, 6, 1)
    assert "一次" in extend(desk, one, date(2028, 8, 12), day=date(2028, 3, 1))["extended_to"].text
    assert "2028-02-12" in discuss(desk, one)["convert_vote"].text
    review(desk, one, date(2028, 2, 10))
    assert discuss(desk, one, day=date(2028, 2, 20)) == {}
    assert desk.take(one, "convert", convert_approved_on=date(2028, 3, 9)) == {}
    assert (one.outcome, on_roster(desk, one).full_on) == ("延长预备期", PartialDate(2028, 2, 12))


def test_what_a_meeting_decided_is_not_typed_over(desk, people, applicant):
    one = approved(desk, people, applicant)
    for box, value in (
        ("accepted_on", date(2026, 8, 1)), ("outcome", "延长预备期"), ("extended_to", date(2028, 2, 12)),
        ("accept_vote", None), ("converted_on", date(2027, 8, 20)),
    ):  # fmt: skip
        changed = desk.get(Development, one.uid)
        setattr(changed, box, value)
        if box == "accept_vote":
            changed.accepted_on = date(2026, 8, 1)
        told = [found for found in desk.told(changed).values() if found.refuse]
        # The day of a vote that stays is its meeting's, whatever is typed.
        assert told if box != "accepted_on" else changed.accepted_on == MET, box
    assert extend(desk, one, date(2028, 2, 12)) == {}
    longer = desk.get(Development, one.uid)
    longer.extended_to = date(2028, 8, 12)
    assert "一次" in desk.told(longer)["extended_to"].todo


def test_a_cancellation_is_voted_and_approved_and_the_row_stays(desk, people, applicant):
    one = approved(desk, people, applicant)
    day = date(2027, 8, 20)
    asked = {"end_reason": "不履行义务", "convert_approved_on": date(2027, 9, 3)}
    assert set(desk.take(one, "cancel", convert_vote=None, **asked)) == {"convert_vote"}
    vote = ballot(desk, day, "取消预备资格")
    assert desk.take(one, "cancel", convert_vote=vote, **asked) == {}
    assert (one.stage, one.outcome) == ("终止", "取消资格")
    row = on_roster(desk, one)
    assert (row.exit_type, row.exit_on, row.removal_kind) == ("出党", date(2027, 9, 3), "取消预备党员资格")
    assert "支部大会决议" in row.exit_basis


# -- 补录 ---------------------------------------------------------------------------------------------------


def test_history_is_copied_without_its_papers_but_in_order(desk, org, people, applicant):
    desk.today = date(2026, 1, 8)
    applicant.backfill_until, applicant.backfill_basis = date(2026, 1, 6), "按发展党员档案转抄"
    desk.put(applicant)
    bare = {"recommend_by": None, "recommend_on": None}
    assert to_activist(desk, people, applicant, **bare) == {}
    assert "candidate_on" in desk.take(applicant, "to_candidate", candidate_on=date(2024, 7, 1))
    assert desk.take(applicant, "to_candidate", candidate_on=date(2025, 9, 1)) == {}
    assert set(desk.take(applicant, "accept", accepted_on=date(2026, 1, 7))) >= {"accept_vote", "introducers"}
    assert desk.take(applicant, "accept", accepted_on=date(2025, 12, 1)) == {}
    assert on_roster(desk, applicant).joined_on == PartialDate(2025, 12, 1)


def test_what_is_copied_ends_when_the_file_begins_and_says_from_what(desk, applicant):
    applicant.entered_at = "2026-01-06T10:00"
    desk.add(applicant)
    applicant.backfill_until = date(2026, 1, 7)
    told = desk.told(applicant)
    assert set(told) == {"backfill_until", "backfill_basis"}
    applicant.backfill_until, applicant.backfill_basis = date(2026, 1, 6), "档案"
    assert desk.told(applicant) == {}


def test_the_file_of_a_full_member_may_be_copied_and_agrees_with_the_roster(desk, org, people):
    row = desk.put(
        member(7, branch=org.uid, joined_on=PartialDate(2020, 3, 1), full_on=PartialDate(2021, 3, 1))
    )
    one = Development(
        person=row.name, id_number=row.id_number, branch=org.uid, ethnicity="01", education="21",
        applied_on=date(2017, 5, 6),
    )  # fmt: skip
    assert desk.told(one)["id_number"].refuse
    one.backfill_until, one.backfill_basis = date(2021, 12, 31), "按入党志愿书转抄"
    desk.put(one)
    days = {"talk_on": date(2017, 5, 20), "activist_on": date(2018, 1, 5), "mentors": two(people)}
    assert desk.take(one, "to_activist", **days) == {}
    assert desk.take(one, "to_candidate", candidate_on=date(2019, 9, 1)) == {}
    assert desk.take(one, "accept", accepted_on=date(2020, 3, 2)) == {}
    assert one.member == row.uid
    assert desk.take(one, "discuss", converted_on=date(2021, 3, 10)) == {}
    assert (
        "花名册"
        in desk.take(one, "convert", convert_approved_on=date(2021, 4, 1))["convert_approved_on"].text
    )
    row = on_roster(desk, one)
    row.full_on = PartialDate(2021, 3)
    desk.put(row)
    assert desk.take(one, "convert", convert_approved_on=date(2021, 4, 1)) == {}
    assert on_roster(desk, one).full_on == PartialDate(2021, 3)


# -- the roster ---------------------------------------------------------------------------------------------


def test_who_was_typed_into_the_roster_meanwhile_is_linked_as_he_stands(desk, org, people, applicant):
    assert to_candidate(desk, people, applicant) == {}
    typed = desk.put(
        member(
            2, branch=org.uid, name="路远方", id_number=applicant.id_number, birth_date=BORN,
            category="预备党员", full_on=None, joined_on=PartialDate(2026, 8, 12),
        )
    )  # fmt: skip
    assert admit(desk, people, applicant) == {}
    assert applicant.member == typed.uid
    assert len(desk.find(Member.live().where(Member.id_number == applicant.id_number))) == 1


def test_what_the_roster_needs_is_asked_before_admission(desk, people, applicant):
    assert to_candidate(desk, people, applicant) == {}
    applicant.education = None
    assert set(admit(desk, people, applicant)) == {"education"}


def test_a_row_put_into_the_bin_is_asked_back_first(desk, people, applicant):
    one = approved(desk, people, applicant)
    row = on_roster(desk, one)
    row.removed_at = "2026-11-01T08:00:00"
    desk.add(row)
    assert "回收站" in discuss(desk, one)["member"].todo


@pytest.mark.parametrize(
    ("box", "values"),
    [
        ("applied_on", {"applied_on": date(1990, 1, 1)}),
        ("talk_on", {"talk_on": date(2024, 1, 1)}),
        ("candidate_on", {"activist_on": date(2025, 1, 1), "candidate_on": date(2024, 12, 1)}),
        ("approved_on", {"approved_on": date(2028, 1, 1)}),
        ("id_number", {"id_number": "990101199803053009"}),
    ],
)
def test_impossible_days_and_numbers_are_refused(desk, applicant, box, values):
    for name, value in values.items():
        setattr(applicant, name, value)
    assert desk.told(applicant)[box].refuse


def test_a_member_is_no_applicant(desk, people, applicant):
    applicant.id_number = people[0].id_number
    assert desk.told(applicant)["id_number"].refuse


def test_a_review_before_the_activist_is_refused(desk, applicant):
    applicant.activist_on = date(2024, 8, 1)
    desk.put(applicant)
    early = DevelopmentReview(development=applicant.uid, on=date(2024, 7, 1), text="好")
    assert desk.told(early)["on"].refuse
