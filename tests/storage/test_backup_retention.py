"""Four hundred days of backups, and which of them stay."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.storage.backup_file import Backup
from desktop_app.storage.backup_retention import KEEP_DAYS, KEEP_HOURS, KEEP_MONTHS, superfluous

BEGUN = datetime(2026, 1, 5, 8, 0)


class Shelf:
    """Backups that exist in memory only; ``bad`` are those that do not read well."""

    def __init__(self) -> None:
        self.kept: list[Backup] = []
        self.bad: set[Path] = set()

    def make(self, at: datetime, reason: str = "定时", base: Path | None = None) -> Backup:
        made = Backup(Path(f"{at:%Y%m%d-%H%M%S}-{reason}"), at, reason, "A01", {}, base=str(base or ""))
        self.kept.append(made)
        gone = superfluous(
            self.kept,
            made.path,
            at,
            lambda one: one.path not in self.bad,
            lambda one: Path(one.base) if one.base else None,
        )
        assert made not in gone
        self.kept = [one for one in self.kept if one not in gone]
        return made

    def days(self) -> set[date]:
        return {one.made_at.date() for one in self.kept}


def day_of_work(day: int) -> list[datetime]:
    begun = BEGUN + timedelta(days=day)
    return [begun + timedelta(minutes=30 * half) for half in (0, 1, 8, 17)]


def test_of_four_hundred_days_hours_days_and_months_stay() -> None:
    shelf = Shelf()
    for day in range(400):
        for at in day_of_work(day):
            shelf.make(at)
        newest = max(one.made_at for one in shelf.kept)
        assert newest == day_of_work(day)[-1]
        assert len(shelf.kept) <= KEEP_HOURS + KEEP_DAYS + KEEP_MONTHS
    last = BEGUN + timedelta(days=399)
    assert {last.date() - timedelta(days=back) for back in range(KEEP_DAYS)} <= shelf.days()
    assert len({(one.made_at.year, one.made_at.month) for one in shelf.kept}) == 14
    hours = {one.made_at for one in shelf.kept if one.made_at.date() == last.date()}
    assert len(hours) == len({at.strftime("%H") for at in day_of_work(399)})


@pytest.mark.parametrize("reason", ["导入前", "接收前", "升级前", "恢复前"])
def test_what_was_made_before_a_risk_stays_thirty_days(reason: str) -> None:
    shelf = Shelf()
    risky = shelf.make(BEGUN, reason)
    for day in range(60):
        for at in day_of_work(day):
            shelf.make(at + timedelta(minutes=1), "手动备份")
            assert (risky in shelf.kept) or at - BEGUN >= timedelta(days=30)
    assert risky not in shelf.kept


def test_a_clock_that_was_once_ahead_ages_nothing() -> None:
    shelf = Shelf()
    risky = shelf.make(BEGUN, "导入前")
    shelf.make(BEGUN + timedelta(minutes=35))
    shelf.make(datetime(2099, 1, 1))
    assert risky in shelf.kept


def test_nothing_goes_for_the_sake_of_one_that_does_not_read() -> None:
    shelf = Shelf()
    first = shelf.make(BEGUN)
    second = shelf.make(BEGUN + timedelta(minutes=29))
    assert first not in shelf.kept
    third = shelf.make(BEGUN + timedelta(days=1))
    fourth = shelf.make(BEGUN + timedelta(days=1, minutes=5))
    assert third not in shelf.kept
    shelf.bad |= {fourth.path}
    shelf.kept.append(third)
    shelf.make(BEGUN + timedelta(days=2))
    assert second in shelf.kept
    assert third in shelf.kept


def test_a_base_stays_while_differences_rest_on_it() -> None:
    shelf = Shelf()
    base = shelf.make(BEGUN)
    for day in range(25):
        for at in day_of_work(day)[1:]:
            shelf.make(at, base=base.path)
            assert base in shelf.kept
    other = shelf.make(BEGUN + timedelta(days=30))
    for day in range(31, 100):
        for at in day_of_work(day)[1:]:
            shelf.make(at, base=other.path)
    assert any(one.base == str(base.path) for one in shelf.kept) == (base in shelf.kept)
