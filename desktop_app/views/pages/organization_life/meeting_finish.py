"""定稿与打印: what is still missing, the steps of the minutes, and beside them where they go."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.form.editors.words import GrowingText
from desktop_app.views.page_parts.meeting_sheet import Scrolled
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.labels import IconMark, SectionHeader, Words, rule
from desktop_app.views.parts.status import Pill, StepRail

_ABREAST_UNITS = 720
SIGN, NOTIFY = "sign", "notify"
CORRECTIONS = frozenset(("correct", "correct_archived"))


class FinishSheet(Scrolled):
    """The 定稿 part of the meeting page."""

    step_asked = Signal(str, dict)
    place_asked = Signal(str)

    def __init__(self, opened: OpenMeeting) -> None:
        super().__init__(opened.theme)
        theme = self._theme = opened.theme
        self._opened = opened
        self.links: dict[str, LinkButton] = {}
        self.steps: dict[str, PlainButton] = {}
        whole = self.lay_in(top=theme.unit(12), spacing=theme.unit(12))
        self.rail = StepRail(theme, opened.ledger.catalogue["meeting"].boxes["state"].options)  # type: ignore[attr-defined]
        whole.addWidget(self.rail)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.unit(8))
        whole.addLayout(self._buttons)
        self.blocked = Words(theme, wrap=True, colour=theme.colours.tone("due").ink)
        whole.addWidget(self.blocked)
        whole.addWidget(rule())
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.unit(28))
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(theme.unit(6))
        self._pair.addLayout(self._left, 3)
        self._pair.addLayout(self._right, 2)
        whole.addLayout(self._pair)
        whole.addStretch(1)
        self._make_left()
        self.refresh()

    def _make_left(self) -> None:
        theme = self._theme
        self.title = SectionHeader(theme, "定稿之前")
        self._left.addWidget(self.title)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(theme.unit(2))
        self._left.addLayout(self._missing)
        meeting = self._opened.ledger.catalogue["meeting"].boxes
        self.signed: dict[str, QCheckBox] = {}
        for name in ("sign_chair", "sign_recorder"):
            box = QCheckBox(f"{meeting[name].title.removesuffix('签字')}已在纸上签字")
            box.toggled.connect(
                lambda here, name=name: self._opened.put(self._opened.meeting, **{name: here})
            )
            self.signed[name] = box
            self._left.addWidget(box)
        self.locked_words = Words(theme, wrap=True, colour=theme.colours.text_soft)
        self._left.addWidget(self.locked_words)
        self._corrections = Words(theme, wrap=True)
        self._left.addWidget(self._corrections)
        self.correction = GrowingText(theme)
        self.correction.grow(2, 6, 1)
        self.correction.setPlaceholderText("例如：第三项决议的时限应为12月10日")
        self.correction.setAccessibleName("更正说明")
        self._left.addWidget(self.correction)
        self._left.addStretch(1)

    def refresh(self) -> None:
        """Show state, gaps, steps and papers as they stand."""
        meeting = self._opened.meeting
        states = list(self._opened.ledger.catalogue["meeting"].boxes["state"].options)  # type: ignore[attr-defined]
        at = states.index(meeting.state)
        self.rail.show_steps(states, len(states) if at == len(states) - 1 else at)
        locked = self._opened.locked
        for name, box in self.signed.items():
            box.blockSignals(True)
            box.setChecked(bool(getattr(meeting, name)))
            box.blockSignals(False)
            box.setVisible(not locked)
        self._show_missing(locked)
        self.title.words.setText("更正与归档" if locked else "定稿之前")
        self.locked_words.setVisible(locked)
        signed = (
            f"这份记录已经{meeting.state}，原文不能再改，这样打印出来的和存档的才一致。"
            "发现错误时在这里追加更正说明。"
        )
        self.locked_words.setText(f"{self._opened.shut}。" if self._opened.shut else signed)
        lines = meeting.corrections or ()
        self._corrections.setVisible(bool(lines))
        self._corrections.setText("\n".join(f"更正 {n}：{line}" for n, line in enumerate(lines, 1)))
        self.correction.setVisible(locked and not self._opened.shut)
        self._show_steps()

    def _show_missing(self, locked: bool) -> None:
        _empty(self._missing)
        self.links = {}
        problems = [] if locked else self._opened.missing()
        stopping = [one for one in problems if one.refuse]
        for problem in problems:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(self._theme.unit(10))
            tone = "due" if problem.refuse else "plain"
            row.addWidget(Pill(self._theme, "待补" if problem.refuse else "提示", tone))
            row.addWidget(Words(self._theme, problem.text, wrap=True), 1)
            link = LinkButton(self._theme, "去填")
            link.setAccessibleName(f"去填：{problem.text}")
            link.clicked.connect(lambda _, box=problem.box: self.place_asked.emit(box))
            row.addWidget(link)
            self.links[problem.box] = link
            self._missing.addWidget(line)
        if not stopping and not locked:
            done = QWidget()
            row = QHBoxLayout(done)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(self._theme.unit(8))
            ink = self._theme.colours.tone("done").ink
            row.addWidget(IconMark(self._theme, "done", ink, 20, filled=True))
            row.addWidget(Words(self._theme, "内容已经齐全，打印出来请主持人、记录人签字", colour=ink), 1)
            self._missing.addWidget(done)
        self.title.note.setText(f"还有 {len(stopping)} 处【待补】，打印时会标出来" if stopping else "")

    def _show_steps(self) -> None:
        _empty(self._buttons)
        self.steps = {}
        steps = self._opened.register(self._opened.meeting).steps_from(self._opened.meeting)
        self._buttons.addWidget(
            Words(self._theme, "下一步" if steps else "", colour=self._theme.colours.text_soft)
        )
        for step in steps:
            if step.name in CORRECTIONS:
                button: PlainButton = PlainButton(self._theme, "追加更正说明", "edit")
            elif step.name == SIGN:
                button = PrimaryButton(self._theme, "定稿", "lock")
            else:
                button = PlainButton(self._theme, step.title, "next" if step.name != "archive" else "archive")
            button.setToolTip(step.help)
            button.clicked.connect(lambda _, name=step.name: self._ask(name))
            self.steps[step.name] = button
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.blocked.setText("")
        self.blocked.hide()

    def why_not(self, name: str) -> str:
        """Why a step cannot be taken yet, in words; '' when it can."""
        if self._opened.shut:
            return f"{self._opened.shut}。"
        meeting = self._opened.meeting
        register = self._opened.register(meeting)
        if name == SIGN:
            lacking = [one.text for one in self._opened.missing() if one.refuse]
            lacking += [
                box.text().replace("已在", "还没有在") for box in self.signed.values() if not box.isChecked()
            ]
            return f"还不能定稿：{'；'.join(lacking)}。" if lacking else ""
        if name in CORRECTIONS:
            return "" if self.correction.toPlainText().strip() else "先写更正说明：哪一处应当怎样更正。"
        step = register.steps[name]
        empty = [register.boxes[box].title for box in step.needs if not getattr(meeting, box)]
        return f"{step.title}之前要先填：{'、'.join(empty)}。" if empty else ""

    def _ask(self, name: str) -> None:
        reason = self.why_not(name)
        self.blocked.setText(reason)
        self.blocked.setVisible(bool(reason))
        if reason:
            return
        values: dict[str, object] = {}
        if name in CORRECTIONS:
            line = " ".join(self.correction.toPlainText().split())
            values = {"corrections": (*(self._opened.meeting.corrections or ()), line)}
        elif name == NOTIFY:
            # The notice goes out today, where no other day is written.
            values = {"notified_on": self._opened.meeting.notified_on or self._opened.ledger.today}
        self.step_asked.emit(name, values)

    def put_destinations(self, panel: QWidget) -> None:
        """Show where the minutes go at the right of what is missing."""
        self._right.addWidget(panel, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        abreast = self.width() >= self._theme.unit(_ABREAST_UNITS)
        way = QBoxLayout.Direction.LeftToRight if abreast else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(way)


def _empty(layout: QBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
