"""问题整改回头看核查表: a closed issue looked at again on the spot, whether it holds."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, day_words, found, written
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.rectification.issue_rounds import HELD, REBOUND
from desktop_app.registers.rectification.issues import Issue, IssueMeasure

_FORM = (2.4, 5.4, 2.4, 5.4)
_CONTENT = (26.0, 26.0)


@dataclass(frozen=True)
class LookBack:
    """One closed issue in words, and what looking back found; '' where the pen tells it."""

    org: str
    head: tuple[tuple[str, str], ...]
    description: str
    measures: str
    effect: str
    planned: str
    looked_on: str
    result: str
    code: str


def gather(ledger: LedgerView, uid: str) -> LookBack:
    """The sheet of issue ``uid``; UserError when it is gone."""
    issue = found(ledger, Issue, uid)
    query = IssueMeasure.live().where(IssueMeasure.issue == uid).order_by(IssueMeasure.seq, IssueMeasure.uid)
    measures = [one.text for one in ledger.find(query)]

    def box(name: str) -> str:
        return written(Issue._meta.fields[name], getattr(issue, name), ledger)

    return LookBack(
        branch_name(ledger, issue.owner_office),
        (
            ("编　　号", box("code")),
            ("轮　　次", f"第 {issue.round or 1} 轮"),
            ("问题类别", box("category")),
            ("销号日期", box("checked_on")),
            ("责 任 人", box("owner")),
            ("审 核 人", box("checker")),
        ),
        box("description"),
        "\n".join(f"{place}. {text}" for place, text in enumerate(measures, 1)) or box("goal"),
        box("effect"),
        day_words(issue.review_on, SIGNING),
        day_words(issue.reviewed_on, ""),
        issue.review_result or "",
        issue.code or "",
    )


def story(sheet: LookBack) -> list[Flowable]:
    """The paper: the issue as it was closed, what is found there now, who looked and who was asked."""
    head = [
        [label(left[0]), Cell(left[1]), label(right[0]), Cell(right[1])]
        for left, right in zip(sheet.head[::2], sheet.head[1::2], strict=True)
    ]
    rows = [
        *head,
        [label("问题描述"), Cell(sheet.description, 3)],
        [label("整改措施"), Cell(sheet.measures, 3)],
        [label("整改成效"), Cell(sheet.effect, 3)],
        [
            label("计划回看"),
            Cell(sheet.planned),
            label("实际回看"),
            Cell(sheet.looked_on or SIGNING, align="left" if sheet.looked_on else "right"),
        ],
        [label("现场核查情况"), Cell("", 3)],
        [label("走访群众意见"), Cell("", 3)],
        [
            label("回看结果"),
            Cell(f"{ticked((HELD, REBOUND), (sheet.result,))}（反弹的重新启动整改）", 3),
        ],
        [label("回看人签名"), Cell(""), label("群众代表签名"), Cell("")],
        [label("责任人签名"), Cell(""), label("书记签名"), Cell("")],
    ]
    return [
        name_of_paper(sheet.org, "问题整改回头看核查表"),
        RuledForm(_FORM, rows, size=10.5, heights=[9, 9, 9, 12, 12, 12, 9, *_CONTENT, 10, 13, 13]),
        Paragraph("回看人不是原责任人；本表与问题整改销号表一并存放。", NOTE),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 回头看核查表 of one closed issue."""
    sheet = gather(ledger, uid)
    return office_draft("回头看核查表", "问题整改回头看核查表", sheet, story(sheet), about=sheet.code)
