"""The hash chain of a replica's writes: the points of it that packages carry, and where two of it part.

Every action ends at a point: how many writes the replica had made by then, and the hash over them all. Two
copies of one file that both wrote on end their actions at other points, or at the same with other hashes. So
a point also says after which number none lies before it, and every stretch that two sides tell of is
compared, not only the numbers both happen to name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from desktop_app.base.errors import UserError
from desktop_app.records.transfer import Fork
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import ActionRow, Checkpoint, Entry

# So many of the latest points go along without a gap, and of those acknowledged some once more.
_TOGETHER, _AGAIN = 2000, 16
# So many latest points of each of our other PCs go along between PCs of one office.
_OF_OTHERS = 200
# Further back there is one point in a block of so many writes; the nearest block, then the 2nd, 4th, 8th …
_BLOCK = 256
# So many of a replica are kept without a gap; a package with more than the last is not one of ours.
KEPT, MOST = 1000, 4096
# What of a hash is told: enough to tell copies apart, and half of what it would add to a small package.
_TOLD = 16
_HASH = re.compile(r"[0-9a-f]{16,64}")


class Point(NamedTuple):
    """An action of ``replica`` ended at ``seq`` with this ``chain``, none between ``after`` and there."""

    replica: str
    seq: int
    after: int
    chain: str


def points_of_others(reader: Reader) -> list[Point]:
    """The latest points seen of the other PCs of this office, and our own as whom this file wrote before.

    One of them that was put back unnoticed learns by them what it wrote before, and one that went on under
    a name which this file, a copy of it, had too, that there were two of them.
    """
    former = [point for name in former_replicas(reader) for point in _latest_as(reader, name)]
    kept = Checkpoint.select(Checkpoint.replica, Checkpoint.seq, Checkpoint.after, Checkpoint.chain)
    ours = Checkpoint.office == reader.office
    names = Checkpoint.select(Checkpoint.replica).where(ours, Checkpoint.replica != reader.replica)
    found: list[Point] = []
    for (replica,) in reader.rows(names.distinct()):
        latest = kept.where(ours, Checkpoint.replica == replica).order_by(Checkpoint.seq.desc())
        found += (Point(*row) for row in _some(reader, latest, _OF_OTHERS))
    return (former + found)[: MOST - _TOGETHER - 2 * _BLOCK]


def former_replicas(reader: Reader) -> list[str]:
    """The names as which this file wrote before it became the replica that it is."""
    before = ActionRow.replica.is_null(False) & (ActionRow.replica != reader.replica) & (ActionRow.seq > 0)
    return [name for (name,) in reader.rows(ActionRow.select(ActionRow.replica).where(before).distinct())]


def parted_key(replica: str) -> str:
    """The note that says up to where what this file wrote as ``replica`` is shared with another copy."""
    return f"parted:{replica}"


def points_to_send(reader: Reader, mark: int = 0) -> list[Point]:
    """The points of our own replica's chain that a package carries.

    ``mark`` is a place in our history that the receiver acknowledged: before it few points are enough.
    """
    known = _acknowledged(reader, mark)
    own = (ActionRow.replica == reader.replica) & (ActionRow.seq > 0)
    latest = ActionRow.select(ActionRow.seq, ActionRow.chain).where(own).order_by(ActionRow.seq.desc())
    told = dict(_some(reader, latest.where(ActionRow.seq > known), _TOGETHER))
    told.update(_some(reader, latest.where(ActionRow.seq <= known), _AGAIN))
    if not told:
        return []
    return [*_far_back(reader, min(told)), *_chained(reader, reader.replica, told)]


def check(reader: Reader, sender: str, replica: str, points: Iterable[Point]) -> Fork | None:
    """The fork, when the chain of ``sender``'s ``replica`` is not the one seen before, at any overlap."""
    told = _sorted(points, replica)
    if not told:
        return None
    low, high = told[0].after, told[-1].seq
    ours = sender == reader.office and replica == reader.replica
    former = sender == reader.office and replica in former_replicas(reader)
    known = _own(reader, replica, low, high) if ours or former else _seen(reader, sender, replica, low)
    # Nobody but us writes as our own replica: who is further than we are is another copy.
    ahead = ours and reader.stand()[0] < high
    return Fork(replica, _agreed(known, told)) if ahead or _parts(known, told) else None


def keep(reader: Reader, sender: str, replica: str, points: Iterable[Point]) -> None:
    """Keep what ``sender`` told of its replica's chain; in the transaction that takes its records over."""
    rows = [{"office": sender, **point._asdict()} for point in _sorted(points, replica)]
    for start in range(0, len(rows), 500):
        put = Checkpoint.insert_many(rows[start : start + 500])
        put.on_conflict_ignore().execute(reader.database)
    _thin_out(reader, sender, replica)


def read_points(rows: Iterable[Sequence[object]]) -> list[Point]:
    """The points of a package, judged: replica, seq, after, chain; UserError when they are none."""
    points: list[Point] = []
    for replica, seq, after, chain in rows:
        fits = isinstance(replica, str) and isinstance(chain, str) and _HASH.fullmatch(chain)
        if not fits or type(seq) is not int or type(after) is not int or not 0 <= after < seq < 2**53:
            raise _unfit()
        points.append(Point(str(replica), seq, after, str(chain)[:_TOLD]))
        if len(points) > MOST:
            raise _unfit()
    return points


def _unfit() -> UserError:
    return UserError("包里的校验点不合规定", "本机资料没有改动", "请对方升级到同一版本的程序，再重新导出")


def _some(reader: Reader, query: Any, most: int) -> list[Any]:
    """The first rows of a query; what lies further back is told by single points."""
    return list(reader.rows(query.limit(most)))


def _acknowledged(reader: Reader, mark: int) -> int:
    """How far our replica had written at a place of our history."""
    if not mark:
        return 0
    query = Entry.select(Entry.seq).where(Entry.id <= mark, Entry.replica == reader.replica)
    found = reader.rows(query.order_by(Entry.id.desc()).limit(1))
    return int(found[0][0]) if found else 0


def _before(reader: Reader, replica: str, seq: int) -> int:
    """The point before ``seq`` of ``replica``; without one, all before it is unknown to us too."""
    own = (ActionRow.replica == replica) & (ActionRow.seq < seq) & (ActionRow.seq > 0)
    found = reader.rows(ActionRow.select(ActionRow.seq).where(own).order_by(ActionRow.seq.desc()).limit(1))
    if found:
        return int(found[0][0])
    # An older program did not note which replica wrote an action.
    unsigned = ActionRow.select(ActionRow.id).where(ActionRow.replica.is_null()).limit(1)
    return seq - 1 if reader.rows(unsigned) else 0


def _far_back(reader: Reader, first: int) -> list[Point]:
    """Of what lies before ``first`` the first point of a block, ever further apart."""
    found: set[Point] = set()
    back, start = 1, first
    while start > 0:
        start = max(0, (first // _BLOCK - back) * _BLOCK)
        own = (ActionRow.replica == reader.replica) & (ActionRow.seq > start)
        query = ActionRow.select(ActionRow.seq, ActionRow.chain).where(own, ActionRow.seq < first)
        for seq, chain in reader.rows(query.order_by(ActionRow.seq).limit(1)):
            after = max(start, _before(reader, reader.replica, int(seq)))
            found.add(Point(reader.replica, int(seq), after, chain[:_TOLD]))
        back *= 2
    return sorted(found)


def _sorted(points: Iterable[Point], replica: str) -> list[Point]:
    return sorted(point for point in points if point.replica == replica)


def _own(reader: Reader, replica: str, low: int, high: int) -> list[Point]:
    """The points of what this file wrote as ``replica`` from ``low`` to ``high``."""
    high = min(high, _parted(reader, replica, high))
    query = ActionRow.select(ActionRow.seq, ActionRow.chain).where(
        ActionRow.replica == replica, ActionRow.seq > 0, ActionRow.seq.between(low, high)
    )
    return _chained(reader, replica, dict(reader.rows(query)))


def _latest_as(reader: Reader, replica: str) -> list[Point]:
    """The latest points of what this file wrote as another replica, as far as no other copy contradicted."""
    most = _parted(reader, replica, 2**53)
    own = (ActionRow.replica == replica) & ActionRow.seq.between(1, most)
    latest = ActionRow.select(ActionRow.seq, ActionRow.chain).where(own).order_by(ActionRow.seq.desc())
    return _chained(reader, replica, dict(_some(reader, latest, _OF_OTHERS)))


def _chained(reader: Reader, replica: str, told: Mapping[int, str]) -> list[Point]:
    """``told`` (number → chain) as points, each from the one before it."""
    seqs = sorted(told)
    before = _before(reader, replica, seqs[0]) if seqs else 0
    return [
        Point(replica, seq, after, told[seq][:_TOLD])
        for after, seq in zip((before, *seqs), seqs, strict=False)
    ]


def _parted(reader: Reader, replica: str, most: int) -> int:
    """Up to where what this file wrote as ``replica`` counts; ``most`` where nobody contradicted."""
    return int(reader.note(parted_key(replica)) or most)


def _seen(reader: Reader, sender: str, replica: str, low: int) -> list[Point]:
    """The points seen of a replica from ``low`` on."""
    query = Checkpoint.select(Checkpoint.replica, Checkpoint.seq, Checkpoint.after, Checkpoint.chain).where(
        Checkpoint.office == sender, Checkpoint.replica == replica, Checkpoint.seq >= low
    )
    return [Point(*row) for row in reader.rows(query.order_by(Checkpoint.seq))]


def _parts(known: Sequence[Point], told: Sequence[Point]) -> bool:
    """Whether two tellings of one chain contradict each other."""
    chains = {point.seq: point.chain for point in known}
    if any(chains.get(point.seq, point.chain) != point.chain for point in told):
        return True
    return _in_a_gap(known, told) or _in_a_gap(told, known)


def _in_a_gap(points: Sequence[Point], others: Sequence[Point]) -> bool:
    """Whether one of ``others`` lies where ``points`` say that there is none."""
    seqs = [point.seq for point in others]
    return any(bisect_left(seqs, point.seq) > bisect_right(seqs, point.after) for point in points)


def _agreed(known: Iterable[Point], told: Iterable[Point]) -> int:
    chains = {point.seq: point.chain for point in known}
    return max((point.seq for point in told if chains.get(point.seq) == point.chain), default=0)


def _thin_out(reader: Reader, sender: str, replica: str) -> None:
    """Of the points before the latest ``KEPT`` the first of each block stays."""
    mine = (Checkpoint.office == sender) & (Checkpoint.replica == replica)
    latest = Checkpoint.select(Checkpoint.seq).where(mine).order_by(Checkpoint.seq.desc())
    last = reader.rows(latest.offset(KEPT).limit(1))
    if not last:
        return
    older = reader.rows(
        Checkpoint.select(Checkpoint.id, Checkpoint.seq)
        .where(mine, Checkpoint.seq <= last[0][0])
        .order_by(Checkpoint.seq)
    )
    firsts: set[int] = set()
    gone = []
    for number, seq in older:
        block = (seq - 1) // _BLOCK
        if block in firsts:
            gone.append(number)
        firsts.add(block)
    for start in range(0, len(gone), 500):
        Checkpoint.delete().where(Checkpoint.id.in_(gone[start : start + 500])).execute(reader.database)
