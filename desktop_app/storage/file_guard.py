"""Whether the open branch file is still the one at its path; when not, what it holds is saved elsewhere.

A file that was deleted, moved or replaced takes writes as before, and nobody finds them tomorrow. So it is
looked at before each write and after each commit: the system's number of the file, the random bytes it begins
with, and its journal. Whatever is not as it was, the file is copied through the connection that still has it,
beside its place or into another folder, and nothing is written any more.
"""

import os
import threading
import weakref
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

import peewee

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_sentence
from desktop_app.base.settling import settle_folder
from desktop_app.storage import keys
from desktop_app.storage.key_file import KeyFile
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.sealed import SealedDatabase

RESCUED = "-另存-"
"""What stands in the name of a file saved elsewhere, between the file's own name and the time."""
# The random bytes that a sealed file begins with.
_TAG = 16
_TODO = "请点“改用另存的文件”；正在填的先不要关，可以抄下来再填进去"


class FileLost(UserError):
    """The file at its path is not the one that is open; ``rescued`` is where everything was saved instead."""

    def __init__(self, what: str, rescued: Path) -> None:
        super().__init__(what, f"以前保存的都在，已经另存到 {rescued}；在那之后没有再写入", _TODO)
        self.rescued = rescued


class FileGuard:
    """Watches one open branch file; ``refuges`` are folders to save it in when its own is gone.

    ``lost`` is set once, together with a whole copy; ``heard`` are told of it, on the thread that found it.
    """

    def __init__(self, path: Path, raw: bytes, clock: Clock, refuges: Iterable[Path] = ()) -> None:
        self.path = path.absolute()
        self.lost: FileLost | None = None
        self.heard: list[Callable[[FileLost], object]] = []
        self._raw, self._clock = raw, clock
        self._refuges = [folder for folder in refuges if folder != self.path.parent]
        self._journal = self.path.with_name(self.path.name + "-wal")
        self._key_path = keys.key_path(self.path)
        self._lock = threading.RLock()
        self._descriptor: int | None = None
        self._let_go: Callable[[], object] = int
        self._journal_number: tuple[int, int] | None = None
        self._key, self._key_stamp = b"", (0, 0, 0)
        self._open_descriptor()
        found = os.fstat(self._descriptor or 0)
        self._number, self._size = (found.st_dev, found.st_ino), found.st_size
        self._may_shrink = False
        self._tag = self.read(0, _TAG)
        self._keep_key()

    # -- what a database asks of its watch -------------------------------------------------------------

    def opening(self) -> None:
        """Refuse a connection that would reach another file."""
        if self.lost is not None:
            raise self.lost
        if self._descriptor is None:
            with suppress(OSError):
                self._open_descriptor()
        what = self._finding()
        if what:
            raise UserError(what, "没有再写入任何内容", "请先不要关窗口，再保存一次")

    def before(self, database: SealedDatabase) -> None:
        """Refuse to write into a file that is not the one at its path."""
        if self.lost is not None:
            raise self.lost
        if what := self._finding():
            raise self._lose(database, what)

    def after(self, database: SealedDatabase) -> None:
        """Save what was just written when the file went meanwhile; it stands in the copy.

        UserError when somebody else made that copy before: it may lack what was just written.
        """
        if self.lost is None and not (what := self._finding()):
            return
        with self._lock:
            if self.lost is not None:
                raise self.lost
            self._lose(database, what)

    def may_shrink(self, is_so: bool) -> None:
        """The file is being written anew, and may get shorter meanwhile."""
        self._may_shrink = is_so
        if not is_so:
            with suppress(OSError):
                self._size = self.path.stat().st_size

    def rest(self) -> None:
        """Let go of the file: no connection has it any more."""
        self._let_go()
        self._descriptor, self._journal_number = None, None

    # -- for those who have the ledger -----------------------------------------------------------------

    def look(self, database: peewee.SqliteDatabase) -> FileLost | None:
        """Look at the file now, and save it elsewhere when it is not the one; what was found now or before.

        UserError when it could not be saved either.
        """
        if self.lost is None and (what := self._finding()):
            self._lose(database, what)
        return self.lost

    @property
    def raw(self) -> bytes:
        """The key the pages are sealed with."""
        return self._raw

    def read(self, offset: int, size: int) -> bytes:
        """The bytes of the file as they lie on the disk, sealed; b'' at its end and when it is not open."""
        with self._lock:
            if self._descriptor is None:
                return b""
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            found = b""
            while len(found) < size and (piece := os.read(self._descriptor, size - len(found))):
                found += piece
            return found

    # -- looking ---------------------------------------------------------------------------------------

    def _finding(self) -> str:
        """What is wrong with the file at the path; '' when it is the one."""
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return f"支部文件不在原来的地方了，可能被删除、移走，或者文件夹改了名（{self.path}）"
        except OSError as error:
            return os_sentence(error, f"支部文件所在的盘读不到了（{self.path}）").what
        if (found.st_dev, found.st_ino) != self._number or not self._has_tag():
            return f"支部文件被换成了另一个文件（{self.path}）"
        if found.st_size < self._size and not self._may_shrink:
            return f"支部文件被截短了（{self.path}）"
        self._size = found.st_size
        if self._journal_differs():
            return f"支部文件旁边的 {self._journal.name} 被删除或者换掉了（{self.path.parent}）"
        self._keep_key()
        return ""

    def _has_tag(self) -> bool:
        """Whether the file still begins as it did: one written over in its place keeps its number."""
        if self._descriptor is None:
            return True
        try:
            return self.read(0, _TAG) == self._tag
        except OSError:
            return False

    def _journal_differs(self) -> bool:
        """Whether the journal went: as long as a connection has the file it stays the same."""
        try:
            found = self._journal.stat()
        except OSError:
            return self._journal_number is not None
        number = (found.st_dev, found.st_ino)
        if self._journal_number is None and self._descriptor is not None:
            self._journal_number = number
        return number != self._journal_number

    def _keep_key(self) -> None:
        """Know the key file as it stands: it goes along with what is saved elsewhere.

        Where it went, or opens nothing any more, it is put back: tomorrow nobody would open the file.
        """
        try:
            found = self._key_path.stat()
            stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
            if stamp == self._key_stamp:
                return
            data = self._key_path.read_bytes()
        except FileNotFoundError:
            data, stamp = b"", (0, 0, 0)
        except OSError:
            return
        if self._key and not _is_key(data, self._raw):
            with suppress(OSError, UserError):
                keys.write_key(self.path, self._key)
        else:
            self._key, self._key_stamp = data, stamp

    def _open_descriptor(self) -> None:
        """Hold the file open, so that its number is given to no other and its beginning can be read.

        Closed with the last connection: earlier it would take the locks of the engine along.
        """
        descriptor = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._descriptor = descriptor
        self._let_go = weakref.finalize(self, os.close, descriptor)

    # -- saving elsewhere ------------------------------------------------------------------------------

    def _lose(self, database: peewee.SqliteDatabase, what: str) -> FileLost:
        """Save the file elsewhere and take no more writes; UserError when no folder took it."""
        with self._lock:
            if self.lost is not None:
                return self.lost
            self.lost = FileLost(what, self._rescue(database, what))
        for listener in list(self.heard):
            listener(self.lost)
        return self.lost

    def _rescue(self, database: peewee.SqliteDatabase, what: str) -> Path:
        reasons = []
        for folder in (self.path.parent, *self._refuges):
            try:
                if folder != self.path.parent:
                    folder.mkdir(parents=True, exist_ok=True)
                return self._copy_into(folder, database)
            except (OSError, UserError) as error:
                told = error if isinstance(error, UserError) else os_sentence(error, str(folder))
                reasons.append(f"{folder}: {told.what}")
        raise UserError(
            f"{what}，也没有能另存",
            "刚才的没有保存，已填的内容都在窗口里；上次备份以前的在备份里",
            "请先不要关窗口：把文件或盘放回原处，再保存一次",
            detail="\n".join(reasons),
        )

    def _copy_into(self, folder: Path, database: peewee.SqliteDatabase) -> Path:
        """A whole copy in a folder, proved and on the disk before it has its name."""
        stem = f"{self.path.stem}{RESCUED}{self._clock.now():%Y%m%d-%H%M%S}"
        final, number = folder / f"{stem}.zbf", 2
        while final.exists():
            final, number = folder / f"{stem}-{number}.zbf", number + 1
        half = final.with_name(final.name + ".part")
        try:
            engine.copy_sealed(database, half, self._raw)
            with closing(engine.connect(half, self._raw)) as copy:
                engine.check_whole(copy)
                engine.write_back(copy)
            with half.open("rb+") as file:
                os.fsync(file.fileno())
            with keys.key_path(final).open("wb") as file:
                file.write(self._key)
                file.flush()
                os.fsync(file.fileno())
            half.replace(final)
        finally:
            with suppress(OSError):
                engine.discard(half)
        settle_folder(folder)
        return final


def _is_key(data: bytes, raw: bytes) -> bool:
    """Whether this is a key file of the raw key; one of the first form cannot be asked."""
    try:
        held = KeyFile.from_bytes(data)
    except (ValueError, UserError):
        return False
    return held.is_old or held.open_key == raw or held.is_proved_by(raw)


def rescued_beside(path: Path, folders: Iterable[Path] = ()) -> list[Path]:
    """The files saved elsewhere when the branch file ``path`` was lost, newest first; whole ones only."""
    found: dict[Path, None] = {}
    for folder in (path.parent, *folders):
        with suppress(OSError):
            for one in folder.glob(f"{path.stem}{RESCUED}*.zbf"):
                if keys.key_path(one).exists():
                    found[one] = None
    return sorted(found, key=lambda one: one.name, reverse=True)
