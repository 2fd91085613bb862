"""基本情况: what, when, where, who leads and writes, and the agenda; the defaults have done most of it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QWidget

from desktop_app.base.pinyin import Pinyin
from desktop_app.duties.organization_life.minutes import as_study
from desktop_app.registers.organization_life.meetings import GROUP_MEETING, KINDS, LECTURE, kinds_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.organization_life.meeting_fields import BoxLine, GrowingText, PersonBox
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.pages.page_parts.meeting_sheet import Scrolled
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.flow import TagPicker
from desktop_app.views.parts.form_grid import FormGrid, Row
from desktop_app.views.parts.labels import faint

_ABREAST_UNITS = 660


class HeadSheet(Scrolled):
    """The 基本情况 part of the meeting page."""

    def __init__(self, theme: Theme, opened: OpenMeeting, pinyin: Pinyin) -> None:
        super().__init__(theme)
        self._theme, self._opened = theme, opened
        self._people = opened.people(pinyin)
        self.rows: dict[str, Row] = {}
        whole = self.lay_in(top=theme.unit(12), spacing=theme.unit(8))
        left, right, wide = (FormGrid(theme, columns=1, least_label=theme.unit(100)) for _ in range(3))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.unit(28))
        self._pair.addWidget(left, 1)
        self._pair.addWidget(right, 1)
        whole.addLayout(self._pair)
        whole.addWidget(wide)
        whole.addWidget(self._study_line())
        whole.addStretch(1)
        self._fill(left, right, wide)
        self.refresh()

    def _fill(self, left: FormGrid, right: FormGrid, wide: FormGrid) -> None:
        theme, opened = self._theme, self._opened
        kinds = ChoiceBox(theme, [(kind, kind) for kind in KINDS])
        kinds.activated.connect(lambda: self._put("kind", kinds.value()))
        groups = [
            (None, "（请选党小组）"),
            *((org.uid, opened.ledger.name(org.uid)) for org in opened.roster.groups),
        ]
        org = ChoiceBox(theme, groups)
        org.activated.connect(lambda: self._put("org", org.value()))
        self._add(left, "kind", kinds)
        self._add(left, "org", org, title="党小组")
        self._line(left, "title", "会议名称")
        self._line(left, "start_end", "起止时间")
        self._line(left, "place")
        self._line(right, "session_no")
        self._person(right, "chair")
        self._person(right, "recorder")
        self._line(right, "lecture_by")
        self._line(right, "lecture_title")
        self._line(right, "hours")
        also = TagPicker(theme, KINDS[:-1])
        also.changed.connect(lambda values: self._put("also_kinds", tuple(values) or None))
        self._text(wide, "agenda", 3, "一行一个议题")
        self._text(wide, "observers", 1, "一行一人，没有列席的空着")
        self._text(wide, "closing", 1, "例如：会议于16时散会", "结论/散会")
        self._add(wide, "also_kinds", also)

    def _add(self, grid: FormGrid, name: str, widget: QWidget, help: str = "", title: str = "") -> Row:
        box = self._opened.ledger.catalogue["meeting"].boxes[name]
        self.rows[name] = grid.add_row(title or box.title, widget, help, required=box.required)
        return self.rows[name]

    def _line(self, grid: FormGrid, name: str, title: str = "") -> None:
        box = self._opened.ledger.catalogue["meeting"].boxes[name]
        line = BoxLine(self._theme, box, self._opened.ledger)
        line.edited.connect(lambda value: self._put(name, value))
        line.row = self._add(grid, name, line, title=title)
        if name == "session_no":
            line.setPlaceholderText("空着时自动编号")

    def _person(self, grid: FormGrid, name: str) -> None:
        box = PersonBox(self._theme, self._people)
        box.edited.connect(lambda value: self._put(name, value))
        box.row = self._add(grid, name, box)

    def _text(self, grid: FormGrid, name: str, least: int, hint: str, title: str = "") -> None:
        box = self._opened.ledger.catalogue["meeting"].boxes[name]
        text = GrowingText(self._theme, box, self._opened.ledger, least, 60, hint)
        text.edited.connect(lambda value: self._put(name, value))
        self._add(grid, name, text, title=title)

    def _study_line(self) -> QWidget:
        line = QWidget()
        line.setProperty("look", "clear")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.unit(12))
        self.study = QCheckBox("这次会议同时是学习")
        self.study_words = faint(self._theme, wrap=True)
        self.study.toggled.connect(self._link_study)
        row.addWidget(self.study)
        row.addWidget(self.study_words, 1)
        return line

    def _put(self, name: str, value: Any) -> None:
        self._opened.put("head", self._opened.meeting, name, value)
        if name in ("kind", "also_kinds", "start_end", "hours"):
            self._show_rows()

    def _link_study(self, wanted: bool) -> None:
        file = self._opened.file
        if wanted and file.study is None:
            file.study = as_study(file.meeting, self._opened.ledger)
        elif not wanted and file.study is not None:
            file.drop(file.study)
        self._opened.touch("study")
        self._show_rows()

    def refresh(self) -> None:
        """Show the boxes as they stand."""
        meeting, locked = self._opened.meeting, self._opened.file.locked
        for name, row in self.rows.items():
            widget, value = row.widget, getattr(meeting, name)
            if isinstance(widget, TagPicker):
                widget.blockSignals(True)
                widget.set_values(value or ())
                widget.blockSignals(False)
            elif isinstance(widget, BoxLine | PersonBox | GrowingText | ChoiceBox):
                widget.set_value(value)
            if isinstance(widget, BoxLine | GrowingText):
                widget.setReadOnly(locked)
            else:
                widget.setEnabled(not locked)
        self.study.setEnabled(not locked)
        self._show_rows()

    def _show_rows(self) -> None:
        """Rows that mean nothing for this kind are put away."""
        kinds, file = kinds_of(self._opened.meeting), self._opened.file
        self.rows["org"].setVisible(GROUP_MEETING in kinds)
        for name in ("lecture_by", "lecture_title"):
            self.rows[name].setVisible(LECTURE in kinds)
        self.rows["hours"].setVisible(file.study is not None or file.meeting.hours is not None)
        self.study.blockSignals(True)
        self.study.setChecked(file.study is not None)
        self.study.blockSignals(False)
        if file.study is None:
            self.study_words.setText("勾上后，学习台账里就有这一条，到会的人自动计学时")
        else:
            hours = self._opened.ledger.catalogue["study_session"].show(
                file.study, "hours", self._opened.ledger.name
            )
            counted = self._opened.meeting.hours or hours
            people = len(self._opened.standing().turnout.present)
            self.study_words.setText(f"学习台账：{file.study.kind}，{counted} 学时，计 {people} 人，不用再录")

    def unreadable(self) -> str:
        """The name of the first box whose words cannot be read; '' when all can."""
        for name, row in self.rows.items():
            if isinstance(row.widget, BoxLine) and row.widget.fault:
                row.set_error(row.widget.fault)
                return name
        return ""

    def focus_box(self, name: str) -> None:
        """Put the cursor into one box."""
        row = self.rows.get(name)
        if row is not None:
            row.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        abreast = self.width() >= self._theme.unit(_ABREAST_UNITS)
        way = QBoxLayout.Direction.LeftToRight if abreast else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(way)
        self._pair.setSpacing(self._theme.unit(28 if abreast else 8))
