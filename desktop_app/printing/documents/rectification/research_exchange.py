"""调研成果交流记录: when, where and before whom; who told what of which research, and what was taken up."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.printing.documents.draft import PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    named,
    written,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.records.children import children_of
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange

_FORM = (2.4, 4.7, 2.4, 4.7)
_ITEMS = (
    Column("序号", 11, align="center"),
    Column("汇报人", 20, align="center"),
    Column("课　题", weight=1.3),
    Column("发　现", weight=1.6),
    Column("对　策", weight=1.6),
    Column("采纳和转化", weight=1.6),
)


@dataclass(frozen=True)
class ExchangeSheet:
    """One exchange as words."""

    org: str
    day: str
    place: str
    chair: str
    audience: str
    observers: str
    rows: tuple[tuple[str, ...], ...]
    pairs: str
    summary: str


def gather(ledger: LedgerView, uid: str) -> ExchangeSheet:
    """The exchange ``uid``; UserError when it is gone."""
    one = found(ledger, ResearchExchange, uid)
    boxes = ResearchExchange._meta.fields

    def words(name: str) -> str:
        return written(boxes[name], getattr(one, name), ledger)

    items = children_of(ledger, ExchangeItem, [one.uid], "seq")[one.uid]
    rows = tuple(
        (
            str(n),
            ledger.name(row.speaker),
            named(ledger, row.research),
            named(ledger, row.finding, "全部发现"),
            row.advice,
            row.taken_up or "未采纳",
        )
        for n, row in enumerate(items, 1)
    )
    return ExchangeSheet(
        branch_name(ledger, one.owner_office),
        day_words(one.on, GAP),
        words("place"),
        words("chair"),
        words("audience"),
        one.observers or NONE,
        rows,
        one.pairs or NONE,
        words("summary"),
    )


def story(sheet: ExchangeSheet) -> list[Flowable]:
    """The head, what was told, the good and the bad example set side by side, the summing up."""
    head = [
        [label("时　　间"), Cell(sheet.day), label("地　　点"), Cell(sheet.place)],
        [label("主 持 人"), Cell(sheet.chair), label("列　　席"), Cell(sheet.observers)],
        [label("交流对象"), Cell(sheet.audience, 3)],
    ]
    end = [[label("正反典型复盘"), Cell(sheet.pairs, 3)], [label("小　　结"), Cell(sheet.summary, 3)]]
    foot = [
        [label("主持人"), Cell(""), label("记录人"), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    signing = RuledForm((1.2, 2.4, 1.2, 2.4, 1.2, 4.2), foot, size=10.5, heights=10.0)
    return [
        name_of_paper(sheet.org, "调研成果交流记录"),
        RuledForm(_FORM, head, size=10.5, heights=9.0),
        Paragraph(f"一、交流的成果（{len(sheet.rows)} 项）", PART),
        RuledSheet(_ITEMS, sheet.rows or [("", "", GAP, "", "", "")], size=9.5, row_height=12),
        Paragraph("二、复盘和小结", PART),
        RuledForm(_FORM, end, size=10.5, heights=20.0),
        KeepTogether([Spacer(1, 3 * MM), signing]),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 调研成果交流记录 of one exchange."""
    sheet = gather(ledger, uid)
    return office_draft("调研成果交流记录", "调研成果交流记录", sheet, story(sheet), about=sheet.day)
