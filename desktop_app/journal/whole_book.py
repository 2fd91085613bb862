"""The whole export of an open branch file, written down in its log, and a new branch file made of one."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from desktop_app import __version__
from desktop_app.base.errors import UserError
from desktop_app.exchange.trust import KEYS_NOTE
from desktop_app.exchange.whole_export.layout import Contents
from desktop_app.exchange.whole_export.read import WholeFolder
from desktop_app.exchange.whole_export.write import write_whole
from desktop_app.journal.audit_book import AuditBook
from desktop_app.records.roles import NotYours, Role
from desktop_app.registers.exchange.audit_log import EXPORTED, IMPORTED
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.rebuild import Grammar
from desktop_app.storage.whole_file import WholeReader, fill_file

Progress = Callable[[int, int], None]
WHAT = "全部资料"


class LogOfActs(Protocol):
    """The log of acts, as far as it is written here."""

    def note(self, action: str, target: str, *told: str) -> object:
        """Write one line."""
        ...


def export_whole(ledger: Ledger, log: LogOfActs, folder: Path, progress: Progress | None = None) -> Contents:
    """Write everything of an open file into ``folder``, in clear; the log says so. The secretary's alone."""
    if ledger.role is not Role.SECRETARY:
        raise NotYours(ledger.role, "导出全部资料", [Role.SECRETARY])
    made_at = ledger.clock.now().isoformat(timespec="seconds")
    whole = WholeReader(ledger, (KEYS_NOTE,), {"made_at": made_at, "program": __version__})
    contents = write_whole(whole, folder, progress)
    log.note(EXPORTED, WHAT, f"{contents.records} 行", f"{contents.files} 个附件", folder.name)
    return contents


def import_whole(
    folder: Path, path: Path, setting: Setting, password: str | None, progress: Progress | None = None
) -> str:
    """Make the branch file ``path`` of a whole export; gives its recovery number to print.

    UserError when the place is taken or the folder is not whole; nothing is left at ``path`` then.
    """
    incoming = WholeFolder(folder)
    grammar = Grammar(setting.catalogue, setting.clock, setting.pinyin)

    def fill(fresh: Path, raw: bytes) -> None:
        fill_file(fresh, raw, grammar, incoming.contents.about, incoming, progress)

    ledger, recovery = branch_file.create_filled(path, setting, password, fill)
    try:
        AuditBook(ledger).note(IMPORTED, WHAT, f"{incoming.contents.records} 行", folder.name)
    except UserError:
        branch_file.close(ledger)
        raise
    branch_file.close(ledger)
    return recovery
