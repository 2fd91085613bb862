"""The zipped parts of a workbook, found whatever slashes and capitals they are named with, read in bounds."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote
from xml.parsers import expat

Progress = Callable[[int, int], None]
"""(done, in all); raising Cancelled from it stops the work without a trace."""

Starts = Mapping[str, Callable[[dict[str, str]], None]]
Ends = Mapping[str, Callable[[], None]]

_STRIDE = 128 * 1024
_ASIDE = ("theme/", "docprops/", "_rels/")
"""Where parts lie that are not read, or are too small to tell how far the reading is."""

_MOST_BYTES = 600_000_000
"""Unpacked bytes read of one workbook, whatever its directory says of them."""


class Damaged(Exception):
    """The file breaks the rules of its format where it is read."""


class TooLarge(Exception):
    """The file holds more than is read."""


class Package:
    """The parts of a zip. Raises Damaged when it is none, or where a part is broken."""

    def __init__(self, data: bytes, progress: Progress | None = None) -> None:
        self._progress = progress
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
            raise Damaged(str(fault)) from fault
        self._parts = {_plain(info.filename): info for info in self._zip.infolist()}
        self._wanted = sum(
            i.file_size for name, i in self._parts.items() if not any(a in name for a in _ASIDE)
        )

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def size(self) -> int:
        """The bytes its parts claim to have when unpacked."""
        return sum(info.file_size for info in self._parts.values())

    def read(self, name: str) -> bytes:
        """A small part as a whole, '' when there is none."""
        return b"".join(self.pieces(name)) if name in self else b""

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part piece by piece, telling the progress between them."""
        try:
            with self._zip.open(self._parts[_plain(name)]) as part:
                while piece := part.read(_STRIDE):
                    self._read += len(piece)
                    if self._read > _MOST_BYTES:
                        raise TooLarge(name)
                    if self._progress is not None:
                        self._progress(min(self._read, self._wanted), self._wanted)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as fault:
            # RuntimeError is what a locked part raises, and NotImplementedError an unknown packing.
            raise Damaged(f"{name}: {fault}") from fault

    def walk(
        self,
        name: str,
        starts: Starts,
        ends: Ends | None = None,
        words: Callable[[str], object] | None = None,
    ) -> None:
        """Go through the XML of a part, calling what is given for local names; prefixes do not matter."""
        walk(self.pieces(name), starts, ends or {}, words, name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (kind, part). The kind is the last word of its address."""
        folder, file = posixpath.split(name)
        found: dict[str, tuple[str, str]] = {}

        def relation(given: dict[str, str]) -> None:
            kind = given.get("Type", "").rpartition("/")[2]
            target = unquote(given.get("Target", "")).replace("\\", "/")
            if given.get("TargetMode") != "External":
                found[given.get("Id", "")] = kind, posixpath.normpath(posixpath.join("/" + folder, target))

        of = f"{folder}/_rels/{file}.rels"
        if of in self:
            self.walk(of, {"Relationship": relation})
        return found


class _Names:
    """What is called for the elements of one part; a name with a prefix stands for the local name."""

    def __init__(self, starts: Starts, ends: Ends) -> None:
        self._starts, self._ends = starts, ends
        self._here: dict[str, Callable[[dict[str, str]], None]] = {}
        self._there: dict[str, Callable[[], None]] = {}
        self._known: set[str] = set()

    def begin(self, tag: str, given: dict[str, str]) -> None:
        if tag not in self._known:
            self._known.add(tag)
            plain = tag.rpartition(":")[2]
            if plain in self._starts:
                self._here[tag] = self._starts[plain]
            if plain in self._ends:
                self._there[tag] = self._ends[plain]
        if tag in self._here:
            self._here[tag](given)

    def end(self, tag: str) -> None:
        if tag in self._there:
            self._there[tag]()


def walk(
    pieces: Iterator[bytes],
    starts: Starts,
    ends: Ends,
    words: Callable[[str], object] | None = None,
    name: str = "",
) -> None:
    """Go through XML that comes in pieces. Raises Damaged if it is not well formed or declares entities."""

    def refuse(*_: object) -> None:
        raise Damaged(f"{name}: declares a document type")

    names, parser = _Names(starts, ends), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = names.begin, names.end
    parser.StartDoctypeDeclHandler = refuse
    if words is not None:
        parser.CharacterDataHandler = words
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        # A ValueError is an encoding that is none.
        raise Damaged(f"{name}: {fault}") from fault


def local(given: dict[str, str], name: str) -> str:
    """The attribute that has a prefix and this local name, '' when there is none."""
    return next((value for key, value in given.items() if key.endswith(f":{name}")), "")


def _plain(name: str) -> str:
    """One spelling for a part's name: some programs write backslashes, a leading one, other capitals."""
    return name.replace("\\", "/").lstrip("/").lower()
