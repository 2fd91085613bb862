"""Papers as they were looked at and found right: their text, their pages, a picture of the first.

`python -m tests.printing.golden_papers` draws those of `GOLDEN` anew; look at what changed before it is kept.
"""

import io
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter, ImageStat

from desktop_app.base.periods import Month
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.storage import branch_file
from tests.printing.documents.office import Office, opened
from tests.printing.type.reading import text_of

FOLDER = Path(__file__).with_name("golden")
_DPI, _FOOT = 50, 25
"""Of a picture; mm at its foot where the code stands, which is another in every branch file."""
_CODE = re.compile(r"核验码[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}")
_BLUR, _BLOCK = 1.2, 12
_MOST_APART, _MOST_IN_A_BLOCK = 0.6, 7
"""Grey levels of 255 between two pictures, on the whole and in a block of so many pixels."""

MADE_OF: Mapping[str, Any] = {
    "minutes_summary": lambda office: {"uid": office.committee.uid},
    "minutes_record": lambda office: {"uid": office.general.uid},
    "talk_record": lambda office: {"uid": office.talk.uid},
    "issue_ledger": lambda _: {},
    "roster": lambda _: {},
    "member_form": lambda office: {"uid": office.people[0].uid},
    "annual_table": lambda _: {"year": 2026},
    "monthly_report": lambda _: {"month": Month(2026, 10)},
    "blank_form": lambda _: {"register": "meeting"},
}
"""Running text on the grid, records, forms, sheets upright and turned, figures, a form for the pen."""


@dataclass(frozen=True)
class GoldenPaper:
    """What is compared of a paper: the text of its pages, a grey picture of the first without its foot."""

    text: str
    picture: Image.Image


def golden_of(pdf: bytes) -> GoldenPaper:
    """What is compared of these bytes."""
    pages = [_CODE.sub("核验码", page) for page in text_of(pdf)]
    document = pdfium.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
    foot = round(_FOOT / 25.4 * _DPI)
    return GoldenPaper("\n\n".join(pages) + "\n", picture.crop((0, 0, picture.width, picture.height - foot)))


def kept(key: str) -> GoldenPaper:
    """The golden paper of a kind."""
    picture = Image.open(io.BytesIO((FOLDER / f"{key}.png").read_bytes()))
    return GoldenPaper((FOLDER / f"{key}.txt").read_text(encoding="utf8"), picture.convert("L"))


def apart(one: Image.Image, other: Image.Image) -> str:
    """Where two pictures differ by more than another reader of PDF makes of a page; '' where nowhere."""
    if one.size != other.size:
        return f"{one.size} and {other.size}"
    soft = [picture.filter(ImageFilter.GaussianBlur(_BLUR)) for picture in (one, other)]
    between = ImageChops.difference(*soft)
    if (mean := ImageStat.Stat(between).mean[0]) > _MOST_APART:
        return f"{mean:.2f} on the whole"
    blocks = between.reduce(_BLOCK)
    levels = blocks.tobytes()
    if (worst := max(levels)) > _MOST_IN_A_BLOCK:
        at = levels.index(worst)
        return f"{worst} at {at % blocks.width * _BLOCK}, {at // blocks.width * _BLOCK}"
    return ""


def made(office: Office, key: str) -> GoldenPaper:
    """The paper of a kind as it is made today."""
    renderer = PaperRenderer(office.ledger, resource_path("fonts"))
    return golden_of(renderer.make(key, **MADE_OF[key](office)).pdf)


def main() -> None:
    """Draw all anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        office = opened(Path(place))
        for key in MADE_OF:
            paper = made(office, key)
            (FOLDER / f"{key}.txt").write_text(paper.text, encoding="utf8")
            paper.picture.save(FOLDER / f"{key}.png", optimize=True)
        branch_file.close(office.ledger)


if __name__ == "__main__":
    main()
