"""Appraisal: a third at most is 优秀, 预备党员 take part without a grade, and what is missing is named."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.duties.organization_life.appraisal import GRADES, appraisal_board, board
from desktop_app.registers.organization_life.appraisals import Appraisal
from tests.duties.rows import made
from tests.duties.sample import Branch

DAY = date(2026, 12, 20)
people = st.lists(
    st.tuples(st.sampled_from(["正式党员", "预备党员"]), st.sampled_from([None, *GRADES])), max_size=20
)


@given(people)
def test_everybody_is_in_one_list_and_the_limit_is_a_third(
    given_people: list[tuple[str, str | None]],
) -> None:
    members = [made("m", category=category, full_on=None) for category, _ in given_people]
    rows = [
        made("a", member=one.uid, grade=grade) for one, (_, grade) in zip(members, given_people, strict=True)
    ]
    found = board(members, rows, 2026, DAY, lambda n: n // 3)
    full = [one.uid for one in members if one.category == "正式党员"]
    listed = [uid for grade in GRADES for uid in found.graded[grade]]
    assert sorted([*listed, *found.missing]) == sorted(full)
    assert set(found.wrongly) == {
        one.uid
        for one, (kind, grade) in zip(members, given_people, strict=True)
        if kind == "预备党员" and grade
    }
    excellent = sum(kind == "正式党员" and grade == "优秀" for kind, grade in given_people)
    assert found.too_many == max(0, excellent - len(full) // 3)
    assert all(one.value == len(one.items) for one in found.figures)


def test_one_over_a_third_is_told(branch: Branch) -> None:
    members = [*branch.members(6), branch.member(category="预备党员", full_on=None)]
    for one in members[:3]:
        branch.add(Appraisal(year=2026, member=one.uid, self_rating="尽职", grade="优秀", decided_on=DAY))
    found = appraisal_board(branch, 2026)
    assert (len(found.taking_part), len(found.gradable), found.limit, found.too_many) == (7, 6, 2, 1)
    assert found.words == "正式党员 6 人，优秀最多 2 人，评为优秀 3 人，多 1 人"
    assert found.missing == tuple(one.uid for one in members[3:6])
    assert found.wrongly == ()
    assert "民主评议" in found.source
