"""Every page of the window by role: it stands, and says nothing that is covered or not for the role."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.roles import Role
from desktop_app.settings import Settings
from desktop_app.storage.role_door import RoleDoor
from desktop_app.storage.sqlite.covering import is_covered
from desktop_app.views.page_parts.places import place_of
from desktop_app.workplace import Workplace
from tests.views.test_every_page import NOT_WALKED, Walk, words_of
from tests.whole import make_sample

# Stands in what the roles do not see, and nowhere else.
MARK = "密密私私"
WORDS = ("text", "long_text")
# Where whoever may read a record writes in it; opening it is written into the log.
FORM = (QLineEdit, QTextEdit, QPlainTextEdit)


def plant(ledger, role) -> None:
    """Put the mark into every private box, and into every word of what is hidden from the role."""
    rights = ledger.catalogue.rights[role]
    hidden = rights.hidden - rights.absent
    for register in ledger.catalogue:
        for box in register.boxes.values():
            private = is_covered(box) if rights.covered else box.private
            if box.kind in WORDS and (private or register.name in hidden):
                ledger.database.execute_sql(
                    f'UPDATE "{register.name}" SET "{box.name}" = ? || "{box.name}" WHERE "{box.name}" <> ?',
                    (MARK, ""),
                )


@pytest.fixture(scope="module", params=[Role.MEMBER, Role.SECRETARY])
def walk(request, qapp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("window")
    make_sample(folder)
    workplace = Workplace(folder, Settings(), SetClock(datetime(2026, 11, 23, 9, 0)), load_pinyin())
    really = workplace.open

    def opened(*given):
        found = really(*given)
        plant(found.ledger, request.param)
        found.ledger.door = RoleDoor(found.ledger.database, found.ledger.catalogue, request.param)
        return found

    workplace.open = opened
    desktop = Desktop(qapp, workplace)
    desktop.tell_error = lambda error: pytest.fail(f"{error.detail or error}")
    desktop.begin(sample=True)
    made = Walk(desktop, QtBot(request))
    made.rest()
    yield made
    desktop.shut()
    made.shell.hide()
    made.shell.deleteLater()


def everything(walk: Walk) -> set[str]:
    """All that stands in sight but in the boxes of a form, and what lists to choose from offer."""
    whole = walk.desktop.desk.ledger.door.rights.is_whole
    said = set()
    for one in walk.inside(QWidget):
        if not whole or not isinstance(one, FORM):
            said |= set(words_of(one))
    for box in walk.inside(QComboBox):
        said |= {box.itemText(at) for at in range(box.count())}
    return said


def test_no_page_shows_a_role_what_is_not_for_it(walk):
    found = {}
    for key in list(walk.shell.pages.keys()):
        if key not in NOT_WALKED:
            walk.go((key, {}))
            told = [one for one in everything(walk) if MARK in one]
            if told:
                found[key] = told[:3]
    ledger = walk.desktop.desk.ledger
    for register in ledger.catalogue:
        for record in ledger.find(register.model.live().order_by(register.model.uid).limit(1)):
            place = place_of(ledger, register.name, record.uid)
            walk.go(place)
            told = [one for one in everything(walk) if MARK in one]
            if told:
                found[place[0] + register.name] = told[:3]
    assert not found
