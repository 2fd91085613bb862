"""Writing the whole export, row by row: half of one never lies under the name that was asked for."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.exchange.whole_export.layout import (
    DATA,
    FILES,
    FILES_LIST,
    LIST,
    README,
    SHEETS,
    Contents,
    fit_name,
    sheet_name,
)
from desktop_app.exchange.whole_export.readme import readme
from desktop_app.exchange.whole_export.sheets import write_sheet
from desktop_app.records.whole import Progress, Row, Table, Whole

_LONGEST_NAME = 80


def write_whole(whole: Whole, folder: Path, progress: Progress | None = None) -> Contents:
    """Write everything into ``folder``, which must not be there or be empty; gives what was written.

    UserError when the place is taken or the disk does not take it; nothing is left then.
    """
    half = folder.with_name(folder.name + ".part")
    with os_errors(f"全部资料没有导出（{folder}）", "支部文件没有动"):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UserError(
                f"文件夹里已经有东西（{folder}）", "没有导出，里面的没有动", "请选一个空的或者新的文件夹"
            )
        shutil.rmtree(half, ignore_errors=True)
        try:
            contents = _write(whole, half, progress)
            if folder.exists():
                folder.rmdir()
            half.replace(folder)
        except BaseException:
            with suppress(OSError):
                shutil.rmtree(half)
            raise
    return contents


def _write(whole: Whole, folder: Path, progress: Progress | None) -> Contents:
    for name in (SHEETS, DATA, FILES):
        (folder / name).mkdir(parents=True)
    tables = whole.tables()
    total, done = sum(2 if table.register is not None else 1 for table in tables) + 1, 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    counts: dict[str, int] = {}
    hashes: dict[str, str] = {}
    for table in tables:
        counts[table.name], hashes[table.name] = _write_lines(folder / DATA, table, whole.rows(table))
        step()
        if table.register is not None:
            write_sheet(folder / SHEETS / sheet_name(table.title), table, whole.rows(table), whole.naming)
            step()
    files = _write_files(whole, folder)
    step()
    contents = Contents(whole.about(), counts, hashes, files)
    (folder / README).write_text(readme(contents, tables), "utf-8-sig")
    contents.write(folder / LIST)
    return contents


def _write_lines(folder: Path, table: Table, rows: Iterator[Row]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()

    def lines() -> Iterator[bytes]:
        nonlocal count
        for row in rows:
            count += 1
            line = json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            yield line

    _durably(folder / f"{table.name}.jsonl", lines())
    return count, digest.hexdigest()


def _write_files(whole: Whole, folder: Path) -> int:
    names, count = whole.file_names(), 0
    with (folder / FILES / FILES_LIST).open("wb") as told:
        for sha256, data in whole.files():
            called = names.get(sha256, "")
            stored = _file_name(sha256, called)
            _durably(folder / FILES / stored, (data,))
            line = {"sha256": sha256, "file": stored, "size": len(data), "name": called}
            told.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _file_name(sha256: str, called: str) -> str:
    """A name any system takes, by which a person knows the file again."""
    fit = fit_name(called)
    stem, dot, ending = fit.rpartition(".")
    short = (stem or ending)[:_LONGEST_NAME] + (dot + ending[:10] if stem else "")
    return f"{sha256[:16]}-{short}" if short else sha256


def _durably(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())
