"""网格一览: all grids in a table, or one grid with its people, forces and the year's events."""

from dataclasses import dataclass, replace
from datetime import date

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.errors import UserError
from desktop_app.duties.service.grid_actions import Actions, actions_between
from desktop_app.duties.service.grids import ROLES, EventFile, GridFile, grid_files
from desktop_app.duties.study.hours import plain
from desktop_app.printing.documents.columns import fitted
from desktop_app.printing.documents.draft import PART, UNDER, Draft, long_part, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    LedgerView,
    branch_name,
    day_words,
    name_or_words,
    today_words,
)
from desktop_app.printing.documents.wording import full_width
from desktop_app.printing.type.forms import RuledForm, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.service.grid_actions import (
    LEADER_ACTION,
    MEMBER_ACTION,
    TEAM_ACTION,
    LeaderVisit,
)
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import FORCE, PARTY_MEMBER, VOLUNTEER, WORKER

_OVERVIEW = (
    Column("编号", 20, align="center"),
    Column("网格名称", 24),
    Column("范围", weight=0.8),
    Column("户数", 13, align="right"),
    Column("网格长", 16, align="center"),
    Column("联系电话", 26, align="center"),
    Column("包联领导", weight=0.9),
    Column("网格员", weight=0.8),
    Column("在职党员", weight=1.4),
    Column("志愿队", weight=0.8),
    Column("整合力量", weight=0.9),
    Column("本年", 13, align="right", group="网格事件"),
    Column("未办", 13, align="right", group="网格事件"),
)
_PEOPLE = (
    Column("身　份", 24, align="center"),
    Column("姓名或队伍", weight=1.0),
    Column("力　量", 18, align="center"),
    Column("电　话", 30, align="center"),
    Column("负责的事", weight=1.0),
)
_EVENTS = (
    Column("日期", 29, align="center"),
    Column("类别", 26),
    Column("程度", 14, align="center"),
    Column("位置和情况", weight=1.6),
    Column("层级", 15, align="center"),
    Column("处置措施", weight=1.2),
    Column("结果", 28, align="center"),
)
# One table of the three actions in their own words; how often, by how many people, and what it came to.
_ACTIONS = (
    Column("网格", 40),
    Column("次数", 15, align="right", group=LEADER_ACTION),
    Column("人数", 15, align="right", group=LEADER_ACTION),
    Column("解决难题", weight=1.0, align="right", group=LEADER_ACTION),
    Column("次数", 15, align="right", group=MEMBER_ACTION),
    Column("人数", 15, align="right", group=MEMBER_ACTION),
    Column("小时数", weight=1.0, align="right", group=MEMBER_ACTION),
    Column("次数", 15, align="right", group=TEAM_ACTION),
    Column("人次", 15, align="right", group=TEAM_ACTION),
    Column("小时数", weight=1.0, align="right", group=TEAM_ACTION),
)
_DONE = (
    Column("日期", 29, align="center"),
    Column("谁", 34),
    Column("做了什么", weight=1.4),
    Column("结　果", weight=1.0),
)
_WAITING = (_EVENTS[0], Column("网格", 36), *_EVENTS[1:])
_BRIEF = tuple(replace(one, width=None) for one in _ACTIONS[1:])
_EMPTY = ("还没有登记网格", *("",) * 9)
# Nobody is written there: that is no statement that there is none.
_DASH = "—"
_FORM = (2.4, 5.4, 2.4, 5.4)
_UPRIGHT, _TURNED = 175.0, 267.0
"""mm a table is wide on either page."""


@dataclass(frozen=True)
class GridSheet:
    """What the paper tells: the overview's rows, or one grid's head, people and events."""

    org: str
    name: str
    day: str
    overview: tuple[tuple[str, ...], ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    sums: tuple[tuple[str, ...], ...] = ()
    total: tuple[str, ...] = ()
    done: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    events: tuple[tuple[str, ...], ...] = ()


def gather(ledger: LedgerView, uid: str | None = None) -> GridSheet:
    """All grids, or grid ``uid``; UserError when there is none."""
    files = grid_files(ledger)
    year = actions_between(ledger, date(ledger.today.year, 1, 1), ledger.today)
    if uid is None:
        rows = tuple(_row(one, ledger) for one in files)
        waiting = [(file, one.grid.name) for one in files for file in one.open]
        waiting.sort(key=lambda pair: (not pair[0].is_pressing, pair[0].event.on, pair[0].event.uid))
        told = tuple(_event(file, ledger) for file, _ in waiting)
        events = tuple((one[0], name, *one[1:]) for one, (_, name) in zip(told, waiting, strict=True))
        return GridSheet(
            branch_name(ledger),
            "",
            today_words(ledger),
            overview=rows,
            sums=tuple(_sums(one.grid.name, year.of_grid(one.grid.uid)) for one in files),
            total=_sums("合　计", year),
            events=events,
        )
    one = next((file for file in files if file.grid.uid == uid), None)
    if one is None:
        raise UserError("要打印的网格已经不在了", "其他资料没有改动", "请回到列表重新选择")
    grid, mine = one.grid, year.of_grid(one.grid.uid)
    return GridSheet(
        branch_name(ledger),
        grid.name,
        today_words(ledger),
        head=(
            ("编　　号", grid.code or _DASH),
            ("范　　围", grid.range or _DASH),
            ("户　　数", f"{grid.households} 户" if grid.households else _DASH),
            ("包联领导", grid.officer or _DASH),
            ("网 格 长", name_or_words(grid.leader, ledger)),
            ("联系电话", grid.phone or _DASH),
        ),
        people=tuple(
            (
                role,
                name_or_words(person.person, ledger),
                person.force or "",
                person.phone or "",
                person.duty or "",
            )
            for role in ROLES
            for person in one.in_role(role)
        ),
        events=tuple(_event(file, ledger) for file in one.events if file.event.on.year == ledger.today.year),
        sums=(_sums(grid.name, mine),),
        done=_done(mine, ledger),
    )


def _sums(name: str, actions: Actions) -> tuple[str, ...]:
    return (name, *(f"{one.value}" for one in actions.all_figures()))


def _done(actions: Actions, ledger: LedgerView) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Action → its lines (day, who, what, result) in one grid, the newest first."""

    def line(day: date, who: str, what: str, came: str) -> tuple[str, ...]:
        return day_words(day), who, what, came

    return (
        (
            LEADER_ACTION,
            tuple(
                line(
                    one.on,
                    f"{name_or_words(one.leader, ledger)}\n{one.post}",
                    one.problem + (f"\n措施：{one.measure}" if one.measure else ""),
                    _outcome(one),
                )
                for one in actions.visits
            ),
        ),
        (
            MEMBER_ACTION,
            tuple(
                line(
                    one.on,
                    name_or_words(one.member, ledger),
                    f"{one.role}：{one.done}",
                    f"{plain(one.hours)} 小时",
                )
                for one in actions.duties
            ),
        ),
        (
            TEAM_ACTION,
            tuple(
                line(one.on, one.team, one.activity, f"{one.heads} 人，每人 {plain(one.hours)} 小时")
                for one in actions.teams
            ),
        ),
    )


def _outcome(visit: LeaderVisit) -> str:
    if visit.solved_on is not None:
        return f"{visit.result}（{day_words(visit.solved_on)}解决）"
    if visit.issue:
        return "已转入问题清单"
    return "已转入网格事件" if visit.event else visit.result or "正在办"


def _row(file: GridFile, ledger: LedgerView) -> tuple[str, ...]:
    grid = file.grid

    def names(role: str) -> str:
        return "、".join(name_or_words(one.person, ledger) for one in file.in_role(role)) or _DASH

    forces = "、".join(dict.fromkeys(one.force for one in file.in_role(FORCE) if one.force)) or _DASH
    year = [one for one in file.events if one.event.on.year == ledger.today.year]
    return (
        grid.code or "",
        grid.name or "",
        grid.range or _DASH,
        str(grid.households or ""),
        name_or_words(grid.leader, ledger),
        grid.phone or "",
        grid.officer or _DASH,
        names(WORKER),
        names(PARTY_MEMBER),
        names(VOLUNTEER),
        forces,
        str(len(year)),
        str(len(file.open)),
    )


def _event(file: EventFile, ledger: LedgerView) -> tuple[str, ...]:
    one = file.event
    back = f"\n回访{one.callback}" if one.callback else ""
    return (
        day_words(one.on),
        full_width(one.kind),
        one.urgency,
        f"{one.location}：{one.detail}",
        one.level,
        "\n".join(part for part in (one.action or "", _by(one, ledger)) if part),
        _came_of(file) + back,
    )


def _came_of(file: EventFile) -> str:
    """Where an event stands; how many days it waits changes with every day a paper lies."""
    if file.issue is not None:
        return f"转问题清单，{file.issue.state}"
    return f"{day_words(file.event.closed_on)}办结" if file.event.closed_on is not None else "未办"


def _by(event: GridEvent, ledger: LedgerView) -> str:
    """Who dealt with it, and which forces joined."""
    handler = f"处置人：{name_or_words(event.handler, ledger)}" if event.handler else ""
    forces = f"力量：{'、'.join(event.forces)}" if event.forces else ""
    return "　".join(part for part in (handler, forces) if part)


def story(sheet: GridSheet) -> list[Flowable]:
    """The overview lying, or one grid upright."""
    if not sheet.name:
        rows = list(sheet.overview) or [("", "", "还没有登记网格", *("",) * 10)]
        return [
            name_of_paper(sheet.org, "网格一览表"),
            Paragraph(f"截至 {sheet.day}　　　共 {len(sheet.overview)} 个网格", UNDER),
            RuledSheet(fitted(_OVERVIEW, rows, 9.5, _TURNED), rows, size=9.5, row_height=13),
            Paragraph("本年进网格行动", PART),
            RuledSheet(_ACTIONS, sheet.sums or [_EMPTY], totals=sheet.total or None, size=9.5, row_height=9),
            *_waiting(sheet),
        ]
    head = paired(sheet.head)
    people = list(sheet.people) or [("", "还没有登记人员和力量", "", "", "")]
    events = list(sheet.events) or [("", "", "", "本年没有网格事件", "", "", "")]
    return [
        name_of_paper(sheet.org, f"{sheet.name}一览"),
        RuledForm(_FORM, head, size=11, heights=9),
        Paragraph("一、人员和力量", PART),
        RuledSheet(fitted(_PEOPLE, people, 10.5, _UPRIGHT), people, size=10.5, leading=15, row_height=8.5),
        Paragraph("二、本年进网格行动", PART),
        RuledSheet(_BRIEF, [row[1:] for row in sheet.sums], size=9.5, row_height=8.5),
        *_told(sheet),
        *long_part(f"三、本年网格事件（{len(sheet.events)} 件）"),
        RuledSheet(fitted(_EVENTS, events, 9, _UPRIGHT), events, size=9, row_height=9),
        Spacer(1, 2 * MM),
        Paragraph(f"截至 {sheet.day}。紧急的事马上报社区、街道和主管部门。", UNDER),
    ]


def _waiting(sheet: GridSheet) -> list[Flowable]:
    """The events that wait, or a line where none does: an empty table would stand on a page of its own."""
    if not sheet.events:
        return [Paragraph("没有未办的网格事件。", UNDER)]
    title = Paragraph(f"未办的网格事件（{len(sheet.events)} 件，紧急的在前）", PART)
    return [title, RuledSheet(_WAITING, list(sheet.events), size=9.5, row_height=10)]


def _told(sheet: GridSheet) -> list[Flowable]:
    """What was done of each action, under its own words."""
    out: list[Flowable] = []
    for title, rows in sheet.done:
        if rows:
            out += [
                Paragraph(title, replace(PART, size=11)),
                RuledSheet(_DONE, rows, size=9.5, row_height=8.5),
            ]
    return out


def draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """The 网格一览 of all grids or of one."""
    sheet = gather(ledger, uid)
    about = sheet.name or sheet.day
    return office_draft("网格一览", "网格一览", sheet, story(sheet), landscape=not sheet.name, about=about)
