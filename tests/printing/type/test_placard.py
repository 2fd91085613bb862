"""Cards and plates: what is too long for its place is told before printing, not cut in silence."""

from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.page import compose, office_page
from desktop_app.printing.type.placard import Placard, PlacardWords, Placed


def remarks(fonts: FontSet, words: str) -> tuple[str, ...]:
    card = Placard(60, 40, [Placed(0, 0, (PlacardWords(words, 0, 0, 40, 10, 20),))])
    return compose([card], office_page(), fonts, title="t", author="a").remarks


def test_words_too_long_for_their_place_are_told_before_printing(fonts: FontSet) -> None:
    assert remarks(fonts, "党员责任区") == ()
    assert remarks(fonts, "党员责任区" * 40) == (
        "“党员责任区党员责任区党员…”太长，这里印不下，只印了前面的。",
    )
