"""What a figure kept in a case must hold: it is its list."""

from collections.abc import Iterable
from decimal import Decimal

from desktop_app.records.figures import Figures


def agrees(kept: Iterable[Figures]) -> bool:
    """Whether a kept figure is the length of its list, or the sum of the amounts beside it."""
    entry = next(iter(kept))
    parts = entry.get("parts")
    if parts is None:
        return bool(entry["value"] == len(entry["items"]))
    total = sum(map(Decimal, parts), Decimal(0))
    return len(parts) == len(entry["items"]) and Decimal(str(entry["value"])) == total
