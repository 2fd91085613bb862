"""表决: one card per matter voted on, its counts, and the result in words while they are typed."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.duties.organization_life.quorum import IMPOSSIBLE, PASSED
from desktop_app.records.base import Record
from desktop_app.registers.organization_life.votes import (
    SECRET,
    WRITTEN,
    Vote,
    ballot_faults,
    count_faults,
    missing_figures,
)
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.page_parts.meeting_sheet import hide_if, menu_button
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.pages.organization_life.meeting_rows import MeetingRow, RowSheet, labelled
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill

COUNTS = ("expected", "present", "ayes", "noes", "abst", "written_ayes", "issued", "returned", "valid")
SHORT = {"expected": "应到", "present": "实到", "written_ayes": "书面赞成"}


class VoteCard(MeetingRow):
    """One vote: matter, way of voting, counts, and what they come to."""

    record: Vote

    def __init__(self, opened: OpenMeeting, record: Vote) -> None:
        super().__init__(opened, record, "card")
        theme = self.theme
        item = cast(TypedEditor, self.editor("item"))
        show_hint(item.line, "表决事项，例如：接收某某为预备党员")
        self.item = item.line
        first = QHBoxLayout()
        first.setSpacing(theme.unit(8))
        first.addWidget(item, 1)
        for box in ("matter", "mode"):
            first.addWidget(self.editor(box))
        first.addWidget(self.remove)
        counts = QWidget()
        flow = FlowLayout(counts, theme.unit(14), theme.unit(6))
        self.counts: dict[str, QLineEdit] = {}
        self._pairs: dict[str, QWidget] = {}
        for name in COUNTS:
            editor = cast(TypedEditor, self.editor(name, units=56))
            self.counts[name] = editor.line
            self._pairs[name] = labelled(theme, SHORT.get(name, editor.box.title), editor)
            flow.addWidget(self._pairs[name])
        self.all_ayes = PlainButton(theme, "一致赞成", "check")
        self.all_ayes.clicked.connect(lambda: opened.all_for_it(record))
        hide_if(self.all_ayes, opened.locked)
        flow.addWidget(self.all_ayes)
        self.stale = LinkButton(theme, "")
        self.stale.clicked.connect(lambda: opened.count_voters(record))
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

    def refresh(self) -> None:
        """Show counts, the result in words, and what does not fit."""
        super().refresh()
        record, now = self.record, self.opened.standing()
        here = len(now.turnout.voters), len(now.turnout.voters_present)
        for name, number in zip(("expected", "present"), here, strict=True):
            show_hint(self.counts[name], str(number))
        self._pairs["written_ayes"].setVisible(record.matter in WRITTEN)
        for name in ("issued", "returned", "valid"):
            self._pairs[name].setVisible(record.mode in SECRET)
        outcome = now.outcomes.get(record.uid)
        lacking = missing_figures(record)
        faults = [one.text for one in (*ballot_faults(record), *count_faults(record))]
        if faults:
            self.pill.set_state(IMPOSSIBLE if any(count_faults(record)) else "待改", "overdue")
            self.words.setText("；".join(faults))
        elif outcome is None or lacking:
            self.pill.set_state("待补", "due")
            self.words.setText("还差：" + "、".join(lacking))
        else:
            self.pill.set_state(outcome.result, "done" if outcome.result == PASSED else "overdue")
            self.words.setText(outcome.words)
        doubts = outcome.doubts if outcome is not None and not faults else ()
        self.doubts.setText("　".join(doubts))
        self.doubts.setVisible(bool(doubts))
        differs = record.expected is not None and (record.expected, record.present) != here
        self.stale.setText(f"按到会情况改为应到 {here[0]}、实到 {here[1]}")
        self.stale.setVisible(differs and not self.opened.locked)


class VoteSheet(RowSheet):
    """The 表决 part of the meeting page."""

    part = "votes"
    lines: Sequence[VoteCard]

    def __init__(self, opened: OpenMeeting) -> None:
        super().__init__(opened, "要表决的事项一件一张。应到、实到按到会情况自动算，结果随票数显示。")
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._offer)
        self.add_button = menu_button(self.theme, "添加一项表决", "add", self._menu)
        hide_if(self.add_button, opened.locked)
        self.quorum = faint(self.theme, wrap=True)
        self.buttons.addWidget(self.add_button)
        self.buttons.addWidget(self.quorum, 1)
        self.refresh()

    def make(self, record: Record) -> VoteCard:
        assert isinstance(record, Vote)
        return VoteCard(self.opened, record)

    def refresh(self) -> None:
        """Count again."""
        super().refresh()
        self.quorum.setText(self.opened.standing().quorum.words)

    def add(self, item: str = "") -> VoteCard:
        """A further vote, perhaps on an item of the agenda."""
        vote = Vote(meeting=self.opened.meeting.uid, item=item or None)
        self.opened.propose_way(vote)
        self.opened.add(vote)
        card = self.lines[-1]
        self.bring_up(card, card.counts["ayes"] if item else card.item)
        return card

    def _changed(self, part: str) -> None:
        if part in (self.part, ""):
            self.refresh()

    def _offer(self) -> None:
        """The items of the agenda not voted on yet, and a blank one."""
        self._menu.clear()
        voted = {card.record.item for card in self.lines}
        for item in self.opened.meeting.agenda or ():
            if item not in voted:
                self._menu.addAction(f"议题：{item[:30]}", lambda text=item: self.add(text))
        self._menu.addAction("另写一项", lambda: self.add())
