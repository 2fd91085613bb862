"""Reading an open branch file: records, names, rules, history and search, from any thread."""

import copy
import hashlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple, TypeVar, cast

import peewee

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.names import compare_key
from desktop_app.records.base import Record
from desktop_app.records.box import Scalar
from desktop_app.records.links import Files
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.roles import NOT_SHOWN, Role
from desktop_app.records.rules import Problem, RuleNumbers
from desktop_app.records.tails import tail_of
from desktop_app.storage import search
from desktop_app.storage.reads import Reads, tables_in
from desktop_app.storage.role_door import RoleDoor
from desktop_app.storage.sqlite.sealed import Damage
from desktop_app.storage.sqlite.search_index import INDEX, called_by, found_by
from desktop_app.storage.statements import NOT_HERE, Statements
from desktop_app.storage.stored_values import stored_values
from desktop_app.storage.tables import TABLES, ActionRow, Blob, Entry, IndexCard, Knowledge, Note

R = TypeVar("R", bound=peewee.Model)
# Own tables that say nothing about a record: files by their content, notes, what others are known to have.
_SILENT = frozenset(table._meta.table_name for table in (Blob, Note, Knowledge))
_CARDS = frozenset((IndexCard._meta.table_name, INDEX))
# The others tell of records of any register.
_OF_ANY = frozenset(table._meta.table_name for table in TABLES) - _SILENT | _CARDS


class HistoryLine(NamedTuple):
    """One line of a record's history: when, who, what was done, and old and new stored values by box."""

    at: str
    actor: str
    verb: str
    title: str
    why: str
    changes: dict[str, tuple[Scalar, Scalar]]


class _Noted(threading.local):
    """For whom a thread reads: the innermost ``noting``, and whoever is behind all of them."""

    inner: Reads | None = None
    outer: Reads | None = None


class _Judging(threading.local):
    """The day a thread judges by, where it is not that of the clock."""

    day: date | None = None


class Reader:
    """The reading half of the ledger, over an open peewee database that connects once per thread.

    Every statement passes ``select``: ``noting`` learns there what was read. A query is run on the reader
    itself, which stands in for peewee's database.
    """

    def __init__(
        self,
        database: peewee.SqliteDatabase,
        catalogue: Catalogue,
        clock: Clock,
        role: Role = Role.SECRETARY,
    ) -> None:
        self.door = RoleDoor(database, catalogue, role)
        self.catalogue = catalogue
        self.clock = clock
        self._registers = frozenset(register.name for register in catalogue)
        self._concerned: dict[frozenset[str], frozenset[str]] = {}
        self._noted = _Noted()
        self.office = self.note("office")
        self.replica = self.note("replica")
        # As the role may see them, and as the program itself does.
        self._names: tuple[dict[str, str], dict[str, str]] = {}, {}
        # The rule numbers as last read, with the registers they were read from.
        self._rules: tuple[RuleNumbers, frozenset[str]] | None = None
        self._shapes: dict[type[peewee.Model], _Shape] = {}
        self.statements = Statements(database)
        # The day to believe where today's date cannot be right; see dated_file.
        self.likely_day: date | None = None
        self._judged_day = _Judging()

    @property
    def database(self) -> peewee.SqliteDatabase:
        """What this thread reads from: the file as the role at the desk may see it."""
        return self.door.database

    @property
    def role(self) -> Role:
        """Whose password opened the file."""
        return self.door.role

    def close(self) -> None:
        """Close this thread's connections; the last one writes the journal back into the file."""
        self.door.close()

    def stand(self) -> tuple[int, str]:
        """How far this file was written as its replica, and the chain there."""
        known = self.database.execute_sql(self.statements.known, (self.replica,))
        seq, _, chain = known.fetchone()
        return int(seq), str(chain)

    # -- what was read --------------------------------------------------------------------------------

    @contextmanager
    def noting(self) -> Iterator[Reads]:
        """Note what this thread reads meanwhile; what an inner one notes counts for those around it too."""
        noted, around = self._noted, self._noted.inner
        reads = noted.inner = Reads()
        try:
            yield reads
        finally:
            noted.inner = around
            outer = around or noted.outer
            if outer is not None:
                outer.add(reads)

    def note_into(self, reads: Reads | None) -> None:
        """From now on what this thread reads outside of ``noting`` counts for ``reads`` too."""
        self._noted.outer = reads

    @contextmanager
    def unnoted(self) -> Iterator[None]:
        """What this thread reads meanwhile is shown to nobody."""
        noted = self._noted
        before = noted.inner, noted.outer
        noted.inner = noted.outer = None
        try:
            yield
        finally:
            noted.inner, noted.outer = before

    def rests_on(self, *models: type[peewee.Model], today: bool = False) -> None:
        """Note registers, or the day, for what is read beside the ledger: a folder of backups, say."""
        self._note_read([model._meta.table_name for model in models], day=self.today if today else None)

    def _note_read(
        self, registers: Iterable[str] = (), uids: Iterable[str] = (), day: date | None = None
    ) -> None:
        reads = self._noted.inner or self._noted.outer
        if reads is not None:
            reads.registers.update(registers)
            reads.uids.update(uids)
            reads.day = reads.day or day

    def select(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The cursor of a reading statement; its tables are noted."""
        if self._noted.inner or self._noted.outer:
            self._note_read(self._concerns(tables_in(sql)))
        return self.database.execute_sql(sql, values)

    def execute(self, query: peewee.BaseQuery) -> Any:
        """The cursor of a query, as peewee asks its database for it."""
        return self.select(*self.database.get_sql_context().sql(query).query())

    def _concerns(self, tables: frozenset[str]) -> frozenset[str]:
        """The registers whose records may show in a select of ``tables``."""
        if tables not in self._concerned:
            found = tables & self._registers
            if found and tables & _OF_ANY <= _CARDS and tables & _CARDS:
                # Beside a register the cards are its own and those of the records it links to.
                boxes = (box for name in found for box in self.catalogue[name].boxes.values())
                found |= {name for box in boxes for name in getattr(box, "to", ())}
            elif tables & _OF_ANY:
                found = self._registers
            self._concerned[tables] = found
        return self._concerned[tables]

    def forget(self, touched: Collection[tuple[str, str]] | None = None) -> None:
        """Drop what is remembered of ``touched`` (register, uid): names; rule numbers with what they rest on.

        Everything without ``touched``.
        """
        # Put in place anew: what another thread read before the change it writes into the old ones.
        if touched is None or (self._rules and any(name in self._rules[1] for name, _ in touched)):
            self._rules = None
        shown, whole = ({}, {}) if touched is None else map(dict, self._names)
        for _, uid in touched or ():
            shown.pop(uid, None)
            whole.pop(uid, None)
        self._names = shown, whole

    @property
    def today(self) -> date:
        """The calendar day on the desk."""
        today = self._judged_day.day or self.clock.now().date()
        self._note_read(day=today)
        return today

    def find(self, query: "peewee.ModelSelect[R]") -> list[R]:
        """The records of an unbound select."""
        if not asks_whole_records(query):
            return list(query.execute(cast("peewee.Database", self)))
        shape = self._shape(query.model)
        return [shape.record(row) for row in self.execute(query.columns(shape.columns)).fetchall()]

    def rows(self, query: peewee.BaseQuery) -> list[tuple[Any, ...]]:
        """The plain tuples of an unbound select."""
        return list(query.tuples().execute(cast("peewee.Database", self)))

    def count(self, query: peewee.SelectBase) -> int:
        """How many records an unbound select has."""
        return int(query.count(cast("peewee.Database", self)))

    def get(self, model: type[R], uid: str | None) -> R | None:
        """The record with ``uid``, removed ones too; None when there is none."""
        if not uid:
            return None
        self._note_read(uids=(uid,))
        shape = self._shape(model)
        row = self.database.execute_sql(shape.by_uid, (uid,)).fetchone()
        return None if row is None else shape.record(row)

    def _shape(self, model: type[peewee.Model]) -> "_Shape":
        if model not in self._shapes:
            self._shapes[model] = _Shape(model, self.statements.words_of)
        return self._shapes[model]

    def locate(self, uid: str) -> tuple[Register, Record] | None:
        """The register and record behind ``uid``, in whichever register it is."""
        self._note_read(uids=(uid,))
        card = self.database.execute_sql(self.statements.register, (uid,)).fetchone()
        if card is None:
            return None
        register = self.catalogue[card[0]]
        if not self.may_read(register.name):
            return None
        record = self.get(register.model, uid)
        return None if record is None else (register, record)

    def name(self, uid: str) -> str:
        """The words a record is called by; a mark where the record never arrived here."""
        self._note_read(uids=(uid,))
        names = self._names[self.door.is_whole]
        if uid not in names:
            found = self.database.execute_sql(self.statements.heading, (uid,)).fetchone()
            names[uid] = str(found[0]) if found else NOT_HERE
        return names[uid]

    def names(self, uids: Collection[str]) -> Mapping[str, str]:
        """The words of many records at once; those that never arrived here are not among them."""
        self._note_read(uids=uids)
        cards = IndexCard.select(IndexCard.uid, IndexCard.heading).where(IndexCard.uid.in_(list(uids)))
        return dict(cards.tuples().execute(self.database)) if uids else {}

    def rule(self, key: str, on: date | None = None) -> Decimal:
        """The number of the rule table row ``key`` in force on a day (default: today)."""
        day, rules = on or self.today, self._rules
        if rules is None:
            with self.noting() as reads:
                numbers = self.catalogue.rules(self)
            rules = self._rules = numbers, frozenset(reads.registers)
        self._note_read(rules[1])
        return rules[0](key, day)

    def knows(self, registers: tuple[str, ...], words: str) -> bool:
        """Whether some live record in ``registers`` is called ``words``."""
        return bool(self._called(registers, words))

    def resolve(self, registers: tuple[str, ...], words: str) -> str:
        """The uid of the one live record in ``registers`` called ``words``."""
        found = self._called(registers, words)
        if len(found) == 1:
            return str(found[0].uid)
        titles = "、".join(self.catalogue[r].title for r in registers if r in self.catalogue)
        if not found:
            raise UserError(f"{titles}里没有“{words}”", todo="请核对写法，或者先登记")
        raise Ambiguous(
            f"{titles}里有 {len(found)} 个“{words}”",
            tuple(Option(f"{c.heading}（{self._apart(c.uid) or i}）", c.uid) for i, c in enumerate(found, 1)),
        )

    def _apart(self, uid: str) -> str:
        register, record = self.locate(uid) or (None, None)
        return tail_of(register, record) if register is not None and record is not None else ""

    def _called(self, registers: tuple[str, ...], words: str) -> list[IndexCard]:
        query = IndexCard.select(IndexCard.uid, IndexCard.heading).where(
            IndexCard.name_key == compare_key(words)
        )
        return self.cards(query, registers)

    def cards(self, query: "peewee.ModelSelect[IndexCard]", registers: Iterable[str]) -> list[Any]:
        """The live cards of some registers that fit a select of cards alone."""
        names = list(registers)
        self._note_read(names)
        return list(query.where(IndexCard.register.in_(names), IndexCard.removed == 0).execute(self.database))

    def problems(self, record: Record, *, by_hand: bool = True) -> list[Problem]:
        """Everything the register's rules say about a record, written or not; ``by_hand``: not by a step."""
        register = self.catalogue.of(record)
        # By what is, not by what the role sees of it.
        with self.door.whole():
            judged = self._uncovered(register, record)
            register.fill(judged, self)
            if judged is not record:
                for name in (n for n, box in register.boxes.items() if box.machine):
                    setattr(record, name, getattr(judged, name))
            found = self.naming_clock(lambda: register.problems(judged, self, by_hand=by_hand))
            return found + self.doubles(judged)

    def naming_clock(self, judge: Callable[[], list[Problem]]) -> list[Problem]:
        """What ``judge`` finds; what would not be refused on the likely day names the clock as the cause."""
        found = judge()
        if self.likely_day is None or not any(problem.refuse for problem in found):
            return found
        self._judged_day.day = self.likely_day
        try:
            otherwise = {(problem.box, problem.text) for problem in judge() if problem.refuse}
        finally:
            self._judged_day.day = None
        todo = f"本机日期是 {self.clock.now():%Y年%m月%d日}，请先核对电脑日期"
        return [
            replace(problem, todo=todo)
            if problem.refuse and (problem.box, problem.text) not in otherwise
            else problem
            for problem in found
        ]

    def _uncovered(self, register: Register, record: Record) -> Record:
        """``record`` itself where nothing is covered in it, else one like it without the covers."""
        if not self.door.rights.covered or record.is_new:
            return record
        judged = copy.copy(record)
        judged.__data__ = dict(record.__data__)
        self.door.uncover(register, judged, self.get(register.model, record.uid))
        return judged

    def may_read(self, register: str) -> bool:
        """Whether records of ``register`` are opened: by the role, or by the program for its own work."""
        return self.door.is_whole or self.door.rights.may_read(register)

    def doubles(self, record: Record) -> list[Problem]:
        """What a record shares with another live one of its office, though only one may have it."""
        register = self.catalogue.of(record)
        with self.door.whole():
            judged = self._uncovered(register, record)
            return [p for group in register.unique for p in self._double(register, judged, group)]

    def history(self, uid: str) -> list[HistoryLine]:
        """What was done to a record, newest first."""
        query = (
            Entry.select(
                ActionRow.at,
                ActionRow.actor,
                Entry.verb,
                ActionRow.title,
                ActionRow.why,
                Entry.old,
                Entry.new,
            )
            .join(ActionRow, on=(ActionRow.id == Entry.action))
            .where(Entry.uid == uid)
            .order_by(Entry.id.desc())
        )
        self._note_read(uids=(uid,))
        lines = []
        for at, actor, verb, title, why, old, new in query.tuples().execute(self.database):
            before = stored_values(old) if old else {}
            changes = {k: (before.get(k), v) for k, v in stored_values(new).items()}
            lines.append(HistoryLine(at, actor, verb, title, why, changes))
        return lines

    def search(self, words: str, limit: int = 50) -> list[search.Hit]:
        """Live records found by Chinese words, pinyin or initials: those called so first, then the newest.

        What is written in a child record (a speech, a measure) is found as its parent. So many records as
        ``limit`` says, if there are: whoever shows fewer asks for one more to know.
        """
        found = found_by(words)
        if found is None:
            return []
        cards = IndexCard.select(IndexCard.register, IndexCard.uid, IndexCard.heading, IndexCard.words).where(
            found
        )
        closed = [] if self.door.is_whole else sorted(self.door.rights.hidden)
        seen = cards.where(IndexCard.register.not_in(closed)) if closed else cards
        query = seen.order_by(called_by(words).desc(), IndexCard.id.desc()).limit(limit)
        hits: dict[str, search.Hit] = {}
        # Several cards may lead to one record: asked on until enough records are found, or no card is left.
        for offset in count(0, limit):
            rows = self.rows(query.offset(offset))
            for name, uid, heading, text in rows:
                register, top, called = self._top(self.catalogue[name], uid, heading)
                hit = search.Hit(register.name, top, called, search.excerpt(text, words, called))
                hits.setdefault(top, hit)
            if len(rows) < limit or len(hits) >= limit:
                break
        return list(hits.values())[:limit]

    def _top(self, register: Register, uid: str, heading: str) -> tuple[Register, str, str]:
        """The record a person would open for this one: itself, or the parent it is edited in."""
        record = self.get(register.model, uid) if register.parent else None
        above = self.locate(getattr(record, register.parent or "") or "") if record is not None else None
        if above is None:
            return register, uid, heading
        parent, owner = above
        return self._top(parent, owner.uid, parent.heading(owner, self.name))

    def file_bytes(self, sha256: str) -> bytes:
        """The bytes of an attached file; UserError when they did not come along with the record."""
        if not self.door.is_whole and not self.is_named(sha256):
            raise UserError(f"这个附件{NOT_SHOWN}", "记录和附件都完好")
        found = self.rows(Blob.select(Blob.data).where(Blob.sha256 == sha256))
        if not found:
            raise UserError("这个附件的内容不在本机", "记录本身完好", "请向填报的支部索取")
        data = bytes(found[0][0])
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damage("这个附件的内容损坏了", "记录本身完好", "请从最近的好备份恢复")
        return data

    def has_file(self, sha256: str) -> bool:
        """Whether the bytes of an attached file lie here."""
        return bool(self.rows(Blob.select(Blob.size).where(Blob.sha256 == sha256)))

    def is_named(self, sha256: str, besides: str = "") -> bool:
        """Whether some record, but for the one with uid ``besides``, names a file."""
        for register in self.catalogue:
            for box in register.boxes.values():
                if isinstance(box, Files) and self.may_read(register.name):
                    named = box.cast("TEXT").contains(sha256) & (register.model.uid != besides)
                    if self.rows(register.model.select(register.model.uid).where(named).limit(1)):
                        return True
        return False

    def note(self, key: str, default: str = "") -> str:
        """A small setting of this file."""
        found = self.rows(Note.select(Note.value).where(Note.key == self.door.note_key(key)))
        return str(found[0][0]) if found else default

    def _double(self, register: Register, record: Record, group: tuple[str, ...]) -> Iterator[Problem]:
        values = [register.boxes[name].db_value(getattr(record, name)) for name in group]
        if any(value is None for value in values):
            return
        asked = (*values, record.uid, record.owner_office or self.office)
        other = self.select(self.statements.double(register, group), asked).fetchone()
        if other is not None:
            words = "、".join(register.boxes[name].title for name in group)
            yield Problem(group[0], f"「{words}」与已登记的“{self.name(other[0])}”相同", "请核对是不是同一条")


class _Shape:
    """How the rows of one model become records.

    peewee takes several times longer than SQLite over the words of a wide table and over its rows: the names
    of the columns are joined here, and the values are put where peewee's own fields read them.
    """

    def __init__(self, model: type[peewee.Model], words: Callable[[peewee.BaseQuery], str]) -> None:
        fields = model._meta.sorted_fields
        self.model, self._words = model, words
        self.boxes = [(one.name, one.python_value) for one in fields]
        # The first and only source of a select is t1.
        self.columns = peewee.SQL(", ".join(f'"t1"."{one.column_name}"' for one in fields))

    @cached_property
    def by_uid(self) -> str:
        """uid → its row: built when the first is asked for, as most pages read whole registers."""
        return self._words(self.model.select(self.columns).where(self.model._meta.primary_key == ""))

    def record(self, row: Sequence[object]) -> Any:
        """The record of one row, its columns in the order of ``columns``."""
        record: Any = object.__new__(self.model)
        record.__data__ = {
            name: None if value is None else read(value)
            for (name, read), value in zip(self.boxes, row, strict=True)
        }
        record._dirty = set()
        record.__rel__ = {}
        return record


def asks_whole_records(query: peewee.BaseQuery) -> bool:
    """Whether ``query`` is a select of every column of one model and of nothing else."""
    plain = isinstance(query, peewee.ModelSelect) and getattr(query, "_is_default", False)
    return plain and not getattr(query, "_joins", None) and len(getattr(query, "_from_list", ())) == 1
