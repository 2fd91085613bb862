"""名片: our own to hand out with its printed digits, and others' to learn by typing two groups of theirs."""

import random
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.exchange.card import CARD_SUFFIX, OfficeCard
from desktop_app.exchange.fingerprint import places_to_type
from desktop_app.exchange.stick import read_file
from desktop_app.views.page_parts.exchange_parts import Trouble, Verb, empty
from desktop_app.views.page_parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.page_parts.plain_rows import Line, PlainTable
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.shell import Shell


class CardsPane(QWidget):
    """The pane of trust cards."""

    def __init__(self, desk: Desk, shell: Shell, doors: FileDialogs, chance: random.Random) -> None:
        super().__init__()
        self._desk, self._shell, self._doors, self._chance = desk, shell, doors, chance
        self.card: OfficeCard | None = None
        self.boxes: dict[int, QLineEdit] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.unit(12))
        row.addWidget(self._own(), 5)
        row.addWidget(self._others(), 6)
        KeyWalk(self).past_last.connect(lambda: self.learn_verb.button.setFocus())

    def _own(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "本单位的名片", "交给要交换的单位")
        self.name = Words(theme, "", steps=3, bold=True, wrap=True)
        self.code = Words(theme, "", colour=theme.colours.text_soft)
        card.body.addWidget(self.name)
        card.body.addWidget(self.code)
        card.body.addSpacing(theme.unit(8))
        card.body.addWidget(Words(theme, "核对词", colour=theme.colours.text_soft))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.unit(16))
        grid.setVerticalSpacing(theme.unit(6))
        self.groups: list[Words] = []
        for at in range(6):
            digits = Words(theme, "··", steps=6, bold=True)
            self.groups.append(digits)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(faint(theme, f"第 {at + 1} 个词"))
            cell.addWidget(digits)
            grid.addLayout(cell, at // 3, at % 3)
        card.body.addLayout(grid)
        how = (
            "把名片文件存到U盘交给对方，把打印的核对单当面或另行送去；"
            "对方照核对单输入其中两个词，就登记好了。"
        )
        card.body.addSpacing(theme.unit(8))
        card.body.addWidget(Words(theme, how, colour=theme.colours.text_soft, wrap=True))
        card.body.addStretch(1)
        self.own_trouble = Trouble(theme)
        card.body.addWidget(self.own_trouble)
        self.save_button = PlainButton(theme, "保存名片文件", "save")
        self.save_button.clicked.connect(self.save_own)
        self.print_button = PlainButton(theme, "打印名片核对单", "print")
        self.print_button.clicked.connect(self.print_own)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(8))
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _others(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "已登记的单位", "只与这些单位交换")
        self.known = PlainTable(
            theme,
            ("单位", "代码"),
            (400, 120),
            empty=("shield", "还没有登记别的单位"),
            name="已登记的单位",
        )
        card.body.addWidget(self.known, 1)
        self.learn_box = QWidget()
        inside = QVBoxLayout(self.learn_box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.unit(8))
        self.learn_words = Words(theme, "", bold=True, wrap=True)
        self.put_away_button = LinkButton(theme, "先不登记")
        self.put_away_button.clicked.connect(lambda: self._show_learning(None))
        row = QHBoxLayout()
        row.addWidget(self.learn_words, 1)
        row.addWidget(self.put_away_button, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(row)
        self._asked = QVBoxLayout()
        inside.addLayout(self._asked)
        self.learn_verb = Verb(theme, PrimaryButton(theme, "登记这个单位", "shield"))
        self.learn_verb.button.clicked.connect(self.learn)
        inside.addWidget(self.learn_verb)
        self.learn_box.hide()
        card.body.addWidget(self.learn_box)
        self.trouble = Trouble(theme)
        card.body.addWidget(self.trouble)
        self.choose_button = PlainButton(theme, "登记对方的名片", "add")
        self.choose_button.clicked.connect(self._choose)
        card.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # -- our own ---------------------------------------------------------------------------------------

    def on_shown(self) -> None:
        """Show our card and the known offices; the digits take a moment and come from the worker."""
        trust = self._desk.courier.trust
        try:
            card = trust.card
        except UserError as error:
            self.own_trouble.tell(error)
            self.save_button.setEnabled(False)
            self.print_button.setEnabled(False)
            return
        self.name.setText(card.name)
        self.code.setText(f"代码 {card.code}")
        self._desk.bridge.run(trust.fingerprint, done=self._show_words)
        self.show_known()

    def _show_words(self, found: tuple[str, ...]) -> None:
        for label, word in zip(self.groups, found, strict=True):
            label.setText(word)

    def show_known(self) -> None:
        """List the offices whose cards were confirmed."""
        known = self._desk.courier.trust.known()
        self.known.show_lines([Line((card.name, code)) for code, card in sorted(known.items())])

    def save_own(self) -> None:
        """Save our card as a file for the others."""
        card = self._desk.courier.trust.card
        path = self._doors.save_file(self, "保存名片文件", card.code + CARD_SUFFIX, f"名片 (*{CARD_SUFFIX})")
        if path is None:
            return
        try:
            save_bytes(path, card.to_bytes())
        except UserError as error:
            self.own_trouble.tell(error)
        else:
            self.own_trouble.tell(None)
            self._shell.show_notice(f"名片已保存：{path.name}")

    def print_own(self) -> None:
        """Open the sheet with our digits."""
        card = self._desk.courier.trust.card
        digits = " ".join(words.text() for words in self.groups)
        args = {"code": card.code, "name": card.name, "fingerprint": digits}
        self._shell.go("preview", key="trust_card", args=args, title="名片核对单", back="exchange")

    # -- another's ---------------------------------------------------------------------------------------

    def _choose(self) -> None:
        path = self._doors.open_file(self, "选择对方的名片文件", f"名片 (*{CARD_SUFFIX});;所有文件 (*)")
        if path is not None:
            self.present(path)

    def present(self, path: Path) -> None:
        """Read a card and ask for two groups of the digits on its printed sheet."""
        self.trouble.tell(None)
        try:
            card = OfficeCard.from_bytes(read_file(path))
        except UserError as error:
            self._show_learning(None)
            self.trouble.tell(error)
        else:
            self._show_learning(card)

    def _show_learning(self, card: OfficeCard | None) -> None:
        self.card = card
        self.boxes = {}
        empty(self._asked)
        self.learn_box.setVisible(card is not None)
        self.choose_button.setVisible(card is None)
        self.trouble.tell(None)
        if card is None:
            return
        known = self._desk.courier.trust.known().get(card.code)
        again = "（这个代码已经登记过，登记后用新的名片）" if known is not None and known != card else ""
        self.learn_words.setText(f"{card.name}　代码 {card.code}{again}")
        form = FormGrid(self._desk.theme, columns=2)
        for number in places_to_type(self._chance):
            box = QLineEdit()
            box.textChanged.connect(self._judge)
            form.add_row(f"第 {number} 个词", box, help="照对方的纸质核对单输入，汉字、拼音都可以")
            self.boxes[number] = box
        self._asked.addWidget(form)
        self._judge()
        next(iter(self.boxes.values())).setFocus()

    def _judge(self) -> None:
        filled = all(box.text().strip() for box in self.boxes.values())
        self.learn_verb.set_reason("" if filled else "先照核对单输入这两个词")

    def learn(self) -> None:
        """Trust the card if the typed groups are those of its digits."""
        card, trust = self.card, self._desk.courier.trust
        if card is None:
            return
        typed = {number: box.text() for number, box in self.boxes.items()}
        self.learn_verb.set_reason("正在核对……")
        self._desk.bridge.run(
            lambda: trust.learn(card, typed), done=partial(self._learnt, card), failed=self._not_learnt
        )

    def _learnt(self, card: OfficeCard, _: object) -> None:
        self._show_learning(None)
        self.show_known()
        self._shell.show_notice(f"已登记 {card.name}，可以互相交换了")

    def _not_learnt(self, error: UserError) -> None:
        self.trouble.tell(error)
        self._judge()
