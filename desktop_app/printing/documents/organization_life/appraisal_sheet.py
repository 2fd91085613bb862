"""民主评议: the ballot everybody fills in, and the sheet that tells how the votes and the grades came out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.organization_life.appraisal import AppraisalRow, appraisal_board, appraisal_rows
from desktop_app.duties.organization_life.appraisal_pictures import appraisal_pictures
from desktop_app.printing.documents.dated import DRAWN
from desktop_app.printing.documents.draft import SIGNING, TEXT, Draft, name_of_paper, office_draft, unnumbered
from desktop_app.printing.documents.ledger_view import NONE, LedgerView, branch_name, day_words
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.appraisals import BALLOTS

# As they stand over narrow columns.
_HEADS = ("优秀", "合格", "基本合格", "不合格")
_GROUP = (
    Column("序号", 12, align="center"),
    Column("姓　名", weight=1, align="center"),
    *(Column(head, 12, align="center") for head in _HEADS),
)
_SUMMARY = (
    Column("序号", 11, align="center"),
    Column("姓　名", 24, align="center"),
    *(Column(head, 19 if len(head) > 2 else 15, align="center", group="测评票（张）") for head in _HEADS),
    Column("收回", 14, align="center"),
    Column("评定等次", 26, align="center"),
    Column("后续措施", weight=1, align="center"),
)
_STEP = replace(TEXT, size=10.5, leading=17, first_indent=0, rest_indent=1.3)
_ROOM = 200.0


@dataclass(frozen=True)
class AppraisalSheet:
    """One year's appraisal: everybody taking part by strokes, each row ready for the summary."""

    org: str
    year: int
    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    copies: int
    words: str
    source: str
    day: str
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather(ledger: LedgerView, year: int | None = None) -> AppraisalSheet:
    """The appraisal of ``year`` (default: this one). UserError where nobody is on the books."""
    year = year or ledger.today.year
    rows = appraisal_rows(ledger, year, load_strokes())
    if not rows:
        raise UserError(f"{year} 年没有可以评议的党员", "其他资料没有改动", "请先录入党员花名册")
    board = appraisal_board(ledger, year)
    days = [one.appraisal.decided_on for one in rows if one.appraisal.decided_on is not None]
    return AppraisalSheet(
        org=branch_name(ledger),
        year=year,
        rows=tuple((str(at), *_row(one)) for at, one in enumerate(rows, 1)),
        names=tuple(spaced(one.member.name or "") for one in rows if one.graded),
        copies=len(rows),
        words=board.words,
        source=board.source,
        day=day_words(max(days), "") if days else "",
        picture=appraisal_pictures(board, rows),
    )


def _row(one: AppraisalRow) -> tuple[str, ...]:
    made = one.appraisal
    counts = ["" if getattr(made, name) is None else str(getattr(made, name)) for name in BALLOTS]
    grade = made.grade or "" if one.graded else "参加，不评等次"
    after = made.followup or NONE if made.grade else ""
    if made.correct_by is not None:
        after = f"{after}，改到{day_words(made.correct_by)}"
    returned = "" if made.returned is None else str(made.returned)
    return (spaced(one.member.name or ""), *counts, returned, grade, after)


def ballot_story(sheet: AppraisalSheet, copies: int) -> list[Flowable]:
    """As many ballots as people take part, each on a sheet of its own, two columns of names on it."""
    out: list[Flowable] = []
    for number in range(copies):
        if number:
            out.append(PageBreak())
        out += _ballot(sheet)
    return out


def _ballot(sheet: AppraisalSheet) -> list[Flowable]:
    half = -(-len(sheet.names) // 2)
    numbered = [(str(at), name, "", "", "", "") for at, name in enumerate(sheet.names, 1)]
    empty = ("",) * len(_GROUP)
    rows = [(*one, *(other or empty)) for one, other in zip_longest(numbered[:half], numbered[half:])]
    steps = (
        "每名党员只在一个等次栏内画“○”；不画的按弃权，画两个以上的该名党员的票无效。",
        f"参加评议的党员 {sheet.copies} 人（预备党员参加，不列入测评），优秀一般不超过正式党员的三分之一。",
        "不写自己的姓名，当场交回。",
    )
    return [
        name_of_paper(sheet.org, f"{sheet.year}年度民主评议党员测评票"),
        RuledSheet(_GROUP * 2, rows, size=10.5, row_height=min(9.0, _ROOM / max(1, half))),
        Spacer(1, 2 * MM),
        *(Paragraph(f"{n}. {words}", _STEP) for n, words in enumerate(steps, 1)),
    ]


def summary_story(sheet: AppraisalSheet) -> list[Flowable]:
    """How the votes and the grades came out, with the limit of 优秀 and signatures."""
    foot = [
        [label("监 票 人"), Cell(""), label("计 票 人"), Cell("")],
        [label("书　　记"), Cell(""), label("日　　期"), Cell(sheet.day or SIGNING, align="right")],
    ]
    told = f"{sheet.words}。预备党员参加评议，不评等次。" + (
        f"依据：{sheet.source}。" if sheet.source else ""
    )
    signing = RuledForm((2.0, 5.0, 2.0, 5.0), foot, size=11, heights=[12.0, 9.0])
    return [
        name_of_paper(sheet.org, f"{sheet.year}年度民主评议党员汇总表"),
        RuledSheet(_SUMMARY, sheet.rows, size=10, row_height=7.0),
        Paragraph(told, replace(TEXT, size=10.5, leading=17, space_before=4)),
        KeepTogether([Spacer(1, 3 * MM), signing]),
        *pictures(sheet.picture, optional=True),
    ]


def draft(
    ledger: LedgerView, year: int | None = None, blank: bool = False, copies: int | None = None
) -> Draft:
    """The 汇总表 of a year, or with ``blank`` its 测评票, as many as people take part."""
    sheet = gather(ledger, year)
    if not blank:
        title = f"{sheet.year}年度民主评议党员汇总表"
        return office_draft("民主评议汇总表", title, sheet, summary_story(sheet))
    number = copies or sheet.copies
    names: Sequence[str] = sheet.names
    title = f"{sheet.year}年度民主评议党员测评票"
    made = office_draft("测评票", title, (sheet.org, sheet.year, names), ballot_story(sheet, number))
    # No number of the page: it would tell whose ballot it was.
    return unnumbered(made)
