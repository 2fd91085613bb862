"""The lights of the backups: green, amber and red by what was read, each with words that say why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.storage.backup_readings import SLACK, BackupState, FoundBackup

# Older than this, the light on the home page turns.
STALE_AFTER = timedelta(days=3)
# A second place that was away so long is no second place.
AWAY_AFTER = timedelta(days=30)
_RANKS = {"bad": 0, "warn": 1, "good": 2}


@dataclass(frozen=True)
class Light:
    """A light: ``state`` is good, warn or bad, and the words that say why."""

    state: str
    words: str

    @property
    def rank(self) -> int:
        """The worse the lower."""
        return _RANKS.get(self.state, 1)


def light_of(found: Iterable[FoundBackup], now: datetime, key: str = "") -> Light:
    """The light of a folder; ``key`` names the key of today."""
    listed = list(found)
    own = [one for one in listed if one.backup is not None and one.state not in _ASIDE]
    good = next((one for one in own if one.state is BackupState.WHOLE), None)
    unread = _newest_of_none(listed, now)
    if not own:
        return Light("bad", ("没有一份能用的备份" if unread else "还没有备份") + _passed_over(listed))
    newest = own[0]
    assert newest.backup is not None
    made = newest.backup.made_at
    if unread is not None and unread > made:
        return Light("bad", f"最近的备份（{_day(unread)}）已损坏或读不了，{_instead(own, good)}")
    if newest.state is BackupState.DAMAGED:
        return Light("bad", f"最近的备份（{_day(made)}）已损坏，{_instead(own, good)}")
    age = now - made
    if age >= STALE_AFTER:
        return Light("warn", f"上次备份 {_day(made)}，已过 {age.days} 天" + _passed_over(listed))
    if newest.state is BackupState.UNREAD:
        return Light("warn", f"上次备份 {_day(made)}，还没有核对" + _passed_over(listed))
    if key and newest.backup.key not in ("", key):
        return Light("warn", f"上次备份 {_day(made)} 是换密码以前做的，请再备份一次")
    return Light("good", f"上次备份 {made:%Y-%m-%d %H:%M}，已核对" + _passed_over(listed))


def second_light(
    place: Path, there: Light | None, seen: str, now: datetime, trouble: UserError | None
) -> Light:
    """The light of the second place; ``there`` is that of its folder, None while it is not plugged in.

    ``seen`` says when a copy was last made there, in ISO form, '' for never.
    """
    if trouble is not None:
        return Light("bad", trouble.what)
    if there is not None:
        return Light(there.state, f"第二处：{there.words}")
    if not seen:
        return Light("bad", f"第二处备份（{place}）没有插上，还没有往那里抄过")
    since = datetime.fromisoformat(seen)
    if since > now + SLACK:
        return Light("bad", f"第二处备份（{place}）没有插上，上次抄的时候电脑的日期不对")
    state = "bad" if now - since >= AWAY_AFTER else "warn"
    year = f"{since.year}年" if since.year != now.year else ""
    return Light(state, f"第二处备份（{place}）没有插上，上次抄到那里是 {year}{_day(since)}")


_ASIDE = (BackupState.FUTURE, BackupState.FOREIGN, BackupState.ODD, BackupState.UNREADABLE)


def _newest_of_none(listed: list[FoundBackup], now: datetime) -> datetime | None:
    """When the newest of those was made, by its name, that say nothing of themselves."""
    silent = (one.named_at for one in listed if one.backup is None)
    return max((at for at in silent if at is not None and at <= now + SLACK), default=None)


def _instead(own: list[FoundBackup], good: FoundBackup | None) -> str:
    if good is not None and good.backup is not None:
        return f"{_day(good.backup.made_at)} 的是好的；请现在再备份一次"
    if any(one.state is BackupState.UNREAD for one in own):
        return "以前的还没有核对；请现在再备份一次"
    return "没有一份是好的；请现在再备份一次"


def _passed_over(listed: list[FoundBackup]) -> str:
    """What lies there and does not count, in a few words."""
    counts = {
        "日期在今天之后": sum(one.state is BackupState.FUTURE for one in listed),
        "是别的单位的": sum(one.state is BackupState.FOREIGN for one in listed),
        "已损坏或读不了": sum(
            one.state in (BackupState.DAMAGED, BackupState.ODD, BackupState.UNREADABLE) for one in listed
        ),
    }
    words = "、".join(f"{count} 份{what}" for what, count in counts.items() if count)
    return f"；另有 {words}，没有算" if words else ""


def _day(moment: datetime) -> str:
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"
