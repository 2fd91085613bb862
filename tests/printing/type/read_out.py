"""A paper as it is read out to somebody who cannot see it: its elements in their order, with their words."""

import io
from collections.abc import Iterator

import pikepdf

from tests.printing.pdf_content import PageContent, read_page
from tests.printing.pdfa_check import unicode_map
from tests.printing.pdfua_check import Part, tree


class ReadOut:
    """The structure of a paper and the words of each of its elements."""

    def __init__(self, data: bytes) -> None:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._pages: dict[tuple[int, int], PageContent] = {
                page.obj.objgen: read_page(page) for page in pdf.pages
            }
            fonts = {key: font for page in self._pages.values() for key, font in page.fonts.items()}
            self._maps = {key: unicode_map(font.ToUnicode.read_bytes()) for key, font in fonts.items()}
            top = tree(pdf)
            assert top is not None
            self.document = top.kids[0]
            self.lines = [
                (part.kind, self._words(part))
                for part in self.document.all()
                if part.content or not part.kids
            ]
            self.tables = [list(self._rows(part)) for part in self.document.all() if part.kind == "Table"]
            self.alternatives = [
                str(part.entries.Alt) for part in self.document.all() if "/Alt" in part.entries
            ]

    @property
    def text(self) -> str:
        """All words in the order they are read out."""
        return "".join(words for _, words in self.lines)

    @property
    def outline(self) -> str:
        """The kinds of the elements, nested: Document(H1 P L(LI(LBody)))."""
        return _outline(self.document)

    def _words(self, part: Part) -> str:
        out = []
        for page, mcid in part.content:
            out += [self._maps[font][code] for font, code in self._pages[page].shown[mcid]]
        return "".join(out)

    def _rows(self, table: Part) -> Iterator[list[str]]:
        """The cells of each row: what it heads, how many columns and rows it takes, its words."""
        for row in table.kids:
            yield [self._cell(cell) for cell in row.kids]

    def _cell(self, cell: Part) -> str:
        heads = str(cell.attribute("/Scope") or "").removeprefix("/")
        wide, high = (int(cell.attribute(name) or 1) for name in ("/ColSpan", "/RowSpan"))
        size = f"{wide}×{high} " if (wide, high) != (1, 1) else ""
        return f"{heads and heads + ' '}{size}{self._words(cell)}"


def _outline(part: Part) -> str:
    inside = " ".join(map(_outline, part.kids))
    return f"{part.kind}({inside})" if inside else part.kind
