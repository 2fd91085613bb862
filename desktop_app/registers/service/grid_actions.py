"""领导干部进网格解难题、在职党员进网格担职责、党员志愿队伍进网格暖民心: the records of each action."""

from collections.abc import Iterable
from decimal import Decimal

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Decimals, LongText, Number, Text
from desktop_app.records.links import Persons, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_birth, since_joining
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.rectification.issues import IN_TIME, Issue
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import VOLUNTEER, Grid, GridPerson, not_here
from desktop_app.registers.shared_rules import not_before, not_in_future

LEADER_ACTION = "领导干部进网格解难题"
MEMBER_ACTION = "在职党员进网格担职责"
TEAM_ACTION = "党员志愿队伍进网格暖民心"
ROLES = ("政策宣讲", "矛盾调处", "安全巡查", "环境整治", "帮扶走访", "信息采集", "应急值守", "其他")


def _where(record: Record, naming: Naming) -> str:
    grid, day = getattr(record, "grid", None), getattr(record, "on", None)
    return " ".join(part for part in (str(day or ""), naming(grid) if grid else "") if part)


def _solved(record: "LeaderVisit", context: RuleContext) -> Iterable[Problem]:
    """A problem counts as solved by its result, not by the visit."""
    if record.solved_on is not None and not record.result:
        yield Problem("result", "写了解决日期，要写明结果", "写清楚解决到什么程度")
    if record.result and record.solved_on is None and not record.issue and not record.event:
        yield Problem(
            "solved_on", "有结果的写上解决日期", "没有解决完的，转入网格事件或问题清单接着办", refuse=False
        )


class LeaderVisit(Record):
    """One visit of a leading cadre to a grid: the hard problem met there, and what came of it."""

    on = Date("日期", required=True, index=True)
    grid = RecordLink("网格", "grid", required=True, index=True)
    leader = RecordLink(
        "领导干部", "member", free=True, required=True, width=5, help="不是本支部党员的直接写姓名"
    )
    post = Text("职务", required=True, width=9)
    problem = LongText("难题", required=True, help="当面听到、看到的一件难题，一次一条")
    measure = LongText("解难题措施")
    result = LongText("结果")
    solved_on = Date("解决日期", index=True)
    event = RecordLink("转入网格事件", "grid_event", index=True, help="点“转入网格事件”后自动写上")
    issue = RecordLink("转入问题清单", "issue", index=True, help="点“转入问题清单”后自动写上")

    class Meta:
        table_name = "leader_visit"
        not_copied = ("event", "issue")
        title = LEADER_ACTION
        group = "服务与网格"
        natural = (("on", "grid", "leader", "problem"),)
        icon = "research"
        listing = ("on", "grid", "leader", "post", "problem", "result", "solved_on")
        order = ("-on",)
        period = "on"
        sections = (
            Section("进网格", ("on", "grid", "leader", "post")),
            Section("解难题", ("problem", "measure", "result", "solved_on", "event", "issue")),
        )
        rules = (
            _solved,
            since_birth("leader", "on"),
            not_in_future("on", "日期", refuse=True),
            not_in_future("solved_on", "解决日期", refuse=True),
            not_before("solved_on", "on", "解决日期早于进网格的日期"),
        )
        heading = _where


def issue_from_visit(visit: LeaderVisit, context: RuleContext) -> Issue:
    """An item of the rectification ledger prefilled from a visit; the rest is for a person to say."""
    return Issue(
        source="网格上报",
        category="人民群众急难愁盼的问题",
        description=visit.problem,
        found_on=visit.on,
        mode=IN_TIME,
        duty_unit=own_branch(context),
    )


def event_from_visit(visit: LeaderVisit, _context: RuleContext) -> GridEvent:
    """A grid event prefilled from a visit; kind, place and level are for a person to say."""
    return GridEvent(
        on=visit.on, grid=visit.grid, reporter=visit.leader, detail=visit.problem, origin="领导干部进网格"
    )


def _on_duty(record: "GridDuty", context: RuleContext) -> Iterable[Problem]:
    """Who takes a duty in a grid was there on that day."""
    why = not_here(record.member, record.on, context)
    if why:
        yield Problem("member", why, "请核对党员和日期")


class GridDuty(Record):
    """What one working member did in a grid: in which role, and for how long."""

    on = Date("日期", required=True, index=True)
    grid = RecordLink("网格", "grid", required=True, index=True)
    member = RecordLink(
        "在职党员", ("member", "reporting_in"), required=True, index=True, help="本支部党员或者双报到党员"
    )
    role = Choice("担当的职责", ROLES, required=True, width=7, index=True)
    done = LongText("做了什么", required=True)
    hours = Decimals("时长", places=1, most=24, unit="小时", required=True)

    class Meta:
        table_name = "grid_duty"
        not_copied = ("member", "done")
        title = MEMBER_ACTION
        group = "服务与网格"
        natural = (("on", "grid", "member", "role"),)
        icon = "member"
        listing = ("on", "grid", "member", "role", "done", "hours")
        order = ("-on",)
        period = "on"
        sections = (
            Section("进网格", ("on", "grid", "member")),
            Section("担职责", ("role", "done", "hours")),
        )
        rules = (_on_duty, since_joining("member", "on"), not_in_future("on", "日期", refuse=True))
        heading = _where


def _team_of_grid(record: "TeamActivity", context: RuleContext) -> Iterable[Problem]:
    query = GridPerson.live().where((GridPerson.grid == record.grid) & (GridPerson.role == VOLUNTEER))
    teams = {one.person for one in context.find(query)}
    if teams and record.team not in teams:
        grid = context.get(Grid, record.grid)
        name = grid.name if grid is not None else "这个网格"
        yield Problem(
            "team", f"{name}登记的志愿队里没有“{record.team}”", "请核对队名，或者先在网格里登记", refuse=False
        )


def _somebody(record: "TeamActivity", context: RuleContext) -> Iterable[Problem]:
    """An activity was done by somebody; who had left by then did not take part."""
    if not record.people and not record.others:
        yield Problem("people", "写上参加的人，或者其他志愿者人数")
    for one in record.people or ():
        why = not_here(one.person, record.on, context)
        if why:
            yield Problem("people", why, "请核对参加的人和日期")


class TeamActivity(Record):
    """One activity of a volunteer team of members in a grid, with who took part and for how long."""

    on = Date("日期", required=True, index=True)
    grid = RecordLink("网格", "grid", required=True, index=True)
    team = Text("志愿队", required=True, width=8, offers=("team_activity.team",))
    activity = LongText("暖民心活动", required=True, help="做了什么、为谁做")
    people = Persons("参加的人", ("member", "reporting_in"), free=True)
    others = Number("其他志愿者", unit="人", help="没有逐个写姓名的")
    hours = Decimals("每人时长", places=1, most=24, unit="小时", required=True)
    served = Number("服务群众", unit="人次")

    class Meta:
        table_name = "team_activity"
        title = TEAM_ACTION
        group = "服务与网格"
        natural = (("on", "grid", "team", "activity"),)
        icon = "heart"
        listing = ("on", "grid", "team", "activity", "people", "others", "hours")
        order = ("-on",)
        period = "on"
        sections = (
            Section("进网格", ("on", "grid", "team")),
            Section("暖民心", ("activity", "people", "others", "hours", "served")),
        )
        rules = (
            _team_of_grid,
            _somebody,
            since_birth("people", "on"),
            not_in_future("on", "日期", refuse=True),
        )
        heading = _where

    @property
    def heads(self) -> int:
        """How many took part."""
        return len(self.people or ()) + (self.others or 0)

    @property
    def hours_together(self) -> Decimal:
        """The hours of all who took part."""
        return (self.hours or Decimal(0)) * self.heads
