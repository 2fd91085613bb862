"""The order of 姓氏笔画, in which lists that must not rank people print their names."""

from collections.abc import Iterable
from functools import cache

from desktop_app.base.resources import read_text

_UNKNOWN = "99"
_ORDER_UNKNOWN = "9"


class Strokes:
    """Stroke counts and stroke orders of characters; see ``load_strokes``."""

    def __init__(self, orders: Iterable[str], counts: Iterable[str]) -> None:
        """From the lines of the two tables that packaging/build_strokes.py writes.

        ``orders``: stroke types (1 横 2 竖 3 撇 4 点 5 折) and the characters so written, by a tab.
        ``counts``: number of strokes and further characters with that many, by a tab.
        """
        self._places: dict[str, str] = {}
        for line in counts:
            count, chars = line.split("\t")
            self._places.update(dict.fromkeys(chars, f"{int(count):02d}{_ORDER_UNKNOWN}"))
        for line in orders:
            order, chars = line.split("\t")
            self._places.update(dict.fromkeys(chars, f"{len(order):02d}{order}"))

    def count(self, char: str) -> int | None:
        """How many strokes a character has; None if not known."""
        place = self._places.get(char)
        return int(place[:2]) if place else None

    def sort_key(self, name: str) -> str:
        """A text that sorts names by strokes: fewer first, then by 横竖撇点折 from the first stroke on.

        Equal surnames stay together; then the next character decides (rule of lists 按姓氏笔画为序).
        """
        return " ".join(f"{self._places.get(char, _UNKNOWN)}{char}" for char in name if char.isalnum())


@cache
def load_strokes() -> Strokes:
    """The shipped tables, read once, when a list is first put in this order."""
    return Strokes(
        read_text("strokes", "orders.tsv").splitlines(), read_text("strokes", "counts.tsv").splitlines()
    )
