"""党员组织关系介绍信: 存根, 介绍信 and 回执联 side by side on one sheet, to be cut along two lines.

Only an office marked as entitled prints it; a branch prints the request and the data sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from desktop_app.base.codes import load_codes
from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_uid
from desktop_app.base.numerals import capital_date
from desktop_app.base.periods import years_between
from desktop_app.duties.people.letters import letter_barred
from desktop_app.duties.people.transfer import letter_words
from desktop_app.printing.documents.draft import Draft, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, found
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, number
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import OrgTransfer

_BLANK = "＿＿＿＿＿＿"
_NAME = "中国共产党党员组织关系介绍信"
_DAY = "　　　年　　月　　日"
# mm: the width of each part and of the strip between two parts, where the seal goes across the cut.
_WIDTHS, _STRIP = (66.0, 108.0, 67.0), 13.0
_HEIGHT = 168.0

_TITLE = Style(role="title", size=17, leading=25, align="center", balance=True, level=1)
_NUMBER = Style(role="song", size=12, leading=20, align="right", space_after=6)
_TO = Style(role="fang", size=14, leading=28, align="left", space_before=4)
_TEXT = Style(role="fang", size=14, leading=28, first_indent=2)
_END = Style(role="fang", size=14, leading=26, align="right")
_SMALL = Style(role="song", size=10.5, leading=19, align="left")


@dataclass(frozen=True)
class TransferLetter:
    """What the three parts say; blanks to be written by hand where something is not known."""

    letter_no: str
    name: str
    sex: str
    age: str
    ethnicity: str
    category: str
    id_number: str
    from_org: str
    to_org: str
    dues_paid_to: str
    valid_days: str
    issued_on: str
    receipt_on: str
    receipt_by: str
    receipt_phone: str
    member_phone: str
    origin: tuple[str, str, str, str]


def gather(ledger: LedgerView, uid: str) -> TransferLetter:
    """The letter ``uid`` with what the roster says of its member; UserError when it is gone."""
    transfer = found(ledger, OrgTransfer, uid)
    member = ledger.get(Member, transfer.member)
    words = letter_words(transfer)
    name = ledger.name(transfer.member) if is_uid(transfer.member) else transfer.member
    return TransferLetter(
        letter_no=transfer.letter_no or "",
        name=name,
        sex=_label(member, "gender") or "男/女",
        age=_age(member, transfer, ledger) or "　　",
        ethnicity=_label(member, "ethnicity") or "　　族",
        category={"正式党员": "正式", "预备党员": "预备"}.get(
            member.category if member is not None else "", "预备/正式"
        ),
        id_number=(member.id_number if member is not None else "") or _BLANK * 2,
        from_org=transfer.from_org,
        to_org=transfer.to_org,
        dues_paid_to=words.dues_paid_to or "　　　　年　　月",
        valid_days=words.valid_days or "　　　",
        issued_on=words.issued_on or _DAY,
        receipt_on=capital_date(transfer.receipt_on) if transfer.receipt_on is not None else _DAY,
        receipt_by=transfer.receipt_by or _BLANK,
        receipt_phone=transfer.receipt_phone or _BLANK,
        member_phone=transfer.member_phone or _BLANK,
        origin=(
            transfer.origin_address or _BLANK * 2,
            transfer.origin_phone or _BLANK,
            transfer.origin_fax or _BLANK,
            transfer.origin_postcode or _BLANK,
        ),
    )


def _label(member: Member | None, box: str) -> str:
    code = getattr(member, box, None)
    return {entry.code: entry.label for entry in load_codes(box).entries}.get(code or "", "")


def _age(member: Member | None, transfer: OrgTransfer, ledger: LedgerView) -> str:
    if member is None or member.birth_date is None:
        return ""
    return str(years_between(member.birth_date, transfer.issued_on or ledger.today))


def parts(letter: TransferLetter) -> tuple[list[Paragraph], list[Paragraph], list[Paragraph]]:
    """The words of the three parts, after the sample sheet of 组通字〔2006〕45号."""
    mark = f"第 {letter.letter_no or _BLANK} 号"
    who = f"{letter.name}同志（{letter.sex}，{letter.age}岁，{letter.ethnicity}）"
    stub = [
        Paragraph(f"{_NAME}\n存　根", _TITLE),
        Paragraph(mark, _NUMBER),
        Paragraph(
            f"{letter.name}同志系中共{letter.category}党员，组织关系由{letter.from_org}转到{letter.to_org}。",
            _TEXT,
        ),
        Paragraph(f"党费已交到{letter.dues_paid_to}。有效期{letter.valid_days}天。", _TEXT),
        Paragraph(letter.issued_on, replace(_END, space_before=24)),
        Paragraph("经办人：＿＿＿＿＿＿", replace(_SMALL, space_before=16)),
        Paragraph("（回执收到后贴在存根后面）", _SMALL),
    ]
    sheet = [
        Paragraph(_NAME, _TITLE),
        Paragraph(mark, _NUMBER),
        Paragraph(f"{letter.to_org}：", _TO),
        Paragraph(
            f"{who}系中共{letter.category}党员，身份证号码{letter.id_number}，由{letter.from_org}去"
            f"{letter.to_org}，请转接组织关系。该同志党费已交到{letter.dues_paid_to}。",
            _TEXT,
        ),
        Paragraph(f"（有效期{letter.valid_days}天）", replace(_TO, space_before=2)),
        Paragraph("（盖章）　　　　", replace(_END, space_before=14)),
        Paragraph(letter.issued_on, replace(_END, space_after=14)),
        Paragraph(f"党员联系电话或其他联系方式：{letter.member_phone}", _SMALL),
        Paragraph(f"党员原所在基层党委通讯地址：{letter.origin[0]}", _SMALL),
        # A line each: a rule for the pen is not broken at the edge.
        Paragraph(f"联系电话：{letter.origin[1]}　　传真：{letter.origin[2]}", _SMALL),
        Paragraph(f"邮政编码：{letter.origin[3]}", _SMALL),
    ]
    receipt = [
        Paragraph(f"{_NAME}\n回执联", _TITLE),
        Paragraph(mark, _NUMBER),
        Paragraph(f"{letter.from_org}：", _TO),
        Paragraph(f"{letter.name}同志的党员组织关系已转达我处，特此回复。", _TEXT),
        Paragraph("（盖章）　　　　", replace(_END, space_before=24)),
        Paragraph(letter.receipt_on, _END),
        Paragraph(f"经办人：{letter.receipt_by}", replace(_SMALL, space_before=16)),
        Paragraph(f"联系电话：{letter.receipt_phone}", _SMALL),
        Paragraph("（一个月内寄回转出单位）", _SMALL),
    ]
    return stub, sheet, receipt


class ThreeParts(EmbeddedTextFlowable):
    """Three columns with a dashed line to cut along between them, the number of the letter across each."""

    def __init__(self, columns: Sequence[Sequence[Paragraph]], across: str) -> None:
        super().__init__()
        self._columns, self._across = columns, across

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Takes the width and a fixed height, in pt."""
        return width, _HEIGHT * MM

    def draw(self) -> None:
        """Write the parts from the top, and the two cuts."""
        left, top = 0.0, _HEIGHT * MM
        for at, (column, width) in enumerate(zip(self._columns, _WIDTHS, strict=True)):
            self._part(column, left, top, width * MM)
            left += width * MM
            if at < len(_WIDTHS) - 1:
                self._cut(left + _STRIP / 2 * MM, top)
                left += _STRIP * MM

    def _part(self, column: Sequence[Paragraph], left: float, top: float, width: float) -> None:
        for paragraph in column:
            top -= paragraph.style.space_before
            _, height = paragraph.wrapOn(self.canv, width, top)
            top -= height
            paragraph.drawOn(self.canv, left, top)
            top -= paragraph.style.space_after

    def _cut(self, x: float, top: float) -> None:
        """A dashed line, the number said again down it, to be sealed across and cut through."""
        self.put_artifact(f"q 0.5 w [4 3] 0 d {number(x)} 0 m {number(x)} {number(top)} l S Q")
        size, pitch = 12.0, 19.0
        y = top / 2 + len(self._across) * pitch / 2
        for char in self._across:
            y -= pitch
            width = self.embedder.fonts.width(char, "fang", size)
            if char.strip():
                # White behind each sign: the line does not run through the number.
                box = f"{number(x - size * 0.6)} {number(y - 3)} {number(size * 1.2)} {number(size + 3)} re"
                shown = self.embedder.show(x - width / 2, y, char, "fang", size)
                self.put_artifact(f"q 1 g {box} f Q\n{shown}")


def story(letter: TransferLetter) -> list[Flowable]:
    """The paper."""
    return [ThreeParts(parts(letter), f"第{letter.letter_no or _BLANK}号　骑缝章")]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The letter of three parts of transfer ``uid``."""
    if barred := letter_barred(ledger):
        raise UserError(
            barred, "资料没有改动", "请打印“组织关系转接申请”和“党员组织关系转接信息表”，报基层党委开具"
        )
    letter = gather(ledger, uid)
    return office_draft(
        "介绍信",
        "党员组织关系介绍信",
        letter,
        story(letter),
        landscape=True,
        about=f"第{letter.letter_no}号 {letter.name}" if letter.letter_no else letter.name,
    )
