"""Removing what killed runs left in a folder of branch files: sealed scratch files, by names of ours."""

import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

_INTENT = "swap.intent"
# Half-made files beside the branch file, with the journals the engine kept of them.
_SCRATCH = re.compile(
    r"(.+\.zbf(\.key)?\.(new|next|part)|.+\.zbf\.rebuilt(\.key)?|.+\.zbf\.key\.part|incoming-[0-9a-f]{8}\.tmp|swap\.intent\.new)(-wal|-shm|-journal)?"
)
# A folder of Python's own naming, as backups and restores made them, with nothing but ours in it.
_FOLDER = re.compile(r"tmp[a-z0-9_]{8}")
_INSIDE = re.compile(r"(branch\.zbf(\.key)?(-wal|-shm|-journal)?|backup\.zbak|proof)")
# A key whose file was moved on: the last rename of a rescue takes the file alone.
_LEFT_KEY = re.compile(r"(.+-另存-.+\.zbf)\.key")


# The journal of a branch file that is gone: it must not meet the next one under that name.
_JOURNAL = re.compile(r"(branch\.zbf)-(wal|shm|journal)")


def sweep(folder: Path) -> None:
    """Remove left-overs from ``folder``, whose lock the caller holds; one held open goes the next time.

    The journal of a file that was deleted holds its last pages, sealed: it is kept under another name.
    """
    if (folder / _INTENT).exists():
        # What looks half-made is about to be put in place.
        return
    with suppress(OSError):
        for path in list(folder.iterdir()):
            with suppress(OSError):
                if path.is_symlink():
                    continue
                if _FOLDER.fullmatch(path.name) and path.is_dir() and _is_ours(path):
                    shutil.rmtree(path, ignore_errors=True)
                elif (_SCRATCH.fullmatch(path.name) or _is_left_key(path)) and path.is_file():
                    path.unlink()
                elif (journal := _JOURNAL.fullmatch(path.name)) and not path.with_name(journal[1]).exists():
                    _put_by(path)
                elif journal and path.name.endswith("-journal") and not path.stat().st_size:
                    # Begun and never written to: a killed change of password leaves it.
                    path.unlink()


def _is_ours(folder: Path) -> bool:
    return all(_INSIDE.fullmatch(one.name) for one in folder.rglob("*"))


def _is_left_key(path: Path) -> bool:
    found = _LEFT_KEY.fullmatch(path.name)
    return found is not None and not path.with_name(found[1]).exists()


def _put_by(journal: Path) -> None:
    if journal.name.endswith("-shm"):
        journal.unlink()
        return
    when = time.strftime("%Y%m%d-%H%M%S", time.localtime(journal.stat().st_mtime))
    journal.replace(journal.with_name(f"branch-换下-{when}.zbf-wal"))
