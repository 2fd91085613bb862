"""Whether the date of this PC can be right, by what the branch file was told before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import peewee

from desktop_app.base.clock import moment_of
from desktop_app.base.errors import UserError
from desktop_app.records.arrival import AHEAD, clock_bounds
from desktop_app.storage.ledger import IN_DOUBT, Ledger
from desktop_app.storage.reader import Reader
from desktop_app.storage.restamp import leave_wrong_date
from desktop_app.storage.tables import ActionRow, Knowledge

# No program of ours was at work before; a PC whose battery is empty begins years earlier.
EARLIEST = datetime(2026, 1, 1)
# Clocks of two PCs differ, and one is set now and then.
SLACK = timedelta(days=1)


# Who did not touch the file for so long may well be right; it is asked all the same.
LONG = timedelta(days=60)


@dataclass(frozen=True)
class Evidence:
    """What else tells of the date: when the program was built, and what ``more`` finds once it is asked."""

    built: datetime | None = None
    more: Callable[[], Iterable[tuple[str, datetime]]] = tuple

    def words(self) -> str:
        """The evidence as it is told beside the date."""
        built = (("本程序制作于", self.built),) if self.built is not None else ()
        return "".join(f"，{words} {day:%Y年%m月%d日}" for words, day in (*self.more(), *built))


def last_written(reader: Reader) -> datetime | None:
    """When something was written here last under a date nobody doubted; None in a new file."""
    certain = ActionRow.select(ActionRow.at).where(~ActionRow.why.contains(IN_DOUBT))
    rows = reader.rows(certain.order_by(ActionRow.id.desc()).limit(1))
    return _moment(rows[0][0]) if rows else None


def settle_date(ledger: Ledger, evidence: Evidence | None = None, jumped: datetime | None = None) -> None:
    """At opening: put right what a wrong date left behind, where today's is beyond doubt; else ask.

    ``jumped`` is the moment it would be by now, where the clock was set meanwhile. What is to be told goes to
    ``ledger.told``; ``ledger.likely_day`` is then the day to believe, and ``ledger.date_in_doubt`` says that
    a person may confirm today's.
    """
    now, known = ledger.clock.now(), evidence or Evidence()
    later, last = _later_than(ledger, now), last_written(ledger)
    ledger.date_in_doubt, ledger.likely_day, ledger.date_doubt = False, None, None
    if later is not None and later - now > AHEAD and now >= EARLIEST and _mostly_before(ledger, now):
        confirm_date(ledger)
        return
    doubt = _early(now, known) or _behind(now, later) or _far_ahead(now, last) or _jumped(now, jumped)
    if doubt:
        believed = last if last is not None and last >= EARLIEST else later
        ledger.likely_day = max(believed or EARLIEST, known.built or EARLIEST).date()
        ledger.date_in_doubt = now >= EARLIEST
        since = f"，上次录入是 {last:%Y年%m月%d日}" if last is not None else ""
        ledger.date_doubt = _doubt(now, since + known.words() + doubt)
        ledger.told.append(ledger.date_doubt)


def _early(now: datetime, known: Evidence) -> str:
    if now < EARLIEST or (known.built is not None and now < known.built - SLACK):
        return "，这个日期不会是对的"
    return ""


def _behind(now: datetime, later: datetime | None) -> str:
    return f"，可这份资料里有 {later:%Y年%m月%d日} 写下的内容" if later is not None else ""


def _far_ahead(now: datetime, last: datetime | None) -> str:
    return f"，中间隔了 {(now - last).days} 天" if last is not None and now - last > LONG else ""


def _jumped(now: datetime, jumped: datetime | None) -> str:
    return f"，刚才还是 {jumped:%Y年%m月%d日 %H:%M}" if jumped is not None else ""


def confirm_date(ledger: Ledger) -> None:
    """Today's date is right: what was written under one far off is written anew, and told."""
    ledger.date_in_doubt, ledger.likely_day, ledger.date_doubt = False, None, None
    count = leave_wrong_date(ledger)
    if count:
        ledger.told.append(
            UserError(
                f"有 {count} 条是电脑日期不对的时候写下的，已经按今天的日期重新标记",
                "写的内容没有变",
                "请再导出一次交给对方",
            )
        )


def too_far_ahead(reader: Reader, written: datetime, *, several: bool) -> UserError:
    """What to tell of a package ``written`` later than anybody would believe: one of two dates is wrong.

    It is ours where ``several`` offices are ahead, or where this file was at work on a later day before.
    """
    now, last = reader.clock.now(), last_written(reader)
    if several or now < EARLIEST or (last is not None and last > now + SLACK):
        return UserError(
            f"本机日期是 {now:%Y年%m月%d日}，这个包写着 {written:%Y年%m月%d日}，像是本机的日期不对",
            "本机资料没有改动",
            "请核对本机的日期，改好以后再接收",
        )
    return UserError(
        f"这个包写着 {written:%Y年%m月%d日}，对方电脑的日期不对（本机是 {now:%Y年%m月%d日}）",
        "本机资料没有改动",
        "请对方校准日期后重新打开程序，再导出一次",
    )


def ahead(now: datetime, written: datetime) -> UserError:
    """What to ask about a package that was written some days from now."""
    return UserError(
        f"本机日期是 {now:%Y年%m月%d日}，收到的包写着 {written:%Y年%m月%d日}",
        "能接收的已经照常接收",
        "请核对本机的日期；不对的改过来，对的请提醒对方",
    )


def _doubt(now: datetime, why: str) -> UserError:
    return UserError(
        f"本机日期是 {now:%Y年%m月%d日}{why}",
        "已有的内容都在",
        "请核对本机的日期；日期不对的时候写下的，别的单位不会接收",
    )


def _later_than(reader: Reader, now: datetime) -> datetime | None:
    """What was written last, where that is a day that has not come yet."""
    _, most = clock_bounds(now)
    seen = reader.rows(Knowledge.select(peewee.fn.MAX(Knowledge.clock)))[0][0] or 0
    if seen > most:
        return moment_of(seen)
    last = last_written(reader)
    return last if last is not None and last > now + SLACK else None


def _mostly_before(reader: Reader, now: datetime) -> bool:
    """Whether most of what was done here was done by today: then the few later dates were the wrong ones."""
    until = (now + SLACK).isoformat(timespec="seconds")
    after = reader.rows(ActionRow.select(ActionRow.id).where(ActionRow.at > until))
    return bool(2 * len(after) <= reader.rows(ActionRow.select(peewee.fn.COUNT(ActionRow.id)))[0][0])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
