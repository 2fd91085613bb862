"""U盘转接: members who are to come by stick, what was answered, and those who are on their way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop_app.desk import Desk
from desktop_app.registers.exchange.answering import Waiting
from desktop_app.registers.people.deed_states import RETURNED, TAKEN, WAITING
from desktop_app.registers.people.transfer_deeds import ACCEPTS, TransferAnswer, TransferOffer
from desktop_app.views.page_parts.exchange_parts import FindSticks
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.page_parts.stick_writer import StickWriter
from desktop_app.views.page_parts.sticks import plugged_in
from desktop_app.views.pages.people.deed_parcels import answer_parcel
from desktop_app.views.pages.people.dossier_pane import DossierPane
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.shell import Shell

TONES = {WAITING: "due", TAKEN: "done", RETURNED: "overdue"}


class AnswerPane(PageFrame):
    """An answer that was given: what it says, what was made of the dossier, and its way back."""

    def __init__(self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__("card")
        self._desk = desk
        self.answer: TransferAnswer | None = None
        theme = desk.theme
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.words = Words(theme, wrap=True)
        self.left_out = Words(theme, colour=theme.colours.tone("due").ink, wrap=True)
        self.member_button = LinkButton(theme, "看花名册", "members")
        self.member_button.clicked.connect(
            lambda: shell.go("register:member", uid=self.answer.member if self.answer else "")
        )
        self.writer = StickWriter(desk, "把答复写到U盘", find, doors)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        column.setSpacing(theme.unit(10))
        for widget in (self.title, self.words, self.left_out):
            column.addWidget(widget)
        column.addWidget(self.member_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.writer)
        column.addWidget(
            faint(theme, "对方读到这份签字的答复，才能办转出或者另转；U盘丢了，可以再写一次。", wrap=True)
        )
        column.addStretch(1)

    def show_answer(self, answer: TransferAnswer) -> None:
        """Show one; what was written to a stick stays told while it is the same."""
        other = self.answer is None or self.answer.uid != answer.uid
        self.answer = answer
        took = answer.verdict == ACCEPTS
        self.title.setText(f"{answer.person}　{'已接收到本支部' if took else '已退回'}")
        why = "" if took else f"，原因：{answer.why}"
        self.words.setText(f"{answer.from_name}转来，{answer.answered_on} {answer.answered_by}办理{why}。")
        left = "\n".join(answer.left_out or ())
        self.left_out.setText(f"下面这些没有转录，请照档案另填：\n{left}")
        self.left_out.setVisible(bool(left))
        self.member_button.setVisible(bool(answer.member))
        if other:
            self.writer.offer(lambda: answer_parcel(self._desk, answer))


class OwnOfferPane(PageFrame):
    """An offer of a member of this branch, as it stands."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__("card")
        self.offer: TransferOffer | None = None
        theme = desk.theme
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.words = Words(theme, wrap=True)
        self.open_button = LinkButton(theme, "到组织关系转接里办", "member-move")
        self.open_button.clicked.connect(
            lambda: shell.go("transfers", uid=self.offer.transfer if self.offer else "")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        column.setSpacing(theme.unit(10))
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_offer(self, offer: TransferOffer) -> None:
        """Show one."""
        self.offer = offer
        self.title.setText(f"{offer.person}　转往{offer.to_name}")
        self.words.setText(offer_words(offer))


class DeedsPage(LivePage):
    """Three lists in one: to be answered, answered, and offered by this branch."""

    def __init__(
        self, desk: Desk, shell: Shell, find: FindSticks = plugged_in, doors: FileDialogs | None = None
    ) -> None:
        super().__init__(desk, shell, "U盘转接")
        self._current = ""
        self._waiting: dict[str, Waiting] = {}
        self._answers: dict[str, TransferAnswer] = {}
        self._offers: dict[str, TransferOffer] = {}
        doors = doors or FileDialogs(desk.settings)
        theme, unit = desk.theme, desk.theme.unit
        self.list = LineList(theme, "U盘转接")
        self.list.chosen.connect(self.open)
        self.list.setFixedWidth(unit(280))
        frame = PageFrame("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, unit(4), 0, unit(4))
        inside.addWidget(self.list)
        self.nothing = EmptyState(
            theme, "stick", "点左边的一名党员", "别的支部用U盘转来的，接收U盘以后列在这里"
        )
        self.dossier_card = PageFrame("card")
        card = QVBoxLayout(self.dossier_card)
        card.setContentsMargins(unit(16), unit(12), unit(16), unit(12))
        self.dossier = DossierPane(desk)
        self.dossier.answered.connect(self._answered)
        card.addWidget(self.dossier)
        self.answer = AnswerPane(desk, shell, find, doors)
        self.offer = OwnOfferPane(desk, shell)
        self.stack = QStackedWidget()
        for pane in (self.nothing, self.dossier_card, self.answer, self.offer):
            self.stack.addWidget(pane)
        row = QHBoxLayout(self)
        row.setContentsMargins(unit(20), unit(8), unit(20), unit(16))
        row.setSpacing(unit(12))
        row.addWidget(frame)
        row.addWidget(self.stack, 1)

    def count_words(self) -> str:
        return f"{len(self._waiting)} 人等着答复" if self._waiting else ""

    def may_leave(self) -> bool:
        self.dossier.keeper.keep()
        return True

    def on_shown(self, **args: object) -> None:
        """``uid`` opens an offer or an answer; else what waits longest comes first."""
        self._current = str(args.get("uid") or "")
        self.refresh()

    def refresh(self) -> None:
        ledger = self.desk.ledger
        with self.fresh.reading():
            self._waiting = {one.offer.uid: one for one in self.desk.deeds.waiting()}
            answers = TransferAnswer.live().where(TransferAnswer.owner_office == ledger.office)
            latest = answers.order_by(TransferAnswer.answered_on.desc(), TransferAnswer.uid)
            self._answers = {one.uid: one for one in ledger.find(latest)}
            offers = TransferOffer.live().where(TransferOffer.owner_office == ledger.office)
            last = offers.order_by(TransferOffer.offered_on.desc(), TransferOffer.uid)
            self._offers = {one.uid: one for one in ledger.find(last)}
            self._show()
        self.headline_changed.emit()

    def _show(self) -> None:
        known = {**self._waiting, **self._answers, **self._offers}
        if self._current not in known:
            self._current = next(iter(known), "")
        self.list.show_lines([*self._lines()], self._current)
        self._show_current()

    def _lines(self) -> list[Line]:
        lines = []
        if self._waiting:
            lines.append(Line("", "等着答复", head=True))
            for uid, one in self._waiting.items():
                pill = "对方请退回" if one.offer.recalled_on else WAITING
                lines.append(
                    _line(uid, one.offer.person, one.offer.from_name, pill, "due", one.offer.offered_on)
                )
        if self._answers:
            lines.append(Line("", "答复过的", head=True))
            for uid, answer in self._answers.items():
                tone = "done" if answer.verdict == ACCEPTS else "plain"
                pill = f"已{answer.verdict}"
                lines.append(_line(uid, answer.person, answer.from_name, pill, tone, answer.answered_on))
        if self._offers:
            lines.append(Line("", "转出去的", head=True))
            for uid, offer in self._offers.items():
                state = offer.state or WAITING
                lines.append(_line(uid, offer.person, offer.to_name, state, TONES[state], offer.offered_on))
        return lines

    def open(self, uid: str) -> None:
        """Show one of the list."""
        self._current = uid
        self._show_current()

    def _show_current(self) -> None:
        uid = self._current
        if uid in self._waiting:
            self.dossier.show_waiting(self._waiting[uid])
            self.stack.setCurrentWidget(self.dossier_card)
        elif uid in self._answers:
            self.answer.show_answer(self._answers[uid])
            self.stack.setCurrentWidget(self.answer)
        elif uid in self._offers:
            self.offer.show_offer(self._offers[uid])
            self.stack.setCurrentWidget(self.offer)
        else:
            self.stack.setCurrentWidget(self.nothing)

    def _answered(self, answer: TransferAnswer) -> None:
        """Go on to the answer, which is to go back on the stick."""
        self._current = answer.uid
        verb = "已接收到本支部，花名册和转接都登记好了" if answer.verdict == ACCEPTS else "已退回"
        self.shell.show_notice(f"{answer.person}{verb}。请把答复写到U盘交给对方。", tone="done")
        self.refresh()


def _line(uid: str, person: object, other: object, pill: str, tone: str, day: object) -> Line:
    return Line(uid, str(person or ""), str(other or ""), pill, tone, str(day or ""))


def offer_words(offer: TransferOffer) -> str:
    """How an offer of this branch stands, in words."""
    begun = f"第 {offer.number} 次，{offer.offered_on} 写给{offer.to_name}"
    if offer.state == TAKEN:
        return f"{begun}，{offer.answered_on} 对方已接收。"
    if offer.state == RETURNED:
        return f"{begun}，{offer.answered_on} 对方退回：{offer.answer_why}。党员仍在本支部，可以再转。"
    asked = f"{offer.recalled_on} 已请对方退回，请再写一次U盘带去。" if offer.recalled_on else ""
    return f"{begun}，还没有答复。{asked}读到对方签字的答复以前，党员仍由本支部管理。"
