"""谈心谈话记录: who talked with whom, when, and what was said; for the eyes of the committee alone."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.organization_life.talks import Talk

_FORM = (2.4, 5.2, 2.4, 5.2)


@dataclass(frozen=True)
class TalkRecord:
    """One talk as its record tells it."""

    org: str
    head: tuple[tuple[str, str], ...]
    content: str
    concerns: str
    day: str


def gather(ledger: LedgerView, uid: str) -> TalkRecord:
    """The record of talk ``uid``; UserError when it is gone."""
    talk = found(ledger, Talk, uid)
    return TalkRecord(
        org=branch_name(ledger, talk.owner_office),
        head=(
            ("谈 话 人", spaced(ledger.name(talk.by_member))),
            ("谈话对象", spaced(ledger.name(talk.with_member))),
            ("日　　期", day_words(talk.held_on, GAP)),
            ("地　　点", talk.place or NONE),
            ("谈话类型", talk.kind or GAP),
            ("签　　字", "双方已在原件上签字" if talk.signed else ""),
        ),
        content=talk.content or GAP,
        concerns=talk.concerns or "",
        day=day_words(talk.held_on, SIGNING),
    )


def story(record: TalkRecord) -> list[Flowable]:
    """The paper: head, what was said, two signatures, and who may read it."""
    rows = paired(record.head)
    rows += [
        [label("主要内容"), Cell(record.content, 3, top=True, indent=2)],
        [label("问题和意见"), Cell(record.concerns, 3, top=True, indent=2)],
        [label("谈话人签字"), Cell(""), label("对 方 签 字"), Cell("")],
    ]
    return [
        name_of_paper(record.org, "谈心谈话记录"),
        RuledForm(_FORM, rows, size=11.5, heights=[9.0, 9.0, 9.0, 112.0, 38.0, 16.0]),
        Spacer(1, 2 * MM),
        Paragraph("内部材料：只限书记、组织委员查阅，不张贴、不外传，存入支部档案。", NOTE),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 谈心谈话记录 of one talk."""
    record = gather(ledger, uid)
    names = f"{record.head[0][1]}与{record.head[1][1]}".replace("　", "")
    return office_draft("谈心谈话记录", "谈心谈话记录", record, story(record), about=f"{names} {record.day}")
