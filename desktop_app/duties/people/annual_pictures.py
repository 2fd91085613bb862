"""党员增减 and 党员构成 in pictures: how last year's number became this one, and who the members are."""

from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars, Waterfall
from desktop_app.drawing.chart import Chart, Series
from desktop_app.drawing.pyramid import Pyramid
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.people.annual import Breakdown
from desktop_app.duties.people.annual_year import AnnualYear

# The rows of the table that came or left, each once: 其中 is part of the row above it.
_CAME, _LEFT = (3, 4, 5), (8, 9, 10, 11)
_MEN, _WOMEN = "男", "女"


def annual_pictures(year: AnnualYear) -> Chart:
    """What page and paper of a year show; nothing where no record tells of it."""
    title = f"{year.table.year}年党员增减和构成"
    if not year.is_known:
        return Abreast(title, ())
    tables = {one.title: one for one in year.breakdowns}
    charts: list[Chart] = [_balance(year)]
    if "年龄" in tables and "性别" in tables:
        charts.append(_ages(tables["年龄"], tables["性别"].parts))
    charts += [_parts(tables[mark]) for mark in ("文化程度", "职业") if mark in tables]
    return Abreast(title, [one for one in charts if not one.is_nothing])


def _balance(year: AnnualYear) -> Waterfall:
    """From 上年底 to 本年底, over what came and what left; a kind nobody came or left by is left out."""
    kinds = [(row, 1) for row in _CAME] + [(row, -1) for row in _LEFT]
    moved = [(year.table.rows[row - 1].title, way * year.table.value(row)) for row, way in kinds]
    moved = [one for one in moved if one[1]]
    end = "本年底" if year.is_signed else "现在"
    names = ["上年底", *(title for title, _ in moved), end]
    return Waterfall("党员增减", names, year.table.value(1), [by for _, by in moved], unit="人", plot=82)


def _ages(ages: Breakdown, genders: tuple[Figure, ...]) -> Chart:
    """The pyramid, the oldest on top; plain bars where the gender of somebody is not known."""
    people = {one.title: set(one.items) for one in genders}
    bands = [one for one in reversed(ages.parts) if one.items]
    if people.keys() - {_MEN, _WOMEN} and any(people[one] for one in people.keys() - {_MEN, _WOMEN}):
        return Bars(
            "年龄", [one.title for one in bands], [Series("", [int(one.value) for one in bands])], unit="人"
        )
    men, women = (
        Series(gender, [len(people.get(gender, set()) & set(one.items)) for one in bands])
        for gender in (_MEN, _WOMEN)
    )
    return Pyramid("年龄和性别", [one.title for one in bands], men, women, unit="人")


def _parts(table: Breakdown) -> Bars:
    """The members by one mark."""
    values = [int(one.value) for one in table.parts]
    return Bars(table.title, [one.title for one in table.parts], [Series("", values)], unit="人", lying=True)
