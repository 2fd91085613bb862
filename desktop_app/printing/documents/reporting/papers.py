"""The paper of the month: the report to the superior."""

from collections.abc import Iterator

from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held
from desktop_app.records.rules import RuleContext
from desktop_app.registers.reporting.reports import MonthlyReport


def _named(report: MonthlyReport, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uid": report.uid}, f"{report.month.chinese()}月报")


PAPERS = (
    PaperDeclaration(
        key="monthly_report",
        title="月报",
        icon="report",
        draft="monthly_report.draft",
        registers=(MonthlyReport,),
        takes=("uid", "month", "lists"),
        holds=(held(MonthlyReport, _named),),
    ),
)
