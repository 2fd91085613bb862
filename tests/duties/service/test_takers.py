"""Matching takers: skill, grid and time count, who is engaged is left out, and merit has no say."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Span
from desktop_app.base.strokes import Strokes, load_strokes
from desktop_app.duties.service.takers import Helper, Match, helpers_of, match, slot_of
from desktop_app.records.links import PersonWhy
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.offers import ANY_TIME, EVENING, WEEKEND
from desktop_app.registers.service.grids import GridPerson
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import ServiceOrder
from tests.duties.sample import Branch, span


def takers_for(order: ServiceOrder, context: RuleContext, strokes: Strokes) -> tuple[Match, ...]:
    """Who can be asked to take ``order``."""
    return match(helpers_of(context, (order.uid,)), order.need, order.grid, order.agreed_on, strokes)


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        (datetime(2026, 11, 23, 17, 59), ""),
        (datetime(2026, 11, 23, 18), EVENING),
        (datetime(2026, 11, 28, 9), WEEKEND),
    ],
)
def test_the_times_people_offer(moment: datetime, slot: str) -> None:
    assert slot_of(moment) == slot


spans = st.builds(
    lambda hours, length: Span(
        datetime(2026, 11, 23) + timedelta(hours=hours),
        datetime(2026, 11, 23) + timedelta(hours=hours + length),
    ),
    st.integers(0, 160),
    st.integers(1, 5),
)
helpers = st.builds(
    Helper,
    uid=st.uuids().map(str),
    name=st.sampled_from(["王一", "赵二", "丁三"]),
    skills=st.frozensets(st.sampled_from(["水电维修", "法律"])),
    free_time=st.frozensets(st.sampled_from([EVENING, WEEKEND, ANY_TIME])),
    grids=st.frozensets(st.sampled_from(["g1", "g2"])),
    in_hand=st.integers(0, 3),
    busy=st.lists(spans, max_size=2).map(tuple),
)


@given(st.lists(helpers, max_size=8), spans)
def test_nobody_is_asked_twice_at_a_time_and_better_fits_come_first(people: list[Helper], when: Span) -> None:
    found = match(people, "维修", "g1", when, load_strokes())
    by_uid = {one.uid: one for one in people}
    for one in people:
        clash = any(not (busy.end <= when.start or when.end <= busy.start) for busy in one.busy)
        covered = not one.free_time or ANY_TIME in one.free_time or slot_of(when.start) in one.free_time
        assert (one.uid in {fit.uid for fit in found}) == (covered and not clash)
    assert [fit.fits for fit in found] == sorted((fit.fits for fit in found), reverse=True)
    for fit in found:
        one = by_uid[fit.uid]
        assert ("特长对口（水电维修）" in fit.words) == ("水电维修" in one.skills)
        assert ("同网格" in fit.words) == ("g1" in one.grids)


def test_members_and_guests_of_a_branch(branch: Branch) -> None:
    near, weak, engaged = (
        branch.member(name="赵一", skills=("教育",), free_time=("随叫随到",)),
        branch.member(care_flag=("年老体弱",)),
        branch.member(),
    )
    branch.add(GridPerson(grid="g1", person=near.uid, role="在职党员"))
    guest = branch.add(
        ReportingIn(
            name="王电工", mobile="x", unit="厂", unit_org="厂支部", grid="g1", skills=("水电维修",),
            free_time=("随叫随到",), reported_on=MONDAY,
        )
    )  # fmt: skip
    gone = branch.add(
        ReportingIn(
            name="李走", mobile="y", unit="厂", unit_org="厂支部", grid="g1", left_on=date(2026, 1, 1)
        )
    )
    branch.add(
        ServiceOrder(
            order_no="FW-202611-001", need="陪护", state="已接单", agreed_on=span(MONDAY, 13),
            takers=(PersonWhy(engaged.uid, ""),),
        )
    )  # fmt: skip
    done = ServiceOrder(
        order_no="FW-202610-001", need="维修", state="已办结", takers=(PersonWhy(near.uid, ""),)
    )
    branch.add(done)
    order = branch.add(
        ServiceOrder(order_no="FW-202611-002", need="维修", grid="g1", state="待派单", agreed_on=span(MONDAY))
    )
    found = {one.uid: one.words for one in takers_for(order, branch, load_strokes())}
    assert list(found) == [guest.uid, near.uid]
    assert found[guest.uid] == "特长对口（水电维修）、同网格、时间合适"
    assert found[near.uid] == "办过同类 1 单、同网格、时间合适"
    assert not {weak.uid, engaged.uid, gone.uid} & set(found)


def test_a_member_who_offers_what_is_needed_is_told_as_a_guest_is(branch: Branch) -> None:
    one = branch.member(skills=("法律",), free_time=("周末",))
    branch.member(free_time=("工作日晚",))
    order = ServiceOrder(order_no="FW-1", need="政策宣传", state="待派单", agreed_on=span(date(2026, 11, 28)))
    (found,) = takers_for(branch.add(order), branch, load_strokes())
    assert (found.uid, found.words) == (one.uid, "特长对口（法律）、时间合适")
