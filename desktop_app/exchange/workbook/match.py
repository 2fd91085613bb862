"""Which column of a sheet means which box of a register: by title, by synonym, spaces and stars aside."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from desktop_app.base.resources import read_text
from desktop_app.base.typed_text import narrow, visible
from desktop_app.exchange.workbook.usual_heads import usual_heads
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import State
from desktop_app.records.record import Register

UID_HEADER = "记录编号（勿改）"
"""Head of the hidden column by which a sheet written here keeps the identity of its records."""

LINK_MARK = "〔编号〕"
"""Behind the title of a box: the hidden column with the identity of the records it points at."""

_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_NOISE = re.compile(r"[\s*:、,，。·/\\\-_—]+")


@lru_cache(maxsize=8192)
def plain(words: str) -> str:
    """A head as it is compared: no blanks, stars, colons or hidden marks, wide forms narrowed."""
    return _NOISE.sub("", visible(narrow(words))).lower()


@dataclass(frozen=True)
class Lexicon:
    """What sheets in use call the boxes of one register, and what a file may leave to be asked once.

    ``synonyms``: box → other heads. ``ignored``: heads that carry nothing (序号) or what the program
    works out itself. ``values``: box → words people write → the label meant. ``proposals``: box → words
    proposed when the file has no such column. ``person``: which boxes hold name, number, birth (and why it
    differs) and gender.
    ``with_day``: a time box → heads of a column beside it with its day. ``loose``: boxes such as a
    running number in which two rows about one person may differ. ``instead``: a box → the one whose
    column it takes when it has none of its own. ``children``: columns whose words become records below
    (``lines.py``), ``people`` those that tell who came (``turnout.py``). ``months``: which box a column
    headed 3月 fills and which holds the month. ``marks``: box → words such as √ for the sum of another.
    ``asked``: boxes asked for when no column has them, with the box that must not be empty. ``like``: words
    that stand for each other in any title, as 应交=应缴. ``counted``: ignored heads of mere numbers and sums.
    ``any_year``: days need not be of the title's year: those of people, and of what is done a year later.
    """

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    proposals: Mapping[str, object] = field(default_factory=dict)
    person: Mapping[str, str] = field(default_factory=dict)
    with_day: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Mapping[str, Any], ...] = ()
    people: Mapping[str, Any] = field(default_factory=dict)
    months: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    like: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    any_year: bool = False

    @cached_property
    def extras(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Columns that fill no box of the register itself: key → (title, heads)."""
        found = {str(one["key"]): (str(one["title"]), tuple(one["heads"])) for one in self.children}
        for key, told in self.people.get("columns", {}).items():
            found[f"people.{key}"] = (str(told["title"]), tuple(told["heads"]))
        return found

    @cached_property
    def ignored_plain(self) -> frozenset[str]:
        """The ignored heads as they are compared."""
        return frozenset(map(plain, self.ignored))


def lexicon_of(register: Register) -> Lexicon:
    """The words of ``register`` from resources/workbook/synonyms.json; none for one not named there."""
    table = json.loads(read_text("workbook", "synonyms.json"))
    shared, own = table["*"], table.get(register.name, {})
    return Lexicon(
        {box: tuple(words) for box, words in own.get("synonyms", {}).items()},
        (*shared["ignored"], *own.get("ignored", ())),
        own.get("values", {}),
        own.get("proposals", {}),
        own.get("person", {}),
        {box: tuple(words) for box, words in own.get("with_day", {}).items()},
        tuple(own.get("loose", ())),
        own.get("instead", {}),
        tuple(own.get("children", ())),
        {**shared["people"], **own["people"]} if "people" in own else {},
        own.get("months", {}),
        own.get("marks", {}),
        own.get("asked", {}),
        tuple(shared.get("like", ())),
        tuple(shared["ignored"]),
        bool(own.get("any_year", own.get("person"))),
    )


def importable_boxes(register: Register) -> dict[str, AnyBox]:
    """The boxes a sheet may fill: what a person fills in a form, and a child's link to its parent."""
    return {n: b for n, b in register.boxes.items() if not b.machine and not isinstance(b, State)}


class Heads:
    """Finds the box for a head of a column."""

    def __init__(self, register: Register, lexicon: Lexicon) -> None:
        self.register = register.name
        self.boxes = importable_boxes(register)
        self._ignored = lexicon.ignored_plain | {plain(c.title) for c in register.computed.values()}
        self._ignored |= {plain(b.title) for n, b in register.boxes.items() if n not in self.boxes}
        self._counted = frozenset(map(plain, lexicon.counted))
        self.instead = lexicon.instead
        self._days = {plain(w): box for box, words in lexicon.with_day.items() for w in words}
        self.months = lexicon.months
        self.titles = {name: box.title for name, box in self.boxes.items()}
        self.titles |= {key: title for key, (title, _) in lexicon.extras.items()}
        self._extras = {plain(w): key for key, (_, words) in lexicon.extras.items() for w in words}
        self._names: dict[str, str] = {}
        for names in (self._exact, lambda n, b: lexicon.synonyms.get(n, ()), self._loose):
            for name, box in self.boxes.items():
                for words in names(name, box):
                    self._names.setdefault(plain(words), name)
        for name, words in usual_heads(register, self.boxes.items(), lexicon.like):
            if plain(words) not in {*self._extras, *self._days, *self._ignored}:
                self._names.setdefault(plain(words), name)

    @staticmethod
    def _exact(name: str, box: AnyBox) -> Iterable[str]:
        return (box.title, name)

    @staticmethod
    def _loose(name: str, box: AnyBox) -> Iterable[str]:
        yield _BRACKETS.sub("", box.title)
        yield from re.split(r"[/／、]", _BRACKETS.sub("", box.title))

    def box_for(self, head: str) -> str | None:
        """The box meant by a head, with what stands in brackets or without; None if unknown."""
        return self._names.get(plain(head)) or self._names.get(plain(_BRACKETS.sub("", head)))

    def extra_for(self, head: str) -> str | None:
        """The column of child lines or of attendance meant by a head; None if it is not such a column."""
        return self._extras.get(plain(head)) or self._extras.get(plain(_BRACKETS.sub("", head)))

    def link_for(self, head: str) -> str | None:
        """The box whose hidden identities stand under a head; None if it is not such a column."""
        return self._names.get(plain(head.removesuffix(LINK_MARK))) if head.endswith(LINK_MARK) else None

    def day_for(self, head: str) -> str | None:
        """The time box whose day stands under a head; None if it is not such a column."""
        return self._days.get(plain(head))

    def ignored(self, head: str) -> bool:
        """Whether a head is known to carry nothing to import."""
        return plain(head) in self._ignored or plain(_BRACKETS.sub("", head)) in self._ignored

    def worked_out(self, head: str) -> bool:
        """Whether a head is known and yet not read, but for mere numbers and sums as 序号 and 合计."""
        counted = plain(head) in self._counted or plain(_BRACKETS.sub("", head)) in self._counted
        return bool(plain(head)) and self.ignored(head) and not counted
