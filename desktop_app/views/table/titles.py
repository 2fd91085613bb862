"""Titles as the window says them: without the asides that paper forms print behind them."""


def bare(title: str) -> str:
    """党龄(计算) → 党龄."""
    return title.split("(")[0].split("（")[0] or title
