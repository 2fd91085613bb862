"""The box: one field of a register, a peewee field that knows its words, checks and place on paper."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Protocol

import peewee

from desktop_app.base.errors import UserError

# What a cell of the branch file holds; the same scalars travel in packages and stand in the history.
Scalar = str | int | None
Stored = dict[str, Scalar]
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


class Box(peewee.Field):
    """A field of a register.

    ``title`` is the Chinese name people read; ``kind`` is the *name* renderers look an editor, a cell and
    a paper form up by. ``width`` is the wish for a column, in Chinese characters. ``private`` boxes are
    masked in lists. ``machine`` boxes are written by the program, stay off forms and never count as a
    person's change. ``computed`` values are not boxes at all, see ``Computed``.
    """

    kind: ClassVar[str] = ""
    field_type = "TEXT"
    align: ClassVar[str] = "left"
    natural_width: ClassVar[int] = 8

    def __init__(
        self,
        title: str,
        *,
        required: bool = False,
        help: str = "",
        width: int = 0,
        private: bool = False,
        machine: bool = False,
        default: Any = None,
        index: bool = False,
    ) -> None:
        super().__init__(null=True, verbose_name=title, help_text=help, default=default, index=index)
        self.title = title
        self.required = required
        self.help = help
        self.width = width or self.natural_width
        self.private = private
        self.machine = machine

    def db_value(self, value: Any) -> Any:
        """The stored scalar of ``value``; empty words are stored as nothing."""
        return None if value is None or value == "" else self.to_stored(value)

    def python_value(self, value: Any) -> Any:
        """The value of a stored scalar."""
        return None if value is None else self.from_stored(value)

    def to_stored(self, value: Any) -> Scalar:
        """The scalar that keeps a present ``value``."""
        return str(value)

    def from_stored(self, value: Any) -> Any:
        """The value kept by a present scalar; ``from_stored(to_stored(v)) == v``."""
        return value

    def parse(self, text: str, reading: Reading) -> Any:
        """The value people mean by ``text``; None for nothing. UserError says what could not be read."""
        return text.strip() or None

    def show(self, value: Any, naming: Naming) -> str:
        """``value`` in the words of lists, sheets and papers; '' for nothing."""
        return "" if value is None else str(value)

    def sheet(self, value: Any, naming: Naming) -> str:
        """``value`` in words that ``parse`` reads back without loss; unmasked."""
        return self.show(value, naming)

    def masked(self, value: Any, naming: Naming) -> str:
        """``value`` as lists may show it: private parts covered."""
        return self.show(value, naming)

    def faults(self, value: Any) -> Iterable[str]:
        """Sentences about a present ``value`` that this box refuses."""
        return ()

    def targets(self, value: Any) -> Iterable[str]:
        """The uids of other records that ``value`` points at."""
        return ()


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
