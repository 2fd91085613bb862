"""The year 2026 of the sample branch: every practice in twelve months, entry by entry, each in its time."""

from .play import play

__all__ = ["play"]
