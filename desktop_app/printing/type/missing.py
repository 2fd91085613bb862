"""The mark that stands for a character no face holds, and how such a character is named before printing."""

from dataclasses import dataclass

GETA = "〓"
"""Stands on paper for a character that no face holds, as in Chinese proofs."""


@dataclass(frozen=True)
class Missing:
    """A character no face holds: the pages of a document it stands on, and the lines it stands in.

    ``shown`` is what they show: the character a radical or a private sign is meant for, where there is one.
    """

    char: str
    pages: tuple[int, ...]
    lines: tuple[str, ...]
    shown: str = GETA


def called(char: str) -> str:
    """How the character is named to somebody whose screen may not show it either."""
    return f"“{char}”（U+{ord(char):04X}）"
