"""名片: our own to hand out with its words, the offices we know and how, the list a committee hands down."""

import random
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.duties.summaries.branch_months import is_over_branches
from desktop_app.exchange.card import CARD_SUFFIX, OfficeCard
from desktop_app.exchange.card_steps import CardStep
from desktop_app.exchange.directory import DIRECTORY_SUFFIX
from desktop_app.exchange.offices import KnownOffice
from desktop_app.exchange.stick import read_file, write_safely
from desktop_app.registers.exchange.audit_log import CARDS
from desktop_app.views.page_parts.exchange_parts import FindSticks, Trouble
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.pages.exchange.card_guide import CardGuide
from desktop_app.views.pages.exchange.card_presented import PresentedCard
from desktop_app.views.pages.exchange.own_card import OwnCard
from desktop_app.views.pages.exchange.superior_name import name_superior
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.cards import Card, EmptyState
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.row_menu import verbs_of
from desktop_app.views.parts.tall import TallWidget
from desktop_app.views.parts.why_not import allow
from desktop_app.views.shell import Shell

_RETIRE = (
    "以后不再给它写包，也不再接收它{late}的包；已经收下的资料不受影响。"
    "单位撤销、合并，或它的钥匙落到别人手里时用；要重新往来，再登记一次它的名片。"
)
_SHOWN = "名片和名录"


class CardsPane(QWidget):
    """The pane of trust cards: the guided way above, our card and those we know under it.

    ``go_on`` wants another pane of the page, by its name.
    """

    go_on = Signal(str)

    def __init__(
        self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs, chance: random.Random
    ) -> None:
        super().__init__()
        self._desk, self._shell, self._find, self._doors = desk, shell, find, doors
        self._offices: dict[str, KnownOffice] = {}
        self.own = OwnCard(desk, shell, find, doors)
        self.own.changed.connect(self.show_known)
        self.presented = PresentedCard(desk, chance)
        self.presented.settled.connect(self._settled)
        row = QHBoxLayout()
        row.setSpacing(desk.theme.unit(12))
        row.addWidget(self.own, 5)
        row.addWidget(self._others(), 6)
        acts = {
            CardStep.HAND_OUT: self.own.save_to_stick,
            CardStep.SHEET: self.own.print_sheet,
            CardStep.LEARN: self._choose,
        }
        self.guide = CardGuide(desk, acts, lambda over: self.go_on.emit("receive" if over else "send"))
        self.own.did.connect(self.guide.did)
        self.own.changed.connect(self._begin_anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.unit(12))
        column.addWidget(self.guide)
        column.addLayout(row, 1)
        KeyWalk(self).past_last.connect(lambda: self.presented.verb.button.setFocus())

    def _others(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "已登记的单位", "只与这些单位交换")
        self.known = LineList(theme, "已登记的单位")
        self.known.chosen.connect(lambda _: self._show_verbs())
        self.nobody = EmptyState(theme, "shield", "还没有登记别的单位", hint="打开对方给的名片文件来登记")
        card.body.addWidget(self.known, 1)
        card.body.addWidget(self.nobody, 1)
        self.office_verbs = QWidget()
        verbs = FlowLayout(self.office_verbs, theme.unit(8), theme.unit(4))
        self.known.verbs = lambda: verbs_of(self.superior_button, self.retire_button)
        self.superior_button = LinkButton(theme, "设为上级")
        self.superior_button.clicked.connect(self.turn_superior)
        self.retire_button = LinkButton(theme, "停用")
        self.retire_button.clicked.connect(self.retire)
        verbs.addWidget(self.superior_button)
        verbs.addWidget(self.retire_button)
        card.body.addWidget(self.office_verbs)
        self.presented.hide()
        card.body.addWidget(self.presented, 1)
        self.trouble = Trouble(theme)
        card.body.addWidget(self.trouble)
        card.body.addWidget(self._below())
        return card

    def _below(self) -> QWidget:
        theme = self._desk.theme
        self.below = TallWidget()
        column = QVBoxLayout(self.below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        self.handed_down = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        column.addWidget(self.handed_down)
        row = FlowLayout(across=theme.unit(8), down=theme.unit(8))
        self.choose_button = PlainButton(theme, "打开名片或名录文件", "add")
        self.choose_button.clicked.connect(self._choose)
        self.issue_button = PlainButton(theme, "下发名录", "megaphone")
        self.issue_button.clicked.connect(self.issue)
        row.addWidget(self.choose_button)
        row.addWidget(self.issue_button)
        column.addLayout(row)
        return self.below

    # -- what is in sight ------------------------------------------------------------------------------

    def on_shown(self) -> None:
        """Show our card and the known offices."""
        if self.own.show_card():
            self.show_known()

    def show_known(self) -> None:
        """List the offices we hold cards of, and what may be done with the one chosen."""
        trust = self._desk.courier.trust
        chosen = self.known.current()
        self._offices = {office.card.code: office for office in trust.offices()}
        self.known.show_lines(
            [_line(office, trust.superior) for office in self._offices.values()], chosen.uid if chosen else ""
        )
        self._turn(asking=self.presented.card is not None)
        self.guide.refresh()
        over = is_over_branches(self._desk.ledger)
        self.issue_button.setVisible(over)
        self.handed_down.setVisible(over)
        if over:
            self.handed_down.setText(self._handed_down_words())
            allow(self.issue_button, "" if trust.to_issue() else "先登记下级的名片，才有名录可发")
        self._show_verbs()

    def _begin_anew(self) -> None:
        self.guide.steps.begin_anew()
        self.guide.refresh()

    def _handed_down_words(self) -> str:
        trust = self._desk.courier.trust
        issued, entries = trust.issued(), trust.to_issue()
        if not entries:
            return "登记了下级单位以后，可以下发名录，让它们互相认识。"
        if issued is None:
            return "下发名录，各支部不用两两交换名片就互相认识。"
        told = f"{issued.issued_on:%Y-%m-%d} 的名录随每个下发的包带去"
        return f"{told}。" if trust.is_issued() else f"{told}；之后有变动，请再下发一次。"

    def _chosen(self) -> KnownOffice | None:
        line = self.known.current()
        return None if line is None else self._offices.get(line.uid)

    def _show_verbs(self) -> None:
        office = self._chosen()
        fit = office is not None and office.retired is None and self.presented.card is None
        self.office_verbs.setVisible(fit)
        if fit and office is not None:
            is_superior = self._desk.courier.trust.superior == office.card.code
            self.superior_button.setText("不再是上级" if is_superior else "设为上级")

    # -- an office of the list -------------------------------------------------------------------------

    def turn_superior(self) -> None:
        """Mark the chosen office as our superior, or no more."""
        office, trust = self._chosen(), self._desk.courier.trust
        if office is None:
            return
        code = "" if trust.superior == office.card.code else office.card.code
        trust.set_superior(code)
        if code:
            name_superior(self._desk.ledger, code)
        told = "标为上级，收它下发的名录" if code else "不再标为上级"
        self._tell(office.card.name, told)

    def retire(self) -> None:
        """Believe the chosen office no more, once the person has read what that means."""
        office, trust = self._chosen(), self._desk.courier.trust
        if office is None:
            return
        title = f"停用{office.card.name}"
        last = trust.next_from(office.card.code) - 1
        text = _RETIRE.format(late=f"第 {last} 号以后" if last else "")
        if ConfirmDialog(self._desk.theme, title, text, "停用", danger=True, parent=self).ask():
            trust.retire(office.card.code)
            self._tell(office.card.name, "已停用")

    def _tell(self, name: str, told: str) -> None:
        self._desk.log.note(CARDS, name, told)
        self.show_known()
        self._shell.show_notice(f"{name}：{told}")

    # -- a file that was given to us -------------------------------------------------------------------

    def _choose(self) -> None:
        kinds = f"{_SHOWN} (*{CARD_SUFFIX} *{DIRECTORY_SUFFIX});;所有文件 (*)"
        path = self._doors.open_file(self, "选择对方的名片或上级的名录", kinds)
        if path is not None:
            self.present(path)

    def present(self, path: Path) -> None:
        """Read a card and ask what it needs, or take a directory of our superior."""
        self._put_away()
        try:
            data = read_file(path)
            if path.suffix.lower() == DIRECTORY_SUFFIX:
                self._take_directory(data)
            else:
                self._present_card(OfficeCard.from_bytes(data))
        except UserError as error:
            self.trouble.tell(error)

    def _present_card(self, card: OfficeCard) -> None:
        self.presented.present(card)
        self._turn(asking=True)

    def _take_directory(self, data: bytes) -> None:
        trust = self._desk.courier.trust
        self._desk.bridge.run(
            lambda: trust.take_directory(data),
            done=lambda introduced: self._tell("上级名录", introduced.words()),
            failed=self.trouble.tell,
        )

    def _settled(self, told: str) -> None:
        self._put_away()
        self.show_known()
        if told:
            self._shell.show_notice(told)

    def _put_away(self) -> None:
        self.trouble.tell(None)
        self.presented.put_away()
        self._turn(asking=False)

    def _turn(self, *, asking: bool) -> None:
        """The question takes the place of the list."""
        self.presented.setVisible(asking)
        self.known.setVisible(not asking and bool(self._offices))
        self.nobody.setVisible(not asking and not self._offices)
        self.below.setVisible(not asking)
        self.guide.set_asking(asking)
        self._show_verbs()

    # -- the directory ---------------------------------------------------------------------------------

    def issue(self) -> None:
        """Sign a new directory, and write it to the stick where one is plugged in."""
        sticks = list(self._find())
        trust = self._desk.courier.trust

        def sign() -> tuple[str, str]:
            directory = trust.issue()
            told = f"名录列了 {len(directory.entries)} 张名片"
            if len(sticks) != 1:
                return told, ""
            name = f"{trust.card.code}-{directory.serial}{DIRECTORY_SUFFIX}"
            return told, write_safely(directory.to_bytes(), sticks[0], name).name

        self._desk.bridge.run(sign, done=self._issued, failed=self.trouble.tell)

    def _issued(self, done: tuple[str, str]) -> None:
        told, name = done
        self._tell("下发名录", f"{told}，以后下发的包都带着它" + (f"；已存到U盘：{name}" if name else ""))


def _line(office: KnownOffice, superior: str) -> Line:
    """An office as the list tells it; the superior and the retired wear a pill."""
    code, since = office.card.code, office.since
    pill, tone = ("上级", "going") if code == superior else ("", "plain")
    if office.retired is not None:
        pill, tone = "已停用", "draft"
    day = f"{since:%Y-%m-%d} 起" if since else ""
    return Line(code, office.card.name, f"代码 {code}　{office.how.value}", pill, tone, day)
