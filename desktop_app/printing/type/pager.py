"""Lays a story out on pages: what stands together, where it is cut, and what is laid out anew.

A story is cut into sections at its page breaks. Within one, a heading keeps with the first rows or lines
under it, a `KeepTogether` stands on one page where one holds it, and what is signed at the end takes two rows
or lines of what it is signed for with it. A last page of which little would be used gets more from the page
before. Boxes to write in shrink to their content before anything spills for their sake.
"""

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer
from reportlab.platypus.doctemplate import LayoutError

from desktop_app.printing.type.grid import CONTINUED, CharacterGrid
from desktop_app.printing.type.paragraph import Paragraph

_HEADING = "hei"
"""The face of headings; the name of a paper has another."""
_FUZZ = 0.01
_LEAST_USED = 0.2
"""The share of a last page that is used at least."""
_STAYS = 0.5
"""The share of a page that stays used when what stood on it goes over to the next."""
_SMALL = 1 / 3
"""A part up to this share of a page keeps whole with its heading."""
_STRIP, _STRIP_ROWS = 0.35, 5
"""A strip to sign in: at most this share of a page, at most so many rows of a form."""
_FEW = 300
"""Rows of a section that is laid out anew to save a page."""
_GIVES = 6
"""How many times a page gives from its end."""
_TOGETHER = 2
"""Rows or lines that go with what is signed, or follow a heading on its page."""


@dataclass(eq=False)
class _Block:
    """A flowable in its section: what it is kept with, and whether it is of what is signed at the end."""

    flowable: Any
    group: int = -1
    is_tail: bool = False
    heading: Paragraph | None = None  # of a table, told again where the table goes on
    is_rest: bool = False

    def part(self, flowable: Flowable, *, is_rest: bool) -> "_Block":
        """A piece of it."""
        return replace(self, flowable=flowable, group=-1, is_rest=is_rest)

    @property
    def is_gap(self) -> bool:
        return isinstance(self.flowable, Spacer) and not self.is_condition

    @property
    def is_condition(self) -> bool:
        """Whether it only asks for room."""
        return isinstance(self.flowable, CondPageBreak)

    @property
    def fills(self) -> bool:
        """Whether it takes all that is left of its page, to stand at its foot."""
        return bool(getattr(self.flowable, "fills", False))

    @property
    def is_between(self) -> bool:
        """Whether it only parts what stands above and below it on one page."""
        return bool(getattr(self.flowable, "between", False))

    @property
    def is_optional(self) -> bool:
        """Whether it stands only where the page it comes on has room for it."""
        return bool(getattr(self.flowable, "optional", False))

    @property
    def keeps_next(self) -> bool:
        return bool(self.flowable.getKeepWithNext())


@dataclass
class PlacedBlock:
    """A flowable on its page: how far its top is below that of the body, its height, its boxes' slack."""

    block: _Block
    top: float
    height: float
    slack: float


@dataclass
class LaidPage:
    """A page being filled."""

    placed: list[PlacedBlock] = field(default_factory=list)
    used: float = 0.0
    after: float = 0.0  # the space below the last block, of which the one above the next is a part

    @property
    def is_fresh(self) -> bool:
        return not self.placed


class _Room:
    """What paragraphs ask ReportLab's frame for: a rest is offered at the top of a page only."""

    _atTop = True  # noqa: N815 - the name paragraphs know


class Pager:
    """Lays stories out on bodies of `width` × `height` pt; `canvas` has the fonts to measure by."""

    def __init__(self, canvas: Any, width: float, height: float) -> None:
        self._canvas, self._width, self._height = canvas, width, height
        self._slack = 1.0
        self._is_first = True  # of the section's pages

    def pages(self, story: Sequence[Flowable]) -> Iterator[LaidPage]:
        """Every page, as soon as nothing can change it any more."""
        for blocks in _sections(story):
            while len(blocks) > 1 and (blocks[-1].is_gap or blocks[-1].is_between):
                blocks.pop()  # room below the last of them is room for nothing
            self._mark_tail(blocks)
            grids = [one.flowable for one in map(self._ready, blocks) if _is_grid(one)]
            forms = not all(one.has_head for one in grids) and sum(one.row_count() for one in grids) < _FEW
            spare = sum(one.spare(self._width) for one in grids)
            yield from self._fitted(blocks, spare) if spare or forms else self._laid(blocks, 1.0)

    def draw(self, page: LaidPage, left: float, top: float) -> None:
        """Draw what is placed, the body's corner being at (left, top) pt, and end the page."""
        for one in page.placed:
            flowable = self._ready(one.block).flowable
            if _is_grid(one.block):
                flowable.slack, flowable.height = one.slack, one.height
            flowable.drawOn(self._canvas, left, top - one.top - one.height)
        self._canvas.showPage()

    def _ready(self, block: _Block) -> _Block:
        block.flowable.canv, block.flowable._frame = self._canvas, _Room
        if _is_grid(block):
            block.flowable.slack, block.flowable.page = self._slack, self._height
        return block

    def _fitted(self, blocks: Sequence[_Block], spare: float) -> Sequence[LaidPage]:
        """The pages of a section whose boxes can shrink by `spare` pt: by no more than saves a page.

        It is laid out again at most twice.
        """
        pages = list(self._laid(blocks, 1.0))
        if len(pages) == 1:
            return pages
        tight = list(self._laid(blocks, 0.0)) if spare else pages
        if len(tight) == len(pages):
            close = list(self._laid(blocks, -1.0))
            return close if len(close) < len(pages) else pages
        if len(tight) > 1:
            return tight
        just = list(self._laid(blocks, (self._height - tight[0].used - _FUZZ) / spare))
        return just if len(just) == 1 else tight

    def _mark_tail(self, blocks: Sequence[_Block]) -> None:
        """Find what is signed, dated or noted at the end, and keep it together."""
        blocks = [one for one in blocks if not one.is_optional]
        if not blocks:
            return
        kept = [one for one in blocks if one.group >= 0 and one.group == blocks[-1].group]
        tail = kept[::-1]
        high = sum(map(self._high, kept))
        for block in reversed(blocks[: len(blocks) - len(kept)]):
            high += self._high(block) + block.flowable.getSpaceBefore()
            if high > _STRIP * self._height or not self._is_strip(block):
                break
            tail.append(block)
        while tail and tail[-1].is_gap:
            tail.pop()
        if len(tail) == len(blocks):  # all of it is short
            tail = kept or tail[:1]
        for block in tail:
            block.is_tail, block.group = True, 0

    def _is_strip(self, block: _Block) -> bool:
        flowable = self._ready(block).flowable
        if block.is_gap or block.is_condition:
            return block.is_gap
        if _is_grid(block):
            is_part = block.heading is not None  # with a heading of its own
            return not is_part and not flowable.has_head and flowable.row_count() <= _STRIP_ROWS
        leading = _leading(flowable)
        return bool(leading) and not block.keeps_next and self._high(block) <= 2 * leading + _FUZZ

    def _high(self, block: _Block, limit: float = 0.0) -> float:
        """The height of a block; one higher than `limit` (a page) is measured no further."""
        if block.is_condition:
            return 0.0
        limit = math.inf if block.fills else limit or self._height
        height: float = self._ready(block).flowable.wrap(self._width, limit)[1]
        return height

    def _laid(self, blocks: Sequence[_Block], slack: float) -> Iterator[LaidPage]:
        """The pages of a section, its boxes shrunk to `slack` of what they are higher than their content."""
        self._slack, self._is_first = slack, True
        queue, page = deque(blocks), LaidPage()
        while queue:
            if self._placed(page, queue):
                continue
            if page.is_fresh:
                raise LayoutError(f"{queue[0].flowable!r} is higher than the page")
            self._settle(page, queue)
            yield page
            self._slack, self._is_first, page = slack, False, LaidPage()
        if page.placed:
            yield page

    def _placed(self, page: LaidPage, queue: deque[_Block]) -> bool:
        """Place what comes next, as much of it as fits; False when the page is full."""
        block = queue[0]
        if block.is_condition:
            queue.popleft()
            return page.is_fresh or self._height - page.used >= block.flowable.height
        if page.is_fresh and (block.is_between or (block.is_gap and not self._is_first)):
            queue.popleft()
            return True
        if block.is_optional:
            queue.popleft()
            if self._stack(page, [block]) <= self._height - page.used + _FUZZ and not page.is_fresh:
                self._put(page, block)
            return True
        bound = self._bound(queue)
        if all(one.is_between or one.is_gap for one in bound):  # nothing follows it
            queue.popleft()
            return True
        if not page.is_fresh and self._least(page, bound) > self._height - page.used + _FUZZ:
            if block.is_between or block.is_gap:
                queue.popleft()  # nothing follows it on this page
            return False
        if len(bound) > 1 and self._stack(page, bound) <= self._height - page.used + _FUZZ:
            for one in bound:
                self._put(page, one)
                queue.popleft()
            return True
        return self._put_one(page, queue)

    def _bound(self, queue: Sequence[_Block]) -> list[_Block]:
        """What comes next with all that must begin on its page."""
        bound: list[_Block] = []
        for at, block in enumerate(queue):
            bound.append(block)
            after = queue[at + 1] if at + 1 < len(queue) else block
            kept = _are_bound(block, after) if after is not block else block.keeps_next
            if after.is_condition or not (kept or block.is_between or block.is_gap):
                break
        return bound

    def _least(self, page: LaidPage, bound: Sequence[_Block]) -> float:
        """The height of what must stand here so that it begins here; 0 where no page holds it."""
        *before, last = bound
        whole = self._stack(page, bound)
        if last.group >= 0 and whole <= self._height + _FUZZ:
            return whole
        begins = self._stack(page, before) if before else 0.0
        if whole - begins <= _SMALL * self._height and (before or not self._can_split(last)):
            return whole
        high = self._begins(last)
        least = begins + high
        return least if least <= self._height else 0.0

    def _can_split(self, block: _Block) -> bool:
        return _is_grid(block) or bool(_leading(block.flowable))

    def _begins(self, block: _Block) -> float:
        """The height of the least that may stand on a page before the rest of a block."""
        flowable = self._ready(block).flowable
        if _is_grid(block):
            start: float = flowable.begins(self._width, _TOGETHER)
            return start
        leading = _leading(flowable)
        high = self._high(block)
        return min(high, _TOGETHER * leading) if leading and high > 3 * leading + _FUZZ else high

    def _stack(self, page: LaidPage, blocks: Sequence[_Block]) -> float:
        """The height of blocks below what is placed; more than a page is measured no further."""
        total, after, fresh = 0.0, page.after, page.is_fresh
        for block in blocks:
            total += 0.0 if fresh else max(block.flowable.getSpaceBefore() - after, 0.0)
            total += self._high(block)
            after, fresh = block.flowable.getSpaceAfter(), False
            if total > 2 * self._height:
                break
            total += after
        return total - after if blocks else 0.0

    def _put(self, page: LaidPage, block: _Block) -> None:
        if not page.is_fresh:
            page.used += max(block.flowable.getSpaceBefore() - page.after, 0.0)
        high = max(self._high(block), self._height - page.used) if block.fills else self._high(block)
        page.placed.append(PlacedBlock(block, page.used, high, self._slack))
        page.after = block.flowable.getSpaceAfter()
        page.used += high + page.after

    def _put_one(self, page: LaidPage, queue: deque[_Block]) -> bool:
        """Place the next block, or the part of it that fits."""
        block = queue.popleft()
        if page.is_fresh and block.is_rest and block.heading is not None:
            self._put(page, _Block(block.heading.continued(CONTINUED)))
            if block.flowable.begins(self._width, 1) > self._height - page.used:
                page.placed.clear()  # no room for both
                page.used = page.after = 0.0
        above = 0.0 if page.is_fresh else max(block.flowable.getSpaceBefore() - page.after, 0.0)
        room = self._height - page.used - above
        if self._high(block, room) <= room + _FUZZ:
            self._put(page, block)
            return True
        parts = self._ready(block).flowable.split(self._width, room)
        if len(parts) == 2:
            self._put(page, block.part(parts[0], is_rest=block.is_rest))
            queue.appendleft(block.part(parts[1], is_rest=True))
        else:
            queue.appendleft(block)
        return False

    def _settle(self, page: LaidPage, queue: deque[_Block]) -> None:
        """Where all that is left stands on one page, give it so much of this one that it is no waste."""
        for _ in range(_GIVES):
            rest = self._stack(LaidPage(), queue)
            lacks = _LEAST_USED * self._height - rest
            rows = _TOGETHER - self._rows(queue)
            if rest > self._height or (lacks <= 0 and rows <= 0):
                return
            # One row is better than none, where this page could not spare two.
            if not self._give(page, queue, rows, lacks) and not (
                rows > 1 and self._give(page, queue, 1, lacks)
            ):
                return

    def _rows(self, queue: Sequence[_Block]) -> int:
        """How many rows and lines there are of what is not signed; no more than matter are counted."""
        rows = 0
        for block in queue:
            if block.is_tail or block.is_gap or block.is_condition:
                continue
            if _is_grid(block):
                rows += block.flowable.rows_left()
            else:
                leading = _leading(block.flowable)
                rows += round(self._high(block) / leading) if leading and not block.keeps_next else _TOGETHER
            if rows >= _TOGETHER:
                break
        return rows

    def _give(self, page: LaidPage, queue: deque[_Block], rows: int, height: float) -> bool:
        """Move at least so many rows and pt from the page to what is left, if enough stays here."""
        placed, moved = list(page.placed), []
        while placed and (placed[-1].block.is_gap or placed[-1].block.is_between):
            moved.append(placed.pop().block)
        if not placed or placed[-1].top + placed[-1].height <= _STAYS * self._height:
            return False
        last = placed.pop()
        parts = self._parted(last, queue, max(rows, 0), height)
        if parts:
            stays, goes = parts
            end = last.top + self._high(stays)
        else:
            goes = last.block
            moved.append(goes)
            while placed and _are_bound(placed[-1].block, goes):
                moved.append(placed.pop().block)
            end = placed[-1].top + placed[-1].height if placed else 0.0
        if end < _STAYS * self._height:
            return False
        page.placed, page.used = placed, end
        if parts:
            page.placed.append(PlacedBlock(stays, last.top, self._high(stays), last.slack))
            page.placed[-1].height = end - last.top
            if _is_grid(goes) and queue and goes.flowable.goes_on_in(queue[0].flowable):
                goes.flowable.take_over(queue.popleft().flowable)
            moved.append(goes)
        queue.extendleft(moved)
        return True

    def _parted(
        self, last: PlacedBlock, queue: Sequence[_Block], rows: int, height: float
    ) -> tuple[_Block, _Block] | None:
        """What stays of the last block of a page and what goes; None when it goes whole or stays."""
        block = self._ready(last.block)
        if block.group >= 0:
            return None
        if _is_grid(block):
            parts = block.flowable.without_last(self._width, rows, height)
        else:
            leading = _leading(block.flowable)
            if not leading:
                return None
            lines = max(rows, _TOGETHER, -int(-height // leading))
            parts = block.flowable.split(self._width, last.height - lines * leading)
        if len(parts) != 2:
            return None
        return block.part(parts[0], is_rest=block.is_rest), block.part(parts[1], is_rest=True)


def _are_bound(before: _Block, after: _Block) -> bool:
    """Whether a block moves with the one after it."""
    is_heading = after.heading is not None and after.heading is before.flowable
    is_heading = is_heading or (_is_grid(after) and bool(getattr(before.flowable, "introduces", False)))
    return before.keeps_next or is_heading or (after.group >= 0 and before.group == after.group)


def _is_grid(block: _Block) -> bool:
    return isinstance(block.flowable, CharacterGrid)


def _leading(flowable: Any) -> float:
    """The height of a line of a paragraph, 0 for what has no lines."""
    leading: float = getattr(getattr(flowable, "style", None), "leading", 0.0)
    return leading


def _sections(story: Sequence[Flowable]) -> Iterator[list[_Block]]:
    """The blocks between page breaks; what is empty is no page."""
    blocks: list[_Block] = []
    groups = 0
    for one in story:
        if isinstance(one, PageBreak):
            if blocks:
                yield _headed(blocks)
            blocks = []
        elif isinstance(one, KeepTogether):
            groups += 1
            blocks += [_Block(inner, groups) for inner in _flat(kept_together(one))]
        else:
            blocks.append(_Block(one))
    if blocks:
        yield _headed(blocks)


def _headed(blocks: list[_Block]) -> list[_Block]:
    """Tables with the headings right above them; the name of a paper is no heading."""
    for before, block in pairwise(blocks):
        heading = before.flowable
        if _is_grid(block) and isinstance(heading, Paragraph) and heading.style.role == _HEADING:
            block.heading = heading
    return blocks


def kept_together(one: KeepTogether) -> Sequence[Flowable]:
    """What stands together; ReportLab keeps it under a name its types do not tell."""
    content: Sequence[Flowable] = vars(one)["_content"]
    return content


def keep_these(one: KeepTogether, content: Sequence[Flowable]) -> None:
    """Let other pieces stand together in its place."""
    vars(one)["_content"] = list(content)


def _flat(content: Sequence[Flowable]) -> Iterator[Flowable]:
    for one in content:
        if isinstance(one, KeepTogether):
            yield from _flat(kept_together(one))
        else:
            yield one
