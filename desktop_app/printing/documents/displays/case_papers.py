"""案例 and 案例汇编: one case in its five parts by GB/T 9704, and the book of them with a contents page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.duties.summaries.case_figures import figure_of
from desktop_app.duties.summaries.cases import Case, cases, told
from desktop_app.printing.documents.draft import Draft, official_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.contents import Contents
from desktop_app.printing.type.font_embedder import FontEmbedder
from desktop_app.printing.type.page import BODY, HEADING1, MM, TITLE, official_page
from desktop_app.printing.type.paragraph import Paragraph, Run, Style
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.displays.case_studies import CaseFigure, CaseStudy

_THEORY = "一、理论来源"
_PARTS = (
    ("二、背景", "background"),
    ("三、做法", "practice"),
    ("四、成效", "effect"),
    ("五、探讨与启示", "reflection"),
)
_BYLINE = Style(role="kai", size=16, leading=29, align="center", space_after=10)
_COVER = Style(role="title", size=32, leading=48, align="center", balance=True, level=1)
_UNDER_COVER = Style(role="kai", size=18, leading=32, align="center")
_NOTE = Style(role="song", size=10.5, leading=18, space_before=14, space_after=4)
_FIGURES = (
    Column("序号", 12, align="center"),
    Column("案例用的数", weight=2),
    Column("取自哪里", weight=1.6),
    Column("取数日期", 32, align="center"),
    Column("名单", 18, align="right"),
)


@dataclass(frozen=True)
class CaseText:
    """One case in words: title, class, author, day, abstract, parts (heading, text), figures, annexes."""

    title: str
    kind: str
    author: str
    day: str
    abstract: str
    parts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, ...], ...]
    annexes: str


def _theory(ledger: LedgerView, study: CaseStudy) -> str:
    """The work on the innovation theory the case applied, then what was added to it."""
    work = ledger.name(study.theory) if not study.lacks(CaseStudy.theory) else GAP
    return "\n".join(part for part in (f"运用的创新理论：{work}", study.theory_source or "") if part)


def gather(ledger: LedgerView, case: Case) -> CaseText:
    """One case; a part nobody wrote yet says so."""
    study = case.study
    return CaseText(
        study.title or "",
        study.case_class or "",
        study.author or "",
        day_words(study.finished_on, ""),
        study.abstract or "",
        (
            (_THEORY, _theory(ledger, study)),
            *((title, getattr(study, name) or GAP) for title, name in _PARTS),
        ),
        tuple(_figure(place, one) for place, one in enumerate(case.figures, 1)),
        "；".join(file.name for file in study.appendix or ()),
    )


def _figure(place: int, one: CaseFigure) -> tuple[str, ...]:
    figure = figure_of(one.figure or ())
    drawn = day_words(one.drawn_on)
    return (str(place), told(one), figure.title, drawn, f"{len(figure.items)} 条")


def story(text: CaseText, head: Flowable) -> list[Flowable]:
    """The case under its heading: byline, abstract, the five parts, and where its figures come from."""
    byline = "　".join(part for part in (text.kind, text.author) if part)
    out: list[Flowable] = [head, Paragraph(byline, _BYLINE)]
    if text.abstract:
        out.append(Paragraph([Run("摘要：", "hei"), text.abstract], replace(BODY, role="kai")))
    for title, words in text.parts:
        out.append(Paragraph(title, HEADING1))
        out += [Paragraph(line, BODY) for line in words.splitlines() if line.strip()]
    if text.annexes:
        out.append(Paragraph([Run("附录：", "hei"), text.annexes], BODY))
    if text.figures:
        note = "文中的数取自支部台账，名单留存备查："
        out += [Paragraph(note, _NOTE), RuledSheet(_FIGURES, text.figures, size=10, row_height=8)]
    return out


def draft(ledger: LedgerView, uid: str) -> Draft:
    """One case on paper."""
    office = found(ledger, CaseStudy, uid).owner_office
    text = gather(ledger, next(one for one in cases(ledger, office) if one.study.uid == uid))
    return official_draft("案例", text.title, text, story(text, Paragraph(text.title, TITLE)), text.day)


def book(ledger: LedgerView, year: int | None = None) -> Draft:
    """案例汇编: cover, contents with page numbers, and the finished cases of ``year`` (default: all).

    UserError while no case is finished.
    """
    chosen = [
        one
        for one in cases(ledger)
        if one.study.finished_on is not None and year in (None, one.study.finished_on.year)
    ]
    chosen.sort(key=lambda one: (CASE_CLASSES.index(one.study.case_class), one.study.finished_on))
    texts = [gather(ledger, one) for one in chosen]
    if not texts:
        raise UserError("还没有完稿的案例", "资料没有改动", "写上“完稿日期”的案例才编入汇编")
    contents = Contents()
    org, name = branch_name(ledger), "“探源计划”案例汇编"
    flow = _book_story(org, name, _years(chosen), texts, contents)
    drawn = official_draft("案例汇编", name, texts, flow, f"{year or ''}")
    plain = drawn.page.furniture

    def furniture(embedder: FontEmbedder, page: int, total: int) -> str:
        foot = plain(embedder, page, total)
        if page == 1:
            # A cover has no number.
            foot = foot.removeprefix(official_page().furniture(embedder, page, total))
        return f"{foot}\n{contents.numbers(embedder, page)}"

    return replace(drawn, page=replace(drawn.page, furniture=furniture))


def _years(chosen: Sequence[Case]) -> str:
    """2026年度, or 2024—2026年度: when the cases were finished."""
    found = [one.study.finished_on.year for one in chosen if one.study.finished_on is not None]
    first, last = min(found), max(found)
    return f"{first}—{last}年度" if first < last else f"{last}年度"


CASE_CLASSES = tuple(CaseStudy.case_class.options)


def _book_story(
    org: str, name: str, years: str, texts: Sequence[CaseText], contents: Contents
) -> list[Flowable]:
    out: list[Flowable] = [
        Spacer(1, 60 * MM, isGlue=False),
        Paragraph(name, _COVER),
        Spacer(1, 12 * MM),
        Paragraph(org, _UNDER_COVER),
        Paragraph(years, _UNDER_COVER),
        Paragraph(f"共 {len(texts)} 篇", _UNDER_COVER),
        PageBreak(),
        Paragraph("目　　录", TITLE),
        Spacer(1, 6 * MM),
    ]
    kind = ""
    for entry, text in enumerate(texts):
        if text.kind != kind:
            kind = text.kind
            out.append(Paragraph(kind, replace(HEADING1, first_indent=0, size=14, tracking=0)))
        out.append(contents.line(entry, text.title))
    for entry, text in enumerate(texts):
        out += [PageBreak(), *story(text, contents.title(entry, text.title, TITLE))]
    return out
