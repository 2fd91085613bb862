"""The roster: what an ID number decides, what belongs together, and what is only told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.ambiguous import Ambiguous
from desktop_app.base.periods import Month, PartialDate
from desktop_app.registers.people.members import belongs_on, full_on_day
from tests.registers.desk import CATALOGUE, Desk
from tests.registers.invented_people import id_number, member

MEMBER = CATALOGUE["member"]


def test_a_sound_member_has_no_problem(desk):
    assert desk.told(member(1)) == {}


def test_the_birth_date_comes_from_the_number(desk):
    one = member(3)
    desk.put(one)
    assert one.birth_date == date(1980, 1, 4)


@given(
    birth=st.dates(date(1925, 1, 1), date(2007, 1, 1)), order=st.integers(1, 999), place=st.integers(6, 17)
)
def test_any_single_wrong_digit_is_refused(birth, order, place):
    number = id_number(birth, order)
    wrong = number[:place] + ("1" if number[place] != "1" else "2") + number[place + 1 :]
    desk = Desk()
    one = member(
        gender="1" if order % 2 else "2", id_number=wrong, birth_date=birth, joined_on=PartialDate(2026)
    )
    refused = {box for box, problem in desk.told(one).items() if problem.refuse}
    desk.close()
    assert "id_number" in refused


def test_an_old_number_is_kept_on_purpose_with_a_reason(desk):
    wrong = id_number(date(1980, 1, 1), 100)[:17] + "0"
    wrong = wrong if wrong != id_number(date(1980, 1, 1), 100) else wrong[:17] + "1"
    one = member(id_number=wrong, birth_date=date(1980, 1, 1))
    assert desk.told(one)["id_number"].refuse
    one.id_override = True
    assert desk.told(one)["id_reason"].refuse
    one.id_reason = "1989年旧证号码，派出所出具证明"
    assert desk.told(one) == {}


def test_sex_and_birth_agree_with_the_number_or_say_why(desk):
    assert desk.told(member(1, gender="2"))["gender"].refuse
    one = member(1, birth_date=date(1979, 12, 1))
    assert desk.told(one)["birth_date"].refuse
    one.birth_reason = "以档案记载为准"
    assert desk.told(one) == {}


@pytest.mark.parametrize(
    ("values", "box", "refuse"),
    [
        ({"joined_on": PartialDate(1997), "full_on": PartialDate(1999)}, "joined_on", False),
        ({"full_on": PartialDate(2004)}, "full_on", True),
        ({"joined_on": PartialDate(2027)}, "joined_on", True),
        ({"full_on": None}, "full_on", False),
        ({"category": "预备党员"}, "full_on", False),
        ({"mobile": None}, "mobile", False),
        ({"out_of_contact": True}, "lost_since", False),
        ({"mobile_flag": True}, "flow_to", False),
        ({"work_since": PartialDate(1990)}, "work_since", False),
        ({"exit_type": "死亡"}, "exit_on", True),
        ({"exit_type": "死亡", "exit_on": date(2026, 11, 1)}, "exit_basis", True),
        ({"exit_on": date(2026, 11, 23)}, "exit_type", True),
        ({"removal_kind": "除名"}, "removal_kind", True),
        ({"exit_type": "出党", "exit_on": date(2026, 11, 23), "exit_basis": "决议"}, "removal_kind", False),
        ({"vote_barred_why": "留党察看"}, "vote_barred_from", True),
        (
            {"category": "预备党员", "full_on": None, "conversion": "延长预备期"},
            "probation_extended_to",
            False,
        ),
        ({"probation_extended_to": date(2008, 1, 1)}, "probation_extended_to", False),
    ],
)
def test_what_belongs_together(desk, values, box, refuse):
    assert desk.told(member(**values))[box].refuse is refuse


def test_partly_known_dates_are_not_held_against_anyone(desk):
    one = member(
        joined_on=PartialDate(1998, about=True), full_on=PartialDate(1998), lost_since=Month(2026, 1)
    )
    assert desk.told(one) == {}


def test_the_roster_of_a_day(desk):
    old = member(0)
    new = member(1, entry_type="转入组织关系", entry_on=date(2026, 10, 5))
    gone = member(2, exit_type="转出组织关系", exit_on=date(2026, 10, 9), exit_basis="介绍信第1号")
    assert belongs_on(old, date(2020, 1, 1))
    assert [belongs_on(new, date(2026, 10, day)) for day in (4, 5)] == [False, True]
    assert [belongs_on(gone, date(2026, 10, day)) for day in (8, 9)] == [True, False]
    assert full_on_day(member(full_on=PartialDate(2026, 10, 5)), date(2026, 10, 5))
    assert not full_on_day(member(full_on=PartialDate(2026, 10, 5)), date(2026, 10, 4))
    assert not full_on_day(member(category="预备党员", full_on=None), date(2026, 10, 5))


def test_codes_are_read_by_their_common_words():
    assert MEMBER.boxes["education"].value_for("本科") == "20"
    assert MEMBER.boxes["gender"].value_for("男性") == "1"
    assert "0" not in MEMBER.boxes["gender"].offered


def test_nothing_happens_before_birth(desk, org):
    early = member(branch=org.uid, joined_on=PartialDate(1979, 7), full_on=PartialDate(1980, 7))
    assert desk.told(early)["joined_on"].refuse
    working = member(branch=org.uid, work_since=PartialDate(1979))
    assert desk.told(working)["work_since"].refuse


def test_the_number_is_the_first_box_of_the_form():
    first = next(iter(MEMBER.sections)).boxes
    assert first[:4] == ("id_number", "name", "gender", "birth_date")


def test_what_the_collection_form_asks_is_told_of_the_old_and_needed_of_the_new(desk):
    one = member(1, job_position=None, mobile=None, address=None)
    asked = {"job_position", "mobile", "address"}
    assert {problem.box for problem in MEMBER.wanting(one)} == asked
    assert {box for box, problem in desk.told(one).items() if not problem.refuse} == asked
    desk.put(one)
    assert MEMBER.wanting(one) == []
    one.landline = "010-12345678"
    assert set(desk.told(one)) == asked - {"mobile"}


@pytest.mark.parametrize("box", ["job_position", "new_stratum", "front_line", "join_type"])
def test_words_of_old_that_are_on_no_list_are_kept_and_told(desk, box):
    one = member(1, **{box: "按老花名册写的"})
    assert not desk.told(one)[box].refuse
    desk.put(one)
    assert getattr(one, box) == "按老花名册写的"
    setattr(one, box, next(iter(MEMBER.boxes[box].options)))
    assert desk.told(one) == {}


def test_a_word_on_no_list_is_asked_with_the_nearest_entries(desk):
    box = MEMBER.boxes["job_position"]
    with pytest.raises(Ambiguous) as asked:
        box.parse("专业技术", desk)
    labels = [choice.label for choice in asked.value.choices]
    assert "事业单位专业技术岗位" in labels
    assert labels[-1] == "先照写“专业技术”"
    with pytest.raises(Ambiguous) as asked:
        box.parse("0131", desk)
    assert [choice.value for choice in asked.value.choices] == ["事业单位专业技术岗位", "0131"]
    assert box.parse(" 离退休 ", desk) == "退休人员"


def test_who_is_abroad_is_told_with_day_and_country(desk):
    one = member(1, abroad="留学")
    assert set(desk.told(one)) == {"abroad_from", "abroad_to"}
    one.abroad_from, one.abroad_to, one.abroad_back = date(2025, 9, 1), "法国", date(2025, 8, 1)
    assert desk.told(one)["abroad_back"].refuse


@pytest.mark.parametrize(
    ("full_on", "refused"),
    [
        (PartialDate(2026, 9, 24), True),
        (PartialDate(2026, 9, 11), True),
        (PartialDate(2026, 9, 12), False),
        (PartialDate(2026, 9), False),
    ],
)
def test_full_by_hand_is_dated_by_the_end_of_probation_constitution_7(desk, org, full_on, refused):
    one = desk.put(
        member(3, branch=org.uid, category="预备党员", full_on=None, joined_on=PartialDate(2025, 9, 12))
    )
    one.category, one.full_on = "正式党员", full_on
    assert ("full_on" in desk.told(one)) is refused


@pytest.mark.parametrize(
    ("joined", "full", "told"),
    [
        (PartialDate(2010, 7, 1), PartialDate(2011, 6, 30), True),
        (PartialDate(2010, 7, 1), PartialDate(2011, 7, 1), False),
        (PartialDate(2010, 7, 1), PartialDate(2010, 7, 1), True),
        (PartialDate(2010), PartialDate(2010), True),
        (PartialDate(2010), PartialDate(2011), False),
        (PartialDate(2010, 7), PartialDate(2011, 7), False),
        (PartialDate(1971, 7, 1), PartialDate(1971, 7, 1), False),
    ],
)
def test_full_before_the_probation_can_be_over_is_said_in_words(desk, joined, full, told):
    one = member(1, joined_on=joined, full_on=full)
    found = desk.told(one).get("full_on")
    assert (found is not None and "不满预备期" in found.text and not found.refuse) is told
