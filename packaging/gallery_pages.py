"""Walk through every page of the program and grab it: `gallery.py` runs this once for each scale.

Usage: python packaging/gallery_pages.py DIR BRANCH_FOLDER [WORD …]
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from desktop_app.app import Desktop
from desktop_app.base.clock import SystemClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.founding import Founding
from desktop_app.settings import Settings
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.views.page_table import PAGES, PageRow, page_of
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.pages.tables.import_page import STEPS, ImportPage
from desktop_app.views.parts.dialogs import ConfirmDialog, ErrorDialog
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace

SIZE = (1366, 768)
PAUSE, LONGEST = 250, 30_000
PASSWORD = "春风里三号楼 2026"
HEAD = ("姓名", "性别", "公民身份号码", "民族", "学历", "人员类别", "入党时间", "所在党小组", "联系电话")
# A roster as they come: good rows, a wrong check digit, a number twice, a date nobody can be sure of.
ROSTER = (
    ("安长河", "男", "990101198507013212", "汉族", "大学", "正式党员", "2008.7.1", "一组", "13900000001"),
    ("白雨田", "女", "990101199003050024", "汉族", "大专", "正式党员", "2012-07-01", "一组", ""),
    ("曹青山", "男", "990101198507013213", "汉族", "高中", "正式党员", "1999.7", "二组", "0990-5550126"),
    ("丁晓岚", "女", "990101198507013212", "回族", "大学", "正式党员", "2015年6月", "二组", ""),
    ("范东林", "男", 990101197001011000, "汉族", "初中", "正式党员", "85.1", "", "13900000005"),
    ("高云舟", "男", "99010119850701002X", "汉族", "研究生", "预备党员", "2026-05-20", "三组", ""),
)
FAULT = UserError(
    "写到U盘时中断了",
    "台账没有改动，U盘上没有留下半个文件",
    "请重新插好U盘，再点一次“写到U盘”",
    detail="/media/usb/QS00-0007-20261028.zbb: Input/output error",
)


class Walk:
    """The program in one hand, a camera in the other."""

    def __init__(self, folder: Path, branch_folder: Path, wanted: list[str]) -> None:
        self.folder, self.wanted = folder, wanted
        self.scale = f"{float(os.environ.get('QT_SCALE_FACTOR', '1')):g}x"
        self.app = QApplication(sys.argv[:1])
        self.workplace = Workplace(branch_folder, Settings(), SystemClock(), load_pinyin())
        self.desktop = Desktop(self.app, self.workplace)
        self.surprises = 0
        self._watch = QTimer()
        self._watch.timeout.connect(self._put_aside)
        self._watch.start(4 * PAUSE)

    # -- the camera --------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let the worker finish and the window draw itself."""
        limit = QDeadlineTimer(LONGEST)
        pause = QDeadlineTimer(PAUSE)
        while not limit.hasExpired():
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if not self.desktop.bridge.idle():
                pause = QDeadlineTimer(PAUSE)
            elif pause.hasExpired():
                return
        raise TimeoutError("the worker does not come to rest")

    def grab(self, name: str, widget: QWidget | None = None) -> None:
        """Save what is in sight as NAME@SCALE.png, and say so."""
        shown = widget or self.desktop.window
        if shown is None or (self.wanted and not any(word in name for word in self.wanted)):
            return
        if shown is self.desktop.window:
            shown.resize(*SIZE)
        self.settle()
        path = self.folder / f"{name}@{self.scale}.png"
        if not shown.grab().save(str(path)):
            raise OSError(f"cannot write {path}")
        print(path.name, flush=True)

    def grab_modal(self, name: str, ask: Callable[[], object]) -> None:
        """What ``ask`` asks in a window of its own, whether it waits there for an answer or not."""
        before = set(self.app.topLevelWidgets())
        found: list[QWidget] = []

        def look() -> None:
            found.extend(one for one in self.app.topLevelWidgets() if one.isVisible() and one not in before)
            if not found:
                QTimer.singleShot(PAUSE, look)
                return
            self.grab(name, found[0])
            found[0].close()

        QTimer.singleShot(2 * PAUSE, look)
        ask()
        limit = QDeadlineTimer(LONGEST)
        while not found and not limit.hasExpired():
            QCoreApplication.processEvents()
        self.settle()

    def _put_aside(self) -> None:
        """An error nobody expected stands in the way: keep its picture, and go on."""
        modal = self.app.activeModalWidget()
        if isinstance(modal, ErrorDialog) and modal.windowTitle() == "没有完成":
            self.surprises += 1
            path = self.folder / f"surprise-{self.surprises}@{self.scale}.png"
            modal.grab().save(str(path))
            print(f"{path.name}  SURPRISE", flush=True)
            modal.reject()

    # -- the way -----------------------------------------------------------------------------------

    def start_pages(self) -> None:
        """The first start with its questions, and the start of a PC that has a branch file."""
        self.desktop.show_start()
        page = self.start_page()
        self.grab("page-start-first")
        page.own_button.click()
        answers = page.questions
        answers.full_name.setText("中共青石街道桂花里社区第二支部委员会")
        answers.secretary.setText("安长河")
        for step in range(answers.pages.count()):
            answers._show(step)
            self.grab(f"page-start-question-{step + 1}")
        page.show_busy("正在准备示例支部：46 名党员和三个月的工作……")
        self.grab("page-start-busy")
        page.show_error(UserError("密码不对", "资料没有动过", "请看看大小写，再输一次"))
        self.grab("page-start-error")
        founding = Founding(
            full_name="中共青石街道桂花里社区第二支部委员会",
            org_code="GHL02",
            term_start=date(2024, 5, 1),
            term_years=3,
        )
        opened, _ = self.workplace.found(founding, PASSWORD)
        branch_file.close(opened.ledger)
        self.desktop.show_start()
        self.grab("page-start-password")
        for name in ("recovering", "restoring"):
            page = self.start_page()
            page._show(getattr(page, name))
            self.grab(f"page-start-{name}")

    def start_page(self) -> StartPage:
        """The start page in sight."""
        assert isinstance(self.desktop.window, StartPage)
        return self.desktop.window

    def open_branch(self) -> Shell:
        """The window of the sample branch."""
        self.desktop.start_sample()
        self.settle()
        assert isinstance(self.desktop.window, Shell)
        return self.desktop.window

    def every_page(self, shell: Shell) -> None:
        """Each page as it first stands, then behind each of its tabs."""
        for key in shell.pages.keys():  # noqa: SIM118  a stack of pages, not a dict
            if key in ("preview", "search", "import") or key.startswith("register:"):
                continue
            shell.go(key)
            self.grab(f"page-{_file_name(key)}")
            self.every_tab(f"page-{_file_name(key)}", shell)

    def every_tab(self, name: str, shell: Shell) -> None:
        """What stands behind the tabs of the page in sight."""
        page = shell.current_page()
        for bar in [b for b in (page.findChildren(QTabBar) if page else []) if b.isVisible()]:
            for at in [at for at in range(1, bar.count()) if bar.isTabVisible(at)]:
                bar.setCurrentIndex(at)
                self.grab(f"{name}-tab{at + 1}-{_word(bar.tabText(at))}")

    def every_register(self, shell: Shell) -> None:
        """The table, a record behind each tab, a blank form: each register without a page of its own."""
        desk = self.desktop.desk
        assert desk is not None
        for register in [r for r in desk.ledger.catalogue if r.group]:
            if not page_of(register.name).startswith("register:"):
                continue
            key, name = f"register:{register.name}", f"page-register-{register.name}"
            shell.go(key)
            self.grab(name)
            first = desk.ledger.find(register.model.live().order_by(register.model.uid.desc()).limit(1))
            if first:
                shell.go(key, uid=first[0].uid)
                self.grab(f"{name}-record")
                self.every_tab(f"{name}-record", shell)
            shell.go(key, new=True)
            self.grab(f"{name}-new")

    def opened_records(self, shell: Shell) -> None:
        """One record of each kind on the page made for it."""
        desk = self.desktop.desk
        assert desk is not None
        for row in PAGES:
            for word, uid in records_on(row, desk.ledger):
                shell.go(row.key, uid=uid)
                name = f"page-{_file_name(row.key)}-{word}"
                self.grab(name)
                self.every_tab(name, shell)

    def lists_beside(self, shell: Shell) -> None:
        """The lists that stand beside records: two views on the findings, the classes, the schemes."""
        for row in PAGES:
            for view in row.views:
                shell.go(row.key, view=view)
                self.grab(f"page-{row.key}-{view}")

    def import_wizard(self, shell: Shell, roster: Path) -> None:
        """A roster through the four leaves."""
        shell.go("import", register="member")
        page = shell.current_page()
        assert isinstance(page, ImportPage)
        self.grab(f"page-import-1-{STEPS[0]}")
        shell.go("import", register="member", path=str(roster))
        self.grab(f"page-import-2-{STEPS[1]}")
        page.columns_leaf.agreed.emit({key: value or 0 for key, value in page.columns_leaf.answers().items()})
        self.grab(f"page-import-3-{STEPS[2]}")
        page.take_in()
        self.grab(f"page-import-4-{STEPS[3]}")

    def previews(self, shell: Shell) -> None:
        """The preview of an upright and of a turned paper; searches with many hits and with none."""
        desk = self.desktop.desk
        assert desk is not None
        report = desk.ledger.find(desk.ledger.catalogue["monthly_report"].model.live().limit(1))[0]
        shell.go("preview", key="monthly_report", args={"uid": report.uid}, title="月报")
        self.grab("page-preview-report")
        shell.go("preview", key="issue_ledger", args={}, title="整改台账")
        self.grab("page-preview-issue_ledger")
        shell.go("search", words="楼道")
        self.grab("page-search-hits")
        shell.go("search", words="没有这样的事")
        self.grab("page-search-nothing")

    def dialogs(self, shell: Shell) -> None:
        """An error, a question, and the dialogs pages open to begin something."""
        theme = self.desktop.theme
        error = ErrorDialog(theme, FAULT, shell)
        question = ConfirmDialog(
            theme,
            "恢复这份备份？",
            "现在的 1,286 条记录会换成 10月20日 17:40 的 1,270 条；现在的这份会先另存一份。",
            "恢复 10月20日 的备份",
            danger=True,
            parent=shell,
        )
        for name, dialog in (("dialog-error", error), ("dialog-confirm", question)):
            dialog.show()
            self.grab(name, dialog)
            dialog.close()
            dialog.deleteLater()
        for row in PAGES:
            if row.begins:
                shell.go(row.key)
                self.grab_modal(f"dialog-{row.key}-{row.begins}", getattr(shell.current_page(), row.begins))

    def end(self) -> int:
        """Shut everything; 1 when something stood in the way."""
        self._watch.stop()
        if self.desktop.window is not None:
            self.desktop.window.hide()
        self.desktop.shut()
        return 1 if self.surprises else 0


def records_on(row: PageRow, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """(word for the file's name, uid) of the records a page is drawn with.

    One of each state the table of pages names; where it names none or the branch has none of them, one of
    each value of the box it names, else the newest. A plain table has its records drawn with its register.
    """
    if not row.registers or row.is_table:
        return
    register = ledger.catalogue[row.registers[0]]
    model, fields = register.model, register.model._meta.fields
    box = fields[row.each or register.state or "uid"]
    values = register.boxes[row.each].options if row.each else row.states
    found = [
        (_word(value), record.uid)
        for value in values
        for record in ledger.find(model.live().where(box == value).order_by(model.uid).limit(1))
    ]
    newest = [] if found else ledger.find(model.live().order_by(model.uid.desc()).limit(1))
    yield from found or [("newest", record.uid) for record in newest]


def _file_name(key: str) -> str:
    return key.replace(":", "-")


def _word(title: str) -> str:
    """The title of a tab without its count and signs no file name takes."""
    return re.split(r"[\s（(/]", title.strip())[0]


def write_roster(path: Path) -> None:
    """The roster as a workbook."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    for row in (HEAD, *ROSTER):
        sheet.append(row)
    workbook.save(path)


def main() -> int:
    """Do the whole way."""
    folder, branch_folder = Path(sys.argv[1]), Path(sys.argv[2])
    roster = branch_folder / "党员花名册（社区报来）.xlsx"
    write_roster(roster)
    walk = Walk(folder, branch_folder, sys.argv[3:])
    walk.start_pages()
    shell = walk.open_branch()
    walk.every_page(shell)
    walk.opened_records(shell)
    walk.lists_beside(shell)
    walk.every_register(shell)
    walk.previews(shell)
    walk.dialogs(shell)
    walk.import_wizard(shell, roster)
    shell.go("home")
    walk.grab("page-home-after")
    return walk.end()


if __name__ == "__main__":
    sys.exit(main())
