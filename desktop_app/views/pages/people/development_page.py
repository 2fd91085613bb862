"""发展党员: everybody on the way by stage, and beside the list the one that is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.development_path import STAGES, DevelopmentFile, files_of
from desktop_app.registers.people.development import ENDED
from desktop_app.registers.people.members import FULL
from desktop_app.registers.people.orgs import own_branch
from desktop_app.storage.action import Change
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.pages.people.development_pane import TONES, DevelopmentPane
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, ON_THE_WAY, LATE = "", "在培养", "有逾期"
STATES = (
    (ON_THE_WAY, "在培养"),
    (LATE, "有逾期的"),
    (FULL, "已转正的"),
    (ENDED, "终止的"),
    (ALL, "全部"),
)
OWN = frozenset(("development", "development_review", "development_material", "member", "rule"))
_NEW_BOXES = ("person", "id_number", "ethnicity", "education", "mobile", "work_unit", "applied_on")


class DevelopmentPage(PanePage):
    """Everybody on the way into the party; the one chosen is worked on at the right."""

    pane: DevelopmentPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "发展党员", "development")
        self.files: dict[str, DevelopmentFile] = {}
        self.fresh: RecordDialog | None = None
        self.table_button = PlainButton(self.theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: self.shell.go("register:development"))
        self.new_button = PrimaryButton(self.theme, "登记申请人", "add")
        self.new_button.clicked.connect(self.begin)
        self._build()
        desk.bridge.changed.connect(self._changed)

    def _build(self) -> None:
        theme = self.theme
        self.state = ChoiceBox(theme, STATES)
        self.state.setAccessibleName("范围")
        self.state.activated.connect(lambda _at: self._show_list())
        pairs: list[tuple[object, str]] = [(ALL, "全部阶段"), *((stage, stage) for stage in STAGES[:-1])]
        self.chips = ChipRow(theme, pairs)
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(theme, "trend", "点左边的一个人，在这里看到哪一步、该办什么")
        self.lay_out(self.state, self.chips, "人", empty, least=300, shares=(8, 13))
        self.none.setText("没有这样的人。换一个筛选，或者点右上角“登记申请人”。")
        self.list.chosen.connect(self.open)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Any:
        return (self.table_button, self.new_button)

    def count_words(self) -> str:
        on_the_way = [one for one in self.files.values() if one.development.stage not in (FULL, ENDED)]
        late = sum(_is_late(one) for one in on_the_way)
        return f"在培养 {len(on_the_way)} 人" + (f"，有逾期 {late} 人" if late else "，没有逾期")

    def search_hint(self) -> str:
        return "姓名、单位"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a person, ``stage=`` chooses a stage, ``new=True`` asks for a new one."""
        self._words = ""
        self.refresh()
        if args.get("stage"):
            self._choose(str(args["stage"]))
        uid = str(args.get("uid") or "")
        if uid:
            if uid in self.files and uid not in {one.uid for one in self.list.lines()}:
                self._choose(ALL)
            self.open(uid)
        elif args.get("new"):
            self.begin()
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        """The file of the one that is open."""
        if self.pane is None:
            self.shell.show_notice("先点左边的一个人，再打印他的纪实表。", tone="due")
            return True
        one = self.pane.file.development
        title = f"{one.person}　发展党员纪实表"
        self.shell.go(
            "preview", key="development_file", args={"uid": one.uid}, title=title, back="development"
        )
        return True

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everybody again."""
        found = files_of(self.desk.ledger, stages=(*STAGES, ENDED))
        self.files = {file.development.uid: file for file in found}
        self._show_list()

    def _show_list(self) -> None:
        fitting = [one for one in self.files.values() if self._fits_state(one) and self._fits_words(one)]
        counts: dict[object, int] = {ALL: len(fitting)}
        for stage in STAGES[:-1]:
            counts[stage] = sum(one.development.stage == stage for one in fitting)
        self.chips.set_counts(counts)
        wanted = self.chips.value()
        shown = [one for one in fitting if wanted in (ALL, one.development.stage)]
        order = (*reversed(STAGES), ENDED)
        shown.sort(key=lambda one: (one.development.stage == FULL, order.index(one.development.stage)))
        current = self.pane.file.development.uid if self.pane is not None else ""
        self.list.show_lines([self._line(one) for one in shown], current)
        self.none.setVisible(not shown)
        self.headline_changed.emit()

    def _choose(self, stage: str) -> None:
        """Show the people of a stage, ALL for everybody there is."""
        on_the_way = stage in self.chips.chips and stage != ALL
        self.state.set_value(ON_THE_WAY if on_the_way else stage)
        self.chips.choose(stage if on_the_way else ALL)
        self._show_list()

    def _fits_state(self, file: DevelopmentFile) -> bool:
        wanted, stage = self.state.value(), file.development.stage
        if wanted == LATE:
            return _is_late(file)
        return stage not in (FULL, ENDED) if wanted == ON_THE_WAY else wanted in (ALL, stage)

    def _fits_words(self, file: DevelopmentFile) -> bool:
        one = file.development
        return self._words in f"{one.person}{one.work_unit or ''}"

    def _line(self, file: DevelopmentFile) -> Line:
        one, ahead = file.development, file.path.open_steps[:1]
        aside, tone = "", ""
        if ahead:
            aside = ahead[0].words
            tone = TONES[ahead[0].state] if not ahead[0].earliest else ""
        note = ahead[0].title if ahead else one.work_unit or ""
        missing = sum(paper.missing for paper in file.path.materials)
        if missing:
            note = f"{note} · 缺材料 {missing} 份"
        return Line(
            one.uid,
            one.person,
            note,
            one.stage,
            tone_of_state(self._register, one.stage),
            aside,
            tone if tone in ("overdue", "due") else "",
        )

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a person at the right."""
        file = self.files.get(uid)
        if file is None:
            self.shell.show_notice("这份纪实已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.file.development.uid == uid:
            return
        part = self.pane.tabs.currentIndex() if self.pane is not None else 0
        pane = DevelopmentPane(self.desk, self.runner, self.steps, file)
        pane.print_button.clicked.connect(self.on_print)
        pane.setMinimumWidth(self.theme.unit(420))
        pane.tabs.setCurrentIndex(part)
        self.put_up(pane, uid)

    def begin(self) -> None:
        """Ask for a new applicant; what was typed and not saved is still there."""
        if self.fresh is None:
            ledger = self.desk.ledger
            record = self._register.new(branch=own_branch(ledger), applied_on=ledger.today)
            self.fresh = RecordDialog(
                self.desk, self._register, record, "登记入党申请人", "保存这个人", boxes=_NEW_BOXES,
                note="以后每一步都在这里接着办；接收为预备党员时直接进花名册，不用再填一遍。", parent=self,
            )  # fmt: skip
            self.fresh.setMinimumWidth(self.theme.unit(680))
            self.fresh.taken.connect(self._save_new)
        self.fresh.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.fresh
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.fresh = None
            self.state.set_value(ON_THE_WAY)
            self.chips.choose(ALL)
            self.refresh()
            self.open(record.uid)

        self.runner.run(
            f"登记申请人 {record.person}",
            lambda action: action.save(record),
            done=done,
            failed=dialog.refused,
        )

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        file = self.files.get(self.pane.file.development.uid)
        if file is None:
            self.put_away()
        else:
            self.pane.show_file(file)


def _is_late(file: DevelopmentFile) -> bool:
    return any(one.state is Standing.OVERDUE and not one.earliest for one in file.path.open_steps)
