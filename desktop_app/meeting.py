"""开会模式: the window as it may be shown to everybody in the room; what is private is covered everywhere."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.desk import Desk
from desktop_app.locking import close_dialogs
from desktop_app.views.shell import Shell

WORDS = "开会模式：身份证号、电话、住址、谈话、批评意见这些都盖着，可以投屏。"
LEAVE = "退出开会模式"


class MeetingMode(QObject):
    """F9 and a button cover, the button of the banner uncovers; Esc does neither.

    What is covered is not read: the ledger hands it out covered, as to a role that may not see it, and the
    window is built anew over that. ``rebuild`` does so and gives the window.
    """

    def __init__(
        self,
        desk_of: Callable[[], Desk | None],
        shell_of: Callable[[], Shell | None],
        rebuild: Callable[[Desk], Shell],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk_of, self._shell_of, self._rebuild = desk_of, shell_of, rebuild
        self.is_on = False

    def begin(self, shell: Shell) -> None:
        """The window of a branch is up."""
        shell.meeting_asked.connect(self.enter)
        shell.navigation.meeting_button.setVisible(not self.is_on)
        if self.is_on:
            shell.add_banner(WORDS, LEAVE, self.leave)

    def take_up(self, desk: Desk) -> None:
        """A file was opened: it is covered from its first page on while the mode is on."""
        if self.is_on:
            desk.ledger.cover_for_meeting(True)

    def enter(self) -> None:
        """Cover."""
        self._turn(True)

    def leave(self) -> None:
        """Uncover."""
        self._turn(False)

    def end(self) -> None:
        """The branch is left: the next one is shown as it is."""
        self.is_on = False

    def rebuild(self) -> None:
        """Build the window anew, as for another size of type, and come back to what was in sight."""
        desk, shell = self._desk_of(), self._shell_of()
        if desk is not None and shell is not None:
            back = _way_back(shell)
            back(self._rebuild(desk))

    def _turn(self, is_on: bool) -> None:
        desk, shell = self._desk_of(), self._shell_of()
        if desk is None or shell is None or self.is_on is is_on:
            return
        close_dialogs()
        back = _way_back(shell)
        self.is_on = is_on
        ledger = desk.ledger

        def shown(before: Callable[[], None]) -> None:
            before()  # the window's own connection; the worker closed its own
            back(self._rebuild(desk))

        desk.bridge.run(lambda: ledger.cover_for_meeting(is_on), done=shown)


def _way_back(shell: Shell) -> Callable[[Shell], None]:
    """Keep what is typed; what brings another window to the page that is in sight in this one."""
    key, args = shell.place()
    page = shell.current_page()
    if page is not None:
        page.may_leave()  # keeps its draft
    is_paper = key == "preview"

    def come_back(fresh: Shell) -> None:
        fresh.go("home" if is_paper else key, **({} if is_paper else args))

    return come_back
