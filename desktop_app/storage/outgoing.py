"""What to send: the latest version of every record of this office that the receiver has not acknowledged."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence

import peewee

from desktop_app.records.base import STAMP
from desktop_app.records.record import Register
from desktop_app.records.transfer import BLOBS, CHAINS, EXTRA_COLUMNS, Outgoing, Row, Seen
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import ActionRow, Blob, Knowledge

# Characters of base64 in one piece of a file: below the bound on one text of a package.
_PIECE = 120_000


def knowledge(reader: Reader) -> dict[str, int]:
    """How far this file has seen each replica."""
    return dict(reader.rows(Knowledge.select(Knowledge.replica, Knowledge.seq)))


def outgoing(reader: Reader, acknowledged: Seen, *, private: bool = True, kept_back: bool = True) -> Outgoing:
    """The rows to send, with the files they mention.

    ``acknowledged`` is the receiver's knowledge by its last receipt ({} sends everything), ``private``
    whether ID numbers and the like go along, ``kept_back`` whether what registers keep back does. Records
    of a register kept back as a whole may have stayed here when others were acknowledged: asked for, all go.
    """
    known = Knowledge.select(Knowledge.replica, Knowledge.seq).where(Knowledge.office == reader.office)
    replicas = dict(reader.rows(known))
    after = {replica: min(acknowledged.get(replica, 0), seq) for replica, seq in replicas.items()}
    tables: dict[str, tuple[tuple[str, ...], list[Row]]] = {}
    files: set[str] = set()
    left_out: list[str] = []
    for register in reader.catalogue:
        whole = reader.catalogue.keeps_back(register)
        stays = staying(register, private=private, kept_back=kept_back)
        if whole and not kept_back and not register.stays_home and not register.parent:
            left_out.append(register.title)
        if register.stays_home or (whole and not kept_back):
            continue
        some = register.kept_back_rows
        if some is not None and not kept_back:
            left_out.append(some.title)
        if stays:
            left_out.append(f"{register.title}的{'、'.join(register.boxes[name].title for name in stays)}")
        names = ("uid", *STAMP, *(name for name in register.boxes if name not in stays))
        rows = _unacknowledged(reader, register, names, {} if whole else after, kept_back)
        if rows:
            tables[register.name] = (names, rows)
            files |= _files_in(register, names, rows)
    if files:
        tables[BLOBS] = (EXTRA_COLUMNS[BLOBS], list(_blob_rows(reader, files)))
    tables[CHAINS] = (EXTRA_COLUMNS[CHAINS], _chains(reader, replicas, after))
    return Outgoing(tables, after, replicas, knowledge(reader), tuple(left_out))


def staying(register: Register, *, private: bool, kept_back: bool) -> tuple[str, ...]:
    """The boxes of ``register`` that stay here."""
    kept = () if kept_back else register.kept_back
    return tuple(
        name for name, box in register.boxes.items() if name in kept or (box.private and not private)
    )


def _unacknowledged(
    reader: Reader, register: Register, names: Sequence[str], after: Seen, kept_back: bool
) -> list[Row]:
    """The rows the receiver has not; those kept back go all or not at all, like a register kept back."""
    model, kept = register.model, _kept_rows(reader, register)
    query = model.select(*(getattr(model, name) for name in names)).where(model.owner_office == reader.office)
    for replica, seq in after.items():
        if seq:
            unknown = (model.replica != replica) | (model.dot > seq)
            query = query.where(unknown | kept if kept is not None and kept_back else unknown)
    if kept is not None and not kept_back:
        query = query.where(~kept)
    sql, values = query.order_by(model.uid).sql()
    # Stored scalars, not values: what is in the file goes into the package as it is.
    return [tuple(row) for row in reader.select(sql, values)]


def _kept_rows(reader: Reader, register: Register) -> peewee.Expression | None:
    """The rows of ``register`` that are kept back because of their parent; None where it has no such."""
    some = register.kept_back_rows
    if some is None or register.parent is None:
        return None
    link: peewee.Field = getattr(register.model, register.parent)
    rows: peewee.Expression = link.in_(list(some.parents(reader)))
    return rows


def _files_in(register: Register, names: Sequence[str], rows: Iterable[Row]) -> set[str]:
    places = [
        i for i, name in enumerate(names) if name in register.boxes and register.boxes[name].kind == "files"
    ]
    found = (row[i] for row in rows for i in places if row[i])
    return {str(sha) for value in found for sha, _, _ in json.loads(str(value))}


def _blob_rows(reader: Reader, wanted: Iterable[str]) -> Iterator[Row]:
    for sha256 in sorted(wanted):
        for (data,) in reader.rows(Blob.select(Blob.data).where(Blob.sha256 == sha256)):
            text = base64.b64encode(bytes(data)).decode()
            pieces = [text[i : i + _PIECE] for i in range(0, len(text), _PIECE)] or [""]
            for number, piece in enumerate(pieces):
                yield sha256, number, len(pieces), piece


def _chains(reader: Reader, upto: Seen, after: Seen) -> list[Row]:
    """The hash chain of our own replica at the ends of what is sent, for telling a copied file apart."""
    wanted = {upto.get(reader.replica, 0), after.get(reader.replica, 0)} - {0}
    query = ActionRow.select(ActionRow.seq, ActionRow.chain).where(ActionRow.seq.in_(wanted))
    return [(reader.replica, seq, chain) for seq, chain in dict(reader.rows(query)).items()]
