"""Ctrl+Z and Ctrl+Y at the window: what they take back is named with its age, and asked about if old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop_app.storage.action import Change
from desktop_app.storage.undoing import Turnable
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.parts.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

# Where words and values are put in: there Ctrl+Z is about what is being put in.
EDITORS = (BoxesForm, QComboBox, QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit)


class UndoDoor(QObject):
    """Takes back what the ledger has as its last action, and brings it back; never out of an editor."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell)
        self._desk, self._shell = desk, shell
        shell.undo_asked.connect(self.undo)
        shell.redo_asked.connect(self.redo)
        shell.notice.about_undo = self.words
        desk.bridge.acted.connect(shell.notice.put_away)
        desk.bridge.changed.connect(self._hear)

    def _hear(self, change: Change) -> None:
        """What the bar told before was of an older act: its 撤销 takes back nothing any more."""
        catalogue = self._desk.ledger.catalogue
        if not all(catalogue[name].stays_home for name in change.registers()):
            self._shell.notice.put_away()

    def words(self) -> str:
        """What undo would take back now, for a tooltip."""
        found = self._desk.ledger.next_undo()
        return f"撤销：{found.words(self._desk.clock.now())}" if found else "没有可以撤销的"

    def undo(self) -> None:
        """Take the last action back."""
        self._turn(self._desk.ledger.next_undo(), "撤销")

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._turn(self._desk.ledger.next_redo(), "重做")

    def _turn(self, found: Turnable | None, verb: str) -> None:
        if found is None:
            self._shell.show_notice(f"没有可以{verb}的了")
        elif stands_in_editor(QApplication.focusWidget()):
            words = f"光标在表单里，没有动已经存下的。上一步是：{found.words(self._desk.clock.now())}"
            self._shell.show_notice(words, verb, lambda: self._offer(found, verb), tone="going")
        else:
            self._offer(found, verb)

    def _offer(self, found: Turnable, verb: str) -> None:
        if found.asks and not self._ask(found, verb):
            return
        ledger = self._desk.ledger
        turn = ledger.undo if verb == "撤销" else ledger.redo
        self._desk.bridge.run(lambda: turn(only=found.number), done=lambda change: self._tell(change, found))

    def _ask(self, found: Turnable, verb: str) -> bool:
        told = [found.words(self._desk.clock.now())]
        told += [f"{title}：{count:,} 条" for title, count in found.packages]
        when = "这是上次打开时做的，不是这一次。" if found.is_old else "这一步收进了别人的记录。"
        text = "\n".join((when, *told))
        title = f"要{verb}这一步吗？"
        dialog = ConfirmDialog(
            self._desk.theme, title, text, verb, danger=True, cancel=f"不{verb}", parent=self._shell
        )
        return dialog.ask()

    def _tell(self, change: Change | None, found: Turnable) -> None:
        if change is None:
            return
        # Of an action that was itself told as taken back, the age is that of the first.
        words = f"已{change.title}{found.words(self._desk.clock.now()).removeprefix(found.title)}"
        back = self._desk.ledger.next_redo()
        if back is not None and back.number == change.action:
            self._shell.show_notice(words, "重做", self.redo)
        else:
            self._shell.show_notice(words, "撤销", self.undo)


def stands_in_editor(widget: QWidget | None) -> bool:
    """Whether the cursor is where something is put in: in a form or a single box."""
    while widget is not None:
        if isinstance(widget, EDITORS):
            return True
        widget = widget.parentWidget()
    return False
