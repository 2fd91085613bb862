"""What a whole branch file is to those who carry it: its tables, their rows, its attached files."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from desktop_app.records.box import Naming
from desktop_app.records.record import Register

Value = str | int | None
Row = tuple[Any, ...]
Progress = Callable[[int, int], None]


class Table(NamedTuple):
    """A table with its columns and what they are called; ``register`` where it is a paper book."""

    name: str
    title: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    register: Register | None


class Whole(Protocol):
    """A branch file that can be gone through from end to end."""

    @property
    def naming(self) -> Naming:
        """What each record is called."""
        ...

    def about(self) -> dict[str, Value]:
        """Office, replica, schema and the rest that an import needs to know."""
        ...

    def tables(self) -> Sequence[Table]:
        """Every table, the registers first."""
        ...

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, its columns as they are stored."""
        ...

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every attached file by its SHA-256."""
        ...

    def file_names(self) -> dict[str, str]:
        """SHA-256 → what a record calls the file."""
        ...


class Carried(Protocol):
    """A whole file on its way into a new one."""

    def tables(self) -> list[str]:
        """The tables it has."""
        ...

    def lines(self, table: str) -> Iterator[tuple[int, dict[str, Value]]]:
        """Number and values of each line of one."""
        ...

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Attached files by their SHA-256."""
        ...
