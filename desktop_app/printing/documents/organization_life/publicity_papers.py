"""公示 with period and telephone, and the 党务公开审批表 that stands before it."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from desktop_app.printing.documents.draft import SIGNING, TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.registers.organization_life.publicity import Publicity

_SEAL = Style(role="song", size=12, leading=22, align="right")


@dataclass(frozen=True)
class NoticeWords:
    """One thing made public, in words."""

    org: str
    title: str
    kind: str
    content: str
    scope: str
    way: str
    first: str
    last: str
    phone: str
    handled_by: str
    reviewed_by: str
    approved_by: str
    opinions: str
    answer: str


def gather(ledger: LedgerView, uid: str) -> NoticeWords:
    """What was made public under ``uid``; UserError when it is gone."""
    one = found(ledger, Publicity, uid)

    def person(member: str | None) -> str:
        return ledger.name(member) if member else ""

    return NoticeWords(
        org=branch_name(ledger, one.owner_office),
        title=one.title or one.kind,
        kind=one.kind,
        content=one.content or GAP,
        scope=one.scope or GAP,
        way=one.place or GAP,
        first=day_words(one.from_on, GAP),
        last=day_words(one.to_on, GAP),
        phone=one.phone or GAP,
        handled_by=person(one.handled_by),
        reviewed_by=person(one.reviewed_by),
        approved_by=person(one.approved_by),
        opinions=one.opinions or NONE,
        answer=one.answer or NONE,
    )


def notice_story(shown: NoticeWords) -> list[Flowable]:
    """The sheet that hangs: what, from when to when, where to turn to, the branch and the day."""
    lines = [
        *shown.content.split("\n"),
        f"公示时间：{shown.first}至{shown.last}。",
        f"公开范围：{shown.scope}。",
        f"公示期间如有意见和建议，请向{shown.org}反映，监督电话：{shown.phone}。",
        "反映问题要实事求是，可以署名，也可以不署名；支部对反映人负责保密。",
    ]
    name = shown.title if shown.title.endswith("公示") else f"{shown.title}公示"
    return [
        name_of_paper(name),
        *(Paragraph(line, TEXT) for line in lines),
        Spacer(1, 10 * MM),
        Paragraph(shown.org, _SEAL),
        Paragraph(shown.first, _SEAL),
    ]


def approval_story(shown: NoticeWords) -> list[Flowable]:
    """The form: content, scope, way and time, who handled, reviewed and approved, what came of it."""
    rows = [
        [label("公开事项"), Cell(shown.title), label("类　　别"), Cell(shown.kind)],
        [label("公开内容"), Cell(shown.content, 3, top=True, indent=2)],
        [label("公开范围"), Cell(shown.scope), label("公开方式"), Cell(shown.way)],
        [label("公开时限"), Cell(f"{shown.first} 至 {shown.last}"), label("监督电话"), Cell(shown.phone)],
        [label("经 办 人"), Cell(shown.handled_by), label("日　　期"), Cell(SIGNING, align="right")],
        [label("审核意见"), Cell(_signs(shown.reviewed_by), 3)],
        [label("审批意见"), Cell(_signs(shown.approved_by), 3)],
        [label("收到的意见"), Cell(shown.opinions, 3, top=True)],
        [label("答复和处理"), Cell(shown.answer, 3, top=True)],
    ]
    heights = [10.0, 50.0, 10.0, 12.0, 12.0, 24.0, 24.0, 22.0, 22.0]
    return [
        name_of_paper(shown.org, "党务公开审批表"),
        RuledForm((2.0, 6.4, 2.0, 3.6), rows, size=11, heights=heights),
    ]


def _signs(name: str) -> str:
    """Room for an opinion, with who is to sign it."""
    return f"\n签字：{name}　　　　　　{SIGNING}"


def notice_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 公示 of one thing made public."""
    shown = gather(ledger, uid)
    return office_draft("公示", "公示", shown, notice_story(shown), about=f"{shown.title} {shown.first}")


def approval_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 党务公开审批表 of one thing made public."""
    shown = gather(ledger, uid)
    return office_draft("党务公开审批表", "党务公开审批表", shown, approval_story(shown), about=shown.title)
