"""What stands at the right once something was written: that it is safe, its digits, what comes next."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.desk import Desk
from desktop_app.exchange.courier import Parcel
from desktop_app.registers.exchange.kinds import STEP, PackageKind
from desktop_app.storage.backup import Backup
from desktop_app.views.page_parts.exchange_parts import CodeTile, good_news, size_words
from desktop_app.views.pages.exchange.exchange_send_contents import TO_DO
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words


class _Result(Card):
    """The good news, and a button to make another."""

    def __init__(self, desk: Desk, where: str, note: str) -> None:
        super().__init__(desk.theme)
        theme = desk.theme
        self.body.setSpacing(theme.unit(14))
        news = "已写入并核对，可以拔出" if where == "U盘" else "已写入并核对"
        self.body.addWidget(good_news(theme, news, note))
        self.again_button = PlainButton(theme, "再做一个包", "add")
        self.again_button.setProperty("tall", "true")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.unit(12))
        self.buttons.addWidget(self.again_button)
        self.buttons.addStretch(1)

    def finish(self) -> None:
        """The room below the words, the buttons at the foot."""
        self.body.addStretch(1)
        self.body.addLayout(self.buttons)


class SendResult(_Result):
    """A package that was written and read back."""

    def __init__(self, desk: Desk, parcel: Parcel, path: Path, where: str) -> None:
        theme = desk.theme
        names = "、".join(card.name for card in parcel.receivers)
        if parcel.manifest.kind == STEP.name:
            names = "本单位的另一台电脑"
        super().__init__(desk, where, f"{path.name}　{size_words(len(parcel.data))}，请交给{names}")
        self.code = CodeTile(theme, "校验码", "与纸质数据交接单上的 8 位数字相同，对方接收时核对")
        self.code.show_code(parcel.code)
        self.body.addWidget(self.code)
        next_words = "对方接收后会把回执写回U盘。U盘拿回来插上，在“回执”里会自己找到。"
        self.body.addWidget(Words(theme, next_words, colour=theme.colours.text_soft, wrap=True))
        self.print_button = PrimaryButton(theme, "打印数据交接单", "print")
        self.buttons.insertWidget(0, self.print_button)
        self.finish()


class CopyResult(_Result):
    """The whole branch file, copied for another PC."""

    def __init__(self, desk: Desk, backup: Backup, where: str, kind: PackageKind) -> None:
        theme = desk.theme
        super().__init__(desk, where, f"{backup.path.name}　{backup.total} 条记录")
        for number, line in enumerate(TO_DO[kind.name][1:], 1):
            self.body.addWidget(Words(theme, f"{number}. {line}", wrap=True))
        self.print_button = PrimaryButton(theme, "打印换电脑单", "print")
        self.buttons.insertWidget(0, self.print_button)
        self.finish()
