"""What was taken over: how much of each package, its receipt and eight digits, and the one way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.transfer import CONFLICTS, TAKEN, MergeOutcome, MergePlan
from desktop_app.registers.exchange.kinds import DEEDS
from desktop_app.registers.people.transfer_deeds import TransferAnswer, TransferOffer
from desktop_app.views.page_parts.exchange_parts import CodeTile, Trouble, code_words, empty, good_news
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.pages.exchange.receive_batch import Batch, Opened
from desktop_app.views.pages.exchange.receive_list import package_words
from desktop_app.views.pages.exchange.receive_rows import Kind
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_BACK = "以后要退回，可以恢复“接收前”的备份。"
_UNDONE = "已撤销这次接收，资料和接收前一样。"


class ResultPage(Card):
    """``retried`` asks for the receipts that could not be written, ``undone`` to take all of it back.

    ``deeds_asked`` wants the members who came by stick, or the answers about those who left by one.
    """

    retried = Signal()
    undone = Signal()
    tray_asked = Signal()
    deeds_asked = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(theme)
        self._desk = desk
        self._title: str | None = None
        self.is_undone = False
        self.body.setSpacing(theme.unit(8))
        self._news = QVBoxLayout()
        self.body.addLayout(self._news)
        self.code = CodeTile(theme, "回执校验码", "可以打电话告诉对方；对方读到回执时显示相同的 8 位数字")
        self.code.setMaximumWidth(theme.unit(560))
        self.body.addWidget(self.code)
        self.done_words = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.body.addWidget(self.done_words)
        self.trouble = Trouble(theme)
        self.body.addWidget(self.trouble)
        heads = ("台账", *(kind.word for kind in Kind), "")
        self.taken = PlainTable(
            theme, heads, (400, *(72 for _ in Kind)), right=range(1, 1 + len(Kind)), name="接收了什么"
        )
        self.packages = PlainTable(
            theme, ("包", "接收的情况", "回执", "回执校验码"), (380, 330, 220, 130), name="接收了哪些包"
        )
        for table in (self.taken, self.packages):
            self.body.addWidget(table, 1)
        self.body.addWidget(self._foot())
        desk.bridge.changed.connect(lambda _change: self.judge_undo())

    def _foot(self) -> QWidget:
        theme = self._desk.theme
        self.next_button = PrimaryButton(theme, "接收下一个包", "next")
        self.next_button.clicked.connect(self.left)
        self.tray_button = PlainButton(theme, "", "scales")
        self.tray_button.clicked.connect(self.tray_asked)
        self.deeds_button = PlainButton(theme, "", "member-move")
        self.deeds_button.clicked.connect(self.deeds_asked)
        self.retry_button = PlainButton(theme, "再写一次回执", "stick")
        self.retry_button.clicked.connect(self.retried)
        self.undo_button = PlainButton(theme, "撤销这次接收", "undo")
        self.undo_button.clicked.connect(self.undone)
        foot = QWidget()
        flow = FlowLayout(foot, theme.unit(12), theme.unit(6))
        for button in (
            *(self.next_button, self.deeds_button, self.tray_button),
            *(self.retry_button, self.undo_button),
        ):
            button.setProperty("tall", "true")
            flow.addWidget(button)
        return foot

    # -- showing ---------------------------------------------------------------------------------------

    def show_batch(self, batch: Batch, title: str | None) -> None:
        """Show what was done; ``title`` is what undo would take back if it was all of this."""
        theme = self._desk.theme
        self._title, self.is_undone = title, False
        taken = [one for one in batch.opened if one.accepted is not None]
        lacking = [one for one in batch.opened if one.receipt is None]
        empty(self._news)
        on_stick = "回执已写到包旁边，可以拔出" if not lacking else "回执还没有写好"
        self._news.addWidget(good_news(theme, self._words(taken), on_stick))
        single = len(batch.opened) == 1 and not batch.unopened
        self.code.setVisible(single)
        self.taken.setVisible(single)
        self.packages.setVisible(not single)
        if single and taken and taken[0].accepted is not None:
            self.code.show_code(taken[0].accepted.code)
            self.taken.show_lines(self._by_register(taken[0].accepted.plan))
        if not single:
            self.packages.show_lines([*map(self._package_line, batch.opened), *self._unopened(batch)])
        senders = "、".join(dict.fromkeys(one.arrival.sender.name for one in taken))
        told = "".join(f"{words}。" for one in taken if (words := _introduced(one)))
        self.done_words.setText(f"请把U盘带回给{senders}。{told}{_BACK if title else ''}")
        self.trouble.tell(next((one.trouble for one in batch.opened if one.trouble is not None), None))
        self.retry_button.setVisible(bool(lacking))
        conflicts = sum(one.accepted.plan.count(*CONFLICTS) for one in taken if one.accepted is not None)
        self.tray_button.setVisible(conflicts > 0)
        self.tray_button.setText(f"去定 {conflicts} 处冲突")
        self._show_deeds([one.accepted.plan for one in taken if one.accepted is not None])
        self.undo_button.setVisible(title is not None)
        self.judge_undo()

    def _show_deeds(self, plans: list[MergePlan]) -> None:
        """Lead on to a member who is to come by stick, or to what was answered about one."""
        came = deeds_in(plans)
        offers = TransferOffer._meta.table_name in came
        self.deeds_button.setVisible(offers or TransferAnswer._meta.table_name in came)
        self.deeds_button.setText("看转来的党员，接收或退回" if offers else "看转出党员的答复")

    def show_undone(self, troubles: list[UserError]) -> None:
        """All of it was taken back; ``troubles`` are receipts that could not be removed from the stick."""
        self._title, self.is_undone = None, True
        empty(self._news)
        self._news.addWidget(
            good_news(self._desk.theme, _UNDONE, "写出的回执也收回了" if not troubles else "")
        )
        for widget in (self.code, self.undo_button, self.tray_button, self.deeds_button, self.retry_button):
            widget.hide()
        self._tell_taken_back()
        self.done_words.setText("这些包还在U盘上，以后可以再接收。")
        self.trouble.tell(troubles[0] if troubles else None)

    def _tell_taken_back(self) -> None:
        """No line says any more that a receipt lies on the stick, nor its digits."""
        lines = [
            PlainLine((*one.cells[:2], "已撤销", "")) if one.cells[-1] else one
            for one in self.packages.model.lines
        ]
        self.packages.show_lines(lines)

    def judge_undo(self) -> None:
        """What came later stands before it: then this is no longer the last thing that can be taken back."""
        if self._title is None:
            return
        last = self._desk.ledger.can_undo() == self._title
        allow(self.undo_button, "" if last else "接收以后又有改动，请先撤销后面的改动")

    def set_busy(self, busy: bool) -> None:
        """A receipt is being written, or all is taken back."""
        for button in (self.next_button, self.retry_button, self.undo_button, self.tray_button):
            allow(button, BUSY if busy else "")

    def _words(self, taken: list[Opened]) -> str:
        answered = [one.accepted.plan for one in taken if one.accepted is not None]
        plans = [plan for plan in answered if plan.fork is None]
        if answered and not plans:
            return "没有接收：对方的资料像是复制来的"
        again = bool(taken) and all(one.arrival.seen_before for one in taken)
        done = "已接收过" if again else "已接收"
        if len(plans) == 1:
            return f"{done}　{plans[0].words()}"
        sums = Counter({kind: sum(plan.count(*kind.outcomes) for plan in plans) for kind in Kind})
        told = "　".join(f"{kind.word}{sums[kind]}" for kind in Kind if sums[kind])
        return f"{done} {len(plans)} 个包　{told or '无变化'}"

    def _by_register(self, plan: MergePlan) -> list[PlainLine]:
        lines = []
        for register in self._desk.ledger.catalogue:
            counts = [sum(plan.counts.get((register.name, o), 0) for o in kind.outcomes) for kind in Kind]
            if any(counts):
                lines.append(PlainLine((register.title, *map(str, counts), "")))
        return lines

    @staticmethod
    def _package_line(one: Opened) -> PlainLine:
        name = f"{package_words(one.path)}　{one.arrival.sender.name}"  # what differs is read first
        if one.accepted is None:
            why = one.trouble.sentence() if one.trouble is not None else "没有接收"
            return PlainLine((name, why, "", ""))
        plan = one.accepted.plan
        refused = plan.count(MergeOutcome.REFUSED)
        words = plan.words() if plan.fork is None else f"没有接收：{plan.words()}"
        written = "已写到包旁边" if one.receipt is not None else "还没有写好"
        told = f"{written}，告诉对方 {refused} 条没有接收" if refused else written
        return PlainLine((name, words, told, code_words(one.accepted.code)))

    @staticmethod
    def _unopened(batch: Batch) -> list[PlainLine]:
        return [
            PlainLine((package_words(path), f"没有打开：{error.sentence()}"))
            for path, error in batch.unopened
        ]


def deeds_in(plans: Iterable[MergePlan]) -> set[str]:
    """The registers of deeds that something new came of, by a package made for that.

    Another PC of this office brings the deeds along with everything else: there they ask for nothing.
    """
    kinds = {kind.name for kind in DEEDS}
    return {
        name
        for plan in plans
        if plan.incoming.kind in kinds
        for (name, outcome), count in plan.counts.items()
        if count and outcome in TAKEN
    }


def _introduced(one: Opened) -> str:
    """Whom the superior's directory, if one came along, made us know."""
    found = one.accepted.introduced if one.accepted is not None else None
    return found.words() if found is not None and found.taken else ""
