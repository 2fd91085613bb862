"""The kinds of box that point at something: people, records, lists with reasons, identity numbers, files."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple, Unpack

from desktop_app.base import identity, phones
from desktop_app.base.ids import is_uid
from desktop_app.records.box import OPTIONAL, Box, Must, Naming, Options, Reading, Scalar
from desktop_app.records.kinds import Text, WordsBox


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
        return identity.normalize_id(text) or None

    def masked(self, value: str | None, naming: Naming) -> str:
        return "" if value is None else identity.masked(value)


class Phone(Text[Must]):
    """A mobile or landline number; several are kept with 、 between them."""

    kind = "phone"
    natural_width = 7

    def parse(self, text: str, reading: Reading) -> str | None:
        return "、".join(phones.normalize_phone(text)) or None if text.strip() else None

    def masked(self, value: str | None, naming: Naming) -> str:
        return "" if value is None else "、".join(phones.masked_phone(one) for one in value.split("、"))


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
