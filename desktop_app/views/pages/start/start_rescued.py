"""The pane of the start page for files saved elsewhere, when the branch file was lost while it was open."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import password_box
from desktop_app.views.page_parts.pick_list import PickList
from desktop_app.views.pages.start.start_choice import UseRescued
from desktop_app.views.pages.start.start_open import Pane
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk

_TIME = re.compile(r"-(\d{8}-\d{6})(?:-\d+)?$")


class RescuedPane(Pane):
    """The files saved elsewhere, the newest chosen, and the password they have in common."""

    def __init__(self, theme: Theme, rescued: Sequence[Path]) -> None:
        super().__init__(
            theme,
            "改用另存的文件",
            "支部文件上次开着的时候被删除、移走或者换掉了，保存过的内容都在另存的文件里。"
            "原来位置上如果还有文件，会改名留在原处，不会丢。",
            "用这一份打开",
        )
        self.list = PickList(theme, "另存的文件", 110)
        for path in rescued:
            item = QListWidgetItem(f"{_when(path)}另存　{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(str(path))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if rescued else -1)
        self.password = password_box()
        form = FormGrid(theme, columns=1)
        form.add_row("密码", self.password, help="就是打开这个支部文件的密码")
        KeyWalk(form).past_last.connect(self.decide)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(form)

    def choice(self) -> UseRescued:
        item = self.list.currentItem()
        if item is None:
            raise UserError("还没有选文件", todo="请在上面选一份另存的文件")
        if not self.password.text():
            self.password.setFocus()
            raise UserError("还没有输密码", todo="请输入打开支部文件的密码")
        return UseRescued(item.data(Qt.ItemDataRole.UserRole), self.password.text())


def _when(path: Path) -> str:
    found = _TIME.search(path.stem)
    return f"{datetime.strptime(found[1], '%Y%m%d-%H%M%S'):%Y-%m-%d %H:%M} " if found else ""
