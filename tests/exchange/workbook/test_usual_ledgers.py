"""Ledgers of eight registers as offices keep them go in: nothing right refused, nothing wrong stored."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.periods import PartialDate
from desktop_app.duties.organization_life.attendance import gathered
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.storage.branch_file import Setting, close, create
from desktop_app.storage.ledger import Ledger
from tests.exchange.workbook.usual_ledgers import LAYOUTS, Layout

PEOPLE = {
    "安长河": "990101196001103211",
    "白建设": "990101196102113232",
    "曹立春": "990101196203123253",
    "丁玉兰": "990101196304133274",
    "冯国强": "990101196405143295",
}


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, str]]:
    """A branch of five members with one rule for points, and the uid of its own row."""
    setting = Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9)), lambda words: "")
    folder = tmp_path_factory.mktemp("usual")
    ledger, _ = create(folder / "branch.zbf", setting, office="ZB01", password=None)
    org = PartyOrg(
        full_name="中共青石街道桂花里第一支部委员会",
        short_name="桂花里一支部",
        org_code="ZB01",
        org_kind="党支部",
    )
    members = [
        Member(
            seq=number,
            name=name,
            id_number=id_number,
            gender="1",
            ethnicity="01",
            birth_date=date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14])),
            education="21",
            category="正式党员",
            branch=org.uid,
            joined_on=PartialDate(1990, 7, 1),
            entry_type="历史录入",
            entry_on=date(2020, 1, 1),
        )
        for number, (name, id_number) in enumerate(PEOPLE.items(), 1)
    ]
    rule = PointsRule(
        name="志愿服务",
        group="志愿服务",
        points=Decimal(2),
        scope=("正式",),
        from_on=date(2026, 1, 1),
    )
    ledger.save(org, *members, rule)
    yield ledger, org.uid
    close(ledger)


def workbook(layout: Layout) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in layout.rows:
        sheet.append(row)
    for merge in layout.merges:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plan_of(layout: Layout, ledger: Ledger, home: str, **more: object) -> ImportPlan:
    return read_plan(
        workbook(layout),
        ledger.catalogue[layout.register],
        ledger,
        name=layout.name,
        gathered=gathered(ledger),
        home=home,
        **more,  # type: ignore[arg-type]
    )


def settled(plan: ImportPlan, layout: Layout) -> set[str]:
    """Answer as the layout says, else as the program proposes; the keys of what was asked."""
    asked = set()
    while plan.questions:
        question = plan.questions[0]
        asked.add(question.key)
        # What was taken back after another test lies in the bin.
        wanted = "不恢复" if question.key.startswith("bin:") else layout.answers.get(question.key)
        labels = [choice.label for choice in question.choices]
        if wanted is None:
            assert question.proposal is not None, (question.key, question.what, labels)
            plan.answer(question, question.proposal)
        else:
            fits = [at for at, label in enumerate(labels) if label.startswith(wanted)]
            assert fits, (question.key, labels)
            plan.answer(question, fits[0])
    return asked


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: f"{one.register}-{LAYOUTS.index(one) % 3 + 1}")
def test_a_usual_ledger_goes_in(layout: Layout, branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    plan = plan_of(layout, ledger, home)
    asked = settled(plan, layout)
    assert set(layout.answers) <= asked
    assert not plan.sentences()
    result = apply_plan(plan, ledger)
    try:
        register = ledger.catalogue[layout.register]
        assert len(result.added) == len(layout.stored)
        for record, wanted in zip(result.added, layout.stored, strict=True):
            written = ledger.get(register.model, record.uid)
            assert written is not None
            titles = {box.title: name for name, box in register.boxes.items()}
            shown = {title: register.show(written, titles[title], ledger.name) for title in wanted}
            assert shown == wanted
        lines = Counter(ledger.catalogue.of(one).name for row in plan.rows for one in row.children)
        assert lines == layout.lines
        for row in plan.rows:
            for line in row.children:
                assert ledger.get(type(line), line.uid) is not None
        again = plan_of(layout, ledger, home)
        settled(again, layout)
        assert not again.going_in
    finally:
        ledger.undo()


def test_absences_have_their_reasons(branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    plan = plan_of(LAYOUTS[0], ledger, home)
    settled(plan, LAYOUTS[0])
    told = {
        ledger.name(line.person): (line.reason, line.note)
        for line in (*plan.rows[0].children, *plan.rows[1].children)
        if not line.present
    }
    assert told == {"白建设": ("公出", None), "安长河": ("病假", None), "曹立春": ("其他", "走亲戚")}


def test_what_is_not_read_is_listed_and_may_go_into_one_box(branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    layout = next(one for one in LAYOUTS if one.name == "党支部整改清单（2026年）.xlsx")
    plan = plan_of(layout, ledger, home)
    assert plan.ignored == [("J", "处数")]
    assert any("J列“处数”" in note for note in plan.notes)
    put = plan_of(layout, ledger, home, columns={10: "cause", 9: "cause"})
    assert put.rows[0].values["cause"].splitlines() == ["12", "整改落实情况：换了灯"]


def test_columns_put_right_are_remembered_by_layout(branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    layout = next(one for one in LAYOUTS if one.name == "党支部整改清单（2026年）.xlsx")
    plan = plan_of(layout, ledger, home, columns={10: "cause"})
    settled(plan, layout)
    apply_plan(plan, ledger)
    ledger.undo()
    again = plan_of(layout, ledger, home)
    assert ("J", "处数", "原因分析") in again.matched
    assert not again.ignored


def test_every_new_issue_gets_the_next_number_of_our_own(branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    layout = next(one for one in LAYOUTS if one.name == "问题清单.xlsx")
    plan = plan_of(layout, ledger, home)
    settled(plan, layout)
    codes = [str(getattr(one, "code", "")) for one in apply_plan(plan, ledger).added]
    ledger.undo()
    first, second = (int(code.removeprefix("WT-2026-")) for code in codes)
    assert second == first + 1


def test_a_day_of_an_annual_matter_is_not_taken_for_one_of_its_year(branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    rows = (
        ("2025年度组织生活会征求意见",),
        ("征求对象", "意见建议", "征求时间", "方式"),
        ("群众", "多走访", "1月5日", "座谈"),
    )
    plan = plan_of(Layout("life_opinion", "意见.xlsx", rows, ()), ledger, home)
    assert [one.key for one in plan.questions if not one.of_file] == ["read:3:raised_on"]


def test_a_month_without_its_day_is_asked_once_for_the_column(branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    rows = (
        ("流动党员名册",),
        ("姓名", "流向", "流出时间"),
        ("安长河", "外省", "2025.3"),
        ("白建设", "外省", "2025年10月"),
        ("曹立春", "外省", 2025.1),
    )
    plan = plan_of(Layout("mobile_member", "流动.xlsx", rows, ()), ledger, home)
    (asked,) = [one for one in plan.file_questions if one.key.startswith("day:")]
    assert "只写到月份" in asked.what
    assert asked.proposal is None
    plan.answer(asked, 1)
    assert [row.values.get(asked.key.removeprefix("day:")) for row in plan.rows] == [
        date(2025, 3, 31),
        date(2025, 10, 31),
        None,
    ]
    (either,) = [one for one in plan.questions if not one.of_file]
    offered = ["2025年1月1日", "2025年1月31日", "2025年10月1日", "2025年10月31日"]
    assert [one.label for one in either.choices][:4] == offered


def test_dues_without_what_was_due_are_asked_once(branch: tuple[Ledger, str]) -> None:
    ledger, home = branch
    rows = (
        ("2026年党费收缴登记表",),
        ("姓名", "1月", "2月", "3月"),
        ("安长河", 10, 10, None),
        ("白建设", 5, 5, "未交"),
    )
    plan = plan_of(Layout("dues_payment", "党费.xlsx", rows, ()), ledger, home)
    (asked,) = [one for one in plan.file_questions if one.key == "missing:due"]
    assert [one.label for one in asked.choices] == ["和各行的「实交」相同"]
    plan.answer(asked, 0)
    dues = [getattr(row.record, "due", None) for row in plan.rows]
    assert dues == [Decimal(10), Decimal(10), Decimal(5), Decimal(5), Decimal(0)]


def test_a_weekday_of_a_month_is_asked_by_its_days_and_one_of_no_month_is_told(
    branch: tuple[Ledger, str],
) -> None:
    ledger, home = branch
    heads = ("时间", "会议类型", "会议主题", "主持人", "记录人", "地点")
    rest = ("支委会", "研究分工", "安长河", "白建设", "会议室")
    rows = (heads, ("2026年10月每周三 14:30-16:30", *rest), ("每周三 14:30-16:30", *rest))
    plan = plan_of(Layout("meeting", "会议.xlsx", rows, (), {}), ledger, home)
    (question,) = [one for one in plan.questions if one.row == 2]
    days = [choice.label for choice in question.choices[:-1]]
    assert days == [f"是 2026年10月{day}日 的" for day in (7, 14, 21, 28)]
    plan.answer(question, 1)
    assert plan.rows[0].values["start_end"].start.date() == date(2026, 10, 14)
    assert "没有写是哪一天" in plan.rows[1].reasons()
