"""计票: one round of an election as it is counted, people and ballots above, a line for each candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.numerals import chinese
from desktop_app.base.typed_text import tidy
from desktop_app.duties.organization_life.election import ElectionView, round_outcome
from desktop_app.duties.organization_life.quorum import Thresholds
from desktop_app.records.base import Record
from desktop_app.records.rules import Problem
from desktop_app.registers.organization_life.election_figures import Counts
from desktop_app.registers.organization_life.elections import Ballot, ElectionRound
from desktop_app.storage.action import Action, Refused
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.form.kinds import editor_for
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.double_entry import DoubleEntryDialog, DoubleEntrySwitch, FirstTyped
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.form_grid import label_for
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import SectionHeader, Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

COUNTS = {"expected": "应到", "present": "实到", "issued": "发出", "returned": "收回", "valid": "有效"}
VOTES = {"ayes": "赞成", "noes": "不赞成", "abst": "弃权"}


class CountSheet(QWidget):
    """The counting of one round; ``saved`` asks to write it.

    ``lines`` are by (candidate, box) and ``faults`` by candidate, '' standing for the round's own boxes.
    """

    saved = Signal()

    def __init__(
        self,
        desk: Desk,
        view: ElectionView,
        round_: ElectionRound,
        ballots: Sequence[Ballot],
        shares: Thresholds,
    ) -> None:
        super().__init__()
        self.desk, self.round, self.ballots = desk, round_, list(ballots)
        self._view, self._shares = view, shares
        self.is_typed = False  # something not yet saved stands in the fields
        theme = desk.theme
        self.lines: dict[tuple[str, str], QLineEdit] = {}
        self._editors: dict[tuple[str, str], TypedEditor] = {}
        self.faults: dict[str, Words] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        note = "票数填完就看到结果，记下以后还能改"
        column.addWidget(SectionHeader(theme, f"第{chinese(round_.n)}轮", note))
        column.addWidget(self._counts())
        column.addWidget(self._fault(""))
        column.addWidget(self._candidates())
        self.verdict = Words(theme, wrap=True, colour=theme.colours.text_soft)
        self.doubts = Words(theme, wrap=True, colour=theme.colours.tone("due").ink)
        column.addWidget(self.verdict)
        column.addWidget(self.doubts)
        self.save_button = PlainButton(theme, "记下这一轮", "save")
        self.save_button.clicked.connect(self._save)
        self.twice = DoubleEntrySwitch(desk.settings)
        self.second: DoubleEntryDialog | None = None
        foot = QHBoxLayout()
        foot.setSpacing(theme.unit(12))
        foot.addWidget(self.save_button)
        foot.addWidget(self.twice)
        foot.addStretch(1)
        column.addLayout(foot)
        walk = KeyWalk(self)
        walk.save.connect(self._save)
        walk.past_last.connect(self.save_button.setFocus)
        self._tell()
        fields = LooseFields({f"{who}.{box}": editor for (who, box), editor in self._editors.items()})
        self.keeper = DraftKeeper(desk, fields, lambda bar: column.insertWidget(1, bar), self)
        self.keeper.open(self._draft())
        fields.hear(self.keeper.edited)
        self.keeper.taken_up.connect(self._edited)

    def _draft(self) -> FormDraft:
        ledger, election = self.desk.ledger, self._view.election
        step, turn = f"count{self.round.n}", f"第{chinese(self.round.n)}轮"
        called = ("计票", f"{ledger.name(election.uid)}{turn}")
        return FormDraft(self.desk, ledger.catalogue["election"], election, step=step, called=called)

    def _counts(self) -> QWidget:
        theme = self.desk.theme
        holder = QWidget()
        flow = FlowLayout(holder, theme.unit(16), theme.unit(6))
        for name, title in COUNTS.items():
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.unit(6))
            editor = self._editor("", name, title, self.round)
            row.addWidget(label_for(theme, title, editor))
            row.addWidget(editor)
            flow.addWidget(pair)
        return holder

    def _candidates(self) -> QWidget:
        theme, ledger = self.desk.theme, self.desk.ledger
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.unit(12))
        grid.setVerticalSpacing(theme.unit(6))
        for at, head in enumerate(("候选人", *VOTES.values())):
            grid.addWidget(faint(theme, head), 0, at)
        grid.setColumnStretch(4, 1)
        for row, ballot in enumerate(self.ballots, 1):
            name = ledger.name(ballot.candidate)
            grid.addWidget(Words(theme, f"{name}（另选）" if ballot.written_in else name), row, 0)
            for at, (box, title) in enumerate(VOTES.items(), 1):
                if ballot.written_in and box != "ayes":
                    continue
                grid.addWidget(self._editor(ballot.candidate, box, f"{name}：{title}", ballot), row, at)
            grid.addWidget(self._fault(ballot.candidate), row, 4)
        return holder

    def _editor(self, candidate: str, box: str, spoken: str, record: Record) -> Editor:
        editor = cast(TypedEditor, editor_for(self.desk.ledger.catalogue.of(record).boxes[box], self.desk))
        self._editors[candidate, box] = editor
        self.lines[candidate, box] = editor.line
        editor.setFixedWidth(self.desk.theme.unit(64))
        editor.line.setAccessibleName(spoken)
        editor.set_value(getattr(record, box))
        editor.edited.connect(self._edited)
        return editor

    def _fault(self, candidate: str) -> Words:
        words = Words(self.desk.theme, wrap=True, colour=self.desk.theme.colours.wrong)
        words.hide()
        self.faults[candidate] = words
        return words

    def _number(self, candidate: str, box: str) -> int | None:
        """What stands in a field as a number; None while it is empty or cannot be read."""
        return self._read(candidate, box)[0]

    def _read(self, candidate: str, box: str) -> tuple[int | None, str]:
        """The number in a field, or why it cannot be one."""
        editor = self._editors[candidate, box]
        try:
            value = editor.value()
        except UserError as error:
            return None, error.sentence().removesuffix("。")
        faults = "。".join(editor.box.faults(value)) if value is not None else ""
        return (None, faults) if value is None or faults else (int(value), "")

    def stays_for(self, view: ElectionView, candidates: Sequence[str]) -> bool:
        """Whether what is typed still is the count of this round; then it goes on with ``view``."""
        n = self.round.n
        counted = any(one.n == n for one, _ in self._view.rounds)
        stays = (
            self.is_typed
            and counted == any(one.n == n for one, _ in view.rounds)
            and [one.candidate for one in self.ballots] == [*candidates, *view.written_in_round(n)]
        )
        if stays:
            self._view = view
            self._tell()
        return stays

    def _edited(self) -> None:
        self.is_typed = True
        self._tell()

    def _tell(self) -> None:
        """What the counts come to so far."""
        counts = {name: self._number("", name) for name in COUNTS}
        expected, present = counts.pop("expected"), counts.pop("present")
        if expected is None or present is None:
            self.verdict.setText("先填应到、实到，再填票数。")
            self.doubts.setText("")
            return
        ayes = {one.candidate: self._number(one.candidate, "ayes") or 0 for one in self.ballots}
        before = {uid for one, told in self._view.rounds if one.n < self.round.n for uid in told.elected}
        seats = max(0, (self._view.election.posts or 0) - len(before))
        given = Counts(expected, present, counts["issued"], counts["returned"], counts["valid"])
        told = round_outcome(given, seats, ayes, self._shares)
        names = "、".join(map(self.desk.ledger.name, told.elected))
        self.verdict.setText(f"{told.words}。" + (f"当选：{names}。" if names else ""))
        self.doubts.setText("　".join(told.doubts))

    # -- writing ---------------------------------------------------------------------------------------

    def _save(self) -> None:
        """Have it written, typed a second time before where that is wanted."""
        numbers = [
            FirstTyped((who, box), line.accessibleName().replace("：", " "), value, str(value))
            for (who, box), line in self.lines.items()
            if (value := self._number(who, box)) is not None
        ]
        if not self.twice.isChecked() or not numbers or any(self._read(*key)[1] for key in self.lines):
            self.saved.emit()
            return
        self.second = DoubleEntryDialog(self.desk, numbers, _count, "核对并记下", self)
        self.second.agreed.connect(self._take)
        self.second.finished.connect(self.second.deleteLater)
        self.second.open()

    def _take(self, agreed: Mapping[tuple[str, str], int]) -> None:
        for key, value in agreed.items():
            self._editors[key].set_value(value)
        self._edited()
        self.saved.emit()

    def read(self) -> bool:
        """Put what is typed into the records; False when something cannot be read, which is then told."""
        broken = [
            Problem(f"{candidate}.{box}", why)
            for candidate, box in self.lines
            if (why := self._read(candidate, box)[1])
        ]
        self.show_problems(broken)
        for record, boxes in ((self.round, COUNTS), *((ballot, VOTES) for ballot in self.ballots)):
            who = getattr(record, "candidate", "")
            for box in boxes:
                if (who, box) in self.lines:
                    setattr(record, box, self._number(who, box))
        return not broken

    def write(self, action: Action) -> None:
        """Save the round, then every candidate; Refused names candidate and field in the problem's box."""
        # Fewer first: corrected from one candidate to another, the sum never passes the valid ballots.
        for record in (self.round, *sorted(self.ballots, key=self._grown)):
            try:
                action.save(record)
            except Refused as refused:
                who = getattr(record, "candidate", "")
                raise Refused(replace(one, box=f"{who}.{one.box}") for one in refused.problems) from refused

    def _grown(self, ballot: Ballot) -> int:
        was = self.desk.ledger.get(Ballot, ballot.uid)
        return (ballot.ayes or 0) - ((was.ayes or 0) if was is not None else 0)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell what stands against the counts, each beside its field, the cursor in the first."""
        told: dict[str, list[str]] = {candidate: [] for candidate in self.faults}
        for one in problems:
            candidate, _, box = one.box.rpartition(".")
            told[candidate if candidate in told else ""].append(one.sentence())
            if (candidate, box) in self.lines and one is problems[0]:
                self.lines[candidate, box].setFocus()
                self.lines[candidate, box].selectAll()
        for candidate, words in self.faults.items():
            words.setText(" ".join(told[candidate]))
            words.setVisible(bool(told[candidate]))


def _count(words: str) -> int | None:
    """A number of people or votes as it is typed again."""
    number = tidy(words)
    if number and not number.isdecimal():
        raise UserError(f"“{words.strip()}”不是人数或票数")
    return int(number) if number else None


def fresh_ballots(view: ElectionView, n: int, candidates: Sequence[str]) -> list[Ballot]:
    """The rows of round ``n``: those entered, new ones for ``candidates``, and those written in."""
    here = {one.candidate: one for one in view.ballots_of(n)}
    return [
        here.get(uid) or Ballot(election=view.election.uid, round=n, candidate=uid, post=view.post)
        for uid in (*candidates, *(one for one in view.written_in_round(n) if one not in candidates))
    ]
