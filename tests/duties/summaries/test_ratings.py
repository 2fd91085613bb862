"""A rating fills itself from the registers: every figure with its records, no score above its item."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.duties.basics.figure import frozen, rate, thawed
from desktop_app.duties.summaries.rating_measures import MEASURED_BY, measured
from desktop_app.duties.summaries.ratings import filled, ratings, schemes
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.rating_schemes import (
    FIGURE_OF,
    MEASURES,
    RatingScheme,
    SchemeGrade,
    SchemeItem,
    shipped_schemes,
)
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.service.service_orders import RATINGS, ServiceOrder
from tests.registers.desk import Desk


@pytest.fixture
def desk():
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def rated(desk):
    """A scheme of two measured items and one that people judge, and a rating of this year."""
    scheme = desk.put(RatingScheme(name="试评"))
    for seq, (item, measure, most) in enumerate(
        (("按期销号", "问题按期销号率", 20), ("群众满意", "服务订单满意率", 30), ("班子好", None, 50)), 1
    ):
        desk.put(SchemeItem(scheme=scheme.uid, seq=seq, item=item, measure=measure, max=Decimal(most)))
    for grade, least in (("A", 90), ("B", 60), ("C", 0)):
        desk.put(SchemeGrade(scheme=scheme.uid, grade=grade, least=Decimal(least)))
    return desk.add(BranchRating(scheme=scheme.uid, period=2026, org="b" * 32))


def test_every_measure_of_a_scheme_can_be_measured_and_an_empty_branch_earns_nothing_by_it(desk):
    assert set(MEASURED_BY) == set(MEASURES)
    for measure in MEASURES:
        assert measured(measure, desk, 2026).score(Decimal(10)) in (None, Decimal("0.0"))


@given(st.lists(st.sampled_from(RATINGS), max_size=12))
def test_the_share_of_content_is_that_of_the_list_it_opens(given_ratings):
    desk = Desk()
    try:
        for rating in given_ratings:
            desk.add(ServiceOrder(asked_on=date(2026, 5, 6), rating=rating))
        found = measured("服务订单满意率", desk, 2026)
        good = sum(one in RATINGS[:2] for one in given_ratings)
        assert (len(found.figure.items), len(found.figure.whole)) == (good, len(given_ratings))
        assert found.share == (Decimal(good) / len(given_ratings) if given_ratings else None)
        score = found.score(Decimal(20))
        assert score is None or 0 <= score <= 20
    finally:
        desk.close()


def fill(desk):
    (rating,) = ratings(desk)
    for line in filled(rating, desk):
        desk.put(line)
    (rating,) = ratings(desk)
    return rating


def issue(desk, closed_on):
    desk.add(
        Issue(
            found_on=date(2026, 5, 1),
            due_on=date(2026, 6, 1),
            state=CLOSED,
            checked_on=closed_on,
            description="路灯",
        )
    )


def test_what_can_be_measured_is_filled_and_drawn_anew_and_a_changed_score_stays(desk, rated):
    issue(desk, date(2026, 5, 20))
    issue(desk, date(2026, 7, 1))
    first = fill(desk)
    closing, orders, judged = first.lines
    assert (closing.line.score, closing.line.reason) == (Decimal("10.0"), "2 件里有 1 件没有做到")
    (figure,) = thawed(closing.line.figure)
    assert (len(figure.items), len(figure.whole)) == (1, 2)
    assert (orders.line.score, judged.line.score) == (None, None)
    assert first.own_sum == Decimal("10.0")
    issue(desk, date(2026, 5, 25))
    issue(desk, date(2026, 5, 26))
    assert fill(desk).lines[0].line.score == Decimal("15.0")
    line = fill(desk).lines[0].line
    line.score, line.reason = Decimal("12.0"), "有一件群众不认可"
    desk.put(line)
    issue(desk, date(2026, 5, 27))
    kept = fill(desk).lines[0].line
    assert (kept.score, kept.reason) == (Decimal("12.0"), "有一件群众不认可")
    assert "4/5" in kept.basis


def test_the_total_reaches_its_grade_and_a_veto_stands_before_it(desk, rated):
    rated.superior_score, rated.decided_on = Decimal("90.0"), date(2026, 11, 20)
    desk.add(rated)
    assert ratings(desk)[0].grade == "A"
    rated.superior_score = Decimal("89.9")
    desk.add(rated)
    assert ratings(desk)[0].grade == "B"
    rated.veto = ("党员受到刑事处罚",)
    desk.add(rated)
    assert ratings(desk)[0].grade == "一票否决"


def test_a_self_score_is_no_total_and_there_is_no_grade_before_the_day_of_decision(desk, rated):
    rated.self_score = Decimal("94.5")
    desk.put(rated)
    (told,) = ratings(desk)
    assert (told.own, told.total, told.grade, told.is_decided) == (Decimal("94.5"), None, "未评定", False)
    rated.decided_on = date(2026, 11, 20)
    assert "考评还没有得分" in desk.told(rated)["decided_on"].text
    rated.superior_score = Decimal("90.0")
    desk.put(rated)
    assert (ratings(desk)[0].total, ratings(desk)[0].grade) == (Decimal("90.0"), "A")
    rated.decided_on = None
    desk.put(rated)
    assert ratings(desk)[0].grade == "未评定"


def test_weighed_steps_have_all_to_be_scored_before_a_decision(desk):
    scheme = desk.put(RatingScheme(name="星级", self_weight=20, mass_weight=30, superior_weight=50))
    desk.put(SchemeGrade(scheme=scheme.uid, grade="五星", least=Decimal(90)))
    rating = desk.put(BranchRating(scheme=scheme.uid, period=2026, org="b" * 32, self_score=Decimal(90)))
    rating.superior_score, rating.decided_on = Decimal(100), date(2026, 11, 20)
    assert "测评还没有得分" in desk.told(rating)["decided_on"].text
    rating.mass_score = Decimal(100)
    desk.put(rating)
    assert (ratings(desk)[0].total, ratings(desk)[0].grade) == (Decimal(98), "五星")


def test_only_the_measure_of_the_program_stands_as_an_automatic_figure(desk, rated):
    """A figure somebody made up, or that of another item, is refused; each measure tells its own key."""
    item = next(one.item for one in ratings(desk)[0].lines if one.item.measure == "问题按期销号率")
    line = RatingItem(rating=rated.uid, item=item.uid, score=Decimal(19), reason="差一件", basis="整改台账")
    for figure in (
        rate("closed", "问题销号率", ("a",), ("a", "b")),
        measured("服务订单满意率", desk, 2026).figure,
    ):
        line.figure = frozen([figure])
        assert desk.told(line)["figure"].refuse
    line.figure = frozen([measured("问题按期销号率", desk, 2026).figure])
    desk.put(line)
    assert {one: measured(one, desk, 2026).figure.key for one in MEASURES} == FIGURE_OF
    judged = next(one.item for one in ratings(desk)[0].lines if not one.item.measure)
    line = RatingItem(rating=rated.uid, item=judged.uid, figure=frozen([rate("x", "班子好", ("a",), ("a",))]))
    assert desk.told(line)["figure"].refuse


def test_a_scheme_that_makes_no_sense_is_refused(desk, rated):
    (scheme,) = [one.scheme for one in schemes(desk)]
    more = SchemeItem(scheme=scheme.uid, item="再加一项", max=Decimal(1))
    assert desk.told(more)["max"].refuse
    scheme.full_score = 99
    assert desk.told(scheme)["full_score"].refuse
    high = SchemeGrade(scheme=scheme.uid, grade="特", least=Decimal(101))
    assert desk.told(high)["least"].refuse
    assert SchemeGrade._meta.unique == (("scheme", "grade"), ("scheme", "least"))


def test_the_shipped_schemes_stand_by_these_rules(desk):
    for record in shipped_schemes():
        desk.put(record)
    assert {one.points for one in schemes(desk)} == {Decimal(100)}
