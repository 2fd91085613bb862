"""What to send: the latest version of every chosen record that changed since the receiver acknowledged."""

import base64
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain

import peewee

from desktop_app.records.base import STAMP
from desktop_app.records.record import Register
from desktop_app.records.transfer import BLOBS, CHAINS, EXTRA_COLUMNS, STEP, Outgoing, Place, Row, Selection
from desktop_app.storage.chain import points_of_others, points_to_send
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import Blob, Entry, Knowledge

# Bytes of one piece of a file: as base64, four characters for three, below the bound on a text of a package.
_PIECE = 90_000
# Rows fetched at a time.
_FETCHED = 1000
# Uids asked for in one statement.
_BATCH = 500


def knowledge(reader: Reader) -> dict[str, int]:
    """How far this file has seen each replica of its own office."""
    own = Knowledge.select(Knowledge.replica, Knowledge.seq).where(Knowledge.office == reader.office)
    return dict(reader.rows(own))


def latest_mark(reader: Reader) -> int:
    """The number of the last line of this file's history."""
    last = Entry.select(peewee.fn.coalesce(peewee.fn.max(Entry.id), 0))
    return int(reader.rows(last)[0][0])


@contextmanager
def outgoing(
    reader: Reader, selection: Selection, after: Mapping[str, int], pending: Collection[Place] = ()
) -> Iterator[Outgoing]:
    """The rows to send, with the files they mention; read as they are asked for, as of one moment.

    ``after`` is what the receiver acknowledged of each register, as a mark in this file's history (0: nothing
    yet, all goes); ``pending`` are records it did not take then, which go in any case.
    """
    # A transaction that only reads: what is written meanwhile is not in it.
    with reader.database.atomic("DEFERRED"):
        mark = latest_mark(reader)
        chosen = [r for r in reader.catalogue if r.name in selection.boxes and not r.stays_home]
        marks = {r.name: min(after.get(r.name, 0), mark) for r in chosen if r.name not in selection.only}
        yield Outgoing(
            _tables(reader, selection, chosen, marks, pending),
            after=marks,
            upto=dict.fromkeys(marks, mark),
            have=knowledge(reader),
        )


def _tables(
    reader: Reader,
    selection: Selection,
    chosen: Sequence[Register],
    marks: Mapping[str, int],
    pending: Collection[Place],
) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    files: set[str] = set()
    changed = _changed(reader, marks)
    for name, uid in pending:
        changed.setdefault(name, set()).add(uid)
    for register in chosen:
        names = ("uid", *STAMP, *selection.boxes[register.name])
        only: Collection[str] | None = selection.only.get(register.name)
        if only is None and marks[register.name]:
            only = changed.get(register.name, ())
        rows = _rows(reader, selection, register, names, only)
        yield register.name, names, _noting_files(register, names, rows, files)
    if files:
        yield BLOBS, EXTRA_COLUMNS[BLOBS], _blob_rows(reader, files)
    points: list[Row] = list(points_to_send(reader, max(marks.values(), default=0)))
    if selection.kind == STEP:
        points += points_of_others(reader)
    yield CHAINS, EXTRA_COLUMNS[CHAINS], iter(points)


def _rows(
    reader: Reader,
    selection: Selection,
    register: Register,
    names: Sequence[str],
    only: Collection[str] | None,
) -> Iterator[Row]:
    """The rows of ``register`` that ``selection`` lets go, ``only`` these if they are named."""
    model = register.model
    query = model.select(*(getattr(model, name) for name in names))
    query = query.where(model.owner_office == (selection.owner or reader.office))
    kept = None if selection.kept_back else _kept_rows(reader, register)
    if kept is not None:
        query = query.where(~kept)
    if only is None:
        return _read(reader, query.order_by(model.uid))
    ordered = sorted(only)
    parts = (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))
    return chain.from_iterable(_read(reader, query.where(model.uid.in_(part))) for part in parts)


def _read(reader: Reader, query: peewee.BaseQuery) -> Iterator[Row]:
    # Stored scalars, not values: what is in the file goes into the package as it is.
    cursor = reader.select(*query.sql())
    return chain.from_iterable(iter(partial(cursor.fetchmany, _FETCHED), []))


def _changed(reader: Reader, marks: Mapping[str, int]) -> dict[str, set[str]]:
    """By register the records that history names after its mark: history is read from its end alone."""
    found: dict[str, set[str]] = {}
    since = min((mark for mark in marks.values() if mark), default=None)
    if since is not None:
        query = Entry.select(Entry.id, Entry.register, Entry.uid).where(Entry.id > since)
        for number, name, uid in reader.rows(query):
            if marks.get(name, number) < number:
                found.setdefault(name, set()).add(str(uid))
    return found


def _kept_rows(reader: Reader, register: Register) -> peewee.Expression | None:
    """The rows of ``register`` that are kept back because of their parent; None where it has no such."""
    some = register.kept_back_rows
    if some is None or register.parent is None:
        return None
    link: peewee.Field = getattr(register.model, register.parent)
    rows: peewee.Expression = link.in_(list(some.parents(reader)))
    return rows


def _noting_files(
    register: Register, names: Sequence[str], rows: Iterable[Row], files: set[str]
) -> Iterator[Row]:
    """``rows`` as they pass, with the files they mention put into ``files``."""
    boxes = register.boxes
    places = [i for i, name in enumerate(names) if name in boxes and boxes[name].kind == "files"]
    return _noted(rows, places, files) if places else iter(rows)


def _noted(rows: Iterable[Row], places: Sequence[int], files: set[str]) -> Iterator[Row]:
    for row in rows:
        for place in places:
            if row[place]:
                files.update(str(sha) for sha, _, _ in json.loads(str(row[place])))
        yield row


def _blob_rows(reader: Reader, wanted: Iterable[str]) -> Iterator[Row]:
    for sha256 in sorted(wanted):
        for (data,) in reader.rows(Blob.select(Blob.data).where(Blob.sha256 == sha256)):
            whole = memoryview(data)
            parts = max(1, -(-len(whole) // _PIECE))
            for part in range(parts):
                piece = base64.b64encode(whole[part * _PIECE : (part + 1) * _PIECE])
                yield sha256, part, parts, piece.decode()
