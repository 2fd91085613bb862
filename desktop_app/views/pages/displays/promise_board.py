"""承诺: the year's board of everybody's promises, and beside it the one that is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

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
    Promise,
)
from desktop_app.storage.action import Action
from desktop_app.views.page_parts.filters import ALL, Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.displays.promise_dialogs import BatchDialog, LetterDialog
from desktop_app.views.pages.displays.promise_pane import PromisePane, due_aside
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.storage.action import Action

LATE = "逾期"
CHIPS = (
    (ALL, "全部"),
    *((state, state) for state in (DRAFT, REVIEW, PUBLISHED, DOING, KEPT, BROKEN, WITHDRAWN)),
    (LATE, LATE),
)
# State → the step that many promises take together.
TOGETHER = {DRAFT: "submit", REVIEW: "publish", PUBLISHED: "start"}


class PromiseBoard(PanePage[PromiseFile, Promise]):
    """Everybody's promises of a year by person; the one chosen is worked on at the right."""

    pane: PromisePane | None

    register, heading, noun, measure = "promise", "承诺践诺", "承诺", "条"
    pane_class = PromisePane
    new = NewRecord("新增承诺", "")
    hint = "姓名、承诺内容"
    nothing = ("promise", "点左边的一条承诺，在这里看和记", "审核、公示、践诺、评诺都在这里办")
    paper, print_words, table_in = "promise_letter", "打印全部承诺书", ""
    list_width, shares = 320, (10, 9)

    def add_filters(self) -> None:
        theme = self.theme
        self.letter: LetterDialog | None = None
        self.batch: BatchDialog | None = None
        self._board: list[Promiser] = []
        self.year = self.filters.add_box(
            "年度",
            self._years,
            lambda file, year: file.promise.year == year,
            narrows_reading=True,
            holding=lambda promise: promise.year,
        )
        self.chips = self.filters.add_chips(CHIPS, self._fits, argument="state")
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
        self.above.addLayout(around)

    def _years(self) -> Pairs:
        return [(year, f"{year}年") for year in promise_years(self.desk.ledger)]

    def _year(self) -> int:
        return int(str(self.year.value()))

    def count_words(self) -> str:
        counted = sum(len(one.counted) for one in self._board)
        taken_back = sum(len(one.files) for one in self._board) - counted
        kept = sum(len(one.kept) for one in self._board)
        told = f"{len(self._board)} 人 {counted} 条，已践诺 {kept} 条"
        return f"{told}，撤销 {taken_back} 条" if taken_back else told

    # -- the board -------------------------------------------------------------------------------------

    def read(self) -> Iterable[PromiseFile]:
        ledger = self.desk.ledger
        self._near = int(ledger.rule("promise_remind_before"))
        self._board = year_board(ledger, self._year())
        return [file for one in self._board for file in one.files]

    def lines(self, shown: Sequence[PromiseFile]) -> list[Line]:
        """Under each person his promises."""
        for state, name in TOGETHER.items():
            count, button = len(self._in_state(state)), self.together[name]
            button.setText(f"{self._register.steps[name].title} {count} 条")
            button.setVisible(count > 0)
        self._together.setVisible(any(self._in_state(state) for state in TOGETHER))
        lines: list[Line] = []
        for one in self._board:
            mine = [self.line(file) for file in shown if file in one.files]
            if mine:
                told = f"{len(one.counted)} 条"
                if one.kept:
                    told += f" · 已践诺 {len(one.kept)} 条"
                lines += [Line(one.uid, self.desk.ledger.name(one.uid), told, head=True), *mine]
        return lines

    def _in_state(self, state: str) -> list[Promise]:
        return [one.promise for one in self.items.values() if one.promise.state == state]

    def _fits(self, file: PromiseFile, wanted: object) -> bool:
        if wanted == LATE:
            return file.overdue_on(self.desk.ledger.today)
        return bool(file.promise.state == wanted)

    def said(self, item: PromiseFile) -> str:
        return f"{item.promise.item} {item.promise.measure or ''}"

    def named(self, item: PromiseFile) -> Iterable[str]:
        return (self.desk.ledger.name(item.promise.promiser),)

    def line(self, item: PromiseFile) -> Line:
        promise = item.promise
        aside, tone = due_aside(promise, self.desk.ledger.today, self._near)
        note = " · ".join(part for part in (promise.item_class, next_move(item)) if part)
        state = tone_of_state(self._register, promise.state)
        return Line(promise.uid, promise.item, note, promise.state, state, aside, tone)

    # -- writing ---------------------------------------------------------------------------------------

    def begin(self, **known: object) -> None:
        """Ask for one person's promises; what was typed and not saved is still there."""
        if self.letter is None:
            self.letter = LetterDialog(self.desk, self._year(), self)
            self.letter.taken.connect(self._save_letter)
        self.letter.open()

    def _save_letter(self, records: list[Promise]) -> None:
        letter = self.letter
        assert letter is not None
        name = self.desk.ledger.name(records[0].promiser)

        def done() -> None:
            letter.accept()
            letter.deleteLater()
            self.letter = None
            self.show_record(records[0].uid)

        self.runner.run(
            f"保存 {name}的 {len(records)} 条承诺",
            lambda action: action.save(*records),
            done=done,
            failed=letter.refused,
        )

    def begin_batch(self, state: str, name: str) -> None:
        """Ask which of the promises in ``state`` take the step ``name``, all in one action."""
        step, today = self._register.steps[name], self.desk.ledger.today
        preset = {"reviewer": secretary_of(self.desk.ledger), "reviewed_on": today, "published_on": today}
        asked = {box: value for box, value in {**preset, "channel": "公示栏"}.items() if box in step.asks}
        dialog = self.batch = BatchDialog(self.desk, step, self._in_state(state), asked, self)

        def taken(promises: list[Promise], values: Mapping[str, object]) -> None:
            def write(action: Action) -> None:
                for promise in promises:
                    action.step(promise, name, values)

            self.runner.run(
                f"{step.title} {len(promises)} 条承诺", write, done=dialog.accept, failed=dialog.refused
            )

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- printing --------------------------------------------------------------------------------------

    def on_print(self) -> bool:
        """The letter of whose promise is open, else everybody's."""
        if self.pane is None:
            self.print_all()
            return True
        return super().on_print()

    def print_all(self) -> None:
        """Show everybody's letters of the year as they will be printed."""
        self.preview(self.paper, f"{self._year()}年承诺书", year=self._year())

    def print_item(self, item: PromiseFile) -> None:
        """Show the letter with all promises of one person."""
        promiser, year = item.promise.promiser, self._year()
        title = f"{self.desk.ledger.name(promiser)}　{year}年承诺书"
        self.preview(self.paper, title, year=year, promiser=promiser)
