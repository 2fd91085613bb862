"""What the computed figures of a page of records are made of: children counted, people named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from desktop_app.base.ids import is_uid
from desktop_app.duties.basics.figure import Values
from desktop_app.records.base import Record
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.service.reporting_in import ReportingIn

Many = Callable[[Sequence[Any], RuleContext], Values]


def names_of(people: Iterable[str], context: RuleContext) -> dict[str, str]:
    """Member uid → name, left ones and removed ones too."""
    wanted = list(set(people))
    if not wanted:
        return {}
    return {one.uid: one.name for one in context.find(Member.select().where(Member.uid.in_(wanted)))}


def how_many(model: type[Record], records: Sequence[Record], context: RuleContext, link: str = "") -> Values:
    """How many children of ``model`` each record has, by ``link`` where they hang on several registers."""
    found = children_of(context, model, (one.uid for one in records), link=link)
    return {one.uid: len(found[one.uid]) for one in records}


def persons(context: RuleContext, uids: Iterable[str | None]) -> dict[str, Member | ReportingIn]:
    """Uid → the member or registered guest behind it, left and removed ones too."""
    wanted = sorted({uid for uid in uids if uid and is_uid(uid)})
    if not wanted:
        return {}
    members = context.find(Member.select().where(Member.uid.in_(wanted)))
    guests = context.find(ReportingIn.select().where(ReportingIn.uid.in_(wanted)))
    return {one.uid: one for one in members} | {one.uid: one for one in guests}


def name_in(words: str, people: Mapping[str, Member | ReportingIn]) -> str:
    """The name behind a link to a person, or the words written in its place; '' for one who never arrived."""
    return people[words].name if words in people else "" if is_uid(words) else words
