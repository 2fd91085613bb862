"""The study block of a month: hours and 人次 of the same rows; the theory and 三带三入 by themselves."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.month import month_figures
from desktop_app.registers.study.study_materials import THEORY, SessionMaterial, StudyMaterial
from desktop_app.registers.study.study_topics import StudyTopic
from tests.duties.sample import Branch, opened

OCTOBER = Month(2026, 10)


@pytest.fixture
def branch() -> Iterator[Branch]:
    with opened() as made:
        yield made


def block(branch: Branch) -> dict[str, Figure]:
    return {one.key: one for one in month_figures(branch, OCTOBER)["study_block"]}


def theory(branch: Branch, session: Any) -> None:
    work = branch.add(StudyMaterial(title="《习近平著作选读》第一卷", kind=THEORY))
    branch.add(SessionMaterial(session=session.uid, material=work.uid))


def test_hours_and_people_are_of_the_same_rows_without_study_brought_home(branch: Branch) -> None:
    one, late = branch.members(2)
    weak = branch.member(care_flag=("失能",))
    session = branch.study(date(2026, 10, 8), "2")
    branch.came(session, one, weak)
    branch.came(session, late, present=False, reason="病假", makeup_on=date(2026, 10, 12))
    home = branch.study(date(2026, 10, 9), "5", kind="送学上门")
    branch.came(home, weak)
    alone = branch.study(date(2026, 10, 10), "3", kind="个人自学")
    branch.came(alone, one)
    found = block(branch)
    assert found["sessions"].items == (session.uid,)
    assert found["learners"].value == 3
    assert "补学 1 人次" in found["learners"].note
    assert "送学上门" in found["learners"].note
    assert set(found["mean_hours"].items) < set(found["learners"].items)
    assert found["mean_hours"].value == Decimal("2.0")
    assert len(found["mean_hours"].whole) == 2
    assert "本月共 6 学时（参加学习的 3 人次）" in found["mean_hours"].note
    assert found["at_home"].items == (home.uid,)
    assert found["at_home_people"].value == 1


def test_the_innovation_theory_and_the_first_topic_are_counted_by_themselves(branch: Branch) -> None:
    people = branch.members(3)
    first = branch.meeting("支部党员大会", date(2026, 10, 9), first_topic=("《习近平著作选读》第一卷",))
    branch.meeting("支部党员大会", date(2026, 10, 19))
    session, other = branch.study(date(2026, 10, 8), "2"), branch.study(date(2026, 10, 15), "1")
    theory(branch, session)
    branch.came(session, *people)
    branch.came(other, *people)
    found = block(branch)
    assert found["first_topic"].items == (first.uid,)
    assert found["theory"].items == (session.uid,)
    assert (found["theory_people"].value, found["theory_hours"].value) == (3, Decimal(6))
    assert found["theory_hours"].parts == ("2.0", "2.0", "2.0")


def test_each_brought_and_each_entered_opens_its_sessions(branch: Branch) -> None:
    topic = branch.add(StudyTopic(title="学思想", from_on=date(2026, 9, 1), tags=("带着嘱托学", "入脑")))
    own = branch.study(date(2026, 10, 8), topic=topic.uid, tags=("带着感情学", "入心"))
    by_topic = branch.study(date(2026, 10, 9), topic=topic.uid)
    found = block(branch)
    told = {one.title: one.items for one in found.values() if one.key.startswith("tag_")}
    assert told == {
        "带着嘱托学": (by_topic.uid,),
        "带着感情学": (own.uid,),
        "带着责任学": (),
        "入脑": (by_topic.uid,),
        "入心": (own.uid,),
        "入行": (),
    }
