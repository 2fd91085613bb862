"""A clean branch has no gap; with one of every kind planted in it, the self-inspection lists exactly those.

The kinds stand room by room in ``planted/``, each with how it comes into a clean branch.
"""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import PartialDate
from desktop_app.duties.summaries.self_inspection import by_kind, inspect
from tests.duties.sample import Branch, opened
from tests.duties.summaries.planted import development as planted_ways
from tests.duties.summaries.planted.all_gaps import PLANTED, plant
from tests.duties.summaries.planted.planting import FIRST, OLD, TODAY, Planting, clean


def test_a_clean_branch_has_no_gap() -> None:
    with opened(TODAY) as branch:
        clean(branch)
        assert inspect(branch, FIRST) == []


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one.title)
def test_each_planted_gap_is_found_and_nothing_else(planted: Planting) -> None:
    with opened(TODAY) as branch:
        planted.plant(branch, clean(branch))
        assert [gap.title for gap in inspect(branch, FIRST)] == [planted.title]


def test_exactly_the_planted_gaps_are_listed_together() -> None:
    with opened(TODAY) as branch:
        planted = plant(branch, clean(branch))
        found = inspect(branch, FIRST)
        assert Counter(gap.title for gap in found) == planted
        assert len({gap.key for gap in found}) == len(found)
        assert all(gap.words and gap.source and gap.register for gap in found)
        assert sum(len(some) for some in by_kind(found).values()) == planted.total()


def test_every_kind_is_planted_once() -> None:
    assert {title: n for title, n in Counter(one.title for one in PLANTED).items() if n > 1} == {}


def test_months_without_dues_are_named() -> None:
    with opened(TODAY) as branch:
        people = clean(branch)
        branch.db.execute_sql(
            "DELETE FROM dues_payment WHERE member = ? AND for_month >= '2026-03'", (people[2].uid,)
        )
        found = inspect(branch, FIRST)
        assert [(gap.title, gap.uids) for gap in found] == [("党费欠交", (people[2].uid,))]
        assert "连续 2 个月未交" in found[0].words


def test_a_branch_needs_three_full_members_article_4() -> None:
    with opened(TODAY) as branch:
        branch.members(2, **OLD)
        found = {gap.title: gap for gap in inspect(branch, FIRST)}
        assert found["正式党员不够成立支部的人数"].words == "正式党员 2 人，成立支部要有 3 人以上"
        branch.member(**OLD)
        assert "正式党员不够成立支部的人数" not in {gap.title for gap in inspect(branch, FIRST)}


def test_somebody_who_joined_later_was_not_there(branch: Branch) -> None:
    one = branch.member(joined_on=PartialDate(2026, 5, 1), full_on=PartialDate(2026, 5, 1))
    branch.came(branch.meeting("其他", date(2026, 3, 2)), one)
    assert "到会记录早于来源日期或晚于减少日期" in {gap.title for gap in inspect(branch)}


def test_months_before_the_records_begin_are_not_called_missing() -> None:
    with opened(date(2026, 10, 20)) as branch:
        branch.members(3, **OLD)
        branch.meeting("支部委员会会议", date(2026, 8, 6))
        titles = [gap.words for gap in inspect(branch) if gap.title == "缺支部委员会会议"]
        assert titles == ["2026年9月尚未记录"]


def test_a_branch_too_large_and_a_group_too_small_are_named() -> None:
    with opened(TODAY) as branch:
        group = branch.group()
        branch.members(2, party_group=group.uid, **OLD)
        branch.numbers["branch_members_most"] = Decimal(1)
        found = {gap.title: gap for gap in inspect(branch, FIRST)}
        assert found["支部人数过多"].words == "现有 2 人，一般不超过 1 人"
        assert found["党小组人数不足"].uids == (group.uid,)


@pytest.mark.parametrize(("listed", "asked"), [(date(2026, 5, 17), False), (date(2026, 5, 18), True)])
def test_a_notice_before_listing_is_asked_since_the_revision_article_13(listed: date, asked: bool) -> None:
    with opened(date(2026, 6, 1)) as branch:
        planted_ways.way(branch, branch.members(2, **OLD), "发展对象", candidate_on=listed)
        found = {gap.title: gap.words for gap in inspect(branch)}
        assert ("列为发展对象以前没有公示" in found.get("列为发展对象的手续不全", "")) is asked
