"""A register as its table shows it: searched, filtered, sorted, counted, and read in pages of words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import peewee

from desktop_app.base.plain_signs import plain
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox, Computed, Naming
from desktop_app.records.kinds import ManyChoice, Numeric
from desktop_app.records.record import Register
from desktop_app.storage.column_filter import column_fits
from desktop_app.storage.namesakes import apart, listed, told_apart
from desktop_app.storage.ordering import FALLING, bare_name, order_terms, sorts_as_stored
from desktop_app.storage.reader import Reader
from desktop_app.storage.sqlite.search_index import contains, found_by, one_of
from desktop_app.storage.tables import IndexCard
from desktop_app.storage.worked_out import MOST, ComputedMany, WorkedColumn, arranged, asked_for, figure_words

_BATCH = 500
_NO_COMPUTED: ComputedMany = {}
# Units of numbers that tell of one record alone.
_NO_SUM = ("年", "届", "岁", "周岁", "月", "%", "‰", "号", "日")
_YEAR_DIGITS = 4  # at the head of any stored day, month or span


class ListingRow(NamedTuple):
    """One record of a page: who it is, and the words of its columns."""

    uid: str
    values: tuple[str, ...]


class Called(NamedTuple):
    """A record by the words people know it by; ``note`` tells it from others called the same."""

    uid: str
    register: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class Listing:
    """The records of ``register`` that fit; a changed question is a new one (``dataclasses.replace``).

    So is the same question after a change: how many there are is asked once.

    ``words`` are searched as everywhere; ``filters`` give boxes the value they must have; ``year`` is that
    of the register's period box; ``order`` names boxes, as
    ``ordering`` reads it; ``removed`` shows
    the bin; ``parent`` keeps to the children of one record; ``computed`` works out figures page by page;
    ``shown`` names other columns than the register's own, ``typed`` has the words typed over columns.
    """

    reader: Reader
    register: Register
    words: str = ""
    filters: Mapping[str, object] = field(default_factory=dict)
    year: int | None = None
    order: tuple[str, ...] = ()
    removed: bool = False
    parent: str | None = None
    computed: ComputedMany = field(default_factory=lambda: _NO_COMPUTED)
    shown: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, AnyBox | Computed]:
        """The columns by name: boxes of the register, and the figures there is a function for."""
        register, may = self.register, self.possible
        own = [n for n in self.shown or register.listing if n in may]
        return {n: may[n] for n in own or register.listing if n in may}

    @cached_property
    def possible(self) -> dict[str, AnyBox | Computed]:
        """Every column there may be, by name: those of the listing first."""
        register = self.register
        names = dict.fromkeys((*register.listing, *register.boxes, *register.computed))
        boxes = {n: box for n, box in register.boxes.items() if n in register.listing or is_column(box)}
        figures = {n: one for n, one in register.computed.items() if (register.name, n) in self.computed}
        return {n: one for n in names if (one := boxes.get(n) or figures.get(n)) is not None}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the bin keeps records out of it."""
        return bool(self.words or self.filters or self.year or any(map(str.strip, self.typed.values())))

    @property
    def is_hidden(self) -> bool:
        """Whether the role at the desk does not open its records: they are counted, none is listed."""
        return not self.reader.may_read(self.register.name)

    def count(self) -> int:
        """How many records fit, those counted that are not listed for this role."""
        return self._stored_count if self._worked is None else len(self._worked)

    def page(self, offset: int, limit: int) -> list[ListingRow]:
        """``limit`` rows from number ``offset`` on, in order."""
        if self.is_hidden:
            return []
        model = self.register.model
        boxes = [n for n in self.columns if n in self.register.boxes]
        query = model.select(model.uid, *(self.register.boxes[n] for n in boxes))
        if self._worked is not None:
            wanted = self._worked[offset : offset + limit]
            read = {row[0]: row for row in self.reader.rows(query.where(model.uid.in_(wanted)))}
            rows = [read[uid] for uid in wanted if uid in read]
        else:
            # The page is found by uid alone and only then read: a far offset steps over no wide rows.
            found, first, terms = self._fitting(model.uid), self._first(offset + limit), self._terms()
            found = found if first is None else found.where(first)
            found = found.order_by(*terms).limit(limit).offset(offset)
            rows = self.reader.rows(query.where(model.uid.in_(found)).order_by(*terms))
        naming = self._naming(boxes, rows)
        figures = self._figures([row[0] for row in rows])
        return [self._words(row, boxes, naming, figures) for row in rows]

    def sums(self, uids: Sequence[str] | None = None) -> dict[str, str]:
        """The amounts and counts in its columns added up, in words; of ``uids`` alone where given."""
        boxes = {n: box for n, box in self.columns.items() if adds_up(box)}
        if not boxes or self.is_hidden:
            return {}
        asked = self._fitting(*(peewee.fn.SUM(box).coerce(False) for box in boxes.values()))
        if uids is not None:
            asked = asked.where(self.register.model.uid.in_(list(uids)))
        found = self.reader.rows(asked)[0]
        return {
            name: box.show(box.python_value(total or 0), self.reader.name)
            for (name, box), total in zip(boxes.items(), found, strict=True)
            if isinstance(box, Numeric)
        }

    def uids(self) -> list[str]:
        """The uids of all records that fit, in order."""
        if self.is_hidden:
            return []
        return self._stored_uids() if self._worked is None else list(self._worked)

    def records(self, uids: Sequence[str]) -> Iterator[Any]:
        """Whole records by uid, in the order given; those that are gone are passed over."""
        model = self.register.model
        for start in range(0, 0 if self.is_hidden else len(uids), _BATCH):
            some = uids[start : start + _BATCH]
            found = {one.uid: one for one in self.reader.find(model.select().where(model.uid.in_(some)))}
            yield from (found[uid] for uid in some if uid in found)

    def years(self) -> list[int]:
        """The years its records are about, the latest first; empty for a register without a period."""
        if self.register.period is None:
            return []
        year = peewee.fn.substr(self.register.boxes[self.register.period], 1, _YEAR_DIGITS)
        query = self.register.model.live().select(year.coerce(False)).distinct()
        return sorted({int(row[0]) for row in self.reader.rows(query) if row[0]}, reverse=True)

    def in_use(self, name: str) -> list[Any]:
        """The different values that live records have in a box."""
        if self.is_hidden:
            return []
        box = self.register.boxes[name]
        query = self.register.model.live().select(box).where(box.is_null(False)).distinct().order_by(box)
        return [row[0] for row in self.reader.rows(query)]

    # -- columns that are worked out -------------------------------------------------------------

    @cached_property
    def works_out(self) -> bool:
        """Whether there are few enough records to sort and filter by what is worked out of them."""
        return not self.is_hidden and self._stored_count <= MOST

    @cached_property
    def _stored_count(self) -> int:
        return self.reader.count(self._stored())

    @cached_property
    def _worked(self) -> list[str] | None:
        """The records that fit in their order where that is worked out; None where the engine finds it."""
        figures = self.possible.keys() - self.register.boxes.keys()
        names = asked_for(figures, self.typed, self.order)
        if not names or not self.works_out:
            return None
        uids = self._stored_uids()
        records = list(self.records(uids))
        columns = {name: self._worked_column(name, records) for name in names}
        return arranged(uids, columns, self.typed, self.order)

    def _worked_column(self, name: str, records: Sequence[Record]) -> WorkedColumn:
        values = self.computed[self.register.name, name](records, self.reader)
        words = {one.uid: figure_words(values.get(one.uid)) for one in records}
        return WorkedColumn(self.register.computed[name].title, words)

    def _stored_uids(self) -> list[str]:
        query = self._stored(self.register.model.uid).order_by(*self._terms())
        return [row[0] for row in self.reader.rows(query)]

    # -- the question as a query -----------------------------------------------------------------

    def _fitting(self, *columns: Any) -> Any:
        query = self._stored(*columns)
        return query if self._worked is None else query.where(one_of(self.register.model.uid, self._worked))

    def _stored(self, *columns: Any) -> Any:
        """The records that fit by what is stored of them."""
        model = self.register.model
        query = model.select(*columns or (model.uid,)).where(model.removed_at.is_null(not self.removed))
        if self.parent is not None and self.register.parent:
            query = query.where(self.register.boxes[self.register.parent] == self.parent)
        for name, value in self.filters.items():
            query = query.where(_has(self.register.boxes[name], value))
        if self.year is not None and self.register.period:
            period = self.register.boxes[self.register.period]
            query = query.where(period >= _raw(f"{self.year:04d}"), period < _raw(f"{self.year + 1:04d}"))
        for name, words in self.typed.items():
            fits = column_fits(self.register, name, words) if name in self.register.boxes else None
            query = query if fits is None else query.where(fits)
        if self.words.strip():
            query = query.where(model.uid.in_(self._cards()))
        return query

    def _cards(self) -> Any:
        """The cards of this register in which the words stand."""
        query = IndexCard.select(IndexCard.uid).where(IndexCard.register == self.register.name)
        # Child records and removed ones are on no full-text index: their few cards are read through.
        indexed = not self.removed and self.register.parent is None
        found = found_by(self.words) if indexed else None
        if found is not None:
            return query.where(found)
        for run in plain(self.words).split():
            query = query.where(contains(IndexCard.words, run))
        return query

    def _terms(self) -> list[Any]:
        stored = [term for term in self.order if bare_name(term) not in self.register.computed]
        return order_terms(self.reader, self.register, stored)

    def _first(self, most: int) -> Any:
        """The condition that holds for the first ``most`` records in order, and for few others.

        It spares the rest the working out of what they sort by: the sound of thousands of names.
        """
        terms = self.order or self.register.order
        box = self.register.boxes.get(bare_name(terms[0]))
        if box is None or len(terms) < 2 or not sorts_as_stored(box):
            return None
        later = [self.register.boxes.get(bare_name(term)) for term in terms[1:]]
        if not box.index and all(one is None or sorts_as_stored(one) for one in later):
            return None
        falls = terms[0].startswith(FALLING)
        by = box.desc() if falls else box.asc()
        last = self.reader.rows(self._fitting(box.coerce(False)).order_by(by).limit(1).offset(most - 1))
        if not last or last[0][0] is None:
            return None
        return box >= _raw(last[0][0]) if falls else (box <= _raw(last[0][0])) | box.is_null()

    # -- what was found as words -----------------------------------------------------------------

    def _naming(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Naming:
        """The headings of everything a page points at, read at once."""
        boxes = self.register.boxes
        uids = {
            uid
            for row in rows
            for name, value in zip(names, row[1:], strict=True)
            if value is not None
            for uid in boxes[name].targets(value)
        }
        known = dict(self.reader.names(uids))
        known.update(apart(self.reader, known))
        return lambda uid: known.get(uid) or self.reader.name(uid)

    def _figures(self, uids: list[str]) -> dict[str, Mapping[str, object]]:
        names = [n for n in self.columns if n not in self.register.boxes]
        if not names or not uids:
            return {}
        model = self.register.model
        records = self.reader.find(model.select().where(model.uid.in_(uids)))
        return {n: self.computed[self.register.name, n](records, self.reader) for n in names}

    def _words(
        self,
        row: Sequence[object],
        names: Sequence[str],
        naming: Naming,
        figures: Mapping[str, Mapping[str, object]],
    ) -> ListingRow:
        uid, read = str(row[0]), dict(zip(names, row[1:], strict=True))
        words = [
            listed(self.register.boxes[n], read[n], naming)
            if n in read
            else figure_words(figures[n].get(uid))
            for n in self.columns
        ]
        return ListingRow(uid, tuple(words))


def adds_up(column: AnyBox | Computed) -> bool:
    """Whether the values of a column make a sum: amounts and counts do, years and numbers of order do not."""
    return isinstance(column, Numeric) and bool(column.unit) and column.unit not in _NO_SUM


def is_column(box: AnyBox) -> bool:
    """Whether a box may stand as a column: words people read, nothing the program keeps for itself."""
    return not box.machine and box.kind not in ("files", "frozen")


def called(reader: Reader, registers: Iterable[str]) -> list[Called]:
    """The live records of ``registers`` by name, the newest first; equal names carry a note."""
    query = IndexCard.select(IndexCard.uid, IndexCard.register, IndexCard.heading).order_by(
        IndexCard.id.desc()
    )
    found = [Called(*row) for row in reader.cards(query.tuples(), registers)]
    times = Counter(one.words for one in found)
    alike: dict[str, list[str]] = {}
    for one in found:
        if times[one.words] > 1:
            alike.setdefault(one.register, []).append(one.uid)
    notes = {uid: note for name, uids in alike.items() for uid, note in told_apart(reader, name, uids)}
    return [one._replace(note=notes.get(one.uid, "")) for one in found]


def count_children(reader: Reader, register: Register, parent: Record) -> int:
    """How many live children a record has in one child register."""
    return Listing(reader, register, parent=parent.uid).count()


def _has(box: AnyBox, value: object) -> Any:
    if value is None:
        return box.is_null()
    if isinstance(box, ManyChoice):
        return contains(box, _raw(f'"{value}"'))
    return box == value


def _raw(scalar: str | int) -> Any:
    """A stored scalar compared as it stands, not through the box."""
    return peewee.Value(scalar, converter=False)
