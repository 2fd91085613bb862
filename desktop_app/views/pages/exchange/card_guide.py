"""互认名片 as one guided way: steps with their state, what to do, carry and compare, and who is next."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop_app.desk import Desk
from desktop_app.duties.summaries.branch_months import is_over_branches
from desktop_app.exchange.card_steps import CardStep, CardSteps, CardWay
from desktop_app.views.parts.buttons import LinkButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.status import StepRail

_HEADS = ("现在做", "带什么", "核对什么", "对方那边")


@dataclass(frozen=True)
class _Told:
    """A step in words: what to do, to carry, to compare, what the other side does, and the button."""

    do: str
    carry: str
    compare: str
    other: str
    verb: str


_STEPS = {
    CardStep.HAND_OUT: _Told(
        "插上U盘，点“名片存到U盘”。",
        "U盘上的 {file}，交给{other}。",
        "这一步不用核对。",
        "{other}也把自己的名片存到U盘，交给您。",
        "名片存到U盘",
    ),
    CardStep.SHEET: _Told(
        "点“打印核对单”，打一张纸。",
        "这张纸当面交，或者另行送去，不要和U盘放在一起。",
        "纸上的六个词和屏幕上的一样。",
        "{other}也打一张给您。",
        "打印核对单",
    ),
    CardStep.LEARN: _Told(
        "插上{other}给的U盘，点“打开名片或名录文件”。",
        "{other}的U盘和它的纸质核对单，两样都在手里。",
        "照它纸上的词输入两个。对不上就不登记，打电话问。",
        "{other}拿您的U盘和您的核对单，在自己电脑上做同样一步。",
        "打开名片或名录文件",
    ),
    CardStep.LEARNT: _Told(
        "问一问{other}登记好了没有，好了就点“对方说登记好了”。",
        "不用再带什么。",
        "不用再核对；收到对方的第一个包，这一步自动打勾。",
        "{other}在“名片”里登记本单位{tick}。",
        "对方说登记好了",
    ),
}


class CardGuide(Card):
    """The way in steps: ``acts`` does what a step's button says, ``go_on`` leads on from the end of it."""

    def __init__(
        self, desk: Desk, acts: dict[CardStep, Callable[[], None]], go_on: Callable[[bool], None]
    ) -> None:
        super().__init__(desk.theme, "互认名片", "两台电脑各走一遍这四步，以后才能互相交换")
        self._desk, self._acts, self._go_on = desk, acts, go_on
        theme = desk.theme
        self.rail = StepRail(theme, [step.value for step in CardStep])
        self.body.addWidget(self.rail)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.unit(20))
        grid.setVerticalSpacing(theme.unit(2))
        self.heads = [Words(theme, head, steps=-1, colour=theme.colours.text_faint) for head in _HEADS]
        self.cells = [Words(theme, "", wrap=True) for _ in _HEADS]
        for at, (head, cell) in enumerate(zip(self.heads, self.cells, strict=True)):
            grid.addWidget(head, 0, at)
            cell.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cell, 1, at)
            grid.setColumnStretch(at, 1)
        self.end = Words(theme, "", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(8))
        row.addLayout(grid, 1)
        row.addWidget(self.end, 1)
        self.button = PrimaryButton(theme, "名片存到U盘")
        self.button.clicked.connect(self._act)
        self.more_button = LinkButton(theme, "再和一个单位互认")
        self.more_button.clicked.connect(self._again)
        row.addWidget(self.button)
        row.addWidget(self.more_button)
        self.body.addLayout(row)
        self.way = CardWay(frozenset())
        self._step: CardStep | None = None

    @property
    def steps(self) -> CardSteps:
        """Where this office stands, as its file keeps it."""
        return CardSteps(self._desk.ledger, self._desk.courier.trust)

    def did(self, step: CardStep) -> None:
        """A step was done here; what is next stands in its place."""
        self.steps.note(step)
        self.refresh()

    def refresh(self) -> None:
        """Show where this office stands now."""
        self.way = self.steps.way()
        self._show(self.way.next)

    def set_asking(self, asking: bool) -> None:
        """The question about a card has the one main button while it is in sight."""
        self.button.setVisible(not asking)

    def _again(self) -> None:
        """Our card goes to another office: it is handed out and learnt as the first one was."""
        self._show(CardStep.HAND_OUT)

    def _show(self, step: CardStep | None) -> None:
        self._step = step
        over = is_over_branches(self._desk.ledger)
        self.rail.setVisible(step is not None)
        for words in (*self.heads, *self.cells):
            words.setVisible(step is not None)
        self.end.setVisible(step is None)
        self.more_button.setVisible(step is None)
        if step is None:
            self._show_end(over=over)
            return
        known = f"已登记 {len(self.way.known)} 个" if self.way.known else ""
        names = [one.value for one in CardStep]
        self.rail.show_steps(names, list(CardStep).index(step), ["", "", known, ""] if known else [])
        told = _STEPS[step]
        fill = {
            "other": "支部" if over else "上级",
            "file": f"{self._desk.courier.trust.card.code}.zbk",
            "tick": "，勾选“这是我们的上级党组织”" if over else "",
        }
        for cell, text in zip(self.cells, (told.do, told.carry, told.compare, told.other), strict=True):
            cell.setText(text.format(**fill))
        self.button.setText(told.verb)

    def _show_end(self, *, over: bool) -> None:
        known = self.way.known
        names = "、".join(known[:3]) + (f"等 {len(known)} 个单位" if len(known) > 3 else "")
        further = (
            "支部都登记好以后点一次“下发名录”，支部之间不用再两两互认。"
            if over
            else "上级换了名片、换了电脑，再来登记一次。"
        )
        self.end.setText(f"已经和{names}互认，可以互相交换了。{further}")
        self.button.setText("去接收" if over else "去上报")

    def _act(self) -> None:
        if self._step is None:
            self._go_on(is_over_branches(self._desk.ledger))
        elif self._step is CardStep.LEARNT:
            self.did(CardStep.LEARNT)
        else:
            self._acts[self._step]()
