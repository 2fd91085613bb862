"""承诺: where every promise stands, what is overdue in words, and the board of a year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.duties.basics.deadline import Standing, due_words, standing
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.promises import (
    BROKEN,
    DOING,
    DRAFT,
    KEPT,
    PUBLISHED,
    REVIEW,
    WITHDRAWN,
    Promise,
    PromiseAction,
    PromiseRating,
)

FINISHED = frozenset((KEPT, BROKEN, WITHDRAWN))
# Promised in public: reviewed, published, and neither kept nor given up.
IN_FORCE = frozenset((PUBLISHED, DOING))
# What a year's count of promises holds.
COUNTED = frozenset((PUBLISHED, DOING, KEPT, BROKEN))


@dataclass(frozen=True)
class PromiseFile:
    """One promised item with what was done for it and how it was judged."""

    promise: Promise
    actions: tuple[PromiseAction, ...]
    ratings: tuple[PromiseRating, ...]

    def overdue_on(self, day: date) -> bool:
        """Whether it should have been kept before ``day`` and is still under way; computed, never stored."""
        due: date | None = self.promise.due_on
        return due is not None and due < day and self.promise.state not in FINISHED


@dataclass(frozen=True)
class Promiser:
    """All items of one who promises in a year: the lines of one 承诺书."""

    uid: str
    files: tuple[PromiseFile, ...]

    @property
    def counted(self) -> tuple[PromiseFile, ...]:
        """The items that stand, the withdrawn ones left out."""
        return tuple(one for one in self.files if one.promise.state != WITHDRAWN)

    @property
    def kept(self) -> tuple[PromiseFile, ...]:
        """The items already kept."""
        return tuple(one for one in self.files if one.promise.state == KEPT)


def promise_files(
    context: RuleContext, year: int | None = None, office: str | None = None
) -> list[PromiseFile]:
    """The promises of ``office`` (default: the own one), of ``year`` or all: three queries."""
    query = Promise.live().where(Promise.owner_office == (office or context.office))
    if year is not None:
        query = query.where(Promise.year == year)
    return files_of(context.find(query.order_by(Promise.promiser, Promise.due_on, Promise.uid)), context)


def files_of(promises: Iterable[Promise], context: RuleContext) -> list[PromiseFile]:
    """The promises with actions and ratings, in two queries however many they are."""
    promises = list(promises)
    uids = [one.uid for one in promises]
    done = children_of(context, PromiseAction, uids, "acted_on")
    judged = children_of(context, PromiseRating, uids, "rated_on")
    return [PromiseFile(one, tuple(done[one.uid]), tuple(judged[one.uid])) for one in promises]


def year_board(context: RuleContext, year: int, office: str | None = None) -> list[Promiser]:
    """Everybody who promised something for ``year``, in the order the promises were entered."""
    grouped: dict[str, list[PromiseFile]] = defaultdict(list)
    for one in promise_files(context, year, office):
        grouped[one.promise.promiser].append(one)
    board = [Promiser(uid, tuple(files)) for uid, files in grouped.items()]
    return sorted(board, key=lambda one: min(file.promise.uid for file in one.files))


def promise_words(promise: Promise, today: date) -> str:
    """逾期 3 天, 还有 7 天 or 今天到期 while under way; the state itself before and afterwards."""
    state = str(promise.state)
    return state if state in FINISHED or state == DRAFT else due_words(promise.due_on, today)


def promise_standing(promise: Promise, today: date, near_days: int) -> Standing:
    """Where the promise stands against its due day."""
    return standing(promise.due_on, today, near_days, done=promise.state in FINISHED)


def next_move(file: PromiseFile) -> str:
    """What comes next for a promise, in one phrase; '' when nothing does."""
    state = file.promise.state
    if state in (KEPT, BROKEN):
        return "" if file.ratings else "待评诺"
    moves = {DRAFT: "待提交审核", REVIEW: "待审核", PUBLISHED: "待开始践诺", DOING: "待记践诺"}
    if state == DOING and file.actions:
        return f"已践诺 {len(file.actions)} 次"
    return moves.get(state, "")
