"""Rectification: nobody closes his own item, closed is closed, and a relapse is a new round."""

from datetime import date

import pytest

from desktop_app.duties.summaries.computed import COMPUTED
from desktop_app.registers.rectification.issue_rounds import IssueExtension, IssueRound
from desktop_app.registers.rectification.issues import Issue, IssueMeasure, IssueProgress
from tests.registers.desk import CATALOGUE

FOUND = date(2026, 10, 9)


def make(people, **values):
    return Issue(
        **{
            "source": "群众反映",
            "category": "人民群众急难愁盼的问题",
            "description": "三号楼前三盏路灯不亮，老人夜里摔过",
            "found_on": FOUND,
            "mode": "限期整改",
            "due_on": date(2026, 10, 31),
            "lead_officer": people[0].uid,
            "duty_unit": "物业公司",
            "owner": people[1].uid,
            **values,
        }
    )


@pytest.fixture
def issue(desk, people):
    return desk.put(make(people))


@pytest.fixture
def closed(desk, people, issue):
    desk.take(issue, "start")
    desk.take(
        issue, "apply", effect="三盏灯全亮", apply_by=people[1].uid, evidence_refs=("验收单，存档案盒3",)
    )
    assert desk.take(issue, "close", checker=people[2].uid) == {}
    return issue


def test_numbers_run_within_the_year_and_are_never_used_twice(desk, people, issue):
    second = desk.put(make(people))
    second.removed_at = "2026-10-10T09:00"
    desk.add(second)
    third = desk.put(make(people))
    next_year = desk.put(make(people, found_on=date(2027, 1, 4), due_on=date(2027, 2, 1)))
    assert [one.code for one in (issue, third, next_year)] == ["WT-2026-001", "WT-2026-003", "WT-2027-001"]


def test_another_office_numbers_for_itself(desk, people, issue):
    other = make(people, owner_office="Z002")
    desk.put(other)
    assert other.code == "WT-2026-001"


def test_what_can_be_mended_at_once_falls_due_in_a_week(desk, people):
    one = desk.put(make(people, mode="立行立改", due_on=None))
    assert one.due_on == date(2026, 10, 16)


@pytest.mark.parametrize(
    ("values", "box", "refuse"),
    [
        ({"due_on": date(2026, 10, 8)}, "due_on", True),
        ({"description": "灯坏"}, "description", False),
        ({"long_term": True}, "milestone", False),
        ({"mode": "限期整改", "due_on": None}, "due_on", True),
    ],
)
def test_what_is_refused_and_what_is_told(desk, people, values, box, refuse):
    assert desk.told(make(people, **values))[box].refuse is refuse


def test_applying_needs_the_effect(desk, people, issue):
    desk.take(issue, "start")
    assert set(desk.take(issue, "apply")) == {"effect", "apply_by"}


@pytest.mark.parametrize("own", [1, 3])
def test_neither_owner_nor_applicant_closes(desk, people, issue, own):
    desk.take(issue, "start")
    desk.take(issue, "apply", effect="三盏灯全亮", apply_by=people[3].uid, evidence_refs=("验收单",))
    assert set(desk.take(issue, "close", checker=people[own].uid)) == {"checker"}
    assert issue.state == "申请销号"
    assert desk.take(issue, "close", checker=people[2].uid) == {}


def test_closing_needs_evidence(desk, people, issue):
    desk.take(issue, "start")
    desk.take(issue, "apply", effect="三盏灯全亮", apply_by=people[1].uid)
    assert set(desk.take(issue, "close", checker=people[2].uid)) == {"evidence_refs"}


def test_closing_sets_the_day_to_look_back(closed, desk):
    assert closed.checked_on == desk.today
    assert (closed.check_opinion, closed.review_on) == ("同意销号", date(2027, 2, 23))


def test_an_application_may_come_back(desk, people, issue):
    desk.take(issue, "start")
    desk.take(issue, "apply", effect="亮了", apply_by=people[1].uid)
    assert set(desk.take(issue, "send_back")) == {"checker", "check_note"}
    assert desk.take(issue, "send_back", checker=people[2].uid, check_note="还有一盏不亮") == {}
    assert (issue.state, issue.check_opinion) == ("整改中", "退回")
    assert desk.take(issue, "apply", applied_on=date(2026, 11, 20)) == {}
    assert (issue.checker, issue.check_opinion) == (None, None)


def test_only_what_is_mended_at_once_is_closed_in_one_step(desk, people, issue):
    values = {"effect": "换了灯泡", "evidence_refs": ("照片两张",), "checker": people[2].uid}
    assert set(desk.take(issue, "close_at_once", **values)) == {"mode"}
    quick = desk.put(make(people, mode="立行立改"))
    assert set(desk.take(quick, "close_at_once")) == {"effect", "checker", "evidence_refs"}
    assert set(desk.take(quick, "close_at_once", **{**values, "checker": people[1].uid})) == {"checker"}
    assert desk.take(quick, "close_at_once", **values) == {}
    assert quick.state == "已销号"


def test_looking_back_and_finding_it_mended(desk, closed):
    assert desk.take(closed, "hold") == {}
    assert (closed.review_result, closed.reviewed_on, closed.state) == ("巩固", desk.today, "已销号")


def test_a_relapse_opens_a_new_round_and_keeps_the_old(desk, closed):
    reopening = {"reopen_reason": "又有一盏不亮", "reopen_basis": "居民来电", "due_on": date(2026, 12, 10)}
    assert desk.take(closed, "reopen", **reopening) == {}
    (kept,) = desk.find(IssueRound.live())
    assert (kept.n, kept.effect, kept.review_result) == (1, "三盏灯全亮", "反弹")
    assert (closed.round, closed.state, closed.reopened_on) == (2, "整改中", desk.today)
    assert (closed.effect, closed.checker, closed.checked_on, closed.evidence_refs) == (
        None,
        None,
        None,
        None,
    )


def test_a_restart_for_another_cause_keeps_what_the_look_back_found(desk, closed):
    desk.take(closed, "hold")
    reopening = {"reopen_reason": "街道统一改造", "reopen_basis": "街办通知", "due_on": date(2026, 12, 10)}
    assert desk.take(closed, "restart", **reopening) == {}
    (kept,) = desk.find(IssueRound.live())
    assert (kept.review_result, closed.round) == ("巩固", 2)


def test_the_day_is_put_off_by_the_step_alone_with_a_reason_and_is_counted(desk, people, issue):
    later = {"due_on": date(2026, 12, 15), "extend_reason": "等市政排期", "extend_by": people[0].uid}
    issue.due_on = later["due_on"]
    assert "延期" in desk.told(issue)["due_on"].todo
    issue.due_on = date(2026, 10, 31)
    assert set(desk.take(issue, "extend", due_on=later["due_on"])) == {"extend_reason"}
    assert set(desk.take(issue, "extend", **{**later, "due_on": date(2026, 10, 20)})) == {"due_on"}
    assert desk.take(issue, "extend", **later) == {}
    assert (issue.state, issue.due_on, issue.extend_reason) == ("待整改", later["due_on"], None)
    desk.take(issue, "start")
    assert desk.take(issue, "extend", **{**later, "due_on": date(2026, 12, 31)}) == {}
    first, second = desk.find(IssueExtension.live().order_by(IssueExtension.after))
    assert (first.before, first.after, first.reason) == (date(2026, 10, 31), later["due_on"], "等市政排期")
    assert (second.before, second.after) == (later["due_on"], date(2026, 12, 31))
    assert COMPUTED["issue", "extensions"](issue, desk) == 2


def test_a_lasting_issue_goes_from_milestone_to_milestone(desk, people, issue):
    step = {"due_on": date(2027, 10, 31), "extend_reason": "本年度已建台账", "milestone": "巡查全覆盖"}
    desk.take(issue, "start")
    assert set(desk.take(issue, "next_milestone", **step)) == {"due_on"}
    issue.long_term = True
    desk.put(issue)
    assert desk.take(issue, "next_milestone", **step) == {}
    assert COMPUTED["issue", "extensions"](issue, desk) == 0
    (kept,) = desk.find(IssueExtension.live())
    assert (kept.kind, kept.reason, issue.milestone) == ("节点完成", "本年度已建台账", "巡查全覆盖")


def test_reopening_needs_reason_and_basis(desk, closed):
    assert set(desk.take(closed, "reopen")) == {"reopen_reason", "reopen_basis"}


def test_progress_notes_its_round(desk, issue):
    issue.round = 3
    desk.add(issue)
    assert desk.put(IssueProgress(issue=issue.uid, on=FOUND, text="联系物业")).round == 3


def test_measures_fit_between_finding_and_limit(desk, issue):
    early = IssueMeasure(issue=issue.uid, text="换灯", due_on=date(2026, 10, 1))
    late = IssueMeasure(issue=issue.uid, text="换灯", due_on=date(2026, 11, 5))
    assert desk.told(early)["due_on"].refuse
    assert not desk.told(late)["due_on"].refuse


def test_no_closing_while_a_measure_is_open_or_people_are_not_content(desk, people, issue):
    desk.take(issue, "start")
    measure = desk.put(IssueMeasure(issue=issue.uid, text="换灯", due_on=date(2026, 10, 30)))
    asking = {"effect": "三盏灯全亮", "apply_by": people[1].uid, "evidence_refs": ("验收单",)}
    assert "整改措施" in desk.take(issue, "apply", **asking)["effect"].text
    measure.done_on = date(2026, 10, 29)
    desk.put(measure)
    assert desk.take(issue, "apply", **asking) == {}
    agreeing = {"checker": people[2].uid, "satisfaction": "不满意"}
    assert set(desk.take(issue, "close", **agreeing)) == {"satisfaction"}
    assert desk.take(issue, "close", **{**agreeing, "satisfaction": "满意"}) == {}


def test_closing_is_asked_for_in_the_words_of_the_ledger():
    steps = CATALOGUE["issue"].steps
    for name in ("close", "close_at_once"):
        assert "问题不解决不放过、整改不到位不罢休" in steps[name].confirm
