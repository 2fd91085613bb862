"""The yearly table: true histories always balance, wrong ones name the culprit; parts add up to the whole."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.duties.basics.figure import frozen
from desktop_app.duties.people.annual import (
    age_band,
    annual,
    annual_of,
    breakdowns,
    equations_of,
    occupation,
    on_the_books,
)
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.reporting.annual_changes import AnnualChange
from tests.duties.rows import made
from tests.duties.sample import Branch

CAME = ["发展党员", "恢复党籍", "转入组织关系", "整建制转入"]
LEFT = ["转出组织关系", "整建制转出", "停止党籍", "出党", "死亡"]
days = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def member(name: str = "赵一", **values: Any) -> Any:
    given = {
        "entry_type": "历史录入", "entry_on": date(2023, 1, 1), "exit_type": None, "exit_on": None,
        "party_status": "正常", "gender": "1", "ethnicity": "01", "education": "21",
        "birth_date": date(1970, 5, 1), "job_position": None, "new_stratum": None,
        "prof_title": "", "work_unit": "",
    }  # fmt: skip
    return made("member", name=name, **{**given, **values})


@st.composite
def true_histories(draw: st.DrawFn) -> Any:
    entry = draw(st.sampled_from([*CAME, "历史录入"]))
    entered = draw(days)
    left = draw(st.none() | st.dates(entered, date(2026, 12, 31)))
    kind = draw(st.sampled_from(LEFT)) if left else None
    return member(entry_type=entry, entry_on=entered, exit_on=left, exit_type=kind)


@st.composite
def any_histories(draw: st.DrawFn) -> Any:
    return member(
        name=draw(st.sampled_from(["钱二", "孙三"])),
        entry_type=draw(st.sampled_from([*CAME, "历史录入", None])),
        entry_on=draw(st.none() | days),
        exit_on=draw(st.none() | days),
        exit_type=draw(st.none() | st.sampled_from(LEFT)),
        party_status=draw(st.sampled_from(["正常", "停止党籍"])),
    )


@given(st.lists(true_histories(), max_size=8), days)
def test_every_true_history_balances_every_year_and_follows_on(members: list[Any], until: date) -> None:
    previous = None
    for year in (2023, 2024, 2025, 2026):
        found = annual(members, year, date(year, 12, 31))
        assert found.balances, found.words
        assert found.suspects == ()
        if previous is not None:
            assert found.rows[0].items == previous
            assert annual(members, year, date(year, 12, 31), previous) == found
        previous = found.rows[13].items
    live = annual(members, until.year, until)
    assert live.balances
    assert live.value(14) == sum(on_the_books(one, until) for one in members)


@given(st.lists(any_histories(), max_size=6), st.sampled_from([2024, 2026]))
def test_it_balances_or_names_the_culprit(members: list[Any], year: int) -> None:
    found = annual(members, year, date(2026, 11, 23))
    assert found.balances or found.suspects
    # The six equations, written out again.
    r = {n: found.value(n) for n in range(1, 16)}
    naive = [
        r[2] == r[3] + r[4] + r[5],
        r[5] >= r[6],
        r[7] == r[8] + r[9] + r[10] + r[11],
        r[11] >= r[12],
        r[13] == r[1] + r[2] - r[7],
        r[14] - r[13] == 0,
    ]
    assert [one.holds for one in found.equations] == naive
    assert r[15] == r[14] - r[13]
    names = {one.uid: one for one in members}
    assert all(one.member in names for one in found.suspects)
    if not found.suspects:
        assert found.rows[14].items == ()
    for number in (*range(1, 13), 14):
        assert r[number] == len(found.rows[number - 1].items)


@given(st.lists(true_histories(), min_size=1, max_size=6), any_histories(), st.sampled_from([2024, 2026]))
def test_the_one_wrong_row_is_named_and_nobody_else(members: list[Any], wrong: Any, year: int) -> None:
    found = annual([*members, wrong], year, date(2026, 12, 31))
    assert {one.member for one in found.suspects} <= {wrong.uid}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"exit_type": "死亡"}, "没有减少日期"),
        ({"exit_on": date(2026, 3, 1)}, "没有减少类型"),
        ({"party_status": "停止党籍"}, "停止党籍"),
        ({"entry_type": None, "entry_on": date(2026, 2, 1)}, "没有党员来源"),
        (
            {"entry_type": "发展党员", "entry_on": date(2026, 5, 1), "exit_type": "死亡",
             "exit_on": date(2026, 4, 1)},
            "早于来源日期",
        ),
        ({"exit_on": date(2026, 12, 31)}, "没有减少类型"),
        ({"exit_type": "走了", "exit_on": date(2026, 3, 1)}, "减少类型“走了”不在表里"),
        ({"entry_type": "发展党员", "entry_on": None}, "没有来源日期"),
        ({"entry_type": "来了", "entry_on": date(2026, 2, 1)}, "党员来源“来了”不在表里"),
    ],
)  # fmt: skip
def test_each_kind_of_wrong_row_is_told_in_words(values: dict[str, Any], words: str) -> None:
    found = annual([member(), member("周错", **values)], 2026, date(2026, 12, 31))
    assert words in found.words
    assert "周错" in found.words


@pytest.mark.parametrize(
    "values",
    [
        {"exit_on": date(2027, 1, 1)},
        {
            "entry_type": "发展党员",
            "entry_on": date(2026, 5, 1),
            "exit_type": "死亡",
            "exit_on": date(2026, 5, 1),
        },
        {"exit_type": "停止党籍", "exit_on": date(2026, 4, 1), "party_status": "停止党籍"},
        {"entry_type": "历史录入", "entry_on": None},
    ],
)
def test_what_is_only_near_to_wrong_is_not_told(values: dict[str, Any]) -> None:
    found = annual([member(), member("周对", **values)], 2026, date(2026, 12, 31))
    assert found.suspects == ()
    assert found.balances


def test_one_reported_who_had_left_by_the_roster_is_named() -> None:
    left = member("吴走", exit_type="转出组织关系", exit_on=date(2025, 12, 1))
    found = annual([member(), left], 2026, date(2026, 11, 23), [left.uid])
    assert {one.member: one.words.split("，")[0] for one in found.suspects}[left.uid] == "吴走：上年表里有"
    assert "按名册上年底已不在" in found.words


def test_a_past_changed_after_it_was_reported_is_named() -> None:
    old, late = member(), member("钱二", entry_type="转入组织关系", entry_on=date(2025, 12, 1))
    reported = annual([old], 2025, date(2025, 12, 31)).rows[13].items
    found = annual([old, late], 2026, date(2026, 11, 23), reported)
    assert not found.balances
    assert [one.member for one in found.suspects] == [late.uid]
    assert "上年表里没有" in found.words
    gone = annual([late], 2026, date(2026, 11, 23), [old.uid, late.uid])
    assert "回收站" in gone.words


def test_a_written_number_that_the_roster_does_not_bear_out_is_told() -> None:
    found = annual([member()], 2026, date(2026, 11, 23), reported=2)
    assert (found.value(1), found.value(13), found.value(15)) == (2, 2, -1)
    assert [(row.key, row.title, row.value) for row in found.rows[:2]] == [
        ("r1", "上年底党员总数", 2),
        ("r2", "本年增加", 0),
    ]
    assert len(found.rows[0].items) == 1
    assert not found.balances
    assert "写的是 2 人，按名单是 1 人" in found.words
    assert annual([member()], 2026, date(2026, 11, 23), reported=1).balances


def test_the_register_begins_with_last_years_signed_table(branch: Branch) -> None:
    one, two = branch.members(2)
    late = branch.member(entry_type="转入组织关系", entry_on=date(2025, 3, 1))
    signed = frozen(annual([one, two], 2025, date(2025, 12, 31)).rows)
    branch.add(AnnualChange(year=2025, org=branch.org.uid, r1=2, figures=signed, state="签发"))
    table = branch.add(AnnualChange(year=2026, org=branch.org.uid, r1=2, state="编辑"))
    found = annual_of(table, branch)
    assert found.rows[0].items == (one.uid, two.uid)
    assert [suspect.member for suspect in found.suspects] == [late.uid]


def test_the_last_day_of_a_year_belongs_to_it_and_is_the_next_ones_beginning() -> None:
    eve, new_year = date(2025, 12, 31), date(2026, 1, 1)
    came = [member(entry_type="转入组织关系", entry_on=day) for day in (eve, new_year)]
    left = [member(exit_type="死亡", exit_on=day) for day in (eve, new_year)]
    found = annual([*came, *left], 2026, date(2026, 12, 31))
    assert found.rows[0].items == (came[0].uid, left[1].uid)
    assert found.rows[1].items == (came[1].uid,)
    assert found.rows[6].items == (left[1].uid,)
    assert found.balances


def test_the_table_of_another_office_counts_its_own_members(branch: Branch) -> None:
    branch.members(2)
    their_org = PartyOrg(full_name="邻支部", org_code="B02", org_kind="党支部", owner_office="B02")
    branch.add(their_org)
    theirs = branch.member(branch=their_org.uid, owner_office="B02", entry_type="历史录入")
    table = branch.add(AnnualChange(year=2026, org=their_org.uid, state="编辑", owner_office="B02"))
    assert annual_of(table, branch).rows[13].items == (theirs.uid,)


TRUE_YEAR = (10, 6, 1, 2, 3, 2, 8, 1, 2, 1, 4, 3, 8, 8, 0)


def test_each_equation_of_the_form_breaks_on_its_own_row() -> None:
    assert all(one.holds for one in equations_of(TRUE_YEAR))

    def broken(*changes: tuple[int, int]) -> list[int]:
        values = list(TRUE_YEAR)
        for row, by in changes:
            values[row - 1] += by
        return [number for number, one in enumerate(equations_of(values), 1) if not one.holds]

    assert broken((3, 1)) == broken((4, 1)) == [1]
    assert broken((6, 1)) == []
    assert broken((6, 2)) == [2]
    assert broken((8, 1)) == broken((9, -1)) == broken((10, 1)) == [3]
    assert broken((12, 1)) == []
    assert broken((12, 2)) == [4]
    assert broken((1, 1)) == [5]
    assert broken((14, 1)) == broken((15, 1)) == broken((14, 1), (15, 1)) == [6]


def test_rows_are_called_as_on_the_form() -> None:
    found = annual([member()], 2026, date(2026, 11, 23))
    assert [row.key for row in found.rows] == [f"r{n}" for n in range(1, 16)]
    titles = {row.key: row.title for row in found.rows}
    assert (titles["r1"], titles["r2"], titles["r9"]) == ("上年底党员总数", "本年增加", "停止党籍")
    assert (titles["r12"], titles["r13"], titles["r15"]) == ("其中：整建制转出", "本年底应有党员数", "差额")


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"gender": "1"}, "男"), ({"gender": "2"}, "女"), ({"gender": None}, "没有写性别"),
        ({"ethnicity": "01"}, "汉族"), ({"ethnicity": "03"}, "少数民族"), ({"ethnicity": None}, "没有写民族"),
    ],
)  # fmt: skip
def test_everybody_stands_in_the_part_of_their_mark(values: dict[str, Any], part: str) -> None:
    key = next(iter(values))
    found = next(one for one in breakdowns([member(**values)], date(2026, 11, 23)) if one.key == key)
    assert [one.title for one in found.parts if one.value] == [part]
    assert [one.key for one in found.parts][:2] == [f"{key}1", f"{key}2"]
    # Where nobody lacks it, no part says so.
    assert [one.title for one in found.parts if one.title.startswith("没有")] == [part] * part.startswith(
        "没有"
    )


def test_rows_are_in_the_order_of_the_form() -> None:
    people = [
        member(),
        member("钱二", entry_type="整建制转入", entry_on=date(2026, 3, 1)),
        member("孙三", exit_type="整建制转出", exit_on=date(2026, 4, 1)),
        member("李四", exit_type="出党", exit_on=date(2026, 5, 1)),
    ]
    found = annual(people, 2026, date(2026, 11, 23))
    assert [row.value for row in found.rows] == [3, 1, 0, 0, 1, 1, 2, 1, 0, 0, 1, 1, 2, 2, 0]
    assert found.words == "3 ＋ 1 － 2 ＝ 2，实有 2，平"


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        (date(1996, 11, 23), "30岁及以下"),
        (date(1995, 11, 23), "31—35岁"),
        (date(1990, 11, 24), "31—35岁"),
        (date(1990, 11, 23), "36—40岁"),
        (date(1966, 11, 23), "56—60岁"),
        (date(1965, 11, 23), "61岁及以上"),
        (None, "没有出生日期"),
    ],
)
def test_age_bands_at_their_bounds(birth: date | None, band: str) -> None:
    assert age_band(birth, date(2026, 11, 23)) == band


@pytest.mark.parametrize(
    "told",
    [
        {"work_unit": "市农业银行客户经理"},
        {"work_unit": "市公积金中心职工"},
        {"work_unit": "市机床厂退休"},
        {"prof_title": "高级工程师"},
        {"job_position": "工人"},
        {"job_position": "0131"},
        {"job_position": ""},
        {"new_stratum": "社会组织从业人员"},
    ],
)
def test_an_occupation_is_never_guessed_from_words(told: dict[str, str]) -> None:
    assert occupation(member(**told)) == "没有写工作岗位"


@pytest.mark.parametrize(
    ("job", "title"),
    [
        ("退休人员", "离退休人员"),
        ("公务员", "党政机关工作人员"),
        ("事业单位专业技术岗位", "专业技术人员"),
        ("事业单位管理岗位", "企事业单位、社会组织管理人员"),
        ("社区工作人员", "其他职业人员"),
        ("非公有企业工勤岗位", "工人"),
        ("外出务工经商人员", "农牧渔民"),
        ("高中学生", "学生"),
        ("解放军、武警", "其他职业人员"),
    ],
)
def test_an_occupation_is_that_of_the_coded_post(job: str, title: str) -> None:
    assert occupation(member(job_position=job, work_unit="市农业银行退休")) == title
    assert occupation(member(new_stratum="个体劳动者")) == "其他职业人员"


def test_every_post_of_the_list_counts_for_an_occupation() -> None:
    listed = breakdowns([], date(2026, 11, 23))[-1].parts
    posts = [entry.code for entry in Member.job_position.table.entries]
    assert {occupation(member(job_position=post)) for post in posts} == {part.title for part in listed}


@pytest.mark.parametrize(
    ("code", "part", "level"),
    [
        ("10", "大专及以上", "研究生"),
        ("21", "大专及以上", "大学本科"),
        ("31", "大专及以上", "大学专科"),
        ("39", "大专及以上", "大学专科"),
        ("40", "大专以下", "中专"),
        ("61", "大专以下", "高中、中技"),
        ("71", "大专以下", "初中及以下"),
        ("81", "大专以下", "初中及以下"),
        ("90", "大专以下", "其他"),
        (None, "没有写学历", "没有写学历"),
    ],
)
def test_schooling_is_divided_at_the_college_diploma(code: str | None, part: str, level: str) -> None:
    found = {one.key: one for one in breakdowns([member(education=code)], date(2026, 11, 23))}
    assert [one.title for one in found["education"].parts if one.value] == [part]
    assert [one.title for one in found["level"].parts if one.value] == [level]


@given(
    st.lists(
        st.builds(
            member,
            gender=st.sampled_from(["1", "2", "9", None]),
            ethnicity=st.sampled_from(["01", "03", None]),
            education=st.sampled_from(["11", "31", "41", "61", None]),
            birth_date=st.none() | st.dates(date(1930, 1, 1), date(2008, 1, 1)),
            job_position=st.sampled_from(["退休人员", "公务员", "工人", None]),
        ),
        max_size=8,
    )
)
def test_the_parts_of_every_breakdown_are_the_whole(members: list[Any]) -> None:
    for one in breakdowns(members, date(2026, 11, 23)):
        listed = [uid for part in one.parts for uid in part.items]
        assert sorted(listed) == sorted(member.uid for member in members)
        assert all(part.value == len(part.items) for part in one.parts)
