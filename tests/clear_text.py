"""Looks for personal data in clear: in every byte of every file of some folders, and in their names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_app.records.record import Catalogue
from desktop_app.registers.people.members import Member
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite.covering import is_covered

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
# What a person asked for in clear: papers and workbooks.
ASKED_FOR = (".pdf", ".xlsx", ".xls", ".docx")
# Sealed and therefore as good as random: words of fewer bytes would be found there by chance.
SEALED = (".zbf", ".zbf-wal", ".zbf-shm", ".zbak", ".zbb", ".new")
_BYTES_BY_CHANCE = 6
_LEAST = 2


def personal(ledger: Ledger) -> set[str]:
    """The names of the members, and every word of a private box."""
    catalogue: Catalogue = ledger.catalogue
    found = {member.name for member in ledger.find(Member.live())}
    for register in catalogue:
        private = [name for name, box in register.boxes.items() if is_covered(box)]
        for record in ledger.find(register.model.live()) if private else ():
            found |= {value for name in private if isinstance(value := getattr(record, name), str)}
    return {words for words in found if len(words) >= _LEAST}


def in_clear(folders: Iterable[Path], secrets: Iterable[str]) -> list[str]:
    """Which file holds which of ``secrets``, in which encoding; one by its name counts as well."""
    patterns = [(words, code, words.encode(code)) for words in secrets for code in ENCODINGS]
    return [found for folder in folders for found in _in_folder(folder, patterns)]


def _in_folder(folder: Path, patterns: list[tuple[str, str, bytes]]) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        named = {words for words, _, _ in patterns if words in path.name}
        if named and path.suffix not in ASKED_FOR:
            yield f"{path} is named {named}"
        if path.is_file() and path.suffix not in ASKED_FOR:
            held, least = path.read_bytes(), _BYTES_BY_CHANCE if path.name.endswith(SEALED) else 0
            for words, code, pattern in patterns:
                if len(pattern) >= least and pattern in held:
                    yield f"{path}: {words} in {code}"
