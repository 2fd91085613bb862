"""One topic opened: its four stages, who has passed which, who has to make up, and its sessions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.dates import parse_date
from desktop_app.base.errors import UserError
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.study.study_files import Missed, TopicFile, to_make_up
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_topics import STAGES, StudyTopic
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.page_parts.tick_table import TickTable
from desktop_app.views.page_table import page_of
from desktop_app.views.pages.study.topic_stages import StageRow
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import Complaint, Words, faint
from desktop_app.views.parts.why_not import allow

MATRIX, MAKE_UP, SESSIONS, DESTINATIONS = 0, 1, 2, 3
_THIS, _YEAR = "topic", "year"


class TopicPane(RecordPane[TopicFile, StudyTopic]):
    """``stage`` asks to hold or open one, ``made_up`` to record a making up, ``visit`` to bring it home."""

    register, sections, print_words = "study_topic", (), "打印进度表"
    least, keeps_tab = 470, True

    stage = Signal(str)
    made_up = Signal(list, object)
    visit = Signal()

    @staticmethod
    def record_of(item: TopicFile) -> StudyTopic:
        return item.topic

    def build(self) -> None:
        self.missed: list[Missed] = []
        self._found: dict[object, list[Missed]] = {}
        theme, column, shell = self.desk.theme, self.column, self.runner.shell
        self.visit_button = LinkButton(theme, "记一次送学上门", "home")
        self.visit_button.clicked.connect(self.visit)
        self.tabs.setCornerWidget(self.visit_button)
        head = QHBoxLayout()
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.edit_button = LinkButton(theme, "打开专题", "edit")
        self.edit_button.clicked.connect(lambda: shell.go("register:study_topic", uid=self.uid))
        head.addWidget(self.title, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.print_button)
        self.print_button.show()
        column.addLayout(head)
        self.about = faint(theme, wrap=True)
        column.addWidget(self.about)
        self.stages = StageRow(theme)
        self.stages.asked.connect(self.stage)
        column.addWidget(self.stages)
        self._build_matrix()
        self._build_make_up()
        self._build_sessions()

    # -- building --------------------------------------------------------------------------------------

    def _build_matrix(self) -> None:
        theme = self.desk.theme
        heads = ("姓名", *STAGES)
        self.matrix = PlainTable(
            theme, heads, (92, 140, 140, 140, 140), empty=("members", "花名册还没有党员"), name="专题进度"
        )
        PlainLook(self.desk, self.matrix, "topic_stages")
        self.matrix.view.opened.connect(self._open_cell)
        self.matrix.setToolTip("双击一格，打开通过这个环节的那次学习")
        self.matrix.setMinimumHeight(theme.unit(130))
        self._tab("学习进度", None, self.matrix)

    def _build_make_up(self) -> None:
        theme = self.desk.theme
        self.ticks = TickTable(
            theme,
            ("姓名", "缺的学习", "缺学原因"),
            (100, 380, 120),
            empty=("done", "没有人要补学"),
            name="要补学的人",
        )
        PlainLook(self.desk, self.ticks, "topic_make_up")
        self.ticks.ticked.connect(self._count)
        self.day = QLineEdit()
        self.day.setAccessibleName("补学日期")
        self.day.setFixedWidth(theme.unit(130))
        self.day.setText(self.desk.ledger.today.isoformat())
        self.all_button = LinkButton(theme, "全选")
        self.all_button.clicked.connect(
            lambda: self.ticks.tick_all(len(self.ticks.keys()) < len(self.missed))
        )
        self.save_button = PlainButton(theme, "记为已补学", "check")
        self.save_button.clicked.connect(self._make_up)
        self.trouble = Complaint(theme, self)
        self.trouble.hide()
        self.scope = ChoiceBox(theme, [(_THIS, "本专题"), (_YEAR, "今年全部学习")])
        self.scope.setAccessibleName("补学的范围")
        self.scope.activated.connect(lambda _at: self._show_missed())
        line = QHBoxLayout()
        line.addWidget(self.scope)
        line.addWidget(self.all_button)
        line.addStretch(1)
        line.addWidget(faint(theme, "补学日期"))
        line.addWidget(self.day)
        line.addWidget(self.save_button)
        self._tab("补学", line, self.trouble, self.ticks)

    def _build_sessions(self) -> None:
        self.sessions = PlainTable(
            self.desk.theme,
            ("日期", "环节", "题目", "主讲人"),
            (100, 100, 260, 100),
            empty=("study", "还没有学习记录。点上面的环节，安排第一次"),
            name="学习记录",
        )
        PlainLook(self.desk, self.sessions, "topic_sessions")
        self.sessions.opened.connect(lambda line: self._open_session(line.key))
        line = QHBoxLayout()
        line.addWidget(faint(self.desk.theme, "双击打开那次学习，在里面记考勤和用到的资料。"), 1)
        self._tab("学习记录", line, self.sessions)

    def _tab(self, title: str, line: QHBoxLayout | None, *widgets: QWidget) -> None:
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, self.desk.theme.unit(2), 0, 0)
        column.setSpacing(self.desk.theme.unit(2))
        if line is not None:
            column.addLayout(line)
        for widget in widgets:
            column.addWidget(widget, 1 if widget is widgets[-1] else 0)
        self.tabs.addTab(inside, title)

    # -- showing ---------------------------------------------------------------------------------------

    def show_item(self, item: TopicFile) -> None:
        self.item = file = item
        ledger, topic = self.desk.ledger, file.topic
        missed = self._read_missed()
        self.title.setText(topic.title)
        told = [f"{topic.from_on} 起" + (f"，{topic.to_on} 止" if topic.to_on else "")]
        told += [f"负责人 {ledger.name(topic.leader)}"] if topic.leader else []
        told += ["、".join(topic.tags)] if topic.tags else []
        self.about.setText("　".join((file.matrix.words, *told)))
        self.stages.show_topic(file, ledger.today)
        self.matrix.show_lines([self._row(row) for row in file.matrix.rows])
        self._show_missed()
        self.sessions.show_lines([_session_line(one) for one in file.sessions])
        self.tabs.setTabText(MAKE_UP, f"补学（{len(missed)}）" if missed else "补学")
        self.tabs.setTabText(SESSIONS, f"学习记录（{len(file.sessions)}）")
        self.visit_button.setVisible(any(row.exempt for row in file.matrix.rows))

    def _read_missed(self) -> list[Missed]:
        """What is to be made up for of the topic; and of all study of the year."""
        ledger = self.desk.ledger
        years = sorted({one.held_on.year for one in self.item.sessions})
        found = {year: to_make_up(ledger, year, load_strokes()) for year in {*years, ledger.today.year}}
        mine = [one for year in years for one in found[year] if one.session.topic == self.uid]
        self._found = {_THIS: mine, _YEAR: found[ledger.today.year]}
        return mine

    def _show_missed(self) -> None:
        self.missed = self._found[self.scope.value()]
        lines = [PlainLine((one.name, one.what, one.reason), key=one.row.uid) for one in self.missed]
        self.ticks.show_ticks(lines)
        self._count(len(self.ticks.keys()))

    def _row(self, row: Any) -> PlainLine:
        cells, tones = [], {}
        missed = {stage for stage, _ in row.to_make_up}
        for at, stage in enumerate(STAGES, 1):
            passed = row.cells[stage]
            if passed.on is not None:
                cells.append(passed.words)
                tones[at] = "done"
            elif stage in missed:
                cells.append("要补学")
                tones[at] = "due"
            else:
                cells.append("可送学上门" if row.exempt and self.item.stages[stage].held else "")
        return PlainLine((row.name, *cells), tones, row)

    def _count(self, n: int) -> None:
        self.save_button.setText(f"给这 {n} 条记补学" if n else "记为已补学")
        allow(self.save_button, "" if n else "先勾选补了学的人")
        self.all_button.setVisible(bool(self.missed))

    # -- asking ----------------------------------------------------------------------------------------

    def _open_cell(self, index: QModelIndex) -> None:
        row = self.matrix.model.lines[index.row()].key
        stage = STAGES[max(0, self.matrix.model.places[index.column()] - 1)]
        cell = row.cells[stage]
        missed = [uid for step, uid in row.to_make_up if step == stage]
        found = (*cell.sessions, *missed)
        if found:
            self._open_session(found[0])
        else:
            self.stage.emit(stage)

    def _open_session(self, uid: str) -> None:
        self.runner.shell.go(page_of("study_session"), uid=uid)

    def _make_up(self) -> None:
        try:
            day = parse_date(self.day.text(), today=self.desk.ledger.today)
        except UserError as error:
            self.tell(error.sentence())
            return
        chosen = set(self.ticks.keys())
        self.made_up.emit([one for one in self.missed if one.row.uid in chosen], day)

    def tell(self, words: str) -> None:
        """Say why nothing was written; '' for nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)


def _session_line(one: StudySession) -> PlainLine:
    return PlainLine(
        (f"{one.held_on}", one.method_step or one.kind, one.title, one.lecturer or ""), key=one.uid
    )
