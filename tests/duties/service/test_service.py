"""The month's figures of service and grids: each is its list, each order in its month."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.periods import Month
from desktop_app.duties.service.service import order_standing, rate_by, service_block
from desktop_app.records.links import PersonWhy
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.service_orders import RATINGS, ServiceOrder
from tests.duties.sample import Branch, opened, span

NOVEMBER, TODAY = Month(2026, 11), date(2026, 11, 23)


def order(branch: Branch, number: int, state: str, asked: date, **values: object) -> ServiceOrder:
    given_ = {"order_no": f"FW-{number:03d}", "state": state, "asked_on": asked, "need": "维修"}
    return branch.add(ServiceOrder(**{**given_, **values}))


def test_a_month_counts_what_was_asked_sent_finished_and_rated_in_it(branch: Branch) -> None:
    done = {
        "dispatched_on": date(2026, 10, 31),
        "done_on": span(date(2026, 11, 2)),
        "takers": (PersonWhy("a"),),
    }
    first = order(branch, 1, "已办结", date(2026, 10, 30), rated_on=date(2026, 11, 3), rating="满意", **done)
    second = order(
        branch,
        2,
        "已办结",
        date(2026, 11, 1),
        rated_on=TODAY,
        rating="一般",
        **{**done, "dispatched_on": date(2026, 11, 1)},
    )
    third = order(branch, 3, "退单", TODAY, dispatched_on=TODAY)
    order(branch, 4, "待派单", date(2026, 10, 1))
    waiting = order(branch, 5, "待评单", date(2026, 10, 20), done_on=span(date(2026, 11, 20)))
    order(branch, 6, "已办结", date(2026, 10, 20), done_on=span(date(2026, 10, 31)))
    event = branch.add(GridEvent(on=date(2026, 11, 5), closed_on=date(2026, 11, 6), issue="i" * 32))
    old = branch.add(GridEvent(on=date(2026, 10, 5), closed_on=date(2026, 11, 6)))
    branch.queries = 0
    found = {one.key: one for one in service_block(branch, NOVEMBER)}
    assert branch.queries == 5
    assert found["orders"].items == (second.uid, third.uid)
    assert found["orders_taken"].items == (second.uid,)
    assert found["orders_done"].items == (first.uid, second.uid, waiting.uid)
    assert found["orders_rated"].items == (first.uid, second.uid)
    assert (found["orders_content"].value, found["orders_content"].items) == (Decimal("50.0"), (first.uid,))
    assert found["events"].items == (event.uid,)
    assert set(found["events_closed"].items) == {event.uid, old.uid}
    assert found["events_issue"].items == (event.uid,)


def test_an_empty_month_says_so(branch: Branch) -> None:
    found = {one.key: one for one in service_block(branch, NOVEMBER)}
    assert all(not one.value for one in found.values())
    assert found["orders_content"].note == "本月没有评单的订单"


days = st.integers(0, 120).map(lambda n: date(2026, 8, 15) + timedelta(days=n))


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["待派单", "已派单", "已接单", "已办结", "退单"]), days, st.sampled_from(RATINGS)
        ),
        max_size=10,
    )
)
def test_every_figure_is_the_length_of_its_list(rows: list[tuple[str, date, str]]) -> None:
    with opened() as branch:
        for number, (state, asked, rating) in enumerate(rows):
            sent = None if state == "待派单" else asked + timedelta(days=2)
            rated = (asked + timedelta(days=9), rating) if state == "已办结" else (None, None)
            order(branch, number, state, asked, dispatched_on=sent, rated_on=rated[0], rating=rated[1])
        for one in service_block(branch, NOVEMBER):
            if one.key == "orders_content":
                assert set(one.items) <= set(one.whole)
                assert one.value * len(one.whole) / 100 - len(one.items) < Decimal("0.01") * max(
                    1, len(one.whole)
                )
            else:
                assert one.value == len(one.items) == len(set(one.items))
        asked_then = [asked for _, asked, _ in rows if date(2026, 11, 1) <= asked <= TODAY]
        assert service_block(branch, NOVEMBER)[0].value == len(asked_then)


def test_a_rating_that_does_not_come_is_told_after_the_days_of_the_rule(branch: Branch) -> None:
    waiting = order(branch, 1, "待评单", date(2026, 11, 1), done_on=span(date(2026, 11, 10)))
    assert rate_by(waiting, 7) == date(2026, 11, 17)
    assert order_standing(waiting, date(2026, 11, 17), 7).words == "等居民评单"
    late = order_standing(waiting, date(2026, 11, 20), 7)
    assert (late.words, late.tone) == ("评单逾期 3 天，请回访", "overdue")
    assert rate_by(order(branch, 2, "已办结", TODAY), 7) is None
