"""PDF/UA-1 (ISO 14289-1) as far as a program can tell, by the numbers of the rules of veraPDF's profile."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from tests.printing.pdf_content import PageContent

Found = tuple[str, str]
"""A rule and what is wrong."""
_KINDS = """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI
    Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure
    Formula Form
"""
_STANDARD = frozenset(_KINDS.split())
_WITHIN = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
_HOLDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
_LANGUAGE = re.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


@dataclass
class Part:
    """An element of the structure tree: its kind, what stands in it, its pieces of content (page, number)."""

    kind: str
    entries: Any
    parent: "Part | None"
    kids: list["Part"] = field(default_factory=list)
    content: list[tuple[tuple[int, int], int]] = field(default_factory=list)

    def all(self) -> Iterator["Part"]:
        """It and all that stand in it, in the order they are read."""
        yield self
        for kid in self.kids:
            yield from kid.all()

    def attribute(self, name: str) -> Any:
        """What its attributes say of ``name``; None where they say nothing."""
        told = self.entries.get("/A")
        for one in told if isinstance(told, pikepdf.Array) else [told] if told is not None else []:
            if name in one:
                return one[name]
        return None


def tree(pdf: pikepdf.Pdf) -> Part | None:
    """The structure of a document; None where it has none."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return None
    top = Part("", root, None)
    _grow(top, root.K, None)
    return top


def _grow(part: Part, kids: Any, page: Any) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            part.content.append((page.objgen, kid))
        elif kid.get("/Type") == "/MCR":
            part.content.append((kid.get("/Pg", page).objgen, int(kid.MCID)))
        else:
            below = Part(str(kid.S).removeprefix("/"), kid, part)
            part.kids.append(below)
            if "/K" in kid:
                _grow(below, kid.K, kid.get("/Pg", page))


def faults_of_access(pdf: pikepdf.Pdf, pages: Sequence[PageContent]) -> Iterator[Found]:
    """Everything found against PDF/UA-1."""
    root = pdf.Root
    marks = root.get("/MarkInfo", pikepdf.Dictionary())
    if not bool(marks.get("/Marked", False)):
        yield "6.2-1", "the document is not said to be tagged"
    if bool(marks.get("/Suspects", False)):
        yield "7.1-4", "the tags are said to be doubtful"
    if not bool(root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)):
        yield "7.1-10", "the title is not shown"
    if not _LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield "7.2-29", "the language is not told"
    yield from _faults_of_marks(pdf, pages)
    top = tree(pdf)
    if top is None:
        yield "7.1-11", "there is no structure"
        return
    parts = list(top.all())[1:]
    yield from _faults_of_parts(parts)
    yield from _faults_of_headings(parts)
    for part in parts:
        if part.kind == "Table":
            yield from _faults_of_table(part)
    yield from _faults_of_owners(pdf, parts, pages)


def _faults_of_marks(pdf: pikepdf.Pdf, pages: Sequence[PageContent]) -> Iterator[Found]:
    for number, (page, content) in enumerate(zip(pdf.pages, pages, strict=True), 1):
        if content.artifact_in_content:
            yield "7.1-1", f"page {number}: an artifact within content"
        if content.content_in_artifact:
            yield "7.1-2", f"page {number}: content within an artifact"
        if content.unmarked:
            yield "7.1-3", f"page {number}: {content.unmarked} times something is drawn without a mark"
        if "/Annots" in page.obj and page.obj.get("/Tabs") != "/S":
            yield "7.18.3-1", f"page {number}: annotations are not gone through by structure"


def _faults_of_parts(parts: Sequence[Part]) -> Iterator[Found]:
    for part in parts:
        above = part.parent.kind if part.parent is not None else ""
        if part.kind not in _STANDARD:
            yield "7.1-5", f"{part.kind} is no standard kind"
        if part.kind in _WITHIN and above not in _WITHIN[part.kind]:
            yield "7.2-4", f"{part.kind} within {above}"
        wrong = {kid.kind for kid in part.kids} - _HOLDS.get(part.kind, _STANDARD)
        if wrong:
            yield "7.2-10", f"{part.kind} holds {' '.join(sorted(wrong))}"
        if part.kind in _HOLDS and part.content:
            yield "7.2-10", f"{part.kind} has content of its own"
        if part.kind == "Figure" and not str(part.entries.get("/Alt", "")).strip():
            yield "7.3-1", "a figure is not told in words"


def _faults_of_headings(parts: Sequence[Part]) -> Iterator[Found]:
    level = 0
    for part in parts:
        if re.fullmatch("H[1-6]", part.kind):
            if int(part.kind[1]) > level + 1:
                yield "7.4.2-1", f"{part.kind} after H{level}"
            level = int(part.kind[1])


def _faults_of_table(table: Part) -> Iterator[Found]:
    """Rows that are not of one width, cells that overlap, titles that do not say what they head."""
    taken: dict[tuple[int, int], Part] = {}
    rows = [part for part in table.all() if part.kind == "TR"]
    for place, row in enumerate(rows):
        column = 0
        for cell in row.kids:
            while (place, column) in taken:
                column += 1
            wide, high = int(cell.attribute("/ColSpan") or 1), int(cell.attribute("/RowSpan") or 1)
            for at in ((y, x) for y in range(place, place + high) for x in range(column, column + wide)):
                if at in taken:
                    yield "7.2-15", f"two cells in row {at[0] + 1}, column {at[1] + 1}"
                taken[at] = cell
            column += wide
            if cell.kind == "TH" and str(cell.attribute("/Scope")) not in ("/Row", "/Column", "/Both"):
                yield "7.5-1", "a title does not say what it heads"
    widths = {place: sum(row == place for row, _ in taken) for place in range(len(rows))}
    if len(set(widths.values())) > 1:
        yield "7.2-42", f"rows of {sorted(set(widths.values()))} columns in one table"
    if any(row >= len(rows) for row, _ in taken):
        yield "7.2-43", "a cell goes on below the last row"


def _faults_of_owners(
    pdf: pikepdf.Pdf, parts: Sequence[Part], pages: Sequence[PageContent]
) -> Iterator[Found]:
    """Content and structure that do not tell of each other."""
    by_page = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    owners: dict[tuple[int, int], Part] = {}
    for part in parts:
        for page, mcid in part.content:
            if (by_page[page], mcid) in owners:
                yield "content", f"page {by_page[page] + 1}: piece {mcid} stands twice in the structure"
            owners[by_page[page], mcid] = part
    drawn = [(number, mcid) for number, page in enumerate(pages) for mcid in page.mcids]
    if len(drawn) != len(set(drawn)):
        yield "content", "two pieces of a page have one number"
    for number, mcid in sorted(set(drawn) ^ owners.keys()):
        yield "content", f"page {number + 1}: piece {mcid} is only drawn, or only in the structure"
    lists = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for number, one in enumerate(pdf.pages):
        key = one.obj.get("/StructParents")
        found = list(lists[int(key)]) if key is not None and int(key) in lists else []
        for mcid in pages[number].mcids:
            owner = owners.get((number, mcid))
            if owner is not None and (mcid >= len(found) or found[mcid].objgen != owner.entries.objgen):
                yield "owners", f"page {number + 1}: piece {mcid} is not found back from the page"
