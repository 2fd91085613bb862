"""Reading for the rules that judge a package: as if it were taken over, for the office whose records came."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import peewee

from desktop_app.records.base import Record
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.reader import Reader, asks_whole_records
from desktop_app.storage.reads import tables_in

R = TypeVar("R", bound=peewee.Model)
# Records remembered between two questions for them.
_MOST_KNOWN = 5000
# Longer answers are not remembered.
_MOST_FOUND = 100


class ArrivalReader(Reader):
    """A rule's context while a package lies over the branch file.

    ``office`` is the owner of the records judged, ``day`` the day they are judged on, ``missing`` are the
    boxes by register that did not come. Of the record being judged ``get`` gives what ``begin`` was told; all
    else is as if the package were here. ``asked`` are the tables a rule looked at, and ``felt`` whether it
    looked at a box that did not come and is empty.
    """

    def __init__(self, ledger: Ledger, office: str, day: date, missing: Mapping[str, frozenset[str]]) -> None:
        self.asked: set[str] = set()
        self.felt = False
        super().__init__(ledger.database, ledger.catalogue, ledger.clock)
        self._heard = frozenset((office, self.office))
        self.office = office
        self._day = day
        self._missing = missing
        self._known: dict[tuple[type[peewee.Model], str], Any] = {}
        self._asked: dict[object, list[Any]] = {}
        self._judging: tuple[str, Record | None] = ("", None)
        # What rule numbers are read from is read whole: superiors of superiors stand there too.
        self._whole = frozenset(register.name for register in self.catalogue)
        with self.noting() as reads:
            self.catalogue.rules(self)
        self._whole = frozenset(reads.registers)

    @property
    def today(self) -> date:
        return self._day

    def begin(self, record: Record, present: Record | None) -> None:
        """From now on ``record`` is judged; ``present`` is what its rules take for its version before."""
        self._judging = record.uid, present
        self._watch(record._meta.table_name, present)

    def forget(self, touched: Collection[tuple[str, str]] | None = None) -> None:
        super().forget(touched)
        self._known, self._asked = {}, {}

    def rule(self, key: str, on: date | None = None) -> Decimal:
        # Where the numbers stand is the receiver's own matter.
        asked = set(self.asked)
        number = super().rule(key, on)
        self.asked = asked
        return number

    def get(self, model: type[R], uid: str | None) -> R | None:
        if not uid:
            return None
        table = model._meta.table_name
        judged, present = self._judging
        if uid == judged:
            return present if isinstance(present, model) else None
        self.asked.add(table)
        known = self._known
        if (model, uid) not in known:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[model, uid] = found = super().get(model, uid)
            self._watch(table, found)
        return known[model, uid]  # type: ignore[no-any-return]

    def find(self, query: "peewee.ModelSelect[R]") -> list[R]:
        # Rows of one person or one meeting ask the same: putting a query into words costs most.
        asked = signature(query)
        if asked is None:
            return self._found(query)
        if asked not in self._asked:
            if len(self._asked) >= _MOST_KNOWN:
                self._asked.clear()
            found = self._found(query)
            if len(found) > _MOST_FOUND:
                return found
            self._asked[asked] = found
        self.asked.add(query.model._meta.table_name)
        return list(self._asked[asked])

    def _found(self, query: "peewee.ModelSelect[R]") -> list[R]:
        found = super().find(query)
        table = query.model._meta.table_name
        if table in self.catalogue and table not in self._whole:
            # What a third office wrote is no reason for or against a record: its writer never saw it.
            found = [one for one in found if getattr(one, "owner_office", "") in self._heard]
        if table in self._missing:
            for one in found:
                self._watch(table, one)
        return found

    def select(self, sql: str, values: Sequence[object] = ()) -> Any:
        self.asked |= tables_in(sql)
        return super().select(sql, values)

    def _watch(self, table: str, record: Any) -> None:
        missing = self._missing.get(table)
        if missing and record is not None and not isinstance(record.__data__, _Partial):
            record.__data__ = _Partial(record.__data__, missing, self)


def signature(query: "peewee.ModelSelect[Any]") -> object | None:
    """What a plain select of whole records asks, to be compared with others; None where it is not plain."""
    if not asks_whole_records(query):
        return None
    parts = (getattr(query, name, None) for name in ("_where", "_order_by", "_limit", "_offset"))
    rest = (getattr(query, name, None) for name in ("_group_by", "_having", "_distinct", "_windows"))
    try:
        signed = (query.model, *map(_signed, parts))
        hash(signed)
    except TypeError:
        return None
    return None if any(rest) else signed


def _signed(node: Any) -> object:
    """A node of a query as a value that can be compared; TypeError for kinds that are not known."""
    if isinstance(node, peewee.Field):
        return node.model, node.name
    if isinstance(node, peewee.Expression):
        return node.op, _signed(node.lhs), _signed(node.rhs)
    if isinstance(node, peewee.Negated):
        return "not", _signed(node.node)
    if isinstance(node, peewee.Ordering):
        return node.direction, node.nulls, _signed(node.node)
    if isinstance(node, list | tuple | set | frozenset):
        return tuple(map(_signed, node))
    if isinstance(node, peewee.Node):
        raise TypeError(type(node))
    return type(node), node


class _Partial(dict[str, Any]):
    """What a record holds of which some boxes did not come: tells when one of these is looked at."""

    def __init__(self, values: Mapping[str, Any], missing: frozenset[str], reader: ArrivalReader) -> None:
        super().__init__(values)
        self._missing = missing
        self._reader = reader

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if value is None and name in self._missing:
            self._reader.felt = True
        return value
