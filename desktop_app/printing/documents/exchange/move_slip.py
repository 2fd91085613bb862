"""换电脑单: which file went to another PC on a stick, and what to compare there."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from desktop_app.printing.documents.draft import SIGNING, TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, today_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.people.members import Member

_MOVES = "移交换机"
_STEPS = (
    "到新电脑上装好程序，插上U盘，第一次打开时选“从旧电脑搬来”，选上面这个文件，输入旧电脑上的密码。",
    "打开以后，核对支部名称、花名册人数和记录条数，和本单相同就搬好了；再写一个包交上级，看回执。",
)
_ENDS = {
    True: "旧电脑上的支部文件从写好时起只能看。没有搬成的，在旧电脑上点“没有搬成，收回”，接着录。",
    False: "两台电脑都照常录入；想对齐时，用“和另一台电脑同步”。",
}


@dataclass(frozen=True)
class MoveSlip:
    """The slip in words."""

    org: str
    code: str
    day: str
    file: str
    records: str
    people: str
    moves: bool


def gather(ledger: LedgerView, file: str, size: int, category: str = _MOVES) -> MoveSlip:
    """The slip of the copy ``file`` with ``size`` records; ``category`` says whether this PC goes on."""
    people = len(ledger.find(Member.live()))
    return MoveSlip(
        branch_name(ledger),
        ledger.office,
        today_words(ledger),
        file,
        f"{size:,} 条",
        f"{people} 人",
        category == _MOVES,
    )


def story(slip: MoveSlip) -> list[Flowable]:
    """The paper: the file, what to compare, the steps, who did it."""
    facts = [
        [label("单位代码"), Cell(slip.code), label("日　　期"), Cell(slip.day)],
        [label("文 件 名"), Cell(slip.file, 3)],
        [label("记录条数"), Cell(slip.records), label("花 名 册"), Cell(slip.people)],
    ]
    signing = [
        [label("经 办 人"), Cell(""), label("搬好日期"), Cell(SIGNING, align="right")],
    ]
    steps = (*_STEPS, _ENDS[slip.moves])
    return [
        name_of_paper(slip.org, "换电脑单"),
        Spacer(1, 3 * MM),
        RuledForm((2.2, 5.0, 2.2, 5.0), facts, size=12, heights=11.0),
        Spacer(1, 5 * MM),
        *(Paragraph(f"{place}. {text}", TEXT) for place, text in enumerate(steps, 1)),
        Spacer(1, 6 * MM),
        RuledForm((2.2, 5.0, 2.2, 5.0), signing, size=12, heights=13.0),
    ]


def draft(ledger: LedgerView, file: str, size: int, category: str = _MOVES) -> Draft:
    """The 换电脑单 of one copy."""
    slip = gather(ledger, file, size, category)
    return office_draft("换电脑单", "换电脑单", slip, story(slip), about=slip.day)
