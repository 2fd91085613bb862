"""A paper as it is declared beside its draft: its name, what it is made of, which records stand in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any, TypedDict, TypeVar

from desktop_app.base.periods import Month
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext

R = TypeVar("R", bound=Record)

CHINESE, DOTTED, DIGITS = "2026年7月1日", "2026.07.01", "20260701"
"""The ways a paper writes days; a paper keeps to one."""


class Arguments(TypedDict, total=False):
    """Everything a paper can be made of, by the name a draft takes it under; each takes a few."""

    uid: str
    """The record the paper is about."""
    uids: Iterable[str]
    """The records a list shows, in their order."""
    register: str
    year: int
    month: Month
    day: date
    first: date
    """The first day looked at."""
    category: str
    topic: str
    promiser: str
    holder: str
    """Uids of who or what else a paper is about."""
    columns: Sequence[str]
    title: str
    private: bool
    voices: bool
    lists: bool
    blank: bool
    sign_in_sheet: bool
    round: int
    copies: int
    number: str
    numbers: Sequence[str]
    """What blank forms are numbered by, one each."""
    org: str
    code: str
    name: str
    fingerprint: str
    file: str
    size: int
    drafts: int
    """How many forms were begun and not saved."""
    things: Sequence[str]
    people: Sequence[str]
    """What is typed beside the figures: what is handed over by hand, and who signs."""
    told: str
    """A report as the program wrote it, in JSON."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a paper that a record stands in: what it is made of, and its name where it has its own."""

    args: Arguments
    title: str = ""


Copies = Callable[[Any, RuleContext], Iterable[Copy]]


def held(model: type[R], copies: Callable[[R, RuleContext], Iterable[Copy]]) -> tuple[type[Record], Copies]:
    """That records of ``model`` stand in the ``copies`` told for each of them."""
    return model, copies


NotYet = Callable[[Any, RuleContext], str]


def unfilled(*boxes: str) -> NotYet:
    """That there is none of a record before these of its boxes are filled."""

    def told(record: Record, _context: RuleContext) -> str:
        missing = next((one for one in boxes if getattr(record, one, None) in (None, "", ())), None)
        return f"{record._meta.fields[missing].title}还没有填" if missing else ""

    return told


def itself(record: Record, _context: RuleContext) -> Iterator[Copy]:
    """The copy made of the record."""
    yield Copy({"uid": record.uid})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDeclaration:
    """A kind of paper, declared once.

    ``draft`` is "module.function" in the folder of the declaration. ``registers`` offer the paper under 打印,
    the nearest first; ``filed_with`` is the register with whose practice it is filed where none does.
    ``needs`` are the arguments without which it cannot be made, ``takes`` those it can be told besides.
    ``bare`` is its title made without the uid it takes, of all records or blank: '' where that is none,
    ``title`` where it commonly is. ``shared`` are the boxes that the records of one copy have in common: a
    letter is a member's of a year.

    ``dates`` is the one way its days are written in: in full Chinese, or, where a wide table leaves no room
    for that, ``DOTTED``, or ``DIGITS`` where the form asks for eight digits.

    ``barred`` tells in words why the office at the desk may not print it, '' where it may: menus do not offer
    it then, and no record stands in it.

    ``not_yet`` tells in words why none is made of a record of ``registers`` (it has not come to its paper, or
    is of another kind), '' where there is: menus then show it greyed with those words, no record stands in it
    and a year's folder leaves it out. What is printed before there is anything to tell, a ballot, has none.

    ``secret``: what it is made of is written down nowhere.

    ``prescribed``: its form is not the office's to change by a template. ``kept`` are columns and notes that
    stand on it whatever a template says; ``titles`` names a function ("module.function") that tells title →
    box of the columns a template may choose.

    ``holds`` tells for a register in which copies its records stand; without it a record of ``registers``
    stands in the copy made of it. ``parts`` are child registers that, unlike others, stand only in those of
    their parent's papers which name them.
    """

    key: str
    title: str
    icon: str
    draft: str
    registers: tuple[type[Record], ...] = ()
    filed_with: type[Record] | None = None
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    bare: str = ""
    shared: tuple[str, ...] = ()
    holds: tuple[tuple[type[Record], Copies], ...] = ()
    parts: tuple[type[Record], ...] = ()
    dates: str = CHINESE
    barred: Callable[[RuleContext], str] | None = None
    not_yet: NotYet | None = None
    secret: bool = False
    prescribed: bool = False
    kept: tuple[str, ...] = ()
    titles: str = ""

    def is_barred(self, context: RuleContext) -> bool:
        """Whether the office, or the role, at the desk may not print it."""
        return self.is_closed(context) or (self.barred is not None and bool(self.barred(context)))

    def is_closed(self, context: RuleContext) -> bool:
        """Whether it is made of records that the role at the desk does not open."""
        return not all(context.may_read(one._meta.table_name) for one in self.registers)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of all arguments."""
        return (*self.needs, *self.takes)

    @property
    def takes_uid(self) -> bool:
        """Whether it can be made of one record."""
        return "uid" in self.arguments

    def is_of(self, register: str) -> bool:
        """Whether the pages of ``register`` offer it."""
        return any(one._meta.table_name == register for one in self.registers)

    def reason(self, record: Record, context: RuleContext) -> str:
        """Why there is none of ``record`` (yet), in words; '' where there is or it is not made of records."""
        asked = self.not_yet is not None and self.takes_uid and type(record) in self.registers
        return self.not_yet(record, context) if asked and self.not_yet else ""

    def copies(self, record: Record, context: RuleContext) -> Iterable[Copy]:
        """The copies ``record`` stands in."""
        if self.is_barred(context) or self.reason(record, context):
            return ()
        model = type(record)
        told = dict(self.holds).get(model)
        if told is None:
            told = itself if self.takes_uid and model in self.registers else None
        return told(record, context) if told is not None else ()

    def called(self, copy: Copy) -> str:
        """What a copy is called: 2026年学时情况表, or the name of its own."""
        if copy.title:
            return copy.title
        month, year = copy.args.get("month"), copy.args.get("year")
        return f"{month.chinese() if month else f'{year}年' if year else ''}{self.title}"

    def nearness(self, model: type[Record]) -> float:
        """How near the paper is to a register: 0 for its own, infinity where it only tells of its records."""
        return self.registers.index(model) if model in self.registers else inf


def complaints(paper: PaperDeclaration, registers: Iterable[type[Record]]) -> Iterator[str]:
    """What is wrong with a declaration, each with what to do."""
    if not paper.title:
        yield 'has no title: write title="…", the name menus call it by'
    module, _, function = paper.draft.rpartition(".")
    if not (module and function):
        yield f'names {paper.draft!r} as its draft: write draft="module.function", a module of this folder'
    for name in paper.arguments:
        if name not in Arguments.__annotations__:
            yield f"takes {name!r}, which no paper takes: write a name of Arguments, or add it there"
    known = set(registers)
    for model in (*paper.registers, *(one for one, _ in paper.holds), *paper.parts):
        if model not in known:
            yield f"names {model.__name__}, which is no register: name one of registers.MODELS"
    if (paper.bare or paper.shared) and not paper.takes_uid:
        yield "has bare or shared and takes no uid: they are of papers made of a record"


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper: its bytes, pages, the characters no face holds, and what to call it.

    ``file_name`` is safe on Windows and on sticks; ``code`` stands at the foot of the paper for the content
    with ``digest``, ``template`` is the mark of the template it was set with. ``warnings`` are sentences to
    be read before it is printed: what is missing, on which page, of which record. ``binding`` is by how much
    its binding margin is wider than the other, in pt.
    """

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    title: str
    file_name: str
    code: str
    digest: str
    warnings: tuple[str, ...] = ()
    binding: float = 0.0
    template: str = ""
