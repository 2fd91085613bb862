"""全部资料: the card that writes everything of the branch into an open folder, after a clear question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop_app.base.errors import UserError
from desktop_app.exchange.whole_export.layout import Contents
from desktop_app.records.roles import Role
from desktop_app.storage.mending import REPAIRED
from desktop_app.views.pages.office.settings_backups import AskFolder
from desktop_app.views.pages.start.repair_report import show_repair
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

# Writes everything into the folder.
CarryOut = Callable[[Path], Contents]
_ASKED = (
    "会写成一个文件夹：每本台账一个表格，附件是原文件，别的程序也能读。\n"
    "这个文件夹没有加密，里面有身份证号、电话、谈话和批评意见，谁拿到都能看。"
    "请只放在自己保管的盘上，用完删掉。导出会记进操作日志。"
)


class WholeCard(Card):
    """导出全部资料, and the report of the last repair where there was one."""

    def __init__(self, desk: Desk, shell: Shell, carry_out: CarryOut | None, ask_folder: AskFolder) -> None:
        super().__init__(desk.theme, "全部资料")
        self._desk, self._shell, self._ask_folder = desk, shell, ask_folder
        self._carry_out = carry_out
        theme = desk.theme
        self.words = Words(theme, "写成别的程序也能读的文件夹，程序不在了也看得到。", wrap=True)
        self.button = PlainButton(theme, "导出全部资料", "export")
        allow(self.button, "" if desk.ledger.role is Role.SECRETARY else "按分工，由书记导出")
        self.button.clicked.connect(self.export)
        self.report_button = LinkButton(theme, "上次修复的报告", "checklist")
        self.report_button.setVisible(bool(desk.ledger.note(REPAIRED)))
        self.report_button.clicked.connect(self._show_report)
        self.body.addWidget(self.words)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.report_button, 0, Qt.AlignmentFlag.AlignLeft)

    def export(self) -> None:
        """Ask, ask where, and write it on the worker."""
        desk, carry_out = self._desk, self._carry_out
        if carry_out is None:
            return
        question = ConfirmDialog(
            desk.theme, "导出全部资料", _ASKED, "不加密导出", danger=True, parent=self.window()
        )
        if not question.ask():
            return
        chosen = self._ask_folder(self, "全部资料放在哪个文件夹里")
        if not chosen:
            return
        folder = Path(chosen) / f"支部台账全部资料-{desk.clock.now():%Y%m%d-%H%M}"
        allow(self.button, BUSY)
        self._tell("正在导出…", "plain")
        desk.bridge.run(
            lambda: carry_out(folder),
            done=lambda contents: self._done(contents, folder),
            failed=self._failed,
        )

    def _done(self, contents: Contents, folder: Path) -> None:
        allow(self.button)
        self._tell(
            f"已导出 {contents.records} 行、{contents.files} 个附件：{folder}。没有加密，请妥善保管", "done"
        )

    def _failed(self, error: UserError) -> None:
        allow(self.button)
        self._tell(error.sentence(), "overdue")

    def _tell(self, words: str, tone: str) -> None:
        self.words.set_colour(self._desk.theme.colours.tone(tone).ink)
        self.words.setText(words)

    def _show_report(self) -> None:
        show_repair(self._shell, self._desk.ledger.note(REPAIRED))
