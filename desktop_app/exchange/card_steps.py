"""互认名片 in steps, the same four on both PCs: where this office stands, by what it did and whom it knows.

What the other side did cannot be seen from here until a package of its comes: until then a person says so.
"""

from dataclasses import dataclass
from enum import Enum

from desktop_app.exchange.offices import OfficeNotes
from desktop_app.exchange.trust import Trust

_DONE = "card_steps"


class CardStep(Enum):
    """One step, in order, with what it is called."""

    HAND_OUT = "交出名片"
    SHEET = "送去核对单"
    LEARN = "登记对方"
    LEARNT = "对方登记我们"


# What this office does of itself; whom it knows tells of the third step.
_OURS = (CardStep.HAND_OUT, CardStep.SHEET, CardStep.LEARNT)


@dataclass(frozen=True)
class CardWay:
    """Which steps are done, and the names of the offices known, in the order of their codes."""

    done: frozenset[CardStep]
    known: tuple[str, ...] = ()

    @property
    def next(self) -> CardStep | None:
        """The first step that is left; None when both sides know each other."""
        return next((step for step in CardStep if step not in self.done), None)


class CardSteps:
    """The steps of this office, kept in the notes of its file for the card it has today."""

    def __init__(self, notes: OfficeNotes, trust: Trust) -> None:
        self._notes, self._trust = notes, trust

    def way(self) -> CardWay:
        """Where this office stands."""
        offices = [one for one in self._trust.offices() if one.retired is None]
        done = set(self._kept())
        if offices:
            done.add(CardStep.LEARN)
        if any(self._trust.next_from(one.card.code) > 1 for one in offices):
            # Whoever sealed a package for us has our card, however it got there.
            done.update(CardStep if not self._notes.note(_DONE) else (CardStep.LEARNT,))
        return CardWay(frozenset(done), tuple(one.card.name for one in offices))

    def note(self, step: CardStep) -> None:
        """This office did a step."""
        kept = [one.name for one in _OURS if one is step or one in self._kept()]
        self._notes.set_note(_DONE, " ".join((self._key(), *kept)))

    def begin_anew(self) -> None:
        """This office has a new card: it goes to everybody once more."""
        self._notes.set_note(_DONE, self._key())

    def _kept(self) -> list[CardStep]:
        """What was done with the card of today; a new card is handed out anew."""
        key, *names = self._notes.note(_DONE).split(" ")
        return [one for one in _OURS if one.name in names] if key == self._key() else []

    def _key(self) -> str:
        return self._trust.card.sign_key.hex()
