"""案例（探源计划）: the cases being written and those of the book; the one chosen is at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.duties.summaries.cases import Case, cases
from desktop_app.registers.displays.case_studies import CaseStudy
from desktop_app.storage.action import Change
from desktop_app.views.pages.displays.case_pane import CasePane
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, WRITING, DONE = "", "在写", "已完稿"
OWN = frozenset(("case_study", "case_figure", "case_link"))
_NEW_BOXES = ("title", "case_class", "author", "theory_source", "background", "practice", "effect")


class CasePage(PanePage):
    """Every case of the branch; the one chosen is written at the right."""

    pane: CasePane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "探源计划案例", "case_study")
        self.cases: dict[str, Case] = {}
        self.dialog: RecordDialog | None = None
        self.print_button = PlainButton(self.theme, "打印案例汇编", "print")
        self.print_button.clicked.connect(self.print_book)
        self.new_button = PrimaryButton(self.theme, "新增案例", "add")
        self.new_button.clicked.connect(self.begin)
        theme = self.theme
        self.kind = ChoiceBox(
            theme, [(ALL, "全部类别"), *((one, one) for one in CaseStudy.case_class.options)]
        )
        self.kind.setAccessibleName("类别")
        self.kind.activated.connect(lambda _at: self._show_list())
        self.chips = ChipRow(theme, ((ALL, "全部"), (WRITING, WRITING), (DONE, DONE)))
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(
            theme,
            "study",
            "点左边的一个案例，在这里写",
            hint="五个部分逐段写，成效里的数从台账取",
        )
        self.lay_out(self.kind, self.chips, "案例", empty, least=290, shares=(8, 15))
        self.strip.addWidget(self.table_button)
        self.list.chosen.connect(self.open)
        desk.bridge.changed.connect(self._changed)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        done = sum(one.study.finished_on is not None for one in self.cases.values())
        return f"{len(self.cases)} 个案例，已完稿 {done} 个"

    def search_hint(self) -> str:
        return "标题、理论来源、撰写人"

    def on_search(self, words: str) -> None:
        self._words = words.lower()
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a case."""
        self._words = ""
        uid = str(args.get("uid") or "")
        if uid:
            self.kind.set_value(ALL)
            self.chips.choose(ALL)
        self.refresh()
        if uid:
            self.open(uid)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        """The case that is open, else the book."""
        if self.pane is not None:
            self.print_case(self.pane.case.study.uid)
        else:
            self.print_book()
        return True

    def print_book(self) -> None:
        """Show the book of the finished cases as it will be printed."""
        if not any(one.study.finished_on for one in self.cases.values()):
            self.shell.show_notice("还没有完稿的案例：写上“完稿日期”的才编入汇编。", tone="due")
            return
        self.shell.go("preview", key="case_book", args={}, title="案例汇编", back="cases")

    def print_case(self, uid: str) -> None:
        """Show one case as it will be printed."""
        title = f"案例　{self.cases[uid].study.title}"
        self.shell.go("preview", key="case_paper", args={"uid": uid}, title=title, back="cases")

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every case again."""
        self.cases = {one.study.uid: one for one in cases(self.desk.ledger)}
        self._show_list()
        self.headline_changed.emit()

    def _show_list(self) -> None:
        kind, wanted = self.kind.value(), self.chips.value()
        fitting = [
            one
            for one in self.cases.values()
            if kind in (ALL, one.study.case_class) and self._words in _said(one.study)
        ]
        done = sum(one.study.finished_on is not None for one in fitting)
        self.chips.set_counts({ALL: len(fitting), DONE: done, WRITING: len(fitting) - done})
        shown = [one for one in fitting if wanted in (ALL, DONE if one.study.finished_on else WRITING)]
        current = self.pane.case.study.uid if self.pane is not None else ""
        self.list.show_lines([_line(one) for one in shown], current)
        self.none.setVisible(not shown)

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a case at the right."""
        case = self.cases.get(uid)
        if case is None:
            self.shell.show_notice("这个案例已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.case.study.uid == uid:
            return
        pane = CasePane(self.desk, self.runner, self.steps, case)
        pane.print_button.clicked.connect(lambda: self.print_case(uid))
        pane.setMinimumWidth(self.theme.unit(420))
        self.put_up(pane, uid)

    def begin(self) -> None:
        """Ask for a new case; what was typed and not saved is still there."""
        if self.dialog is None:
            self.dialog = RecordDialog(
                self.desk, self._register, self._register.new(), "新增案例", "保存这个案例", boxes=_NEW_BOXES,
                note="先写个大概就行，保存后接着写，成效里的数从台账里取。", parent=self,
            )  # fmt: skip
            self.dialog.setMinimumWidth(self.theme.unit(760))
            self.dialog.taken.connect(self._save_new)
        self.dialog.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.dialog
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.dialog = None
            self.on_shown(uid=record.uid)

        self.runner.run("保存 新的案例", lambda action: action.save(record), done=done, failed=dialog.refused)

    def _changed(self, change: Change) -> None:
        # Any register may stand behind a figure, so every change may make one differ.
        if change.registers() & OWN:
            self.refresh()
        if self.pane is None:
            return
        case = self.cases.get(self.pane.case.study.uid)
        if case is None:
            self.put_away()
        else:
            self.pane.show_case(case)


def _said(study: Any) -> str:
    return f"{study.title}{study.theory_source}{study.author or ''}".lower()


def _line(case: Case) -> Line:
    study = case.study
    pill, tone = (DONE, "done") if study.finished_on else (WRITING, "draft")
    aside = f"用数 {len(case.figures)} 个，关联 {len(case.links)} 条"
    return Line(study.uid, study.title, f"{study.case_class}　{study.author or ''}", pill, tone, aside)
