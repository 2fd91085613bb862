"""What is answered when a printed paper is held against the records."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from desktop_app.storage.past import Since


class Verdict(Enum):
    """What became of a paper."""

    SAME = auto()
    """What it tells stands in the records still."""
    CHANGED = auto()
    """It is what the records said that day; since then they were changed."""
    UNPROVEN = auto()
    """It was printed here; what the records said then cannot be put together again."""
    UNKNOWN = auto()
    """No paper with this code was printed here."""


@dataclass(frozen=True)
class Answer:
    """What is told of a code.

    ``printed`` are the lines of its printings, the last first; ``changes`` the records changed since then
    that the paper tells of; ``near`` are codes that one slip makes of this one. ``template`` tells that it
    was printed with another template than now, '' where it was not.
    """

    code: str
    verdict: Verdict
    printed: tuple[Any, ...] = ()
    changes: tuple[Since, ...] = ()
    near: tuple[str, ...] = ()
    is_mistyped: bool = False
    template: str = ""

    @property
    def places(self) -> int:
        """In how many boxes something was changed; a record that came or went counts as one."""
        return sum(len(one.boxes) if one.was_there and one.is_there else 1 for one in self.changes)
