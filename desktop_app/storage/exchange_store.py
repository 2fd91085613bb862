"""The exchange side of one open branch file: what goes out of it, and what is laid out beside it."""

import shutil
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.records.arrival import AHEAD
from desktop_app.records.record import Catalogue
from desktop_app.records.roles import Act
from desktop_app.records.transfer import Incoming, Outgoing, Place, Selection, Staged
from desktop_app.storage import dated_file, restamp
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.older import OlderStage
from desktop_app.storage.outgoing import outgoing
from desktop_app.storage.sqlite.staging import discard_left_overs
from desktop_app.storage.stage import PackageStage
from desktop_app.storage.steps import step_names


class LedgerExchange:
    """The exchange side of a ledger; ``folder`` holds the scratch files of packages meanwhile."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self._ledger = ledger
        self._folder = folder
        # The offices whose packages were dated far ahead: of several at once it is ours that is behind.
        self._ahead: set[str] = set()
        discard_left_overs(folder)

    @property
    def catalogue(self) -> Catalogue:
        """The registers there are."""
        return self._ledger.catalogue

    def outgoing(
        self, selection: Selection, after: Mapping[str, int], pending: Collection[Place] = ()
    ) -> AbstractContextManager[Outgoing]:
        """What changed after the marks ``after`` (by register; 0 is all), and ``pending`` in any case."""
        self._ledger.door.require(Act.EXCHANGE)
        return outgoing(self._ledger, selection, after, pending)

    def judge_date(self, sender: str, written: datetime) -> None:
        """UserError when a package of ``sender`` was ``written`` too far ahead; it says whose date is wrong.

        One that is ahead by days is taken, and the person at the desk asked to look at the date.
        """
        ledger = self._ledger
        now = ledger.clock.now()
        if written > now + AHEAD:
            self._ahead.add(sender)
            raise dated_file.too_far_ahead(ledger, written, several=len(self._ahead) > 1)
        if written > now + dated_file.SLACK and not ledger.told:
            ledger.told.append(dated_file.ahead(now, written))

    def leave_copy(self, replica: str, agreed: int) -> UserError | None:
        """Another copy of this file writes as ``replica`` too: go on as one of its own from ``agreed`` on."""
        self._ledger.door.require(Act.EXCHANGE)
        return restamp.leave_copy(self._ledger, replica, agreed)

    def stage(self, incoming: Incoming) -> Staged:
        """Lay a received package out beside the branch file; one of an older program is upgraded first.

        UserError when there is no room on the disk for what it says it holds.
        """
        self._ledger.door.require(Act.EXCHANGE)
        self._ask_for_room(incoming.room)
        stage = PackageStage(self._ledger, self._folder, incoming)
        if 0 < incoming.schema < len(step_names(self.catalogue.steps)):
            return OlderStage(stage, self.catalogue, self._folder, incoming.schema)
        return stage

    def _ask_for_room(self, room: int) -> None:
        with os_errors(f"看不了磁盘的空间（{self._folder}）", "本机资料没有改动"):
            free = shutil.disk_usage(self._folder).free
        # Once beside the branch file, once in it.
        if free < 2 * room:
            raise UserError(
                f"磁盘空间不够：收下这个包大约要 {2 * room >> 20} MB，只剩 {free >> 20} MB",
                "本机资料没有改动",
                "请删掉不用的文件腾出空间，再试一次",
            )
