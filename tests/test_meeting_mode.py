"""开会模式: nothing private is in any word of the window, and nothing is lost by working in it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.meeting import LEAVE, WORDS
from desktop_app.records.kinds import LongText
from desktop_app.records.record import Catalogue
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.members import Member
from desktop_app.settings import Settings
from desktop_app.storage.sqlite.covering import is_covered
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.test_locking import everything_said
from tests.whole import make_sample

# Shown by what is printed, or begun with a file.
NOT_WALKED = {"preview", "import"}
# Private words shorter than this stand in other words by chance.
_TELLING = 6
_TOGETHER = 50


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The program with the sample branch open."""
    make_sample(tmp_path)
    settings = Settings.load(tmp_path / "settings.json")
    clock = SetClock(datetime(2026, 11, 23, 9, 0))
    made = Desktop(qapp, Workplace(tmp_path, settings, clock, load_pinyin()))
    made.tell_error = told
    made.begin(sample=True)
    yield made
    made.shut()
    made.window.hide()
    made.window.deleteLater()


def told(error: UserError) -> None:
    """An error that nobody expected."""
    raise AssertionError(f"{error.sentence()} {error.detail}")


def rest(qtbot, desktop: Desktop) -> Shell:
    """The window, once nothing is under way."""
    for _ in range(2):
        qtbot.waitUntil(desktop.bridge.idle, timeout=60_000)
        QApplication.processEvents()
    assert isinstance(desktop.window, Shell)
    return desktop.window


def secrets(desktop: Desktop) -> set[str]:
    """Every value of a private box in the file, as it is written and as it is shown, and what talks say."""
    ledger, found = desktop.desk.ledger, set()
    hidden = ledger.catalogue.rights["委员"].hidden
    for register in ledger.catalogue:
        for record in ledger.find(register.model.live()):
            for name, box in register.boxes.items():
                value = getattr(record, name)
                if value and (is_covered(box) or (register.name in hidden and isinstance(box, LongText))):
                    found |= {str(value), box.show(value, ledger.name)}
    return {one for one in found if len(one) >= _TELLING}


def enter(qtbot, desktop: Desktop) -> Shell:
    """Press F9."""
    shell = rest(qtbot, desktop)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=5000)
    QTest.keyClick(shell, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: desktop.window is not shell, timeout=20_000)
    return rest(qtbot, desktop)


def test_no_page_shows_a_private_box_and_a_save_keeps_what_stands_in_it(qtbot, desktop: Desktop) -> None:
    rest(qtbot, desktop)
    ledger = desktop.desk.ledger
    kept = secrets(desktop)
    assert len(kept) > 100
    phone = ledger.find(Member.live())[0].mobile
    catalogue: Catalogue = ledger.catalogue
    seen: list[tuple[str, str]] = []
    shell = enter(qtbot, desktop)
    assert WORDS in everything_said()
    places = [(key, {}) for key in shell.pages.keys() if key not in NOT_WALKED]  # noqa: SIM118
    places += [("search", {"words": words}) for words in (phone, "谈")]
    hidden = ledger.door.rights.hidden
    for register in catalogue:
        if register.name not in hidden and not any(is_covered(box) for box in register.boxes.values()):
            continue
        for record in ledger.find(register.model.live().order_by(register.model.uid).limit(1)):
            places.append(place_of(ledger, register.name, record.uid))
    for at, (key, args) in enumerate(places):
        shell.go(key, **args)
        rest(qtbot, desktop)
        # Pages stay as they are behind the next: all of them are looked at, now and then.
        said = everything_said() if at % _TOGETHER == 0 or (key, args) == places[-1] else ""
        seen += [(key, one) for one in kept if one in said]
    assert seen == []
    member = ledger.find(Member.live())[0]
    member.native_place = "青石县"
    ledger.save(member)
    with pytest.raises(UserError, match="开会模式"):
        ledger.save(Talk())
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    QTest.keyClick(shell, Qt.Key.Key_F9)
    assert rest(qtbot, desktop) is shell
    ledger.set_note("draft:member:x", '{"at": "", "boxes": {"name": "丁照水"}}')
    desktop.meeting.leave()
    qtbot.waitUntil(lambda: desktop.window is not shell, timeout=20_000)
    shell = rest(qtbot, desktop)
    assert LEAVE not in everything_said()
    fresh = ledger.get(Member, member.uid)
    assert (fresh.mobile, fresh.native_place) == (phone, "青石县")
    assert "丁照水" in ledger.note("draft:member:x")
