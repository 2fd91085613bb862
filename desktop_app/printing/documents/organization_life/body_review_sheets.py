"""班子测评 and 书记述职评议: the unsigned ballot, the tally, and the secretary's report."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.duties.basics.bodies import Roster
from desktop_app.printing.documents.draft import (
    SIGNING,
    TEXT,
    Draft,
    name_of_paper,
    office_draft,
    official_draft,
    unnumbered,
)
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    day_words,
    found,
    numbered,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import BODY, HEADING1, MM, TITLE
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.body_reviews import BODY as BODY_REVIEW
from desktop_app.registers.organization_life.body_reviews import (
    COUNTS,
    MARKS,
    OTHERS,
    SECRETARY,
    BodyReview,
)
from desktop_app.registers.people.members import Member

_STEP = replace(TEXT, size=10.5, leading=18, first_indent=0, rest_indent=1.3)
_TALLY = (
    Column("测评对象", weight=1.6, align="center"),
    Column("发出", 18, align="center"),
    Column("收回", 18, align="center"),
    *(Column(mark, 18, align="center", group="测评票（张）") for mark in MARKS),
)
_NAMES = {BODY_REVIEW: "支部班子", SECRETARY: "支部书记述职评议", OTHERS: "支部委员"}
_PARTS = (
    ("一、上年整改和承诺落实情况", "report_before"),
    ("二、履职成效", "report_done"),
    ("三、存在的问题和原因", "report_lacks"),
    ("四、下一步打算", "report_next"),
)


@dataclass(frozen=True)
class ReviewSheet:
    """One rating in words; '' where nothing is counted yet."""

    org: str
    year: int
    kind: str
    subject: str
    counts: tuple[str, ...]
    opinions: tuple[str, ...]
    comment: str
    grade: str
    day: str
    copies: int


def gather(ledger: LedgerView, uid: str) -> ReviewSheet:
    """The rating ``uid``. UserError when it is gone."""
    one = found(ledger, BodyReview, uid)
    return ReviewSheet(
        branch_name(ledger, one.owner_office),
        one.year,
        one.kind,
        _called(one, ledger),
        tuple(_count(getattr(one, name)) for name in ("issued", "returned", *COUNTS)),
        tuple(one.opinions or ()),
        one.comment or "",
        one.grade or "",
        day_words(one.held_on),
        len(Roster.read(ledger, one.owner_office or None).on(one.held_on)),
    )


def _called(one: BodyReview, ledger: LedgerView) -> str:
    return ledger.name(one.subject) if ledger.get(Member, one.subject) is not None else "支部班子"


def _count(value: int | None) -> str:
    return "" if value is None else str(value)


def tally_story(sheet: ReviewSheet) -> list[Flowable]:
    """How the ballots came out, what stood on them, what the superior said."""
    rows = [
        [label("票上的意见\n建　　议"), Cell(numbered(sheet.opinions) or "没有写意见", 3)],
        [label("上级点评\n意　　见"), Cell(sheet.comment, 3)],
        [label("综合评价\n等　　次"), Cell(sheet.grade, 3)],
        [label("监 票 人"), Cell(""), label("计 票 人"), Cell("")],
        [label("书　　记"), Cell(""), label("日　　期"), Cell(sheet.day, align="right")],
    ]
    counts = tuple(one or GAP for one in sheet.counts)
    return [
        name_of_paper(sheet.org, f"{sheet.year}年度{_NAMES[sheet.kind]}测评汇总表"),
        RuledSheet(_TALLY, [(sheet.subject, *counts)], size=11, row_height=14.0),
        Spacer(1, 4 * MM),
        KeepTogether([RuledForm((2.2, 4.8, 2.2, 4.8), rows, size=11, heights=[36.0, 30.0, 12.0, 12.0, 9.0])]),
    ]


def ballot_story(sheet: ReviewSheet, copies: int) -> list[Flowable]:
    """As many ballots as members, each on a sheet of its own."""
    out: list[Flowable] = []
    for number in range(copies):
        if number:
            out.append(PageBreak())
        out += _ballot(sheet)
    return out


def _ballot(sheet: ReviewSheet) -> list[Flowable]:
    rows = [
        [label("测评对象"), *(label(mark) for mark in MARKS)],
        [Cell(sheet.subject, align="center"), *(Cell("") for _ in MARKS)],
        [label("意见建议"), Cell("", 4)],
    ]
    steps = ("只在一个等次栏内画“√”；不画的按弃权，画两个以上的无效。", "不写自己的姓名，当场交回。")
    return [
        name_of_paper(sheet.org, f"{sheet.year}年度{_NAMES[sheet.kind]}测评票"),
        RuledForm((3.4, 2.6, 2.6, 2.6, 2.6), rows, size=12, heights=[11.0, 14.0, 50.0]),
        Spacer(1, 2 * MM),
        *(Paragraph(f"{n}. {words}", _STEP) for n, words in enumerate(steps, 1)),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The tally of one rating."""
    sheet = gather(ledger, uid)
    title = f"{sheet.year}年度{_NAMES[sheet.kind]}测评汇总表"
    return office_draft("测评汇总表", title, sheet, tally_story(sheet), about=sheet.subject)


def ballot_draft(ledger: LedgerView, uid: str, copies: int | None = None) -> Draft:
    """The ballots of one rating, as many as there were members on the books that day."""
    sheet = gather(ledger, uid)
    title = f"{sheet.year}年度{_NAMES[sheet.kind]}测评票"
    number = copies or sheet.copies
    made = office_draft("测评票", title, (sheet.org, sheet.year, sheet.subject), ballot_story(sheet, number))
    # No number of the page: it would tell whose ballot it was.
    return unnumbered(made)


@dataclass(frozen=True)
class DutyReport:
    """The secretary's report in words."""

    title: str
    parts: tuple[tuple[str, str], ...]
    name: str
    org: str
    day: str


def report(ledger: LedgerView, uid: str) -> DutyReport:
    """The 述职报告 that stands in rating ``uid``. UserError when it is gone."""
    one = found(ledger, BodyReview, uid)
    name = _called(one, ledger)
    title = (
        f"{one.year}年度支部书记抓基层党建工作述职报告"
        if one.kind == SECRETARY
        else f"{one.year}年度{name}工作报告"
    )
    return DutyReport(
        title,
        tuple((heading, getattr(one, box) or GAP) for heading, box in _PARTS),
        name,
        branch_name(ledger, one.owner_office),
        day_words(one.reported_on, SIGNING),
    )


def report_draft(ledger: LedgerView, uid: str) -> Draft:
    """The secretary's 述职报告."""
    told = report(ledger, uid)
    end = replace(BODY, align="right", first_indent=0, right_indent=2)
    out: list[Flowable] = [
        Paragraph(told.title, TITLE),
        Paragraph(told.org, replace(BODY, align="center")),
        Paragraph("", BODY),
    ]
    for heading, words in told.parts:
        out.append(Paragraph(heading, HEADING1))
        out += [Paragraph(line, BODY) for line in words.splitlines() if line.strip()]
    out.append(
        KeepTogether([Paragraph("", BODY), Paragraph(f"述职人：{told.name}", end), Paragraph(told.day, end)])
    )
    return official_draft("述职报告", told.title, told, out, told.day.strip())
