"""The bookmarks of a document: its headings in their order, each under the one of the level above it."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from reportlab.pdfbase import pdfdoc


@dataclass
class _Entry:
    """A heading, the page it stands on, where its top is (pt), and the headings under it."""

    words: str
    page: int
    left: float
    top: float
    under: list["_Entry"] = field(default_factory=list)

    def count(self) -> int:
        """All that stand under it."""
        return len(self.under) + sum(one.count() for one in self.under)


class Bookmarks:
    """Collects headings as they are drawn."""

    def __init__(self) -> None:
        self._root = _Entry("", 0, 0.0, 0.0)
        self._open = [self._root]

    def add(self, level: int, words: str, page: int, left: float, top: float) -> None:
        """A heading of `level` (from 1); where a level is left out it stands under what there is."""
        del self._open[level:]
        entry = _Entry(words, page, left, top)
        self._open[-1].under.append(entry)
        self._open.append(entry)

    def put(self, document: Any) -> Any:
        """Write them into `document`; gives the reference to them, None where there are none."""
        if not self._root.under:
            return None
        root = pdfdoc.PDFDictionary({"Type": "/Outlines"})
        reference = document.Reference(root, "Bookmarks")
        _put_under(document, self._root, root, reference)
        return reference


def _put_under(document: Any, entry: _Entry, parent: Any, parent_reference: Any) -> None:
    made: list[tuple[_Entry, Any, Any]] = []
    for one in entry.under:
        place: list[Any] = [pdfdoc.PDFObjectReference(f"Page{one.page}"), "/XYZ", one.left, one.top, "null"]
        words: dict[str, Any] = {
            "Title": pdfdoc.PDFString(one.words),
            "Parent": parent_reference,
            "Dest": pdfdoc.PDFArray(place),
        }
        item = pdfdoc.PDFDictionary(words)
        made.append((one, item, document.Reference(item)))
    for (_, before, first), (_, after, second) in pairwise(made):
        before["Next"], after["Prev"] = second, first
    parent["First"], parent["Last"], parent["Count"] = made[0][2], made[-1][2], entry.count()
    for one, item, reference in made:
        if one.under:
            _put_under(document, one, item, reference)
