"""The pane of the start page for a key file that is damaged or gone: the key comes out of a backup."""

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import password_box
from desktop_app.views.pages.start.start_choice import RescueKey
from desktop_app.views.pages.start.start_open import Pane
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk


class KeyPane(Pane):
    """A password, or the number on the recovery sheet, for the key that lies in the backups."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "从备份取回钥匙",
            "每一份备份里都有当时的钥匙。程序从最近的备份找起，取回打得开现在这个支部文件的那一把；"
            "支部文件里的内容不变，坏了的钥匙文件会改名留着。",
            "取回并打开",
        )
        self.word = password_box()
        form = FormGrid(theme, columns=1)
        form.add_row("密码", self.word, help="平时的密码；忘了的，输恢复单上的 30 位恢复码")
        KeyWalk(form).past_last.connect(self.decide)
        self.body.addWidget(form)
        self.body.addStretch(1)

    def choice(self) -> RescueKey:
        if not self.word.text():
            self.word.setFocus()
            raise UserError("还没有输密码", todo="请输入打开这个支部文件的密码，或者恢复码")
        return RescueKey(self.word.text())
