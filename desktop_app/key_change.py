"""What the window does about keys: another password for the file that is open, which is closed meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop_app.base.errors import UserError
from desktop_app.storage.keys import Unlocked
from desktop_app.storage.rekey import KEPT
from desktop_app.views.bridge import Bridge
from desktop_app.views.shell import Shell
from desktop_app.workplace import OpenedBranch, Workplace

Found = tuple[OpenedBranch, str]


@dataclass(frozen=True)
class KeyDoors:
    """What a change of keys asks the program for.

    ``wait`` closes the branch file and shows words while something takes its time; ``take_up`` puts up the
    window of what was opened; ``open_again`` leads back to what was open before, or to the start page.
    """

    opened: Callable[[], OpenedBranch | None]
    shell: Callable[[], Shell | None]
    wait: Callable[[str], None]
    take_up: Callable[[Found], None]
    open_again: Callable[[OpenedBranch], None]
    back_up: Callable[[str], None]
    failed: Callable[[UserError], None]


class KeyChange:
    """Changes the password, and with it the key, of the file that is open."""

    def __init__(self, doors: KeyDoors, bridge: Bridge, workplace: Workplace) -> None:
        self._doors, self._bridge, self._workplace = doors, bridge, workplace

    def change(self, unlocked: Unlocked, password: str) -> None:
        """Give the role that ``unlocked`` another password; the file is opened again whatever comes."""
        opened = self._doors.opened()
        if opened is None:
            return
        self._doors.wait("正在换密码，给支部文件换一把新的钥匙……")
        job = partial(self._workplace.change_password, opened.path, unlocked, password)
        self._bridge.run(job, done=self.open_changed, failed=partial(self._not_changed, opened))

    def open_changed(self, found: Found) -> None:
        """Open a file that has a new key, and back it up: a lost key file is fetched from there."""
        opened = found[0]
        self._doors.take_up(found)
        self._bridge.run(lambda: opened.log.note("换密码", "支部文件", str(opened.role)))
        shell = self._doors.shell()
        if shell is not None:
            sheet = "请现在打印新的恢复单，旧的那张作废。" if found[1] else "恢复单没有变，仍然有效。"
            shell.show_notice(f"密码已换。{sheet}{KEPT}。", tone="due")
        self._doors.back_up("换密码后")

    def _not_changed(self, opened: OpenedBranch, error: UserError) -> None:
        self._doors.open_again(opened)
        shell = self._doors.shell()
        if shell is not None:
            shell.show_notice(f"密码没有换：{error.sentence()}", tone="overdue")
        else:
            self._doors.failed(error)
