"""The two versions of a record in conflict, box by box in words, with the side that is proposed for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop_app.base.periods import chinese_date
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox, Stored
from desktop_app.records.record import Register
from desktop_app.registers.exchange.conflicts import VersionConflict
from desktop_app.views.page_parts.side_grid import BoxSides, Side

if TYPE_CHECKING:
    from desktop_app.storage.action import Action
    from desktop_app.storage.ledger import Ledger

REMOVED = "removed_at"
_SHOWN = 60


@dataclass(frozen=True)
class Sides:
    """A record in conflict: the boxes that differ, which of the versions is removed, who wrote them when.

    ``record`` is the record as it stands here, None when it is not here at all.
    """

    conflict: VersionConflict
    register: Register
    record: Record | None
    loser: Stored
    boxes: tuple[BoxSides, ...]
    here_words: str
    there_words: str

    @property
    def here_gone(self) -> bool:
        """Whether the record lies in the bin here."""
        return self.record is not None and bool(self.record.removed_at)

    @property
    def there_gone(self) -> bool:
        """Whether the other version removed it."""
        return bool(self.loser.get(REMOVED))

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to choose: no box was changed on both sides, none removed it."""
        gone = self.here_gone != self.there_gone
        return self.record is not None and not gone and not any(one.disputed for one in self.boxes)


def read_sides(ledger: Ledger, conflict: VersionConflict) -> Sides | None:
    """Both versions of a record; None when this program does not know its register."""
    name, about = conflict.register or "", conflict.about or ""
    if name not in ledger.catalogue:
        return None
    register = ledger.catalogue[name]
    record: Record | None = ledger.get(register.model, about)
    loser: Stored = json.loads(conflict.loser or "{}")
    here = register.stored(record) if record is not None else {}
    common = _common(ledger, about, here, loser)
    boxes = tuple(
        _box_sides(ledger, register.boxes[name], here.get(name), loser[name], common)
        for name in register.boxes
        if name in loser and record is not None and here.get(name) != loser[name]
    )
    written = _moment(ledger, conflict.written_at or "")
    mine = conflict.loser_replica == ledger.replica
    return Sides(
        conflict,
        register,
        record,
        loser,
        boxes,
        _who_here(ledger, about),
        "　".join(part for part in ("本机" if mine else "另一台电脑", written) if part),
    )


def settle(action: Action, sides: Sides, chosen: Mapping[str, Side], *, removed: bool | None = None) -> None:
    """Write what was chosen as an edit of the record, and close the conflict.

    ``chosen`` names sides by box; ``removed`` whether the record lies in the bin from now on, None to leave
    it where it lies.
    """
    record = sides.record
    if record is not None:
        if removed is False and record.removed_at:
            action.restore(record)
        taken = {
            one.box.name: one.box.python_value(sides.loser[one.box.name])
            for one in sides.boxes
            if chosen.get(one.box.name, Side.HERE) is Side.THERE
        }
        if taken and not removed:
            action.settle(record, taken)
        if removed and not record.removed_at:
            action.remove(record)
    action.step(sides.conflict, "decide", {"decision": decision_words(sides, chosen, removed)})


def decision_words(sides: Sides, chosen: Mapping[str, Side], removed: bool | None) -> str:
    """What was decided, for the record of the conflict: which box was taken from where."""
    if removed is not None:
        return "删除" if removed else "保留，不删除"
    there = [one.box.title for one in sides.boxes if chosen.get(one.box.name) is Side.THERE]
    if not there:
        return f"都用{Side.HERE.value}"
    return f"{'、'.join(there)}用{Side.THERE.value}"


def whole_words(ledger: Ledger, sides: Sides, side: Side) -> list[tuple[str, str]]:
    """Every filled box of one version: its title and words."""
    stored = sides.loser
    if side is Side.HERE and sides.record is not None:
        stored = sides.register.stored(sides.record)
    shown = ((box, words_of(ledger, box, stored.get(name))) for name, box in sides.register.boxes.items())
    return [(box.title, words) for box, words in shown if words and not box.machine]


def words_of(ledger: Ledger, box: AnyBox, stored: Any) -> str:
    """The words of a stored value; one that cannot be read is shown as it is kept."""
    try:
        return str(box.show(box.python_value(stored), ledger.name))
    except (ValueError, TypeError, KeyError):
        return str(stored)[:_SHOWN]


def _box_sides(ledger: Ledger, box: AnyBox, here: Any, there: Any, common: Stored | None) -> BoxSides:
    """The side that changed it is proposed; where both did, or nobody knows, what stands here."""
    changed_here = common is None or common.get(box.name) != here
    changed_there = common is None or common.get(box.name) != there
    proposed = Side.HERE if changed_here or not changed_there else Side.THERE
    return BoxSides(
        box,
        words_of(ledger, box, here),
        words_of(ledger, box, there),
        proposed,
        changed_here and changed_there,
    )


def _common(ledger: Ledger, uid: str, here: Stored, loser: Stored) -> Stored | None:
    """The version both sides came from, as far as the history of this PC tells it; None where it does not.

    It lies behind the last write, and of all that do it is nearest to the loser; of several as near it is
    the one furthest from what stands here, for an edit of ours that came after it may not pass for common.
    """
    past = [one for one in _past(ledger, uid, here) if _unlike(one, loser)]
    return min(past, key=lambda one: (_unlike(one, loser), -_unlike(one, here)), default=None)


def _past(ledger: Ledger, uid: str, here: Stored) -> Iterable[Stored]:
    """What the record was before each write, the latest first."""
    state = dict(here)
    for line in ledger.history(uid)[:-1]:
        state = {**state, **{name: old for name, (old, _new) in line.changes.items() if name in state}}
        yield state


def _unlike(one: Stored, other: Stored) -> int:
    return sum(one[name] != other[name] for name in one.keys() & other.keys())


def _who_here(ledger: Ledger, uid: str) -> str:
    history: Sequence[Any] = ledger.history(uid)
    return f"{history[0].actor}　{_moment(ledger, history[0].at)}" if history else ""


def _moment(ledger: Ledger, at: str) -> str:
    """11月23日 14:30, with the year where it is another."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    day = chinese_date(moment.date())
    this_year = f"{ledger.today.year}年"
    return f"{day.removeprefix(this_year)} {moment:%H:%M}"
