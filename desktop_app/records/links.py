"""The kinds of box that point at something: people, records, lists with reasons, identity numbers, files."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple, Unpack

from desktop_app.base import identity, phones
from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_uid
from desktop_app.records.box import OPTIONAL, Box, Must, Naming, Options, Reading, Scalar
from desktop_app.records.kinds import Text, WordsBox
from desktop_app.records.plain import entry_list, printing, unprintable, word_faults


class RecordLink(WordsBox[Must]):
    """Another record, named by its uid; with ``free`` the words themselves may stand in its place."""

    kind = "record"
    natural_width = 8

    def __init__(
        self,
        title: str,
        to: str | tuple[str, ...],
        *,
        free: bool = False,
        required: Must = OPTIONAL,
        default: str | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.to = (to,) if isinstance(to, str) else to
        self.free = free

    def parse(self, text: str, reading: Reading) -> str | None:
        words = text.strip()
        if not words or is_uid(words):
            return words or None
        return words if self.free and not reading.knows(self.to, words) else reading.resolve(self.to, words)

    def show(self, value: str | None, naming: Naming) -> str:
        return "" if value is None else naming(value) if is_uid(value) else value

    def faults(self, value: str) -> Iterable[str]:
        if not self.free and not is_uid(value):
            yield f"「{self.title}」要从名单里选，“{value}”不在里面"
        yield from word_faults(self.title, value)

    def targets(self, value: str | None) -> Iterable[str]:
        return (value,) if value and is_uid(value) else ()


class PersonLink(RecordLink[Must]):
    """A member of the roster."""

    kind = "person"
    natural_width = 4

    def __init__(
        self,
        title: str,
        to: str | tuple[str, ...] = "member",
        *,
        free: bool = False,
        required: Must = OPTIONAL,
        default: str | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, to, free=free, required=required, default=default, **options)


class PersonWhy(NamedTuple):
    """A person on a list and the reason, if one is written: 张三（病假）."""

    person: str
    why: str = ""


class Persons(Box[tuple[PersonWhy, ...], Must]):
    """A list of people, each perhaps with a reason."""

    kind = "persons"
    natural_width = 14
    _entry = re.compile(r"\s*([^（(、，,；;]+?)\s*(?:[（(]([^）)]*)[）)])?\s*(?:[、，,；;\n]|$)")

    def __init__(
        self,
        title: str,
        to: str | tuple[str, ...] = "member",
        *,
        free: bool = False,
        required: Must = OPTIONAL,
        default: tuple[PersonWhy, ...] | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.to = (to,) if isinstance(to, str) else to
        self.free = free

    def to_stored(self, value: tuple[PersonWhy, ...]) -> Scalar:
        return json.dumps([list(PersonWhy(*one)) for one in value], ensure_ascii=False) if value else None

    def from_stored(self, value: str | int) -> tuple[PersonWhy, ...]:
        return tuple(PersonWhy(*one) for one in json.loads(str(value)))

    def parse(self, text: str, reading: Reading) -> tuple[PersonWhy, ...] | None:
        found = []
        for name, why in self._entry.findall(text.strip()):
            keep = is_uid(name) or (self.free and not reading.knows(self.to, name))
            found.append(PersonWhy(name if keep else reading.resolve(self.to, name), why))
        return tuple(found) or None

    def show(self, value: tuple[PersonWhy, ...] | None, naming: Naming) -> str:
        def one(entry: PersonWhy) -> str:
            name = naming(entry.person) if is_uid(entry.person) else entry.person
            return f"{name}（{entry.why}）" if entry.why else name

        return "、".join(one(PersonWhy(*entry)) for entry in value or ())

    def is_spelt(self, stored: str | int) -> bool:
        return bool(entry_list(stored, str, str))

    def faults(self, value: tuple[PersonWhy, ...]) -> Iterable[str]:
        for person, why in value:
            if not self.free and not is_uid(person):
                yield f"「{self.title}」要从名单里选，“{person}”不在里面"
            yield from word_faults(self.title, person)
            if why:
                yield from word_faults(self.title, why)

    def targets(self, value: tuple[PersonWhy, ...] | None) -> Iterable[str]:
        return tuple(entry[0] for entry in value or () if is_uid(entry[0]))


class IdNumber(Text[Must]):
    """公民身份号码, checked by GB 11643 by the register's rule."""

    kind = "id_number"
    natural_width = 10

    def __init__(
        self,
        title: str,
        *,
        required: Must = OPTIONAL,
        default: str | None = None,
        help: str = "",
        index: bool = False,
    ) -> None:
        super().__init__(
            title, limit=19, private=True, required=required, default=default, help=help, index=index
        )

    def parse(self, text: str, reading: Reading) -> str | None:
        certain = identity.damaged_by_excel(text)
        if certain is not None:
            raise UserError(
                f"这个号码被表格软件当成数保存过，后几位已经丢了，能确定的是前 {len(certain)} 位：{certain}",
                todo="请对照身份证补齐 18 位",
            )
        return identity.normalize_id(text) or None

    def faults(self, value: str) -> Iterable[str]:
        if len(value) > self.limit:
            yield f"「{self.title}」有 {len(value)} 位，应为 18 位"
        yield from unprintable(self.title, value, lines=False)

    def masked(self, value: str | None, naming: Naming) -> str:
        return "" if value is None else identity.masked(value)

    def is_spelt(self, stored: str | int) -> bool:
        return _ID_NUMBER.fullmatch(str(stored)) is not None and identity.normalize_id(str(stored)) == stored


class Phone(Text[Must]):
    """A mobile or landline number; several are kept with 、 between them."""

    kind = "phone"
    natural_width = 7

    def parse(self, text: str, reading: Reading) -> str | None:
        return "、".join(phones.normalize_phone(text)) or None if text.strip() else None

    def is_spelt(self, stored: str | int) -> bool:
        return "、".join(phones.normalize_phone(str(stored))) == stored

    def masked(self, value: str | None, naming: Naming) -> str:
        return "" if value is None else "、".join(phones.masked_phone(one) for one in value.split("、"))


# Kinds of file that a click may open: papers, tables, pictures, sound and film, and folders packed as one.
# Programs and scripts are none of them, whoever sent them.
FILE_TYPES = frozenset(
    (
        *("pdf", "ofd", "doc", "docx", "wps", "wpt", "odt", "rtf", "txt", "md", "csv", "xls", "xlsx", "et"),
        *("ods", "ppt", "pptx", "dps", "odp", "caj", "eml", "jpg", "jpeg", "png", "bmp", "gif", "tif"),
        *("tiff", "webp", "heic", "mp3", "wav", "wma", "m4a", "aac", "amr", "mp4", "mov", "avi", "mkv"),
        *("wmv", "3gp", "zip", "rar", "7z"),
    )
)
MOST_BYTES = 50 * 1024 * 1024
_LONGEST_NAME = 255
_ID_NUMBER = re.compile(r"[0-9A-Za-z]{1,19}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
# What some system does not allow in a file's name, and names that some system keeps for itself.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\n\t]')
_KEPT_NAMES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def file_name(name: str) -> str:
    """What an attached file called ``name`` is called here: a name that every system bears, its kind kept."""
    plain = _NOT_IN_NAMES.sub("_", printing(name)).strip(" .") or "_"
    stem, dot, kind = plain.rpartition(".")
    short = f"{stem[: _LONGEST_NAME - len(kind) - 2]}{dot}{kind}" if stem else plain
    return f"_{short}" if _KEPT_NAMES.match(short) else short[:_LONGEST_NAME]


def is_file_name(name: str) -> bool:
    """Whether an attached file may be called so: one name, of a kind that opens as a paper or a picture."""
    return file_name(name) == name and name.rpartition(".")[2].lower() in FILE_TYPES


class FileRef(NamedTuple):
    """A file inside the branch file: its SHA-256, the name people gave it and its size in bytes."""

    sha256: str
    name: str
    size: int


class Files(Box[tuple[FileRef, ...], Must]):
    """Attached files or photos; the bytes lie in the branch file under their SHA-256."""

    kind = "files"
    natural_width = 6

    def __init__(
        self,
        title: str,
        *,
        most: int = 20,
        photo: bool = False,
        required: Must = OPTIONAL,
        default: tuple[FileRef, ...] | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.most = most
        self.photo = photo

    def to_stored(self, value: tuple[FileRef, ...]) -> Scalar:
        return json.dumps([list(FileRef(*one)) for one in value], ensure_ascii=False) if value else None

    def from_stored(self, value: str | int) -> tuple[FileRef, ...]:
        return tuple(FileRef(*one) for one in json.loads(str(value)))

    def parse(self, text: str, reading: Reading) -> tuple[FileRef, ...] | None:
        """Files are attached, not typed: only the form ``name|sha256|size`` that ``sheet`` wrote is read."""
        found = re.findall(r"([^|\n]+)\|([0-9a-f]{64})\|(\d+)", text)
        return tuple(FileRef(sha, name.strip(), int(size)) for name, sha, size in found) or None

    def show(self, value: tuple[FileRef, ...] | None, naming: Naming) -> str:
        return "、".join(FileRef(*one).name for one in value or ())

    def sheet(self, value: tuple[FileRef, ...] | None, naming: Naming) -> str:
        return "\n".join(f"{one[1]}|{one[0]}|{one[2]}" for one in value or ())

    def faults(self, value: tuple[FileRef, ...]) -> Iterable[str]:
        if len(value) > self.most:
            yield f"「{self.title}」最多放 {self.most} 个文件"
        for sha256, name, size in value:
            if not is_file_name(name):
                yield f"「{self.title}」里不能放这种文件"
            elif not 0 <= size <= MOST_BYTES or not _SHA256.fullmatch(sha256):
                yield f"「{self.title}」里的文件不成立"

    def is_spelt(self, stored: str | int) -> bool:
        return bool(entry_list(stored, str, str, int))
