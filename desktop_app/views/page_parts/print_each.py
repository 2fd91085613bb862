"""每条一份: a paper made of each record of a list, printed as one job."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_app.printing.documents.paper import Arguments, PaperDeclaration
from desktop_app.printing.documents.papers import papers_of, record_arguments
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext

if TYPE_CHECKING:
    from desktop_app.views.shell import Shell

MOST = 2000
"""More papers are not one job: they would fill the printer's paper trays some ten times."""


def papers_of_each(register: str, context: RuleContext) -> list[PaperDeclaration]:
    """The papers that records of ``register`` have each for itself."""
    return [one for one in papers_of(register, context) if one.takes_uid and one.is_of(register)]


def asked_of_each(
    paper: PaperDeclaration, records: Iterable[Record], context: RuleContext
) -> tuple[list[tuple[str, Arguments]], str]:
    """What to print of each record that has such a paper, and in words how many have none and why.

    A paper that several records stand in is printed once.
    """
    asked: list[tuple[str, Arguments]] = []
    reasons: list[str] = []
    for record in records:
        if reason := paper.reason(record, context):
            reasons.append(reason)
            continue
        one = (paper.key, record_arguments(paper, record, context))
        if one not in asked:
            asked.append(one)
    left = f"{len(reasons)} 条没有印：{'；'.join(dict.fromkeys(reasons))}" if reasons else ""
    return asked, left


def print_each(
    shell: Shell, paper: PaperDeclaration, records: Iterable[Record], context: RuleContext, unit: str
) -> None:
    """Show the papers of all records as one print, with the way back to the page in sight."""
    asked, left = asked_of_each(paper, records, context)
    if not asked:
        shell.show_notice(left or "列表里没有记录，没有可以打印的", tone="due")
    elif len(asked) > MOST:
        shell.show_notice(f"一次最多打印 {MOST} 份，现在有 {len(asked)} 份；请先筛选", tone="due")
    else:
        title = f"{paper.title}（{len(asked)}{'人' if unit == '人' else '份'}）"
        shell.go("preview", many=asked, title=title, back=shell.pages.current_key)
        if left:
            shell.show_notice(left, tone="due")
