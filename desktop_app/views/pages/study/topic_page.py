"""学习专题: the topics with their four stages; the one opened is planned, made up for, brought home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.search_words import SearchWords
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.attendance import start_attendance
from desktop_app.duties.study.study_files import (
    Missed,
    TopicFile,
    fresh_session,
    made_up,
    tag_figures,
    to_make_up,
    to_visit,
    topic_files,
    visit_of,
)
from desktop_app.registers.study.study_topics import STAGES
from desktop_app.views.pages.page_parts.action_runner import ActionRunner
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.destinations import follow
from desktop_app.views.pages.page_parts.line_list import Line, LineList
from desktop_app.views.pages.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_table import page_of
from desktop_app.views.pages.study.topic_pane import TopicPane
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL = ""
_TOPIC_BOXES = ("title", "topic_area", "tags", "from_on", "to_on", "leader", "goal", "materials")
_SESSION_BOXES = (
    "start_end", "kind", "title", "place", "lecturer", "tags", "content", "materials", "hours",
    "topic_area", "method_step",
)  # fmt: skip


class TopicPage(LivePage):
    """The list of topics at the left; the chosen one at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "学习专题")
        self.runner = ActionRunner(desk, shell, self)
        self.files: dict[str, TopicFile] = {}
        self.pane: TopicPane | None = None
        self.dialog: RecordDialog | None = None
        self._words = SearchWords("", self.desk.pinyin.keys)
        self.print_button = PlainButton(self.theme, "打印补学名单", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(self.theme, "新增专题", "add")
        self.new_button.clicked.connect(self.begin)
        self._build()

    def _build(self) -> None:
        theme = self.theme
        whole = page_column(self, theme)
        strip = QHBoxLayout()
        self.tags = ChipRow(theme, [(ALL, "全部")])
        strip.addWidget(self.tags, 1)
        for title, register in (("学习标签", "study_tag"), ("资料库", "study_material")):
            link = LinkButton(theme, title, "table")
            link.clicked.connect(partial(self._go, page_of(register)))
            strip.addWidget(link)
        table = LinkButton(theme, "打开表格", "table")
        table.clicked.connect(lambda: self.shell.go("register:study_topic"))
        strip.addWidget(table)
        whole.addLayout(strip)
        self._strip = strip
        left = PageFrame("card")
        left.setMinimumWidth(theme.unit(210))
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        self.none = faint(theme, "没有这样的专题。点右上角“新增专题”，或者换一个筛选。", wrap=True)
        self.none.setContentsMargins(theme.unit(14), theme.unit(12), theme.unit(14), theme.unit(12))
        self.list = LineList(theme, "专题")
        self.list.chosen.connect(self.open)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self.empty = EmptyState(theme, "target", "点左边的专题，看四个环节学到哪里、谁还要补学")
        self._body = QHBoxLayout()
        self._body.setSpacing(theme.unit(12))
        self._body.addWidget(left, 6)
        self._body.addWidget(self.empty, 17)
        whole.addLayout(self._body, 1)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        done = sum(file.done == len(STAGES) for file in self.files.values())
        return f"共 {len(self.files)} 个，四个环节都开展了的 {done} 个"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.new_button)

    def search_hint(self) -> str:
        return "专题、标签"

    def on_search(self, words: str) -> None:
        self._words = SearchWords(words, self.desk.pinyin.keys)
        self._list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a topic, ``new=True`` begins one."""
        self._words = SearchWords("", self.desk.pinyin.keys)
        self.refresh()
        uid = str(args.get("uid") or "")
        if uid in self.files:
            self.open(uid)
        elif args.get("new"):
            self.begin()
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        self._preview("make_up_list", "补学名单", {"year": self.desk.ledger.today.year})
        return True

    # -- showing ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the topics again."""
        with self.fresh.reading():
            ledger = self.desk.ledger
            self.files = {file.topic.uid: file for file in topic_files(ledger, load_strokes())}
            self._show_tags()
            self._list()
            if self.pane is not None:
                uid = self.pane.file.topic.uid
                if uid in self.files:
                    self.pane.show_file(self.files[uid], *self._missed(uid))
                else:
                    self._put_away()

    def _show_tags(self) -> None:
        """The tags of the table, each with how many of the year's sessions carry it."""
        figures = tag_figures(self.desk.ledger, self.desk.ledger.today.year)
        if [one.title for one in figures] != list(self.tags.chips)[1:]:
            fresh = ChipRow(self.theme, [(ALL, "全部"), *((one.title, one.title) for one in figures)])
            fresh.chosen.connect(lambda _tag: self._list())
            self._strip.replaceWidget(self.tags, fresh)
            self.tags.deleteLater()
            self.tags = fresh
        counts: dict[object, int] = {one.title: len(one.items) for one in figures}
        counts[ALL] = sum(len(file.sessions) for file in self.files.values())
        self.tags.set_counts(counts)

    def _list(self) -> None:
        tag = self.tags.value()
        shown = [file for file in self.files.values() if self._fits(file, str(tag))]
        current = self.pane.file.topic.uid if self.pane is not None else ""
        self.list.show_lines([self._line(file) for file in shown], current)
        self.none.setVisible(not shown)
        self.headline_changed.emit()

    def _fits(self, file: TopicFile, tag: str) -> bool:
        topic = file.topic
        tags = {*(topic.tags or ()), *(one for session in file.sessions for one in session.tags or ())}
        return (tag == ALL or tag in tags) and self._words.fit(f"{topic.title} {' '.join(tags)}")

    def _line(self, file: TopicFile) -> Line:
        left = [stage for stage in STAGES if not file.stages[stage].held]
        note = f"还缺 {'、'.join(left)}" if left else "四个环节都开展了"
        return Line(
            file.topic.uid, file.topic.title, note, f"{file.done}/{len(STAGES)}", "going" if left else "done"
        )

    def _missed(self, uid: str) -> tuple[list[Missed], list[Missed]]:
        """What is to be made up for of the topic, and of all study of the year."""
        ledger = self.desk.ledger
        years = sorted({one.held_on.year for one in self.files[uid].sessions})
        found = {year: to_make_up(ledger, year, load_strokes()) for year in {*years, ledger.today.year}}
        mine = [one for year in years for one in found[year] if one.session.topic == uid]
        return mine, found[ledger.today.year]

    def open(self, uid: str) -> None:
        """Open a topic at the right."""
        file = self.files[uid]
        if self.pane is not None:
            self.pane.show_file(file, *self._missed(uid))
        else:
            pane = self.pane = TopicPane(self.desk, file, *self._missed(uid))
            pane.setMinimumWidth(self.theme.unit(470))
            pane.session.connect(lambda session: self.shell.go(page_of("study_session"), uid=session))
            pane.stage.connect(self.open_stage)
            pane.made_up.connect(self._make_up)
            pane.visit.connect(self.bring_home)
            pane.followed.connect(lambda destination: follow(self.shell, destination))
            pane.edit.connect(lambda: self.shell.go("register:study_topic", uid=pane.file.topic.uid))
            pane.print_button.clicked.connect(self._print_matrix)
            self.empty.hide()
            self._body.addWidget(pane, 17)
        self.list.mark(uid)

    def _go(self, page: str, _checked: bool = False) -> None:
        self.shell.go(page)

    def _put_away(self) -> None:
        if self.pane is not None:
            self._body.removeWidget(self.pane)
            self.pane.hide()
            self.pane.deleteLater()
            self.pane = None
            self.empty.show()

    # -- writing ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for a new topic."""
        register = self.desk.ledger.catalogue["study_topic"]
        record = register.new(from_on=self.desk.ledger.today)
        self._ask(
            register, record, "新增学习专题", "保存这个专题", _TOPIC_BOXES,
            lambda: self._opened_new(record.uid), note="保存后点四个环节，逐次安排学习。",
        )  # fmt: skip

    def _opened_new(self, uid: str) -> None:
        self.refresh()
        self.open(uid)

    def open_stage(self, stage: str) -> None:
        """A stage held or planned is opened; otherwise its session is planned in one step."""
        assert self.pane is not None
        one = self.pane.file.stages[stage]
        found = (*one.held, *one.coming)
        if found:
            self.shell.go(page_of("study_session"), uid=found[0].uid)
        else:
            self.plan(stage)

    def plan(self, stage: str) -> None:
        """Ask for the session of a stage, all that is known filled in; who was there follows at once."""
        assert self.pane is not None
        ledger = self.desk.ledger
        record = fresh_session(ledger, self.pane.file, stage)
        self._ask(
            ledger.catalogue["study_session"], record, f"安排「{stage}」", "保存这次学习", _SESSION_BOXES,
            lambda: None, note="已经开过的，保存后全员先记到会，打开这次学习改缺席的人。",
            more=lambda: start_attendance(record, ledger) if record.held_on <= ledger.today else [],
        )  # fmt: skip

    def bring_home(self) -> None:
        """送学上门: one session for those of whom nothing is demanded, at the first stage they lack."""
        assert self.pane is not None
        ledger, file = self.desk.ledger, self.pane.file
        held = [stage for stage in STAGES if file.stages[stage].held and to_visit(file, stage)]
        if not held:
            self.shell.show_notice("开展过的环节都送过了，或者还没有开展。", tone="due")
            return
        people = to_visit(file, held[0])
        record, rows = visit_of(fresh_session(ledger, file, held[0]), [uid for uid, _ in people])
        names = "、".join(name for _, name in people)
        self._ask(
            ledger.catalogue["study_session"], record, "记一次送学上门", "保存这次送学", _SESSION_BOXES,
            lambda: None, note=f"送到：{names}。没有送到的，保存后在这次学习里去掉。", more=lambda: rows,
        )  # fmt: skip

    def _ask(
        self,
        register: Any,
        record: Any,
        title: str,
        verb: str,
        boxes: Sequence[str],
        after: Callable[[], object],
        *,
        note: str = "",
        more: Callable[[], Sequence[Any]] = tuple,
    ) -> None:
        """Ask for a record; save it and what ``more`` gives besides in one action."""
        dialog = RecordDialog(self.desk, register, record, title, verb, boxes=boxes, note=note, parent=self)
        dialog.setMinimumWidth(self.theme.unit(680))
        self.dialog = dialog

        def write(action: Any) -> None:
            action.save(record)
            action.save(*more())

        def done() -> None:
            dialog.accept()
            after()

        dialog.taken.connect(lambda _filled: self.runner.run(verb, write, done=done, failed=dialog.refused))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make_up(self, chosen: list[Missed], day: date) -> None:
        """Record one day of making up for all those ticked, in one action."""
        pane = self.pane
        assert pane is not None
        try:
            rows = made_up(chosen, day)
        except UserError as error:
            pane.tell(error.sentence())
            return
        n = len({one.row.person for one in chosen})
        self.runner.run(
            f"记补学 {n} 人", lambda action: action.save(*rows),
            told=f"已记 {n} 人补学 {len(rows)} 条", done=lambda: pane.tell(""),
            failed=lambda error: pane.tell(error.sentence()),
        )  # fmt: skip

    # -- printing --------------------------------------------------------------------------------------

    def _print_matrix(self) -> None:
        assert self.pane is not None
        self._preview("topic_matrix", "专题学习进度表", {"uid": self.pane.file.topic.uid})

    def _preview(self, key: str, title: str, args: dict[str, Any]) -> None:
        self.shell.go("preview", key=key, args=args, title=title, back="topics")
