"""表决: one card per matter voted on, its counts, and the result in words while they are typed."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.duties.organization_life.quorum import PASSED
from desktop_app.registers.organization_life.votes import ADMISSION, SECRET, Vote, missing_figures
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.organization_life.meeting_fields import BoxLine
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.pages.organization_life.meeting_rows import RowSheet
from desktop_app.views.pages.page_parts.meeting_sheet import hide_if, menu_button
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.form_grid import label_for
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill

COUNTS = ("expected", "present", "ayes", "noes", "abst", "written_ayes", "issued", "returned", "valid")
SHORT = {"expected": "应到", "present": "实到", "written_ayes": "书面赞成"}


class VoteCard(QFrame):
    """One vote: matter, way of voting, counts, and what they come to."""

    dropped = Signal(object)

    def __init__(self, theme: Theme, opened: OpenMeeting, record: Any) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.record, self._theme, self._opened = record, theme, opened
        boxes = opened.ledger.catalogue["vote"].boxes
        self.item = QLineEdit(record.item or "")
        self.item.setPlaceholderText("表决事项，例如：接收某某为预备党员")
        self.item.setAccessibleName("表决事项")
        self.item.textEdited.connect(lambda text: self._put("item", text.strip() or None))
        self.matter = self._choice("matter")
        self.mode = self._choice("mode")
        self.remove = LinkButton(theme, "删去")
        self.remove.clicked.connect(lambda: self.dropped.emit(record))
        first = QHBoxLayout()
        first.setSpacing(theme.unit(8))
        first.addWidget(self.item, 1)
        first.addWidget(self.matter)
        first.addWidget(self.mode)
        first.addWidget(self.remove)
        counts = QWidget()
        flow = FlowLayout(counts, theme.unit(14), theme.unit(6))
        self.counts: dict[str, BoxLine] = {}
        self._pairs: dict[str, QWidget] = {}
        for name in COUNTS:
            flow.addWidget(self._count(name, boxes[name]))
        self.all_ayes = PlainButton(theme, "一致赞成", "check")
        self.all_ayes.clicked.connect(self._everybody)
        flow.addWidget(self.all_ayes)
        self.stale = LinkButton(theme, "")
        self.stale.clicked.connect(self._recount)
        flow.addWidget(self.stale)
        self.pill = Pill(theme, "", "plain")
        self.words = Words(theme, wrap=True, colour=theme.colours.text_soft)
        self.doubts = Words(theme, wrap=True, colour=theme.colours.tone("due").ink)
        result = QHBoxLayout()
        result.setSpacing(theme.unit(10))
        result.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        result.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(12), theme.unit(10), theme.unit(12), theme.unit(12))
        column.setSpacing(theme.unit(8))
        column.addLayout(first)
        column.addWidget(counts)
        column.addLayout(result)
        column.addWidget(self.doubts)
        self._lock(opened.file.locked)
        self.refresh()

    def _choice(self, name: str) -> ChoiceBox:
        box = self._opened.ledger.catalogue["vote"].boxes[name]
        choice = ChoiceBox(self._theme, list(box.options.items()))  # type: ignore[attr-defined]
        choice.set_value(getattr(self.record, name))
        choice.setAccessibleName(box.title)
        choice.activated.connect(lambda: self._put(name, choice.value()))
        return choice

    def _count(self, name: str, box: Any) -> QWidget:
        line = BoxLine(self._theme, box, self._opened.ledger)
        line.setFixedWidth(self._theme.unit(56))
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.set_value(getattr(self.record, name))
        line.edited.connect(lambda value: self._put(name, value))
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.unit(6))
        row.addWidget(label_for(self._theme, SHORT.get(name, box.title), line))
        row.addWidget(line)
        self.counts[name], self._pairs[name] = line, pair
        return pair

    def _lock(self, locked: bool) -> None:
        self.item.setReadOnly(locked)
        for line in self.counts.values():
            line.setReadOnly(locked)
        for widget in (self.matter, self.mode):
            widget.setEnabled(not locked)
        for button in (self.remove, self.all_ayes):
            hide_if(button, locked)

    def _put(self, name: str, value: Any) -> None:
        if name == "ayes":
            self._count_people(only_empty=True)
        self._opened.put("votes", self.record, name, value)

    def _count_people(self, *, only_empty: bool) -> None:
        """应到 and 实到 by the attendance sheet, nothing typed twice."""
        turnout = self._opened.standing().turnout
        for name, people in (("expected", turnout.voters), ("present", turnout.voters_present)):
            if getattr(self.record, name) is None or not only_empty:
                setattr(self.record, name, len(people))

    def _recount(self) -> None:
        self._count_people(only_empty=False)
        self._opened.touch("votes")

    def _everybody(self) -> None:
        """Everybody with a vote was for it: one click."""
        self._count_people(only_empty=False)
        self.record.ayes, self.record.noes, self.record.abst = self.record.present, 0, 0
        if self.record.mode in SECRET:
            self.record.issued = self.record.returned = self.record.valid = self.record.present
        self._opened.touch("votes")

    def refresh(self) -> None:
        """Show counts, the result in words, and what does not fit."""
        record, now = self.record, self._opened.standing()
        for name, line in self.counts.items():
            if not line.hasFocus():
                line.set_value(getattr(record, name))
        self.counts["expected"].setPlaceholderText(str(len(now.turnout.voters)))
        self.counts["present"].setPlaceholderText(str(len(now.turnout.voters_present)))
        self._pairs["written_ayes"].setVisible(record.matter == ADMISSION)
        for name in ("issued", "returned", "valid"):
            self._pairs[name].setVisible(record.mode in SECRET)
        outcome = now.outcomes.get(record.uid)
        lacking = missing_figures(record)
        if outcome is None or lacking:
            self.pill.set_state("待补", "due")
            self.words.setText("还差：" + "、".join(lacking))
        else:
            self.pill.set_state(outcome.result, "done" if outcome.result == PASSED else "overdue")
            self.words.setText(outcome.words)
        doubts = outcome.doubts if outcome is not None else ()
        self.doubts.setText("　".join(doubts))
        self.doubts.setVisible(bool(doubts))
        here = len(now.turnout.voters), len(now.turnout.voters_present)
        differs = record.expected is not None and (record.expected, record.present) != here
        self.stale.setText(f"按到会情况改为应到 {here[0]}、实到 {here[1]}")
        self.stale.setVisible(differs and not self._opened.file.locked)


class VoteSheet(RowSheet):
    """The 表决 part of the meeting page."""

    def __init__(self, theme: Theme, opened: OpenMeeting) -> None:
        super().__init__(theme, opened, "要表决的事项一件一张。应到、实到按到会情况自动算，结果随票数显示。")
        self.cards: list[VoteCard] = []
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._offer)
        self.add_button = menu_button(theme, "添加一项表决", "add", self._menu)
        self.quorum = faint(theme, wrap=True)
        self.buttons.addWidget(self.add_button)
        self.buttons.addWidget(self.quorum, 1)
        self.rebuild()

    def rebuild(self) -> None:
        """Show the votes as they stand."""
        self.clear()
        self.cards = []
        for record in self.opened.file.votes:
            self._show(record)
        hide_if(self.add_button, self.opened.file.locked)
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        for card in self.cards:
            card.refresh()
        self.quorum.setText(self.opened.standing().quorum.words)

    def add(self, item: str = "") -> VoteCard:
        """A further vote, perhaps on an item of the agenda."""
        record = Vote(meeting=self.opened.meeting.uid, item=item or None)
        self.opened.file.votes.append(record)
        card = self._show(record)
        self.opened.touch("votes")
        (card.counts["ayes"] if item else card.item).setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_up(card)
        return card

    def _offer(self) -> None:
        """The items of the agenda not voted on yet, and a blank one."""
        self._menu.clear()
        voted = {card.record.item for card in self.cards}
        for item in self.opened.meeting.agenda or ():
            if item not in voted:
                self._menu.addAction(f"议题：{item[:30]}", lambda text=item: self.add(text))
        self._menu.addAction("另写一项", lambda: self.add())

    def _show(self, record: Any) -> VoteCard:
        card = VoteCard(self.theme, self.opened, record)
        card.dropped.connect(self._drop)
        self.cards.append(card)
        self.column.addWidget(card)
        return card

    def _drop(self, record: Any) -> None:
        self.opened.file.drop(record)
        self.opened.touch("votes")
        self.rebuild()
