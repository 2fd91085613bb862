"""Closing the window: what was changed is backed up on the worker first, then the window goes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.shell import Shell

AT_CLOSE = "退出时"


class ClosingBackup(QObject):
    """Holds a window back that is being closed until its branch is backed up.

    ``due`` says whether a backup is wanted, ``back_up`` makes it, on the worker; ``ask`` is asked whether to
    close all the same when it failed. ``over`` is told before the window goes, backed up or not.
    """

    def __init__(
        self,
        bridge: Bridge,
        due: Callable[[], bool],
        back_up: Callable[[str], object],
        over: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._due, self._back_up, self._over = bridge, due, back_up, over
        self.ask: Callable[[QWidget, Theme, UserError], bool] = ask_to_close
        self.cover: Cover | None = None

    def watch(self, shell: Shell) -> None:
        """From now on ask here before ``shell`` closes."""
        shell.may_close = lambda: self._may_close(shell)

    def _may_close(self, shell: Shell) -> bool:
        """Whether the window may go now; False while the backup is under way, which closes it when done."""
        if self.cover is not None:
            return False
        if not self._due():
            return True
        self.cover = Cover(shell, "正在备份…", "做完就关闭，请不要关电脑、不要拔U盘。")
        self._bridge.run(
            lambda: self._back_up(AT_CLOSE),
            done=lambda _made: self._go(shell),
            failed=lambda error: self._failed(shell, error),
        )
        return False

    def _failed(self, shell: Shell, error: UserError) -> None:
        self._uncover()
        if self.ask(shell, shell.theme, error):
            self._go(shell)

    def _go(self, shell: Shell) -> None:
        self._over()
        self._uncover()
        shell.close()

    def _uncover(self) -> None:
        if self.cover is not None:
            self.cover.lift()
            self.cover = None


class Cover(QWidget):
    """Lies over a window that nobody may work in any more, and says what is under way."""

    def __init__(self, shell: Shell, title: str, note: str) -> None:
        super().__init__(shell)
        self._shell = shell
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.panel = ProgressPanel(shell.theme, title)
        self.panel.set_progress(0, 0, note)
        self.panel.setFixedWidth(shell.theme.unit(440))
        self.panel.button.hide()
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setGeometry(shell.rect())
        self.show()
        self.raise_()
        # Keys as well: nothing may be changed behind a backup that is to be the last.
        shell.setEnabled(False)

    def lift(self) -> None:
        """Give the window back."""
        self._shell.setEnabled(True)
        self.hide()
        self.deleteLater()


def ask_to_close(parent: QWidget, theme: Theme, error: UserError) -> bool:
    """Whether to close without a backup."""
    text = f"{error.sentence()}录入的都已经保存在支部文件里，只是还没有备份。"
    dialog = ConfirmDialog(
        theme, "退出时的备份没有做成", text, "不备份，直接关闭", danger=True, cancel="先不关闭", parent=parent
    )
    return dialog.ask()
