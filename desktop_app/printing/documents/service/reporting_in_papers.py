"""双报到: 报到单 with the receipt for the member's own organisation, 服务记录卡, and the quarterly 反馈卡."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.duties.service.feedback import Served, service_of
from desktop_app.duties.study.hours import plain
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    branch_of,
    day_words,
    found,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label, paired, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import cut_line
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.offers import FREE_TIMES, SKILLS
from desktop_app.registers.service.reporting_in import ReportingFeedback, ReportingIn

_FORM = (2.4, 5.4, 2.4, 5.4)
_CARD = (
    Column("序号", 12, align="center"),
    Column("日　期", 32, align="center"),
    Column("服　务　事　项", weight=1.6),
    Column("小时", 16, align="center"),
    Column("群众评价", 24, align="center"),
    Column("社区确认", 28, align="center"),
)
_LEAST_ROWS = 14


@dataclass(frozen=True)
class ReportSlip:
    """What the slip tells of one who reports in; '' where the pen tells it."""

    org: str
    phone: str
    facts: tuple[tuple[str, str], ...]
    skills: tuple[str, ...]
    times: tuple[str, ...]
    opinion: str
    opined: str
    name: str
    unit_org: str
    day: str


def gather_slip(ledger: LedgerView, uid: str | None = None) -> ReportSlip:
    """The slip of ``uid`` in 双报到登记, or a blank one; UserError when it is gone."""
    one = found(ledger, ReportingIn, uid) if uid is not None else ReportingIn()
    branch = branch_of(ledger)
    return ReportSlip(
        org=branch_name(ledger),
        phone=str(branch.contact_phone or "") if branch is not None else "",
        facts=(
            ("姓　　名", spaced(one.name or "")),
            ("手 机 号", one.mobile or ""),
            ("工作单位", one.unit or ""),
            ("所在党组织", one.unit_org or ""),
            ("居住网格", ledger.name(one.grid) if one.grid else ""),
            ("认领岗位", one.post or ""),
        ),
        skills=tuple(one.skills or ()),
        times=tuple(one.free_time or ()),
        opinion=one.opinion or "",
        opined=_opined(one.opinion_by, one.opinion_on, ledger) if one.opinion else "",
        name=one.name or "",
        unit_org=one.unit_org or "",
        day=day_words(one.reported_on, ""),
    )


def _opined(who: str | None, day: date | None, ledger: LedgerView) -> str:
    """Whose opinion it is and of which day, 【待补】 where it is not written."""
    return f"{spaced(ledger.name(who)) if who else GAP}　　{day_words(day, GAP)}"


def slip_story(slip: ReportSlip) -> list[Flowable]:
    """The form for the community, and below the cut line the receipt for the sender."""
    rows = paired(slip.facts)
    rows += [
        [label("特　　长"), Cell(ticked(SKILLS, slip.skills, len(SKILLS)), 3)],
        [label("服务时段"), Cell(ticked(FREE_TIMES, slip.times), 3)],
        [label("本人签名"), Cell(""), label("报到日期"), Cell(slip.day or SIGNING)],
        [
            label("社区党组织\n接收意见"),
            Cell(
                f"{slip.opinion}\n\n签署人：{slip.opined or '　　　　' + SIGNING}　　（章）",
                3,
                top=bool(slip.opinion),
            ),
        ],
    ]
    name = spaced(slip.name) or "　　　　　　"
    to = slip.unit_org or "　　　　　　　　　　　　　　　　"
    day = slip.day or "　　　　年　　月　　日"
    back = f"{to}：\n　　你单位党员 {name} 已于 {day} 到我社区报到，编入服务队伍。服务情况每季度反馈一次。"
    receipt = [
        [Cell(back, 4, top=True)],
        [label("接收党组织\n（盖章）"), Cell(""), label("日　　期"), Cell(SIGNING)],
        [label("联系电话"), Cell(slip.phone, 3)],
    ]
    return [
        name_of_paper(slip.org, "在职党员到社区报到单"),
        RuledForm(_FORM, rows, size=11, heights=[10, 10, 10, 11, 11, 11, 32]),
        Paragraph("本单由社区党支部留存。“服务时段”“特长”是派单时找人的依据，有变化请告诉社区。", NOTE),
        Spacer(1, 3 * MM),
        cut_line(175.0, "✂　沿此线剪下，交报到党员"),
        Spacer(1, 2 * MM),
        name_of_paper("报到回执"),
        RuledForm(_FORM, receipt, size=11, heights=[32, 20, 10]),
        Paragraph("请报到党员把回执交所在单位党组织。", NOTE),
    ]


def slip_draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """The 报到单 of one who reported in, or a blank one."""
    slip = gather_slip(ledger, uid)
    return office_draft("双报到报到单", "双报到报到单", slip, slip_story(slip), about=slip.name or "空白")


@dataclass(frozen=True)
class RecordCard:
    """The finished orders of one guest: (day, matter, hours, rating) each."""

    org: str
    head: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, str, str], ...]
    total: str
    name: str


def _served(line: Served) -> tuple[str, str, str, str]:
    return day_words(line.on), line.matter, plain(line.hours) if line.hours else "", line.rating


def gather_card(ledger: LedgerView, uid: str) -> RecordCard:
    """The card of ``uid`` in 双报到登记; UserError when it is gone."""
    one = found(ledger, ReportingIn, uid)
    served = service_of(ledger, uid, one.reported_on, ledger.today)
    rows = tuple(_served(line) for line in served.lines)
    head = (
        ("姓　　名", spaced(one.name)),
        ("手 机 号", one.mobile or ""),
        ("工作单位", one.unit or ""),
        ("所在党组织", one.unit_org or ""),
        ("居住网格", ledger.name(one.grid) if one.grid else ""),
        ("报到日期", day_words(one.reported_on, "")),
    )
    total = f"服务 {len(rows)} 次，共 {plain(served.hours)} 小时。"
    return RecordCard(branch_name(ledger), head, rows, total, one.name)


def card_story(card: RecordCard) -> list[Flowable]:
    """The card: who, what was done, and rows left for the pen."""
    head = paired(card.head)
    rows = [(str(place), *row, "") for place, row in enumerate(card.rows, 1)]
    rows += [("",) * 6] * max(0, _LEAST_ROWS - len(rows))
    return [
        name_of_paper(card.org, "双报到党员服务记录卡"),
        RuledForm(_FORM, head, size=11, heights=9),
        Paragraph(card.total, UNDER),
        RuledSheet(_CARD, rows, size=10.5, leading=15, row_height=10.5),
        Paragraph("服务记录从办结的服务订单、进网格的记录来，每季度反馈给所在党组织一次。", NOTE),
    ]


def card_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 服务记录卡 of one who reported in."""
    card = gather_card(ledger, uid)
    return office_draft("双报到服务记录卡", "双报到服务记录卡", card, card_story(card), about=card.name)


# -- what is told to the unit of a quarter -----------------------------------------------------------------

_QUARTER = (
    Column("序号", 12, align="center"),
    Column("日　期", 32, align="center"),
    Column("服　务　事　项", weight=1.6),
    Column("小时数", 20, align="center"),
    Column("群众评价", 26, align="center"),
)


@dataclass(frozen=True)
class Feedback:
    """One quarter of one who reported in: how often, how long, what, how it was rated, what is thought."""

    org: str
    head: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, str, str], ...]
    masses: str
    opinion: str
    opined: str
    received: str
    name: str
    quarter: str


def gather_feedback(ledger: LedgerView, uid: str, year: int | None = None) -> list[Feedback]:
    """The cards of guest ``uid`` of ``year`` (default: the latest told of), the latest quarter first.

    UserError when nothing was told of.
    """
    guest = found(ledger, ReportingIn, uid)
    query = ReportingFeedback.live().where(ReportingFeedback.guest == uid)
    rows = ledger.find(query.order_by(ReportingFeedback.year.desc(), ReportingFeedback.quarter.desc()))
    year = year or (rows[0].year if rows else ledger.today.year)
    cards = [_feedback(ledger, guest, one) for one in rows if one.year == year]
    if not cards:
        raise UserError(
            f"还没有写{guest.name}的季度反馈",
            "资料没有改动",
            "请在双报到登记里给他加一条反馈，写社区党组织意见",
        )
    return cards


def _feedback(ledger: LedgerView, guest: ReportingIn, told: ReportingFeedback) -> Feedback:
    served = service_of(ledger, guest.uid, told.first_day, told.last_day)
    signed = f"{told.receiver or ''}　{day_words(told.received_on, SIGNING)}"
    return Feedback(
        branch_name(ledger, told.owner_office),
        (
            ("姓　　名", spaced(guest.name)),
            ("单　　位", guest.unit),
            ("所在党组织", guest.unit_org),
            ("期　　间", f"{day_words(told.first_day)}至{day_words(told.last_day)}"),
            ("服务次数", f"{len(served.lines)} 次"),
            ("服务时长", f"{plain(served.hours)} 小时"),
        ),
        tuple(_served(line) for line in served.lines),
        told.masses or served.ratings or "本季度没有评单",
        told.opinion,
        _opined(told.opinion_by, told.written_on, ledger),
        signed.strip("　") if told.receiver else signed,
        guest.name,
        told.words,
    )


def feedback_story(cards: list[Feedback]) -> list[Flowable]:
    """The cards, each on a sheet of its own."""
    out: list[Flowable] = []
    for card in cards:
        out += [PageBreak()] if out else []
        out += _card_of_quarter(card)
    return out


def _card_of_quarter(told: Feedback) -> list[Flowable]:
    """Head, what was done, and the boxes of the residents, the community and the unit."""
    head = paired(told.head)
    rows = [(str(place), *row) for place, row in enumerate(told.rows, 1)]
    foot = [
        [label("群众评价"), Cell(told.masses, 3)],
        [
            label("社区党组织\n意　　见"),
            Cell(f"{told.opinion}\n\n签署人：{told.opined}　　（章）", 3, top=True),
        ],
        [label("单位签收"), Cell(f"签收人：{told.received}", 3)],
    ]
    return [
        name_of_paper(told.org, "在职党员社区表现情况反馈卡"),
        RuledForm(_FORM, head, size=11, heights=10),
        Paragraph("服务事项", PART),
        RuledSheet(
            _QUARTER,
            rows or [("", "", "本季度没有参加服务", "", "")],
            size=10.5,
            leading=15,
            row_height=10,
        ),
        Spacer(1, 3 * MM),
        KeepTogether([RuledForm(_FORM, foot, size=11, heights=[14, 60, 20])]),
        Paragraph("本卡送在职党员所在单位党组织，作为民主评议的参考。", NOTE),
    ]


def feedback_draft(ledger: LedgerView, uid: str, year: int | None = None) -> Draft:
    """The 《在职党员社区表现情况反馈卡》 of the quarters of one who reported in."""
    told = gather_feedback(ledger, uid, year)
    title, about = "在职党员社区表现情况反馈卡", f"{told[0].name} {told[0].quarter}"
    return office_draft(title, title, told, feedback_story(told), about=about)
