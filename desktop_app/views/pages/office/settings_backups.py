"""The backups in the settings: where they go, what there is, trying one and putting one back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.paths import refuse_unsafe_place
from desktop_app.records.roles import Act
from desktop_app.storage.backup import Backup, Light
from desktop_app.storage.backup_file import records_in
from desktop_app.storage.backup_readings import FoundBackup
from desktop_app.storage.backup_rounds import Trial, last_trial
from desktop_app.views.form.role_gate import why_not_do
from desktop_app.views.freshness import Freshness
from desktop_app.views.page_parts.pick_list import PickList
from desktop_app.views.page_parts.second_place import take_place
from desktop_app.views.pages.office.home_rows import OneLine
from desktop_app.views.pages.office.window_facts import file_light, hear_of_backups, read_lights
from desktop_app.views.pages.start.password_dialogs import PasswordDialog
from desktop_app.views.parts.buttons import DangerButton, LinkButton, PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import LightDot
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

AskFolder = Callable[[QWidget, str], str]
Reopen = Callable[[Backup, str], object]


class BackupCard(Card):
    """``reopen`` puts a Backup, with its password, in place of the branch file.

    ``check_asked`` wants the page that says what a backup file from elsewhere is.
    """

    check_asked = Signal()

    def __init__(self, desk: Desk, reopen: Reopen | None, ask_folder: AskFolder) -> None:
        super().__init__(desk.theme, "备份")
        self._desk, self._theme = desk, desk.theme
        self._reopen, self._ask_folder = reopen, ask_folder
        theme = self._theme
        self.light = LightDot(theme, "正在查看备份", "off", wrap=True)
        self.make_button = PlainButton(theme, "现在备份", "save")
        self.make_button.clicked.connect(self.make)
        assert self.header is not None
        self.header.add(self.make_button)
        self.header.setMinimumHeight(theme.click_height)
        self.body.addWidget(self.light)
        self.second_light = LightDot(theme, "", "off", wrap=True)
        self.second_light.hide()
        self.body.addWidget(self.second_light)
        self.file_light = LightDot(theme, "", "off", wrap=True)
        self.file_light.hide()
        self.body.addWidget(self.file_light)
        self.folder = self._folder_line("备份位置", "换位置", self.choose_folder)
        self.second = self._folder_line("第二处备份", "选U盘或文件夹", self.choose_second)
        self.list = PickList(theme, "已有的备份", nothing="还没有备份。点“现在备份”做第一份。")
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.body.addWidget(self.list, 1)
        self.outcome = Words(theme, "选一份，试着打开数一遍；不动现在的数据。", steps=-1, wrap=True)
        self.outcome.set_colour(theme.colours.text_faint)
        self.try_button = PlainButton(theme, "试恢复", "eye")
        self.try_button.clicked.connect(self.try_restore)
        self.restore_button = DangerButton(theme, "恢复这份备份", "history")
        self.restore_button.clicked.connect(self.restore)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(8))
        row.addWidget(self.outcome, 1)
        row.addWidget(self.try_button)
        row.addWidget(self.restore_button)
        self.body.addLayout(row)
        self._enable()
        self.trial = faint(theme, "", wrap=True)
        self.check_button = LinkButton(theme, "核验一份备份文件", "search")
        self.check_button.setToolTip("别处的备份是谁的、哪天的、完整不完整；只看，不恢复")
        self.check_button.clicked.connect(self.check_asked)
        foot = QHBoxLayout()
        foot.addWidget(self.trial, 1)
        foot.addWidget(self.check_button)
        self.body.addLayout(foot)
        self.fresh = Freshness(desk, self, self.refresh, on_show=False)
        hear_of_backups(desk, self, self.fresh)

    def _folder_line(self, title: str, verb: str, act: Callable[[], object]) -> OneLine:
        theme = self._theme
        words = OneLine(theme, "")
        label = Words(theme, title, colour=theme.colours.text_soft)
        label.setFixedWidth(theme.text_width("第二处备份") + theme.unit(4))
        button = PlainButton(theme, verb, "folder")
        button.setAccessibleName(f"{title}：{verb}")
        button.clicked.connect(lambda: act())
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        for widget, share in ((label, 0), (words, 1), (button, 0)):
            row.addWidget(widget, share)
        self.body.addLayout(row)
        return words

    # -- showing -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the folders again, on the worker."""
        desk, backup_store = self._desk, self._desk.backup_store
        _show_path(self.folder, str(backup_store.folder))
        second = self._desk.settings.second_backup
        _show_path(self.second, second or "没有。插上U盘时多备一份，电脑坏了也不怕。")
        self.fresh.run(
            lambda: (read_lights(desk), backup_store.found(), last_trial(desk.ledger)),
            done=self._show,
            failed=self._not_read,
        )

    def _not_read(self, error: UserError) -> None:
        self.light.set_state("没有查到备份", "warn")
        self._tell(error.sentence(), "overdue")

    def backups(self) -> list[Backup]:
        """The backups listed that count, newest first."""
        listed = (self.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.list.count()))
        return [one.backup for one in listed if one.counts]

    def _show(self, read: tuple[list[Light], list[FoundBackup], Trial | None]) -> None:
        lights, found, trial = read
        self.list.clear()
        for one in found:
            item = QListWidgetItem(one.words())
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setToolTip(f"{one.path}\n{one.why or one.state.value}")
            if not one.counts:
                item.setForeground(QColor(self._theme.colours.text_faint))
            self.list.addItem(item)
        usable = next((at for at, one in enumerate(found) if one.counts), -1)
        self.list.setCurrentRow(usable)
        self.light.set_state(lights[0].words, lights[0].state)
        self.second_light.setVisible(len(lights) > 1)
        if len(lights) > 1:
            self.second_light.set_state(lights[1].words, lights[1].state)
        file = file_light(self._desk)
        self.file_light.set_state(file.words, file.state)
        self.file_light.show()
        monthly = "程序每月自动试恢复一次最新的备份。"
        self.trial.setText(trial.words() if trial is not None else f"{monthly}还没有试过。")

    def _enable(self) -> None:
        none = "" if self._chosen() is not None else "先在上面选一份能用的备份"
        allow(self.try_button, none)
        allow(self.restore_button, none or why_not_do(self._desk.ledger, Act.RESTORE))

    def _tell(self, words: str, tone: str) -> None:
        colours = self._theme.colours
        self.outcome.set_colour(colours.tone(tone).ink)
        self.outcome.setText(words)

    def _chosen(self) -> Backup | None:
        item = self.list.currentItem()
        found: FoundBackup | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found.backup if found is not None else None

    # -- doing ---------------------------------------------------------------------------------------

    def make(self) -> None:
        """Back up now."""
        backup_store = self._desk.backup_store
        self.list.setFocus()  # a greyed button would pass the cursor on, and the page run after it
        allow(self.make_button, BUSY)
        self._tell("正在备份…", "plain")
        self._desk.bridge.run(lambda: backup_store.make("手动备份"), done=self._made, failed=self._failed)

    def _made(self, backup: Backup) -> None:
        allow(self.make_button)
        trouble = self._desk.backup_store.second_trouble
        if trouble is not None:
            self._tell(trouble.sentence(), "overdue")
            self.refresh()
            return
        self._tell(f"已备份并核对：{backup.total} 条记录", "done")
        self.refresh()

    def _failed(self, error: UserError) -> None:
        allow(self.make_button)
        self._try_over()
        self._tell(error.sentence(), "overdue")

    def try_restore(self) -> None:
        """Open the chosen backup in a scratch folder and count what is in it."""
        backup, backup_store = self._chosen(), self._desk.backup_store
        if backup is None:
            return
        self.list.setFocus()
        allow(self.try_button, BUSY)
        self._tell("正在试着打开…", "plain")
        self._desk.bridge.run(
            lambda: backup_store.prove(backup), done=partial(self._proved, backup), failed=self._failed
        )

    def _proved(self, backup: Backup, counts: dict[str, int]) -> None:
        self._try_over()
        made, total = f"{backup.made_at:%Y-%m-%d %H:%M}", records_in(counts)
        self._tell(f"试恢复成功：{made} 的 {total} 条记录都读得出", "done")

    def _try_over(self) -> None:
        self._enable()

    def restore(self) -> None:
        """Ask for the password of the backup chosen; the application shows what it holds, asks, does it."""
        backup = self._chosen()
        if backup is None or self._reopen is None:
            return
        password = ""
        if not self._desk.is_sample:
            text = (
                f"{backup.made_at:%Y年%m月%d日 %H:%M} 的备份（{backup.reason}，{backup.total} 条记录）。"
                "请输入做这份备份时用的密码，先看看里面是什么；确认以后才会代替现在的支部文件。"
            )
            asking = PasswordDialog(self._theme, "恢复备份", text, "看看里面", parent=self)
            if not asking.exec():
                return
            password = asking.password()
        self._reopen(backup, password)

    def choose_folder(self) -> None:
        """Another place for backups, on a disk that stays."""
        chosen = self._ask_folder(self, "备份放在哪里")
        if not chosen:
            return
        try:
            refuse_unsafe_place(Path(chosen))
        except UserError:
            words = "在U盘或网络盘上，请放到“第二处备份”里，这里选本机硬盘上的文件夹。"
            self._tell(f"“{chosen}”{words}", "overdue")
            return
        self._desk.settings.backup_folder = chosen
        self._desk.backup_store.folder = Path(chosen)
        self._keep_choice("备份位置已换，以前的备份还在原处")

    def choose_second(self) -> None:
        """A second place, a stick will do."""
        chosen = self._ask_folder(self, "第二处备份放在哪里")
        if not chosen:
            return
        desk = self._desk
        self._tell("正在往第二处抄第一份…", "plain")
        desk.bridge.run(lambda: take_place(desk, Path(chosen)), done=self._second_taken, failed=self._failed)

    def _second_taken(self, backup: Backup) -> None:
        self._made(backup)
        if self._desk.backup_store.second_trouble is None:
            self._tell("以后每次备份都会多抄一份到第二处，刚才抄好第一份", "done")

    def _keep_choice(self, words: str) -> None:
        """Remember what was chosen for the next start, and say so or why not."""
        try:
            self._desk.settings.save()
        except UserError as error:
            self._tell(error.sentence(), "overdue")
        else:
            self._tell(words, "done")
        self.refresh()


def _show_path(line: OneLine, words: str) -> None:
    line.setText(words)
    line.setToolTip(words)
