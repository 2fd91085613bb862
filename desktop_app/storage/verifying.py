"""What a branch file, a key file or a backup is and whether it is whole, found out without changing a byte.

The pages are read by ``sqlite.sealed_pages``; counts and structure are asked of a copy in a scratch folder,
sealed like the original.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peewee

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import ENDING, read_label
from desktop_app.storage.backup_difference import ENDING as DIFFERENCE
from desktop_app.storage.backup_difference import FOLDER as DIFFERENCES
from desktop_app.storage.backup_file import FILE
from desktop_app.storage.replica import note_of
from desktop_app.storage.restoring import told as label_told
from desktop_app.storage.restoring import unpacking_whole
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.sealed_pages import PAGE, SealedPages
from desktop_app.storage.tables import ActionRow

# Stands in the name of a damaged file that a repair put aside.
SET_ASIDE = "-修复前-"
BRANCH, KEY, BACKUP = "支部文件", "钥匙文件", "备份"
# The raw key of the file at a path, with the key file beside it.
Unlock = Callable[[Path], bytes]
_MOST_PAGES_NAMED = 20


@dataclass
class Verified:
    """What was found out about one file; ``whole`` None where it cannot be said without the password."""

    path: str
    what: str
    whole: bool | None = None
    office: str = ""
    made_at: str = ""
    reason: str = ""
    last_entry: str = ""
    records: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    pages: int | None = None
    bad_pages: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    # Kept beside the file that took its place, for it is damaged: of no account for the folder.
    set_aside: bool = False

    def wrong(self, told: str) -> None:
        """Note what is wrong with it."""
        self.whole = False
        self.problems.append(told)

    def line(self) -> str:
        """One line of words."""
        state = {True: "完好", False: "有问题", None: "没有密码，只看了外面"}[self.whole]
        told = [self.path, self.what, state]
        if self.set_aside:
            told.append("修复时换下的，留着备查")
        if self.office:
            told.append(f"单位 {self.office}")
        if self.made_at:
            told.append(f"{self.made_at.replace('T', ' ')} {self.reason}".strip())
        if self.records is not None:
            told.append(f"{self.records} 行")
        if self.last_entry:
            told.append(f"最后写入 {self.last_entry.replace('T', ' ')}")
        if self.pages is not None:
            told.append(f"{self.pages} 页")
        return "　".join([*told, *self.problems])


def verify(path: Path, unlock: Unlock | None) -> list[Verified]:
    """Every branch file, key file and backup that ``path`` is or holds; UserError where there is none."""
    with os_errors(f"没有核对（{path}）", "没有改动任何内容"):
        if path.is_dir():
            found = [one for each in _files_in(path) for one in verify(each, unlock)]
            for one in found:
                one.set_aside = SET_ASIDE in Path(one.path).name
            if not found:
                raise UserError(
                    f"这个文件夹里没有支部文件，也没有备份（{path}）",
                    "没有改动任何内容",
                    "请核对文件夹写对了没有",
                )
            return found
        if not path.is_file():
            raise UserError(f"找不到（{path}）", "没有改动任何内容", "请核对写对了没有")
        if path.name.endswith(".key"):
            return [_key_file(path)]
        if path.name.endswith((ENDING, DIFFERENCE)):
            return [_backup(path, unlock)]
        return [_branch(path, unlock)]


def _files_in(folder: Path) -> list[Path]:
    """The files of a data folder or a folder of backups."""
    backups = (folder, folder / "backup")
    places = (folder, folder / "own", folder / "backup", *(one / DIFFERENCES for one in backups))
    found = [one for place in places if place.is_dir() for one in sorted(place.iterdir())]
    return [one for one in found if one.is_file() and one.suffix in (".zbf", ENDING, DIFFERENCE)]


def _key_file(path: Path) -> Verified:
    told = Verified(str(path), KEY)
    try:
        with _aside(path.with_name(path.name.removesuffix(".key"))) as copy:
            keys.needs_password(copy)
        told.whole = True
    except UserError as error:
        told.wrong(error.sentence())
    return told


def _branch(path: Path, unlock: Unlock | None, what: str = BRANCH) -> Verified:
    told = Verified(str(path), what)
    size = path.stat().st_size
    told.pages = -(-size // PAGE)
    if not size or size % PAGE:
        told.wrong(f"大小不对（{size} 字节），像是没有抄完或者被截断")
    with _aside(path) as copy:
        try:
            is_open = not keys.needs_password(copy)
        except UserError as error:
            told.wrong(error.sentence())
            return told
        if unlock is None and not is_open:
            return told
        raw = unlock(copy) if unlock is not None else keys.unlock(copy, None).raw
        _pages(told, path, raw)
        _structure(told, path, copy, raw)
    return told


def _pages(told: Verified, path: Path, raw: bytes) -> None:
    """Look at every page by its own check value."""
    with closing(SealedPages(path, raw)) as pages:
        told.pages, told.bad_pages = pages.count, pages.bad[:_MOST_PAGES_NAMED]
        if not pages.salt:
            told.wrong("每一页都认不出来：不是这把钥匙的文件，或者坏得太厉害")
        elif pages.bad:
            told.wrong(f"{len(pages.bad)} 页坏了，用“修复支部文件”（--rebuild）能找回别的页上的内容")


def _structure(told: Verified, path: Path, copy: Path, raw: bytes) -> None:
    """Ask a copy for its structure and counts."""
    shutil.copyfile(path, copy)
    journal = path.with_name(path.name + "-wal")
    if journal.exists():
        shutil.copyfile(journal, copy.with_name(copy.name + "-wal"))
    try:
        with closing(engine.connect(copy, raw)) as database:
            told.office = note_of(database, "office")
            told.last_entry = _last_entry(database)
            told.counts = branch_file.counts(database)
            told.records = sum(told.counts.values())
            engine.check_whole(database)
    except UserError as error:
        if not told.bad_pages:
            told.wrong(error.sentence())
        told.whole = False
    else:
        told.whole = told.whole is None


def _last_entry(database: peewee.SqliteDatabase) -> str:
    query: Any = ActionRow.select(ActionRow.at).order_by(ActionRow.id.desc()).limit(1)
    return str(query.scalar(database) or "")


def _backup(path: Path, unlock: Unlock | None) -> Verified:
    told = Verified(str(path), BACKUP)
    label = read_label(path)
    if label is None:
        told.wrong("不是完整的备份，可能没有抄完或者已损坏")
        return told
    told.office, told.reason = label.office, label.reason
    told.made_at, told.counts = label.made_at.isoformat(), label.counts
    told.records = sum(label.counts.values())
    try:
        with unpacked(path) as copy:
            found = _branch(copy, unlock, BACKUP)
    except UserError as error:
        told.wrong(error.sentence())
        return told
    told.pages, told.bad_pages, told.problems = found.pages, found.bad_pages, found.problems
    told.last_entry, told.whole = found.last_entry, found.whole
    if found.whole and any(found.counts.get(table) != count for table, count in label.counts.items()):
        told.wrong("里面的记录数和标签上的对不上")
    return told


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The branch file of a whole backup with its key, unpacked into a scratch folder for a while."""
    with os_errors(f"备份打不开（{path}）", "没有改动任何内容"), tempfile.TemporaryDirectory() as scratch:
        for _ in unpacking_whole(label_told(path), Path(scratch)):
            pass
        yield Path(scratch) / FILE


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """A scratch place with a copy of the key file of ``path``: opening it may renew it."""
    with tempfile.TemporaryDirectory() as scratch:
        copy, key = Path(scratch) / path.name, keys.key_path(path)
        if key.exists():
            shutil.copyfile(key, keys.key_path(copy))
        yield copy
