"""恢复单 and 名片核对单: sheets of six groups of digits or six words, kept or compared by telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, Spacer

from desktop_app.printing.documents.dated import Dated
from desktop_app.printing.documents.draft import SIGNING, TEXT, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, day_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph

_RECOVERY = (
    "密码忘了，只有这 30 位数字能打开支部文件。程序里没有后门，密码和本单都没有了，谁也打不开。",
    "请打印后立即核对有没有缺印的数字，装入信封封好，放进支部的保密柜，和电脑分开放；不要拍照，不要存进任何电脑或手机。",
    "用的时候：打开程序，在输密码的页面选择用恢复单打开，照着输入 30 位数字，空格可以不输，然后设新密码。",
    "改过密码以后，本单作废，程序会给出新的一张；旧单请当场撕碎。",
)
_CARD = (
    "这六个词由本单位名片里的名称、代码和钥匙算出来，名片改动一点，六个词就完全不同。",
    "对方登记本单位名片时，程序会要求输入其中两个词，汉字、拼音都可以，请照本单输入；电话核对时逐个念，不分平翘舌和前后鼻音。",
    "本单位换了名片（换人、换电脑或旧钥匙可能外泄）以后，本单作废，请打印新的一张。",
    "本单可以公开，不用保密；但要由本人交给对方或当面核对，不要和名片文件放在同一个U盘里。",
)


@dataclass(frozen=True)
class NumberSheet:
    """Six groups of digits or six words, and what to know about them."""

    name: str
    org: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    advice: tuple[str, ...]


def recovery(number: str, org: str, day: date) -> NumberSheet:
    """The 恢复单 of a file made or given a new password on ``day``."""
    facts = (("支　　部", org), ("打印日期", Dated(day_words(day))))
    return NumberSheet("恢复单", org, facts, groups(number), _RECOVERY)


def trust_card(code: str, name: str, fingerprint: str) -> NumberSheet:
    """The sheet of an office's own card: ``fingerprint`` are its words, by blanks."""
    facts = (("单　　位", name), ("代　　码", code))
    return NumberSheet("名片核对单", name, facts, tuple(fingerprint.split()), _CARD)


def groups(digits: str) -> tuple[str, ...]:
    """The digits five by five."""
    plain = "".join(char for char in digits if char.isdigit())
    return tuple(plain[at : at + 5] for at in range(0, len(plain), 5))


def story(sheet: NumberSheet) -> list[Flowable]:
    """The paper: whose, the digits or words large, what they are for, who keeps them."""
    found = sheet.parts
    kind = "组" if sheet.name == "恢复单" else "个词"
    places = tuple(f"第{place}{kind}" for place in "一二三四五六")
    out: list[Flowable] = [
        name_of_paper(sheet.org, sheet.name),
        Spacer(1, 3 * MM),
        RuledForm((2.0, 9.0), [[label(t), Cell(text)] for t, text in sheet.facts], size=12, heights=10.0),
        Spacer(1, 6 * MM),
    ]
    for at in range(0, len(found), 3):
        row = list(found[at : at + 3])
        row += [""] * (3 - len(row))
        titles = [*places[at : at + 3], "", "", ""][:3]
        out.append(RuledForm((1, 1, 1), [[label(title) for title in titles]], size=10.5, heights=7.0))
        out.append(
            RuledForm(
                (1, 1, 1), [[Cell(one, role="hei", align="center") for one in row]], size=30, heights=20.0
            )
        )
    out.append(Spacer(1, 6 * MM))
    out += [Paragraph(f"{place}. {text}", TEXT) for place, text in enumerate(sheet.advice, 1)]
    return [*out, Spacer(1, 8 * MM), _backup_store(sheet)]


def _backup_store(sheet: NumberSheet) -> Flowable:
    if sheet.name != "恢复单":
        return Paragraph("", UNDER)
    rows: Sequence[Sequence[Cell]] = [
        [label("封 存 人"), Cell(""), label("保 管 人"), Cell("")],
        [label("存放地点"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return RuledForm((2.0, 5.0, 2.0, 5.0), rows, size=12, heights=13.0)


def recovery_draft(ledger: LedgerView, number: str, org: str = "") -> Draft:
    """The 恢复单; ``org`` while the branch is not written in the file yet."""
    sheet = recovery(number, org or branch_name(ledger), ledger.today)
    # The code at the foot must tell nothing of the digits.
    return office_draft("恢复单", "恢复单", (sheet.org, sheet.facts), story(sheet), about=sheet.org)


def trust_card_draft(ledger: LedgerView, code: str, name: str, fingerprint: str) -> Draft:
    """The 名片核对单 of this office's card."""
    sheet = trust_card(code, name, fingerprint)
    return office_draft("名片核对单", "名片核对单", sheet, story(sheet), about=name)
