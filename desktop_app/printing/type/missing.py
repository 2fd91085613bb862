"""The mark that stands for a character no face holds, and the words that tell of it before printing."""

from collections.abc import Iterable

GETA = "〓"
"""Stands on paper for a character that no face holds, as in Chinese proofs."""


def missing_warning(chars: Iterable[str]) -> str:
    """One Chinese sentence naming characters that will print as 〓; empty when there are none."""
    names = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in chars)
    return f"下列字符字库中没有，打印时以{GETA}代替：{names}。" if names else ""
