"""The box: one field of a register, a peewee field that knows its words, checks and place on paper."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Protocol, Self, TypedDict, cast, overload

import peewee

from desktop_app.base.errors import UserError
from desktop_app.records.plain import LONGEST

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    # What a box holds, and whether it must be filled: a required box is read as V, another as V or None.
    V = TypeVar("V")
    Must = TypeVar("Must", bound=Literal[True, False], default=Literal[False])
else:
    from typing import TypeVar

    V = TypeVar("V")
    Must = TypeVar("Must")

# Of no type, so that a box declared without ``required`` gets the default of ``Must``.
OPTIONAL: Any = False

# What a cell of the branch file holds; the same scalars travel in packages and stand in the history.
Scalar = str | int | None
Stored = dict[str, Scalar]
# What ``from_stored`` raises over a scalar that it cannot read.
_UNREADABLE = (ValueError, ArithmeticError, LookupError, UserError)
# A sentence about a value of another office is told no longer than this: the value may stand in it.
_LONGEST_TOLD = 120
# What stands in place of a private value.
COVERED = "••••"
# From a record's uid to the words a person calls it by.
Naming = Callable[[str], str]


class Reading(Protocol):
    """What a box needs to understand typed words: the day, and who or what a name means."""

    @property
    def today(self) -> date:
        """The calendar day against which short dates are read."""
        ...

    def resolve(self, registers: tuple[str, ...], words: str) -> str:
        """The uid of the one record in ``registers`` called ``words``; UserError when none or several."""
        ...

    def knows(self, registers: tuple[str, ...], words: str) -> bool:
        """Whether some record in ``registers`` is called ``words``."""
        ...


class Options(TypedDict, total=False):
    """What every kind of box may be told beside its title, ``required`` and ``default``; see ``Box``."""

    help: str
    width: int
    private: bool
    machine: bool
    index: bool
    asked: bool | str


class Box(peewee.Field, Generic[V, Must]):
    """A field of a register: of a record it gives the value, of the register the field to ask by.

    A required box is read as always filled, for so it stands in the branch file; a form may empty it, and
    before ``fill`` it may still be empty.

    ``title`` is the Chinese name people read; ``kind`` is the *name* renderers look an editor, a cell and
    a paper form up by. ``width`` is the wish for a column, in Chinese characters. ``private`` boxes are
    masked in lists. ``machine`` boxes are written by the program, stay off forms and never count as a
    person's change. ``asked`` boxes are those an official form asks for though old records lack them:
    starred, needed for a new entry on a form, told else, 【待补】 on paper; the name of another box that does
    as well may stand for True. ``computed`` values are not boxes at all, see ``Computed``.
    """

    kind: ClassVar[str] = ""
    field_type = "TEXT"
    scalar: ClassVar[type] = str
    align: ClassVar[str] = "left"
    natural_width: ClassVar[int] = 8

    if TYPE_CHECKING:

        @overload  # type: ignore[override]
        def __get__(self, instance: None, owner: object) -> Self: ...
        @overload
        def __get__(self: "Box[V, Literal[True]]", instance: object, owner: object) -> V: ...
        @overload
        def __get__(self: "Box[V, Literal[False]]", instance: object, owner: object) -> V | None: ...
        def __get__(self, instance: object, owner: object) -> object: ...

        def __set__(self, instance: object, value: V | None) -> None: ...

    def __init__(
        self,
        title: str,
        *,
        required: Must = OPTIONAL,
        default: V | None = None,
        help: str = "",
        width: int = 0,
        private: bool = False,
        machine: bool = False,
        index: bool = False,
        asked: bool | str = False,
    ) -> None:
        super().__init__(null=True, verbose_name=title, help_text=help, default=default, index=index)
        self.title = title
        self.required: bool = required
        self.help = help
        self.width = width or self.natural_width
        self.private = private
        self.machine = machine
        self.asked = asked

    @property
    def is_starred(self) -> bool:
        """Whether a form marks the box as one to be filled."""
        return self.required or bool(self.asked)

    def is_wanting(self, record: object) -> bool:
        """Whether ``record`` lacks what this box is asked for, the other box that serves as well included."""
        other = getattr(record, self.asked) if isinstance(self.asked, str) else None
        return bool(self.asked) and all(
            value in (None, "", ()) for value in (getattr(record, self.name), other)
        )

    def db_value(self, value: V | None) -> Scalar:
        """The stored scalar of ``value``; empty words are stored as nothing."""
        return None if value is None or value == "" else self.to_stored(value)

    def python_value(self, value: Scalar) -> V | None:
        """The value of a stored scalar."""
        return None if value is None else self.from_stored(value)

    def to_stored(self, value: V) -> Scalar:
        """The scalar that keeps a present ``value``."""
        return str(value)

    def from_stored(self, value: str | int) -> V:
        """The value kept by a present scalar; ``from_stored(to_stored(v)) == v``."""
        raise NotImplementedError(f"the kind of box {type(self).__name__} does not say how it is kept")

    def parse(self, text: str, reading: Reading) -> V | None:
        """The value people mean by ``text``; None for nothing. UserError says what could not be read."""
        raise NotImplementedError(f"the kind of box {type(self).__name__} does not say how it is typed")

    def show(self, value: V | None, naming: Naming) -> str:
        """``value`` in the words of lists, sheets and papers; '' for nothing."""
        return "" if value is None else str(value)

    def sheet(self, value: V | None, naming: Naming) -> str:
        """``value`` in words that ``parse`` reads back without loss; unmasked."""
        return self.show(value, naming)

    def masked(self, value: V | None, naming: Naming) -> str:
        """``value`` as lists may show it: private parts covered."""
        return self.show(value, naming)

    def faults(self, value: V) -> Iterable[str]:
        """Sentences about a present ``value`` that this box refuses."""
        return ()

    def is_spelt(self, stored: str | int) -> bool:
        """Whether a scalar of the right type is one that ``to_stored`` gives; ValueError says no too."""
        return self.db_value(self.from_stored(stored)) == stored

    def judged(self, stored: object) -> str | None:
        """Why a scalar that another office wrote cannot stand in this box; None when it can. Never raises.

        What it lets pass every reader of the box can read. The sentence holds nothing of a private box.
        """
        if type(stored) is not self.scalar:
            return f"「{self.title}」的内容不是这一栏该有的类型"
        scalar = cast("str | int", stored)
        try:
            if isinstance(scalar, str) and len(scalar) > LONGEST:
                return f"「{self.title}」的内容太长"
            if not self.is_spelt(scalar):
                return f"「{self.title}」的内容不是这一栏的写法"
            fault = next(iter(self.faults(self.from_stored(scalar))), None)
        except _UNREADABLE:
            return f"「{self.title}」的内容不是这一栏的写法"
        if fault is not None and (self.private or len(fault) > _LONGEST_TOLD):
            return f"「{self.title}」的内容不成立"
        return fault

    def targets(self, value: V | None) -> Iterable[str]:
        """The uids of other records that ``value`` points at."""
        return ()


# Some box of some register, where what it holds is not known before the program runs.
AnyBox = Box[Any, Any]


class Computed:
    """A figure of a register that is worked out, never stored: its name, title and the kind it shows as.

    The function behind it lives in duties, found by register and name.
    """

    def __init__(
        self, name: str, title: str, kind: str = "number", *, unit: str = "", help: str = ""
    ) -> None:
        self.name = name
        self.title = title
        self.kind = kind
        self.unit = unit
        self.help = help


def choices_of(choices: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    """Stored value → label, from plain labels (stored as themselves) or from a code table."""
    return dict(choices) if isinstance(choices, Mapping) else {c: c for c in choices}


def unreadable(title: str, text: str, wanted: str) -> UserError:
    """The refusal of typed words: ``title`` is the box, ``wanted`` what it takes."""
    return UserError(f"「{title}」里的“{text}”读不懂", todo=f"请写成{wanted}")
