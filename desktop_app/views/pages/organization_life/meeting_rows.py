"""发言 and 决议: rows of who said what, and of what was resolved, by whom and until when."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.duties.organization_life.minutes import issues_from
from desktop_app.records.base import Record
from desktop_app.registers.organization_life.meetings import Resolution, Speech
from desktop_app.registers.rectification.issues import CATEGORIES, Issue
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.links import RecordEditor
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.form.editors.words import WordsEditor
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.meeting_sheet import Scrolled, hide_if, menu_button
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.form_grid import label_for
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import Words, faint


class MeetingRow(QFrame):
    """One record of the meeting as a row: its editors by box, and the word that takes it out."""

    def __init__(self, opened: OpenMeeting, record: Record, look: str = "clear") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.opened, self.record, self.theme = opened, record, opened.theme
        self.editors: dict[str, Editor] = {}
        self.remove = LinkButton(self.theme, "删去")
        self.remove.clicked.connect(lambda: opened.drop(record))
        hide_if(self.remove, opened.locked)

    def editor(self, box: str, spoken: str = "", units: int = 0) -> Editor:
        """The editor of a box of the record, ``units`` wide or as wide as there is room."""
        editor = self.editors[box] = self.opened.editor(self.record, box)
        editor.field.setAccessibleName(spoken or editor.box.title)
        if units:
            editor.setFixedWidth(self.theme.unit(units))
        return editor

    def growing(self, box: str, spoken: str, hint: str) -> WordsEditor:
        """The editor of a box of several lines, one line high to begin with."""
        editor = cast(WordsEditor, self.editor(box, spoken))
        editor.grow(1, hint)
        return editor

    def refresh(self) -> None:
        """Show the record as it stands."""
        for box, editor in self.editors.items():
            self.opened.show(editor, self.record, box)


class RowSheet(Scrolled):
    """A scrolled column of the rows of one ``part`` of the meeting, with buttons under the last."""

    part = ""

    def __init__(self, opened: OpenMeeting, hint: str) -> None:
        super().__init__(opened.theme)
        self.theme, self.opened = opened.theme, opened
        self.lines: Sequence[MeetingRow] = ()
        whole = self._whole = self.lay_in(top=self.theme.unit(12), spacing=self.theme.unit(10))
        self.hint = faint(self.theme, hint, wrap=True)
        whole.addWidget(self.hint)
        self.column = QVBoxLayout()
        self.column.setSpacing(self.theme.unit(10))
        whole.addLayout(self.column)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(self.theme.unit(8))
        whole.addLayout(self.buttons)
        whole.addStretch(1)
        opened.changed.connect(self._changed)

    def make(self, record: Record) -> MeetingRow:
        """The row of a record."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the rows as they stand; those of records that stay are kept, with the cursor in them."""
        records = getattr(self.opened.file, self.part)
        known = {line.record.uid: line for line in self.lines}
        self.lines = [known.get(record.uid) or self.make(record) for record in records]
        for line in set(known.values()).difference(self.lines):
            self.column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for at, line in enumerate(self.lines):
            if self.column.indexOf(line) != at:
                self.column.insertWidget(at, line)
            line.refresh()

    def _changed(self, part: str) -> None:
        """Rows came or went: what is typed in a row shows by itself."""
        records = getattr(self.opened.file, self.part)
        if not part or (part == self.part and records != [line.record for line in self.lines]):
            self.refresh()

    def bring_up(self, line: QWidget, field: QWidget) -> None:
        """Put the cursor into a row and scroll it into sight once it has its place."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._whole.activate()
        self.ensureWidgetVisible(line)


class SpeechRow(MeetingRow):
    """One speech: the speaker on the left, the words on the right."""

    record: Speech

    def __init__(self, opened: OpenMeeting, record: Speech) -> None:
        super().__init__(opened, record)
        speaker = cast(RecordEditor, self.editor("speaker", "发言人", 150))
        show_hint(speaker.line, "发言人")
        words = self.growing("words", "发言内容", "记原话，不同意见也要记")
        self.speaker, self.words = speaker.line, words.text
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.unit(8))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(speaker, 0, top)
        row.addWidget(words, 1, top)
        row.addWidget(self.remove, 0, top)


class SpeechSheet(RowSheet):
    """The 发言 part of the meeting page."""

    part = "speeches"
    lines: Sequence[SpeechRow]

    def __init__(self, opened: OpenMeeting) -> None:
        super().__init__(opened, "按发言先后记。发言人可以打姓名或拼音首字母，列席的人直接写姓名。")
        self.add_button = PlainButton(self.theme, "添加一人发言", "add")
        self.add_button.clicked.connect(lambda: self.add())
        self.all_button = PlainButton(self.theme, "到会的人各列一行", "members")
        self.all_button.clicked.connect(self._add_everybody)
        for button in (self.add_button, self.all_button):
            self.buttons.addWidget(button)
            hide_if(button, opened.locked)
        self.buttons.addStretch(1)
        self.refresh()
        if opened.locked:
            self.hint.setText("没有发言记录。")
            hide_if(self.hint, bool(self.lines))

    def make(self, record: Record) -> SpeechRow:
        assert isinstance(record, Speech)
        return SpeechRow(self.opened, record)

    def add(self, speaker: str | None = None) -> SpeechRow:
        """A further speech, the cursor in it."""
        self.opened.add(Speech(meeting=self.opened.meeting.uid, seq=len(self.lines) + 1, speaker=speaker))
        line = self.lines[-1]
        self.bring_up(line, line.words if speaker else line.speaker)
        return line

    def focus_first(self) -> None:
        """Put the cursor where the next words go."""
        empty = next((line for line in self.lines if not line.record.words), None)
        if empty is None:
            self.add()
        else:
            self.bring_up(empty, empty.words)

    def _add_everybody(self) -> None:
        for record in [one for one in self.opened.file.speeches if not one.words and not one.speaker]:
            self.opened.drop(record)
        spoken = {record.speaker for record in self.opened.file.speeches}
        for row in self.opened.file.attendance:
            if row.present and row.person not in spoken:
                self.add(row.person)
        self.focus_first()


class ResolutionRow(MeetingRow):
    """One thing resolved: text, owner, due day, done day, and the way to the rectification ledger."""

    record: Resolution
    to_issue = Signal(object, str)
    led_on = Signal(str, object)

    def __init__(self, opened: OpenMeeting, record: Resolution) -> None:
        super().__init__(opened, record, "card")
        theme = self.theme
        text = self.growing("text", "决议内容", "议定的事，写清做什么、做到什么程度")
        owner = cast(RecordEditor, self.editor("owner", "责任人", 116))
        show_hint(owner.line, "姓名")
        self.text, self.owner = text.text, owner.line
        self.due, self.done = self._day("due_on"), self._day("done_on")
        first = QHBoxLayout()
        first.setSpacing(theme.unit(8))
        self.number = Words(theme, bold=True, colour=theme.colours.text_soft)
        self.number.setMinimumHeight(theme.click_height)
        first.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        second = QWidget()
        self._flow = FlowLayout(second, theme.unit(12), theme.unit(6))
        for box in ("owner", "due_on", "done_on"):
            self._flow.addWidget(labelled(theme, self.editors[box].box.title, self.editors[box]))
        self.issue_button: PlainButton | None = None
        self.slip_button = PlainButton(theme, "督办单", "print")
        self.slip_button.clicked.connect(self._print_slip)
        self._flow.addWidget(self.slip_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(12), theme.unit(10), theme.unit(12), theme.unit(10))
        column.setSpacing(theme.unit(8))
        column.addLayout(first)
        column.addWidget(second)

    def _print_slip(self) -> None:
        """The slip by which it is seen to, once it stands in the books."""
        told = {"key": "resolution_slip", "args": {"uid": self.record.uid}, "title": "决议督办单"}
        self.led_on.emit("preview", {**told, "back": "meeting"})

    def _day(self, box: str) -> QLineEdit:
        line = cast(TypedEditor, self.editor(box, units=106)).line
        show_hint(line, "年月日")
        return line

    def place(self, number: int, issue: Issue | None) -> None:
        """Show its number, and the ``issue`` it was turned into or the way there.

        What became an issue stays: the issue names it, and the whole meeting would not be saved without it.
        """
        self.number.setText(f"{number}.")
        self.remove.setHidden(self.opened.locked or issue is not None)
        known = self.opened.ledger.get(Resolution, self.record.uid)
        self.slip_button.setVisible(known is not None and known.owner is not None)
        told = f"已转 {issue.code}" if issue is not None else "转为整改问题"
        if self.issue_button is not None and self.issue_button.text() == told:
            return
        if self.issue_button is not None:
            self._flow.removeWidget(self.issue_button)
            self.issue_button.hide()
            self.issue_button.deleteLater()
        if issue is not None:
            self.issue_button = PlainButton(self.theme, told, "issue")
            self.issue_button.clicked.connect(lambda: self.led_on.emit("issues", {"uid": issue.uid}))
        else:
            menu = QMenu()
            self.issue_button = menu_button(self.theme, told, "issue", menu)
            for category in CATEGORIES:
                menu.addAction(category, lambda c=category: self.to_issue.emit(self.record, c))
        self._flow.addWidget(self.issue_button)


def labelled(theme: Theme, title: str, editor: Editor) -> QWidget:
    """An editor with its label before it, to stand among others in a line."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.unit(8))
    row.addWidget(label_for(theme, title, editor))
    row.addWidget(editor)
    return pair


class ResolutionSheet(RowSheet):
    """The 决议 part of the meeting page."""

    part = "resolutions"
    lines: Sequence[ResolutionRow]
    to_issue = Signal(object, str)
    led_on = Signal(str, object)

    def __init__(self, opened: OpenMeeting) -> None:
        super().__init__(
            opened, "议定的事一件一行。写了责任人和时限的，下个月的会议会自动列为议题，办完为止。"
        )
        self.add_button = PlainButton(self.theme, "添加一项决议", "add")
        self.add_button.clicked.connect(self.add)
        self.buttons.addWidget(self.add_button)
        self.buttons.addStretch(1)
        hide_if(self.add_button, opened.locked)
        self.refresh()

    def make(self, record: Record) -> ResolutionRow:
        assert isinstance(record, Resolution)
        line = ResolutionRow(self.opened, record)
        line.to_issue.connect(self.to_issue)
        line.led_on.connect(self.led_on)
        return line

    def refresh(self) -> None:
        super().refresh()
        issues = issues_from(self.opened.file.resolutions, self.opened.ledger)
        for number, line in enumerate(self.lines, 1):
            line.place(number, issues.get(line.record.uid))

    def add(self) -> ResolutionRow:
        """A further resolution, the cursor in it."""
        self.opened.add(Resolution(meeting=self.opened.meeting.uid, seq=len(self.lines) + 1))
        line = self.lines[-1]
        self.bring_up(line, line.text)
        return line
