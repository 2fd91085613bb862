"""One row about a person: number, birth and sex held against each other and against the roster."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date

from desktop_app.base import identity
from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.base.periods import PartialDate
from desktop_app.exchange.workbook import person
from desktop_app.exchange.workbook.grid import NOTHING, SheetCell, SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.people import People
from desktop_app.exchange.workbook.question import Answers, Level, RowPlan, Special, Spot
from desktop_app.exchange.workbook.reading import ImportReading
from desktop_app.exchange.workbook.spelling import cleaned, kept_words
from desktop_app.exchange.workbook.words import EMPTY, shown, words_of
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register

ADULT = 18
"""Nobody joins younger; what the rule table says decides, this only shortens a list of years."""


class PersonChecks(ABC):
    """What a reader of rows asks about the person of a row once all its boxes are read."""

    grid: SheetGrid
    header: HeaderRow
    register: Register
    lexicon: Lexicon
    reading: ImportReading
    people: People
    answers: Answers

    @abstractmethod
    def guarded(self, plan: RowPlan, name: str, column: int | None, work: Callable[[], None]) -> bool:
        """Do ``work`` for a box and turn what it raises into findings; True when the row is left out."""

    @abstractmethod
    def parsed(self, name: str, box: AnyBox, words: str, row: int) -> object:
        """What the box reads in ``words``, asked where they can be read in several ways."""

    def check_person(self, plan: RowPlan) -> bool:
        """Settle the number, the birth and the sex of a row; True when the row is left out."""
        left_out = False
        for check in (self._number, self._birth, self._sex):
            left_out |= check(plan)
        return left_out

    def _role(self, role: str) -> str:
        return self.lexicon.person.get(role, "")

    def _spot(self, plan: RowPlan, name: str) -> Spot:
        title = self.register.boxes[name].title
        return {"row": plan.row, "column": self.header.columns.get(name), "title": title}

    # -- the number ---------------------------------------------------------------------------------

    def number_cell(self, row: int) -> SheetCell:
        """The cell of a row that holds the number of its person."""
        column = self.header.columns.get(self._role("number"))
        return self.grid.cell(row, column) if column else NOTHING

    def number_of(self, row: int) -> str | None:
        """The whole number in a row, before its boxes are read; None where there is none."""
        try:
            return identity.parse_id(shown(self.number_cell(row)), today=self.reading.today).number
        except UserError:
            return None

    def birth_by_number(self, row: int) -> date | None:
        """The birth the number of a row tells, before its boxes are read; None where it tells none."""
        try:
            return identity.parse_id(shown(self.number_cell(row)), today=self.reading.today).birth
        except UserError:
            return None

    def _number(self, plan: RowPlan) -> bool:
        name = self._role("number")
        column = self.header.columns.get(name) if name else None
        told = any(f.column == column and f.level is Level.REFUSED for f in plan.findings)
        if not name or (column is not None and told):
            return False
        return self.guarded(plan, name, column, lambda: self._settle_number(plan, name))

    def _settle_number(self, plan: RowPlan, name: str) -> None:
        box, cell, at = self.register.boxes[name], self.number_cell(plan.row), self._spot(plan, name)
        person_name = plan.values.get(self._role("name"))
        content = cell.content
        certain = None
        if isinstance(content, (int, float, str)) and not isinstance(content, bool):
            certain = identity.damaged_by_excel(content)
        words, note = "", ""
        if certain is not None:
            near = self._options(self.people.beginning_with(certain, person_name), person_name)
            picked = person.damaged_number(certain, self.answers, at, near)
        else:
            words = cleaned(words_of(cell, self.grid, box), box).strip()
            if words in EMPTY or not words:
                self._without_number(plan, person_name, at)
                return
            near = self._options(
                self.people.near(identity.normalize_id(words), person_name), person_name, words
            )
            keep = bool(self._role("override"))
            picked, note = person.read_number(words, self.reading.today, self.answers, at, near, keep)
        if picked is Special.KEEP:
            self._keep_number(plan, name, identity.normalize_id(words))
            return
        self._take_number(plan, name, picked)
        if note:
            now = kept_words(box, plan.values[name], self.reading.naming)
            plan.tell(Level.FIXED, at["column"], box.title, words, note, now=now)

    def _take_number(self, plan: RowPlan, name: str, picked: object) -> None:
        """Keep a number, or that of the person on the roster who was meant."""
        if isinstance(picked, Record):
            plan.known = picked
            picked = self.people.number(picked)
        plan.values[name] = picked

    def _keep_number(self, plan: RowPlan, name: str, number: str) -> None:
        """Keep a number that cannot be until it was looked up, as the register allows it."""
        box = self.register.boxes[name]
        plan.values[name] = number
        self._leave_open(plan, f"导入的表上写“{number}”，校验不对，待核对")
        plan.tell(Level.NOTED, self.header.columns.get(name), box.title, "", "号码先照写，待核对")

    def _leave_open(self, plan: RowPlan, why: str) -> None:
        plan.values[self._role("override")] = True
        if reason := self._role("override_reason"):
            plan.values.setdefault(reason, why)

    def _without_number(self, plan: RowPlan, person_name: str | None, at: Spot) -> None:
        """Propose who on the roster is meant by a row that tells no number."""
        name = self._role("number")
        found = self.people.without_number(plan.values) if self.register.boxes[name].required else []
        if found and person_name:
            near = self._options(found, person_name)
            self._take_number(plan, name, person.missing_number(person_name, self.answers, at, near))

    def _options(self, found: Sequence[Record], person_name: str | None, words: str = "") -> list[Option]:
        """The people a row may mean as choices; none where the number is that of one of them."""
        if words and any(self.people.number(one) == identity.normalize_id(words) for one in found):
            return []
        return [Option(f"是{self.people.told(one)}", one) for one in found]

    # -- birth and sex ------------------------------------------------------------------------------

    def _known(self, plan: RowPlan) -> identity.Identity | None:
        number = plan.values.get(self._role("number"))
        try:
            return identity.parse_id(number, today=self.reading.today) if number else None
        except UserError:
            return None

    def _birth(self, plan: RowPlan) -> bool:
        name = self._role("birth")
        words = plan.values.pop(f"{name}:words", None)
        if words is None:
            return False
        return self.guarded(plan, name, self.header.columns[name], lambda: self._settle(plan, name, words))

    def _settle(self, plan: RowPlan, name: str, words: str) -> None:
        """The birth from the sheet's words and the number: they agree, complete each other, or are asked."""
        box, known, at = self.register.boxes[name], self._known(plan), self._spot(plan, name)
        value: date | None = None
        doubt = ""
        fault: UserError | None = None
        try:
            value = box.parse(words, self.reading)
        except Ambiguous as unsure:
            doubt, fault = unsure.what, unsure
        except UserError as unread:
            fault = unread
        if known is None:
            plan.values[name] = value if fault is None else self.parsed(name, box, words, plan.row)
            return
        day = _same_kind(value, known.birth)
        readings = person.birth_readings(words, self.reading.today)
        if person.can_be(known.birth, readings, words):
            plan.values[name] = day
            if value != day:
                what = f"缺的部分按身份证号补为 {day}"
                now = box.show(day, self.reading.naming)
                plan.tell(Level.FIXED, at["column"], box.title, words, what, now=now)
            return
        if fault is not None and not readings:
            raise fault
        aside = f"导入的表上{box.title}写“{words}”，和身份证号不一致"
        if self.people.agreed(known.number, name, value):
            plan.values[name] = value
            return
        if self.people.noted(known.number, aside):
            plan.values[name] = day
            plan.aside.append(aside)
            return
        reason = self._role("birth_reason")
        doubt = doubt or (fault.what if fault is not None else "")
        question = person.birth_question(words, value, doubt, known.birth, bool(reason), at)
        picked = self.answers.pick(question)
        plan.values[name] = _same_kind(value, picked) if isinstance(picked, date) else picked
        if reason and picked == value:
            plan.values[reason] = f"导入的表上写“{words}”，以表上为准"
        else:
            plan.aside.append(aside)

    def _sex(self, plan: RowPlan) -> bool:
        name, known = self._role("gender"), self._known(plan)
        value = plan.values.get(name)
        if known is None or value not in ("1", "2") or value == known.gender:
            return False
        box = self.register.boxes[name]
        label, right = (box.show(one, self.reading.naming) for one in (value, known.gender))
        aside = f"导入的表上{box.title}写“{label}”，和身份证号不一致"
        if self.people.agreed(known.number, name, value) and self._role("override"):
            return False
        if self.people.noted(known.number, aside):
            plan.values[name] = known.gender
            plan.aside.append(aside)
            return False
        keep = bool(self._role("override"))
        at = self._spot(plan, name)
        question = person.sex_question(label, right, known.gender, str(value), keep, at)

        def settle() -> None:
            plan.values[name] = self.answers.pick(question)
            if plan.values[name] == value:
                self._leave_open(plan, f"{aside}，以表上为准，待核对")
            else:
                plan.aside.append(aside)

        return self.guarded(plan, name, self.header.columns[name], settle)


def _same_kind(like: object, day: date) -> object:
    """``day`` as a partial date where the box keeps such."""
    return PartialDate.of(day) if isinstance(like, PartialDate) else day
