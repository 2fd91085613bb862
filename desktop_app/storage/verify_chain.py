"""Whether the history of a branch file is what was written: every seal worked out again, every row compared.

A break has its place: the action whose words, number or lines are not those it was sealed with, or the record
that stands otherwise than its last line of history says. At opening the last actions are looked at; the whole
file is walked in idle time, in parts. What an older program wrote bears no seal and is let be.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import peewee

from desktop_app.base.errors import UserError
from desktop_app.records.record import Register
from desktop_app.storage.reader import Reader
from desktop_app.storage.seal import digest, link, seal
from desktop_app.storage.statements import ERASED, HEAD, LINE, columns
from desktop_app.storage.tables import ActionRow, Entry, Erased, Knowledge

# So many of the last actions are looked at when a file is opened, with so many records they touched.
TAIL, TAIL_RECORDS = 100, 150
# So many lines of history, or records, are looked at in one part.
_LINES, _RECORDS = 1000, 100
# More breaks than these tell no more.
MOST = 200
_UNMERGE = "unmerge"

# What breaks a chain, in words.
CHANGED, GONE, CUT = "写下的内容后来被改过", "不见了", "以后的操作不见了"
ROW_CHANGED, ROW_GONE, ROW_STRANGE = (
    "和修改记录对不上，被绕过程序改过",
    "不见了",
    "没有修改记录，不是程序写的",
)


@dataclass(frozen=True)
class Break:
    """A place where the file is not what was written: the action (its number, time, hand and title) and what.

    ``code`` names this very state of it: whoever explained it has not explained what comes after.
    """

    code: str
    number: int
    at: str
    actor: str
    title: str
    what: str

    def place(self) -> str:
        """Which action, when and whose."""
        when = self.at.replace("T", " ")[:16]
        told = "，".join(part for part in (when, self.actor, self.title) if part)
        return f"第 {self.number} 次操作（{told}）" if told else f"第 {self.number} 次操作"

    def error(self) -> UserError:
        """The break as it is told."""
        return UserError(
            f"{self.place()}{self.what}",
            "别的操作都还在",
            "请书记到“操作日志”看明情况，写一句说明；要紧的内容请和备份核对",
        )


@dataclass
class _Before:
    """What the walk carries from action to action."""

    number: int = 0
    seal: str = ""
    sealed: bool = False
    # Replica → how far it had written, and its chain there; None where an older program left it open.
    ends: dict[str, tuple[int, str] | None] | None = None


Heads = Sequence[tuple[Any, ...]]
Walk = Generator[None, None, list[Break]]


def tail_breaks(reader: Reader, explained: Collection[str] = ()) -> list[Break]:
    """The breaks among the last actions and the records they touched; quick enough for every opening."""
    with _looking(reader):
        last = _last(reader)
        first = max(1, last - TAIL + 1)
        latest = Entry.select(Entry.uid, Entry.action).where(Entry.action >= first)
        lines = _some(reader, latest.order_by(Entry.id.desc()), _LINES)
        if len(lines) == _LINES:
            # An action that brought thousands is left to the idle time.
            first = min(action for _, action in lines) + 1
        found = _actions(reader, _before(reader, first), first, last)
        found += _ends(reader, last)
        uids = list(dict.fromkeys(uid for uid, _ in lines))[:TAIL_RECORDS]
        found += _records(reader, uids)
    return [one for one in found if one.code not in explained]


def whole_breaks(reader: Reader, explained: Collection[str] = ()) -> Walk:
    """All breaks of the file, found in parts of some hundredths of a second; a round of the idle time."""
    found: list[Break] = []
    known = set(explained)
    for walk in (_walk_actions, _walk_records, _walk_strangers):
        for part in walk(reader):
            found += [one for one in part if one.code not in known]
            known.update(one.code for one in part)
            if len(found) >= MOST:
                return found[:MOST]
            yield
    return found


@contextmanager
def _looking(reader: Reader) -> Iterator[None]:
    """Read everything, whoever is at the desk, as it stands at one moment."""
    with reader.unnoted(), reader.door.whole(), reader.database.atomic():
        yield


def _walk_actions(reader: Reader) -> Iterable[list[Break]]:
    number, before = 0, _Before(ends={})
    while True:
        with _looking(reader):
            last = _last(reader)
            if number >= last:
                yield _ends(reader, last)
                return
            until = _reach(reader, number + 1, last)
            found = _actions(reader, before, number + 1, until)
            number = until
        yield found


def _reach(reader: Reader, first: int, last: int) -> int:
    """Up to which action a part goes that begins with ``first``."""
    until = min(first + TAIL - 1, last)
    counted = Entry.select(Entry.action, peewee.fn.COUNT(Entry.id)).where(Entry.action.between(first, until))
    total = 0
    for number, count in reader.rows(counted.group_by(Entry.action).order_by(Entry.action)):
        total += count
        if total > _LINES:
            return max(first, int(number) - 1)
    return until


def _some(reader: Reader, query: Any, most: int) -> list[Any]:
    """The first rows of a query; the walk comes back for the others."""
    return reader.rows(query.limit(most))


def _last(reader: Reader) -> int:
    found = reader.rows(ActionRow.select(peewee.fn.MAX(ActionRow.id)))
    return int(found[0][0] or 0)


def _before(reader: Reader, first: int) -> _Before:
    """What the walk would carry at ``first``, read from the file."""
    before = _Before(ends={})
    query = ActionRow.select(ActionRow.id, ActionRow.seal).where(ActionRow.id < first)
    for number, sealed in reader.rows(query.order_by(ActionRow.id.desc()).limit(1)):
        before = _Before(int(number), sealed or "", sealed is not None, {})
    replicas = ActionRow.select(ActionRow.replica).where(ActionRow.id >= first).distinct()
    assert before.ends is not None
    for (replica,) in reader.rows(replicas):
        mine = (ActionRow.replica == replica) & (ActionRow.id < first)
        last = ActionRow.select(ActionRow.seq, ActionRow.chain).where(mine).order_by(ActionRow.id.desc())
        for seq, chain in reader.rows(last.limit(1)):
            before.ends[replica] = (int(seq), chain)
    return before


def _actions(reader: Reader, before: _Before, first: int, last: int) -> list[Break]:
    """The breaks among the actions from ``first`` to ``last``; ``before`` moves on with them."""
    own = columns(ActionRow, (*HEAD, "seq", "chain", "seal")).where(ActionRow.id.between(first, last))
    lines, erased = _digests(reader, first, last)
    found: list[Break] = []
    for row in reader.rows(own.order_by(ActionRow.id)):
        head, (seq, chain, sealed) = row[: len(HEAD)], row[len(HEAD) :]
        number = head[0]
        skipped = number > before.number + 1
        if skipped:
            found.append(_gap(before.number + 1, number))
        told = _head_digest(reader, head)
        if told is None or not _holds(before, told, row, lines[number], erased[number], skipped=skipped):
            code = f"{number}-{digest((*row, *lines[number], *erased[number]))[:10]}"
            found.append(_of(head, code, CHANGED))
        elif sealed is not None and not _linked(before, head[-1], seq, chain, sealed):
            found.append(_of(head, f"{number}-{digest((seq, chain))[:10]}", CHANGED))
        before.number, before.seal = number, sealed or ""
        before.sealed = before.sealed or sealed is not None
        if before.ends is not None:
            before.ends[head[-1]] = (seq, chain)
    return found


def _holds(
    before: _Before,
    head: str,
    row: Sequence[Any],
    lines: Iterable[str],
    erased: Iterable[str],
    *,
    skipped: bool,
) -> bool:
    """Whether an action is what its seal says; one after a gap cannot be asked."""
    head_replica, (seq, _, sealed) = row[len(HEAD) - 1], row[len(HEAD) :]
    if sealed is None:
        # An older program left the replica open as well.
        return not before.sealed and head_replica is None
    return skipped or bool(seal(before.seal, head, seq, lines, erased) == sealed)


def _linked(before: _Before, replica: str | None, seq: int, chain: str, sealed: str) -> bool:
    """Whether the chain of a replica goes on by this seal where it wrote, and stands where it did not."""
    end = (before.ends or {}).get(replica or "")
    if end is None:
        # Its first action here; what an older program wrote before it did not say whose it was.
        return None in (before.ends or {}) or chain == ("" if seq == 0 else link("", sealed))
    was_seq, was = end
    try:
        return chain == (link(was, sealed) if seq > was_seq else was)
    except TypeError:
        # What stands there is no number any more.
        return False


def _head_digest(reader: Reader, head: Sequence[Any]) -> str | None:
    """The hash of an action's own row as it was sealed; None where words went that are not those left."""
    query = Erased.select(Erased.was, Erased.now).where(Erased.about == head[0]).order_by(Erased.id)
    return _original(digest(head), reader.rows(query))


def _original(now: str, erasures: Sequence[Sequence[str]]) -> str | None:
    """The hash a row was sealed with, if it is as the last erasure left it."""
    if not erasures:
        return now
    return erasures[0][0] if erasures[-1][1] == now else None


def _digests(reader: Reader, first: int, last: int) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Action → the hashes of its lines as they were sealed, and of what it took out."""
    gone: dict[int, list[tuple[str, str]]] = defaultdict(list)
    numbers = Entry.select(Entry.id).where(Entry.action.between(first, last))
    erasures = Erased.select(Erased.line, Erased.was, Erased.now).where(Erased.line.in_(numbers))
    for line, was, now in reader.rows(erasures.order_by(Erased.id)):
        gone[line].append((was, now))
    lines: dict[int, list[str]] = defaultdict(list)
    query = columns(Entry, ("action", *LINE)).where(Entry.action.between(first, last))
    for action, *line in reader.rows(query.order_by(Entry.id)):
        now = digest(line)
        lines[action].append(_original(now, gone[line[0]]) or f"not {now}")
    erased: dict[int, list[str]] = defaultdict(list)
    taken = columns(Erased, ("action", *ERASED)).where(Erased.action.between(first, last))
    for action, *row in reader.rows(taken.order_by(Erased.id)):
        erased[action].append(digest(row))
    return lines, erased


def _ends(reader: Reader, last: int) -> list[Break]:
    """Whether the last action is the last there was, as far as the file itself knows."""
    query = Knowledge.select(Knowledge.seq, Knowledge.chain).where(Knowledge.replica == reader.replica)
    known = reader.rows(query)
    # A replica nobody knows of has written nothing that could be missing.
    seq, chain = known[0] if known else (0, "")
    mine = ActionRow.select(ActionRow.seq, ActionRow.chain).where(ActionRow.replica == reader.replica)
    there = reader.rows(mine.order_by(ActionRow.id.desc()).limit(1))
    unsigned = reader.rows(ActionRow.select(ActionRow.id).where(ActionRow.replica.is_null()).limit(1))
    stands = tuple(there[0]) == (seq, chain) if there else seq == 0 or bool(unsigned)
    beyond = reader.rows(Entry.select(Entry.id).where(Entry.action > last).limit(1))
    if stands and not beyond:
        return []
    return [Break(f"{last}-end{digest((seq, chain, last))[:8]}", last, "", "", "", CUT)]


def _gap(first: int, after: int) -> Break:
    more = f"到第 {after - 1} 次" if after - 1 > first else ""
    return Break(f"{first}-gap{after}", first, "", "", "", f"{more}{GONE}")


def _of(head: Sequence[Any], code: str, what: str) -> Break:
    number, title, _, _, actor, at, *_ = head
    return Break(code, number, at, actor, title, what)


# -- rows against their history ----------------------------------------------------------------------


def _walk_records(reader: Reader) -> Iterable[list[Break]]:
    """Every record that has a history, in order of uid."""
    last = ""
    while True:
        with _looking(reader):
            some = Entry.select(Entry.uid).where(Entry.uid > last).distinct().order_by(Entry.uid)
            uids = [uid for (uid,) in _some(reader, some, _RECORDS)]
            if not uids:
                return
            found, last = _records(reader, uids), uids[-1]
        yield found


def _walk_strangers(reader: Reader) -> Iterable[list[Break]]:
    """Rows nobody wrote through the program: they have no history."""
    for register in reader.catalogue:
        last, model = "", register.model
        while True:
            with _looking(reader):
                query = model.select(model.uid).where(model.uid > last).order_by(model.uid)
                uids = [uid for (uid,) in _some(reader, query, 5 * _RECORDS)]
                if not uids:
                    break
                lines = Entry.select(Entry.uid).where(Entry.uid.in_(uids)).distinct()
                known, last = {uid for (uid,) in reader.rows(lines)}, uids[-1]
                strange = [
                    _record(reader, register, uid, _last(reader), ROW_STRANGE, (uid,))
                    for uid in uids
                    if uid not in known
                ]
            yield strange


def _records(reader: Reader, uids: Sequence[str]) -> list[Break]:
    """The records among ``uids`` that are not what their history says."""
    query = Entry.select(
        Entry.uid, Entry.register, Entry.action, Entry.old, Entry.new, Entry.replica, Entry.seq
    )
    lines: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for uid, name, *line in reader.rows(query.where(Entry.uid.in_(uids)).order_by(Entry.id)):
        lines[name, uid].append(tuple(line))
    by_register: dict[str, list[str]] = defaultdict(list)
    for name, uid in lines:
        by_register[name].append(uid)
    sealed = ActionRow.select(peewee.fn.MIN(ActionRow.id)).where(ActionRow.seal.is_null(False))
    first = reader.rows(sealed)[0][0]
    since = first if first is not None else _last(reader) + 1
    found: list[Break] = []
    for name, some in by_register.items():
        if name not in reader.catalogue:
            continue
        register = reader.catalogue[name]
        rows = _rows(reader, register, some)
        for uid in some:
            found += _compare(reader, register, uid, rows.get(uid), lines[name, uid], since)
    return found


def _rows(reader: Reader, register: Register, uids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The rows as they are stored, by uid."""
    names = ("uid", "replica", "dot", "removed_at", *register.boxes)
    model = register.model
    # As stored: what a box makes of it may hide what was done to it.
    query = model.select(*(getattr(model, name) for name in names)).where(model.uid.in_(uids))
    return {row[0]: dict(zip(names, row, strict=True)) for row in reader.execute(query)}


def _compare(
    reader: Reader,
    register: Register,
    uid: str,
    row: dict[str, Any] | None,
    lines: Sequence[tuple[Any, ...]],
    since: int,
) -> list[Break]:
    """Whether one row is what its lines say, as far as sealed ones speak of it."""
    said: dict[str, Any] = {}
    for number, old, new, *_ in lines:
        if old is None:
            # All of it is told anew: what is not named is empty.
            said = dict.fromkeys((*register.boxes, "removed_at")) if number >= since else {}
        told = _values(new)
        if told is None:
            return [_record(reader, register, uid, number, ROW_CHANGED, (number, str(new)))]
        said |= told if number >= since else {}
        if number < since:
            for name in told:
                said.pop(name, None)
    number, replica, dot = lines[-1][0], lines[-1][3], lines[-1][4]
    if number < since:
        return []
    if row is None:
        undone = ActionRow.select(ActionRow.undone_by).where(ActionRow.id == number)
        by = ActionRow.select(ActionRow.id).where(ActionRow.id.in_(undone), ActionRow.kind == _UNMERGE)
        return [] if reader.rows(by) else [_record(reader, register, uid, number, ROW_GONE, (uid,))]
    differs = any(row[name] != value for name, value in said.items() if name in row)
    if differs or (row["replica"], row["dot"]) != (replica, dot):
        return [_record(reader, register, uid, number, ROW_CHANGED, row.values())]
    return []


def _values(new: object) -> dict[str, Any] | None:
    """What a line of history tells; None where it is no longer what the program writes."""
    try:
        told = json.loads(new) if isinstance(new, str) else None
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _record(
    reader: Reader, register: Register, uid: str, number: int, what: str, state: Iterable[object]
) -> Break:
    head = reader.rows(columns(ActionRow, HEAD).where(ActionRow.id == number))
    code = f"{number}-{digest((register.name, uid, *state))[:10]}"
    told = f"写下的{register.title}“{reader.name(uid)}”{what}"
    return _of(head[0], code, told) if head else Break(code, number, "", "", "", told)
