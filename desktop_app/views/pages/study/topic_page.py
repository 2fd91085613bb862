"""学习专题: the topics with their four stages; the one opened is planned, made up for, brought home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from desktop_app.base.errors import UserError
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.attendance import start_attendance
from desktop_app.duties.study.study_files import (
    Missed,
    TopicFile,
    fresh_session,
    made_up,
    tag_figures,
    to_visit,
    topic_files,
    visit_of,
)
from desktop_app.records.base import Record
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_topics import STAGES, StudyTopic
from desktop_app.storage.action import Action
from desktop_app.views.page_parts.filters import ALL, Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_table import page_of
from desktop_app.views.pages.study.topic_pane import TopicPane
from desktop_app.views.parts.buttons import LinkButton

_SESSION_BOXES = (
    "start_end", "kind", "title", "place", "lecturer", "tags", "content", "materials", "hours",
    "topic_area", "method_step", "batch",
)  # fmt: skip


class TopicPage(PanePage[TopicFile, StudyTopic]):
    """The list of topics at the left; the chosen one at the right."""

    pane: TopicPane | None

    register, heading, noun, measure = "study_topic", "学习专题", "专题", "个"
    pane_class = TopicPane
    new = NewRecord(
        "新增专题",
        "保存这个专题",
        ("title", "topic_area", "tags", "from_on", "to_on", "leader", "batch", "goal", "materials"),
        "保存后点四个环节，逐次安排学习。",
        heading="新增学习专题",
        width=680,
    )
    hint = "专题、标签"
    nothing = ("target", "点左边的专题，看四个环节学到哪里、谁还要补学", "")
    paper, print_words, table_in = "topic_matrix", "打印补学名单", ""
    list_width, shares = 210, (6, 17)

    def add_filters(self) -> None:
        self.dialog: RecordDialog | None = None
        self.tags = self.filters.add_chips(self._tags, lambda file, tag: tag in _tags_of(file))
        for title, page in (
            ("学习标签", page_of("study_tag")),
            ("资料库", page_of("study_material")),
            ("打开表格", "register:study_topic"),
        ):
            link = LinkButton(self.theme, title, "table")
            link.clicked.connect(partial(self._go, page))
            self.filters.addWidget(link)

    def _go(self, page: str, _checked: bool = False) -> None:
        self.shell.go(page)

    def _tags(self) -> Pairs:
        """The tags of the table."""
        found = tag_figures(self.desk.ledger, self.desk.ledger.today.year)
        return [(ALL, "全部"), *((one.title, one.title) for one in found)]

    def wire(self, pane: TopicPane) -> None:
        pane.stage.connect(self.open_stage)
        pane.made_up.connect(self._make_up)
        pane.visit.connect(self.bring_home)

    def count_words(self) -> str:
        done = sum(file.done == len(STAGES) for file in self.items.values())
        return f"共 {len(self.items)} 个，四个环节都开展了的 {done} 个"

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[TopicFile]:
        return topic_files(self.desk.ledger, load_strokes())

    def said(self, item: TopicFile) -> str:
        return f"{item.topic.title} {' '.join(_tags_of(item))}"

    def line(self, item: TopicFile) -> Line:
        left = [stage for stage in STAGES if not item.stages[stage].held]
        note = f"还缺 {'、'.join(left)}" if left else "四个环节都开展了"
        done = f"{item.done}/{len(STAGES)}"
        return Line(item.topic.uid, item.topic.title or "", note, done, "going" if left else "done")

    # -- writing ---------------------------------------------------------------------------------------

    def new_record(self, **known: object) -> StudyTopic:
        return super().new_record(**{"from_on": self.desk.ledger.today} | known)

    def open_stage(self, stage: str) -> None:
        """A stage held or planned is opened; otherwise its session is planned in one step."""
        assert self.pane is not None
        one = self.pane.item.stages[stage]
        found = (*one.held, *one.coming)
        if found:
            self.shell.go(page_of("study_session"), uid=found[0].uid)
        else:
            self.plan(stage)

    def plan(self, stage: str) -> None:
        """Ask for the session of a stage, all that is known filled in; who was there follows at once."""
        assert self.pane is not None
        ledger = self.desk.ledger
        record = fresh_session(ledger, self.pane.item, stage)
        self._ask(
            record, f"安排「{stage}」", "保存这次学习",
            "已经开过的，保存后全员先记到会，打开这次学习改缺席的人。",
            lambda: start_attendance(record, ledger) if record.held_on <= ledger.today else [],
        )  # fmt: skip

    def bring_home(self) -> None:
        """送学上门: one session for those of whom nothing is demanded, at the first stage they lack."""
        assert self.pane is not None
        ledger, file = self.desk.ledger, self.pane.item
        held = [stage for stage in STAGES if file.stages[stage].held and to_visit(file, stage)]
        if not held:
            self.shell.show_notice("开展过的环节都送过了，或者还没有开展。", tone="due")
            return
        people = to_visit(file, held[0])
        record, rows = visit_of(fresh_session(ledger, file, held[0]), [uid for uid, _ in people])
        names = "、".join(name for _, name in people)
        note = f"送到：{names}。没有送到的，保存后在这次学习里去掉。"
        self._ask(record, "记一次送学上门", "保存这次送学", note, lambda: rows)

    def _ask(
        self, record: StudySession, title: str, verb: str, note: str, more: Callable[[], Sequence[Record]]
    ) -> None:
        """Ask for a session; save it and what ``more`` gives besides in one action."""
        register = self.desk.ledger.catalogue.of(record)
        dialog = self.dialog = RecordDialog(
            self.desk, register, record, title, verb, boxes=_SESSION_BOXES, note=note, parent=self
        )
        dialog.setMinimumWidth(self.theme.unit(680))

        def write(action: Action) -> None:
            action.save(record)
            action.save(*more())

        dialog.taken.connect(
            lambda _filled: self.runner.run(verb, write, done=dialog.accept, failed=dialog.refused)
        )
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

    def on_print(self) -> bool:
        """Who has to make up this year."""
        self.preview("make_up_list", "补学名单", year=self.desk.ledger.today.year)
        return True

    def paper_title(self, item: TopicFile) -> str:
        return "专题学习进度表"


def _tags_of(file: TopicFile) -> set[str]:
    """The tags of a topic and of its sessions."""
    return {*(file.topic.tags or ()), *(one for session in file.sessions for one in session.tags or ())}
