"""The register that describes a kind of record, and the catalogue of all registers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox, Box, Computed, Naming, Stored
from desktop_app.records.declaration import WHOLE, WrongDeclaration, nearest, place_of
from desktop_app.records.kinds import State, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.roles import PLAIN_RIGHTS, RightsTable
from desktop_app.records.rules import EditRule, KeptRows, Problem, Rule, RuleContext, RuleNumbers, Step

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Section:
    """A group of boxes under one heading of a form."""

    title: str
    boxes: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """A kind of record and everything its model says about it, under typed names.

    Made from a model whose ``Meta`` may carry: ``title`` and ``group`` (words), ``icon`` (name),
    ``listing`` (boxes and computed figures shown as columns), ``order`` (box names, ``-`` for falling),
    ``heading`` (record, naming → words it is called by), ``period`` (the box with the day it is about),
    ``sections`` (form groups), ``rules``, ``by_hand`` (rules of an edit that a step need not keep),
    ``steps``, ``locked`` (states in which boxes cannot be edited),
    ``fill`` (derives machine boxes before a save), ``computed``, ``parent`` (the link box of a child),
    ``unique`` (groups of boxes no two live records of an office share), ``natural`` (groups of boxes by which
    people know a record again where no number tells it: a sheet that comes twice is asked, never doubled),
    ``amendable`` (boxes and child registers still open while locked), ``append_only`` (written once, never
    edited or removed by hand),
    ``removal_rules`` (what keeps a record from the bin, whoever names it), ``instead_of_removal`` (what to
    do with a record that others name and that therefore cannot be removed),
    ``stays_home`` (never goes into a package), ``kept_back`` (boxes, or ``WHOLE`` for all of it and its
    children, that go into a package only when its sender asks for them), ``kept_back_rows`` (the same of
    the children of some parents), ``judged_on_arrival`` (its rules ask what a
    package newly says),
    ``tray`` (what lost a conflict lies in it), ``not_copied`` (boxes, or ``WHOLE``, that a new record never
    takes over from another: whom it is about, and what came out of it), ``only_for`` (boxes and child
    registers that concern some records alone: by name, the box that decides and its values), ``on_screen``
    (boxes asked where a check was made, which stand on no form for the pen).
    """

    model: type[Record]

    def _meta(self, name: str, default: D) -> D:
        return cast("D", getattr(self.model._meta, name, default))

    @cached_property
    def name(self) -> str:
        """The register's identifier, also its table's name."""
        return cast(str, self.model._meta.table_name)

    @cached_property
    def title(self) -> str:
        """The register's Chinese name."""
        return self._meta("title", self.name)

    @cached_property
    def group(self) -> str:
        """The practice it belongs to, a heading of the navigation; '' keeps it off the navigation."""
        return self._meta("group", "")

    @cached_property
    def icon(self) -> str:
        """The name of its icon."""
        return self._meta("icon", "document")

    @cached_property
    def boxes(self) -> dict[str, AnyBox]:
        """Its boxes by name, in the order of declaration."""
        fields = self.model._meta.sorted_fields
        return {f.name: f for f in fields if isinstance(f, Box)}

    @cached_property
    def form_boxes(self) -> dict[str, AnyBox]:
        """The boxes a person fills: not the machine's, not the state, not the link to the parent."""
        return {
            name: box
            for name, box in self.boxes.items()
            if not box.machine and not isinstance(box, State) and name != self.parent
        }

    @cached_property
    def pen_boxes(self) -> dict[str, AnyBox]:
        """The boxes a person fills on a blank form."""
        on_screen: tuple[str, ...] = self._meta("on_screen", ())
        return {name: box for name, box in self.form_boxes.items() if name not in on_screen}

    @cached_property
    def computed(self) -> dict[str, Computed]:
        """Its worked-out figures by name."""
        given: tuple[Computed, ...] = self._meta("computed", ())
        return {one.name: one for one in given}

    @cached_property
    def listing(self) -> tuple[str, ...]:
        """The boxes and figures shown as columns of its table."""
        return tuple(self._meta("listing", ()) or tuple(self.form_boxes)[:8])

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Box names its table is sorted by; ``-`` before a name for the newest first."""
        return tuple(self._meta("order", ()) or ("uid",))

    @cached_property
    def period(self) -> str | None:
        """The box that says which day, span or month a record is about."""
        return self._meta("period", None)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The groups of its form; every form box stands in exactly one."""
        given: tuple[Section, ...] = tuple(self._meta("sections", ()))
        placed = {name for section in given for name in section.boxes}
        rest = tuple(name for name in self.form_boxes if name not in placed)
        return (*given, Section("其他" if given else "", rest)) if rest else given

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Functions that answer with Problems."""
        return tuple(self._meta("rules", ()))

    @cached_property
    def by_hand(self) -> tuple[EditRule, ...]:
        """Rules for the edit of a record already written; what they refuse is done by a step."""
        return tuple(self._meta("by_hand", ()))

    @cached_property
    def steps(self) -> dict[str, Step]:
        """The declared moves between states, by name."""
        given: tuple[Step, ...] = self._meta("steps", ())
        return {step.name: step for step in given}

    @cached_property
    def state(self) -> str | None:
        """The name of the state box, if it has one."""
        return next((name for name, box in self.boxes.items() if isinstance(box, State)), None)

    @cached_property
    def locked(self) -> frozenset[str]:
        """States in which its boxes cannot be edited."""
        return frozenset(self._meta("locked", ()))

    @cached_property
    def amendable(self) -> frozenset[str]:
        """Boxes and child registers that stay open while the record is locked."""
        return frozenset(self._meta("amendable", ()))

    @cached_property
    def append_only(self) -> bool:
        """Whether its records are written once and only ever added to."""
        return bool(self._meta("append_only", False))

    @cached_property
    def removal_rules(self) -> tuple[Rule, ...]:
        """Functions whose Problems keep a record from being removed."""
        return tuple(self._meta("removal_rules", ()))

    @cached_property
    def instead_of_removal(self) -> str:
        """What to do with a record that others name, so that it cannot be removed; '' for what is usual."""
        return self._meta("instead_of_removal", "")

    @cached_property
    def stays_home(self) -> bool:
        """Whether its records belong to this PC alone and never travel in packages."""
        return bool(self._meta("stays_home", False))

    @cached_property
    def is_by_program(self) -> bool:
        """Whether the program writes its records, and nobody by hand."""
        return self.stays_home or not self.form_boxes

    @cached_property
    def kept_back(self) -> frozenset[str]:
        """Boxes that go into a package only when its sender asks for them."""
        given: str | tuple[str, ...] = self._meta("kept_back", ())
        return frozenset(self.boxes if given == WHOLE else given)

    @cached_property
    def is_kept_back(self) -> bool:
        """Whether all its records, and those of its children, go into a package only when asked for."""
        return self._meta("kept_back", "") == WHOLE

    @cached_property
    def kept_back_rows(self) -> KeptRows | None:
        """Those of its records that go into a package only when its sender asks for them; None: no such."""
        return self._meta("kept_back_rows", None)

    @cached_property
    def only_for(self) -> Mapping[str, tuple[str, tuple[str, ...]]]:
        """The boxes and child registers of some records alone, with the box that decides and its values."""
        return self._meta("only_for", {})

    def concerns(self, name: str, said: Callable[[str], object]) -> bool:
        """Whether a box or child register is of a record whose boxes hold what ``said`` gives."""
        by, values = self.only_for.get(name, ("", ()))
        return not by or said(by) in (None, "", *values)

    @cached_property
    def copied(self) -> tuple[str, ...]:
        """The boxes a new record may take over from another, or from a template.

        Never numbers, days, states, files and what the program writes, nor what is said of a person.
        """
        given: str | tuple[str, ...] = self._meta("not_copied", ())
        if given == WHOLE:
            return ()
        single = {name for group in self.unique for name in group}
        of_person = any(box.kind == "id_number" for box in self.boxes.values())
        return tuple(
            name
            for name, box in self.form_boxes.items()
            if name not in given and name not in single and _is_copied(box, of_person)
        )

    @cached_property
    def judged_on_arrival(self) -> bool:
        """Whether what a package brings is asked, as after an edit here, what it says that was not said."""
        return bool(self._meta("judged_on_arrival", False))

    @cached_property
    def is_tray(self) -> bool:
        """Whether the versions lie in it that lost a conflict between two PCs of this office."""
        return bool(self._meta("tray", False))

    @cached_property
    def parent(self) -> str | None:
        """For a child register, the box that links to the parent."""
        return self._meta("parent", None)

    @cached_property
    def parent_registers(self) -> tuple[str, ...]:
        """For a child register, the registers its parent may be in."""
        return cast(RecordLink, self.boxes[self.parent]).to if self.parent else ()

    @cached_property
    def unique(self) -> tuple[tuple[str, ...], ...]:
        """Groups of boxes that no two live records of one office may share."""
        return tuple(self._meta("unique", ()))

    @cached_property
    def natural(self) -> tuple[tuple[str, ...], ...]:
        """Groups of boxes by which people know a record again; two records may share them all the same."""
        return tuple(self._meta("natural", ()))

    def new(self, **values: object) -> Record:
        """A record not yet written, its defaults set."""
        return self.model(**values)

    def heading(self, record: Record, naming: Naming) -> str:
        """The words a record is called by in links, titles and search."""
        given: Callable[[Record, Naming], str] | None = self._meta("heading", None)
        if given is not None:
            return given(record, naming) or self.title
        first = next(iter(self.boxes))
        return self.show(record, first, naming) or self.title

    def show(self, record: Record, name: str, naming: Naming) -> str:
        """One box of a record in words."""
        return self.boxes[name].show(getattr(record, name), naming)

    @cached_property
    def fills(self) -> bool:
        """Whether some of its boxes follow from the others."""
        return self._meta("fill", None) is not None

    def fill(self, record: Record, context: RuleContext) -> None:
        """Set the machine boxes that follow from the others."""
        given: Callable[[Record, RuleContext], None] | None = self._meta("fill", None)
        if given is not None:
            given(record, context)

    def box_problems(self, record: Record) -> list[Problem]:
        """What is wrong with single boxes; while one of them refuses, no rule is asked."""
        found = []
        for name, box in self.boxes.items():
            value = getattr(record, name)
            if value is None or value == "" or value == ():
                if box.required and not box.machine:
                    found.append(Problem(name, f"「{box.title}」还没有填"))
                elif box.is_wanting(record):
                    found.append(Problem(name, f"「{box.title}」还没有填", "上报的表要填", refuse=False))
            else:
                found.extend(Problem(name, fault) for fault in box.faults(value))
        return found

    def problems(self, record: Record, context: RuleContext, *, by_hand: bool = True) -> list[Problem]:
        """Everything wrong with a record: empty required boxes, faults of values, rules.

        ``by_hand`` is False for a step, which keeps ``rules`` but not ``by_hand``.
        """
        found = self.box_problems(record)
        if not any(p.refuse for p in found):
            found.extend(p for rule in self.rules for p in rule(record, context))
            before = context.get(self.model, record.uid) if by_hand and self.by_hand else None
            if before is not None:
                found.extend(p for edit in self.by_hand for p in edit(record, before, context))
        return found

    def wanting(self, record: Record) -> list[Problem]:
        """What a new ``record`` lacks that the official form asks for; nothing against one that is there."""
        boxes = self.boxes.items() if record.is_new else ()
        return [Problem(name, f"「{box.title}」还没有填") for name, box in boxes if box.is_wanting(record)]

    def stored(self, record: Record) -> Stored:
        """The boxes of a record as the scalars a branch file keeps."""
        return {name: box.db_value(getattr(record, name)) for name, box in self.boxes.items()}

    def of_stored(self, uid: str, stored: Stored) -> Record:
        """A record to look at, made of stored scalars; a box is read when it is first asked for.

        A heading asks for a few boxes of many, and a package brings a million records.
        """
        record: Record = object.__new__(self.model)
        record.__data__ = _Unread(uid, stored, self.boxes)
        record.__rel__ = {}
        return record

    def put(self, record: Record, stored: Stored) -> None:
        """Set boxes of a record from stored scalars."""
        for name, value in stored.items():
            setattr(record, name, self.boxes[name].python_value(value))

    def steps_from(self, record: Record) -> list[Step]:
        """The moves open to a record in its present state."""
        state = getattr(record, self.state) if self.state else None
        return [step for step in self.steps.values() if state in step.source]

    def sensitive(self, record: Record) -> list[str]:
        """The titles of the filled boxes of ``record`` that lists cover; none of one not yet written."""
        if record.is_new:
            return []
        return [box.title for name, box in self.boxes.items() if box.private and getattr(record, name)]

    def is_locked(self, record: Record) -> bool:
        """Whether the record's state keeps its boxes as they are."""
        return self.state is not None and getattr(record, self.state) in self.locked


def _is_copied(box: AnyBox, of_person: bool) -> bool:
    """Whether what stands in ``box`` is often the same in the next record of its register.

    What is required is taken over whatever it says, what may stay empty where it names someone, something or
    some place; of the register ``of_person`` only the organisation.
    """
    if isinstance(box, RecordLink) and box.to == ("party_org",):
        return True
    if of_person or box.private:
        return False
    if isinstance(box, Text) and box.kind == Text.kind:
        return bool(box.offered_from)
    if box.kind in ("person", "record", "persons"):
        return True
    return box.required and box.kind in ("choice", "many_choice", "long_text", "lines")


class _Unread(dict[str, Any]):
    """The values of a record that are read from their scalars when they are asked for."""

    def __init__(self, uid: str, stored: Stored, boxes: Mapping[str, AnyBox]) -> None:
        super().__init__(uid=uid)
        self._stored = stored
        self._boxes = boxes

    def __missing__(self, name: str) -> Any:
        scalar = self._stored.get(name)
        value = self[name] = None if scalar is None else self._boxes[name].from_stored(scalar)
        return value


# Reads the rule table once, to be asked for its numbers.
RuleReader = Callable[[RuleContext], RuleNumbers]


class Catalogue:
    """The registers of a branch file, the steps that make their tables, its rules, and who may what."""

    def __init__(
        self,
        models: Sequence[type[Record]],
        steps: Path,
        rules: RuleReader,
        rights: RightsTable = PLAIN_RIGHTS,
    ) -> None:
        self.registers = {r.name: r for r in map(Register, models)}
        self.steps = steps
        self.rules = rules
        self.rights = rights
        for register in self:
            self._check(register)
        for role, given in rights.items():
            for name in {*given.hidden, *(given.writes or ()), *given.adds} - self.registers.keys():
                fault = f'the rights of {role.name} name the register "{name}", which there is none of'
                raise WrongDeclaration(f"{fault}; {nearest(name, self.registers)}")

    def _check(self, register: Register) -> None:
        """Refuse what names another register that there is none of."""
        where = place_of(register.model)
        for key, given in (("amendable", register.amendable), ("only_for", register.only_for)):
            stray = set(given).difference(register.boxes)
            children = {child.name for child in self.children(register)} if stray else set()
            for name in stray - children:
                fault = f'{key} names "{name}", which is no box and no child of it'
                raise WrongDeclaration(f"{where}: {fault}; {nearest(name, {*register.boxes, *children})}")
        for name, box in register.boxes.items():
            for other in set(getattr(box, "to", ())) - self.registers.keys():
                fault = f'{name} links to the register "{other}", which there is none of'
                raise WrongDeclaration(f"{where}: {fault}; {nearest(other, self.registers)}")

    def __iter__(self) -> Iterator[Register]:
        return iter(self.registers.values())

    def __getitem__(self, name: str) -> Register:
        return self.registers[name]

    def __contains__(self, name: object) -> bool:
        return name in self.registers

    def of(self, record: Record | type[Record]) -> Register:
        """The register of a record or a model."""
        return self.registers[record._meta.table_name]

    @property
    def tray(self) -> Register | None:
        """The register that keeps what lost a conflict until a person decides."""
        return next((register for register in self if register.is_tray), None)

    def children(self, register: Register) -> list[Register]:
        """The child registers whose parent may be in ``register``."""
        return [r for r in self if register.name in r.parent_registers]

    def keeps_back(self, register: Register) -> bool:
        """Whether records of ``register`` go into a package only when asked for, by it or by a parent."""
        return register.is_kept_back or any(self[name].is_kept_back for name in register.parent_registers)

    @property
    def models(self) -> list[type[Record]]:
        """All models, in order."""
        return [r.model for r in self]
