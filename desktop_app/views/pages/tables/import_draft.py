"""The answers given to a sheet that is not taken in yet: kept as they are given, offered with the sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.records.record import Register
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftBar

if TYPE_CHECKING:
    from desktop_app.desk import Desk

ABOUT = "import"
_BOXES = ("sheet", "answers", "columns")
Columns = dict[int, str | None]


class ImportDraft:
    """The one draft of imports into each register.

    ``put_up`` lays the bar into the page; ``go_on`` is given columns and answers that were left.
    """

    def __init__(
        self,
        desk: Desk,
        put_up: Callable[[DraftBar], object],
        go_on: Callable[[Columns, dict[str, int]], object],
    ) -> None:
        self._desk, self._put_up, self._go_on = desk, put_up, go_on
        self._path = ""
        self.bar: DraftBar | None = None
        self._is_fresh = False

    def begin(self, path: str) -> None:
        """Another sheet is read, from a file or, with '', from the clipboard."""
        self.put_away()
        self._path, self._is_fresh = path, True

    def show_plan(self, plan: ImportPlan, columns: Columns) -> None:
        """A plan came into sight: what was left for its sheet is offered once, what is answered is kept."""
        given = plan.answers.given
        if self._is_fresh:
            self._is_fresh = False
            self._offer(plan)
        elif given or columns:
            self.put_away()
            told = {str(column): box for column, box in columns.items()}
            boxes = {"sheet": plan.name, "answers": dict(given), "columns": told}
            self._draft(plan.register).keep(boxes)

    def drop(self, plan: ImportPlan) -> None:
        """The sheet was taken in."""
        self.put_away()
        draft = self._draft(plan.register)
        draft.read(_BOXES)
        draft.answered()
        draft.drop()

    def put_away(self) -> None:
        """Take the bar away; what it offers stays in the branch file."""
        bar, self.bar = self.bar, None
        if bar is not None:
            bar.put_away()

    def _draft(self, register: Register) -> FormDraft:
        args = {"register": register.name, **({"path": self._path} if self._path else {})}
        return FormDraft(self._desk, register, register.new(), ABOUT, place=("import", args))

    def _offer(self, plan: ImportPlan) -> None:
        kept = self._draft(plan.register).read(_BOXES)
        boxes: Mapping[str, Any] = kept["boxes"] if kept is not None else {}
        if kept is None or boxes.get("sheet") != plan.name:
            return
        count = len(boxes.get("answers", {}))
        words = f"{kept['at']}给这份表回答的 {count} 个问题和指定的列，都还在。"
        bar = self.bar = DraftBar(self._desk.theme, words)
        columns = {int(column): box for column, box in boxes.get("columns", {}).items()}
        bar.taken.connect(lambda: self._take_up(columns, dict(boxes.get("answers", {}))))
        bar.dropped.connect(lambda: self.drop(plan))
        self._put_up(bar)

    def _take_up(self, columns: Columns, answers: dict[str, int]) -> None:
        self.put_away()
        self._go_on(columns, answers)
