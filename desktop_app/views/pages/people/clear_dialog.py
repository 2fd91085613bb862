"""The question before what is held about somebody who left goes for good: told before, by name, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_app.registers.people.members import Member
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

GOES = (
    "清除：身份证号、电话、住址、籍贯、单位、照片、备注，谈话、帮扶、处分等记录里不公开的内容，"
    "以及修改记录、草稿和附件里的这些内容。"
)
STAYS = "留下：姓名、性别、民族、出生日期、学历、入党和转正日期、来去的日期和依据，历年的人数和统计不变。"
HONEST = (
    "清除以后不能撤销。以前做的备份、写出的数据包和打印的纸里还有这些内容，程序管不到，请按规定另行销毁；"
    "本单位另一台电脑收到下一个同步包以后跟着清除，已经报给上级的请上级处理。"
)
_KNOWN = "我知道旧备份里还有，不再需要的会去销毁"


class ClearDialog(AskDialog):
    """Asks for the name and for the word about older backups; ``asked`` when the verb was pressed."""

    def __init__(self, desk: Desk, member: Member, parent: QWidget) -> None:
        super().__init__(desk, f"清除{member.name}的个人信息", "清除，不能撤销", "", parent)
        for words in (GOES, STAYS):
            self.body.addWidget(Words(self.theme, words, wrap=True))
        self.body.addWidget(faint(self.theme, HONEST, wrap=True))
        self.name = QLineEdit()
        self.name.setAccessibleName("姓名")
        form = FormGrid(self.theme, columns=1)
        form.add_row("姓名", self.name, help=f"确定清除的，在这里写“{member.name}”", required=True)
        self.body.addWidget(form)
        self.known = QCheckBox(_KNOWN)
        self.body.addWidget(self.known)
        self.cancel_button.setFocus()

    def typed(self) -> str:
        """The name typed; '' with a word about it while the backups were not taken note of."""
        if not self.known.isChecked():
            self.tell(f"请先勾选“{_KNOWN}”。")
            return ""
        if not self.name.text().strip():
            self.tell("请写姓名。")
        return self.name.text().strip()
