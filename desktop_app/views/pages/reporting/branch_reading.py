"""What 各支部报送 reads: the year of every branch, a month summed up, answers, two rosters; its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.base.identity import masked
from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.people.two_branches import TransferQuestion, transfer_questions
from desktop_app.duties.summaries.branch_answers import HandoutFile, handout_files
from desktop_app.duties.summaries.branch_months import (
    BranchYear,
    branch_year,
    first_year,
    reporting_offices,
)
from desktop_app.duties.summaries.branch_sums import MonthTotals, SummedFigure, month_totals
from desktop_app.duties.summaries.month import report_figures
from desktop_app.exchange.workbook.tables import SheetTable, Words
from desktop_app.registers.people.orgs import own_organization
from desktop_app.storage.ledger import Ledger
from desktop_app.views.page_parts.figure_lines import figure_lines
from desktop_app.views.page_parts.known_offices import known_names
from desktop_app.views.page_parts.line_list import Line

# Block → its heading here.
HEADINGS = {
    "member_block": "党员情况",
    "meeting_block": "组织生活",
    "study_block": "学习教育",
    "promise_block": "三亮",
    "issue_block": "问题整改",
    "dues_block": "党费",
    "service_block": "服务与网格",
}
OWN = "本单位"


@dataclass(frozen=True)
class BranchesSheet:
    """The page at one moment; ``offices`` are all that report here, code → name; ``own`` is that of ours."""

    month: Month
    offices: Mapping[str, str]
    own: tuple[str, str]
    year: BranchYear
    totals: MonthTotals
    answers: tuple[HandoutFile, ...]
    questions: tuple[TransferQuestion, ...]
    years: tuple[int, ...]

    def name(self, office: str) -> str:
        """What an office is called."""
        return self.own[1] if office == self.own[0] else self.offices.get(office, office)


def read_branches(ledger: Ledger, month: Month) -> BranchesSheet:
    """Read the year and the month; on the worker, for a committee of hundreds."""
    cards = known_names(ledger)
    offices = reporting_offices(ledger, cards)
    row = own_organization(ledger)
    own = (ledger.office, (row.short_name or row.full_name) if row is not None else OWN)
    return BranchesSheet(
        month,
        offices,
        own,
        branch_year(ledger, month.year, cards),
        month_totals(ledger, month, offices),
        tuple(handout_files(ledger, offices)),
        tuple(transfer_questions(ledger, {**offices, own[0]: own[1]})),
        tuple(range(ledger.today.year, first_year(ledger) - 1, -1)),
    )


# -- lines ------------------------------------------------------------------------------------------


def figure_rows(sheet: BranchesSheet, ledger: Ledger, office: str) -> tuple[list[Line], dict[str, Figure]]:
    """The figures of the month under the headings of their blocks, and those of one branch by their keys.

    The sums over all branches where ``office`` is ''.
    """
    if not office:
        return _under_headings((one.block, _sum_line(one)) for one in sheet.totals.figures), {}
    report = sheet.totals.reports.get(office)
    blocks = report_figures(report, ledger) if report is not None else {}
    figures = {one.key: one for block in blocks.values() for one in block}
    lines = (
        (name, Line(one.key, one.title, one.note, f"{one.value}{one.unit}"))
        for name, block in blocks.items()
        for one in block
    )
    return _under_headings(lines), figures


def part_lines(figure: SummedFigure) -> list[Line]:
    """The branches behind a sum, a line each: those with the most first."""
    parts = sorted(figure.parts, key=lambda one: (-one.figure.value, one.office))
    return [Line(one.office, one.name, one.figure.note, f"{one.figure.value}{figure.unit}") for one in parts]


def _sum_line(one: SummedFigure) -> Line:
    return Line(one.key, one.title, f"{len(one.parts)} 个支部", f"{one.value}{one.unit}")


def _under_headings(lines: Iterable[tuple[str, Line]]) -> list[Line]:
    found: list[Line] = []
    before = ""
    for block, line in lines:
        if block != before:
            found.append(Line("", HEADINGS[block], head=True))
            before = block
        found.append(line)
    return found


def record_lines(ledger: Ledger, figure: Figure) -> list[Line]:
    """The records a branch's figure counts; those that did not come along are one line with their number.

    A monthly report comes with its figures and lists alone, the records with a roster or all of the books.
    """
    here = ledger.names({*figure.items, *figure.whole})
    items, whole = ([uid for uid in uids if uid in here] for uids in (figure.items, figure.whole))
    missing = len(figure.items) - len(items)
    lines = figure_lines(ledger, replace(figure, items=tuple(items), whole=tuple(whole)))
    if missing:
        words = f"{missing} 条没有随包交来"
        lines.append(Line("", words, "月报只带数和名单的编号；报名册或者报全部资料，才看得到记录", head=True))
    return lines


def question_cells(sheet: BranchesSheet, one: TransferQuestion) -> tuple[str, ...]:
    """Name, masked number, the branches, since when, whether a transfer answers it."""
    where = "、".join(dict.fromkeys(sheet.name(row.owner_office) for row in one.rows))
    state = "转接在办" if one.is_answered else "待问明"
    return one.name, masked(one.id_number), where, str(one.since or ""), state


# -- the workbook -----------------------------------------------------------------------------------


def workbook_tables(sheet: BranchesSheet, ledger: Ledger) -> list[SheetTable]:
    """Three sheets: the sums of the month, the month branch by branch, who has sent which month."""
    month, totals = sheet.month, sheet.totals
    figures = totals.figures
    asked = f"{len(totals.reports)} 个支部已报，共 {len(sheet.offices)} 个"
    sums: list[Sequence[Words]] = [
        (HEADINGS[one.block], one.title, one.unit, one.value, len(one.parts), one.note) for one in figures
    ]
    by_office = [{part.office: part.figure.value for part in one.parts} for one in figures]
    all_of: list[Words] = ["合计", asked, *(one.value for one in figures)]
    branches: list[Sequence[Words]] = [all_of]
    for row in sheet.year.rows:
        cell = row.cells[month.month - 1]
        branches.append([row.name, cell.word, *(values.get(row.office) for values in by_office)])
    heads = [f"{one.title}（{one.unit}）" for one in figures]
    sent: list[Sequence[Words]] = [["合计", *(one.words for one in sheet.year.sums), "", ""]]
    for row in sheet.year.rows:
        came = str(row.came_on or "")
        sent.append([row.name, *(cell.word for cell in row.cells), came, row.receipt_words])
    months = [f"{n}月" for n in range(1, 13)]
    return [
        SheetTable(f"{month.chinese()}汇总", ("类别", "项目", "单位", "合计", "支部数", "怎么算的"), sums),
        SheetTable(f"{month.chinese()}各支部", ("支部", "报送", *heads), branches, bold=1),
        SheetTable(f"{month.year}年报送", ("支部", *months, "最近来包", "下发的包"), sent, bold=1),
    ]
