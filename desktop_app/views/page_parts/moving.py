"""Moving the branch file to another PC: the copy on the stick, the mark on the old file, the way back."""

from pathlib import Path

from desktop_app.desk import Desk
from desktop_app.records.roles import Act
from desktop_app.storage.backup_file import Backup
from desktop_app.storage.handed_over import hand_over, handed_over, take_back
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.notices import Banner
from desktop_app.views.shell import Shell

MOVING = (
    "整个支部文件加密抄到U盘，从U盘上打开核对过以后，这台电脑上的就只能看，不能再录，免得两边各录各的。\n"
    "到新电脑上选“从旧电脑搬来”。没有搬成的，可以在这台电脑上收回，接着录。\n"
    "两台电脑都要用的，请不要用这个办法，选“再装一台电脑（两台都用）”。"
)
_BACK = (
    "只有没有搬成、新电脑上没有打开过，才收回。\n"
    "新电脑上已经打开、录入过的，收回以后两台各录各的，要用“和另一台电脑同步”来对齐。"
)


def copy_out(desk: Desk, folder: Path, *, moves: bool) -> Backup:
    """The whole file with the settings on the stick, opened from there; where it ``moves``, ours is closed.

    UserError when the stick does not take it: then nothing is closed.
    """
    desk.ledger.door.require(Act.HAND_OVER)
    copied = desk.backup_store.hand_over(folder)
    desk.settings.carry_to(folder)
    desk.log.note("移交", "支部文件", "换电脑" if moves else "再装一台电脑", copied.path.name)
    if moves:
        hand_over(desk.ledger, copied.path.name)
    return copied


def show_handed_over(desk: Desk, shell: Shell) -> None:
    """The strip over the window of a file that went to another PC, with the way back."""
    mark = handed_over(desk.ledger)
    if mark is None:
        return

    def take() -> None:
        take_back(desk.ledger)
        desk.log.note("移交", "支部文件", "收回")

    def back() -> None:
        dialog = ConfirmDialog(desk.theme, "收回移交", _BACK, "没有搬成，收回", danger=True, parent=shell)
        if dialog.ask():
            desk.bridge.run(take, done=lambda _none: taken())

    def taken() -> None:
        shell.take_strip(strip)
        shell.show_notice("已收回，可以接着录入。U盘上那一份请删掉。", tone="due")

    words = f"这份支部资料 {mark.at} 已移交到另一台电脑，这里只能看，不能再录。"
    strip = Banner(desk.theme, words, "没有搬成，收回", tone="overdue")
    strip.pressed.connect(back)
    shell.put_strip(strip)
