"""Words of the statements every save and every name asks for, built once: building them costs most."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import peewee

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.tables import ActionRow, Entry, Erased, IndexCard, Knowledge

# The columns of a line of history, in the order ``put_history`` takes them.
HISTORY = ("action", "register", "uid", "verb", "old", "new", "replica", "seq")

# What the seal of an action is made of: its own row, its lines of history, the words it took out.
HEAD = ("id", "title", "kind", "why", "actor", "at", "undoes", "replica")
LINE = ("id", *HISTORY[1:])
ERASED = ("line", "about", "was", "now")

# What a record is called that never arrived here.
NOT_HERE = "（不在本机）"
# Cards asked for in one statement.
CARDS = 500


class Statements:
    """The statements of one database, in its own words; each says what values it takes in which order."""

    def __init__(self, database: peewee.SqliteDatabase) -> None:
        self._database = database
        self._rows: dict[str, str] = {}
        self._doubles: dict[tuple[str, tuple[str, ...]], str] = {}

    def words_of(self, query: peewee.BaseQuery) -> str:
        """The words of a query, marks in place of its values."""
        return str(self._database.get_sql_context().sql(query).query()[0])

    @cached_property
    def heading(self) -> str:
        """uid → heading of its card."""
        return self.words_of(IndexCard.select(IndexCard.heading).where(IndexCard.uid == ""))

    @cached_property
    def register(self) -> str:
        """uid → register of its card."""
        return self.words_of(IndexCard.select(IndexCard.register).where(IndexCard.uid == ""))

    @cached_property
    def known(self) -> str:
        """replica → seq, clock, chain."""
        columns = (Knowledge.seq, Knowledge.clock, Knowledge.chain)
        return self.words_of(Knowledge.select(*columns).where(Knowledge.replica == ""))

    @cached_property
    def begin_action(self) -> str:
        """title, kind, why, actor, at, undoes, seq, chain, replica → the number of the action."""
        names = ("title", "kind", "why", "actor", "at", "undoes", "seq", "chain", "replica")
        return self.words_of(
            _insert(ActionRow, [getattr(ActionRow, n) for n in names]).returning(ActionRow.id)
        )

    @cached_property
    def end_action(self) -> str:
        """seq, chain, seal, number of the action."""
        values = {ActionRow.seq: 0, ActionRow.chain: "", ActionRow.seal: ""}
        return self.words_of(ActionRow.update(values).where(ActionRow.id == 0))

    @cached_property
    def seal_before(self) -> str:
        """number of an action → the seal of the one before it."""
        earlier = ActionRow.alias()
        last = earlier.select(peewee.fn.MAX(earlier.id)).where(earlier.id < 0)
        return self.words_of(ActionRow.select(ActionRow.seal).where(ActionRow.id == last))

    @cached_property
    def head_of(self) -> str:
        """number of an action → ``HEAD``."""
        return self.words_of(columns(ActionRow, HEAD).where(ActionRow.id == 0))

    @cached_property
    def lines_of(self) -> str:
        """number of an action → ``LINE`` of its lines."""
        return self.words_of(columns(Entry, LINE).where(Entry.action == 0).order_by(Entry.id))

    @cached_property
    def erased_by(self) -> str:
        """number of an action → ``ERASED`` of what it took out."""
        return self.words_of(columns(Erased, ERASED).where(Erased.action == 0).order_by(Erased.id))

    @cached_property
    def learn(self) -> str:
        """seq, clock, chain, replica."""
        values = {Knowledge.seq: 0, Knowledge.clock: 0, Knowledge.chain: ""}
        return self.words_of(Knowledge.update(values).where(Knowledge.replica == ""))

    @cached_property
    def cards(self) -> str:
        """So many uids as ``CARDS`` → uid and number of the cards there are."""
        wanted = IndexCard.uid.in_([""] * CARDS)
        return self.words_of(IndexCard.select(IndexCard.uid, IndexCard.id).where(wanted))

    @cached_property
    def put_history(self) -> str:
        """A line of history: the values of ``HISTORY``."""
        return self.words_of(_insert(Entry, [getattr(Entry, name) for name in HISTORY]))

    @cached_property
    def put_card(self) -> str:
        """uid, register, heading, name_key, words, removed; the words of a card already there stay."""
        fields: list[peewee.Field] = [
            IndexCard.uid,
            IndexCard.register,
            IndexCard.heading,
            IndexCard.name_key,
            IndexCard.words,
            IndexCard.removed,
        ]
        kept = [IndexCard.heading, IndexCard.name_key, IndexCard.removed]
        return self.words_of(
            _insert(IndexCard, fields).on_conflict(conflict_target=[IndexCard.uid], preserve=kept)
        )

    @cached_property
    def put_words(self) -> str:
        """words, uid."""
        return self.words_of(IndexCard.update({IndexCard.words: ""}).where(IndexCard.uid == ""))

    def put_record(self, register: Register, names: Sequence[str]) -> str:
        """The values of ``names``, uid first; a record already there is written over."""
        if register.name not in self._rows:
            model: Any = register.model
            fields = [model._meta.fields[name] for name in names]
            put = _insert(model, fields).on_conflict(conflict_target=fields[:1], preserve=fields[1:])
            self._rows[register.name] = self.words_of(put)
        return self._rows[register.name]

    def erase_record(self, register: Register) -> str:
        """uid of the record that goes."""
        return self.words_of(register.model.delete().where(register.model.uid == ""))

    def double(self, register: Register, group: tuple[str, ...]) -> str:
        """The values of ``group``, a uid, an office → the uid of another live record with these values."""
        if (register.name, group) not in self._doubles:
            model: type[Record] = register.model
            # A value that is none would be asked for by other words than one that is there.
            same = [peewee.Expression(register.boxes[name], peewee.OP.EQ, peewee.Value("")) for name in group]
            other = (model.uid != "", model.owner_office == "", model.removed_at.is_null())
            query: Any = model.select(model.uid).where(*same, *other)
            self._doubles[register.name, group] = self.words_of(query)
        return self._doubles[register.name, group]


def columns(model: type[peewee.Model], names: Sequence[str]) -> Any:
    """A query of these columns of a table, in this order."""
    return model.select(*(getattr(model, name) for name in names))


def _insert(model: type[peewee.Model], fields: Sequence[peewee.Field]) -> Any:
    return model.insert_many([[""] * len(fields)], fields=list(fields))
