"""Every page of the window on the sample: its words, the papers its buttons give, headings in its lists."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.settings import Settings
from desktop_app.views.page_parts.line_list import LINE_ROLE, LineList
from desktop_app.views.page_parts.places import Place, place_of
from desktop_app.views.page_table import page_of
from desktop_app.views.pages.exchange.blank_sheet_page import IssueDialog
from desktop_app.views.pages.office.help_page import HelpPage, topic_of
from desktop_app.views.pages.office.print_preview import PreviewPage
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.views.common_look import lacking
from tests.views.figures_in_sight import (
    lists_behind,
    only_told,
    press,
    pressed_figures,
    unfold,
    untraced,
)
from tests.whole import make_sample

UID = re.compile(r"[0-9a-f]{32}")
# Words in Latin letters people may read: keys, programs, sizes, an example. Codes and paths are no words.
LATIN = re.compile(r"(?<![A-Za-z0-9_./-])[A-Za-z]{2,}(?![A-Za-z0-9_/-])")
LATIN_WORDS = frozenset(
    ("Ctrl", "Shift", "Enter", "Esc", "PDF", "Excel", "WPS", "KB", "MB", "zs", "jpg", "png", "xlsx")
)
# Shown by what is printed, or begun with a file.
NOT_WALKED = {"preview", "import"}
# The sample has no package yet, and its first election is over; a resolution's slip is asked for in its row.
NOT_OFFERED = {"handover", "ballot", "resolution_slip"}
ROWS = 100
# Page → numbers that are said and not pressed, and why.
ONLY_TOLD = {
    "meeting": {
        "^应到": "the sheet of attendance below lists everybody",
        "第[0-9]+次": "a number of order",
    },
    "promises": {"^[0-9]+ 人 [0-9]+ 条": "the list stands by people, each with his number"},
    "report": {"^签发前看看": "each of them is a line to be pressed, the rest stand at home"},
    "appraisals": {"^正式党员 [0-9]+ 人": "the grid below has everybody with his grade"},
    "hours": {
        "^党员每年": "a number of the rules",
        "^应学": "the mean of those the table asks hours of; at home it opens their list",
    },
    "grids": {"[0-9]+ 户$": "what was entered of the grid"},
    "annual": {
        "^现有 [0-9]+ 人$": "row 14 of the table, whose people stand beside it when it is chosen",
        "实有 [0-9]+ 人": "row 14 of the table, whose people stand beside it when it is chosen",
    },
    "calendar": {
        "本月已记录": "the meetings of the cell are buttons beside it",
        "^每月至少": "a number of the rules",
        "^已开 [0-9]+ 次$": "the sum of the cells, each of which opens its meetings",
    },
    "inspection": {"^[0-9]+ 处": "the sum of the kinds at the left, each of which lists its gaps"},
    "exchange": {"^[0-9]+ 个包": "the tabs below list them"},
    "handover_secretary": {"^[0-9]+ 种台账": "the whole file; its tables stand in the navigation"},
    "settings": {"^10月29日": "a sentence to try a size of letters by"},
    "deeds": {"^第 [0-9]+ 次": "a number of order"},
}
# What widgets say, by the names Qt has for it.
SAID = ("text", "title", "plainText", "placeholderText", "toolTip", "accessibleName", "accessibleDescription")


@dataclass
class Walk:
    """One walk through the window of the sample branch, and what was found on the way."""

    desktop: Desktop
    qtbot: QtBot
    asked: list[tuple[str, dict]] = field(default_factory=list)
    """What the preview was asked to show."""
    ids: dict[str, set[str]] = field(default_factory=dict)
    """Where a record is called by its id."""
    papers: dict[tuple[str, frozenset[str]], tuple[str, dict]] = field(default_factory=dict)
    """Key and arguments' names → the button that asked for the paper, and the arguments."""
    headings: int = 0
    astray: list[str] = field(default_factory=list)
    """Where Enter on a heading went somewhere."""
    pressed: set[tuple[str, str]] = field(default_factory=set)
    """Page and words of every number that was pressed."""
    untraced: list[str] = field(default_factory=list)
    """Numbers whose list does not come to them."""
    told: set[tuple[str, str]] = field(default_factory=set)
    """Page and words with a number that is not pressed and no list in sight holds."""
    bare: set[str] = field(default_factory=set)
    """Lists and tables without the look all have."""
    looked_at: int = 0
    greyed: set[tuple[str, str]] = field(default_factory=set)
    lost: int = 0
    """Buttons that lost the cursor."""
    slipped: list[str] = field(default_factory=list)
    """Where the cursor then stood on another verb."""
    dumb: set[str] = field(default_factory=set)
    """What is grey and does not say why."""
    english: dict[str, str] = field(default_factory=dict)
    """Words in Latin letters that nobody declared → where they stand."""
    unhelped: list[str] = field(default_factory=list)
    """Pages whose 帮助 opens something else than their topic."""

    @property
    def shell(self) -> Shell:
        assert isinstance(self.desktop.window, Shell)
        return self.desktop.window

    def rest(self) -> None:
        """Wait until the worker is done and what it brought is drawn."""
        for _ in range(2):
            self.qtbot.waitUntil(self.desktop.bridge.idle, timeout=60_000)
            QApplication.processEvents()

    def go(self, place: Place) -> None:
        """Go to a page; what was opened on it before is closed."""
        key, args = place
        self.shell.go(key, **args)
        self.rest()
        if not args:
            QTest.keyClick(self.shell, Qt.Key.Key_Escape)
            self.rest()

    def all(self) -> None:
        """Look at every page, then at a record of every register where it is opened."""
        for key in list(self.shell.pages.keys()):
            if key not in NOT_WALKED:
                self.look_at((key, {}))
                self.ask_help(key)
        ledger = self.desktop.desk.ledger
        for register in ledger.catalogue:
            for record in ledger.find(register.model.live().order_by(register.model.uid).limit(1)):
                self.look_at(place_of(ledger, register.name, record.uid))
                table = f"register:{register.name}"
                if table != page_of(register.name) and table in self.shell.pages.keys():  # noqa: SIM118
                    self.look_at((table, {"uid": record.uid}))

    def look_at(self, place: Place) -> None:
        """Read the page, press Enter on every heading, ask for every paper it offers."""
        self.go(place)
        name = place[0] + "".join(f" {one}" for one in place[1])
        said = {words for one in self.inside(QWidget) for words in words_of(one) if words}
        told = {words for words in said if UID.search(words)}
        if told:
            self.ids[name] = told
        for word in {word for words in said for word in LATIN.findall(words)} - LATIN_WORDS:
            self.english.setdefault(word, name)
        self.dumb |= {f"{name}: {words}" for words in self.grey_without_reason()}
        if not place[1]:
            self.press_and_lose(place[0])
        looks = [(one, lacking(one)) for one in self.inside(QAbstractItemView)]
        self.bare |= {f"{name}: {one.accessibleName()} {what}" for one, what in looks if what}
        self.looked_at += len(looks)
        for lines in self.inside(LineList):
            self.enter_headings(lines, name)
        for at in range(len(self.print_doors())):
            words, press = self.print_doors()[at]
            press()
            self.rest()
            self.answer_who_takes_them(place)
            for key, args in self.asked:
                self.papers.setdefault((key, frozenset(args)), (f"{name}: {words}", args))
            if self.asked:
                self.asked.clear()
                self.go(place)
        self.press_figures(place)

    def press_figures(self, place: Place) -> None:
        """Press every number in sight that counts or sums records, and hold it against the list it opens."""
        key = place[0]
        self.told |= {(key, words) for words in only_told(self.shell)}
        at = 0
        while at < len(pressed_figures(self.shell)):
            one, words = pressed_figures(self.shell)[at]
            at += 1
            if (key, words) in self.pressed:
                continue
            self.pressed.add((key, words))
            press(one)
            self.rest()
            unfold(self.shell)
            self.rest()
            why = untraced(one, words, lists_behind(self.shell))
            self.untraced += [f"{key}: {why}"] if why else []
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                dialog.reject()
                self.rest()
            if self.shell.pages.current_key != key:
                self.go(place)

    def ask_help(self, key: str) -> None:
        """Press 帮助 F1 on the page; the key itself would ask for a window that is active."""
        self.go((key, {}))
        self.shell.status.help_button.click()
        self.rest()
        page = self.shell.current_page()
        if not isinstance(page, HelpPage) or page.topic != topic_of(key, self.desktop.desk.ledger.catalogue):
            self.unhelped.append(key)

    def answer_who_takes_them(self, place: Place) -> None:
        """A form for the pen asks first who takes it: one is given out in a walk, the others are not."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, IssueDialog):
            return
        if not any(key == "blank_form" for key, _ in self.papers):
            (take,) = (one for one in dialog.findChildren(QAbstractButton) if one.text() == "登记并打印")
            take.click()
            self.rest()
        if dialog is QApplication.activeModalWidget():
            dialog.reject()
            self.rest()
        self.go(place)

    def press_and_lose(self, key: str) -> None:
        """Let every button turn grey under the cursor, as one does that signs: no verb is under it then."""
        shell = self.shell
        shell.activateWindow()  # a menu or dialog of the page before may have taken the keys
        for button in self.inside(QPushButton):
            if (key, button.text()) in self.greyed or not button.isEnabled():
                continue
            self.greyed.add((key, button.text()))
            button.setFocus()
            if button.hasFocus():
                shell.show_notice("已签发", "撤销", lambda: self.slipped.append(f"{key}: undone"))
                button.setEnabled(False)
                now = QApplication.focusWidget()
                if now is None or isinstance(now, QPushButton):
                    self.slipped.append(f"{key}: {button.text()} → {now and now.text()}")
                elif now is shell.current_page():
                    QTest.keyClick(now, Qt.Key.Key_Space)
                button.setEnabled(True)
                self.lost += 1
        shell.notice.hide()

    def enter_headings(self, lines: LineList, name: str) -> None:
        """Press Enter on every heading of a list."""
        model, before = lines.model(), self.shell.pages.current_key
        for row in range(model.rowCount()):
            if model.index(row, 0).data(LINE_ROLE).head:
                self.headings += 1
                lines.setCurrentIndex(model.index(row, 0))
                QTest.keyClick(lines, Qt.Key.Key_Return)
                self.rest()
                if self.shell.pages.current_key != before:
                    self.astray.append(name)
        lines.mark("")

    def print_doors(self) -> list[tuple[str, Callable[[], object]]]:
        """The buttons in sight or behind 更多 that print, and what their menus offer, by their words."""
        found: list[tuple[str, Callable[[], object]]] = []
        for button in self.inside(QAbstractButton):
            if "打印" in button.text() and button.isEnabled():
                menu = button.menu() if isinstance(button, QPushButton) else None
                found += [(button.text(), button.click)] if menu is None else entries(menu)
        more = self.shell.header.more
        if more.isVisible():
            more.menu().aboutToShow.emit()
            for action in more.menu().actions():
                if "打印" in action.text() and action.isEnabled():
                    menu = action.menu()
                    found += [(action.text(), action.trigger)] if menu is None else entries(menu)
        return found

    def grey_without_reason(self) -> Iterator[str]:
        """What the buttons in sight and the entries of their menus say that are grey and tell no reason."""
        for button in self.inside(QAbstractButton):
            if isinstance(button.parent(), QLineEdit):
                continue  # Qt's own sign inside a line
            if not button.isEnabled() and not why_grey(button):
                yield button.text() or button.accessibleName()
            menu = button.menu() if isinstance(button, QPushButton) else None
            if menu is not None:
                yield from (
                    f"{button.text()} → {one.text()}"
                    for one in menu.actions()
                    if one.isVisible() and not one.isEnabled() and one.toolTip() == one.text()
                )

    def inside(self, kind: type) -> list:
        """What is in sight of one kind of widget on the page and in the head over it."""
        parts = (self.shell.header, self.shell.current_page())
        return [one for part in parts for one in part.findChildren(kind) if one.isVisible()]


def why_grey(button: QAbstractButton) -> str:
    """The tip that comes up over a button: its own, or that of the nearest thing it stands in."""
    one: QWidget | None = button
    while one is not None and not one.toolTip():
        one = one.parentWidget()
    return one.toolTip() if one is not None else ""


def entries(menu: QMenu) -> list[tuple[str, Callable[[], object]]]:
    """What can be chosen in a menu, by its words."""
    return [
        entry
        for one in menu.actions()
        if one.isEnabled()
        for entry in (entries(one.menu()) if one.menu() is not None else [(one.text(), one.trigger)])
    ]


def words_of(widget: QWidget) -> Iterator[str]:
    """Everything a widget says: its own words, its tabs, its rows."""
    for name in SAID:
        yield str(widget.property(name) or "")
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    if isinstance(widget, QAbstractItemView):
        model = widget.model()
        for row in range(min(model.rowCount(), ROWS)):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                index = model.index(row, column)
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                    yield str(index.data(role) or "")
                line = index.data(LINE_ROLE)
                yield getattr(line, "spoken", "")


@pytest.fixture(scope="module")
def walk(request, qapp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("window")
    settings = Settings.load(folder / "settings.json")
    make_sample(folder)
    desktop = Desktop(
        qapp, Workplace(folder, settings, SetClock(datetime(2026, 11, 23, 9, 0)), load_pinyin())
    )
    desktop.begin(sample=True)
    made = Walk(desktop, QtBot(request))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            PreviewPage,
            "show_papers",
            # Of many the first: each is made of a record of the same list.
            lambda page, asked, title="": made.asked.append((asked[0].key, asked[0].args)),
        )
        # A button that prints into a folder asks for it: nobody is there to answer the system's window.
        patch.setattr(FileDialogs, "folder", lambda dialogs, parent, title: None)
        made.rest()
        made.all()
    yield made
    desktop.shut()
    made.shell.hide()
    made.shell.deleteLater()


def test_no_record_is_called_by_its_id(walk):
    assert walk.ids == {}


def test_every_print_button_asks_for_a_paper_that_can_be_made(walk):
    ledger = walk.desktop.desk.ledger
    offered = {
        key for key, one in PAPERS.items() if one.registers and not one.is_barred(ledger)
    } - NOT_OFFERED
    assert {key for key, _ in walk.papers} >= offered
    for (key, _), (door, args) in walk.papers.items():
        assert walk.desktop.desk.renderer.make(key, **args).pages >= 1, door


def test_every_number_that_is_pressed_opens_the_list_it_comes_from(walk):
    assert len(walk.pressed) > 150
    assert walk.untraced == []


def test_every_number_that_is_only_told_says_why_it_opens_nothing(walk):
    free = {
        (page, words)
        for page, words in walk.told
        if not any(re.search(one, words) for one in ONLY_TOLD.get(page, ()))
    }
    assert free == set()


def test_every_list_and_table_has_the_common_look(walk):
    assert walk.looked_at > 150
    assert walk.bare == set()


def test_a_key_after_a_button_that_turned_grey_does_nothing(walk):
    assert walk.lost > 0
    assert walk.slipped == []


def test_enter_on_a_heading_goes_nowhere(walk):
    assert walk.headings > 5
    assert walk.astray == []


def test_what_is_grey_says_why(walk):
    assert walk.dumb == set()


def test_no_page_says_a_word_of_english(walk):
    assert walk.english == {}


def test_the_help_of_every_page_is_its_topic(walk):
    assert walk.unhelped == []
