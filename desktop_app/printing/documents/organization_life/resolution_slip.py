"""决议督办单: one resolution on its way: who sees to it until when, what was done, who checked."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.organization_life.meetings import Meeting, Resolution

_FORM = (2.4, 5.4, 2.4, 5.4)


@dataclass(frozen=True)
class ResolutionSlip:
    """One resolution in words, with the meeting that took it."""

    org: str
    meeting: str
    held_on: str
    number: str
    text: str
    owner: str
    due: str
    done: str


def gather(ledger: LedgerView, uid: str) -> ResolutionSlip:
    """The slip of resolution ``uid``; UserError when it is gone."""
    one = found(ledger, Resolution, uid)
    meeting = found(ledger, Meeting, one.meeting)
    day = meeting.start_end.day if meeting.start_end is not None else None
    return ResolutionSlip(
        branch_name(ledger, one.owner_office),
        meeting.title or meeting.kind or GAP,
        day_words(day, GAP),
        f"第 {one.seq} 项" if one.seq else NONE,
        one.text or GAP,
        ledger.name(one.owner) if one.owner else GAP,
        day_words(one.due_on, GAP),
        day_words(one.done_on, ""),
    )


def story(slip: ResolutionSlip) -> list[Flowable]:
    """The paper: what was resolved, then room for what was done and for both signatures."""
    rows = [
        [label("会　　议"), Cell(slip.meeting, 3)],
        [label("会议日期"), Cell(slip.held_on), label("决议序号"), Cell(slip.number)],
        [label("决议内容"), Cell(slip.text, 3, indent=2)],
        [label("责 任 人"), Cell(spaced(slip.owner)), label("完成时限"), Cell(slip.due)],
        [label("办理情况"), Cell("", 3)],
        [label("未按期完成\n原因和下步"), Cell("", 3)],
        [
            label("完成日期"),
            Cell(slip.done or SIGNING, align="left" if slip.done else "right"),
            label("责任人签名"),
            Cell(""),
        ],
        [label("督办意见"), Cell("☐ 已落实，办结　　☐ 继续督办，延期至　　　　年　　月　　日", 3)],
        [label("督办人签名"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(slip.org, "决议督办单"),
        RuledForm(_FORM, rows, size=11, heights=[10, 10, 24, 10, 46, 26, 12, 12, 14]),
        Paragraph("本单由责任人填写办理情况，交督办人核实，与会议记录一并存放。", NOTE),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 决议督办单 of one resolution."""
    slip = gather(ledger, uid)
    return office_draft("决议督办单", "决议督办单", slip, story(slip), about=f"{slip.owner} {slip.held_on}")
