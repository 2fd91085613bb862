"""The connection to a sealed file: what the engine could not do is told as a sentence, wherever it shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Protocol, TypeVar

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from desktop_app.base.errors import UserError
from desktop_app.storage.sqlite.sorting import Orders

Call = TypeVar("Call", bound=Callable[..., Any])

_UNTOUCHED = "这一步没有写入，以前保存的没有动"
_DAMAGED = (
    "支部文件有损坏的地方，这一步做不了",
    "没有再写入任何内容",
    "请不要再录入，先从最近的备份恢复",
)
_MALFORMED, _MEMORY = "disk image is malformed", "out of memory"
# What SQLite says, word for word since its first days, and what it means at the desk: what, safe, todo.
_MEANINGS = {
    "database or disk is full": (
        "磁盘满了，写不进去",
        _UNTOUCHED,
        "请删掉不用的文件腾出空间，再试一次",
    ),
    "attempt to write a readonly database": (
        "支部文件只能读，不能写",
        _UNTOUCHED,
        "请检查文件和它所在的文件夹有没有被设成只读，再试一次",
    ),
    "is locked": (
        "支部文件正被另一个程序占用",
        _UNTOUCHED,
        "请关掉正在备份、同步或扫描它的程序，再试一次",
    ),
    _MALFORMED: _DAMAGED,
    # The last page of long words, when it is lost: the engine hands on what it has of a character.
    "Could not decode to UTF-8": _DAMAGED,
    # Its tables for search are built when first used: they break so.
    "vtable constructor failed": _DAMAGED,
    "file is not a database": (
        "这个文件打不开：它不是支部文件，或者已经损坏",
        "文件没有改动",
        "请从最近的备份恢复",
    ),
    "disk I/O error": (
        "磁盘读写出错，可能满了、拔出了或者坏了",
        _UNTOUCHED,
        "请看看磁盘还有没有空间，再试一次；仍不行，请从备份恢复到另一个盘",
    ),
    "unable to open database file": (
        "支部文件打不开：文件不在了，或者没有权限",
        "没有写入任何内容",
        "请看看它所在的文件夹还在不在、能不能写，再试一次",
    ),
    _MEMORY: (
        "电脑的内存不够用",
        _UNTOUCHED,
        "请关掉别的程序，再试一次",
    ),
}


_DAMAGE = (_MALFORMED, "Could not decode to UTF-8", "vtable constructor failed", "file is not a database")
# How statements that write begin.
_WRITES = frozenset(
    ("INSERT", "UPDATE", "DELETE", "REPLAC", "CREATE", "DROP T", "DROP I", "ALTER ", "VACUUM")
)


class Damage(UserError):
    """What was to be read is damaged: words that tell the way out, and never a fault of the program."""


def engine_sentence(error: Exception, path: str, said: str = "") -> UserError | None:
    """What to tell of an error of the engine on the file at ``path``; None for a mistake of ours.

    ``said`` are the engine's words where the error has none.
    """
    for words, (what, safe, todo) in _MEANINGS.items():
        if words in (said or str(error)):
            kind = Damage if words in _DAMAGE else UserError
            return kind(what, safe, todo, detail=f"{error}\n{path}")
    return None


@contextmanager
def engine_errors(path: Path | str) -> Iterator[None]:
    """Raise every error of the engine that comes from outside as its sentence."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        told = engine_sentence(error, str(path))
        if told is None:
            raise
        raise told from error


def _as_told(cursor: "SealedCursor", error: Exception) -> Exception:
    """What to raise of an error of the engine."""
    connection = cursor.connection
    if isinstance(error, MemoryError):
        # What the engine says of each write of a connection that once came upon a damaged page.
        told = engine_sentence(error, connection.path, _MALFORMED if connection.is_damaged else _MEMORY)
        return told or error
    told = engine_sentence(error, connection.path)
    if isinstance(told, Damage):
        connection.is_damaged = True
        # Else it would keep the file open as long as somebody keeps the error.
        cursor.close()
    return told or error


def _told(call: Call) -> Call:
    """The cursor's own ``call`` with the engine's errors told."""

    @wraps(call)
    def telling(self: Any, *args: Any) -> Any:
        self._is_fresh = True
        try:
            return call(self, *args)
        except (dbapi2.DatabaseError, MemoryError) as error:
            raise _as_told(self, error) from error

    return telling  # type: ignore[return-value]


def _proved(call: Call) -> Call:
    """The cursor's own ``call`` for rows, told, and what they were read from proved after first and last.

    Written out, for it runs once a row.
    """

    @wraps(call)
    def telling(self: Any, *args: Any) -> Any:
        try:
            found = call(self, *args)
        except (dbapi2.DatabaseError, MemoryError) as error:
            raise _as_told(self, error) from error
        except StopIteration:
            self.prove()
            raise
        if self._is_fresh or found is None or found.__class__ is list:
            self.prove()
        return found

    return telling  # type: ignore[return-value]


class SealedCursor(dbapi2.Cursor):  # type: ignore[misc]
    """A cursor that tells; damage shows at the first row as well as at the statement.

    The engine hands on zeros in place of a lost page and says so when it reads the next one: where a row ends
    in that page it says nothing. So it is asked after the first row and after the last.
    """

    execute = _told(dbapi2.Cursor.execute)
    executemany = _told(dbapi2.Cursor.executemany)
    executescript = _told(dbapi2.Cursor.executescript)
    fetchone = _proved(dbapi2.Cursor.fetchone)
    fetchmany = _proved(dbapi2.Cursor.fetchmany)
    fetchall = _proved(dbapi2.Cursor.fetchall)
    __next__ = _proved(dbapi2.Cursor.__next__)
    _is_fresh = False

    def prove(self) -> None:
        """Damage when one of the pages read up to now was not whole."""
        self._is_fresh = False
        try:
            self.connection.prove()
        except Damage:
            self.close()
            raise


class SealedConnection(dbapi2.Connection):  # type: ignore[misc]
    """A connection whose cursors tell; it makes no file where there is none."""

    _mode = "rw"
    is_damaged = False

    def __init__(self, path: str, *args: Any, **words: Any) -> None:
        self.path = path
        place = f"{Path(path).absolute().as_uri()}?mode={self._mode}"
        with engine_errors(path):
            super().__init__(place, *args, uri=True, **words)

    def prove(self) -> None:
        """Damage when one of the pages read up to now was not whole: zeros were handed on in its place."""
        if dbapi2.Cursor(self).execute("PRAGMA cipher_status").fetchone()[0] != "1":
            self.is_damaged = True
            raise Damage(*_DAMAGED, detail=f"a page was not whole\n{self.path}")

    def cursor(self) -> SealedCursor:
        """A fresh cursor."""
        return SealedCursor(self)

    def execute(self, *args: Any) -> SealedCursor:
        """One statement on a cursor of its own."""
        cursor = self.cursor()
        cursor.execute(*args)
        return cursor

    def executemany(self, *args: Any) -> SealedCursor:
        """One statement for many rows, on a cursor of its own."""
        cursor = self.cursor()
        cursor.executemany(*args)
        return cursor


class MakingConnection(SealedConnection):
    """A connection that makes the file where there is none."""

    _mode = "rwc"


class Watch(Protocol):
    """Looks at the file under a database whenever it is opened and written."""

    def opening(self) -> None:
        """A connection is about to be opened."""

    def before(self, database: "SealedDatabase") -> None:
        """Something is about to be written."""

    def after(self, database: "SealedDatabase") -> None:
        """Something was written and committed."""

    def may_shrink(self, is_so: bool) -> None:
        """The file is being written anew, without what it no longer needs, or was."""

    def rest(self) -> None:
        """The last connection was closed."""


class SealedDatabase(SqlCipherDatabase):  # type: ignore[misc]
    """peewee's database over such connections; ``watch`` is asked before and after whatever is written."""

    watch: Watch | None = None

    def __init__(self, path: Path, raw: bytes, *, makes: bool = False, **words: Any) -> None:
        factory = MakingConnection if makes else SealedConnection
        super().__init__(str(path), passphrase=f"x'{raw.hex()}'", factory=factory, **words)
        self._open = 0
        self.orders = Orders()
        self.orders.lend(self)

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction; one that only reads, a deferred one, asks nobody."""
        self._renew()
        if self.watch is not None and lock_type != "DEFERRED":
            self.watch.before(self)
        connection = self.connection()
        if connection.in_transaction:
            # Its end failed as well, of a full disk say: what it wrote was told as not written.
            connection.rollback()
        super().begin(lock_type)

    def commit(self) -> None:
        """Commit, and look whether it went where it was to go."""
        super().commit()
        if self.watch is not None:
            self.watch.after(self)

    def rollback(self) -> None:
        """Take back the transaction; the engine may have done so itself when the disk was full."""
        if self.connection().in_transaction:
            super().rollback()

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """Run a statement; one that writes outside of a transaction is one of its own."""
        self._renew()
        watch = self.watch
        if watch is None or sql.lstrip()[:6].upper() not in _WRITES or self.in_transaction():
            return super().execute_sql(sql, params)
        watch.before(self)
        done = super().execute_sql(sql, params)
        watch.after(self)
        return done

    def _renew(self) -> None:
        """Leave a connection that came upon a damaged page: it reads no whole one any more either."""
        connection = self._state.conn
        if connection is not None and connection.is_damaged and not connection.in_transaction:
            self.close()
            self.connect()

    def _connect(self) -> Any:
        if self.watch is not None:
            self.watch.opening()
        connection = super()._connect()
        self._open += 1
        return connection

    def _close(self, connection: Any) -> None:
        super()._close(connection)
        self._open -= 1
        if not self._open and self.watch is not None:
            self.watch.rest()
