"""Realistic bad sheets, one case each: what is put right, what is asked, what is refused and where."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.base.periods import Month, PartialDate
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.grid import SheetGrid, text_cell
from desktop_app.exchange.workbook.match import UID_HEADER
from desktop_app.exchange.workbook.paste import pasted_grid
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import Level, RowOutcome
from desktop_app.records.record import Register
from tests.exchange.workbook.sheets import HEAD, NUMBERS, person, xlsx
from tests.exchange.workbook.shelf import WORDS, Person, Shelf, Team

PERSON = Register(Person)
ROLES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The throw-away register's own synonyms, as resources/workbook/synonyms.json holds for real ones."""
    monkeypatch.setattr("desktop_app.exchange.workbook.match.read_text", lambda *_: WORDS)


def plan_of(shelf: Shelf, data: bytes | SheetGrid, **options: Any) -> ImportPlan:
    return read_plan(data, PERSON, shelf, name="名册.xlsx", **options)


def one(shelf: Shelf, **boxes: Any) -> Any:
    """The plan of a single row with ``boxes`` by title."""
    head, row = person(**boxes)
    return plan_of(shelf, xlsx(row, head=head)).rows[0]


def refusal(row: Any) -> str:
    assert row.outcome is RowOutcome.REFUSED
    return "".join(f.sentence() for f in row.findings if f.level is Level.REFUSED)


def test_a_good_row_goes_in_and_one_action_is_named(shelf: Shelf) -> None:
    plan = plan_of(shelf, xlsx(("张三", "男", NUMBERS[0], "正式")))
    assert plan.summary() == "可导入 1"
    result = apply_plan(plan, shelf)
    assert shelf.titles == ["导入名册“名册.xlsx”（1 条）"]
    assert result.sentence() == "已导入 1 条（新增 1）"
    (saved,) = shelf.all(Person)
    assert (saved.name, saved.gender, saved.number) == ("张三", "1", NUMBERS[0])


def test_the_same_sheet_again_changes_nothing(shelf: Shelf) -> None:
    data = xlsx(("张三", "男", NUMBERS[0], "正式"))
    apply_plan(plan_of(shelf, data), shelf)
    plan = plan_of(shelf, data)
    assert plan.summary() == "可导入 0 · 不变 1"
    assert apply_plan(plan, shelf).change is None
    assert len(shelf.titles) == 1


def test_a_blank_never_erases_and_a_change_is_shown(shelf: Shelf) -> None:
    head, row = person(联系电话="13800138000", 备注="老")
    apply_plan(plan_of(shelf, xlsx(row, head=head)), shelf)
    head, row = person(联系电话="13900139000", 备注=None)
    plan = plan_of(shelf, xlsx(row, head=head))
    assert plan.summary() == "可导入 1（其中 1 条更新已有记录）"
    assert "由“138****8000”改为“139****9000”" in plan.sentences(Level.NOTED)[0]
    apply_plan(plan, shelf)
    (saved,) = shelf.all(Person)
    assert (saved.phone, saved.note) == ("13900139000", "老")


def test_a_number_kept_as_a_number_is_never_converted(shelf: Shelf) -> None:
    plan = plan_of(
        shelf,
        xlsx(("张三", "男", 990101198507013212, "正式"), ("李四", "男", 9.90101198507310e17, "正式"),
             ("王五", "男", "9.90101E+17", "正式"), ("赵六", "男", NUMBERS[1], "正式")),
    )  # fmt: skip
    assert plan.summary() == "可导入 1 · 有问题 3"
    first = plan.sentences(Level.REFUSED)[0]
    assert first.startswith("第2行 C列 公民身份号码")
    assert "后几位已丢失，只剩前 14 位 99010119850701" in first
    assert "其余 1 行可以导入" in first


def test_a_fifteen_place_number_is_widened(shelf: Shelf) -> None:
    for kept in (990101850701321, "990101850701321"):
        row = one(shelf, 公民身份号码=kept)
        assert row.values["number"] == NUMBERS[0]
        assert "15 位旧号码" in row.findings[0].what


@pytest.mark.parametrize(
    "typed",
    ["99010119850701002x", "99010119850701002Ｘ", "99010119850701002х", "990101 19850701 002X",
     "'99010119850701002X", "\u202c990101\u00a019850701\u3000002X\t", "99010119850701002Ⅹ"],
)  # fmt: skip
def test_a_number_with_what_hands_and_clipboards_leave(shelf: Shelf, typed: str) -> None:
    row = one(shelf, 性别="女", 公民身份号码=typed)
    assert row.outcome is RowOutcome.READY
    assert row.values["number"] == NUMBERS[2]


def test_a_wrong_check_digit_is_asked_with_the_number_that_fits(shelf: Shelf) -> None:
    row = one(shelf, 公民身份号码="990101198507013213")
    (question,) = row.questions
    assert question.sentence().startswith("第2行 C列 公民身份号码：990101 19850701 3213：")
    assert "第 18 位应为 2" in question.what
    assert [c.label for c in question.choices] == [
        "只有末位错了，改为 990101 19850701 3212",
        "这一行先不导入",
    ]


def test_a_letter_for_a_digit_is_proposed_and_a_cut_number_asked(shelf: Shelf) -> None:
    for typed in ("99O101198507013212", "990101198501013000"):
        row = one(shelf, 性别=None, 公民身份号码=typed)
        assert row.outcome is RowOutcome.ASK, typed
        assert len(row.questions[0].choices) == 2


def test_birth_and_sex_against_the_number(shelf: Shelf) -> None:
    head, row = person(性别="女", 出生年月="1985-07-02")
    plan = plan_of(shelf, xlsx(row, head=head))
    assert plan.summary() == "可导入 0 · 需确认 1"
    birth, sex = plan.questions
    assert "以哪个为准" in birth.what
    plan.answer(birth, 1)
    plan.answer(sex, 0)
    assert plan.summary() == "可导入 1"
    values = plan.rows[0].values
    assert values["birth"] == date(1985, 7, 2)
    assert "1985-07-02" in values["birth_reason"]
    assert values["gender"] == "1"


@pytest.mark.parametrize("typed", ["1985年7月", "1985.07", "198507", "1985", 1985.07])
def test_a_birth_known_to_the_month_is_completed_by_the_number(shelf: Shelf, typed: object) -> None:
    assert one(shelf, 出生年月=typed).values["birth"] == date(1985, 7, 1)


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        (19850701, PartialDate(1985, 7, 1)),
        ("19850701", PartialDate(1985, 7, 1)),
        (31229, PartialDate(1985, 7, 1)),
        (datetime(1985, 7, 1), PartialDate(1985, 7, 1)),
        ("1985/7/1 0:00:00", PartialDate(1985, 7, 1)),
        ("1985-07-01T00:00", PartialDate(1985, 7, 1)),
        ("1985-07", PartialDate(1985, 7)),
        ("1985.10", PartialDate(1985, 10)),
        ("约1985年", PartialDate(1985, about=True)),
    ],
)
def test_dates_as_sheets_keep_them(shelf: Shelf, kept: object, read: PartialDate) -> None:
    assert one(shelf, 入会时间=kept).values["joined"] == read


def test_the_ten_that_lost_its_zero(shelf: Shelf) -> None:
    head, row = person(入会时间=1985.1)
    plan = plan_of(shelf, xlsx(row, row, head=head))
    assert [c.label for c in plan.questions[0].choices] == ["1985年1月", "1985年10月", "这一行先不导入"]
    shown = plan_of(shelf, xlsx(row, head=head, forms={"E2": "0.00"}))
    assert shown.rows[0].values["joined"] == PartialDate(1985, 10)
    pasted = plan_of(shelf, pasted_grid("\t".join(head) + "\n" + "\t".join(map(str, row))))
    assert pasted.rows[0].outcome is RowOutcome.ASK


def test_one_answer_for_all_alike(shelf: Shelf) -> None:
    rows = [(f"张{n}", "女", None, "正式", 1985.1) for n in "一二三"]
    plan = plan_of(shelf, xlsx(*rows, head=(*HEAD, "入会时间")))
    plan.answer(plan.questions[0], plan.questions[0].choices[1], all_alike=True)
    assert not [q for q in plan.questions if q.key.startswith("read")]
    assert [r.values["joined"] for r in plan.rows] == [PartialDate(1985, 10)] * 3


def test_a_date_shown_as_a_month_is_a_month(shelf: Shelf) -> None:
    head, row = person(入会时间=datetime(1985, 7, 1), 失联月份=datetime(2020, 3, 1))
    data = xlsx(row, head=head, forms={"E2": 'yyyy"年"m"月"', "F2": "yyyy-mm"})
    values = plan_of(shelf, data).rows[0].values
    assert values["joined"] == PartialDate(1985, 7)
    assert values["lost"] == Month(2020, 3)


@pytest.mark.parametrize("typed", ["1985-02-30", "1985年13月", "农历五月初五"])
def test_impossible_dates_are_refused(shelf: Shelf, typed: str) -> None:
    assert "第2行 E列" in refusal(one(shelf, 入会时间=typed))


def test_the_rules_of_the_register_speak_with_the_column(shelf: Shelf) -> None:
    assert "第2行 E列 入会日期：入会早得不可能" in refusal(one(shelf, 入会时间="1919-05-04"))


@pytest.mark.parametrize("ditto", ["同上", "〃", '"', ".."])
def test_ditto_copies_the_cell_above_and_is_listed(shelf: Shelf, ditto: str) -> None:
    rows = [("张三", None, NUMBERS[0], "正式", "甲"), ("李四", None, NUMBERS[1], "正式", ditto)]
    plan = plan_of(shelf, xlsx(*rows, head=(*HEAD, "备注")))
    assert plan.rows[1].values["note"] == "甲"
    assert plan.summary() == "可导入 2（其中 1 处同上已补）"
    assert "照上一行填为“甲”" in plan.sentences(Level.FIXED)[0]


def test_ditto_has_no_meaning_in_a_name_or_at_the_top(shelf: Shelf) -> None:
    assert "不能写" in refusal(one(shelf, 姓名="同上"))
    assert "没有可以照抄" in refusal(one(shelf, 备注="同上"))


@pytest.mark.parametrize("nothing", ["无", "—", "/", "N/A", "不详", "－"])
def test_words_for_nothing_leave_the_box_empty(shelf: Shelf, nothing: str) -> None:
    row = one(shelf, 备注=nothing, 学位=nothing if nothing != "无" else None, 联系电话=nothing)
    assert {"note", "degree", "phone"}.isdisjoint(row.values)
    assert row.outcome is RowOutcome.READY


def test_nothing_may_be_an_answer_of_the_box(shelf: Shelf) -> None:
    assert one(shelf, 学位="无").values["degree"] == "无"
    assert one(shelf, 是否流动="无").values["away"] is False


def test_to_be_looked_up_becomes_a_note(shelf: Shelf) -> None:
    row = one(shelf, 备注="待查")
    assert "查到后请补上" in row.findings[0].what


def test_codes_synonyms_phones_and_numbers(shelf: Shelf) -> None:
    row = one(
        shelf, 性别="男性", 学位="博士生", 联系电话=13800138000, 学时=1.5, 会费="￥30.00", 关怀="困难、体弱"
    )
    assert row.outcome is RowOutcome.READY
    values = row.values
    assert (values["gender"], values["degree"], values["phone"]) == ("1", "博士", "13800138000")
    assert (str(values["hours"]), str(values["fee"]), values["care"]) == ("1.5", "30.00", ("困难", "体弱"))
    assert "没有“大专”这一项" in one(shelf, 学位="大专").questions[0].what


def test_a_title_a_two_line_head_a_foot_and_repeated_heads(shelf: Shelf) -> None:
    def touch(sheet: Any) -> None:
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("D2:E2")

    rows = [
        ("*姓　名", "证件号", "类别", "出生", None),
        (None, None, None, "年月", "备注（可空）"),
        ("张三", NUMBERS[0], "正式", "1985.07", "甲"),
        ("小计", None, "1", None, None),
        ("*姓　名", "证件号", "类别", "出生", None),
        ("李四", NUMBERS[1], "正式", "1985年7月", None),
        (None, None, None, None, None),
        ("填表人：王五", None, None, None, "2026年3月"),
    ]
    plan = plan_of(shelf, xlsx(*rows, head=("名册（2026年）",), touch=touch))
    assert [pair[2] for pair in plan.matched] == ["姓名", "公民身份号码", "类别", "出生日期", "备注"]
    assert [row.row for row in plan.rows] == [4, 7]
    assert plan.skipped == [(5, "合计行"), (6, "重复的表头"), (9, "表尾")]
    assert plan.summary() == "可导入 2"


def test_no_recognisable_head_is_one_sentence(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="没有找到表头") as refused:
        plan_of(shelf, xlsx(("青菜", 3), head=("品名", "数量")))
    assert "姓名" in refused.value.todo
    assert refused.value.todo.count("、") == 3  # four heads to look for
    assert "隐藏" not in refused.value.what


def test_a_head_that_stands_on_a_hidden_sheet_only_is_told(shelf: Shelf) -> None:
    def touch(sheet: Any) -> None:
        other = sheet.parent.create_sheet("旧表")
        other.append(HEAD)
        other.sheet_state = "hidden"

    with pytest.raises(UserError, match="没有找到表头；隐藏的工作表“旧表”没有读"):
        plan_of(shelf, xlsx(("青菜", 3), head=("品名", "数量"), touch=touch))


def test_unknown_columns_are_listed_and_known_idle_ones_are_not(shelf: Shelf) -> None:
    head, row = person(编号="1", 备注2="x")
    plan = plan_of(shelf, xlsx(row, head=head))
    assert plan.ignored == [("F", "备注2")]
    assert plan.notes == ["没有对应栏目的列：F列“备注2”"]
    head, row = person(编号="1")
    assert plan_of(shelf, xlsx(row, head=head)).notes == []


def test_a_row_that_is_new_here_keeps_the_key_it_was_written_with(shelf: Shelf) -> None:
    head, row = person(**{UID_HEADER: "a" * 32})
    apply_plan(plan_of(shelf, xlsx(row, head=head)), shelf)
    assert [saved.uid for saved in shelf.all(Person)] == ["a" * 32]


def test_a_merged_cell_fills_its_rows_only(shelf: Shelf) -> None:
    rows = [(f"张{i}", None, n, "正式", "甲" if not i else None) for i, n in enumerate(NUMBERS)]
    data = xlsx(*rows, head=(*HEAD, "备注"), touch=lambda sheet: sheet.merge_cells("E2:E3"))
    assert [row.values.get("note") for row in plan_of(shelf, data).rows] == ["甲", "甲", None]


def test_hidden_rows_and_columns_are_asked_about(shelf: Shelf) -> None:
    def touch(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["E"].hidden = True

    rows = [("张三", None, NUMBERS[0], "正式", "甲"), ("李四", None, NUMBERS[1], "正式", "乙")]
    data = xlsx(*rows, head=(*HEAD, "备注"), touch=touch)
    plan = plan_of(shelf, data)
    assert [q.key for q in plan.questions] == ["hidden_columns", "hidden_rows"]
    assert [(row.values["name"], "note" in row.values) for row in plan.rows] == [("张三", False)]
    with pytest.raises(UserError, match="没有回答"):
        apply_plan(plan, shelf)
    assert not shelf.titles
    for question in plan.questions:
        plan.answer(question, 1)
    assert [row.values["note"] for row in plan.rows] == ["甲", "乙"]
    # Unless told otherwise what is hidden stays out.
    proposed = plan_of(shelf, data)
    proposed.take_proposals()
    assert [row.values for row in proposed.rows if "note" in row.values or row.values["name"] == "李四"] == []
    assert [proposed.questions, len(proposed.rows)] == [[], 1]
    assert plan_of(shelf, data, hidden_rows=False).summary() == "可导入 1"


def test_several_sheets_are_asked_and_a_hidden_one_is_left(shelf: Shelf) -> None:
    def touch(sheet: Any) -> None:
        for title, state in (("第二张", "visible"), ("旧表", "hidden")):
            other = sheet.parent.create_sheet(title)
            other.append(HEAD)
            other.append(("李四", None, NUMBERS[1], "正式"))
            other.sheet_state = state

    plan = plan_of(shelf, xlsx(("张三", None, NUMBERS[0], "正式"), touch=touch))
    (question,) = plan.questions
    assert len(question.choices) == 2
    assert plan.rows[0].values["name"] == "张三"
    plan.answer(question, 1)
    assert plan.rows[0].values["name"] == "李四"
    assert "隐藏的工作表没有读：旧表" in plan.notes


@pytest.mark.parametrize(("cell", "says"), [("=1+1", "保存一次"), ("#N/A", "错误值")])
def test_a_formula_without_result_or_an_error_refuses_its_row(shelf: Shelf, cell: str, says: str) -> None:
    def touch(sheet: Any) -> None:
        sheet["E2"].value = cell
        sheet["E2"].data_type = "f" if cell.startswith("=") else "e"

    rows = [("张三", None, NUMBERS[0], "正式", None), ("李四", None, NUMBERS[1], "正式", None)]
    plan = plan_of(shelf, xlsx(*rows, head=(*HEAD, "备注"), touch=touch))
    assert says in refusal(plan.rows[0])
    assert plan.summary() == "可导入 1 · 有问题 1"


def test_two_rows_about_one_number(shelf: Shelf) -> None:
    head = ("序号", *HEAD, "备注", "联系电话")
    rows = [
        (1, "张三", "男", NUMBERS[0], "正式", "甲", None),
        (2, "张三", None, NUMBERS[0], None, "乙", "13800138000"),
    ]
    plan = plan_of(shelf, xlsx(*rows, head=head))
    (question,) = plan.questions
    assert question.what == "和第2行是同一个号码或名称，「备注」写得不一样"
    plan.answer(question, 1)
    assert plan.summary() == "可导入 1 · 已合并 1"
    apply_plan(plan, shelf)
    (saved,) = shelf.all(Person)
    assert (saved.note, saved.phone, saved.kind, saved.no) == ("乙", "13800138000", "正式", 1)


def test_the_number_missing_in_a_second_row(shelf: Shelf) -> None:
    rows = [("张三", None, NUMBERS[0], "正式", "1999-01-01"), ("张　三", None, None, "正式", "1999-01-01")]
    plan = plan_of(shelf, xlsx(*rows, head=(*HEAD, "入会时间")))
    assert "可能是同一人" in plan.questions[0].what
    plan.answer(plan.questions[0], 0)
    assert plan.summary() == "可导入 1 · 已合并 1"


def test_same_name_other_number_is_another_person(shelf: Shelf) -> None:
    rows = [("张三", None, NUMBERS[0], "正式"), ("张三", None, NUMBERS[1], "正式")]
    assert plan_of(shelf, xlsx(*rows)).summary() == "可导入 2"


def test_a_missing_required_box_refuses_that_row(shelf: Shelf) -> None:
    plan = plan_of(shelf, xlsx(("张三", "女", None, "正式"), ("李四", None, NUMBERS[1], "正式")))
    assert plan.summary() == "可导入 1 · 有问题 1"
    assert "第2行 C列 公民身份号码：「公民身份号码」还没有填" in plan.sentences()[0]


def test_a_missing_required_column_is_asked_once(shelf: Shelf) -> None:
    data = xlsx(("张三", "男", NUMBERS[0]), ("李四", None, NUMBERS[1]), head=HEAD[:3])
    plan = plan_of(shelf, data)
    (question,) = plan.questions
    assert question.what == "这份表没有「类别」一列，2 行都怎么记？"
    assert question.choices[question.proposal or 0].label == "全部按“预备”"
    assert plan.summary() == "可导入 2"
    plan.take_proposals()
    apply_plan(plan, shelf)
    assert {saved.kind for saved in shelf.all(Person)} == {"预备"}
    assert not plan_of(Shelf(), data, given={"kind": "正式"}).questions


def test_a_required_column_still_asked_for_is_no_fault_of_a_row(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is proposed for it the box stays empty until somebody answers."""
    monkeypatch.setattr("desktop_app.exchange.workbook.match.read_text", lambda *_: '{"*": {"ignored": []}}')
    plan = plan_of(shelf, xlsx(("张三", "男", NUMBERS[0]), head=HEAD[:3]))
    assert [question.proposal for question in plan.questions] == [None]
    assert plan.sentences(Level.REFUSED) == []
    plan.answer(plan.questions[0], 1)
    assert (plan.rows[0].values["name"], plan.going_in[0].record.kind) == ("张三", "预备")


def test_names_blanks_dots_and_lost_characters(shelf: Shelf) -> None:
    rows = [("张　三", None, NUMBERS[0], "正式"), ("买买提•阿布都", None, NUMBERS[1], "正式"),
            ("王□", None, NUMBERS[2], "正式")]  # fmt: skip
    plan = plan_of(shelf, xlsx(*rows))
    assert plan.rows[0].values["name"] == "张三"
    dots, lost = plan.questions
    assert dots.of_file
    assert "□" in lost.what
    plan.answer(dots, 1)
    assert plan.rows[1].values["name"] == "买买提•阿布都"
    plan.answer(dots, 0)
    assert plan.rows[1].values["name"] == "买买提·阿布都"


def test_unknown_names_are_asked_made_or_left(shelf: Shelf) -> None:
    shelf.save(Team(name="第一组", code="1"))
    rows = [(f"张{i}", None, n, "正式", "第二组") for i, n in enumerate(NUMBERS)]
    data = xlsx(*rows, head=(*HEAD, "小组"))
    plan = plan_of(shelf, data)
    (question,) = plan.questions
    assert [c.label for c in question.choices] == ["第一组", "先空着"]
    plan.answer(question, 0)
    assert len({row.values["team"] for row in plan.rows}) == 1
    left = plan_of(shelf, data, on_unknown_link="leave")
    assert "没有登记“第二组”" in left.sentences(Level.NOTED)[0]
    made = plan_of(
        shelf, data, on_unknown_link="create", make_link={"team": lambda words: Team(name=words, code="2")}
    )
    result = apply_plan(made, shelf)
    assert [team.name for team in result.made] == ["第二组"]
    assert {saved.team for saved in shelf.all(Person)} == {result.made[0].uid}


def test_a_name_known_by_another_unique_box(shelf: Shelf) -> None:
    shelf.save(Team(name="第一组", code="A-7"))
    assert one(shelf, 小组="A-7").outcome is RowOutcome.READY


def test_a_day_in_the_column_beside(shelf: Shelf) -> None:
    row = one(shelf, 日期="2026.01.19", 谈话时间="14:30—16:00")
    assert row.values["met"].iso() == "2026-01-19T14:30/2026-01-19T16:00"


def test_a_pasted_block_without_a_head(shelf: Shelf) -> None:
    grid = pasted_grid(f"张三\t男\t{NUMBERS[0]}\t正式")
    plan = plan_of(shelf, grid, columns=("name", "gender", "number", "kind"))
    assert plan.name == "名册.xlsx"
    assert plan.summary() == "可导入 1"
    plan = read_plan(grid, PERSON, shelf, columns=("name", "gender", "number", "kind"))
    assert plan.name == grid.name != ""


def test_a_column_put_right_by_hand(shelf: Shelf) -> None:
    head, row = person(说法="甲")
    assert plan_of(shelf, xlsx(row, head=head), columns={5: "note"}).rows[0].values["note"] == "甲"


def test_many_rows_tell_progress_and_can_be_stopped(shelf: Shelf) -> None:
    grid = SheetGrid("大表", [[text_cell(word) for word in HEAD]])
    grid.rows += [[text_cell(f"张{n}")] for n in range(1000)]
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 400:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_of(shelf, grid, progress=stop)
    assert [done for done, _ in seen] == [200, 400]
    assert not shelf.titles


def test_a_row_left_out_by_choice_stays_out(shelf: Shelf) -> None:
    head, row = person(出生年月="1970-01-01")
    plan = plan_of(shelf, xlsx(row, head=head))
    plan.answer(plan.questions[0], plan.questions[0].choices[-1])
    assert plan.summary() == "可导入 0 · 不导入 1"
