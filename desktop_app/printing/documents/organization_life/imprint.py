"""版记 of a 纪要 by GB/T 9704—2012 7.4: who gets a copy, when it went out, at the foot of the last page."""

from reportlab.platypus import Flowable

from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, number
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.printing.type.structure import Element

_SIZE, _LEADING = 14.0, 24.0
_THICK, _THIN = 0.35 * MM, 0.25 * MM
_WORDS = Style(role="fang", size=_SIZE, leading=_LEADING, rest_indent=4, first_indent=1, right_indent=1)


class Imprint(EmbeddedTextFlowable):
    """Copies (where any go out) and issue between two strong rules; takes all that is left of a page."""

    fills = True

    def __init__(self, copies: str, issuer: str, issued: str) -> None:
        super().__init__()
        self._copies = Paragraph(f"抄送：{copies}。", _WORDS) if copies else None
        self._issuer, self._issued = issuer, issued

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the text area, as high as it has to be; the pager gives it what is left of the page."""
        self.width = width
        self._copied = self._copies.wrapOn(self.canv, width, height)[1] if self._copies is not None else 0.0
        self.height = self._copied + self._issue_height() + 2 * MM
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Never in two."""
        return []

    def draw(self) -> None:
        """The two rows from the foot upwards, a thin rule between them."""
        issue = self._issue_height()
        rules = [(0.0, _THICK), (issue + self._copied, _THICK)]
        if self._copies is not None:
            rules.append((issue, _THIN))
            self._copies.drawOn(self.canv, 0, issue)
        for y, edge in rules:
            self.put_artifact(f"q {number(edge)} w 0 {number(y)} m {number(self.width)} {number(y)} l S Q")
        room = self.width - 2 * _SIZE
        wide = self.embedder.fonts.width(self._issued, "fang", _SIZE)
        base = (_LEADING - _SIZE) / 2 + 0.12 * _SIZE
        own = self.embedder.fonts.width(self._issuer, "fang", _SIZE)
        # A long name stands above the day.
        above = _LEADING if own + wide + _SIZE > room else 0.0
        for x, y, words in ((_SIZE, base + above, self._issuer), (_SIZE + room - wide, base, self._issued)):
            shown = self.embedder.show(x, y, words, "fang", _SIZE)
            self.put_content(self.embedder.structure.place(Element("P")), shown)

    def _issue_height(self) -> float:
        fonts = self.embedder.fonts
        both = sum(fonts.width(one, "fang", _SIZE) for one in (self._issuer, self._issued))
        return _LEADING if both + 3 * _SIZE <= self.width else 2 * _LEADING
