"""Looks at the open branch file every few seconds: one that went is told before somebody saves into it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop_app.base.errors import UserError
from desktop_app.storage.file_guard import FileLost
from desktop_app.storage.ledger import Ledger
from desktop_app.views.bridge import Bridge
from desktop_app.views.shell import Shell

# Milliseconds between two looks, each of them some microseconds long.
EVERY = 5_000


class FileWatch(QObject):
    """Tells over the window of a file that is lost, with the button that calls ``leave``.

    ``fail`` is told of one that could not be saved elsewhere either, and of one lost where no window is.
    """

    def __init__(
        self,
        ledger: Ledger,
        bridge: Bridge,
        leave: Callable[[], None],
        fail: Callable[[UserError], None],
    ) -> None:
        super().__init__(bridge)
        self._ledger, self._leave, self._fail = ledger, leave, fail
        self._shell: Shell | None = None
        self._lost: FileLost | None = None
        self._failed = ""
        bridge.lost.connect(self.takes)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY)

    def show_on(self, shell: Shell) -> None:
        """The window is another one now; what is told stays over it."""
        self._shell = shell
        if self._lost is not None:
            shell.show_strip(self._lost.sentence(), "改用另存的文件", self._leave)

    def look(self) -> None:
        """Look now, and tell what was not told yet."""
        try:
            lost = self._ledger.look_at_file()
        except UserError as error:
            if error.what != self._failed:
                self._failed = error.what
                self._fail(error)
            return
        self._failed = ""
        if lost is not None:
            self.takes(lost)

    def takes(self, error: UserError) -> bool:
        """Whether an error is of the lost file: it stands over the window for as long as that does."""
        if not isinstance(error, FileLost):
            return False
        if self._lost is None:
            self._lost = error
            if self._shell is not None:
                self.show_on(self._shell)
        return True

    def end(self) -> bool:
        """Look a last time, before the file is closed; whether it is there to be backed up."""
        self._timer.stop()
        was_told = self._lost is not None
        self.look()
        if self._lost is not None and not was_told:
            self._shell = None
            self._fail(UserError(self._lost.what, self._lost.safe, "下次打开程序时，请改用另存的文件"))
        self.deleteLater()
        return self._lost is None and not self._failed
