"""Reading a whole export back: every line judged for its form, every file by its SHA-256."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.exchange.strictjson import parse
from desktop_app.exchange.whole_export.layout import DATA, FILES, FILES_LIST, LIST, Contents
from desktop_app.records.whole import Value

# A line longer than this was never written.
_LONGEST_LINE = 256 << 20
_SAFE, _TODO = "没有导入任何内容", "请换一份没有改动过的全部资料"


class WholeFolder:
    """A folder as ``write_whole`` leaves it. UserError when it is none, or not whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.contents = Contents.read(folder)

    def tables(self) -> list[str]:
        """The tables that have lines here."""
        return list(self.contents.counts)

    def lines(self, table: str) -> Iterator[tuple[int, dict[str, Value]]]:
        """Number and values of each line of a table; at the end its count and hash are held to the list."""
        path, digest, number = self._folder / DATA / f"{table}.jsonl", hashlib.sha256(), 0
        if Path(table).name != table:
            raise _wrong(LIST)
        try:
            with path.open("rb") as file:
                while line := file.readline(_LONGEST_LINE):
                    number += 1
                    digest.update(line)
                    yield number, _values(line, path.name, number)
        except FileNotFoundError:
            raise _wrong(path.name, "不在了") from None
        if number != self.contents.counts[table] or digest.hexdigest() != self.contents.hashes[table]:
            raise _wrong(path.name, "改过或者不全")

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every attached file by its SHA-256."""
        listed, number = self._folder / FILES / FILES_LIST, 0
        try:
            with listed.open("rb") as file:
                while line := file.readline(_LONGEST_LINE):
                    number += 1
                    told = _values(line, FILES_LIST, number)
                    name, sha256 = str(told.get("file")), str(told.get("sha256"))
                    if Path(name).name != name:
                        raise _wrong(FILES_LIST)
                    data = (self._folder / FILES / name).read_bytes()
                    if hashlib.sha256(data).hexdigest() != sha256:
                        raise _wrong(f"附件“{name}”", "改过")
                    yield sha256, data
        except FileNotFoundError as error:
            raise _wrong(Path(str(error.filename)).name, "不在了") from None
        if number != self.contents.files:
            raise _wrong(FILES_LIST, "改过或者不全")


def _values(line: bytes, name: str, number: int) -> dict[str, Value]:
    try:
        told: Any = parse(line)
    except ValueError as error:
        raise _wrong(f"{name} 第 {number} 行", "读不懂", str(error)) from None
    plain = isinstance(told, dict) and all(
        value is None or type(value) is str or type(value) is int for value in told.values()
    )
    if not plain:
        raise _wrong(f"{name} 第 {number} 行", "读不懂")
    values: dict[str, Value] = told
    return values


def _wrong(what: str, how: str = "读不懂", detail: str = "") -> UserError:
    return UserError(f"{what} {how}", _SAFE, _TODO, detail=detail)
