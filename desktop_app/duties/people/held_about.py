"""Everything a branch file holds about one person: own boxes, records that name them, log, packages."""

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, Protocol

from desktop_app.records.base import Record
from desktop_app.records.links import Persons, RecordLink
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.registers.exchange.clearing import SUBJECTS
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.people.members import Member

# Kinds of box that hold words somebody wrote; a name may stand in them.
WRITTEN = ("text", "long_text", "lines")
# Who said something about a person in confidence is not told to them.
_OF_OTHERS = {("life_opinion", "giver")}
# These tell of acts and packages, each under a heading of its own.
_APART = (AuditLog, ExchangePackage)
# What a package's list of contents says when the roster went along.
_ROSTER = "花名册"


class Looking(RuleContext, Protocol):
    """What is looked through: the registers, their names, and what was done to a record."""

    @property
    def catalogue(self) -> Catalogue:
        """The registers of the branch file."""
        ...

    def history(self, uid: str) -> list[Any]:
        """What was done to a record, newest first."""
        ...


@dataclass(frozen=True)
class Naming:
    """A record that names the person: the boxes that link to them, and those that hold the name in words."""

    register: Register
    record: Record
    linked: tuple[str, ...]
    worded: tuple[str, ...]

    @property
    def is_about(self) -> bool:
        """Whether the person is the one the record is about: all of it is theirs."""
        return SUBJECTS.get(self.register.name) in self.linked

    @property
    def shown(self) -> tuple[str, ...]:
        """The boxes that are told to the person: all of what is about them, else where they stand."""
        name = self.register.name
        if not self.is_about:
            return (*self.linked, *self.worded)
        return tuple(one for one in self.register.boxes if (name, one) not in _OF_OTHERS)


def naming(context: Looking, member: Member, *, removed: bool = False) -> Iterator[Naming]:
    """Every record that names ``member``, register by register; with ``removed`` those in the bin too."""
    for register in context.catalogue:
        if register.model in (*_APART, Member):
            continue
        links, words = _boxes(register)
        asked = [_linking(box, member.uid) for box in links.values()]
        asked += [_holding(box, member.name) for box in words.values()]
        if not asked:
            continue
        model = register.model
        rows = (model.select() if removed else model.live()).where(reduce(operator.or_, asked))
        for record in context.find(rows.order_by(model.uid)):
            linked = tuple(n for n, box in links.items() if member.uid in box.targets(getattr(record, n)))
            worded = tuple(n for n, box in words.items() if member.name in str(getattr(record, n) or ""))
            if linked or worded:
                yield Naming(register, record, linked, worded)


def _boxes(register: Register) -> tuple[dict[str, Any], dict[str, Any]]:
    links = {
        name: box
        for name, box in register.boxes.items()
        if isinstance(box, RecordLink | Persons) and "member" in box.to
    }
    words = {name: box for name, box in register.boxes.items() if box.kind in WRITTEN}
    return links, words


def _linking(box: Any, uid: str) -> Any:
    return _holding(box, uid) if isinstance(box, Persons) else box == uid


def _holding(box: Any, words: str) -> Any:
    """The condition that ``words`` stand in a box, lists of lines among them."""
    return box.cast("TEXT").contains(words)


def acts_about(context: RuleContext, member: Member) -> list[AuditLog]:
    """The lines of the log of acts that name ``member``, the earliest first."""
    told = _holding(AuditLog.target, member.name) | _holding(AuditLog.diff, member.name)
    found: list[AuditLog] = context.find(AuditLog.live().where(told).order_by(AuditLog.on, AuditLog.uid))
    return found


def packages_with(context: RuleContext, member: Member) -> list[ExchangePackage]:
    """The packages that carried ``member``: with the roster in them, since the row was there."""
    since = date.fromisoformat(member.entered_at[:10])
    carried = _holding(ExchangePackage.manifest, _ROSTER) | _holding(ExchangePackage.manifest, member.name)
    query = ExchangePackage.live().where(carried & (ExchangePackage.made_on >= since))
    found: list[ExchangePackage] = context.find(query.order_by(ExchangePackage.made_on, ExchangePackage.uid))
    return found
