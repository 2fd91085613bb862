"""A reminder as it is declared beside the function that tells its duties: its name and its rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from desktop_app.duties.basics.duty import Duty
from desktop_app.records.rules import RuleContext
from desktop_app.registers.rules.rule_table import sources

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Reminder:
    """A kind of thing the calendar reminds of.

    ``title`` is what the manual calls it, ``keys`` are the first words of its duties' keys. ``source`` is the
    row of the rule table whose source is told beside it, ``by`` the words for what no rule asks. ``lead`` is
    the row that says when to remind, ``numbers`` are the other rows it counts with.
    """

    title: str
    keys: tuple[str, ...]
    lead: str
    source: str = ""
    by: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """Every row of the rule table it needs."""
        return tuple(dict.fromkeys(key for key in (self.source, self.lead, *self.numbers) if key))


@dataclass(frozen=True)
class Sources:
    """Where the rules behind reminders are written, as of today."""

    context: RuleContext
    _told: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, context: RuleContext, reminders: Iterable[Reminder]) -> "Sources":
        """The sources of all ``reminders``, read at once."""
        return cls(context, sources(context, {one.source for one in reminders if one.source}))

    def rule(self, reminder: Reminder) -> str:
        """Title and article of the source of the reminder's rule."""
        if reminder.source not in self._told:
            self._told.update(sources(self.context, (reminder.source,)))
        return self._told[reminder.source]


Telling = Callable[[V, Sources], Iterable[Duty]]


@dataclass(frozen=True)
class Reminding(Generic[V]):
    """A function that tells the duties of a view, with the reminders they belong to."""

    tell: Telling[V]
    reminders: tuple[Reminder, ...]

    def __call__(self, view: V, told: Sources) -> Iterable[Duty]:
        """The duties of ``view``."""
        return self.tell(view, told)


def reminds(*reminders: Reminder) -> Callable[[Telling[V]], Reminding[V]]:
    """Declare what the function under it reminds of."""
    return lambda tell: Reminding(tell, reminders)
