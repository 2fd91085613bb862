"""One row of a sheet read box by box: words, dittos, blanks, links, and what the boxes say of each other."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_uid
from desktop_app.base.periods import PartialDate, chinese_date
from desktop_app.base.to_check import to_check
from desktop_app.exchange.workbook import person
from desktop_app.exchange.workbook.cells import join, marked
from desktop_app.exchange.workbook.exported import BaseRow
from desktop_app.exchange.workbook.file_words import FileWords
from desktop_app.exchange.workbook.grid import NOTHING, SheetCell, SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow, skipped_row
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.new_words import NewWords
from desktop_app.exchange.workbook.people import People
from desktop_app.exchange.workbook.person_row import ADULT, PersonChecks
from desktop_app.exchange.workbook.question import (
    LEAVE_OUT,
    Asked,
    LeftOut,
    Level,
    Question,
    RowOutcome,
    RowPlan,
    Spot,
)
from desktop_app.exchange.workbook.reading import ImportReading, LeftEmpty
from desktop_app.exchange.workbook.spelling import (
    EMPTY_WORDS,
    cleaned,
    is_as_written,
    kept_words,
    written,
)
from desktop_app.exchange.workbook.words import DITTO, EMPTY, TO_CHECK, shown, words_of
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import ClosedList, Date, YesNo
from desktop_app.records.record import Register


class RowReader(PersonChecks):
    """Reads the rows of one sheet from the top; 同上 refers to the row above, whether it is shown or not."""

    def __init__(
        self,
        grid: SheetGrid,
        header: HeaderRow,
        register: Register,
        lexicon: Lexicon,
        reading: ImportReading,
        exported: Mapping[int, BaseRow],
        people: People,
        new_words: NewWords,
    ) -> None:
        self.exported = exported
        self.new_words = new_words
        self.people = people
        self.grid = grid
        self.header = header
        self.register = register
        self.lexicon = lexicon
        self.reading = reading
        self.people = people
        self.answers = reading.answers
        self.loose_names: list[tuple[int, str, str]] = []
        self._merged = self._merged_columns()
        self._words = FileWords(reading, header.occasion, by_year=not lexicon.any_year)
        self._slot = header.month[1].iso() if header.month else ""
        self._roles = {box: role for role, box in lexicon.person.items()}

    def read(self, row: int) -> RowPlan:
        """The plan of one row as far as the row alone decides it."""
        plan = RowPlan(row, slot=self._slot)
        plan.values.update([self.header.month] if self.header.month else [])
        plan.base = self.exported.get(row)
        if plan.base is not None:
            plan.uid = plan.base.uid
        elif self.header.uid_column is not None:
            words = shown(self.grid.cell(row, self.header.uid_column))
            plan.uid = words if is_uid(words) else None
        left_out = False
        for name, column in sorted(self.header.columns.items(), key=lambda pair: pair[1]):
            left_out |= self.guarded(plan, name, column, partial(self._box, plan, name, column))
        for name, columns in self.header.joined.items():
            join(plan, name, self.register.boxes[name], self.header, self.grid, columns)
        if not plan.uid:
            left_out |= self.check_person(plan)
        if left_out:
            plan.outcome, plan.questions = RowOutcome.LEFT_OUT, []
        else:
            self._list_fixes(plan)
        return plan

    def guarded(self, plan: RowPlan, name: str, column: int | None, work: Callable[[], None]) -> bool:
        """Do ``work`` for a box and turn what it raises into findings; True when the row is left out."""
        box = self.register.boxes[name]
        words = shown(self.grid.cell(plan.row, column)) if column else ""
        try:
            work()
        except Asked as doubt:
            if doubt.question.of_file:
                plan.waiting.add(name)
            else:
                plan.ask(doubt.question)
        except LeftOut:
            return True
        except LeftEmpty as left:
            what = f"没有登记“{left}”，这一格先空着"
            plan.tell(Level.NOTED, column, box.title, words, what, now=EMPTY_WORDS)
        except Ambiguous as doubt:
            raise AssertionError("asked before") from doubt
        except UserError as fault:
            plan.tell(Level.REFUSED, column, box.title, words, fault.what, fault.todo)
        return False

    # -- one cell ---------------------------------------------------------------------------------

    def _box(self, plan: RowPlan, name: str, column: int) -> None:
        box, cell = self.register.boxes[name], self.grid.cell(plan.row, column)
        self.reading.box, self.reading.box_title = name, box.title
        self.reading.row, self.reading.column = plan.row, column
        if plan.base is not None and name in plan.base.values:
            value = self._since_export(plan, plan.base, name, box, cell)
            if name in plan.untouched:
                if value is not None:
                    plan.values[name] = value
                return
        elif plan.uid:
            value = self._literal(name, box, cell, plan.row)
        else:
            cell = self._without_ditto(plan, name, box, cell, column)
            value = self._value(plan, name, box, cell, column)
        if value is not None and value != "" and value != ():
            for fault in box.faults(value):
                raise UserError(fault, todo="请在表里改正这一格")
            plan.values[name] = value

    def _since_export(self, plan: RowPlan, base: BaseRow, name: str, box: AnyBox, cell: SheetCell) -> object:
        """The value of an exported cell; the box is untouched where it still says what it said then."""
        scalar = base.values[name]
        before = box.python_value(scalar)
        words = words_of(cell, self.grid, box)
        if not words and scalar is not None:
            told = box.masked(before, self.reading.naming)
            what = f"表里清空了，原来的“{told}”不动；确实要清空，请导入后在这里改"
            plan.tell(Level.NOTED, self.header.columns[name], box.title, "", what)
        if not words or words.strip() == base.told(name, box, self.reading.naming):
            plan.untouched.add(name)
            return before
        value = self.parsed(name, box, words, plan.row)
        if box.db_value(value) == scalar:
            plan.untouched.add(name)
        return value

    def _literal(self, name: str, box: AnyBox, cell: SheetCell, row: int) -> object:
        """The value of a cell this program wrote: every word is meant, and links keep their identity."""
        words = words_of(cell, self.grid, box)
        if words and name in self.header.links:
            kept = self.grid.cell(row, self.header.links[name]).content
            value = box.python_value(str(kept)) if kept else None
            if value is not None and box.sheet(value, self.reading.naming).strip() == words:
                return value
        return self.parsed(name, box, words, row)

    def _without_ditto(
        self, plan: RowPlan, name: str, box: AnyBox, cell: SheetCell, column: int
    ) -> SheetCell:
        """The cell above in place of 同上, as it stands in the sheet before any sorting."""
        words = "".join(shown(cell).split())
        if words not in DITTO:
            return cell
        if self._roles.get(name) in ("name", "number"):
            raise UserError(f"「{box.title}」不能写“{words}”", todo="请填写本人的")
        above, row = self._cell_above(plan.row, column)
        if not row:
            raise UserError(f"“{words}”上面没有可以照抄的内容", todo="请在表里写明")
        plan.dittos += 1
        said = shown(above) or EMPTY_WORDS
        which = f"照第{row}行（隐藏的行）" if row in self.grid.hidden_rows else "照上一行"
        plan.tell(Level.FIXED, column, box.title, words, f"{which}填为“{said}”", now=said)
        return above

    def _cell_above(self, row: int, column: int) -> tuple[SheetCell, int]:
        """The cell 同上 stands for and its row, 0 when there is none: hidden rows count, sums do not."""
        for above in range(row - 1, self.header.last, -1):
            cell = self.grid.cell(above, column)
            said = "".join(shown(cell).split())
            if said not in DITTO and skipped_row(self.grid, self.header, above) is None:
                return cell, above
        return NOTHING, 0

    # -- what is kept otherwise than it stands ----------------------------------------------------

    def _merged_columns(self) -> dict[int, list[tuple[int, int]]]:
        """Column → the merges within it as (first row, last row), from the top."""
        found: dict[int, list[tuple[int, int]]] = {}
        for merge in self.grid.merges:
            if merge.left == merge.right and merge.top > self.header.last:
                found.setdefault(merge.left, []).append((merge.top, merge.bottom))
        return {column: sorted(merges) for column, merges in found.items()}

    def _filled_from(self, row: int, column: int) -> int:
        """The row whose words a merge spreads to this one; 0 where the cell has its own."""
        merges = self._merged.get(column, ())
        at = bisect_left(merges, (row, 0)) - 1 if merges else -1
        return merges[at][0] if at >= 0 and merges[at][1] >= row else 0

    def _list_fixes(self, plan: RowPlan) -> None:
        """List every cell whose box is kept otherwise than the cell says, unless that was told already."""
        told = {f.column for f in plan.findings if f.now or f.level in (Level.ASKED, Level.REFUSED)}
        naming = self.reading.naming
        for name, column in self.header.columns.items():
            if column in told or name in plan.waiting or name in plan.marks or name in self.header.joined:
                continue
            box, cell = self.register.boxes[name], self.grid.cell(plan.row, column)
            value = plan.values.get(name)
            if source := self._filled_from(plan.row, column):
                if value not in (None, "", ()):
                    now = kept_words(box, value, naming)
                    what = f"合并的单元格，照第{source}行填为“{now}”"
                    plan.tell(Level.FIXED, column, box.title, "", what, now=now)
                continue
            words = written(cell, self.grid, box)
            if not is_as_written(box, value, words, naming):
                now = kept_words(box, value, naming)
                plan.tell(Level.FIXED, column, box.title, words, f"记为“{now}”", now=now)

    # -- one value --------------------------------------------------------------------------------

    def _value(self, plan: RowPlan, name: str, box: AnyBox, cell: SheetCell, column: int) -> object:
        if self._roles.get(name) == "number":
            return None  # Settled when all of the row is known.
        words = cleaned(words_of(cell, self.grid, box), box).strip()
        if not words or self._means_nothing(box, words):
            if words == TO_CHECK:
                what = "原表写“待查”，先空着，查到后请补上"
                plan.tell(Level.NOTED, column, box.title, words, what, now=EMPTY_WORDS)
                plan.aside.append(to_check(box.title))
            return None
        words = self.lexicon.values.get(name, {}).get(words, words)
        unmarked = marked(plan, name, words, self.lexicon)
        if unmarked is None:
            return None
        words = unmarked
        role = self._roles.get(name)
        if role == "birth":
            plan.values[f"{name}:words"] = words
            return None
        if role == "name":
            at: Spot = {"row": plan.row, "column": column, "title": box.title}
            remark = "remark" in self.lexicon.person
            if before := self.people.found_before(self.number_of(plan.row), words):
                return before
            settled = self.people.with_words_beside(words)
            name_read, better, beside = (
                settled if settled is not None else person.read_name(words, self.answers, at, remark)
            )
            if beside and remark:
                plan.aside.append(person.said_beside(beside))
            if better:
                self.loose_names.append((plan.row, name_read, better))
                # Until the person has said otherwise, the plan shows the proper dot.
                return name_read if self.answers.given.get("names") == 1 else better
            return name_read
        if box.kind == "id_number":
            at = {"row": plan.row, "column": column, "title": box.title}
            return person.read_number(words, self.reading.today, self.answers, at, (), keep=False)[0]
        value, note = self._read(name, box, self._with_day(name, words, plan.row), plan.row)
        if note:
            now = kept_words(box, value, self.reading.naming)
            plan.tell(Level.FIXED, column, box.title, words, note, now=now)
        return value

    def _with_day(self, name: str, words: str, row: int) -> str:
        """A time written beside a column with the day, put behind that day."""
        column = self.header.days.get(name)
        if column is None:
            return words
        day = words_of(self.grid.cell(row, column), self.grid, Date("日期"))
        return f"{day.replace(' ', '')} {words}" if day else words

    @staticmethod
    def _means_nothing(box: AnyBox, words: str) -> bool:
        """无, — and / stand for an empty box, unless the box has such an answer of its own."""
        if words not in EMPTY:
            return False
        if isinstance(box, ClosedList):
            return box.value_for(words) is None
        return not (isinstance(box, YesNo) and words == "无")

    def parsed(self, name: str, box: AnyBox, words: str, row: int) -> object:
        return self._read(name, box, words, row)[0]

    def _read(self, name: str, box: AnyBox, words: str, row: int) -> tuple[object, str]:
        """What the box reads and a note; an ambiguous word becomes a question with its readings."""
        try:
            return self._words.read(box, words)
        except UserError as fault:
            doubt = fault if isinstance(fault, Ambiguous) else None
            if isinstance(box, ClosedList):
                return self.new_words.read(box, words, row, self.header.columns.get(name), doubt)
            if doubt is None:
                raise
            # Days are read alike in the same way.
            alike = str(len(doubt.choices))
            choices: list[Option] = [Option(c.label, c.value) for c in doubt.choices]
            if "没有写年份" in doubt.what and (fitting := self._years(name, choices, row)):
                choices, alike = fitting, f"year:{row}"
            question = Question(
                f"read:{row}:{name}{self._slot}",
                f"read:{name}:{alike}",
                doubt.what,
                (*choices, LEAVE_OUT),
                row,
                self.header.columns.get(name),
                box.title,
            )
            return self.answers.pick(question), ""

    def _years(self, name: str, choices: list[Option], row: int) -> list[Option]:
        """A day without its year as choices that fit the life of the row's person; none if unknown."""
        birth, first = self.birth_by_number(row), choices[0].value
        whole = isinstance(first, PartialDate) and first.month and first.day
        if birth is None or not (whole or isinstance(first, date)) or self._roles.get(name) == "birth":
            return []
        day = first.first_day() if isinstance(first, PartialDate) else first
        least = ADULT if self._roles.get(name) == "joined" else 0
        found = person.years_that_fit(day.month, day.day, birth, least, self.reading.today)
        partial = isinstance(first, PartialDate)
        return [Option(chinese_date(one), PartialDate.of(one) if partial else one) for one in found]
