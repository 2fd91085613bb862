"""What the page of points shows: every figure is the sum of the moves behind it, over any history."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.periods import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.service.points import public_sheet
from desktop_app.duties.summaries.points_view import BALANCE, account_views, points_months, shelf
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.points_entries import PointsEntry, reversal_of
from desktop_app.registers.service.redemptions import Redemption
from tests.duties.sample import Branch, opened

MOVES = st.lists(
    st.tuples(
        st.sampled_from(["记", "冲", "换"]),
        st.integers(0, 3),
        st.integers(0, 320),
        st.decimals(-9, 20, places=1),
    ),
    max_size=12,
)


def write(branch: Branch, moves: list[tuple[str, int, int, Decimal]], holders: list[str]) -> None:
    """A history: entries, reversals of one that stands, redemptions."""
    standing: list[PointsEntry] = []
    for kind, who, day, points in moves:
        on = date(2026, 1, 1) + timedelta(days=day)
        if kind == "记":
            entry = PointsEntry(holder=holders[who], on=on, reason="值守", rule="r", points=points)
            standing.append(branch.add(entry))
        elif kind == "冲" and standing:
            branch.add(reversal_of(standing.pop(), "v", "记错", on))
        elif kind == "换":
            branch.add(Redemption(holder=holders[who], on=on, goods="g", qty=1, points=abs(points)))


@settings(max_examples=40)
@given(MOVES, st.sampled_from([Decimal(0), Decimal(60)]))
def test_balances_figures_and_the_sheet_agree_with_a_naive_count(
    moves: list[tuple[str, int, int, Decimal]], base: Decimal
) -> None:
    with opened() as branch:
        branch.numbers["points_year_base"] = base
        holders = [one.uid for one in branch.members(3)] + ["居民老吴"]
        write(branch, moves, holders)
        entries, spent = branch.find(PointsEntry.live()), branch.find(Redemption.live())
        views = {one.holder: one for one in account_views(branch, load_strokes())}
        sheet = {one.holder: one for one in public_sheet(branch, Month(2026, 11), load_strokes())}
        for holder in holders:
            won = [one for one in entries if one.holder == holder and one.on <= branch.today]
            gone = [one for one in spent if one.holder == holder and one.on <= branch.today]
            naive = base + sum(one.points for one in won) - sum(one.points for one in gone)
            if holder not in views:
                assert naive == base
                assert not won
                assert not gone
                continue
            view = views[holder]
            points = {one.record.uid: one.points for one in view.moves}
            figures = {one.key: one for one in view.figures()}
            assert view.account.balance == naive == figures[BALANCE].value == sheet[holder].balance
            for figure in figures.values():
                total = sum((points[uid] for uid in figure.items), Decimal(0))
                behind = base + total if figure.key == BALANCE else abs(total)
                assert abs(figure.value) == abs(behind)
            month = [one for one in (*won, *gone) if one.on in Month(2026, 11)]
            assert set(sheet[holder].uids) == {one.uid for one in month}
            assert sheet[holder].won == sum(one.points for one in won if one in month)


def test_the_shelf_and_the_months(branch: Branch) -> None:
    oil = branch.add(Goods(name="菜籽油", price=Decimal(4)))
    branch.add(GoodsIntake(goods=oil.uid, on=date(2026, 9, 1), qty=5))
    branch.add(Redemption(holder="居民老吴", on=date(2026, 10, 2), goods=oil.uid, qty=2, points=Decimal(8)))
    assert [(one.goods.name, one.stock) for one in shelf(branch)] == [("菜籽油", 3)]
    assert points_months(branch) == [Month(2026, 11), Month(2026, 10)]
    branch.queries = 0
    (view,) = account_views(branch, load_strokes())
    assert branch.queries <= 7
    assert [one.why for one in view.moves] == ["菜籽油 2 件"]
