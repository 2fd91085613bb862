"""Our own card: its six words in large type, to save, to print, and to change for a new one at a handover."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.exchange.card import CARD_SUFFIX
from desktop_app.exchange.card_steps import CardStep
from desktop_app.exchange.stick import write_safely
from desktop_app.registers.exchange.audit_log import CARDS
from desktop_app.views.page_parts.exchange_parts import FindSticks, Trouble
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.tall import TallWidget
from desktop_app.views.parts.why_not import allow
from desktop_app.views.shell import Shell

_RENEW = (
    "换书记、换电脑，或者旧电脑、旧备份可能落到别人手里时换。换了以后：\n"
    "· 本单位以后的包都用新钥匙签，旧钥匙签的包，对方从第 {number} 号起不再接收；\n"
    "· 新名片带着旧名片的签字，对方打开新名片文件就能直接换用，不用再核对；\n"
    "· 请把新名片文件送到每个往来单位，打印新的核对单，旧的作废；\n"
    "· 本支部如果还有第二台电脑，请先和它同步，换了以后从本机重新交接过去。\n"
    "换了不能退回。"
)


class OwnCard(Card):
    """Our name, code and words, and what can be done with them.

    ``changed`` tells that the keys are new, ``did`` that a step of 互认名片 was done.
    """

    changed = Signal()
    did = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__(desk.theme, "本单位的名片", "交给要交换的单位")
        self._desk, self._shell, self._find, self._doors = desk, shell, find, doors
        theme = desk.theme
        inside = TallWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        self.name = Words(theme, "", steps=3, bold=True, wrap=True)
        self.code = Words(theme, "", colour=theme.colours.text_soft)
        column.addWidget(self.name)
        column.addWidget(self.code)
        column.addSpacing(theme.unit(8))
        column.addWidget(Words(theme, "核对词", colour=theme.colours.text_soft))
        self.words: list[Words] = []
        column.addLayout(self._grid())
        column.addStretch(1)
        self.trouble = Trouble(theme)
        column.addWidget(self.trouble)
        column.addLayout(self._verbs())
        self.body.addWidget(inside, 1)

    def _grid(self) -> QGridLayout:
        theme = self._desk.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.unit(16))
        grid.setVerticalSpacing(theme.unit(8))
        for at in range(6):
            word = Words(theme, "··", steps=7, bold=True)
            self.words.append(word)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(faint(theme, f"第 {at + 1} 个词"))
            cell.addWidget(word)
            grid.addLayout(cell, at // 3, at % 3)
        return grid

    def _verbs(self) -> FlowLayout:
        theme = self._desk.theme
        row = FlowLayout(across=theme.unit(8), down=theme.unit(8))
        self.stick_button = PlainButton(theme, "名片存到U盘", "stick")
        self.save_button = PlainButton(theme, "保存名片文件", "save")
        self.print_button = PlainButton(theme, "打印核对单", "print")
        self.renew_button = LinkButton(theme, "换新名片")
        verbs: tuple[tuple[PlainButton, Callable[[], None]], ...] = (
            (self.stick_button, self.save_to_stick),
            (self.save_button, self.save),
            (self.print_button, self.print_sheet),
            (self.renew_button, self.renew),
        )
        for button, do in verbs:
            button.clicked.connect(do)
            row.addWidget(button)
        return row

    def show_card(self) -> bool:
        """Show the card as it is now, its words once the worker has them; whether there is one."""
        trust = self._desk.courier.trust
        buttons = (self.stick_button, self.save_button, self.print_button, self.renew_button)
        try:
            card = trust.card
        except UserError as error:
            self.trouble.tell(error)
            for button in buttons:
                allow(button, error.what)
            return False
        self.name.setText(card.name)
        self.code.setText(f"代码 {card.code}")
        self._desk.bridge.run(trust.fingerprint, done=self._show_words)
        return True

    def _show_words(self, found: tuple[str, ...]) -> None:
        for label, word in zip(self.words, found, strict=True):
            label.setText(word)

    def save_to_stick(self) -> None:
        """Write our card to the stick and read it back."""
        sticks = list(self._find())
        if len(sticks) != 1:
            what = "没有找到U盘" if not sticks else "插着不止一个U盘"
            self.trouble.tell(UserError(what, todo="请插好一个U盘，或用“保存名片文件”自己选地方"))
            return
        card = self._desk.courier.trust.card
        self._desk.bridge.run(
            lambda: write_safely(card.to_bytes(), sticks[0], card.code + CARD_SUFFIX),
            done=lambda path: self._saved(path.name),
            failed=self.trouble.tell,
        )

    def save(self) -> None:
        """Save our card as a file for the others."""
        card = self._desk.courier.trust.card
        path = self._doors.save_file(self, "保存名片文件", card.code + CARD_SUFFIX, f"名片 (*{CARD_SUFFIX})")
        if path is None:
            return
        try:
            save_bytes(path, card.to_bytes())
        except UserError as error:
            self.trouble.tell(error)
        else:
            self._saved(path.name)

    def _saved(self, name: str) -> None:
        self.trouble.tell(None)
        log, card = self._desk.log, self._desk.courier.trust.card
        self._desk.bridge.run(lambda: log.note(CARDS, card.name, "名片存出", name))
        self._shell.show_notice(f"名片已保存：{name}")
        self.did.emit(CardStep.HAND_OUT)

    def print_sheet(self) -> None:
        """Open the sheet with our words."""
        card = self._desk.courier.trust.card
        args = {
            "code": card.code,
            "name": card.name,
            "fingerprint": " ".join(word.text() for word in self.words),
        }
        self.did.emit(CardStep.SHEET)
        self._shell.go("preview", key="trust_card", args=args, title="名片核对单", back="exchange")

    def renew(self) -> None:
        """New keys, once the person has read what that means."""
        trust = self._desk.courier.trust
        text = _RENEW.format(number=trust.next_number)
        if not ConfirmDialog(self._desk.theme, "换新名片", text, "换新名片", danger=True, parent=self).ask():
            return
        card = trust.renew()
        self._desk.log.note(CARDS, card.name, "换了新名片")
        for word in self.words:
            word.setText("··")
        self.show_card()
        self.changed.emit()
        self._shell.show_notice("已换新名片：请把新名片文件送到往来单位，并打印新的核对单")
