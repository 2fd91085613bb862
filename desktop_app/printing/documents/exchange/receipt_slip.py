"""接收回执单: what came in, signed by who took it, for the office that sent it."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.exchange.handover import code_words
from desktop_app.printing.documents.ledger_view import NONE, LedgerView, day_words, found
from desktop_app.printing.documents.wording import in_days, paper_title
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.exchange.packages import RECEIVED, ExchangePackage

_FORM = (2.4, 5.4, 2.4, 5.4)
_SHEET = (
    Column("台　账"),
    Column("条　数", 24, align="right"),
    Column("台　账"),
    Column("条　数", 24, align="right"),
)


@dataclass(frozen=True)
class ReceiptSlip:
    """One package that came in, or the receipt that came back for one that went out."""

    sender: str
    receiver: str
    package: str
    day: str
    kind: str
    code: str
    contents: tuple[tuple[str, str], ...]
    result: str
    receipt_on: str
    received_by: str


def gather(ledger: LedgerView, uid: str) -> ReceiptSlip:
    """The receipt of package ``uid``; UserError when it is gone."""
    one = found(ledger, ExchangePackage, uid)
    received = one.made_on if one.direction == RECEIVED else one.receipt_on
    return ReceiptSlip(
        one.from_org or NONE,
        one.to_org or NONE,
        one.package_id or NONE,
        day_words(one.made_on),
        one.kind or NONE,
        code_words(one.check_code or ""),
        tuple(_counted(line) for line in one.manifest or ()),
        in_days(one.import_log or ""),
        day_words(received, SIGNING),
        one.received_by or "",
    )


def _counted(line: str) -> tuple[str, str]:
    """党员花名册 46 条 → its title and its number."""
    title, _, number = line.removesuffix(" 条").rpartition(" ")
    return (paper_title(title), f"{number} 条") if title else (paper_title(line), "")


def story(slip: ReceiptSlip) -> list[Flowable]:
    """The paper: which package, its code, what was in it, what became of it, both signatures."""
    half = -(-len(slip.contents) // 2)
    right = [*slip.contents[half:], ("", "")]
    rows = [(*left, *other) for left, other in zip(slip.contents[:half], right, strict=False)]
    head = [
        [label("移交单位"), Cell(slip.sender, 3)],
        [label("接收单位"), Cell(slip.receiver, 3)],
        [label("包 编 号"), Cell(slip.package, 3)],
        [label("制作日期"), Cell(slip.day), label("类　　型"), Cell(slip.kind)],
        [label("校 验 码"), Cell(slip.code, role="hei"), label("核对结果"), Cell("☐ 一致　☐ 不一致")],
    ]
    foot = [
        [label("接收结果"), Cell(slip.result, 3)],
        [
            label("接收人签字"),
            Cell(slip.received_by),
            label("日　　期"),
            Cell(slip.receipt_on, align="right"),
        ],
        [label("接收单位\n（盖章）"), Cell("", 3)],
    ]
    return [
        name_of_paper("数据接收回执单"),
        RuledForm(_FORM, head, size=11, heights=[9, 9, 9, 9, 12]),
        RuledSheet(_SHEET, rows or [(NONE, "", "", "")], size=10, row_height=7),
        RuledForm(_FORM, foot, size=11, heights=[18, 12, 26]),
        Paragraph("一式两份：接收单位留存一份，一份交移交单位，与数据交接单一并存放。", NOTE),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 接收回执单 of one package."""
    slip = gather(ledger, uid)
    return office_draft("接收回执单", "数据接收回执单", slip, story(slip), about=slip.code)
