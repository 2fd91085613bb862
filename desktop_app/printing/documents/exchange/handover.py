"""数据交接单: what goes over on a stick, signed by both sides, two copies on one sheet with a line to cut."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.printing.documents.draft import NAME, SIGNING, Draft, office_draft
from desktop_app.printing.documents.ledger_view import NONE, LedgerView, day_words, found
from desktop_app.printing.documents.wording import paper_title
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph, Run, Style
from desktop_app.printing.type.placard import cut_line
from desktop_app.records.record import Catalogue, Register
from desktop_app.registers.exchange.packages import ExchangePackage, receivers_of

_FORM = (2.0, 5.6, 2.0, 4.6)
_OTHERS = "其他"
_OWNER = Style(role="song", size=9, leading=13, align="right")
# So many signs of receivers are named.
_MOST_RECEIVERS = 70
_PADDING = 4.0
_LEAST_ROOM = 8.0


@dataclass(frozen=True)
class _Setting:
    """How close a slip is set: its type, the least height of a row and of the signatures (mm), the digits."""

    size: float
    row: float
    signed: float
    digits: float

    @property
    def leading(self) -> float:
        """The distance of two lines."""
        return self.size * 1.4


_WIDE, _CLOSE, _CLOSEST = (
    _Setting(10.5, 10.0, 15.0, 40.0),
    _Setting(8.5, 6.5, 11.0, 26.0),
    _Setting(7.5, 5.5, 10.0, 26.0),
)
# What of half a sheet is left for the table, besides the digits and the signatures, in pt: without the line
# to cut, the names of the copy and of the paper, the days of signing, and what stands between them.
_HALF = 751 / 2 - 9 * MM / 2 - 13 - 25 - 8 * MM - 16
_WIDTH = 175 * MM


@dataclass(frozen=True)
class Handover:
    """One package on paper. ``contents`` are lines such as 党员花名册 46 条; ``code`` has eight digits.

    ``size`` is that of the file in bytes, 0 when it is not known any more. ``summed`` tells the contents by
    practices, for a slip on which they would not fit.
    """

    package: str
    sender: str
    receiver: str
    day: str
    contents: tuple[str, ...]
    left_out: tuple[str, ...]
    code: str
    file: str = ""
    size: int = 0
    summed: str = ""


def gather(ledger: LedgerView, uid: str, file: str = "", size: int = 0) -> Handover:
    """The sheet of package ``uid`` of the register of packages, as the file ``file`` of ``size`` bytes."""
    package = found(ledger, ExchangePackage, uid)
    return Handover(
        package=package.package_id or "",
        sender=package.from_org or "",
        receiver=_receivers(receivers_of(ledger, package.package_id or "")) or package.to_org or "",
        day=day_words(package.made_on),
        contents=tuple(map(paper_title, package.manifest or ())),
        left_out=tuple(map(paper_title, package.scope or ())),
        code=package.check_code or "",
        file=file,
        size=size,
        summed=_by_practice(ledger.catalogue, package.manifest or ()),
    )


def _receivers(names: Sequence[str]) -> str:
    """Whom a package goes to: all of them, of very many the first with how many there are."""
    named: list[str] = []
    for name in names:
        if named and len("、".join((*named, name))) > _MOST_RECEIVERS:
            return f"{'、'.join(named)}等 {len(names)} 个单位"
        named.append(name)
    return "、".join(named)


def _by_practice(catalogue: Catalogue, contents: Sequence[str]) -> str:
    """95 种台账共 1,234 条：支部与党员 23 种 456 条；…: how a slip tells of very many registers."""
    groups = {register.title: _practice(catalogue, register) for register in catalogue}
    kinds, records = Counter[str](), Counter[str]()
    for line in contents:
        title, _, words = line.removesuffix(" 条").rpartition(" ")
        group = groups.get(title, _OTHERS)
        kinds[group] += 1
        records[group] += int(words) if words.isdecimal() else 0
    parts = "；".join(f"{group} {kinds[group]} 种 {records[group]:,} 条" for group in kinds)
    return f"{kinds.total()} 种台账共 {records.total():,} 条：{parts}。"


def _practice(catalogue: Catalogue, register: Register) -> str:
    """The practice a register belongs to, a child's that of what it stands under."""
    while not register.group and register.parent is not None:
        register = catalogue[register.parent_registers[0]]
    return register.group or _OTHERS


def size_words(size: int) -> str:
    """A size in bytes as people read it, with the bytes themselves: 12.3 KB（12,595 字节）."""
    if size < 1024:
        return f"{size} 字节"
    unit, words = (1024.0, "KB") if size < 1024 * 1024 else (1024.0 * 1024, "MB")
    return f"{size / unit:.1f} {words}（{size:,} 字节）"


def code_words(code: str) -> str:
    """Eight digits in two groups of four, as they are read aloud."""
    digits = "".join(char for char in code if char.isdigit())
    return f"{digits[:4]} {digits[4:]}" if len(digits) == 8 else code or NONE


def story(handover: Handover) -> list[Flowable]:
    """Both copies on one sheet, set as close as that takes."""
    contents, setting = _fitting(handover)
    return [
        KeepTogether(_copy(handover, "第一联　移交方留存", contents, setting)),
        cut_line(_WIDTH / MM, "沿此线裁开"),
        KeepTogether(_copy(handover, "第二联　接收方留存", contents, setting)),
    ]


def _fitting(h: Handover) -> tuple[str, _Setting]:
    """The contents and the setting with which a copy keeps to its half: all of them, else by practices."""
    whole = "；".join(h.contents) or NONE
    short = h.summed or whole
    tries = ((whole, _WIDE), (whole, _CLOSE), (short, _CLOSE), (short, _CLOSEST))
    fits = (one for one in tries if _height(_rows(h, one[0]), one[1]) <= _room(one[1]))
    return next(fits, tries[-1])


def _room(setting: _Setting) -> float:
    return _HALF - setting.digits - setting.signed * MM


def _height(rows: Sequence[Sequence[Cell]], setting: _Setting) -> float:
    """About how high a table gets, rather more than less."""
    total = 0.0
    for row in rows:
        at, most = 0, 1
        for cell in row:
            width = sum(_FORM[at : at + cell.span]) / sum(_FORM) * _WIDTH - _LEAST_ROOM
            at += cell.span
            # A letter or digit takes little more than half a sign of ours.
            signs = sum(1.0 if ord(sign) > 255 else 0.6 for sign in cell.text)
            most = max(most, math.ceil(signs * setting.size / (width - setting.size)))
        total += max(setting.row * MM, most * setting.leading + _PADDING)
    return total


def _rows(h: Handover, contents: str) -> list[list[Cell]]:
    return [
        [label("移交单位"), Cell(h.sender or NONE), label("制作日期"), Cell(h.day)],
        [label("接收单位"), Cell(h.receiver or NONE), label("经 手 人"), Cell("")],
        [label("包 编 号"), Cell(h.package or NONE, 3)],
        [label("文　　件"), Cell(_file(h), 3)],
        [label("内　　容"), Cell(contents, 3)],
        [label("不 包 含"), Cell("、".join(h.left_out) or NONE, 3)],
    ]


def _copy(h: Handover, owner: str, contents: str, setting: _Setting) -> list[Flowable]:
    signing = [
        [label("移交人签字"), Cell(""), label("接收人签字"), Cell("")],
        [label("日　　期"), Cell(SIGNING, align="right"), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    code = Paragraph(
        [
            Run("校验码　", "hei", 12),
            Run(code_words(h.code), "hei", 20),
            Run("　与屏幕上的 8 位数字核对", None, 9),
        ],
        Style(role="song", size=20, leading=setting.digits, align="center"),
    )
    table = RuledForm(
        _FORM, _rows(h, contents), size=setting.size, leading=setting.leading, heights=setting.row
    )
    return [
        Paragraph(owner, _OWNER),
        Paragraph("数据交接单", replace(NAME, size=18, leading=25)),
        table,
        code,
        RuledForm(_FORM, signing, size=10.5, heights=[setting.signed, 8.0]),
    ]


def _file(h: Handover) -> str:
    size = f"　{size_words(h.size)}" if h.size else ""
    return f"{h.file}{size}" if h.file else NONE


def draft(ledger: LedgerView, uid: str, file: str = "", size: int = 0) -> Draft:
    """The 数据交接单 of package ``uid`` of the register, as the file ``file`` of ``size`` bytes."""
    package = gather(ledger, uid, file, size)
    return office_draft("数据交接单", "数据交接单", package, story(package), about=code_words(package.code))
