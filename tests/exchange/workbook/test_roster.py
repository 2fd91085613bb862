"""The rosters of a real office go into the real member register and a real branch file."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop_app.base.clock import SetClock
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import Level
from desktop_app.exchange.workbook.returned import returned_workbook
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage.branch_file import Setting, close, create
from desktop_app.storage.ledger import Ledger

FIXTURES = Path(__file__).parents[1] / "fixtures"
OLD, FULL = FIXTURES / "花名册-旧.xls", FIXTURES / "roster-27-columns.xlsx"
BRANCH = "中共青石街道桂花里社区第一支部委员会"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    setting = Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9)), lambda words: "")
    made, _ = create(tmp_path / "branch.zbf", setting, office="ZB01", password=None)
    made.save(PartyOrg(full_name=BRANCH, short_name="桂花里一支部", org_code="ZB01", org_kind="党支部"))
    yield made
    close(made)


def plan_of(ledger: Ledger, path: Path) -> ImportPlan:
    (branch,) = ledger.find(PartyOrg.live().where(PartyOrg.org_code == "ZB01"))

    def group(words: str) -> PartyOrg:
        return PartyOrg(full_name=words, org_code=f"ZB01-{words}", org_kind="党小组", parent=branch.uid)

    return read_plan(
        path,
        ledger.catalogue["member"],
        ledger,
        given={"branch": branch.uid},
        make_link={"party_group": group},
    )


def test_the_dry_run_of_the_old_roster(ledger: Ledger) -> None:
    plan = plan_of(ledger, OLD)
    assert plan.summary() == "可导入 8（其中 1 处同上已补）· 需确认 3 · 有问题 1"
    assert len(plan.matched) == 11
    assert ("E", "出生年月", "出生日期") in plan.matched
    assert plan.notes == ["表尾不导入：第18行", "隐藏的行不导入：第13行"]
    assert [q.row for q in plan.questions if not q.of_file] == [6, 7, 7, 16]
    assert "第13行" in next(q for q in plan.questions if q.key == "hidden_rows").what
    (damaged,) = plan.sentences(Level.REFUSED)
    assert damaged.startswith("第11行 G列 公民身份号码“990101195007301200”：号码被 Excel 当成数字")
    assert ledger.count(Member.live()) == 0


def settled(ledger: Ledger) -> ImportPlan:
    plan = plan_of(ledger, OLD)
    plan.take_proposals()
    while plan.questions:
        plan.answer(plan.questions[0], 0)
    return plan


def test_the_old_roster_goes_in_and_is_taken_back_and_done_again(ledger: Ledger) -> None:
    plan = settled(ledger)
    assert plan.summary() == "可导入 10（其中 1 处同上已补）· 有问题 1 · 已合并 1"
    result = apply_plan(plan, ledger)
    assert result.left_out == (11,)
    assert [group.full_name for group in result.made] == ["第一党小组", "第二党小组", "第三党小组"]
    found = {one.name: one for one in ledger.find(Member.live())}
    assert len(found) == 10
    assert found["孔瑾"].category == "预备党员"
    assert found["孟慧桂"].birth_date == date(1978, 4, 12)
    assert found["买买提·阿布都"].native_place == "本市"
    assert found["夏芬永"].native_place == "本市"
    assert "谭立" not in found
    assert "花名册-旧.xls" in (ledger.undo() or result.change).title
    assert ledger.count(Member.live()) == 0
    ledger.redo()
    assert {one.uid for one in ledger.find(Member.live())} == {one.uid for one in found.values()}


def test_the_old_roster_comes_back_with_one_yellow_row(ledger: Ledger) -> None:
    plan = settled(ledger)
    sheet = openpyxl.load_workbook(io.BytesIO(returned_workbook(plan, OLD))).active
    yellow = {c.row for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb == "FFFFE699"}
    assert yellow == {11}
    assert sheet["G11"].value == "990101195007301200"
    assert sheet["L4"].value == "已导入"
    assert sheet["L16"].value == "已合并到第5行"
    assert sheet["L13"].value == "隐藏的行，没有导入"


def keep_words(plan: ImportPlan) -> None:
    """Answer every question about a word that is on no official list: it stays as it is for now."""
    while posts := [one for one in plan.questions if one.title == "工作岗位"]:
        labels = [choice.label for choice in posts[0].choices]
        plan.answer(posts[0], next(at for at, label in enumerate(labels) if label.startswith("先照写")))


def test_all_rows_of_the_export_roster_go_in_and_meet_themselves(ledger: Ledger) -> None:
    plan = plan_of(ledger, FULL)
    assert plan.summary() == "可导入 20 · 需确认 26"
    assert not plan.ignored
    assert {q.key for q in plan.questions if q.of_file} == {"missing:party_status", "missing:entry_type"}
    plan.take_proposals()
    keep_words(plan)
    assert apply_plan(plan, ledger).sentence() == "已导入 46 条（新增 46）"
    posts = Counter(one.job_position for one in ledger.find(Member.live()))
    assert (posts["自由职业人员"], posts["退休人员"], posts["教师"]) == (7, 6, 6)
    assert {one.join_type for one in ledger.find(Member.live())} == {"新发展党员"}
    (branch,) = ledger.find(PartyOrg.live())
    assert {one.branch for one in ledger.find(Member.live())} == {branch.uid}
    again = plan_of(ledger, FULL)
    again.take_proposals()
    assert again.summary() == "可导入 0 · 不变 46"
    assert not again.questions


def test_the_other_ledgers_are_understood(ledger: Ledger) -> None:
    study = read_plan(FIXTURES / "学习台账-2026.xlsx", ledger.catalogue["study_session"], ledger)
    titles = {title for _, _, title in study.matched}
    assert {"开始/结束", "学习类别", "题目", "学时"} <= titles
    assert study.rows[1].values["start_end"].iso() == "2026-01-19T14:30/2026-01-19T16:00"
    issues = read_plan(FIXTURES / "整改台账-2026.xlsx", ledger.catalogue["issue"], ledger)
    assert issues.rows[1].values["due_on"] == date(2026, 3, 31)
    assert issues.rows[3].values["mode"] == "持续整改"
