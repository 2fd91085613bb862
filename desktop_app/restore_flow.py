"""The ways back from a backup through the windows: from the start page, and out of an open branch."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Act
from desktop_app.restoring import LookedInto, PutBack, Secret, found_backups, look_into, put_back
from desktop_app.storage.backup_file import Backup
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme
from desktop_app.views.shell import Shell
from desktop_app.workplace import OpenedBranch, Workplace

if TYPE_CHECKING:
    from desktop_app.views.pages.start.start_choice import LookIntoBackup, PutBackupBack
    from desktop_app.views.pages.start.start_page import StartPage

_SHEET = "请现在打印新的恢复单，旧的那张作废。"


@dataclass(frozen=True)
class RestoreDoors:
    """What restoring asks the program for.

    ``take_up`` puts up the window of a branch and, where there is one, the new recovery number;
    ``open_again`` goes back to the file that was open; ``failed`` tells where it was asked.
    """

    opened: Callable[[], OpenedBranch | None]
    shell: Callable[[], Shell | None]
    start_page: Callable[[], "StartPage | None"]
    show_start: Callable[[], None]
    busy: Callable[[str], None]
    close_branch: Callable[[], None]
    take_up: Callable[[tuple[OpenedBranch, str]], None]
    open_again: Callable[[OpenedBranch], None]
    failed: Callable[[UserError], None]


class RestoreFlow(QObject):
    """Finds backups, has one looked into and, once that was seen, put in place; all on the worker."""

    def __init__(self, doors: RestoreDoors, workplace: Workplace, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._doors, self._workplace, self._bridge = doors, workplace, bridge
        self._looked: LookedInto | None = None
        self.ask: Callable[[QWidget, Theme, LookedInto], PutBackupBack | None] = _ask

    # -- from the start page ---------------------------------------------------------------------------

    def find(self, page: "StartPage") -> None:
        """Look for backups and list them on the start page."""
        workplace = self._workplace

        def not_found(error: UserError) -> None:
            page.restoring.show_backups([])
            page.restoring.problem.setText(error.sentence())

        self._bridge.run(lambda: found_backups(workplace), done=page.restoring.show_backups, failed=not_found)

    def look(self, choice: "LookIntoBackup") -> None:
        """Lay a backup ready and show on the start page what it holds."""
        self.leave()
        self._doors.busy("正在打开备份，核对每一页……")
        secret = Secret(choice.password or None, choice.number)
        workplace = self._workplace
        self._bridge.run(
            lambda: look_into(workplace, choice.path, secret), done=self._show, failed=self._doors.failed
        )

    def _show(self, looked: LookedInto) -> None:
        self._looked = looked
        page = self._doors.start_page()
        if page is not None:
            page.show_backup(looked)

    def put_back(self, choice: "PutBackupBack") -> None:
        """Put what was looked into in place and open it."""
        looked, self._looked = self._looked, None
        if looked is None:
            return
        self._doors.busy("正在恢复……")

        def failed(error: UserError) -> None:
            self._looked = looked
            self._doors.failed(error)

        self._run(looked, choice, failed)

    def leave(self) -> None:
        """What was looked into is not wanted."""
        looked, self._looked = self._looked, None
        if looked is not None:
            self._bridge.run(looked.ready.discard)

    # -- out of an open branch -------------------------------------------------------------------------

    def reopen(self, backup: Backup, password: str) -> None:
        """Look into a backup of the branch that is open, ask, and put it in its place."""
        opened, shell, workplace = self._doors.opened(), self._doors.shell(), self._workplace
        if opened is None or shell is None:
            return
        opened.ledger.door.require(Act.RESTORE)
        shell.show_notice("正在打开备份，核对每一页……", tone="going")
        secret = Secret(None if opened.is_sample else password)
        self._bridge.run(
            lambda: look_into(workplace, backup.path, secret, opened.path),
            done=partial(self._confirm, opened, shell),
            failed=lambda error: shell.show_notice(f"没有恢复：{error.sentence()}", tone="overdue"),
        )

    def _confirm(self, opened: OpenedBranch, shell: Shell, looked: LookedInto) -> None:
        shell.show_notice("")
        choice = self.ask(shell, shell.theme, looked)
        if choice is None:
            self._bridge.run(looked.ready.discard)
            return
        shell.show_notice("正在备份现在的，然后恢复……", tone="going")
        go_on = partial(self._replace, opened, looked, choice)
        # Where no backup can be made of it, a damaged file say, it is kept under another name all the same.
        self._bridge.run(
            lambda: opened.backup_store.make("恢复前"), done=lambda _: go_on(), failed=lambda _: go_on()
        )

    def _replace(self, opened: OpenedBranch, looked: LookedInto, choice: "PutBackupBack") -> None:
        if self._doors.opened() is not opened:
            self._bridge.run(looked.ready.discard)
            return
        self._doors.close_branch()
        self._doors.show_start()
        self._doors.busy("正在恢复……")

        def failed(error: UserError) -> None:
            self._bridge.run(looked.ready.discard)
            self._doors.open_again(opened)
            shell = self._doors.shell()
            if shell is not None:
                shell.show_notice(f"没有恢复：{error.sentence()}", tone="overdue")
            else:
                self._doors.failed(error)

        self._run(looked, choice, failed)

    def _run(self, looked: LookedInto, choice: "PutBackupBack", failed: Callable[[UserError], None]) -> None:
        workplace = self._workplace
        self._bridge.run(
            lambda: put_back(workplace, looked, choice.typed_name, choice.new_password),
            done=self._open,
            failed=failed,
        )

    def _open(self, put: PutBack) -> None:
        self._doors.take_up((put.opened, put.recovery))
        shell = self._doors.shell()
        if shell is not None:
            shell.show_notice(put.words() + (_SHEET if put.recovery else ""), tone="due")


def _ask(parent: QWidget, theme: Theme, looked: LookedInto) -> "PutBackupBack | None":
    # Loaded late: few restore from within.
    from desktop_app.views.pages.start.restore_dialog import RestoreDialog

    return RestoreDialog(theme, looked, parent).ask()
