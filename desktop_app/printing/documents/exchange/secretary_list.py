"""移交清单: what an outgoing secretary hands over, counted from the file, signed by three."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.platypus import Flowable, Spacer

from desktop_app.duties.summaries.secretary_handover import Counted, secretary_handover
from desktop_app.printing.documents.dated import PASSING
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    UNDER,
    Draft,
    long_part,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, today_words
from desktop_app.printing.documents.wording import clause, in_days, paper_title
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet

THINGS = ("纸质档案（盒/件）", "党组织印章", "档案柜和活动室钥匙", "U盘和移动硬盘", "密码恢复单（已封存）")
"""What lies outside the file and is counted by hand; the page asks for each."""
_SIGNERS = ("移 交 人", "接 交 人", "监 交 人")
# So many open items of a kind are named; the file has them all.
_NAMED = 5


@dataclass(frozen=True)
class SecretaryList:
    """The list as printed; ``things`` and ``people`` are typed, an empty one is written by hand."""

    org: str
    day: str
    registers: tuple[tuple[str, str], ...]
    attachments: str
    records: str
    open_items: tuple[tuple[str, str, str], ...] = field(metadata=PASSING)
    things: tuple[str, ...]
    people: tuple[str, ...]


def gather(
    ledger: LedgerView, drafts: int = 0, things: Sequence[str] = (), people: Sequence[str] = ()
) -> SecretaryList:
    """What the file holds today; ``drafts`` of it are forms begun and not saved."""
    found = secretary_handover(ledger, ledger.catalogue, ledger.name, map(str, range(drafts)))
    return SecretaryList(
        branch_name(ledger),
        today_words(ledger),
        tuple((paper_title(one.title), _figure(one)) for one in found.registers),
        _figure(found.attachments),
        f"{len(found.registers)} 种台账 {found.records:,} 条",
        tuple((one.title, _figure(one), _named(one)) for one in found.open_items),
        _filled(things, len(THINGS)),
        _filled(people, len(_SIGNERS)),
    )


def _figure(one: Counted) -> str:
    return f"{one.count:,} {one.unit}"


def _named(one: Counted) -> str:
    rest = f"等 {one.count} {one.unit}" if one.count > _NAMED else ""
    return "；".join(clause(in_days(words)) for words in one.words[:_NAMED]) + rest


def _filled(words: Sequence[str], count: int) -> tuple[str, ...]:
    return tuple([*words, *[""] * count][:count])


def story(sheet: SecretaryList) -> list[Flowable]:
    """The paper: what the file holds, what is not finished, what lies in the cupboard, three signatures."""
    out: list[Flowable] = [
        name_of_paper(sheet.org, "移交清单"),
        Paragraph(f"清点日期：{sheet.day}　　支部文件：{sheet.records}，附件 {sheet.attachments}", UNDER),
        *long_part("一、没有办完的事"),
        RuledSheet(
            (Column("事项", 44), Column("数量", 24, align="right"), Column("名称")),
            sheet.open_items,
            size=10.5,
            leading=15,
        ),
        *long_part("二、支部文件里的台账"),
        RuledSheet(
            (
                Column("台账"),
                Column("条数", 24, align="right"),
                Column("台账"),
                Column("条数", 24, align="right"),
            ),
            _two_abreast(sheet.registers),
            size=10.5,
            leading=15,
        ),
        Paragraph("三、支部文件以外的东西", PART),
        RuledForm(
            (5.0, 9.0),
            [[label(title), Cell(words)] for title, words in zip(THINGS, sheet.things, strict=True)],
            size=10.5,
            heights=9.0,
        ),
        Spacer(1, 5 * MM),
        RuledForm(
            (2.0, 5.0, 2.0, 5.0),
            [
                [label(title), Cell(words), label("日　　期"), Cell(SIGNING, align="right")]
                for title, words in zip(_SIGNERS, sheet.people, strict=True)
            ],
            size=12,
            heights=13.0,
        ),
        Paragraph("本单一式三份，三人各执一份。", NOTE),
    ]
    return out


def _two_abreast(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    """The registers in two columns, read down the first and then the second."""
    half = (len(rows) + 1) // 2
    right = [*rows[half:], ("", "")]
    return [(*left, *other) for left, other in zip(rows[:half], right, strict=False)]


def draft(
    ledger: LedgerView, drafts: int = 0, things: Sequence[str] = (), people: Sequence[str] = ()
) -> Draft:
    """The 移交清单 of this branch as of today."""
    sheet = gather(ledger, drafts, things, people)
    return office_draft("移交清单", "移交清单", sheet, story(sheet), about=sheet.day)
