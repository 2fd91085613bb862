"""Which backups stay: of hours, days and months the newest good one, and what was made before a risky act.

A pure function over what is known of each, so that years can be played in a test.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.storage.backup_file import Backup

# One backup is kept for each of so many latest hours, days and months that have one.
KEEP_HOURS, KEEP_DAYS, KEEP_MONTHS = 24, 30, 24
# What was made before an import, a merge, an upgrade or a restore stays so long, and so many working days.
KEEP_RISKY, KEEP_RISKY_DAYS = timedelta(days=30), 5
# By so many of the numbers of a date (year, month, day, hour) backups are alike.
_SLOTS = ((4, KEEP_HOURS), (3, KEEP_DAYS), (2, KEEP_MONTHS))


def before_a_risk(reason: str) -> bool:
    """Whether a backup was made before something risky: 导入前, 接收前, 升级前, 恢复前, …"""
    return reason.endswith("前")


def superfluous(
    backups: Iterable[Backup],
    newest: Path,
    now: datetime,
    good: Callable[[Backup], bool],
    base_of: Callable[[Backup], Path | None],
) -> list[Backup]:
    """What may go of ``backups``, of which ``newest`` was just made and proved.

    ``good`` reads one to its end: nothing goes for the sake of one that was not read. ``base_of`` names the
    whole backup a difference rests on; it stays as long as the difference does.
    """
    ordered = sorted(backups, key=lambda one: (one.made_at, one.path.name), reverse=True)
    kept = {newest, *(one.path for one in ordered if _still_protected(one, ordered, now))}
    for numbers, most in _SLOTS:
        slots: dict[tuple[int, ...], list[Backup]] = {}
        for one in ordered:
            slots.setdefault(one.made_at.timetuple()[:numbers], []).append(one)
        for alike in list(slots.values())[:most]:
            kept.update(one.path for one in _standing_for(alike, newest, good))
    bases = {base_of(one) for one in ordered if one.base and one.path in kept}
    return [one for one in ordered if one.path not in kept and one.path not in bases]


def _standing_for(alike: list[Backup], newest: Path, good: Callable[[Backup], bool]) -> list[Backup]:
    """The newest good one of a slot; all of them where none is known to be good."""
    if len(alike) == 1:
        return alike
    best = next((one for one in alike if one.path == newest or good(one)), None)
    return alike if best is None else [best]


def _still_protected(backup: Backup, ordered: list[Backup], now: datetime) -> bool:
    """A clock that was once ahead ages nothing: as well as the time, days of work must have passed."""
    if not before_a_risk(backup.reason):
        return False
    if now - backup.made_at <= KEEP_RISKY:
        return True
    later = {one.made_at.date() for one in ordered if backup.made_at < one.made_at <= now}
    return len(later) <= KEEP_RISKY_DAYS
