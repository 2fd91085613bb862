"""A day by which something is to be done, told in words: 还有 7 天, 今天到期, 逾期 3 天."""

from datetime import date
from enum import StrEnum

from desktop_app.base.dates import PartialDate


class Standing(StrEnum):
    """Where a duty stands; the values are the words people read."""

    DONE = "已完成"
    OPEN = "待办"
    NEAR = "临近"
    OVERDUE = "逾期"


def standing(due: date | None, today: date, near_days: int, *, done: bool = False) -> Standing:
    """Done, or measured by the days left: overdue from the day after ``due``, near within ``near_days``."""
    if done:
        return Standing.DONE
    if due is None:
        return Standing.OPEN
    if due < today:
        return Standing.OVERDUE
    return Standing.NEAR if (due - today).days <= near_days else Standing.OPEN


def due_words(due: date | None, today: date) -> str:
    """逾期 3 天, 今天到期 or 还有 7 天; 长期坚持 where no day is set."""
    if due is None:
        return "长期坚持"
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"逾期 {-days} 天"


def day_of(value: date | PartialDate | None) -> date | None:
    """The day a date box means, the earliest one of a partly known date."""
    return value.first_day() if isinstance(value, PartialDate) else value
