"""A figure of a case is the length or the sum of its list, after later edits too, and tells when stale."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.duties.summaries.case_figures import (
    Query,
    draw,
    figure_now,
    figure_of,
    is_stale,
    query_of,
)
from desktop_app.duties.summaries.cases import cases, lengths, put_anew, put_in, told
from desktop_app.registers.displays.case_studies import CaseFigure, CaseStudy
from desktop_app.registers.rectification.issues import CLOSED, OPEN, Issue
from desktop_app.registers.study.study import StudySession
from tests.duties.kept_figures import agrees
from tests.registers.desk import Desk

YEAR = {"first": "2026-01-01", "last": "2026-12-31"}
CLOSED_ONES = Query(register="issue", box="state", value=CLOSED, **YEAR)
HOURS = Query(register="study_session", summed="hours", **YEAR)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 30))


@pytest.fixture
def desk():
    made = Desk()
    yield made
    made.close()


def issue(desk, day, state=CLOSED, **values):
    return desk.add(Issue(found_on=day, state=state, description="路灯不亮", **values))


@given(st.lists(st.tuples(DAYS, st.sampled_from((OPEN, CLOSED))), max_size=12))
def test_a_count_is_the_length_of_its_list_and_of_nothing_else(rows):
    desk = Desk()
    try:
        made = [(issue(desk, day, state).uid, day, state) for day, state in rows]
        kept = draw(CLOSED_ONES, desk).kept(CLOSED_ONES)
        expected = {uid for uid, day, state in made if day.year == 2026 and state == CLOSED}
        assert agrees(kept)
        assert set(figure_of(kept).items) == expected
        assert figure_of(kept).value == len(expected)
    finally:
        desk.close()


@given(st.lists(st.tuples(DAYS, st.decimals(0, 20, places=1)), max_size=12))
def test_a_sum_is_the_sum_of_the_amounts_beside_its_list(rows):
    desk = Desk()
    try:
        for day, hours in rows:
            desk.add(StudySession(held_on=day, hours=hours, title="原著"))
        kept = draw(HOURS, desk).kept(HOURS)
        assert agrees(kept)
        assert Decimal(str(figure_of(kept).value)) == sum((h for d, h in rows if d.year == 2026), Decimal(0))
        assert len(figure_of(kept).items) == sum(d.year == 2026 for d, _ in rows)
    finally:
        desk.close()


def test_a_kept_figure_agrees_after_later_edits_and_is_told_to_be_stale(desk):
    first = issue(desk, date(2026, 3, 1))
    issue(desk, date(2026, 4, 1))
    kept = draw(CLOSED_ONES, desk).kept(CLOSED_ONES)
    stored = CaseFigure.figure.from_stored(CaseFigure.figure.to_stored(kept))
    assert query_of(stored) == CLOSED_ONES
    assert not is_stale(stored, desk)
    first.state = OPEN
    desk.add(first)
    assert agrees(stored)
    assert figure_of(stored).value == 2
    assert is_stale(stored, desk)
    assert not is_stale(draw(CLOSED_ONES, desk).kept(CLOSED_ONES), desk)


def test_other_records_in_the_same_number_are_another_list(desk):
    gone = issue(desk, date(2026, 3, 1))
    kept = draw(CLOSED_ONES, desk).kept(CLOSED_ONES)
    gone.removed_at = "2026-11-01T09:00"
    desk.add(gone)
    issue(desk, date(2026, 3, 2))
    assert is_stale(kept, desk)


def test_a_class_of_problems_is_counted_by_its_word(desk):
    issue(desk, date(2026, 3, 1), tag="公共照明")
    issue(desk, date(2026, 3, 2), tag="停车")
    query = Query(register="issue", box="tag", value="公共照明", **YEAR)
    assert draw(query, desk).figure.value == 1


def test_what_is_not_offered_is_refused(desk):
    with pytest.raises(UserError, match="不能取数"):
        draw(Query(register="member", **YEAR), desk)


def test_the_words_of_a_figure_stand_in_the_text_and_are_changed_with_it(desk):
    issue(desk, date(2026, 3, 1))
    figure = CaseFigure(figure=draw(CLOSED_ONES, desk).kept(CLOSED_ONES), note="今年办结")
    text = put_in("报修有了回音", told(figure))
    assert text == "报修有了回音。今年办结 1 件。"
    assert put_anew(text, "今年办结 1 件", "今年办结 2 件") == "报修有了回音。今年办结 2 件。"
    assert put_anew("另写了", "今年办结 1 件", "今年办结 2 件") is None
    assert put_in(None, "今年办结 1 件") == "今年办结 1 件。"


def test_lengths_stand_against_the_rule_table(desk):
    abstract, body = lengths({"abstract": "字" * 1501, "practice": "字" * 10, "effect": None}, desk)
    assert (abstract.words, abstract.is_over) == ("摘要 1501/1500 字", True)
    assert (body.words, body.is_over) == ("正文 10/5000 字", False)


def test_what_is_being_written_stands_before_what_is_finished(desk):
    for title, done in (("乙", date(2026, 1, 1)), ("甲", None), ("丙", date(2026, 1, 1) + timedelta(9))):
        desk.add(CaseStudy(title=title, finished_on=done))
    assert [one.study.title for one in cases(desk)] == ["甲", "丙", "乙"]


def test_a_figure_is_drawn_and_never_written_by_hand(desk):
    assert desk.told(CaseFigure(case_study="c" * 32, part="effect", note="今年办结 99 件"))["note"].refuse


def test_a_figure_that_can_no_longer_be_drawn_is_told_to_be_stale(desk):
    kept = [{"key": "x", "title": "旧数", "unit": "件", "value": 0, "items": []}]
    assert figure_now(kept, desk) is None
    assert is_stale(kept, desk)


@pytest.mark.parametrize(
    "how",
    [
        {"month": "x", "figure": "y"},
        {"register": "meeting", "first": "1", "last": "2"},
        {"register": "meeting", "first": "2026-01-01", "last": "2026-12-31", "box": "x", "value": "y"},
        {"register": "member"},
    ],
)
def test_a_figure_whose_query_came_in_a_package_and_cannot_be_is_told(desk, how):
    kept = [{"key": "a", "title": "数", "unit": "人", "value": 1, "items": [], "how": how}]
    assert figure_now(kept, desk) is None
