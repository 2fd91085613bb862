"""Whether the branch file is damaged, and where: a quick look at opening, a whole one in idle time."""

import random
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.rounds import Parts, Round, Verdict, verdict_of
from desktop_app.records.record import Catalogue
from desktop_app.storage.file_guard import FileGuard
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.page_proof import (
    PAGE,
    PageProof,
    page_count,
    reading,
    table_faults,
    tables_of,
)
from desktop_app.storage.sqlite.sealed import Damage

# A whole look again after so long.
EVERY = timedelta(days=7)
# Pages looked at when a file is opened: all of one up to 6 MB, of a larger one these many here and there.
QUICK = 1500
# Pages a part: some 20 ms. A part of the structure is given up after so many milliseconds and read by rows.
_PAGES_A_PART, _PATIENCE = 1000, 40
_SALT = 16
# A page that is being written back while it is looked at is whole a moment later.
_TRIES = 3
_TITLES = {"history": "修改历史", "action": "操作记录", "blob": "附件", "note": "设置和草稿"}
_OTHER = "检索和目录"
_SAFE = "读得到的记录都还在，备份没有动"
_TODO = "请不要再录入，到“设置与备份”里从最近的好备份恢复，或者重建"


class QuickLook:
    """The look at a file that is not open yet."""

    def __init__(self, path: Path, raw: bytes) -> None:
        self._path, self._raw = path, raw
        self.pages: list[int] = []
        self.is_cut = False

    def take(self) -> "QuickLook":
        """Look at its size and at the seals of ``QUICK`` pages at most; OSError when it cannot be read."""
        with self._path.open("rb") as file:
            size = file.seek(0, 2)
            count = size // PAGE
            self.is_cut = bool(size % PAGE) or not count
            file.seek(0)
            proof = PageProof(self._raw, file.read(_SALT))
            for first, some in _spans(count):
                file.seek((first - 1) * PAGE)
                self.pages += proof.broken(first, file.read(some * PAGE))
        return self

    def verdict(self, ledger: Ledger) -> Damage | None:
        """What to tell once the file is open; None when all is well."""
        short = page_count(ledger.door.file) - self._path.stat().st_size // PAGE
        # What the journal holds is not in the file yet.
        journal = self._path.with_name(self._path.name + "-wal")
        is_short = short > 0 and not (journal.exists() and journal.stat().st_size)
        if not (self.pages or self.is_cut or is_short):
            return None
        places = damaged_places(self._path, self._raw, ledger.catalogue)
        return damaged(self.pages, places, is_cut=self.is_cut or is_short)


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """First page and number of those that are looked at when opening: begin, end, and some in between."""
    if count <= QUICK:
        yield 1, count
        return
    part = QUICK // 3
    yield 1, part
    yield count - part + 1, part
    for _ in range(part // 50):
        yield random.randrange(part + 1, count - part - 50), 50


def damaged(pages: list[int], places: list[str], *, is_cut: bool = False) -> Damage:
    """The damage as a sentence."""
    what = "支部文件被截短了" if is_cut else "支部文件有损坏的地方"
    where = f"，在{'、'.join(f'“{one}”' for one in places)}里" if places else "，不在记录里"
    count = f"（{len(pages)} 页）" if pages else ""
    return Damage(what + count + where, _SAFE, _TODO, detail=f"pages {pages[:50]}" if pages else "")


def damaged_places(path: Path, raw: bytes, catalogue: Catalogue) -> list[str]:
    """The registers with rows that cannot be read, by name."""
    found: dict[str, None] = {}
    with closing(engine.connect(path, raw)) as database:
        tables = tables_of(database)
    for table in tables:
        try:
            # One each: a connection that came upon damage reads nothing any more.
            with closing(engine.connect(path, raw)) as database:
                for _ in reading(database, table):
                    pass
        except Damage:
            found[_title(table, catalogue)] = None
    return list(found)


def _title(table: str, catalogue: Catalogue) -> str:
    titles = {register.name: register.title for register in catalogue}
    return titles.get(table) or _TITLES.get(table, _OTHER)


def file_round(ledger: Ledger) -> Round:
    """The whole look over an open branch file."""
    return Round("file", "支部文件", lambda: checking(ledger), EVERY)


def checking(ledger: Ledger) -> Parts:
    """Every page by its seal, then every table: in parts, and the file is held by none of them."""
    guard = ledger.guard
    if guard is None:
        return []
    pages = yield from _pages(guard)
    places: list[str] = []
    for table in tables_of(ledger.door.file):
        if (yield from _is_broken(guard, table)):
            place = _title(table, ledger.catalogue)
            places += [place] if place not in places else []
    return [damaged(pages, places)] if pages or places else []


def _pages(guard: FileGuard) -> Generator[None, None, list[int]]:
    """The pages that are not whole, and stay so."""
    found, first = [], 1
    with os_errors("支部文件没有查完", "支部文件没有动"):
        proof = PageProof(guard.raw, guard.read(0, _SALT))
        while pages := guard.read((first - 1) * PAGE, _PAGES_A_PART * PAGE):
            for number in proof.broken(first, pages):
                if (yield from _stays_broken(guard, proof, number)):
                    found.append(number)
            first += _PAGES_A_PART
            yield
    return found


def _stays_broken(guard: FileGuard, proof: PageProof, number: int) -> Generator[None, None, bool]:
    for _ in range(_TRIES):
        yield
        page = guard.read((number - 1) * PAGE, PAGE)
        if not page or proof.holds(number, page):
            return False
    return True


def _is_broken(guard: FileGuard, table: str) -> Generator[None, None, bool]:
    """Whether a table, or an index over it, is damaged; a large one is read by rows.

    Over a connection of its own: one that came upon damage reads nothing any more.
    """
    if guard.lost is not None:
        raise guard.lost
    with closing(engine.connect(guard.path, guard.raw)) as database:
        faults = table_faults(database, table, _PATIENCE)
    yield
    if faults is not None:
        return bool(faults)
    try:
        with closing(engine.connect(guard.path, guard.raw)) as database:
            yield from reading(database, table)
    except Damage:
        return True
    return False


def file_verdict(ledger: Ledger, now: datetime) -> tuple[str, str]:
    """The state of the file, good, warn or bad, and the words for it, by what was last looked at."""
    last = verdict_of(ledger, file_round(ledger))
    if last is None or last.at > now:
        return "good", "支部文件打开时看过，没有发现损坏"
    if last.found:
        return "bad", last.found[0].what
    days = (now - last.at).days
    day = f"{last.at.month}月{last.at.day}日"
    if days > 4 * EVERY.days:
        return "warn", f"支部文件 {day}查过，已过 {days} 天"
    return "good", f"支部文件 {day}查过，完好"


def look_at_opened(quick: QuickLook, ledger: Ledger) -> None:
    """Have the ledger tell what the quick look found, and the file know it.

    What an earlier look found is looked for again in idle time: the file may be another one by now.
    """
    found, one = quick.verdict(ledger), file_round(ledger)
    last = verdict_of(ledger, one)
    text = Verdict(ledger.clock.now(), (found,)).text() if found is not None else ""
    if found is not None:
        ledger.told.append(found)
    if found is not None or (last is not None and last.found):
        # One that takes no more writes is told of all the same.
        with suppress(UserError), ledger.door.by_program():
            ledger.set_note(one.note, text)
