"""承诺: the year's board of everybody's promises, and beside it the one that is opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.duties.displays.promises import PromiseFile, Promiser, next_move, year_board
from desktop_app.duties.summaries.page_reading import promise_years, secretary_of
from desktop_app.registers.displays.promises import (
    BROKEN,
    DOING,
    DRAFT,
    KEPT,
    PUBLISHED,
    REVIEW,
    WITHDRAWN,
)
from desktop_app.storage.action import Change
from desktop_app.views.pages.displays.promise_dialogs import BatchDialog, LetterDialog
from desktop_app.views.pages.displays.promise_pane import PromisePane, due_aside
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, LATE = "", "逾期"
CHIPS = (
    (ALL, "全部"),
    *((state, state) for state in (DRAFT, REVIEW, PUBLISHED, DOING, KEPT, BROKEN)),
    (LATE, LATE),
)
# State → the step that many promises take together.
TOGETHER = {DRAFT: "submit", REVIEW: "publish", PUBLISHED: "start"}
OWN = frozenset(("promise", "promise_action", "promise_rating", "member", "party_org"))


class PromiseBoard(PanePage):
    """Everybody's promises of a year by person; the one chosen is worked on at the right."""

    pane: PromisePane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "承诺践诺", "promise")
        self.letter: LetterDialog | None = None
        self.batch: BatchDialog | None = None
        self._board: list[Promiser] = []
        self.print_button = PlainButton(self.theme, "打印全部承诺书", "print")
        self.print_button.clicked.connect(lambda: self.print_letters(None))
        self.new_button = PrimaryButton(self.theme, "新增承诺", "add")
        self.new_button.clicked.connect(self.begin_letter)
        self._build()
        desk.bridge.changed.connect(self._changed)

    def _build(self) -> None:
        theme = self.theme
        self.year = ChoiceBox(theme, [(year, f"{year}年") for year in promise_years(self.desk.ledger)])
        self.year.setAccessibleName("年度")
        self.year.activated.connect(lambda _at: self.refresh())
        self.chips = ChipRow(theme, CHIPS)
        self.chips.chosen.connect(lambda _value: self.refresh())
        empty = EmptyState(
            theme, "promise", "点左边的一条承诺，在这里看和记", hint="审核、公示、践诺、评诺都在这里办"
        )
        above = self.lay_out(self.year, self.chips, "承诺", empty, least=320, shares=(10, 9))
        self.list.chosen.connect(self.open)
        self._together = QWidget()
        flow = FlowLayout(self._together, theme.unit(8), theme.unit(6))
        self.together: dict[str, PlainButton] = {}
        for state, name in TOGETHER.items():
            button = self.together[name] = PlainButton(theme, "", parent=self._together)
            button.clicked.connect(partial(self.begin_batch, state, name))
            flow.addWidget(button)
        around = QVBoxLayout()
        around.setContentsMargins(theme.unit(12), theme.unit(10), theme.unit(12), theme.unit(10))
        around.addWidget(self._together)
        above.addLayout(around)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        items = sum(len(one.counted) for one in self._board)
        return f"{len(self._board)} 人 {items} 条，已践诺 {sum(len(one.kept) for one in self._board)} 条"

    def search_hint(self) -> str:
        return "姓名、承诺内容"

    def on_search(self, words: str) -> None:
        self._words = words
        self.refresh()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a promise, of whatever year."""
        self._words = ""
        self.refresh()
        if args.get("uid"):
            self.open(str(args["uid"]), anywhere=True)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        promiser = self.pane.file.promise.promiser if self.pane is not None else None
        self.print_letters(promiser)
        return True

    # -- the board -------------------------------------------------------------------------------------

    def files(self) -> dict[str, PromiseFile]:
        """The year's promises by uid."""
        return {file.promise.uid: file for one in self._board for file in one.files}

    def refresh(self) -> None:
        """Read the year's board again."""
        ledger = self.desk.ledger
        self._board = year_board(ledger, int(str(self.year.value())))
        today, near = ledger.today, int(ledger.rule("promise_remind_before"))
        files = list(self.files().values())
        counts: dict[object, int] = {ALL: len([f for f in files if f.promise.state != WITHDRAWN])}
        for state, _ in CHIPS[1:-1]:
            counts[state] = sum(f.promise.state == state for f in files)
        counts[LATE] = sum(f.overdue_on(today) for f in files)
        self.chips.set_counts(counts)
        lines: list[Line] = []
        for one in self._board:
            shown = [self._line(f, today, near) for f in one.files if self._fits(one, f)]
            if shown:
                told = f"{len(one.counted)} 条"
                if one.kept:
                    told += f" · 已践诺 {len(one.kept)} 条"
                lines += [Line(one.uid, ledger.name(one.uid), told, head=True), *shown]
        self.list.show_lines(lines, self.pane.file.promise.uid if self.pane is not None else "")
        self.none.setVisible(not lines)
        for state, name in TOGETHER.items():
            button = self.together[name]
            button.setText(f"{self._register.steps[name].title} {counts[state]} 条")
            button.setVisible(counts[state] > 0)
        self._together.setVisible(any(counts[state] for state in TOGETHER))
        self.headline_changed.emit()

    def _fits(self, one: Promiser, file: PromiseFile) -> bool:
        promise, wanted = file.promise, self.chips.value()
        if (
            self._words
            and self._words not in f"{self.desk.ledger.name(one.uid)}{promise.item}{promise.measure or ''}"
        ):
            return False
        if wanted == LATE:
            return file.overdue_on(self.desk.ledger.today)
        return wanted in (ALL, promise.state)

    def _line(self, file: PromiseFile, today: Any, near: int) -> Line:
        promise = file.promise
        aside, tone = due_aside(promise, today, near)
        note = " · ".join(part for part in (promise.item_class, next_move(file)) if part)
        return Line(
            promise.uid,
            promise.item,
            note,
            promise.state,
            tone_of_state(self._register, promise.state),
            aside,
            tone,
        )

    # -- opening ---------------------------------------------------------------------------------------

    def open(self, uid: str, *, anywhere: bool = False) -> None:
        """Open a promise at the right; ``anywhere`` goes to its year first."""
        file = self.files().get(uid)
        if file is None and anywhere:
            record = self.desk.ledger.get(self._register.model, uid)
            if record is None or record.removed_at:
                self.shell.show_notice("这条承诺已经不在了。", tone="due")
                return
            self.year.set_value(record.year)  # type: ignore[attr-defined]
            self.chips.choose(ALL)
            self.refresh()
            file = self.files().get(uid)
        if anywhere and uid not in {one.uid for one in self.list.lines()}:
            self.chips.choose(ALL)
            self.refresh()
        if file is None or (self.pane is not None and self.pane.file.promise.uid == uid):
            return
        part = self.pane.tabs.currentIndex() if self.pane is not None else 0
        pane = PromisePane(self.desk, self.runner, self.steps, file, secretary_of(self.desk.ledger))
        pane.print_button.clicked.connect(lambda: self.print_letters(file.promise.promiser))
        pane.setMinimumWidth(self.theme.unit(360))
        pane.tabs.setCurrentIndex(part)
        self.put_up(pane, uid)

    # -- writing ---------------------------------------------------------------------------------------

    def begin_letter(self) -> None:
        """Ask for one person's promises; what was typed and not saved is still there."""
        if self.letter is None:
            self.letter = LetterDialog(self.desk, int(str(self.year.value())), self)
            self.letter.taken.connect(self._save_letter)
        self.letter.open()

    def _save_letter(self, records: list[Any]) -> None:
        letter = self.letter
        assert letter is not None
        name = self.desk.ledger.name(records[0].promiser)

        def done() -> None:
            letter.accept()
            letter.deleteLater()
            self.letter = None
            self.year.set_pairs([(year, f"{year}年") for year in promise_years(self.desk.ledger)])
            self.open(records[0].uid, anywhere=True)

        self.runner.run(
            f"保存 {name}的 {len(records)} 条承诺",
            lambda action: action.save(*records),
            done=done,
            failed=letter.refused,
        )

    def begin_batch(self, state: str, name: str) -> None:
        """Ask which of the promises in ``state`` take the step ``name``, all in one action."""
        step, today = self._register.steps[name], self.desk.ledger.today
        waiting = [file.promise for file in self.files().values() if file.promise.state == state]
        preset = {"reviewer": secretary_of(self.desk.ledger), "reviewed_on": today, "published_on": today}
        asked = {box: value for box, value in {**preset, "channel": "公示栏"}.items() if box in step.asks}
        dialog = self.batch = BatchDialog(self.desk, step, waiting, asked, self)

        def taken(promises: list[Any], values: dict[str, Any]) -> None:
            def write(action: Any) -> None:
                for promise in promises:
                    action.step(promise, name, values)

            self.runner.run(
                f"{step.title} {len(promises)} 条承诺", write, done=dialog.accept, failed=dialog.refused
            )

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print_letters(self, promiser: str | None) -> None:
        """Show the letters as they will be printed: one person's, or everybody's of the year."""
        year = int(str(self.year.value()))
        args: dict[str, Any] = {"year": year}
        title = f"{year}年承诺书"
        if promiser is not None:
            args["promiser"] = promiser
            title = f"{self.desk.ledger.name(promiser)}　{title}"
        self.shell.go("preview", key="promise_letter", args=args, title=title, back="promises")

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        file = self.files().get(self.pane.file.promise.uid)
        if file is None:
            self.put_away()
        else:
            self.pane.show_file(file)
