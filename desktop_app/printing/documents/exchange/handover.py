"""数据交接单: what goes over on a stick, signed by both sides, two copies on one sheet with a line to cut."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.printing.documents.draft import NAME, SIGNING, Draft, office_draft
from desktop_app.printing.documents.ledger_view import NONE, LedgerView, day_words, found
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, number
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph, Run, Style
from desktop_app.registers.exchange.packages import ExchangePackage, receivers_of

_FORM = (2.0, 5.6, 2.0, 4.6)
_OWNER = Style(role="song", size=9, leading=13, align="right")
# A long list of contents is set smaller and closer, so that both copies stay on one sheet.
_LONG = 150


@dataclass(frozen=True)
class Handover:
    """One package on paper. ``contents`` are lines such as 党员花名册 46 条; ``code`` has eight digits.

    ``size`` is that of the file in bytes, 0 when it is not known any more.
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


def gather(ledger: LedgerView, uid: str, file: str = "", size: int = 0) -> Handover:
    """The sheet of package ``uid`` of the register of packages, as the file ``file`` of ``size`` bytes."""
    package = found(ledger, ExchangePackage, uid)
    return Handover(
        package=package.package_id or "",
        sender=package.from_org or "",
        receiver="、".join(receivers_of(ledger, package.package_id or "")) or package.to_org or "",
        day=day_words(package.made_on),
        contents=tuple(package.manifest or ()),
        left_out=tuple(package.scope or ()),
        code=package.check_code or "",
        file=file,
        size=size,
    )


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


class CutLine(EmbeddedTextFlowable):
    """A dashed line with 沿此线裁开 in its middle."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the page, 9 mm high."""
        self.width, self.height = width, 9 * MM
        return self.width, self.height

    def draw(self) -> None:
        """The words stand in a gap of the line."""
        words, size, y = "沿此线裁开", 8.0, self.height / 2
        room = self.embedder.fonts.width(words, "song", size)
        left, right = (self.width - room) / 2 - 6, (self.width + room) / 2 + 6
        self.put(
            f"q 0.5 w [4 3] 0 d 0 {number(y)} m {number(left)} {number(y)} l "
            f"{number(right)} {number(y)} m {number(self.width)} {number(y)} l S Q"
        )
        self.put(self.embedder.show(left + 6, y - 0.35 * size, words, "song", size))


def story(handover: Handover) -> list[Flowable]:
    """Both copies; only a package of very many registers takes a second sheet."""
    return [
        *_copy(handover, "第一联　移交方留存"),
        CutLine(),
        KeepTogether(_copy(handover, "第二联　接收方留存")),
    ]


def _copy(h: Handover, owner: str) -> list[Flowable]:
    contents = "；".join(h.contents) or NONE
    is_long = len(contents) > _LONG
    size, least, signed, large = (8.5, 6.5, 11.0, 26.0) if is_long else (10.5, 10.0, 15.0, 40.0)
    head: Sequence[Sequence[Cell]] = [
        [label("移交单位"), Cell(h.sender or NONE), label("制作日期"), Cell(h.day)],
        [label("接收单位"), Cell(h.receiver or NONE), label("操 作 人"), Cell("")],
        [label("包 编 号"), Cell(h.package or NONE, 3)],
        [label("文　　件"), Cell(_file(h), 3)],
        [label("内　　容"), Cell(contents, 3)],
        [label("不 包 含"), Cell("、".join(h.left_out) or NONE, 3)],
    ]
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
        Style(role="song", size=20, leading=large, align="center", hang=False),
    )
    return [
        Paragraph(owner, _OWNER),
        Paragraph("数据交接单", replace(NAME, size=18, leading=25)),
        RuledForm(_FORM, head, size=size, leading=size * 1.4, heights=least),
        code,
        RuledForm(_FORM, signing, size=10.5, heights=[signed, 8.0]),
    ]


def _file(h: Handover) -> str:
    size = f"　{size_words(h.size)}" if h.size else ""
    return f"{h.file}{size}" if h.file else NONE


def draft(ledger: LedgerView, uid: str, file: str = "", size: int = 0) -> Draft:
    """The 数据交接单 of package ``uid`` of the register, as the file ``file`` of ``size`` bytes."""
    package = gather(ledger, uid, file, size)
    return office_draft("数据交接单", "数据交接单", package, story(package), about=code_words(package.code))
