"""What a person decides before a branch file is open; the application acts on it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.storage.awaited import Awaited


@dataclass(frozen=True, slots=True)
class StartChoice:
    """Any of the decisions below."""


@dataclass(frozen=True, slots=True)
class SampleChosen(StartChoice):
    """Open the sample branch."""


@dataclass(frozen=True, slots=True)
class SampleBack(StartChoice):
    """Open the sample branch that was cleared, as it was."""


@dataclass(frozen=True, slots=True)
class NewBranch(StartChoice):
    """Make a branch file; what was left for later is '' or None. ``points`` is the font size chosen."""

    full_name: str
    org_code: str
    superior: str
    secretary_name: str
    term_start: date | None
    term_years: int
    password: str
    points: int
    committee: tuple[Awaited, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenBranch(StartChoice):
    """Open the branch file there is."""

    password: str


@dataclass(frozen=True, slots=True)
class RecoverBranch(StartChoice):
    """Open the branch file there is by the number on its recovery sheet, and give it a new password."""

    number: str
    new_password: str


@dataclass(frozen=True, slots=True)
class LookIntoBackup(StartChoice):
    """Lay a backup ready and show what it holds; opened by the password of its day or, '' else, the sheet."""

    path: Path
    password: str
    number: str


@dataclass(frozen=True, slots=True)
class PutBackupBack(StartChoice):
    """Put what was looked into in place of the branch file.

    ``typed_name`` is what was typed for the name of another office, ``new_password`` the new one after the
    recovery sheet.
    """

    typed_name: str
    new_password: str


@dataclass(frozen=True, slots=True)
class LeaveBackup(StartChoice):
    """What was looked into is not wanted."""


@dataclass(frozen=True, slots=True)
class RepairFile(StartChoice):
    """Rebuild the damaged branch file there is; ``password`` is the one that opens it."""

    password: str


@dataclass(frozen=True, slots=True)
class RescueKey(StartChoice):
    """Fetch the key of the branch file out of its backups; ``word`` is a password or a recovery number."""

    word: str


@dataclass(frozen=True, slots=True)
class UseRescued(StartChoice):
    """Go on with a file that was saved elsewhere when the branch file was lost."""

    path: Path
    password: str


@dataclass(frozen=True, slots=True)
class MoveHere(StartChoice):
    """Open here what came on a stick from another PC; ``password`` is that of the other PC."""

    path: Path
    password: str
