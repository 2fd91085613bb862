"""Who was at a gathering, from its row: 应到, 实到, 缺席人员及原因 become a line for everybody expected."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from desktop_app.base.ambiguous import Option
from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.question import Asked, Level, Question, RowPlan
from desktop_app.exchange.workbook.reading import ImportLedger, ImportReading, LeftEmpty
from desktop_app.exchange.workbook.words import DITTO, EMPTY, shown
from desktop_app.records.base import Record

Gathered = Callable[[Record], Sequence[str]]
"""The uids of those who should come to a gathering, told by whoever knows the roster."""

_PERSON = re.compile(r"\s*([^（(、，,；;：:\s]+)\s*(?:[（(]([^）)]*)[）)])?\s*")
_REASON_FIRST = re.compile(r"\s*([^：:、，,；;（(]{2,8})[：:]\s*(.+)")
_BY_REASON = re.compile(r"[；;。\n]")
EVERYBODY = frozenset(
    {"全体", "全体党员", "全部", "全员", "全体人员", "全到", "均到", "全部到会", "无缺席", "全勤"}
)


def absences(words: str, reasons: frozenset[str]) -> list[tuple[str, str]]:
    """(name, reason) pairs: 张三（病假）、李四 公出；病假：王五、赵六."""
    found: list[tuple[str, str]] = []
    for part in filter(None, (one.strip() for one in _BY_REASON.split(words))):
        first = _REASON_FIRST.fullmatch(part)
        reason, names = ("", part) if first is None else (first[1].strip(), first[2])
        if first is not None and first[1].strip() not in reasons and first[2].strip() in reasons:
            reason, names = first[2].strip(), first[1]
        found += _people(names, reason, reasons)
    return found


def _people(words: str, reason: str, reasons: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name, why in _PERSON.findall(re.sub(r"[、，,；;]", " ", words)):
        tail = next((one for one in sorted(reasons, key=len, reverse=True) if name.endswith(one)), "")
        if name in reasons:
            continue
        yield (
            (name.removesuffix(tail), why or tail or reason)
            if tail and name != tail
            else (name, why or reason)
        )


class TurnoutLines:
    """Makes the attendance of each row's gathering; what does not add up stays out and is told."""

    def __init__(
        self,
        lexicon: Lexicon,
        ledger: ImportLedger,
        reading: ImportReading,
        grid: SheetGrid,
        header: HeaderRow,
        gathered: Gathered | None,
    ) -> None:
        self._told: Mapping[str, Any] = lexicon.people
        self._ledger, self._reading, self._grid = ledger, reading, grid
        self._gathered = gathered
        self._above: dict[str, str] = {}
        begun = "people."
        self._columns = {k.removeprefix(begun): c for k, c in header.extras.items() if k.startswith(begun)}
        self._reasons: dict[str, str] = {}
        if self._columns:
            register = ledger.catalogue[str(self._told["register"])]
            self._register = register
            box = register.boxes[str(self._told["reason"])]
            options: Mapping[str, str] = getattr(box, "options", {})
            self._reasons = {**{label: value for value, label in options.items()}, **self._told["reasons"]}

    def settle(self, plan: RowPlan, parent: Record) -> None:
        """The lines of attendance of one row."""
        if not self._columns or plan.waiting or plan.questions or plan.refused:
            return
        said = {key: self._words(plan, key, column) for key, column in self._columns.items()}
        if not any(said.values()):
            return
        column = next(iter(self._columns.values()))
        if self._gathered is None or self._has_lines(parent):
            return
        try:
            lines = self._lines(plan, said, parent)
        except Asked:
            plan.waiting.add("people")
        except LeftEmpty as left:
            self._leave(plan, column, said, f"没有登记“{left}”", parent)
        except UserError as fault:
            self._leave(plan, column, said, fault.what, parent)
        else:
            plan.children += lines

    def _words(self, plan: RowPlan, key: str, column: int) -> str:
        words = shown(self._grid.cell(plan.row, column))
        if "".join(words.split()) in DITTO:
            words = self._above.get(key, "")
        self._above[key] = words
        return words

    def _has_lines(self, parent: Record) -> bool:
        if parent.is_new:
            return False
        model = self._register.model
        field = model._meta.fields[str(self._register.parent)]
        return bool(self._ledger.find(model.live().where(field == parent.uid).limit(1)))

    def _lines(self, plan: RowPlan, said: Mapping[str, str], parent: Record) -> list[Record]:
        """UserError where numbers and names do not add up."""
        expected = list(self._gathered(parent)) if self._gathered is not None else []
        counted, came = _number(said.get("expected", "")), _number(said.get("present", ""))
        if counted is not None and counted != len(expected):
            # Before names are looked up: nobody is asked about people of a row that stays out anyway.
            raise UserError(f"应到写 {counted} 人，按花名册当天应到 {len(expected)} 人")
        away = self._away(plan, said, expected)
        everybody = [*expected, *(uid for uid in away if uid not in expected)]
        named = bool(said.get("absent") or said.get("came"))
        if not named and came is not None and came != (counted or len(everybody)):
            raise UserError(f"实到 {came}，没有写缺席的是谁")
        if came is not None and came != len(everybody) - len(away):
            raise UserError(f"实到写 {came} 人，应到 {len(everybody)} 人、缺席写了 {len(away)} 人，对不上")
        return [self._line(parent, uid, away) for uid in everybody]

    def _away(self, plan: RowPlan, said: Mapping[str, str], expected: list[str]) -> dict[str, str]:
        """Uid → reason of those who did not come."""
        absent = said.get("absent", "")
        away: dict[str, str] = {}
        if absent and absent not in EMPTY and absent not in EVERYBODY:
            for name, why in absences(absent, frozenset(self._reasons)):
                away[self._uid(plan, "absent", name)] = why
        came = said.get("came", "")
        if came and came not in EMPTY and came not in EVERYBODY:
            there = {self._uid(plan, "came", name) for name, _ in absences(came, frozenset())}
            away |= {uid: "" for uid in expected if uid not in there and uid not in away}
        return away

    def _uid(self, plan: RowPlan, key: str, name: str) -> str:
        box = self._register.boxes[str(self._told["person"])]
        self._reading.box, self._reading.box_title = f"people.{key}", str(self._told["columns"][key]["title"])
        self._reading.row, self._reading.column = plan.row, self._columns[key]
        return self._reading.resolve(getattr(box, "to", ()), name)

    def _line(self, parent: Record, uid: str, away: Mapping[str, str]) -> Record:
        told = self._told
        record = self._register.new(**{str(self._register.parent): parent.uid, told["person"]: uid})
        setattr(record, told["present"], uid not in away)
        why = away.get(uid, "")
        if why:
            known = self._reasons.get(why)
            setattr(record, told["reason"], known or told["other"])
            if known is None or known == told["other"]:
                setattr(record, told["note"], why)
        return record

    def _leave(self, plan: RowPlan, column: int, said: Mapping[str, str], why: str, parent: Record) -> None:
        """What does not add up: nobody is written down, the words of the sheet go where they can stand."""
        titles = {key: str(self._told["columns"][key]["title"]) for key in said}
        words = "；".join(f"{titles[key]}：{one}" for key, one in said.items() if one)
        spill = str(self._told.get("spill", ""))
        choices = (Option("到会先不记，原来写的话照抄下来", True), Option("到会先不记，也不照抄", False))
        what = "有的行应到、实到和缺席的人对不上，怎么办？（对得上的照常记到每个人）"
        question = Question("turnout", "turnout", what, choices, title="到会", proposal=0)
        try:
            keep = self._reading.of_file(question)
        except Asked:
            keep = True
        if keep and spill:
            there, line = plan.values.get(spill), f"原表记：{words}"
            plan.values[spill] = f"{there}\n{line}" if there else line
            setattr(parent, spill, plan.values[spill])
        plan.tell(
            Level.NOTED, column, "到会", "", f"{why}，到会没有记到人；原表写“{words}”", "请在到会情况里补"
        )


def _number(words: str) -> int | None:
    found = re.search(r"\d+", words)
    return int(found[0]) if found else None
