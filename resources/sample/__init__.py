"""The sample branch: 46 invented people and three months of their work, or a year of it, entry by entry."""

from typing import Any

from .branch import fill, october

__all__ = ["fill", "october", "year"]


def year(ledger: Any, clock: Any) -> None:
    """The whole year of an open, empty branch file."""
    # Loaded late: its twelve months of words are no part of the three that a window shows.
    from .year import play

    play(ledger, clock)
