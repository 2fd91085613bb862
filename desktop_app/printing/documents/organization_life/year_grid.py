"""三会一课年度一览: kinds of meeting by months, quarters and the year, with the days held and the rules."""

from dataclasses import dataclass, field

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.organization_life.attendance_pictures import attendance_picture
from desktop_app.duties.organization_life.meeting_calendar import PeriodCell, year_periods
from desktop_app.printing.documents.dated import DRAWN
from desktop_app.printing.documents.draft import NOTE, SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, today_words
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.rules.rule_table import OWN_TABLE

_MONTHS = 12
_KEPT = 2
_COLUMNS = (3.1, 2.4, *(1.0,) * _MONTHS)


@dataclass(frozen=True)
class YearPaper:
    """A year as words on ``day``: per kind its title, what is asked, (months, words) of its periods."""

    org: str
    year: int
    day: str
    rows: tuple[tuple[str, str, tuple[tuple[int, str], ...]], ...]
    sources: tuple[str, ...]
    held: int
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather(ledger: LedgerView, year: int | None = None) -> YearPaper:
    """The meetings of ``year`` (default: this one)."""
    year = year or ledger.today.year
    rows = year_periods(ledger, year)
    uids = {uid for row in rows for cell in row.cells for _, uid in cell.held}
    return YearPaper(
        branch_name(ledger),
        year,
        today_words(ledger),
        tuple(
            (row.title, row.about, tuple((cell.period.months, _words(cell)) for cell in row.cells))
            for row in rows
        ),
        tuple(dict.fromkeys(f"{row.kind}：{row.source}" for row in rows if row.source != OWN_TABLE)),
        len(uids),
        attendance_picture(ledger, year, load_strokes()),
    )


def _words(cell: PeriodCell) -> str:
    """✓ and the days where held, the planned day, or nothing: room to write by hand."""
    if cell.held:
        return f"✓\n{_below(cell.days)}" if cell.period.months == 1 else f"✓ {cell.days}"
    return f"定于\n{_below(cell.days)}" if cell.planned else ""


def _below(days: str) -> str:
    """The days of a month under each other: no room is left beside them."""
    return days.replace("、", "\n")


def story(paper: YearPaper) -> list[Flowable]:
    """The paper: one row for each kind, a cell as wide as its period; the rules under it."""
    head = [label("会　议"), label("规　定"), *(label(f"{month}月") for month in range(1, _MONTHS + 1))]
    rows = [
        [
            label(title),
            Cell(about, align="center"),
            *(Cell(words, months, align="center") for months, words in cells),
        ]
        for title, about, cells in paper.rows
    ]
    foot = [
        [label("填表人"), Cell(""), label("书　记"), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    return [
        name_of_paper(f"{paper.org}{paper.year}年“三会一课”年度一览"),
        Paragraph(f"截至 {paper.day}　　　已开 {paper.held} 次", UNDER),
        RuledForm(
            _COLUMNS,
            [head, *rows[:-_KEPT]],
            size=9.0,
            leading=12.0,
            heights=[8.5] + [10.5] * len(rows[:-_KEPT]),
        ),
        # The last rows go with the signatures: these never stand on a page alone.
        KeepTogether(
            [
                RuledForm(_COLUMNS, rows[-_KEPT:], size=9.0, leading=12.0, heights=10.5),
                *([Paragraph(f"依据：{'；'.join(paper.sources)}。", NOTE)] if paper.sources else []),
                Spacer(1, 3 * MM),
                RuledForm((1.2, 3, 1.2, 3, 1.2, 3), foot, size=10.5, heights=9.0),
            ]
        ),
        *_attendance(paper.picture),
    ]


def _attendance(picture: Chart | None) -> list[Flowable]:
    """Who came, on pages of its own behind what is signed."""
    shown = pictures(picture)
    return [PageBreak(), *shown] if shown else []


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 三会一课年度一览 of a year."""
    paper = gather(ledger, year)
    title = f"{paper.year}年“三会一课”年度一览"
    return office_draft(
        "三会一课年度一览", title, paper, story(paper), landscape=True, header=f"{paper.org}{title}"
    )
