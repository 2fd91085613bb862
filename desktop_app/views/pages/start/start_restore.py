"""The way back on the start page: choosing a backup, and looking into it before it replaces anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidgetItem, QWidget

from desktop_app.base.errors import UserError
from desktop_app.settings import Settings
from desktop_app.storage.backup_file import ENDING, Backup, read_label, why_none
from desktop_app.storage.backup_readings import FoundBackup
from desktop_app.storage.keys import recovery_number_fits
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import PasswordFields, password_box
from desktop_app.views.page_parts.pick_list import PickList
from desktop_app.views.pages.start.start_choice import LookIntoBackup, PutBackupBack
from desktop_app.views.pages.start.start_open import DIGITS, Pane, digits_of
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words, faint


class LookedInto(Protocol):
    """A backup laid ready, as it is shown."""

    @property
    def name(self) -> str:
        """Whose it is."""
        ...

    @property
    def is_foreign(self) -> bool:
        """Whether it is another office's."""
        ...

    @property
    def replaces(self) -> bool:
        """Whether there is a file it replaces."""
        ...

    def facts(self) -> list[tuple[str, str]]:
        """What is told of it, each with its heading."""
        ...

    def is_called(self, typed: str) -> bool:
        """Whether this is the name of its office."""
        ...

    def asks_new_password(self) -> bool:
        """Whether it was opened by the recovery sheet."""
        ...


class RestorePane(Pane):
    """A backup from its folder, a stick or anywhere else, with the password of its day or the recovery sheet.

    ``shown`` asks for the backups to be looked for; ``show_backups`` lists them.
    """

    shown = Signal()

    def __init__(self, theme: Theme, ask_file: Callable[[QWidget], str]) -> None:
        super().__init__(theme, "从备份恢复", "先选一份备份，看看里面是什么，再决定要不要用它。", "看看里面")
        self._ask_file = ask_file
        self.by_sheet = False
        self.list = PickList(theme, "备份", 150)
        self.none = faint(theme, "正在找备份……", wrap=True)
        self.other_button = PlainButton(theme, "选别处的备份文件", "folder")
        self.other_button.clicked.connect(self._choose_other)
        self.password = password_box()
        self.number = QLineEdit()
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.form = FormGrid(theme, columns=1)
        self.password_row = self.form.add_row(
            "密码", self.password, help="做这份备份时用的密码；没有设密码的空着"
        )
        self.number_row = self.form.add_row("恢复码", self.number, help=f"恢复单上的 {DIGITS} 位数字")
        self.sheet_button = LinkButton(theme, "", "key")
        self.sheet_button.clicked.connect(lambda: self._ask_sheet(by_sheet=not self.by_sheet))
        self.body.addWidget(self.list, 1000)
        self.body.addWidget(self.none)
        self.body.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.body.addWidget(self.sheet_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)  # what a list that is not there leaves
        self._ask_sheet(by_sheet=False)
        KeyWalk(self.form).past_last.connect(self.decide)
        self.list.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.list.count() == 0:
            self.shown.emit()

    def show_backups(self, found: list[FoundBackup]) -> None:
        """List what was found, the newest that counts chosen; what does not count says why."""
        self.list.clear()
        for one in found:
            if one.backup is not None:
                self._add(one.backup, one.words(), usable=one.counts)
        self.list.setCurrentRow(next((at for at in range(self.list.count()) if self._is_usable(at)), -1))
        self._tell_empty()

    def choice(self) -> LookIntoBackup:
        item = self.list.currentItem()
        if item is None:
            raise UserError("还没有选备份", todo="请在上面选一份，或者选别处的备份文件")
        path: Path = item.data(Qt.ItemDataRole.UserRole)
        if not self.by_sheet:
            return LookIntoBackup(path, self.password.text(), "")
        digits = digits_of(self.number.text())
        if len(digits) != DIGITS or not recovery_number_fits(digits):
            self.number.setFocus()
            raise UserError("恢复码有输错的数字", "数据没有改动", f"请对照恢复单重新输入 {DIGITS} 位数字")
        return LookIntoBackup(path, "", digits)

    def _ask_sheet(self, *, by_sheet: bool) -> None:
        self.by_sheet = by_sheet
        self.password_row.setVisible(not by_sheet)
        self.number_row.setVisible(by_sheet)
        self.sheet_button.setText("有密码，用密码" if by_sheet else "忘记密码，用恢复单")
        if self.isVisible():
            (self.number if by_sheet else self.password).setFocus()

    def _add(self, backup: Backup, words: str, *, usable: bool = True) -> None:
        item = QListWidgetItem(words)
        item.setToolTip(str(backup.path))
        item.setData(Qt.ItemDataRole.UserRole, backup.path)
        item.setData(Qt.ItemDataRole.UserRole + 1, usable)
        self.list.addItem(item)

    def _is_usable(self, at: int) -> bool:
        return bool(self.list.item(at).data(Qt.ItemDataRole.UserRole + 1))

    def _choose_other(self) -> None:
        chosen = self._ask_file(self)
        if not chosen:
            return
        backup = read_label(Path(chosen))
        if backup is None:
            self.problem.setText(
                f"“{Path(chosen).name}”{why_none(Path(chosen))}。请选以 {ENDING} 结尾的文件，或者换一份。"
            )
            return
        self.problem.setText("")
        self._add(backup, backup.words())
        self.list.setCurrentRow(self.list.count() - 1)
        self._tell_empty()

    def _tell_empty(self) -> None:
        empty = self.list.count() == 0
        self.list.setVisible(not empty)
        self.none.setVisible(empty)
        self.none.setText("备份文件夹和插着的U盘里都没有找到备份。插上存过备份的U盘，或者选别处的备份文件。")


class PreviewPane(Pane):
    """Whose a backup is, when it ends and how much it holds, before it replaces anything."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, "这份备份里是", "请看看是不是要的那一份。点“恢复”以前，什么都没有动。", "恢复"
        )
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(theme.unit(16))
        self.facts.setVerticalSpacing(theme.unit(6))
        self.facts.setColumnStretch(1, 1)
        self.warning = Words(theme, colour=theme.colours.wrong, wrap=True)
        self.typed = QLineEdit()
        self.name_form = FormGrid(theme, columns=1)
        self.name_row = self.name_form.add_row("单位名称", self.typed, required=True)
        self.passwords = PasswordFields(theme, word="新密码")
        self.kept = faint(theme, "", wrap=True)
        for widget in (self.warning, self.name_form, self.passwords, self.kept):
            if widget is self.warning:
                self.body.addLayout(self.facts)
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._looked: LookedInto | None = None

    def show_facts(self, looked: LookedInto) -> None:
        """Show what was looked into."""
        self._looked = looked
        while self.facts.count():
            item = self.facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        soft = self._theme.colours.text_soft
        for at, (heading, words) in enumerate(looked.facts()):
            self.facts.addWidget(Words(self._theme, heading, colour=soft), at, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(Words(self._theme, words, bold=at == 0, wrap=True), at, 1)
        self.typed.clear()
        self.passwords.clear()
        self.problem.setText("")
        self.warning.setText(
            "这是别的单位的备份，不是这台电脑上的支部。确实要用它，请照上面输入它的单位名称。"
        )
        for widget in (self.warning, self.name_form):
            widget.setVisible(looked.is_foreign)
        self.passwords.setVisible(looked.asks_new_password())
        self.kept.setText(
            "现在的支部文件会改名留在原处，不会丢。"
            if looked.replaces
            else "这台电脑上还没有支部文件，恢复以后就用这一份。"
        )

    def choice(self) -> PutBackupBack:
        assert self._looked is not None
        if self._looked.is_foreign and not self._looked.is_called(self.typed.text()):
            self.typed.setFocus()
            raise UserError("单位名称和这份备份的不一样", "现在的支部文件没有动", "请照上面的名称再输一遍")
        password = self.passwords.password() if self._looked.asks_new_password() else ""
        return PutBackupBack(self.typed.text(), password)


def ask_backup_file(parent: QWidget, settings: Settings | None = None) -> str:
    """Let the user choose a backup file; '' when nothing was chosen."""
    chosen = FileDialogs(settings).open_file(parent, "选一份备份", f"支部台账备份 (*{ENDING} *{ENDING}d)")
    return "" if chosen is None else str(chosen)
