"""What the role at the desk may read and write, held where records come up and go down."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

import peewee

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.roles import Act, NotYours, Rights, Role, require, who_reads, who_writes
from desktop_app.storage.sqlite.covering import (
    DRAFTS,
    TEMPLATES,
    CoveredDatabase,
    covered_value,
    is_covered,
)
from desktop_app.storage.sqlite.sealed import SealedDatabase

# Kinds of action a person begins at the desk, each in what the role writes; the log is written by all.
_LOG = "audit"
_BY_HAND = ("desk", "import", "undo", "redo", _LOG)


class _Depth(threading.local):
    """How deep a thread is inside of what the program itself reads, and does."""

    depth = 0
    trusted = 0


class RoleDoor:
    """The two ways to one branch file: as ``role`` may read it, and whole for the program's own work.

    Rules judge and figures are stored by what is, not by what is shown: inside ``whole`` a thread reads
    everything, and whoever goes in there hands on what a role may see alone.
    """

    def __init__(self, database: peewee.SqliteDatabase, catalogue: Catalogue, role: Role) -> None:
        self.role = role
        self.rights: Rights = catalogue.rights[role]
        # Why nobody writes here now: the file went to another PC.
        self.closed: UserError | None = None
        # Whether everybody in the room looks on, whatever the role may see.
        self.in_meeting = False
        self._table = catalogue.rights
        self._catalogue = catalogue
        self._file = database
        self._shown = self._as_shown()
        self._thread = _Depth()

    def _as_shown(self) -> peewee.SqliteDatabase:
        if self.rights.is_whole:
            return self._file
        drafts = f"{self.role}:"
        return CoveredDatabase(cast(SealedDatabase, self._file), self._catalogue, self.rights, drafts)

    def meet(self, is_on: bool) -> peewee.SqliteDatabase | None:
        """Cover for a meeting what a member of the committee does not see, or show again what the role may.

        Gives what was read from until now, to be closed by every thread; None where that was the file.
        """
        before = self._shown
        self.in_meeting, self.rights = is_on, self._table[self.role]
        if is_on:
            hidden = self.rights.hidden | self._table[Role.MEMBER].hidden
            self.rights = replace(self.rights, hidden=hidden, covered=True)
        self._shown = self._as_shown()
        return before if before is not self._file else None

    @property
    def is_whole(self) -> bool:
        """Whether this thread reads everything now."""
        return self._shown is self._file or self._thread.depth > 0

    @property
    def database(self) -> peewee.SqliteDatabase:
        """What this thread reads from now."""
        return self._file if self.is_whole else self._shown

    @property
    def file(self) -> peewee.SqliteDatabase:
        """The file whole, whoever is at the desk: for the program's own look at its pages and tables."""
        return self._file

    @property
    def is_trusted(self) -> bool:
        """Whether this thread does what the program does by itself."""
        return self._thread.trusted > 0

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Meanwhile this thread reads and writes as the program itself."""
        self._thread.depth += 1
        try:
            yield
        finally:
            self._thread.depth -= 1

    @contextmanager
    def by_program(self) -> Iterator[None]:
        """Meanwhile this thread does what nobody asked for: puts a wrong date right when a file is opened."""
        self._thread.trusted += 1
        try:
            with self.whole():
                yield
        finally:
            self._thread.trusted -= 1

    def close(self) -> None:
        """Close this thread's connections."""
        if self._shown is not self._file:
            self._shown.close()
        self._file.close()

    # -- what is refused --------------------------------------------------------------------------

    def require(self, act: Act) -> None:
        """UserError unless the role may do ``act``."""
        if not self._thread.trusted:
            require(self._table, self.role, act)

    def guard_read(self, register: Register) -> None:
        """UserError unless the role opens the records of ``register``."""
        if not self.rights.may_read(register.name):
            self._guard_meeting(register)
            raise NotYours(self.role, f"看{register.title}", who_reads(self._table, register.name))

    def guard_write(self, register: Register, *, adds: bool = False) -> None:
        """UserError unless the role writes in ``register``, or only ``adds`` what it may add everywhere."""
        may = self.rights.may_write(register.name) or (adds and register.name in self.rights.adds)
        if may or self._thread.trusted:
            return
        self._guard_meeting(register)
        raise NotYours(self.role, f"改{register.title}", who_writes(self._table, register.name))

    def _guard_meeting(self, register: Register) -> None:
        if self.in_meeting and self._table[self.role].may_read(register.name):
            raise UserError(f"开会模式里盖着{register.title}", "没有改动", "请先退出开会模式")

    def guard_kind(self, kind: str) -> None:
        """UserError unless the role may begin an action of this ``kind``; what it writes is asked besides."""
        # Who looked at what is written down all the same.
        if kind != _LOG:
            self.guard_open()
        if kind not in _BY_HAND:
            self.require(Act.EXCHANGE)
        elif kind != _LOG and self.rights.writes_nothing and not self._thread.trusted:
            raise NotYours(self.role, "改这份资料", self.writers())

    def guard_open(self) -> None:
        """UserError while the file as a whole takes no more writes."""
        if self.closed is not None:
            raise self.closed

    def writers(self) -> list[Role]:
        """The roles that write anything at all."""
        return [role for role, rights in self._table.items() if not rights.writes_nothing]

    def guard_note(self, key: str) -> None:
        """UserError unless the role keeps settings, or a draft or a template of something it writes."""
        if Act.EXCHANGE in self.rights.acts or self._thread.trusted:
            return
        own = next((kind for kind in (DRAFTS, TEMPLATES) if key.startswith(kind)), "")
        name = key.removeprefix(own).split(":")[0] if own else ""
        if not name or not self.rights.may_write(name):
            raise UserError(f"按分工，{self.role}不能改这份资料的设置", "没有改动")

    def note_key(self, key: str) -> str:
        """The name a draft is kept under: those of a role that sees less are its own."""
        shared = self.is_whole or not key.startswith(DRAFTS)
        return key if shared else f"{self.role}:{key}"

    def uncover(self, register: Register, record: Record, present: Record | None) -> None:
        """Give ``record`` what stood covered in it back, before it is judged and written."""
        if present is None or not self.rights.covered:
            return
        for name, box in register.boxes.items():
            if is_covered(box) and getattr(record, name) == covered_value(box):
                setattr(record, name, getattr(present, name))

    def cover(self, register: Register, record: Record) -> None:
        """Cover in ``record`` what the role does not see: it goes back to whoever handed it in."""
        for name, box in register.boxes.items() if self.rights.covered else ():
            if is_covered(box) and getattr(record, name) is not None:
                setattr(record, name, covered_value(box))
