"""FAT32 and exFAT as a stick has them: sectors with a cache before them, to be cut off at any write.

A volume is real bytes (boot sector, FAT, directory, for exFAT the bitmap too): fsck.fat and fsck.exfat find
nothing to mend in it. What it leaves out (timestamps, subfolders) no package needs. Writes go into
``Medium.pending`` until a flush; a cut keeps any of them and loses the others, in any order, as controllers
and drivers do.
"""

import errno
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

from desktop_app.exchange.disk import Disk

SECTOR = 512
# As many clusters as make a FAT a FAT32; sectors that are all zero are not kept.
CLUSTERS = 66_000
FAT_SECTORS = (CLUSTERS + 2) * 4 // SECTOR + 1
_FAT32_END, _EXFAT_END = 0x0FFFFFFF, 0xFFFFFFFF
Sectors = dict[int, bytes]


@dataclass
class Medium:
    """The sectors that have arrived, and the writes that have not yet, in their order."""

    sectors: Sectors = field(default_factory=dict)
    pending: list[tuple[int, bytes]] = field(default_factory=list)
    moments: list[tuple[Sectors, list[tuple[int, bytes]]]] = field(default_factory=list)
    """What had arrived and what was pending after every write and before every flush."""
    watched: bool = False

    def read(self, number: int) -> bytes:
        """A sector as the system sees it, its cache included."""
        for at, data in reversed(self.pending):
            if at == number:
                return data
        return self.sectors.get(number, bytes(SECTOR))

    def write(self, number: int, data: bytes) -> None:
        """Put a sector into the cache."""
        assert len(data) == SECTOR
        self.pending.append((number, bytes(data)))
        self._remember()

    def flush(self) -> None:
        """Let everything arrive."""
        for number, data in self.pending:
            self.sectors[number] = data
        self.pending.clear()
        self._remember()

    def _remember(self) -> None:
        if self.watched:
            self.moments.append((dict(self.sectors), list(self.pending)))


def cuts(moment: tuple[Sectors, list[tuple[int, bytes]]], chance: Random) -> Iterator[Sectors]:
    """What may stand on the medium when it is pulled out at a moment: any of the pending writes arrived."""
    arrived, pending = moment
    count = len(pending)
    every = (1 << count) - 1
    if count <= 5:
        masks = set(range(every + 1))
    else:
        masks = {(1 << n) - 1 for n in range(count + 1)}
        masks |= {1 << n for n in range(count)} | {every ^ (1 << n) for n in range(count)}
        masks |= {chance.getrandbits(count) for _ in range(8)}
    for mask in masks:
        found = dict(arrived)
        for place, (number, data) in enumerate(pending):
            if mask >> place & 1:
                found[number] = data
        yield found


@dataclass
class Entry:
    """A file as its directory tells it: where its entries begin and how many there are."""

    name: str
    first: int
    size: int
    at: int
    slots: int


class Volume:
    """One volume with files in its top folder alone; an heir knows how its directory is written."""

    fat: int
    root: int
    data: int
    end: int
    """Where the table, the top folder (a cluster) and the clusters begin; what ends a chain."""

    def __init__(self, medium: Medium) -> None:
        self.medium = medium

    # -- what differs --------------------------------------------------------------------------------

    def format(self) -> None:
        """Make an empty volume."""
        raise NotImplementedError

    def entries(self) -> list[Entry]:
        """The files of the top folder."""
        raise NotImplementedError

    def set_of(self, name: str, first: int, size: int) -> bytes:
        """The directory entries of a file."""
        raise NotImplementedError

    def is_free(self, slot: bytes) -> bool:
        """Whether nothing stands in a slot of the directory."""
        raise NotImplementedError

    def gone(self, slot: bytes) -> bytes:
        """A slot as it is left when its file is deleted."""
        raise NotImplementedError

    def claim(self, cluster: int) -> None:
        """Note that a cluster is taken."""

    # -- clusters of one sector ----------------------------------------------------------------------

    def _link(self, cluster: int, value: int | None = None) -> int:
        number, at = self.fat + cluster * 4 // SECTOR, cluster * 4 % SECTOR
        sector = bytearray(self.medium.read(number))
        (was,) = struct.unpack_from("<I", sector, at)
        if value is not None:
            struct.pack_into("<I", sector, at, value)
            self.medium.write(number, sector)
        return int(was)

    def place(self, cluster: int) -> int:
        """The sector of a cluster."""
        return self.data + cluster - 2

    def chain(self, first: int) -> list[int]:
        """The clusters of a file; a broken chain ends where it breaks."""
        found: list[int] = []
        while 2 <= first < CLUSTERS + 2 and first not in found:
            found.append(first)
            first = self._link(first)
        return found

    def free_cluster(self) -> int:
        """The first cluster of nobody."""
        return next(n for n in range(self.root + 1, CLUSTERS + 2) if not self._link(n))

    def extend(self, last: int) -> int:
        """A further cluster behind ``last`` (0 for the first of a file)."""
        cluster = self.free_cluster()
        self.claim(cluster)
        self._link(cluster, self.end)
        if last:
            self._link(last, cluster)
        return cluster

    # -- the directory -------------------------------------------------------------------------------

    def slots(self) -> list[bytes]:
        """The 32-byte slots of the top folder."""
        whole = b"".join(self.medium.read(self.place(one)) for one in self.chain(self.root))
        return [whole[at : at + 32] for at in range(0, len(whole), 32)]

    def put_slots(self, at: int, slots: bytes) -> None:
        """Write slots into the directory, a sector at a time; the folder grows where it has to."""
        clusters = self.chain(self.root)
        while (at * 32 + len(slots) + 32 - 1) // SECTOR >= len(clusters):
            clusters.append(self.extend(clusters[-1]))
            self.medium.write(self.place(clusters[-1]), bytes(SECTOR))
        for number, cluster in enumerate(clusters):
            begin, end = at * 32 - number * SECTOR, at * 32 + len(slots) - number * SECTOR
            if begin < SECTOR and end > 0:
                sector = bytearray(self.medium.read(self.place(cluster)))
                part = slots[max(0, -begin) : max(0, -begin) + min(end, SECTOR) - max(begin, 0)]
                sector[max(begin, 0) : max(begin, 0) + len(part)] = part
                self.medium.write(self.place(cluster), sector)

    def room_for(self, count: int) -> int:
        """Where ``count`` slots in a row are free."""
        slots, run = self.slots(), 0
        for at, slot in enumerate(slots):
            run = run + 1 if self.is_free(slot) else 0
            if run == count:
                return at - count + 1
        return len(slots) - run

    def find(self, name: str) -> Entry | None:
        """The entry of a file."""
        return next((one for one in self.entries() if one.name == name), None)

    def add(self, name: str, first: int, size: int) -> None:
        """Enter a file."""
        slots = self.set_of(name, first, size)
        self.put_slots(self.room_for(len(slots) // 32), slots)

    def drop(self, entry: Entry) -> None:
        """Take a file out of the directory; its clusters stay claimed until nobody names them."""
        slots = self.slots()[entry.at : entry.at + entry.slots]
        self.put_slots(entry.at, b"".join(self.gone(slot) for slot in slots))

    def content(self, entry: Entry) -> bytes:
        """The bytes of a file, as far as its chain goes."""
        whole = b"".join(self.medium.read(self.place(one)) for one in self.chain(entry.first))
        return whole[: entry.size]

    def files(self) -> dict[str, bytes]:
        """Every file with its bytes."""
        return {one.name: self.content(one) for one in self.entries()}

    # -- what a driver does --------------------------------------------------------------------------

    def create(self, name: str) -> None:
        """An empty file."""
        self.add(name, 0, 0)

    def append(self, name: str, data: bytes) -> None:
        """Bytes at the end; the entry is written anew with every piece."""
        entry = self.find(name)
        assert entry is not None
        clusters = self.chain(entry.first)
        whole = self.content(entry) + data
        for number in range(entry.size // SECTOR, (len(whole) + SECTOR - 1) // SECTOR):
            if number >= len(clusters):
                clusters.append(self.extend(clusters[-1] if clusters else 0))
            piece = whole[number * SECTOR : (number + 1) * SECTOR]
            self.medium.write(self.place(clusters[number]), piece.ljust(SECTOR, b"\0"))
        first = clusters[0] if clusters else 0
        self.put_slots(entry.at, self.set_of(name, first, len(whole)))

    def rename(self, source: str, target: str) -> None:
        """Another name: entered under the new one, then dropped under the old."""
        entry = self.find(source)
        assert entry is not None
        self.add(target, entry.first, entry.size)
        self.drop(entry)


class Fat32(Volume):
    """FAT32 with long names; two copies of the table as always."""

    def __init__(self, medium: Medium) -> None:
        super().__init__(medium)
        self.fat, self.root, self.end = 32, 2, _FAT32_END
        self.data = 32 + 2 * FAT_SECTORS

    def format(self) -> None:
        boot = bytearray(SECTOR)
        boot[:11] = b"\xeb\x58\x90MSDOS5.0"
        struct.pack_into("<HBHBHHBHHHII", boot, 11, SECTOR, 1, 32, 2, 0, 0, 0xF8, 0, 63, 255, 0, 0)
        struct.pack_into("<I", boot, 32, self.data + CLUSTERS)
        struct.pack_into("<IHHIHH", boot, 36, FAT_SECTORS, 0, 0, self.root, 1, 6)
        struct.pack_into("<BBBI", boot, 64, 0x80, 0, 0x29, 0x990101)
        boot[71:90] = b"NO NAME    FAT32   "
        boot[510:] = b"\x55\xaa"
        info = bytearray(SECTOR)
        info[:4], info[484:488], info[510:] = b"RRaA", b"rrAa", b"\x55\xaa"
        struct.pack_into("<II", info, 488, 0xFFFFFFFF, 0xFFFFFFFF)
        self.medium.write(0, boot)
        self.medium.write(1, info)
        self.medium.write(6, boot)
        for cluster, value in ((0, 0x0FFFFFF8), (1, self.end), (self.root, self.end)):
            self._link(cluster, value)
        self.medium.flush()

    def _link(self, cluster: int, value: int | None = None) -> int:
        if value is not None:
            number, at = self.fat + FAT_SECTORS + cluster * 4 // SECTOR, cluster * 4 % SECTOR
            second = bytearray(self.medium.read(number))
            struct.pack_into("<I", second, at, value)
            self.medium.write(number, second)
        return super()._link(cluster, value)

    def set_of(self, name: str, first: int, size: int) -> bytes:
        short = self._short(name)
        total = 0
        for byte in short:
            total = ((total & 1) << 7 | total >> 1) + byte & 0xFF
        units = name.encode("utf-16-le") + b"\0\0"
        units += b"\xff" * (-len(units) % 26)
        parts = [units[at : at + 26] for at in range(0, len(units), 26)]
        slots = b""
        for number in range(len(parts), 0, -1):
            part = parts[number - 1]
            mark = number | (0x40 if number == len(parts) else 0)
            slots += struct.pack("<B10sBBB12sH4s", mark, part[:10], 15, 0, total, part[10:22], 0, part[22:])
        high, low = first >> 16, first & 0xFFFF
        return slots + struct.pack("<11sBBBHHHHHHHI", short, 0x20, 0, 0, 0, 33, 33, high, 0, 33, low, size)

    def _short(self, name: str) -> bytes:
        """An 8.3 name that is its own: the same for the same long name."""
        stem, _, suffix = name.upper().rpartition(".")
        plain = "".join(one for one in stem if one.isascii() and one.isalnum())[:2]
        number = sum(ord(one) * (at + 1) for at, one in enumerate(name)) % 0xFFFF
        return f"{plain}{number:04X}~1".encode().ljust(8)[:8] + suffix[:3].encode("ascii", "replace").ljust(3)

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        long, begin, check = "", 0, -1
        for at, slot in enumerate(self.slots()):
            if slot[0] == 0:
                break
            if slot[0] == 0xE5:
                long, check = "", -1
            elif slot[11] == 15:
                if slot[0] & 0x40:
                    long, begin, check = "", at, slot[13]
                units = slot[1:11] + slot[14:26] + slot[28:32]
                long = units.decode("utf-16-le", "replace") + long if slot[13] == check else ""
            elif not slot[11] & 8:
                total = 0
                for byte in slot[:11]:
                    total = ((total & 1) << 7 | total >> 1) + byte & 0xFF
                named = long.split("\0")[0] if long and total == check else ""
                stem, suffix = slot[:8].decode("latin-1").rstrip(), slot[8:11].decode("latin-1").rstrip()
                first = struct.unpack_from("<H", slot, 20)[0] << 16 | struct.unpack_from("<H", slot, 26)[0]
                size = struct.unpack_from("<I", slot, 28)[0]
                start = begin if named else at
                found.append(Entry(named or f"{stem}.{suffix}", first, size, start, at - start + 1))
                long, check = "", -1
        return found

    def is_free(self, slot: bytes) -> bool:
        return slot[0] in (0, 0xE5)

    def gone(self, slot: bytes) -> bytes:
        return b"\xe5" + slot[1:]


class ExFat(Volume):
    """exFAT: entry sets with a checksum, a bitmap of clusters, names in UTF-16."""

    def __init__(self, medium: Medium) -> None:
        super().__init__(medium)
        self.fat, self.end = 24, _EXFAT_END
        self.data = 24 + FAT_SECTORS
        self._bitmap = 2
        self._map_sectors = (CLUSTERS + 8 * SECTOR - 1) // (8 * SECTOR)
        self._upcase = self._bitmap + self._map_sectors
        table = b"".join(struct.pack("<H", self._upper(code)) for code in range(128))
        # The rest of the code points stand for themselves: so many unchanged, in exFAT's short form.
        self._table = table + struct.pack("<HH", 0xFFFF, 0x10000 - 128)
        self.root = self._upcase + 1

    @staticmethod
    def _upper(code: int) -> int:
        return ord(chr(code).upper())

    def format(self) -> None:
        boot = bytearray(SECTOR)
        boot[:11] = b"\xeb\x76\x90EXFAT   "
        struct.pack_into(
            "<QQIIIII", boot, 64, 0, self.data + CLUSTERS, 24, FAT_SECTORS, self.data, CLUSTERS, self.root
        )
        struct.pack_into("<IHHBBBBB", boot, 100, 0x990101, 0x100, 0, 9, 0, 1, 0x80, 0)
        boot[510:] = b"\x55\xaa"
        extended = bytes(508) + b"\0\0\x55\xaa"
        region = [bytes(boot), *(extended for _ in range(8)), bytes(SECTOR), bytes(SECTOR)]
        total = 0
        for at, byte in enumerate(b"".join(region)):
            if at not in (106, 107, 112):
                total = ((total << 31 | total >> 1) + byte) & 0xFFFFFFFF
        region.append(struct.pack("<I", total) * (SECTOR // 4))
        for copy in (0, 12):
            for number, sector in enumerate(region):
                self.medium.write(copy + number, sector)
        for cluster, value in ((0, 0xFFFFFFF8), (1, self.end)):
            self._link(cluster, value)
        system = range(self._bitmap, self.root + 1)
        for cluster in system:
            ends = cluster in (self._upcase - 1, self._upcase, self.root)
            self._link(cluster, self.end if ends else cluster + 1)
            self.claim(cluster)
        self.medium.write(self.place(self._upcase), self._table.ljust(SECTOR, b"\0"))
        total = 0
        for byte in self._table:
            total = ((total << 31 | total >> 1) + byte) & 0xFFFFFFFF
        self.put_slots(
            0,
            struct.pack("<BB18xIQ", 0x81, 0, self._bitmap, (CLUSTERS + 7) // 8)
            + struct.pack("<B3xI12xIQ", 0x82, total, self._upcase, len(self._table)),
        )
        self.medium.flush()

    def claim(self, cluster: int) -> None:
        number, bit = divmod(cluster - 2, SECTOR * 8)
        place = self.place(self._bitmap + number)
        sector = bytearray(self.medium.read(place))
        sector[bit // 8] |= 1 << bit % 8
        self.medium.write(place, sector)

    def set_of(self, name: str, first: int, size: int) -> bytes:
        units = name.encode("utf-16-le")
        parts = [units[at : at + 30].ljust(30, b"\0") for at in range(0, len(units), 30)]
        hashed = 0
        for byte in "".join(map(chr, map(self._upper_of, name))).encode("utf-16-le"):
            hashed = ((hashed << 15 | hashed >> 1) + byte) & 0xFFFF
        stream = struct.pack("<BBBBHHQIIQ", 0xC0, 1, 0, len(name), hashed, 0, size, 0, first, size)
        rest = stream + b"".join(b"\xc1\0" + part for part in parts)
        head = struct.pack("<BBHH26x", 0x85, 1 + len(parts), 0, 0x20)
        return struct.pack("<BBH", 0x85, 1 + len(parts), self._checksum(head + rest)) + head[4:] + rest

    def _upper_of(self, sign: str) -> int:
        return self._upper(ord(sign)) if ord(sign) < 128 else ord(sign)

    @staticmethod
    def _checksum(slots: bytes) -> int:
        total = 0
        for at, byte in enumerate(slots):
            if at not in (2, 3):
                total = ((total << 15 | total >> 1) + byte) & 0xFFFF
        return total

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        slots = self.slots()
        for at, slot in enumerate(slots):
            if slot[0] == 0:
                break
            if slot[0] != 0x85:
                continue
            count = slot[1] + 1
            whole = b"".join(slots[at : at + count])
            if len(whole) != count * 32 or self._checksum(whole) != struct.unpack_from("<H", slot, 2)[0]:
                continue  # a torn set is none
            _, _, _, length, _, _, _, _, first, size = struct.unpack_from("<BBBBHHQIIQ", whole, 32)
            names = b"".join(whole[n * 32 + 2 : n * 32 + 32] for n in range(2, count))
            found.append(Entry(names.decode("utf-16-le", "replace")[:length], first, size, at, count))
        return found

    def is_free(self, slot: bytes) -> bool:
        return slot[0] < 0x80

    def gone(self, slot: bytes) -> bytes:
        return bytes([slot[0] & 0x7F]) + slot[1:]


class _Open(io.RawIOBase):
    """A file of a volume being written."""

    def __init__(self, volume: Volume, name: str) -> None:
        self._volume, self.name = volume, name

    def write(self, data: Any) -> int:
        self._volume.append(self.name, bytes(data))
        return len(data)


class VolumeDisk(Disk):
    """A disk whose one folder is a volume."""

    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.steps: list[str] = []

    def free_bytes(self, folder: Path) -> int:
        return CLUSTERS * SECTOR

    def largest_file(self, folder: Path) -> int:
        return 2**32 - 1

    def exists(self, path: Path) -> bool:
        return path.parent == path or path == FOLDER or self.volume.find(path.name) is not None

    def files(self, folder: Path) -> list[tuple[Path, float]]:
        return [(folder / one.name, 0.0) for one in self.volume.entries()]

    def create(self, path: Path) -> BinaryIO:
        if self.exists(path):
            raise FileExistsError(errno.EEXIST, "test")
        self.steps.append("create")
        self.volume.create(path.name)
        return _Open(self.volume, path.name)  # type: ignore[return-value]

    def sync(self, file: BinaryIO) -> None:
        self.steps.append("sync")
        self.volume.medium.flush()

    def open_back(self, path: Path) -> BinaryIO:
        return io.BytesIO(self.volume.files()[path.name])

    def rename(self, source: Path, target: Path) -> None:
        self.steps.append("rename")
        self.volume.rename(source.name, target.name)

    def sync_name(self, path: Path) -> None:
        self.steps.append("sync_name")
        self.volume.medium.flush()

    def remove(self, path: Path) -> None:
        entry = self.volume.find(path.name)
        if entry is not None:
            self.volume.drop(entry)

    def pause(self) -> None:
        self.steps.append("pause")


FOLDER = Path("/stick")
