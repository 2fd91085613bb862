"""What this PC notes outside a branch file of the replica it writes as: machine, folder and how far it wrote.

A folder that is copied, or put back as it was, would go on as the replica it was copied from, and two
histories under one name silently lose edits. So one small file for each replica lies in a folder that is not
copied along. Its first line names the machine and the branch file; one line follows for each action, written
after its commit. A crash between the two leaves a count too low, which is honest; a count above that of the
branch file shows that the file was put back.

The lines are appended and not waited for on the disk: that costs a save some fifteen microseconds. A line at
every tenth action would overlook a file put back by nine, and one noted ahead would accuse whoever lost
power. What a power cut takes of the last lines, the chain in the packages still finds.
"""

import json
import os
import secrets
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

import peewee

from desktop_app.base.errors import UserError
from desktop_app.base.machine import hashed_machine
from desktop_app.storage.replica import PLACED, become_new_replica, note_of, put_note
from desktop_app.storage.sqlite import engine
from desktop_app.storage.tables import ActionRow, Knowledge

_TOKEN = "machine"
_SAFE = "文件里的内容都在；本机从现在起单独编号，两边各自的改动谁也不会盖住谁，下次交换时会重新全部发送一次"


class PlaceFinding(Enum):
    """What the note says of a branch file that is opened: the same one, or which kind of copy."""

    SAME = ""
    COPIED = "这份支部资料是从“{there}”复制来的，原来的那份还在"
    ELSEWHERE = "这份支部资料是从另一台电脑复制来的，或者本机的使用记录被清理过"
    PUT_BACK = "这份支部资料被换回了以前的样子，少了后来写下的 {lost} 处"
    FORKED = "这份支部资料和本机写下的不是同一份，中间换过文件"


_TODO = {
    PlaceFinding.COPIED: "请只用其中一份；两份都要用的，请在“上报与接收”里让它们同步",
    PlaceFinding.ELSEWHERE: "原来的电脑还在用的，请在“上报与接收”里让两台电脑同步",
    PlaceFinding.PUT_BACK: "请看看最近录入的还在不在；缺的请从备份恢复，或者请收过数据包的单位发回来",
    PlaceFinding.FORKED: "请看看最近录入的还在不在；缺的请从备份恢复，或者请收过数据包的单位发回来",
}


@dataclass(frozen=True)
class _Note:
    """The first line: whose file it is, by its path and by what the system calls it."""

    machine: str
    path: str
    device: int
    inode: int

    def exists_elsewhere(self, path: Path) -> bool:
        """Whether the file noted is another one than that at ``path``, and still there."""
        there = Path(self.path)
        return there != path and there.exists() and (self.device, self.inode) != _called(path)


@dataclass(frozen=True)
class _Count:
    """How far a replica wrote, and its chain there."""

    seq: int
    chain: str

    def line(self) -> bytes:
        """The count as it is appended; its sum tells a line cut short."""
        words = f"{self.seq} {self.chain}"
        return f"{words} {zlib.crc32(words.encode()):08x}\n".encode()

    @classmethod
    def read(cls, line: str) -> "_Count | None":
        """The count of a line; None when it is not whole."""
        words, _, total = line.rpartition(" ")
        seq, _, chain = words.partition(" ")
        if not seq.isdecimal() or f"{zlib.crc32(words.encode()):08x}" != total:
            return None
        return cls(int(seq), chain)


class Place:
    """The folder of these notes on this PC; ``folder`` need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def settle(self, database: peewee.SqliteDatabase, path: Path) -> UserError | None:
        """Before anything is written into the open file at ``path``: a copy becomes a new replica.

        Gives what to tell the person at the desk then. Where the folder of the notes cannot be written the
        file goes on as it was, and the chain in packages is what is left.
        """
        path = path.resolve()
        replica, told = note_of(database, "replica"), None
        machine = self._machine()
        noted = self._read(replica)
        finding = self._judge(database, path, machine, noted)
        if finding is not PlaceFinding.SAME:
            told = _told(finding, noted, _stand(database, replica))
            with engine.writing(database):
                replica = become_new_replica(database)
        device, inode = _called(path)
        note = _Note(machine, str(path), device, inode)
        if self._begin(replica, note, _stand(database, replica)) and note_of(database, PLACED) != replica:
            with engine.writing(database):
                put_note(database, PLACED, replica)
        return told

    def wrote(self, replica: str, seq: int, chain: str) -> None:
        """An action was written and committed; this PC's count follows."""
        with suppress(OSError), self._file(replica).open("ab", buffering=0) as file:
            file.write(_Count(seq, chain).line())

    def _judge(
        self,
        database: peewee.SqliteDatabase,
        path: Path,
        machine: str,
        noted: tuple[_Note, _Count] | None,
    ) -> PlaceFinding:
        replica = note_of(database, "replica")
        if note_of(database, PLACED) != replica:
            # Made or restored by the program just now, or written by one that made no notes.
            return PlaceFinding.SAME
        if noted is None or noted[0].machine != machine:
            return PlaceFinding.ELSEWHERE
        note, count = noted
        if note.exists_elsewhere(path):
            return PlaceFinding.COPIED
        if _stand(database, replica).seq < count.seq:
            return PlaceFinding.PUT_BACK
        return (
            PlaceFinding.SAME
            if _chain_at(database, replica, count) in ("", count.chain)
            else PlaceFinding.FORKED
        )

    def _file(self, replica: str) -> Path:
        return self._folder / f"{replica}.txt"

    def _machine(self) -> str:
        """This computer's name, made of the system's number and of a token kept here."""
        path = self._folder / _TOKEN
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                _write_durably(path, secrets.token_hex(16).encode())
            return hashed_machine(path.read_text("ascii", errors="replace"))
        return hashed_machine("")

    def _read(self, replica: str) -> tuple[_Note, _Count] | None:
        try:
            first, *lines = self._file(replica).read_text("utf8", errors="replace").split("\n")
            note = _Note(**json.loads(first))
        except (OSError, ValueError, TypeError):
            return None
        counts = [count for line in lines if (count := _Count.read(line)) is not None]
        return note, max(counts, key=lambda count: count.seq, default=_Count(0, ""))

    def _begin(self, replica: str, note: _Note, count: _Count) -> bool:
        """Write the note of a replica anew; False when the folder does not take it."""
        try:
            first = json.dumps(asdict(note), ensure_ascii=False).encode()
            _write_durably(self._file(replica), first + b"\n" + count.line())
        except OSError:
            return False
        return True


def _told(finding: PlaceFinding, noted: tuple[_Note, _Count] | None, stand: _Count) -> UserError:
    there = str(Path(noted[0].path).parent) if noted else ""
    lost = noted[1].seq - stand.seq if noted else 0
    return UserError(finding.value.format(there=there, lost=lost), _SAFE, _TODO[finding])


def _stand(database: peewee.SqliteDatabase, replica: str) -> _Count:
    """How far the open file was written as ``replica``."""
    query = Knowledge.select(Knowledge.seq, Knowledge.chain).where(Knowledge.replica == replica).tuples()
    rows = list(query.execute(database))
    return _Count(*rows[0]) if rows else _Count(0, "")


def _chain_at(database: peewee.SqliteDatabase, replica: str, count: _Count) -> str:
    """The chain of the open file where this PC's count stands; '' when it cannot tell any more."""
    stand = _stand(database, replica)
    if stand.seq == count.seq:
        return stand.chain
    at = ActionRow.select(ActionRow.chain).where(ActionRow.replica == replica, ActionRow.seq == count.seq)
    return str(at.limit(1).scalar(database) or "")


def _called(path: Path) -> tuple[int, int]:
    """What the system calls the file at ``path``, wherever it is moved on its drive."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _write_durably(path: Path, data: bytes) -> None:
    """The old bytes or the new ones, whatever happens; only at an opening, so the disk is waited for."""
    half = path.with_name(path.name + ".part")
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
