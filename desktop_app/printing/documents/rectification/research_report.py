"""调研报告: one piece of research in five parts: how it was done, what is, what is wrong, why, what to do."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.base.numerals import chinese
from desktop_app.duties.rectification.research import visits
from desktop_app.printing.documents.draft import Draft, official_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    day_words,
    found,
    written,
)
from desktop_app.printing.type.page import BODY, HEADING1, TITLE
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.registers.rectification.research import Research

_SIGNED = Style(role="song", size=16, leading=29, align="right", space_before=20)


@dataclass(frozen=True)
class ResearchReport:
    """The report as words: its title, the parts (heading, paragraphs), who signs and the day."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    org: str
    day: str


def gather(ledger: LedgerView, uid: str) -> ResearchReport:
    """The report of research ``uid``; UserError when it is gone."""
    research = found(ledger, Research, uid)
    visit = next(
        one for one in visits(ledger, research.on.year, research.owner_office) if one.research.uid == uid
    )
    boxes = Research._meta.fields

    def words(name: str) -> str:
        return written(boxes[name], getattr(research, name), ledger)

    leader = ledger.name(research.leader) if research.leader else GAP
    how = f"{day_words(research.on)}，{leader}带队，{words('researchers')}到{words('place')}调研，"
    how += f"对象为{words('people')}，方式为{words('way')}。"
    problems = [one.finding.text for one in visit.found]
    advice = [*(research.suggestions or ()), *(one.finding.suggestion or "" for one in visit.found)]
    parts = (
        ("调研的做法", (how,)),
        ("基本情况", _lines(research.situation, research.facts)),
        ("存在的问题", _items(problems)),
        ("原因分析", _lines(research.causes)),
        ("对策建议", _items([one for one in dict.fromkeys(advice) if one])),
    )
    return ResearchReport(
        f"关于{research.title}的调研报告",
        parts,
        branch_name(ledger, research.owner_office),
        day_words(research.on),
    )


def _lines(*texts: str | None) -> tuple[str, ...]:
    """The paragraphs of some texts; 【待补】 where nobody wrote any."""
    return tuple(line for text in texts if text for line in text.splitlines() if line.strip()) or (GAP,)


def _items(items: list[str]) -> tuple[str, ...]:
    """（一）…, （二）… as paragraphs; a single one without its number."""
    if len(items) < 2:
        return tuple(items) or (GAP,)
    return tuple(f"（{chinese(n)}）{one}" for n, one in enumerate(items, 1))


def story(report: ResearchReport) -> list[Flowable]:
    """The report under its title, signed by the branch and dated."""
    out: list[Flowable] = [Paragraph(report.title, TITLE)]
    for n, (heading, lines) in enumerate(report.parts, 1):
        out.append(Paragraph(f"{chinese(n)}、{heading}", HEADING1))
        out += [Paragraph(line, BODY) for line in lines]
    signed = [Paragraph(report.org, _SIGNED), Paragraph(report.day, replace(_SIGNED, space_before=0))]
    # The last words go along, so that no page holds a signature alone.
    return [*out[:-1], KeepTogether([out[-1], *signed])]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 调研报告 of one piece of research."""
    report = gather(ledger, uid)
    return official_draft("调研报告", report.title, report, story(report), report.day)
