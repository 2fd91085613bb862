"""The receiver's rules over what a package brings: judged as if it were here already, refused row by row."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from desktop_app.base.clock import HybridClock
from desktop_app.records.base import STAMP, Record
from desktop_app.records.box import AnyBox
from desktop_app.records.links import Persons, RecordLink
from desktop_app.records.plain import one_line
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem, Rule, RuleContext
from desktop_app.records.transfer import STEP, Incoming, Progress
from desktop_app.storage.arrival_reader import ArrivalReader
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite.overlay import Overlay
from desktop_app.storage.sqlite.staging import StageTables

# What is told of a record over which a rule itself failed: our defect, and no reason to let the record in.
CONTRADICTION = "这条记录的内容互相不符"
# How far a sender's day may be ahead of ours: a PC whose clock is slow still takes in what is dated today.
_AHEAD = timedelta(days=3)
# A refused record may take others with it: judged again so many times, then what still hangs on is refused.
_ROUNDS = 8
_STILL_HANGING = "它牵连的记录里有一连串不能接收的"
_REMARKS_TOLD = 5
_CHUNK = 1000


@dataclass
class Findings:
    """How many records were refused by register, and over how many of each register a rule failed itself."""

    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)


def judge_by_rules(
    ledger: Ledger, tables: StageTables, incoming: Incoming, owner: str, progress: Progress | None = None
) -> Findings:
    """Judge every row that would be taken over, and write what is refused or remarked into its verdict.

    ``owner`` is whose records these are. A refused row takes along what rests on it.
    """
    registers = [register for register in ledger.catalogue if register.name in tables.made]
    overlay = Overlay(ledger.database, registers, tables.made)
    with overlay.spread():
        judge = _Judge(ledger, tables, incoming, owner, overlay)
        waiting = registers
        for _ in range(_ROUNDS):
            before = judge.findings.refused.copy()
            for done, register in enumerate(waiting):
                judge.register(register, partial(progress or _silent, done, len(waiting)))
            gone = (judge.findings.refused - before).keys()
            waiting = [one for one in registers if judge.looked_at[one.name] & gone]
            if not waiting:
                break
        for register in waiting:
            overlay.refuse_rest(register, _STILL_HANGING)
    return judge.findings


class _Judge:
    """The rules, links and single numbers of all registers of one package, over its overlay."""

    def __init__(
        self, ledger: Ledger, tables: StageTables, incoming: Incoming, owner: str, overlay: Overlay
    ) -> None:
        self._catalogue = ledger.catalogue
        self._came = tables.made
        self._owner = owner
        self._overlay = overlay
        self._scope = incoming.scope
        # Between the PCs of one office both wrote in good faith: what does not go together is told only.
        self._only_told = incoming.kind == STEP
        missing = {
            register.name: frozenset(register.boxes.keys() - tables.made[register.name])
            for register in ledger.catalogue
            if register.name in tables.made
        }
        day = _day_of_arrival(ledger.today, tables.latest_clock())
        self._reader = ArrivalReader(ledger, owner, day, missing)
        self.findings = Findings()
        # Register → the tables its judgement rests on.
        self.looked_at: dict[str, set[str]] = {}
        # Of the records being judged: uid → why it is refused, and what is told of it.
        self._refused: dict[str, str] = {}
        self._remarks: dict[str, list[str]] = {}

    def register(self, register: Register, far: Callable[[], object]) -> None:
        """Judge what would be taken over of a register; ``far`` is called between parts, and may stop it."""
        self.looked_at[register.name] = set()
        self._reader.forget()
        self._overlay.forget_remarks(register)
        for name, box in register.boxes.items():
            if name in self._came[register.name] and isinstance(box, RecordLink | Persons):
                self._links(register, name, box)
        self._doubles(register)
        far()
        for uids in self._overlay.taken(register, _CHUNK):
            far()
            self._rules(register, uids)
            self._write(register)

    def _write(self, register: Register) -> None:
        """Put what was found so far into the verdicts: what is refused shows no longer."""
        self._overlay.refuse(register, self._refused.items())
        self._overlay.remark(
            register,
            ((uid, "\n".join(told)) for uid, told in self._remarks.items() if uid not in self._refused),
        )
        self.findings.refused[register.name] += len(self._refused)
        self._refused.clear()
        self._remarks.clear()

    # -- links and single numbers ----------------------------------------------------------------

    def _links(self, register: Register, name: str, box: AnyBox) -> None:
        """A parent must be here or come along, live and of the same office; other links are told of."""
        tables: tuple[str, ...] = getattr(box, "to", ())
        self.looked_at[register.name].update(tables)
        is_parent = name == register.parent
        if is_parent:
            for uid in self._overlay.lacking(register, name):
                self._refuse(register, uid, f"没有写它所属的{box.title}")
        elif not any(map(self._is_carried, tables)):
            return
        wrong = self._wrong_links(register, box, tables)
        for uid, value in self._overlay.holding(register, name) if wrong else ():
            if value in wrong:
                if is_parent:
                    self._refuse(register, uid, wrong[value])
                else:
                    self._remark(uid, wrong[value])
                if len(self._refused) + len(self._remarks) >= _CHUNK:
                    self._write(register)
        self._write(register)

    def _wrong_links(self, register: Register, box: AnyBox, tables: tuple[str, ...]) -> dict[object, str]:
        """Stored value of ``box`` → what is wrong with whom it names; of those that are to be taken over."""
        wrong: dict[object, str] = {}
        for values in self._overlay.different(register, box.name):
            named = {value: tuple(box.targets(box.python_value(value))) for value in values}
            wanted = {uid for uids in named.values() for uid in uids}
            standing: dict[str, tuple[str, bool]] = {}
            for table in tables:
                standing |= self._overlay.standing(table, wanted)
            for value, uids in named.items():
                for uid in uids:
                    fault = self._link_fault(box, standing.get(uid), box.name == register.parent)
                    if fault:
                        wrong[value] = fault
        return wrong

    def _link_fault(self, box: AnyBox, found: tuple[str, bool] | None, is_parent: bool) -> str:
        if not is_parent:
            return "" if found else f"「{box.title}」写到的记录不在本机，也没有一起来"
        if found is None:
            return f"它所属的{box.title}不在本机，也没有一起来"
        if found[0] != self._owner:
            return f"它所属的{box.title}是别的单位的"
        return "" if found[1] else f"它所属的{box.title}已经删除"

    def _doubles(self, register: Register) -> None:
        """Of what only one record of an office may have, a second one is refused."""
        for group in register.unique:
            if self._came[register.name] >= set(group):
                # A number that a record gives away is free only if that record is let in.
                self.looked_at[register.name].add(register.name)
                words = "、".join(register.boxes[name].title for name in group)
                for uid in self._overlay.doubles(register, group, self._owner):
                    self._refuse(register, uid, f"「{words}」与同一单位的另一条相同")
                self._write(register)

    # -- rules -----------------------------------------------------------------------------------

    def _rules(self, register: Register, uids: Sequence[str]) -> None:
        reader, model = self._reader, register.model
        present = self._overlay.present(register, uids) if register.judged_on_arrival else {}
        for record in reader.find(model.select().where(model.uid.in_(list(uids)))):
            # What is only asked of an edit was asked at the sender's, before what came later: nothing is new.
            before: Record | None = record
            if register.judged_on_arrival:
                row = present.get(record.uid)
                before = None if row is None else _as_record(register, row)
            reader.begin(record, before)
            if register.fills:
                self._fill(register, record)
            for rule in register.rules:
                for problem in self._asked(rule, register, record):
                    self._take(problem, register, record.uid)

    def _fill(self, register: Register, record: Record) -> None:
        """Work out what the program works out, as before a save; it is told where something else came.

        It is not refused: another version of the program may have worked it out otherwise.
        """
        machine = [name for name, box in register.boxes.items() if box.machine]
        came = {name: getattr(record, name) for name in machine}

        def fill(record: Record, context: RuleContext) -> Iterable[Problem]:
            register.fill(record, context)
            for name, value in came.items():
                if getattr(record, name) != value:
                    told = f"「{register.boxes[name].title}」和别的栏算出来的不一样"
                    yield Problem(name, told, refuse=False)

        problems = self._asked(fill, register, record)
        if self._all_came(register):
            for problem in problems:
                self._take(problem, register, record.uid)

    def _asked(self, rule: Rule, register: Register, record: Record) -> list[Problem]:
        """What a rule says; nothing where it stumbled over a box that did not come."""
        reader = self._reader
        reader.felt = False
        reader.asked.clear()
        try:
            return list(rule(record, reader))
        except Exception:  # noqa: BLE001  (a rule that fails lets nothing in: the record is told as refused)
            if not reader.felt:
                self.findings.failed[register.name] += 1
                self._refused.setdefault(record.uid, CONTRADICTION)
            return []
        finally:
            self.looked_at[register.name] |= reader.asked

    def _take(self, problem: Problem, register: Register, uid: str) -> None:
        box = register.boxes.get(problem.box)
        told = f"「{box.title}」不符合规定" if box is not None and box.private else problem.sentence()
        if self._reader.felt or (box is not None and problem.box not in self._came[register.name]):
            # Of a box that did not come nothing can be said.
            return
        if problem.refuse and self._all_came(register):
            self._refuse(register, uid, told)
        else:
            self._remark(uid, told)

    def _all_came(self, register: Register) -> bool:
        """Whether the package had to bring all the records that the rule just asked looked at."""
        return all(table == register.name or self._is_carried(table) for table in self._reader.asked)

    def _is_carried(self, table: str) -> bool:
        """Whether the package, or those before it, had to bring what there is in ``table``."""
        if table not in self._catalogue:
            return True
        if self._scope is not None:
            return table in self._scope
        register = self._catalogue[table]
        return not register.stays_home and not self._catalogue.keeps_back(register)

    # -- what is said ----------------------------------------------------------------------------

    def _refuse(self, register: Register, uid: str, reason: str) -> None:
        if self._only_told:
            self._remark(uid, reason)
        else:
            self._refused.setdefault(uid, one_line(reason))

    def _remark(self, uid: str, words: str) -> None:
        told, line = self._remarks.setdefault(uid, []), one_line(words)
        if len(told) < _REMARKS_TOLD and line not in told:
            told.append(line)


def _silent(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def _as_record(register: Register, row: Sequence[object]) -> Record:
    """A record of our own as it stands, from its row."""
    names = ("uid", *STAMP, *register.boxes)
    values = dict(zip(names, row, strict=True))
    record = register.model(**{name: values.pop(name) for name in ("uid", *STAMP)})
    register.put(record, values)  # type: ignore[arg-type]
    return record


def _day_of_arrival(today: date, latest: int) -> date:
    """The day the rules are asked on: the later of ours and the sender's, which is at most little ahead."""
    moment = datetime(1970, 1, 1) + timedelta(milliseconds=latest >> HybridClock.COUNTER_BITS)
    return max(today, min(moment.date(), today + _AHEAD))
