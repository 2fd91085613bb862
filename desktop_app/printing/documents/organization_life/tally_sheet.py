"""计票单: the sheet on which the votes of a round are called out and marked 正, one for each post."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.numerals import chinese
from desktop_app.duties.organization_life.election import next_ballot
from desktop_app.printing.documents.draft import SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words
from desktop_app.printing.documents.organization_life.election_words import office_words, view_of
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet

_COLUMNS = (
    Column("姓　名", 30, align="center"),
    Column("赞成（画“正”字）", weight=1.6, align="center"),
    Column("不赞成", weight=1, align="center"),
    Column("弃权", weight=1, align="center"),
    Column("合计", 20, align="center"),
)
_WRITTEN = 3  # lines for those written in


@dataclass(frozen=True)
class TallySheet:
    """One sheet: whose election, how many seats, who stands; it is filled in by hand."""

    org: str
    title: str
    under: str
    names: tuple[str, ...]


def gather(ledger: LedgerView, uid: str, round: int | None = None) -> TallySheet:
    """The sheet of election ``uid`` for its ``round`` (default: the one to be voted in next)."""
    view = view_of(ledger, uid)
    paper = next_ballot(view, ledger, round)
    again = f"（第{chinese(paper.round)}轮）" if paper.round > 1 else ""
    return TallySheet(
        branch_name(ledger, view.election.owner_office),
        f"{view.election.title}计票单{again}",
        f"应选{office_words(view)} {paper.seats} 名　　{day_words(paper.day, '')}",
        tuple(spaced(ledger.name(one)) for one in paper.candidates) or (GAP,),
    )


def story(sheet: TallySheet) -> list[Flowable]:
    """Room for the ballots counted, a line for each name, lines for others, and who signs."""
    counts = [
        [
            label(title) if n % 2 == 0 else Cell("张", align="right")
            for n, title in enumerate(("发出票", "", "收回票", "", "有效票", "", "无效票", ""))
        ]
    ]
    rows = [(name, "", "", "", "") for name in sheet.names]
    rows += [("另选人：", "", "—", "—", "")] * _WRITTEN
    sign = [
        [label("唱 票 人"), Cell(""), label("计 票 人"), Cell("")],
        [label("监 票 人"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(sheet.org, sheet.title),
        Paragraph(sheet.under, replace(UNDER, align="center")),
        RuledForm((1.4, 1.4) * 4, counts, size=11, heights=10.0),
        Spacer(1, 3 * MM),
        RuledSheet(_COLUMNS, rows, size=11, row_height=14.0),
        Paragraph("赞成、不赞成、弃权合计等于有效票；没有画票的记弃权。", replace(UNDER, size=10)),
        KeepTogether([Spacer(1, 3 * MM), RuledForm((2.2, 5.4, 2.2, 5.4), sign, size=11, heights=13.0)]),
    ]


def draft(ledger: LedgerView, uid: str, round: int | None = None) -> Draft:
    """The 计票单 of an election."""
    sheet = gather(ledger, uid, round)
    return office_draft("计票单", sheet.title, sheet, story(sheet))
