"""三个进网格 and who stands in a grid: their own records, true to the roster; forces that join an event."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.service.grid_actions import (
    GridDuty,
    LeaderVisit,
    TeamActivity,
    event_from_visit,
    issue_from_visit,
)
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid, GridPerson
from desktop_app.registers.service.reporting_in import ReportingFeedback, ReportingIn

DAY = date(2026, 10, 12)


@pytest.fixture
def grid(desk):
    return desk.put(Grid(name="第一网格", code="01", leader="郑有为", phone="010-66660001", households=260))


@pytest.fixture
def guest(desk, grid):
    return desk.put(
        ReportingIn(
            name="何双喜",
            mobile="13900000003",
            unit="市水务局",
            unit_org="中共市水务局机关委员会",
            grid=grid.uid,
            reported_on=date(2026, 3, 1),
        )
    )


def test_the_three_actions_have_the_words_of_their_own():
    assert [one._meta.title for one in (LeaderVisit, GridDuty, TeamActivity)] == [
        "领导干部进网格解难题",
        "在职党员进网格担职责",
        "党员志愿队伍进网格暖民心",
    ]


def test_a_hard_problem_counts_as_solved_by_its_result(desk, grid):
    visit = LeaderVisit(on=DAY, grid=grid.uid, leader="夏蕴", post="街道办副主任", problem="停车堵路")
    desk.put(visit)
    visit.solved_on = date(2026, 10, 20)
    assert desk.told(visit)["result"].refuse
    visit.result = "改单行，早高峰不堵"
    desk.put(visit)
    visit.solved_on = date(2026, 10, 1)
    assert desk.told(visit)["solved_on"].refuse
    assert issue_from_visit(visit, desk).description == "停车堵路"
    event = event_from_visit(visit, desk)
    assert (event.grid, event.detail, event.reporter) == (grid.uid, "停车堵路", "夏蕴")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"exit_type": "转出组织关系", "exit_on": date(2026, 7, 8), "exit_basis": "介绍信"},
            "不是本支部党员",
        ),
        ({"care_flag": ("身患重病",)}, "不作为在职党员"),
        ({"mobile_flag": True, "flow_to": "深圳"}, "流动党员"),
        ({"party_status": "停止党籍"}, "停止党籍"),
    ],
)
def test_a_working_member_of_a_grid_is_here_and_able(desk, people, grid, values, words):
    one = people[3]
    for name, value in values.items():
        setattr(one, name, value)
    desk.add(one)
    row = GridPerson(grid=grid.uid, person=one.uid, role="在职党员")
    assert desk.told(row)["person"].refuse
    assert words in desk.told(row)["person"].text
    # Who ended his time in the grid stays in its books.
    row.until = date(2026, 7, 8)
    assert desk.told(row) == {}


def test_who_pays_dues_as_retired_is_no_working_member_but_may_be_a_worker_of_the_grid(desk, people, grid):
    desk.add(DuesStandard(member=people[2].uid, year=2026, payer_kind="离退休", monthly_due=Decimal(5)))
    row = GridPerson(grid=grid.uid, person=people[2].uid, role="在职党员")
    assert "离退休" in desk.told(row)["person"].text
    row.role = "网格员"
    assert desk.told(row) == {}
    words = GridPerson(grid=grid.uid, person="张三", role="在职党员")
    assert "名单" in desk.told(words)["person"].text


def test_a_duty_and_an_activity_are_done_by_who_was_there(desk, people, grid, guest):
    duty = GridDuty(
        on=DAY, grid=grid.uid, member=guest.uid, role="政策宣讲", done="讲医保", hours=Decimal("1.5")
    )
    desk.put(duty)
    duty.on = date(2026, 2, 1)
    assert "才报到" in desk.told(duty)["member"].text
    people[1].exit_type, people[1].exit_on, people[1].exit_basis = "转出组织关系", date(2026, 7, 8), "信"
    desk.add(people[1])
    team = TeamActivity(on=DAY, grid=grid.uid, team="邻里志愿队", activity="送饭", hours=Decimal(2))
    assert desk.told(team)["people"].refuse
    team.people = (PersonWhy(people[1].uid), PersonWhy("刘奶奶"))
    assert "不是本支部党员" in desk.told(team)["people"].text
    team.people, team.others = (PersonWhy(people[0].uid), PersonWhy("刘奶奶")), 3
    desk.put(team)
    assert (team.heads, team.hours_together) == (5, Decimal(10))


def test_forces_that_join_an_event_confer_and_its_handler_is_named(desk, grid):
    event = GridEvent(
        on=DAY,
        grid=grid.uid,
        reporter="王阿姨",
        kind="环境卫生",
        location="3号楼",
        detail="占道",
        closed_on=DAY,
        action="一起清走",
        forces=("综治", "环保", "应急"),
    )
    assert {box: one.refuse for box, one in desk.told(event).items()} == {
        "handler": False,
        "conferred": False,
    }
    event.conferred = "综治疏导，环保清运，应急备勤"
    assert desk.told(event)["conferred_on"].refuse
    event.conferred_on, event.handler = DAY, "网格员小李"
    assert desk.told(event) == {}
    event.forces, event.force_names = None, ("街道环保站",)
    assert desk.told(event)["forces"].refuse


def test_an_opinion_of_the_community_is_somebodys_and_of_a_day(desk, people, guest):
    guest.opinion = "同意接收"
    assert set(desk.told(guest)) == {"opinion_by", "opinion_on"}
    guest.opinion_by, guest.opinion_on = people[0].uid, date(2026, 3, 2)
    assert desk.told(guest) == {}
    guest.opinion = None
    assert desk.told(guest)["opinion"].refuse


def test_a_quarter_is_told_of_when_it_is_over_and_only_of_time_served(desk, people, guest):
    told = ReportingFeedback(
        guest=guest.uid, year=2026, quarter=3, opinion="接单守时", opinion_by=people[0].uid,
        written_on=date(2026, 10, 9),
    )  # fmt: skip
    desk.put(told)
    told.quarter = 4
    assert "还没有过完" in desk.told(told)["written_on"].text
    told.year, told.quarter = 2025, 4
    assert "还没有报到" in desk.told(told)["quarter"].text


def test_a_grid_is_not_led_by_somebody_who_left(desk, people, grid):
    people[4].exit_type, people[4].exit_on, people[4].exit_basis = "死亡", date(2026, 7, 8), "证明"
    desk.add(people[4])
    grid.leader = people[4].uid
    assert "不是本支部党员" in desk.told(grid)["leader"].text
