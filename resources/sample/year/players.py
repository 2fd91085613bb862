"""Who plays which part in the year, by name or by post; people come, leave and change posts meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Any

from desktop_app.registers.people.members import Member

from ..cast import Cast
from ..gatherings import Gathering, Session
from ..hand import Hand

REASONS = ("病假", "事假", "公出", "事假，家中有事", "公出，出差", "病假，就医", "公出，单位值班")
# Registers a change in which may give somebody another part.
_CHANGING = frozenset(("member", "committee_member", "party_org"))


class NamedCast(Cast):
    """A cast that also knows everybody by name."""

    @cached_property
    def named(self) -> dict[str, str]:
        """Name → uid of everybody who ever stood on the roster."""
        return {str(one.name): uid for uid, one in self.roster.members.items()}

    def __getitem__(self, part: str) -> str:
        if part in self.named:
            return self.named[part]
        try:
            return super().__getitem__(part)
        except KeyError:
            # Somebody not on the roster, or not yet: minutes write the name.
            return part

    def name(self, part: str) -> str:
        """The name of who plays ``part``, the name itself for somebody who is not on the roster."""
        uid = self[part]
        return str(self.roster.members[uid].name) if uid in self.roster.members else uid


class Players:
    """The cast as it is now: read anew after a change of roster, committee or groups."""

    def __init__(self, ledger: Any) -> None:
        self._ledger = ledger
        self._now: NamedCast | None = None
        ledger.subscribe(self._changed)

    def _changed(self, change: Any) -> None:
        if _CHANGING & change.registers():
            self._now = None

    def _cast(self) -> NamedCast:
        if self._now is None:
            self._now = NamedCast.read(self._ledger)
        return self._now

    def __getitem__(self, part: str) -> str:
        return self._cast()[part]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cast(), name)

    def here(self) -> list[Any]:
        """The members on the books today."""
        found: list[Any] = self._cast().roster.on(self._ledger.today)
        return found


@dataclass(frozen=True)
class Year:
    """What every story is handed: the pen, the people, and chance that falls the same each time."""

    hand: Hand
    cast: Players

    @property
    def ledger(self) -> Any:
        """The open branch file."""
        return self.hand.ledger

    @staticmethod
    def chance(of: str) -> Random:
        """A source of chance for one story, the same in every run."""
        return Random(f"桂花里 2026 {of}")

    def member(self, name: str) -> Any:
        """The roster's row of somebody, as it stands now."""
        return self.ledger.get(Member, self.cast[name])


def with_absences(plans: Iterable[Any], chance: Random) -> list[Any]:
    """The gatherings and sessions, a few people away from those that name nobody who is."""
    return [plan if plan.away else replace(plan, away=_absences(plan, chance)) for plan in plans]


def _absences(plan: Gathering | Session, chance: Random) -> dict[str, str]:
    if isinstance(plan, Session):
        parts = [] if plan.who else [f"党员{k}" for k in range(1, 28)]
        count = chance.randint(2, 4)
    elif plan.group:
        parts, count = [f"组{plan.group}.{k}" for k in range(2, 9)], chance.randint(0, 2)
    elif plan.kind == "支部委员会会议":
        return {}
    else:
        parts, count = [f"党员{k}" for k in range(1, 28)], chance.randint(2, 4)
    return {part: chance.choice(REASONS) for part in chance.sample(parts, min(count, len(parts)))}
