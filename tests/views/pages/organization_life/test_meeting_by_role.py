"""The meeting page of who only looks: nothing to fill in that is never saved."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.records.roles import Role
from desktop_app.storage.role_door import RoleDoor
from desktop_app.views.pages.organization_life.meeting_page import MeetingPage
from desktop_app.views.pages.organization_life.meeting_pane import FINISH
from desktop_app.views.shell import Shell
from tests.views.pages.organization_life.test_meeting_page import lay_page

LEFT = Qt.MouseButton.LeftButton


def take_role(desk: Any, role: Role) -> None:
    """The file as the password of ``role`` opens it."""
    ledger = desk.ledger
    ledger.door = RoleDoor(ledger.door._file, ledger.catalogue, role)


@pytest.fixture
def page(desk: Any, shell: Shell) -> MeetingPage:
    """The meeting page of who only looks."""
    take_role(desk, Role.READER)
    return lay_page(desk, shell)


def test_nobody_who_only_looks_begins_a_meeting(page: MeetingPage, shell: Shell) -> None:
    before = page.pane.uid if page.pane is not None else ""
    assert not page.new_button.isEnabled()
    assert "按分工，只读不能改" in page.new_button.toolTip()
    shell.go("meeting", kind="支部委员会会议")
    assert (page.pane.uid if page.pane is not None else "") == before
    assert "请由书记" in shell.notice.words.text()


def test_an_open_meeting_is_shown_and_not_written(page: MeetingPage, qtbot: QtBot) -> None:
    pane = page.pane
    assert pane is not None
    assert pane.opened.locked
    assert not pane.save_button.isEnabled()
    pane.tabs.setCurrentIndex(FINISH)
    assert "请由书记" in pane.finish.locked_words.text()
    assert not pane.finish.correction.isVisible()
    for button in pane.finish.steps.values():
        qtbot.mouseClick(button, LEFT)
        assert "请由书记" in pane.finish.blocked.text()
    assert not pane.opened.dirty


def test_who_writes_meetings_has_them_open(desk: Any, shell: Shell) -> None:
    take_role(desk, Role.MEMBER)
    page = lay_page(desk, shell)
    assert page.new_button.isEnabled()
    assert page.pane is not None
    assert not page.pane.opened.locked
