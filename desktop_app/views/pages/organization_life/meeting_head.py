"""基本情况: what, when, where, who leads and writes, and the agenda; the defaults have done most of it."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop_app.records.record import Section
from desktop_app.registers.organization_life.meeting_kinds import (
    GROUP_MEETING,
    LECTURE,
    LIFE_MEETING,
    OF_A_YEAR,
    STUDYING,
    THEME_DAY,
    kinds_of,
)
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.editors.links import RecordEditor
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.form.editors.words import WordsEditor
from desktop_app.views.page_parts.meeting_sheet import Scrolled
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.why_not import allow

_SECTION = Section(
    "",
    (
        *("kind", "org", "session_no", "title", "place", "start_end", "belongs_year", "chair", "recorder"),
        *("convener", "notified_on", "lecture_by", "lecture_title", "hours"),
        *("first_topic", "agenda", "purpose", "programme", "duties", "demands", "budget"),
        *("key_points", "outline", "questions", "feedback", "observers", "closing", "also_kinds"),
    ),
)
_TITLES = {"org": "党小组", "title": "会议名称", "start_end": "起止时间", "closing": "结论/散会"}
# Boxes of several lines: how many lines they begin with, and what belongs there.
_TEXTS = {
    "first_topic": (1, "一行一篇：先学了什么，写题目"),
    "agenda": (3, "一行一个议题"),
    "purpose": (1, "为什么开，要达到什么"),
    "programme": (2, "例如：9:00 重温入党誓词，组织委员"),
    "duties": (1, "例如：场地和音响，宣传委员"),
    "demands": (1, "会议通知也用它，空着时印常用的要求"),
    "key_points": (1, "重点讲什么，难在哪里"),
    "outline": (3, "一、……"),
    "questions": (1, "一行一题"),
    "feedback": (1, "讲完以后，听课的人怎么说"),
    "observers": (1, "一行一人，没有列席的空着"),
    "closing": (1, "例如：会议于16时散会"),
}


_LECTURE = ("lecture_by", "lecture_title", "key_points", "outline", "questions", "feedback")


class HeadSheet(Scrolled):
    """The 基本情况 part of the meeting page: the form of the meeting's own boxes."""

    def __init__(self, opened: OpenMeeting) -> None:
        super().__init__(opened.theme)
        self._theme, self._opened = opened.theme, opened
        register = opened.register(opened.meeting)
        self.form = BoxesForm(
            opened.desk,
            register,
            (_SECTION,),
            cards=False,
            brief=True,
            wide=("start_end",),
            titles=_TITLES,
        )
        self.rows, self.editors = self.form.rows, self.form.editors
        for name, (least, hint) in _TEXTS.items():
            cast(WordsEditor, self.editors[name]).grow(least, hint)
        for name, editor in self.editors.items():
            opened.bind(editor, opened.meeting, name)
        groups = {org.uid for org in opened.roster.groups}
        org = cast(RecordEditor, self.editors["org"])
        org.arrange = lambda offers: [offer for offer in offers if offer.value in groups]
        show_hint(org.line, "请选党小组")
        show_hint(cast(TypedEditor, self.editors["session_no"]).line, "空着时自动编号")
        self.form.left.connect(self._judge)
        whole = self.lay_in(top=self._theme.unit(12), spacing=self._theme.unit(8))
        whole.addWidget(self.form)
        whole.addWidget(self._study_line())
        whole.addStretch(1)
        opened.changed.connect(self._changed)
        self.refresh()

    def _study_line(self) -> QWidget:
        line = QWidget()
        line.setProperty("look", "clear")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.unit(12))
        self.study = QCheckBox("这次会议同时是学习")
        self.study_words = faint(self._theme, wrap=True)
        self.study.clicked.connect(self._opened.link_study)
        row.addWidget(self.study)
        row.addWidget(self.study_words, 1)
        return line

    def refresh(self) -> None:
        """Show the boxes as they stand."""
        for name, editor in self.editors.items():
            self._opened.show(editor, self._opened.meeting, name)
        allow(self.study, self._opened.why_locked)
        self._show_rows()

    def _changed(self, part: str) -> None:
        if part in ("head", "study"):
            self._show_rows()

    def _show_rows(self) -> None:
        """Rows that mean nothing for this kind are put away."""
        kinds, file = kinds_of(self._opened.meeting), self._opened.file
        shown = {
            "org": GROUP_MEETING in kinds,
            "belongs_year": bool(kinds & OF_A_YEAR),
            "first_topic": bool(kinds & STUDYING),
            "purpose": bool(kinds & {THEME_DAY, LECTURE, LIFE_MEETING}),
            **dict.fromkeys(("programme", "duties"), bool(kinds & {THEME_DAY, LIFE_MEETING})),
            "budget": THEME_DAY in kinds,
            **dict.fromkeys(_LECTURE, LECTURE in kinds),
            "hours": file.study is not None or file.meeting.hours is not None,
        }
        for name, wanted in shown.items():
            self.rows[name].setVisible(wanted)
        self.study.setChecked(file.study is not None)
        if file.study is None:
            self.study_words.setText("勾上后，学习台账里就有这一条，到会的人自动计学时")
            return
        ledger = self._opened.ledger
        hours = ledger.catalogue["study_session"].show(file.study, "hours", ledger.name)
        counted = self._opened.meeting.hours or hours
        people = len(self._opened.standing().turnout.present)
        self.study_words.setText(f"学习台账：{file.study.kind}，{counted} 学时，计 {people} 人，不用再录")

    def _judge(self, name: str) -> None:
        self.rows[name].set_error(self._opened.fault(self._opened.meeting, name))

    def focus_box(self, name: str) -> None:
        """Put the cursor into one box."""
        if name in self.rows:
            self._judge(name)
            self.editors[name].field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.rows[name])
