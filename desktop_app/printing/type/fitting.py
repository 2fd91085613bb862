"""Sets a story smaller, evenly, until it fits so many pages; type for reading stays 10.5 pt at least."""

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.errors import UserError
from desktop_app.printing.type.grid import CharacterGrid
from desktop_app.printing.type.page import Paper
from desktop_app.printing.type.pager import kept_together
from desktop_app.printing.type.paragraph import Paragraph

_LEAST_SHARE, _STEPS = 0.5, 6


def fitted(set_at: Callable[[float], Paper], at_most: int) -> Paper:
    """The paper as large as `at_most` pages let it be; UserError where it takes more at any size.

    `set_at` sets it anew at a share of its sizes, 1.0 being as it is written.
    """
    paper = set_at(1.0)
    if paper.pages <= at_most:
        return paper
    paper = set_at(_LEAST_SHARE)
    if paper.pages > at_most:
        raise UserError(
            f"缩到 {at_most} 页，字就小于五号，看不清了",
            "这张纸没有改动",
            f"最少可以缩到 {paper.pages} 页",
        )
    fits, too_large = _LEAST_SHARE, 1.0
    for _ in range(_STEPS):
        middle = (fits + too_large) / 2
        tried = set_at(middle)
        if tried.pages <= at_most:
            fits, paper = middle, tried
        else:
            too_large = middle
    return paper


def shrunk(story: Sequence[Flowable], share: float) -> Sequence[Flowable]:
    """The story with its type, leading, gaps and boxes at `share` of their sizes; drawings keep theirs."""
    if share < 1.0:
        for one in story:
            _shrink(one, share)
    return story


def _shrink(one: Flowable, share: float) -> None:
    if isinstance(one, KeepTogether):
        shrunk(kept_together(one), share)
    elif isinstance(one, Spacer):
        one.height *= share
    elif isinstance(one, Paragraph | CharacterGrid):
        one.shrink(share)
