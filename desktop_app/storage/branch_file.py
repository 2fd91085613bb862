"""The branch file: made, unlocked, checked and upgraded, always so that a kill leaves a file that opens."""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import peewee

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.ids import new_replica
from desktop_app.base.os_errors import os_errors
from desktop_app.base.paths import refuse_unsafe_place
from desktop_app.base.settling import settle_folder
from desktop_app.records.record import Catalogue
from desktop_app.records.roles import Role
from desktop_app.storage import keys
from desktop_app.storage.action import Change
from desktop_app.storage.file_check import QuickLook, look_at_opened
from desktop_app.storage.file_guard import FileGuard
from desktop_app.storage.handed_over import hold_to_it
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.new_cards import is_written_otherwise, note_way, write_cards
from desktop_app.storage.place import Place
from desktop_app.storage.salt_note import keep_salt
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.sealed import SealedDatabase
from desktop_app.storage.sqlite.search_index import drop_cards
from desktop_app.storage.steps import STEPS_TABLE, step_names, take_steps
from desktop_app.storage.swap import finish_swap
from desktop_app.storage.sweep import sweep
from desktop_app.storage.tables import TABLES, Knowledge, Note
from desktop_app.storage.writer import PinyinKeys


@dataclass(frozen=True)
class Setting:
    """What opening a branch file needs besides its path and password."""

    catalogue: Catalogue
    clock: Clock
    pinyin: PinyinKeys
    actor: str = "本机"
    # What a guess at a new file's password takes; tuned to this PC unless given.
    key_cost: keys.Cost | None = None
    # Told the path before an upgrade touches anything; makes the backup.
    before_upgrade: Callable[[Path, bytes], None] | None = None
    # Where this PC notes what it writes, so that a copied file is known; None for files nobody exchanges.
    place: Place | None = None
    # Whose password opened the file.
    role: Role = Role.SECRETARY
    # Where the file is saved when its own folder is gone.
    refuges: tuple[Path, ...] = ()


def create(path: Path, setting: Setting, *, office: str, password: str | None) -> tuple[Ledger, str]:
    """Make a new branch file at ``path`` for the office with code ``office`` and open it.

    Gives the ledger and the recovery number to print ('' for a file without password). UserError when the
    place is unfit or taken.
    """

    def fill(fresh: Path, raw: bytes) -> None:
        with closing(engine.make(fresh, raw)) as database:
            _found(database, setting.catalogue, office)

    return create_filled(path, setting, password, fill)


def create_filled(
    path: Path, setting: Setting, password: str | None, fill: Callable[[Path, bytes], None]
) -> tuple[Ledger, str]:
    """Make a new branch file of what ``fill`` writes into the path it is given, sealed with a raw key.

    Gives and raises as ``create`` does.
    """
    refuse_unsafe_place(path)
    finish_swap(path.parent)
    if path.exists():
        raise UserError(f"这里已经有一个支部文件：{path}", "原文件没有动", "请换一个位置或者打开它")
    with os_errors(f"没有建成支部文件（{path.parent}）", "还没有录入任何内容"):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        aside = keys.set_aside(path, "无主")
        key = keys.make_key(path, password, setting.key_cost)
        fresh = _scratch(path)
        engine.discard(fresh)
        try:
            fill(fresh, key.raw)
            _swap(fresh, path)
        except (UserError, OSError):
            if not path.exists():
                # A key of no file; one that stays is put aside and told of by the next try.
                with suppress(OSError):
                    keys.key_path(path).unlink(missing_ok=True)
            raise
    ledger = _ledger(path, key.raw, setting)
    if aside is not None:
        ledger.told.append(_orphan(aside))
    return ledger, key.recovery


def _orphan(aside: Path) -> UserError:
    return UserError(
        f"这里原来有一把钥匙，没有它的支部文件：已改名为 {aside.name} 留着",
        "新的支部文件有自己的钥匙",
        "找到原来的支部文件时，它还用得着；确定没有了，可以删掉它",
    )


def _found(database: peewee.SqliteDatabase, catalogue: Catalogue, office: str) -> None:
    """All steps, and who writes into the file from now on."""
    take_steps(database, catalogue.steps)
    replica = new_replica()
    notes = [{"key": "office", "value": office}, {"key": "replica", "value": replica}]
    Note.insert_many(notes).execute(database)
    note_way(database)
    Knowledge.insert(replica=replica, office=office, seq=0, clock=0, chain="").execute(database)


def open_file(path: Path, setting: Setting, password: str | None = None) -> Ledger:
    """Open the branch file at ``path``, upgrading it first if an older program wrote it.

    UserError for a wrong password, a missing or damaged file, an unfit place, or a file from a newer program.
    """
    refuse_unsafe_place(path)
    finish_swap(path.parent)
    if not path.exists():
        raise UserError(f"找不到支部文件：{path}", todo="请从备份恢复，或者新建支部")
    unlocked = keys.unlock(path, password)
    return open_with_key(path, replace(setting, role=unlocked.role), unlocked.raw)


def open_with_key(path: Path, setting: Setting, raw: bytes) -> Ledger:
    """Open the branch file at ``path`` with its raw key, as after entering the recovery number."""
    with os_errors(f"支部文件打不开（{path}）", "文件没有改动"):
        finish_swap(path.parent)
        engine.discard(_scratch(path))
        sweep(path.parent)
        quick = QuickLook(path, raw).take()
        with closing(engine.connect(path, raw)) as database:
            outdated = bool(_pending_steps(database, setting.catalogue)) or is_written_otherwise(database)
        engine.discard_played(path)
        if outdated:
            _upgrade(path, raw, setting)
    ledger = _ledger(path, raw, setting)
    try:
        hold_to_it(ledger)
        look_at_opened(quick, ledger)
    except BaseException:
        ledger.close()
        raise
    return ledger


def hurry(ledger: Ledger) -> None:
    """Wait for the disk at the end only, not after each action: for a file that can be made again.

    It stays whole whatever happens; a power cut may take its last actions.
    """
    engine.hurry(ledger.database)


def close(ledger: Ledger) -> None:
    """Close this thread's connection; the last one writes the journal back into the file.

    A file that went away unseen is saved elsewhere first; UserError when that did not work out.
    """
    try:
        if not ledger.database.is_closed():
            ledger.look_at_file()
    finally:
        ledger.close()


def counts(database: peewee.SqliteDatabase) -> dict[str, int]:
    """How many rows each table of an open file has, its search index and its steps aside."""
    return {t: rows for t, rows in engine.counts(database).items() if not t.startswith(STEPS_TABLE)}


def schema_differences(database: peewee.SqliteDatabase, catalogue: Catalogue) -> str:
    """What differs between the tables of an open file and the models; '' when they agree."""
    # Loaded late, as the runner is: opening a file that needs no step uses neither.
    from playhouse.schema_diff import diff_models

    return str(diff_models(database, [*TABLES, *catalogue.models]) or "")


def _ledger(path: Path, raw: bytes, setting: Setting) -> Ledger:
    database = engine.connect(path, raw)
    with os_errors(f"支部文件打不开（{path}）", "文件没有改动"):
        guard = FileGuard(path, raw, setting.clock, setting.refuges)
    database.watch = guard
    try:
        return _settled(database, path, setting, guard)
    except BaseException:
        # Held open, it could be neither restored nor rebuilt.
        database.close()
        raise


def _settled(database: SealedDatabase, path: Path, setting: Setting, guard: FileGuard) -> Ledger:
    keep_salt(database, path)
    told = setting.place.settle(database, path) if setting.place is not None else None
    ledger = Ledger(database, setting.catalogue, setting.clock, setting.pinyin, setting.actor, setting.role)
    ledger.guard = guard
    if setting.place is not None:
        ledger.subscribe(_noting(setting.place, ledger))
    if told is not None:
        ledger.told.append(told)
    return ledger


def _noting(place: Place, ledger: Ledger) -> Callable[[Change], None]:
    return lambda change: place.wrote(ledger.replica, *ledger.stand())


def refuse_newer(database: peewee.SqliteDatabase, catalogue: Catalogue) -> None:
    """UserError when the open file had upgrade steps this program does not know."""
    _pending_steps(database, catalogue)


def _pending_steps(database: peewee.SqliteDatabase, catalogue: Catalogue) -> list[str]:
    """The names of steps this file has not had; UserError when it had steps this program does not know."""
    had = set()
    if database.table_exists(STEPS_TABLE):
        had = {row[0] for row in database.execute_sql(f'SELECT name FROM "{STEPS_TABLE}"')}
    steps = step_names(catalogue.steps)
    if had - set(steps):
        raise UserError("这个支部文件由更新版本的程序写成", "文件没有改动", "请先升级程序，再打开它")
    return [step for step in steps if step not in had]


def _upgrade(path: Path, raw: bytes, setting: Setting) -> None:
    """Backup, steps on a copy, check, swap; the old file stays whole until the new one is proved."""
    if setting.before_upgrade is not None:
        setting.before_upgrade(path, raw)
    fresh = _scratch(path)
    database = engine.connect(path, raw)
    with closing(database):
        before = counts(database)
        engine.copy_sealed(database, fresh, raw)
        engine.write_back(database)
    upgraded = engine.connect(fresh, raw)
    with closing(upgraded):
        take_steps(upgraded, setting.catalogue.steps)
        if is_written_otherwise(upgraded):
            drop_cards(upgraded)
            write_cards(upgraded, setting.catalogue, setting.clock, setting.pinyin)
        engine.check_whole(upgraded)
        differences = schema_differences(upgraded, setting.catalogue)
        after = counts(upgraded)
        if differences or any(after.get(table, 0) < count for table, count in before.items()):
            raise RuntimeError(f"upgrade steps do not lead to the models: {differences or (before, after)}")
    _swap(fresh, path)


def _swap(fresh: Path, path: Path) -> None:
    """Put a finished file in place of the old one, durably."""
    engine.discard_journals(fresh)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    fresh.replace(path)
    settle_folder(path.parent)


def _scratch(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def left_open(path: Path) -> bool:
    """Whether whoever had the file open was cut off: closing empties its journal."""
    journal = path.with_name(path.name + "-wal")
    try:
        return journal.stat().st_size > 0
    except OSError:
        return False
