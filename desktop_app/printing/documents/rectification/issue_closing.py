"""问题整改销号表: one issue with its measures, rounds, moved days, evidence, and the two who sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.base.numerals import chinese
from desktop_app.duties.rectification.issue_classes import class_of, origin_of
from desktop_app.duties.rectification.issues import files_of
from desktop_app.duties.summaries.page_reading import ended_rounds
from desktop_app.printing.documents.draft import PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    numbered,
    written,
)
from desktop_app.printing.documents.wording import in_days, paper_title
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.records.record import Register
from desktop_app.registers.rectification.issue_rounds import IssueRound
from desktop_app.registers.rectification.issues import Issue

_FORM = (2.2, 5.0, 2.2, 5.0)
_BY_HAND = (
    "effect", "apply_by", "applied_on", "checker", "checked_on", "check_opinion", "check_note",
    "satisfaction", "disclosure", "review_on", "reviewed_on", "review_result",
)  # fmt: skip
# What few issues have: a row only where it is written.
_WHERE_WRITTEN = ("case_leader", "partners", "milestone", "batch", "reopen_reason", "reopen_basis")
_MEASURES = (
    Column("序号", 12, align="center"),
    Column("整改措施", weight=3),
    Column("责任人", 20, align="center"),
    Column("完成时限", 32, align="center"),
    Column("完成日期", 32, align="center"),
)
_ROUNDS = (
    Column("轮次", 17, align="center"),
    Column("起　止", 30, align="center"),
    Column("整改成效", weight=2.2),
    Column("佐证材料", weight=1.6),
    Column("申请人", 18, align="center"),
    Column("审核人", 18, align="center"),
    Column("回头看", 30, align="center"),
)
_MOVES = (
    Column("次", 10, align="center"),
    Column("性质", 20, align="center"),
    Column("原时限", 32, align="center"),
    Column("新时限", 32, align="center"),
    Column("理　由", weight=2),
    Column("同意人", 20, align="center"),
)


@dataclass(frozen=True)
class Closing:
    """One issue in words: its boxes by name, its measures, moved days, earlier rounds, its log."""

    org: str
    code: str
    boxes: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, ...], ...]
    moves: tuple[tuple[str, ...], ...]
    rounds: tuple[tuple[str, ...], ...]
    progress: str
    relations: str


def gather(ledger: LedgerView, uid: str) -> Closing:
    """The issue ``uid``; UserError when it was removed."""
    issue = found(ledger, Issue, uid)
    (file,) = files_of([issue], ledger)
    boxes = Register(Issue).boxes
    return Closing(
        branch_name(ledger),
        issue.code or "",
        tuple((name, written(box, getattr(issue, name), ledger)) for name, box in boxes.items()),
        tuple(
            (
                str(place),
                one.text,
                ledger.name(one.owner or issue.owner),
                day_words(one.due_on),
                day_words(one.done_on, ""),
            )
            for place, one in enumerate(file.measures, 1)
        ),
        tuple(
            (
                str(place),
                one.kind,
                day_words(one.before),
                day_words(one.after),
                one.reason,
                ledger.name(one.agreed_by) if one.agreed_by else NONE,
            )
            for place, one in enumerate(file.moves, 1)
        ),
        tuple(_round(one, issue, ledger) for one in ended_rounds(ledger, uid)),
        "\n".join(f"{day_words(one.on)}　{one.text}" for one in file.progress) or NONE,
        _relations(issue, ledger),
    )


def _relations(issue: Issue, ledger: LedgerView) -> str:
    """What it came from, and how many are of its class."""
    told = []
    origin = origin_of(issue.uid, ledger)
    if origin is not None:
        register = ledger.catalogue.of(origin)
        heading = in_days(register.heading(origin, ledger.name))
        told.append(f"来自{paper_title(register.title)}：{heading}")
    alike = class_of(issue, ledger)
    if alike is not None:
        told.append(f"小类“{alike.tag}”，{alike.words}")
    return "\n".join(told) or NONE


def _round(one: IssueRound, issue: Issue, ledger: LedgerView) -> tuple[str, ...]:
    def name(uid: str | None) -> str:
        return ledger.name(uid) if uid else NONE

    begun = one.reopened_on or issue.found_on
    evidence = [*(one.evidence_refs or ()), *(file.name for file in one.evidence or ())]
    back = f"{day_words(one.reviewed_on)}\n{one.review_result or ''}" if one.reviewed_on else NONE
    return (
        f"第{chinese(one.n)}轮",
        f"{day_words(begun)}\n{day_words(one.closed_on)}",
        one.effect or NONE,
        numbered(tuple(evidence)) or NONE,
        name(one.apply_by),
        name(one.checker),
        back,
    )


def story(told: Closing) -> list[Flowable]:
    """Problem, measures, progress, earlier rounds, and the closing with room for both signatures."""
    words = dict(told.boxes)
    # What is still to be written by hand is left free.
    words.update({name: "" for name in _BY_HAND if words[name] == NONE})
    boxes = Register(Issue).boxes
    titles = {name: _short(box.title) for name, box in boxes.items()}

    def pair(left: str, right: str) -> list[Cell]:
        return [label(titles[left]), Cell(words[left]), label(titles[right]), Cell(words[right])]

    def whole(name: str) -> list[Cell]:
        return [label(titles[name]), Cell(words[name], 3)]

    def day(name: str) -> Cell:
        return Cell(words[name] or SIGNING, align="left" if words[name] else "right")

    evidence = "\n".join(dict.fromkeys(words[n] for n in ("evidence_refs", "evidence") if words[n] != NONE))
    head = [
        pair("code", "round"),
        pair("source", "category"),
        whole("description"),
        whole("cause"),
        whole("goal"),
        pair("found_on", "mode"),
        pair("lead_officer", "duty_unit"),
        pair("owner", "due_on"),
        *(whole(name) for name in _WHERE_WRITTEN if words[name] != NONE),
        [label("来源与同类"), Cell(told.relations, 3)],
    ]
    closing = [
        whole("effect"),
        [label("佐证材料"), Cell(evidence, 3)],
        [
            label("销号申请人\n（签名）"),
            Cell(words["apply_by"]),
            label("申请日期"),
            day("applied_on"),
        ],
        pair("check_opinion", "check_note"),
        [label("审核人\n（签名）"), Cell(words["checker"]), label("审核日期"), day("checked_on")],
        pair("satisfaction", "disclosure"),
        pair("review_on", "reviewed_on"),
        whole("review_result"),
    ]
    out: list[Flowable] = [
        name_of_paper(told.org, "问题整改销号表"),
        RuledForm(_FORM, head, size=10.5, heights=9.0),
        Paragraph("整改措施", PART),
        RuledSheet(_MEASURES, told.measures or [("", "还没有写措施", "", "", "")], size=10, row_height=9),
    ]
    out += _part("时限变动", _MOVES, told.moves)
    out += [
        Paragraph("整改进展", PART),
        RuledForm((1,), [[Cell(told.progress)]], size=10.5, heights=12.0),
    ]
    out += _part("以前各轮", _ROUNDS, told.rounds)
    # Two forms, so that the heading takes only the first of them along to the next page.
    out += [Paragraph("本轮销号与回头看", PART), RuledForm(_FORM, closing[:2], size=10.5, heights=[12, 9])]
    # The look back never stands on a page without who checked.
    checked = RuledForm(_FORM, closing[2:4], size=10.5, heights=[14, 9])
    back = RuledForm(_FORM, closing[4:], size=10.5, heights=[14, 9, 9, 9])
    return [*out, checked, KeepTogether([back])]


def _short(title: str) -> str:
    """问题描述, 责任领导: a box's title without what stands in brackets or after a stroke."""
    return paper_title(title).partition("、")[0]


def _part(title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Flowable]:
    return [Paragraph(title, PART), RuledSheet(columns, rows, size=9.5, row_height=9)] if rows else []


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 问题整改销号表 of one issue."""
    told = gather(ledger, uid)
    return office_draft("销号表", "问题整改销号表", told, story(told), about=told.code)
