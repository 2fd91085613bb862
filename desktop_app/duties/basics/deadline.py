"""A day by which something is to be done, told in words: 还有 7 天, 今天到期, 逾期 3 天."""

from datetime import date, timedelta
from enum import StrEnum

from desktop_app.base.periods import Month


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


def asked_in(due: date, near_days: int, month: Month, today: date, *, done: bool = False) -> bool:
    """Whether ``month`` asks for what is due on ``due``: due in it, or open from before it.

    The running month also asks for what is due later once its reminding days, ``near_days``, have begun.
    """
    if due in month:
        return True
    if done or due < month.first_day():
        return not done
    return today in month and due - timedelta(days=near_days) <= today


def called_again(due: date, today: date, before: int, every: int) -> str:
    """请抓紧 from ``before`` days on, 逾期后第 2 次提醒 every ``every`` days after; '' in between."""
    left = (due - today).days
    if 0 <= left <= before:
        return "请抓紧"
    times = -left // max(1, every)
    return f"逾期后第 {times} 次提醒" if times > 0 else ""


def due_words(due: date | None, today: date) -> str:
    """逾期 3 天, 今天到期 or 还有 7 天; 长期坚持 where no day is set."""
    if due is None:
        return "长期坚持"
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"逾期 {-days} 天"
