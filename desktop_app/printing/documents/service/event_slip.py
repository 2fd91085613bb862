"""网格事件流转单: one event on its way, from who told it to who dealt with it and who asked after it."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    day_words,
    found,
    name_or_words,
)
from desktop_app.printing.documents.wording import full_width
from desktop_app.printing.type.forms import Cell, RuledForm, label, paired, ticked
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import FORCES

_FORM = (2.2, 5.2, 2.2, 5.2)


@dataclass(frozen=True)
class EventSlip:
    """One event in words; '' where the pen tells it, 【待补】 where an ended one lacks it."""

    org: str
    head: tuple[tuple[str, str], ...]
    detail: str
    sent: tuple[tuple[str, str], ...]
    forces: tuple[str, ...]
    names: str
    conferred: str
    handler: str
    action: str
    evidence: str
    checked: str
    callback: str
    closed: str
    issue: str
    about: str


def gather(ledger: LedgerView, uid: str) -> EventSlip:
    """The slip of event ``uid``; UserError when it is gone."""
    one = found(ledger, GridEvent, uid)
    needed = GAP if one.closed_on is not None else ""
    issue = ledger.get(Issue, one.issue) if one.issue else None
    met = " ".join(part for part in (_day(one.conferred_on), one.conferred or "") if part)
    return EventSlip(
        branch_name(ledger, one.owner_office),
        (
            ("编　　号", one.code or GAP),
            ("时　　间", day_words(one.on, GAP)),
            ("来　　源", one.origin or ""),
            ("网　　格", ledger.name(one.grid)),
            ("地　　点", one.location),
            ("类　　别", full_width(one.kind)),
            ("紧急程度", one.urgency),
            ("上 报 人", name_or_words(one.reporter, ledger)),
        ),
        one.detail,
        (
            ("接单核实", day_words(one.received_on, SIGNING)),
            ("处置层级", one.level),
            ("派　　往", one.sent_to or ""),
            ("办理时限", day_words(one.due_on, SIGNING)),
        ),
        tuple(one.forces or ()),
        "\n".join(one.force_names or ()),
        met,
        name_or_words(one.handler, ledger) or needed,
        one.action or needed,
        one.evidence or "",
        " ".join(part for part in (name_or_words(one.checker, ledger), _day(one.checked_on)) if part),
        one.callback or "",
        day_words(one.closed_on, SIGNING),
        f"{issue.code or ''} {issue.state}".strip() if issue is not None else "",
        f"{one.code or ''} {one.location}".strip(),
    )


def _day(day: date | None) -> str:
    return day_words(day) if day is not None else ""


def story(slip: EventSlip) -> list[Flowable]:
    """The form in the order of the way of an event; the steps still to come stay empty for the pen."""
    kinds = ticked(FORCES, slip.forces, len(FORCES))
    rows = [
        *paired(slip.head),
        [label("事件描述"), Cell(slip.detail, 3, top=True)],
        *paired(slip.sent),
        [label("参加力量"), Cell(kinds + (f"\n{slip.names}" if slip.names else ""), 3)],
        [label("会　　商"), Cell(slip.conferred, 3, top=True)],
        [label("处 置 人"), Cell(slip.handler), label("办结日期"), Cell(slip.closed)],
        [label("处置结果"), Cell(slip.action, 3, top=True)],
        [label("佐　　证"), Cell(slip.evidence, 3)],
        [label("核　　查"), Cell(slip.checked or SIGNING), label("转问题清单"), Cell(slip.issue)],
        [label("回访满意度"), Cell(slip.callback), label("回访人签名"), Cell("")],
        [label("网格长\n签　名"), Cell(""), label("社区党组织\n（章）"), Cell("")],
    ]
    heights = [9, 9, 9, 9, 24, 9, 9, 14, 24, 9, 24, 9, 10, 10, 20]
    return [
        name_of_paper(slip.org, "网格事件流转单"),
        RuledForm(_FORM, rows, size=11, heights=heights),
        Paragraph("流转：上报、接单核实、派往、处置、核查、回访、办结。紧急的先打电话报，再填单。", NOTE),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 网格事件流转单 of one event."""
    slip = gather(ledger, uid)
    return office_draft("网格事件流转单", "网格事件流转单", slip, story(slip), about=slip.about)
