"""政治生日: whose day of joining comes round in a month, and which time it is.

Counted from the day the meeting accepted the person (入党), never from 转正, which 党龄 counts from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.care_awards import BIRTHDAY, CareAward
from desktop_app.registers.people.members import NORMAL, Member, belongs_on


@dataclass(frozen=True, slots=True)
class PoliticalBirthday:
    """One member's day in one year: the day, how-manieth it is, and the record of it once there is one."""

    member: str
    name: str
    joined: str
    day: date
    nth: int
    award: CareAward | None


def nth_birthday(member: Member, year: int) -> int | None:
    """How-manieth political birthday a member has in ``year``; None where there is none yet."""
    if member.lacks(Member.joined_on):
        return None
    nth = year - member.joined_on.year
    return nth if nth > 0 else None


def birthday_in(member: Member, year: int) -> date | None:
    """The day in ``year``; the last of its month where only the month is known, None where not even that."""
    if member.lacks(Member.joined_on):
        return None
    month, day = member.joined_on.month, member.joined_on.day
    if month is None:
        return None
    last = Month(year, month).last_day()
    return date(year, month, min(day, last.day)) if day else last


def birthdays_of(
    members: Iterable[Member], context: RuleContext, year: int, office: str | None = None
) -> list[PoliticalBirthday]:
    """The political birthdays of a year in the order of their days, of those on the books that day."""
    awards = context.find(
        CareAward.live().where(
            (CareAward.kind == BIRTHDAY) & (CareAward.owner_office == (office or context.office))
        )
    )
    held = {one.who: one for one in sorted(awards, key=lambda one: one.on) if one.on.year == year}
    found = []
    for one in members:
        day, nth = birthday_in(one, year), nth_birthday(one, year)
        if day is None or nth is None or not belongs_on(one, day) or one.party_status != NORMAL:
            continue
        joined = one.joined_on.chinese()
        found.append(PoliticalBirthday(one.uid, one.name, joined, day, nth, held.get(one.uid)))
    return sorted(found, key=lambda one: (one.day, load_pinyin().sort_key(one.name)))
