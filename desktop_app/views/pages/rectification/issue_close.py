"""The closing of an issue: the present step's boxes laid open with their refusals, and the look back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.records.record import Section
from desktop_app.records.rules import Problem
from desktop_app.registers.rectification.issue_rounds import PERSISTENCE
from desktop_app.registers.rectification.issues import APPLIED, AT_ONCE, CLOSED, OPEN, WAITING, Issue
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# State → the step whose boxes lie open, the verbs beside it, and what is told above.
_HINTS = {
    WAITING: "先点上面的“开始整改”。能改的马上改：整改类型选“立行立改”，可以在这里直接销号。",
    OPEN: f"{PERSISTENCE}。每条措施都做完了，写明成效和佐证，申请销号；由责任人以外的另一人审核。",
    APPLIED: f"{PERSISTENCE}。请责任人以外的另一人看过佐证再办。",
}


class FactList(QWidget):
    """Titles and words in two columns, for what can only be read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.unit(6))
        self._rows: list[QWidget] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show (title, words); those without words are left out."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(title, words) for title, words in facts if words]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, title: str, words: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.unit(12))
        label = Words(self._theme, title, colour=self._theme.colours.text_soft)
        label.setFixedWidth(self._theme.text_width("销号申请人：国"))
        line.addWidget(label)
        line.addWidget(Words(self._theme, words, wrap=True), 1)
        return row


class ClosePanel(QWidget):
    """Shows what the issue's state asks for next on its way to being closed.

    ``step_taken`` tells a step's name and its boxes' values; ``step_asked`` a step that wants its dialog.
    """

    step_taken = Signal(str, dict)
    step_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        theme = desk.theme
        self._register = desk.ledger.catalogue["issue"]
        self.setProperty("look", "plain-pane")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.unit(12), theme.unit(4), 0)
        self._column.setSpacing(theme.unit(10))
        self.hint = faint(theme, wrap=True)
        self.facts = FactList(desk)
        self.trouble = Words(theme, colour=theme.colours.wrong, wrap=True)
        self.trouble.hide()
        self._verbs = FlowLayout(None, theme.unit(12), theme.unit(6))
        for widget in (self.hint, self.facts):
            self._column.addWidget(widget)
        self._column.addWidget(self.trouble)
        self._column.addLayout(self._verbs)
        self._column.addStretch(1)
        self.form: BoxesForm | None = None
        self.buttons: dict[str, PlainButton] = {}
        self._shown: tuple[str, str, int] | None = None
        self._keeper: DraftKeeper | None = None
        self._is_taking = False
        walk = KeyWalk(self)
        walk.past_last.connect(self._to_verb)

    def show_issue(self, issue: Issue, preset: Mapping[str, object]) -> None:
        """Lay open what the issue's state asks; what is being typed stays while the state does."""
        words = partial(self._words, issue)
        self.facts.show_facts(words(_facts_of(issue.state)))
        self.hint.setText(self._hint(issue))
        shown = (issue.uid, f"{issue.state}{issue.mode}", issue.round)
        if shown == self._shown:
            return
        same = self._shown is not None and self._shown[0] == issue.uid
        self._let_go_of_draft(is_taken=self._is_taking and same)
        self._shown = shown
        self._clear()
        if issue.state == OPEN or (issue.state == WAITING and issue.mode == AT_ONCE):
            name = "close_at_once" if issue.mode == AT_ONCE else "apply"
            self._open(issue, name, preset)
            if issue.mode == AT_ONCE and issue.state == OPEN:
                self._verb("apply", "改为申请销号", lambda: self.step_asked.emit("apply"))
        elif issue.state == APPLIED:
            self._open(issue, "close", preset)
            self._verb("send_back", "退回", lambda: self.step_asked.emit("send_back"))
        elif issue.state == CLOSED:
            if not issue.review_result:
                self._verb("hold", "回头看：巩固", lambda: self.step_asked.emit("hold"))
            self._verb("reopen", "反弹，重启下一轮", lambda: self.step_asked.emit("reopen"))
            self._verb("restart", "另有原因，重启", lambda: self.step_asked.emit("restart"))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell what stands against the step, at its boxes where they are open here."""
        self._is_taking = False
        homeless = self.form.show_problems(problems) if self.form is not None else list(problems)
        self.trouble.setText("\n".join(one.sentence() for one in homeless))
        self.trouble.setVisible(bool(homeless))
        if self.form is not None:
            self.form.go_to_error()

    def _open(self, issue: Issue, name: str, preset: Mapping[str, object]) -> None:
        step = self._register.steps[name]
        form = self.form = BoxesForm(
            self.desk, self._register, (Section("", step.asks),), cards=False, columns=1
        )
        form.show_record(issue)
        for box, value in preset.items():
            if box in form.editors and getattr(issue, box) in (None, "", ()):
                form.editors[box].set_value(value)
        form.begun = form.kept()
        self._column.insertWidget(2, form)
        self._keeper = DraftKeeper(self.desk, form, lambda bar: self._column.insertWidget(2, bar), self)
        self._keeper.open(FormDraft(self.desk, self._register, issue, step=name))
        form.edited.connect(self._keeper.edited)
        self._verb(name, step.title, partial(self._take, name))

    def _let_go_of_draft(self, *, is_taken: bool) -> None:
        """What was typed is kept, unless it was just written."""
        keeper, self._keeper, self._is_taking = self._keeper, None, False
        if keeper is not None:
            (keeper.saved if is_taken else keeper.keep)()
            keeper.put_away()
            keeper.deleteLater()

    def _take(self, name: str) -> None:
        form = self.form
        assert form is not None
        issue = self._register.model()
        problems = form.read_into(issue)
        self.show_problems(problems)
        self._is_taking = not problems
        if not problems:
            self.step_taken.emit(name, {box: getattr(issue, box) for box in form.editors})

    def _verb(self, name: str, words: str, act: Callable[[], object]) -> None:
        button = self.buttons[name] = PlainButton(self.desk.theme, words)
        button.setProperty("tall", "true")
        button.clicked.connect(lambda _checked=False: act())
        self._verbs.addWidget(button)

    def _to_verb(self) -> None:
        if self.buttons:
            next(iter(self.buttons.values())).setFocus()

    def _clear(self) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        while self._verbs.count():
            item = self._verbs.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        self.trouble.hide()

    def _hint(self, issue: Issue) -> str:
        if issue.state != CLOSED:
            return _HINTS[issue.state]
        if issue.review_result:
            return f"已经回头看：{issue.review_result}。以后再反弹，可以重启下一轮，这一轮的记录保留。"
        day = issue.review_on
        when = f"{day.year}年{day.month}月{day.day}日" if day else "三个月后"
        return f"{when}回头看：没有反弹就点“巩固”；反弹了就重启下一轮，这一轮的记录保留。"

    def _words(self, issue: Issue, boxes: Sequence[str]) -> list[tuple[str, str]]:
        naming = self.desk.ledger.name
        return [(self._register.boxes[b].title, self._register.show(issue, b, naming)) for b in boxes]


def _facts_of(state: str) -> tuple[str, ...]:
    """What is read, not written, in a state."""
    if state == APPLIED:
        return ("effect", "apply_by", "applied_on")
    if state == OPEN:
        return ("check_opinion", "checker", "check_note", "checked_on")  # left over when it was sent back
    if state == CLOSED:
        return (
            "effect", "evidence_refs", "evidence", "apply_by", "applied_on", "checker", "check_note",
            "checked_on", "review_on", "reviewed_on", "review_result", "satisfaction", "disclosure",
        )  # fmt: skip
    return ()
