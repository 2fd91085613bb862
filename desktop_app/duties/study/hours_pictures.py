"""学时 of a year in pictures: how many reached what is asked, and each member's hours beside it."""

from collections.abc import Sequence
from decimal import Decimal

from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Chart, Limit, Series
from desktop_app.drawing.shades import DONE as CAME
from desktop_app.drawing.shades import NEW, OPEN, QUIET
from desktop_app.drawing.stacked import Shares
from desktop_app.duties.study.hours import plain
from desktop_app.duties.study.hours_view import BEHIND, DONE, EXEMPT, ON_PACE, HoursRow, HoursView

_SHADES = {DONE: CAME, ON_PACE: NEW, BEHIND: OPEN, EXEMPT: QUIET}
_BAND, _BANDS = 8, 6  # hours a band at least, bands at most
_MOST = 16  # people in one block of bars: a pair of blocks is not higher than a page


def hours_pictures(view: HoursView, asked: Decimal) -> Chart:
    """What page and paper of a year show; ``asked`` hours are drawn as a line. Nobody is ranked."""
    title = f"{view.year}年学时"
    if not view.rows:
        return Abreast(title, ())
    states = [sum(one.state == state for one in view.rows) for state in _SHADES]
    told = Shares("学时情况", list(_SHADES), states, list(_SHADES.values()), unit="人")
    learning = [one for one in view.rows if one.state != EXEMPT]
    limit = Limit(float(asked), f"要求 {plain(asked)} 学时")
    charts: list[Chart] = [told, _bands(learning)] if learning else [told]
    blocks = 2 * -(-len(learning) // (2 * _MOST))
    most = max([*(float(one.hours.done) for one in learning), float(asked)])
    for at in range(blocks):
        people = learning[len(learning) * at // blocks : len(learning) * (at + 1) // blocks]
        if people:
            charts.append(_people(people, limit, most))
    return Abreast(title, charts)


def _bands(rows: Sequence[HoursRow]) -> Bars:
    """How many members learned how many hours."""
    most = max(int(one.hours.done) for one in rows)
    band = _BAND * (most // (_BAND * _BANDS) + 1)
    places = [int(one.hours.done // band) for one in rows]
    names = [f"{band * place}—{band * (place + 1)}" for place in range(max(places) + 1)]
    counts = [places.count(place) for place in range(len(names))]
    return Bars("各学时段人数", names, [Series("", counts)], unit="人", plot=60)


def _people(rows: Sequence[HoursRow], limit: Limit, most: float) -> Bars:
    ends = f"{rows[0].name}—{rows[-1].name}" if len(rows) > 1 else rows[0].name
    hours = Series("", [float(one.hours.done) for one in rows])
    names = [one.name for one in rows]
    return Bars(f"各人学时：{ends}", names, [hours], limit=limit, lying=True, scale=(0.0, most))
