"""The workplace: the folder of branch files on this PC, and the desk assembled over the one that is open."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.built import built_at
from desktop_app.base.clock import Clock, RunningClock, SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.pinyin import Pinyin
from desktop_app.base.resources import resource_path
from desktop_app.base.rounds import Round
from desktop_app.duties.people.role_holders import words_for
from desktop_app.founding import Founding, found_branch
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.chain_watch import chain_round, look_at_tail
from desktop_app.journal.posts_linked import link_awaited
from desktop_app.journal.print_book import PrintBook
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.roles import Act, Role
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import BACKED_UP, FOUND, RESTORED, AuditLog
from desktop_app.registers.exchange.packages import RECEIVED, ExchangePackage
from desktop_app.sample import OFFICE, fill_sample
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.storage.action import Change
from desktop_app.storage.backup import BackupStore, backups_in
from desktop_app.storage.backup_rounds import backup_rounds
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.dated_file import Evidence, settle_date
from desktop_app.storage.file_check import file_round
from desktop_app.storage.keys import Unlocked
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.place import Place
from desktop_app.storage.rekey import change_password, replace_key
from desktop_app.storage.rescue import take_rescued
from desktop_app.storage.rescue_key import backups_below, rescue_key
from desktop_app.storage.restoring import restore, sweep_ready
from desktop_app.storage.swap import finish_swap
from desktop_app.storage.sweep import sweep

if TYPE_CHECKING:
    from desktop_app.exchange.courier import Courier
    from desktop_app.exchange.whole_export.layout import Contents
    from desktop_app.journal.deed_book import DeedBook
    from desktop_app.records.whole import Progress

# The morning after the last entry of the sample: its third month is under way, a few duties are open.
SAMPLE_DAY = datetime(2026, 10, 29, 8, 30)


@dataclass(frozen=True)
class OpenedBranch:
    """An open branch file with the tools around it; what a desk is made of, window or none."""

    path: Path
    raw: bytes
    ledger: Ledger
    backup_store: BackupStore
    renderer: PaperRenderer
    clock: Clock
    is_sample: bool
    # What a repair that went before the opening tells; '' where there was none.
    repaired: str = ""

    @property
    def role(self) -> Role:
        """Whose password opened the file."""
        return self.ledger.role

    @property
    def key_mark(self) -> str:
        """What tells this key of the file from the next one, without telling the key."""
        return hashlib.sha256(b"key mark" + self.raw).hexdigest()[:16]

    @property
    def unlocked(self) -> Unlocked:
        """The key and the role it was opened with, to open it again."""
        return Unlocked(self.raw, self.role)

    @cached_property
    def log(self) -> AuditBook:
        """The log of acts that leave the records as they are."""
        return AuditBook(self.ledger)

    @cached_property
    def prints(self) -> PrintBook:
        """The register of what was printed."""
        return PrintBook(self.ledger, self.renderer.told)

    def carry_out(self, folder: Path, progress: "Progress | None" = None) -> "Contents":
        """Write everything of this file into an open folder, in clear; its log says so."""
        # Loaded late, as what takes packages is: nobody waits for it at the start.
        from desktop_app.journal.whole_book import export_whole

        return export_whole(self.ledger, self.log, folder, progress)

    @cached_property
    def courier(self) -> "Courier":
        """The exchange desk of this file."""
        return courier_for(self.ledger, self.path.parent, self.clock)

    @cached_property
    def deeds(self) -> "DeedBook":
        """The hand that writes the deeds of members who move by stick."""
        # Loaded with the courier, when a page first asks for it.
        from desktop_app.journal.deed_book import DeedBook

        return DeedBook(self.ledger, self.courier.trust)


class Workplace:
    """Where this PC keeps its branch files: ``own/``, ``sample/`` and ``backup/`` below ``folder``.

    ``state`` is the folder of what this PC notes of its own file and what is not to be copied along with it;
    None where nobody exchanges, as in a month without hands. ``font_folders`` are those in which this PC
    keeps fonts, where papers are to be set with the office's own.
    """

    def __init__(
        self, folder: Path, settings: Settings, clock: Clock, pinyin: Pinyin, state: Path | None = None
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.clock = clock
        self.pinyin = pinyin
        self.font_folders: tuple[Path, ...] = ()
        self._place = Place(state) if state is not None else None
        self._is_tidied = False
        self._is_cleared = False

    @property
    def own(self) -> Path:
        """The branch's own file, there or not."""
        return self.folder / "own" / "branch.zbf"

    @property
    def sample(self) -> Path:
        """The sample branch's file, there or not."""
        return self.folder / "sample" / "branch.zbf"

    @property
    def backups(self) -> Path:
        """Where the backups of the branch's own file go."""
        chosen = self.settings.backup_folder
        return Path(chosen) if chosen else self.folder / "backup"

    @property
    def refuges(self) -> tuple[Path, ...]:
        """Where the branch's own file is saved when its folder is gone."""
        second = self.settings.second_backup
        return (self.backups, Path(second)) if second else (self.backups,)

    def tidy(self) -> None:
        """Finish or remove what a killed run left beside the branch's own file; while nothing is open."""
        finish_swap(self.own.parent)
        sweep(self.own.parent)
        with suppress(OSError):
            (self.folder / "settings.json.new").unlink(missing_ok=True)
        if not self._is_cleared:
            self.forget_cleared_sample()
        if not self._is_tidied:
            # Once: later a backup may lie ready there, looked into and about to be put in place.
            self._is_tidied = True
            sweep_ready(self.own.parent)

    def open(self, path: Path, unlocked: Unlocked) -> OpenedBranch:
        """Open the branch file at ``path`` as it was unlocked and lay out the tools."""
        is_sample = path == self.sample
        clock = RunningClock(SAMPLE_DAY) if is_sample else self.clock
        setting = replace(self._setting(path, clock), role=unlocked.role)
        store = self._backup_store(path, unlocked.raw, clock)
        was_cut = branch_file.left_open(path)
        opened = lay_out(path, unlocked.raw, setting, store, is_sample=is_sample)
        opened.ledger.was_cut = was_cut
        opened.renderer.font_folders = self.font_folders
        opened.renderer.bundled_only = self.settings.bundled_fonts_only
        self.settle(opened)
        if path == self.own:
            self._remember(opened.ledger.office)
            with opened.ledger.door.by_program():
                opened.log.follow_clearings()
        broken = look_at_tail(opened.ledger)
        if broken is not None:
            opened.ledger.told.append(broken)
        for told in opened.ledger.told:
            opened.log.note(FOUND, "支部文件", *told.parts())
        return opened

    def settle(self, opened: OpenedBranch, jumped: datetime | None = None) -> None:
        """Whether today's date can be right; the sample has a day of its own."""
        if opened.path == self.own:
            with opened.ledger.door.by_program():
                settle_date(opened.ledger, Evidence(built_at(), partial(_dates_known, opened)), jumped)
                if jumped is not None and opened.ledger.date_doubt is not None:
                    opened.log.note(FOUND, "本机日期", *opened.ledger.date_doubt.parts())

    def office(self) -> str:
        """The code of the office whose own file lies here; '' where none does or nobody knows."""
        if not self.own.exists():
            return ""
        return self.settings.office or next((one.office for one in backups_in(self.backups)), "")

    def _remember(self, office: str) -> None:
        if office != self.settings.office:
            self.settings.office = office
            # Worth no dialog: the labels of the backups say it as well.
            with suppress(UserError):
                self.settings.save()

    def note_restored(self, opened: OpenedBranch, backup: Path) -> OpenedBranch:
        """Write into the log of a branch file just put back that it was, and from which backup."""
        opened.log.note(RESTORED, "支部文件", backup.name)
        return opened

    def open_rescued(self, rescued: Path, password: str) -> OpenedBranch:
        """Go on with a file that was saved elsewhere, which ``password`` opens; its log says so."""
        unlocked = keys.unlock(rescued, password)
        take_rescued(rescued, self.own, self.clock.now())
        opened = self.open(self.own, unlocked)
        opened.log.note(FOUND, "支部文件", "改用另存的文件", rescued.name)
        return opened

    def repair(self, password: str) -> OpenedBranch:
        """Rebuild the branch's own damaged file; gives it open, with what its report is printed from."""

        # Loaded late: a file that is whole never needs it.
        from desktop_app.storage.mending import REPAIRED, mend
        from desktop_app.storage.rebuild import Grammar

        def unlock(path: Path) -> bytes:
            return keys.unlock_for(Act.RESTORE, path, password, grammar.catalogue.rights).raw

        grammar = Grammar(catalogue(), self.clock, self.pinyin.keys)
        report = mend(self.own, self.own, unlock, grammar, self.refuges)
        told = json.dumps(report.as_plain(), ensure_ascii=False)
        opened = self.open(self.own, keys.unlock(self.own, password))
        with opened.ledger.door.by_program():
            opened.ledger.set_note(REPAIRED, told)
            opened.log.note(RESTORED, "支部文件", f"修复：{report.summary()}", report.kept_as)
        return replace(opened, repaired=told)

    def move_here(self, backup: Path, password: str) -> OpenedBranch:
        """Open the branch file that came on a stick from another PC, with the settings that came along."""
        restore(backup, self.own, password)
        self.settings.take_from(backup.parent)
        return self.note_restored(self.open(self.own, keys.unlock(self.own, password)), backup)

    def make_sample(self) -> OpenedBranch:
        """Make the sample branch afresh and open it; asks for no password."""
        self.remove_sample()
        clock = SetClock(SAMPLE_DAY)
        fresh = self.sample.with_name("making.zbf")
        shutil.rmtree(self.sample.parent, ignore_errors=True)
        ledger, _ = branch_file.create(fresh, self._setting(fresh, clock), office=OFFICE, password=None)
        fill_sample(ledger, clock, until=SAMPLE_DAY.date() - timedelta(days=1))
        unlocked = keys.unlock(fresh, None)
        courier_for(ledger, fresh.parent, clock).trust.introduce(OFFICE, "示例支部")
        branch_file.close(ledger)
        with os_errors(f"示例支部没有建成（{self.sample.parent}）", "自己的支部文件没有动"):
            keys.key_path(fresh).replace(keys.key_path(self.sample))
            fresh.replace(self.sample)
        return self.open(self.sample, unlocked)

    def remove_sample(self) -> None:
        """Remove the sample branch with all that belongs to it."""
        shutil.rmtree(self.sample.parent, ignore_errors=True)

    @property
    def cleared_sample(self) -> Path:
        """Where a sample that was cleared lies until the program ends."""
        return self.folder / "sample-cleared"

    def clear_sample(self) -> None:
        """Take the closed sample branch out of the way, whole: until the program ends it can come back."""
        self.forget_cleared_sample()
        with os_errors("示例没有清空", "示例还在原处", "请关掉打开着示例文件夹的窗口，再清空一次"):
            self.sample.parent.rename(self.cleared_sample)
        self._is_cleared = True

    def bring_sample_back(self) -> OpenedBranch:
        """Open the sample that was cleared last, as it was."""
        self.remove_sample()
        with os_errors("示例没有取回来", "自己的支部文件没有动"):
            self.cleared_sample.rename(self.sample.parent)
        return self.open(self.sample, keys.unlock(self.sample, None))

    def forget_cleared_sample(self) -> None:
        """Remove a cleared sample for good."""
        shutil.rmtree(self.cleared_sample, ignore_errors=True)

    def found(self, founding: Founding, password: str) -> tuple[OpenedBranch, str]:
        """Make the branch's own file; gives it open, and the recovery number to print."""
        setting = self._setting(self.own, self.clock)
        keys.check_password(password, (founding.full_name, founding.org_code))
        ledger, recovery = branch_file.create(self.own, setting, office=founding.org_code, password=password)
        branch_file.close(ledger)
        opened = self.open(self.own, keys.unlock(self.own, password))
        opened.ledger.told += ledger.told
        found_branch(opened.ledger, opened.courier, founding)
        return opened, recovery

    def recover(self, number: str, password: str) -> tuple[OpenedBranch, str]:
        """Open the branch's own file by its recovery sheet, under a new password and a new key.

        Gives it open, and the new recovery number to print.
        """
        unlocked = keys.unlock_by_recovery(self.own, number)
        changed = replace_key(self.own, unlocked, {unlocked.role: password})
        return self.open(self.own, changed.unlocked), changed.recovery

    def rescue_key(self, word: str) -> tuple[OpenedBranch, str]:
        """Open the branch's own file whose key file is damaged or gone, by the key out of its backups.

        Gives it open, and a recovery number to print where there is a new one; says what was done.
        """
        found = rescue_key(self.own, backups_below(self.refuges), word)
        opened = self.open(self.own, found.unlocked)
        kept = f"损坏的那个已改名为 {found.aside.name} 留着" if found.aside is not None else ""
        told = UserError(f"钥匙文件坏了，已经取回：{found.source}", kept, "请现在备份一次")
        opened.ledger.told.append(told)
        opened.log.note(FOUND, "钥匙文件", *told.parts())
        return opened, found.recovery

    def change_password(self, path: Path, unlocked: Unlocked, password: str) -> tuple[OpenedBranch, str]:
        """Give the role that unlocked a closed branch file another password, and the file another key.

        Gives it open, and the new recovery number to print, '' when the sheet there is holds on.
        """
        changed = change_password(path, unlocked, password)
        return self.open(path, changed.unlocked), changed.recovery

    def _setting(self, path: Path, clock: Clock) -> Setting:
        def before_upgrade(old: Path, raw: bytes) -> None:
            self._backup_store(old, raw, clock).make("升级前")

        place = self._place if path == self.own else None
        return Setting(
            catalogue(),
            clock,
            self.pinyin.keys,
            before_upgrade=before_upgrade,
            place=place,
            refuges=self.refuges if path == self.own else (),
        )

    def _backup_store(self, path: Path, raw: bytes, clock: Clock) -> BackupStore:
        folder = path.parent / "backup" if path == self.sample else self.backups
        second = Path(self.settings.second_backup) if self.settings.second_backup else None
        return BackupStore(path, raw, folder, clock, second)


def lay_out(
    path: Path, raw: bytes, setting: Setting, backup_store: BackupStore, *, is_sample: bool = False
) -> OpenedBranch:
    """Open a branch file and make the tools around it."""
    ledger = branch_file.open_with_key(path, setting, raw)
    ledger.actor = words_for(ledger)
    ledger.followers.append(partial(link_awaited, ledger))
    renderer = PaperRenderer(ledger, resource_path("fonts"), sample=is_sample)
    opened = OpenedBranch(path, raw, ledger, backup_store, renderer, setting.clock, is_sample)
    backup_store.before = lambda reason: opened.log.note(BACKED_UP, "支部文件", reason)
    backup_store.notes = ledger
    backup_store.sweep()
    return opened


def _dates_known(opened: OpenedBranch) -> Iterator[tuple[str, datetime]]:
    """What tells of the date besides the file's own entries."""
    for backup in opened.backup_store.backups()[:1]:
        yield "最近的备份是", backup.made_at
    received = ExchangePackage.live().where(ExchangePackage.direction == RECEIVED)
    for package in opened.ledger.find(received.order_by(ExchangePackage.made_on.desc()).limit(1)):
        yield "最近收到的包是", datetime.combine(package.made_on, datetime.min.time())


def rounds_of(opened: OpenedBranch) -> list[Round]:
    """The long looks over an open branch file that are taken while nobody needs the worker."""
    return [
        file_round(opened.ledger),
        Round("chain", "操作日志和修改记录", lambda: chain_round(opened.ledger), timedelta(days=1)),
        *backup_rounds(opened.backup_store, opened.ledger, opened.clock),
    ]


def asks_for_backup(change: Change) -> bool:
    """Whether a change is worth a backup: a line of the log alone, that of a backup say, is not."""
    return change.registers() != {AuditLog._meta.table_name}


def courier_for(ledger: Ledger, folder: Path, clock: Clock) -> "Courier":
    """The exchange desk over a ledger; ``folder`` is that of its file."""
    # Loaded late: what seals packages is no part of the first window.
    from desktop_app.exchange.courier import Courier
    from desktop_app.journal.package_log import PackageLog
    from desktop_app.registers.exchange.kinds import scope
    from desktop_app.storage.exchange_store import LedgerExchange

    return Courier(
        ledger,
        LedgerExchange(ledger, folder),
        PackageLog(ledger),
        clock,
        schema_version(),
        partial(scope, ledger.catalogue),
    )


def schema_version() -> int:
    """How many upgrade steps this program knows: the version packages are marked with."""
    return len(list(catalogue().steps.glob("[0-9]*.py")))
