"""The line of a transfer that tells of its stick: written or not, answered or not, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.registers.exchange.answering import Settled
from desktop_app.registers.people.deed_states import TAKEN, WAITING
from desktop_app.registers.people.org_transfers import ISSUED, LEAVING, OrgTransfer
from desktop_app.registers.people.transfer_deeds import TransferOffer, answer_to, open_offer
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.exchange_parts import FindSticks
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.page_parts.sticks import plugged_in
from desktop_app.views.pages.people.deeds_page import offer_words
from desktop_app.views.pages.people.offer_dialog import OfferDialog
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import Words


class RecallDialog(AskDialog):
    """Asks why an offer is wanted back; nothing is taken back by asking."""

    def __init__(self, desk: Desk, offer: TransferOffer, parent: QWidget | None = None) -> None:
        told = "对方读到以后可以退回；在那以前对方仍可以接收。写好原因，再把U盘写一次带去。"
        title = f"请{offer.to_name}退回{offer.person}的转接"
        super().__init__(desk, title, "请对方退回", told, parent)
        self.why = QLineEdit()
        self.why.setMaxLength(400)
        form = FormGrid(self.theme, columns=1)
        self.row = form.add_row("原因", self.why, required=True)
        self.why.textChanged.connect(self.row.clear_error)
        self.body.addWidget(form)
        register = desk.ledger.catalogue["transfer_offer"]
        called = ("退回请求", str(offer.person))
        place = ("transfers", {"uid": offer.transfer})
        draft = FormDraft(desk, register, offer, step="recall", place=place, called=called)
        self.keep_drafts(desk, LooseFields({"why": self.why}), draft)
        self.asked.connect(self._take)
        self.walk()
        self.why.setFocus()

    def _take(self) -> None:
        if self.why.text().strip():
            self.accept()
        else:
            self.row.set_error("请写原因，对方看到才知道为什么。")


class StickStrip(QWidget):
    """Shown for who leaves once the letter is issued; ``sticks`` and ``doors`` are handed to its dialog."""

    def __init__(self, desk: Desk, runner: ActionRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self.sticks: FindSticks = plugged_in
        self.doors = FileDialogs(desk.settings)
        self.transfer: OrgTransfer | None = None
        self.offer: TransferOffer | None = None
        self.dialog: OfferDialog | None = None
        self.recall_dialog: RecallDialog | None = None
        theme = desk.theme
        self.words = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.write_button = PlainButton(theme, "用U盘转出", "stick")
        self.write_button.clicked.connect(self.begin)
        self.recall_button = PlainButton(theme, "请对方退回", "undo")
        self.recall_button.clicked.connect(self.begin_recall)
        self.settle_button = PlainButton(theme, "再办一次", "done")
        self.settle_button.clicked.connect(self.settle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(8))
        row.addWidget(self.words, 1)
        for button in (self.write_button, self.recall_button, self.settle_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_transfer(self, transfer: OrgTransfer) -> None:
        """Tell how the stick of this transfer stands."""
        ledger = self._desk.ledger
        self.transfer = transfer
        mine = TransferOffer.live().where(
            (TransferOffer.transfer == transfer.uid) & (TransferOffer.owner_office == ledger.office)
        )
        found = ledger.find(mine.order_by(TransferOffer.number.desc()).limit(1))
        self.offer = found[0] if found else None
        offer = self.offer
        waits = offer is not None and offer.state == WAITING
        answered = offer is not None and waits and answer_to(ledger, offer) is not None
        may = transfer.direction in LEAVING and transfer.state == ISSUED
        self.setVisible(may or offer is not None)
        if offer is not None:
            words = offer_words(offer)
        else:
            words = "对方支部也用支部台账的，可以把档案随U盘转过去，不用重新录入。"
        self.words.setText("对方的答复已经读到，还没有办成。" if answered else words)
        took = offer is not None and offer.state == TAKEN
        self.write_button.setText("再写一次U盘" if waits or took else "用U盘转出")
        self.write_button.setToolTip("对方恢复过备份、丢了接收的记录时，可以照原样再写一次" if took else "")
        self.write_button.setVisible((may or took) and not answered)
        self.recall_button.setVisible(
            waits and not answered and self.offer is not None and not self.offer.recalled_on
        )
        self.settle_button.setVisible(answered)

    def begin(self) -> None:
        """Ask to whom, and write the stick."""
        if self.transfer is None:
            return
        dialog = OfferDialog(self._desk, self.transfer, self.sticks, self.doors, self)
        dialog.writer.written.connect(self._again)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _again(self) -> None:
        if self.transfer is not None:
            self.show_transfer(self.transfer)

    def begin_recall(self) -> None:
        """Ask for the offer back."""
        offer = open_offer(self._desk.ledger, self.transfer.uid) if self.transfer is not None else None
        if offer is None:
            return
        dialog = RecallDialog(self._desk, offer, self)

        def taken() -> None:
            why = dialog.why.text().strip()
            self._desk.bridge.run(
                lambda: self._desk.deeds.recall(offer, why),
                done=lambda _: self._again(),
                failed=self._runner.refused,
            )

        dialog.accepted.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        self.recall_dialog = dialog
        dialog.open()

    def settle(self) -> None:
        """Try again to carry out the answers that came."""
        self._desk.bridge.run(
            lambda: self._desk.deeds.settle(), done=self._settled, failed=self._runner.refused
        )

    def _settled(self, found: list[Settled]) -> None:
        trouble: UserError | None = next((one.trouble for one in found if one.trouble is not None), None)
        if trouble is not None:
            self._runner.refused(trouble)
        elif found:
            self._runner.shell.show_notice("；".join(one.words for one in found), tone="done")
        self._again()
