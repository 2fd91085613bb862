"""Which record a row is about: by hidden identity, by number, by unique boxes, or by being the very same."""

from collections.abc import Iterator

from desktop_app.base.ambiguous import Option
from desktop_app.base.names import compare_key
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.question import (
    LEAVE_OUT,
    Answers,
    Asked,
    LeftOut,
    Level,
    Question,
    RowOutcome,
    RowPlan,
    Special,
)
from desktop_app.exchange.workbook.reading import ImportLedger
from desktop_app.records.base import Record
from desktop_app.records.record import Register


class Identities:
    """The records already in the ledger and the rows already read, found by what identifies them."""

    def __init__(self, register: Register, ledger: ImportLedger, lexicon: Lexicon) -> None:
        self.register = register
        self._ledger = ledger
        self._lexicon = lexicon
        number = next((n for n, b in register.boxes.items() if b.kind == "id_number"), None)
        groups = [(number,)] if number else []
        self._groups = [*groups, *(g for g in register.unique if g != (number,))]
        self._present: dict[tuple[object, ...], Record] = {}
        self._by_uid: dict[str, Record] = {}
        for record in ledger.find(register.model.live()):
            self._by_uid[record.uid] = record
            for key in self._keys({n: getattr(record, n) for n in register.boxes}):
                self._present.setdefault(key, record)

    def _keys(self, values: dict[str, object]) -> Iterator[tuple[object, ...]]:
        """One key for each group of boxes that is filled."""
        for group in self._groups:
            stored = tuple(self.register.boxes[name].db_value(values.get(name)) for name in group)
            if all(part is not None for part in stored):
                yield (group, *stored)

    def present(self, plan: RowPlan) -> Record | None:
        """The live record the row is about, None if it is a new one."""
        if plan.uid:
            return self._by_uid.get(plan.uid)
        for key in self._keys(plan.values):
            if key in self._present:
                return self._present[key]
        return None if self._groups else self._the_same(plan)

    def _the_same(self, plan: RowPlan) -> Record | None:
        """Where nothing identifies a record, one that says all the row says: it was imported before."""
        said = {n: self.register.boxes[n].db_value(v) for n, v in plan.values.items()}
        for record in self._by_uid.values():
            if said and all(
                self.register.boxes[n].db_value(getattr(record, n)) == v for n, v in said.items()
            ):
                return record
        return None

    def in_bin(self, plan: RowPlan) -> bool:
        """Whether the row's own record lies in the recycle bin."""
        return bool(
            plan.uid and plan.uid not in self._by_uid and self._ledger.get(self.register.model, plan.uid)
        )

    # -- twice in one file ------------------------------------------------------------------------

    def join_rows(self, plans: list[RowPlan], answers: Answers) -> None:
        """Ask what to do with a second row about the same person; joined, a blank never erases."""
        first: dict[tuple[object, ...], RowPlan] = {}
        for plan in plans:
            if plan.outcome is RowOutcome.LEFT_OUT or plan.uid:
                continue
            earlier = next((first[k] for k in self._keys(plan.values) if k in first), None)
            certain = earlier is not None
            if earlier is None:
                earlier = self._probably_same(plan, plans)
            if earlier is not None:
                self._join(plan, earlier, certain, answers)
            if plan.outcome is not RowOutcome.JOINED and earlier is None:
                for key in self._keys(plan.values):
                    first.setdefault(key, plan)

    def _probably_same(self, plan: RowPlan, plans: list[RowPlan]) -> RowPlan | None:
        """A row with the same name and a same date, when this one has no number written at all."""
        roles = self._lexicon.person
        name, number = roles.get("name", ""), roles.get("number", "")
        column_faults = (
            any(f.title == self.register.boxes[number].title for f in plan.findings) if number else True
        )
        if not plan.values.get(name) or plan.values.get(number) or column_faults:
            return None
        dates = [n for n, b in self.register.boxes.items() if b.kind in ("date", "partial_date")]
        for other in plans:
            if (
                other is not plan
                and other.outcome not in (RowOutcome.LEFT_OUT, RowOutcome.JOINED)
                and other.values.get(number)
                and compare_key(other.values.get(name, "")) == compare_key(plan.values[name])
                and any(plan.values.get(d) and plan.values[d] == other.values.get(d) for d in dates)
            ):
                return other
        return None

    def _join(self, plan: RowPlan, earlier: RowPlan, certain: bool, answers: Answers) -> None:
        differing = [
            name
            for name, value in plan.values.items()
            if name not in self._lexicon.loose and earlier.values.get(name, value) != value
        ]
        question = self._question(plan, earlier, differing, certain)
        try:
            choice = answers.pick(question)
        except Asked:
            plan.ask(question)
            return
        except LeftOut:
            plan.outcome, plan.questions = RowOutcome.LEFT_OUT, []
            return
        if choice is Special.JOIN_FIRST:
            earlier.values = {**plan.values, **earlier.values}
        else:
            loose = {n: v for n, v in earlier.values.items() if n in self._lexicon.loose}
            earlier.values = {**earlier.values, **plan.values, **loose}
        plan.outcome, plan.joined_into = RowOutcome.JOINED, earlier.row
        plan.tell(Level.FIXED, None, "", "", f"已合并到第{earlier.row}行，空格不覆盖")

    def _question(self, plan: RowPlan, earlier: RowPlan, differing: list[str], certain: bool) -> Question:
        titles = "、".join(f"「{self.register.boxes[n].title}」" for n in differing)
        same = "是同一个号码或名称" if certain else "姓名和日期相同，可能是同一人"
        what = f"和第{earlier.row}行{same}" + (f"，{titles}写得不一样" if differing else "")
        joins: tuple[Option, ...]
        if differing:
            joins = (
                Option(f"合并，不同处以第{earlier.row}行为准", Special.JOIN_FIRST),
                Option(f"合并，不同处以第{plan.row}行为准", Special.JOIN_LATER),
            )
        else:
            joins = (Option(f"合并到第{earlier.row}行", Special.JOIN_FIRST),)
        alike = "twice" if certain and not differing else "twice?"
        return Question(f"twice:{plan.row}", alike, what, (*joins, LEAVE_OUT), plan.row)
