"""用U盘转出: to which branch, what goes along, and the stick it is written to."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.exchange.courier import Parcel
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.transfer_deeds import STANDING, TransferOffer, open_offer
from desktop_app.views.page_parts.exchange_parts import FindSticks
from desktop_app.views.page_parts.stick_writer import StickWriter
from desktop_app.views.pages.people.deed_parcels import offer_parcel
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.why_not import allow

GOES = (
    "随U盘走：花名册上他那一行（含身份证号、住址、照片），这份转接，本年党费标准，预备党员的发展纪实和材料清单，"
    "历年民主评议的等次和党内任职（只供对方了解）。"
)
KEEPS = (
    "纸质介绍信照常办。对方签字接收、本支部读到答复以前，党员仍在本支部；写出以后不能单方作废，"
    "要收回的请对方退回。"
)
STAYS = "不走：谈心谈话、党纪处分、组织处置、困难帮扶，会议、考勤、党费缴纳、积分等本支部的台账。"


def is_called(name: str, written: str) -> bool:
    """Whether an office is the branch written in a letter, in full or in short."""
    one, other = (words.strip().removeprefix("中共").removesuffix("委员会") for words in (name, written))
    return bool(one and other) and (one.endswith(other) or other.endswith(one))


class OfferDialog(FittedDialog):
    """Signs the offer when the stick is written; one that waits already is written again as it is."""

    def __init__(
        self,
        desk: Desk,
        transfer: OrgTransfer,
        find: FindSticks,
        doors: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._transfer = desk, transfer
        theme = desk.theme
        who = OrgTransfer.member.show(transfer.member, desk.ledger.name)
        self.setWindowTitle("用U盘转出")
        column = QVBoxLayout(self)
        edge = theme.unit(24)
        column.setContentsMargins(edge, edge, edge, theme.unit(20))
        column.setSpacing(theme.unit(12))
        column.addWidget(Words(theme, f"把{who}的档案随U盘转给对方支部", steps=1, bold=True, wrap=True))
        self.waiting = open_offer(desk.ledger, transfer.uid, STANDING)
        self.office = ChoiceBox(theme)
        form = FormGrid(theme, columns=1)
        form.add_row("转给哪个支部", self.office, help="对方的名片在“上报与接收”里登记")
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(form)
        self.awards = QCheckBox("带上荣誉表彰（平时不外送，只供对方了解）")
        column.addWidget(self.awards)
        self.told = (
            Words(theme, GOES, wrap=True),
            faint(theme, STAYS, wrap=True),
            faint(theme, KEEPS, wrap=True),
        )
        for words in self.told:
            column.addWidget(words)
        self.writer = StickWriter(desk, "签字并写到U盘", find, doors)
        self.writer.written.connect(self._written)
        column.addWidget(self.writer)
        column.addStretch(1)
        self.close_button = PlainButton(theme, "关闭")
        self.close_button.setProperty("tall", "true")
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.setMinimumWidth(theme.unit(600))
        self._offer_offices()
        self.office.currentIndexChanged.connect(self._chosen)
        self._chosen()

    def _offer_offices(self) -> None:
        """Offer the branches; proposed is the one the letter names, and without one nobody.

        What is signed cannot be taken back alone, so that no other office may stand there by chance.
        """
        trust, waits = self._desk.courier.trust, self.waiting.to_office if self.waiting else None
        passed_over = {self._desk.ledger.office, trust.superior} - {waits}
        sound = self._desk.pinyin.text_key
        pairs: list[tuple[object, str]] = [
            (code, card.name)
            for code, card in sorted(trust.known().items(), key=lambda known: sound(known[1].name))
            if code not in passed_over
        ]
        named = [code for code, name in pairs if is_called(name, self._transfer.new_branch or "")]
        if len(pairs) > 1 and len(named) != 1:
            pairs.insert(0, ("", "请选择"))
        self.office.set_pairs(pairs or [("", "还没有登记支部的名片")])
        allow(
            self.office,
            "档案已经发给这个支部" if self.waiting is not None else "" if pairs else "先登记对方支部的名片",
        )
        if len(named) == 1:
            self.office.set_value(named[0])
        if self.waiting is not None:
            self.office.set_value(self.waiting.to_office)
            self.awards.hide()

    def _written(self) -> None:
        """Make room for what was written: what goes along has been read."""
        for words in (*self.told, self.awards):
            words.hide()

    def _chosen(self) -> None:
        code = str(self.office.value() or "")
        awards = self.awards

        def make() -> Parcel:
            book = self._desk.deeds
            transfer = self._desk.ledger.get(OrgTransfer, self._transfer.uid) or self._transfer
            made: TransferOffer = book.offer(transfer, code, awards=awards.isChecked())
            return offer_parcel(self._desk, made)

        lacks = "先选转给哪个支部" if self.office.isEnabled() else "先登记对方的名片"
        self.writer.offer(make, "" if code else lacks)
