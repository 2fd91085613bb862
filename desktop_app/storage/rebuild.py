"""Rebuilding a damaged branch file: every row on a whole page, then the newest backup, then the history.

The pages are read one by one (``sqlite.sealed_pages``), the rows found by the trees of the tables or, where
a tree is broken, by what they hold; the rows go into a fresh sealed file, which is checked like any other.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.records.record import Catalogue
from desktop_app.storage.found_rows import FoundRows
from desktop_app.storage.gone_rows import GoneRows
from desktop_app.storage.new_cards import write_cards
from desktop_app.storage.rebuild_report import RebuildReport
from desktop_app.storage.replica import become_new_replica, note_of, put_note
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.refill import Refill
from desktop_app.storage.sqlite.sealed_pages import SealedPages
from desktop_app.storage.sqlite.search_index import drop_cards
from desktop_app.storage.sqlite.trees import Trees
from desktop_app.storage.steps import STEPS_TABLE, step_names
from desktop_app.storage.tables import ActionRow, Knowledge
from desktop_app.storage.writer import PinyinKeys

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BackupSource:
    """A backup, unpacked, whose key opens it: what fills the gaps; ``words`` say which it is."""

    path: Path
    raw: bytes
    words: str


@dataclass(frozen=True)
class Grammar:
    """What the file is to be read and written by."""

    catalogue: Catalogue
    clock: Clock
    pinyin: PinyinKeys


def rebuild(
    damaged: Path,
    raw: bytes,
    fresh: Path,
    grammar: Grammar,
    backup: BackupSource | None = None,
    progress: Progress | None = None,
) -> RebuildReport:
    """Make ``fresh``, a sealed file under the same key, of what can still be read of ``damaged``.

    ``damaged`` is only read. What others acknowledged may be lost, so the file is a new replica, as after a
    restore. UserError when nothing at all can be read and there is no backup.
    """
    with os_errors(f"没有修复（{damaged.name}）", "坏了的文件和备份都没有动"):
        pages = SealedPages(damaged, raw, progress)
        with closing(pages):
            return _Rebuild(pages, raw, fresh, grammar, backup, progress).run(damaged)


class _Rebuild:
    """One rebuild under way."""

    def __init__(
        self,
        pages: SealedPages,
        raw: bytes,
        fresh: Path,
        grammar: Grammar,
        backup: BackupSource | None,
        progress: Progress | None,
    ) -> None:
        self._pages, self._raw, self._fresh = pages, raw, fresh
        self._grammar, self._backup, self._progress = grammar, backup, progress
        self._trees = Trees(pages)

    def run(self, damaged: Path) -> RebuildReport:
        pages, catalogue = self._pages, self._grammar.catalogue
        report = RebuildReport(damaged.name, pages.count, len(pages.bad), blind=not pages.salt)
        if not any(True for _ in pages.whole()) and self._backup is None:
            raise UserError(
                "这个文件里没有一页还能读", "坏了的文件没有动", "请找一份备份，用“从备份恢复”打开"
            )
        report.backup = self._backup.words if self._backup else ""
        refill = Refill(self._fresh, self._raw, catalogue.steps, self._version())
        try:
            with refill.database.atomic():
                found = FoundRows(self._trees, refill, catalogue)
                found.take()
            refill.take_all_steps()
            gone = GoneRows(found, refill, catalogue)
            with refill.database.atomic():
                self._fill(gone)
                gone.replay()
                gone.report(report)
                _found_again(refill.database, report, catalogue)
            drop_cards(refill.database)
            grammar = self._grammar
            write_cards(refill.database, catalogue, grammar.clock, grammar.pinyin, self._progress)
            refill.finish()
        except BaseException:
            refill.database.close()
            engine.discard(self._fresh)
            raise
        return report

    def _fill(self, gone: GoneRows) -> None:
        if self._backup is not None:
            with closing(engine.connect(self._backup.path, self._backup.raw)) as database:
                gone.fill(database)

    def _version(self) -> str | None:
        """The last step the damaged file has had, so that its rows meet the tables they were written into."""
        known = step_names(self._grammar.catalogue.steps)
        had = {str(name) for name in self._steps_had()} & set(known)
        return max(had) if had else None

    def _steps_had(self) -> Iterator[Any]:
        trees = self._trees
        leaves = list(trees.tree(STEPS_TABLE).leaves)
        leaves += [leaf for group in trees.orphans for leaf in group]
        names = set(step_names(self._grammar.catalogue.steps))
        for leaf in leaves:
            for row in trees.rows(leaf):
                if len(row.values) == 3 and row.values[0] is None and row.values[1] in names:
                    yield row.values[1]


def _found_again(database: peewee.SqliteDatabase, report: RebuildReport, catalogue: Catalogue) -> None:
    """Have the file know who writes into it: as a new replica of the office it is of."""
    report.office = note_of(database, "office") or _office(database, catalogue)
    put_note(database, "office", report.office)
    old = note_of(database, "replica") or _last_replica(database)
    put_note(database, "replica", old)
    for replica, seq, chain in list(_written(database)):
        known = Knowledge.select(Knowledge.seq).where(Knowledge.replica == replica).scalar(database)
        if known is None:
            row = {"replica": replica, "office": report.office, "seq": seq, "clock": 0, "chain": chain}
            Knowledge.insert(row).execute(database)
        elif known < seq:
            Knowledge.update(seq=seq, chain=chain).where(Knowledge.replica == replica).execute(database)
    if old and not Knowledge.select().where(Knowledge.replica == old).exists(database):
        Knowledge.insert(replica=old, office=report.office, seq=0, clock=0, chain="").execute(database)
    if not Knowledge.select().exists(database):
        Knowledge.insert(replica="none", office=report.office, seq=0, clock=0, chain="").execute(database)
    become_new_replica(database)


def _written(database: peewee.SqliteDatabase) -> Sequence[tuple[str, int, str]]:
    """How far this file's own actions were written, by replica."""
    named = ActionRow.replica.is_null(False) & (ActionRow.seq > 0)
    last = ActionRow.select(peewee.fn.MAX(ActionRow.id)).where(named).group_by(ActionRow.replica)
    ids = [number for (number,) in last.tuples().execute(database)]
    query = ActionRow.select(ActionRow.replica, ActionRow.seq, ActionRow.chain).where(ActionRow.id.in_(ids))
    return list(query.tuples().execute(database))


def _last_replica(database: peewee.SqliteDatabase) -> str:
    query = ActionRow.select(ActionRow.replica).where(ActionRow.replica.is_null(False))
    return str(query.order_by(ActionRow.id.desc()).limit(1).scalar(database) or "")


def _office(database: peewee.SqliteDatabase, catalogue: Catalogue) -> str:
    """The office by what is known of its replica, where the note of it is lost."""
    replica = _last_replica(database)
    known = Knowledge.select(Knowledge.office).where(Knowledge.replica == replica).scalar(database)
    if known:
        return str(known)
    count = peewee.fn.COUNT(Knowledge.replica)
    offices = Knowledge.select(Knowledge.office).group_by(Knowledge.office).order_by(count.desc())
    found = offices.limit(1).scalar(database) or _owner(database, catalogue)
    if not found:
        raise UserError(
            "修复了内容，但认不出是哪个党组织的文件", "坏了的文件没有动", "请找一份备份，用“从备份恢复”打开"
        )
    return str(found)


def _owner(database: peewee.SqliteDatabase, catalogue: Catalogue) -> str:
    """The office that owns most records; '' where there are none."""
    owners = Counter[str]()
    for register in catalogue:
        model: Any = register.model
        query = model.select(model.owner_office, peewee.fn.COUNT(model.uid)).group_by(model.owner_office)
        owners.update(dict(query.tuples().execute(database)))
    del owners[""]
    return owners.most_common(1)[0][0] if owners else ""
