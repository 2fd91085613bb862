"""One batch of 主题教育 opened: its four measures in figures that open their lists, plan and projects."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.theme_overview import ThemeOverview
from desktop_app.registers.study.theme_batches import (
    FINISHED,
    MEASURES,
    ThemeBatch,
    ThemeProject,
    ThemeTask,
)
from desktop_app.views.page_parts.action_runner import StepRunner
from desktop_app.views.page_parts.child_list import EDIT, REMOVE, ChildLines, next_seq
from desktop_app.views.page_parts.entries import EntryLine
from desktop_app.views.page_parts.figure_lines import figure_lines
from desktop_app.views.page_parts.figure_list import FigureList
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import Words, faint

_TASK_BOXES = ("measure", "task", "demand", "due_on", "owner", "done_on", "evidence")
_PROJECT_BOXES = ("kind", "item", "lead_officer", "owner", "due_on", "progress")


class ThemePane(RecordPane[ThemeOverview, ThemeBatch]):
    """Shows one ``ThemeOverview``."""

    register, sections, print_words = "theme_batch", ("主题教育", "要求"), "打印开展情况表"
    keeps_tab = True

    @staticmethod
    def record_of(item: ThemeOverview) -> ThemeBatch:
        return item.batch

    def build(self) -> None:
        theme, column = self.desk.theme, self.column
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.about = faint(theme, wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.about)
        self._figures: dict[tuple[str, str], LinkButton] = {}
        self._shown: tuple[str, str] | None = None
        self.measures = QWidget()
        self.measures.setProperty("look", "clear")
        self._rows = QVBoxLayout(self.measures)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.side = FigureList(theme)
        self.side.opened.connect(self._open)
        self.side.closed.connect(self._forget)
        self.side.hide()
        self.side.setMinimumHeight(theme.unit(180))
        self.add_tab("四项措施", self.measures, self.side)
        self.tasks = ChildLines(
            self, ThemeTask, "任务", "还没有任务安排。四项措施各写一条以上。", add="加一项任务",
            new=self._new_task, boxes=_TASK_BOXES, heading="任务安排", measure="项",
        )  # fmt: skip
        self.add_tab("任务安排", self.tasks, button=self.tasks.add_button)
        self.project_steps = StepRunner(self.runner, self.desk.ledger.catalogue["theme_project"])
        self.projects = ChildLines(
            self, ThemeProject, "实事、项目", "还没有写为群众办的实事、推动发展的项目。",
            add="加一件实事或项目", new=self._new_project, boxes=_PROJECT_BOXES,
            heading="推动发展", measure="件", verb="保存这一件", verbs={"finish": self._finish},
        )  # fmt: skip
        self.add_tab("推动发展", self.projects, button=self.projects.add_button)
        self.add_form("总要求和通知")

    def show_item(self, item: ThemeOverview) -> None:
        self.item = told = item
        ledger, batch = self.desk.ledger, told.batch
        self.title.setText(ledger.name(batch.uid))
        until = f"{batch.to_on:%Y-%m-%d}" if batch.to_on else "今"
        words = f"{batch.from_on:%Y-%m-%d} 至 {until} · 负责人 {ledger.name(batch.leader)} · {told.words}"
        self.about.setText(f"{words}\n总要求：{batch.demand}")
        self._lay_figures()
        self.tasks.show_entries([self._task(one) for one in told.tasks])
        self.projects.show_entries([self._project(one) for one in told.projects])
        self.form.show_record(batch)
        self.name_tabs("四项措施", ("任务安排", len(told.tasks)), ("推动发展", len(told.projects)))

    # -- the four measures -----------------------------------------------------------------------------

    def _lay_figures(self) -> None:
        """A row of figures for each measure, each to be pressed; the list that is open is shown anew."""
        if not self._figures:
            for measure in MEASURES:
                buttons = []
                for one in self.item.figures[measure]:
                    button = self._figures[measure, one.key] = LinkButton(self.desk.theme, "")
                    button.clicked.connect(partial(self._show_figure, (measure, one.key)))
                    buttons.append(button)
                self._rows.addWidget(Words(self.desk.theme, measure, bold=True))
                self._rows.addWidget(in_a_line(self.desk.theme, *buttons))
        for (measure, key), button in self._figures.items():
            button.setText(self._figure((measure, key)).words)
        if self._shown is not None:
            self._show_figure(self._shown)

    def _figure(self, place: tuple[str, str]) -> Figure:
        measure, key = place
        return next(one for one in self.item.figures[measure] if one.key == key)

    def _show_figure(self, place: tuple[str, str], _checked: bool = False) -> None:
        figure, self._shown = self._figure(place), place
        note = f"共 {len(figure.items)} 条，双击打开。" if figure.items else "没有这样的记录。"
        self.side.show_lines(f"{place[0]}：{figure.words}", note, figure_lines(self.desk.ledger, figure))

    def _forget(self) -> None:
        self._shown = None

    def _open(self, uid: str) -> None:
        found = self.desk.ledger.locate(uid)
        if found is not None:
            page, args = place_of(self.desk.ledger, found[0].name, uid)
            self.runner.shell.go(page, **args)

    # -- plan and projects -----------------------------------------------------------------------------

    def _task(self, one: ThemeTask) -> EntryLine:
        name = self.desk.ledger.name
        notes = [one.demand or "", f"{one.due_on:%Y-%m-%d} 前，责任人 {name(one.owner)}"]
        notes += [f"佐证：{one.evidence}"] if one.evidence else []
        late = one.done_on is None and one.due_on < self.desk.ledger.today
        pill, tone = (
            ("已完成", "done") if one.done_on else ("逾期", "overdue") if late else ("未完成", "going")
        )
        return EntryLine(
            one.uid, one.measure, one.task, tuple(note for note in notes if note), pill, tone, (EDIT, REMOVE)
        )

    def _project(self, one: ThemeProject) -> EntryLine:
        name = self.desk.ledger.name
        notes = [
            f"责任领导 {name(one.lead_officer)}，责任人 {name(one.owner)}，{one.due_on:%Y-%m-%d} 前",
            f"进度：{one.progress or '还没有写'}",
        ]
        done = one.state == FINISHED
        late = not done and one.due_on < self.desk.ledger.today
        verbs = () if done else (("finish", "办结"), EDIT, REMOVE)
        tone = "done" if done else "overdue" if late else "going"
        return EntryLine(
            one.uid, one.kind, one.item, tuple(notes), "逾期" if late else one.state, tone, verbs
        )

    def _finish(self, one: ThemeProject) -> None:
        self.project_steps.begin(one, "finish")

    def _new_task(self) -> ThemeTask:
        bare = [measure for measure in MEASURES if not self.item.tasks_of(measure)]
        return ThemeTask(batch=self.uid, **({"measure": bare[0]} if bare else {}))

    def _new_project(self) -> ThemeProject:
        return ThemeProject(batch=self.uid, seq=next_seq(self.item.projects))
