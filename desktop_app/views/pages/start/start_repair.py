"""The pane of the start page for a branch file that is damaged: what a repair does, and the password."""

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import password_box
from desktop_app.views.pages.start.start_choice import RepairFile
from desktop_app.views.pages.start.start_open import Pane
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words

_STEPS = (
    "一页一页地读坏了的文件，能读的全部抄进新文件；",
    "读不出来的，用最近的一份好备份补上，再按修改记录补到最新；",
    "最后给一张修复报告：哪些完好、哪些取自备份、哪些丢了，可以打印。",
)


class RepairPane(Pane):
    """Says what will be done with the damaged file, and asks for the password."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "修复支部文件",
            "文件有损坏、打不开的时候用。坏了的文件会改名留在原处，不会丢。",
            "修复并打开",
        )
        for words in _STEPS:
            self.body.addWidget(Words(theme, words, wrap=True))
        self.body.addSpacing(theme.unit(8))
        self.password = password_box()
        form = FormGrid(theme, columns=1)
        form.add_row("密码", self.password, help="就是打开这个支部文件的密码")
        KeyWalk(form).past_last.connect(self.decide)
        self.body.addWidget(form)
        self.body.addStretch(1)

    def choice(self) -> RepairFile:
        if not self.password.text():
            self.password.setFocus()
            raise UserError("还没有输密码", todo="请输入打开支部文件的密码")
        return RepairFile(self.password.text())


def is_damage(error: UserError) -> bool:
    """Whether what was told is damage of the file, so that a repair is worth offering."""
    return any(word in error.sentence() for word in ("损坏", "坏了", "不是支部文件"))
