"""民主评议 in pictures: the grades beside how many may be 优秀, and all ballots by what they say."""

from collections.abc import Sequence

from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Chart, Limit, Series
from desktop_app.drawing.shades import DONE, LATE, NEW, OPEN
from desktop_app.drawing.stacked import Shares
from desktop_app.duties.organization_life.appraisal import GRADES, AppraisalBoard, AppraisalRow
from desktop_app.registers.organization_life.appraisals import BALLOTS

_SHADES = (DONE, NEW, OPEN, LATE)


def appraisal_pictures(board: AppraisalBoard, rows: Sequence[AppraisalRow]) -> Chart:
    """What page and paper of a year show."""
    graded = [len(board.graded[grade]) for grade in GRADES]
    limit = Limit(board.limit, f"优秀最多 {board.limit} 人")
    votes = [sum(getattr(one.appraisal, box) or 0 for one in rows) for box in BALLOTS]
    charts: list[Chart] = []
    if any(graded):
        charts.append(Bars("评定等次", GRADES, [Series("", graded)], unit="人", limit=limit, plot=76))
    if any(votes):
        charts.append(Shares("测评票合计", GRADES, votes, _SHADES, unit="张"))
    return Abreast(f"{board.year}年度民主评议", charts)
