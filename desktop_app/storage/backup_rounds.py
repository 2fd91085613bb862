"""The backups looked at while nobody needs the worker: each read to its end, one restored a month."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.rounds import Parts, Round
from desktop_app.storage.backup import TRIAL, BackupStore, Notes
from desktop_app.storage.backup_file import Backup, records_in

READ_AGAIN, TRY_AGAIN, EVERY_TRIAL = timedelta(hours=1), timedelta(days=1), timedelta(days=30)


@dataclass(frozen=True)
class Trial:
    """What the last trial restore came to: which backup, how many records, or why it failed."""

    at: datetime
    name: str
    total: int
    trouble: str = ""

    def words(self) -> str:
        """The trial in one line."""
        day = f"{self.at.month}月{self.at.day}日"
        if self.trouble:
            return f"{day} 自动试恢复没有成功：{self.trouble}"
        return f"{day} 自动试恢复成功：{self.name} 的 {self.total} 条记录都读得出"

    def text(self) -> str:
        """The trial as a note keeps it."""
        told = {"at": self.at.isoformat(), "name": self.name, "total": self.total, "trouble": self.trouble}
        return json.dumps(told, ensure_ascii=False)


def last_trial(notes: Notes) -> Trial | None:
    """The last trial restore; None when there was none, or what stands there is none."""
    try:
        told = json.loads(notes.note(TRIAL))
        at = datetime.fromisoformat(told["at"]).replace(tzinfo=None)
        return Trial(at, str(told["name"]), int(told["total"]), str(told["trouble"]))
    except (ValueError, KeyError, TypeError):
        return None


def backup_rounds(store: BackupStore, notes: Notes, clock: Clock) -> list[Round]:
    """The rounds over the backups of an open branch file."""
    return [
        Round("backups", "核对备份", lambda: reading_all(store), READ_AGAIN),
        Round("backup_trial", "每月试恢复", lambda: trying(store, notes, clock), TRY_AGAIN),
    ]


def reading_all(store: BackupStore) -> Parts:
    """Read every backup to its end, the newest first, in the second place too; what is damaged."""
    troubles: list[UserError] = []
    for backup in list(_everywhere(store)):
        verdict = yield from store.readings.reading(backup.path)
        if verdict.trouble is not None:
            troubles.append(verdict.trouble)
        yield
    return troubles


def trying(store: BackupStore, notes: Notes, clock: Clock) -> Parts:
    """Restore the newest backup into a scratch folder, once a month, and keep what came of it."""
    now, last = clock.now(), last_trial(notes)
    if last is not None and not last.trouble and timedelta(0) <= now - last.at < EVERY_TRIAL:
        return []
    newest = next(iter(store.backups()), None)
    if newest is None:
        return []
    yield
    try:
        counts = yield from store.proving(newest)
    except UserError as error:
        notes.set_note(TRIAL, Trial(now, newest.path.name, 0, error.what).text())
        return [error]
    notes.set_note(TRIAL, Trial(now, newest.path.name, records_in(counts)).text())
    return []


def _everywhere(store: BackupStore) -> Iterator[Backup]:
    yield from store.backups()
    if store.second is not None and store.second.is_dir():
        yield from store.backups_in_second()
