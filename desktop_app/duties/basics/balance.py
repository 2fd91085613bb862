"""The member balance: opening + came − left = closing, as lists of people, and who spoils it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.registers.people.members import OLD_ENTRY, Member, belongs_on


@dataclass(frozen=True)
class Balance:
    """The members on the books before and after a stretch of days, who came and who left in between.

    ``culprits`` are those whose row cannot be true: counted in or out but not in the lists that follow.
    """

    opening: tuple[Member, ...]
    came: tuple[Member, ...]
    left: tuple[Member, ...]
    closing: tuple[Member, ...]
    culprits: tuple[Member, ...]

    @property
    def closes(self) -> bool:
        """Whether opening + came − left = closing, person by person."""
        return not self.culprits

    @property
    def words(self) -> str:
        """45 ＋ 2 － 1 ＝ 46, or who spoils it and where to look."""
        sum_up = f"{len(self.opening)} ＋ {len(self.came)} － {len(self.left)} ＝ {len(self.closing)}"
        if self.closes:
            return sum_up
        names = "、".join(one.name for one in self.culprits)
        return f"{sum_up} 不平：请核对{names}的来源日期、减少类型和减少日期"


def balance(members: Iterable[Member], first: date, last: date) -> Balance:
    """The balance of ``members`` (live rows) from the day ``first`` to ``last``.

    Opening is the evening before ``first``, closing the evening of ``last``; a member of the first roster
    (历史录入) never counts as having come. After the yearly 两年党员数综合比较 table's equations.
    """
    members = list(members)
    before = first - timedelta(days=1)
    opening = [one for one in members if belongs_on(one, before)]
    came = [one for one in members if one.entry_type != OLD_ENTRY and _within(one.entry_on, first, last)]
    left = [one for one in members if _within(one.exit_on, first, last)]
    closing = [
        one for one in members if belongs_on(one, last) and not (one.exit_type and one.exit_on is None)
    ]
    culprits = [
        one
        for one in members
        if (one in opening) + (one in came) - (one in left) != (one in closing)
        or (one in left and not one.exit_type)
    ]
    return Balance(tuple(opening), tuple(came), tuple(left), tuple(closing), tuple(culprits))


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last
