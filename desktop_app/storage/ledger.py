"""The ledger: the only door to a branch file; one user action is one transaction and one announced change."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import peewee

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.links import FileRef
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.roles import NotYours, Role
from desktop_app.storage.action import Action, Change
from desktop_app.storage.draft_notes import bring_home
from desktop_app.storage.file_guard import FileGuard, FileLost
from desktop_app.storage.ordering import order_terms
from desktop_app.storage.reader import Reader
from desktop_app.storage.sqlite.engine import writing
from desktop_app.storage.tables import ActionRow, Blob, Entry, Note
from desktop_app.storage.undoing import Turnable, is_not_it
from desktop_app.storage.unmerge import remembered, take_back
from desktop_app.storage.verify_chain import Break
from desktop_app.storage.writer import PinyinKeys

# Nothing before such an action is taken back: a word given to another office, words that went for good.
_BARRIERS = ("deed", "clear")
# What a person enters, by hand or out of a workbook.
_ENTERED = ("desk", "import")
# What is written while the date is in doubt says so.
IN_DOUBT = "（写的时候本机日期待核对）"


class Ledger(Reader):
    """Reads and writes one open branch file; writes are serialised, whichever thread they come from.

    ``pinyin`` gives the search keys of a name, ``actor`` the words for who is at the desk, ``role`` what
    that person may read and write.
    """

    def __init__(
        self,
        database: peewee.SqliteDatabase,
        catalogue: Catalogue,
        clock: Clock,
        pinyin: PinyinKeys,
        actor: str = "本机",
        role: Role = Role.SECRETARY,
    ) -> None:
        super().__init__(database, catalogue, clock, role)
        self.actor = actor
        # What was found on the way that the person at the desk is to know; the window shows it.
        self.told: list[UserError] = []
        # Where the history is not what was written, until somebody explains it: code → break.
        self.breaks: dict[str, Break] = {}
        # Whether today's date and those in the file do not go together, and a person has to say which holds.
        self.date_in_doubt = False
        self.date_doubt: UserError | None = None
        # Whether the program was cut off while it had the file open the last time.
        self.was_cut = False
        # Watches the file under the ledger; None where nobody would look for it again.
        self.guard: FileGuard | None = None
        self._pinyin = pinyin
        self._lock = threading.RLock()
        self._listeners: list[Callable[[Change], None]] = []
        # What follows from an entry, written with it: undone together.
        self.followers: list[Callable[[Action], object]] = []
        # What was done up to here was done in an earlier sitting.
        with self.unnoted():
            last = self.rows(ActionRow.select(ActionRow.id).order_by(ActionRow.id.desc()).limit(1))
        self._before_sitting: int = last[0][0] if last else 0

    def look_at_file(self) -> FileLost | None:
        """Whether the file is still where it was; if not, it is saved elsewhere and takes no more writes.

        UserError when it could not be saved either.
        """
        return self.guard.look(self.door.file) if self.guard is not None else None

    def set_note(self, key: str, value: str) -> None:
        """Keep a small setting or a draft, outside history and exchange; '' drops it."""
        if not self.door.is_trusted:
            self.door.guard_open()
        if not self.door.is_whole:
            self.door.guard_note(key)
            key = self.door.note_key(key)
        with self._writing():
            if value:
                put = Note.insert(key=key, value=value)
                put.on_conflict(conflict_target=[Note.key], preserve=[Note.value]).execute(self.database)
            else:
                Note.delete().where(Note.key == key).execute(self.database)

    def cover_for_meeting(self, is_on: bool) -> Callable[[], object]:
        """Hand out from now on what a whole room may see, or again all that the role may.

        Done by one thread; each other one calls what is given.
        """
        with self._lock:
            before = self.door.meet(is_on)
            self.forget()
            if not is_on:
                bring_home(self, f"{self.role}:")
        if before is None:
            return lambda: None
        before.close()
        return before.close

    def in_order(self, register: Register) -> list[Any]:
        """What a select of a register's records is ordered by, so that they stand as in its list."""
        return order_terms(self, register)

    def keep_file(self, data: bytes, name: str) -> FileRef:
        """Put a file's bytes into the branch file, once per content."""
        self._guard_files()
        sha256 = hashlib.sha256(data).hexdigest()
        with self._writing():
            Blob.insert(sha256=sha256, size=len(data), data=data).on_conflict_ignore().execute(self.database)
        return FileRef(sha256, name, len(data))

    def drop_files(self, files: Iterable[FileRef], named_by: Record) -> None:
        """Forget the bytes of files that no record but ``named_by`` names any more."""
        self.door.guard_write(self.catalogue.of(named_by))
        with self._writing():
            for one in files:
                if not self.is_named(one.sha256, named_by.uid):
                    Blob.delete().where(Blob.sha256 == one.sha256).execute(self.database)

    def _guard_files(self) -> None:
        self.door.guard_open()
        if self.door.rights.writes_nothing and not self.door.is_whole:
            raise NotYours(self.role, "存附件", self.door.writers())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The one transaction that writes, into the file as it is."""
        with self._lock, self.door.whole(), writing(self.database):
            yield

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Have ``listener`` told of every change, on the thread that made it; returns the way out."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def save(self, *records: Record, title: str = "", why: str = "", initiator: object = None) -> Change:
        """Write records, new or edited, as one action; Refused when a rule stands against one of them."""
        with self.action(title or self._title("保存", records), why, initiator=initiator) as action:
            action.save(*records)
        return action.change

    def remove(self, *records: Record, title: str = "", why: str = "", initiator: object = None) -> Change:
        """Put records and their children into the bin."""
        with self.action(title or self._title("删除", records), why, initiator=initiator) as action:
            action.remove(*records)
        return action.change

    def restore(self, *records: Record, initiator: object = None) -> Change:
        """Take records out of the bin, with the children that went in together with them."""
        with self.action(self._title("恢复", records), initiator=initiator) as action:
            action.restore(*records)
        return action.change

    def step(
        self,
        record: Record,
        name: str,
        values: Mapping[str, object] | None = None,
        why: str = "",
        initiator: object = None,
    ) -> Change:
        """Move a record by one of its declared steps, writing ``values`` into the boxes the step asks."""
        step = self.catalogue.of(record).steps[name]
        with self.action(self._title(step.title, (record,)), why, initiator=initiator) as action:
            action.step(record, name, values or {})
        return action.change

    @contextmanager
    def action(
        self,
        title: str,
        why: str = "",
        *,
        kind: str = "desk",
        undoes: int | None = None,
        initiator: object = None,
    ) -> "Iterator[Action]":
        """One user action: all done through it is written together or not at all, and undone together."""
        self.door.guard_kind(kind)
        action: Action | None = None
        with self._lock, self.unnoted(), self.door.whole():
            try:
                with writing(self.database):
                    why = self._marked(why)
                    action = Action(
                        self, self._pinyin, title=title, kind=kind, why=why, actor=self.actor, undoes=undoes
                    )
                    yield action
                    for follow in self.followers if kind in _ENTERED else ():
                        follow(action)
                    action.finish(initiator)
            except BaseException:
                # Out here, for the last word is the disk's: a commit may fail as well.
                if action is not None:
                    action.give_back()
                self.forget()
                raise
            self.replica = action.replica
            self.forget(action.change.touched)
        if action.change.touched:
            for listener in list(self._listeners):
                listener(action.change)

    # -- undo and redo ---------------------------------------------------------------------------

    def can_undo(self) -> str | None:
        """The title of the action that undo would take back."""
        row = self._undoable()
        return self._undo_words(row) if row else None

    def can_redo(self) -> str | None:
        """The title of the action that redo would bring back."""
        row = self._redoable()
        return row.title if row else None

    def next_undo(self) -> Turnable | None:
        """What undo would take back, with when it was done and the packages of a merge."""
        with self.unnoted():
            row = self._undoable()
            merges = remembered(self) if row is not None and row.kind == "merge" else []
            packages = tuple(self._package(number) for number in merges)
        return self._turnable(row, self._undo_words(row), packages) if row else None

    def next_redo(self) -> Turnable | None:
        """What redo would bring back."""
        with self.unnoted():
            row = self._redoable()
        return self._turnable(row, row.title) if row else None

    def _turnable(self, row: ActionRow, words: str, packages: tuple[tuple[str, int], ...] = ()) -> Turnable:
        at, is_old = datetime.fromisoformat(row.at), row.id <= self._before_sitting
        return Turnable(row.id, words, at, is_old, packages)

    def _package(self, merge: int) -> tuple[str, int]:
        ((title,),) = self.rows(ActionRow.select(ActionRow.title).where(ActionRow.id == merge))
        touched = Entry.select(Entry.uid).where(Entry.action == merge).distinct()
        return str(title), self.count(touched)

    def undo(self, initiator: object = None, only: int | None = None) -> Change | None:
        """Take back the last action still standing; UserError when a later change stands on it.

        ``only`` is the action meant: UserError when it is not the last.
        """
        row = self._undoable()
        if only is not None and (row is None or row.id != only):
            raise is_not_it()
        if row is not None and row.kind == "merge":
            return self._take_back(row, initiator)
        return self._reverse(row, "undo", "撤销：" + row.title, initiator) if row else None

    def redo(self, initiator: object = None, only: int | None = None) -> Change | None:
        """Bring back the action undone last, as long as nothing was done since; ``only`` as for undo."""
        row = self._redoable()
        if only is not None and (row is None or row.id != only):
            raise is_not_it()
        return (
            self._reverse(row, "redo", row.title.replace("撤销：", "重做：", 1), initiator) if row else None
        )

    def _undoable(self) -> Any:
        """The last action standing: never one before a merge that cannot be taken back, or before a deed."""
        own = ActionRow.kind.in_(("desk", "import", "merge", *_BARRIERS)) & ActionRow.undone_by.is_null()
        found = self.find(ActionRow.select().where(own).order_by(ActionRow.id.desc()).limit(1))
        if not found or found[0].kind in _BARRIERS:
            return None
        return found[0] if found[0].kind != "merge" or found[0].id in remembered(self) else None

    def _redoable(self) -> Any:
        passed = ("undo", "redo", "audit")
        last = ActionRow.select().where(ActionRow.kind.not_in(passed)).order_by(ActionRow.id.desc())
        after = self.find(last.limit(1))
        query = ActionRow.select().where(ActionRow.kind == "undo", ActionRow.undone_by.is_null())
        if after:
            query = query.where(ActionRow.id > after[0].id)
        found = self.find(query.order_by(ActionRow.id.desc()).limit(1))
        return found[0] if found else None

    def _undo_words(self, row: ActionRow) -> str:
        """What undo takes back: an action by its title, packages taken over together by their number."""
        several = remembered(self) if row.kind == "merge" else []
        return f"接收 {len(several)} 个包" if len(several) > 1 else row.title

    def _take_back(self, merge: ActionRow, initiator: object) -> Change:
        title = "撤销：" + self._undo_words(merge)
        with self.action(title, kind="unmerge", undoes=merge.id, initiator=initiator) as action:
            for number in take_back(self, action):
                taken = ActionRow.update(undone_by=action.number).where(ActionRow.id == number)
                taken.execute(self.database)
        return action.change

    def _reverse(self, row: ActionRow, kind: str, title: str, initiator: object) -> Change:
        with self.action(title, kind=kind, undoes=row.id, initiator=initiator) as action:
            action.reverse(row.id)
            for taken in (row.id,) if kind == "undo" else (row.id, row.undoes):
                by = action.number if taken == row.id else None
                ActionRow.update(undone_by=by).where(ActionRow.id == taken).execute(self.database)
        return action.change

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Meanwhile nobody else writes: for work on the file as a whole."""
        with self._lock, self.door.whole():
            yield

    def _marked(self, why: str) -> str:
        return why if self.likely_day is None else why + IN_DOUBT

    def _title(self, verb: str, records: Iterable[Record]) -> str:
        kept = list(records)
        if not kept:
            return verb
        register = self.catalogue.of(kept[0])
        more = f"等 {len(kept)} 条" if len(kept) > 1 else ""
        return f"{verb} {register.heading(kept[0], self.name)}{more}"
