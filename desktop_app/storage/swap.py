"""Several renames as one act: an intent file names them, they are carried out, and it goes.

What a crash cuts short is finished at the next look into the folder (``finish_swap``), so that whoever looks
there first sees all the old files or all the new ones, never some of each. A file in the way of a move is
moved aside first and removed at the end: as long as the program lives, every move can be taken back, and a
move that fails (on Windows a file that is held open cannot be moved) leaves everything as it was.

The intent always holds the moves that are not known to be done. While one of them is carried out none of the
later ones has begun, so a source that is gone says that its move was made.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors, os_sentence
from desktop_app.base.settling import settle_folder

INTENT = "swap.intent"
_FRESH = INTENT + ".new"
_ASIDE = ".replaced"
_MOST_BYTES = 1 << 20
_TODO = "请关掉正在打开、备份、同步或扫描它的程序，再试一次"
Move = tuple[str, str]


@dataclass(frozen=True)
class _Intent:
    """The moves still to make, in order, and the files to remove when they are made."""

    moves: tuple[Move, ...]
    drop: tuple[str, ...]

    def to_bytes(self) -> bytes:
        body = json.dumps({"moves": self.moves, "drop": self.drop}, ensure_ascii=False)
        return json.dumps({"body": body, "check": _sum(body)}).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "_Intent":
        """What stands in an intent file; ValueError for what is none."""
        try:
            outer = json.loads(data)
            if outer["check"] != _sum(outer["body"]):
                raise ValueError("damaged")
            inner = json.loads(outer["body"])
            moves = tuple((_plain(source), _plain(target)) for source, target in inner["moves"])
            return cls(moves, tuple(_plain(name) for name in inner["drop"]))
        except (TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValueError("no intent") from error


def swap(folder: Path, moves: Iterable[tuple[Path | str, Path | str]]) -> None:
    """Rename each source to its target inside ``folder``, in this order: all of them or none.

    A target may be there already; it is gone when all is done. So may a name be source and target in turn
    (the old file aside, the new one in its place). UserError, with everything as it was, when one cannot be
    moved; a crash is made good by ``finish_swap``.
    """
    with os_errors(f"文件没有换成（{folder}）", "原来的文件都在", _TODO):
        finish_swap(folder)
        intent = _planned(folder, [(_inside(folder, a), _inside(folder, b)) for a, b in moves])
        for source, _ in intent.moves:
            if (folder / source).is_file():
                _sync(folder / source)
        _begin(folder, intent)
    _carry_out(folder, intent)


def finish_swap(folder: Path) -> bool:
    """Finish what a crash cut short in ``folder``; whether there was anything.

    To be called before anything looks at the files there. UserError while a file to be moved is held open
    by another program: nothing is lost, the next look goes on.
    """
    path = folder / INTENT
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise os_sentence(error, f"读不了 {path}", "支部文件没有动", _TODO) from error
    try:
        intent = _Intent.from_bytes(data)
    except ValueError:
        raise _unreadable(path) from None
    with os_errors(f"上次换文件差一步没有做完（{folder}）", "新旧文件都在，没有丢失", _TODO):
        if _has_all(folder, intent):
            for number in range(len(intent.moves)):
                _make(folder, intent, number)
        else:
            _put_back(folder, intent)
        _end(folder, intent)
    return True


def is_pending(folder: Path) -> bool:
    """Whether moves wait in ``folder``: what is to be moved must not be removed then."""
    return (folder / INTENT).exists()


def _has_all(folder: Path, intent: _Intent) -> bool:
    """Whether the moves can be made to their end; the first of them may have been made already."""
    there: set[str] = set()
    for number, (source, target) in enumerate(intent.moves):
        is_made = not number and (folder / target).exists()
        if not is_made and source not in there and not (folder / source).exists():
            return False
        there.add(target)
    return True


def _put_back(folder: Path, intent: _Intent) -> None:
    """Take the old files back where a new one went: half of the new with half of the old opens nothing."""
    for name in intent.drop:
        if (folder / name).exists():
            (folder / name).replace(folder / name[: name.rindex(_ASIDE)])


def _begin(folder: Path, intent: _Intent) -> None:
    """From here on the moves will be made, unless this very step failed."""
    try:
        _keep(folder, intent)
    except OSError:
        (folder / INTENT).unlink(missing_ok=True)
        (folder / _FRESH).unlink(missing_ok=True)
        raise


def _carry_out(folder: Path, intent: _Intent) -> None:
    """Make the moves; when one fails, take back those that were made."""
    for number, (source, _) in enumerate(intent.moves):
        try:
            _make(folder, intent, number)
        except OSError as error:
            made = number + (not (folder / source).exists())
            _take_back(folder, intent, made, error)
            raise os_sentence(
                error, f"文件没有换成（{folder / source}）", "原来的文件都在，没有改动", _TODO
            ) from error
    # All is done; what cannot be removed now is at the next look.
    with suppress(OSError):
        _end(folder, intent)


def _take_back(folder: Path, intent: _Intent, made: int, cause: OSError) -> None:
    back = _Intent(tuple((b, a) for a, b in reversed(intent.moves[:made])), ())
    try:
        _keep(folder, back)
        for number in range(len(back.moves)):
            _make(folder, back, number)
        _end(folder, back)
    except OSError as error:
        told = os_sentence(error, f"文件换到一半停住了（{folder}）", "新旧文件都在，没有丢失", _TODO)
        raise UserError(told.what, told.safe, f"{_TODO}；程序会接着做完", detail=told.detail) from cause


def _make(folder: Path, intent: _Intent, number: int) -> None:
    """Make one move and note that it is made."""
    source, target = intent.moves[number]
    if (folder / source).exists():
        (folder / source).replace(folder / target)
        settle_folder((folder / target).parent)
        settle_folder((folder / source).parent)
    _keep(folder, _Intent(intent.moves[number + 1 :], intent.drop))


def _end(folder: Path, intent: _Intent) -> None:
    for name in intent.drop:
        (folder / name).unlink(missing_ok=True)
    (folder / INTENT).unlink(missing_ok=True)
    settle_folder(folder)


def _planned(folder: Path, moves: list[Move]) -> _Intent:
    """The moves with a move aside before each that would overwrite; ValueError when one has no source."""
    there: dict[str, bool] = {}
    planned: list[Move] = []
    drop: list[str] = []
    for source, target in moves:
        if not there.get(source, (folder / source).exists()):
            raise ValueError(f"nothing to move: {source}")
        if there.get(target, (folder / target).exists()):
            aside = _free(folder, target, drop)
            planned.append((target, aside))
            drop.append(aside)
        planned.append((source, target))
        there.update({source: False, target: True})
    return _Intent(tuple(planned), tuple(drop))


def _free(folder: Path, target: str, taken: list[str]) -> str:
    number = 1
    while (name := f"{target}{_ASIDE}-{number}") in taken or (folder / name).exists():
        number += 1
    return name


def _keep(folder: Path, intent: _Intent) -> None:
    fresh = folder / _FRESH
    with fresh.open("wb") as file:
        file.write(intent.to_bytes())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / INTENT)
    settle_folder(folder)


def _unreadable(path: Path) -> UserError:
    """An intent nobody can read is kept aside, so that it does not hold up the next look as well."""
    aside = path.with_name(f"{INTENT}.damaged")
    with os_errors(f"读不懂 {path}", "支部文件没有动", _TODO):
        path.replace(aside)
    return UserError(
        f"上次换文件的记录已损坏（{path.name}）",
        f"它已改名为 {aside.name}，同一个文件夹里的其他文件没有动",
        "请再打开一次；打不开时，请从备份恢复",
    )


def _inside(folder: Path, name: Path | str) -> str:
    path = PurePath(name)
    return _plain((path.relative_to(folder) if path.is_absolute() else path).as_posix())


def _plain(name: object) -> str:
    """A name inside the folder; ValueError for one that leads out of it."""
    path = PurePath(name) if isinstance(name, str) else PurePath()
    if not path.parts or path.is_absolute() or path.drive or ".." in path.parts or "\0" in str(name):
        raise ValueError(f"not inside the folder: {name}")
    return path.as_posix()


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
