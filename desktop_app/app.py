"""The running program: the one place where the parts meet, and the ways between its windows."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.base.clock import SystemClock
from desktop_app.base.defect_log import DefectLog
from desktop_app.base.errors import Defect, UserError
from desktop_app.base.os_errors import as_user_error
from desktop_app.base.paths import data_folder, font_folders, state_folder
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.resources import resource_path
from desktop_app.data_lock import AlreadyOpen, KnockWatch, locked
from desktop_app.desk import Desk
from desktop_app.key_change import KeyChange, KeyDoors
from desktop_app.locking import Doors, Locking
from desktop_app.meeting import MeetingMode
from desktop_app.restore_flow import RestoreDoors, RestoreFlow
from desktop_app.settings import Settings
from desktop_app.storage import keys
from desktop_app.storage.action import Change
from desktop_app.storage.file_guard import rescued_beside
from desktop_app.views.bridge import Bridge
from desktop_app.views.closing import AT_CLOSE, ClosingBackup
from desktop_app.views.collector import Collector
from desktop_app.views.date_keeper import DateKeeper
from desktop_app.views.file_watch import FileWatch
from desktop_app.views.idle_rounds import IdleRounds
from desktop_app.views.look.input_method import configure_input_method
from desktop_app.views.look.start import apply_look
from desktop_app.views.page_parts.moving import show_handed_over
from desktop_app.views.pages.add_pages import add_pages
from desktop_app.views.pages.office import window_facts
from desktop_app.views.pages.office.found_words import tell_found
from desktop_app.views.pages.start.lock_page import LockPage
from desktop_app.views.pages.start.repair_report import show_repair
from desktop_app.views.parts.dialogs import show_error
from desktop_app.views.shell import Shell
from desktop_app.views.window_place import WindowPlace
from desktop_app.workplace import OpenedBranch, Workplace, asks_for_backup, rounds_of

if TYPE_CHECKING:
    from desktop_app.views.pages.start.start_page import StartPage

PRODUCT = "支部台账"
# A backup at most this often while somebody works, in milliseconds.
BACKUP_EVERY = 30 * 60 * 1000
# A window that is not painted by then (it is covered, or minimised) is not waited for, in milliseconds.
PAINTED_BY = 1000
SAFETY = "本机为非涉密计算机，禁止录入国家秘密、工作秘密"


class Desktop(QObject):
    """The program at work: at any time either the start page or the window of one open branch file."""

    def __init__(self, app: QApplication, workplace: Workplace) -> None:
        super().__init__(app)
        self._app = app
        self._workplace = workplace
        self._place = WindowPlace(workplace.settings)
        self.theme = apply_look(app, self._place.points())
        self.window: QWidget | None = None
        self.desk: Desk | None = None
        self.tell_error: Callable[[UserError], None] = lambda error: show_error(
            self.window, self.theme, error
        )
        self._opened: OpenedBranch | None = None
        self._log = DefectLog(workplace.folder)
        self._collector = Collector(self)
        self.bridge = Bridge(parent=self)
        self.bridge.failed.connect(self._show_error)
        self.bridge.broken.connect(self._show_defect)
        self.bridge.changed.connect(self._on_change)
        self._rounds: IdleRounds | None = None
        self._watch: FileWatch | None = None
        self._changed_since_backup = False
        self.locking = self._make_locking()
        self._keys = self._make_key_change()
        self.restoring = self._make_restoring()
        self.closing = ClosingBackup(self.bridge, self._is_backup_due, self._make_backup, self._is_over, self)
        self.meeting = MeetingMode(lambda: self.desk, self._shell, self._build_shell, self)
        self._timer = QTimer(self)
        self._timer.setInterval(BACKUP_EVERY)
        self._timer.timeout.connect(lambda: self._back_up("定时"))

    def _make_locking(self) -> Locking:
        doors = Doors(
            opened=lambda: self._opened,
            shell=self._shell,
            put_up=self._replace_window,
            back_up=self._back_up,
            close_branch=self._close_branch,
            open=lambda path, password: self._workplace.open(path, keys.unlock(path, password)),
            take_up=self._open,
            show_start=self.show_start,
            start_page=lambda: self._start_page,
            tell=self._show_error,
        )
        return Locking(doors, self.bridge, self._workplace.settings, self)

    def _make_key_change(self) -> KeyChange:
        doors = KeyDoors(
            opened=lambda: self._opened,
            shell=self._shell,
            wait=self._wait,
            take_up=self._open_found,
            open_again=self._open_again,
            back_up=self._back_up_now,
            failed=self._start_failed,
        )
        return KeyChange(doors, self.bridge, self._workplace)

    def _wait(self, words: str) -> None:
        self._close_branch()
        self.show_start()
        self._busy(words)

    def _make_restoring(self) -> RestoreFlow:
        doors = RestoreDoors(
            opened=lambda: self._opened,
            shell=self._shell,
            start_page=lambda: self._start_page,
            show_start=self.show_start,
            busy=self._busy,
            close_branch=self._close_as_it_is,
            take_up=self._open_found,
            open_again=self._open_again,
            failed=self._start_failed,
        )
        return RestoreFlow(doors, self._workplace, self.bridge, self)

    def _shell(self) -> Shell | None:
        return self.window if isinstance(self.window, Shell) else None

    def begin(self, *, sample: bool) -> None:
        """Show the first window: the sample branch, the password question, or the first start."""
        if not sample:
            self.show_start()
            return
        try:
            self.start_sample()
        except Exception as error:  # noqa: BLE001  nobody is above who could tell it
            self.show_start()
            self.take_exception(type(error), error, error.__traceback__)

    # -- the start page ------------------------------------------------------------------------

    def show_start(self) -> None:
        """Ask what to open."""
        # Loaded late: whoever opens the sample, or has a window already, does not wait for it.
        from desktop_app.views.pages.start.start_page import StartPage

        self.meeting.end()
        workplace = self._workplace
        try:
            workplace.tidy()
        except UserError as error:
            self._show_error(error)
        page = StartPage(
            self.theme,
            workplace.own.exists(),
            workplace.settings.points,
            today=workplace.clock.now().date(),
            rescued=rescued_beside(workplace.own, workplace.refuges),
            sample_cleared=workplace.cleared_sample.exists(),
        )
        page.chosen.connect(self._choose)
        page.backups_asked.connect(lambda: self.restoring.find(page))
        page.points_chosen.connect(self.change_points)
        self._replace_window(page)

    def start_sample(self) -> None:
        """Open the sample branch, making it first if it is not there."""
        workplace = self._workplace
        if workplace.sample.exists():
            self._open(workplace.open(workplace.sample, keys.unlock(workplace.sample, None)))
            return
        if self._start_page is None:
            self.show_start()
        self._busy("正在准备示例支部：46 名党员和三个月的工作……")
        self.bridge.run(workplace.make_sample, done=self._open, failed=self._start_failed)

    def _choose(self, choice: object) -> None:
        # Loaded late, with the start page.
        from desktop_app.start_jobs import job_of
        from desktop_app.views.pages.start.start_choice import (
            LeaveBackup,
            LookIntoBackup,
            NewBranch,
            PutBackupBack,
            RecoverBranch,
            SampleChosen,
            StartChoice,
        )

        acts: dict[type, Callable[[Any], None]] = {
            SampleChosen: lambda _: self.start_sample(),
            LookIntoBackup: self.restoring.look,
            PutBackupBack: self.restoring.put_back,
            LeaveBackup: lambda _: self.restoring.leave(),
        }
        assert isinstance(choice, StartChoice)
        if type(choice) in acts:
            acts[type(choice)](choice)
            return
        if isinstance(choice, NewBranch):
            self._workplace.settings.points = choice.points
            self._keep_settings()
        self._busy("正在打开……")
        done = self._keys.open_changed if isinstance(choice, RecoverBranch) else self._open_found
        self.bridge.run(job_of(choice, self._workplace), done=done, failed=self._start_failed)

    def _open_found(self, result: OpenedBranch | tuple[OpenedBranch, str]) -> None:
        opened, recovery = result if isinstance(result, tuple) else (result, "")
        self._open(opened)
        # What was done before anybody listened is worth a backup too; so is a file that has no copy here.
        self._changed_since_backup = bool(recovery or opened.repaired) or opened.backup_store.holds_none()
        show_repair(self.window, opened.repaired)
        if recovery and isinstance(self.window, Shell):
            self.window.go("preview", key="recovery", args={"number": recovery}, title="恢复单")
            self.window.show_notice(
                "请现在打印恢复单，签收后与公章分开保管。密码和恢复单都丢了，资料谁也打不开。", tone="due"
            )

    @property
    def _start_page(self) -> "StartPage | None":
        """The start page while it is in sight."""
        return None if isinstance(self.window, (Shell, LockPage)) else cast("StartPage | None", self.window)

    def _busy(self, words: str) -> None:
        if self._start_page is not None:
            self._start_page.show_busy(words)

    def _start_failed(self, error: UserError) -> None:
        if self._start_page is not None:
            self._start_page.show_error(error)
        else:
            self._show_error(error)

    # -- the window of a branch ----------------------------------------------------------------

    def _open(self, opened: OpenedBranch) -> None:
        """Put the window of a branch file up; one that cannot be shown is closed again."""
        try:
            self._take_up(opened)
        except BaseException:
            self._changed_since_backup = False
            self._close_branch()
            if self._start_page is None:
                self.show_start()
            raise

    def _take_up(self, opened: OpenedBranch) -> None:
        self._opened = opened
        self.bridge.listen_to(opened.ledger)
        self.desk = Desk(
            ledger=opened.ledger,
            renderer=opened.renderer,
            courier_of=lambda: opened.courier,
            deeds_of=lambda: opened.deeds,
            backup_store=opened.backup_store,
            log=opened.log,
            prints=opened.prints,
            settings=self._workplace.settings,
            clock=opened.clock,
            pinyin=self._workplace.pinyin,
            bridge=self.bridge,
            theme=self.theme,
            resources=resource_path(),
            is_sample=opened.is_sample,
            key_mark=opened.key_mark,
        )
        self._watch = FileWatch(opened.ledger, self.bridge, self._leave_lost, self._show_error)
        self.meeting.take_up(self.desk)
        self._build_shell(self.desk)
        self._timer.start()
        self._rounds = IdleRounds(self.bridge, opened.ledger, rounds_of(opened), opened.clock, self)
        self._rounds.found.connect(lambda _, found: self._hear_round(found))
        # By way of the desk of that moment: what holds the branch file itself keeps its key after locking.
        self._rounds.found.connect(lambda *_: self.desk.backup_store.tell() if self.desk else None)

    def _build_shell(self, desk: Desk) -> Shell:
        shell = Shell(self.theme, PRODUCT)
        add_pages(
            shell,
            desk,
            leave_sample=self.leave_sample,
            change_points=self.change_points,
            reopen=self.restoring.reopen,
            carry_out=None if self._opened is None else self._opened.carry_out,
            change_key=self._keys.change,
        )
        window_facts.show_owner(desk, shell)
        window_facts.show_backup_light(desk, shell)
        self.closing.watch(shell)
        shell.closing.connect(self._on_closing)
        shell.sample_pressed.connect(self.leave_sample)
        shell.set_status(("数据保存在本机", "未联网", SAFETY))
        opened = self._opened
        if opened is not None:
            DateKeeper(desk, shell, lambda jumped: self._workplace.settle(opened, jumped))
        self.locking.begin(shell, is_sample=desk.is_sample)
        self.meeting.begin(shell)
        if desk.is_sample:
            shell.show_sample_banner(window_facts.sample_words(desk.ledger.today), "清空示例，正式开始")
        # The worker begins when the window stands: nothing holds the first picture up.
        self.bridge.hold()
        shell.installEventFilter(self)
        QTimer.singleShot(PAINTED_BY, self.bridge.release)
        self._replace_window(shell)
        if self._watch is not None:
            self._watch.show_on(shell)
        show_handed_over(desk, shell)
        shell.go(window_facts.first_page(desk.ledger))
        tell_found(desk, shell)
        return shell

    def _hear_round(self, found: list[UserError]) -> None:
        if found and self.desk is not None and isinstance(self.window, Shell):
            self.desk.ledger.told += found
            tell_found(self.desk, self.window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the worker begin once the window has been painted."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.bridge.release)
        return False

    def leave_sample(self) -> None:
        """Take the sample away and go to the start page, where that can be undone."""
        if self._opened is not None and self._opened.is_sample:
            self._close_branch()
            self._workplace.clear_sample()
            self.show_start()

    def change_points(self, points: int) -> None:
        """Rebuild the window in another type size; drafts keep what was being typed."""
        self._workplace.settings.points = points
        self.theme = apply_look(self._app, points)
        if self.desk is None:
            self.show_start()
        else:
            self.desk.theme = self.theme
            self.meeting.rebuild()
        self._keep_settings()

    def _keep_settings(self) -> None:
        """Remember the settings for the next start, or say that they could not be."""
        try:
            self._workplace.settings.save()
        except UserError as error:
            self._show_error(error)

    def _open_again(self, opened: OpenedBranch) -> None:
        """Back to the file that was open before; to the start page where it does not open any more."""
        if self._opened is not None:
            return
        try:
            self._open(self._workplace.open(opened.path, opened.unlocked))
        except UserError:
            self.show_start()

    # -- backups, errors, the end ----------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        self._changed_since_backup |= asks_for_backup(change)
        if self.desk is not None and self.desk.ledger.told and isinstance(self.window, Shell):
            tell_found(self.desk, self.window)

    def _back_up(self, reason: str) -> None:
        if self._opened is None or not self._changed_since_backup:
            return
        self._changed_since_backup = False
        backup_store = self._opened.backup_store
        self.bridge.run(lambda: backup_store.make(reason), failed=self._not_backed_up)

    def _back_up_now(self, reason: str) -> None:
        self._changed_since_backup = True
        self._back_up(reason)

    def _not_backed_up(self, error: UserError) -> None:
        """Said where it holds nobody up; the next turn of the clock tries again."""
        self._changed_since_backup = True
        if isinstance(self.window, Shell):
            self.window.show_notice(error.sentence(), tone="overdue")

    def _is_backup_due(self) -> bool:
        return self._opened is not None and not self._opened.is_sample and self._changed_since_backup

    def _make_backup(self, reason: str) -> object:
        return self._opened.backup_store.make(reason) if self._opened is not None else None

    def _is_over(self) -> None:
        self._changed_since_backup = False

    def _close_as_it_is(self) -> None:
        self._is_over()
        self._close_branch()

    def _on_closing(self) -> None:
        self._close_branch()

    def _close_branch(self) -> None:
        """Back up what was changed and let go of the branch file; the window stays until it is replaced."""
        self._timer.stop()
        self.locking.clip_guard.clear()
        rounds, self._rounds = self._rounds, None
        if rounds is not None:
            rounds.stop()
        opened, self._opened, self.desk = self._opened, None, None
        if opened is None:
            return
        watch, self._watch = self._watch, None
        is_there = watch is None or watch.end()
        if is_there and self._changed_since_backup and not opened.is_sample:
            try:
                self.bridge.wait_for(lambda: opened.backup_store.make(AT_CLOSE))
            except Exception as error:  # noqa: BLE001  the file is let go all the same
                self.take_exception(type(error), error, error.__traceback__)
        self._changed_since_backup = False
        self.bridge.let_go()
        # Its last look was the watch's.
        opened.ledger.close()
        opened.backup_store.close()
        if rounds is not None:
            rounds.deleteLater()  # they know the file and its key

    def _replace_window(self, window: QWidget) -> None:
        self.bridge.abandon()
        old, self.window = self.window, window
        self._place.show(window, old)

    def _show_error(self, error: UserError) -> None:
        taken = self._watch is not None and self._watch.takes(error)
        if not taken and not self.locking.hold_back(error):
            self.tell_error(error)

    def _leave_lost(self) -> None:
        self._close_branch()
        self.show_start()

    def _show_defect(self, error: BaseException) -> None:
        """A defect of ours: kept in the log, and told as such with what a technician needs."""
        told = Defect(error)
        # What a session says may be kept in a file as well: there too without what people entered.
        sys.stderr.write(f"{told.detail}\n")
        self._log.write(error)
        self._show_error(told)

    def take_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """``sys.excepthook`` while the window is up."""
        told = as_user_error(error)
        if isinstance(told, Defect):
            self._show_defect(error)
        else:
            self._show_error(told)

    def shut(self) -> None:
        """End all work before the application goes."""
        self._place.keep(self.window)
        self._close_branch()
        self.bridge.shut()
        self._workplace.forget_cleared_sample()
        self._log.close()
        self._collector.stop()


def run(*, sample: bool = False, folder: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit code of the application."""
    configure_input_method(os.environ)
    app = cast(QApplication, QApplication.instance() or QApplication(sys.argv[:1]))
    app.setApplicationName(PRODUCT)
    try:
        place = folder or data_folder(os.environ, sys.platform)
        lock = locked(place)
    except UserError as error:
        show_error(None, apply_look(app, Settings().points), error, plain=isinstance(error, AlreadyOpen))
        return 1
    state = state_folder(os.environ, sys.platform) if folder is None else None
    workplace = Workplace(place, Settings.load(place / "settings.json"), SystemClock(), load_pinyin(), state)
    workplace.font_folders = font_folders(os.environ, sys.platform)
    desktop = Desktop(app, workplace)
    sys.excepthook = desktop.take_exception
    KnockWatch(place, lambda: desktop.window, desktop)
    desktop.begin(sample=sample)
    try:
        return app.exec()
    finally:
        desktop.shut()
        lock.unlock()
