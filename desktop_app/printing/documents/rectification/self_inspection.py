"""自查问题清单: the gaps found before an inspection by kind, with room for who mends them until when."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.summaries.self_inspection import by_kind, inspect
from desktop_app.printing.documents.dated import counted_days
from desktop_app.printing.documents.draft import NOTE, SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, day_words, today_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet

COLUMNS = (
    Column("序号", 11, align="center"),
    Column("问题类别", 36),
    Column("具体问题", weight=3.4),
    Column("依据", weight=1.5),
    Column("整改人", 18),
    Column("完成时限", 22),
    Column("完成情况", 20),
)


@dataclass(frozen=True)
class GapList:
    """What was found from ``first`` to ``day``: (kind, what, who asks for it), and how many of each kind."""

    org: str
    first: str
    day: str
    rows: tuple[tuple[str, str, str], ...]
    kinds: tuple[tuple[str, int], ...]


def gather(ledger: LedgerView, first: date | None = None) -> GapList:
    """The gaps from ``first`` (default: 1 January) to today."""
    found = inspect(ledger, first)
    kinds = by_kind(found)
    return GapList(
        branch_name(ledger),
        day_words(first or date(ledger.today.year, 1, 1)),
        today_words(ledger),
        tuple((kind, counted_days(one.words), one.source) for kind, some in kinds.items() for one in some),
        tuple((kind, len(some)) for kind, some in kinds.items()),
    )


def story(found: GapList) -> list[Flowable]:
    """The paper: how many of what, the list, and who checked."""
    told = "；".join(f"{kind} {n} 处" for kind, n in found.kinds)
    head = f"自查范围：{found.first}至{found.day}　　　共 {len(found.rows)} 处"
    rows = [(str(n), *row, "", "", "") for n, row in enumerate(found.rows, 1)]
    out: list[Flowable] = [name_of_paper(f"{found.org}自查问题清单"), Paragraph(head, UNDER)]
    if told:
        out.append(Paragraph(f"其中：{told}。", NOTE))
    out.append(Spacer(1, 2 * MM))
    out.append(RuledSheet(COLUMNS, rows or [("", "", "没有查出缺漏", "", "", "", "")], size=9.5))
    foot = [
        [label("自查人"), Cell(""), label("书　记"), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    signed = RuledForm((1.2, 3, 1.2, 3, 1.2, 3), foot, size=10.5, heights=10.0)
    return [*out, KeepTogether([Spacer(1, 3 * MM), signed])]


def draft(ledger: LedgerView, first: date | None = None) -> Draft:
    """The 自查问题清单 of the own branch."""
    found = gather(ledger, first)
    title = f"{found.org}自查问题清单"
    return office_draft(
        "自查问题清单", "自查问题清单", found, story(found), landscape=True, header=title, about=found.day
    )
