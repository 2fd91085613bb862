"""What the parts of a paper are and in which order they are read: its structure tree, for who cannot see it.

What is drawn stands between a mark and `END`: of an element (`Structure.begin`), of a cell of a plain row
(`Structure.row`), or of an artifact, which is not read out: rules, page numbers, what is said again on the
next page. A long table has a hundred thousand cells, so plain rows are kept as two values and written out one
after another at the end; those of a very long table are read out as one cell each.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain

END = "EMC"
ARTIFACT = "/Artifact BMC"
"""Begins what is no content: rules, frames, words that are said again."""
FURNITURE = "/Artifact<</Type/Pagination>>BDC"
"""Begins header and footer."""
_PAGE = 1 << 16  # a piece of content is its page, from 0, times this, and its number on the page
_ITEM = re.compile(
    r"\s*(?:[0-9]{1,2}[.．、]|[一二三四五六七八九十]{1,3}、|（[0-9一二三四五六七八九十]{1,3}）|[①-⑳•·○●-])\s*\S"
)
_GROUPS = {"LI": "L", "TOCI": "TOC"}
_BODIES = {"LI": "LBody", "TOCI": "P"}

Row = tuple[int, bytes, int]
"""A plain row of a table: its first piece of content, whether each of its cells has any, its cells' width."""


class Element:
    """A part of a paper: its kind, by the names of ISO 32000, further entries, and what stands in it.

    One that is an `item` stands in a list (LI) or a table of contents (TOCI) with those beside it.
    """

    __slots__ = ("entries", "is_placed", "item", "kids", "kind", "size")

    def __init__(self, kind: str, entries: str = "", item: str = "") -> None:
        self.kind, self.entries, self.item = kind, entries, item
        self.kids: list[Element | Row | int] = []
        self.is_placed = False
        self.size = 0

    def add(self, kid: "Element") -> "Element":
        """Put an element at the end of this one."""
        self.kids.append(kid)
        kid.is_placed = True
        return kid


def alternative(words: str) -> str:
    """The entry that tells in words what a picture shows."""
    return f"/Alt<FEFF{words.encode('utf-16-be', 'replace').hex().upper()}>"


def of_text(words: str) -> Element:
    """A paragraph, an item of a list where it begins like one."""
    return Element("P", item="LI" if _ITEM.match(words) else "")


class Structure:
    """The tree of one document in the making."""

    def __init__(self) -> None:
        self._document = Element("Document")
        self._pages = array("I", [0])  # pieces of content on each page
        self._level = 0

    def next_page(self) -> None:
        """What comes next stands on the page after."""
        self._pages.append(0)

    def place(self, element: Element) -> Element:
        """Put an element that stands nowhere yet at the end of the document."""
        if not element.is_placed:
            self._document.add(element)
        return element

    def heading(self, level: int) -> str:
        """The kind of a heading of `level`: the first is H1, and none is left out on the way down."""
        self._level = min(level, self._level + 1)
        return f"H{self._level}"

    def begin(self, element: Element) -> str:
        """The mark before a piece of content of an element."""
        place = self._take(1)
        element.kids.append(place)
        return f"/{element.kind}<</MCID {place % _PAGE}>>BDC"

    def row(self, table: Element, filled: bytes, columns: int = 1) -> int:
        """Put a plain row into a table; gives the number on the page of the content of its first cell.

        `filled` tells of each cell whether it has any content, `columns` over how many it goes.
        """
        place = self._take(sum(filled))
        table.kids.append((place, filled, columns))
        return place % _PAGE

    def _take(self, count: int) -> int:
        number = self._pages[-1]
        self._pages[-1] += count
        return (len(self._pages) - 1) * _PAGE + number

    def objects(self, first: int, pages: Sequence[int]) -> Iterator[str]:
        """The objects of the tree, numbered from `first` on; `pages` are the numbers of the pages."""
        _group(self._document)
        written = _Written(first + 2, pages, self._pages)
        count = _size(self._document)
        lists = " ".join(f"{place} {first + 2 + count + place} 0 R" for place in range(len(pages)))
        tree = f"/ParentTree {first + 1} 0 R/ParentTreeNextKey {len(pages)}"
        yield f"<</Type/StructTreeRoot/K {first + 2} 0 R{tree}>>"
        yield f"<</Nums[{lists}]>>"
        yield from written.element(self._document, first)
        for owners in written.owners:
            yield f"[{' 0 R '.join(map(str, owners))}{' 0 R' if owners else ''}]"


def _group(parent: Element) -> None:
    """Put items that stand beside each other into a list, or a table of contents."""
    kids: list[Element | Row | int] = []
    run: list[Element] = []

    def close() -> None:
        if run and (len(run) > 1 or run[0].item == "TOCI"):
            group = Element(_GROUPS[run[0].item])
            for one in run:
                item = group.add(Element(one.item))
                one.kind = _BODIES[one.item]
                item.add(one)
            kids.append(group)
        else:
            kids.extend(run)
        run.clear()

    for kid in parent.kids:
        if isinstance(kid, Element) and kid.item:
            if run and run[0].item != kid.item:
                close()
            run.append(kid)
        else:
            close()
            kids.append(kid)
    close()
    parent.kids = kids


def _size(element: Element) -> int:
    """How many objects an element is, all that stand in it counted."""
    element.size = 1
    for kid in element.kids:
        if isinstance(kid, Element):
            element.size += _size(kid)
        elif isinstance(kid, tuple):
            element.size += 1 + len(kid[1])
    return element.size


class _Written:
    """Elements as objects, and of each piece of content on each page the number of the object it is of."""

    def __init__(self, number: int, pages: Sequence[int], counts: Sequence[int]) -> None:
        self._number = number  # of the next object
        self._pages = pages
        self.owners = [array("I", bytes(4 * count)) for count, _ in zip(counts, pages, strict=False)]

    def element(self, element: Element, parent: int) -> Iterator[str]:
        """The object of an element and those of all that stand in it."""
        number = self._number
        self._number += 1
        kids, page = [], -1
        below = number + 1
        for kid in element.kids:
            if isinstance(kid, int):
                on, mark = divmod(kid, _PAGE)
                self.owners[on][mark] = number
                page = on if page < 0 else page
                kids.append(
                    str(mark) if on == page else f"<</Type/MCR/Pg {self._pages[on]} 0 R/MCID {mark}>>"
                )
            else:
                kids.append(f"{below} 0 R")
                below += kid.size if isinstance(kid, Element) else 1 + len(kid[1])
        where = f"/Pg {self._pages[page]} 0 R" if page >= 0 else ""
        inside = f"/K[{' '.join(kids)}]" if kids else ""
        yield f"<</S/{element.kind}/P {parent} 0 R{where}{element.entries}{inside}>>"
        yield from chain.from_iterable(
            self.element(kid, number) if isinstance(kid, Element) else self._row(kid, number)
            for kid in element.kids
            if not isinstance(kid, int)
        )

    def _row(self, row: Row, table: int) -> list[str]:
        place, filled, columns = row
        on, mark = divmod(place, _PAGE)
        number, count = self._number, len(filled)
        self._number += 1 + count
        kids = " ".join(f"{one} 0 R" for one in range(number + 1, number + 1 + count))
        out = [f"<</S/TR/P {table} 0 R/K[{kids}]>>"]
        span = f"/A<</O/Table/ColSpan {columns}>>" if columns > 1 else ""
        owners, head = self.owners[on], f"<</S/TD/P {number} 0 R{span}/Pg {self._pages[on]} 0 R/K "
        for one, has_content in enumerate(filled, number + 1):
            if has_content:
                out.append(f"{head}{mark}>>")
                owners[mark] = one
                mark += 1
            else:
                out.append(f"<</S/TD/P {number} 0 R>>")
        return out
