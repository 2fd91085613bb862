"""What the tests of the papers ask a finished paper."""

from typing import Any

from desktop_app.printing.documents.paper import Printed
from desktop_app.printing.documents.renderer import PaperRenderer
from tests.printing.type.reading import text_of


def text(printed: Printed) -> str:
    """All text of a paper without white space, page after page."""
    return "".join(text_of(printed.pdf))


def bare(words: str) -> str:
    """Words as ``text`` gives them."""
    return "".join(words.split())


def check_paper(renderer: PaperRenderer, key: str, args: dict[str, Any]) -> None:
    """The paper is made twice the same, holds every character, and tells its name and code on every page."""
    once, again = renderer.make(key, **args), renderer.make(key, **args)
    assert once == again
    assert once.missing == ()
    assert once.pages >= 1
    assert renderer.code(key, **args) == once.code
    told = text(once)
    assert told.count(bare(f"核验码 {once.code}")) == once.pages
    assert bare(once.title.split("（")[0].replace("2026年10月", "")) in told
    assert once.file_name.endswith(".pdf")
