"""A card that was presented: learnt by two words, followed on its old key's word, or asked about."""

import random
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.fingerprint import has_words, places_to_type
from desktop_app.exchange.trust import CardQuestion, CardStanding, unfit
from desktop_app.registers.exchange.audit_log import CARDS
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.views.page_parts.exchange_parts import Trouble, Verb, empty
from desktop_app.views.pages.exchange.superior_name import name_superior
from desktop_app.views.parts.buttons import LinkButton, PrimaryButton
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.tall import TallWidget

_ASKED = (
    "两张名片不一样。对方换了电脑、丢了旧钥匙重做名片时会这样，有人冒充对方时也会这样。"
    "请打电话问清楚；问不清楚就保留原来的。"
)


class PresentedCard(TallWidget):
    """What is asked about one card; ``settled`` tells in words what became of it, empty when nothing did."""

    settled = Signal(str)

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        super().__init__()
        self._desk, self._chance = desk, chance
        self.card: OfficeCard | None = None
        self.boxes: dict[int, QLineEdit] = {}
        theme = desk.theme
        self.head = Words(theme, "", bold=True, wrap=True)
        self.put_away_button = LinkButton(theme, "先不登记")
        self.put_away_button.clicked.connect(lambda: self.settled.emit(""))
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.put_away_button, 0, Qt.AlignmentFlag.AlignTop)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(theme.unit(8))
        self.superior = QCheckBox("这是我们的上级党组织，收它下发的名录")
        self.verb = Verb(theme, PrimaryButton(theme, "登记这个单位", "shield"))
        self.verb.button.clicked.connect(self._act)
        self.trouble = Trouble(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        column.addLayout(top)
        column.addLayout(self._middle)
        column.addWidget(self.superior)
        column.addWidget(self.verb)
        column.addWidget(self.trouble)
        column.addStretch(1)
        self._do: Callable[[OfficeCard, dict[int, str]], object] = lambda card, typed: None
        self._told = ""

    def present(self, card: OfficeCard) -> None:
        """Ask what this card needs. UserError for one that can only be refused."""
        trust = self._desk.courier.trust
        standing = trust.standing(card)
        self.put_away()
        if standing in (CardStanding.NEW, CardStanding.KNOWN):
            self._ask_words(card, standing)
        elif standing is CardStanding.FOLLOWED:
            self._offer_following(card)
        elif standing is CardStanding.SECOND:
            self._desk.bridge.run(
                lambda: trust.question(card), done=partial(self._ask_which, card), failed=self.trouble.tell
            )
        else:
            raise unfit(standing, card.name)
        self.card = card

    def put_away(self) -> None:
        """Forget the card."""
        self.card, self.boxes = None, {}
        empty(self._middle)
        self.trouble.tell(None)
        self.superior.setChecked(False)
        self.superior.hide()
        self.head.setText("")
        self.verb.set_reason("请稍候")
        self.put_away_button.setText("先不登记")

    # -- the three questions -----------------------------------------------------------------------

    def _ask_words(self, card: OfficeCard, standing: CardStanding) -> None:
        trust = self._desk.courier.trust
        again = "（已经登记过，再核对一次）" if standing is CardStanding.KNOWN else ""
        self.head.setText(f"{card.name}　代码 {card.code}{again}")
        soft = self._desk.theme.colours.text_soft
        self._middle.addWidget(Words(self._desk.theme, "照对方的纸质核对单输入：", colour=soft))
        self._add_boxes(card)
        self.superior.show()
        self.superior.setChecked(trust.superior == card.code or self._is_called_superior(card))
        self._offer("登记这个单位", self._learn, f"已登记 {card.name}，可以互相交换了")
        self._judge()
        next(iter(self.boxes.values())).setFocus()

    def _is_called_superior(self, card: OfficeCard) -> bool:
        """Whether nobody is marked yet and the office is called as the one above us in 党组织."""
        ledger = self._desk.ledger
        if self._desk.courier.trust.superior:
            return False
        own = ledger.find(PartyOrg.live().where(PartyOrg.org_code == ledger.office))
        above = {one.parent for one in own if one.parent}
        return any(one.full_name == card.name for one in ledger.find(PartyOrg.live()) if one.uid in above)

    def _learn(self, card: OfficeCard, typed: dict[int, str]) -> None:
        self._desk.courier.trust.learn(card, typed, superior=self.superior.isChecked())
        if self.superior.isChecked():
            name_superior(self._desk.ledger, card.code)

    def _offer_following(self, card: OfficeCard) -> None:
        self.head.setText(f"{card.name}　代码 {card.code}")
        words = "对方换了名片。新名片有旧名片的签字，不用再核对；旧名片签的包，从换名片的那个号起不再接收。"
        self._middle.addWidget(Words(self._desk.theme, words, wrap=True))
        self.put_away_button.setText("先不换")
        self._offer(
            "换用新名片",
            lambda card, typed: self._desk.courier.trust.follow(card),
            f"{card.name}换用了新名片",
        )
        self.verb.set_reason("")

    def _ask_which(self, card: OfficeCard, question: CardQuestion) -> None:
        if self.card is not card:
            return
        theme = self._desk.theme
        self.head.setText(f"{question.office.card.name}（代码 {card.code}）已经登记了另一张名片")
        self._middle.addWidget(Words(theme, _ASKED, wrap=True))
        since = question.office.since
        day = f"{since:%Y-%m-%d} 起" if since else "早先"
        both = QGridLayout()
        both.setHorizontalSpacing(theme.unit(24))
        both.addWidget(faint(theme, f"登记着的（{day}，{question.office.how.value}）", wrap=True), 0, 0)
        both.addWidget(faint(theme, f"这个文件里的（{card.name}）", wrap=True), 0, 1)
        for at, found in enumerate((question.held, question.presented)):
            words = Words(theme, _in_two_lines(found), bold=True, steps=1)
            words.setAccessibleName("、".join(found))
            both.addWidget(words, 1, at)
        both.setColumnStretch(0, 1)
        both.setColumnStretch(1, 1)
        self._middle.addLayout(both)
        self.keep_button = PrimaryButton(theme, "保留原来的", "shield")
        self.keep_button.clicked.connect(lambda: self.settled.emit("保留了原来的名片，没有改动"))
        self._middle.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        last = question.next_number - 1
        until = f"旧名片只认到第 {last} 号包" if last else "旧名片签的包都不再接收"
        note = f"要换，就照对方新的纸质核对单输入这两个词；换了以后，{until}。"
        self._middle.addWidget(Words(theme, note, colour=theme.colours.text_soft, wrap=True))
        self._add_boxes(card)
        self._offer("换成新的名片", self._desk.courier.trust.replace, f"{card.name}换成了新的名片")
        self._judge()
        self.put_away_button.setText("先放着")
        self.keep_button.setFocus()

    # -- what they share ---------------------------------------------------------------------------

    def _add_boxes(self, card: OfficeCard) -> None:
        form = FormGrid(self._desk.theme, columns=2)
        words = has_words(card)
        for place in places_to_type(self._chance):
            box = QLineEdit()
            box.textChanged.connect(self._judge)
            show_hint(box, "汉字、拼音都可以" if words else "五位数字")
            form.add_row(f"第 {place} 个词" if words else f"第 {place} 组数字", box)
            self.boxes[place] = box
        self._middle.addWidget(form)

    def _offer(self, verb: str, do: Callable[[OfficeCard, dict[int, str]], object], told: str) -> None:
        self.verb.button.setText(verb)
        self._do, self._told = do, told

    def _judge(self) -> None:
        filled = all(box.text().strip() for box in self.boxes.values())
        self.verb.set_reason("" if filled else "先照核对单输入这两处")

    def _act(self) -> None:
        card = self.card
        if card is None:
            return
        typed = {place: box.text() for place, box in self.boxes.items()}
        self.trouble.tell(None)
        self.verb.set_reason("正在核对……")
        self._desk.bridge.run(
            lambda: self._do(card, typed), done=lambda _: self._done(card), failed=self._not_done
        )

    def _done(self, card: OfficeCard) -> None:
        self._desk.log.note(CARDS, card.name, self._told)
        self.settled.emit(self._told)

    def _not_done(self, error: UserError) -> None:
        self.trouble.tell(error)
        self._judge()


def _in_two_lines(words: tuple[str, ...]) -> str:
    return "\n".join("　".join(words[at : at + 3]) for at in (0, 3))
