"""党费减免审批表: one member's dues lessened or waived: the reason, the branch's opinion, the approval."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.people.dues_standards import EXEMPT, REDUCED, WAIVED, DuesStandard
from desktop_app.registers.people.members import Member

_FORM = (2.6, 4.6, 2.4, 4.4)


@dataclass(frozen=True)
class DuesWaiver:
    """One waiver in words."""

    org: str
    name: str
    items: dict[str, str]


def gather(ledger: LedgerView, uid: str) -> DuesWaiver:
    """The form of standard ``uid``; where nothing is lessened yet, it is left blank to be asked for."""
    one = found(ledger, DuesStandard, uid)
    is_waived = one.payer_kind in WAIVED
    member = ledger.get(Member, one.member)
    name = ledger.name(one.member)
    begins = one.since.chinese() if one.since else f"{one.year}年1月"
    items = {
        "gender": {"1": "男", "2": "女"}.get(member.gender, GAP) if member is not None else GAP,
        "born": day_words(member.birth_date if member is not None else None, GAP),
        "work": (member.work_unit if member is not None else None) or GAP,
        "now": "" if is_waived else f"{one.monthly_due:,.2f} 元",
        "kind": ticked((REDUCED, EXEMPT), (one.payer_kind,)),
        "due": f"{one.monthly_due:,.2f} 元" if is_waived else "",
        "from": f"{begins}起" if is_waived else "",
        "reason": one.waiver_reason or (GAP if is_waived else ""),
        "studied": f"经研究，同意{one.payer_kind}党费，报上级党委审批。" if is_waived else "",
        "studied_on": day_words(one.waiver_studied_on, SIGNING),
        "basis": one.waiver_basis or "",
        "approved_on": day_words(one.waiver_approved_on, SIGNING),
    }
    return DuesWaiver(branch_name(ledger, one.owner_office), name, items)


def story(form: DuesWaiver) -> list[Flowable]:
    """The paper: who and why, the branch's opinion, the next committee's approval."""
    one = form.items
    rows = [
        [label("姓　　名"), Cell(spaced(form.name)), label("性　　别"), Cell(one["gender"])],
        [label("出生日期"), Cell(one["born"]), label("所在党支部"), Cell(form.org)],
        [label("工作单位及职务"), Cell(one["work"], 3)],
        [label("减免方式"), Cell(one["kind"]), label("减免后月交纳"), Cell(one["due"])],
        [label("起算月份"), Cell(one["from"]), label("现月交纳"), Cell(one["now"])],
        [label("本人困难情况\n和申请减免原因"), Cell(one["reason"], 3)],
        [label("本人签名"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
        [label("党支部意见"), Cell(one["studied"], 3)],
        [label("书记签名"), Cell(""), label("研究日期"), Cell(one["studied_on"], align="right")],
        [label("上级党委\n审批意见"), Cell(one["basis"], 3)],
        [label("单位（章）"), Cell(""), label("批准日期"), Cell(one["approved_on"], align="right")],
    ]
    heights = [11, 13, 11, 11, 11, 44, 12, 34, 12, 42, 16]
    return [
        name_of_paper("党员党费减免审批表"),
        RuledForm(_FORM, rows, size=11, heights=heights),
        Paragraph(
            "生活确有困难的党员，由本人提出申请，支部研究同意，经上一级党委批准，可以少交或免交党费。", NOTE
        ),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 党费减免审批表 of standard ``uid``."""
    form = gather(ledger, uid)
    return office_draft("党费减免审批表", "党费减免审批表", form, story(form), about=form.name)
