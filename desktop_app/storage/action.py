"""An action under way: what one user action writes, checked against rules, locks and ownership."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.base.clock import HybridClock
from desktop_app.base.errors import UserError
from desktop_app.records.arrival import FIRST_MOMENT
from desktop_app.records.base import STAMP, Record
from desktop_app.records.box import Stored
from desktop_app.records.record import Register
from desktop_app.records.roles import Act
from desktop_app.records.rules import Problem, refusals
from desktop_app.storage.reader import Reader
from desktop_app.storage.refused import Refused as Refused
from desktop_app.storage.refused import guard_back, guard_doubles, guard_leaving
from desktop_app.storage.replica import become_new_replica
from desktop_app.storage.seal import link, seal_action
from desktop_app.storage.sqlite.search_index import erase_cards
from desktop_app.storage.stored_values import stored_values
from desktop_app.storage.tables import ActionRow, Entry
from desktop_app.storage.writer import PinyinKeys, Version, Writer

# Records called anew at a time.
_CALLED = 2000
# How an action that reverses another is called.
_VERBS = {"undo": "撤销", "redo": "重做"}


@dataclass(frozen=True)
class Change:
    """What one action did, told once to every listener: which records, and who began it."""

    action: int
    title: str
    touched: frozenset[tuple[str, str]]
    initiator: object = None

    def registers(self) -> set[str]:
        """The registers with a touched record."""
        return {register for register, _ in self.touched}


class Action:
    """An action under way; made by ``Ledger.action``, which holds the lock and the transaction around it.

    Records handed in take over the new stamp at once and give it back when the action fails. ``remarks`` are
    what the rules say of what was written without refusing it, as far as they did not say so before.
    """

    change: Change

    def __init__(
        self,
        reader: Reader,
        pinyin: PinyinKeys,
        *,
        title: str,
        kind: str,
        why: str,
        actor: str,
        undoes: int | None,
    ) -> None:
        self._reader = reader
        self._pinyin = pinyin
        self._title = title
        self._kind = kind
        self._at = reader.clock.now().isoformat(timespec="seconds")
        # As which the action writes; the reader follows once it is done.
        self.replica: str = reader.replica
        own = reader.database.execute_sql(reader.statements.known, (self.replica,))
        seq, clock, chain = own.fetchone()
        self._seq: int = seq
        # What a merge brings of our own, and what is put back after one, is no new link of the chain.
        self._chained = seq
        self._clock = HybridClock(reader.clock, clock)
        self._chain: str = chain
        self.remarks: list[Problem] = []
        self._unnamed: list[Version] = []
        self._touched: set[tuple[str, str]] = set()
        self._added: set[tuple[str, str]] = set()
        self._stamped: list[tuple[Record, dict[str, Any]]] = []
        # What goes back to whoever handed it in, with what its role does not see.
        self._handed: list[tuple[Register, Record]] = []
        begun = (title, kind, why, actor, self._at, undoes, 0, "", self.replica)
        numbers = reader.database.execute_sql(reader.statements.begin_action, begun).fetchall()
        self.number: int = numbers[0][0]

    def save(self, *records: Record) -> None:
        """Write records, new or edited; Refused when a rule stands against one of them."""
        self._save(records, verb="edit")

    def settle(self, record: Record, values: Mapping[str, object]) -> None:
        """Write what a person chose of two versions of a record, boxes among it that no form writes."""
        self._reader.door.require(Act.EXCHANGE)
        register = self._reader.catalogue.of(record)
        fresh = self._reader.get(register.model, record.uid)
        if fresh is None or fresh.dot != record.dot or fresh.replica != record.replica:
            raise _changed_elsewhere()
        for name, value in values.items():
            setattr(fresh, name, value)
        self._save((fresh,), verb="settle", by_hand=False)

    def step(self, record: Record, name: str, values: Mapping[str, object] | None = None) -> None:
        """Move one record by a declared step, writing ``values`` into the boxes the step asks."""
        reader, register = self._reader, self._reader.catalogue.of(record)
        step = register.steps[name]
        fresh = reader.get(register.model, record.uid)
        if fresh is None or fresh.dot != record.dot or fresh.replica != record.replica:
            raise _changed_elsewhere()
        if step not in register.steps_from(fresh):
            raise UserError(
                f"现在是“{getattr(fresh, register.state or 'uid')}”，不能{step.title}", "没有改动"
            )
        for box, value in (values or {}).items():
            setattr(fresh, box, value)
        self._guard_role(register, fresh, reader.get(register.model, record.uid))
        empty = [n for n in step.needs if getattr(fresh, n) in (None, "", ())]
        problems = [Problem(n, f"{step.title}之前要先填「{register.boxes[n].title}」") for n in empty]
        problems += reader.naming_clock(lambda: [p for check in step.checks for p in check(fresh, reader)])
        if refusals(problems):
            raise Refused(refusals(problems))
        self.remarks += problems
        if step.write is not None:
            step.write(fresh, reader)
        if step.target:
            setattr(fresh, register.state or "", step.target)
        brought = list(step.brings(fresh, reader)) if step.brings is not None else []
        self._save((fresh,), verb=name)
        self.bring(brought)
        self._stamped.append((record, {n: getattr(record, n) for n in (*STAMP, *register.boxes)}))
        for field in (*STAMP, *register.boxes):
            setattr(record, field, getattr(fresh, field))
        self._handed.append((register, record))

    def added_to(self, register: str) -> set[str]:
        """The records of a register that this action wrote for the first time."""
        return {uid for name, uid in self._added if name == register}

    def bring(self, records: Iterable[Record]) -> None:
        """Save what follows in other registers; a refusal there is told with the register's name."""
        for record in records:
            try:
                self._save((record,), verb="edit", by_hand=False, brought=True)
            except Refused as refused:
                title = self._reader.catalogue.of(record).title
                raise Refused(
                    Problem("", f"{title}：{one.text}", one.todo) for one in refused.problems
                ) from refused

    def remove(self, *records: Record) -> None:
        """Put records into the bin, their children with them."""
        self._set_removed(records, self._at)

    def restore(self, *records: Record) -> None:
        """Take records out of the bin, with the children that went in at the same moment."""
        self._set_removed(records, None)

    def reverse(self, action: int, only: Collection[str] | None = None) -> None:
        """Put every record ``action`` touched back to what it was before it, or ``only`` those."""
        entries = self._reader.find(Entry.select().where(Entry.action == action).order_by(Entry.id.desc()))
        entries = [one for one in entries if only is None or one.uid in only]
        records: dict[str, Record] = {}
        befores: dict[str, Stored] = {}
        for entry in entries:
            register = self._reader.catalogue[entry.register]
            self._reader.door.guard_write(register)
            if entry.uid not in records:
                record = records[entry.uid] = self._left_as(register, entry)
                befores[entry.uid] = {**register.stored(record), "removed_at": record.removed_at}
            old = {"removed_at": self._at} if entry.old is None else stored_values(entry.old)
            befores[entry.uid].update(old)
        versions = []
        for uid, before in befores.items():
            register = self._reader.catalogue.of(records[uid])
            removed_at = before.pop("removed_at")
            now = register.stored(records[uid])
            moment = None if removed_at is None else str(removed_at)
            versions.append(self._version(register, records[uid], "undo", now, before, moment))
        verb = _VERBS[self._kind]
        self._put(versions)
        guard_leaving(self._reader, versions, verb, f"请先改掉或删除那些记录，再{verb}")
        guard_doubles(self._reader, versions, verb)

    def put(self, versions: Iterable[Version], *, rows: bool = True) -> None:
        """Write finished versions, as the merge of a package does.

        Without ``rows`` their rows and lines of history stand already.
        """
        self._reader.door.require(Act.EXCHANGE)
        self._put(versions, rows=rows)

    def _put(self, versions: Iterable[Version], *, rows: bool = True) -> None:
        kept = list(versions)
        reader = self._reader
        writer = Writer(reader.catalogue, reader.database, reader.statements, reader.name, self._pinyin)
        writer.put(self.number, kept, rows=rows)
        self._unnamed += writer.unnamed
        for version in kept:
            self._touched.add((version.register.name, version.uid))
            if version.old is None:
                self._added.add((version.register.name, version.uid))
        reader.forget([(version.register.name, version.uid) for version in kept])

    def rewrite(self, register: Register, record: Record, new: Stored) -> None:
        """Write a record as ``new`` without asking its rules: words of it have to go."""
        self._reader.door.guard_write(register)
        old = register.stored(record)
        if old != new:
            self.put((self._version(register, record, "clear", old, new, record.removed_at),))

    def write_as(self, record: Record, new: Stored, verb: str, *, removed: bool = False) -> None:
        """Write a record as ``new``, in the bin where ``removed``; the caller asks locks and rules."""
        register = self._reader.catalogue.of(record)
        self._guard_role(register, record, record)
        self._guard_owner(register, record)
        moment = self._at if removed else record.removed_at
        self._put((self._version(register, record, verb, register.stored(record), new, moment),))

    def owned(self, version: Version) -> Version:
        """``version`` as a later one of ours: it holds what stands in no other file."""
        self.see(version.stamp["clock"])
        self._seq += 1
        stamp = {"replica": self.replica, "dot": self._seq, "clock": self._clock.tick()}
        return replace(version, stamp={**version.stamp, **stamp})

    def erase(self, register: Register, uids: Sequence[str]) -> None:
        """Take records out as if they had never come, as when a merge is taken back."""
        self._reader.door.require(Act.EXCHANGE)
        reader = self._reader
        for uid in uids:
            reader.database.execute_sql(reader.statements.erase_record(register), (uid,))
        erase_cards(reader.database, uids)
        self._touched.update((register.name, uid) for uid in uids)
        reader.forget([(register.name, uid) for uid in uids])

    def become_new_replica(self, known: tuple[int, str]) -> None:
        """Before it wrote anything: the action and all after it write as another replica.

        ``known`` is how far the old one's writes are shared with others, and its chain there.
        """
        self._reader.door.require(Act.EXCHANGE)
        database = self._reader.database
        self.replica = become_new_replica(database, known)
        row = database.execute_sql(self._reader.statements.known, (self.replica,)).fetchone()
        self._seq = self._chained = int(row[0])
        self._chain = str(row[2])
        self.see(row[1])
        ActionRow.update(replica=self.replica).where(ActionRow.id == self.number).execute(database)

    def restamp(self, register: Register, records: Iterable[Record], *, anew: bool) -> None:
        """Write records as they are as new versions.

        ``anew`` gives them the time of now as well, and takes moments back that have not come yet. Else a
        version keeps its time but for one tick: whoever holds it under its old name takes it for a later one.
        """
        self._reader.door.require(Act.EXCHANGE)
        versions = []
        for record in records:
            clock, stored = record.clock, register.stored(record)
            removed_at = record.removed_at
            if anew:
                record.entered_at = self._come(record.entered_at)
                removed_at = removed_at and self._come(removed_at)
            version = self._version(register, record, "restamp", stored, stored, removed_at)
            if not anew:
                version.stamp["clock"] = clock + 1
            versions.append(version)
        self._put(versions)

    def start_clock_anew(self) -> None:
        """Follow the wall clock again, whatever was seen before."""
        self._clock = HybridClock(self._reader.clock)

    def _come(self, moment: str) -> str:
        return moment if FIRST_MOMENT.isoformat() <= moment <= self._at else self._at

    def see(self, clock: int) -> None:
        """Take note of another replica's hybrid clock."""
        self._clock.see(clock)

    def name_anew(self) -> None:
        """Call what was written by names that came after it, as the records of a package do."""
        unnamed, self._unnamed = self._unnamed, []
        for start in range(0, len(unnamed), _CALLED):
            some = unnamed[start : start + _CALLED]
            # With an old version, so that the words it was found by go first.
            self._put([replace(version, old=version.new) for version in some], rows=False)
        self._unnamed = []

    def finish(self, initiator: object) -> None:
        """Close the books of the action: counters, chain, and the change to announce."""
        chain, reader = self._chain, self._reader
        sealed = seal_action(reader.database, reader.statements, self.number, self._seq)
        if self._seq > self._chained:
            chain = link(chain, sealed)
        ended = (self._seq, chain, sealed, self.number)
        reader.database.execute_sql(reader.statements.end_action, ended)
        learnt = (self._seq, self._clock.last, chain, self.replica)
        reader.database.execute_sql(reader.statements.learn, learnt)
        self.change = Change(self.number, self._title, frozenset(self._touched), initiator)
        self._cover()

    def give_back(self) -> None:
        """Return the records handed in to what they were, after the transaction was rolled back."""
        for record, values in reversed(self._stamped):
            for name, value in values.items():
                setattr(record, name, value)
        self._cover()

    def _cover(self) -> None:
        for register, record in self._handed:
            self._reader.door.cover(register, record)

    def _guard_role(self, register: Register, record: Record, present: Record | None) -> None:
        """UserError unless the role at the desk writes this; what stood covered in it comes back."""
        self._reader.door.guard_write(register, adds=present is None)
        self._reader.door.uncover(register, record, present)
        self._handed.append((register, record))

    def _save(
        self, records: Iterable[Record], verb: str, *, by_hand: bool = True, brought: bool = False
    ) -> None:
        for record in records:
            register = self._reader.catalogue.of(record)
            present = None if record.is_new else self._reader.get(register.model, record.uid)
            # What a step brings along in other registers follows from what was asked for.
            if not brought:
                self._guard_role(register, record, present)
            self._guard(register, record, present, verb)
            problems = self._reader.problems(record, by_hand=by_hand and verb == "edit")
            if refusals(problems):
                raise Refused(refusals(problems))
            old = None if present is None else register.stored(present)
            new = register.stored(record)
            if old != new:
                word = "add" if present is None else verb
                before = self._reader.problems(present) if problems and present is not None else []
                self.remarks += [one for one in problems if one not in before]
                # One by one: the next record's number and uniqueness are judged with this one in the file.
                self._put((self._version(register, record, word, old, new, record.removed_at),))

    def _guard(self, register: Register, record: Record, present: Record | None, verb: str) -> None:
        """UserError unless this record may be written now: ours, open, and not changed meanwhile."""
        self._guard_owner(register, record)
        self._guard_parent(register, record)
        state = register.state or ""
        if present is None:
            if state and self._kind == "desk" and getattr(record, state) != register.boxes[state].default:
                raise UserError(
                    f"新的{register.title}要从“{register.boxes[state].default}”开始", "还没有保存"
                )
            return
        if present.dot != record.dot or present.replica != record.replica:
            raise _changed_elsewhere()
        before, after = register.stored(present), register.stored(record)
        changed = {n for n in after if after[n] != before[n] and not register.boxes[n].machine}
        if verb != "edit" or not changed:
            return
        if state in changed:
            raise UserError(f"「{register.boxes[state].title}」只能用步骤按钮改", "还没有保存")
        if register.append_only:
            raise UserError(f"{register.title}只能续写，不能改已写的", "原来的内容没有动", "请新写一条更正")
        if register.is_locked(present) and changed - register.amendable:
            raise _locked(f"这条{register.title}已经“{getattr(present, state)}”，不能再改")

    def _guard_owner(self, register: Register, record: Record) -> None:
        if record.owner_office and record.owner_office != self._reader.office:
            raise UserError(
                f"这是别的支部报来的{register.title}，只能看，不能改", "没有改动", "请联系填报的支部更正"
            )

    def _guard_parent(self, register: Register, record: Record, *, removal: bool = False) -> None:
        if register.parent is None or self._kind not in ("desk", "import"):
            return
        # An import of books kept elsewhere brings what is settled there with its lines, in one action.
        found = self._reader.locate(getattr(record, register.parent) or "")
        if found is None:
            return
        above, parent = found
        if self._kind == "import" and (above.name, parent.uid) in self._touched:
            return
        if above.is_locked(parent) and (removal or register.name not in above.amendable):
            heading = above.heading(parent, self._reader.name)
            raise _locked(f"“{heading}”已经定下来，{register.title}不能再改")

    def _set_removed(self, records: Iterable[Record], moment: str | None) -> None:
        """Into the bin or out of it goes what stands in the file, not what was typed and never saved."""
        versions: list[Version] = []
        for record in records:
            register = self._reader.catalogue.of(record)
            fresh = self._reader.get(register.model, record.uid)
            if fresh is None:
                raise _changed_elsewhere()
            self._guard_role(register, fresh, fresh)
            self._guard_owner(register, fresh)
            self._guard_parent(register, fresh, removal=True)
            if moment and (register.is_locked(fresh) or register.append_only):
                raise _locked(f"这条{register.title}已经定下来，不能删除")
            versions.extend(self._removal(fresh, moment))
            self._stamped.append((record, {name: getattr(record, name) for name in STAMP}))
            for name in STAMP:
                setattr(record, name, getattr(fresh, name))
        self._put(versions)
        if moment:
            guard_leaving(self._reader, versions, "删除")
        else:
            guard_back(self._reader, versions)

    def _removal(self, record: Record, moment: str | None) -> Iterator[Version]:
        """Versions that move a record and the children that go with it into the bin, or out of it."""
        catalogue, register, was = (
            self._reader.catalogue,
            self._reader.catalogue.of(record),
            record.removed_at,
        )
        stored = register.stored(record)
        yield self._version(register, record, "remove" if moment else "restore", stored, stored, moment)
        for child in catalogue.children(register):
            removed_at = child.model.removed_at
            together = removed_at.is_null() if moment else removed_at == was
            query = child.model.select().where(child.boxes[child.parent or ""] == record.uid, together)
            for one in self._reader.find(query):
                yield from self._removal(one, moment)

    def _left_as(self, register: Register, last: Any) -> Record:
        """The record as it stands, if the boxes its ``last`` entry wrote still hold what it wrote."""
        record = self._reader.get(register.model, last.uid)
        wrote = stored_values(last.new)
        if record is not None:
            now = {**register.stored(record), "removed_at": record.removed_at}
            wrote = wrote if last.old is not None else {**dict.fromkeys(now), **wrote}
        if record is None or any(now[name] != value for name, value in wrote.items()):
            raise UserError(
                f"“{self._reader.name(last.uid)}”后来又改过，这一步不能单独撤销",
                "没有改动",
                "请先撤销后面的改动",
            )
        return record

    def _version(
        self,
        register: Register,
        record: Record,
        verb: str,
        old: Stored | None,
        new: Stored,
        removed_at: str | None,
    ) -> Version:
        """The next version of a record by this replica; ``record`` itself takes the stamp over."""
        was = {name: getattr(record, name) for name in STAMP}
        self._stamped.append((record, was))
        self._seq += 1
        stamp = {
            "owner_office": record.owner_office or self._reader.office,
            "owner_epoch": record.owner_epoch,
            "replica": self.replica,
            "dot": self._seq,
            "clock": self._clock.tick(),
            "entered_at": record.entered_at or self._at,
            "removed_at": removed_at,
        }
        for name in STAMP:
            setattr(record, name, stamp[name])
        return Version(
            register, record.uid, verb, old, new, stamp, None if old is None else was["removed_at"]
        )


def _changed_elsewhere() -> UserError:
    return UserError("这条记录刚才在别处改过", "已填的内容都在窗口里", "请重新打开它，再改一次")


def _locked(what: str) -> UserError:
    return UserError(what, "原来的内容没有动", "需要更正时写更正说明")
