"""补学名单: who missed which study and has to make up for it, with room for the day and a signature."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.study.hours import plain
from desktop_app.duties.study.study_files import to_make_up
from desktop_app.printing.documents.draft import NOTE, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, today_words
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet

COLUMNS = (
    Column("序号", 11, align="center"),
    Column("姓名", 20, align="center"),
    Column("缺的学习", weight=2.0),
    Column("学时", 13, align="center"),
    Column("缺学原因", weight=1.2),
    Column("补学日期", 22, align="center"),
    Column("签　名", 22, align="center"),
)
# Signed by hand: the least height of a row in mm.
_HIGH = 9.0


@dataclass(frozen=True)
class MakeUpList:
    """What is to be made up for as words, by person."""

    org: str
    year: int
    day: str
    people: int
    rows: tuple[tuple[str, ...], ...]


def gather(ledger: LedgerView, year: int | None = None, topic: str | None = None) -> MakeUpList:
    """What was missed in ``year`` (default: this one), of one ``topic`` or all."""
    year = year or ledger.today.year
    found = to_make_up(ledger, year, load_strokes(), topic)
    rows = (
        (
            str(n),
            spaced(one.name),
            one.what,
            plain(one.session.hours) if one.session.hours else "",
            one.reason,
            "",
            "",
        )
        for n, one in enumerate(found, 1)
    )
    people = len({one.row.person for one in found})
    return MakeUpList(branch_name(ledger), year, today_words(ledger), people, tuple(rows))


def story(paper: MakeUpList) -> list[Flowable]:
    """The paper: one line for each thing missed."""
    told = f"截至 {paper.day}　　　{paper.people} 人，{len(paper.rows)} 次"
    rows = paper.rows or [("", "", "没有要补学的", "", "", "", "")]
    return [
        name_of_paper(paper.org, f"{paper.year}年补学名单"),
        Paragraph(told, UNDER),
        RuledSheet(COLUMNS, rows, size=10, row_height=_HIGH),
        Paragraph("年老体弱、患病、失能的不在名单内，送学上门。", NOTE),
    ]


def draft(ledger: LedgerView, year: int | None = None, topic: str | None = None) -> Draft:
    """The 补学名单 of a year."""
    paper = gather(ledger, year, topic)
    return office_draft("补学名单", f"{paper.year}年补学名单", paper, story(paper), about=paper.day)
