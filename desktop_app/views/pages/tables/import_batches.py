"""最近的导入: every import with what an undo of it takes back today and what stays, named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.storage.action import Change
from desktop_app.storage.import_batches import Batch, BatchStanding, batches, standing, take_back
from desktop_app.storage.undoing import age_words
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.exchange_parts import Trouble, Verb
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.row_menu import verbs_of
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# Of the records that stay, so many are told by name.
_NAMED = 6


def standing_words(desk: Desk, found: BatchStanding) -> str:
    """What an undo takes back, and what stays and why."""
    words = f"撤销会退回 {len(found.goes):,} 条。" if found.goes else ""
    if not found.stays:
        return words
    why: dict[str, list[str]] = {}
    for one in found.stays:
        title = bare(desk.ledger.catalogue[one.register].title)
        why.setdefault(one.why, []).append(f"{desk.ledger.name(one.uid)}（{title}）")
    told = []
    for reason, names in why.items():
        more = f"等 {len(names):,} 条" if len(names) > _NAMED else ""
        told.append(f"{reason}的留着：{'、'.join(names[:_NAMED])}{more}。")
    return words + "".join(told)


class BatchesLeaf(QWidget):
    """The imports, newest first; ``put_away`` leads back. Told in the bar with 重做."""

    put_away = Signal()

    def __init__(self, desk: Desk, runner: ActionRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        theme = desk.theme
        self.card = Card(theme, "最近的导入", "哪一次都能撤销；后来改过的、别处用到的留着，不动")
        self.table = PlainTable(
            theme,
            ("什么时候", "导入了什么", "写了几条", "现在"),
            (150, 520, 90, 110),
            right=(2,),
            empty=("import", "还没有导入过表格"),
            name="最近的导入",
        )
        PlainLook(desk, self.table, "import_batches")
        self.table.chosen.connect(self._choose)
        self.told = Words(theme, wrap=True)
        self.undo_verb = Verb(theme, PlainButton(theme, "撤销这次导入", "undo"))
        self.undo_verb.button.setProperty("tall", "true")
        self.undo_verb.button.clicked.connect(self.take_back)
        self.table.view.verbs = lambda: verbs_of(self.undo_verb.button)
        self.back_button = PlainButton(theme, "返回导入", "previous")
        self.back_button.setProperty("tall", "true")
        self.back_button.clicked.connect(self.put_away)
        self.trouble = Trouble(theme)
        line = QHBoxLayout()
        line.setSpacing(theme.unit(12))
        line.addWidget(self.undo_verb, 1)
        line.addWidget(self.back_button)
        for widget in (self.table, self.told, self.trouble):
            self.card.body.addWidget(widget, 1 if widget is self.table else 0)
        self.card.body.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def refresh(self) -> None:
        """Read the imports again; the one chosen stays chosen."""
        desk, chosen = self._desk, self._batch()
        desk.bridge.run(lambda: batches(desk.ledger), done=partial(self._show, chosen))

    def _show(self, chosen: Batch | None, found: Sequence[Batch]) -> None:
        now = self._desk.clock.now()
        self.table.show_lines(
            [
                PlainLine(
                    (
                        age_words(one.at, now),
                        one.title,
                        f"{one.records:,}",
                        "已撤销" if one.undone else "在册",
                    ),
                    {3: "draft" if one.undone else "done"},
                    one,
                )
                for one in found
            ]
        )
        numbers = [one.number for one in found]
        if chosen is not None and chosen.number in numbers:
            self.table.choose(numbers.index(chosen.number))
        if not found:
            self._choose(None)

    def _batch(self) -> Batch | None:
        line = self.table.line()
        return line.key if line is not None else None

    def _choose(self, line: PlainLine | None) -> None:
        self.trouble.tell(None)
        self.told.setText("")
        batch: Batch | None = line.key if line is not None else None
        self.undo_verb.setVisible(batch is not None)
        if batch is None:
            return
        self.undo_verb.set_reason("已经撤销过了" if batch.undone else "正在查看后来的改动……")
        if not batch.undone:
            ledger = self._desk.ledger
            self._desk.bridge.run(
                lambda: standing(ledger, batch.number), done=partial(self._show_standing, batch)
            )

    def _show_standing(self, batch: Batch, found: BatchStanding) -> None:
        if self._batch() == batch:
            self.told.setText(standing_words(self._desk, found))
            self.undo_verb.set_reason("" if found.goes else "没有可以退回的了")

    def take_back(self) -> None:
        """Take the chosen import back, as far as nothing newer stands on it."""
        batch, ledger = self._batch(), self._desk.ledger
        if batch is None:
            return
        self.table.view.setFocus()  # the button is about to be greyed, and would pass the cursor on
        self.undo_verb.set_reason("正在撤销……")
        self._desk.bridge.acted.emit()
        self._desk.bridge.run(
            lambda: take_back(ledger, batch.number, self), done=self._taken_back, failed=self._failed
        )

    def _taken_back(self, change: Change) -> None:
        self.refresh()
        self._runner.tell_undone(change)

    def _failed(self, error: UserError) -> None:
        self._choose(self.table.line())
        self.trouble.tell(error)
