"""What a file leaves out altogether: asked once with a proposal, never filled in about a person unseen."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from desktop_app.base.ambiguous import Option
from desktop_app.base.errors import UserError
from desktop_app.base.periods import PartialDate, add_years
from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.offers import Offers, Worked
from desktop_app.exchange.workbook.question import Answers, Asked, Level, Question, RowPlan, Special
from desktop_app.exchange.workbook.reading import ImportLedger, ImportReading
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Register

TODAY = "今天"
_TRIED = 8
"""Rows that a choice is tried on before it is offered."""


class Split(Worked):
    """A proposal that depends on a date of the row: 入党未满一年的按预备党员，其余按正式党员."""

    def __init__(self, told: Mapping[str, object], today: date) -> None:
        self._box = str(told["box"])
        self._since = add_years(today, -int(str(told["within_years"])))
        self._then, self._otherwise = str(told["then"]), str(told["otherwise"])
        self.words = str(told["words"])

    def value(self, record: Record) -> str:
        """The value for one record."""
        when = getattr(record, self._box)
        day = when.last_day() if isinstance(when, PartialDate) else when
        return self._then if day is not None and day > self._since else self._otherwise


class Missing:
    """The required boxes for which the sheet has no column, and what is put into new records for them."""

    def __init__(
        self,
        register: Register,
        header: HeaderRow,
        lexicon: Lexicon,
        ledger: ImportLedger,
        reading: ImportReading,
        given: Mapping[str, object],
        home: str = "",
    ) -> None:
        self._register = register
        self._ledger = ledger
        self._reading = reading
        self._lexicon = lexicon
        self._given = dict(given)
        filled = {n: b for n, b in register.boxes.items() if n in header.filled}
        self._offers = Offers(ledger, reading, header.occasion, filled, home)
        self._boxes = {
            name: box
            for name, box in register.boxes.items()
            if (box.required or name in lexicon.asked)
            and not box.machine
            and name not in filled
            and name not in given
            and name != register.state
        }
        self.open: dict[str, Question] = {}

    def settle(self, new: list[tuple[RowPlan, Record]], answers: Answers) -> None:
        """Fill the given values into new records; ask for each box that is still empty or only a default."""
        for plan, record in new:
            for name, value in self._given.items():
                if name not in plan.values:
                    setattr(record, name, value)
        if not new:
            return
        # Days last: which of them the rules take is tried with everything else in place.
        for name, box in sorted(self._boxes.items(), key=lambda pair: pair[1].kind == "date"):
            if self._follows(new[0][1], name):
                continue
            question = self._question(name, box, new)
            if question is None:
                self._tell_nothing_there(box, new)
                continue
            try:
                value = answers.pick(question)
            except Asked:
                self.open[name] = question
                value = None if question.proposal is None else question.choices[question.proposal].value
            needs = self._lexicon.asked.get(name, "")
            for _, record in new:
                if not needs or getattr(record, needs):
                    self._put(record, name, value)

    def _tell_nothing_there(self, box: AnyBox, new: list[tuple[RowPlan, Record]]) -> None:
        """Say where to begin when the register that a box chooses from holds nothing yet."""
        if not isinstance(box, RecordLink) or self._given.get(box.name):
            return
        titles = "、".join(
            self._ledger.catalogue[one].title for one in box.to if one in self._ledger.catalogue
        )
        for plan, _ in new:
            what = f"这份表没有「{box.title}」一列，“{titles}”里也还没有可选的"
            plan.tell(Level.REFUSED, None, box.title, "", what, f"请先登记{titles}，再导入这份表")

    @staticmethod
    def _put(record: Record, name: str, value: object) -> None:
        if value is not Special.EMPTY:
            setattr(record, name, value.value(record) if isinstance(value, Worked) else value)

    def _follows(self, record: Record, name: str) -> bool:
        """Whether the register works the box out by itself from the others, so that nobody need be asked."""
        trial = type(record)(**record.__data__)
        if getattr(trial, name) is not None:
            return False
        self._register.fill(trial, self._ledger)
        return getattr(trial, name) is not None

    def _question(self, name: str, box: AnyBox, new: list[tuple[RowPlan, Record]]) -> Question | None:
        needs = self._lexicon.asked.get(name, "")
        if needs and not any(getattr(record, needs) for _, record in new):
            return None
        choices = self._choices(name, box)
        if not choices:
            return None
        if box.kind == "date":
            choices = self._ranked(name, choices, [record for _, record in new[:_TRIED]])
        proposed = self._proposed(name, box)
        index = next((i for i, c in enumerate(choices) if c.value == proposed), None)
        if proposed is not None and index is None:
            choices.insert(0, Option(self._words(box, proposed, new), proposed))
            index = 0
        if index is None and isinstance(box, RecordLink) and len(choices) == 1:
            index = 0
        if index is None:
            index = self._offers.proposed(box, choices)
        what = f"这份表没有「{box.title}」一列，{len(new)} 行都怎么记？"
        return Question(f"missing:{name}", "missing", what, tuple(choices), title=box.title, proposal=index)

    def _ranked(self, name: str, choices: list[Option], some: list[Record]) -> list[Option]:
        """The choices by how few of some records the rules then refuse: no 时限 before its 发现日期."""

        def refused(option: Option) -> int:
            count = 0
            for record in some:
                trial = type(record)(**record.__data__)
                self._put(trial, name, option.value)
                count += any(
                    one.refuse and one.box not in self._boxes for one in self._ledger.problems(trial)
                )
            return count

        told = self._offers.proposed(self._register.boxes[name], choices)
        return choices if told is not None else sorted(choices, key=refused)

    def _words(self, box: AnyBox, proposed: object, new: list[tuple[RowPlan, Record]]) -> str:
        if isinstance(proposed, Split):
            counts = Counter(proposed.value(record) for _, record in new)
            return proposed.words + "（" + "，".join(f"{word} {n} 人" for word, n in counts.items()) + "）"
        return f"全部按“{box.show(proposed, self._reading.naming)}”"

    def _choices(self, name: str, box: AnyBox) -> list[Option]:
        if choices := self._offers.choices(box):
            return choices
        proposed = self._proposed(name, box)
        return [] if proposed is None else [Option(self._words(box, proposed, []), proposed)]

    def _proposed(self, name: str, box: AnyBox) -> object:
        told = self._lexicon.proposals.get(name)
        if isinstance(told, Mapping):
            return Split(told, self._ledger.today) if told["box"] in self._register.boxes else None
        if told is None:
            return box.default() if callable(box.default) else box.default
        if told == TODAY:
            return self._ledger.today
        try:
            return box.parse(str(told), self._reading)
        except UserError:
            return None
