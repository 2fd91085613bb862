"""What every page with a list and a pane does alike: links, search, print, drafts and keys, page by page."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

import desktop_app.views.pages
from desktop_app.base.pinyin import load_pinyin
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.filters import Filter
from desktop_app.views.page_parts.pane_page import PanePage
from desktop_app.views.page_table import page_of
from desktop_app.views.parts.choice_box import ChoiceBox
from tests.views.pages.sample_bench import Bench

for _module in pkgutil.walk_packages(desktop_app.views.pages.__path__, "desktop_app.views.pages."):
    import_module(_module.name)
PAGES = sorted(PanePage.__subclasses__(), key=lambda page: page.__name__)
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in map(chr, range(0x21, 0x7F))}
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=PAGES, ids=lambda page: page.__name__)
def bench(request: Any, tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, request.param)
    made.show()
    yield made
    made.close()


def choose(bench: Bench, one: Filter[Any, Any], value: object) -> None:
    """Choose a filter's value by mouse or keys, as a person does."""
    if isinstance(one.widget, ChipRow):
        bench.press(one.widget.chips[value])
    elif isinstance(one.widget, ChoiceBox):
        one.widget.setFocus()
        at = next(at for at in range(one.widget.count()) if one.widget.itemData(at) == value)
        key = Qt.Key.Key_Down if at > one.widget.currentIndex() else Qt.Key.Key_Up
        while one.widget.currentIndex() != at:
            bench.qtbot.keyClick(one.widget, key)
    bench.settle()


def values(one: Filter[Any, Any]) -> list[object]:
    if isinstance(one.widget, ChipRow):
        return list(one.widget.chips)
    return [one.widget.itemData(at) for at in range(one.widget.count())]


def choices(bench: Bench) -> list[tuple[object, ...]]:
    """Every value of every filter at least once, in turn with those of the others."""
    each = [values(one) for one in bench.page.filters.shown()]
    longest = max(map(len, each))
    return list(zip(*(islice(cycle(one), longest) for one in each), strict=True))


def type_in(box: QLineEdit | QPlainTextEdit, words: str) -> None:
    """Type as an input method does."""
    box.setFocus()
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(box, event)


def search(bench: Bench, words: str) -> None:
    """Type into the header's box and press Enter."""
    box = bench.shell.header.search
    box.selectAll()
    type_in(box, words)
    bench.qtbot.keyClick(box, Qt.Key.Key_Return)
    bench.settle()


def uids(bench: Bench) -> list[str]:
    return [one.uid for one in bench.page.list.lines()]


def every_record(bench: Bench) -> list[str]:
    model = bench.ledger.catalogue[bench.page.register].model
    return [one.uid for one in bench.ledger.find(model.live()) if one.owner_office == bench.ledger.office]


def test_a_link_lists_marks_and_opens_its_record_whatever_the_filters_were(bench):
    page = bench.page
    for chosen in choices(bench):
        for one, value in zip(page.filters.shown(), chosen, strict=True):
            choose(bench, one, value)
        every, listed = every_record(bench), uids(bench)
        uid = next((one for one in every if one not in listed), every[0])
        bench.show(uid=uid)
        assert (page.pane.uid, page.list.current().uid) == (uid, uid), chosen
    search(bench, "没有这样的")
    assert uids(bench) == []
    bench.show(uid=uid)
    assert page.list.current().uid == uid
    assert bench.shell.header.search.text() == ""


def test_a_record_is_found_by_its_words_in_any_case_and_width_and_by_the_sound_of_names(bench):
    page = bench.page
    uid = every_record(bench)[0]
    bench.show(uid=uid)
    item = page.items[uid]
    name = next(iter(page.named(item)), "")
    words = [part for part in page.said(item).split() if part] + [part for part in name.split() if part]
    word = max(words, key=lambda part: any(char.isascii() and char.isalpha() for char in part))
    typed = {word, word.upper(), word.lower(), word.translate(_WIDE), f"{words[-1]} {words[0]}"}
    if name:
        typed |= {load_pinyin().initials(name)[0].upper(), load_pinyin().full(name, surname=True)[0]}
    for one in typed:
        search(bench, one)
        assert uid in uids(bench), one
    search(bench, "没有这样的")
    assert uids(bench) == []
    assert page.none.isVisibleTo(page)
    assert page.noun in page.none.text()


def test_the_menu_of_a_row_prints_the_open_record_and_takes_it_away_or_says_why_not(bench):
    page = bench.page
    uid = every_record(bench)[0]
    bench.show(uid=uid)
    entries = row_entries(bench, uid)
    assert next(iter(entries)) == "打开"
    assert list(entries)[-2:] == ["复制", "复制全部"]
    for one in page.pane.step_line.buttons.values() if page.pane.step_line else ():
        assert entries[one.text()].isEnabled() == one.isEnabled(), one.text()
    entries["复制"].trigger()
    assert QGuiApplication.clipboard().text().split() == " ".join(page.list.current().cells).split()
    entries[page.pane.print_button.text()].trigger()
    bench.settle()
    assert bench.shell.pages.current_key == "preview"
    bench.show(uid=uid)
    entries = row_entries(bench, uid)
    if "删除" in entries:
        entries["删除"].trigger()
        bench.settle()
        if uid in every_record(bench):  # others rest on it
            assert bench.shell.notice.words.text()
        else:
            assert uid not in uids(bench)
            bench.press(bench.shell.notice.button)
            assert uid in uids(bench)


def row_entries(bench: Bench, uid: str) -> dict[str, QAction]:
    """The entries of the menu of a row as the key for it opens it, by their words."""
    listed = bench.page.list
    spot = listed.spot(uid)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, listed.mapToGlobal(spot))
    QApplication.sendEvent(listed, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTimer.singleShot(0, menu.close)
    return {one.text(): one for one in menu.actions() if one.text()}


def test_printing_shows_the_paper_of_the_open_record_or_says_what_to_choose(bench):
    page = bench.page
    bench.show(uid=every_record(bench)[0])
    bench.press(page.pane.print_button)
    assert bench.shell.pages.current_key == "preview"
    assert bench.shell.current_page().shown["back"] == page_of(page.register)
    bench.show()
    page.put_away()
    bench.shell.notice.hide()
    bench.keys(bench.shell, Qt.Key.Key_P, CTRL)
    notice = bench.shell.notice
    told = notice.isVisible() and "打印" in notice.words.text()
    assert told or bench.shell.pages.current_key == "preview"


def test_what_was_typed_for_a_new_record_is_there_again(bench):
    page = bench.page
    bench.press(page.new_button)
    dialog = page.new_dialog or page.letter
    boxes = (*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(QLineEdit))
    box = next(one for one in boxes if one.isVisible() and not one.isReadOnly() and not _words(one))
    type_in(box, "还没写完的话")
    name = box.accessibleName()
    bench.keys(dialog, Qt.Key.Key_Escape, NONE)
    assert not dialog.isVisible()
    bench.press(page.new_button)
    again = page.new_dialog or page.letter
    kept = [_words(one) for one in again.findChildren(type(box)) if one.accessibleName() == name]
    assert "还没写完的话" in kept


def test_filters_and_the_open_record_outlast_a_change(bench):
    page = bench.page
    for one in page.filters.shown():
        choose(bench, one, values(one)[-1])
    before = [one.value() for one in page.filters.shown()]
    uid = every_record(bench)[-1]
    page.open(uid)
    bench.ledger.save(bench.ledger.get(type(page.record_of(page.items[uid])), uid))
    page.refresh()
    assert [one.value() for one in page.filters.shown()] == before
    assert page.pane.uid == uid


def test_up_and_down_walk_the_rows_enter_goes_in_and_escape_comes_back(bench):
    page = bench.page
    rows = uids(bench)[:9]
    page.list.setFocus()
    bench.keys(page.list, Qt.Key.Key_Home, NONE)
    walked = [page.list.current().uid]
    for _ in rows[1:]:
        bench.keys(page.list, Qt.Key.Key_Down, NONE)
        walked.append(page.list.current().uid)
    assert walked == rows
    bench.keys(page.list, Qt.Key.Key_Up, NONE)
    assert page.list.current().uid == rows[-2 if len(rows) > 1 else -1]
    bench.show(uid=every_record(bench)[0])
    bench.keys(page.list, Qt.Key.Key_Return, NONE)
    assert page.pane.isAncestorOf(QApplication.focusWidget())
    bench.keys(QApplication.focusWidget(), Qt.Key.Key_Escape, NONE)
    assert page.list.hasFocus()


def test_a_page_that_leaves_something_undeclared_is_refused_in_one_sentence():
    with pytest.raises(TypeError, match=r"Half has to declare noun, measure, new, pane_class, hint, paper"):
        type("Half", (PanePage,), {"register": "issue", "heading": "问题整改"})


def _words(box: QLineEdit | QPlainTextEdit) -> str:
    return box.toPlainText() if isinstance(box, QPlainTextEdit) else box.text()
