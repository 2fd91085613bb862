"""What a branch prints of a transfer: its request (or report of an arrival) and the member's data sheet.

The branch fills the member's part and asks; the letter itself is the 基层党委's (组通字〔2006〕45号填写说明).
"""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.ids import is_uid
from desktop_app.base.names import spaced
from desktop_app.base.periods import Month
from desktop_app.printing.documents.draft import SIGNING, TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.people.members import FULL, NORMAL, PROBATIONARY, Member
from desktop_app.registers.people.org_transfers import (
    ACROSS,
    LEAVING,
    ONLINE,
    PAPER,
    RECEIVED,
    WITHIN,
    OrgTransfer,
)

_BODY = replace(TEXT, size=14, leading=28)
_TO = replace(_BODY, first_indent=0)
_END = replace(_BODY, first_indent=0, align="right")
_FORM = (2.7, 4.6, 2.7, 4.6)
_WAYS = {PAPER: "请开具组织关系介绍信", ONLINE: "请在全国党员管理信息系统中办理转接"}


@dataclass(frozen=True)
class TransferRequest:
    """A transfer as its branch puts it to the committee above."""

    title: str
    to: str
    text: str
    encloses: str
    closing: str
    org: str
    day: str


def gather(ledger: LedgerView, uid: str) -> TransferRequest:
    """The request of transfer ``uid``, or the report that somebody came; UserError when it is gone."""
    one = found(ledger, OrgTransfer, uid)
    member = ledger.get(Member, one.member)
    name, org = _name(one, ledger), branch_name(ledger, one.owner_office)
    who = f"{name}同志（{'，'.join(_said(member, ledger))}）"
    if one.direction in LEAVING:
        branch = f"，拟编入{one.new_branch}" if one.new_branch else ""
        text = (
            f"{who}系我支部党员。因{one.reason or GAP}，拟将组织关系由{one.from_org}转往"
            f"{one.to_org}{branch}。"
            f"该同志党费已交至{_month(one.dues_paid_to)}。{_WAYS[one.way or PAPER]}。"
            "收到回执以前，我支部继续负责该同志的教育管理。"
        )
        day = day_words(one.asked_on, SIGNING)
        title, to, closing = f"关于转接{name}同志组织关系的申请", one.from_org, "特此申请。"
    else:
        number = f"，介绍信第{one.letter_no}号" if one.letter_no else ""
        text = (
            f"{who}的组织关系由{one.from_org}转来（{one.way or PAPER}{number}），党费已交至"
            f"{_month(one.dues_paid_to)}。该同志于{day_words(one.reported_on, GAP)}到{one.new_branch or org}"
            "报到。请予接收，并向转出方寄回执。"
        )
        day = day_words(one.reported_on, SIGNING)
        title, to, closing = f"关于{name}同志组织关系转入的报告", one.to_org, "特此报告。"
    return TransferRequest(title, to, text, "附：党员组织关系转接信息表", closing, org, day)


def _name(one: OrgTransfer, ledger: LedgerView) -> str:
    return ledger.name(one.member) if is_uid(one.member) else one.member


def _month(month: Month | None) -> str:
    return month.chinese() if month is not None else GAP


def _said(member: Member | None, ledger: LedgerView) -> list[str]:
    """What the sentence says of the member besides the name."""
    if member is None:
        return [GAP]
    sex, nation = (Member._meta.fields[box].show(getattr(member, box), ledger.name) for box in _SHOWN)
    joined = f"{member.joined_on.chinese()}入党" if member.joined_on is not None else GAP
    return [sex or GAP, nation or GAP, member.category or GAP, joined]


_SHOWN = ("gender", "ethnicity")


def story(request: TransferRequest) -> list[Flowable]:
    """The paper: whom it is put to, what is asked, and room for the secretary's signature."""
    return [
        name_of_paper(request.title),
        Paragraph(f"{request.to}：", _TO),
        Paragraph(request.text, _BODY),
        Paragraph(request.closing, _BODY),
        Paragraph(request.encloses, _BODY),
        Spacer(1, 12 * MM),
        Paragraph(request.org, _END),
        Paragraph("支部书记（签字）：＿＿＿＿＿＿＿＿", _END),
        Paragraph(request.day, _END),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The request of transfer ``uid``; of somebody who comes, the report of it."""
    request = gather(ledger, uid)
    return office_draft("转接申请", request.title, request, story(request))


@dataclass(frozen=True)
class TransferData:
    """The data sheet of one transfer: label → words."""

    name: str
    org: str
    items: dict[str, str]


def gather_data(ledger: LedgerView, uid: str) -> TransferData:
    """The data sheet of transfer ``uid``, the member's part as the roster has it."""
    one = found(ledger, OrgTransfer, uid)
    member = ledger.get(Member, one.member)
    name, org = _name(one, ledger), branch_name(ledger, one.owner_office)

    def of_member(box: str) -> str:
        value = getattr(member, box) if member is not None else None
        if value is None:
            return GAP
        shown = value.chinese() if hasattr(value, "chinese") else None
        return shown or Member._meta.fields[box].show(value, ledger.name) or GAP

    leaves = one.direction in LEAVING
    contact = "　".join(
        f"{title}：{value or '＿＿＿＿＿＿'}"
        for title, value in (
            ("电话", one.origin_phone),
            ("传真", one.origin_fax),
            ("邮编", one.origin_postcode),
        )
    )
    items = {
        "姓　　名": spaced(name),
        "性　　别": of_member("gender"),
        "民　　族": of_member("ethnicity"),
        "出生日期": day_words(member.birth_date if member is not None else None, GAP),
        "公民身份号码": (member.id_number if member is not None else "") or GAP,
        "人员类别": ticked((FULL, PROBATIONARY), (member.category if member is not None else "",)),
        "党籍状态": ticked((NORMAL, "停止党籍"), (member.party_status if member is not None else "",)),
        "入党日期": of_member("joined_on"),
        "转正日期": _full_day(member, of_member("full_on")),
        "联系电话": one.member_phone or GAP,
        "转接原因": one.reason or GAP,
        "转接范围": ticked((WITHIN, ACROSS), (one.scope,)),
        "接转方式": ticked((PAPER, ONLINE), (one.way or PAPER,)),
        "转出党组织": one.from_org,
        "原所在党支部": org if leaves else "",
        "转入党组织": one.to_org,
        "转入党支部": one.new_branch or (GAP if leaves else org),
        "党费交至": _month(one.dues_paid_to),
        "有 效 期": f"{one.valid_days} 天" if one.valid_days else GAP,
        "转出方地址": one.origin_address or "",
        "联系方式": contact,
        "申请日期": day_words(one.asked_on, ""),
        "报到日期": day_words(one.reported_on, ""),
        "介绍信编号": one.letter_no or ("不用纸质介绍信" if one.way == ONLINE else ""),
        "有无回执": ticked(("有", "无"), ("有",) if one.state == RECEIVED else ()),
    }
    return TransferData(name, org, items)


def _full_day(member: Member | None, words: str) -> str:
    return "—" if member is not None and member.category == PROBATIONARY else words


_PAIRS = (
    ("姓　　名", "性　　别"),
    ("民　　族", "出生日期"),
    ("公民身份号码",),
    ("人员类别",),
    ("党籍状态",),
    ("入党日期", "转正日期"),
    ("联系电话", "转接原因"),
    ("转接范围", "接转方式"),
    ("转出党组织",),
    ("原所在党支部",),
    ("转入党组织",),
    ("转入党支部",),
    ("党费交至", "有 效 期"),
    ("转出方地址",),
    ("联系方式",),
    ("申请日期", "报到日期"),
    ("介绍信编号", "有无回执"),
)


def data_story(sheet: TransferData) -> list[Flowable]:
    """The paper: the member's part filled, the committee's part left for its pen."""
    rows = []
    for titles in _PAIRS:
        span = 3 if len(titles) == 1 else 1
        rows.append([cell for one in titles for cell in (label(one), Cell(sheet.items[one], span))])
    rows.append([label("填 表 人"), Cell(""), label("支部书记\n签　　字"), Cell("")])
    return [
        name_of_paper("党员组织关系转接信息表"),
        Paragraph(f"填报支部：{sheet.org}", replace(TEXT, size=10.5, first_indent=0, space_after=4)),
        RuledForm(_FORM, rows, size=11, heights=11.5),
        Paragraph(
            "支部填写党员本人的内容；转出方地址、联系方式和介绍信编号由开具的基层党委填写。",
            replace(TEXT, size=9, leading=15, first_indent=0),
        ),
    ]


def data_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 党员组织关系转接信息表 of transfer ``uid``."""
    sheet = gather_data(ledger, uid)
    return office_draft("转接信息表", "党员组织关系转接信息表", sheet, data_story(sheet), about=sheet.name)
