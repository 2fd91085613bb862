"""How somebody wants a list to look: columns, order, filters; kept in the branch file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from desktop_app.storage.listing import Listing
from desktop_app.storage.ordering import bare_name

_NOTE = "list:"
_NOW, _VIEWS = "now", "views"


@dataclass(frozen=True)
class ListLayout:
    """One way to look at a list; everything empty is the register's own.

    ``widths`` are units of columns a hand set, ``frozen`` the columns at the left that stay in sight.
    """

    shown: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    frozen: int = 0
    has_filters: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Any] = field(default_factory=dict)
    year: int | None = None

    def applied(self, listing: Listing) -> Listing:
        """``listing`` looked at this way; what the register no longer has is passed over."""
        boxes = listing.register.boxes
        return replace(
            listing,
            shown=tuple(name for name in self.shown if name in listing.possible),
            order=tuple(term for term in self.order if bare_name(term) in listing.possible),
            typed={name: words for name, words in self.typed.items() if name in listing.possible},
            filters={name: value for name, value in self.filters.items() if name in boxes},
            year=self.year if listing.register.period else None,
        )


class KeptLayouts:
    """What is kept of one register's list: how it was left, and the views that have a name."""

    def __init__(self, note: str = "") -> None:
        kept = _read(note)
        self.now = _layout(kept.get(_NOW))
        views = kept.get(_VIEWS)
        self.views = {str(n): _layout(v) for n, v in views.items()} if isinstance(views, dict) else {}

    def note(self) -> str:
        """The words of the note; '' where everything is as the register has it."""
        kept: dict[str, Any] = {}
        if self.now != ListLayout():
            kept[_NOW] = asdict(self.now)
        if self.views:
            kept[_VIEWS] = {name: asdict(view) for name, view in self.views.items()}
        return json.dumps(kept, ensure_ascii=False) if kept else ""


def note_key(register: str) -> str:
    """The key of the note of a register's list."""
    return f"{_NOTE}{register}"


def _read(note: str) -> dict[str, Any]:
    try:
        kept = json.loads(note or "{}")
    except ValueError:
        kept = {}
    return kept if isinstance(kept, dict) else {}


def _layout(kept: object) -> ListLayout:
    """The layout of what was kept; what is no such value is the default."""
    if not isinstance(kept, dict):
        return ListLayout()
    widths, typed, filters = (_mapping(kept.get(name)) for name in ("widths", "typed", "filters"))
    frozen, year = kept.get("frozen"), kept.get("year")
    return ListLayout(
        _names(kept.get("shown")),
        {name: width for name, width in widths.items() if isinstance(width, int) and width > 0},
        _names(kept.get("order")),
        frozen if isinstance(frozen, int) and frozen > 0 else 0,
        kept.get("has_filters") is True,
        {name: words for name, words in typed.items() if isinstance(words, str)},
        {name: value for name, value in filters.items() if isinstance(value, str | int | None)},
        year if isinstance(year, int) else None,
    )


def _names(kept: object) -> tuple[str, ...]:
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()


def _mapping(kept: object) -> dict[str, Any]:
    return kept if isinstance(kept, dict) else {}
