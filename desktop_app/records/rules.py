"""Rules of a register: functions that look at a record and answer with Problems naming the box."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol

import peewee

from desktop_app.records.base import Record

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    # The record a rule, a step or a figure is about; of any register where none is named.
    R = TypeVar("R", bound=Record, default=Record)
else:
    from typing import TypeVar

    R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=peewee.Model)


class RuleContext(Protocol):
    """What a rule or a duty may look at besides the record: the other records, the day, the rule table."""

    @property
    def today(self) -> date:
        """The calendar day on the desk."""
        ...

    @property
    def office(self) -> str:
        """The code of the office this branch file belongs to."""
        ...

    def find(self, query: "peewee.ModelSelect[M]") -> list[M]:
        """The records of an unbound peewee select."""
        ...

    def get(self, model: type[M], uid: str | None) -> M | None:
        """The record with ``uid``, removed ones too; None when there is none."""
        ...

    def may_read(self, register: str) -> bool:
        """Whether the role at the desk opens the records of ``register``, or they are counted alone."""
        ...

    def rule(self, key: str, on: date | None = None) -> Decimal:
        """The number of the rule table row ``key`` in force on a day (default: today)."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one box of a record, and what to do instead.

    ``refuse`` stops the save; otherwise it is told and the person decides.
    """

    box: str
    text: str
    todo: str = ""
    refuse: bool = True

    def sentence(self) -> str:
        """The problem and its way out as running text."""
        return f"{self.text}。{self.todo}。" if self.todo else f"{self.text}。"


# The number of the rule table row with a key in force on a day.
RuleNumbers = Callable[[str, date], Decimal]
Rule = Callable[[R, RuleContext], Iterable[Problem]]
# Looks at a record, at what the branch file holds of it, and around.
EditRule = Callable[[R, R, RuleContext], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class BoxRule:
    """A rule that is told by name which ``boxes`` to look at; its register must have them."""

    boxes: tuple[str, ...]
    judge: Rule[Record]

    def __call__(self, record: Record, context: RuleContext) -> Iterable[Problem]:
        return self.judge(record, context)


@dataclass(frozen=True, slots=True)
class Step(Generic[R]):
    """One declared move of a record from a state to another; the only way its state box ever changes.

    ``needs`` names boxes that must be filled, ``asks`` those the step's dialog offers for writing,
    ``checks`` further rules, and ``write`` what the program itself notes. ``brings`` gives the records of
    other registers the move writes along, in the same action: who left with the receipt, points for an order
    closed; it sees the record in its new state and may note their uids in it. ``title`` is the verb on the
    button; ``confirm`` the question asked before a move that cannot be taken back lightly. An empty
    ``target`` leaves the state as it is.
    """

    name: str
    title: str
    source: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    checks: tuple[Rule[R], ...] = ()
    write: Callable[[R, RuleContext], None] | None = None
    brings: Callable[[R, RuleContext], Iterable[Record]] | None = None
    help: str = ""
    confirm: str = ""


class KeptRows(NamedTuple):
    """Children of some parents that go along only when asked for: what they are, and the parents' uids."""

    title: str
    parents: Callable[[RuleContext], Collection[str]]


def refusals(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a save."""
    return [p for p in problems if p.refuse]


def of_one_office(
    model: type[Record], context: RuleContext, record: Record | None = None
) -> peewee.Expression:
    """The records of ``model`` that are the office's whose ``record`` this is, else those of ours.

    A file may hold copies of many offices: what one of them counts, numbers or names is its own.
    """
    office = (record.owner_office if record is not None else "") or context.office
    expression: peewee.Expression = model.owner_office == office
    return expression
