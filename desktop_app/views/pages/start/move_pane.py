"""从旧电脑搬来: the copy another PC put on a stick, found there, opened here with the password of that PC."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from desktop_app.base.errors import UserError
from desktop_app.storage.backup import backups_in
from desktop_app.storage.backup_file import Backup, read_label
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import password_box
from desktop_app.views.page_parts.pick_list import PickList
from desktop_app.views.pages.start.start_choice import MoveHere
from desktop_app.views.pages.start.start_open import Pane
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words, faint

_LOOK_EVERY = 2000
_NOTHING = "插上从旧电脑拿来的U盘，会自己找到。旧电脑上：上报与接收 → 交什么 → 搬到新电脑。"


class MovePane(Pane):
    """The copies on the sticks that are plugged in, the newest chosen; ``find`` tells the sticks."""

    def __init__(
        self, theme: Theme, find: Callable[[], list[Path]], ask_file: Callable[[QWidget], str]
    ) -> None:
        super().__init__(
            theme,
            "从旧电脑搬来",
            "支部资料、名片和设置一起搬来，密码和旧电脑上的一样。第二台电脑也这样装。",
            "打开",
        )
        self._find, self._ask_file = find, ask_file
        self._seen: list[tuple[Path, int]] | None = None
        self._by_hand: list[Backup] = []
        self.list = PickList(theme, "U盘上的支部文件", 130)
        self.none = faint(theme, _NOTHING, wrap=True)
        self.about = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.other_button = PlainButton(theme, "选别处的文件", "folder")
        self.other_button.clicked.connect(self._choose_other)
        self.password = password_box()
        form = FormGrid(theme, columns=1)
        form.add_row("密码", self.password, help="旧电脑上打开支部用的密码")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.none)
        self.body.addWidget(self.about)
        self.body.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(form)
        KeyWalk(form).past_last.connect(self.decide)
        self.list.currentRowChanged.connect(lambda _row: self._tell())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def look(self) -> None:
        """List what lies on the sticks, where that is not what is listed already."""
        found = [backup for stick in self._find() for backup in backups_in(stick)]
        found = sorted(found, key=lambda one: one.made_at, reverse=True)
        seen = [(one.path, one.path.stat().st_size) for one in (*self._by_hand, *found)]
        if seen == self._seen:
            return
        self._seen = seen
        self.list.clear()
        for backup in (*self._by_hand, *found):
            item = QListWidgetItem(backup.words())
            item.setData(Qt.ItemDataRole.UserRole, backup)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if seen else -1)
        self.list.setVisible(bool(seen))
        self.none.setVisible(not seen)
        self._tell()

    def _tell(self) -> None:
        backup = self._chosen()
        people = backup.counts.get("member", 0) if backup is not None else 0
        words = f"单位代码 {backup.office}，花名册 {people} 人，文件 {backup.path.name}" if backup else ""
        self.about.setText(words)
        self.about.setVisible(bool(words))

    def _chosen(self) -> Backup | None:
        item = self.list.currentItem()
        found: Backup | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found

    def _choose_other(self) -> None:
        chosen = self._ask_file(self)
        backup = read_label(Path(chosen)) if chosen else None
        if backup is not None:
            self.problem.setText("")
            self._by_hand = [backup]
            self.look()
        elif chosen:
            self.problem.setText("这不是完整的支部文件。请选以 .zbak 结尾的，或者到旧电脑上再抄一份。")

    def choice(self) -> MoveHere:
        backup = self._chosen()
        if backup is None:
            raise UserError("还没有找到从旧电脑抄来的文件", todo="请插上U盘，或者选别处的文件")
        if not self.password.text():
            self.password.setFocus()
            raise UserError("还没有输密码", todo="请输入旧电脑上打开支部用的密码")
        return MoveHere(backup.path, self.password.text())
