"""党员增减 and 党员构成 in pictures: the figures of the table, nobody twice."""

from datetime import date

from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars, Waterfall
from desktop_app.drawing.chart import Chart
from desktop_app.drawing.pyramid import Pyramid
from desktop_app.duties.people.annual_pictures import annual_pictures
from desktop_app.duties.people.annual_year import annual_year
from tests.duties.sample import Branch

BORN = date(1980, 3, 1)


def drawn(branch: Branch, year: int = 2026) -> tuple[Chart, ...]:
    """The charts of a year."""
    found = annual_pictures(annual_year(branch, year))
    assert isinstance(found, Abreast)
    return tuple(found.charts)


def test_the_waterfall_goes_over_what_came_and_left(branch: Branch) -> None:
    branch.members(5)
    branch.member(entry_type="转入组织关系", entry_on=date(2026, 3, 1))
    branch.member(exit_type="死亡", exit_on=date(2026, 4, 1))
    balance = drawn(branch)[0]
    assert isinstance(balance, Waterfall)
    table = annual_year(branch, 2026).table
    assert balance.opening == table.value(1)
    assert dict(zip(balance.names[1:-1], balance.changes, strict=True)) == {"转入组织关系": 1, "死亡": -1}
    assert balance.bars()[-1][0].end == table.value(14)


def test_the_pyramid_has_everybody_once(branch: Branch) -> None:
    people = [*branch.members(4, gender="1", birth_date=BORN), *branch.members(3, gender="2")]
    ages = next(one for one in drawn(branch) if isinstance(one, Pyramid))
    assert sum([*ages.left.values, *ages.right.values]) == len(people)
    assert dict(zip(ages.names, ages.left.values, strict=True))["46—50岁"] == 4


def test_who_has_no_gender_makes_plain_bars(branch: Branch) -> None:
    branch.members(2)
    branch.member(gender=None)
    ages = next(one for one in drawn(branch) if one.title.startswith("年龄"))
    assert isinstance(ages, Bars)
    assert sum(ages.series[0].values) == 3


def test_a_year_before_the_books_shows_nothing(branch: Branch) -> None:
    branch.member(entry_type="历史录入", entry_on=date(2026, 1, 1))
    assert not annual_year(branch, 2020).is_known
    assert drawn(branch, 2020) == ()
    assert drawn(branch)
