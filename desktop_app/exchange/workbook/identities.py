"""Which record a row is about: by hidden identity, by number, or by what people know it by."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from desktop_app.base.ambiguous import Option
from desktop_app.base.names import compare_key
from desktop_app.exchange.workbook.known import number_box, tail, told_apart
from desktop_app.exchange.workbook.match import Lexicon, importable_boxes
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

Key = tuple[object, ...]
_MOST_OFFERED = 4


class Identities:
    """The records already in the ledger and the rows already read, found by what identifies them.

    A key by ``unique`` boxes is certain; one by ``natural`` boxes, or by unique ones of which some are empty,
    says what a person would: probably the same.
    """

    def __init__(
        self, register: Register, ledger: ImportLedger, lexicon: Lexicon, columns: Container[str]
    ) -> None:
        self.register = register
        self._ledger = ledger
        self._lexicon = lexicon
        number = number_box(register)
        groups = [(number,)] if number else []
        self._groups = [*groups, *(g for g in register.unique if g != (number,))]
        self._natural = [Alike(register, group, columns) for group in natural_groups(register)]
        self._present: dict[Key, Record] = {}
        self._alike: dict[Key, list[tuple[Record, Mapping[str, object]]]] = {}
        self._by_uid: dict[str, Record] = {}
        for record in ledger.find(register.model.live()):
            self._by_uid[record.uid] = record
            values = {n: getattr(record, n) for n in register.boxes}
            for key in self._keys(values):
                self._present.setdefault(key, record)
            if record.owner_office in ("", ledger.office):
                for key in self._natural_keys(values):
                    self._alike.setdefault(key, []).append((record, values))

    @property
    def records(self) -> Iterable[Record]:
        """The live records of the register."""
        return self._by_uid.values()

    def _keys(self, values: Mapping[str, object]) -> Iterator[Key]:
        """One key for each unique group of boxes that is filled."""
        for group in self._groups:
            stored = tuple(self.register.boxes[name].db_value(values.get(name)) for name in group)
            if all(part is not None for part in stored):
                yield (group, *stored)

    def _natural_keys(self, values: Mapping[str, object]) -> Iterator[Key]:
        """One key for each natural group of which the row says enough."""
        for alike in self._natural:
            if (key := alike.key(values)) is not None:
                yield key

    def _meant(self, values: Mapping[str, object]) -> dict[str, Record]:
        """The records of this office that a person would know again in what a row says."""
        return {
            record.uid: record
            for alike in self._natural
            if (key := alike.key(values)) is not None
            for record, theirs in self._alike.get(key, ())
            if not alike.contradicts(values, theirs)
        }

    # -- the record a row is about ------------------------------------------------------------------

    def whose(self, plan: RowPlan, answers: Answers) -> Record | None:
        """The record the row is about, None if it is a new one. Raises Asked or LeftOut.

        One out of the bin comes only where the person said so: then ``plan.restores`` is set.
        """
        present = plan.known or self._certain(plan)
        if present is None and not plan.uid:
            present = self._probable(plan, answers)
        if present is None:
            present = self._out_of_bin(plan, answers)
        if present is not None:
            self._left_already(plan, present, answers)
        return present

    def _certain(self, plan: RowPlan) -> Record | None:
        if plan.uid:
            return self._by_uid.get(plan.uid)
        return next((self._present[key] for key in self._keys(plan.values) if key in self._present), None)

    def _probable(self, plan: RowPlan, answers: Answers) -> Record | None:
        """The record a person would know again: taken where it says all the row says, asked otherwise."""
        found = self._meant(plan.values)
        if not found:
            return None
        if (same := self._same(plan, found)) is not None:
            return same
        differing = {uid: self._differing(plan, record) for uid, record in found.items()}
        near = sorted(found, key=lambda uid: len(differing[uid]))[:_MOST_OFFERED]
        naming = self._ledger.name
        titles = "、".join(f"「{self.register.boxes[n].title}」" for n in differing[near[0]])
        first = told_apart(self.register, found[near[0]], naming)
        what = f"和已登记的“{first}”像是同一条，{titles}写得不一样"
        choices = [Option(f"就是它，按这一行更新{titles}", near[0])]
        choices += [Option(f"是“{told_apart(self.register, found[uid], naming)}”", uid) for uid in near[1:]]
        choices += [Option("是另外一条，照样登记", Special.SEPARATE), LEAVE_OUT]
        alike = f"known:{len(near)}"
        picked = answers.pick(
            Question(f"known:{plan.row}", alike, what, tuple(choices), plan.row, proposal=0)
        )
        return None if picked is Special.SEPARATE else found[picked]

    def _same(self, plan: RowPlan, found: Mapping[str, Record]) -> Record | None:
        """The one of the records found that says already all the row says."""
        return next((record for record in found.values() if not self._differing(plan, record)), None)

    def _differing(self, plan: RowPlan, record: Record) -> list[str]:
        boxes = self.register.boxes
        return [
            name
            for name, value in plan.values.items()
            if name not in self._lexicon.loose
            and boxes[name].db_value(getattr(record, name)) != boxes[name].db_value(value)
        ]

    # -- records that are here no longer ------------------------------------------------------------

    @cached_property
    def _binned(self) -> dict[object, Record]:
        """The records in the bin by uid and by their keys, the one that went last before others."""
        model = self.register.model
        found: dict[object, Record] = {}
        query = model.select().where(model.removed_at.is_null(False)).order_by(model.removed_at.desc())
        for record in self._ledger.find(query):
            values = {n: getattr(record, n) for n in self.register.boxes}
            for key in (record.uid, *self._keys(values), *self._natural_keys(values)):
                found.setdefault(key, record)
        return found

    def _out_of_bin(self, plan: RowPlan, answers: Answers) -> Record | None:
        if plan.uid:
            keys: list[object] = [plan.uid]
        else:
            keys = [*self._keys(plan.values), *self._natural_keys(plan.values)]
        record = next((self._binned[key] for key in keys if key in self._binned), None)
        if record is None:
            return None
        day = str(record.removed_at)[:10]
        what = f"“{told_apart(self.register, record, self._ledger.name)}”在回收站里（{day}删除的）"
        choices = [Option("恢复这一条，按这一行更新", Special.RESTORE)]
        if not plan.uid:
            choices.append(Option("不恢复，另登记一条新的", Special.SEPARATE))
        picked = answers.pick(Question(f"bin:{plan.row}", "bin", what, (*choices, LEAVE_OUT), plan.row))
        plan.restores = picked is Special.RESTORE
        return record if plan.restores else None

    def _left_already(self, plan: RowPlan, record: Record, answers: Answers) -> None:
        """Ask before a row about somebody who left changes what is kept of them."""
        left = self._lexicon.person.get("left", "")
        if not left or plan.uid or not getattr(record, left) or plan.values.get(left):
            return
        why = self.register.show(record, left, self._ledger.name)
        on = self._lexicon.person.get("left_on", "")
        day = self.register.show(record, on, self._ledger.name) if on else ""
        who = told_apart(self.register, record, self._ledger.name)
        what = f"“{who}”已登记为“{why}”{f'（{day}）' if day else ''}，表里还有；又回来的，请办组织关系转入"
        stay = Option(f"只更新内容，仍是“{why}”", Special.KEEP)
        answers.pick(Question(f"left:{plan.row}", "left", what, (stay, LEAVE_OUT), plan.row))

    # -- people of one name -------------------------------------------------------------------------

    def mark_same_names(self, plans: Iterable[RowPlan]) -> None:
        """Tell of every row whose name somebody else bears as well, here or in the sheet."""
        name, number = self._lexicon.person.get("name", ""), number_box(self.register)
        if not name or not number:
            return
        bearers: dict[str, dict[str, str]] = {}
        for record in self.records:
            known = getattr(record, number)
            if getattr(record, name) and known:
                key = compare_key(getattr(record, name))
                bearers.setdefault(key, {})[known] = f"花名册里的{tail(known)}"
        rows = [p for p in plans if p.values.get(name) and p.values.get(number) and not p.uid]
        for plan in rows:
            others = bearers.setdefault(compare_key(plan.values[name]), {})
            others.setdefault(plan.values[number], f"第{plan.row}行的{tail(plan.values[number])}")
        for plan in rows:
            others = bearers[compare_key(plan.values[name])]
            told = [words for known, words in others.items() if known != plan.values[number]]
            if told:
                mine = tail(plan.values[number])
                what = f"同名：{mine}，另有{'、'.join(told[:_MOST_OFFERED])}，按不同的人登记"
                plan.tell(Level.NOTED, None, "", "", what)

    # -- twice in one file ------------------------------------------------------------------------

    def join_rows(self, plans: list[RowPlan], answers: Answers) -> None:
        """Ask what to do with a second row about the same person or thing; a blank never erases."""
        first: dict[Key, RowPlan] = {}
        alike: dict[Key, list[RowPlan]] = {}
        numbered = self._numbered(plans)
        for plan in plans:
            if plan.outcome is RowOutcome.LEFT_OUT or plan.uid:
                continue
            earlier = next((first[k] for k in self._keys(plan.values) if k in first), None)
            certain = earlier is not None
            if earlier is None:
                earlier = self._probably_same(plan, numbered)
            if earlier is None and self._same(plan, self._meant(plan.values)) is None:
                earlier = next(self._said_before(plan, alike), None)
            if earlier is not None:
                self._join(plan, earlier, certain, answers)
            if plan.outcome is not RowOutcome.JOINED and earlier is None:
                for key in self._keys(plan.values):
                    first.setdefault(key, plan)
                for key in self._natural_keys(plan.values):
                    alike.setdefault(key, []).append(plan)

    def _said_before(self, plan: RowPlan, alike: Mapping[Key, list[RowPlan]]) -> Iterator[RowPlan]:
        """Rows above that a person would take for the same thing."""
        for one in self._natural:
            key = one.key(plan.values)
            for other in alike.get(key, ()) if key is not None else ():
                if not one.contradicts(plan.values, other.values):
                    yield other

    def _numbered(self, plans: list[RowPlan]) -> dict[str, list[RowPlan]]:
        """The rows that have a number, by the name on them."""
        name, number = (self._lexicon.person.get(role, "") for role in ("name", "number"))
        found: dict[str, list[RowPlan]] = {}
        for plan in plans:
            if plan.values.get(number):
                found.setdefault(compare_key(plan.values.get(name, "")), []).append(plan)
        return found

    def _probably_same(self, plan: RowPlan, numbered: Mapping[str, list[RowPlan]]) -> RowPlan | None:
        """A row with the same name and a same date, when this one has no number written at all."""
        roles = self._lexicon.person
        name, number = roles.get("name", ""), roles.get("number", "")
        column_faults = (
            any(f.title == self.register.boxes[number].title for f in plan.findings) if number else True
        )
        if not plan.values.get(name) or plan.values.get(number) or column_faults:
            return None
        dates = [n for n, b in self.register.boxes.items() if b.kind in ("date", "partial_date")]
        for other in numbered.get(compare_key(plan.values[name]), ()):
            if (
                other is not plan
                and other.outcome not in (RowOutcome.LEFT_OUT, RowOutcome.JOINED)
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
        if choice is Special.SEPARATE:
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
        person = bool(self._lexicon.person)
        same = "姓名和日期相同，可能是同一人" if person else "像是同一条"
        what = f"和第{earlier.row}行{'是同一个号码或名称' if certain else same}"
        what += f"，{titles}写得不一样" if differing else ""
        joins: tuple[Option, ...]
        if differing:
            joins = (
                Option(f"合并，不同处以第{earlier.row}行为准", Special.JOIN_FIRST),
                Option(f"合并，不同处以第{plan.row}行为准", Special.JOIN_LATER),
            )
        else:
            joins = (Option(f"合并到第{earlier.row}行", Special.JOIN_FIRST),)
        if not certain and not person:
            joins = (*joins, Option("是两条，都导入", Special.SEPARATE))
        alike = "twice" if certain and not differing else f"twice?{len(joins)}"
        return Question(f"twice:{plan.row}", alike, what, (*joins, LEAVE_OUT), plan.row)


class Alike:
    """One natural group as a sheet with certain columns can tell it.

    Boxes without a column tell nothing; those that may be empty only speak against it where both are filled.
    """

    def __init__(self, register: Register, group: tuple[str, ...], columns: Container[str]) -> None:
        self._group, self._boxes = group, register.boxes
        said = [name for name in group if name in columns]
        needed = [name for name in said if register.boxes[name].required]
        self._needed = needed or said
        self._others = [name for name in said if name not in self._needed]

    def key(self, values: Mapping[str, object]) -> Key | None:
        """What ``values`` are known by, blanks in words aside; None where they say too little."""
        parts = [self._plain(name, values) for name in self._needed]
        return None if not parts or any(part is None for part in parts) else (self._group, *parts)

    def contradicts(self, values: Mapping[str, object], others: Mapping[str, object]) -> bool:
        """Whether a box that may be empty is filled otherwise in both."""
        pairs = ((self._plain(name, values), self._plain(name, others)) for name in self._others)
        return any(one is not None and other is not None and one != other for one, other in pairs)

    def _plain(self, name: str, values: Mapping[str, object]) -> object:
        stored = self._boxes[name].db_value(values.get(name))
        return "".join(stored.split()) if isinstance(stored, str) else stored


def natural_groups(register: Register) -> list[tuple[str, ...]]:
    """By which boxes a sheet's row is known again: those declared, and unique ones that may be empty."""
    sheet = importable_boxes(register)
    optional = [
        group for group in register.unique if any(not register.boxes[n].required for n in group if n in sheet)
    ]
    return [group for group in (*register.natural, *optional) if all(name in sheet for name in group)]


def known_again(register: Register) -> bool:
    """Whether a row of a plain sheet can meet the record it was written from."""
    sheet: dict[str, Any] = importable_boxes(register)
    return bool(natural_groups(register)) or any(all(n in sheet for n in g) for g in register.unique)
