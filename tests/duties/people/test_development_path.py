"""The way into the party: due days in words, reviews every half year, and the papers of the file."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import add_months
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.development_path import (
    MATERIALS,
    Path,
    development_duties,
    path_of,
    paths_of,
)
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.development_gates import is_trained
from desktop_app.registers.rules.shipped import shipped
from tests.duties.rows import made
from tests.duties.sample import NUMBERS, Branch

TODAY = date(2026, 11, 23)
BOXES = tuple(Development._meta.fields)


def person(**values: Any) -> Any:
    given = {"person": "丁一", "stage": "入党申请人", "applied_on": date(2026, 11, 1)}
    return made("d", **{**dict.fromkeys(BOXES), **given, **values})


def number(key: str, on: date | None) -> int:
    return int(shipped()[key].on(on or TODAY).value)


def source(key: str, on: date) -> str:
    return "2026年修订" if on >= date(2026, 5, 18) else "2014年"


def path(one: Any, reviews: tuple[date, ...] = (), papers: tuple[Any, ...] = ()) -> Path:
    return path_of(one, [made("r", on=day) for day in reviews], papers, number, source, TODAY)


def step(found: Path, key: str) -> Any:
    return next((one for one in found.steps if one.key == key), None)


def test_an_applicant_is_talked_to_within_a_month() -> None:
    assert path(person()).words == "入党申请人：派人谈话还有 8 天"
    late = path(person(talk_on=date(2026, 12, 5)))
    assert step(late, "talk").words == "2026年12月5日，晚了 4 天"


@pytest.mark.parametrize(
    ("reviews", "words"),
    [
        ((), ["逾期 145 天", "还有 39 天"]),
        ((date(2026, 6, 30),), ["2026年6月30日", "还有 39 天"]),
        ((date(2026, 7, 5),), ["2026年7月5日，晚了 4 天", "还有 39 天"]),
        ((date(2026, 6, 30), date(2026, 11, 20)), ["2026年6月30日", "2026年11月20日"]),
    ],
)
def test_a_review_every_half_year(reviews: tuple[date, ...], words: list[str]) -> None:
    activist = person(stage="入党积极分子", applied_on=date(2025, 6, 1), activist_on=date(2026, 1, 1))
    found = path(activist, reviews)
    assert [one.words for one in found.steps if one.key.startswith("review")] == words
    assert step(found, "candidate").words == "2027年1月1日起可以办"


@given(st.dates(date(2023, 1, 1), TODAY), st.lists(st.integers(0, 900), max_size=6))
def test_half_years_follow_each_other_and_every_review_is_one(begun: date, gaps: list[int]) -> None:
    days = tuple(sorted(begun + timedelta(days=gap) for gap in gaps))
    activist = person(stage="入党积极分子", applied_on=begun, activist_on=begun)
    steps = [one for one in path(activist, days).steps if one.key.startswith("review")]
    assert [one.due for one in steps] == [add_months(begun, 6 * n) for n in range(1, len(steps) + 1)]
    assert [one.done_on for one in steps if one.done_on] == list(days)
    elapsed = next(n for n in range(100) if add_months(begun, 6 * (n + 1)) > TODAY)
    assert len(steps) == max(len(days), elapsed + 1)


def test_from_the_meeting_to_the_end_of_probation() -> None:
    one = person(
        stage="预备党员", applied_on=date(2024, 1, 1), talk_on=date(2024, 1, 20),
        activist_on=date(2024, 6, 1), candidate_on=date(2025, 7, 1),
        training_hours=Decimal(24), training_from=date(2025, 7, 5),
        review_on=date(2025, 8, 1), pre_review_on=date(2026, 9, 1), accepted_on=date(2026, 9, 20),
        probation_end=date(2027, 9, 20), backfill_until=date(2026, 9, 1),
    )  # fmt: skip
    found = path(one, tuple(add_months(one.activist_on, 6 * n) for n in (1, 2, 3, 4)))
    assert step(found, "meeting").state is Standing.DONE
    assert (step(found, "approval").due, step(found, "approval").state) == (date(2026, 12, 20), Standing.NEAR)
    assert step(found, "convert").words == "还有 301 天"
    open_steps = [one.key for one in found.open_steps]
    assert [key for key in open_steps if step(found, key).due] == ["approval", "watch1", "convert"]
    assert {"superior_talk", "committee"} < set(open_steps)
    one.approved_on, one.superior_talk_on = date(2026, 11, 1), date(2026, 10, 20)
    assert step(path(one), "oath").due == date(2026, 12, 1)
    one.outcome, one.probation_end = "延长预备期", date(2028, 3, 20)
    assert step(path(one), "convert").state is Standing.OPEN


def test_each_step_cites_the_edition_of_its_own_day() -> None:
    one = person(
        stage="发展对象", applied_on=date(2024, 1, 1), talk_on=date(2024, 1, 9), activist_on=date(2024, 6, 1),
        candidate_on=date(2026, 6, 2),
    )  # fmt: skip
    found = path(one)
    assert (step(found, "talk").source, step(found, "candidate").source) == ("2014年", "2026年修订")


def test_after_the_meeting_the_superior_has_three_months_article_33() -> None:
    one = person(
        stage="预备党员", applied_on=date(2022, 1, 1), activist_on=date(2023, 1, 1),
        candidate_on=date(2025, 3, 12), accepted_on=date(2025, 9, 12), probation_end=date(2026, 9, 12),
        converted_on=date(2026, 9, 24), backfill_until=date(2026, 1, 6),
        approved_on=date(2025, 11, 1),
    )  # fmt: skip
    found = path(one, (date(2026, 3, 12), date(2026, 9, 10)))
    assert step(found, "convert").words == "2026年9月24日"
    assert (step(found, "convert_approval").due, step(found, "convert_approval").state) == (
        date(2026, 12, 24), Standing.NEAR,
    )  # fmt: skip
    # What lies before the copied day and nobody wrote down is not asked for.
    assert [one.key for one in found.open_steps] == ["convert_approval", "convert_apply", "convert_opinions"]


@pytest.mark.parametrize(("listed", "asked"), [(date(2026, 5, 17), False), (date(2026, 5, 18), True)])
def test_consent_and_notice_are_asked_for_since_the_revision_article_13(listed: date, asked: bool) -> None:
    one = person(
        stage="发展对象", applied_on=date(2024, 1, 1), activist_on=date(2024, 6, 1), candidate_on=listed
    )
    found = path(one)
    assert step(found, "answer").title == ("上级党委同意" if asked else "上级党委备案")
    assert (step(found, "notice") is not None) is asked


def test_who_was_stopped_owes_nothing() -> None:
    found = path(person(stage="终止"))
    assert (found.open_steps, [one.missing for one in found.materials]) == ((), [False] * 8)


@pytest.mark.parametrize(
    ("first", "last", "hours", "trained"),
    [
        (date(2026, 7, 1), date(2026, 7, 3), None, True),
        (date(2026, 7, 1), date(2026, 7, 2), Decimal(24), True),
        (date(2026, 7, 1), date(2026, 7, 2), Decimal("23.5"), False),
        (None, None, None, False),
    ],
)
def test_three_days_or_twenty_four_hours(
    first: date | None, last: date | None, hours: Decimal | None, trained: bool
) -> None:
    one = person(training_from=first, training_to=last, training_hours=hours)
    assert (
        is_trained(one, int(NUMBERS["develop_training_days"]), int(NUMBERS["develop_training_hours"]))
        == trained
    )


def test_papers_are_asked_for_once_their_stage_is_past() -> None:
    papers = (made("p", name="入党申请书", pages=3), made("p", name="入党申请书", pages=2))
    found = path(person(stage="发展对象", activist_on=date(2025, 1, 1)), (), papers)
    told = {one.name: one.words for one in found.materials}
    assert list(told) == list(MATERIALS)
    assert (told["入党申请书"], told["谈话记录"], told["政审材料"]) == ("已有 5 页", "应有未收", "还不需要")
    assert found.words.endswith("材料还缺 3 份")


def test_the_branch_is_read_in_few_queries_and_asked_by_the_month(branch: Branch) -> None:
    for n in range(3):
        one = branch.add(
            Development(
                person=f"丁{n}", id_number=f"x{n}", stage="入党积极分子", applied_on=date(2025, 6, 1),
                talk_on=date(2025, 6, 9), activist_on=date(2026, 1, 1),
            )
        )  # fmt: skip
    branch.add(DevelopmentReview(development=one.uid, on=date(2026, 6, 1), text="好"))
    branch.add(DevelopmentMaterial(development=one.uid, name="入党申请书", pages=3))
    branch.queries = 0
    found = paths_of(branch)
    # The people, their reviews and papers; the rule table in three: its rows, and who is above one by one.
    assert branch.queries <= 6
    assert step(found[2], "review1").done_on == date(2026, 6, 1)
    duties = development_duties(found, date(2026, 11, 30))
    assert [one.title for one in duties] == ["第 1 次半年考察：丁0", "第 1 次半年考察：丁1"]
    assert {one.state for one in duties} == {Standing.OVERDUE}
    assert len(development_duties(found, date(2027, 1, 31))) == 5
    assert duties[0].source.startswith("《中国共产党发展党员工作细则》（2026年修订）")
