"""三个进网格: how often, by how many and for how many hours each action was done, each with its list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.duties.basics.figure import Figure, count, total
from desktop_app.records.rules import RuleContext
from desktop_app.registers.service.grid_actions import (
    LEADER_ACTION,
    MEMBER_ACTION,
    TEAM_ACTION,
    GridDuty,
    LeaderVisit,
    TeamActivity,
)

ACTIONS = (LEADER_ACTION, MEMBER_ACTION, TEAM_ACTION)
# The register each action is written in.
REGISTERS: Mapping[str, str] = {
    LEADER_ACTION: "leader_visit",
    MEMBER_ACTION: "grid_duty",
    TEAM_ACTION: "team_activity",
}


# Action → the keys of its three figures.
KEYS: Mapping[str, tuple[str, str, str]] = {
    LEADER_ACTION: ("leader_visits", "leaders", "leader_solved"),
    MEMBER_ACTION: ("duty_times", "duty_people", "duty_hours"),
    TEAM_ACTION: ("team_times", "team_people", "team_hours"),
}


@dataclass(frozen=True)
class Actions:
    """What was done of the three actions in a stretch of days, the newest first."""

    visits: tuple[LeaderVisit, ...]
    duties: tuple[GridDuty, ...]
    teams: tuple[TeamActivity, ...]

    def of_grid(self, grid: str) -> "Actions":
        """What was done in one grid."""
        return Actions(
            tuple(one for one in self.visits if one.grid == grid),
            tuple(one for one in self.duties if one.grid == grid),
            tuple(one for one in self.teams if one.grid == grid),
        )

    def figures(self) -> dict[str, tuple[Figure, ...]]:
        """Action → its figures: times, people, and what was solved or how many hours were given."""
        visits, duties, teams = self.visits, self.duties, self.teams
        return {
            LEADER_ACTION: (
                count("leader_visits", LEADER_ACTION, _uids(visits), "次"),
                _people("leaders", "进网格的领导干部", ((one.leader, one) for one in visits)),
                count("leader_solved", "解决难题", _uids(one for one in visits if one.solved_on), "件"),
            ),
            MEMBER_ACTION: (
                count("duty_times", MEMBER_ACTION, _uids(duties), "次"),
                _people("duty_people", "进网格的在职党员", ((one.member, one) for one in duties)),
                total("duty_hours", "担职责时长", "小时", ((one.uid, one.hours) for one in duties)),
            ),
            TEAM_ACTION: (
                count("team_times", TEAM_ACTION, _uids(teams), "次"),
                total(
                    "team_people", "参加志愿服务", "人次", ((one.uid, Decimal(one.heads)) for one in teams)
                ),
                total("team_hours", "志愿服务时长", "小时", ((one.uid, one.hours_together) for one in teams)),
            ),
        }

    def all_figures(self) -> tuple[Figure, ...]:
        """The nine figures in the order of the actions."""
        return tuple(one for figures in self.figures().values() for one in figures)


def _people(key: str, title: str, who: Iterable[tuple[str, LeaderVisit | GridDuty]]) -> Figure:
    """How many people were there: of each the newest record is listed, for some stand in no register."""
    newest: dict[str, str] = {}
    for person, record in who:
        newest.setdefault(person, record.uid)
    return count(key, title, newest.values(), "人")


def _uids(rows: Iterable[LeaderVisit | GridDuty | TeamActivity]) -> tuple[str, ...]:
    return tuple(one.uid for one in rows)


def actions_between(context: RuleContext, first: date, last: date, office: str | None = None) -> Actions:
    """What ``office`` (default: the own one) did of the three actions in a stretch: three queries."""
    mine = office or context.office
    visits = LeaderVisit.live().where(
        (LeaderVisit.owner_office == mine) & LeaderVisit.on.between(first, last)
    )
    duties = GridDuty.live().where((GridDuty.owner_office == mine) & GridDuty.on.between(first, last))
    teams = TeamActivity.live().where(
        (TeamActivity.owner_office == mine) & TeamActivity.on.between(first, last)
    )
    return Actions(
        tuple(context.find(visits.order_by(LeaderVisit.on.desc(), LeaderVisit.uid.desc()))),
        tuple(context.find(duties.order_by(GridDuty.on.desc(), GridDuty.uid.desc()))),
        tuple(context.find(teams.order_by(TeamActivity.on.desc(), TeamActivity.uid.desc()))),
    )
