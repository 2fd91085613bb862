"""What the sheet changed, what was changed here since the export, and the question where both did."""

from collections.abc import Callable, Iterable
from typing import Protocol

from desktop_app.base.ambiguous import Option
from desktop_app.exchange.workbook.exported import BaseRow, Exported, Meeting, Met
from desktop_app.exchange.workbook.grid import SheetGrid, row_list
from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.question import (
    LEAVE_OUT,
    Answers,
    Asked,
    LeftOut,
    Level,
    Question,
    RowOutcome,
    RowPlan,
)
from desktop_app.exchange.workbook.words import shown
from desktop_app.records.base import Record
from desktop_app.records.box import Naming, Scalar
from desktop_app.records.record import Register

_NAMED = 5


class PastLine(Protocol):
    """One line of a record's history: old and new stored values by box."""

    @property
    def changes(self) -> dict[str, tuple[Scalar, Scalar]]: ...


Past = Callable[[str], Iterable[PastLine]]


class ThreeWay:
    """A sheet that comes back, held against its export and against the ledger of today."""

    def __init__(self, register: Register, exported: Exported | None, naming: Naming, past: Past) -> None:
        self._register, self._exported, self._naming, self._past = register, exported, naming, past
        self._aside = exported.aside(register) if exported is not None else {}
        self.met = Met()

    def meet(self, grid: SheetGrid, header: HeaderRow, numbers: list[int]) -> Met:
        """Find out which row is which exported record."""
        if self._exported is not None:
            self.met = Meeting(self._exported, grid, header, self._register, self._naming).meet(numbers)
        return self.met

    def ask_who(self, plans: Iterable[RowPlan], answers: Answers) -> None:
        """Ask about rows that carry the number of a record and may be about another."""
        for plan in plans:
            question = self._doubt(plan)
            if question is None or plan.outcome is RowOutcome.LEFT_OUT:
                continue
            if self._pick(plan, question, answers) == "new":
                plan.uid, plan.base = None, None
                plan.untouched.clear()

    def _doubt(self, plan: RowPlan) -> Question | None:
        new = Option("作为新的一条", "new")
        if (earlier := self.met.copies.get(plan.row)) is not None:
            what = f"带着和第{earlier}行同样的编号，像是复制出来的一行"
            return Question(f"copied:{plan.row}", "copied", what, (new, LEAVE_OUT), plan.row)
        if plan.row in self.met.strangers and plan.base is not None:
            old = self._naming(plan.base.uid)
            what = f"这一行导出时是“{old}”，现在主要内容全换了"
            choices = (new, Option(f"就是改“{old}”这一条", "same"), LEAVE_OUT)
            return Question(f"stranger:{plan.row}", "stranger", what, choices, plan.row)
        return None

    def leaves_out(
        self, plan: RowPlan, present: Record | None, grid: SheetGrid, header: HeaderRow, answers: Answers
    ) -> bool:
        """Hold a row against the ledger of today; True when the person leaves it out.

        What is newer here is kept, where both sides changed a box it is asked, and a record that is not
        here any more is never brought back unasked.
        """
        if plan.base is None:
            if present is not None:
                self._look_back(plan, present, header, answers)
        elif present is None:
            self._pick(plan, self._gone(plan), answers)
        else:
            self._settle(plan, plan.base, present, grid, header, answers)
        return plan.outcome is RowOutcome.LEFT_OUT

    @staticmethod
    def _gone(plan: RowPlan) -> Question:
        what = "这一行导出过，这里现在没有这条记录：可能已经彻底清除，或者是别的支部的"
        choices = (Option("重新登记", "sheet"), LEAVE_OUT)
        return Question(f"gone:{plan.row}", "gone", what, choices, plan.row)

    def _settle(
        self,
        plan: RowPlan,
        base: BaseRow,
        present: Record,
        grid: SheetGrid,
        header: HeaderRow,
        answers: Answers,
    ) -> None:
        self._note_aside(plan, grid, header)
        here = self._register.stored(present)
        for name in [n for n in plan.values if n in base.values]:
            box, column = self._register.boxes[name], header.columns.get(name)
            if here[name] == base.values[name]:
                continue
            now = box.masked(getattr(present, name), self._naming) or "空"
            if name in plan.untouched:
                if base.values[name] is not None:
                    what = f"导出以后这里改成了“{now}”，表里没有动，以这里的为准"
                    plan.tell(Level.NOTED, column, box.title, "", what)
            elif box.db_value(plan.values[name]) != here[name]:
                old = box.masked(box.python_value(base.values[name]), self._naming) or "空"
                new = box.masked(plan.values[name], self._naming)
                question = Question(
                    f"both:{plan.row}:{name}",
                    "both",
                    f"导出时是“{old}”，表里改成“{new}”，这里后来改成“{now}”，以哪个为准？",
                    (Option(f"用表里的“{new}”", "sheet"), Option(f"留这里的“{now}”", "here"), LEAVE_OUT),
                    plan.row,
                    column,
                    box.title,
                )
                self._take_side(plan, name, question, answers)

    def _look_back(self, plan: RowPlan, present: Record, header: HeaderRow, answers: Answers) -> None:
        """Ask about what a sheet without its export says as it stood here once: it may only lag behind."""
        here = self._register.stored(present)
        differs = {
            name: value
            for name, said in plan.values.items()
            if (value := self._register.boxes[name].db_value(said)) is not None
            and here[name] not in (None, value)
            and name not in plan.untouched
        }
        if not differs:
            return
        stood: dict[str, set[Scalar]] = {name: set() for name in differs}
        for line in self._past(present.uid):
            for name in stood.keys() & line.changes.keys():
                stood[name].update(line.changes[name])
        for name, value in differs.items():
            if value in stood[name]:
                box = self._register.boxes[name]
                now, old = (
                    box.masked(one, self._naming) for one in (getattr(present, name), plan.values[name])
                )
                question = Question(
                    f"earlier:{plan.row}:{name}",
                    "earlier",
                    f"这里原来就是“{old}”，后来改成了“{now}”；表里可能是改以前的，以哪个为准？",
                    (Option(f"留这里的“{now}”", "here"), Option(f"用表里的“{old}”", "sheet"), LEAVE_OUT),
                    plan.row,
                    header.columns.get(name),
                    box.title,
                    proposal=0,
                )
                self._take_side(plan, name, question, answers)

    def _take_side(self, plan: RowPlan, name: str, question: Question, answers: Answers) -> None:
        """Ask whose value holds; what stands here stays where the person says so."""
        if self._pick(plan, question, answers) == "here":
            plan.untouched.add(name)

    @staticmethod
    def _pick(plan: RowPlan, question: Question, answers: Answers) -> object:
        """The answer; None where the row is asked or left out."""
        try:
            return answers.pick(question)
        except Asked:
            plan.ask(question)
        except LeftOut:
            plan.outcome, plan.questions = RowOutcome.LEFT_OUT, []
        return None

    def _note_aside(self, plan: RowPlan, grid: SheetGrid, header: HeaderRow) -> None:
        """Say of an edited cell in a column nobody types that the edit is not taken over."""
        for column, head in header.ignored:
            name = self._aside.get(head)
            if name is None or plan.base is None:
                continue
            words = shown(grid.cell(plan.row, column))
            if words and words != plan.base.words.get(name, ""):
                what = "这一列由程序按记录得出，表里的改动没有采用"
                plan.tell(Level.NOTED, column, head, words, what)

    # -- about the sheet as a whole ----------------------------------------------------------------

    @property
    def missing(self) -> int:
        """How many exported records no row is about any more."""
        return len(self.met.missing)

    def notes(self) -> list[str]:
        """Sentences on rows that are missing and on numbers that did not fit."""
        notes = []
        if self.met.missing:
            names = [self._naming(row.uid) for row in self.met.missing[:_NAMED]]
            more = " 等" if self.missing > _NAMED else ""
            notes.append(
                f"导出时有、表里没有了的 {self.missing} 行（{'、'.join(names)}{more}）不会删除；"
                "要删除请在列表里删"
            )
        if self.met.moved:
            notes.append(
                f"隐藏的编号和内容对不上，按内容认回了 {len(self.met.moved)} 行：{row_list(self.met.moved)}"
            )
        return notes
