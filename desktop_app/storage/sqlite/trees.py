"""The rows of a damaged file: its tables' trees walked over whole pages, and leaves that no tree reaches.

What is asked of a page follows the file format of the engine (sqlite.org/fileformat2): a table is a tree of
pages, its leaves hold rows by their rowid, a long row goes on over pages of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop_app.storage.sqlite.sealed_pages import USABLE, SealedPages

Value = str | int | float | bytes | None
_INTERIOR, _LEAF = 5, 13
# Trees of an index, and of a table without rowids: search alone has such.
_OF_INDEX = (2, 10)
_HEAD_OF_FILE = 100
_LEAST, LAST = -(2**63), 2**63 - 1
SCHEMA = "sqlite_master"
_INTS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LOCAL_MOST = USABLE - 35
_LOCAL_LEAST = (USABLE - 12) * 32 // 255 - 23
# Rows longer than this were never written.
_LONGEST_ROW = 1 << 30


class Row(NamedTuple):
    """A row as it stands: its rowid and its values; ``cut`` when part of it lay on a page that is lost.

    Of a cut row those values stand that lie before the cut.
    """

    rowid: int
    values: tuple[Value, ...]
    cut: bool = False


@dataclass
class Tree:
    """What a table's tree still shows: its whole leaves, and between which rowids pages are lost."""

    leaves: list[int] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)

    def lacks(self, rowid: int) -> bool:
        """Whether a row of this number may have lain on a lost page."""
        return any(low < rowid <= high for low, high in self.gaps)


NOTHING_KNOWN = ((_LEAST, LAST),)


class Unreadable(ValueError):
    """A page that does not hold what was looked for."""


class Trees:
    """The tables of a damaged file by their names, as far as whole pages tell of them."""

    def __init__(self, pages: SealedPages) -> None:
        self._pages = pages
        # What was given up is no longer looked at: old versions stand there.
        self._reached = self._free()
        self.tables: dict[str, Tree] = {SCHEMA: Tree()}
        self._walk(1, self.tables[SCHEMA])
        self.orphans: list[list[int]] = []
        roots = self._roots()
        for name, root in roots.items():
            self.tables[name] = Tree()
            self._walk(root, self.tables[name])
        self._group_orphans()

    def tree(self, name: str) -> Tree:
        """The tree of a table; one of which nothing is known may have lost any row."""
        if name in self.tables:
            return self.tables[name]
        schema = self.tables[SCHEMA]
        return Tree(gaps=list(NOTHING_KNOWN)) if schema.gaps else Tree()

    def rows(self, leaf: int) -> Iterator[Row]:
        """The rows of one leaf; those that cannot be read are passed over."""
        data = self._pages.page(leaf)
        if data is None:
            return
        try:
            offsets = _cells(data, leaf, _LEAF)
        except Unreadable:
            return
        for offset in offsets:
            try:
                yield self._row(data, offset)
            except (Unreadable, IndexError, UnicodeDecodeError):
                continue

    def is_stale(self, leaf: int) -> bool:
        """Whether a newer state of the leaf is lost with the journal."""
        return leaf in self._pages.stale

    def _free(self) -> set[int]:
        """The pages given up, by the list that begins on the first page."""
        first, found = self._pages.page(1), set[int]()
        trunk = _four(first, 32) if first is not None else 0
        while trunk and trunk not in found:
            data = self._pages.page(trunk)
            if data is None:
                break
            count = min(_four(data, 4), USABLE // 4 - 2)
            found.update((trunk, *(_four(data, 8 + 4 * place) for place in range(count))))
            trunk = _four(data, 0)
        return found - {1}

    # -- trees --------------------------------------------------------------------------------------

    def _roots(self) -> dict[str, int]:
        """Where each table begins, by the schema."""
        leaves = list(self.tables[SCHEMA].leaves)
        if self.tables[SCHEMA].gaps:
            # Where no tree leads they are known by their rows.
            leaves += [n for n in self._leaves() if n not in self._reached and self._is_schema(n)]
            self._reached.update(leaves)
        found: dict[str, int] = {}
        for leaf in leaves:
            for row in self.rows(leaf):
                if not row.cut and _is_schema_row(row.values) and row.values[0] == "table":
                    name, root = str(row.values[1]), row.values[3]
                    if isinstance(root, int) and root > 1:
                        found[name] = root
        return found

    def _is_schema(self, leaf: int) -> bool:
        rows = list(self.rows(leaf))
        return bool(rows) and all(_is_schema_row(row.values) for row in rows if not row.cut)

    def _walk(self, root: int, tree: Tree) -> None:
        """Go over a tree from its root; what cannot be read is a gap between its neighbours' rowids."""
        waiting = [(root, _LEAST, LAST)]
        while waiting:
            number, low, high = waiting.pop()
            kind = self._kind(number)
            if kind in _OF_INDEX:
                continue
            # A page whose newer state is lost tells of rows that may have moved.
            if number in self._reached or kind is None or number in self._pages.stale:
                tree.gaps.append((low, high))
                continue
            try:
                if kind == _LEAF:
                    _cells(self._content(number), number, _LEAF)
                    tree.leaves.append(number)
                else:
                    waiting.extend(self._children(number, low, high))
            except (Unreadable, IndexError):
                tree.gaps.append((low, high))
                continue
            self._reached.add(number)

    def _children(self, number: int, low: int, high: int) -> list[tuple[int, int, int]]:
        data = self._content(number)
        found = []
        for offset in _cells(data, number, _INTERIOR):
            key, _ = _signed_varint(data, offset + 4)
            found.append((_four(data, offset), low, key))
            low = key
        found.append((_four(data, _head(number) + 8), low, high))
        return found

    def _content(self, number: int) -> bytes:
        data = self._pages.page(number)
        if data is None:
            raise Unreadable
        return data

    def _kind(self, number: int) -> int | None:
        data = self._pages.page(number)
        if data is None:
            return None
        kind = data[_head(number)]
        return kind if kind in (_INTERIOR, _LEAF, *_OF_INDEX) else None

    # -- orphans ------------------------------------------------------------------------------------

    def _leaves(self) -> Iterator[int]:
        return (number for number in self._pages.whole() if self._kind(number) == _LEAF)

    def _group_orphans(self) -> None:
        """Leaves no tree reaches, those under one whole page together: they are of one table."""
        if not any(tree.gaps for tree in self.tables.values()):
            return
        inner: list[int] = []
        leaves: list[int] = []
        for number in self._pages.whole():
            if number not in self._reached:
                kind = self._kind(number)
                (inner if kind == _INTERIOR else leaves if kind == _LEAF else []).append(number)
        group = {number: {number} for number in (*inner, *leaves)}
        for number in inner:
            try:
                children = [child for child, _, _ in self._children(number, _LEAST, LAST)]
            except (Unreadable, IndexError):
                continue
            if not all(child in group or self._kind(child) is None for child in children):
                continue  # an old page: what it names is in use elsewhere
            for child in children:
                if child in group and group[child] is not group[number]:
                    small, large = sorted((group[child], group[number]), key=len)
                    large |= small
                    for one in small:
                        group[one] = large
        wanted, seen = set(leaves), set[int]()
        for number in leaves:
            if number not in seen:
                together = group[number] & wanted
                seen |= together
                self.orphans.append(sorted(together))

    # -- rows ---------------------------------------------------------------------------------------

    def _row(self, data: bytes, offset: int) -> Row:
        size, offset = _varint(data, offset)
        rowid, offset = _signed_varint(data, offset)
        if size > _LONGEST_ROW:
            raise Unreadable
        local = size
        if size > _LOCAL_MOST:
            local = _LOCAL_LEAST + (size - _LOCAL_LEAST) % (USABLE - 4)
            local = local if local <= _LOCAL_MOST else _LOCAL_LEAST
        payload = data[offset : offset + local]
        if len(payload) < local:
            raise Unreadable
        cut = False
        if local < size:
            payload, cut = self._longer(payload, size, _four(data, offset + local))
        return Row(rowid, tuple(_values(payload, cut=cut)), cut)

    def _longer(self, payload: bytes, size: int, following: int) -> tuple[bytes, bool]:
        """A long row with what lies on its further pages, and whether one of them is lost."""
        parts, length, seen = [payload], len(payload), set[int]()
        while length < size:
            data = self._pages.page(following) if following not in seen else None
            if data is None or following in self._pages.stale:
                return b"".join(parts), True
            seen.add(following)
            parts.append(data[4 : 4 + size - length])
            length += len(parts[-1])
            following = _four(data, 0)
        return b"".join(parts), False


def _head(number: int) -> int:
    return _HEAD_OF_FILE if number == 1 else 0


def _cells(data: bytes, number: int, kind: int) -> list[int]:
    """Where the cells of a page begin."""
    head = _head(number)
    count = int.from_bytes(data[head + 3 : head + 5], "big")
    first = head + (12 if kind == _INTERIOR else 8)
    if data[head] != kind or first + 2 * count > len(data):
        raise Unreadable
    offsets = [int.from_bytes(data[at : at + 2], "big") for at in range(first, first + 2 * count, 2)]
    if any(not first + 2 * count <= offset < len(data) for offset in offsets):
        raise Unreadable
    return offsets


def _four(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 4], "big")


def _varint(data: bytes, offset: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        one = data[offset + place]
        value = value << 7 | one & 0x7F
        if one < 0x80:
            return value, offset + place + 1
    return value << 8 | data[offset + 8], offset + 9


def _signed_varint(data: bytes, offset: int) -> tuple[int, int]:
    value, after = _varint(data, offset)
    return (value - 2**64 if value >= 2**63 else value), after


def _values(payload: bytes, *, cut: bool) -> Iterator[Value]:
    """The values of a record; of a cut one those that are whole."""
    head, offset = _varint(payload, 0)
    kinds = []
    while offset < head:
        kind, offset = _varint(payload, offset)
        kinds.append(kind)
    offset = head
    for kind in kinds:
        length = _INTS.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else 0)
        part = payload[offset : offset + length]
        if len(part) < length:
            if cut:
                return
            raise Unreadable
        offset += length
        yield _value(kind, part)


def _value(kind: int, part: bytes) -> Value:
    if kind in _INTS:
        return int.from_bytes(part, "big", signed=True)
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        # Loaded late: no register keeps such a number.
        import struct

        number: float = struct.unpack(">d", part)[0]
        return number
    if kind < 12:
        return None
    return part if kind % 2 == 0 else part.decode()


def _is_schema_row(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == 5
        and values[0] in ("table", "index", "view", "trigger")
        and isinstance(values[1], str)
        and isinstance(values[2], str)
        and isinstance(values[3], int)
    )
