"""政治生日: counted from joining and not from 转正, on its day, of those who are here that day."""

from datetime import date

import pytest

from desktop_app.base.periods import PartialDate
from desktop_app.duties.people.birthdays import birthday_in, birthdays_of, nth_birthday
from desktop_app.registers.people.care_awards import CareAward
from tests.duties.sample import Branch


def test_the_nth_counts_from_joining_and_party_age_from_confirmation(branch: Branch) -> None:
    one = branch.member(joined_on=PartialDate(2019, 12, 5), full_on=PartialDate(2020, 12, 5))
    (found,) = birthdays_of([one], branch, 2026)
    assert (found.nth, found.day) == (7, date(2026, 12, 5))


@pytest.mark.parametrize(
    ("joined", "day"),
    [
        (PartialDate(2016, 2, 29), date(2026, 2, 28)),
        (PartialDate(1998, 7), date(2026, 7, 31)),
        (PartialDate(1998), None),
    ],
)
def test_a_day_only_partly_known_is_the_last_it_can_be(branch: Branch, joined, day) -> None:
    assert birthday_in(branch.member(joined_on=joined), 2026) == day


def test_the_year_of_joining_has_none_yet(branch: Branch) -> None:
    one = branch.member(joined_on=PartialDate(2026, 5, 22))
    assert nth_birthday(one, 2026) is None
    assert birthdays_of([one], branch, 2026) == []


def test_only_who_is_here_that_day_and_what_was_kept_in_that_year(branch: Branch) -> None:
    stays = branch.member(joined_on=PartialDate(2000, 7, 1))
    gone = branch.member(joined_on=PartialDate(2000, 7, 1), exit_type="死亡", exit_on=date(2026, 6, 1))
    branch.add(CareAward(kind="政治生日", who=stays.uid, on=date(2025, 7, 1), what="上一年"))
    award = branch.add(CareAward(kind="政治生日", who=stays.uid, on=date(2026, 7, 2), what="集体过"))
    (found,) = birthdays_of([stays, gone], branch, 2026)
    assert found.member == stays.uid
    assert found.award is not None
    assert found.award.uid == award.uid
