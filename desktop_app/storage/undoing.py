"""What undo would take back, told before it does: what it was, when, and whether in this sitting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.base.errors import UserError
from desktop_app.base.periods import chinese_datetime, chinese_time

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Turnable:
    """An action that undo takes back, or redo brings back.

    ``is_old``: it was done before the file was opened this time; ``packages`` are those a merge took over,
    with how many records each touched.
    """

    number: int
    title: str
    at: datetime
    is_old: bool
    packages: tuple[tuple[str, int], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a person is asked first."""
        return self.is_old or bool(self.packages)

    def words(self, now: datetime) -> str:
        """What it was, with its age; of an earlier sitting by the clock, as 刚才 is said of this one."""
        return f"{self.title}（{(_by_clock if self.is_old else age_words)(self.at, now)}）"


def age_words(at: datetime, now: datetime) -> str:
    """How long ago ``at`` was, as people say it."""
    past = now - at
    if timedelta() <= past < _MINUTE:
        return "刚才"
    if _MINUTE <= past < _HOUR:
        return f"{past // _MINUTE} 分钟前"
    return _by_clock(at, now)


def _by_clock(at: datetime, now: datetime) -> str:
    return f"今天{chinese_time(at.time())}" if at.date() == now.date() else chinese_datetime(at)


def is_not_it() -> UserError:
    """What is said where another action than the one named would be taken back."""
    return UserError("这之后又有别的改动", "没有撤销", "请按 Ctrl+Z，看清写的是哪一步，一步步退回")
