"""党费缴款单: one handing up of dues with its months, people and sum in capitals, and the receipt below."""

from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.numerals import capital_money
from desktop_app.base.periods import Month
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.dues_remittances import DuesRemittance, payments_in

_MONTHS = (
    Column("所属月份", weight=1.3, align="center"),
    Column("交纳人数", weight=1, align="center"),
    Column("金　额（元）", weight=1.3, align="right"),
    Column("其中大额自愿交纳（元）", weight=1.5, align="right"),
)
_FORM = (3.1, 4.2, 2.4, 4.3)


@dataclass(frozen=True)
class DuesSlip:
    """One handing up in words."""

    org: str
    batch: str
    day: str
    period: str
    people: str
    amount: str
    capitals: str
    payer: str
    receiver: str
    receipt: str
    months: tuple[tuple[str, str, str, str], ...]


def gather(ledger: LedgerView, uid: str) -> DuesSlip:
    """The slip of remittance ``uid``; UserError when it is gone."""
    one = found(ledger, DuesRemittance, uid)
    held = payments_in(one.batch, one.owner_office or ledger.office, ledger)
    months: dict[Month, list[tuple[str, Decimal, Decimal]]] = {}
    for row in held:
        big = row.paid - row.due if row.voluntary_big else Decimal(0)
        months.setdefault(row.for_month, []).append((row.member, row.paid, big))
    first, last = one.first_month, one.last_month
    return DuesSlip(
        branch_name(ledger, one.owner_office),
        one.batch,
        day_words(one.on, GAP),
        first.chinese() if first == last else f"{first.chinese()}至{last.chinese()}",
        f"{one.people} 人",
        f"{one.amount:,.2f} 元",
        capital_money(one.amount),
        spaced(ledger.name(one.remitted_by)),
        one.received_by or GAP,
        one.receipt_no or "",
        tuple(_month(month, rows) for month, rows in sorted(months.items())),
    )


def _month(month: Month, rows: list[tuple[str, Decimal, Decimal]]) -> tuple[str, str, str, str]:
    paid = sum((one[1] for one in rows), Decimal(0))
    big = sum((one[2] for one in rows), Decimal(0))
    return month.chinese(), str(len({one[0] for one in rows})), f"{paid:,.2f}", f"{big:,.2f}" if big else ""


def story(slip: DuesSlip) -> list[Flowable]:
    """The paper: what is handed up and by whom, its months, and the receipt the next committee fills in."""
    rows = [
        [label("缴款党支部"), Cell(slip.org, 3)],
        [label("党费所属月份"), Cell(slip.period), label("交纳人数"), Cell(slip.people)],
        [label("金额（大写）"), Cell(slip.capitals, 3)],
        [label("金额（小写）"), Cell(slip.amount), label("上缴日期"), Cell(slip.day)],
        [label("缴 款 人"), Cell(slip.payer), label("收款单位"), Cell(slip.receiver)],
    ]
    receipt = [
        [label("今收到"), Cell(f"{slip.org}　{slip.period}党费", 3)],
        [label("人民币（大写）"), Cell(slip.capitals, 3)],
        [label("党费专用收据号"), Cell(slip.receipt), label("收 款 人"), Cell("")],
        [label("收款单位（章）"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    out: list[Flowable] = [
        name_of_paper("党费缴款单"),
        Paragraph(f"批次：{slip.batch}", UNDER),
        RuledForm(_FORM, rows, size=11, heights=11.0),
    ]
    if slip.months:
        out.append(Paragraph("分月明细", PART))
        out.append(RuledSheet(_MONTHS, slip.months, size=10.5, row_height=7.6))
    out.append(
        KeepTogether(
            [
                Paragraph("收款回执", PART),
                RuledForm(_FORM, receipt, size=11, heights=[11, 11, 11, 16]),
                Spacer(1, 2 * MM),
                Paragraph("一式两份：一份交上级党组织，一份连同收据由支部留存。", NOTE),
            ]
        )
    )
    return out


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 党费缴款单 of remittance ``uid``."""
    slip = gather(ledger, uid)
    return office_draft("党费缴款单", "党费缴款单", slip, story(slip), about=slip.batch)
