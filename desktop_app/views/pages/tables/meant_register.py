"""A sheet read into a plan: for the register that was chosen, or for the one the sheet is about."""

from collections.abc import Mapping
from pathlib import Path

from desktop_app.desk import Desk
from desktop_app.duties.basics.roster_links import branch_given, group_maker
from desktop_app.duties.organization_life.attendance import gathered
from desktop_app.exchange.workbook.fitting import Fitting
from desktop_app.exchange.workbook.grid import Book, SheetGrid
from desktop_app.exchange.workbook.plan import ImportPlan, Progress, read_plan
from desktop_app.exchange.workbook.read import read_book
from desktop_app.records.record import Register
from desktop_app.views.form.role_gate import why_not_write

ROSTER = "member"


class SheetReader:
    """Reads one sheet, as often as its columns or answers change; ``tell`` shows how far it is."""

    def __init__(self, desk: Desk, source: bytes | SheetGrid, name: str, tell: Progress) -> None:
        self._desk, self._source, self._name, self._tell = desk, source, name, tell

    def plan(
        self,
        register: Register,
        answers: Mapping[str, int],
        columns: dict[int, str | None],
        book: Book | None = None,
    ) -> ImportPlan:
        """What the sheet means for ``register``; ``book`` is it read already."""
        ledger, roster = self._desk.ledger, register.name == ROSTER
        return read_plan(
            self._source if book is None else book,
            register,
            ledger,
            name=self._name,
            answers=answers,
            given=branch_given(ledger) if roster else {},
            make_link={"party_group": group_maker(ledger)} if roster else {},
            columns=columns or None,
            gathered=gathered(ledger),
            home=branch_given(ledger).get("branch", ""),
            by_hand=True,
            progress=self._tell,
        )

    def plan_sought(self, chosen: Register) -> ImportPlan:
        """What the sheet means for the register it is about; ``chosen`` where it is about none."""
        book = self._book()
        return self.plan(self._meant(book) or chosen, {}, {}, book)

    def plan_chosen(self, chosen: Register) -> ImportPlan:
        """What it means for ``chosen``; where that does not know its head, for the register that does."""
        plan = self.plan(chosen, {}, {})
        if not plan.header.by_hand:
            return plan
        meant = self._meant(self._book())
        return plan if meant in (None, chosen) else self.plan(meant, {}, {})

    def _book(self) -> Book:
        if isinstance(self._source, SheetGrid):
            return Book([self._source])
        return read_book(self._source, self._name, self._tell)

    def _meant(self, book: Book) -> Register | None:
        """The register a workbook is about, of those the role at the desk writes."""
        ledger = self._desk.ledger
        open_to = [register for register in ledger.catalogue if not why_not_write(ledger, register)]
        return Fitting(open_to).best(book, Path(self._name).stem)
