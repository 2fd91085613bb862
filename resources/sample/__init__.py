"""The sample branch: 46 invented people and three months of their work, entry by entry."""

from .branch import fill, october

__all__ = ["fill", "october"]
