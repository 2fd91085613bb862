"""What an empty box tells of itself: in the box, and whole in its tip where the box is short."""

from PySide6.QtWidgets import QLineEdit


def show_hint(line: QLineEdit, words: str) -> None:
    """Let ``line`` say ``words`` while it is empty."""
    line.setPlaceholderText(words)
    line.setToolTip(words)
