"""Every paper of the branch by its key, collected from where the practices declare theirs.

A declaration is light: it names its draft, which is loaded, ReportLab with it, when the first paper is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType, ModuleType

from desktop_app.printing.documents import any_register_papers
from desktop_app.printing.documents.displays import papers as displays_papers
from desktop_app.printing.documents.exchange import papers as exchange_papers
from desktop_app.printing.documents.organization_life import papers as organization_life_papers
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration, complaints
from desktop_app.printing.documents.people import papers as people_papers
from desktop_app.printing.documents.rectification import papers as rectification_papers
from desktop_app.printing.documents.reporting import papers as reporting_papers
from desktop_app.printing.documents.rules import papers as rules_papers
from desktop_app.printing.documents.service import papers as service_papers
from desktop_app.printing.documents.study import papers as study_papers
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext
from desktop_app.registers import MODELS


def collected(modules: Iterable[ModuleType]) -> Mapping[str, PaperDeclaration]:
    """Key → paper, its draft named in full; ValueError tells what is wrong in a declaration."""
    found: dict[str, PaperDeclaration] = {}
    wrong = []
    for module in modules:
        for paper in module.PAPERS:
            said = list(complaints(paper, MODELS))
            if paper.key in found:
                said.append("is declared twice: give it a key of its own")
            wrong += [f"{module.__name__}: paper {paper.key!r} {one}" for one in said]
            titles = f"{module.__package__}.{paper.titles}" if paper.titles else ""
            found[paper.key] = replace(paper, draft=f"{module.__package__}.{paper.draft}", titles=titles)
    if wrong:
        raise ValueError("; ".join(wrong))
    return MappingProxyType(found)


PAPERS = collected(
    (
        people_papers,
        organization_life_papers,
        study_papers,
        displays_papers,
        service_papers,
        rectification_papers,
        reporting_papers,
        rules_papers,
        exchange_papers,
        any_register_papers,
    )
)
SHEET = PAPERS["sheet"]
"""The ruled list of any register."""
BLANK_FORM = PAPERS["blank_form"]
"""The form for the pen of any register."""


def papers_of(register: str, context: RuleContext | None = None) -> list[PaperDeclaration]:
    """What a page of ``register`` offers under 打印: its own papers, and those that every register has.

    With ``context``, those only that the office at the desk may print.
    """
    found = [one for one in PAPERS.values() if one.is_of(register) or "register" in one.needs]
    return [one for one in found if context is None or not one.is_barred(context)]


def list_arguments(
    paper: PaperDeclaration, register: str, uids: Sequence[str], columns: Sequence[str] = ()
) -> Arguments:
    """What ``paper`` is made of where a list of ``register`` shows ``uids`` under ``columns`` (if chosen)."""
    args = Arguments()
    if "register" in paper.needs:
        args["register"] = register
    if "uids" in paper.takes:
        args["uids"] = uids
    if columns and "columns" in paper.takes:
        args["columns"] = columns
    return args


def record_arguments(paper: PaperDeclaration, record: Record, context: RuleContext) -> Arguments:
    """What ``paper`` is made of for one record: the copy it stands in, itself, or a list with it alone."""
    if not paper.takes_uid:
        return list_arguments(paper, record._meta.table_name, (record.uid,))
    return next((one.args for one in paper.copies(record, context)), Arguments(uid=record.uid))
