"""The import page: a sheet of any register read with patience, checked, asked about, and taken in at once."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.desk import Desk
from desktop_app.exchange.workbook.apply import ImportResult, apply_plan
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.exchange.workbook.question import Question
from desktop_app.exchange.workbook.returned import returned_workbook
from desktop_app.exchange.workbook.sniff import load
from desktop_app.registers.exchange.audit_log import EXPORTED, IMPORTED
from desktop_app.storage.action import Change
from desktop_app.storage.import_batches import take_back
from desktop_app.views.bridge import Progress
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.dropping import dropped_file
from desktop_app.views.page_table import page_of
from desktop_app.views.pages.tables.import_batches import BatchesLeaf
from desktop_app.views.pages.tables.import_check import CheckLeaf
from desktop_app.views.pages.tables.import_choose import ChooseLeaf
from desktop_app.views.pages.tables.import_columns import LOW, ColumnsLeaf
from desktop_app.views.pages.tables.import_draft import ImportDraft
from desktop_app.views.pages.tables.import_result import ResultLeaf
from desktop_app.views.pages.tables.meant_register import ROSTER, SheetReader
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.parts.page import Page
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.status import StepRail
from desktop_app.views.shell import Shell

STEPS = ("选表格", "核对列", "检查", "完成")
# Units of the window's height under which the rail of steps is put away.


class ImportPage(Page):
    """A wizard of four leaves. ``on_shown(path=…, register="member")`` begins with a file.

    ``doors`` are the system's file windows; tests hand in their own.
    """

    def __init__(self, desk: Desk, shell: Shell, doors: FileDialogs | None = None) -> None:
        super().__init__(desk.theme, "导入表格")
        self._desk, self._shell, self._doors = desk, shell, doors or FileDialogs(desk.settings)
        self.plan: ImportPlan | None = None
        self.result: ImportResult | None = None
        self._kept_to = ("", "")  # a file and the register a person chose for it after it was read as another
        self._behind = 0  # the leaf the list of earlier imports leads back to
        self._source: bytes | SheetGrid = b""
        self._columns: dict[int, str | None] = {}
        self._given: list[dict[str, int]] = []  # the answers before each answer, for taking one back
        self._work: Progress | None = None
        self._tell: Callable[[int, int], None] = _silent
        self._lay_out()
        self.setAcceptDrops(True)
        desk.bridge.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.rail = StepRail(theme, STEPS, in_line=True)
        self.choose_leaf = ChooseLeaf(self._desk, self._shell, self._doors)
        self.choose_leaf.set_register(ROSTER)
        self.columns_leaf = ColumnsLeaf(self._desk)
        self.check_leaf = CheckLeaf(self._desk)
        self.done_leaf = ResultLeaf(self._desk)
        self.batches_button = PlainButton(theme, "最近的导入", "archive")
        self.batches_button.clicked.connect(self.show_batches)
        self.batches_leaf = BatchesLeaf(self._desk, ActionRunner(self._desk, self._shell, self))
        self.batches_leaf.put_away.connect(lambda: self._show(self._behind))
        self.leaves: tuple[QWidget, ...] = (
            self.choose_leaf,
            self.columns_leaf,
            self.check_leaf,
            self.done_leaf,
        )
        self.stack = FrontStack(tall=True)
        for leaf in self.leaves:
            self.stack.addWidget(leaf)
        self.waiting = self._waiting_leaf()
        self.stack.addWidget(self.waiting)
        self.stack.addWidget(self.batches_leaf)
        column = QVBoxLayout(self)
        unit = theme.unit
        column.setContentsMargins(unit(20), unit(10), unit(20), unit(12))
        column.setSpacing(unit(8))
        column.addWidget(self.rail)
        column.addWidget(self.stack, 1)
        self.draft = ImportDraft(self._desk, lambda bar: column.insertWidget(1, bar), self._go_on)
        self.choose_leaf.chosen.connect(self.begin)
        self.columns_leaf.agreed.connect(partial(self._answer_file, 2))
        self.columns_leaf.answered.connect(partial(self._answer_file, 1))
        self.columns_leaf.columns_set.connect(self._set_columns)
        self.columns_leaf.put_away.connect(self.begin_anew)
        self.check_leaf.answered.connect(self._answer)
        self.check_leaf.taken_back.connect(self._take_back)
        self.check_leaf.agreed.connect(self.take_in)
        self.check_leaf.put_away.connect(lambda: self._show(1))
        self.done_leaf.workbook_asked.connect(self.save_marked)
        self.done_leaf.turned.connect(self.turn)
        self.done_leaf.records_asked.connect(self._open_records)
        self.done_leaf.put_away.connect(self.begin_anew)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the rail gives its room to the leaf; the leaf's own heading says where one is."""
        super().resizeEvent(event)
        low = self.window().height() < self._desk.theme.unit(LOW)
        if low != self.rail.isHidden():
            self.rail.setHidden(low)

    def _waiting_leaf(self) -> QWidget:
        card = Card(self._desk.theme)
        self.progress = ProgressPanel(self._desk.theme, "正在读表格", "停止，不导入")
        self.progress.cancelled.connect(self._stop)
        card.body.addStretch(2)
        card.body.addWidget(self.progress)
        card.body.addStretch(3)
        # The cursor waits here: without a place it would go to the navigation.
        card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return card

    # -- what the shell asks -------------------------------------------------------------------------

    def on_shown(self, **args: object) -> None:
        """``register`` chooses where the rows go, ``path`` (or ``grid``, a pasted block) begins at once."""
        self.choose_leaf.trouble.tell(None)
        source = args.get("path") or args.get("grid")
        if source is None and "register" not in args:
            return
        if self.stack.currentWidget() is self.waiting:
            return
        self.begin_anew()
        self.choose_leaf.set_register(str(args.get("register") or ROSTER))
        if isinstance(source, (str, Path)):
            self.begin(Path(source), seek="register" not in args)
        elif isinstance(source, SheetGrid):
            self.begin(source)

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.batches_button,)

    def show_batches(self) -> None:
        """Show the imports of before; 返回导入 leads to the leaf that was in sight."""
        if self.stack.currentWidget() is self.waiting:
            return
        # Pressed again where they could not be read, they are read again.
        self.batches_leaf.refresh()
        if self.stack.currentWidget() is not self.batches_leaf:
            self._behind = self.stack.currentIndex()
            self.stack.setCurrentWidget(self.batches_leaf)
            self.rail.hide()
            self.headline_changed.emit()

    def count_words(self) -> str:
        if self.plan is None or self.stack.currentIndex() in (0, self.stack.indexOf(self.batches_leaf)):
            return ""
        return f"{self.plan.name} → {self.plan.register.title}"

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self.stack.currentWidget() is not self.waiting:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.begin(path)

    # -- reading -----------------------------------------------------------------------------------

    def begin(self, source: Path | SheetGrid, *, seek: bool = False) -> None:
        """Read a file or a pasted block and show what was recognised; nothing is stored.

        ``seek``: nobody chose a register, the one it is about is looked for. It is, too, where the register
        chosen does not know the head, unless the person chose it again after that.
        """
        self._columns, self._given = {}, []
        self.choose_leaf.trouble.tell(None)
        self.draft.begin(str(source) if isinstance(source, Path) else "")

        def fetch() -> tuple[bytes | SheetGrid, str]:
            return (source, source.name) if isinstance(source, SheetGrid) else (load(source), source.name)

        chosen = self.choose_leaf.register()
        asked_for = not seek and self._kept_to == (str(source), chosen.name)

        def job() -> ImportPlan:
            reader = self._reader(*fetch())
            if asked_for:
                return reader.plan(chosen, {}, {})
            return reader.plan_sought(chosen) if seek else reader.plan_chosen(chosen)

        def show(plan: ImportPlan) -> None:
            if plan.register is not chosen and not seek:
                self._kept_to = (str(source), chosen.name)
                self._shell.show_notice(
                    f"这份表是{plan.register.title}的样子，已按它来读。不是的话，点“换一份表格”，选好台账再来"
                )
            self.choose_leaf.set_register(plan.register.name)
            self._show_plan(1, plan)

        self._run("正在读表格", job, show)

    def _reader(self, kept: bytes | SheetGrid, name: str) -> SheetReader:
        self._source = kept
        return SheetReader(self._desk, kept, name, lambda done, total: self._tell(done, total))

    def _read(self, fetch: Callable[[], tuple[bytes | SheetGrid, str]], answers: dict[str, int]) -> None:
        register, columns = self.choose_leaf.register(), dict(self._columns)
        self._run(
            "正在读表格",
            lambda: self._reader(*fetch()).plan(register, answers, columns),
            partial(self._show_plan, 1),
        )

    def _show_plan(self, leaf: int, plan: ImportPlan) -> None:
        self.plan = plan
        self.draft.show_plan(plan, self._columns)
        if leaf == 2 and plan.file_questions:
            leaf = 1  # an answer brought up another question about the whole file
        if leaf == 1:
            self.columns_leaf.show_plan(plan)
        else:
            self.check_leaf.show_plan(plan, may_take_back=bool(self._given))
        waited = self.waiting.hasFocus() or self.waiting.isAncestorOf(self.focusWidget() or self)
        self._show(leaf)
        if waited:
            (self.columns_leaf if leaf == 1 else self.check_leaf).take_focus()

    def _go_on(self, columns: dict[int, str | None], answers: dict[str, int]) -> None:
        """Read the sheet again with what was answered before."""
        plan, kept = self.plan, self._source
        if plan is not None:
            name, self._columns = plan.name, dict(columns)
            self._read(lambda: (kept, name), answers)

    def _set_columns(self, columns: dict[int, str | None]) -> None:
        plan, kept = self.plan, self._source
        if plan is not None:
            name = plan.name
            self._columns |= columns
            self._read(lambda: (kept, name), dict(plan.answers.given))

    # -- answering -----------------------------------------------------------------------------------

    def _answer_file(self, leaf: int, answers: dict[str, int]) -> None:
        plan = self.plan
        if plan is None:
            return

        def change() -> None:
            plan.answers.given.update(answers)
            plan.work_out()

        self._given = []
        self._work_out("正在逐行检查", plan, change, leaf)

    def _answer(self, question: Question, choice: int, alike: bool) -> None:
        plan = self.plan
        if plan is None:
            return
        self._given.append(dict(plan.answers.given))
        self._work_out(
            "正在重新检查", plan, partial(plan.answer, question, choice, all_alike=alike), 2, self._given.pop
        )

    def _take_back(self) -> None:
        plan = self.plan
        if plan is None or not self._given:
            return
        before = self._given.pop()

        def change() -> None:
            plan.answers.given.clear()
            plan.answers.given.update(before)
            plan.work_out()

        self._work_out("正在重新检查", plan, change, 2, partial(self._given.append, before))

    def _work_out(
        self,
        title: str,
        plan: ImportPlan,
        change: Callable[[], object],
        leaf: int,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Change the answers and work the plan out; stopped or failed, the answers are what they were."""
        before = dict(plan.answers.given)

        def job() -> ImportPlan:
            try:
                change()
            except BaseException:
                plan.answers.given.clear()
                plan.answers.given.update(before)
                if stopped is not None:
                    stopped()
                raise
            return plan

        self._run(title, job, partial(self._show_plan, leaf))

    # -- taking in -----------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Back up, then write the rows as one action."""
        plan, desk = self.plan, self._desk
        if plan is None:
            return

        def job() -> ImportResult:
            desk.backup_store.make("导入前")
            result = apply_plan(
                plan, desk.ledger, initiator=self, progress=lambda done, total: self._tell(done, total)
            )
            done = f"新增 {len(result.added)}　修改 {len(result.changed)}"
            desk.log.note(IMPORTED, plan.register.title, plan.name, done)
            return result

        self._run("正在备份，然后导入", job, self._taken_in)

    def _taken_in(self, result: ImportResult) -> None:
        self.result = result
        if self.plan is not None:
            self.draft.drop(self.plan)
            self.done_leaf.show_result(self.plan, result)
        self._show(3)

    def save_marked(self) -> None:
        """Save the sheet with its rows judged and the bad cells yellow."""
        plan, source = self.plan, self._source
        if plan is None:
            return
        name = f"{Path(plan.name).stem}-导入结果.xlsx"
        path = self._doors.save_file(self, "保存标记过的表格", name, "表格 (*.xlsx)")
        if path is None:
            return

        def job() -> None:
            save_bytes(path, returned_workbook(plan, source if isinstance(source, bytes) else None))
            self._desk.log.note(EXPORTED, plan.register.title, "标记过的导入表格", path.name)

        self.done_leaf.trouble.tell(None)
        self._desk.bridge.run(
            job,
            done=lambda _: self._shell.show_notice(f"标记过的表格已保存：{path.name}"),
            failed=self.done_leaf.trouble.tell,
        )

    def turn(self, undo: bool) -> None:
        """Take the import back, or bring it again."""
        ledger, result = self._desk.ledger, self.result
        if result is None or result.change is None:
            return
        number = result.change.action
        self.done_leaf.undo_verb.set_reason("正在撤销……" if undo else "正在重做……")

        def done(_: Any) -> None:
            self.done_leaf.undone = undo
            self.done_leaf.show_state()

        def failed(error: UserError) -> None:
            self.done_leaf.trouble.tell(error)
            self.done_leaf.show_state()

        self._desk.bridge.run(
            lambda: take_back(ledger, number, self) if undo else ledger.redo(initiator=self),
            done=done,
            failed=failed,
        )

    def _on_change(self, change: Change) -> None:
        if self.plan is not None:
            self.plan.recall.clear()
        self.done_leaf.show_state()
        if self.stack.currentWidget() is self.batches_leaf and change.initiator is not self.batches_leaf:
            self.batches_leaf.refresh()

    def _open_records(self) -> None:
        if self.plan is not None:
            register = self.plan.register
            name = register.parent_registers[0] if register.parent else register.name
            self._shell.go(page_of(name))

    # -- between the leaves ----------------------------------------------------------------------------

    def begin_anew(self) -> None:
        """Back to the first leaf; nothing of the sheet before is kept."""
        self.plan = self.result = None
        self.draft.put_away()
        self._source, self._columns, self._given = b"", {}, []
        self.columns_leaf.boxes = {}
        self.choose_leaf.trouble.tell(None)
        self._show(0)

    def _run(self, title: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Run a job with its progress in sight; stopped or failed, the leaf before comes back."""
        back = self.stack.currentIndex()
        self.progress.title.setText(title)
        self.progress.begin()
        self.stack.setCurrentWidget(self.waiting)
        self.waiting.setFocus()

        def work(progress: Progress) -> tuple[bool, Any]:
            self._tell = progress
            try:
                return True, job()
            except Cancelled:
                return False, None
            finally:
                self._tell = _silent

        def finished(outcome: tuple[bool, Any]) -> None:
            self._work = None
            if outcome[0]:
                done(outcome[1])
            else:
                self._show(back)
                self._shell.show_notice("已停止，没有导入任何内容", tone="going")

        def failed(error: UserError) -> None:
            self._work = None
            self._fail(back, error)

        self._work = self._desk.bridge.run(
            work,
            finished,
            failed,
            progress=lambda done, total, _: self.progress.set_progress(done, total),
        )

    def _fail(self, back: int, error: UserError) -> None:
        """Tell an error on the leaf it came from; a file that cannot be read leads to the first."""
        leaf = self.leaves[back] if back < len(self.leaves) else self.choose_leaf
        if leaf in (self.choose_leaf, self.done_leaf):
            self._show(back)
            (self.choose_leaf if leaf is self.choose_leaf else self.done_leaf).trouble.tell(error)
        else:
            self._columns = {}
            self._show(back)
            self._desk.bridge.failed.emit(error)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def on_paste(self) -> bool:
        if self.stack.currentIndex() == 0:
            self.choose_leaf.paste()
        return True

    def _show(self, leaf: int) -> None:
        self.stack.setCurrentIndex(leaf)
        self.rail.show()
        done = leaf == len(STEPS) - 1
        self.rail.show_steps(STEPS, len(STEPS) if done else leaf)
        self.headline_changed.emit()


def _silent(done: int, total: int) -> None:
    """Progress that nobody watches."""
