"""The papers of the month and the year: the report, the plan and the summary, the list of the archive box."""

from collections.abc import Iterator

from desktop_app.printing.documents.paper import DIGITS, Copy, PaperDeclaration, held, itself
from desktop_app.records.rules import RuleContext
from desktop_app.registers.reporting.archive_files import ArchiveFile
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.reporting.work_plans import WorkPlan, WorkPlanItem
from desktop_app.registers.reporting.work_summaries import WorkSummary


def _named(report: MonthlyReport, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uid": report.uid}, f"{report.month.chinese()}月报")


def _plan_of_item(item: WorkPlanItem, context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uid": item.plan})


def _list_of(file: ArchiveFile, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"year": file.year})


def _unlisted(_file: ArchiveFile, _context: RuleContext) -> Iterator[Copy]:
    """The back of a box tells of no paper by itself."""
    yield from ()


PAPERS = (
    PaperDeclaration(
        key="work_plan",
        title="年度工作计划",
        icon="checklist",
        draft="work_plan.draft",
        registers=(WorkPlan,),
        needs=("uid",),
        holds=(held(WorkPlanItem, _plan_of_item), held(WorkPlan, itself)),
    ),
    PaperDeclaration(
        key="work_summary",
        title="年度工作总结",
        icon="report",
        draft="work_summary.draft",
        registers=(WorkSummary,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="archive_list",
        title="归档文件目录",
        icon="archive",
        draft="archive_list.draft",
        dates=DIGITS,
        registers=(ArchiveFile,),
        takes=("year",),
        holds=(held(ArchiveFile, _list_of),),
        kept=("序号", "档　号", "责任者", "题　名", "日　期", "页数"),
    ),
    PaperDeclaration(
        key="volume_list",
        title="卷内目录",
        icon="archive",
        draft="volume_papers.draft",
        dates=DIGITS,
        registers=(ArchiveFile,),
        takes=("year",),
        holds=(held(ArchiveFile, _list_of),),
        kept=("顺序号", "责任者", "题　名", "日　期", "页　号"),
    ),
    PaperDeclaration(
        key="box_spines",
        title="档案盒脊",
        icon="archive",
        draft="volume_papers.spines_draft",
        registers=(ArchiveFile,),
        takes=("year",),
        holds=(held(ArchiveFile, _unlisted),),
    ),
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
