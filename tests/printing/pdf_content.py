"""The content streams of a PDF read for the checks of PDF/A and PDF/UA: operators, glyphs, colours, marks."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_KNOWN = """
    b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n
    q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "
"""
_PAINTED = "b B b* B* f F f* s S sh Do Tj TJ ' EI"
OPERATORS = frozenset(_KNOWN.split())
"""What ISO 32000-1 knows."""
_PAINTING = frozenset(_PAINTED.split())
_COLOURS = {"g": "Gray", "G": "Gray", "rg": "RGB", "RG": "RGB", "k": "CMYK", "K": "CMYK"}


@dataclass
class Mark:
    """A marked sequence that is open: its tag, its number in the structure."""

    tag: str
    mcid: int | None


@dataclass
class PageContent:
    """What one page draws."""

    unknown: set[str] = field(default_factory=set)
    glyphs: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    fonts: dict[tuple[int, int], Any] = field(default_factory=dict)
    colours: set[str] = field(default_factory=set)
    mcids: list[int] = field(default_factory=list)
    shown: dict[int, list[tuple[tuple[int, int], int]]] = field(default_factory=lambda: defaultdict(list))
    """Fonts and codes of each marked piece."""
    depth: int = 0
    unmarked: int = 0
    artifact_in_content: int = 0
    content_in_artifact: int = 0
    unbalanced: bool = False


class _Reader:
    """Goes through the instructions of one page."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.told = PageContent()
        self._resources = page.obj.get("/Resources", pikepdf.Dictionary())
        self._marks: list[Mark] = []
        self._font: tuple[int, int] | None = None
        self._depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            self._step(str(instruction.operator), list(instruction.operands))
        self.told.unbalanced = bool(self._marks) or self._depth != 0

    def _step(self, operator: str, operands: list[Any]) -> None:
        told = self.told
        if operator not in OPERATORS and operator != "INLINE IMAGE":
            told.unknown.add(operator)
        elif operator == "q":
            self._depth += 1
            told.depth = max(told.depth, self._depth)
        elif operator == "Q":
            self._depth -= 1
        elif operator in ("BDC", "BMC"):
            self._begin(str(operands[0]), operands[1] if len(operands) > 1 else None)
        elif operator == "EMC":
            if self._marks:
                self._marks.pop()
            else:
                told.unbalanced = True
        elif operator == "Tf":
            font = self._resources.Font[str(operands[0])]
            self._font = font.objgen
            told.fonts[font.objgen] = font
        elif operator in _COLOURS:
            told.colours.add(_COLOURS[operator])
        if operator in _PAINTING and not self._marks:
            told.unmarked += 1
        if operator in ("Tj", "TJ"):
            self._show(operands[0])
        elif operator == "Do":
            self._picture(self._resources.XObject[str(operands[0])])

    def _begin(self, tag: str, properties: Any) -> None:
        mcid = None
        if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            mcid = int(properties.MCID)
            self.told.mcids.append(mcid)
        tags = [one.tag for one in self._marks]
        is_artifact = tag == "/Artifact"
        self.told.artifact_in_content += is_artifact and any(one != "/Artifact" for one in tags)
        self.told.content_in_artifact += not is_artifact and "/Artifact" in tags
        self._marks.append(Mark(tag, mcid))

    def _show(self, shown: Any) -> None:
        if self._font is None:
            return
        for one in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if isinstance(one, pikepdf.String):
                data = bytes(one)
                codes = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
                self.told.glyphs[self._font].update(codes)
                mcid = next((one.mcid for one in reversed(self._marks) if one.mcid is not None), None)
                if mcid is not None:
                    self.told.shown[mcid] += [(self._font, code) for code in codes]

    def _picture(self, picture: Any) -> None:
        space = picture.get("/ColorSpace")
        if isinstance(space, pikepdf.Name):
            self.told.colours.add(str(space).removeprefix("/Device"))


def read_page(page: pikepdf.Page) -> PageContent:
    """What the page draws."""
    return _Reader(page).told
