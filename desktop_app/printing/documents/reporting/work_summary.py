"""年度工作总结: the year in figures, what was done, problems with their causes, what is next."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from desktop_app.duties.basics.figure import thawed
from desktop_app.duties.summaries.year_figures import year_figures
from desktop_app.printing.documents.draft import (
    PART,
    SIGNING,
    TEXT,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found, named
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.reporting.work_summaries import DRAFT, WorkSummary

_ACROSS = 3


@dataclass(frozen=True)
class Summary:
    """One year's summary in words; ``figures`` are (title, 12次)."""

    org: str
    year: int
    figures: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    passed: str
    passed_on: str
    filled_by: str
    approved_by: str


def gather(ledger: LedgerView, uid: str) -> Summary:
    """The summary ``uid``, its figures as they stood when it was passed, or as they are while it is open."""
    one = found(ledger, WorkSummary, uid)
    is_open = one.state == DRAFT or one.figures is None
    figures = year_figures(ledger, one.year, one.owner_office) if is_open else thawed(one.figures or ())
    return Summary(
        org=branch_name(ledger, one.owner_office),
        year=one.year,
        figures=tuple((figure.title, f"{figure.value}{figure.unit}") for figure in figures),
        parts=(
            ("二、主要做法和成效", one.results or GAP),
            ("三、存在的问题和原因", one.problems or GAP),
            ("四、下步打算", one.next_steps or GAP),
        ),
        passed=named(ledger, one.meeting if one.state != DRAFT else None, GAP),
        passed_on=day_words(one.passed_on, GAP),
        filled_by=ledger.name(one.filled_by) if one.filled_by else GAP,
        approved_by=ledger.name(one.approved_by) if one.approved_by else GAP,
    )


def story(summary: Summary) -> list[Flowable]:
    """The paper: figures of the records first, three parts in words, signatures."""
    out: list[Flowable] = [
        name_of_paper(summary.org, f"{summary.year}年度工作总结"),
        Paragraph(f"通过会议：{summary.passed}　　　通过日期：{summary.passed_on}", UNDER),
        Paragraph("一、基本情况", PART),
        _figures(summary),
    ]
    for title, text in summary.parts:
        out += [Paragraph(title, PART), *(Paragraph(line, TEXT) for line in text.split("\n"))]
    signing = [
        [label("起 草 人"), Cell(summary.filled_by), label("书　　记"), Cell(summary.approved_by)],
        [label("签　　字"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [*out, Spacer(1, 4 * MM), RuledForm((2.0, 5.0, 2.0, 5.0), signing, size=11, heights=[9.0, 12.0])]


def _figures(summary: Summary) -> Flowable:
    """Three figures in a row, each beside its title."""
    if not summary.figures:
        return Paragraph("这一年的工作没有录入本程序，各项数字另附。", TEXT)
    rows = []
    for at in range(0, len(summary.figures), _ACROSS):
        row = []
        for title, value in summary.figures[at : at + _ACROSS]:
            row += [Cell(title, align="center"), Cell(value, align="center")]
        missing = 2 * _ACROSS - len(row)
        rows.append([*row, Cell("", missing)] if missing else row)
    return RuledForm((3.4, 2.0) * _ACROSS, rows, size=10.5, heights=7.5)


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 年度工作总结 ``uid``."""
    summary = gather(ledger, uid)
    return office_draft("年度工作总结", f"{summary.year}年度工作总结", summary, story(summary))
