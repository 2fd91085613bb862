"""Child lines in the row of their parent: measures, progress, resolutions, and who was there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.offers import Offers, Worked
from desktop_app.exchange.workbook.question import Asked, LeftOut, Level, Question, RowPlan
from desktop_app.exchange.workbook.reading import ImportLedger, ImportReading, LeftEmpty
from desktop_app.exchange.workbook.words import DITTO, EMPTY, shown
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register

_COUNTED = r"[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:\d{{1,2}}\s*[.、．)）]|[①②③④⑤⑥⑦⑧⑨⑩]|[（(]\s*(?:\d+|{_COUNTED})\s*[)）]|{_COUNTED}、)"
_ITEM = re.compile(rf"(?:^|(?<=[；;。\n\s]))\s*{_NUMBER}(?!\d)\s*")
_WHO = re.compile(r"\s*([^：:，,。；;\s]{2,20})\s*[：:]\s*(.+)", re.DOTALL)


def items_of(words: str) -> list[str]:
    """The lines of a cell: 1.… 2.… or ①… ②… by their numbers, else one for each line of the cell."""
    if _ITEM.match(words):
        parts = _ITEM.split(words)
    else:
        parts = words.splitlines()
    return [tidied for part in parts if (tidied := part.strip().strip("；;").strip())]


@dataclass(frozen=True)
class _Line:
    """One column of child lines as the lexicon tells it."""

    told: Mapping[str, Any]
    register: Register
    column: int

    @property
    def box(self) -> str:
        """The box its words go into."""
        return str(self.told["box"])


class ChildLines:
    """Makes the records below those of a plan from the columns of their rows that say so."""

    def __init__(
        self,
        lexicon: Lexicon,
        ledger: ImportLedger,
        reading: ImportReading,
        grid: SheetGrid,
        header: HeaderRow,
        register: Register,
    ) -> None:
        self._ledger, self._reading, self._grid, self._header = ledger, reading, grid, header
        self._above: dict[int, str] = {}
        catalogue = ledger.catalogue
        self._lines = [
            _Line(told, catalogue[str(told["register"])], header.extras[str(told["key"])])
            for told in lexicon.children
            if str(told["key"]) in header.extras and str(told["register"]) in catalogue
        ]
        filled = {n: b for n, b in register.boxes.items() if n in header.filled}
        self._offers = Offers(ledger, reading, header.occasion, filled)

    def settle(self, plan: RowPlan, parent: Record) -> None:
        """The children of one row; what they lack is asked once for the file, none is doubled."""
        for line in self._lines:
            words = shown(self._grid.cell(plan.row, line.column))
            if "".join(words.split()) in DITTO:
                words = self._above.get(line.column, "")
            self._above[line.column] = words
            if not words or words in EMPTY:
                continue
            try:
                made = self._records(line, words, plan, parent)
            except Asked:
                plan.waiting.add(str(line.told["key"]))
            except LeftEmpty as left:
                plan.tell(
                    Level.NOTED, line.column, line.register.title, words, f"没有登记“{left}”，这一格没有读"
                )
            except LeftOut:
                plan.tell(Level.NOTED, line.column, line.register.title, words, "按您的选择没有读")
            except UserError as fault:
                title = line.register.title
                plan.tell(Level.REFUSED, line.column, title, words, fault.what, fault.todo)
            else:
                plan.children += self._unknown(line, made, parent)

    def _records(self, line: _Line, words: str, plan: RowPlan, parent: Record) -> list[Record]:
        told, register = line.told, line.register
        texts = items_of(words) if told.get("each") else [words]
        made = []
        whole = type(parent)(**parent.__data__)
        self._ledger.catalogue.of(parent).fill(whole, self._ledger)
        for number, text in enumerate(texts, 1):
            record = register.new(**{str(register.parent): parent.uid})
            for name, value in told.get("set", {}).items():
                setattr(record, name, self._parsed(register.boxes[name], str(value), plan.row, line))
            for name, source in told.get("copy", {}).items():
                setattr(record, name, getattr(whole, source))
            self._write(line, record, text, plan)
            if "number" in told and len(texts) > 1:
                setattr(record, told["number"], number)
            for name in told.get("ask", ()):
                self._ask(line, record, parent, name)
            self._judge(record)
            made.append(record)
        return made

    def _write(self, line: _Line, record: Record, text: str, plan: RowPlan) -> None:
        """The words into the box, who said them before the colon into the box for that."""
        who = str(line.told.get("who", ""))
        if who:
            found = _WHO.fullmatch(text)
            if found is None:
                raise UserError(f"“{text[:12]}…”前面没有写是谁", todo="请写成“姓名：内容”，一人一行")
            setattr(record, who, self._parsed(line.register.boxes[who], found[1], plan.row, line))
            text = found[2]
        begin = str(line.told.get("begin", ""))
        box = line.register.boxes[line.box]
        setattr(record, line.box, self._parsed(box, begin + text, plan.row, line))

    def _parsed(self, box: AnyBox, words: str, row: int, line: _Line) -> object:
        self._reading.box, self._reading.box_title = f"{line.register.name}.{box.name}", box.title
        self._reading.row, self._reading.column = row, line.column
        value = box.parse(words, self._reading)
        for fault in box.faults(value) if value is not None else ():
            raise UserError(fault, todo="请在表里改正这一格")
        return value

    def _ask(self, line: _Line, record: Record, parent: Record, name: str) -> None:
        box = line.register.boxes[name]
        if getattr(record, name) not in (None, "") and not box.default:
            return
        choices = self._offers.choices(box)
        if not choices:
            return
        question = Question(
            f"child:{line.register.name}:{name}",
            "child",
            f"{line.register.title}没有写「{box.title}」，都怎么记？",
            tuple(choices),
            title=box.title,
            proposal=self._offers.proposed(box, choices),
        )
        value = self._reading.of_file(question)
        setattr(record, name, value.value(parent) if isinstance(value, Worked) else value)

    def _judge(self, record: Record) -> None:
        """UserError for what stands against a child; what hangs on its parent is asked when it is written."""
        for problem in self._ledger.problems(record):
            if problem.refuse and problem.box != self._ledger.catalogue.of(record).parent:
                raise UserError(problem.text, todo=problem.todo)

    def _unknown(self, line: _Line, made: list[Record], parent: Record) -> list[Record]:
        """Those of ``made`` that do not stand below the parent yet, by their words."""
        if parent.is_new:
            return made
        model = line.register.model
        field = model._meta.fields[str(line.register.parent)]
        known = {getattr(one, line.box) for one in self._ledger.find(model.live().where(field == parent.uid))}
        return [one for one in made if getattr(one, line.box) not in known]
