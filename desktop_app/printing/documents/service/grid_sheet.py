"""网格一览: all grids in a table, or one grid with its people, forces and the year's events."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_uid
from desktop_app.duties.service.grids import ROLES, EventFile, GridFile, grid_files
from desktop_app.printing.documents.draft import PART, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import NONE, LedgerView, branch_name, day_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.service.grids import FORCE, PARTY_MEMBER, VOLUNTEER, WORKER

_OVERVIEW = (
    Column("编号", 16, align="center"),
    Column("网格名称", 24),
    Column("范围", weight=0.8),
    Column("户数", 13, align="right"),
    Column("网格长", 16, align="center"),
    Column("联系电话", 27, align="center"),
    Column("包联领导", weight=0.9),
    Column("网格员", weight=0.8),
    Column("在职党员", weight=0.8),
    Column("志愿队", weight=0.8),
    Column("整合力量", weight=1.2),
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
    Column("日期", 20, align="center"),
    Column("类别", 26),
    Column("程度", 14, align="center"),
    Column("位置和情况", weight=1.6),
    Column("层级", 15, align="center"),
    Column("处置措施", weight=1.2),
    Column("结果", 24, align="center"),
)
_WAITING = (_EVENTS[0], Column("网格", 36), *_EVENTS[1:])
_FORM = (2.4, 5.4, 2.4, 5.4)


@dataclass(frozen=True)
class GridSheet:
    """What the paper tells: the overview's rows, or one grid's head, people and events."""

    org: str
    name: str
    day: str
    overview: tuple[tuple[str, ...], ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    events: tuple[tuple[str, ...], ...] = ()


def gather(ledger: LedgerView, uid: str | None = None) -> GridSheet:
    """All grids, or grid ``uid``; UserError when there is none."""
    files = grid_files(ledger)
    if uid is None:
        rows = tuple(_row(one, ledger) for one in files)
        waiting = [(file, one.grid.name) for one in files for file in one.open]
        waiting.sort(key=lambda pair: (not pair[0].is_pressing, pair[0].event.on, pair[0].event.uid))
        told = tuple(_event(file, ledger.today) for file, _ in waiting)
        events = tuple((one[0], name, *one[1:]) for one, (_, name) in zip(told, waiting, strict=True))
        return GridSheet(branch_name(ledger), "", day_words(ledger.today), overview=rows, events=events)
    one = next((file for file in files if file.grid.uid == uid), None)
    if one is None:
        raise UserError("要打印的网格已经不在了", "其他资料没有改动", "请回到列表重新选择")
    grid, year = one.grid, ledger.today.year
    return GridSheet(
        branch_name(ledger),
        grid.name,
        day_words(ledger.today),
        head=(
            ("编　　号", grid.code or NONE),
            ("范　　围", grid.range or NONE),
            ("户　　数", f"{grid.households} 户" if grid.households else NONE),
            ("包联领导", grid.officer or NONE),
            ("网 格 长", _who(grid.leader, ledger)),
            ("联系电话", grid.phone or NONE),
        ),
        people=tuple(
            (role, _who(person.person, ledger), person.force or "", person.phone or "", person.duty or "")
            for role in ROLES
            for person in one.in_role(role)
        ),
        events=tuple(_event(file, ledger.today) for file in one.events if file.event.on.year == year),
    )


def _who(words: str | None, ledger: LedgerView) -> str:
    return "" if not words else ledger.name(words) if is_uid(words) else words


def _row(file: GridFile, ledger: LedgerView) -> tuple[str, ...]:
    grid = file.grid

    def names(role: str) -> str:
        return "、".join(_who(one.person, ledger) for one in file.in_role(role)) or NONE

    forces = "、".join(dict.fromkeys(one.force for one in file.in_role(FORCE) if one.force)) or NONE
    year = [one for one in file.events if one.event.on.year == ledger.today.year]
    return (
        grid.code or "",
        grid.name or "",
        grid.range or NONE,
        str(grid.households or ""),
        _who(grid.leader, ledger),
        grid.phone or "",
        grid.officer or NONE,
        names(WORKER),
        names(PARTY_MEMBER),
        names(VOLUNTEER),
        forces,
        str(len(year)),
        str(len(file.open)),
    )


def _event(file: EventFile, today: date) -> tuple[str, ...]:
    one = file.event
    back = f"\n回访{one.callback}" if one.callback else ""
    return (
        one.on.isoformat(),
        one.kind,
        one.urgency,
        f"{one.location}：{one.detail}",
        one.level,
        one.action or NONE,
        file.words(today) + back,
    )


def story(sheet: GridSheet) -> list[Flowable]:
    """The overview lying, or one grid upright."""
    if not sheet.name:
        rows = list(sheet.overview) or [("", "", "还没有登记网格", *("",) * 10)]
        return [
            name_of_paper(sheet.org, "网格一览表"),
            Paragraph(f"截至 {sheet.day}　　　共 {len(sheet.overview)} 个网格", UNDER),
            RuledSheet(_OVERVIEW, rows, size=9.5, row_height=13),
            Paragraph(f"未办的网格事件（{len(sheet.events)} 件，紧急的在前）", PART),
            RuledSheet(
                _WAITING,
                list(sheet.events) or [("", "", "", "", "没有未办的网格事件", "", "", "")],
                size=9.5,
                row_height=10,
            ),
        ]
    head = [
        [cell for title, text in sheet.head[at : at + 2] for cell in (label(title), Cell(text))]
        for at in range(0, len(sheet.head), 2)
    ]
    people = list(sheet.people) or [("", "还没有登记人员和力量", "", "", "")]
    events = list(sheet.events) or [("", "", "", "本年没有网格事件", "", "", "")]
    return [
        name_of_paper(sheet.org, f"{sheet.name}一览"),
        RuledForm(_FORM, head, size=11, heights=9),
        Paragraph("一、人员和力量", PART),
        RuledSheet(_PEOPLE, people, size=10.5, leading=15, row_height=8.5),
        Paragraph(f"二、本年网格事件（{len(sheet.events)} 件）", PART),
        RuledSheet(_EVENTS, events, size=9, row_height=9),
        Spacer(1, 2 * MM),
        Paragraph(f"截至 {sheet.day}。紧急的事马上报社区、街道和主管部门。", UNDER),
    ]


def draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """The 网格一览 of all grids or of one."""
    sheet = gather(ledger, uid)
    about = sheet.name or sheet.day
    return office_draft("网格一览", "网格一览", sheet, story(sheet), landscape=not sheet.name, about=about)
