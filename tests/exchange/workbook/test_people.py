"""Who a row is about: whoever the roster knows is proposed, whatever is left of the number; none unasked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from desktop_app.base.identity import check_digit
from desktop_app.base.periods import PartialDate
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.grid import SheetGrid, cell_of
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import CHARACTER, Question, RowOutcome
from desktop_app.records.record import Register
from desktop_app.registers import MODELS
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from tests.exchange.workbook.shelf import Shelf

MEMBER = Register(Member)
SURNAMES = "安白曹杜方高何江孔李马倪彭秦任沈唐王徐杨"
GOOD = {
    "姓名": "安一",
    "性别": "男",
    "民族": "汉族",
    "公民身份号码": "990101198507013212",
    "出生日期": "1985-07-01",
    "入党日期": "2010-07-01",
    "学历": "大学本科",
    "人员类别": "正式党员",
    "转正日期": "2011-07-01",
}


def number_of(n: int) -> str:
    """The number of the n-th of forty people, no two born on one day."""
    born = f"990101{date(1950, 3, 2) + timedelta(days=277 * n):%Y%m%d}"
    firsts = (f"{born}{order:03d}" for order in range(31, 999, 2))
    return next(first + check_digit(first) for first in firsts if check_digit(first) != "X")


@pytest.fixture(scope="module")
def tables() -> Shelf:
    return Shelf(MODELS)


@pytest.fixture
def shelf(tables: Shelf) -> Shelf:
    tables.notes.clear()
    for model in (Member, PartyOrg):
        model.delete().execute(tables.database)
    tables.save(PartyOrg(uid="b" * 32, full_name="桂花里支部", org_code="A1", org_kind="党支部"))
    return tables


def enrolled(shelf: Shelf, n: int, **boxes: Any) -> Member:
    """The n-th of forty people, on the roster."""
    number = number_of(n)
    one = Member(
        **{
            "name": f"{SURNAMES[n % 20]}{'一二'[n // 20]}",
            "id_number": number,
            "gender": "1",
            "ethnicity": "01",
            "birth_date": date(int(number[6:10]), int(number[10:12]), int(number[12:14])),
            "education": "21",
            "category": "正式党员",
            "branch": "b" * 32,
            "joined_on": PartialDate(1990, 7, 1),
            "full_on": PartialDate(1991, 7, 1),
            "entry_on": date(2026, 1, 1),
            **boxes,
        }
    )
    shelf.save(one)
    return one


def plan_of(shelf: Shelf, *rows: Mapping[str, Any]) -> ImportPlan:
    heads = list(rows[0])
    grid = SheetGrid("表", [[cell_of(w) for w in heads], *([cell_of(row[h]) for h in heads] for row in rows)])
    return read_plan(grid, MEMBER, shelf, given={"branch": "b" * 32})


def asked(plan: ImportPlan) -> list[Question]:
    """The open questions about rows."""
    return [question for question in plan.questions if not question.of_file]


def test_of_forty_damaged_numbers_nearly_all_are_proposed_and_none_is_written(shelf: Shelf) -> None:
    people = [enrolled(shelf, n) for n in range(40)]
    damaged = [float, lambda number: int(number[:15]) * 1000, lambda number: f"{float(number):.5E}"]
    rows = [
        {"姓名": one.name, "公民身份号码": damaged[n % 3](one.id_number), "手机号码": f"138001380{n:02d}"}
        for n, one in enumerate(people)
    ]
    plan = plan_of(shelf, *rows)
    assert not plan.going_in
    right = [
        row
        for row, one in zip(plan.rows, people, strict=True)
        if row.questions and row.questions[0].choices[0].value.uid == one.uid
    ]
    assert len(right) >= 38
    assert people[0].name in right[0].questions[0].choices[0].label
    plan.answer(right[0].questions[0], 0, all_alike=True)
    assert len(plan.going_in) >= 38
    assert {name for row in plan.going_in for name in row.changes} == {"mobile"}


def test_a_damaged_number_of_nobody_here_is_refused_with_what_is_left_of_it(shelf: Shelf) -> None:
    row = plan_of(shelf, {**GOOD, "公民身份号码": 990101198507013212}).rows[0]
    assert row.outcome is RowOutcome.REFUSED
    assert "只剩前 14 位 99010119850701" in row.reasons()


@pytest.mark.parametrize("wrong", ["990101198507013213", "990101198507103212"])
def test_a_wrong_number_is_never_a_dead_end(shelf: Shelf, wrong: str) -> None:
    one = enrolled(shelf, 1, name="安一", id_number="990101198507013212", birth_date=date(1985, 7, 1))
    plan = plan_of(shelf, {**GOOD, "公民身份号码": wrong, "手机号码": "13800138000"})
    (question,) = asked(plan)
    labels = [choice.label for choice in question.choices]
    assert "990101 19850701 3212" in labels[0]
    assert labels[-2:] == ["按表里的先留着，待核对", "这一行先不导入"]
    plan.answer(question, 0)
    assert plan.going_in[0].record.uid == one.uid
    plan.answer(question, len(labels) - 2)
    while asked(plan):
        plan.answer(asked(plan)[0], 0)
    plan.take_proposals()
    (row,) = plan.going_in
    assert (row.record.id_number, row.record.id_override) == (wrong, True)
    assert "待核对" in row.record.id_reason
    apply_plan(plan, shelf)


def test_who_has_no_number_is_sought_by_name_and_dates(shelf: Shelf) -> None:
    one = enrolled(shelf, 0)
    enrolled(shelf, 1, name=one.name, joined_on=PartialDate(2001, 7, 1))
    plan = plan_of(shelf, {"姓名": one.name, "入党日期": "1990-07", "手机号码": "13800138000"})
    (question,) = asked(plan)
    assert [c.value for c in question.choices][:-1] == [shelf.get(Member, one.uid)]
    plan.answer(question, 0)
    assert plan.going_in[0].record.uid == one.uid
    assert "mobile" in plan.going_in[0].changes


def test_what_is_not_taken_of_birth_and_sex_stays_in_the_remark_and_is_not_asked_again(shelf: Shelf) -> None:
    row = {**GOOD, "性别": "女", "出生日期": "1985-07-02", "备注": "老党员"}
    plan = plan_of(shelf, row)
    birth, sex = asked(plan)
    assert [len(one.choices) for one in (birth, sex)] == [3, 3]
    plan.answer(birth, 0)
    plan.answer(sex, 0)
    plan.take_proposals()
    apply_plan(plan, shelf)
    (saved,) = shelf.all(Member)
    assert (saved.birth_date, saved.gender) == (date(1985, 7, 1), "1")
    assert saved.remark.splitlines()[0] == "老党员"
    assert "出生日期写“1985-07-02”" in saved.remark
    assert "性别写“女”" in saved.remark
    again = plan_of(shelf, row)
    assert (again.summary(), again.questions) == ("可导入 0 · 不变 1", [])


def test_the_sheet_may_be_believed_about_birth_and_sex(shelf: Shelf) -> None:
    plan = plan_of(shelf, {**GOOD, "性别": "女", "出生日期": "1985-07-02"})
    birth, sex = asked(plan)
    plan.answer(birth, 1)
    plan.answer(sex, 1)
    plan.take_proposals()
    apply_plan(plan, shelf)
    (saved,) = shelf.all(Member)
    assert (saved.birth_date, saved.gender, saved.id_override) == (date(1985, 7, 2), "2", True)
    assert "待核对" in saved.id_reason


def test_words_in_brackets_behind_a_name_are_asked(shelf: Shelf) -> None:
    plan = plan_of(shelf, {**GOOD, "姓名": "王三（曾用名 王珊）"})
    (question,) = asked(plan)
    plan.answer(question, 0)
    row = plan.rows[0]
    assert (row.values["name"], row.record.remark) == ("王三", "姓名一栏另写“曾用名 王珊”")
    plan.answer(question, 1)
    assert plan.rows[0].values["name"] == "王三（曾用名 王珊）"
    plan.answer(question, 0)
    plan.take_proposals()
    apply_plan(plan, shelf)
    assert plan_of(shelf, {**GOOD, "姓名": "王三（曾用名 王珊）"}).summary() == "可导入 0 · 不变 1"


def test_a_day_without_its_year_is_asked_in_the_years_of_the_person(shelf: Shelf) -> None:
    plan = plan_of(shelf, {**GOOD, "入党日期": "七月一日", "转正日期": None})
    (question,) = asked(plan)
    years = [choice.value.year for choice in question.choices[:-1]]
    assert (years[0], years[-1]) == (2026, 2003)
    assert plan_of(shelf, {**GOOD, "出生日期": "七月一日"}).rows[0].values["birth_date"] == date(1985, 7, 1)


def test_a_ten_that_may_have_lost_its_zero_is_asked_whether_number_or_text(shelf: Shelf) -> None:
    for kept in ("2010.1", 2010.1):
        (question,) = [q for q in plan_of(shelf, {**GOOD, "入党日期": kept}).questions if not q.of_file]
        assert [c.label for c in question.choices[:2]] == ["2010年1月", "2010年10月"]


def test_who_left_the_branch_is_asked_about(shelf: Shelf) -> None:
    gone = enrolled(shelf, 0, exit_type="死亡", exit_on=date(2026, 3, 1), exit_basis="死亡证明")
    plan = plan_of(shelf, {"姓名": gone.name, "公民身份号码": gone.id_number, "手机号码": "13800138000"})
    (question,) = asked(plan)
    assert "已登记为“死亡”（2026-03-01）" in question.what
    plan.answer(question, 1)
    assert plan.rows[0].outcome is RowOutcome.LEFT_OUT
    plan.answer(question, 0)
    assert plan.going_in[0].changes == ("mobile",)


def test_a_row_of_another_branch_never_becomes_ours(shelf: Shelf) -> None:
    other = {**GOOD, "姓名": "曹二", "公民身份号码": "990101198507310014", "出生日期": "1985-07-31"}
    plan = plan_of(shelf, {**GOOD, "所在党支部": "桂花里支部"}, {**other, "所在党支部": "杏花里支部"})
    (question,) = [q for q in plan.file_questions if q.key.startswith("foreign")]
    assert question.proposal == 0
    assert question.choices[0].label == "只导入本支部的，这些行不导入"
    assert [row.outcome for row in plan.rows] == [RowOutcome.READY, RowOutcome.LEFT_OUT]
    plan.take_proposals()
    apply_plan(plan, shelf)
    assert [one.name for one in shelf.all(Member)] == ["安一"]
    plan = plan_of(shelf, {**other, "所在党支部": "桂花里党支部"})
    (question,) = [q for q in plan.file_questions if q.key.startswith("foreign")]
    plan.answer(question, 1)
    plan.take_proposals()
    assert plan.going_in[0].record.branch == "b" * 32


def test_a_branch_that_is_known_here_but_is_not_ours_is_another_one(shelf: Shelf) -> None:
    shelf.save(PartyOrg(full_name="杏花里支部", org_code="A2", org_kind="党支部"))
    plan = plan_of(shelf, {**GOOD, "所在党支部": "杏花里支部"})
    assert [row.outcome for row in plan.rows] == [RowOutcome.LEFT_OUT]
    # One name throughout may be another spelling of ours: nobody decides that but the person.
    assert [q.proposal for q in plan.file_questions if q.key.startswith("foreign")] == [None]


def test_a_new_word_of_a_list_is_asked_once_and_the_answer_is_kept(shelf: Shelf) -> None:
    second = {**GOOD, "姓名": "曹二", "公民身份号码": "990101198507310014", "出生日期": "1985-07-31"}
    rows = [{**row, "学历": "函授本科"} for row in (GOOD, second)]
    plan = plan_of(shelf, *rows)
    assert len({question.key for question in asked(plan)}) == 1
    labels = [choice.label for choice in asked(plan)[0].choices]
    assert labels[0] == "大学本科教育"
    plan.answer(asked(plan)[0], 0)
    assert not asked(plan)
    assert [f.now for f in plan.fixed if f.title == "学历"] == ["大学本科教育"] * 2
    plan.take_proposals()
    apply_plan(plan, shelf)
    Member.delete().execute(shelf.database)
    again = plan_of(shelf, *rows)
    assert not asked(again)
    assert "照上次定的，“函授本科”记作“大学本科教育”" in " ".join(f.what for f in again.findings)
    (kept,) = [q for q in again.file_questions if q.key == "words:kept"]
    again.answer(kept, 1)
    assert len({question.key for question in asked(again)}) == 1


def test_an_official_list_offers_to_leave_the_words_as_they_are(shelf: Shelf) -> None:
    plan = plan_of(shelf, {**GOOD, "工作岗位": "看门"})
    (question,) = asked(plan)
    at = [choice.label for choice in question.choices].index("先照写“看门”")
    plan.answer(question, at)
    assert plan.rows[0].values["job_position"] == "看门"


def test_what_is_to_be_looked_up_stays_in_the_remark(shelf: Shelf) -> None:
    row = {**GOOD, "籍贯": "待查", "备注": "老党员"}
    plan = plan_of(shelf, row)
    plan.take_proposals()
    apply_plan(plan, shelf)
    (saved,) = shelf.all(Member)
    assert (saved.native_place, saved.remark) == (None, "老党员\n待查：籍贯")
    assert plan_of(shelf, {**row, "备注": None}).summary() == "可导入 0 · 不变 1"


@pytest.mark.parametrize("title", ["民族", "学历", "性别"])
def test_a_column_that_is_left_out_is_one_question_however_many_words_its_list_has(
    shelf: Shelf, title: str
) -> None:
    other = {**GOOD, "姓名": "白二", "公民身份号码": "990101198507310014", "出生日期": "1985-07-31"}
    rows = [{head: words for head, words in row.items() if head != title} for row in (GOOD, other)]
    plan = plan_of(shelf, *rows)
    (question,) = [one for one in plan.file_questions if f"「{title}" in one.what]
    assert "2 行都怎么记" in question.what
    assert question.proposal is None
    assert not plan.counts[RowOutcome.REFUSED]
    plan.answer(question, 0)
    plan.take_proposals()
    assert len(plan.going_in) == 2


@pytest.mark.parametrize("row", [{"工作岗位": "医务人员"}, {"学历": "函授本科"}, {"工作岗位": "看门"}])
def test_only_a_near_word_is_proposed(shelf: Shelf, row: dict[str, str]) -> None:
    """医务人员 shares two signs with 公务员: proposed, it went in by one key for everybody."""
    (question,) = asked(plan_of(shelf, {**GOOD, **row}))
    proposed = "" if question.proposal is None else question.choices[question.proposal].label
    assert proposed == "" or proposed.startswith("先照写")


DESCRIBED = {**GOOD, "姓名": "曹(上大下明)"}


def test_a_character_told_in_words_is_asked_for_and_taken_as_found(shelf: Shelf) -> None:
    plan = plan_of(shelf, DESCRIBED)
    (question,) = asked(plan)
    assert not plan.going_in
    assert "找这个字" in question.what
    plan.answer(question, CHARACTER + ord("𡙂"))
    plan.take_proposals()
    assert [(fixed.words, fixed.now) for fixed in plan.fixed if fixed.title == "姓名"] == [
        ("曹(上大下明)", "曹𡙂")
    ]
    apply_plan(plan, shelf)
    (saved,) = shelf.all(Member)
    assert (saved.name, saved.remark) == ("曹𡙂", None)
    assert plan_of(shelf, DESCRIBED).summary() == "可导入 0 · 不变 1"


def test_a_character_told_in_words_can_stay_as_it_is_written_or_be_none(shelf: Shelf) -> None:
    plan = plan_of(shelf, DESCRIBED)
    (question,) = asked(plan)
    plan.answer(question, 0)
    assert plan.rows[0].values["name"] == "曹(上大下明)"
    plan.answer(question, 1)
    row = plan.rows[0]
    assert (row.values["name"], row.record.remark) == ("曹", "姓名一栏另写“上大下明”")


def test_nothing_is_asked_of_people_already_on_the_roster_that_only_new_ones_need(shelf: Shelf) -> None:
    rows = [
        {
            "姓名": one.name,
            "性别": {"1": "男", "2": "女"}[str(one.gender)],
            "出生日期": str(one.birth_date),
            "人员类别": "正式党员",
            "手机号码": f"1390000000{n}",
        }
        for n, one in enumerate(enrolled(shelf, n) for n in range(3))
    ]
    plan = plan_of(shelf, *rows)
    assert plan.file_questions == []
    who = asked(plan)
    assert len(who) == 3
    plan.answer(who[0], 0, all_alike=True)
    assert plan.file_questions == []
    assert [row.outcome for row in plan.rows] == [RowOutcome.CHANGED] * 3
    assert {name for row in plan.rows for name in row.changes} == {"mobile"}


def test_what_new_people_need_is_asked_where_one_of_the_rows_is_new(shelf: Shelf) -> None:
    one = enrolled(shelf, 0)
    known = {"姓名": one.name, "公民身份号码": None, "性别": "男"}
    new = {"姓名": "江新", "公民身份号码": "990101198507013212", "性别": "男"}
    plan = plan_of(shelf, known, new)
    assert "missing:ethnicity" in {question.key for question in plan.file_questions}
    assert any("1 行" in question.what for question in plan.file_questions)
