"""积分 of a branch month by month: what was earned and what was spent. Nobody is ranked, as in the lists."""

from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Chart, Series
from desktop_app.drawing.shades import DONE, OPEN
from desktop_app.duties.service.points import accounts_of
from desktop_app.records.rules import RuleContext

_MONTHS = 6


def points_picture(context: RuleContext, month: Month) -> Chart:
    """The six months up to ``month``, over all accounts."""
    months = [month.shift(-back) for back in range(_MONTHS - 1, -1, -1)]
    accounts = {
        one: accounts_of(context, min(one.last_day(), max(context.today, one.first_day()))).values()
        for one in months
    }

    def sums(box: str) -> list[float]:
        return [
            float(
                sum(
                    (row.points for account in found for row in getattr(account, box) if row.on in one),
                    Decimal(0),
                )
            )
            for one, found in accounts.items()
        ]

    rows = [Series("记分", sums("entries"), DONE), Series("兑换", sums("redemptions"), OPEN)]
    names = [f"{one.month}月" for one in months]
    return Bars("近六个月积分", names, rows, unit="分", plot=120)
