"""发言 and 决议: rows of who said what, and of what was resolved, by whom and until when."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.base.pinyin import Pinyin
from desktop_app.duties.organization_life.minutes import issues_from
from desktop_app.registers.organization_life.meetings import Resolution, Speech
from desktop_app.registers.rectification.issues import CATEGORIES
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.organization_life.meeting_fields import BoxLine, GrowingText, PersonBox
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.pages.page_parts.meeting_sheet import Scrolled, hide_if, menu_button
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.form_grid import label_for
from desktop_app.views.parts.labels import Words, faint


class RowSheet(Scrolled):
    """A scrolled column of rows with buttons under the last."""

    def __init__(self, theme: Theme, opened: OpenMeeting, hint: str) -> None:
        super().__init__(theme)
        self.theme, self.opened = theme, opened
        whole = self._whole = self.lay_in(top=theme.unit(12), spacing=theme.unit(10))
        self.hint = faint(theme, hint, wrap=True)
        whole.addWidget(self.hint)
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.unit(10))
        whole.addLayout(self.column)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.unit(8))
        whole.addLayout(self.buttons)
        whole.addStretch(1)

    def clear(self) -> None:
        """Take all rows away."""
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def bring_up(self, widget: QWidget) -> None:
        """Scroll a row into sight once it has its place."""
        self._whole.activate()
        self.ensureWidgetVisible(widget)


class SpeechRow(QWidget):
    """One speech: the speaker on the left, the words on the right."""

    dropped = Signal(object)

    def __init__(
        self, theme: Theme, opened: OpenMeeting, record: Any, people: list[tuple[str, str, str]]
    ) -> None:
        super().__init__()
        self.record = record
        box = opened.ledger.catalogue["speech"].boxes["words"]
        self.speaker = PersonBox(theme, people, free=True, hint="发言人")
        self.speaker.setAccessibleName("发言人")
        self.speaker.setFixedWidth(theme.unit(150))
        self.speaker.set_value(record.speaker)
        self.speaker.edited.connect(lambda value: opened.put("speeches", record, "speaker", value))
        self.words = GrowingText(theme, box, opened.ledger, 1, 60, "记原话，不同意见也要记")
        self.words.setAccessibleName("发言内容")
        self.words.set_value(record.words)
        self.words.edited.connect(lambda value: opened.put("speeches", record, "words", value))
        self.remove = LinkButton(theme, "删去")
        self.remove.clicked.connect(lambda: self.dropped.emit(record))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(8))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.speaker, 0, top)
        row.addWidget(self.words, 1, top)
        row.addWidget(self.remove, 0, top)
        locked = opened.file.locked
        self.speaker.setEnabled(not locked)
        self.words.setReadOnly(locked)
        hide_if(self.remove, locked)


class SpeechSheet(RowSheet):
    """The 发言 part of the meeting page."""

    def __init__(self, theme: Theme, opened: OpenMeeting, pinyin: Pinyin) -> None:
        super().__init__(theme, opened, "按发言先后记。发言人可以打姓名或拼音首字母，列席的人直接写姓名。")
        self._people = opened.people(pinyin)
        self.lines: list[SpeechRow] = []
        self.add_button = PlainButton(theme, "添加一人发言", "add")
        self.add_button.clicked.connect(lambda: self.add())
        self.all_button = PlainButton(theme, "到会的人各列一行", "members")
        self.all_button.clicked.connect(self._add_everybody)
        self.buttons.addWidget(self.add_button)
        self.buttons.addWidget(self.all_button)
        self.buttons.addStretch(1)
        self.rebuild()

    def rebuild(self) -> None:
        """Show the speeches as they stand."""
        self.clear()
        self.lines = []
        for record in self.opened.file.speeches:
            self._show(record)
        locked = self.opened.file.locked
        hide_if(self.add_button, locked)
        hide_if(self.all_button, locked)
        if locked:
            self.hint.setText("没有发言记录。")
            hide_if(self.hint, bool(self.lines))

    def add(self, speaker: str | None = None) -> SpeechRow:
        """A further speech, the cursor in it."""
        record = Speech(meeting=self.opened.meeting.uid, seq=len(self.lines) + 1, speaker=speaker)
        self.opened.file.speeches.append(record)
        line = self._show(record)
        self.opened.touch("speeches")
        (line.words if speaker else line.speaker).setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_up(line)
        return line

    def focus_first(self) -> None:
        """Put the cursor where the next words go."""
        empty = next((line for line in self.lines if not line.record.words), None)
        if empty is None:
            self.add()
        else:
            empty.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_everybody(self) -> None:
        for record in [one for one in self.opened.file.speeches if not one.words and not one.speaker]:
            self.opened.file.drop(record)
        self.rebuild()
        spoken = {record.speaker for record in self.opened.file.speeches}
        for row in self.opened.file.attendance:
            if row.present and row.person not in spoken:
                self.add(row.person)
        self.focus_first()

    def _show(self, record: Any) -> SpeechRow:
        line = SpeechRow(self.theme, self.opened, record, self._people)
        line.dropped.connect(self._drop)
        self.lines.append(line)
        self.column.addWidget(line)
        return line

    def _drop(self, record: Any) -> None:
        self.opened.file.drop(record)
        self.opened.touch("speeches")
        self.rebuild()


class ResolutionRow(QFrame):
    """One thing resolved: text, owner, due day, done day, and the way to the rectification ledger."""

    dropped = Signal(object)
    to_issue = Signal(object, str)
    issue_opened = Signal(str)

    def __init__(
        self,
        theme: Theme,
        opened: OpenMeeting,
        record: Any,
        place: int,
        people: list[tuple[str, str, str]],
        issue: Any,
    ) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.record, locked = record, opened.file.locked
        boxes = opened.ledger.catalogue["resolution"].boxes
        self.text = GrowingText(
            theme, boxes["text"], opened.ledger, 1, 60, "议定的事，写清做什么、做到什么程度"
        )
        self.text.setAccessibleName("决议内容")
        self.text.set_value(record.text)
        self.text.setReadOnly(locked)
        self.text.edited.connect(lambda value: opened.put("resolutions", record, "text", value))
        self.owner = PersonBox(theme, people, hint="姓名")
        self.owner.setFixedWidth(theme.unit(116))
        self.owner.set_value(record.owner)
        self.owner.edited.connect(lambda value: opened.put("resolutions", record, "owner", value))
        self.due = self._day(theme, opened, "due_on")
        self.done = self._day(theme, opened, "done_on")
        self.remove = LinkButton(theme, "删去")
        self.remove.clicked.connect(lambda: self.dropped.emit(record))
        hide_if(self.remove, locked)
        first = QHBoxLayout()
        first.setSpacing(theme.unit(8))
        number = Words(theme, f"{place}.", bold=True, colour=theme.colours.text_soft)
        number.setMinimumHeight(theme.click_height)
        first.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        second = QWidget()
        flow = FlowLayout(second, theme.unit(12), theme.unit(6))
        for title, widget in (("责任人", self.owner), ("完成时限", self.due), ("完成日期", self.done)):
            flow.addWidget(_labelled(theme, title, widget))
        flow.addWidget(self._issue_button(theme, issue))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(12), theme.unit(10), theme.unit(12), theme.unit(10))
        column.setSpacing(theme.unit(8))
        column.addLayout(first)
        column.addWidget(second)

    def _day(self, theme: Theme, opened: OpenMeeting, name: str) -> BoxLine:
        line = BoxLine(theme, opened.ledger.catalogue["resolution"].boxes[name], opened.ledger)
        line.setFixedWidth(theme.unit(106))
        line.setPlaceholderText("年月日")
        line.set_value(getattr(self.record, name))
        line.edited.connect(lambda value: opened.put("resolutions", self.record, name, value))
        line.editingFinished.connect(
            lambda: None if line.fault else line.set_value(getattr(self.record, name))
        )
        line.editingFinished.connect(lambda: _mark(line))
        return line

    def _issue_button(self, theme: Theme, issue: Any) -> QWidget:
        if issue is not None:
            self.issue_button = PlainButton(theme, f"已转 {issue.code}", "issue")
            self.issue_button.clicked.connect(lambda: self.issue_opened.emit(issue.uid))
            return self.issue_button
        menu = QMenu()
        self.issue_button = menu_button(theme, "转为整改问题", "issue", menu)
        for category in CATEGORIES:
            menu.addAction(category, lambda c=category: self.to_issue.emit(self.record, c))
        return self.issue_button


def _mark(line: BoxLine) -> None:
    """A line without a row of its own says what is wrong in its tip and by its edge."""
    line.setToolTip(line.fault)
    line.setProperty("wrong", "true" if line.fault else "false")
    line.style().unpolish(line)
    line.style().polish(line)


def _labelled(theme: Theme, title: str, widget: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.unit(8))
    row.addWidget(label_for(theme, title, widget))
    row.addWidget(widget)
    return pair


class ResolutionSheet(RowSheet):
    """The 决议 part of the meeting page."""

    to_issue = Signal(object, str)
    issue_opened = Signal(str)

    def __init__(self, theme: Theme, opened: OpenMeeting, pinyin: Pinyin) -> None:
        super().__init__(
            theme, opened, "议定的事一件一行。写了责任人和时限的，下个月的会议会自动列为议题，办完为止。"
        )
        self._people = opened.people(pinyin)
        self.lines: list[ResolutionRow] = []
        self.add_button = PlainButton(theme, "添加一项决议", "add")
        self.add_button.clicked.connect(self.add)
        self.buttons.addWidget(self.add_button)
        self.buttons.addStretch(1)
        self.rebuild()

    def rebuild(self) -> None:
        """Show the resolutions as they stand."""
        self.clear()
        self.lines = []
        issues = issues_from(self.opened.file.resolutions, self.opened.ledger)
        for record in self.opened.file.resolutions:
            self._show(record, issues.get(record.uid))
        hide_if(self.add_button, self.opened.file.locked)

    def add(self) -> ResolutionRow:
        """A further resolution, the cursor in it."""
        record = Resolution(meeting=self.opened.meeting.uid, seq=len(self.lines) + 1)
        self.opened.file.resolutions.append(record)
        line = self._show(record, None)
        self.opened.touch("resolutions")
        line.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_up(line)
        return line

    def _show(self, record: Any, issue: Any) -> ResolutionRow:
        line = ResolutionRow(self.theme, self.opened, record, len(self.lines) + 1, self._people, issue)
        line.dropped.connect(self._drop)
        line.to_issue.connect(self.to_issue)
        line.issue_opened.connect(self.issue_opened)
        self.lines.append(line)
        self.column.addWidget(line)
        return line

    def _drop(self, record: Any) -> None:
        self.opened.file.drop(record)
        self.opened.touch("resolutions")
        self.rebuild()
