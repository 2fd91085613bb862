"""Since when a branch can be asked for anything: months before its file was begun are never called late."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.registers.people.orgs import PartyOrg

_EARLIER = "开始用本程序以前就到期了"


def founding_day(home: PartyOrg | None) -> date | None:
    """The day the branch's own row was first typed, or it was founded if that is later; None if not known."""
    if home is None:
        return None
    days = [date.fromisoformat(home.entered_at[:10])] if home.entered_at else []
    return max([*days, *([home.founded_on] if home.founded_on else [])], default=None)


def records_begin(home: PartyOrg | None, recorded: Iterable[date]) -> date | None:
    """The first day asked for: that of the month of founding, or of the earliest day on record before it."""
    founded = founding_day(home)
    if founded is None:
        return None
    return Month.of(min((founded, *recorded))).first_day()


def asked_since(
    duties: Iterable[Duty], month: Month, begun: date | None, founded: date | None
) -> Iterable[Duty]:
    """What ``month`` asks of a branch whose records begin on ``begun``, its file on ``founded``.

    A month before both asks for nothing; what was done, and what waits on a record, is told all the same.
    What was due earlier in the month of founding is still to do, and not late.
    """
    for one in duties:
        if begun is None or founded is None or one.uids:
            yield one
        elif month.last_day() >= begun:
            yield _not_late(one) if _is_just_before(one, founded) else one


def _is_just_before(one: Duty, founded: date) -> bool:
    if one.state is not Standing.OVERDUE or one.due is None:
        return False
    return founded.replace(day=1) <= one.due < founded


def _not_late(one: Duty) -> Duty:
    words = _EARLIER if one.words.startswith(Standing.OVERDUE.value) else one.words
    return replace(one, state=Standing.OPEN, words=words)
