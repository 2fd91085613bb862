"""Grey things say why, and nothing is greyed behind the back of what sees to that."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QPushButton

import desktop_app.views
from desktop_app.views.form.role_gate import gate
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.header import Header
from desktop_app.views.parts.row_menu import row_menu, verbs_of
from desktop_app.views.parts.why_not import allow

VIEWS = Path(desktop_app.views.__file__).parent
# The mechanism itself; a box of a form, which is locked with its reason; a window under its last backup.
MAY_GREY = {"parts/why_not.py", "form/role_gate.py", "form/editors/editor.py", "closing.py"}


def greyed_in(source: str) -> list[int]:
    """The lines of a module where something is greyed without a reason."""
    return [
        one.lineno
        for one in ast.walk(ast.parse(source))
        if isinstance(one, ast.Attribute) and one.attr in ("setEnabled", "setDisabled")
    ]


def test_nothing_is_greyed_without_a_reason():
    found = {
        f"{path.relative_to(VIEWS).as_posix()}:{line}"
        for path in VIEWS.rglob("*.py")
        if path.relative_to(VIEWS).as_posix() not in MAY_GREY
        for line in greyed_in(path.read_text("utf8"))
    }
    assert found == set(), "say why with parts/why_not.allow"


def test_a_line_that_greys_is_found():
    assert greyed_in("def f(button):\n    button.setEnabled(False)\n") == [2]


@pytest.mark.parametrize("make", [QPushButton, QCheckBox, QAction], ids=lambda one: one.__name__)
def test_what_is_grey_tells_its_reason_and_gives_its_own_tip_back(qtbot, make):
    thing = make("保存")
    if not isinstance(thing, QAction):
        qtbot.addWidget(thing)
    thing.setToolTip("Ctrl+Enter")
    allow(thing, "还没有改动")
    assert (thing.isEnabled(), thing.toolTip()) == (False, "还没有改动")
    allow(thing, "正在写")
    assert (thing.isEnabled(), thing.toolTip()) == (False, "正在写")
    allow(thing)
    assert (thing.isEnabled(), thing.toolTip()) == (True, "Ctrl+Enter")


def test_what_a_role_may_not_do_stays_grey_for_that_reason(qtbot, theme):
    button = PlainButton(theme, "删除")
    qtbot.addWidget(button)
    gate("按分工，组织委员不能改", button)
    allow(button)
    assert (button.isEnabled(), button.toolTip()) == (False, "按分工，组织委员不能改")
    allow(button, "先选一行")
    assert (button.isEnabled(), button.toolTip()) == (False, "按分工，组织委员不能改")


def test_the_menu_of_a_row_tells_the_reason_of_its_button(qtbot, theme):
    button = PlainButton(theme, "删除")
    qtbot.addWidget(button)
    button.show()
    allow(button, "先选一行")
    menu = row_menu(button, verbs_of(button))
    (action,) = menu.actions()
    assert menu.toolTipsVisible()
    assert (action.isEnabled(), action.toolTip()) == (False, "先选一行")


def test_a_button_behind_more_tells_its_reason(qtbot, theme):
    header = Header(theme)
    qtbot.addWidget(header)
    buttons = [PlainButton(theme, f"第{at}个要做的事") for at in range(8)]
    for button in buttons:
        allow(button, "先选一次会议")
    header.show_actions(buttons)
    header.resize(420, 60)
    header.show()
    qtbot.waitUntil(lambda: header.more.isVisible())
    header.more.menu().aboutToShow.emit()
    assert {one.toolTip() for one in header.more.menu().actions()} == {"先选一次会议"}
