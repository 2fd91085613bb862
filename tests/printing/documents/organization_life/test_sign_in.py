"""签到表: a branch of 46 on one sheet, nobody left out however many they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.dates import parse_span
from desktop_app.base.names import spaced
from desktop_app.printing.documents.organization_life import sign_in
from desktop_app.registers.study.study import StudySession
from tests.printing.documents.reading import bare, text

PLAIN = sign_in.SignIn(
    org="中共清河社区支部委员会",
    name="支部党员大会签到表",
    title="三季度党员大会",
    when="2026年7月1日14:30—16:00",
    day="2026年7月1日",
    place="党员活动室",
    people=(),
)


def people(count: int) -> tuple[tuple[str, str, str], ...]:
    return tuple((f"张{chr(0x4E00 + n)}", "党员", "") for n in range(count))


def with_people(count: int, **values) -> sign_in.SignIn:
    return sign_in.SignIn(**{**vars(PLAIN), "people": people(count), **values})


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (5, 1), (12, 1), (30, 1), (46, 1), (54, 1), (130, 3)])
def test_pages(setting, count, pages):
    told, made = setting(sign_in.story(with_people(count)))
    assert made == pages
    assert f"应到{count}人" in told.replace("　", "")


def test_a_branch_fits_one_sheet_with_head_and_reasons(office, renderer):
    printed = renderer.make("sign_in", uid=office.general.uid)
    told = text(printed)
    assert printed.pages == 1
    assert "2026年10月22日15:00—17:00" in told
    assert told.count("公出") == 7
    assert all(bare(one.name) in told for one in office.people)


@given(st.integers(0, 140))
def test_everybody_is_listed_once_in_order(setting, count):
    told, _ = setting(sign_in.story(with_people(count)))
    for number, (name, _, _) in enumerate(people(count), 1):
        assert f"{number}{bare(spaced(name))}" in told
    assert f"{count + 1}张" not in told


@given(st.text(st.sampled_from("阿卜杜拉·买买提欧阳"), min_size=1, max_size=60), st.text(max_size=120))
def test_long_names_and_places_stay_whole(setting, name, place):
    plan = with_people(3, people=((name, "组织委员", ""),) * 40, place=place, title=place)
    told, _ = setting(sign_in.story(plan))
    # A name over two lines of a cell is cut in the middle, its signs all stay.
    assert len(re.findall(re.escape(name[:1]), told)) >= 40 * name.count(name[:1])


def test_study_sessions_have_their_sheet_too(own_office):
    session = StudySession(
        title="逐条学党章",
        kind="集中培训(上级调训)",
        topic_area="政治理论教育",
        start_end=parse_span("2026-11-12 15:00-17:00"),
    )
    own_office.ledger.save(session)
    sheet = sign_in.gather(own_office.ledger, session.uid)
    assert sheet.name == "集中培训签到表"
    assert len(sheet.people) == len(own_office.people)
    assert sheet.people[0][1] == "书记"
