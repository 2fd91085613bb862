"""A paper before it is set: its title, its page, its story, and the digest of what it tells."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal

from reportlab.platypus import CondPageBreak, Flowable

from desktop_app.printing.documents.dated import PASSING, Dated
from desktop_app.printing.type.font_embedder import FontEmbedder, number
from desktop_app.printing.type.page import A4, MM, PageFormat, office_page, official_page
from desktop_app.printing.type.paragraph import Paragraph, Style

NAME = Style(
    role="title",
    size=18,
    leading=27,
    align="center",
    space_after=5,
    balance=True,
    keep_with_next=True,
    level=1,
)
"""The name of an office paper."""
UNDER = Style(role="song", size=10.5, leading=18, align="left", space_before=4, space_after=4)
"""The line between the name and what follows."""
TEXT = Style(role="song", size=12, leading=21, first_indent=2)
"""Running text of an office paper."""
PART = Style(role="hei", size=12, leading=21, space_before=8, space_after=3, keep_with_next=True, level=2)
"""The heading of a part."""
NOTE = Style(role="song", size=9, leading=14, space_before=2)
"""A remark under a table."""
_PART_ROOM = 40.0
"""mm under the heading of a long part: some rows stand with it, the others go on over the page."""
SIGNING = "　　　　年　　月　　日"
"""Room for a day written by hand."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_LONGEST_NAME = 80


_OFFICE_FOOT, _OFFICIAL_FOOT = 10 * MM, 12 * MM


@dataclass(frozen=True)
class Draft:
    """A paper ready to be set; its story is used up by setting it once.

    ``kind`` and the code for ``content`` are put at the foot, ``foot`` pt above the edge, when it is set.
    ``header`` is what its ``page`` says above the rule, where it is an office's.
    """

    kind: str
    title: str
    file_name: str
    content: object
    page: PageFormat
    story: Sequence[Flowable]
    foot: float = _OFFICE_FOOT
    header: str = ""

    @property
    def digest(self) -> bytes:
        """What the code at the foot stands for."""
        return digest_of(self.kind, self.content)


def digest_of(kind: str, content: object) -> bytes:
    """The digest of a paper's content: the same for the same content, whatever day it is printed on.

    Values alone count, not what the program calls them: a paper printed years ago is compared with this one.
    """
    told = json.dumps([kind, values_of(content)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf8", "surrogatepass")).digest()


def values_of(content: object) -> object:
    """The values in the content of a paper as lists, words and numbers; TypeError for what tells no value."""
    if isinstance(content, Dated):
        return content.lasting
    if content is None or isinstance(content, str | int | float):
        return content
    if is_dataclass(content) and not isinstance(content, type):
        lasting = (one for one in fields(content) if not one.metadata.keys() & PASSING.keys())
        return [values_of(getattr(content, one.name)) for one in lasting]
    if isinstance(content, Mapping):
        return [[values_of(key), values_of(value)] for key, value in content.items()]
    if isinstance(content, Set):
        return sorted((values_of(one) for one in content), key=str)
    if isinstance(content, Iterable) and not isinstance(content, bytes):
        return [values_of(one) for one in content]
    if isinstance(content, bytes):
        return content.hex()
    if isinstance(content, date | Decimal):
        return str(content)
    raise TypeError(f"a paper's code cannot stand for {type(content).__name__}")


def words_in(values: object) -> Iterator[str]:
    """Every word and number in the values of a paper, without blanks."""
    if isinstance(values, list):
        for one in values:
            yield from words_in(one)
    elif values is not None:
        yield "".join(str(values).split())


def long_part(title: str) -> list[Flowable]:
    """The heading of a part whose table may run over pages, and so is not kept whole with its heading."""
    return [CondPageBreak(_PART_ROOM * MM), Paragraph(title, replace(PART, keep_with_next=False))]


def file_name(*parts: str) -> str:
    """A name Windows and sticks take: no signs they forbid, not too long, ending in .pdf."""
    words = " ".join(_FORBIDDEN.sub("＿", " ".join(part.split())) for part in parts if part)
    return f"{words[:_LONGEST_NAME].strip('. ') or '打印件'}.pdf"


def office_draft(
    kind: str,
    title: str,
    content: object,
    story: Sequence[Flowable],
    *,
    landscape: bool = False,
    header: str = "",
    about: str = "",
    paper: tuple[float, float] = A4,
) -> Draft:
    """A paper of the office: ``kind`` and code at the foot, ``about`` (a day, a month) in the file's name."""
    page = office_page(landscape=landscape, header=header, paper=paper)
    return Draft(kind, title, file_name(title, about), content, page, story, header=header)


def official_draft(kind: str, title: str, content: object, story: Sequence[Flowable], about: str) -> Draft:
    """A paper by GB/T 9704; its code stands small at the lower edge, away from the page number."""
    return Draft(kind, title, file_name(title, about), content, official_page(), story, _OFFICIAL_FOOT)


def unnumbered(draft: Draft) -> Draft:
    """The paper without numbers of its pages: a ballot's would tell whose it was."""
    return replace(draft, page=replace(draft.page, furniture=lambda _embedder, _place, _total: ""))


def as_sample(page: PageFormat) -> PageFormat:
    """The page with 示例 across it in outline, so that no practice paper passes for a real one."""
    size = 150.0

    def furniture(embedder: FontEmbedder, place: int, total: int) -> str:
        centre = f"{number(page.width / 2)} {number(page.height / 2)}"
        word = embedder.show(-size, -0.38 * size, "示例", "hei", size)
        mark = f"q 0.7071 0.7071 -0.7071 0.7071 {centre} cm 1 Tr 0.8 w 0.55 G {word} Q"
        return page.furniture(embedder, place, total) + "\n" + mark

    return replace(page, furniture=furniture)


def name_of_paper(*lines: str) -> Paragraph:
    """The name of an office paper over one or two lines."""
    return Paragraph("\n".join(line for line in lines if line), NAME)
