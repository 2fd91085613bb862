"""The papers of investigating and mending: research, the rectification ledger, closing forms."""

from collections.abc import Iterator

from desktop_app.printing.documents.paper import DOTTED, Copy, PaperDeclaration, held
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.rectification.issues import APPLIED, CLOSED, Issue
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange


def _findings(research: Research, context: RuleContext) -> list[Finding]:
    return context.find(Finding.live().where(Finding.research == research.uid))


def _found(research: Research, context: RuleContext) -> Iterator[Copy]:
    if _findings(research, context):
        yield Copy({"year": research.on.year})


def _converted(research: Research, context: RuleContext) -> Iterator[Copy]:
    if any(one.conversion or one.conversion_form for one in _findings(research, context)):
        yield Copy({"year": research.on.year})


def _ledger(issue: Issue, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uids": (issue.uid,)})


def _tagged(issue: Issue, _context: RuleContext) -> Iterator[Copy]:
    if issue.tag:
        yield Copy({})


def _unfinished(issue: Issue, _context: RuleContext) -> str:
    return "" if issue.state in (APPLIED, CLOSED) else "还没有申请销号"


def _not_closed(issue: Issue, _context: RuleContext) -> str:
    return "" if issue.state == CLOSED else "还没有销号"


PAPERS = (
    PaperDeclaration(
        key="research_record",
        title="调研记录",
        icon="document",
        draft="research_record.draft",
        registers=(Research,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="research_report",
        title="调研报告",
        icon="document",
        draft="research_report.draft",
        registers=(Research,),
        needs=("uid",),
        parts=(Finding,),
    ),
    PaperDeclaration(
        key="research_exchange",
        title="调研成果交流记录",
        icon="talk",
        draft="research_exchange.draft",
        registers=(ResearchExchange,),
        needs=("uid",),
        parts=(ExchangeItem,),
    ),
    PaperDeclaration(
        key="research_problems",
        title="问题清单",
        icon="table",
        draft="research_lists.problems_draft",
        registers=(Research,),
        takes=("year",),
        holds=(held(Research, _found),),
    ),
    PaperDeclaration(
        key="research_conversions",
        title="成果转化清单",
        icon="table",
        draft="research_lists.conversions_draft",
        registers=(Research,),
        takes=("year",),
        holds=(held(Research, _converted),),
    ),
    PaperDeclaration(
        key="issue_ledger",
        title="整改台账",
        icon="table",
        draft="issue_ledger.draft",
        dates=DOTTED,
        registers=(Issue,),
        takes=("uids", "category"),
        holds=(held(Issue, _ledger),),
    ),
    PaperDeclaration(
        key="issue_closing",
        title="问题整改销号表",
        icon="document",
        draft="issue_closing.draft",
        registers=(Issue,),
        needs=("uid",),
        not_yet=_unfinished,
    ),
    PaperDeclaration(
        key="look_back_sheet",
        title="问题整改回头看核查表",
        icon="eye",
        draft="look_back_sheet.draft",
        registers=(Issue,),
        needs=("uid",),
        not_yet=_not_closed,
    ),
    PaperDeclaration(
        key="issue_classes",
        title="同类问题一览",
        icon="table",
        draft="research_lists.classes_draft",
        registers=(Issue,),
        holds=(held(Issue, _tagged),),
    ),
    PaperDeclaration(
        key="self_inspection",
        title="自查问题清单",
        icon="checklist",
        draft="self_inspection.draft",
        filed_with=Meeting,
        takes=("first",),
    ),
)
