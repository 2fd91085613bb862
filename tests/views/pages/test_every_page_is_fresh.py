"""Every page shows what the branch file says now: a change in any register it reads, and the turn of a day.

What a page shows is compared with what a page built just now shows, word for word, in a window as large.
"""

import difflib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.base.clock import SetClock
from desktop_app.base.ids import new_uid
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file, keys
from desktop_app.storage.action import Action
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.ledger import Ledger
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.figure_cells import FigureCell
from desktop_app.views.page_parts.line_list import RowsModel
from desktop_app.views.page_parts.period_grid import PeriodGrid
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.office.home_grid import YearGrid
from desktop_app.views.pages.organization_life.meeting_page import MeetingPage
from desktop_app.views.pages.reporting.report_page import ReportPage
from desktop_app.views.pages.rules.rules_page import RulesPage
from desktop_app.views.pages.service.points_page import PointsPage
from desktop_app.views.pages.study.hours_page import HoursPage
from desktop_app.views.parts.charts import ChartView
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.status import Pill
from desktop_app.workplace import courier_for
from tests.views.pages.seeded import Window
from tests.whole import make_sample

MORNING = datetime(2026, 11, 2, 9, 0)
NEW_YEAR = datetime(2027, 1, 1)
# Of each register so many records from both ends are changed.
_CHANGED = 6
_ROWS = 80
# The manual; a wizard that speaks of a sheet from elsewhere; and the preview, which shows what it is told to.
NOT_LIVE = {"help", "import", "preview"}


# -- what is shown ---------------------------------------------------------------------------------------


def shown(page: QWidget) -> list[str]:
    """Everything that stands on a page, sorted: a widget made later stands last in the tree alone."""
    found: list[str] = []
    for widget in page.findChildren(QWidget):
        if widget.isVisibleTo(page):
            found += [f"{type(widget).__name__}: {word}" for word in _words(widget) if word]
    return sorted(found)


def _words(widget: Any) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
        yield "/".join(widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield "/".join(widget.tabText(at) for at in range(widget.count()))
    elif isinstance(widget, Pill):
        yield widget.text
    elif isinstance(widget, PeriodGrid | YearGrid):
        yield repr(getattr(widget, "rows", None) or getattr(widget, "_rows", None))
    elif isinstance(widget, ChartView):
        yield repr(widget.chart)
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget)
    if isinstance(widget, FigureCell):
        yield repr(widget.figure)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model: Any = view.model()
    if isinstance(model, RowsModel):
        yield from (f"{row} {line!r}" for row, line in enumerate(model.lines))
        return
    for row in range(min(model.rowCount(), _ROWS)):
        cells = (model.index(row, column).data() for column in range(model.columnCount()))
        yield f"{row} " + "|".join(str(cell) for cell in cells)


# -- what is changed -------------------------------------------------------------------------------------


def upset(page: LivePage, registers: Iterable[Register], opened: dict[str, Any]) -> None:
    """In each register change records, add one and take one away, as a package does; ``opened`` ones stay."""
    ledger = page.desk.ledger
    chosen = {one.name: _chosen(ledger, one, page.fresh.reads.uids) for one in registers}
    with ledger.action("收到一个包", kind="merge") as action:
        for name, records in chosen.items():
            _upset(action, ledger.catalogue[name], records, set(opened.values()))


def _upset(action: Action, register: Register, chosen: dict[str, Any], spared: set[Any]) -> None:
    model = register.model
    gone = next((uid for uid in reversed(chosen) if uid not in spared), None)
    for uid, record in chosen.items():
        old = register.stored(record)
        for name, box in register.boxes.items():
            value = _other(box.kind, getattr(record, name))
            if value is not None and not box.machine:
                setattr(record, name, value)
        removed = "2026-11-01T08:00:00" if uid == gone else None
        action.put((action._version(register, record, "edit", old, register.stored(record), removed),))
    for pattern in list(chosen.values())[:1]:
        copy = model(**{name: getattr(pattern, name) for name in register.boxes})
        copy.uid = new_uid()
        action.put((action._version(register, copy, "add", None, register.stored(copy), None),))


def _chosen(ledger: Ledger, register: Register, read: set[str]) -> dict[str, Any]:
    """The first and the last records of a register, and some of those ``read`` one by one."""
    model = register.model
    found: list[Any] = ledger.find(model.live().order_by(model.uid))
    single = [one for one in found if one.uid in read]
    return {one.uid: one for one in (*found[:_CHANGED], *single[:_CHANGED], *found[-_CHANGED:])}


def _other(kind: str, value: Any) -> Any:
    """Another value of the same kind; None where one cannot be made up."""
    if value is None:
        return None
    if kind in ("text", "long_text"):
        return f"{value}改"
    if kind in ("number", "money", "whole") and isinstance(value, int | Decimal):
        return value + 1
    if kind == "date" and isinstance(value, date):
        return value + timedelta(days=1)
    return None


# -- the window ------------------------------------------------------------------------------------------


class Freshly:
    """The window a page was left in, and another in which it is built anew to be compared with.

    The other has a ledger of its own over the same file: it remembers nothing, and hears of no change.
    """

    def __init__(self, folder: Path, theme: Theme, qtbot: Any) -> None:
        make_sample(folder)
        self.path, self.theme, self.qtbot = folder / "sample" / "branch.zbf", theme, qtbot
        self.clock = SetClock(MORNING)
        self.here, self.anew = self._window(), self._window()
        self.ledger: Ledger = self.here.desk.ledger

    def _window(self) -> Window:
        raw = keys.unlock(self.path, None).raw
        setting = branch_file.Setting(catalogue(), self.clock, load_pinyin().keys)
        window = Window(branch_file.open_with_key(self.path, setting, raw), self.theme, self.qtbot)
        folder = self.path.parent
        window.desk.backup_store = BackupStore(self.path, raw, folder / "backup", self.clock)
        window.desk.courier = courier_for(window.desk.ledger, folder, self.clock)
        return window

    @property
    def keys(self) -> list[str]:
        """The keys of all pages."""
        return self.here.shell.pages.keys()

    @property
    def live_keys(self) -> list[str]:
        """The keys of the pages that show what the ledger says."""
        return [key for key in self.keys if key not in NOT_LIVE]

    def at(self, moment: datetime) -> None:
        """The window is activated at another moment."""
        self.clock.set(moment)
        self.here.shell.activated.emit()
        self.settle()

    def go(self, key: str) -> Any:
        """The page as a person finds it and leaves it open."""
        return self.here.go(key)

    def built_anew(self, key: str, page: Any) -> Any:
        """Another page of the same key, built now, on which the same is opened."""
        pages = self.anew.shell.pages
        self.anew.desk.ledger.forget()
        self.anew.go("help")
        if key in pages._pages:
            pages._pages.pop(key)
            frame = pages._frames.pop(key)
            pages.removeWidget(frame)
            frame.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.anew.shell.go(key, **opened_on(page))
        self.anew.settle()
        fresh: Any = self.anew.shell.current_page()
        for old, new in zip(page.findChildren(QTabBar), fresh.findChildren(QTabBar), strict=False):
            new.setCurrentIndex(old.currentIndex())
        self.settle()
        return fresh

    def settle(self) -> None:
        for _ in range(3):
            for window in (self.here, self.anew):
                window.settle()

    def close(self) -> None:
        for window in (self.here, self.anew):
            window.desk.bridge.shut()
            branch_file.close(window.desk.ledger)


def opened_on(page: Any) -> dict[str, Any]:
    """What a link to the page would carry to find open what is open now."""
    pane = getattr(page, "pane", None)
    if isinstance(page, ReportPage):
        return {"month": page.month}
    if isinstance(page, HoursPage):
        return {"member": page.row.member} if page.row is not None else {}
    if isinstance(page, RulesPage):
        return {"key": page._key}
    if isinstance(page, PointsPage):
        return {"holder": page._holder()}
    if isinstance(page, MeetingPage):
        return {"uid": page.pane.opened.meeting.uid} if page.pane is not None else {}
    return {"uid": pane.uid} if isinstance(pane, RecordPane) else {}


@pytest.fixture
def freshly(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Freshly]:
    """Both windows, one pair for all pages."""
    made = Freshly(tmp_path, theme, qtbot)
    yield made
    made.close()


def differences(old: QWidget, new: QWidget) -> list[str]:
    """The first lines of which one page says something else."""
    lines = difflib.unified_diff(shown(old), shown(new), "left open", "built anew", lineterm="", n=0)
    return [line[:160] for line in lines][:6]


def read_registers(page: LivePage, ledger: Ledger) -> list[Register]:
    """The registers of what the page read, of single records too."""
    names = set(page.fresh.reads.registers)
    for uid in page.fresh.reads.uids:
        found = ledger.locate(uid)
        names |= {found[0].name} if found is not None else set()
    return [register for register in ledger.catalogue if register.name in names]


def batches(registers: list[Register]) -> Iterator[list[Register]]:
    """One after another; of a page that reads half the file a few at a time."""
    size = 1 + len(registers) // 6
    for start in range(0, len(registers), size):
        yield registers[start : start + size]


def test_every_page_that_reads_the_ledger_keeps_fresh(freshly):
    """A page that is no LivePage reads nothing: what it shows could not be out of date."""
    found = {}
    for key in freshly.keys:
        with freshly.ledger.noting() as reads:
            page = freshly.go(key)
        if not isinstance(page, LivePage):
            found[key] = (reads.registers, reads.uids)
    assert found == {"help": (set(), set()), "import": (set(), set())}


def test_a_change_in_any_register_it_reads_shows_on_a_page_in_sight(freshly):
    wrong: dict[str, list[str]] = {}
    tried = 0
    for key in freshly.live_keys:
        page = freshly.go(key)
        for some in batches(read_registers(page, freshly.ledger)):
            for one in some:
                chosen = _chosen(freshly.ledger, one, page.fresh.reads.uids)
                assert page.fresh.reads.touched_by([(one.name, uid) for uid in chosen])
            upset(page, some, opened_on(page))
            freshly.settle()
            tried += len(some)
            found = differences(page, freshly.built_anew(key, page))
            if found:
                wrong[f"{key} after a change of {'、'.join(one.name for one in some)}"] = found
                page.refresh()
                freshly.settle()
    assert wrong == {}
    assert tried > 300


def test_what_changed_while_a_page_was_out_of_sight_shows_when_it_comes_back(freshly):
    wrong: dict[str, list[str]] = {}
    for key in freshly.live_keys:
        page = freshly.go(key)
        registers = read_registers(page, freshly.ledger)
        freshly.go("help")
        upset(page, registers, opened_on(page))
        freshly.settle()
        found = differences(freshly.go(key), freshly.built_anew(key, page))
        if found:
            wrong[key] = found
    assert wrong == {}


def test_the_turn_of_the_year_shows_on_every_page_left_open_overnight(freshly):
    wrong: dict[str, list[str]] = {}
    turned = 0
    for key in freshly.live_keys:
        freshly.at(NEW_YEAR - timedelta(minutes=1))
        page = freshly.go(key)
        before = shown(page)
        freshly.at(NEW_YEAR + timedelta(hours=8))
        found = differences(page, freshly.built_anew(key, page))
        turned += shown(page) != before
        if found:
            wrong[key] = found
    assert wrong == {}
    assert turned > 10
