"""征求意见表 and its 汇总表: the form handed out before a 组织生活会, and what came back, word for word."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.organization_life.life_set import body_first, committee_names, opinions_of
from desktop_app.printing.documents.draft import NOTE, SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name
from desktop_app.printing.documents.organization_life.self_check_lists import BODY
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.life_opinions import WHO, LifeOpinion
from desktop_app.registers.people.members import Member

_COLUMNS = (
    Column("序号", 12, align="center"),
    Column("意见建议（原话）", weight=2.2),
    Column("来　源", 30, align="center"),
    Column("对　象", 26, align="center"),
    Column("类　别", 22, align="center"),
    Column("初步措施", weight=1.3),
)


@dataclass(frozen=True)
class OpinionSheet:
    """The opinions of one year, those about the committee first."""

    org: str
    year: int
    rows: tuple[tuple[str, ...], ...]
    people: tuple[str, ...] = ()


def gather(ledger: LedgerView, year: int | None = None) -> OpinionSheet:
    """The opinions of ``year`` (default: this one)."""
    year = year or ledger.today.year
    found = body_first(opinions_of(ledger, year), ledger)
    return OpinionSheet(
        branch_name(ledger), year, tuple((str(at), *_row(one, ledger)) for at, one in enumerate(found, 1))
    )


def _row(one: LifeOpinion, ledger: LedgerView) -> tuple[str, ...]:
    return (
        one.text,
        f"{one.who}\n（{one.way}）",
        ledger.name(one.about) if ledger.get(Member, one.about) is not None else BODY,
        one.category or GAP,
        one.measure or GAP,
    )


def story(sheet: OpinionSheet) -> list[Flowable]:
    """The paper: every opinion in its words, and who gathered them."""
    foot = [
        [
            label("汇 总 人"),
            Cell(""),
            label("书　　记"),
            Cell(""),
            label("日　期"),
            Cell(SIGNING, align="right"),
        ]
    ]
    empty = ("", "没有收到意见", "", "", "", "")
    return [
        name_of_paper(sheet.org, f"{sheet.year}年度组织生活会征求意见汇总表"),
        RuledSheet(_COLUMNS, sheet.rows or [empty], size=10, row_height=10),
        Spacer(1, 3 * MM),
        KeepTogether([RuledForm((1.5, 2.7, 1.5, 2.7, 1.2, 4.4), foot, size=10.5, heights=11.0)]),
    ]


def form_story(sheet: OpinionSheet) -> list[Flowable]:
    """The blank form: opinions of the committee, of its members by name, of any member."""
    rows = [
        [label("对象类别"), Cell(ticked(WHO[:3], ()))],
        [label("对支部班子\n的意见建议"), Cell("")],
        *([label(f"对{name}\n的意见建议"), Cell("")] for name in sheet.people),
        [label("对其他党员\n的意见建议"), Cell("（写姓名和意见）", top=True)],
        [label("填表日期"), Cell(SIGNING)],
        [label("姓　　名"), Cell("（愿意留名的写）")],
    ]
    few = len(sheet.people)
    room = 34.0 if few <= 3 else 24.0
    heights = [10.0, room + 6, *(room for _ in sheet.people), room + 6, 10.0, 10.0]
    return [
        name_of_paper(sheet.org, f"{sheet.year}年度组织生活会征求意见表"),
        Paragraph("请把看到的、想到的照实写，写具体的人和事。", replace(UNDER, align="center")),
        RuledForm((2.6, 12.2), rows, size=11, heights=heights),
        Paragraph("填好后交支部纪检委员，或者投入意见箱；纸不够可以写在背面。", NOTE),
    ]


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 汇总表 of a year."""
    sheet = gather(ledger, year)
    title = f"{sheet.year}年度组织生活会征求意见汇总表"
    return office_draft("征求意见汇总表", title, sheet, story(sheet))


def form_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 征求意见表 with the names of the committee."""
    from_year = year or ledger.today.year
    sheet = OpinionSheet(branch_name(ledger), from_year, (), committee_names(ledger))
    title = f"{from_year}年度组织生活会征求意见表"
    return office_draft("征求意见表", title, sheet, form_story(sheet))
