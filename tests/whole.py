"""What tests of the whole share: the sample branch on disk, a desk on any ledger, a hand that fills boxes."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from desktop_app.base.clock import SystemClock
from desktop_app.base.ids import is_uid
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.resources import resource_path
from desktop_app.exchange.trust import Trust
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.deed_book import DeedBook
from desktop_app.journal.print_book import PrintBook
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.exchange.conflicts import VersionConflict
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.storage.ledger import Ledger
from desktop_app.views.bridge import Bridge
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.look.theme import Theme
from desktop_app.workplace import OpenedBranch, Workplace
from tests.made_once import made_once
from tests.views.desk_driver import Driver

# Kinds whose values come from dialogs or from the program, never from the keyboard.
NOT_TYPED = frozenset(("files", "frozen", "state"))


def workplace(folder: Path) -> Workplace:
    """A workplace in a folder of the test's own."""
    return Workplace(folder, Settings(), SystemClock(), load_pinyin())


def make_sample(folder: Path) -> None:
    """Put the sample branch into ``folder``, with a conflict: every register has an entry."""
    shutil.copytree(made_once("workplace", _make_sample), folder, dirs_exist_ok=True)


def _make_sample(folder: Path) -> None:
    opened = workplace(folder).make_sample()
    opened.ledger.save(
        VersionConflict(
            register="member",
            about="0199c0ffee0199c0ffee0199c0ffee02",
            heading="蒋春红",
            loser='{"mobile": "13900001234"}',
            loser_replica="8f3a77c0ffee0000",
            loser_dot=12,
            written_at="2026-10-28T16:20",
        ),
    )
    branch_file.close(opened.ledger)


def open_copy(original: Path, folder: Path) -> OpenedBranch:
    """Open a copy of the sample branch that the test may change."""
    shutil.copytree(original / "sample", folder / "sample")
    return reopened(folder)


def reopened(folder: Path) -> OpenedBranch:
    """Open the sample branch that lies in ``folder``."""
    place = workplace(folder)
    return place.open(place.sample, keys.unlock(place.sample, None))


def lay_desk(ledger: Ledger, theme: Theme) -> Any:
    """What pages and forms ask of a desk, around any ledger."""
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    return SimpleNamespace(
        ledger=ledger,
        log=AuditBook(ledger),
        prints=PrintBook(ledger, renderer.told),
        deeds=DeedBook(ledger, Trust(ledger, ledger.clock)),
        renderer=renderer,
        clock=ledger.clock,
        pinyin=load_pinyin(),
        bridge=Bridge(ledger),
        theme=theme,
        settings=Settings(),
        resources=resource_path(),
        is_sample=False,
        unwritten={},
    )


def fill_by_keys(editor: Editor, value: Any) -> None:
    """Put ``value`` into the editor of a box as a hand does: keys alone, Chinese by an input method."""
    naming = editor.desk.ledger.name
    kind = editor.box.kind
    if kind == "many_choice":
        for tick in editor.tags.boxes:  # type: ignore[attr-defined]
            if tick.text() in editor.box.show(value, naming).split("、"):
                QTest.keyClick(tick, Qt.Key.Key_Space)
    elif kind == "yes_no":
        for _ in range(2):  # a tick that was never touched is neither yes nor no
            if editor.value() != value:
                QTest.keyClick(editor.field, Qt.Key.Key_Space)
    elif kind == "tally":
        for head, count in value.items():
            Driver.type_into(editor.lines[head], str(count))  # type: ignore[attr-defined]
    elif kind == "persons":
        _add_people(editor, value)
    elif kind == "time_span":
        end = f"{value.end:%H:%M}" if value.end.date() == value.day else f"{value.end:%Y-%m-%d %H:%M}"
        Driver.type_into(editor.field, f"{value.start:%Y-%m-%d}")
        Driver.type_into(editor.times, f"{value.start:%H:%M}-{end}")  # type: ignore[attr-defined]
        _leave(editor.times)  # type: ignore[attr-defined]
    elif isinstance(editor.field, QComboBox):
        _choose(editor.field, editor.box.show(value, naming))
    else:
        editor.field.setFocus()
        QTest.keySequence(editor.field, QKeySequence.StandardKey.SelectAll)
        Driver.type_into(editor.field, editor.box.sheet(value, naming))
        _leave(editor.field)
    QApplication.processEvents()


def _add_people(editor: Any, entries: Any) -> None:
    for entry in entries:
        QTest.keyClick(editor.field, Qt.Key.Key_Space)
        row = editor.rows[-1]
        name = editor.desk.ledger.name(entry.person) if is_uid(entry.person) else entry.person
        Driver.type_into(row.line, name)
        _leave(row.line)
        Driver.type_into(row.why, entry.why)


def _leave(field: Any) -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        QTest.keyClick(popup, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def _choose(field: QComboBox, word: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.count()):
        if field.currentText() == word:
            return
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.currentText() == word, (
        f"“{word}” is not offered: {[field.itemText(n) for n in range(field.count())]}"
    )
