"""Who has to make up for what, against a naive reading; plans, tags and the sources of hours."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.study.hours_view import hours_view, sources_of
from desktop_app.duties.study.study_files import fresh_session, made_up, tag_figures, to_make_up, topic_files
from desktop_app.registers.study.study_materials import StudyTag
from desktop_app.registers.study.study_topics import STAGES, StudyTopic, TopicStage
from tests.duties.sample import Branch, opened

STROKES = load_strokes()


def topic(branch: Branch) -> StudyTopic:
    return branch.add(StudyTopic(title="专题一", topic_area="党的宗旨教育", from_on=date(2026, 1, 1)))


SHEETS = st.lists(
    st.tuples(
        st.sampled_from(STAGES[:2]),
        st.integers(1, 300),
        st.lists(st.sampled_from(("来", "缺", "补", "")), min_size=3, max_size=3),
    ),
    max_size=4,
)


@settings(max_examples=25)
@given(SHEETS)
def test_missed_is_what_nobody_made_up_for_in_any_way(sheets: list[tuple[str, int, list[str]]]) -> None:
    with opened() as branch:
        people = [*branch.members(2), branch.member(care_flag=("失能",))]
        one = topic(branch)
        passed, absent = set(), []
        for stage, day, marks in sheets:
            held = date(2026, 1, 1) + timedelta(days=day)
            session = branch.study(held, topic=one.uid, method_step=stage)
            for who, mark in zip(people, marks, strict=True):
                if mark in ("来", "补"):
                    passed.add((who.uid, stage))
                if mark:
                    makeup = {"makeup_on": held} if mark == "补" else {}
                    branch.came(session, who, present=mark == "来", **makeup)
                if mark == "缺":
                    absent.append((who.uid, stage, session.uid))
        found = {
            (m.row.person, m.session.method_step, m.session.uid) for m in to_make_up(branch, 2026, STROKES)
        }
        assert found == {one for one in absent if one[0] != people[2].uid and (one[0], one[1]) not in passed}


def test_queries_do_not_grow_with_the_topics(branch: Branch) -> None:
    people = branch.members(3)
    counts = []
    for _ in range(2):
        for n in range(3):
            one = branch.add(
                StudyTopic(
                    title=f"专题{len(branch.find(StudyTopic.live()))}",
                    topic_area="党的宗旨教育",
                    from_on=date(2026, 1, 1),
                )
            )
            branch.came(branch.study(date(2026, 2, 1 + n), topic=one.uid, method_step=STAGES[n]), *people)
        before = branch.queries
        assert topic_files(branch, STROKES)
        counts.append(branch.queries - before)
    assert counts[0] == counts[1]


def test_a_plan_fills_the_session_and_tells_when_it_is_late(branch: Branch) -> None:
    one = topic(branch)
    branch.add(
        TopicStage(topic=one.uid, stage=STAGES[0], content="读原文", leader="甲", due_on=date(2026, 11, 20))
    )
    branch.study(date(2026, 12, 5), topic=one.uid, method_step=STAGES[1])
    (file,) = topic_files(branch, STROKES)
    assert [file.stages[stage].words(branch.today) for stage in STAGES] == [
        "逾期 3 天", "定于 12月5日", "还没有安排", "还没有安排",
    ]  # fmt: skip
    session = fresh_session(branch, file, STAGES[0])
    assert (session.lecturer, session.content, session.topic) == ("甲", "读原文", one.uid)
    assert file.done == 0


def test_a_day_before_what_was_missed_is_refused(branch: Branch) -> None:
    branch.came(branch.study(date(2026, 11, 2)), branch.member(), present=False, reason="公出")
    missed = to_make_up(branch, 2026, STROKES)
    with pytest.raises(UserError, match="补学日期早于"):
        made_up(missed, date(2026, 11, 1))
    assert [row.makeup_on for row in made_up(missed, date(2026, 11, 2))] == [date(2026, 11, 2)]


def test_tags_are_counted_used_or_not(branch: Branch) -> None:
    branch.add(StudyTag(name="入脑", in_use=True), StudyTag(name="旧的", in_use=False))
    branch.study(date(2026, 3, 2), tags=("入脑", "自己的"))
    figures = {one.title: one.items for one in tag_figures(branch, 2026)}
    assert {title: len(items) for title, items in figures.items()} == {"入脑": 1, "自己的": 1}


def test_hours_come_with_forecast_and_sources(branch: Branch) -> None:
    branch.today = date(2026, 7, 2)
    one = branch.member()
    session = branch.study(date(2026, 3, 2), "8")
    branch.came(session, one)
    (row,) = hours_view(branch, 2026, STROKES).rows
    assert row.forecast_words == "16，差 16"
    (source,) = sources_of(branch, row.hours)
    assert (source.register, source.uid, source.hours) == ("study_session", session.uid, "8")
