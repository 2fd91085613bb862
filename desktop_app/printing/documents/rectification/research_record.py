"""调研记录: one visit on paper, what it found and what became of it, and the dissected case."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.rectification.research import Visit, visits
from desktop_app.printing.documents.draft import PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    numbered,
    written,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rectification.research import UNANNOUNCED, Research

_FORM = (2.4, 4.7, 2.4, 4.7)
_FINDINGS = (
    Column("序号", 11, align="center"),
    Column("发现的问题", weight=2.6),
    Column("小　类", 24),
    Column("意见建议", weight=1.6),
    Column("成果转化", weight=1.8),
    Column("问题整改", 31),
)
_DISSECTED = ("example", "facts", "causes", "lessons", "stands_for", "pair")


@dataclass(frozen=True)
class ResearchSheet:
    """What stands on the record: boxes by name in words, the findings' rows, the dissected case."""

    org: str
    boxes: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    suggestions: str
    dissected: tuple[tuple[str, str], ...]


def gather(ledger: LedgerView, uid: str) -> ResearchSheet:
    """The visit ``uid``; UserError when it was removed."""
    research = found(ledger, Research, uid)
    visit = next(
        one for one in visits(ledger, research.on.year, research.owner_office) if one.research.uid == uid
    )
    boxes = Research._meta.fields

    def words(name: str) -> str:
        return written(boxes[name], getattr(research, name), ledger)

    named = (
        "title",
        "down_kind",
        "study_kind",
        "on",
        "place",
        "people",
        "leader",
        "researchers",
        "way",
        "sweep",
    )
    return ResearchSheet(
        branch_name(ledger, research.owner_office),
        (
            *((name, boxes[name].title, words(name)) for name in named),
            ("ticks", "四不两直", ticked(UNANNOUNCED, research.unannounced or (), 3)),
        ),
        tuple(_rows(visit)),
        numbered(tuple(research.suggestions or ())) or NONE,
        tuple((boxes[name].title, words(name)) for name in _DISSECTED if getattr(research, name)),
    )


def _rows(visit: Visit) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for place, one in enumerate(visit.found, 1):
        row = one.finding
        converted = f"{row.conversion_state}：{row.conversion}" if row.conversion else NONE
        rows.append(
            (str(place), row.text, one.tag or NONE, row.suggestion or NONE, converted, one.fate_words)
        )
    return rows


def story(sheet: ResearchSheet) -> list[Flowable]:
    """The head, the findings, the suggestions, the dissected case, and room for signatures."""
    told = {name: (label(title), words) for name, title, words in sheet.boxes}

    def pair(left: str, right: str) -> list[Cell]:
        return [told[left][0], Cell(told[left][1]), told[right][0], Cell(told[right][1])]

    def whole(name: str) -> list[Cell]:
        return [told[name][0], Cell(told[name][1], 3)]

    head = [
        whole("title"),
        pair("down_kind", "study_kind"),
        pair("on", "place"),
        whole("people"),
        pair("leader", "researchers"),
        pair("way", "sweep"),
        whole("ticks"),
    ]
    rows = list(sheet.rows) or [("", "没有写发现的问题", "", "", "", "")]
    foot = [[label("调研人签名"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")]]
    out: list[Flowable] = [
        name_of_paper(sheet.org, "调查研究记录"),
        RuledForm(_FORM, head, size=10.5, heights=9.0),
        Paragraph(f"一、发现的问题（{len(sheet.rows)} 条）", PART),
        RuledSheet(_FINDINGS, rows, size=9.5, row_height=10),
        Paragraph("二、意见建议", PART),
        RuledForm((1,), [[Cell(sheet.suggestions)]], size=10.5, heights=12.0),
    ]
    if sheet.dissected:
        case = [[label(title), Cell(words)] for title, words in sheet.dissected]
        out += [Paragraph("三、解剖麻雀", PART), RuledForm((1.9, 12.3), case, size=10.5, heights=9.0)]
    out += [Spacer(1, 3 * MM), KeepTogether([RuledForm(_FORM, foot, size=10.5, heights=12.0)])]
    return out


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 调研记录 of one visit."""
    sheet = gather(ledger, uid)
    research = found(ledger, Research, uid)
    about = f"{research.title} {day_words(research.on)}"
    return office_draft("调研记录", "调查研究记录", sheet, story(sheet), about=about)
