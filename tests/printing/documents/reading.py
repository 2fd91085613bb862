"""What the tests of the papers ask a finished paper."""

from desktop_app.printing.documents.press import Printed
from tests.printing.type.reading import text_of


def text(printed: Printed) -> str:
    """All text of a paper without white space, page after page."""
    return "".join(text_of(printed.pdf))


def bare(words: str) -> str:
    """Words as ``text`` gives them."""
    return "".join(words.split())
