"""The Reading boxes are given during an import: names found in the ledger, unknown ones asked once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Any, Protocol

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.base.names import compare_key
from desktop_app.exchange.workbook.known import told_apart
from desktop_app.exchange.workbook.question import FOREIGN, Answers, Asked, LeftOut, Question, Special
from desktop_app.records.base import Record
from desktop_app.records.kinds import Text
from desktop_app.records.record import Catalogue
from desktop_app.records.rules import Problem, RuleContext

MakeLink = Mapping[str, Callable[[str], Record]]
"""Box name → what makes the record for words nobody knows, to be saved with the import."""

_MOST_OFFERED = 8


class ImportLedger(RuleContext, Protocol):
    """What the importer asks of the ledger it is handed."""

    catalogue: Catalogue

    def resolve(self, registers: tuple[str, ...], words: str) -> str: ...

    def knows(self, registers: tuple[str, ...], words: str) -> bool: ...

    def name(self, uid: str) -> str: ...

    def problems(self, record: Record) -> list[Problem]: ...

    def history(self, uid: str) -> Sequence[Any]: ...

    def action(self, title: str, why: str = "", *, kind: str = "desk", initiator: object = None) -> Any: ...


class LeftEmpty(Exception):
    """A name that stays out by the person's or the caller's wish."""


class ImportReading:
    """Resolves names as the ledger does, then by unique boxes, then by the answers of the person.

    ``policy`` for a name nobody knows: "ask" puts one question per name for the whole file, "create"
    makes the record with ``make``, "leave" leaves the box empty and says so. Records to be made are
    kept in ``made`` by box and words, so that the second row with the name gets the same one. ``given`` are
    links that all rows are to have (the own branch): a row that names another stays out unless it is said
    to be the same.
    """

    def __init__(
        self,
        ledger: ImportLedger,
        answers: Answers,
        policy: str,
        make: MakeLink,
        given: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        if policy not in ("ask", "create", "leave"):
            raise ValueError(f"not a policy for unknown links: {policy!r}")
        self._ledger = ledger
        self.naming = ledger.name
        self.answers = answers
        self._policy = policy
        self._make = make
        self._ours = given
        self._names_ours = False
        self.made: dict[tuple[str, str], Record] = {}
        self._known: dict[tuple[tuple[str, ...], str], str] = {}
        self._by_box: dict[str, dict[str, str]] = {}
        self.questions: dict[str, Question] = {}
        self.box = ""
        self.box_title = ""
        self.row = 0
        self.column: int | None = None

    @property
    def today(self) -> date:
        """The calendar day of the ledger."""
        return self._ledger.today

    def knows(self, registers: tuple[str, ...], words: str) -> bool:
        """Whether a record in ``registers`` is called so, here or by a unique box."""
        return self._ledger.knows(registers, words) or self._otherwise(registers, words) is not None

    def resolve(self, registers: tuple[str, ...], words: str) -> str:
        """The uid meant by ``words``. Raises Asked, LeftEmpty or LeftOut when the ledger does not know."""
        meant, ours = self._resolved(registers, words), self._ours.get(self.box)
        self._names_ours |= ours is not None and meant == ours
        return meant if ours is None or meant == ours else self._of_others(words, str(ours))

    def _resolved(self, registers: tuple[str, ...], words: str) -> str:
        key = registers, words
        if key not in self._known:
            try:
                self._known[key] = self._ledger.resolve(registers, words)
            except Ambiguous as several:
                return self._one_of(several, words, registers)
            except UserError:
                found = self._otherwise(registers, words)
                if found is None:
                    return self._unknown(registers, words)
                self._known[key] = found
        return self._known[key]

    def _of_others(self, words: str, ours: str) -> str:
        """Asked once for a file: rows of another branch stay out, also until somebody answers."""
        own = self.naming(ours)
        what = f"有的行「{self.box_title}」写着“{words}”，不是“{own}”，怎么办？"
        choices = (
            Option("只导入本支部的，这些行不导入", Special.LEAVE_OUT),
            Option(f"就是“{own}”的另一种写法", ours),
        )
        question = Question(
            f"{FOREIGN}{self.box}:{words}",
            f"{FOREIGN}{self.box}",
            what,
            choices,
            title=self.box_title,
            proposal=0,
        )
        try:
            return str(self.of_file(question))
        except Asked:
            raise LeftOut from None

    def _one_of(self, several: Ambiguous, words: str, registers: tuple[str, ...]) -> str:
        key = f"same:{self.row}:{self.box}:{words}"
        told = (Option(self._told(registers, str(c.value)) or c.label, c.value) for c in several.choices)
        choices = (*told, Option("先不填", Special.EMPTY))
        picked = self.answers.pick(
            Question(
                key, f"same:{self.box}:{words}", several.what, choices, self.row, self.column, self.box_title
            )
        )
        if picked is Special.EMPTY:
            raise LeftEmpty(words)
        return str(picked)

    def _told(self, registers: tuple[str, ...], uid: str) -> str:
        """What tells a record from others of its name."""
        for register in (
            self._ledger.catalogue[name] for name in registers if name in self._ledger.catalogue
        ):
            record = self._ledger.get(register.model, uid)
            if record is not None:
                return told_apart(register, record, self.naming)
        return ""

    def _otherwise(self, registers: tuple[str, ...], words: str) -> str | None:
        """By a box that is unique in its register (the full name of a branch), spelling aside."""
        for name in registers:
            if name not in self._by_box:
                self._by_box[name] = self._unique_words(name)
            if found := self._by_box[name].get(compare_key(words)):
                return found
        return None

    def _unique_words(self, name: str) -> dict[str, str]:
        if name not in self._ledger.catalogue:
            return {}
        register = self._ledger.catalogue[name]
        boxes = [g[0] for g in register.unique if len(g) == 1 and isinstance(register.boxes[g[0]], Text)]
        found = self._ledger.find(register.model.live()) if boxes else []
        return {
            compare_key(getattr(one, box)): one.uid for one in found for box in boxes if getattr(one, box)
        }

    def _unknown(self, registers: tuple[str, ...], words: str) -> str:
        if (ours := self._ours.get(self.box)) is not None:
            return self._of_others(words, str(ours))
        made = (self.box, compare_key(words))
        if made in self.made:
            return str(self.made[made].uid)
        if self._policy == "leave":
            raise LeftEmpty(words)
        if self._policy == "create":
            return self._new(words)
        question = self._question(registers, words)
        self.questions[question.key] = question
        picked = self.answers.pick(question)
        if picked is Special.EMPTY:
            raise LeftEmpty(words)
        return self._new(words) if picked is Special.MAKE else str(picked)

    def _new(self, words: str) -> str:
        if self.box not in self._make:
            raise LeftEmpty(words)
        record = self._make[self.box](words)
        self.made[self.box, compare_key(words)] = record
        return str(record.uid)

    def _question(self, registers: tuple[str, ...], words: str) -> Question:
        titles = "、".join(self._ledger.catalogue[r].title for r in registers if r in self._ledger.catalogue)
        choices = [Option(f"新建“{words}”", Special.MAKE)] if self.box in self._make else []
        known = sorted(choices_in(self._ledger, registers), key=lambda one: -_likeness(one.label, words))
        choices += known[:_MOST_OFFERED]
        cut = (
            f"（共 {len(known)} 个，列出写法最像的 {_MOST_OFFERED} 个）" if len(known) > _MOST_OFFERED else ""
        )
        choices.append(Option("先空着", Special.EMPTY))
        return Question(
            f"link:{self.box}:{words}",
            f"link:{self.box}",
            f"{titles}里没有“{words}”（{self.box_title}），按哪个记？{cut}",
            tuple(choices),
            proposal=0 if self.box in self._make else None,
        )

    def of_file(self, question: Question) -> Any:
        """The answer to a question about the whole file. Raises Asked while there is none."""
        self.questions[question.key] = question
        return self.answers.pick(question)

    def questions_open(self) -> list[Question]:
        """The questions about unknown names, and others about the file, that have no answer yet."""
        foreign = [key for key in self.questions if key.startswith(FOREIGN)]
        if len(foreign) == 1 and not self._names_ours:
            # One name throughout is rather another spelling of ours: nothing is proposed.
            self.questions[foreign[0]] = replace(self.questions[foreign[0]], proposal=None)
        return [q for key, q in self.questions.items() if key not in self.answers.given]


def choices_in(ledger: ImportLedger, registers: tuple[str, ...]) -> list[Option]:
    """The live records of ``registers`` as choices."""
    found = [
        one
        for name in registers
        if name in ledger.catalogue
        for one in ledger.find(ledger.catalogue[name].model.live())
    ]
    return [Option(ledger.name(one.uid), one.uid) for one in found]


def _likeness(one: str, other: str) -> float:
    """How alike two spellings are, from 0 to 1."""
    return SequenceMatcher(None, one, other).ratio()
