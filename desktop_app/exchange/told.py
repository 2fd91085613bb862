"""Outcomes with a name: each member of such an enum is a sentence and the advice that goes with it."""

from enum import Enum


class Told(Enum):
    """Base of enums whose values are (what happened, what to do next)."""

    @property
    def sentence(self) -> str:
        """What happened, in one Chinese sentence."""
        return str(self.value[0])

    @property
    def todo(self) -> str:
        """What the person at the desk does next; empty when there is nothing to do."""
        return str(self.value[1])
